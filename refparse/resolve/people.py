"""Whether the people of a candidate are the people of a reference string."""

from __future__ import annotations

from itertools import islice

from rapidfuzz.fuzz import ratio

from refparse.normalize.folding import fold
from refparse.resolve.prepare import PEOPLE, Person, Prepared
from refparse.resolve.printed import WHOLE, Printed, Sheet, find_window

# A name is a misprint of another from this ratio on, and looked for with misprints from this length on.
_NAME_ALIKE, _COMPARABLE = 79.0, 5
#: Shorter families stand inside other words; they must be words themselves.
_SHORT_FAMILY = 3
#: So short a family may be initials, deposited in its place.
_INITIALS = 2
_PERSON_ALIKE, _FIRST_ALIKE = 70.0, 80.0
#: Share of the people that may be missing from, or be added to, a list without its being another list.
_MOST, _FEW_MORE = 0.7, 0.2


def find_people(sheet: Sheet, read: Prepared, given: Prepared) -> str:
    """The grade of people; family names found are crossed off."""
    if not given.authors:
        return "neither" if not read.authors else "none given"
    at = [_stands_at(sheet.printed, person) for person in islice(given.authors, PEOPLE)]
    for (start, length), _ in zip(at, given.authors, strict=False):
        if start >= 0:
            sheet.cover(start, start + length)
    found = [start for start, _ in at]
    if max(found) < 0:
        return "conflict" if read.authors else "not printed"
    return _grade(sheet.printed, read, given, found)


def _grade(printed: Printed, read: Prepared, given: Prepared, found: list[int]) -> str:
    there = [start for start in found if start >= 0]
    return _grade_others(read, given, found) or _grade_number(printed, read, there, found)


def _grade_others(read: Prepared, given: Prepared, found: list[int]) -> str | None:
    """The grade where somebody is another one than the record says."""
    if found[0] < 0:
        return "not the first"
    if _is_namesake(read, given):
        return "namesake"
    if found[0] > min(start for start in found if start >= 0):
        return "reordered"
    return "more people" if _are_more(read, given) else None


def _grade_number(printed: Printed, read: Prepared, there: list[int], found: list[int]) -> str:
    """The grade by how many of the record's people stand there, the first among them."""
    if len(there) == len(found):
        return "all" if len(found) > 1 else "the only one"
    if read.et_al or printed.et_al:
        return "et al."
    return "most" if len(there) >= _MOST * len(found) else "the first"


def _stands_at(printed: Printed, person: Person) -> tuple[int, int]:
    """Where the family name stands in the string, and its length there; -1: nowhere."""
    family = person.family
    if len(family) > _SHORT_FAMILY:
        return _window(printed, family)
    if family in printed.words:
        return printed.starts[printed.words.index(family)], len(family)
    letters = tuple(fold(person.printed).split())
    if len(letters) > 1 and max(map(len, letters)) == 1:
        return _initials(printed, letters)
    longest = max(fold(person.printed).split(), key=len, default="")
    if len(family) <= _INITIALS and len(longest) > _SHORT_FAMILY:
        return _window(printed, longest)
    return -1, 0


def _initials(printed: Printed, letters: tuple[str, ...]) -> tuple[int, int]:
    """Where somebody known by initials alone stands."""
    for at in range(len(printed.words) - len(letters) + 1):
        if printed.words[at : at + len(letters)] == letters:
            return printed.starts[at], len(letters)
    return -1, 0


def _window(printed: Printed, name: str) -> tuple[int, int]:
    window = find_window(name, printed.letters, _NAME_ALIKE if len(name) >= _COMPARABLE else WHOLE)
    return (window.start, window.end - window.start) if window.score else (-1, 0)


def _is_namesake(read: Prepared, given: Prepared) -> bool:
    """Whether the first of both have one family name and other first initials."""
    if not read.authors or len(given.authors[0].family) <= _INITIALS:
        return False
    one, other = read.authors[0], given.authors[0]
    letters = "".join(filter(str.isalpha, one.initials))
    if not letters or not other.initials or letters[0] == other.initials[0]:
        return False
    return ratio(one.family, other.family) >= _FIRST_ALIKE


def _are_more(read: Prepared, given: Prepared) -> bool:
    """Whether the reference names people whom the record does not, more than a slip or two."""
    families = [person.family for person in given.authors]
    more = sum(not _is_known(person.family, families) for person in islice(read.authors, 1, PEOPLE))
    return more > _FEW_MORE * len(families)


def _is_known(family: str, families: list[str]) -> bool:
    if len(family) < _SHORT_FAMILY or not family.isalpha():
        return True
    return any(family in other or other in family or ratio(family, other) >= _PERSON_ALIKE for other in families)
