"""How well reference strings are read: ``python -m benchmarks.parsing GOLD… [--folds 5] [--leave-out SOURCE]``.

Without ``--folds`` and ``--leave-out`` the shipped model reads the gold. With ``--folds`` the strings are parted
by a hash of their letters and digits, and each part is read by a model that the shipped recipe has made of the
others. With ``--leave-out`` one model is made without these sources, and without strings that recur in them, and
reads them. Only sources that may be trained on are (:data:`TRAINED`, of the others none), and of these only rows
whose licence is CC BY or CC0 where one is stated; facts to render come from the rows trained on, and nothing
rendered has a title of a string to be read. The table is printed by the scorer that lies beside the gold.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import refparse
from refparse.cli.pool import in_order
from refparse.formats.text import write_bytes
from refparse.parse.labeller import Labeller
from refparse.parse.model import from_bytes, to_bytes
from refparse.pipeline.training import digest, learn_from
from refparse.train.gold import Row, read_gold, same
from refparse.train.recipe import RENDERED, usable
from refparse.train.rows import row_of
from refparse.train.scores import Calibration, calibration

#: Sources with a permissive licence, row by row where they state one; all others are only read.
TRAINED = ("anystyle-core", "anystyle-gold", "anystyle-good", "grobid", "grobid-cjk", "pmc-med", "pmc-bio", "plos")
#: Sources of articles, of which those strings make a line of their own that stand on the page as in the record.
ARCHIVE = ("pmc-med", "pmc-bio", "plos")
_DOI = re.compile(r"10\.[0-9]{4,9}/")


class Plan(NamedTuple):
    """One model to be made, and what it is to read."""

    name: str
    train: list[Row]
    read: list[Row]


def folds(rows: Sequence[Row], count: int) -> Iterator[Plan]:
    """A plan for each part of the rows; printings of one string are in one part."""
    for part in range(count):
        inside = [row for row in rows if _part(row, count) == part]
        outside = [row for row in rows if _part(row, count) != part]
        yield Plan(f"fold {part + 1} of {count}", _trainable(outside), inside)


def _part(row: Row, count: int) -> int:
    return int(hashlib.sha256(same(row["raw"]).encode()).hexdigest(), 16) % count


def without(rows: Sequence[Row], sources: Sequence[str]) -> Plan:
    """The plan that leaves out some sources."""
    inside = [row for row in rows if row["source"] in sources]
    seen = {same(row["raw"]) for row in inside}
    return Plan(f"without {', '.join(sources)}", _trainable(row for row in rows if same(row["raw"]) not in seen), inside)


def _trainable(rows: Iterable[Row]) -> list[Row]:
    return usable(row for row in rows if row["source"] in TRAINED)[0]


def carry_out(plan: Plan, *, rendered: int, seed: int, keep: Path | None) -> list[dict[str, Any]]:
    """The predictions of one plan."""
    file = keep and keep / f"{plan.name.replace(' ', '-').replace(',', '')}-{_inputs(plan, rendered, seed)}.npz"
    if file and file.is_file():
        return predictions(plan.read, Labeller(from_bytes(file.read_bytes())))
    apart = {same(str(row["fields"]["title"])) for row in plan.read if "title" in row["fields"]} - {""}
    note = {"benchmark": plan.name}
    model = learn_from(plan.train, rendered=rendered, seed=seed, note=note, apart=apart, progress=_tell(plan.name))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, to_bytes(model))
    return predictions(plan.read, Labeller(model))


def _inputs(plan: Plan, rendered: int, seed: int) -> str:
    """A hash of all a model depends on, our own code included: a kept model is never an old one."""
    package = Path(refparse.__file__).parent
    code = digest(path for room in ("parse", "train") for path in sorted((package / room).rglob("*.[!p]*")) if path.is_file())
    rows = json.dumps([plan.train, [row["raw"] for row in plan.read], rendered, seed, code], sort_keys=True)
    return hashlib.sha256(rows.encode("utf-8", "surrogatepass")).hexdigest()[:12]
