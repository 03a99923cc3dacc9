"""Which of very many works are worth comparing: several cheap keys, capped, as columns of numbers.

Works come in the order of their titles, so that in a block too large to be compared whole
each still meets the neighbours most like it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.match.dismiss import Columns, Look, codes, joined
from refparse.match.traits import Traits
from refparse.match.wording import numbers

#: A block of more works is not compared whole: each then meets this many neighbours on either side.
CAP = 40
NEIGHBOURS = 8
_TITLE = 16
_LONG_WORD, _WORDS = 5, 3
#: Numbers of a string that are looked at: the year, the volume, the issue, both pages.
_NUMBERS = 5
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


def _ends(one: Traits) -> str:
    return one.squeezed[-_TITLE:] if len(one.squeezed) > _TITLE else ""


def _long_words(one: Traits) -> tuple[str, ...]:
    """The longest words of a title, in the order of the alphabet; none where it has too few."""
    words = [word for word in one.title.split() if len(word) >= _LONG_WORD]
    if len(words) < _WORDS:
        return ()
    return tuple(sorted(sorted(sorted(set(words)), key=len, reverse=True)[:_WORDS]))


def _passes(of: Columns) -> Iterator[Pass]:
    """Keys cheap and wide apart: one misprint hides a pair from few of them."""
    works, count = of.works, of.count

    def keyed(name: str, keys: Numbers, told: Callable[[Traits], Iterable[str]]) -> Pass:
        places = np.flatnonzero(keys)
        return Pass(name, places, keys[places], lambda row: ", ".join(told(works[places[row]])))

    def texts(name: str, told: Callable[[Traits], str]) -> Pass:
        return keyed(name, codes(map(told, works), count), lambda one: (told(one),))

    yield texts("DOI", lambda one: one.doi)
    yield texts("PMID", lambda one: one.pmid)
    yield texts("PMCID", lambda one: one.pmcid)
    yield texts("arXiv", lambda one: one.arxiv)
    yield texts("title begins", lambda one: one.squeezed[:_TITLE])
    yield texts("title ends", _ends)
    yield keyed("title words", codes((_long_words(one) or "" for one in works), count), _long_words)
    # What may be missing counts from 1: a key with a gap in it is a key all the same.
    initial = codes((one.container[:1].lower() for one in works), count) + 1
    year, last = of.year + 1, of.last + 1
    for name, keys, told in (
        ("author and year", (of.lead, of.year, initial), lambda one: (one.families[0], str(one.year), _initial(one))),
        ("author and page", (of.lead, of.first), lambda one: (one.families[0], one.first)),
        ("author and volume", (of.least, of.volume, year), lambda one: (min(one.families), one.volume, str(one.year))),
        ("volume and page", (of.volume, of.first), lambda one: (one.volume, one.first)),
        ("year and page", (of.year, of.first, last), lambda one: (str(one.year), one.first, one.last)),
    ):
        yield keyed(name, joined(*keys), told)
    yield _of_strings(works)


def _initial(one: Traits) -> str:
    return one.container[:1].lower()


def _of_strings(works: Sequence[Traits]) -> Pass:
    """Two numbers of a string: one misread number leaves pairs of the others."""
    rows = [
        (place, key)
        for place, one in enumerate(works)
        if one.raw
        for key in combinations(sorted(numbers(one.raw)[:_NUMBERS]), 2)
    ]
    places = np.fromiter((place for place, _ in rows), np.int64, len(rows))
    return Pass("numbers", places, codes((key for _, key in rows), len(rows)), lambda row: ", ".join(rows[row][1]))


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
