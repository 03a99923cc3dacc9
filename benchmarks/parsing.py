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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, cast

import refparse
from refparse.cli.pool import in_order
from refparse.formats.text import write_bytes
from refparse.parse.labeller import Labeller
from refparse.parse.model import from_bytes, to_bytes
from refparse.pipeline.training import digest, learn_from
from refparse.train.gold import Row, read_gold, same
from refparse.train.recipe import RENDERED, usable
from refparse.train.rows import row_of
from refparse.train.scores import calibration

#: Sources with a permissive licence, row by row where they state one; all others are only read.
TRAINED = ("anystyle-core", "anystyle-gold", "anystyle-good", "grobid", "grobid-cjk", "pmc-med", "pmc-bio", "plos")
#: Sources of articles, of which those strings make a line of their own that stand on the page as in the record.
ARCHIVE = ("pmc-med", "pmc-bio", "plos")
_DOI = re.compile(r"10\.[0-9]{4,9}/")


class Prediction(TypedDict):
    """One string as it was read, in the scorer's shape."""

    id: str
    fields: dict[str, str | list[str]]
    split: bool
    confidence: float


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
    return Plan(
        f"without {', '.join(sources)}", _trainable(row for row in rows if same(row["raw"]) not in seen), inside
    )


def _trainable(rows: Iterable[Row]) -> list[Row]:
    return usable(row for row in rows if row["source"] in TRAINED)[0]


def carry_out(plan: Plan, *, rendered: int, seed: int, keep: Path | None) -> list[Prediction]:
    """The predictions of one plan."""
    print(f"{plan.name}: {len(plan.train)} strings to learn from, {len(plan.read)} to read", file=sys.stderr)
    file = keep / f"{re.sub('[^a-z0-9-]+', '-', plan.name)}-{_inputs(plan, rendered, seed)}.npz" if keep else None
    if file and file.is_file():
        return predictions(plan.read, Labeller(from_bytes(file.read_bytes())))
    apart = {same(str(row["fields"]["title"])) for row in plan.read if "title" in row["fields"]} - {""}
    model = learn_from(plan.train, rendered=rendered, seed=seed, note={"benchmark": plan.name}, apart=apart)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, to_bytes(model))
    return predictions(plan.read, Labeller(model))


def _inputs(plan: Plan, rendered: int, seed: int) -> str:
    """A hash of all a model depends on, our own code included: a kept model is never an old one."""
    package = Path(refparse.__file__).parent
    files = (path for room in ("parse", "train") for path in sorted((package / room).rglob("*")))
    code = digest(path for path in files if path.is_file() and path.suffix != ".pyc")
    rows = json.dumps([plan.train, [row["raw"] for row in plan.read], rendered, seed, code], sort_keys=True)
    return hashlib.sha256(rows.encode()).hexdigest()[:12]


def predictions(rows: Sequence[Row], labeller: Labeller | None = None) -> list[Prediction]:
    """What is read of each row's string, in the shape the scorer reads, with how sure that is."""
    read = refparse.parse_strings([row["raw"] for row in rows], labeller=labeller)
    return [_prediction(row_of(result, id_=row["id"], source="")) for row, result in zip(rows, read, strict=True)]


def _prediction(row: Row) -> Prediction:
    return {"id": row["id"], "fields": row["fields"], "split": True, "confidence": row["confidence"]}


def report(rows: Sequence[Row], read: Sequence[Prediction], scorer: Path, out: Path | None) -> int:
    """Print the scorer's table and the calibration of each source; the scorer's exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, found = Path(scratch) / "gold.jsonl", out or Path(scratch) / "predictions.jsonl"
        _write(gold, rows)
        _write(found, read)
        code = subprocess.run(
            [sys.executable, str(scorer), str(gold), str(found), "--by-source"], check=False
        ).returncode
    score = load_scorer(scorer)
    by_id = {one["id"]: one for one in read}
    print(f"\n{'':28}{'strings':>8}{'micro':>8}{'whole':>8}{'error':>8}{'≥ .9':>8}{'right':>8}")
    for name, some in _groups(rows):
        result, wrong = score(some, by_id)
        missed = {row["id"] for row, _ in wrong}
        sure = calibration([(by_id[row["id"]]["confidence"], row["id"] not in missed) for row in some])
        print(f"{name:28}{len(some):8}{result['micro_f1']:8.4f}{result['whole']:8.4f}", end="")
        print(f"{sure.error:8.4f}{sure.high:8.4f}{sure.right_of_high:8.4f}")
    print("error: of confidence, over ten bins; ≥ .9: share given that confidence; right: share of those")
    return code


def _groups(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Each source, what of the archive stands as printed, and all."""
    for source in sorted({row["source"] for row in rows}):
        yield source, [row for row in rows if row["source"] == source]
    printed = [row for row in rows if row["source"] in ARCHIVE and as_printed(row)]
    if printed:
        yield "archive, as printed", printed
    yield "all", list(rows)


def as_printed(row: Row) -> bool:
    """Whether neither names were joined nor a DOI was set bare by the archive."""
    before = [row["raw"][: found.start()].rstrip().lower() for found in _DOI.finditer(row["raw"])]
    return "joined" not in row and all(text.endswith(("doi", "doi:", "doi.org/")) for text in before)


def load_scorer(scorer: Path) -> Callable[..., Any]:
    """The scorer's own function, from where it lies."""
    spec = importlib.util.spec_from_file_location("score", scorer)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{scorer}: no scorer there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[..., Any]", module.score)


def _write(path: Path, rows: Iterable[Row | Prediction]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parsing", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, help="part the strings in so many")
    parser.add_argument("--leave-out", metavar="SOURCE[,SOURCE]", help="read these, having learnt from the others")
    parser.add_argument("--predictions", metavar="OUT", type=Path, help="file to keep the predictions in")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="folder to keep models in, and to take them from")
    parser.add_argument("--jobs", type=int, default=1, help="models made at once; each takes gigabytes")
    parser.add_argument("--rendered", type=int, default=RENDERED, help="strings of our own to learn from")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.folds and options.leave_out:
        parser.error("--folds or --leave-out, not both")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, and end as the scorer ends."""
    options = _options(arguments)
    rows = [row for path in options.gold for row in read_gold(path)]
    plans = list(folds(rows, options.folds)) if options.folds else []
    if options.leave_out:
        sources = options.leave_out.split(",")
        if unknown := set(sources) - {row["source"] for row in rows}:
            raise SystemExit(f"no such source: {', '.join(sorted(unknown))}")
        plans = [without(rows, sources)]
        rows = plans[0].read
    work = partial(carry_out, rendered=options.rendered, seed=options.seed, keep=options.keep)
    parts = in_order(work, plans, options.jobs) if options.jobs > 1 else map(work, plans)
    read = [one for part in parts for one in part] if plans else predictions(rows)
    return report(rows, read, options.gold[0].parent / "score.py", options.predictions)


if __name__ == "__main__":
    sys.exit(main())
