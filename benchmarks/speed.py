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


def _repeat(function: Callable[[str], object], text: str, count: int = 200) -> Callable[[], None]:
    def run() -> None:
        for _ in range(count):
            function(text)

    return run


def reading(gold: Path, grammars: dict[str, Grammar]) -> bool:
    """Print microseconds for each style, and whether every entry keeps to the bar."""
    print(
        f"{'style':14}{'entries':>8}{'plain':>8}{'read':>8}{'ratio':>8}{'worst':>8}{'work':>8}   (µs per entry, medians)"
    )
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for style, text in entries(gold):
        grammar, plain = grammars[style], PLAIN[style]
        if grammar.read(text) is None:
            print(f"not read by {style}: {text}")
            return False
        times = [
            best(_repeat(f, text)) / 200 * 1e6
            for f in (plain.fullmatch, lambda t: grammar.read(t).texts(), lambda t: grammar.read(t).work())
        ]  # type: ignore[union-attr]
        rows.setdefault(style, []).append((times[0], times[1], times[2]))
    kept = True
    for style, found in rows.items():
        plain_us, match_us, work_us = (sorted(column)[len(found) // 2] for column in zip(*found, strict=True))
        worst = max(row[1] for row in found)
        ratio = sum(row[1] for row in found) / sum(row[0] for row in found)
        kept = kept and worst <= 20 and ratio <= 8
        print(f"{style:14}{len(found):8}{plain_us:8.1f}{match_us:8.1f}{ratio:8.1f}{worst:8.1f}{work_us:8.1f}")
    return kept


def hostile(grammars: Sequence[Grammar]) -> None:
    """Print each grammar's worst case on 10,000 characters written to hurt it."""
    for grammar in grammars:
        cases = (
            (best(lambda f=form, t=text: f.template.match(t), 2), form.number, text[:12])
            for form in grammar.forms
            for text in HOSTILE
        )
        seconds, form, text = max(cases)
        print(
            f"{grammar.name:14}{seconds * 1000:8.1f} ms at worst on 10,000 hostile characters (form {form}, {text!r}…)"
        )


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
