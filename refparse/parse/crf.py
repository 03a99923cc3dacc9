"""Inference in a linear-chain CRF for many strings at once.

The same recursions as any CRF (Lafferty, McCallum and Pereira 2001), laid out so that one
step of numpy serves the same position of every string in the batch. Strings are sorted by
length, longest first, and their words lie *in step*: all first words, then the second words
of the strings that have one, and so on. Nothing is padded, so a batch takes memory by its
words, however unlike the lengths of its strings.

Everywhere ``emissions`` is ``[label, word]``, the words in step, and ``transitions`` is
``[from, to]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: The log of a half, and room for rounding: a path more probable than that has no better one.
_MOST = -0.69
#: Strings of more words are read in pieces, of so many words each. A step takes about as long for one
#: string as for dozens, and so a long string as it is takes dozens of times as long as many short
#: ones. The longest of 26,016 labelled references has 148 words; an author list of thousands is longer.
_LONG, _PIECE = 512, 128


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the words of some strings lie when they lie in step."""

    lengths: Ints
    #: Where the words of each step begin and, last, where all end.
    edges: Ints
    #: For every word, which string it is of, and its position in it.
    strings: Ints
    positions: Ints
    #: For every word but first ones, where the word before it lies.
    before: Ints


def in_step(lengths: Ints) -> Steps:
    """Where words lie in step, of strings with so many words, the longest first.

    >>> steps = in_step(np.array([3, 1]))
    >>> steps.strings.tolist(), steps.positions.tolist(), steps.edges.tolist()
    ([0, 1, 0, 0], [0, 0, 1, 2], [0, 2, 3, 4])
    """
    running = np.bincount(lengths)[::-1].cumsum()[::-1][1:]
    ends = np.cumsum(running)
    begins = ends - running
    strings = np.arange(running.sum()) - np.repeat(begins, running)
    positions = np.repeat(np.arange(len(running)), running)
    first = int(running[0]) if len(running) else 0
    before = begins[positions[first:] - 1] + strings[first:]
    return Steps(lengths, np.append(0, ends), strings, positions, before)


class Decoded(NamedTuple):
    """The best labels of some strings, and how sure they are."""

    #: The best label of every word.
    best: Ints
    #: How probable each label of each word is, ``[label, word]``.
    chances: Floats
    #: The logarithm of how probable the labels of each string are together.
    together: Doubles


def pieces(lengths: Ints) -> tuple[Ints, Ints, Ints]:
    """Strings of so many words in pieces short enough to be stepped through: which string each is of, where, how long.

    >>> [part.tolist() for part in pieces(np.array([3, 600]))]
    [[0, 1, 1, 1, 1, 1], [0, 0, 128, 256, 384, 512], [3, 128, 128, 128, 128, 88]]

    Where a string is cut, no label depends on the one before: strings of less than
    :data:`_LONG` words, as references are, stay whole.
    """
    each = np.where(lengths > _LONG, _PIECE, np.maximum(lengths, 1))
    count = np.maximum(-(-lengths // each), 1)
    strings = np.repeat(np.arange(len(lengths)), count)
    starts = (np.arange(len(strings)) - np.repeat(np.cumsum(count) - count, count)) * each[strings]
    return strings, starts, np.minimum(lengths[strings] - starts, each[strings])


def decode(emissions: Floats, transitions: Floats, steps: Steps) -> Decoded:
    """The best path of every string."""
    chances, totals = probabilities(emissions, transitions, steps)
    # The likeliest label of each word is nearly always on the best path, and where these
    # have most of the probability together they must be it: only other strings are searched.
    best = chances.argmax(axis=0)
    together = _together(emissions, transitions, best, totals, steps)
    unsure = together < _MOST
    if unsure.any():
        words, some = unsure[steps.strings], in_step(steps.lengths[unsure])
        theirs = emissions[:, words]
        best[words] = viterbi(theirs, transitions, some)
        together[unsure] = _together(theirs, transitions, best[words], totals[words], some)
    chances /= np.add.reduce(chances, axis=0)
    return Decoded(best, chances, together)


def probabilities(emissions: Floats, transitions: Floats, steps: Steps) -> tuple[Floats, Floats]:
    """How probable each label of each word is, and logarithms whose sum over a string is that of all its paths.

    The probabilities of a word sum to 1 but for rounding.
    """
    highest = emissions.max(axis=0)
    local = np.exp(emissions - highest)
    weights, totals = np.exp(transitions), np.empty_like(highest)
    arrive = np.ascontiguousarray(weights.T)
    forward = np.empty_like(local)
    before = 0
    for begin, end in pairwise(steps.edges.tolist()):
        here = local[:, begin:end]
        if begin:
            here = (arrive @ forward[:, before : before + end - begin]) * here
        np.divide(here, np.add.reduce(here, axis=0, out=totals[begin:end]), out=forward[:, begin:end])
        before = begin
    # Divided by what the way there was divided by, the way back keeps its size too.
    local /= totals
    edges = steps.edges[::-1].tolist()
    for end, middle, begin in zip(edges, edges[1:], edges[2:], strict=False):
        onward = weights @ local[:, middle:end]
        there = begin + end - middle
        forward[:, begin:there] *= onward
        local[:, begin:there] *= onward
    return forward, highest + np.log(totals)


def _together(emissions: Floats, transitions: Floats, labels: Ints, totals: Floats, steps: Steps) -> Doubles:
    """The log of how probable the labels of each string are together."""
    gains = emissions[labels, np.arange(len(labels))] - totals
    first = len(labels) - len(steps.before)
    gains[first:] += transitions[labels[steps.before], labels[first:]]
    return np.bincount(steps.strings, weights=gains, minlength=len(steps.lengths)).astype(np.float64, copy=False)


def viterbi(emissions: Floats, transitions: Floats, steps: Steps) -> Ints:
    """The labels of the best path of every string; ties go to the first label, as in crfsuite."""
    best = np.zeros(len(steps.strings), np.int64)
    # The scores of every prefix are kept: where the path goes is asked of one label a string
    # on the way back, not of every label on the way.
    scores = emissions.copy()
    pairs = transitions[:, :, None]
    before = 0
    for begin, end in pairwise(steps.edges[1:].tolist()):
        reached = scores[:, before : before + end - begin]
        scores[:, begin:end] += np.maximum.reduce(reached[:, None, :] + pairs, axis=0)
        before = begin
    label = best[:0]
    for end, begin in pairwise(steps.edges[::-1].tolist()):
        here = scores[:, begin:end]
        here[:, : len(label)] += transitions[:, label]
        label = here.argmax(axis=0)
        best[begin:end] = label
    return best
