"""Two works compared field by field as they were read: a grade for each field that both state.

:mod:`refparse.resolve.standing` looks into the string besides, and weighs. Missing is not
different: a field that only one of the two states has no grade.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from refparse.match.opposites import glue_prefixes
from refparse.match.slips import grade_words
from refparse.normalize.journals import compare_containers
from refparse.normalize.titles import number_value
from refparse.resolve.prepare import Person, Prepared, Title

Relation = Literal["same", "misspelt", "other"]

# Two names are one misspelt name from this ratio on.
_NAME_ALIKE = 80.0
# Under this, titles are not worth a look word by word.
_TITLE_ALIKE = 85.0
# A shorter main title is no sign that a subtitle was cut.
_SHORTEST_MAIN = 8
# Fewer letters and many works bear the title ("Lupus nephritis").
_SHORT_TITLE = 16
_SHORTEST_NAME = 4
# Shorter page numbers are near to many others.
_DIGITS = 3


def _grade_titles(left: Title, right: Title) -> str:
    if left.squeezed == right.squeezed:
        return _grade_equal_titles(left, right)
    if left.says_nothing or right.says_nothing:
        return "says nothing"
    if _is_cut(left, right) or _is_cut(right, left):
        return "cut"
    if ratio(left.words, right.words, score_cutoff=_TITLE_ALIKE) == 0:
        return "conflict"
    return grade_words(glue_prefixes(left.words.split()), glue_prefixes(right.words.split()))


def _grade_equal_titles(left: Title, right: Title) -> str:
    if left.says_nothing:
        return "heading"
    if len(left.squeezed) < _SHORT_TITLE:
        return "short"
    return "exact" if left.text == right.text else "folded"


def _is_cut(short: Title, full: Title) -> bool:
    return len(short.squeezed) >= _SHORTEST_MAIN and short.squeezed in full.mains


def _relation(left: Person, right: Person) -> Relation:
    """Whether two people at one place of their lists are one person."""
    if left.family == right.family:
        return _given_relation(left.initials, right.initials)
    if sorted(left.printed.lower().split()) == sorted(right.printed.lower().split()):
        return "same"
    short, full = sorted((left.family, right.family), key=len)
    # A letter more or less, or one half of a double name.
    if len(short) >= _SHORTEST_NAME and (
        ratio(short, full) >= _NAME_ALIKE or full.startswith(short) or full.endswith(short)
    ):
        return "misspelt" if left.initials[:1] == right.initials[:1] else "other"
    return "other"


def _given_relation(left: str, right: str) -> Relation:
    if left.startswith(right) or right.startswith(left):
        return "same"
    # "Rothfield NI / NF", "Kabir I / DI": somebody misread one letter.
    one_letter = max(len(left), len(right)) > 1 and Levenshtein.distance(left, right) == 1
    return "misspelt" if one_letter else "other"


def _grade_authors(left: Prepared, right: Prepared) -> str:
    relations = [_relation(one, other) for one, other in zip(left.authors, right.authors, strict=False)]
    wrong = [relation for relation in relations if relation != "same"]
    if not wrong:
        return "exact"
    if relations[0] != "other" and len(wrong) == 1 and (len(relations) > 1 or wrong == ["misspelt"]):
        return "one off"
    short, full = sorted((left, right), key=lambda record: len(record.authors))
    families = {person.family for person in full.authors}
    shared = sum(person.family in families for person in short.authors)
    if shared == len(short.authors) > 1:
        return "reordered"
    return "overlap" if 2 * shared >= len(short.authors) and shared and len(short.authors) > 1 else "conflict"


def _grade_years(left: int, right: int) -> str:
    if left == right:
        return "exact"
    return "near" if abs(left - right) == 1 else "conflict"


def _grade_numbers(left: str, right: str) -> str:
    """Volumes or issues: one may say more than the other ("25", "25 Suppl 1")."""
    if left == right:
        return "exact"
    short, full = sorted((left.split(), right.split()), key=len)
    # "Suppl 1" is the end of "4 Suppl 1".
    if short and short[0].isalpha() and full[-len(short) :] == short:
        return "near"
    if short and (full[: len(short)] == short or short == [word for word in full if word.isdecimal()]):
        return "near"
    values = number_value(left), number_value(right)
    return "folded" if values[0] is not None and values[0] == values[1] else "conflict"


def _grade_pages(left: Prepared, right: Prepared) -> str:
    if left.first_page == right.first_page:
        if left.page == right.page:
            return "exact"
        if left.last_page == right.last_page:
            return "folded"
        only_first = left.last_page == left.first_page or right.last_page == right.first_page
        return "first" if only_first else "other end"
    if left.first_page != left.last_page and right.first_page != right.last_page:
        # One end of two ranges may be a misprint; when both differ, these are other pages.
        return "misprint" if left.last_page == right.last_page else "conflict"
    return "misprint" if _one_slip(left.first_page, right.first_page) else "conflict"


def _one_slip(left: str, right: str) -> bool:
    """Whether two numbers differ by one digit, or by two in each other's place."""
    if min(len(left), len(right)) < _DIGITS:
        return False
    return Levenshtein.distance(left, right, score_cutoff=1) == 1 or sorted(left) == sorted(right)


def grades(left: Prepared, right: Prepared) -> dict[str, str]:
    """What every field says that both state, by its name."""
    found = dict(_named(left, right))
    if left.year is not None and right.year is not None:
        found["issued"] = _grade_years(left.year, right.year)
    if left.volume and right.volume:
        found["volume"] = _grade_numbers(left.volume, right.volume)
    if left.issue and right.issue:
        found["issue"] = _grade_numbers(left.issue, right.issue)
    if left.page and right.page:
        found["page"] = _grade_pages(left, right)
    return found


def _named(left: Prepared, right: Prepared) -> Iterator[tuple[str, str]]:
    if left.title is not None and right.title is not None:
        yield "title", _grade_titles(left.title, right.title)
    if left.authors and right.authors:
        yield "author", _grade_authors(left, right)
    if left.container is not None and right.container is not None:
        yield "container_title", compare_containers(left.container, right.container)
