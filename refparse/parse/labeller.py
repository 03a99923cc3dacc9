"""Labels for the words of reference strings, with how sure each is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.parse.columns import COLUMNS, CONTAINED
from refparse.parse.crf import Doubles, Floats, Ints, decode, in_step, pieces
from refparse.parse.features import PAD, Batch, Vocabulary, observe
from refparse.parse.model import Model
from refparse.parse.ranking import Ranker, roles_of
from refparse.parse.rivals import Rivals, Seen, judged, rivals
from refparse.parse.words import word_features

Rows = NDArray[np.int32]

#: Neighbours that a word's own features speak of.
OFFSETS = (-2, -1, 0, 1, 2)
#: Gaps that a word's decision looks at: prefix of the key, and how far right of the word's left gap.
GAPS = (("g=", 0), ("G=", 1), ("g-=", -1), ("G+=", 2))
#: Words and characters remembered before the memory is emptied: 60,000 words take some 40 MB.
_REMEMBERED, _CHARACTERS = 60_000, 2_000_000
#: Places worked on at once: what they take fits a processor's cache.
_BLOCK = 4096


class Labelling(NamedTuple):
    """One string cut into words, each with its label and the label's probability."""

    words: list[str]
    starts: list[int]
    labels: list[str]
    probabilities: list[float]
    #: Natural logarithm of how probable all the labels are together.
    together: float
    #: How many of the words the labeller had never met in training.
    strange: int
    #: How sure it is that this reading, not one of its rivals, is the best; 1 where it has none.
    choice: float = 1.0


class Labeller:
    """A model made ready for use; what it learns of words it meets makes the next string faster."""

    def __init__(self, model: Model) -> None:
        """Lay the weights out as tables."""
        self.model = model
        #: How results name it: ``labeller:`` and the beginning of the model's hash.
        self.name = f"labeller:{model.name}"
        self._count = len(model.labels)
        self._word_rows = dict(zip(model.words.keys, range(len(model.words.keys)), strict=True))
        self._word_weights = model.words.dense(self._count)
        # Row 0 is what nothing is known of.
        self._column_weights = np.vstack([np.zeros((1, self._count), np.float32), model.columns.dense(self._count)])
        self._columns, self._gap_rows = _indexes(model, self._column_weights)
        self._ranker = Ranker(model.ranking)
        self._roles = roles_of(model.labels)
        self._forget()

    def _forget(self) -> None:
        self._vocabulary = Vocabulary(self.model.lexicon)
        #: What each word met says of the places around it, one table for each of OFFSETS.
        self._words = np.zeros((len(OFFSETS), 1, self._count), np.float32)
        #: The row of each gap met, for each of GAPS.
        self._gaps = np.zeros((len(GAPS), 0), np.int32)
        #: Whether training never met a word.
        self._strange = np.zeros(1, np.int32)

    def label(self, texts: Sequence[str]) -> list[Labelling]:
        """The labelling of each text, in order.

        Linear in the length of the texts; a text without a word gets an empty labelling.
        """
        if not texts:
            return []
        seen = self._see(texts)
        best, chances, together = seen.decoded
        choice = np.ones(len(seen.order))
        if self._ranker.ready and (them := self._rivals(seen)) is not None:
            winners, sure = judged(them, self._ranker)
            choice[them.strings[winners]] = sure
            for winner in winners[them.scores[winners] < 0].tolist():
                string, begin = them.strings[winner], them.begins[winner]
                length = them.lengths[winner]
                best[seen.steps.edges[:length] + string] = them.labels[begin : begin + length]
                together[string] += them.scores[winner]
        return self._labellings(seen, best, chances[best, np.arange(len(best))], together, choice)

    def rivals(self, texts: Sequence[str]) -> tuple[Rivals | None, Ints]:
        """The rival readings of some texts, and which text each string of them is: what a ranker learns from."""
        seen = self._see(texts)
        return self._rivals(seen), seen.order

    def _see(self, texts: Sequence[str]) -> Seen:
        if len(self._vocabulary.spelt) > _REMEMBERED or self._vocabulary.size > _CHARACTERS:
            self._forget()
        batch = observe(texts, self._vocabulary)
        self._learn()
        strings, starts, lengths = pieces(batch.lengths.astype(np.int64))
        order = np.argsort(-lengths, kind="stable")
        steps = in_step(lengths[order])
        where = (batch.firsts[strings] + starts)[order][steps.strings] + steps.positions
        emissions = np.ascontiguousarray(self._emissions(batch).take(where, axis=0).T)
        decoded = decode(emissions, self.model.transitions, steps)
        whole = (lengths == batch.lengths[strings])[order]
        return Seen(batch, self._vocabulary, strings[order], whole, steps, where, emissions, decoded)

    def _rivals(self, seen: Seen) -> Rivals | None:
        return rivals(seen, self.model.transitions.tolist(), self._roles)

    def _labellings(self, seen: Seen, best: Ints, sure: Floats, together: Doubles, choice: Doubles) -> list[Labelling]:
        batch, order, where = seen.batch, seen.order, seen.where
        labels, probabilities = np.zeros(len(batch.words), np.intp), np.zeros(len(batch.words), np.float32)
        labels[where], probabilities[where] = best, sure
        named = list(map(self.model.labels.__getitem__, labels.tolist()))
        starts, chances = batch.starts.tolist(), probabilities.tolist()
        strange = np.append(0, np.cumsum(self._strange[batch.words]))
        lasts = batch.firsts + batch.lengths
        in_order = np.zeros((2, len(batch.texts)))
        np.add.at(in_order[0], order, together)
        # Of pieces none has rivals.
        in_order[1, order] = choice
        unknown = (strange[lasts] - strange[batch.firsts]).tolist()
        rows = zip(batch.texts, batch.firsts.tolist(), lasts.tolist(), *in_order.tolist(), unknown, strict=True)
        return [
            Labelling(words, starts[first:last], named[first:last], chances[first:last], log, new, chosen)
            for words, first, last, log, chosen, new in rows
        ]

    def _learn(self) -> None:
        """Work out what the words and gaps met for the first time say."""
        vocabulary, rows = self._vocabulary, self._word_rows
        known, known_gaps = len(self._strange), self._gaps.shape[1]
        new = vocabulary.spelt[known:]
        found: list[tuple[int, int, int]] = []
        strange = []
        for number, word in enumerate(new, known):
            near, alone = word_features(word, self.model.lexicon)
            strange.append(not any(f"0{feature}" in rows for feature in near if feature[:2] in ("w=", "n=")))
            for place, offset in enumerate(OFFSETS):
                found += [(place, number, rows[key]) for feature in near if (key := f"{offset}{feature}") in rows]
            found += [(OFFSETS.index(0), number, rows[feature]) for feature in alone if feature in rows]
        self._strange = np.append(self._strange, np.array(strange, np.int32))
        if len(self._strange) > self._words.shape[1]:
            # Twice the room each time, so that all the copying stays in proportion to what is known.
            room = np.zeros((len(OFFSETS), 2 * len(self._strange) - known, self._count), np.float32)
            self._words = np.concatenate([self._words[:, :known], room], axis=1)
        if found:
            place, number, row = np.array(found).T
            np.add.at(self._words, (place, number), self._word_weights[row])
        if len(vocabulary.gap_rows) > known_gaps:
            new_gaps = vocabulary.gap_rows[known_gaps:]
            rows_of = [[self._gap_rows.get(prefix + gap.key, 0) for gap in new_gaps] for prefix, _ in GAPS]
            self._gaps = np.hstack([self._gaps, np.array(rows_of, np.int32)])

    def _emissions(self, batch: Batch) -> Floats:
        """``[place, label]`` from everything seen of each word; between strings it means nothing."""
        places = len(batch.words)
        scores = np.zeros((places, self._count), np.float32)
        rows = self._rows_of_gaps(batch)
        rows += [index.take(batch.columns[name], mode="clip") for name, index in self._columns.items()]
        for begin in range(PAD, places - PAD, _BLOCK):
            end = min(begin + _BLOCK, places - PAD)
            score = scores[begin:end]
            taken = np.empty_like(score)
            for table, offset in zip(self._words, OFFSETS, strict=True):
                # What stands at t+offset speaks of t under that offset.
                score += table.take(batch.words[begin + offset : end + offset], axis=0, out=taken, mode="clip")
            for row in rows:
                score += self._column_weights.take(row[begin:end], axis=0, out=taken, mode="clip")
        return scores

    def _rows_of_gaps(self, batch: Batch) -> list[Rows]:
        """For each of GAPS the row of every place; a gap beyond the first or the last word is not looked at."""
        out = []
        for table, (_, offset) in zip(self._gaps, GAPS, strict=True):
            rows = np.zeros(len(batch.gaps), np.int32)
            middle = slice(PAD, len(rows) - PAD)
            rows[middle] = table[batch.gaps[PAD + offset : len(rows) - PAD + offset]]
            if offset not in (0, 1):
                beyond = offset if offset < 0 else offset - 1
                rows[middle] *= batch.words[PAD + beyond : len(rows) - PAD + beyond] != 0
            out.append(rows)
        return out


def _indexes(model: Model, weights: Floats) -> tuple[dict[str, Rows], dict[str, int]]:
    """For each column the row of every value, its last entry, 0, for all beyond; and the row of each gap's key."""
    keys = model.columns.keys
    found: dict[str, Rows] = {}
    for name in COLUMNS:
        start, end = bisect_left(keys, f"{name}:"), bisect_left(keys, f"{name};")
        if start < end:
            values = np.fromstring("\n".join(keys[start:end]).replace(f"{name}:", ""), np.int64, sep="\n")
            found[name] = np.zeros(values.max() + 2, np.int32)
            found[name][values] = np.arange(start + 1, end + 1)
    gaps: dict[str, int] = {}
    for prefix, _ in GAPS:
        start, end = bisect_left(keys, prefix), bisect_left(keys, f"{prefix[:-1]}>")
        gaps.update(zip(keys[start:end], range(start + 1, end + 1), strict=True))
    for fine, (coarse, each) in CONTAINED.items():
        if fine in found and coarse in found:
            found[fine] = _merged(found[fine], found.pop(coarse), each, weights)
    return found, gaps


def _merged(fine: Rows, coarse: Rows, each: int, weights: Floats) -> Rows:
    """One index for two columns, of which one follows from the other: where both have weights they are added up."""
    known = np.flatnonzero(coarse)
    values = (known[:, None] * each + np.arange(each)).ravel()
    rows = coarse[known].repeat(each)
    index = np.zeros(max(len(fine), len(coarse) * each), np.int32)
    index[: len(fine)] = fine
    here = index[values]
    weights[here[here > 0]] += weights[rows[here > 0]]
    index[values] = np.where(here > 0, here, rows)
    return index
