"""How well duplicates are found: ``python -m benchmarks.dedup SET… [--oracle] [--predictions OUT] [--leave-one-out]``.

SET is a folder with records.jsonl and truth.csv; the scorer beside it prints recall, F1 and
works lost. Questions are counted beside: at most 2 records in 100 may ask. ``--oracle``
answers every question from the truth, the first in the queue first, and scores again.
``--leave-one-out`` judges every set with weights fitted on the others.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

from benchmarks.dedup_fit import count_pairs, fit, with_weights
from benchmarks.dedup_sets import read_set, read_truth
from refparse.match.groups import worth_asking
from refparse.match.plan import Plan, plan, prepare_all
from refparse.match.rules import Judged, Rules, judge
from refparse.pipeline.rules import PRESETS, load_rules
from refparse.work import Work

_HEAD = (
    f"{'set':<22}{'recall':>8}{'F1':>8}{'lost':>6}{'asked':>7}{'of rec.':>9}{'in quest.':>10}"
    f"{'recall?':>9}{'F1?':>8}{'lost?':>7}{'CPU s':>8}"
)


class Row(NamedTuple):
    """One set: the scores by itself, the questions, the scores with every question answered."""

    name: str
    scores: dict[str, float]
    asked: int
    records: int
    #: Records that stand in some question.
    asking: int
    answered: dict[str, float] | None
    seconds: float


def judging(works: Sequence[Work], raws: Sequence[str], rules: Rules) -> Callable[[int, int], Judged]:
    """How two works compare, by their places."""
    order, compared = prepare_all(works, raws)
    rank = {place: number for number, place in enumerate(order)}

    @cache
    def judge_pair(one: int, other: int) -> Judged:
        left, right = sorted((rank[one], rank[other]))
        return judge(compared[left], compared[right], rules)

    return judge_pair


def answer(
    found: Plan, cluster: Sequence[str], judge_pair: Callable[[int, int], Judged], rules: Rules
) -> tuple[list[int], int, int]:
    """Labels when every question is answered from the truth, how many were put, and how many records stood in them.

    As in ``refparse review``, a question that earlier answers have settled is not put.
    """
    label = list(range(len(cluster)))
    members: dict[int, list[int]] = {}
    for places in found.groups:
        for place in places:
            label[place] = places[0]
        members[places[0]] = list(places)
    put, records = 0, set()
    for question in found.questions:
        mine, theirs = label[question.left], label[question.right]
        sides = members[mine], members[theirs]
        if mine == theirs or not worth_asking((question.left, question.right), sides, judge_pair, rules):
            continue
        put += 1
        records |= {question.left, question.right}
        if cluster[question.left] == cluster[question.right]:
            for place in members[theirs]:
                label[place] = mine
            members[mine] += members.pop(theirs)
    return label, put, len(records)


def _write(path: Path, ids: Sequence[str], labels: Iterable[int]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("id", "cluster"))
        writer.writerows(zip(ids, labels, strict=True))


def score(folder: Path, ids: Sequence[str], labels: Iterable[int]) -> dict[str, float]:
    """What the scorer beside the sets says."""
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "predicted.csv"
        _write(predicted, ids, labels)
        command = [sys.executable, str(folder.parent / "score.py"), str(folder / "truth.csv"), str(predicted), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    scores: dict[str, float] = json.loads(done.stdout)
    return scores


def run(folder: Path, rules: Rules, *, oracle: bool, predictions: Path | None = None) -> Row:
    """One set from its file to its scores."""
    start = process_time()
    ids, works, raws = read_set(folder)
    found = plan(works, rules, raws=raws)
    seconds = process_time() - start
    labels = [0] * len(ids)
    for number, places in enumerate(found.groups):
        for place in places:
            labels[place] = number
    if predictions:
        predictions.mkdir(parents=True, exist_ok=True)
        _write(predictions / f"{folder.name}.csv", ids, labels)
    truth = read_truth(folder)
    judge_pair = judging(works, raws, rules)
    answered, asked, asking = answer(found, [truth[one] for one in ids], judge_pair, rules)
    after = score(folder, ids, answered) if oracle else None
    return Row(folder.name, score(folder, ids, labels), asked, len(ids), asking, after, seconds)


def told(row: Row) -> str:
    """One line of the table."""
    line = (
        f"{row.name:<22}{row.scores['pair_R']:>8.4f}{row.scores['pair_F1']:>8.4f}{row.scores['wrongly_removed']:>6.0f}"
        f"{row.asked:>7}{row.asked / row.records:>9.3f}{row.asking / row.records:>10.3f}"
    )
    if row.answered:
        after = row.answered
        line += f"{after['pair_R']:>9.4f}{after['pair_F1']:>8.4f}{after['wrongly_removed']:>7.0f}"
    return f"{line}{row.seconds:>8.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--preset", default="librarian", choices=PRESETS)
    parser.add_argument("--oracle", action="store_true", help="answer every question from the truth and score again")
    parser.add_argument(
        "--predictions", type=Path, metavar="OUT", help="write id,cluster of every set into this folder"
    )
    parser.add_argument("--leave-one-out", action="store_true", help="fit on the other sets given")
    options = parser.parse_args(arguments)
    rules = load_rules(options.preset)
    counted = {folder: count_pairs(folder) for folder in options.sets} if options.leave_one_out else {}
    print(_HEAD)
    for folder in options.sets:
        others = [counts for other, counts in counted.items() if other != folder]
        used = with_weights(rules, fit(others)) if others else rules
        print(told(run(folder, used, oracle=options.oracle, predictions=options.predictions)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
