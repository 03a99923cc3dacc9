"""Is one of these candidates the work a reference means? The DOI, or no DOI, with every reason.

The evidence is the one that finds duplicates, joined by what only the string can say
(:mod:`standing`); weights add up and can be checked by hand. Vetoes, in words, forbid an
answer whatever the weight, and so does another work that fits as well: "no DOI" is a good
answer. Nothing is looked up here; the same reference and candidates give the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from refparse.evidence import Evidence
from refparse.normalize.identifiers import doi_key
from refparse.normalize.titles import part_number
from refparse.resolve.candidate import PRINTED, Candidate, describe
from refparse.resolve.compare import grades as grades_of
from refparse.resolve.prepare import Prepared, prepare
from refparse.resolve.printed import read_printed
from refparse.resolve.standing import Finding, compare
from refparse.resolve.weights import MARGIN, PRIOR, RESOLVED, WEIGHTS
from refparse.work import Work

#: Kept with every answer; changed whenever a rule or a figure changes.
RULES = "2026.3"

State = Literal["resolved", "refused", "not found"]
#: What became of a DOI printed in the reference.
PrintedDOI = Literal["none", "followed", "flagged", "unknown"]
Grades = Mapping[str, str]

_OTHER_PEOPLE = frozenset({"conflict", "not the first", "more people", "reordered", "namesake", "the first"})
#: People who may be the record's own, an initial or a name misprinted; where all of the place agrees, they are.
_MISPRINTED_PEOPLE = frozenset({"namesake", "the first"})
_NOBODY = frozenset({"conflict", "not printed", "none given", "neither"})
_SEVERAL_PEOPLE = frozenset({"all", "et al.", "most"})
_NO_TITLE = frozenset({"not printed", "other title", "none given"})
_SAME_PLACE = frozenset({"exact", "folded", "near", "stands"})
_SAME_PAGE = frozenset({"both", "first", "both stand", "stands"})
_SPARE = frozenset({"few", "some", "many"})
_AGREE = frozenset({"exact", "folded"})
_PAGES = frozenset({"exact", "folded", "first", "other end"})
_TITLES = frozenset({"exact", "folded", "short", "misspelt", "cut"})
_APART = frozenset({"conflict", "misprint"})
_NOTHING = "nothing offered resembles it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What speaks for and against one candidate; ``weight`` is the prior plus the evidence."""

    DOI: str
    work: Work
    prior: float
    evidence: tuple[Evidence, ...]
    #: The grade of every field, for looking its meaning up in the table.
    grades: tuple[tuple[str, str], ...]
    vetoes: tuple[str, ...] = ()
    weight: float

    @property
    def is_settled(self) -> bool:
        """Whether a veto holds that no slip explains."""
        return not _SETTLING.isdisjoint(self.vetoes)

    @property
    def is_placed(self) -> bool:
        """Whether journal, volume and page are all the record's."""
        return _is_placed(dict(self.grades))

    def reasons(self) -> tuple[str, ...]:
        """One line a field, what weighs most first, as a person would check it."""
        rows = sorted(zip(self.evidence, self.grades, strict=True), key=lambda row: -abs(row[0].weight))
        lines = (f"{row.weight:+.2f} {name}: {WEIGHTS[name, grade].means}" for row, (name, grade) in rows)
        return (*(f"veto: {veto}" for veto in self.vetoes), *lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The answer for one reference."""

    DOI: str | None
    state: State
    #: The answer in a sentence.
    because: str
    best: Judgement | None = None
    runner_up: Judgement | None = None
    runner_up_lost: str = ""
    #: Other DOIs of the same work: registered twice, or by two hosts.
    twins: tuple[str, ...] = ()
    printed_doi: PrintedDOI = "none"
    rules: str = RULES


class _Veto(NamedTuple):
    words: str
    applies: Callable[[Prepared, Prepared, Grades], bool]
    #: Whether no slip of the pen looks like it.
    settles: bool = False


def _other_people(_read: Prepared, _given: Prepared, grades: Grades) -> bool:
    if grades["title"] not in _NO_TITLE or grades["author"] not in _OTHER_PEOPLE:
        return False
    return grades["author"] not in _MISPRINTED_PEOPLE or not _is_placed(grades)


def _is_placed(grades: Grades) -> bool:
    """Whether journal, volume and page all are the record's: few places hold two works of namesakes."""
    place = grades["container_title"] in _SAME_PLACE and grades["volume"] in _SAME_PLACE
    return place and grades["page"] in _SAME_PAGE


def _other_title(read: Prepared, given: Prepared, grades: Grades) -> bool:
    if grades.get("DOI") == "as printed" and read.title is not None and given.title is not None:
        # Many cut a title short; beside the DOI that is no other title.
        cut = given.title.squeezed.startswith(read.title.squeezed) and not read.title.says_nothing
        if cut and _is_placed(grades):
            return False
    place = grades["container_title"] in _SAME_PLACE
    return grades["title"] in {"other title", "main and more"} and place and grades["other words"] in _SPARE


def _other_page(_read: Prepared, _given: Prepared, grades: Grades) -> bool:
    return grades["title"] in _NO_TITLE and grades["page"] in {"slip", "conflict"}


def _other_issue(_read: Prepared, _given: Prepared, grades: Grades) -> bool:
    return grades["issue"] == "conflict" and grades["page"] in {"slip", "conflict"}


def _unnamed(_read: Prepared, _given: Prepared, grades: Grades) -> bool:
    if grades["container_title"] in _SAME_PLACE or grades.get("DOI") == "as printed":
        return False
    return grades["title"] in _NO_TITLE and grades["author"] in _NOBODY


def _notice(read: Prepared, given: Prepared, _grades: Grades) -> bool:
    return read.title is not None and given.title is not None and read.title.notice != given.title.notice


def _other_part(read: Prepared, given: Prepared, grades: Grades) -> bool:
    parts = {record.title.part for record in (read, given) if record.title is not None} - {None}
    return grades["title"] == "other number" or len(parts) > 1


def _elsewhere(_read: Prepared, _given: Prepared, grades: Grades) -> bool:
    # Elsewhere the weights suffice; a printed DOI outweighs two fields that both are another work's.
    other = grades["title"] == "other title" and grades["container_title"] == "conflict"
    return grades.get("DOI") == "as printed" and other and grades["author"] in _NOBODY


def _edition(read: Prepared, given: Prepared, _grades: Grades) -> bool:
    return bool(read.edition and given.edition and read.edition != given.edition)


_VETOES = (
    _Veto("no title to go by, and the people are others", _other_people),
    _Veto("no title to go by, and the page is another", _other_page),
    _Veto("another title in the same journal", _other_title),
    _Veto("other people", lambda _r, _g, grades: grades["author"] == "conflict"),
    _Veto("the titles name different parts or numbers", _other_part, settles=True),
    _Veto("one is a notice about the other: an erratum, a reply, a comment", _notice, settles=True),
    _Veto("two editions", _edition),
    _Veto("another title in another journal", _elsewhere),
    _Veto("another page of another issue, as columns and editorials share their titles", _other_issue),
    _Veto("neither its title nor its people nor its journal stand there", _unnamed),
    _Veto("the DOI does not begin as printed", lambda _r, _g, grades: grades.get("doi_prefix") == "conflict"),
)
_SETTLING = frozenset(veto.words for veto in _VETOES if veto.settles)


def verify(text: str, work: Work, candidates: Iterable[Candidate]) -> Resolution:
    """Which candidate the reference means, if any: ``text`` as printed, ``work`` as it was read.

    >>> lee = Work(title="Skin lesions in lupus", DOI="10.1000/a")
    >>> verify("Smith J. Mice of the moor. J Mice 1990;3:4-9.", Work(), [Candidate(DOI="10.1000/a", work=lee)]).because
    'nothing offered resembles it'
    >>> verify("Lee, Skin lesions in lupus", Work(), []).because
    'no candidate was found'

    A DOI printed in the reference is a candidate like any other: where fields disagree it is
    flagged in ``printed_doi`` and not followed.
    """
    return decide(work, judge(text, work, candidates))


def judge(text: str, work: Work, candidates: Iterable[Candidate]) -> list[Judgement]:
    """What speaks for and against each candidate, the best first.

    >>> judge("Lee, Skin lesions in lupus", Work(), [])
    []
    """
    printed, read = read_printed(text), prepare(work)
    judged = [_judge(read, candidate, compare(printed, read, describe(candidate))) for candidate in candidates]
    return sorted(judged, key=lambda one: (bool(one.vetoes), -one.weight))


def decide(work: Work, judged: list[Judgement]) -> Resolution:
    """The answer that judgements come to, the best of them first.

    >>> decide(Work(), []).state
    'not found'
    """
    read = prepare(work)
    said: PrintedDOI = "none" if not read.doi else "unknown"
    if not judged:
        return Resolution(DOI=None, state="not found", because="no candidate was found", printed_doi=said)
    named = printed_one(judged)
    answer = _decide(judged)
    if answer.state == "refused" and named is None:
        # The nearest of works that have nothing to do with it is no answer anybody can use.
        alike = [one for one in judged if _resembles(dict(one.grades))]
        answer = _decide(alike) if alike else Resolution(DOI=None, state="not found", because=_NOTHING)
    if named is not None:
        said = "followed" if named.DOI == answer.DOI else "flagged"
    return _told(answer, said, read)


def _resembles(grades: Grades) -> bool:
    """Whether it is near enough to be told of: a year, a number or a single name may be anybody's."""
    journal, volume = (grades[field] in _SAME_PLACE for field in ("container_title", "volume"))
    if grades["title"] not in _NO_TITLE or (journal and grades["author"] not in _NOBODY):
        return True
    if grades.get("doi_prefix") == "begins so":
        return True
    if grades["author"] in _SEVERAL_PEOPLE and grades["issued"] == "exact":
        return True
    return grades["page"] in _SAME_PAGE - {"stands"} and (journal or volume)


def printed_one(judged: Iterable[Judgement]) -> Judgement | None:
    """The judgement of the work whose DOI the reference prints.

    >>> printed_one([]) is None
    True
    """
    return next((one for one in judged if ("DOI", "as printed") in one.grades), None)


def _told(answer: Resolution, said: PrintedDOI, read: Prepared) -> Resolution:
    doubt = f"; the fields do not bear out the printed DOI {read.doi}" if said == "flagged" else ""
    part = _unsaid_part(answer, read)
    return replace(answer, because=f"{answer.because}{part}{doubt}", printed_doi=said)


def _unsaid_part(answer: Resolution, read: Prepared) -> str:
    """That only one of the two says which part of a series it is, where an answer was given."""
    if answer.state != "resolved" or answer.best is None or read.title is None:
        return ""
    here, there = read.title.part, part_number(answer.best.work.title or "")
    if (here is None) == (there is None) or not answer.best.work.title:
        return ""
    return (
        f"; the string says part {here}, the record none"
        if here
        else f"; the record says part {there}, the string none"
    )


def _judge(read: Prepared, candidate: Candidate, found: tuple[Finding, ...]) -> Judgement:
    found += tuple(_doi_findings(read, candidate))
    grades = {finding.field: finding.grade for finding in found}
    silent = grades.get("DOI") == "as printed"
    evidence = tuple(_evidence(finding, silent=silent) for finding in found)
    given = describe(candidate).prepared
    return Judgement(
        DOI=candidate.DOI,
        work=candidate.work,
        prior=PRIOR,
        evidence=evidence,
        grades=tuple(grades.items()),
        vetoes=tuple(veto.words for veto in _VETOES if veto.applies(read, given, grades)),
        weight=PRIOR + sum(row.weight for row in evidence),
    )


def _doi_findings(read: Prepared, candidate: Candidate) -> Iterable[Finding]:
    doi = candidate.DOI
    if read.doi:
        # A DOI that was merged into another leads to a record that names the other.
        same = read.doi == doi_key(doi) or PRINTED in candidate.found_by
        yield Finding("DOI", read.doi, doi, "as printed" if same else "another")
    elif read.doi_prefix:
        begins = doi_key(doi).startswith(read.doi_prefix)
        yield Finding("doi_prefix", read.doi_prefix, doi, "begins so" if begins else "conflict")


def _evidence(finding: Finding, *, silent: bool) -> Evidence:
    """One row; where the DOI is printed, what the reference leaves out for its sake says nothing."""
    row = WEIGHTS[finding.field, finding.grade]
    weight = 0.0 if silent and row.level == "absent" else row.weight
    return Evidence(field=finding.field, left=finding.left, right=finding.right, level=row.level, weight=weight)


def _decide(judged: list[Judgement]) -> Resolution:
    best, others = judged[0], judged[1:]
    twins = [one for one in others if _fits(one) and is_one_work(best.work, one.work)]
    rest = [one for one in others if one not in twins]
    runner_up = rest[0] if rest else None
    lost = _why_lost(best, runner_up) if runner_up else ""
    refused = _why_refused(best, runner_up)
    return Resolution(
        DOI=None if refused else best.DOI,
        state="refused" if refused else "resolved",
        because=refused or f"{best.DOI} fits, {best.weight - RESOLVED:.1f} bits above the limit",
        best=best,
        runner_up=runner_up,
        runner_up_lost=lost,
        twins=() if refused else tuple(one.DOI for one in twins),
    )


def _fits(one: Judgement) -> bool:
    return not one.vetoes and one.weight >= RESOLVED


def _why_refused(best: Judgement, runner_up: Judgement | None) -> str:
    if best.vetoes:
        return f"{best.DOI} comes nearest, but: {best.vetoes[0]}"
    if best.weight < RESOLVED:
        return f"{best.DOI} comes nearest, but lacks {RESOLVED - best.weight:.1f} bits"
    if runner_up and not runner_up.vetoes and best.weight - runner_up.weight < MARGIN:
        return f"{best.DOI} and {runner_up.DOI} fit alike"
    return ""


def _why_lost(best: Judgement, other: Judgement) -> str:
    """The veto against the runner-up, or the field that tells the two apart most."""
    if other.vetoes:
        return other.vetoes[0]
    grades, rows = dict(other.grades), {row.field: row for row in other.evidence}
    apart = [
        (mine.weight - rows[mine.field].weight, mine.field, WEIGHTS[mine.field, grades[mine.field]].means)
        for mine in best.evidence
    ]
    gap, field, means = max(apart)
    return f"{field}: {means}" if gap > 0 else "nothing tells it from the best"


def is_one_work(left: Work, right: Work) -> bool:
    """Whether two records are one work under two DOIs.

    >>> one = Work(title="Weak limits of powers", volume="16", page="659", DOI="10.1090/s1")
    >>> is_one_work(one, Work(title="Weak Limits of Powers", volume="16", page="659-662", DOI="10.2307/2"))
    True
    """
    one, other = prepare(left), prepare(right)
    grades = grades_of(one, other)
    if _are_at_one_place(grades):
        return True
    if any(grades.get(field) in _APART for field in ("author", "issued", "volume", "issue", "page")):
        return False
    if one.title is not None and other.title is not None and one.title.notice != other.title.notice:
        return False
    people = grades.get("author", "absent") not in {"absent", "overlap"}
    if grades.get("title") in _TITLES:
        return people or grades.get("page") in _PAGES or grades.get("container_title") in _AGREE
    # One range of pages holds two works of the same people nowhere.
    ranged = grades.get("page") in _AGREE and one.first_page != one.last_page
    return ranged and people and grades.get("volume") == "exact"


def _are_at_one_place(grades: Grades) -> bool:
    """Whether one title stands twice on one page of a journal: who sent the records in differs about the rest."""
    named = grades.get("title") in _AGREE and grades.get("container_title") in _AGREE
    return named and grades.get("volume") in _AGREE and grades.get("page") in _PAGES
