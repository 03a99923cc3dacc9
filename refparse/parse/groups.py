"""Classes of words taken together, as tables to look classes up in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from refparse.parse.words import CLASSES

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]

#: A class's number by its name.
CLASS = {name: number for number, name in enumerate(CLASSES)}


def members(*names: str) -> Bools:
    """For every class whether it is one of these.

    >>> members("roman", "year")[CLASS["year"]], members("roman")[0]
    (np.True_, np.False_)
    """
    table = np.zeros(len(CLASSES), np.bool_)
    table[[CLASS[name] for name in names]] = True
    return table


YEARS = members("year", "year-letter")
NUMBERS = members(
    "one-digit", "two-digits", "three-digits", "four-digits", "digits", "letter-digits", "digits-letter", "roman",
    "ordinal",
)  # fmt: skip
SHORT_INITIALS = members("capital", "capitals-2")
INITIALS = members("capital", "capitals-2", "capitals-3", "hyphened-initials")
CAPITALISED = members("word", "family", "given", "family-or-given", "mixed", "capitals")
NAMES = members("family", "given", "family-or-given")
LINKS = members("DOI", "DOI-address", "address")
SMALL = members("small")


def _coarse() -> Ints:
    table = np.full(len(CLASSES), 9, np.int32)
    alike = (INITIALS, NAMES, members("word"), members("mixed", "capitals"), SMALL, NUMBERS, YEARS, LINKS)
    for number, group in enumerate(alike, 1):
        table[group] = number
    table[[name.startswith("cue:") for name in CLASSES]] = 10
    table[CLASS["stop-word"]] = 11
    table[CLASS["outside"]] = 0
    return table


#: Which of a dozen sorts a class is of.
COARSE = _coarse()
#: So many sorts there are.
SORTS = 12
