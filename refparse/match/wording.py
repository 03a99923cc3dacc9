"""Strings compared as strings: what is left when a parser could not tell their fields.

Letters are compared by their trigrams, so that order, blanks and a misread letter matter
little; numbers are compared as numbers, for they tell works of one journal apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from refparse.normalize.folding import fold

_LABEL = re.compile(r"\A\s*(?:\[[0-9]{1,4}\]|\([0-9]{1,4}\)|[0-9]{1,3}(?=[\s.]|[^\W\d_]))\s*")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{2,7}(?![0-9])")
_THIRDS = 3
#: A title stands in a string that has this share of its letters, by threes.
_HELD = 0.65


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a string, its label left out, each once.

    >>> numbers("[1] J. Howson, J Am Acad Relig 7 (1939) 158, 158.")
    ('1939', '158')
    """
    return tuple(dict.fromkeys(found.lstrip("0") for found in _NUMBER.findall(unlabelled(text))))


def unlabelled(text: str) -> str:
    """A string without the label before it.

    >>> unlabelled("[1] Lee, Nature 12 (1999)"), unlabelled("Lee. 2017. 71")
    ('Lee, Nature 12 (1999)', 'Lee. 2017. 71')
    """
    return _LABEL.sub("", text, count=1)


@lru_cache(maxsize=1 << 14)
def letters(text: str) -> str:
    """The letters of a string, folded, its label left out."""
    return "".join(filter(str.isalpha, fold(unlabelled(text))))


@lru_cache(maxsize=1 << 14)
def thirds(text: str) -> frozenset[str]:
    """The letters of a string, three at a time."""
    run = letters(text)
    return frozenset(run[place : place + _THIRDS] for place in range(len(run) - _THIRDS + 1))


def shared_letters(left: str, right: str) -> float:
    """The share of the shorter text's trigrams that the longer one has.

    >>> shared_letters("redshift distance", "distance of redshift")
    0.8571428571428571
    """
    few, many = sorted((thirds(left), thirds(right)), key=len)
    return len(few & many) / len(few) if few else 0.0


@lru_cache(maxsize=1 << 14)
def holds(string: str, title: str) -> bool:
    """Whether most letters of a title stand in a string, in whatever order.

    >>> holds("Ruzicka, T. Chronisch es Handekzem.Der Hautarzt, 59(9)", "handekzem chronisches")
    True
    """
    few = thirds(title)
    return len(few & thirds(string)) >= _HELD * len(few)
