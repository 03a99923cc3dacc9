"""The stretches a reference string falls into at its commas or at its stops, and of what sort each is.

Between two commas there may be a person's initials, a title, a journal on our lists, a
number: what sort of stretch a word stands in, and what sort comes before and behind, says
more of it than its nearest neighbours do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.parse.groups import CAPITALISED, COARSE, INITIALS, LINKS, NAMES, NUMBERS, SMALL, SORTS, YEARS
from refparse.parse.hits import lists_of
from refparse.parse.words import CLASSES

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]

#: What is asked of a stretch; the columns of :mod:`refparse.parse.columns` put a letter before these names.
STRETCHES: Mapping[str, str] = {
    "k": "Of which sorts are its first and last word, how many words has it, how many of them begin small?",
    "kk": "Of what sort are the one before, itself and the one behind?",
    "l": "Of what sort are the one before and itself?",
    "r": "Of what sort are itself and the two behind it?",
    "o": "The how-manieth of the string is it, of what sort, and how many years come before the word?",
    "e": "Of what sort is it, and what do the columns z and e say of the word?",
    "s": "Of what sort is it, where in it does the word stand, and how many years come before the word?",
    "c": "Of what sort is it, and which class has the word?",
}
#: What is counted in every stretch.
_COUNTED = (INITIALS, SMALL, NUMBERS, YEARS, CAPITALISED, NAMES, LINKS)
_GROUPS = np.array(_COUNTED, np.int32)
#: So many sorts of stretches there are.
SORTS_OF_STRETCHES = 31
_ORDERS = 12
#: So many places in a stretch there are: first, second or later, counted from either end.
_SPOTS = 9


class Scene(NamedTuple):
    """What is known of every place of a batch before stretches are looked at."""

    classes: Ints
    #: The phrase the word stands in, as :mod:`refparse.parse.hits` packs it.
    hits: Ints
    #: Where the first word of the place's string stands.
    first: Ints
    #: How many years come before the word.
    seen: Ints
    #: What the columns z and e say together.
    around: Ints
    #: For each of :data:`_COUNTED` and for hits, how many of the places before each place have it.
    so_far: Ints


def scene(classes: Ints, hits: Ints, first: Ints, seen: Ints, around: Ints) -> Scene:
    """The scene of a batch."""
    so_far = np.zeros((len(_COUNTED) + 1, len(classes) + 1), np.int32)
    flags = np.vstack([np.take(_GROUPS, classes, axis=1), hits > 0])
    np.cumsum(flags, axis=1, out=so_far[:, 1:])
    return Scene(classes, hits, first, seen, around, so_far)


def stretches(prefix: str, begins: Bools, scene: Scene) -> dict[str, Ints]:
    """The columns of stretches, ``begins`` saying at which places one begins: the first place must be one."""
    starts = np.flatnonzero(begins).astype(np.int32)
    ends = np.append(starts[1:], np.int32(len(begins)))
    size = (ends - starts).astype(np.int32)
    number = np.cumsum(begins, dtype=np.int32) - 1
    kind, small = _kind(starts, ends, size, scene)
    edges = COARSE[scene.classes[starts]] * SORTS + COARSE[scene.classes[ends - 1]]
    code = (edges * 6 + np.minimum(size, 5)) * 3 + np.minimum(small, 2)
    none = np.zeros(2, np.int32)
    left = np.append(none[:1], kind[:-1]) * SORTS_OF_STRETCHES + kind
    right, beyond = np.append(kind[1:], none[:1]), np.append(kind[2:], none)[: len(kind)]
    order = np.minimum(np.arange(len(starts), dtype=np.int32) - number[scene.first[starts]] + 1, _ORDERS)
    here = kind[number]
    at = np.arange(len(begins), dtype=np.int32) - starts.astype(np.int32)[number]
    rest = size[number] - 1 - at
    spot = np.minimum(at, 2) * 3 + np.minimum(rest, 2)
    columns = {
        "k": code[number],
        "kk": (left * SORTS_OF_STRETCHES + right)[number],
        "l": left[number],
        "r": ((kind * SORTS_OF_STRETCHES + right) * SORTS_OF_STRETCHES + beyond)[number],
        "o": ((order * SORTS_OF_STRETCHES + kind) * 3)[number] + scene.seen,
        "e": scene.around * SORTS_OF_STRETCHES + here,
        "s": (here * _SPOTS + spot) * 3 + scene.seen,
        "c": here * len(CLASSES) + scene.classes,
    }
    return {prefix + name: values for name, values in columns.items()}


def _kind(starts: Ints, ends: Ints, size: Ints, scene: Scene) -> tuple[Ints, Ints]:
    """Of what sort each stretch is, and how many of its words begin small."""
    counted = np.take(scene.so_far, ends, axis=1) - np.take(scene.so_far, starts, axis=1)
    initials, small, digits, years, capitals, names, links, listed = counted
    lists = np.maximum.reduceat(lists_of(scene.hits), starts)
    kinds = (
        (scene.classes[starts] == 0, 0),
        (links > 0, 1),
        ((listed == size) & (lists > 0), 1 + lists),
        ((initials > 0) & (initials == size), 9 + np.minimum(size, 2)),
        ((initials > 0) & (capitals + initials >= size - 1) & (size < 6), 11 + np.minimum(size, 4)),
        ((digits + years == size) & (years > 0), 16),
        (digits == size, 17),
        ((years > 0) & (size < 4), 18),
        ((digits > 0) & (size < 4), 19),
        ((capitals == 1) & (size == 1), np.where(names > 0, 20, 21)),
        ((names > 0) & (capitals == size) & (size < 5), 22),
        (capitals == size, np.where(size < 4, 23, 24)),
        (small == 0, np.where(size < 4, 25, 26)),
        (small < 3, np.where(size < 5, 27, 28)),
        (small < 6, 29),
    )
    kind = np.full(len(starts), 30, np.int32)
    for asked, answer in reversed(kinds):
        np.copyto(kind, answer, where=asked, casting="unsafe")
    return kind, small
