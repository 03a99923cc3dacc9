"""The rival readings of strings whose best labels are in doubt, and which of them wins."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np

from refparse.parse.crf import Decoded, Doubles, Floats, Ints, Steps
from refparse.parse.features import Batch, Vocabulary
from refparse.parse.paths import best_paths
from refparse.parse.ranking import Answers, Bools, Ranker, Readings, answers

#: Labels less probable together than this have rivals: below it nearly every tenth string is read
#: wrong, above it nine in a thousand of those the rivals would mend (measured on a fold).
_DOUBT = np.log(0.9)
#: Labels of a word less probable than this are not thought of, and so many paths are compared.
#: None of the three figures matters much. Of 5,000 strings of the gold, half of them from sources or under
#: licences the shipped model had learnt nothing from, 4,040 are read wholly right, and with a doubt of .8 or
#: .95 4,037 or 4,039, with labels from .01 or .05 on 4,040 or 4,038, with 4 or 8 paths 4,047 or 4,042: the
#: weights were learnt with the figures as they are, so others need them learnt anew, which was not tried.
_LEAST, _COUNT = 0.02, 6


class Seen(NamedTuple):
    """Some texts, and what the CRF makes of them."""

    batch: Batch
    #: The numbers of its words and gaps.
    met: Vocabulary
    #: Which text each string of the steps is, or is a piece of, and whether it is the whole of it.
    order: Ints
    whole: Bools
    steps: Steps
    #: At which place of the batch each word of the steps stands.
    where: Ints
    emissions: Floats
    decoded: Decoded


class Rivals(NamedTuple):
    """Readings of some strings of a batch, those of one string together, its most probable first."""

    #: For every reading, which string of the steps it reads, and how much less probable than the first it is (log).
    strings: Ints
    scores: Doubles
    #: The label numbers of every reading, one reading after the other; where each begins, and how many there are.
    labels: Ints
    begins: Ints
    lengths: Ints
    said: Answers


def rivals(seen: Seen, transitions: list[list[float]], roles: tuple[Ints, Ints]) -> Rivals | None:
    """The rivals of all strings in doubt; nothing where none is.

    ``transitions`` is ``[from][to]``, and ``roles`` are role and name part of each label, as
    :func:`refparse.parse.ranking.roles_of` has them.
    """
    steps, decoded = seen.steps, seen.decoded
    # What is asked of readings makes sense of whole ones.
    doubtful = (decoded.together < _DOUBT) & seen.whole
    # Words string by string, as they are read.
    words = np.flatnonzero(doubtful[steps.strings])
    if not len(words):
        return None
    words = words[np.lexsort((steps.positions[words], steps.strings[words]))]
    options = _options(words, seen.emissions, decoded)
    strings, scores, labels, places, lengths = [], [], [], [], []
    end = 0
    for string in np.flatnonzero(doubtful & (steps.lengths > 0)).tolist():
        begin, end = end, end + int(steps.lengths[string])
        paths = best_paths(options[begin:end], transitions, _COUNT)
        strings += [string] * len(paths)
        scores += [score - paths[0][0] for score, _ in paths]
        labels += [path for _, path in paths]
        places += [seen.where[words[begin:end]]] * len(paths)
        lengths += [end - begin] * len(paths)
    flat = np.fromiter(chain.from_iterable(labels), np.int64, sum(lengths))
    sizes = np.array(lengths, np.int64)
    these = Readings.of(flat, np.concatenate(places), sizes, roles=roles, batch=seen.batch, met=seen.met)
    return Rivals(np.array(strings), np.array(scores), flat, np.cumsum(sizes) - sizes, sizes, answers(these))


def _options(words: Ints, emissions: Floats, decoded: Decoded) -> list[list[tuple[int, float]]]:
    """For each of these words, the labels worth thinking of, with their emissions."""
    likely = decoded.chances[:, words].T > _LEAST
    likely[np.arange(len(words)), decoded.best[words]] = True
    at, label = np.nonzero(likely)
    pairs = list(zip(label.tolist(), emissions[label, words[at]].tolist(), strict=True))
    ends = np.cumsum(likely.sum(axis=1)).tolist()
    return [pairs[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def judged(these: Rivals, ranker: Ranker) -> tuple[Ints, Doubles]:
    """The place of the winner of each string among its rivals, and how sure the choice is.

    Of readings with equal points the more probable wins.
    """
    points = ranker.points(these.scores, these.said)
    begins = np.flatnonzero(np.append(True, these.strings[1:] != these.strings[:-1]))
    sizes = np.diff(np.append(begins, len(points)))
    highest = np.maximum.reduceat(points, begins)
    best = np.flatnonzero(points == np.repeat(highest, sizes))
    winners = best[np.append(True, these.strings[best[1:]] != these.strings[best[:-1]])]
    return winners, 1 / np.add.reduceat(np.exp(points - np.repeat(highest, sizes)), begins)
