"""Weights of grades, fitted together: logistic regression with a small penalty, by Newton's method."""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from refparse.resolve.weights import TABLE

_PENALTY, _ROUNDS, _STILL = 1.0, 60, 1e-6
#: The figures that judgement set, too few strings printing a DOI.
_JUDGED = frozenset({"DOI", "doi_prefix"})


class Pair(NamedTuple):
    """A string beside a hit: the grade of every field, and whether the hit is the work meant."""

    grades: tuple[tuple[str, str], ...]
    right: bool


def fit(pairs: Iterable[Pair]) -> str:
    """The lines of the table, fitted on pairs, and the prior."""
    rows = [row for row in TABLE if row.field not in _JUDGED]
    column = {(row.field, row.grade): number for number, row in enumerate(rows)}
    seen = list(pairs)
    grades = np.array([[column[grade] for grade in pair.grades] for pair in seen])
    design = np.zeros((len(seen), len(rows) + 1))
    for field in grades.T:
        design[np.arange(len(seen)), field] = 1
    design[:, -1] = 1
    weights = _solve(design, np.array([pair.right for pair in seen], dtype=np.float64)) / log(2)
    lines = [
        f'    Row("{row.field}", "{row.grade}", "{row.level}", {_eighth(weight)}, "{row.means}"),'
        for row, weight in zip(rows, weights[:-1], strict=True)
    ]
    return "\n".join((*lines, f"PRIOR = {_eighth(weights[-1])}"))


def _solve(design: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(design.shape[1])
    penalty = np.full(len(weights), _PENALTY)
    # The prior is free to be what it is.
    penalty[-1] = _STILL
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (likely - right) + penalty * weights
        curve = (design.T * (likely * (1 - likely))) @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < _STILL:
            break
    return weights


def _eighth(weight: float) -> float:
    return round(8 * float(weight)) / 8 + 0.0
