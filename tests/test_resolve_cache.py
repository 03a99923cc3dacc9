"""The cache: what is kept and for how long, several processes and threads, damage, full disks and kills."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from refparse.errors import RefparseError, RegistryUnreachable
from refparse.resolve.cache import Cache
from refparse.resolve.cached import Cached
from refparse.resolve.registry import Answer, Offline, Query, Registry, ignore

DAY = 86400.0


def answer(doi: str, *, known: bool = True, etag: str | None = None) -> Answer:
    message = {"DOI": doi, "title": ["Ü <i>x</i> \ud800"]} if known else None
    return Answer(DOI=doi, message=message, by="crossref", at="2026-11-21T08:00:00Z", etag=etag)


class Source(Registry):
    """A registry that counts; DOIs ending in "0" are unknown, those ending in "!" cannot be had."""

    def __init__(self, etag: str | None = None) -> None:
        self.asked: list[str] = []
        self.renewed: list[str] = []
        self.etag = etag
        self.slow = 0.0

    def work(self, doi: str) -> Answer:
        self.asked.append(doi)
        time.sleep(self.slow)
        if doi.endswith("!"):
            raise RegistryUnreachable("", doi=doi, what="down")
        return answer(doi, known=not doi.endswith("0"), etag=self.etag)

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        return {found.DOI: found for found in self.stream(dois)}

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        for doi in dois:
            found = self.work(doi)
            keep([found])
            yield found

    def renew(self, held: Answer) -> Answer:
        self.renewed.append(held.DOI)
        return replace(held, at="later")

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        self.asked.append(f"{query.title} {rows}")
        return [replace(answer("10.1000/1"), score=2.5)] * (query.title != "nothing")

    def updates(self, doi: str) -> list[Answer]:
        self.asked.append(f"updates {doi}")
        return [answer("10.1000/2")]


class Now:
    time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "crossref.sqlite"


def test_nothing_is_asked_twice_within_a_run_or_across_runs(path):
    for _ in range(2):
        source = Source()
        with Cache(path) as cache:
            cached = Cached(source, cache)
            for _ in range(2):
                assert cached.work("10.1000/A").DOI == "10.1000/a"
                assert list(cached.works(["https://doi.org/10.1000/B", "10.1000/A"])) == [
                    "https://doi.org/10.1000/B", "10.1000/A",
                ]  # fmt: skip
                assert not cached.work("10.1000/0").known
                assert [found.score for found in cached.search(Query(title="t"), rows=5)] == [2.5]
                assert cached.search(Query(title="nothing")) == []
                assert [found.DOI for found in cached.updates("10.1000/A")] == ["10.1000/2"]
        if source.asked:
            assert source.asked == ["10.1000/a", "10.1000/b", "10.1000/0", "t 5", "nothing 20", "updates 10.1000/A"]
            assert (cached.asked, cached.kept) == (6, 8)
    assert source.asked == []
    assert cached.asked == 0


def test_what_is_kept_comes_back_as_it_was(path):
    first = replace(answer("10.1000/1", etag='"e"'), score=1.5, agency="DataCite")
    with Cache(path) as cache:
        cache.put({"q": [first, answer("10.1000/2", known=False)]})
    with Cache(path) as cache:
        assert cache.get(["q", "none"])["q"].answers == (first, answer("10.1000/2", known=False))


def test_servers_are_kept_apart():
    source, cache = Source(), Cache(":memory:")
    Cached(source, cache, server="https://a.example").work("10.1000/1")
    Cached(source, cache, server="https://b.example").work("10.1000/1")
    assert len(source.asked) == 2


@pytest.mark.parametrize(
    ("days", "asked"),
    [(1, []), (6, ["10.1000/0"]), (61, ["10.1000/1", "10.1000/0"]), (-1, ["10.1000/1", "10.1000/0"])],
)
def test_answers_grow_old_and_unknown_dois_sooner(days, asked):
    now, source = Now(), Source()
    cached = Cached(source, Cache(":memory:", now=now))
    cached.works(["10.1000/1", "10.1000/0"])
    source.asked.clear()
    now.time += days * DAY
    cached.works(["10.1000/1", "10.1000/0"])
    assert source.asked == asked


def test_an_old_answer_with_an_etag_is_only_asked_whether_it_holds():
    now, source = Now(), Source(etag='"e"')
    cached = Cached(source, Cache(":memory:", now=now))
    cached.work("10.1000/1")
    now.time += 100 * DAY
    assert cached.work("10.1000/1").at == "later"
    assert cached.work("10.1000/1").at == "later"
    assert (source.asked, source.renewed) == (["10.1000/1"], ["10.1000/1"])
    assert cached.renew(answer("10.1000/1")).at == "later"
    assert source.renewed == ["10.1000/1"] * 2


def test_offline_gives_what_is_kept_whatever_its_age(path):
    now = Now()
    with Cache(path, now=now) as cache:
        Cached(Source(), cache).work("10.1000/1")
        now.time += 1000 * DAY
        offline = Cached(Offline(), cache, max_age=None, unknown_age=None)
        assert offline.work("10.1000/1").known
        assert list(offline.works(["10.1000/1"])) == ["10.1000/1"]
        with pytest.raises(RegistryUnreachable, match=r"10\.1000/2: not asked"):
            offline.works(["10.1000/1", "10.1000/2"])


def test_what_came_before_a_failure_is_kept():
    source, cache = Source(), Cache(":memory:")
    cached = Cached(source, cache)
    with pytest.raises(RegistryUnreachable, match="down"):
        cached.works(["10.1000/1", "10.1000/2", "10.1000/!", "10.1000/3"])
    source.asked.clear()
    cached.works(["10.1000/1", "10.1000/2", "10.1000/3"])
    assert source.asked == ["10.1000/3"]


def test_threads_that_ask_the_same_ask_once():
    source, cache = Source(), Cache(":memory:")
    source.slow = 0.02
    cached = Cached(source, cache)
    dois = [f"10.1000/{number}" for number in range(1, 6)]
    got: list[int] = []
    asks = [
        lambda: got.append(len(cached.works(dois))),
        lambda: got.append(len(cached.works(dois[::-1]))),
        lambda: got.append(len([cached.work(doi) for doi in dois])),
        lambda: got.append(len(cached.search(Query(title="t"))) + 4),
        lambda: got.append(len(cached.search(Query(title="t"))) + 4),
    ]
    threads = [threading.Thread(target=ask) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [5] * 5
    assert sorted(source.asked) == [*dois, "t 20"]


def test_the_size_is_shown_and_old_answers_are_forgotten(path):
    now = Now()
    with Cache(path, now=now) as cache:
        assert (cache.size().known, cache.size().oldest) == (0, None)
        cache.put({"a": [answer("10.1000/1")], "b": [answer("10.1000/0", known=False)]})
        now.time += 10 * DAY
        cache.put({"c": [answer("10.1000/2")]})
        size = cache.size()
        assert (size.known, size.unknown, size.oldest) == (2, 1, 10 * DAY)
        assert size.bytes >= 4096
        assert cache.prune(older_than=5 * DAY) == 2
        assert list(cache.get("abc")) == ["c"]
        now.time -= DAY
        assert cache.prune(older_than=5 * DAY) == 1  # it came from the future
        assert cache.prune() == 0
    assert Cache(":memory:").size().bytes == 0


@pytest.mark.parametrize("spoil", [b"no database at all" * 400, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_file_is_set_aside_and_begun_anew(path, spoil):
    path.parent.mkdir()
    path.write_bytes(spoil)
    with Cache(path) as cache:
        assert cache.set_aside
        assert cache.set_aside.read_bytes() == spoil
        cache.put({"q": [answer("10.1000/1")]})
    with Cache(path) as cache:
        assert (list(cache.get(["q"])), cache.set_aside, cache.trouble) == (["q"], None, None)


def test_a_file_damaged_while_it_is_open_is_set_aside_once(path):
    with Cache(path) as cache:
        cache.put({str(number): [answer(f"10.1000/{number}")] for number in range(500)})
        cache.prune(older_than=DAY)
    with Cache(path) as first, Cache(path) as second:
        held = path.read_bytes()
        path.write_bytes(held[:4096] + b"\xff" * (len(held) - 4096))
        assert first.get(["1"]) == {}
        first.put({"q": [answer("10.1000/1")]})
        assert list(first.get(["q"])) == ["q"]
        assert second.get(["1"]) == {}
        assert list(second.get(["q"])) == ["q"]
        assert (first.set_aside is None, second.set_aside) == (False, None)


def test_a_damaged_answer_is_asked_for_again(path):
    source = Source()
    with Cache(path) as cache:
        Cached(source, cache).work("10.1000/1")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE answer SET body = substr(body, 1, 20)")
    db.close()
    with Cache(path) as cache:
        assert Cached(source, cache).work("10.1000/1").known
    assert len(source.asked) == 2


def test_a_cache_of_another_version_is_set_aside(path):
    with Cache(path):
        pass
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with Cache(path) as cache:
        assert cache.set_aside is not None
        assert cache.trouble is None


def test_another_programs_file_is_refused_and_left_alone(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(RefparseError, match="another program's file, not a cache; name another file"):
        Cache(path)
    assert path.read_bytes() == before


def test_where_nothing_can_be_written_the_run_goes_on(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path, tmp_path / "file" / "crossref.sqlite"):
        source = Source()
        with Cache(place) as cache:
            assert cache.trouble
            cached = Cached(source, cache)
            cached.work("10.1000/1")
            cached.work("10.1000/1")
        assert len(source.asked) == 1


def test_a_full_disk_costs_a_repeat_and_no_more(path, monkeypatch):
    with Cache(path):
        pass
    connect, large = sqlite3.connect, {"abstract": random.Random(1).randbytes(50_000).hex()}

    def full(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db = connect(*arguments, **options)
        db.execute("PRAGMA max_page_count = 1")
        return db

    monkeypatch.setattr(sqlite3, "connect", full)
    with Cache(path) as cache:
        cache.put({"large": [replace(answer("10.1000/1"), message=large)]})
        assert "full" in (cache.trouble or "")
        assert cache.get(["large"]) == {}


def test_how_long_nobody_was_answered(path):
    now = Now()
    with Cache(path, now=now) as cache:
        cache.put({"a": [answer("10.1000/1")], "b": [answer("10.1000/2")]})
        now.time += 100
        cache.put({"a": [answer("10.1000/1")]})  # in the place of the first
        now.time += 7
        with Cache(path, now=now) as other:
            assert other.idle() == cache.idle() == 7.0


WRITER = """
import sys
from refparse.resolve.cache import Cache
from refparse.resolve.registry import Answer

path, name, times = sys.argv[1:]
answer = Answer(DOI="10.1000/1", message={"DOI": "10.1000/1"}, by="crossref", at="")
with Cache(path) as cache:
    print("open", flush=True)
    for number in range(int(times)):
        cache.put({f"{name} {number} {part}": [answer] for part in range(20)})
    sys.exit(cache.trouble)
"""


def writer(path: Path, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_processes_write_one_file(path):
    writers = [writer(path, name, 30) for name in "abc"]
    assert [process.communicate() and process.returncode for process in writers] == [0, 0, 0]
    with Cache(path) as cache:
        assert cache.size().known == 3 * 30 * 20


@pytest.mark.parametrize("moment", [0.01, 0.1])
def test_whoever_is_killed_leaves_whole_answers(path, moment):
    with writer(path, "a", 10**9) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        time.sleep(moment)
        process.kill()
    with Cache(path) as cache:
        assert (cache.set_aside, cache.trouble) == (None, None)
        assert cache.size().known % 20 == 0
