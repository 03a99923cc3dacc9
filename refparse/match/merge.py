"""One canonical work from the records of a cluster, each field from a record that states it.

Nothing is invented or mixed: a field is taken whole from one member, and the cluster
says from which. For every field the members that state it are ranked by the rules
below; the first rule that tells two apart decides, at last the smaller record id.

Keywords and what we have no name for (``extra``: notes, groups, attached files) are sets
that people fill on purpose: there what all members say is united and nothing is dropped,
and the cluster names the member that gives most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from refparse.normalize.folding import fold, squeeze
from refparse.normalize.pages import page_range
from refparse.reference import Cluster, Record
from refparse.work import Date, Names, Work

Rank = tuple[int | bool, ...]
Pairs = tuple[tuple[str, str], ...]

#: At the end of a word they are its meaning: "CD4+" is not "CD4-", "include?" not "include".
_SIGNS = "+-−#?!"


def _names_rank(names: Names) -> Rank:
    """Complete lists before those that say et al., longer before shorter, full given names before initials."""
    spelt_out = sum(any(map(str.islower, name.given or "")) for name in names.names)
    return (not names.et_al, len(names), spelt_out)


def _page_rank(work: Work) -> Rank:
    """Ranges before single pages, written out before shortened."""
    page = work.page or ""
    first, last = page_range(page)
    return (first != last, page.rstrip().endswith(last))


def _no_rank(_work: Work) -> Rank:
    return ()


def _words(said: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Every keyword once, as it is spelt first; one that folds to nothing stands for itself."""
    found: dict[str, str] = {}
    for words in said:
        for word in words:
            found.setdefault(fold(word) + word[len(word.rstrip(_SIGNS)) :] or word, word)
    return tuple(found.values())


def united(said: Iterable[Pairs]) -> Pairs:
    """All pairs of several ``extra``, each once, the texts of one name together.

    >>> united([(("note", "seen"), ("groups", "RCT")), (("note", "seen"), ("note", "excluded"))])
    (('note', 'seen'), ('note', 'excluded'), ('groups', 'RCT'))

    Names and texts count as the same only where they are the same to the letter.
    """
    found: dict[str, dict[str, None]] = {}
    for pairs in said:
        for name, text in pairs:
            found.setdefault(name, {})[text] = None
    return tuple((name, text) for name, texts in found.items() for text in texts)


#: Fields that are sets, and how several of them become one.
_UNITED: Mapping[str, Callable[[Iterable[Any]], object]] = {"keyword": _words, "extra": united}


#: What counts before anything else. Fields not named here have no quality of their own.
_QUALITY: dict[str, Callable[[Work], Rank]] = {
    "author": lambda work: _names_rank(work.author),
    "editor": lambda work: _names_rank(work.editor),
    "page": _page_rank,
    # A year before words alone.
    "issued": lambda work: (work.issued is not None and work.issued.year is not None,),
    "abstract": lambda work: (len(work.abstract or ""),),
    "keyword": lambda work: (len(_words([work.keyword])),),
    "extra": lambda work: (len(set(work.extra)),),
}


def _spelling(value: object) -> str:
    """What values are counted by: two spellings of one value are one vote."""
    if isinstance(value, Names):
        return " ".join(squeeze(name.printed_family) for name in value.names)
    if isinstance(value, Date):
        return str(value.year or value.literal)
    return squeeze(value) if isinstance(value, str) else repr(value)


def _fullness(value: object) -> int:
    """How much a value says: parts of a date, else characters."""
    if isinstance(value, Date):
        return sum(getattr(value, part.name) is not None for part in fields(value))
    return len(str(value))


def _choose(name: str, members: Sequence[Record]) -> Record:
    """The member whose value of a field is taken.

    Quality first, then the page's own word against a citation's, then what most say,
    then the fuller value, then the smaller id.
    """
    if len(members) == 1:
        return members[0]
    values = {member.id: getattr(member.work, name) for member in members}
    votes = Counter(_spelling(value) for value in values.values())
    quality = _QUALITY.get(name, _no_rank)

    def rank(member: Record) -> tuple[Rank, bool, int, int]:
        value = values[member.id]
        return (quality(member.work), member.origin == "page", votes[_spelling(value)], _fullness(value))

    best = max(map(rank, members))
    return min((member for member in members if rank(member) == best), key=lambda member: member.id)


def _value(name: str, holders: Sequence[Record], chosen: Record) -> object:
    """What the canonical work says: the chosen member's value, or of a set everybody's, the page's own first."""
    if name not in _UNITED or len(holders) == 1:
        return getattr(chosen.work, name)
    ordered = sorted(holders, key=lambda member: (member.origin != "page", member.id))
    return _UNITED[name](getattr(member.work, name) for member in ordered)


def merge(members: Sequence[Record]) -> Cluster:
    """The canonical work of a cluster, and the record each of its fields came from.

    >>> from refparse.work import Work
    >>> def record(id, origin, **stated):
    ...     return Record(id=id, work=Work(**stated), origin=origin, origin_id=id, document_id="d")
    >>> merged = merge((
    ...     record("b", "reference", title="Calcinosis", page="2679-84", volume="23"),
    ...     record("a", "page", title="Calcinosis cutis", page="2679–2684"),
    ... ))
    >>> merged.canonical.title, merged.canonical.page, dict(merged.origin)["volume"]
    ('Calcinosis cutis', '2679–2684', 'b')

    A cut DOI is left out once a member states the whole one. Keywords and ``extra`` hold
    what all members say. The order of the members does not matter.
    """
    stating: dict[str, list[Record]] = {}
    for member in members:
        for name in member.work.stated():
            stating.setdefault(name, []).append(member)
    if "DOI" in stating:
        stating.pop("doi_prefix", None)
    chosen = {name: _choose(name, holders) for name, holders in stating.items()}
    # Names of fields with their values, which no annotation can say.
    values: dict[str, Any] = {name: _value(name, stating[name], record) for name, record in chosen.items()}
    canonical = replace(Work(), **values)
    return Cluster(
        member_ids=tuple(sorted(member.id for member in members)),
        canonical=canonical,
        origin=tuple((name, chosen[name].id) for name in canonical.stated()),
    )
