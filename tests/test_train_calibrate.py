"""Confidence fitted to what was right."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from refparse.parse.confidence import EVIDENCE
from refparse.parse.labeller import Labeller
from refparse.pipeline.strings import parse_strings, shipped_labeller
from refparse.train.calibrate import calibrated, fit
from refparse.train.gold import read_row

RAW = "Tay CH. Cutaneous lupus. Australas J Dermatol {year};{volume}:{page}-9{page}."
FIELDS = {"author": ["Tay CH"], "title": "Cutaneous lupus", "container": "Australas J Dermatol"}


def rows(count, **wrong):
    out = []
    for number in range(count):
        said = {"year": str(1950 + number), "volume": str(number + 1)}
        fields = FIELDS | said | {"pages": f"{number + 3}-9{number + 3}"} | wrong
        raw = RAW.format(**said, page=number + 3)
        out.append(read_row(json.dumps({"raw": raw, "fields": fields, "split": True}), file="mine", line=number))
    return out


def told(tables, known):
    """How sure references and fields are said to be under these tables."""
    labeller = Labeller(replace(shipped_labeller().model, tables=tables))
    read = list(parse_strings([row["raw"] for row in known], labeller=labeller))
    titles = [field.confidence for result in read for field in result.fields if field.name == "title"]
    return np.mean([result.confidence for result in read]), np.mean(titles)


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


def test_confidence_follows_what_was_right() -> None:
    model, good, bad = shipped_labeller().model, rows(40), rows(40, title="Something else")
    tables = calibrated([(model, good)])
    assert {name: table.shape for name, table in tables.items()} == {"reference": (len(EVIDENCE),), "fields": (2,)}
    sure, of_title = told(tables, good)
    assert sure > 0.9
    assert of_title > 0.9
    # One wrong field makes all references wrong, and a sixth or so of the fields.
    unsure, of_field = told(calibrated([(model, bad)]), good)
    assert unsure < 0.1
    assert 0.7 < of_field < 0.95
    half, _ = told(calibrated([(model, good), (model, bad)]), good)
    assert half == pytest.approx(0.5, abs=0.1)
