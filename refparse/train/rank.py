"""Weights for judging whole readings, learnt from readings known to be right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.parse.crf import Doubles, Ints
from refparse.parse.labeller import Labeller
from refparse.parse.model import Weights
from refparse.parse.ranking import OWN, Answers
from refparse.train.calibrate import agreeing, wanted
from refparse.train.gold import Row

#: Strings labelled at once, for the memory they take; it changes no result.
_BATCH = 256
#: Answers given for fewer strings than this are left out: judged, not measured.
_SELDOM = 3
#: Pulls every weight towards none (chosen on a fold); the labeller's own score is held by little (judged).
_RIDGE, _OWN_RIDGE = 5.0, 0.01
#: Rounds after which the search for weights is ended: judged, not measured.
_ROUNDS = 200


class Examples(NamedTuple):
    """The rival readings of some strings, and which of each string's are best."""

    #: For every reading, the string it reads, how much less probable than the first it is, whether none is better.
    strings: Ints
    scores: Doubles
    best: NDArray[np.bool_]
    said: Answers


def examples(labeller: Labeller, known: Sequence[Row]) -> Iterator[Examples]:
    """The rivals of strings that a labeller did not learn from and is in doubt of, judged by the gold."""
    for first in range(0, len(known), _BATCH):
        rows = known[first : first + _BATCH]
        texts = [row["raw"] for row in rows]
        them, order = labeller.rivals(texts)
        if them is None:
            continue
        labellings, names = labeller.label(texts), labeller.model.labels
        stated = list(map(wanted, rows))
        right = []
        for string, begin, length in zip(them.strings, them.begins, them.lengths, strict=True):
            text = order[string]
            labels = [names[number] for number in them.labels[begin : begin + length]]
            right.append(
                sum(agreeing(rows[text], stated[text], labellings[text]._replace(labels=labels), labeller.model))
            )
        most = np.zeros(len(rows), np.int64)
        np.maximum.at(most, them.strings, right)
        yield Examples(them.strings, them.scores, np.array(right) == most[them.strings], them.said)


def learn_ranking(known: Iterable[Examples]) -> Weights:
    """Weights under which the best reading of each string is as probable as can be, few of them large."""
    joined = _joined(list(known))
    if joined is None:
        return Weights.of({})
    from scipy.optimize import minimize
    from scipy.sparse import csr_array

    at, column, keys = _design(joined)
    size = len(joined.scores)
    facts = csr_array(
        (
            np.concatenate([np.ones(len(at)), joined.scores, np.exp(joined.scores)]),
            (np.concatenate([at, np.arange(size), np.arange(size)]),
             np.concatenate([column, np.full(size, len(keys)), np.full(size, len(keys) + 1)])),
        ),
        shape=(size, len(keys) + 2),
    )  # fmt: skip
    begins = np.flatnonzero(np.append(True, joined.strings[1:] != joined.strings[:-1]))
    sizes = np.diff(np.append(begins, size))
    usual = np.zeros(len(keys) + 2)
    usual[len(keys)] = 1.0
    ridge = np.full(len(usual), _RIDGE)
    ridge[len(keys)] = _OWN_RIDGE

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        points = facts @ weights
        points -= np.repeat(np.maximum.reduceat(points, begins), sizes)
        every = np.exp(points)
        good = every * joined.best
        all_of, good_of = np.add.reduceat(every, begins), np.add.reduceat(good, begins)
        pull = weights - usual
        slope = facts.T @ (every / np.repeat(all_of, sizes) - good / np.repeat(good_of, sizes))
        return float(np.sum(np.log(all_of) - np.log(good_of)) + ridge @ pull**2 / 2), slope + ridge * pull

    found = minimize(loss, usual, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    gains = zip([*keys, *(f"{name}:0" for name in OWN)], found.tolist(), strict=True)
    # As half floats, many are none.
    return Weights.of({key: [(0, gain)] for key, gain in gains if np.float16(gain) != 0})


def _joined(every: Sequence[Examples]) -> Examples | None:
    """All examples as one, strings and readings numbered through; those that cannot teach, all best, left out."""
    if not every:
        return None
    strings, readings = 0, 0
    numbered: list[Ints] = []
    said: dict[str, list[tuple[Ints, Ints]]] = {}
    for one in every:
        numbered.append(one.strings + strings)
        for name, (reading, answer) in one.said.items():
            said.setdefault(name, []).append((reading + readings, answer))
        strings += int(one.strings.max()) + 1
        readings += len(one.strings)
    return Examples(
        np.concatenate(numbered),
        np.concatenate([one.scores for one in every]),
        np.concatenate([one.best for one in every]),
        {
            name: (np.concatenate([at for at, _ in some]), np.concatenate([one for _, one in some]))
            for name, some in said.items()
        },
    )


def _design(known: Examples) -> tuple[Ints, Ints, list[str]]:
    """Which readings give which answers, as rows and columns, and the key of each column."""
    rows, columns = [], []
    keys: list[str] = []
    for name, (reading, answer) in sorted(known.said.items()):
        answers, number = np.unique(answer, return_inverse=True)
        pairs = np.unique(number.astype(np.int64) << 32 | known.strings[reading]) >> 32
        often = np.bincount(pairs, minlength=len(answers)) >= _SELDOM
        place = np.cumsum(often) - 1 + len(keys)
        kept = often[number]
        rows.append(reading[kept])
        columns.append(place[number[kept]])
        keys += [f"{name}:{value}" for value in answers[often].tolist()]
    return np.concatenate(rows), np.concatenate(columns), keys
