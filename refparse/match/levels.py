"""Two works compared field by field, as grades; the rule file says what each of them weighs.

A field that only one side states is ``absent`` and weighs nothing: missing is not different.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from refparse.match.headlines import grade_titles, stands_elsewhere
from refparse.match.people import grade_people
from refparse.match.strings import SAME_FIGURES, compare_strings
from refparse.match.traits import Traits
from refparse.match.venues import grade_venues

#: The fields compared, in the order of every tuple of grades.
FIELDS = (
    "title", "author", "container_title", "issued", "volume", "issue", "page", "place", "DOI", "PMID", "PMCID",
    "arXiv", "abstract", "wording", "people", "string", "words", "numbers",
)  # fmt: skip
(
    TITLE, AUTHOR, CONTAINER, ISSUED, VOLUME, ISSUE, PAGE, PLACE, DOI, PMID, PMCID, ARXIV, ABSTRACT,
    WORDING, PEOPLE, STRING, WORDS, NUMBERS,
) = range(len(FIELDS))  # fmt: skip
#: What only strings are compared by.
OF_STRINGS = frozenset(FIELDS[WORDING:])
Grades = tuple[str, ...]

#: The number of an article that is paged anew in print: "e12724", "a1754".
_ELECTRONIC = re.compile(r"[^\W\d_][0-9]{4,8}")
#: What makes of a DOI that of a version, a section, a figure: ".pub2", ".001", ".g001".
_VERSION = re.compile(r"\.(?:pub[0-9]{1,2}|[gst]?[0-9]{3})$")
_DIGITS, _NEIGHBOUR, _SHORTEST_PAPER, _SWAPPED = 3, 9, 3, 2
_ABSTRACT_SAME, _ABSTRACT_ALIKE, _ABSTRACT_LEAST = 94.0, 75.0, 100
#: Two spellings of one venue.
VENUE_SAME = frozenset({"exact", "folded", "near", "longer"})
_LOOK_ELSEWHERE = frozenset({"conflict", "absent", "somewhat", "heading against title", "shared words"})
PAGE_SAME = frozenset({"exact", "first", "other end", "glued", "lettered", "last"})
_SAME_VOLUME = frozenset({"exact", "near"})
_FAR = 2
#: Fields before the DOI, where strings are compared; and what only strings are compared by.
_NOTHING, _OF_STRINGS = ("absent",) * DOI, ("absent",) * 5
PEOPLE_SAME = frozenset({"all", "both", "one", "one common", "cut", "most", "cut one", "subset"})
#: Title, people and volume of an abstract given at two meetings.
_GIVEN_TWICE = ("exact", "all", "conflict")
_OTHER_VENUE = frozenset({"conflict", "other kind"})
#: Titles that tell the same whatever else does.
_TITLE_TOLD = frozenset({"exact", "misspelt", "cut", "short", "short of several", "heading"})
#: What pages of abstracts begin with: "S259", "A12", "P3".
_ABSTRACT_PAGES = frozenset("sap")


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
    ranged = left.first != left.last and right.first != right.last
    if ranged and _bare(left.first) == _bare(right.first) and _bare(left.last) == _bare(right.last):
        return "lettered"
    if ranged and left.last == right.last:
        return "misprint"
    if _within(left, right) or _within(right, left):
        return "within"
    return "misprint" if _one_slip(left.first, right.first) else _grade_other_pages(left, right)


def _bare(end: str) -> str:
    """A page without the letter that one source prints before it, nothing where letters are all it is."""
    return "".join(filter(str.isdecimal, end)) or end


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
    return Levenshtein.distance(left, right, score_cutoff=1) == 1 or _swapped(left, right)


def _swapped(left: str, right: str) -> bool:
    """Whether two characters stand in each other's place, and all others agree."""
    apart = [(one, other) for one, other in zip(left, right, strict=False) if one != other]
    return len(left) == len(right) and len(apart) == _SWAPPED and apart[0] == apart[1][::-1]


def _of_meeting(one: Traits) -> bool:
    """Whether a record stands in a supplement, all abstracts of which may bear one DOI."""
    return one.supplement or one.first[:1] in _ABSTRACT_PAGES


def _grade_keys(left: str, right: str) -> str:
    """Numbers of a register, absent where one says none."""
    if not left or not right:
        return "absent"
    return "exact" if left == right else "conflict"


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
    if page in PAGE_SAME:
        return "page of volume" if volume in _SAME_VOLUME else "page"
    if page in {"conflict", "other kind", "electronic"}:
        return "elsewhere" if volume == "conflict" else "other page"
    return "absent"


def _identifiers(left: Traits, right: Traits) -> tuple[str, str, str, str]:
    return (
        _grade_dois(left.doi, right.doi) if left.doi and right.doi else "absent",
        _grade_keys(left.pmid, right.pmid),
        _grade_keys(left.pmcid, right.pmcid),
        _grade_keys(left.arxiv, right.arxiv),
    )


def _told_alike(left: Traits, right: Traits) -> bool:
    """Whether fields read from two strings can be trusted: title, first name, place and year are the same."""
    return (
        bool(left.squeezed and left.families and right.families and left.container and left.year)
        and (left.squeezed, left.year, left.families[0]) == (right.squeezed, right.year, right.families[0])
        and grade_venues(left.container, right.container) in VENUE_SAME
    )


def compare_plainly(left: Traits, right: Traits) -> list[str]:
    """Grades of numbers, identifiers and abstracts; "absent" for titles, people, venues and strings.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> one, other = traits(Work(volume="5", page="4-9")), traits(Work(volume="5", page="4"))
    >>> {field: grade for field, grade in zip(FIELDS, compare_plainly(one, other)) if grade != "absent"}
    {'volume': 'exact', 'page': 'first', 'place': 'page of volume'}
    """
    grades = [
        "absent",
        "absent",
        "absent",
        _grade_years(left, right) if left.year and right.year else "absent",
        _grade_numbers(left.volume, right.volume) if left.volume and right.volume else "absent",
        _grade_numbers(left.issue, right.issue) if left.issue and right.issue else "absent",
        _grade_pages(left, right) if left.last and right.last else "absent",
        "absent",
        *_identifiers(left, right),
        _grade_abstracts(left.abstract, right.abstract) if left.abstract and right.abstract else "absent",
        *_OF_STRINGS,
    ]
    grades[PLACE] = _grade_place(grades)
    return grades


def compare_people(left: Traits, right: Traits) -> str:
    """What the people of two works say."""
    return grade_people(left, right) if left.families and right.families else "absent"


def compare_venues(left: Traits, right: Traits) -> str:
    """What the containers of two works say."""
    return grade_venues(left.container, right.container) if left.container and right.container else "absent"


def compare_titles(left: Traits, right: Traits, grades: list[str]) -> Grades:
    """All the grades, those of titles and strings added to what the other fields say."""
    if left.squeezed and right.squeezed:
        grades[TITLE] = grade_titles(left, right)
    if grades[TITLE] == "short" and grades[AUTHOR] in {"all", "both"}:
        grades[TITLE] = "short of several"
    if grades[TITLE] in _LOOK_ELSEWHERE and stands_elsewhere(left, right):
        grades[TITLE] = "elsewhere"
    if grades[DOI] == "exact" and grades[TITLE] not in _TITLE_TOLD and (_of_meeting(left) or _of_meeting(right)):
        grades[DOI] = "of all"
    if grades[CONTAINER] in _OTHER_VENUE and (grades[TITLE], grades[AUTHOR], grades[VOLUME]) == _GIVEN_TWICE:
        # Two journals count their volumes and issues each for itself.
        grades[VOLUME] = grades[ISSUE] = "absent"
        grades[PLACE] = _grade_place(grades)
    if grades[DOI] == "conflict" and _registered_twice(left, right, grades):
        grades[DOI] = "twice"
    return tuple(grades)


def ranged_alike(left: Traits, grades: Sequence[str]) -> bool:
    """Whether both fill the same pages of one volume in one year, by the same people: room for one work only.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> ranged_alike(traits(Work(page="4-9")), ("absent",) * len(FIELDS))
    False
    """
    alike = grades[PLACE] == "page of volume" and grades[PAGE] == "exact" and left.first != left.last
    return alike and grades[ISSUED] == "exact" and grades[AUTHOR] in PEOPLE_SAME and grades[ISSUE] != "conflict"


def _registered_twice(left: Traits, right: Traits, grades: Sequence[str]) -> bool:
    """Whether two DOIs are those of one work.

    One work registered twice agrees in all that can be read, and the house that registered it is
    one: so it is with every pair of two DOIs and one place in the sets with known duplicates, and
    with every such pair that was reported. PubMed and arXiv do not number a work twice.
    """
    one_house = left.doi.partition("/")[0] == right.doi.partition("/")[0]
    return one_house and grades[TITLE] == "exact" and ranged_alike(left, grades)


def compare(left: Traits, right: Traits) -> Grades:
    """What every field says of two works, in the order of ``FIELDS``.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Date, Work
    >>> one = traits(Work(title="Calcinosis cutis in lupus", volume="5", page="4-9", issued=Date(year=1990)))
    >>> other = traits(Work(title="Calcinosis cutis in lupus", volume="5", page="4", issued=Date(year=1991)))
    >>> dict(zip(FIELDS, compare(one, other)))["page"]
    'first'
    """
    if left.raw and right.raw:
        told = compare_strings(left, right)
        # Where all numbers are the same, it is of no account under which name a reader put them.
        if told[-1] in SAME_FIGURES or not _told_alike(left, right):
            return (*_NOTHING, *_identifiers(left, right), "absent", *told)
    grades = compare_plainly(left, right)
    grades[AUTHOR], grades[CONTAINER] = compare_people(left, right), compare_venues(left, right)
    return compare_titles(left, right, grades)
