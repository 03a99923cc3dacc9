"""How fast grammars read: ``python -m benchmarks.speed [--gold GOLD]``.

Every entry of the gold (the seeds' 63 and one PubMed citation) is read by the grammar its list voted
for, beside a plain compiled regular expression over the same entry, so that the ratio holds on a noisy
machine. Also: each grammar's worst case on 10,000 hostile characters, and the start of ``--help``
beside ``import click``. Figures are the best of several rounds, as the quiet machine would give them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import refparse
from refparse.parse.check import HOSTILE
from refparse.parse.grammar import Grammar

#: The shapes of the three styles as somebody would write them by hand, without any tolerance.
PLAIN = {
    "springer": re.compile(
        r"(?P<author>[^\d()]+?) \((?P<issued>\d{4})\) (?P<title>.+)\. (?P<container_title>[^.\d]*[^.\d\s]) "
        r"(?P<volume>\w*\d+)(?:\((?P<issue>[^()]+)\))?:(?P<page>\w?\d+(?:[-–]\w?\d+)?)"
    ),
    "pol-ann-med": re.compile(
        r"(?P<author>[^.]+)\. (?P<title>.+)\.\s(?P<container_title>[^.]+)\.\s(?P<issued>\d{4});(?P<volume>\w*\d+)"
        r"(?:\((?P<issue>[^()]+)\))?: ?(?P<page>\w?\d+(?:[-–]\w?\d+)?)\.(?: (?P<URL>\S+))?"
    ),
    "pubmed": re.compile(
        r"(?P<author>[^.]+)\. (?P<title>.+)\. (?P<container_title>[^.]+)\. (?P<issued>\d{4}(?: \w+(?: \d+)?)?);"
        r"(?P<volume>\w*\d+)(?:\((?P<issue>[^()]+)\))?:(?P<page>\w?\d+(?:[-–]\w?\d+)?)\.(?: doi: (?P<DOI>\S+)\.)?"
        r"(?: Epub (?P<available>[^.]+)\.)?"
    ),
}
#: The PubMed page's own citation line, with the authors and title a list would print before it.
PUBMED = (
    "Elder GJ. Resolution of SLE-related soft-tissue calcification following haematopoietic stem cell transplantation. "
    "Nephrol Dial Transplant. 2008 Aug;23(8):2679-84. doi: 10.1093/ndt/gfn036. Epub 2008 Mar 7."
)
ROUNDS = 15
REPEATS = 200
#: The bar: µs for an entry on a quiet core, and times the plain expression.
SLOWEST = 20
TIMES = 8


def entries(gold: Path) -> Iterator[tuple[str, str]]:
    """(grammar, entry without link labels) for every reference of the gold, and one of PubMed's."""
    for path in sorted(gold.glob("0*.json")):
        for reference in json.loads(path.read_text(encoding="utf-8"))["references"]:
            raw = reference["raw"] if reference.get("doi_display") else reference.get("raw_clean", reference["raw"])
            yield ("springer" if "(" + (reference["year"] or "") + ")" in raw else "pol-ann-med"), raw
    yield "pubmed", PUBMED


def best(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several calls."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return min(times)


def _texts(grammar: Grammar, text: str) -> object:
    """What stands in each slot: what the plain expression gives too."""
    found = grammar.read(text)
    return found and found.texts()


def _work(grammar: Grammar, text: str) -> object:
    """The whole work: names, dates and DOI read as well."""
    found = grammar.read(text)
    return found and found.work()


def reading(gold: Path, grammars: dict[str, Grammar]) -> bool:
    """Print microseconds for each style, and whether every entry keeps to the bar."""
    heads = ("entries", "plain", "read", "ratio", "slowest", "to work")
    print(f"{'style':14}" + "".join(f"{head:>9}" for head in heads) + "   µs per entry, medians; ratio of the sums")
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for style, text in entries(gold):
        grammar, plain = grammars[style], PLAIN[style]
        steps = (plain.fullmatch, partial(_texts, grammar), partial(_work, grammar))
        if steps[1](text) is None:
            print(f"not read by {style}: {text}")
            return False
        one, two, three = (best(partial(_repeat, step, text)) / REPEATS * 1e6 for step in steps)
        rows.setdefault(style, []).append((one, two, three))
    for style, found in rows.items():
        columns = [sorted(column)[len(found) // 2] for column in zip(*found, strict=True)]
        print(f"{style:14}{len(found):9}{columns[0]:9.1f}{columns[1]:9.1f}{_ratio(found):9.1f}", end="")
        print(f"{max(row[1] for row in found):9.1f}{columns[2]:9.1f}")
    everything = [row for found in rows.values() for row in found]
    print(f"all {len(everything)}: {_ratio(everything):.1f} times the plain expressions")
    return max(row[1] for row in everything) <= SLOWEST and _ratio(everything) <= TIMES


def _ratio(rows: Sequence[tuple[float, float, float]]) -> float:
    return sum(row[1] for row in rows) / sum(row[0] for row in rows)


def _repeat(function: Callable[[str], object], text: str) -> None:
    for _ in range(REPEATS):
        function(text)


def hostile(grammars: Sequence[Grammar]) -> None:
    """Print each grammar's worst case on 10,000 characters written to hurt it."""
    for grammar in grammars:
        cases = [(form, text) for form in grammar.forms for text in HOSTILE]
        seconds = [best(partial(form.template.match, text), 2) for form, text in cases]
        worst = max(range(len(cases)), key=seconds.__getitem__)
        form, text = cases[worst]
        print(f"{grammar.name:14}{seconds[worst] * 1000:6.1f} ms at worst on 10,000 hostile characters", end="")
        print(f" (form {form.number}, {text[:12]!r} repeated)")


def starting() -> None:
    """Print how long ``refparse --help`` takes beside ``import click``."""
    floor = best(lambda: subprocess.run([sys.executable, "-c", "import click"], check=True), 9)
    command = [str(Path(sys.executable).with_name("refparse")), "--help"]
    ours = best(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 9)
    print(f"refparse --help {ours * 1000:.0f} ms, import click {floor * 1000:.0f} ms: {ours / floor:.2f} times")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; end with 1 when an entry is slower than the bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    default = Path(__file__).resolve().parents[2] / "shared" / "gold" / "seeds"
    parser.add_argument("--gold", type=Path, default=default)
    options = parser.parse_args(arguments)
    grammars = refparse.load_grammars()
    kept = reading(options.gold, {grammar.name: grammar for grammar in grammars})
    hostile(grammars)
    starting()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
