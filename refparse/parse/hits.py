"""The phrase of our lists that a word stands in, as one number: on which lists, how long, where in it the word stands.

Tables are looked up by this number and weights learnt for it, so how it is put together
is part of every model. Only this file knows it.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from refparse.parse.words import JOURNAL, PLACE, PUBLISHER

Bools = NDArray[np.bool_]
_Ints = TypeVar("_Ints", NDArray[np.int32], NDArray[np.int64])

#: Where in its phrase a word stands; of a phrase of one word it is the first.
FIRST, INNER, LAST = 0, 1, 2
_PLACES = 3
#: Phrases of one word, of two and of more are told apart.
_SIZES = 3
_EACH = _PLACES * _SIZES
#: A phrase may be on several lists at once: so many different sets of them there are.
LISTS = (JOURNAL | PUBLISHER | PLACE) + 1


def packed(lists: int, words: int, place: int) -> int:
    """The hit of a word in a phrase of so many words that is on these lists.

    >>> packed(2, 1, FIRST), packed(2, 3, LAST), packed(2, 7, LAST)
    (19, 27, 27)
    """
    return lists * _EACH + min(words - 1, _SIZES - 1) * _PLACES + place + 1


def packed_words(lists: _Ints) -> _Ints:
    """The hits of words that are a phrase each, 0 for those on no list.

    >>> packed_words(np.array([0, 2])).tolist() == [0, packed(2, 1, FIRST)]
    True
    """
    return lists * _EACH + (lists > 0)


def lists_of(hits: _Ints) -> _Ints:
    """The lists the phrase of each hit is on, 0 where there is no phrase.

    >>> lists_of(np.array([0, packed(5, 2, LAST)])).tolist()
    [0, 5]
    """
    return np.maximum((hits - 1) // _EACH, 0)


def opens(hits: _Ints) -> Bools:
    """Whether a word is the first of a phrase.

    >>> opens(np.array([0, packed(5, 1, FIRST), packed(5, 2, LAST)])).tolist()
    [False, True, False]
    """
    return np.equal(hits % _PLACES, FIRST + 1)


def closes(hits: _Ints) -> Bools:
    """Whether a word is the last of a phrase, as that of one word is.

    >>> closes(np.array([0, packed(5, 1, FIRST), packed(5, 2, FIRST), packed(5, 2, LAST)])).tolist()
    [False, True, False, True]
    """
    last = np.equal(hits % _PLACES, (LAST + 1) % _PLACES) & (hits > 0)
    return last | np.equal(hits % _EACH, FIRST + 1)
