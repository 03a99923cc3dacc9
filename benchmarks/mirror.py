"""How a mirror is built and asked: ``python -m benchmarks.mirror [--works FILE] [--count N] [--kills N]``.

The real records are perturbed into as many works as are asked for: titles spliced and reworded,
names, journals, years, volumes and pages drawn anew, so that words are as common as in life.
The gold's targets lie among them, so that its strings measure how often the right work is found.
Times are those of the processor, which other work on the machine moves less than the clock's.
At last a second mirror is built of the same works, killed with SIGKILL at random moments and begun
again: it must hold what the first one holds, row by row, the index of words included.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from random import Random, SystemRandom
from typing import TypeVar

from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import build
from refparse.resolve.registry import Answer, Query

SHARED = Path(__file__).resolve().parents[2] / "shared"
WORKS = SHARED / "crossref" / "works.jsonl.gz"
MATCHING = SHARED / "gold" / "matching"
PART = 5_000
ASKED = 1_000
ALL_OF_CROSSREF = 170_000_000
#: Everything a mirror holds but when it was built, each table in an order of its own.
HELD = (
    "SELECT * FROM about WHERE name <> 'built' ORDER BY name",
    "SELECT * FROM part ORDER BY name",
    "SELECT * FROM work ORDER BY id",
    "SELECT * FROM tie ORDER BY doi, kind, work",
    "SELECT * FROM common ORDER BY word",
    "SELECT * FROM temp.instance",
)
_NUMBER = re.compile(r"[0-9]{1,6}")

#: How often a family name is new, a word another's, a word new, a journal another's.
NEW_NAME, OTHER_WORD, NEW_WORD, OTHER_JOURNAL = 0.5, 0.15, 0.03, 0.5

Record = dict[str, object]
Question = TypeVar("Question")
Given = TypeVar("Given")


class Perturbed:
    """Works like the real ones, as many as wanted; the same ones for the same seed."""

    def __init__(self, works: Sequence[Record], seed: int = 4) -> None:
        """Take the real records apart."""
        self._random = Random(seed)
        self._works = works
        people = [person for work in works for person in _people(work)]
        self._families = [str(person["family"]) for person in people if person.get("family")]
        self._given = [str(person["given"]) for person in people if person.get("given")]
        self._titles = [words for work in works for words in (_first(work, "title").split(),) if words]
        self._words = [word for words in self._titles for word in words]
        self._journals = [work for work in works if work.get("container-title")]
        self._pages = [str(work["page"]) for work in works if work.get("page")]

    def _blend(self, one: str, two: str) -> str:
        """The beginning of one word and the end of another."""
        head, tail = self._random.randint(1, max(1, len(one) - 1)), self._random.randint(0, max(0, len(two) - 2))
        return (one[:head] + two[tail:]).lower()

    def _person(self, person: Record) -> Record:
        family = self._random.choice(self._families)
        if self._random.random() < NEW_NAME:
            family = self._blend(family, self._random.choice(self._families)).title()
        return person | {"family": family, "given": self._random.choice(self._given)}

    def _title(self) -> str:
        one, two = self._random.choice(self._titles), self._random.choice(self._titles)
        words = one[: self._random.randint(len(one) // 2, len(one))] + two[self._random.randint(0, len(two) // 2) :]
        return " ".join(map(self._word, words[:40]))

    def _word(self, word: str) -> str:
        chance = self._random.random()
        if chance < OTHER_WORD:
            return self._random.choice(self._words)
        return self._blend(word, self._random.choice(self._words)) if chance < OTHER_WORD + NEW_WORD else word

    def _page(self) -> str:
        page = self._random.choice(self._pages)
        return _NUMBER.sub(lambda found: str(self._random.randint(1, 10 ** len(found[0]))), page, count=1)

    def make(self, number: int) -> Record:
        """The work of that number."""
        old = self._works[number % len(self._works)]
        work = old | {"DOI": f"{str(old['DOI']).split('/')[0]}/{self._blend(_first(old, 'title'), 'x')[:8]}.{number:x}"}
        if old.get("title"):
            work["title"] = [self._title()]
        if old.get("author"):
            work["author"] = [self._person(person) for person in _people(old)[:200]]
        if old.get("container-title") and self._random.random() < OTHER_JOURNAL:
            journal = self._random.choice(self._journals)
            work |= {key: journal.get(key) for key in ("container-title", "short-container-title", "ISSN")}
        work["issued"] = {"date-parts": [[self._random.randint(1950, 2025)]]}
        if old.get("volume"):
            work["volume"] = str(1 + int(self._random.lognormvariate(3.7, 1)))
        if old.get("page"):
            work["page"] = self._page()
        return work


def _people(work: Record) -> list[Record]:
    people = work.get("author")
    return [person for person in people if isinstance(person, dict)] if isinstance(people, list) else []


def _first(work: Record, key: str) -> str:
    values = work.get(key)
    return str(values[0]) if isinstance(values, list) and values else ""


def lines(path: Path) -> Iterator[Record]:
    """The records of a file of JSON Lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write_parts(folder: Path, works: Sequence[Record], count: int) -> None:
    """A public data file as Crossref lays it out: the real works, then perturbed ones."""
    perturbed = Perturbed(works)
    targets = list(lines(MATCHING / "targets.jsonl.gz")) if MATCHING.is_dir() else []
    _write(folder / "real.json.gz", (*works, *targets))
    for start in range(0, count, PART):
        made = (perturbed.make(number) for number in range(start, min(count, start + PART)))
        _write(folder / f"{start // PART}.json.gz", made)


def _write(path: Path, works: Iterable[Record]) -> None:
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        file.write('{"items": [')
        file.writelines(f"{',' if number else ''}{json.dumps(work)}" for number, work in enumerate(works))
        file.write("]}")


def building(source: Path, index: Path) -> float:
    """Print rate, size and memory of a build, and what they come to for all of Crossref; its seconds by the clock."""
    begun, used = time.perf_counter(), time.process_time()
    built = build(source, index)
    wall, cpu = time.perf_counter() - begun, time.process_time() - used
    size = index.stat().st_size / built.works
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{built.works} works: {built.works / cpu:.0f} works/s of processor ({built.works / wall:.0f} by the clock)")
    print(f"{size:.0f} bytes a work, {peak} MB at the peak")
    hours = cpu / built.works * ALL_OF_CROSSREF / 3600
    print(f"for 170 million, if nothing grows: {hours:.0f} h of one core, {size * ALL_OF_CROSSREF / 1e9:.0f} GB")
    return wall


def killed(source: Path, index: Path, kills: int, seconds: float) -> None:
    """Build a mirror in a process of its own, killed so many times, by ``seconds`` of building at the latest."""
    chance = SystemRandom()
    command = [sys.executable, "-m", "benchmarks.mirror", "--build", str(source), str(index)]
    done = 0
    for _ in range(kills):
        run = subprocess.Popen(command)
        try:
            run.wait(chance.uniform(0, 2 * seconds / (kills + 1)))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            done += 1
    subprocess.run(command, check=True)
    print(f"killed {done} times (SIGKILL) while it was built", end="")


def same(one: Path, other: Path) -> bool:
    """Whether two mirrors hold the same."""
    with closing(sqlite3.connect(one)) as left, closing(sqlite3.connect(other)) as right:
        for mirror in (left, right):
            mirror.execute("CREATE VIRTUAL TABLE temp.instance USING fts5vocab (main, word, instance)")
        return all(
            mine == theirs for held in HELD for mine, theirs in zip_longest(left.execute(held), right.execute(held))
        )


def asking(mirror: Mirror, works: Sequence[Record]) -> None:
    """Print the times of each kind of question."""
    dois = [str(work["DOI"]).lower() for work in works[:ASKED]]
    places = [
        Query(container_title=_first(work, "container-title"), volume=str(work["volume"]), page=str(work["page"]))
        for work in works
        if work.get("volume") and work.get("page")
    ][:ASKED]
    timed("DOI", mirror.work, dois)
    timed("journal, volume and first page", mirror.search, places)
    if (MATCHING / "refs.jsonl").is_file():
        gold = list(lines(MATCHING / "refs.jsonl"))
        asked = gold[:: max(1, len(gold) // ASKED)]
        found = timed("string", mirror.search, [Query(bibliographic=str(ref["raw"])) for ref in asked])
        print(f"right work within the first 20 for {_recall(asked, found):.4f} of strings whose work is there")


def timed(name: str, ask: Callable[[Question], Given], questions: Sequence[Question]) -> list[Given]:
    """The answers; their times are printed."""
    answers, used, waited = [], [], []
    for question in questions:
        begun, spent = time.perf_counter(), time.thread_time()
        answers.append(ask(question))
        used.append((time.thread_time() - spent) * 1000)
        waited.append((time.perf_counter() - begun) * 1000)
    print(f"by {name}: {_shares(used)} of processor; by the clock {_shares(waited)}")
    return answers


def _shares(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"p50 {ordered[len(ordered) // 2]:.2f} ms, p95 {ordered[len(ordered) * 95 // 100]:.2f} ms"


def _recall(asked: Sequence[Record], found: Sequence[Sequence[Answer]]) -> float:
    pairs = [(ref, {answer.DOI for answer in answers}) for ref, answers in zip(asked, found, strict=True) if ref["doi"]]
    return sum(not _wanted(ref).isdisjoint(there) for ref, there in pairs) / len(pairs)


def _wanted(ref: Record) -> set[str]:
    twins = ref.get("alt")
    return {str(ref["doi"]).lower(), *(str(doi).lower() for doi in (twins if isinstance(twins, list) else ()))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mirror", description=__doc__)
    parser.add_argument("--works", type=Path, default=WORKS)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--build", nargs=2, type=Path, metavar=("SOURCE", "INDEX"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.build:
        build(*options.build)
        return 0
    works = list(lines(options.works))
    with tempfile.TemporaryDirectory(prefix="refparse-mirror-") as folder:
        source, index, torn = Path(folder, "parts"), Path(folder, "works.mirror"), Path(folder, "torn.mirror")
        source.mkdir()
        write_parts(source, works, options.count)
        seconds = building(source, index)
        with closing(Mirror(index)) as mirror:
            asking(mirror, works)
        killed(source, torn, options.kills, seconds)
        print(f": equal, row by row: {same(index, torn)} (bar True)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
