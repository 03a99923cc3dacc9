"""What forbids taking two works for one, however much agrees, and the tie that it shows instead.

A part and its fellow, an erratum and its article, a congress abstract and the paper: much
alike and never one record. Such pairs are kept as links between works, not merged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from refparse.evidence import Tie
from refparse.match.headlines import is_heading, mains, part_of, squeezed
from refparse.match.levels import (
    ARXIV,
    AUTHOR,
    CONTAINER,
    DOI,
    ISSUE,
    ISSUED,
    NUMBERS,
    PAGE,
    PAGE_SAME,
    PEOPLE,
    PEOPLE_SAME,
    PLACE,
    PMCID,
    PMID,
    STRING,
    TITLE,
    VENUE_SAME,
    VOLUME,
    WORDING,
    Grades,
    ranged_alike,
)
from refparse.match.traits import Traits
from refparse.normalize.dates import find_year
from refparse.normalize.folding import listed

#: ``settles``: two works, whatever else agrees; ``asks``: a person decides.
Force = Literal["settles", "asks"]
_NOTICE_TIES: dict[str, Tie] = {"erratum": "erratum", "retraction": "erratum"}

_TITLE_SAME = frozenset(
    {
        "exact",
        "misspelt",
        "cut",
        "short",
        "short of several",
        "scrambled",
        "reworded",
        "other words",
        "begins",
        "elsewhere",
    }
)
_TITLE_OTHER = frozenset({"conflict", "somewhat", "shared words", "contained", "heading against title"})


class Objection(NamedTuple):
    """Why two works must not be merged by themselves, how firmly, and the tie it shows."""

    words: str
    force: Force
    tie: Tie = ""
    #: Whether the two must not meet in one group either, whoever joins them.
    parts: bool = False


Rule = Callable[[Traits, Traits, Grades], "Objection | None"]


def placed_alike(grades: Grades) -> bool:
    """Whether both begin on one page of one volume."""
    return grades[PLACE] == "page of volume"


def identified(grades: Grades) -> bool:
    """Whether both bear one number of a register."""
    return "exact" in {grades[DOI], grades[PMID], grades[PMCID], grades[ARXIV]}


def _other_part(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    if left.text == right.text:
        return None
    parts = {part_of(left.text), part_of(right.text)}
    if grades[TITLE] != "other number" and (len(parts) == 1 or 0 in parts):
        return None
    force: Force = "asks" if placed_alike(grades) else "settles"
    if all(find_year(one.text) for one in (left, right)) and len(parts) == 1:
        return Objection("the titles name different years", force, "edition")
    unlike = grades[TITLE] in _TITLE_OTHER and mains(left.text).isdisjoint(mains(right.text))
    return Objection("the titles name different parts or numbers", force, "" if unlike else "part")


def _one_names_a_part(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One says which part it is, the other nothing: the first part, or a source that left it out."""
    if not left.squeezed or not right.squeezed or placed_alike(grades) or identified(grades):
        return None
    if bool(part_of(left.text)) == bool(part_of(right.text)):
        return None
    return Objection("only one of the titles names a part", "asks", "part")


def _notice(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    if left.notice == right.notice or not left.squeezed or not right.squeezed:
        return None
    here = grades[CONTAINER] in VENUE_SAME and grades[ISSUED] == "exact" and grades[AUTHOR] in PEOPLE_SAME
    if "book review" in {left.notice, right.notice} and here and grades[PAGE] in PAGE_SAME | {"absent"}:
        return None  # a book stands in no journal: one source left the mark out
    # A notice stands on a page of its own, unless one of two sources forgot to say what it is.
    copied = placed_alike(grades) and grades[AUTHOR] in PEOPLE_SAME
    return Objection(
        "one is a notice about the other: an erratum, a reply, a comment",
        "asks" if copied else "settles",
        _NOTICE_TIES.get(left.notice or right.notice, "comment"),
        parts=True,
    )


def _opposite(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] != "opposite":
        return None
    if identified(grades) and ranged_alike(left, grades):
        # One record of two sources, a letter lost in one of them.
        return None
    return Objection("a word turns the meaning of the title", "asks" if placed_alike(grades) else "settles")


def _inside(left: Traits, right: Traits, _grades: Grades) -> Objection | None:
    if left.squeezed == right.squeezed or not (_is_in(left, right) or _is_in(right, left)):
        return None
    return Objection("one is the book or collection the other stands in", "settles", "chapter")


def _is_in(part: Traits, whole: Traits) -> bool:
    return bool(part.container and whole.squeezed and part.squeezed) and squeezed(part.container) == whole.squeezed


def _edition(left: Traits, right: Traits, _grades: Grades) -> Objection | None:
    if left.edition and right.edition and left.edition != right.edition:
        return Objection("two editions", "settles", "edition")
    return None


def _other_title(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] not in _TITLE_OTHER:
        return None
    if identified(grades) and grades[AUTHOR] in PEOPLE_SAME and grades[PAGE] in PAGE_SAME | {"absent"}:
        return None
    if grades[TITLE] != "conflict" and ranged_alike(left, grades):
        return None
    return Objection("the titles differ", "asks" if placed_alike(grades) else "settles", parts=True)


def _two_dois(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if "conflict" in {grades[DOI], grades[PMID], grades[PMCID], grades[ARXIV]}:
        return Objection("two DOIs, PMIDs, PMCIDs or arXiv numbers", "asks", "version", parts=True)
    return Objection("two versions of one review", "asks", "version") if grades[DOI] == "version" else None


def _other_venue(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """A paper given at a meeting and printed in a journal, or printed twice."""
    if grades[CONTAINER] not in {"other kind", "conflict"} or placed_alike(grades):
        return None
    ranged = grades[PAGE] == "exact" and left.first != left.last
    if ranged and grades[ISSUED] == "exact" and grades[VOLUME] == "absent" and grades[TITLE] in _TITLE_SAME:
        return None
    return Objection("another journal or meeting, and no page of one volume", "asks", "version")


def _other_place(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One title on two pages: an abstract of two congresses, the abstract and the paper."""
    if grades[PAGE] not in {"conflict", "other kind", "electronic", "within"}:
        return None
    if grades[PAGE] in {"electronic", "within"} and _alike_but_pages(left, right, grades):
        return None
    here = grades[VOLUME] != "conflict" and grades[CONTAINER] not in {"conflict", "other kind"}
    if grades[DOI] == "exact" and here and grades[TITLE] in _TITLE_SAME:
        return None
    return Objection("the pages differ", "asks", "version")


def _alike_but_pages(left: Traits, right: Traits, grades: Grades) -> bool:
    """Whether all but the pages agree, and neither is of a supplement, where abstracts stand."""
    alike = grades[TITLE] == "exact" and grades[AUTHOR] in {"all", "both", "one"} and grades[ISSUED] == "exact"
    here = grades[VOLUME] == "exact" and grades[CONTAINER] in VENUE_SAME and grades[ISSUE] != "conflict"
    return alike and here and not left.supplement and not right.supplement


def _printed_before(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """A preprint and what was printed of it."""
    if left.preprint == right.preprint or placed_alike(grades):
        return None
    printed = right if left.preprint else left
    placed = printed.container or printed.volume or printed.doi
    return Objection("a preprint and what was printed", "asks", "version") if placed else None


def _only_abstract(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    if left.extract == right.extract or grades[PAGE] in PAGE_SAME or identified(grades):
        return None
    return Objection("one says that it is only an abstract", "asks", "version")


def _cut_short(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """One title has more to it: a part of a discussion, a report on the paper, or a source that cut it."""
    if grades[TITLE] not in {"cut", "begins"} or grades[PAGE] in PAGE_SAME or identified(grades):
        return None
    if grades[AUTHOR] in {"all", "both"} and grades[CONTAINER] in VENUE_SAME | {"unknown"}:
        return None
    return Objection("one title has more to it, and no page agrees", "asks")


def _neither_placed(left: Traits, right: Traits) -> bool:
    """Whether neither source tells volumes and pages: then nothing could show that these are two."""
    return not (left.first or left.volume or right.first or right.volume)


def _companion(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One is the plan, a look ahead or another look at the study of the other: "…: study protocol", "… revisited"."""
    if left.squeezed == right.squeezed or placed_alike(grades) or identified(grades):
        return None
    stages = [_STAGES.intersection(one.title.split()) for one in (left, right)]
    if stages[0] == stages[1] or not left.squeezed or not right.squeezed:
        return None
    return Objection("one title names another report on a study", "asks", "same patients", parts=True)


def _other_words(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """Each title says what the other does not: "of the Celtic languages", "of the Slavonic languages"."""
    if grades[TITLE] != "other words" or grades[PAGE] in PAGE_SAME or identified(grades):
        return None
    here = grades[CONTAINER] in VENUE_SAME | {"unknown"} and grades[ISSUED] == "exact"
    if grades[AUTHOR] == "all" and here and _neither_placed(left, right):
        return None
    return Objection("each title has a word that the other has not", "asks")


def _reworded(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] != "reworded" or grades[PAGE] in PAGE_SAME or identified(grades):
        return None
    if grades[AUTHOR] in {"all", "both", "most", "cut"} and grades[CONTAINER] in VENUE_SAME | {"absent"}:
        return None
    here = grades[CONTAINER] in VENUE_SAME and grades[ISSUED] == "exact" and _neither_placed(left, right)
    if grades[AUTHOR] == "one" and (grades[VOLUME] == "exact" or here):
        return None
    if grades[AUTHOR] in {"all", "both"} and grades[CONTAINER] == "unknown":
        return None
    return Objection("the titles share words, but not the people and the place", "asks")


def _nobody(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """Nobody is named by both, and no page: a column of every issue has no more to it."""
    if grades[AUTHOR] != "absent" or grades[PAGE] in PAGE_SAME or identified(grades) or grades[VOLUME] == "exact":
        return None
    return Objection("no author and no page that both name", "asks")


def _two_supplements(left: Traits, right: Traits) -> bool:
    """Whether both name a supplement by its number, each another."""
    numbers = {one.issue.partition("suppl")[2].strip() for one in (left, right) if one.supplement} - {""}
    return len(numbers) > 1


def _other_issue(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One page of two issues, where issues may number their pages anew."""
    supplements = _two_supplements(left, right)
    if not (grades[ISSUE] == "conflict" or supplements) or not placed_alike(grades) or identified(grades):
        return None
    anew = supplements or not left.first.isdecimal() or int(left.first) < _PAGES_OF_AN_ISSUE
    thin = supplements or grades[AUTHOR] == "absent" or grades[PAGE] != "exact" or left.first == left.last
    return Objection("one page of two issues", "asks", "version") if anew and thin else None


def _other_volume(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[VOLUME] == "conflict" and grades[PAGE] not in PAGE_SAME and grades[DOI] != "exact":
        return Objection("two volumes, and no page that agrees", "asks", "version")
    return None


def _other_year(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    tie: Tie = "edition" if grades[CONTAINER] in VENUE_SAME or _of_one_house(left, right) else "version"
    if grades[ISSUED] == "conflict" and not identified(grades):
        return Objection("years apart", "asks", tie)
    if grades[ISSUED] == "two" and not placed_alike(grades):
        return Objection("years apart", "asks", tie)
    placed = grades[PLACE] in {"page of volume", "page"} or (grades[VOLUME] == "exact" and grades[PAGE] == "absent")
    if grades[ISSUED] == "near" and not placed and not identified(grades):
        return Objection("a year apart, and no page that agrees", "asks", tie)
    return None


def _of_one_house(left: Traits, right: Traits) -> bool:
    """Whether both are books or reports, or name one publisher: what one house prints year after year."""
    bound = {left.type, right.type} <= {"book", "report"}
    return bound or (bool(left.publisher) and left.publisher == right.publisher)


def _heading(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    printed = [one.text for one in (left, right) if one.squeezed]
    headed = grades[TITLE] == "heading" or (grades[TITLE] == "absent" and any(map(is_heading, printed)))
    if not headed or identified(grades):
        return None
    if placed_alike(grades) and grades[AUTHOR] in PEOPLE_SAME:
        return None
    return Objection("a heading that many pieces carry", "asks")


def _other_people(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[AUTHOR] in {"none", "few"}:
        placed = placed_alike(grades) and identified(grades)
        if grades[TITLE] == "exact" and grades[ISSUED] == "exact" and placed:
            return None
        return Objection("other people", "asks")
    if grades[AUTHOR] == "group" and not placed_alike(grades) and not identified(grades):
        return Objection("a group, and people by name", "asks")
    if grades[AUTHOR] == "namesake" and not placed_alike(grades) and not identified(grades):
        return Objection("a namesake", "asks")
    return None


def _says_little(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """Whether what agrees is too little to name a work."""
    if identified(grades) or placed_alike(grades):
        return None
    beside = sum(
        (
            grades[AUTHOR] in PEOPLE_SAME,
            grades[ISSUED] == "exact",
            grades[PAGE] in PAGE_SAME,
            grades[VOLUME] == "exact",
        )
    )
    # One short title by one person, twice in one list: a column rather than a copy.
    column = min(left.title.count(" "), right.title.count(" ")) < _COLUMN_WORDS and grades[CONTAINER] == "exact"
    column = column and grades[AUTHOR] in {"one", "one common"}
    if grades[TITLE] in _TITLE_SAME and beside >= (_ENOUGH if column else 1):
        return None
    return None if beside >= _ENOUGH else Objection("too little is said to name a work", "asks")


def _part_in_string(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    parts = {part_of(left.text), part_of(right.text)}
    if grades[WORDING] != "other number" and (len(parts) == 1 or 0 in parts):
        return None
    return Objection("the titles name different parts or numbers", "settles", "part")


def _opposite_in_string(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    return Objection("a word turns the meaning of the title", "settles") if grades[WORDING] == "opposite" else None


def _others_in_string(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    return Objection("other people", "asks") if grades[PEOPLE] in {"none", "few"} else None


#: Words by which the reports on one study differ. No two records of one work do in the sets with known duplicates.
_STAGES = frozenset(
    listed(
        "extension followup hoc interim pilot posthoc preliminary protocol rationale reanalysis revisited subanalysis"
        " subgroup substudy updated"
    )
)
_ENOUGH, _COLUMN_WORDS = 3, 3
_PAGES_OF_AN_ISSUE = 200

#: Tried in order; all that apply are told.
RULES: tuple[Rule, ...] = (
    _other_part, _one_names_a_part, _notice, _companion, _opposite, _inside, _edition, _other_title, _two_dois,
    _other_venue, _other_place, _printed_before, _only_abstract, _cut_short, _other_words, _reworded, _nobody,
    _other_issue, _other_volume, _other_year, _heading, _other_people, _says_little,
)  # fmt: skip


#: Of works read from strings, whose fields may not be what they are called.
RULES_OF_STRINGS: tuple[Rule, ...] = (
    _part_in_string, _notice, _edition, _opposite_in_string, _two_dois, _others_in_string,
)  # fmt: skip
RULES_OF_SAME_NUMBERS: tuple[Rule, ...] = (_two_dois, _others_in_string)
#: Where the numbers of two strings are the same, a word misread is likelier than another title.
_NUMBERS_SAME = frozenset({"three", "two"})


def objections(left: Traits, right: Traits, grades: Grades) -> tuple[Objection, ...]:
    """All that speaks against merging two works by themselves.

    >>> from refparse.match.levels import compare
    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> one, other = (traits(Work(title=f"Bone loss. Part {n}", page="5-9")) for n in ("I", "II"))
    >>> objections(one, other, compare(one, other))[0].tie
    'part'
    """
    rules = RULES
    if grades[STRING] != "absent":
        rules = RULES_OF_SAME_NUMBERS if grades[NUMBERS] in _NUMBERS_SAME else RULES_OF_STRINGS
    return tuple([found for rule in rules if (found := rule(left, right, grades)) is not None])
