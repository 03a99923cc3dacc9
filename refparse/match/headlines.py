"""Whether two titles are one: cut, misspelt, scrambled, translated; or two that only look alike."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio, ratio

from refparse.match.opposites import glue_prefixes, say_opposites
from refparse.match.slips import grade_words
from refparse.match.traits import Traits
from refparse.match.wording import shared_letters
from refparse.normalize.folding import fold, listed, squeeze
from refparse.normalize.titles import main_titles, number_value, part_number, says_nothing

#: From here on titles are looked at word by word.
_ALIKE = 85.0
_SOMEWHAT = 68.0
#: Fewer letters, or words, and many works bear the title ("Lupus nephritis").
_SHORT, _FEW_WORDS = 18, 3
_SHORTEST_MAIN = 10
#: A shorter title may stand in another text by chance.
SHORTEST_INSIDE = 22
_MOST = 0.8
_SQUEEZED_ALIKE = 90.0
_SAME_LETTERS = 0.6
_WORDS_OFF = 2
_ENOUGH_WORDS = 4
_LONGEST_HEADING = 60
_PART_WORD = re.compile(
    r"[0-9]|\b[IVX]+\b|\b(?:part|pt|teil|partie|parte|część|vol|volume|report|communication|no|first|second|third)\b"
    r"|(?:th|nd|rd)\s(?:part|report|communication|edition|update|annual|survey)",
    re.IGNORECASE,
)
_PART_WORDS = frozenset(
    listed(
        "part pt teil partie parte vol volume report communication no first second third edition update annual survey"
    )
)
_DIGIT = re.compile(r"[0-9]")
_INSIDE_ALIKE = 92.0


@lru_cache(maxsize=1 << 14)
def is_heading(text: str) -> bool:
    """Whether the title is one that many different pieces carry."""
    return len(text) <= _LONGEST_HEADING and says_nothing(text)


@lru_cache(maxsize=1 << 14)
def mains(text: str) -> frozenset[str]:
    """The title cut where a subtitle may begin, blanks left out."""
    return frozenset(main.replace(" ", "") for main in main_titles(text))


@lru_cache(maxsize=1 << 14)
def part_of(text: str) -> int:
    """The part of a series that a title names, 0 where it names none."""
    plain = text.isascii() and "'" not in text and "`" not in text
    digits = _DIGIT.search(text)
    if plain and not digits and not any(map(may_number, fold(text).split())):
        return 0
    return (part_number(text) or 0) if digits or _PART_WORD.search(text) else 0


@lru_cache(maxsize=1 << 15)
def may_number(word: str) -> bool:
    """Whether a folded word is of the kind by which titles name parts."""
    return word in _PART_WORDS or not word.strip("ivx0123456789")


def grade_titles(left: Traits, right: Traits) -> str:
    """How far the titles of two works agree; both must have one.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> def titled(text):
    ...     return traits(Work(title=text))
    >>> grade_titles(titled("Epidemiology of pulmonary dysplasia"), titled("dysplasia of pulmonary Epidemiology"))
    'scrambled'
    >>> grade_titles(titled("Bone loss in men of Warsaw"), titled("Bone loss in women of Warsaw"))
    'opposite'
    >>> grade_titles(titled("Editor's Notes"), titled("Editor's notes"))
    'heading'
    """
    if left.squeezed == right.squeezed:
        if is_heading(left.text) or left.recurs or right.recurs:
            return "heading"
        return "short" if len(left.squeezed) < _SHORT or left.title.count(" ") < _FEW_WORDS - 1 else "exact"
    if is_heading(left.text) or is_heading(right.text):
        return "heading against title"
    if _is_cut(left, right) or _is_cut(right, left):
        return "cut"
    if ratio(left.title, right.title, score_cutoff=_ALIKE):
        return grade_words(glue_prefixes(left.title.split()), glue_prefixes(right.title.split()))
    return _grade_unlike(left, right)


def _is_cut(short: Traits, full: Traits) -> bool:
    # A main title begins the whole one: looking for stops costs more than looking at letters.
    begins = len(short.squeezed) >= _SHORTEST_MAIN and full.squeezed.startswith(short.squeezed)
    return begins and short.squeezed in mains(full.text)


def _grade_unlike(left: Traits, right: Traits) -> str:
    short, full = (left, right) if len(left.squeezed) <= len(right.squeezed) else (right, left)
    return _grade_inside(short, full) or _grade_shared(short, full) or _grade_letters(short, full)


def _grade_inside(short: Traits, full: Traits) -> str:
    """The grade where one title stands in the other, letter for letter."""
    if len(short.squeezed) < SHORTEST_INSIDE or short.squeezed not in full.squeezed:
        return ""
    return "begins" if full.squeezed.startswith(short.squeezed) else "contained"


def _grade_shared(short: Traits, full: Traits) -> str:
    """The grade where most words of one title are words of the other, in any order."""
    few, many = sorted((short.title.split(), full.title.split()), key=len)
    if sorted(few) == sorted(many):
        return "scrambled"
    common, told = len(frozenset(few) & frozenset(many)), len(frozenset(many))
    if len(few) < _ENOUGH_WORDS or common < _MOST * len(frozenset(few)):
        return ""
    if len(many) - len(few) > _WORDS_OFF or common < told - _WORDS_OFF:
        return "shared words"
    only = [word for word in few if word not in many], [word for word in many if word not in few]
    if say_opposites(*only) or _other_numbers(*only):
        return "opposite"
    return "other words" if all(only) and grade_words(*only) == "other words" else "scrambled"


def _grade_letters(short: Traits, full: Traits) -> str:
    """The grade of titles whose words differ: misread letters, or two titles."""
    alike = ratio(short.squeezed, full.squeezed, score_cutoff=_SOMEWHAT)
    if alike >= _SQUEEZED_ALIKE and _digits(short.squeezed) == _digits(full.squeezed):
        return "misspelt"
    if len(short.squeezed) >= SHORTEST_INSIDE:
        if not alike and _runs_inside(short, full):
            return "begins"
        typed = bool(short.raw and full.raw)
        if typed and shared_letters(short.title, full.title) >= _SAME_LETTERS:
            return "same letters"
    return "somewhat" if alike else "conflict"


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _runs_inside(short: Traits, full: Traits) -> bool:
    """Whether the longer title begins with the shorter one, a letter misread here and there."""
    head = full.squeezed[: len(short.squeezed) + 3]
    return ratio(short.squeezed, head, score_cutoff=_INSIDE_ALIKE) > 0


def _other_numbers(left: list[str], right: list[str]) -> bool:
    return any(number_value(word) is not None for word in left) and any(
        number_value(word) is not None for word in right
    )


def everything(one: Traits) -> str:
    """All that a work says in words, without blanks."""
    return squeezed(f"{one.names} {one.text} {one.container} {one.publisher}")


@lru_cache(maxsize=1 << 14)
def squeezed(text: str) -> str:
    """The text folded and without blanks, kept: a container is asked for with every work in it.

    >>> squeezed("Statistics of shapes")
    'statisticsofshapes'
    """
    return squeeze(text)


def stands_elsewhere(left: Traits, right: Traits) -> bool:
    """Whether the title of one stands in another field of the other, as where a string was cut wrongly.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Name, Names, Work
    >>> lost = traits(Work(title="patrice 1993", container_title="Improving performance by a boosting algorithm. NIPS"))
    >>> stands_elsewhere(traits(Work(title="Improving performance by a boosting algorithm")), lost)
    True
    """
    return stands_in(left, right) or stands_in(right, left)


def stands_in(one: Traits, other: Traits) -> bool:
    """Whether the title of one stands in some field of the other."""
    if len(one.squeezed) < SHORTEST_INSIDE:
        return False
    # Fields that a string was cut into wrongly are missing elsewhere; looking closely costs time.
    if other.year and other.container and other.families:
        return one.squeezed in everything(other)
    return stands_in_whole(one.squeezed, everything(other))


def stands_in_whole(title: str, whole: str) -> bool:
    """Whether a title stands in a text, a letter misread here and there; neither has blanks."""
    if title in whole:
        return True
    return len(whole) >= len(title) and partial_ratio(title, whole, score_cutoff=_INSIDE_ALIKE) > 0
