"""Confidence fitted to what was right."""

from __future__ import annotations

import random

import numpy as np
import pytest

from refparse.train.calibrate import fit


def test_a_curve_is_found_again() -> None:
    rng = random.Random(1)
    points = [(1.0, rng.uniform(-4, 4)) for _ in range(4000)]
    right = [rng.random() < 1 / (1 + np.exp(-(0.5 + 1.5 * x))) for _, x in points]
    weights = fit(points, right)
    assert weights[0] == pytest.approx(0.5, abs=0.15)
    assert weights[1] == pytest.approx(1.5, abs=0.15)


def test_what_is_always_right_stays_finite() -> None:
    weights = fit([(1.0, 1.0)] * 50, [True] * 50)
    assert np.isfinite(weights).all()
    assert weights.sum() > 1


def test_what_says_nothing_weighs_nothing() -> None:
    weights = fit([(1.0, 0.0), (1.0, 0.0)] * 20, [True, False] * 20)
    assert weights.tolist() == pytest.approx([0.0, 0.0], abs=1e-6)
