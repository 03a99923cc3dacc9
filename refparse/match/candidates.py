"""Which of very many works are worth comparing: several cheap keys, capped, as columns of numbers.

Works come in the order of their titles, so that in a block too large to be compared whole
each still meets the neighbours most like it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.match.dismiss import Columns, Look, codes, joined
from refparse.match.keys import (
    JOINED,
    TEXTS,
    TITLED,
    Key,
    is_titled_by_heading,
    number_keys,
    short_title,
    told,
    venue_initial,
)
from refparse.match.traits import Traits

#: A block of more works is not compared whole: each then meets this many neighbours on either side.
CAP = 40
NEIGHBOURS = 8
#: So many pairs at once: memory does not grow with their number.
_STEP = 1 << 17
#: Both places of a pair in one number.
_HALF, _LOWER = 32, (1 << 32) - 1

Numbers = NDArray[np.int64]


class Large(NamedTuple):
    """A block that was too large to be compared whole."""

    blocking_key: str
    size: int


class Candidates(NamedTuple):
    """Pairs of places in a list of works, the left one first, and the blocks that were too large."""

    left: Numbers
    right: Numbers
    large: tuple[Large, ...]
    #: How many pairs met; those of two titles and nothing else in common are not among the above.
    met: int


class Pass(NamedTuple):
    """One way of bringing works together: places of works, their keys as numbers, and each key in words."""

    name: str
    places: Numbers
    keys: Numbers
    told: Callable[[int], str]


def _passes(of: Columns) -> Iterator[Pass]:
    works, count = of.works, of.count
    silent = [one.recurs or is_titled_by_heading(one) for one in works]

    def keyed(name: str, keys: Numbers, key: Callable[[Traits], Key | None]) -> Pass:
        places = np.flatnonzero(keys)
        return Pass(name, places, keys[places], lambda row: told(key(works[places[row]])))

    for name, key in TEXTS:
        said = [key(one) or "" for one in works]
        if name.startswith(TITLED):  # as in a store, a heading and a column bring nothing together
            said = ["" if quiet else text for text, quiet in zip(said, silent, strict=True)]
        yield keyed(name, codes(said, count), key)
    # What may be missing counts from 1: a key with a gap in it is a key all the same.
    initial = codes([venue_initial(one.container) for one in works], count) + 1
    columns = (
        (of.lead, of.year, initial),
        (of.lead, of.first),
        (of.least, of.volume, of.year + 1),
        (of.volume, of.first),
        (of.year, of.first, of.last + 1),
        (codes(map(short_title, works), count), of.year, initial),
    )
    for (name, key), of_key in zip(JOINED, columns, strict=True):
        yield keyed(name, joined(*of_key), key)
    rows = [(place, key) for place, one in enumerate(works) if one.raw for key in number_keys(one)]
    places = np.fromiter((place for place, _ in rows), np.int64, len(rows))
    yield Pass("numbers", places, codes((key for _, key in rows), len(rows)), lambda row: told(rows[row][1]))


def _pairs_of(places: Numbers, keys: Numbers, sizes: Numbers) -> Iterator[Numbers]:
    """The pairs of every block as one number each, by distance: all of a small one, the nearest of a large one."""
    ends = np.arange(len(keys))
    for step in range(1, CAP):
        if step == NEIGHBOURS + 1:
            ends = ends[sizes[ends] <= CAP]
        # Blocks lie one after the other: whoever has no fellow so far on has none further on.
        ends = ends[ends < len(keys) - step]
        ends = ends[keys[ends] == keys[ends + step]]
        if not len(ends):
            return
        one, other = places[ends], places[ends + step]
        yield (np.minimum(one, other) << _HALF) | np.maximum(one, other)


def _met(of: Columns) -> tuple[Numbers, tuple[Large, ...]]:
    """Every pair that shares a key, once, in order, and the blocks that were too large."""
    pairs = [np.zeros(0, dtype=np.int64)]
    large: list[Large] = []
    for one in _passes(of):
        order = np.argsort(one.keys, kind="stable")
        keys = one.keys[order]
        first = np.flatnonzero(np.concatenate((np.ones(len(keys[:1]), dtype=np.bool_), keys[1:] != keys[:-1])))
        sizes = np.diff(first, append=len(keys))
        pairs += _pairs_of(one.places[order], keys, np.repeat(sizes, sizes))
        large += [
            Large(f"{one.name}: {one.told(int(order[first[n]]))}", int(sizes[n])) for n in np.flatnonzero(sizes > CAP)
        ]
    met = np.concatenate(pairs)
    pairs.clear()
    # Sorting and looking at neighbours is many times quicker than a set of pairs.
    met.sort()
    met = met[np.concatenate((np.ones(len(met[:1]), dtype=np.bool_), met[1:] != met[:-1]))]
    return met, tuple(sorted(large, key=lambda one: (-one.size, one.blocking_key)))


def candidates(works: Sequence[Traits]) -> Candidates:
    """Every pair of works worth comparing, once, in order.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> found = candidates([traits(Work(title=t)) for t in ("Bone loss in lupus", "Bone loss in lupus", "Mice")])
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    of = Columns(works)
    met, large = _met(of)
    look = Look(of)
    kept = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(met), _STEP):
        step = met[start : start + _STEP]
        kept.append(step[look.worth(step >> _HALF, step & _LOWER)])
    pairs = np.concatenate(kept)
    return Candidates(pairs >> _HALF, pairs & _LOWER, large, len(met))
