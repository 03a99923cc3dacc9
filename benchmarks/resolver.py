"""How politely, surely and quickly DOIs are resolved: ``python -m benchmarks.resolver --works FILE [--dois N]``.

Known DOIs are asked of a server on loopback that answers like Crossref, 500 ms late, within the limits
of the polite pool: once undisturbed, beside the floor that limits and batches allow; once more, when the
cache must know all; once with 2 % 503, 1 % cut bodies, 1 % HTML under status 200 and bursts of 429; and
once killed with SIGKILL at random moments and begun again until done. Waiting is real, so the full run of
10,000 takes minutes, and costs next to no processor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from refparse.errors import RegistryError
from refparse.resolve import questions
from refparse.resolve.cache import Cache
from refparse.resolve.cached import Cached
from refparse.resolve.crossref import Crossref
from refparse.resolve.registry import Answer
from tests.crossref_server import POLITE, CrossrefServer, Habits

MAILTO = "bench@example.org"
LATENCY = 0.5
FAULTS = {"503": 0.02, "cut": 0.01, "html-200": 0.01, "429": 0.01}
BURST = 3
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


def disturbed(server: CrossrefServer, dois: Sequence[str], cache: str, wanted: Mapping[str, Answer]) -> None:
    """The run on a bad day."""
    server.forget()
    server.habits.shares, server.habits.burst = dict(FAULTS), BURST
    begun = time.perf_counter()
    code = client(server.url, cache, dois)
    seconds = time.perf_counter() - begun
    server.habits.shares = {}
    same, counts = contents(cache, server.url, dois) == wanted, server.counts
    print(f"bad day       exit {code}: {seconds:.1f} s, faults {dict(counts.faults)}")
    print(f"              all resolved and equal: {same} (bar True), given twice {repeats(server)} (bar 0)")
    print(f"              429s provoked {counts.provoked} (bar 0)")


def killed(server: CrossrefServer, command: Sequence[str], cache: str, kills: int, seconds: float) -> None:
    """The run killed at random moments, begun again each time until it is done."""
    chance = random.SystemRandom()
    server.forget()
    done = 0
    while done < kills:
        run = subprocess.Popen(command)
        try:
            run.wait(chance.uniform(0.2, 2 * seconds / kills + 2.0))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            done += 1
        else:  # done before its time: begin anew, so that as many moments are tried as promised
            Path(cache).unlink()
    code = subprocess.run(command, check=False).returncode
    print(f"killed        {kills} times (SIGKILL), last exit {code}, 429s after a restart {server.counts.provoked}")
    print(f"              records asked for again {repeats(server)} of {sum(server.counts.given.values()):,}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=Path, required=True, help="Crossref records, JSON lines, .gz or not")
    parser.add_argument("--dois", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--client", nargs=3, metavar=("URL", "CACHE", "DOIS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.client:
        url, cache, names = given.client
        return client(url, cache, Path(names).read_text(encoding="utf-8").split("\n"))
    works = list(islice(records(given.works, given.dois), given.dois))
    dois = [questions.bare(str(work["DOI"])) for work in works]
    with tempfile.TemporaryDirectory() as folder, CrossrefServer(works, habits=Habits(latency=LATENCY)) as server:
        first, second, third, names = (str(Path(folder, name)) for name in ("quiet", "bad", "killed", "dois"))
        quiet(server, dois, first)
        wanted = contents(first, server.url, dois)
        print(f"              {len(wanted):,} kept, {sum(answer.known for answer in wanted.values()):,} with a record")
        disturbed(server, dois, second, wanted)
        Path(names).write_text("\n".join(dois), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.resolver", "--works", names, "--client", server.url, third, names]
        killed(server, command, third, given.kills, floor(dois))
        print(f"              final cache equal: {contents(third, server.url, dois) == wanted} (bar True)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
