"""Pairs that need no closer look: two titles, and nothing else in common that could outweigh them.

Titles are compared in bulk, millions of pairs a second; what is dismissed here would be called
different after a hundred times as much work.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from refparse.match.headlines import SHORTEST_INSIDE, everything, stands_in_whole
from refparse.match.sketches import LONGEST, in_common, letter_counts, missing, neighbours
from refparse.match.traits import Traits

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ALIKE, _BEGINS_ALIKE = 84.0, 90.0
_MUCH_SHORTER = 0.85
_SHORTEST = 10
#: Of a text that stands nearly whole in another, this share of neighbouring letters may be gone at most.
_GONE = 0.3
#: And this share of its letters is there at least, in order: less where the text's end cuts it.
_LETTERS, _LETTERS_AT_END = 0.9199, 0.8518
_MIX = np.uint64(0x9E3779B97F4A7C15)


def codes(values: Iterable[Hashable], count: int) -> Numbers:
    """A number for every value, 0 for a missing one: text that is empty, the number 0."""
    return np.fromiter(map(hash, values), np.int64, count)


def joined(*columns: Numbers) -> Numbers:
    """One number for the values of several columns, 0 where one of them is missing.

    >>> one, other = np.array([1, 1, 0]), np.array([2, 3, 4])
    >>> int(joined(one, other)[2]), len(set(joined(one, other).tolist()))
    (0, 3)
    """
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    stated = np.ones(len(columns[0]), dtype=np.bool_)
    for column in columns:
        stated &= column != 0
        mixed = (mixed ^ column.view(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return np.where(stated, mixed.view(np.int64), 0)


class Columns:
    """What bulk comparison needs of all works, a number each; texts by their hash."""

    def __init__(self, works: Sequence[Traits]) -> None:
        """Numbers of every work."""
        count = self.count = len(works)
        self.works = works
        self.doi = codes((one.doi for one in works), count)
        self.pmid = codes((one.pmid for one in works), count)
        self.lead = codes((one.families[0] if one.families else "" for one in works), count)
        self.least = codes((min(one.families) if one.families else "" for one in works), count)
        self.year = codes((one.year for one in works), count)
        self.volume = codes((one.volume for one in works), count)
        self.first = codes((one.first for one in works), count)
        self.last = codes((one.last for one in works), count)
        self.title = codes((one.squeezed for one in works), count)
        self.lengths = np.fromiter((len(one.squeezed) for one in works), np.int64, count)
        self.container = codes((one.container for one in works), count)


def _shared(column: Numbers, left: Numbers, right: Numbers) -> Flags:
    mine = column[left]
    return np.asarray((mine == column[right]) & (mine != 0), dtype=np.bool_)


def _apart(column: Numbers, left: Numbers, right: Numbers) -> Flags:
    mine, theirs = column[left], column[right]
    return np.asarray((mine != theirs) & (mine != 0) & (theirs != 0), dtype=np.bool_)


def _strangers(of: Columns, left: Numbers, right: Numbers) -> Flags:
    """Whether both say who, when and on which page, agree in none of it, and bear two titles."""
    apart = _apart(of.lead, left, right) & _apart(of.least, left, right) & _apart(of.first, left, right)
    return apart & ~_shared(of.title, left, right)


class _Titles:
    """Titles of many works as rows of letters, and the texts themselves."""

    def __init__(self, of: Columns) -> None:
        self.works = of.works
        self.lengths = of.lengths
        self.blanks = np.fromiter((len(one.title) for one in of.works), np.int64, of.count) - of.lengths
        self.counts = letter_counts(one.squeezed for one in of.works)
        self.long = of.lengths > LONGEST

    def alike(self, left: Numbers, right: Numbers) -> Flags:
        """Whether titles are much alike, in whatever order their words, or one begins or holds the other."""
        common = in_common(self.counts, left, right)
        mine, theirs = self.lengths[left], self.lengths[right]
        long = self.long[left] | self.long[right]
        blanks = self.blanks[left], self.blanks[right]
        spaced = 200 * (common + np.minimum(*blanks)) >= _ALIKE * (mine + theirs + blanks[0] + blanks[1])
        alike = np.zeros(len(left), dtype=np.bool_)
        self._mark(alike, np.flatnonzero(long | (200 * common >= _ALIKE * (mine + theirs))), left, right)
        swapped = mine > theirs
        short, full = np.where(swapped, right, left), np.where(swapped, left, right)
        self._begin_or_hold(alike, short, full, np.where(long, np.minimum(mine, theirs), common))
        self._mark(alike, np.flatnonzero(~alike & (spaced | long)), left, right, ordered=True)
        return alike

    def _begin_or_hold(self, alike: Flags, short: Numbers, full: Numbers, common: Numbers) -> None:
        """Set the flags of pairs where one title is very short, stands in the other, or begins it."""
        works, few, many = self.works, self.lengths[short], self.lengths[full]
        alike |= few < _SHORTEST
        rest = np.flatnonzero(~alike & (common >= few))
        alike[rest] = [
            works[one].squeezed in works[other].squeezed
            for one, other in zip(short[rest].tolist(), full[rest].tolist(), strict=True)
        ]
        rest = np.flatnonzero(~alike & (few < _MUCH_SHORTER * many) & (100 * common >= _BEGINS_ALIKE * few))
        titles = [works[place].squeezed for place in short[rest].tolist()]
        heads = [
            works[place].squeezed[:size] for place, size in zip(full[rest].tolist(), few[rest].tolist(), strict=True)
        ]
        alike[rest] = np.asarray(cpdist(titles, heads, scorer=ratio, score_cutoff=_BEGINS_ALIKE)) > 0

    def _mark(self, alike: Flags, rest: Numbers, left: Numbers, right: Numbers, *, ordered: bool = False) -> None:
        """Set the flags of those pairs among ``rest`` whose titles are alike."""
        works = self.works
        sides = [
            [_in_order(works[place].title) for place in side[rest].tolist()]
            if ordered
            else [works[place].squeezed for place in side[rest].tolist()]
            for side in (left, right)
        ]
        alike[rest] = np.asarray(cpdist(*sides, scorer=ratio, score_cutoff=_ALIKE)) > 0


def _in_order(title: str) -> str:
    return " ".join(sorted(title.split()))


def _letters_stand(titles: list[str], texts: list[str]) -> Flags:
    """Whether enough letters of titles stand in texts in their order, all through or at one end."""
    sizes = np.fromiter(map(len, titles), np.int64, len(titles))
    ends = (
        (_LETTERS, texts),
        (_LETTERS_AT_END, [text[:size] for text, size in zip(texts, sizes.tolist(), strict=True)]),
        (_LETTERS_AT_END, [text[-size:] for text, size in zip(texts, sizes.tolist(), strict=True)]),
    )
    stand = np.zeros(len(titles), dtype=np.bool_)
    for least, held in ends:
        stand |= np.asarray(cpdist(titles, held, scorer=LCSseq.similarity)) >= least * sizes
    return stand


def _stand_in(works: Sequence[Traits], part: Numbers, whole: Numbers) -> Flags:
    """Whether the title of one stands in some field of the other, which lacks a field."""
    stand = np.zeros(len(part), dtype=np.bool_)
    if not len(part):
        return stand
    (parts, mine), (wholes, theirs) = (np.unique(side, return_inverse=True) for side in (part, whole))
    titles = [works[place].squeezed for place in parts.tolist()]
    texts = [everything(works[place]) for place in wholes.tolist()]
    bits, others = neighbours(titles), neighbours(texts)
    sizes = np.fromiter(map(len, titles), np.int64, len(titles))[mine]
    may = sizes >= SHORTEST_INSIDE
    may[may] = missing(bits[mine[may]], others[theirs[may]]) <= _GONE * sizes[may] + 1
    rest = np.flatnonzero(may)
    rest = rest[_letters_stand([titles[n] for n in mine[rest].tolist()], [texts[n] for n in theirs[rest].tolist()])]
    stand[rest] = [
        stands_in_whole(titles[one], texts[other])
        for one, other in zip(mine[rest].tolist(), theirs[rest].tolist(), strict=True)
    ]
    return stand


class Look:
    """Which pairs of many works deserve a closer look."""

    def __init__(self, of: Columns) -> None:
        """Look at the works of these columns."""
        self._of = of
        self._titles = _Titles(of)
        self._untitled = (of.title == 0) | np.fromiter((bool(one.raw) for one in of.works), np.bool_, of.count)
        self._cut = (of.year == 0) | (of.container == 0) | (of.lead == 0)
        # Nobody named by two works is the same nobody; no year, no first page stated by both likewise.
        placed = joined(of.first, of.volume, np.where(of.lead == 0, 1, of.lead))
        ranged = np.where(of.first != of.last, joined(of.first + 1, of.last + 1, of.year + 1), 0)
        self._telling = of.doi, of.pmid, placed, ranged

    def _anyway(self, left: Numbers, right: Numbers) -> Flags:
        """Whether something but the title may make a pair one work."""
        kept: Flags = self._untitled[left] | self._untitled[right]
        for column in self._telling:
            kept |= _shared(column, left, right)
        return kept

    def worth(self, left: Numbers, right: Numbers) -> Flags:
        """Which of these pairs of places could be one work."""
        kept = self._anyway(left, right)
        rest = np.flatnonzero(~kept)
        known = rest[~_strangers(self._of, left[rest], right[rest])]
        kept[known] = self._titles.alike(left[known], right[known])
        for whole, part in ((left, right), (right, left)):
            odd = rest[~kept[rest] & self._cut[whole[rest]]]
            kept[odd] = _stand_in(self._of.works, part[odd], whole[odd])
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
    return Look(Columns(works)).worth(left, right)
