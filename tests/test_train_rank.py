"""Weights of whole readings learnt from examples."""

from __future__ import annotations

import numpy as np

from refparse.parse.model import Weights
from refparse.parse.ranking import Ranker
from refparse.train.rank import Examples, learn_ranking


def made(seed: int, strings: int) -> Examples:
    """Two readings a string: where question "order" is answered 7 the reading is wrong, 9 says nothing."""
    rng = np.random.default_rng(seed)
    wrong = rng.integers(0, 2, strings)
    readings = np.arange(strings) * 2 + wrong
    idle = rng.integers(0, 2 * strings, strings)
    best = np.ones(2 * strings, np.bool_)
    best[readings] = False
    said = {"order": (np.concatenate([readings, idle]), np.repeat([7, 9], strings))}
    return Examples(np.repeat(np.arange(strings), 2), np.tile([0.0, -1.0], strings), best, said)


def test_what_marks_wrong_readings_is_found() -> None:
    known = [made(1, 200), made(2, 100)]
    weights = learn_ranking(known)
    values = dict(zip(weights.keys, weights.values.tolist(), strict=True))
    assert values["order:7"] < -2.5
    assert abs(values.get("order:9", 0.0)) < 0.3
    new = made(3, 50)
    points = Ranker(weights).points(new.scores, new.said)
    assert (points.reshape(-1, 2).argmax(axis=1) == new.best.reshape(-1, 2).argmax(axis=1)).all()


def test_answers_of_two_strings_are_not_learnt_from() -> None:
    one = Examples(
        np.array([0, 0, 1, 1]),
        np.zeros(4),
        np.array([True, False] * 2),
        {"order": (np.array([1, 3]), np.array([5, 5]))},
    )
    assert learn_ranking([one]).keys == ("score:0",)


def test_without_examples_nothing_is_learnt() -> None:
    assert learn_ranking([]).keys == ()
    assert Weights.of({}).begins.tolist() == [0]
