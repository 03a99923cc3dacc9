"""Two records judged, with every reason in the words and figures of the rule file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from refparse.evidence import Evidence, Holding, Verdict
from refparse.match.levels import FIELDS, OF_STRINGS
from refparse.match.rules import Judged, Rules, Sieve, judge
from refparse.match.strings import figures
from refparse.match.traits import Traits, traits
from refparse.reference import Record
from refparse.work import Names, Work

#: So much of a long text is kept with a verdict.
_LONGEST = 200


class Side(NamedTuple):
    """A record as it is compared."""

    id: str
    work: Work
    traits: Traits


def side(record: Record, raw: str = "") -> Side:
    """A record made ready for comparing; ``raw`` is the string it was parsed from, where one was."""
    return Side(record.id, record.work, traits(record.work, raw))


def holding(judged: Judged, rules: Rules) -> Holding:
    """What the rules make of two works that were compared."""
    if judged.weight < rules.ask or judged.settled:
        return "different"
    return "same" if judged.weight >= rules.enough(judged) and not judged.objections else "ask"


def verdict(left: Side, right: Side, rules: Rules) -> Verdict:
    """Whether two records are one work, with every reason.

    >>> from refparse.match.rules import EXAMPLE, read_rules
    >>> one, other = (Record(id=n, work=Work(DOI="10.1000/a"), origin="page", origin_id=n, document_id=n) for n in "ab")
    >>> found = verdict(side(other), side(one), read_rules(EXAMPLE))
    >>> found.left_id, found.weight, [(row.field, row.level, row.weight) for row in found.evidence]
    ('a', 4.0, [('DOI', 'exact', 6.0)])

    The order of the two does not matter: the smaller id is always the left one.
    """
    return _signed(left, right, judge(*_in_order(left, right), rules), rules)


def verdicts(pairs: Iterable[tuple[Side, Side]], rules: Rules) -> Iterator[Verdict]:
    """Verdicts on those of very many pairs that are one work, asked about, or forbidden.

    >>> from refparse.match.rules import EXAMPLE, read_rules
    >>> from refparse.work import Work
    >>> rules = read_rules(EXAMPLE.replace("exact = 6.0", "exact = 6.0\\nconflict = -9.0"))
    >>> works = [Work(DOI=f"10.1000/{suffix}") for suffix in "aab"]
    >>> one, copy, other = (Side(str(n), work, traits(work)) for n, work in enumerate(works))
    >>> [found.right_id for found in verdicts([(one, copy), (one, other)], rules)]
    ['1']

    Each pair is compared only as far as it may still be one of these, and only these have reasons.
    """
    sieve = Sieve(rules)
    for left, right in pairs:
        judged = sieve.judge(*_in_order(left, right))
        if judged is not None and (judged.objections or holding(judged, rules) != "different"):
            yield _signed(left, right, judged, rules)


def _in_order(left: Side, right: Side) -> tuple[Traits, Traits]:
    """Both in the order of what they say, as in a plan; ids tell only those apart that say the same."""
    if (right.traits.key, right.id) < (left.traits.key, left.id):
        left, right = right, left
    return left.traits, right.traits


def _signed(left: Side, right: Side, judged: Judged, rules: Rules) -> Verdict:
    if right.id < left.id:
        left, right = right, left
    return Verdict(
        left_id=left.id,
        right_id=right.id,
        prior=rules.prior,
        evidence=tuple(_evidence(left, right, judged, rules)),
        vetoes=tuple(objection.words for objection in judged.objections),
        weight=judged.weight,
        decision=holding(judged, rules),
        rules=rules.name,
        tie=next((objection.tie for objection in judged.objections if objection.tie), ""),
    )


def _evidence(left: Side, right: Side, judged: Judged, rules: Rules) -> Iterator[Evidence]:
    """A row for every field that one of them states; strings are no fields where fields were compared."""
    ours, theirs = _printed(left), _printed(right)
    for field, grade in zip(FIELDS, judged.grades, strict=True):
        if field in OF_STRINGS and not judged.of_strings:
            continue
        one, other = _cut(ours[field]), _cut(theirs[field])
        weight = rules.weights.get((field, grade), 0.0)
        if one or other or weight:
            yield Evidence(field=field, left=one, right=other, level=grade, weight=weight)


def _printed(one: Side) -> dict[str, str | None]:
    """Every field for people: as it is printed, else as it was made out."""
    work, told = one.work, one.traits
    names = _names(work.editor if work.type == "book" and not work.author.names else work.author)
    return {
        "author": names,
        "people": names,
        "title": work.title,
        "container_title": work.container_title,
        "issued": str(told.year or ""),
        "volume": work.volume or told.volume,
        "issue": work.issue or told.issue,
        "page": work.page or told.first,
        "place": f"{told.volume}:{told.first}" if told.first else "",
        "DOI": work.DOI,
        "PMID": work.PMID,
        "PMCID": work.PMCID,
        "arXiv": told.arxiv,
        "abstract": work.abstract,
        "wording": work.title,
        "string": told.raw,
        "words": "",
        "numbers": ", ".join(figures(told.raw).whole),
    }


def _cut(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def _names(names: Names) -> str:
    return "; ".join(" ".join(filter(None, (name.printed_family, name.given))) for name in names.names)
