"""Two works compared field by field, as grades; the rule file says what each of them weighs.

A field that only one side states is ``absent`` and weighs nothing: missing is not different.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from refparse.match.headlines import grade_titles, stands_elsewhere
from refparse.match.people import grade_people
from refparse.match.traits import Traits
from refparse.match.venues import grade_venues
from refparse.match.wording import grade_strings, holds, numbers

#: The fields compared, in the order of every tuple of grades.
FIELDS = (
    "title", "author", "container_title", "issued", "volume", "issue", "page", "place", "DOI", "PMID", "abstract",
    "string",
)  # fmt: skip
TITLE, AUTHOR, CONTAINER, ISSUED, VOLUME, ISSUE, PAGE, PLACE, DOI, PMID, ABSTRACT, STRING = range(len(FIELDS))
Grades = tuple[str, ...]

#: The number of an article that is paged anew in print: "e12724", "a1754".
_ELECTRONIC = re.compile(r"[^\W\d_][0-9]{4,8}")
#: What makes of a DOI that of a version, a section, a figure: ".pub2", ".001", ".g001".
_VERSION = re.compile(r"\.(?:pub[0-9]{1,2}|[gst]?[0-9]{3})$")
_DIGITS, _NEIGHBOUR, _SHORTEST_PAPER = 3, 9, 3
_ABSTRACT_SAME, _ABSTRACT_ALIKE, _ABSTRACT_LEAST = 94.0, 75.0, 100
_LOOK_ELSEWHERE = frozenset({"conflict", "absent", "somewhat", "heading against title", "shared words"})
_MAY_STAND = frozenset({"conflict", "somewhat", "shared words", "same letters", "heading against title", "contained"})
_SAME_PAGE = frozenset({"exact", "first", "other end", "glued", "last"})
_SAME_VOLUME = frozenset({"exact", "near"})
_FAR = 2


def _grade_numbers(left: str, right: str) -> str:
    """Volumes or issues: one may say more than the other ("25", "25 suppl 1")."""
    if left == right:
        return "exact"
    short, full = sorted((left.split(), right.split()), key=len)
    if full[: len(short)] == short or full[-len(short) :] == short:
        return "near"
    if set(short) & set(full):
        return "near"
    return "conflict"


def _grade_years(left: Traits, right: Traits) -> str:
    apart = abs(left.year - right.year)
    if not apart:
        return "exact"
    if apart == 1:
        early, late = (left, right) if left.year < right.year else (right, left)
        return "ahead" if late.volume and _unplaced(early) else "near"
    return "two" if apart == _FAR else "conflict"


def _unplaced(one: Traits) -> bool:
    """Whether a record has no place in print yet: no volume, no issue, its pages counted from 1."""
    from_one = one.first == "1" and one.last.isdecimal() and int(one.last) > _SHORTEST_PAPER
    return not one.volume and not one.issue and (not one.first or from_one)


def _grade_pages(left: Traits, right: Traits) -> str:
    if not left.first or not right.first:
        return "last" if _one_end(left.last, right.last) else "absent"
    if left.first == right.first:
        if left.last == right.last:
            return "exact"
        only_first = left.first == left.last or right.first == right.last
        return "first" if only_first else "other end"
    return _grade_other_first(left, right)


def _grade_other_first(left: Traits, right: Traits) -> str:
    """The grade of pages that do not begin alike."""
    if _glued(left, right) or _glued(right, left):
        return "glued"
    if (right.volume and left.first and _unplaced(left)) or (left.volume and right.first and _unplaced(right)):
        return "provisional"
    if _within(left, right) or _within(right, left):
        return "within"
    one_end = left.last == right.last and left.first != left.last and right.first != right.last
    return "misprint" if one_end or _one_slip(left.first, right.first) else _grade_other_pages(left, right)


def _glued(one: Traits, other: Traits) -> bool:
    """Whether a dash was lost: "167173" for 167-173."""
    return one.first == one.last != "" and one.first == f"{other.first}{other.last}"


def _one_end(left: str, right: str) -> bool:
    """Whether two last pages are one, shortened or not: "12" and "s112"."""
    short, full = sorted(("".join(filter(str.isdecimal, end)) for end in (left, right)), key=len)
    return bool(short) and full.endswith(short)


def _grade_other_pages(left: Traits, right: Traits) -> str:
    kinds = {end.isdecimal() for end in (left.first, right.first)}
    if len(kinds) == 1:
        return "conflict"
    return "electronic" if _ELECTRONIC.fullmatch(left.first) or _ELECTRONIC.fullmatch(right.first) else "other kind"


def _within(one: Traits, other: Traits) -> bool:
    """Whether a page stands inside the other's pages, as "569.e1" stands behind 567-569."""
    ends = one.first, other.first, other.last
    return all(map(str.isdecimal, ends)) and int(other.first) < int(one.first) <= int(other.last)


def _one_slip(left: str, right: str) -> bool:
    """Whether two numbers differ by one digit, or by two in each other's place."""
    if min(len(left), len(right)) < _DIGITS or abs(len(left) - len(right)) > 1:
        return False
    if left.isdecimal() and right.isdecimal() and abs(int(left) - int(right)) <= _NEIGHBOUR:
        # Letters and abstracts stand side by side.
        return False
    return Levenshtein.distance(left, right, score_cutoff=1) == 1 or sorted(left) == sorted(right)


def _grade_dois(left: str, right: str) -> str:
    if left == right:
        return "exact"
    mine, theirs = _VERSION.sub("", left), _VERSION.sub("", right)
    if mine != theirs:
        return "conflict"
    # The DOI of a figure or a section, beside that of the article.
    return "version" if _VERSION.search(left) and _VERSION.search(right) else "exact"


def _grade_abstracts(left: str, right: str) -> str:
    if left == right:
        return "exact"
    size = min(len(left), len(right))
    if size < _ABSTRACT_LEAST:
        return "absent"
    alike = ratio(left[:size], right[:size], score_cutoff=_ABSTRACT_ALIKE)
    return "exact" if alike >= _ABSTRACT_SAME else "near" if alike else "conflict"


def _grade_place(grades: list[str]) -> str:
    """What volume and page say together: two works seldom begin on one page of one volume."""
    volume, page = grades[VOLUME], grades[PAGE]
    if page in _SAME_PAGE:
        return "page of volume" if volume in _SAME_VOLUME else "page"
    if page in {"conflict", "other kind", "electronic"}:
        return "elsewhere" if volume == "conflict" else "other page"
    return "absent"


def _look_in_strings(left: Traits, right: Traits, grades: list[str]) -> None:
    """What stands in the other string was taken for another field there: that is no conflict."""
    if grades[TITLE] in _MAY_STAND and holds(right.raw, left.title) and holds(left.raw, right.title):
        grades[TITLE] = "in string"
    if grades[PAGE] in {"conflict", "other kind"} and _stands(left.first, right) | _stands(right.first, left):
        grades[PAGE] = "misplaced"
    if grades[VOLUME] == "conflict" and _stands(left.volume, right) | _stands(right.volume, left):
        grades[VOLUME] = "misplaced"


def _stands(number: str, other: Traits) -> bool:
    return number in numbers(other.raw)


def compare(left: Traits, right: Traits) -> Grades:
    """What every field says of two works, in the order of ``FIELDS``.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Date, Work
    >>> one = traits(Work(title="Calcinosis cutis in lupus", volume="5", page="4-9", issued=Date(year=1990)))
    >>> other = traits(Work(title="Calcinosis cutis in lupus", volume="5", page="4", issued=Date(year=1991)))
    >>> dict(zip(FIELDS, compare(one, other)))["page"]
    'first'
    """
    grades = [
        grade_titles(left, right) if left.squeezed and right.squeezed else "absent",
        grade_people(left, right) if left.families and right.families else "absent",
        grade_venues(left.container, right.container) if left.container and right.container else "absent",
        _grade_years(left, right) if left.year and right.year else "absent",
        _grade_numbers(left.volume, right.volume) if left.volume and right.volume else "absent",
        _grade_numbers(left.issue, right.issue) if left.issue and right.issue else "absent",
        _grade_pages(left, right) if left.last and right.last else "absent",
        "absent",
        _grade_dois(left.doi, right.doi) if left.doi and right.doi else "absent",
        ("exact" if left.pmid == right.pmid else "conflict") if left.pmid and right.pmid else "absent",
        _grade_abstracts(left.abstract, right.abstract) if left.abstract and right.abstract else "absent",
        "absent",
    ]
    if grades[TITLE] == "short" and grades[AUTHOR] in {"all", "both"}:
        grades[TITLE] = "short of several"
    if grades[TITLE] in _LOOK_ELSEWHERE and stands_elsewhere(left, right):
        grades[TITLE] = "elsewhere"
    if left.raw and right.raw:
        _look_in_strings(left, right, grades)
    grades[PLACE] = _grade_place(grades)
    if left.raw and right.raw:
        grades[STRING] = grade_strings(left.raw, right.raw)
    return tuple(grades)
