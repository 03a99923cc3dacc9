"""What the labeller sees of a batch of reference strings: words, gaps and phrases by number, and columns.

Words and gaps are numbered as they are met, and what can be said of one on its own is
worked out once. The strings of a batch are laid end to end, so that everything else, the
columns of :mod:`refparse.parse.columns` above all, is computed for all words at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from refparse.parse.columns import Places, columns
from refparse.parse.gaps import Gap, read_gap
from refparse.parse.groups import NUMBERS, YEARS
from refparse.parse.hits import FIRST, INNER, LAST, packed, packed_words
from refparse.parse.tokens import parts
from refparse.parse.words import Lexicon, word_class

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]

#: Empty places before each string and behind the last: neighbours can be looked at without asking for the edge.
PAD = 2
_NOTHING = ["", "", "", ""]
#: Beside a number, a year or the edge of the string a phrase can begin and end.
_EDGES = NUMBERS | YEARS
_EDGES[0] = True


@dataclass(slots=True)
class Vocabulary:
    """Words and gaps met so far, numbered in the order met; word 0 is none, gap 0 is empty."""

    lexicon: Lexicon
    words: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)
    #: The words as spelt and in small letters; the gaps as read.
    spelt: list[str] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    gap_rows: list[Gap] = field(default_factory=list)
    #: Per word: its class, the lists it is on as a phrase of its own, whether a phrase begins with it, its length.
    word_table: Ints = field(default_factory=lambda: np.zeros((4, 1), np.int32))
    #: Per gap: all of :class:`Gap` but the key, and its length.
    gap_table: Ints = field(default_factory=lambda: np.zeros((7, 0), np.int32))
    #: Every beginning of a phrase whose first word has been met, so that a search knows when to stop.
    beginnings: set[str] = field(default_factory=set)
    #: Words next to one another that begin no phrase, though the first one does: its number and the second's.
    apart: set[int] = field(default_factory=set)
    #: How many characters all that is remembered has.
    size: int = 0

    _phrases: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Number what stands between strings."""
        self._phrases = sorted(self.lexicon.phrases)
        self.words[""] = 0
        self.spelt.append("")
        self.lows.append("")
        self.meet_gaps([""])

    def meet_words(self, words: Iterable[str]) -> None:
        """Number the words met for the first time."""
        new = [word for word in dict.fromkeys(words) if word not in self.words]
        lows = [word.lower() for word in new]
        self.words.update(zip(new, range(len(self.spelt), len(self.spelt) + len(new)), strict=True))
        self.spelt += new
        self.lows += lows
        self.size += sum(map(len, new))
        lexicon = self.lexicon
        rows = [
            (word_class(word, lexicon), lexicon.phrases.get(low, 0), self._begins(low), len(word))
            for word, low in zip(new, lows, strict=True)
        ]
        self.word_table = np.hstack([self.word_table, np.array(rows, np.int32).T])

    def _begins(self, low: str) -> bool:
        """Whether longer phrases begin with a word; their beginnings are remembered."""
        start = bisect_left(self._phrases, f"{low} ")
        # "!" is the character after the blank.
        for phrase in self._phrases[start : bisect_left(self._phrases, f"{low}!", start)]:
            at = len(phrase)
            while at > 0 and (beginning := phrase[:at]) not in self.beginnings:
                self.beginnings.add(beginning)
                at = beginning.rfind(" ")
        return low in self.beginnings

    def meet_gaps(self, gaps: Iterable[str]) -> None:
        """Number the gaps met for the first time."""
        new = [gap for gap in dict.fromkeys(gaps) if gap not in self.gaps]
        rows = [read_gap(gap) for gap in new]
        self.gaps.update(zip(new, range(len(self.gap_rows), len(self.gap_rows) + len(new)), strict=True))
        self.gap_rows += rows
        self.size += sum(map(len, new))
        table = np.array([(*row[1:], len(gap)) for row, gap in zip(rows, new, strict=True)], np.int32)
        self.gap_table = np.hstack([self.gap_table, table.T])

    def number(self, words: list[str], gaps: list[str]) -> tuple[Ints, Ints]:
        """The numbers of words and gaps, new ones numbered first."""
        try:
            word_numbers = np.fromiter(map(self.words.__getitem__, words), np.int32, len(words))
        except KeyError:
            self.meet_words(words)
            word_numbers = np.fromiter(map(self.words.__getitem__, words), np.int32, len(words))
        try:
            gap_numbers = np.fromiter(map(self.gaps.__getitem__, gaps), np.int32, len(gaps))
        except KeyError:
            self.meet_gaps(gaps)
            gap_numbers = np.fromiter(map(self.gaps.__getitem__, gaps), np.int32, len(gaps))
        return word_numbers, gap_numbers


@dataclass(frozen=True, slots=True)
class Batch:
    """Strings laid end to end, :data:`PAD` empty places before each and behind the last."""

    #: The number of the word at every place, 0 between strings, and of the gap left of it.
    words: Ints
    gaps: Ints
    #: First place and length of every string.
    firsts: Ints
    lengths: Ints
    #: Where each word starts in its string; between strings it means nothing.
    starts: Ints
    #: The words of every string.
    texts: list[list[str]]
    columns: dict[str, Ints]
    #: Per place, the phrase of our lists it stands in, as :mod:`refparse.parse.hits` packs it.
    hits: Ints


def observe(texts: Sequence[str], vocabulary: Vocabulary) -> Batch:
    """The batch made of some strings, of at least one.

    >>> from refparse.parse.words import Lexicon
    >>> batch = observe(["Skin 12"], Vocabulary(Lexicon({}, frozenset(), frozenset(), {})))
    >>> batch.words.tolist(), batch.texts
    ([0, 0, 1, 2, 0, 0], [['Skin', '12']])
    """
    every = list(_NOTHING)
    firsts, ends = [], []
    for text in texts:
        firsts.append(len(every) // 2)
        every += parts(text)
        ends.append(len(every) // 2)
        # What stands behind the last word is the gap left of the first empty place.
        every += _NOTHING[1:]
    words, gaps = every[1::2], every[::2]
    word, gap = vocabulary.number(words, gaps)
    first, length = np.array(firsts, np.int32), np.array(ends, np.int32) - np.array(firsts, np.int32)
    classes, lists, begins, sizes = vocabulary.word_table.take(word, axis=1)
    kinds, parens, quotes, breaks, inside, plain, widths = vocabulary.gap_table.take(gap, axis=1)
    hits = find_phrases(word, classes, lists, begins, inside, plain, vocabulary)
    places = Places(PAD, first, length, word, classes, hits, kinds, parens, quotes, breaks)
    starts = np.cumsum(sizes + widths, dtype=np.int32) - sizes
    starts -= places.spread((starts - widths)[first])
    return Batch(
        words=word, gaps=gap, firsts=first, lengths=length, starts=starts,
        texts=[words[begin:end] for begin, end in zip(firsts, ends, strict=True)], columns=columns(places), hits=hits,
    )  # fmt: skip


def find_phrases(
    words: Ints, classes: Ints, lists: Ints, begins: Ints, inside: Ints, plain: Ints, vocabulary: Vocabulary
) -> Ints:
    """For every word, the hit of its phrase as :mod:`refparse.parse.hits` packs it; 0 where there is none.

    All are per place, as in :class:`Vocabulary`. Of phrases that begin with one word the
    longest counts; one word alone must stand apart on both sides.
    """
    edges = _EDGES[classes]
    closes = edges | (plain == 0)
    opens = plain == 0
    opens[1:] |= edges[:-1]
    alone = opens & (lists > 0)
    alone[:-1] &= closes[1:]
    hits = packed_words(np.where(alone, lists, 0))
    ahead = begins != 0
    ahead[:-1] &= (inside[1:] != 0) & (classes[1:] != 0)
    lows, beginnings, phrases = vocabulary.lows, vocabulary.beginnings, vocabulary.lexicon.phrases
    starts = np.flatnonzero(ahead)
    pairs = words[starts].astype(np.int64) << 32 | words[starts + 1]
    free = 0
    for at, pair in zip(starts.tolist(), pairs.tolist(), strict=True):
        if at < free or pair in vocabulary.apart:
            continue
        key, end, best, found = lows[words[at]], at + 1, 0, 0
        # An empty place ends every phrase: no beginning of one ends in a blank.
        while inside[end] and (key := f"{key} {lows[words[end]]}") in beginnings:
            end += 1
            if closes[end] and key in phrases:
                best, found = end, phrases[key]
        if end == at + 1:
            vocabulary.apart.add(pair)
        if best:
            hits[at:best] = packed(found, best - at, INNER)
            hits[at], hits[best - 1] = packed(found, best - at, FIRST), packed(found, best - at, LAST)
            free = best
    return hits
