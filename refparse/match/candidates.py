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

from refparse.match.dismiss import worth_a_look
from refparse.match.traits import Traits
from refparse.match.wording import numbers

#: A block of more works is not compared whole: each then meets this many neighbours on either side.
CAP = 40
NEIGHBOURS = 8
_TITLE = 16
_LONG_WORD, _WORDS = 5, 3
#: Numbers of a string that are looked at: the year, the volume, the issue, both pages.
_NUMBERS = 5

Numbers = NDArray[np.int64]
Key = str | tuple[str, ...]


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


def _begins(one: Traits) -> str | None:
    return one.squeezed[:_TITLE] if one.squeezed else None


def _ends(one: Traits) -> str | None:
    return one.squeezed[-_TITLE:] if len(one.squeezed) > _TITLE else None


def _long_words(one: Traits) -> tuple[str, ...] | None:
    words = [word for word in one.title.split() if len(word) >= _LONG_WORD]
    if len(words) < _WORDS:
        return None
    return tuple(sorted(sorted(set(words), key=lambda word: (-len(word), word))[:_WORDS]))


def _people_of_year(one: Traits) -> tuple[str, ...] | None:
    if not one.families or not one.year:
        return None
    return one.families[0], str(one.year), one.container[:1].lower()


def _people_of_page(one: Traits) -> tuple[str, ...] | None:
    return (one.families[0], one.first) if one.families and one.first else None


def _people_of_volume(one: Traits) -> tuple[str, ...] | None:
    return (min(one.families), one.volume, str(one.year)) if one.families and one.volume else None


def _page_of_volume(one: Traits) -> tuple[str, ...] | None:
    return (one.volume, one.first) if one.volume and one.first else None


def _page_of_year(one: Traits) -> tuple[str, ...] | None:
    return (str(one.year), one.first, one.last) if one.year and one.first else None


#: (what a person is told, the key of a work), cheap and wide apart: one misprint hides a pair from few of them.
PASSES: tuple[tuple[str, Callable[[Traits], Key | None]], ...] = (
    ("DOI", lambda one: one.doi or None),
    ("PMID", lambda one: one.pmid or None),
    ("PMCID", lambda one: one.pmcid or None),
    ("arXiv", lambda one: one.arxiv or None),
    ("title begins", _begins),
    ("title ends", _ends),
    ("title words", _long_words),
    ("author and year", _people_of_year),
    ("author and page", _people_of_page),
    ("author and volume", _people_of_volume),
    ("volume and page", _page_of_volume),
    ("year and page", _page_of_year),
)


def _numbers_of(one: Traits) -> Iterator[tuple[str, ...]]:
    """Two numbers of a string: one misread number leaves pairs of the others."""
    return combinations(sorted(numbers(one.raw)[:_NUMBERS]), 2) if one.raw else iter(())


def _keyed(works: Sequence[Traits]) -> Iterator[tuple[str, Iterator[tuple[int, Key]]]]:
    """For every pass, places of works and their keys."""
    for name, key in PASSES:
        yield name, ((place, value) for place, one in enumerate(works) if (value := key(one)) is not None)
    yield "numbers", ((place, value) for place, one in enumerate(works) for value in _numbers_of(one))


def _blocks(keyed: Iterable[tuple[int, Key]]) -> tuple[Numbers, Numbers, dict[Key, int]]:
    """Places of works that share a key, block after block, the block of each, and the block of every key."""
    found: dict[Key, int] = {}
    places, blocks = [], []
    for place, value in keyed:
        places.append(place)
        blocks.append(found.setdefault(value, len(found)))
    block = np.array(blocks, dtype=np.int64)
    order = np.argsort(block, kind="stable")
    return np.array(places, dtype=np.int64)[order], block[order], found


def _pairs_of(places: Numbers, block: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """The pairs of every block, by distance: all of a small one, the nearest of a large one."""
    if not len(block):
        return
    sizes = np.bincount(block)[block]
    for step in range(1, CAP):
        same = block[step:] == block[:-step]
        if step > NEIGHBOURS:
            same &= sizes[step:] <= CAP
        if not same.any():
            return
        yield places[:-step][same], places[step:][same]


def _told(value: Key) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def candidates(works: Sequence[Traits]) -> Candidates:
    """Every pair of works worth comparing, once, in order.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> found = candidates([traits(Work(title=t)) for t in ("Bone loss in lupus", "Bone loss in lupus", "Mice")])
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    codes: list[Numbers] = []
    large: list[Large] = []
    count = len(works)
    for name, keyed in _keyed(works):
        places, block, found = _blocks(keyed)
        for left, right in _pairs_of(places, block):
            codes.append(np.minimum(left, right) * count + np.maximum(left, right))
        sizes = np.bincount(block, minlength=1)
        if (sizes > CAP).any():
            large += [Large(f"{name}: {_told(value)}", int(sizes[n])) for value, n in found.items() if sizes[n] > CAP]
    if not codes:
        return Candidates(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), (), 0)
    # Sorting and looking at neighbours is many times quicker than a set of pairs.
    code = np.sort(np.concatenate(codes))
    code = code[np.concatenate(([True], code[1:] != code[:-1]))]
    left, right = code // count, code % count
    kept = worth_a_look(works, left, right)
    reported = tuple(sorted(large, key=lambda one: (-one.size, one.blocking_key)))
    return Candidates(left[kept], right[kept], reported, len(code))
