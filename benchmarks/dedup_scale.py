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
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from benchmarks.dedup_sets import read_set
from refparse.match.plan import plan
from refparse.pipeline.rules import load_rules

_ALIKE = 85.0


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
    """CPU seconds of the least that can be done: bare keys, a sort, one ratio a pair."""
    start = process_time()
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    titles = ["".join(filter(str.isalnum, row.get("title", "").lower())) for row in rows]
    pairs: list[NDArray[np.int64]] = []
    for keys in ([title[:16] for title in titles], [title[-16:] for title in titles]):
        blocks: defaultdict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            blocks[key].append(place)
        order = np.array([place for key in sorted(blocks) for place in blocks[key]])
        pairs.append(np.stack([order[:-1], order[1:]]))
    left, right = np.concatenate(pairs, axis=1)
    cpdist([titles[place] for place in left], [titles[place] for place in right], scorer=ratio, score_cutoff=_ALIKE)
    return process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what every folder cost and lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options = parser.parse_args(arguments)
    rules = load_rules()
    for folder in options.folders:
        start = process_time()
        ids, works, raws = read_set(folder)
        read = process_time()
        found = plan(works, rules, raws=raws)
        done = process_time()
        truth, kinds = _truth(folder)
        held = [[truth[ids[place]] for place in places] for places in found.groups]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{folder.name}: {len(ids)} records, {found.met} pairs, {len(found.questions)} questions")
        print(
            f"  CPU {done - start:.1f} s (reading {read - start:.1f}), {len(ids) / (done - start):.0f} records a second"
        )
        print(f"  memory {memory:.0f} MB, recall {recall(held, truth.values()):.4f}, floor {floor(folder):.1f} s")
        for near in near_misses(held, kinds):
            share = near.merged / near.works
            print(f"  {near.kind:<10}{near.works:>8} works, {near.merged:>6} wrongly merged ({share:.4%})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
