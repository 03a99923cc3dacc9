"""How fast reference strings are read: ``python -m benchmarks.labelling GOLD… [--keep DIR]``.

One core, CPU time, the best of several rounds. 2,000 strings out of all of GOLD are read end to end, from string
to fields; in the same run plain python-crfsuite labels them with the very same model and features, and gives
labels only, the same ones before whole readings are judged. That needs crfsuite's own file of the model, which
training leaves: a model is made of GOLD by the shipped recipe first, or taken from ``--keep`` when it lies there. Also:
what a process needs from its start to its first result with the shipped model, and how much memory once it has read
them all.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pycrfsuite

import refparse
from refparse.formats.text import write_bytes
from refparse.parse.labeller import Labeller
from refparse.parse.model import Weights, to_bytes
from refparse.pipeline.strings import BATCH
from refparse.pipeline.training import learn_from
from refparse.reference import content_id
from refparse.train.gold import read_gold
from refparse.train.learn import attributes
from refparse.train.recipe import RENDERED, usable

STRINGS = 2000
ROUNDS = 7
STARTS = 5
#: What must be reached: references a CPU second, times crfsuite, CPU seconds to the first result, megabytes.
FASTEST, TIMES, START, MEMORY = 5000, 3.5, 0.5, 300
#: Threads of linear algebra count as CPU time too, so there is to be one.
_ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_FRESH = """
import json, pathlib, re, sys, time
import refparse
texts = json.load(sys.stdin)
for _ in refparse.parse_strings(texts):
    pass
spent = time.process_time()
# The kernel's own count: the one of getrusage begins with the memory of whoever started the process.
status = pathlib.Path("/proc/self/status")
memory = re.search("VmHWM:\\s*([0-9]+)", status.read_text()) if status.exists() else None
print(spent, memory[1] if memory else 0)
"""


def mixed(gold: Sequence[Path]) -> tuple[list[str], list[str]]:
    """The strings to be timed, as mixed as the gold, and all others."""
    texts = sorted({row["raw"] for path in gold for row in read_gold(path)}, key=content_id)
    return texts[:STRINGS], texts[STRINGS:]


def made(gold: Sequence[Path], folder: Path, rendered: int) -> tuple[Path, Path]:
    """The model of this gold in our form and in crfsuite's, made unless both lie in the folder."""
    ours, theirs = folder / "model.npz", folder / "model.crfsuite"
    if not (ours.is_file() and theirs.is_file()):
        rows, _ = usable(row for path in gold for row in read_gold(path))
        folder.mkdir(parents=True, exist_ok=True)
        model = learn_from(rows, rendered=rendered, seed=1, note={"benchmark": "labelling"}, keep=theirs)
        write_bytes(ours, to_bytes(model))
    return ours, theirs


def seconds(action: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def end_to_end(texts: Sequence[str], labeller: Labeller) -> None:
    """Read every string, from its characters to its fields."""
    for _ in refparse.parse_strings(texts, labeller=labeller):
        pass


def by_ours(texts: Sequence[str], labeller: Labeller) -> list[list[str]]:
    """The labels of each string, as our own inference gives them."""
    batches = (texts[first : first + BATCH] for first in range(0, len(texts), BATCH))
    return [labelling.labels for batch in batches for labelling in labeller.label(batch)]


def by_crfsuite(texts: Sequence[str], labeller: Labeller, tagger: pycrfsuite.Tagger) -> list[list[str]]:
    """The labels of each string, as plain crfsuite gives them."""
    return [tagger.tag(features) for features in attributes(texts, labeller.model.lexicon)]


def reading(texts: Sequence[str], others: Sequence[str], ours: Path, theirs: Path) -> bool:
    """Print references a CPU second, ours and crfsuite's in turn, and whether both bars are reached."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(theirs))
    labeller = refparse.load_labeller(ours)
    cold = seconds(partial(end_to_end, texts, labeller))
    labeller = refparse.load_labeller(ours)
    end_to_end(others, labeller)
    met = seconds(partial(end_to_end, texts, labeller))
    actions = (partial(end_to_end, texts, labeller), partial(by_ours, texts, labeller),
               partial(by_crfsuite, texts, labeller, tagger))  # fmt: skip
    rounds = [[seconds(action) for action in actions] for _ in range(ROUNDS)]
    warm, labels, crfsuite = (min(column) for column in zip(*rounds, strict=True))
    told = {
        "end to end, words never met": cold,
        f"end to end, after {len(others)} other strings": met,
        "end to end, warm": warm,
        "labels only, warm": labels,
        "labels by crfsuite": crfsuite,
    }
    for name, spent in told.items():
        print(f"{name:42}{len(texts) / spent:9,.0f} references a CPU second, {crfsuite / spent:6.2f} times crfsuite")
    # What judges whole readings may choose other labels than the likeliest; crfsuite knows nothing of it.
    bare = Labeller(replace(labeller.model, ranking=Weights.of({})))
    pairs = zip(by_ours(texts, bare), by_crfsuite(texts, labeller, tagger), strict=True)
    print(f"labels as crfsuite's in {sum(one == other for one, other in pairs)} of {len(texts)} strings")
    return bool(len(texts) / warm >= FASTEST and crfsuite / warm >= TIMES)


def starting(texts: Sequence[str]) -> bool:
    """Print what a fresh process needs with the shipped model, and whether both bars are kept."""
    first = min(_fresh(texts[:1])[0] for _ in range(STARTS))
    spent, memory = _fresh(texts)
    print(f"start to first result {first:.2f} CPU seconds; {len(texts)} strings in {spent:.2f}, memory {memory:.0f} MB")
    return first <= START and memory <= MEMORY


def _fresh(texts: Sequence[str]) -> tuple[float, float]:
    """CPU seconds and megabytes of a process that reads these strings and nothing else."""
    ran = subprocess.run(
        [sys.executable, "-c", _FRESH], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    spent, kilobytes = ran.stdout.split()
    return float(spent), int(kilobytes) / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; end with 1 when a bar is not kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.labelling", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="folder to keep the model in, and to take it from")
    parser.add_argument("--rendered", type=int, default=RENDERED, help="strings of our own to learn from")
    options = parser.parse_args(arguments)
    texts, others = mixed(options.gold)
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = made(options.gold, options.keep or Path(scratch), options.rendered)
        quick = reading(texts, others, ours, theirs)
    return 0 if starting(texts) and quick else 1


def alone() -> int:
    """The exit code of this program run again where linear algebra has one thread, which is settled at the start."""
    command = [sys.executable, "-m", "benchmarks.labelling", *sys.argv[1:]]
    return subprocess.run(command, env=os.environ | _ONE_CORE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main() if os.environ | _ONE_CORE == dict(os.environ) else alone())
