"""Confidence that means what it says, fitted to readings known to be right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from refparse.parse.assemble import assemble
from refparse.parse.choose import read_labelled
from refparse.parse.confidence import evidence, logit
from refparse.parse.labeller import Labeller, Labelling
from refparse.parse.model import Model
from refparse.reference import ReferenceString
from refparse.train.agree import WHOLE, agree, value
from refparse.train.gold import LABELS, PEOPLE, Row
from refparse.train.rows import row_of

Floats = NDArray[np.float64]
_BATCH = 256
#: Gold's name of each field that is found.
_NAMES = {label: name for name, label in LABELS.items()} | {role: role for role in PEOPLE}
#: Pulls every weight but the first towards none, so that a few hundred readings suffice.
_RIDGE = 1.0
_STEPS = 30
_ENOUGH = 1e-9


def fit(facts: Sequence[Sequence[float]], right: Sequence[bool]) -> Floats:
    """Weights of the logistic curve that fits best, by Newton's method with a ridge.

    >>> import numpy as np
    >>> weights = fit([(1.0, x) for x in (-2.0, -1.0, 1.0, 2.0)], [False, False, True, True])
    >>> bool(weights[1] > 0)
    True
    """
    points, truth = np.asarray(facts, np.float64), np.asarray(right, np.float64)
    weights = np.zeros(points.shape[1])
    ridge = np.full(points.shape[1], _RIDGE)
    ridge[0] = 1e-6
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(points @ weights, -30, 30)))
        slope = points.T @ (truth - guess) - ridge * weights
        bend = (points * (guess * (1 - guess))[:, None]).T @ points + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights += step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights


def calibrated(read: Iterable[tuple[Model, Sequence[Row]]]) -> dict[str, Floats]:
    """Tables of confidence, from models and gold rows they were not learnt from.

    Right is what the scores call right, so that faults of the gold count against the labeller:
    nobody can know better than the people who made it.
    """
    facts: list[tuple[float, ...]] = []
    right: list[bool] = []
    sure: list[tuple[float, float]] = []
    exact: list[bool] = []
    for model, known in read:
        labeller = Labeller(model)
        for first in range(0, len(known), _BATCH):
            rows = known[first : first + _BATCH]
            for row, labelling in zip(rows, labeller.label([row["raw"] for row in rows]), strict=True):
                found = assemble(row["raw"], labelling, model.lexicon.cues)
                said = _read(row, labelling, model)
                fields = [one for one in found.fields if one.label in _NAMES]
                facts.append(evidence(labelling, found))
                right.append(all(_is_right(row, said, name) for name in WHOLE))
                sure += [(1.0, logit(one.probability)) for one in fields]
                exact += [_is_right(row, said, _NAMES[one.label]) for one in fields]
    return {"reference": fit(facts, right), "fields": fit(sure, exact)} if facts else {}


def wanted(row: Row) -> dict[str, str]:
    """What gold states of each field that makes a reference wholly right, spelt to be compared."""
    return {name: value(row, name) for name in WHOLE}


def agreeing(row: Row, stated: Mapping[str, str], labelling: Labelling, model: Model) -> list[bool]:
    """Whether each of the ``stated`` fields of a row is, as the labels have it."""
    said = _read(row, labelling, model)
    return [agree(name, stated[name], value(said, name)) for name in WHOLE]


def _read(row: Row, labelling: Labelling, model: Model) -> Row:
    """The row as the labels have it."""
    text = row["raw"]
    alone = ReferenceString(id="", document_id="", number=1, label=None, text=text, spans=((0, len(text)),))
    return row_of(read_labelled(alone, labelling, model, by="labeller"), id_=row["id"], source=row["source"])


def _is_right(row: Row, said: Row, name: str) -> bool:
    return agree(name, value(row, name), value(said, name))
