"""Texts as rows of a few numbers, from which bounds on their likeness are read off in bulk.

A bound never hides a likeness: it only tells, many millions of pairs a second, which pairs of
texts are not worth the real comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Counts = NDArray[np.uint8]

#: Letters fall into so many kinds; those that share one make a bound looser, never wrong.
_KINDS = 32
#: So many texts at once: memory does not grow with their number.
_STEP = 1 << 13
#: Counts end here, so of longer texts nothing is said.
LONGEST = 255


def _letters(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The kind of every letter of all the texts, and whose letter it is."""
    whole = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    return (whole & (_KINDS - 1)).astype(np.int64), np.repeat(np.arange(len(texts)), sizes)


def _steps(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while step := list(islice(rest, _STEP)):
        yield step


def letter_counts(texts: Iterable[str]) -> Counts:
    """How often every kind of letter stands in each text.

    >>> int(letter_counts(["banana"])[0].max())
    3
    """
    rows = [np.zeros((0, _KINDS), dtype=np.uint8)]
    for step in _steps(texts):
        kinds, owner = _letters(step)
        counted = np.bincount(owner * _KINDS + kinds, minlength=len(step) * _KINDS)
        rows.append(np.minimum(counted, LONGEST).astype(np.uint8).reshape(-1, _KINDS))
    return np.concatenate(rows)


def in_common(mine: Counts, theirs: Counts) -> Numbers:
    """The most letters that two texts can share, in whatever order, row by row.

    >>> in_common(letter_counts(["banana"]), letter_counts(["bandana"])).tolist()
    [6]
    """
    return np.asarray(np.minimum(mine, theirs).sum(axis=1, dtype=np.int64))
