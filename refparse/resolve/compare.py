"""A work somebody holds and a registry's record compared field by field: what each field says, as a grade.

A grade is finer than an evidence level ("folded", of several authors or of one); the
tables in ``table`` and ``weights`` give every grade its level and weight. A field that only
one record states is ``absent`` and weighs nothing: missing is not different.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from refparse.match.opposites import glue_prefixes
from refparse.match.slips import grade_words
from refparse.normalize.folding import fold
from refparse.normalize.journals import compare_containers
from refparse.normalize.titles import number_value
from refparse.resolve.prepare import Person, Prepared, Title

# Two names are one misspelt name from this ratio on.
_NAME_ALIKE = 80.0
# Under this, titles are not worth a look word by word.
_TITLE_ALIKE = 85.0
# A shorter main title is no sign that a subtitle was cut.
_SHORTEST_MAIN = 8
# Fewer letters and many works bear the title ("Lupus nephritis").
_SHORT_TITLE = 16
_SHORTEST_NAME = 4
# From three on, one name wrong is a slip; of two it is half.
_SEVERAL = 3
# Shorter page numbers are near to many others.
_DIGITS = 3


class Finding(NamedTuple):
    """One field: how it is printed on both sides, and the grade of agreement."""

    field: str
    left: str
    right: str
    grade: str


def _grade_titles(left: Title, right: Title) -> str:
    if left.squeezed == right.squeezed:
        return _grade_equal_titles(left, right)
    if left.says_nothing or right.says_nothing:
        return "absent"
    if _is_cut(left, right) or _is_cut(right, left):
        return "cut"
    if ratio(left.words, right.words, score_cutoff=_TITLE_ALIKE) == 0:
        return "contained" if _contains(left.words, right.words) else "conflict"
    grade = grade_words(glue_prefixes(left.words.split()), glue_prefixes(right.words.split()))
    # A registry's title has often more to it: that each says something else is not told apart here.
    return "reworded" if grade == "other words" else grade


def _grade_equal_titles(left: Title, right: Title) -> str:
    if left.says_nothing:
        return "heading"
    if len(left.squeezed) < _SHORT_TITLE:
        return "short"
    return "exact" if left.text == right.text else "folded"


def _is_cut(short: Title, full: Title) -> bool:
    return len(short.squeezed) >= _SHORTEST_MAIN and short.squeezed in full.mains


def _contains(left: str, right: str) -> bool:
    """Whether one title is a run of whole words in the other."""
    short, full = sorted((left, right), key=len)
    return f" {short} " in f" {full} "


def _relation(left: Person, right: Person) -> str:
    """How two people at one place of their lists agree."""
    if left.family == right.family:
        return _given_relation(left, right)
    if sorted(left.printed.lower().split()) == sorted(right.printed.lower().split()):
        return "folded"
    short, full = sorted((left.family, right.family), key=len)
    # A letter more or less, or one half of a double name.
    if len(short) >= _SHORTEST_NAME and (
        ratio(short, full) >= _NAME_ALIKE or full.startswith(short) or full.endswith(short)
    ):
        return "misspelt" if left.initials[:1] == right.initials[:1] else "other"
    return "other"


def _given_relation(left: Person, right: Person) -> str:
    if left.printed == right.printed:
        return "exact"
    if left.initials == right.initials:
        spelt_alike = len(left.printed) == len(right.printed) or not left.initials
        return "folded" if spelt_alike else "initials"
    if left.initials.startswith(right.initials) or right.initials.startswith(left.initials):
        return "initials"
    # "Rothfield NI / NF", "Kabir I / DI": somebody misread one letter.
    longest = max(len(left.initials), len(right.initials))
    one_letter = longest > 1 and Levenshtein.distance(left.initials, right.initials) == 1
    return "misspelt" if one_letter else "namesake"


_RELATIONS = ("exact", "folded", "initials")


def _grade_authors(left: Prepared, right: Prepared) -> str:
    pairs = list(zip(left.authors, right.authors, strict=False))
    relations = [_relation(one, other) for one, other in pairs]
    short, full = sorted((left, right), key=lambda record: len(record.authors))
    several = len(pairs) > 1
    if all(relation in _RELATIONS for relation in relations):
        worst = max(relations, key=_RELATIONS.index)
        if len(short.authors) == len(full.authors) or short.et_al:
            return f"{worst} list" if several else f"{worst} one"
        return "shorter list" if several else "shorter one"
    return _grade_unlike_authors(short, full, relations)


def _grade_unlike_authors(short: Prepared, full: Prepared, relations: list[str]) -> str:
    """The grade of lists that do not agree man for man."""
    wrong = [relation for relation in relations if relation not in _RELATIONS]
    first_agrees = relations[0] in (*_RELATIONS, "misspelt")
    if first_agrees and len(wrong) == 1 and (len(relations) > 1 or wrong == ["misspelt"]):
        return "one off" if len(relations) >= _SEVERAL else "one off of few"
    families = {person.family for person in full.authors}
    shared = sum(person.family in families for person in short.authors)
    if shared == len(short.authors) > 1:
        return "reordered" if not first_agrees else "one off"
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


def _grade_dois(left: str, right: str) -> str:
    return "exact" if left == right else "conflict"


def _grade_prefixes(left: str, right: str) -> str:
    """A cut DOI against a whole one or another cut one: they agree as far as both go."""
    short, full = sorted((left, right), key=len)
    return "near" if full.startswith(short) else "conflict"


def _both(field: str, left: str, right: str, grade: Callable[[str, str], str]) -> Finding | None:
    """The finding of a field of text: nothing where both are silent, absent where one is."""
    if not left and not right:
        return None
    return Finding(field, left, right, grade(left, right) if left and right else "absent")


def _printed(people: tuple[Person, ...]) -> str:
    return "; ".join(person.printed for person in people)


def _title_finding(left: Prepared, right: Prepared) -> Finding | None:
    one, other = left.title, right.title
    if one is None and other is None:
        return None
    grade = _grade_titles(one, other) if one is not None and other is not None else "absent"
    return Finding("title", one.text if one else "", other.text if other else "", grade)


def _author_finding(left: Prepared, right: Prepared) -> Finding | None:
    if not left.authors and not right.authors:
        return None
    grade = _grade_authors(left, right) if left.authors and right.authors else "absent"
    return Finding("author", _printed(left.authors), _printed(right.authors), grade)


def _container_finding(left: Prepared, right: Prepared) -> Finding | None:
    one, other = left.container, right.container
    if one is None and other is None:
        return None
    grade = compare_containers(one, other) if one is not None and other is not None else "absent"
    return Finding("container_title", one.text if one else "", other.text if other else "", grade)


def _issued_finding(left: Prepared, right: Prepared) -> Finding | None:
    if left.year is None and right.year is None:
        return None
    grade = "absent" if left.year is None or right.year is None else _grade_years(left.year, right.year)
    return Finding("issued", str(left.year or ""), str(right.year or ""), grade)


def _page_finding(left: Prepared, right: Prepared) -> Finding | None:
    return _both("page", left.page, right.page, lambda _one, _other: _grade_pages(left, right))


def _grade_publishers(left: str, right: str) -> str:
    """Two houses as printed: "Williams & Wilkins", "Williams and Wilkins Co."."""
    if left == right:
        return "exact"
    one, other = fold(left), fold(right)
    if one.replace(" ", "") == other.replace(" ", ""):
        return "folded"
    alike = _contains(one, other) or ratio(one, other) >= _TITLE_ALIKE
    return "near" if one and other and alike else "conflict"


def _doi_findings(left: Prepared, right: Prepared) -> tuple[Finding | None, ...]:
    if left.doi and right.doi:
        return (_both("DOI", left.doi, right.doi, _grade_dois),)
    if (left.doi_prefix or right.doi_prefix) and (left.doi or left.doi_prefix) and (right.doi or right.doi_prefix):
        one, other = left.doi or left.doi_prefix, right.doi or right.doi_prefix
        return (_both("doi_prefix", one, other, _grade_prefixes),)
    return (
        _both("DOI", left.doi, right.doi, _grade_dois),
        _both("doi_prefix", left.doi_prefix, right.doi_prefix, _grade_prefixes),
    )


def findings(left: Prepared, right: Prepared) -> tuple[Finding, ...]:
    """What every field says, in the order a librarian would look; fields both lack are left out."""
    found = (
        _title_finding(left, right),
        _author_finding(left, right),
        _container_finding(left, right),
        _issued_finding(left, right),
        _both("volume", left.volume, right.volume, _grade_numbers),
        _both("issue", left.issue, right.issue, _grade_numbers),
        _page_finding(left, right),
        _both("publisher", left.work.publisher or "", right.work.publisher or "", _grade_publishers),
        *_doi_findings(left, right),
        _both("PMID", left.pmid, right.pmid, _grade_dois),
        _both("PMCID", left.pmcid, right.pmcid, _grade_dois),
        _both("arXiv", left.arxiv, right.arxiv, _grade_dois),
        _both("type", left.work.type or "", right.work.type or "", _grade_dois),
    )
    return tuple(finding for finding in found if finding is not None)
