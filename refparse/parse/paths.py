"""The most probable ways to label one string, when the best way is in doubt.

Nearly every word has one label worth thinking of; only words that have two or more are
branched at, so that a string takes time by its doubts, not by its length times the number
of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

#: Paths up to a word that end in one label: (score, choices), best first. Choices are (word, label, earlier ones).
_Choices = tuple[int, int, "_Choices"] | None
_Ways = list[tuple[float, _Choices]]
_SCORE = itemgetter(0)


def best_paths(
    options: Sequence[Sequence[tuple[int, float]]], transitions: Sequence[Sequence[float]], count: int
) -> list[tuple[float, list[int]]]:
    """At most so many paths, the best first, each with its score.

    ``options`` are the labels worth thinking of for each word, with their emissions, and
    ``transitions`` is ``[from][to]``.

    >>> best_paths([[(0, 0.0)], [(0, 1.0), (1, 2.0)]], [[0.5, 0.0], [0.0, 0.0]], 2)
    [(2.0, [0, 1]), (1.5, [0, 0])]

    The same as taking the best of all paths through these labels, as long as no two score alike.
    """
    if not options:
        return []
    usual = [labels[0][0] for labels in options]
    reached: dict[int, _Ways] = {label: [(gain, (0, label, None))] for label, gain in options[0]}
    sure = 0.0
    for word, labels in enumerate(options[1:], 1):
        if len(labels) == 1:
            [(label, gain)] = labels
            if len(reached) == 1:
                [(before, some)] = reached.items()
                sure += transitions[before][label] + gain
            else:
                sure += gain
                some = [(score + transitions[b][label], made) for b, ways in reached.items() for score, made in ways]
                some.sort(key=_SCORE, reverse=True)
                del some[count:]
            reached = {label: some}
        else:
            reached = {label: _onward(reached, transitions, (word, label, gain), count) for label, gain in labels}
    ways = [way for some in reached.values() for way in some]
    ways.sort(key=_SCORE, reverse=True)
    return [(score + sure, _path(usual, choices)) for score, choices in ways[:count]]


def _onward(
    reached: dict[int, _Ways], transitions: Sequence[Sequence[float]], choice: tuple[int, int, float], count: int
) -> _Ways:
    """The best ways to one of the labels of a word, with what it gains, from those to the word before."""
    word, label, gain = choice
    ways: _Ways = []
    for before, some in reached.items():
        step = transitions[before][label] + gain
        ways += [(score + step, (word, label, choices)) for score, choices in some]
    if len(reached) > 1:
        ways.sort(key=_SCORE, reverse=True)
        del ways[count:]
    return ways


def _path(usual: list[int], choices: _Choices) -> list[int]:
    path = usual.copy()
    while choices:
        word, label, choices = choices
        path[word] = label
    return path
