"""What forbids taking two works for one, however much agrees, and the tie that it shows instead.

A part and its fellow, an erratum and its article, a congress abstract and the paper: much
alike and never one record. Such pairs are kept as links between works, not merged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from refparse.evidence import Tie
from refparse.match.headlines import is_heading, notice_of, part_of
from refparse.match.levels import (
    AUTHOR,
    CONTAINER,
    DOI,
    ISSUE,
    ISSUED,
    PAGE,
    PLACE,
    PMID,
    STRING,
    TITLE,
    VOLUME,
    Grades,
)
from refparse.match.traits import Traits
from refparse.normalize.folding import squeeze

#: ``settles``: two works, whatever else agrees; ``asks``: a person decides.
Force = Literal["settles", "asks"]
_NOTICE_TIES: dict[str, Tie] = {"erratum": "erratum", "retraction": "erratum"}

_TITLE_SAME = frozenset(
    {"exact", "misspelt", "cut", "short", "short of several", "scrambled", "reworded", "begins", "elsewhere"}
)
_SAME_PAGE = frozenset({"exact", "first", "other end", "glued", "last"})
_TITLE_OTHER = frozenset({"conflict", "somewhat", "shared words", "contained", "heading against title", "same letters"})
_VENUE_SAME = frozenset({"exact", "folded", "near", "longer"})
_PEOPLE_SAME = frozenset({"all", "both", "one", "one common", "cut", "most", "cut one", "subset"})


class Objection(NamedTuple):
    """Why two works must not be merged by themselves, how firmly, and the tie it shows."""

    words: str
    force: Force
    tie: Tie = ""
    #: Whether the two must not meet in one group either, whoever joins them.
    parts: bool = False


Rule = Callable[[Traits, Traits, Grades], "Objection | None"]


def _placed_alike(grades: Grades) -> bool:
    """Whether both begin on one page of one volume."""
    return grades[PLACE] == "page of volume"


def _identified(grades: Grades) -> bool:
    return "exact" in {grades[DOI], grades[PMID]}


def _other_part(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    if left.text == right.text:
        return None
    parts = {part_of(left.text), part_of(right.text)}
    if grades[TITLE] != "other number" and (len(parts) == 1 or 0 in parts):
        return None
    return Objection(
        "the titles name different parts or numbers", "asks" if _placed_alike(grades) else "settles", "part"
    )


def _one_names_a_part(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One says which part it is, the other nothing: the first part, or a source that left it out."""
    if not left.squeezed or not right.squeezed or _placed_alike(grades) or _identified(grades):
        return None
    if bool(part_of(left.text)) == bool(part_of(right.text)):
        return None
    return Objection("only one of the titles names a part", "asks", "part")


def _notice(left: Traits, right: Traits, _grades: Grades) -> Objection | None:
    one, other = notice_of(left.text), notice_of(right.text)
    if one == other or not left.squeezed or not right.squeezed:
        return None
    tie = _NOTICE_TIES.get(one or other, "comment")
    return Objection("one is a notice about the other: an erratum, a reply, a comment", "settles", tie)


def _opposite(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] != "opposite":
        return None
    if _ranged_alike(left, grades) or (_identified(grades) and _placed_alike(grades)):
        return None
    return Objection("a word turns the meaning of the title", "asks" if _placed_alike(grades) else "settles")


def _ranged_alike(left: Traits, grades: Grades) -> bool:
    """Whether both fill the same pages of one volume in one year, by the same people: room for one work only."""
    alike = _placed_alike(grades) and grades[PAGE] == "exact" and left.first != left.last
    return alike and grades[ISSUED] == "exact" and grades[AUTHOR] in _PEOPLE_SAME and grades[ISSUE] != "conflict"


@lru_cache(maxsize=1 << 14)
def _squeezed(text: str) -> str:
    return squeeze(text)


def _inside(left: Traits, right: Traits, _grades: Grades) -> Objection | None:
    if left.squeezed == right.squeezed or not (_is_in(left, right) or _is_in(right, left)):
        return None
    return Objection("one is the book or collection the other stands in", "settles", "chapter")


def _is_in(part: Traits, whole: Traits) -> bool:
    return bool(part.container and whole.squeezed and part.squeezed) and _squeezed(part.container) == whole.squeezed


def _edition(left: Traits, right: Traits, _grades: Grades) -> Objection | None:
    if left.edition and right.edition and left.edition != right.edition:
        return Objection("two editions", "settles", "edition")
    return None


def _other_title(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] not in _TITLE_OTHER:
        return None
    if _identified(grades) and grades[AUTHOR] in _PEOPLE_SAME and grades[PAGE] not in {"conflict", "other kind"}:
        return None
    if grades[TITLE] != "conflict" and _ranged_alike(left, grades):
        return None
    if grades[TITLE] == "same letters" and _placed_alike(grades) and grades[AUTHOR] not in {"none", "few"}:
        return None
    return Objection(
        "the titles differ",
        "asks" if _placed_alike(grades) or grades[TITLE] == "same letters" else "settles",
        parts=grades[TITLE] != "same letters",
    )


def _two_dois(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if not {"conflict", "version"} & {grades[DOI], grades[PMID]}:
        return None
    if grades[DOI] == "version":
        return Objection("two versions of one review", "asks", "version")
    # One work registered twice agrees in all that can be read.
    if grades[TITLE] == "exact" and grades[PAGE] == "exact" and _placed_alike(grades) and grades[ISSUED] == "exact":
        return None
    return Objection("two DOIs or PMIDs", "asks", "version", parts=True)


def _other_venue(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """A paper given at a meeting and printed in a journal, or printed twice."""
    if grades[CONTAINER] not in {"other kind", "conflict"} or _placed_alike(grades):
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
    here = grades[VOLUME] == "exact" and grades[CONTAINER] in _VENUE_SAME and grades[ISSUE] != "conflict"
    return alike and here and not left.supplement and not right.supplement


def _cut_short(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """One title has more to it: a part of a discussion, a report on the paper, or a source that cut it."""
    if grades[TITLE] not in {"cut", "begins", "in string"} or grades[PAGE] in _SAME_PAGE or _identified(grades):
        return None
    if grades[AUTHOR] in {"all", "both"} and grades[CONTAINER] in _VENUE_SAME | {"unknown"}:
        return None
    return Objection("one title has more to it, and no page agrees", "asks")


def _reworded(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[TITLE] != "reworded" or grades[PAGE] in _SAME_PAGE or _identified(grades):
        return None
    if grades[AUTHOR] in {"all", "both", "most", "cut"} and grades[CONTAINER] in _VENUE_SAME | {"absent"}:
        return None
    if grades[AUTHOR] == "one" and grades[VOLUME] == "exact":
        return None
    if grades[AUTHOR] in {"all", "both"} and grades[CONTAINER] == "unknown":
        return None
    return Objection("the titles share words, but not the people and the place", "asks")


def _nobody(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """Nobody is named by both, and no page: a column of every issue has no more to it."""
    if grades[STRING] in _STRINGS_SAME or (grades[STRING] != "absent" and len(left.squeezed) >= _LONG_TITLE):
        return None
    if grades[AUTHOR] != "absent" or grades[PAGE] in _SAME_PAGE or _identified(grades) or grades[VOLUME] == "exact":
        return None
    return Objection("no author and no page that both name", "asks")


def _two_supplements(left: Traits, right: Traits) -> bool:
    """Whether both name a supplement by its number, each another."""
    numbers = {one.issue.partition("suppl")[2].strip() for one in (left, right) if one.supplement} - {""}
    return len(numbers) > 1


def _other_issue(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    """One page of two issues, where issues may number their pages anew."""
    supplements = _two_supplements(left, right)
    if not (grades[ISSUE] == "conflict" or supplements) or not _placed_alike(grades) or _identified(grades):
        return None
    anew = supplements or not left.first.isdecimal() or int(left.first) < _PAGES_OF_AN_ISSUE
    thin = supplements or grades[AUTHOR] == "absent" or grades[PAGE] != "exact" or left.first == left.last
    return Objection("one page of two issues", "asks", "version") if anew and thin else None


def _other_volume(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[VOLUME] == "conflict" and grades[PAGE] not in _SAME_PAGE and grades[DOI] != "exact":
        return Objection("two volumes, and no page that agrees", "asks", "version")
    return None


def _other_year(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[ISSUED] == "conflict" and not _identified(grades):
        return Objection("years apart", "asks", "version")
    if grades[ISSUED] == "two" and not _placed_alike(grades):
        return Objection("years apart", "asks", "version")
    placed = grades[PLACE] in {"page of volume", "page"} or (grades[VOLUME] == "exact" and grades[PAGE] == "absent")
    if grades[ISSUED] == "near" and not placed and not _identified(grades):
        return Objection("a year apart, and no page that agrees", "asks", "version")
    return None


def _heading(left: Traits, right: Traits, grades: Grades) -> Objection | None:
    printed = [one.text for one in (left, right) if one.squeezed]
    headed = grades[TITLE] == "heading" or (grades[TITLE] == "absent" and any(map(is_heading, printed)))
    if not headed or _identified(grades):
        return None
    if _placed_alike(grades) and grades[AUTHOR] in _PEOPLE_SAME:
        return None
    return Objection("a heading that many pieces carry", "asks")


def _other_people(left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    if grades[AUTHOR] in {"none", "few"}:
        ranged = left.first != left.last and grades[PAGE] == "exact" and _placed_alike(grades)
        if grades[TITLE] == "exact" and grades[ISSUED] == "exact" and (ranged or grades[DOI] == "exact"):
            return None
        return Objection("other people", "asks")
    if grades[AUTHOR] == "namesake" and not _placed_alike(grades) and not _identified(grades):
        return Objection("a namesake", "asks")
    return None


def _says_little(_left: Traits, _right: Traits, grades: Grades) -> Objection | None:
    """Whether what agrees is too little to name a work."""
    if _identified(grades) or _placed_alike(grades):
        return None
    beside = sum(
        (
            grades[AUTHOR] in _PEOPLE_SAME,
            grades[ISSUED] == "exact",
            grades[PAGE] in _SAME_PAGE,
            grades[VOLUME] == "exact",
        )
    )
    # One short title by one person, twice in one list: a column rather than a copy.
    column = grades[TITLE] == "short" and grades[CONTAINER] == "exact" and grades[AUTHOR] in {"one", "one common"}
    if grades[TITLE] in _TITLE_SAME and beside >= (_ENOUGH if column else 1):
        return None
    several = grades[AUTHOR] == "all" and grades[ISSUED] == "exact" and grades[CONTAINER] in _VENUE_SAME
    if several and not grades[STRING].startswith(("half", "other")) and grades[STRING] != "absent":
        return None
    return None if beside >= _ENOUGH else Objection("too little is said to name a work", "asks")


_ENOUGH = 3
_STRINGS_SAME = frozenset(f"{letters}, {found} numbers" for letters in ("all", "most") for found in ("all", "both"))
_PAGES_OF_AN_ISSUE = 200
#: No column bears a title of so many letters.
_LONG_TITLE = 40

#: Tried in order; all that apply are told.
RULES: tuple[Rule, ...] = (
    _other_part, _one_names_a_part, _notice, _opposite, _inside, _edition, _other_title, _two_dois, _other_venue,
    _other_place, _cut_short, _reworded, _nobody,
    _other_issue, _other_volume, _other_year, _heading, _other_people, _says_little,
)  # fmt: skip


def objections(left: Traits, right: Traits, grades: Grades) -> tuple[Objection, ...]:
    """All that speaks against merging two works by themselves.

    >>> from refparse.match.levels import compare
    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> one, other = (traits(Work(title=f"Bone loss. Part {n}", page="5-9")) for n in ("I", "II"))
    >>> objections(one, other, compare(one, other))[0].tie
    'part'
    """
    return tuple([found for rule in RULES if (found := rule(left, right, grades)) is not None])
