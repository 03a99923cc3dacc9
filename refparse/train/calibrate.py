"""Confidence that means what it says, fitted to readings known to be right or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from refparse.parse.assemble import Assembled, assemble
from refparse.parse.confidence import CORE, evidence, logit
from refparse.parse.labeller import Labeller, Labelling
from refparse.parse.model import Model
from refparse.train.labelled import Labelled
from refparse.train.tag import tag

Floats = NDArray[np.float64]
_BATCH = 256
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
#: The first page: up to the dash.
_PAGE = re.compile(r"[^\s‐-―−-]+")
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


def calibrated(model: Model, known: Sequence[Labelled]) -> dict[str, Floats]:
    """Tables of confidence for models like this one, from strings it was not learnt from.

    A field is right when its text is that of the known labels, edge marks aside; a
    reference is right when author list, title, container, volume, year and first page are.
    """
    labeller = Labeller(model)
    facts: list[tuple[float, ...]] = []
    right: list[bool] = []
    sure: list[tuple[float, float]] = []
    exact: list[bool] = []
    for first in range(0, len(known), _BATCH):
        rows = known[first : first + _BATCH]
        for row, labelling in zip(rows, labeller.label([row.text for row in rows]), strict=True):
            found = assemble(row.text, labelling, model.lexicon.cues)
            truth = assemble(row.text, _true(row, labelling, model.lexicon.cues), model.lexicon.cues)
            facts.append(evidence(labelling, found))
            right.append(_core(row.text, found) == _core(row.text, truth))
            values = {one.label: _bare(row.text[one.start : one.end]) for one in truth.fields}
            for one in found.fields:
                sure.append((1.0, logit(one.probability)))
                exact.append(_bare(row.text[one.start : one.end]) == values.get(one.label))
    return {"reference": fit(facts, right), "fields": fit(sure, exact)}


def _true(row: Labelled, labelling: Labelling, cues: Mapping[str, str]) -> Labelling:
    return replace(labelling, labels=tag(row, cues), probabilities=[1.0] * len(labelling.words))


def _core(text: str, found: Assembled) -> tuple[object, ...]:
    """What a reference is judged by, bare of marks and case."""
    printed = {one.label: _bare(text[one.start : one.end]) for one in found.fields if one.label in CORE}
    people = tuple(_bare(name.printed_family) for name in found.author.names)
    year = _YEAR.search(printed.get("issued", ""))
    page = _PAGE.match(printed.get("page", ""))
    return (
        people,
        *(printed.get(field, "") for field in ("title", "container-title", "volume")),
        year and year[0],
        page and page[0],
    )


def _bare(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
