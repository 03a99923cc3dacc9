"""Two works read from strings, compared as strings: what a reader made of their fields counts little.

A style leaves out the title, noise cuts a name in two, and a field is then not what it is
called. What is left of a work in every string of it are letters and numbers: most letters of the
shorter string stand in the longer one, and so do its year, its volume, its first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio

from refparse.match.headlines import grade_titles
from refparse.match.people import grade_people
from refparse.match.traits import Traits
from refparse.match.wording import holds, letters, shared_letters, thirds, unlabelled
from refparse.normalize.folding import fold

_NUMBER = re.compile(r"[0-9]+")
#: A number that one letter touches at most ("S12", "1219J"), and that is no piece of a longer one.
_WHOLE = re.compile(r"(?<![^\W_])(?<![0-9]\s)([^\W\d_]?)([0-9]+)([^\W\d_]?)(?![^\W_]|\s[0-9])")
#: One character that is no digit where one may have stood: "19?7", "67?".
_BLURRED = re.compile(r"(?=(?<![0-9])([0-9]*)[^\W\d_]([0-9]*))")
#: Titles that a fellow string may put right: the reader took a journal for the title.
_DOUBTFUL = frozenset(
    {
        "conflict",
        "somewhat",
        "shared words",
        "same letters",
        "heading against title",
        "contained",
        "reworded",
        "begins",
        "scrambled",
    }
)
_PEOPLE_DOUBTFUL = frozenset({"none", "few", "half", "namesake"})
#: Shares of the shorter string's letters, by threes, that the longer one has, and their names.
_SHARES = ((0.9, "all"), (0.8, "nearly all"), (0.7, "most"), (0.6, "many"), (0.5, "half"), (0.4, "some"), (0.3, "few"))
_AGREEING = ("no", "one", "two", "three")
#: Numbers of which the poorer string has none of its own.
SAME_FIGURES = frozenset(_AGREEING)
_MISSING = ("", " but one", " but two")
_OWN = ("none", "one each", "two each", "three each", "many each")
_NAME_ALIKE, _SHORTEST_NAME = 75.0, 4


class Figures(NamedTuple):
    """The numbers of a string: those printed whole, all that can be read as one, those with one digit misread."""

    whole: tuple[str, ...]
    read: frozenset[str]
    blurred: frozenset[str]


def _bare(numbers: Iterable[str]) -> Iterator[str]:
    return (number.lstrip("0") or "0" for number in numbers)


def _whole(text: str) -> Iterator[str]:
    """The numbers printed whole, a letter at one end as a question mark: it may be a digit misread."""
    for before, number, after in _WHOLE.findall(text):
        if not before and not after:
            yield number.lstrip("0") or "0"
        elif len(number) > 1 and not (before and after):
            yield f"?{number}" if before else f"{number}?"


@lru_cache(maxsize=1 << 14)
def figures(text: str) -> Figures:
    """The numbers of a string, its label left out.

    >>> found = figures("[1] J. Howson, J Am Acad Relig 7 (19 39) 1b5, S12.")
    >>> found.whole, sorted(found.read)
    (('7', '?12'), ['1', '12', '19', '1939', '39', '5', '7'])

    What letters or a blank may have cut is not printed whole: it can agree, but not differ.
    """
    plain = unlabelled(text)
    tight = "".join(plain.split())
    blurred = frozenset(
        f"{found[1]}?{found[2]}" for part in (plain, tight) for found in _BLURRED.finditer(part) if found[1] or found[2]
    )
    read = frozenset(_bare(_NUMBER.findall(plain) + _NUMBER.findall(tight)))
    return Figures(tuple(dict.fromkeys(_whole(plain))), read, blurred)


def _lost(mine: Figures, theirs: Figures) -> int:
    """How many numbers of one the other has not, a digit misread or not."""
    return sum(not _found(number, theirs) for number in mine.whole)


def _found(number: str, theirs: Figures) -> bool:
    if "?" in number:
        rest = number.replace("?", "")
        alike = str.endswith if number[0] == "?" else str.startswith
        return (rest.lstrip("0") or "0") in theirs.read or any(
            len(other) == len(number) and alike(other, rest) for other in theirs.read
        )
    return number in theirs.read or any(
        f"{number[:place]}?{number[place + 1 :]}" in theirs.blurred for place in range(len(number))
    )


def grade_figures(left: str, right: str) -> str:
    """How many numbers two strings share, and how many the poorer of them has of its own.

    >>> grade_figures("ROB volume 10. Robotica. 1992. 10. 05. b1", "Robotica 10 (1992) b1")
    'three'
    >>> grade_figures("Communist Studies 26 (1993) 462", "Communist Studies 26 (1993) 419")
    'two but one'
    """
    mine, theirs = figures(left), figures(right)
    if not mine.read or not theirs.read:
        return "none"
    shared = len(mine.read & theirs.read)
    lost = min(_lost(mine, theirs), _lost(theirs, mine))
    return _AGREEING[min(shared, 3)] + _MISSING[min(lost, 2)]


def grade_letters(left: str, right: str) -> str:
    """How much of the shorter string stands in the longer one."""
    share = shared_letters(left, right)
    return next((name for least, name in _SHARES if share >= least), "other")


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> tuple[frozenset[str], ...]:
    """The longer words of a string, each as its letters by threes."""
    words = dict.fromkeys(fold(unlabelled(text)).split())
    return tuple([thirds(word) for word in words if len(word) >= _SHORTEST_NAME and word.isalpha()])


def _own(left: str, right: str) -> int:
    """How many words of one string stand nowhere in the other, not misread or cut either."""
    there = thirds(right)
    return sum(2 * len(word & there) < len(word) for word in _words(left))


def grade_own_words(left: str, right: str) -> str:
    """How many words each of two strings has for itself: whoever says less says nothing else.

    >>> grade_own_words("Bone loss in mice. Nature 1999", "Lee, Bone loss in nice. 1999")
    'none'
    >>> grade_own_words("Sapolsky. Caspases in motion", "Abrams. Caspases in motion")
    'one each'
    """
    return _OWN[min(_own(left, right), _own(right, left), len(_OWN) - 1)]


def _people(left: Traits, right: Traits) -> str:
    if not left.families or not right.families:
        named = left if left.families else right
        if not named.families:
            return "absent"
        return "in string" if _named(named, right if named is left else left) else "unnamed"
    grade = grade_people(left, right)
    if grade in _PEOPLE_DOUBTFUL and _named(left, right) and _named(right, left):
        return "in string"
    return grade


def _named(one: Traits, other: Traits) -> bool:
    """Whether the first person of one stands in the other's string, a letter misread or not."""
    family, text = one.families[0], letters(other.raw)
    if family in text:
        return True
    return len(family) >= _SHORTEST_NAME and partial_ratio(family, text, score_cutoff=_NAME_ALIKE) > 0


def _titles(left: Traits, right: Traits) -> str:
    if not left.squeezed or not right.squeezed:
        return "absent"
    grade = grade_titles(left, right)
    if grade not in _DOUBTFUL:
        return grade
    mine, theirs = holds(right.raw, left.title), holds(left.raw, right.title)
    return "in string" if mine and theirs else "in one string" if mine or theirs else grade


def compare_strings(left: Traits, right: Traits) -> tuple[str, str, str, str, str]:
    """What titles, people, letters and numbers say of two works read from strings."""
    return (
        _titles(left, right), _people(left, right),
        grade_letters(left.raw, right.raw), grade_own_words(left.raw, right.raw), grade_figures(left.raw, right.raw),
    )  # fmt: skip
