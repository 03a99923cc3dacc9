"""How politely, surely and quickly DOIs are resolved: ``python -m benchmarks.resolver --works FILE [--dois N]``.

Known DOIs are asked of a server on loopback that answers like Crossref, 500 ms late, within the limits
of the polite pool: once undisturbed, beside the floor that limits and batches allow; once more, when the
cache must know all; once with 2 % 503, 1 % cut bodies, 1 % HTML under status 200 and bursts of 429; and
once killed with SIGKILL at random moments and begun again until done. Waiting is real, so 10,000 take minutes.

Then ``refparse resolve`` itself, on a library of pages that cite the first of these works: undisturbed, and
killed like that. All tables of the two libraries must hold the same in the end, but for times.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from benchmarks import stored
from refparse.errors import RegistryError
from refparse.resolve import questions
from refparse.resolve.cache import Cache
from refparse.resolve.cached import Cached
from refparse.resolve.crossref import Crossref
from refparse.resolve.registry import Answer, bare
from tests.crossref_server import POLITE, CrossrefServer, Habits

MAILTO = "bench@example.org"
LATENCY = 0.5
FAULTS = {"503": 0.02, "cut": 0.01, "html-200": 0.01}
#: So many requests in a row are refused, the first time at the first request of a stretch of so many.
BURST, STRETCH = 3, 25
COMMAND = "import sys; from refparse.cli import main; sys.exit(main())"
#: Times the floor that limits and batch size allow.
BAR = 1.3


def records(path: Path, count: int) -> Iterator[dict[str, object]]:
    """So many records of a file of JSON lines, gzipped or not; when it ends, again under other DOIs."""
    opened = gzip.open if path.suffix == ".gz" else open
    for turn in range(count):
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield record if turn == 0 else record | {"DOI": f"{record['DOI']}.{turn}"}


def client(url: str, cache: str, dois: Sequence[str]) -> int:
    """Resolve all into the cache; the exit code: 0 all, 4 the server gave up on us."""
    with Crossref(url, mailto=MAILTO) as crossref, Cache(cache) as kept:
        crossref.after(kept.idle())
        try:
            for _ in Cached(crossref, kept, server=url).stream(dois):
                pass
        except RegistryError as error:
            print(error, file=sys.stderr)
            return error.exit_code
    return 0


def floor(dois: Sequence[str]) -> float:
    """Seconds no client within the limits can do without: lists at their rate, and the last one's answer."""
    lists = sum(len(batch) > 1 for batch in questions.packed(dois))
    return (lists - 1) / POLITE.array + LATENCY


def contents(path: str, url: str, dois: Sequence[str]) -> dict[str, Answer]:
    """What a cache holds of these DOIs, without the time of fetching."""
    with Cache(path) as kept:
        held = kept.get(json.dumps([url, "work", doi]) for doi in dois)
    return {answer.DOI: replace(answer, at="") for kept in held.values() for answer in kept.answers}


def repeats(server: CrossrefServer) -> int:
    """How many records were given that had been given before."""
    return sum(times - 1 for times in server.counts.given.values())


def quiet(server: CrossrefServer, dois: Sequence[str], cache: str) -> None:
    """The undisturbed run, and the same again."""
    begun = time.perf_counter()
    code = client(server.url, cache, dois)
    seconds, counts, least = time.perf_counter() - begun, server.counts, floor(dois)
    print(f"undisturbed   {len(dois):,} DOIs, exit {code}: {seconds:.1f} s", end="")
    print(f", {seconds / least:.2f} x the floor of {least:.1f} s (bar {BAR})")
    print(f"              {counts.requests} requests ({dict(counts.kinds)}), at most {counts.peak} at once")
    print(f"              429s provoked {counts.provoked} (bar 0), records given twice {repeats(server)} (bar 0)")
    server.forget()
    begun = time.perf_counter()
    client(server.url, cache, dois)
    print(f"second run    {server.counts.requests} requests (bar 0), {time.perf_counter() - begun:.2f} s")


def bad_day(requests: int) -> deque[str]:
    """What befalls so many requests: faults by chance, and bursts of 429 that are sure to come."""
    chance = random.Random(4)
    names, shares = ("", *FAULTS), (1 - sum(FAULTS.values()), *FAULTS.values())
    drawn = chance.choices(names, shares, k=requests)
    return deque(
        "429" if STRETCH // 2 <= number % STRETCH < STRETCH // 2 + BURST else fault
        for number, fault in enumerate(drawn)
    )


def disturbed(server: CrossrefServer, dois: Sequence[str], cache: str, wanted: Mapping[str, Answer]) -> None:
    """The run on a bad day."""
    server.forget()
    server.habits.script, server.habits.shares = bad_day(len(dois) // 50), dict(FAULTS)
    begun = time.perf_counter()
    code = client(server.url, cache, dois)
    seconds = time.perf_counter() - begun
    server.habits.script.clear()
    server.habits.shares = {}
    same, counts = contents(cache, server.url, dois) == wanted, server.counts
    print(f"bad day       exit {code}: {seconds:.1f} s, faults {dict(counts.faults)}")
    print(f"              all resolved and equal: {same} (bar True), given twice {repeats(server)} (bar 0)")
    print(f"              429s provoked {counts.provoked} (bar 0)")


def killed(command: Sequence[str], kills: int, seconds: float, anew: Callable[[], None]) -> tuple[int, int]:
    """Begin a run again and again, until it was killed so many times and then came to its end.

    The exit code of the last run, and how many came to their end before their time; ``anew`` is
    called after each of those, so that as many moments are tried as promised.
    """
    chance = random.SystemRandom()
    done = early = 0
    while done < kills:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(chance.uniform(0.2, 2 * seconds / kills + 2.0))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            done += 1
        else:
            early += 1
            anew()
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode, early


def killed_client(server: CrossrefServer, dois: Sequence[str], folder: Path, kills: int) -> str:
    """Fill a cache under kills; where it is."""
    cache, names = folder / "killed", folder / "dois"
    names.write_text("\n".join(dois), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.resolver", "--works", str(names), "--client", server.url]
    server.forget()
    code, early = killed([*command, str(cache), str(names)], kills, floor(dois), cache.unlink)
    print(f"killed        {kills} times (SIGKILL), begun anew {early} times, last exit {code}", end="")
    print(f", 429s after a restart {server.counts.provoked}")
    print(f"              records asked for again {repeats(server)} of {sum(server.counts.given.values()):,}")
    return str(cache)


def resolving(server: CrossrefServer, folder: Path, works: Sequence[Mapping[str, object]], kills: int) -> None:
    """Run the command on two copies of one library: undisturbed, and killed."""
    new, calm, torn = (folder / name for name in ("new.sqlite", "calm.sqlite", "torn.sqlite"))
    stored.make(str(new), works)
    shutil.copyfile(new, calm)
    server.forget()
    begun = time.perf_counter()
    code = subprocess.run(_command(server, calm), check=False, stdout=subprocess.DEVNULL).returncode
    seconds, counts = time.perf_counter() - begun, server.counts
    print(
        f"the command   exit {code}: {seconds:.1f} s, {counts.requests} requests, 429s provoked {counts.provoked}",
        end="",
    )
    print(f", {stored.states(str(calm))}")

    def anew() -> None:
        shutil.rmtree(folder / torn.stem, ignore_errors=True)
        torn.with_name(f"{torn.name}-wal").unlink(missing_ok=True)
        torn.with_name(f"{torn.name}-shm").unlink(missing_ok=True)
        shutil.copyfile(new, torn)

    anew()
    server.forget()
    code, early = killed(_command(server, torn), kills, seconds, anew)
    print(f"killed        {kills} times (SIGKILL), begun anew {early} times, last exit {code}", end="")
    print(f", 429s after a restart {server.counts.provoked}")
    wanted, found = stored.everything(str(calm)), stored.everything(str(torn))
    differing = [table for table, rows in wanted.items() if found.get(table) != rows]
    rows = sum(map(len, wanted.values()))
    print(
        f"              final library equal in {rows:,} rows of {len(wanted)} tables: {wanted == found} (bar True)",
        *differing,
    )


def _command(server: CrossrefServer, library: Path) -> list[str]:
    """The command that resolves a library; its answers are kept beside it."""
    options = ("--base-url", server.url, "--mailto", MAILTO, "--cache", str(library.with_suffix("")))
    return [sys.executable, "-c", COMMAND, "resolve", "--quiet", "--db", str(library), *options]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=Path, required=True, help="Crossref records, JSON lines, .gz or not")
    parser.add_argument("--dois", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--stored", type=int, default=1_000, help="works that the library cites")
    parser.add_argument("--client", nargs=3, metavar=("URL", "CACHE", "DOIS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.client:
        url, cache, names = given.client
        return client(url, cache, Path(names).read_text(encoding="utf-8").split("\n"))
    works = list(islice(records(given.works, given.dois), given.dois))
    dois = [bare(str(work["DOI"])) for work in works]
    with tempfile.TemporaryDirectory() as scratch, CrossrefServer(works, habits=Habits(latency=LATENCY)) as server:
        folder = Path(scratch)
        quiet(server, dois, str(folder / "quiet"))
        wanted = contents(str(folder / "quiet"), server.url, dois)
        print(f"              {len(wanted):,} kept, {sum(answer.known for answer in wanted.values()):,} with a record")
        disturbed(server, dois, str(folder / "bad"), wanted)
        cache = killed_client(server, dois, folder, given.kills)
        print(f"              final cache equal: {contents(cache, server.url, dois) == wanted} (bar True)", flush=True)
        resolving(server, folder, works[: given.stored], given.kills)
    return 0


if __name__ == "__main__":
    sys.exit(main())
