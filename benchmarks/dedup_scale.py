"""Speed, memory and near misses on synthetic records: ``python -m benchmarks.dedup_scale FOLDER…``.

FOLDER holds records.jsonl and truth.csv (id, cluster, kind) as make_scale.py writes them. Time is
CPU time from the file to the groups; a floor (bare keys, sort, rapidfuzz, components) is timed
beside it in the same run.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from benchmarks.dedup_sets import each_work
from refparse.match.plan import plan
from refparse.pipeline.rules import load_rules
from refparse.work import Work

_ALIKE = 85.0
_CAP = 20


class Near(NamedTuple):
    """Works of one kind, and how many of them stand in a group with another work."""

    kind: str
    works: int
    merged: int


def _truth(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["id"]: row["cluster"] for row in rows}, {row["cluster"]: row["kind"] for row in rows}


def near_misses(groups: Iterable[Sequence[str]], kinds: dict[str, str]) -> list[Near]:
    """For every kind, works merged with another one; ``groups`` are clusters of the truth, by group."""
    works = Counter(kinds.values())
    lost = Counter(kinds[cluster] for held in groups if len(set(held)) > 1 for cluster in set(held))
    return [Near(kind, works[kind], lost[kind]) for kind in sorted(works)]


def recall(groups: Iterable[Sequence[str]], truth: Iterable[str]) -> float:
    """The share of true pairs that stand in one group."""
    sizes = Counter(truth)
    found = sum(times * (times - 1) // 2 for held in groups for times in Counter(held).values())
    return found / max(1, sum(times * (times - 1) // 2 for times in sizes.values()))


def floor(folder: Path) -> float:
    """CPU seconds of the least that can be done: bare keys, a sort, one ratio a pair, components."""
    start = process_time()
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        bare = [_bare(json.loads(line)) for line in lines]
    left, right = _floor_pairs(bare)
    texts = [f"{row.title} {row.lead}" for row in bare]
    sides = [[texts[place] for place in side.tolist()] for side in (left, right)]
    same = np.asarray(cpdist(*sides, scorer=ratio, score_cutoff=_ALIKE)) > 0
    for column in zip(*((row.year, row.volume, row.first) for row in bare), strict=True):
        code = np.fromiter(map(hash, column), np.int64, len(bare))
        same &= (code[left] == code[right]) | (code[left] == 0) | (code[right] == 0)
    _components(len(bare), left[same], right[same])
    return process_time() - start


class Bare(NamedTuple):
    """What the floor looks at."""

    title: str
    lead: str
    year: str
    volume: str
    first: str
    doi: str


def _bare(row: dict[str, str]) -> Bare:
    title = "".join(filter(str.isalnum, row.get("title", "").lower()))
    lead = row.get("author", "").lower()[:6]
    first = row.get("pages", "").partition("-")[0]
    return Bare(title, lead, row.get("year", ""), row.get("volume", ""), first, row.get("doi", "").lower()[-16:])


def _floor_keys(row: Bare) -> tuple[tuple[str, ...], ...]:
    """The seven keys: an empty part makes a key empty."""
    return (
        (row.doi,), (row.title[:12], row.year), (row.title[:20],), (row.lead, row.year), (row.lead, row.volume),
        (row.volume, row.first), (row.lead, row.first),
    )  # fmt: skip


def _floor_pairs(bare: Sequence[Bare]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    found: list[NDArray[np.int64]] = []
    for keys in zip(*map(_floor_keys, bare), strict=True):
        code = np.fromiter((hash(key) if all(key) else 0 for key in keys), np.int64, len(bare))
        order = np.argsort(code, kind="stable")
        ends = np.flatnonzero(code[order])
        for step in range(1, _CAP):
            ends = ends[ends < len(order) - step]
            ends = ends[code[order[ends]] == code[order[ends + step]]]
            if not len(ends):
                break
            found.append((order[ends] << 32) | order[ends + step])
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.append(np.ones(len(pairs[:1]), dtype=np.bool_), pairs[1:] != pairs[:-1])]
    return pairs >> 32, pairs & 0xFFFFFFFF


def _components(count: int, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """The least place that every place is joined to."""
    label = np.arange(count)
    while (label[left] != label[right]).any():
        least = np.minimum(label[left], label[right])
        np.minimum.at(label, left, least)
        np.minimum.at(label, right, least)
    return label


def _timed(works: Iterator[Work], spent: list[float]) -> Iterator[Work]:
    """The works, the time it takes to read them added to ``spent``."""
    while True:
        start = process_time()
        work = next(works, None)
        spent[0] += process_time() - start
        if work is None:
            return
        yield work


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what every folder cost and lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    rules = load_rules()
    for folder in options.folders:
        start = process_time()
        ids: list[str] = []
        reading = [0.0]
        found = plan(_timed(each_work(folder, ids), reading), rules)
        done = process_time()
        truth, kinds = _truth(folder)
        held = [[truth[ids[place]] for place in places] for places in found.groups]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{folder.name}: {len(ids)} records, {found.met} pairs, {len(found.questions)} questions")
        print(
            f"  CPU {done - start:.1f} s (reading {reading[0]:.1f}), {len(ids) / (done - start):.0f} records a second"
        )
        print(f"  memory {memory:.0f} MB, recall {recall(held, truth.values()):.4f}, floor {floor(folder):.1f} s")
        for near in near_misses(held, kinds):
            share = near.merged / near.works
            print(f"  {near.kind:<10}{near.works:>8} works, {near.merged:>6} wrongly merged ({share:.4%})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
