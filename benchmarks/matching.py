"""How well references find their DOIs: ``python -m benchmarks.matching GOLD [--works FILE] [--predictions OUT]``.

GOLD is a folder with refs.jsonl, targets.jsonl.gz and score.py; a mirror is made of its targets and of the
works in FILE, every string is read and looked up there, with no network. Strings are parted in two by a hash
of their DOI (of their id, where they have none): weights and limits are fitted on one half, and the table of
the other, unseen one, is printed last. ``--fit`` makes the weights again, and prints the lines of
refparse/resolve/weights.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NotRequired, TypedDict

from benchmarks.weighing import Pair, fit
from refparse.pipeline.strings import parse_strings
from refparse.reference import Parsed
from refparse.resolve.candidate import candidate_of, describe
from refparse.resolve.find import find_doi
from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import build
from refparse.resolve.prepare import prepare
from refparse.resolve.printed import read_printed, strip_label
from refparse.resolve.registry import Query
from refparse.resolve.standing import compare
from refparse.resolve.verify import Resolution
from refparse.work import Work

#: Hits of each string that weights are fitted on.
FITTED_ROWS = 10


class Ref(TypedDict):
    """One string of the gold."""

    id: str
    raw: str
    style: str
    kind: str
    doi: str | None
    alt: NotRequired[list[str]]
    removed: NotRequired[str]


class Prediction(TypedDict):
    """What was found for one string, in the scorer's shape."""

    id: str
    doi: str | None
    score: float | None
    because: str


def is_unseen(ref: Ref) -> bool:
    """Whether a string is of the half that nothing is fitted on; all strings of one DOI are."""
    named = ref["doi"] or ref.get("removed") or ref["id"]
    return int(hashlib.sha256(named.encode()).hexdigest(), 16) % 2 == 1


@contextmanager
def mirror_of(files: Iterable[Path]) -> Iterator[Mirror]:
    """A mirror of the works in some files, gone afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "works"
        source.mkdir()
        for file in files:
            (source / file.name).symlink_to(file.resolve())
        built = build(source, Path(scratch) / "mirror.db")
        print(f"{built.works} works in the mirror", file=sys.stderr)
        with closing(Mirror(Path(scratch) / "mirror.db")) as mirror:
            yield mirror


def read(refs: Sequence[Ref]) -> list[Work]:
    """Each string as a work, its label left out."""
    results = parse_strings([strip_label(ref["raw"]) for ref in refs])
    return [result.work if isinstance(result, Parsed) else Work() for result in results]


def resolve(refs: Sequence[Ref], mirror: Mirror) -> list[Prediction]:
    """What each string finds."""
    return [_prediction(ref, find_doi(mirror, ref["raw"], work)) for ref, work in zip(refs, read(refs), strict=True)]


def _prediction(ref: Ref, found: Resolution) -> Prediction:
    score = found.best.weight if found.best else None
    return {"id": ref["id"], "doi": found.DOI, "score": score, "because": found.because}


def pairs(refs: Sequence[Ref], mirror: Mirror) -> Iterator[Pair]:
    """Each string beside its best hits: the grades, and whether the hit is the work meant."""
    for ref, work in zip(refs, read(refs), strict=True):
        right = {doi for doi in (ref["doi"], *ref.get("alt", ())) if doi}
        record = prepare(work)
        printed = read_printed(ref["raw"])
        for answer in mirror.search(Query(bibliographic=strip_label(ref["raw"])), rows=FITTED_ROWS):
            candidate = candidate_of(answer)
            if candidate is not None:
                found = compare(printed, record, describe(candidate))
                yield Pair(tuple((one.field, one.grade) for one in found), candidate.DOI in right)


def report(refs: Sequence[Ref], found: Sequence[Prediction], scorer: Path) -> int:
    """Print the scorer's table; its exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, predictions = Path(scratch) / "gold.jsonl", Path(scratch) / "predictions.jsonl"
        write(gold, refs)
        write(predictions, found)
        return subprocess.run([sys.executable, str(scorer), str(gold), str(predictions)], check=False).returncode


def write(path: Path, rows: Iterable[Ref | Prediction]) -> None:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, and end as the scorer ends."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--works", metavar="FILE", type=Path, help="records to stand beside the targets")
    parser.add_argument("--predictions", metavar="OUT", type=Path, help="file to keep the predictions in")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on one half, and look nothing up")
    options = parser.parse_args(arguments)
    lines = (options.gold / "refs.jsonl").read_text(encoding="utf-8").splitlines()
    refs: list[Ref] = [json.loads(line) for line in lines if line.strip()]
    with mirror_of(file for file in (options.gold / "targets.jsonl.gz", options.works) if file) as mirror:
        if options.fit:
            print(fit(pairs([ref for ref in refs if not is_unseen(ref)], mirror)))
            return 0
        found = resolve(refs, mirror)
    if options.predictions:
        write(options.predictions, found)
    code = 0
    for name, unseen in (("the half that weights were fitted on", False), ("the unseen half", True)):
        print(f"\n== {name}", flush=True)
        code = report([ref for ref in refs if is_unseen(ref) == unseen], found, options.gold / "score.py") or code
    return code


if __name__ == "__main__":
    sys.exit(main())
