"""Plain questions about a word and its surroundings, answered for a whole batch at once.

Every column is something a person can ask too: which kinds of words stand left and right,
what lies between, how many years have been seen, what sort of stretch between two commas
this is and what sort comes next. A value is a small number that means something together
with its column only; the names of columns are part of every model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from refparse.parse.gaps import KIND, KINDS
from refparse.parse.groups import CLASS, COARSE, NUMBERS, SHORT_INITIALS, SORTS, YEARS
from refparse.parse.stretches import SORTS_OF_STRETCHES, STRETCHES, scene, stretches
from refparse.parse.words import CLASSES

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]

#: Every column and what it asks. A class is one of :data:`refparse.parse.words.CLASSES`, a gap one of
#: :data:`refparse.parse.gaps.KINDS`; a phrase is the name of a journal, a publisher or a place.
COLUMNS: Mapping[str, str] = {
    "h": "Which lists is the phrase on that the word belongs to, how long is it, where in it does the word stand?",
    "h-": "The same of the word before.",
    "h+": "The same of the word behind.",
    "cgc": "Which class has the word before, what gap follows it, which class has the word?",
    "c+gc": "The same of the word and the one behind it.",
    "ccc": "Which classes have the word before, the word, the word behind?",
    "gcg": "What gap stands before the word, which class has it, what gap stands behind it?",
    "cc-": "Which classes have the two words before and the word?",
    "cc+": "Which classes have the word and the two behind it?",
    "gg-": "What are the two gaps before the word, and which class has it?",
    "gg+": "What are the two gaps behind the word, and which class has it?",
    "i": "How many words stand before it in the string, 15 for more, and which class has it?",
    "b": "How many words stand behind it in the string, 12 for more, and which class has it?",
    "q": "In which eighth of the string does it stand, and is the string long?",
    "s": "What has been seen so far: years, numbers, 'in', '(eds)'; are we in brackets, in quotes?",
    "sc": "The same, and which class has the word?",
    "yc": "In which quarter of the string does the first year stand, is it in brackets, which class has the word?",
    "yq": "The same, in which eighth of the string does the word stand, how many years before it?",
    "y": "Is the word the first year, the first year again, another year, or none; what gaps stand around it?",
    "hc": "Which lists is its phrase on (as h), and which class has it?",
    "f": "How many years and numbers come behind the word, and which class has it?",
    "z": "Has the string no quotation, one still to come, one open here, one closed before; which class has the word?",
    "e": "Do 'in' and '(eds)' occur in the string, before the word or behind it, and which class has it?",
    "fg": "How many years come before and behind the word, how many numbers behind it, what gap stands before it?",
    "oc": "How does the string begin: the classes of its first two words, coarsely, and the gaps behind them?",
    "oq": "The same, and in which eighth of the string does the word stand?",
    "og": "The same, and what gap stands before the word?",
    **{f"t{name}": f"Of the stretch between two marks that part: {asks}" for name, asks in STRETCHES.items()},
    **{f"u{name}": f"Of the stretch between two ends of sentences: {asks}" for name, asks in STRETCHES.items()},
}

_K, _G = len(CLASSES), len(KINDS)
#: Columns that say what another one says and more: that other one, and how many values there are to each of its own.
CONTAINED: Mapping[str, tuple[str, int]] = {
    "hc": ("h", _K),
    "sc": ("s", _K),
    "oq": ("oc", 8),
    "tkk": ("tl", SORTS_OF_STRETCHES),
    "ukk": ("ul", SORTS_OF_STRETCHES),
}
_IN, _EDITOR = CLASS["cue:in"], CLASS["cue:editor"]
_BRACKET, _COLON, _STOP, _QUESTION = KIND[" ("], KIND[": "], KIND[". "], KIND["? "]
#: Where the first year stands in a string that has none.
_NO_YEAR = 9
_LONG = 40


@dataclass(frozen=True)
class Places:
    """A batch laid out for columns: strings end to end, ``pad`` empty places before each and behind the last."""

    pad: int
    #: Per string: the place of its first word, and how many it has.
    firsts: Ints
    lengths: Ints
    #: Per place: the number of the word, its class, and the hit of its phrase; 0 where there is none.
    words: Ints
    classes: Ints
    hits: Ints
    #: Per place, of the gap left of it: see :class:`refparse.parse.gaps.Gap`.
    kinds: Ints
    parens: Ints
    quotes: Ints
    breaks: Ints

    @cached_property
    def strings(self) -> Ints:
        """Per place: which string it belongs to."""
        return self.spread(np.arange(len(self.firsts), dtype=np.int32))

    @cached_property
    def first(self) -> Ints:
        """Per place: the first place of its string."""
        return self.spread(self.firsts)

    @cached_property
    def _spans(self) -> Ints:
        spans = self.lengths + self.pad
        spans[-1] += self.pad
        return spans

    @cached_property
    def _lasts(self) -> Ints:
        lasts: Ints = np.maximum(self.firsts + self.lengths, 1) - 1
        return lasts

    def spread(self, values: Ints) -> Ints:
        """Per place: the value of its string."""
        return np.repeat(values, self._spans)

    def so_far(self, flags: Bools | Ints) -> Ints:
        """Per place: how many of these there are in its string up to it, itself counted."""
        total = np.cumsum(flags, dtype=np.int32)
        return total - self.spread(total[self.firsts] - flags[self.firsts])

    def to_come(self, so_far: Ints, most: int) -> Ints:
        """Per place: how many of what was counted come behind it in its string, at most so many."""
        ahead: Ints = np.clip(self.spread(so_far[self._lasts]) - so_far, 0, most)
        return ahead


def columns(places: Places) -> dict[str, Ints]:
    """Every column by its name."""
    years = YEARS[places.classes]
    so_far = places.so_far(years)
    seen = np.minimum(so_far - years, 2)
    eighth = np.minimum(_index(places) * 8 // np.maximum(places.spread(places.lengths), 1), 7)
    quotation, quoted = _quotation(places)
    cued = _cued(places)
    found = {
        **_neighbours(places),
        **_position(places, eighth),
        **_seen(places, seen, quoted),
        **_years(places, years, so_far, seen, eighth),
        **_ahead(places, so_far, seen),
        "z": quotation * _K + places.classes,
        "e": cued * _K + places.classes,
        **_opening(places, eighth),
    }
    view = scene(places.classes, places.hits, places.first, seen, quotation * _NO_YEAR + cued)
    commas, sentences = _marks(places)
    found |= stretches("t", commas, view) | stretches("u", sentences, view)
    return {name: found[name] for name in COLUMNS}


def _shift(values: Ints, by: int) -> Ints:
    """The values of the place ``by`` to the right (left where negative), 0 beyond the ends."""
    out = np.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _index(places: Places) -> Ints:
    index: Ints = np.maximum(np.arange(len(places.words), dtype=np.int32) - places.first, 0)
    return index


def _neighbours(places: Places) -> dict[str, Ints]:
    c, g, hits = places.classes, places.kinds, places.hits
    before, after = _shift(c, -1), _shift(g, 1)
    around, through = (before * _G + g) * _K + c, (before * _K + c) * _K + _shift(c, 1)
    return {
        "h": hits,
        "h-": _shift(hits, -1),
        "h+": _shift(hits, 1),
        "hc": hits * _K + c,
        "cgc": around,
        "c+gc": _shift(around, 1),
        "ccc": through,
        "gcg": (g * _K + c) * _G + after,
        "cc-": _shift(through, -1),
        "cc+": _shift(through, 1),
        "gg-": (_shift(g, -1) * _G + g) * _K + c,
        "gg+": (after * _G + _shift(g, 2)) * _K + c,
    }


def _position(places: Places, eighth: Ints) -> dict[str, Ints]:
    index, lengths = _index(places), places.spread(places.lengths)
    behind = np.maximum(places.first + lengths - 1 - np.arange(len(index), dtype=np.int32), 0)
    return {
        "i": np.minimum(index, 15) * _K + places.classes,
        "b": np.minimum(behind, 12) * _K + places.classes,
        "q": eighth * 2 + (lengths > _LONG),
    }


def _seen(places: Places, years: Ints, quoted: Ints) -> dict[str, Ints]:
    numbers = NUMBERS[places.classes]
    seen_numbers = np.minimum(places.so_far(numbers) - numbers, 3)
    seen_in = np.minimum(places.so_far(places.classes == _IN), 1)
    seen_editor = np.minimum(places.so_far(places.classes == _EDITOR), 1)
    inside = np.clip(places.so_far(places.parens), 0, 1)
    state = ((((years * 4 + seen_numbers) * 2 + seen_in) * 2 + inside) * 2 + quoted) * 2 + seen_editor
    return {"s": state, "sc": state * _K + places.classes}


def _quotation(places: Places) -> tuple[Ints, Ints]:
    """0 for a string without quotations, 1 before the first, 2 inside one, 3 after one; and whether inside one."""
    marks = places.so_far(places.quotes)
    quoted = marks & 1
    none_ahead = places.to_come(marks, 1) == 0
    state = np.where(quoted > 0, 2, np.where(marks > 0, 3, np.where(none_ahead, 0, 1)))
    return state.astype(np.int32), quoted


def _cued(places: Places) -> Ints:
    """Whether "in" and "(eds)" do not occur (0), come behind (1) or before (2), as one number."""
    # "In" announces a container only after a mark, or before a colon.
    announces = (places.classes == _IN) & ((places.breaks > 0) | (_shift(places.kinds, 1) == _COLON))
    out = np.zeros_like(places.classes)
    for flags in (announces, places.classes == _EDITOR):
        so_far = places.so_far(flags)
        out = out * 3 + np.where(so_far > 0, 2, places.to_come(so_far, 1))
    return out


def _years(places: Places, years: Bools, so_far: Ints, seen: Ints, eighth: Ints) -> dict[str, Ints]:
    """Columns about the year, whose place sets the style of the whole string."""
    where = np.flatnonzero(years)
    leads = so_far[where] == 1
    firsts = where[leads]
    strings = places.strings[firsts]
    # A second year that repeats the first is a volume ("2012;2012:1-5"); another is part of a title or a name.
    repeats = np.zeros_like(places.words)
    same = places.words[firsts][np.cumsum(leads) - 1] == places.words[where]
    repeats[where] = np.where(leads, 1, np.where(same, 2, 3))
    style = np.full(len(places.firsts), _NO_YEAR, np.int32)
    quarter = (firsts - places.firsts[strings]) * 4 // places.lengths[strings]
    style[strings] = quarter * 2 + (places.kinds[firsts] == _BRACKET)
    styles = places.spread(style)
    return {
        "yc": styles * _K + places.classes,
        "yq": (styles * 8 + eighth) * 3 + seen,
        "y": (repeats * _G + places.kinds) * _G + _shift(places.kinds, 1),
    }


def _ahead(places: Places, so_far: Ints, seen: Ints) -> dict[str, Ints]:
    years = places.to_come(so_far, 2)
    numbers = places.to_come(places.so_far(NUMBERS[places.classes]), 3)
    return {
        "f": (years * 4 + numbers) * _K + places.classes,
        "fg": ((years * 3 + seen) * 4 + numbers) * _G + places.kinds,
    }


def _opening(places: Places, eighth: Ints) -> dict[str, Ints]:
    """How the string begins, which tells the style as the place of the year does."""
    firsts, most = places.firsts, len(places.kinds) - 1
    sorts = [
        COARSE[places.classes[firsts + at]] * _G + places.kinds[np.minimum(firsts + at + 1, most)] for at in (0, 1)
    ]
    opening = places.spread(sorts[0] * SORTS * _G + sorts[1])
    return {"oc": opening, "oq": opening * 8 + eighth, "og": opening * _G + places.kinds}


def _marks(places: Places) -> tuple[Bools, Bools]:
    """At which places a stretch begins that a mark parts from the one before, and at which a sentence does."""
    before = _shift(places.classes, -1)
    edge = (places.classes == 0) | (before == 0)
    stop = (places.breaks == 1) & ~SHORT_INITIALS[before]
    commas = (places.breaks == 2) | stop | edge
    return commas, (stop & (places.kinds == _STOP)) | (places.kinds == _QUESTION) | edge
