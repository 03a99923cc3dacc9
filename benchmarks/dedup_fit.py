"""Weights of grades fitted from sets with known duplicates: ``python -m benchmarks.dedup_fit SET… [--write]``.

Every candidate pair of every set is compared, those that an objection settles apart;
what each grade weighs is found by logistic
regression over all fields together, so that fields that lean on one another (volume on
year, people on title) are not counted twice. Sets weigh alike whatever their size, and a
small penalty keeps grades hardly met near nothing. Weights are log₂ of how much likelier
one work is than two, to the nearest eighth. ``--write`` puts them into the rule file.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.dedup_sets import read_set, read_truth
from refparse.match.candidates import candidates
from refparse.match.levels import FIELDS, compare
from refparse.match.objections import objections
from refparse.match.plan import prepare_all
from refparse.match.rules import Rules

_PENALTY, _ROUNDS, _STILL = 1.0, 40, 1e-5
#: All pairs of one set weigh together as many as this.
_SET = 5000.0
_MARK = "# Fitted by `python -m benchmarks.dedup_fit`, as is the prior; what stands below is written by it.\n"

Row = tuple[str, str]
Counted = dict[tuple[tuple[str, ...], bool], float]


class Fitted(NamedTuple):
    """A prior, and what every grade weighs."""

    prior: float
    weights: dict[Row, float]


def count_pairs(folder: Path) -> Counted:
    """How often every combination of grades is met in a set, by whether it is one work."""
    ids, works, raws = read_set(folder)
    truth = read_truth(folder)
    order, compared = prepare_all(works, raws)
    found = candidates(compared)
    cluster = [truth[ids[place]] for place in order]
    counted: Counted = {}
    for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True):
        grades = compare(compared[left], compared[right])
        if any(one.force == "settles" for one in objections(compared[left], compared[right], grades)):
            continue
        key = grades, cluster[left] == cluster[right]
        counted[key] = counted.get(key, 0.0) + 1.0
    return counted


def fit(sets: Iterable[Counted]) -> Fitted:
    """Weights that tell one work from two best, over all sets."""
    column: dict[Row, int] = {}
    rows: list[list[int]] = []
    right: list[bool] = []
    share: list[float] = []
    for counted in sets:
        total = sum(counted.values())
        for (grades, same), times in sorted(counted.items()):
            stated = [row for row in zip(FIELDS, grades, strict=True) if row[1] != "absent"]
            rows.append([column.setdefault(row, len(column)) for row in stated])
            right.append(same)
            share.append(times * _SET / total)
    design = np.zeros((len(rows), len(column) + 1))
    for number, places in enumerate(rows):
        design[number, places] = 1.0
    design[:, -1] = 1.0
    solved = _solve(design, np.array(right, dtype=np.float64), np.array(share)) / log(2)
    return Fitted(_eighth(solved[-1]), {row: _eighth(solved[place]) for row, place in column.items()})


def _solve(design: NDArray[np.float64], right: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(design.shape[1])
    penalty = np.full(len(weights), _PENALTY)
    # The prior is free to be what it is.
    penalty[-1] = _STILL
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ ((likely - right) * share) + penalty * weights
        curve = (design.T * (likely * (1 - likely) * share)) @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < _STILL:
            break
    return weights


def _eighth(weight: float) -> float:
    return round(8 * float(weight)) / 8 + 0.0


def with_weights(rules: Rules, fitted: Fitted) -> Rules:
    """The same preset with other weights."""
    fields = {name: getattr(rules, name) for name in ("version", "preset", "same", "ask", "never", "waived")}
    return Rules(prior=fitted.prior, weights=fitted.weights, **fields)


def table(fitted: Fitted) -> str:
    """The weights as the rule file holds them, heaviest first in every field."""
    lines: list[str] = []
    for field in FIELDS:
        rows = sorted((-weight, grade) for (name, grade), weight in fitted.weights.items() if name == field)
        lines += ["", f"[weights.{field}]", *(f'"{grade}" = {-weight}' for weight, grade in rows)]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the fitted weights, or write them into the rule file of this checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--write", action="store_true", help="put them into refparse/match/rules.toml")
    options = parser.parse_args(arguments)
    fitted = fit(map(count_pairs, options.sets))
    text = table(fitted)
    if options.write:
        path = Path(str(files("refparse.match") / "rules.toml"))
        whole = path.read_text(encoding="utf-8")
        whole = re.sub(r"(?m)^prior = .*$", f"prior = {fitted.prior}", whole.split(_MARK, maxsplit=1)[0])
        path.write_text(f"{whole}{_MARK}{text}", encoding="utf-8")
    else:
        print(f"prior = {fitted.prior}\n{text}", end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
