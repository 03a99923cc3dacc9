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
Flags = NDArray[np.bool_]
Counts = NDArray[np.uint8]

#: Letters fall into so many kinds; those that share one make a bound looser, never wrong.
_KINDS = 32
_PAIRS = 512
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


def in_common(counts: Counts, left: Numbers, right: Numbers) -> Numbers:
    """The most letters that two texts can share, in whatever order.

    >>> in_common(letter_counts(["banana", "bandana"]), np.array([0]), np.array([1])).tolist()
    [6]
    """
    return np.asarray(np.minimum(counts[left], counts[right]).sum(axis=1, dtype=np.int64))


def neighbours(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Which letters stand side by side in each text, as bits."""
    rows = [np.zeros((0, _PAIRS // 64), dtype=np.uint64)]
    for step in _steps(texts):
        kinds, owner = _letters(step)
        inside = owner[1:] == owner[:-1]
        bits = np.zeros((len(step), _PAIRS), dtype=np.bool_)
        bits[owner[1:][inside], (19 * kinds[:-1][inside] + kinds[1:][inside]) % _PAIRS] = True
        rows.append(np.packbits(bits, axis=1).view(np.uint64))
    return np.concatenate(rows)


def missing(mine: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> Numbers:
    """How many pairs of neighbours of one text the other certainly lacks, row by row.

    >>> bits = neighbours(["banana", "bandana"])
    >>> missing(bits[:1], bits[1:]).tolist(), missing(bits[1:], bits[:1]).tolist()
    ([0], [2])
    """
    return np.asarray(np.bitwise_count(mine & ~theirs).sum(axis=1, dtype=np.int64))
