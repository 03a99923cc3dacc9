"""Pairs that need no closer look: two titles, and nothing else in common that could outweigh them.

Titles are compared in bulk, a million pairs a second; what is dismissed here would be called
different after a hundred times as much work.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from refparse.match.headlines import stands_in
from refparse.match.traits import Traits

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ALIKE, _BEGINS_ALIKE = 84.0, 90.0
_MUCH_SHORTER = 0.85
_SHORTEST = 10
#: So many pairs at once: memory does not grow with their number.
_STEP = 1 << 17


def _codes(values: Iterable[Hashable]) -> Numbers:
    """A number for every value, 0 for what is missing."""
    found: dict[Hashable, int] = {}
    return np.array([found.setdefault(value, len(found) + 1) if value else 0 for value in values], dtype=np.int64)


def _shared(codes: Numbers, left: Numbers, right: Numbers) -> Flags:
    return np.asarray((codes[left] == codes[right]) & (codes[left] > 0), dtype=np.bool_)


def _alike(left: Sequence[str], right: Sequence[str]) -> Flags:
    return np.asarray(cpdist(left, right, scorer=ratio, score_cutoff=_ALIKE)) > 0


def _titles_alike(works: Sequence[Traits], left: Numbers, right: Numbers) -> Flags:
    """Whether titles are much alike, in whatever order their words, or one begins or holds the other."""
    mine, theirs = [works[place].squeezed for place in left], [works[place].squeezed for place in right]
    alike = _alike(mine, theirs)
    rest = np.flatnonzero(~alike)
    inside = [_inside(mine[place], theirs[place]) for place in rest]
    alike[rest[np.array(inside, dtype=bool)]] = True
    rest = np.flatnonzero(~alike)
    sorted_words = [[_in_order(works[place].title) for place in side[rest]] for side in (left, right)]
    alike[rest[_alike(*sorted_words)]] = True
    return alike


@lru_cache(maxsize=1 << 16)
def _in_order(title: str) -> str:
    return " ".join(sorted(title.split()))


def _inside(left: str, right: str) -> bool:
    short, full = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) < _SHORTEST or short in full:
        return True
    return len(short) < _MUCH_SHORTER * len(full) and ratio(short, full[: len(short)], score_cutoff=_BEGINS_ALIKE) > 0


def _strangers(works: Sequence[Traits], left: Numbers, right: Numbers) -> Flags:
    """Whether both say who, when and on which page, agree in none of it, and bear two titles."""
    apart = np.ones(len(left), dtype=np.bool_)
    for values in (
        (one.families[0] if one.families else "" for one in works),
        (min(one.families, default="") for one in works),
        (one.first for one in works),
    ):
        codes = _codes(values)
        apart &= (codes[left] != codes[right]) & (codes[left] > 0) & (codes[right] > 0)
    titles = _codes(one.squeezed for one in works)
    return apart & ~_shared(titles, left, right)


def _kept_anyway(works: Sequence[Traits], left: Numbers, right: Numbers) -> Flags:
    """Whether something but the title may make a pair one work."""
    untitled = np.array([bool(one.raw) or not one.squeezed for one in works])
    kept: Flags = untitled[left] | untitled[right]
    for values in (
        (one.doi for one in works),
        (one.pmid for one in works),
        ((one.first, one.volume, one.families[:1]) if one.first and one.volume else None for one in works),
        ((one.first, one.last, one.year) if one.first != one.last else None for one in works),
    ):
        kept |= _shared(_codes(values), left, right)
    return kept


def worth_a_look(works: Sequence[Traits], left: Numbers, right: Numbers) -> Flags:
    """Which pairs of places could be one work.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Date, Name, Names, Work
    >>> said = {"author": Names(names=(Name(family="Lee"),)), "issued": Date(year=1990), "container_title": "Lancet"}
    >>> titles = "Bone loss in mice", "Bone loss in mouse", "Rickets of rats"
    >>> works = [traits(Work(title=title, **said)) for title in titles]
    >>> worth_a_look(works, np.array([0, 0]), np.array([1, 2])).tolist()
    [True, False]
    """
    kept = _kept_anyway(works, left, right)
    strange = _strangers(works, left, right)
    cut = np.array([not (one.year and one.container and one.families) for one in works], dtype=bool)
    rest = np.flatnonzero(~kept)
    for start in range(0, len(rest), _STEP):
        places = rest[start : start + _STEP]
        kept[places] = _titles_alike(works, left[places], right[places]) & ~strange[places]
        for whole, part in ((left, right), (right, left)):
            odd = places[~kept[places] & cut[whole[places]]]
            kept[odd] = [stands_in(works[one], works[other]) for one, other in zip(part[odd], whole[odd], strict=True)]
    return kept
