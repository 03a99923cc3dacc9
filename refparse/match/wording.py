"""Strings compared as strings: what is left when a parser could not tell their fields.

Letters are compared by their trigrams, so that order, blanks and a misread letter matter
little; numbers are compared as numbers, for they tell works of one journal apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from refparse.normalize.folding import fold

_LABEL = re.compile(r"\s*(?:\[[0-9]{1,4}\]|\([0-9]{1,4}\)|[0-9]{1,3}(?=[\s.]|[^\W\d_]))\s*")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{2,7}(?![0-9])")
_THIRDS = 3
#: Shares of the shorter string's trigrams in the longer one.
_NEARLY_ALL, _MOST, _HALF, _HELD = 0.88, 0.72, 0.5, 0.65
_SEVERAL, _FEW_NUMBERS = 3, 2


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a string, its label left out, each once.

    >>> numbers("[1] J. Howson, J Am Acad Relig 7 (1939) 158, 158.")
    ('1939', '158')
    """
    return tuple(dict.fromkeys(found.lstrip("0") for found in _NUMBER.findall(_LABEL.sub("", text, count=1))))


@lru_cache(maxsize=1 << 14)
def _trigrams(text: str) -> frozenset[str]:
    letters = "".join(filter(str.isalpha, fold(_LABEL.sub("", text, count=1))))
    return frozenset(letters[place : place + _THIRDS] for place in range(len(letters) - _THIRDS + 1))


def shared_letters(left: str, right: str) -> float:
    """The share of the shorter text's trigrams that the longer one has.

    >>> shared_letters("redshift distance", "distance of redshift")
    0.8571428571428571
    """
    few, many = sorted((_trigrams(left), _trigrams(right)), key=len)
    return len(few & many) / len(few) if few else 0.0


@lru_cache(maxsize=1 << 14)
def holds(string: str, title: str) -> bool:
    """Whether most letters of a title stand in a string, in whatever order.

    >>> holds("Ruzicka, T. Chronisch es Handekzem.Der Hautarzt, 59(9)", "handekzem chronisches")
    True
    """
    few = _trigrams(title)
    return len(few & _trigrams(string)) >= _HELD * len(few)


def grade_strings(left: str, right: str) -> str:
    """How far two strings agree: how much of the letters, and which numbers.

    >>> grade_strings("1 J.HEDNER, Jour nal oD SleepResearch 4E 171 (1995).",
    ...     "HEDNER, JAN. Daytime Waking Autonomic Function. Journal of Sleep Research 4 (1995): 171-175.")
    'most, both numbers'
    """
    mine, theirs = _trigrams(left), _trigrams(right)
    few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if len(few) < _THIRDS:
        return "absent"
    share = len(few & many) / len(few)
    letters = "all" if share >= _NEARLY_ALL else "most" if share >= _MOST else "half" if share >= _HALF else "other"
    return "other" if letters == "other" else f"{letters}, {_grade_numbers(numbers(left), numbers(right))}"


def _grade_numbers(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    few, many = sorted((left, right), key=len)
    if not few:
        return "no numbers"
    shared = len(frozenset(few) & frozenset(many))
    if shared == len(few):
        return "all numbers" if shared >= _SEVERAL else "both numbers" if shared == _FEW_NUMBERS else "one number"
    return "some numbers" if shared >= _FEW_NUMBERS else "other numbers"
