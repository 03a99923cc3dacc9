"""Evidence on a work and the record of its DOI weighed: a prior, one weight a field, vetoes, a decision.

``same`` needs three things: weight above the strict threshold, no veto, and enough
stated by both to name a work. A veto forbids ``same`` however heavy the evidence;
where the table marks it as settling, it answers ``different`` outright.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from refparse.evidence import Evidence, Holding, Verdict
from refparse.normalize.folding import squeeze
from refparse.reference import Record
from refparse.resolve.compare import Finding, findings
from refparse.resolve.prepare import Prepared, prepare
from refparse.resolve.table import ABSENT, ASK, PRIOR, SAME, WEIGHTS

#: Written into every verdict; changed whenever a rule or a figure changes.
RULES = "2026.2"

Grades = Mapping[str, str]

_AGREE = frozenset({"exact", "folded", "initials"})
_NUMBERED = ("DOI", "PMID", "PMCID", "arXiv")
_TITLE_AGREES = frozenset({"exact", "folded", "short", "misspelt", "cut"})
_TITLE_UNLIKE = frozenset({"conflict", "contained", "opposite"})
_AUTHOR_AGREES_NOT = frozenset({"conflict", "overlap"})
_PUBLISHER_AGREES = frozenset({"exact", "folded", "near"})
# An issue that numbers its pages anew seldom has more; beyond, a volume is paged through
# and the wrong issue is a slip. Supplements are paged anew whatever their length.
_PAGES_OF_AN_ISSUE = 200


class Veto(NamedTuple):
    """Why two records must not be merged, and whether that ends the matter."""

    words: str
    applies: Callable[[Prepared, Prepared, Grades], bool]
    settles: bool


def _other_part(left: Prepared, right: Prepared, grades: Grades) -> bool:
    parts = {record.title.part for record in (left, right) if record.title is not None} - {None}
    return grades.get("title") == "other number" or len(parts) > 1


def _other_part_elsewhere(left: Prepared, right: Prepared, grades: Grades) -> bool:
    # On one page of one volume the number may be a misprint; elsewhere it is a part.
    return _other_part(left, right, grades) and not _places_agree(grades)


def _other_part_here(left: Prepared, right: Prepared, grades: Grades) -> bool:
    return _other_part(left, right, grades) and _places_agree(grades)


def _other_title(_left: Prepared, _right: Prepared, grades: Grades) -> bool:
    """Whether titles and one thing more differ, with no DOI that says otherwise."""
    more = grades.get("page") == "conflict" or grades.get("author") == "conflict"
    return grades.get("title") in _TITLE_UNLIKE and more and grades.get("DOI") != "exact"


def _titles_only(left: Prepared, right: Prepared, grades: Grades) -> bool:
    return grades.get("title") in _TITLE_UNLIKE and not _other_title(left, right, grades)


def _reworded(_left: Prepared, _right: Prepared, grades: Grades) -> bool:
    """Whether words were exchanged, and people and place do not both agree."""
    agree = _places_agree(grades) and grades.get("author") not in _AUTHOR_AGREES_NOT
    return grades.get("title") == "reworded" and not agree


def _cut(left: Prepared, right: Prepared, grades: Grades) -> bool:
    if grades.get("title") != "cut":
        return False
    return not (_page_agrees(grades) or grades.get("DOI") == "exact" or _one_book(left, right, grades))


def _one_book(left: Prepared, right: Prepared, grades: Grades) -> bool:
    """Whether people, year, publisher and place agree: books have no page to agree on."""
    places = {squeeze(record.work.publisher_place or "") for record in (left, right)} - {""}
    return (
        left.work.type == right.work.type == "book"
        and len(places) <= 1
        and grades.get("publisher") in _PUBLISHER_AGREES
        and grades.get("issued") == "exact"
        and grades.get("author", "absent").split(" ")[0] in _AGREE
    )


def _identified(grades: Grades) -> bool:
    """Whether an identifier of the work itself agrees."""
    return any(grades.get(field) == "exact" for field in _NUMBERED)


def _other_issue(left: Prepared, right: Prepared, grades: Grades) -> bool:
    """Whether one page is told of two issues that may each have such a page."""
    if grades.get("issue") != "conflict" or _identified(grades) or not _page_agrees(grades):
        return False
    page = "".join(char for char in left.first_page if char.isdecimal())
    supplement = "suppl" in f"{left.issue} {right.issue}"
    return supplement or not left.first_page.isdecimal() or int(page) < _PAGES_OF_AN_ISSUE


def _other_people_here(left: Prepared, right: Prepared, grades: Grades) -> bool:
    """Whether nobody is named by both: two letters under one title on one page.

    A group may stand for the people in it, and a wrong initial is a slip.
    """
    if grades.get("author") != "conflict" or _identified(grades):
        return False
    groups = any(name.is_group for record in (left, right) for name in record.work.author.names)
    shared = {person.family for person in left.authors} & {person.family for person in right.authors}
    return _places_agree(grades) and not groups and not shared


def _heading_alone(_left: Prepared, _right: Prepared, grades: Grades) -> bool:
    """Whether all that is said of one is a heading: a page may hold several replies."""
    return grades.get("title") == "heading" and grades.get("author") == "absent" and not _identified(grades)


def _annual(_left: Prepared, _right: Prepared, grades: Grades) -> bool:
    """Whether these may be the reports of two years, which bear one title."""
    placed = "container_title" in grades or _page_agrees(grades)
    return grades.get("issued") == "near" and not placed and not _identified(grades)


def _notice(left: Prepared, right: Prepared, _grades: Grades) -> bool:
    return left.title is not None and right.title is not None and left.title.notice != right.title.notice


def _inside(left: Prepared, right: Prepared, _grades: Grades) -> bool:
    return _is_in(left, right) or _is_in(right, left)


def _is_in(part: Prepared, whole: Prepared) -> bool:
    """Whether the container of one is the title of the other."""
    if part.container is None or whole.title is None or part.title is None:
        return False
    return squeeze(part.container.text) == whole.title.squeezed != part.title.squeezed


def _longer_title(_left: Prepared, _right: Prepared, grades: Grades) -> bool:
    return grades.get("title") in {"cut", "contained"} and grades.get("author") in _AUTHOR_AGREES_NOT


def _places_agree(grades: Grades) -> bool:
    """Whether volume and first page agree: two works seldom start on one page."""
    return grades.get("volume") in {"exact", "folded", "near"} and _page_agrees(grades)


def _page_agrees(grades: Grades) -> bool:
    return grades.get("page") in {"exact", "folded", "first", "other end"}


#: Tried in order; all that apply are told.
VETOES = (
    Veto("the titles name different parts or numbers", _other_part_elsewhere, settles=True),
    Veto("on one page, the titles name different parts or numbers", _other_part_here, settles=False),
    Veto("one is a notice about the other: an erratum, a reply, a comment", _notice, settles=True),
    Veto("one is the book or collection the other stands in", _inside, settles=True),
    Veto("the titles differ, and so do the pages or the authors", _other_title, settles=True),
    Veto("one title contains the other, and the authors are other people", _longer_title, settles=False),
    Veto("the titles differ", _titles_only, settles=False),
    Veto("the titles share words, but not the place", _reworded, settles=False),
    Veto("one title has more to it, and no page agrees", _cut, settles=False),
    Veto("two DOIs", lambda _l, _r, grades: grades.get("DOI") == "conflict", settles=False),
    Veto("two PMIDs", lambda _l, _r, grades: grades.get("PMID") == "conflict", settles=False),
    Veto("the pages differ", lambda _l, _r, grades: grades.get("page") == "conflict", settles=False),
    Veto("one page of two issues or supplements", _other_issue, settles=False),
    Veto("on one page, other authors", _other_people_here, settles=False),
    Veto("a heading that many pieces carry, and one names no author", _heading_alone, settles=False),
    Veto("a year apart, and in no journal: an annual report, another edition", _annual, settles=False),
    Veto(
        "two editions",
        lambda left, right, _g: bool(left.edition and right.edition and left.edition != right.edition),
        settles=False,
    ),
    Veto(
        "volume and year differ",
        lambda _l, _r, grades: grades.get("volume") == "conflict" and grades.get("issued") in {"near", "conflict"},
        settles=False,
    ),
    Veto(
        "two containers, and no volume and page that agree",
        lambda _l, _r, grades: grades.get("container_title") == "conflict" and not _places_agree(grades),
        settles=False,
    ),
    Veto(
        "years apart, and no page that agrees",
        lambda _l, _r, grades: grades.get("issued") == "conflict" and not _page_agrees(grades),
        settles=False,
    ),
    Veto(
        "other authors, and no volume and page that agree",
        lambda _l, _r, grades: grades.get("author") in _AUTHOR_AGREES_NOT and not _places_agree(grades),
        settles=False,
    ),
)  # fmt: skip


def _evidence(finding: Finding) -> Evidence:
    level, weight = ABSENT if finding.grade == "absent" else WEIGHTS[finding.field, finding.grade]
    return Evidence(field=finding.field, left=finding.left, right=finding.right, level=level, weight=weight)


def _names_one_work(grades: Grades) -> bool:
    """Whether what agrees is enough to name a work, heavy or not."""
    agreed = {field for field, grade in grades.items() if grade.split(" ")[0] in _AGREE}
    if agreed & set(_NUMBERED):
        return True
    beside = len(agreed & {"author", "container_title", "issued", "volume", "page"})
    if grades.get("title") in _TITLE_AGREES:
        return beside + (grades.get("author") in {"one off", "shorter list"}) >= 1
    placed = {"container_title", "volume"} <= agreed and _page_agrees(grades)
    return placed and bool(agreed & {"author", "issued"})


def _decide(weight: float, vetoes: tuple[Veto, ...], grades: Grades) -> Holding:
    if weight < ASK or any(veto.settles for veto in vetoes):
        return "different"
    return "same" if weight >= SAME and not vetoes and _names_one_work(grades) else "ask"


def judge_prepared(left: Prepared, right: Prepared) -> Verdict:
    """The verdict on two prepared records, in whichever order they come."""
    if right.id < left.id:
        left, right = right, left
    found = findings(left, right)
    grades = {finding.field: finding.grade for finding in found}
    evidence = tuple(map(_evidence, found))
    vetoes = tuple(veto for veto in VETOES if veto.applies(left, right, grades))
    weight = PRIOR + sum(row.weight for row in evidence)
    return Verdict(
        left_id=left.id,
        right_id=right.id,
        prior=PRIOR,
        evidence=evidence,
        vetoes=tuple(veto.words for veto in vetoes),
        weight=weight,
        decision=_decide(weight, vetoes, grades),
        rules=RULES,
    )


def judge(left: Record, right: Record) -> Verdict:
    """Whether two records are one work, with every reason.

    >>> from refparse.work import Date, Work
    >>> def cited(id, **stated):
    ...     return Record(id=id, work=Work(**stated), origin="reference", origin_id=id, document_id="d")
    >>> title = "Calcinosis cutis: its relationship to scleroderma"
    >>> one = cited("a", title=title, container_title="Arch Dermatol", volume="80", page="15–21")
    >>> other = cited("b", title=title, container_title="Archives of Dermatology", volume="80", page="15-21")
    >>> verdict = judge(other, one)
    >>> verdict.decision, verdict.left_id, [row.level for row in verdict.evidence]
    ('same', 'a', ['exact', 'folded', 'exact', 'folded'])

    The order of the two does not matter: the smaller id is always the left one.
    """
    return judge_prepared(prepare(left), prepare(right))
