"""What is left by a process that was cut off, a disk that was full, and bytes that nobody wrote."""

from __future__ import annotations

import io
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from test_graph_factory import NOMURA, ROTHE, add, make_page

from refparse import cli
from refparse.errors import GraphError, StoreBusy, StoreReadOnly
from refparse.graph import Graph
from refparse.work import Work

PAGES = Path(__file__).parent / "pages"
A = Work(title="Paper A")
SPOIL = "UPDATE {} SET {} = CAST(? AS TEXT)"

# Few pages are kept in memory, so that SQLite writes to the file long before it commits.
MAKING = """
import resource, sys, time
sys.path[:0] = [{tests!r}]
from test_graph_factory import NOMURA, ROTHE, add, make_page
from refparse.errors import GraphError
from refparse.graph import Graph
from refparse.work import Work

graph = Graph({path!r})
try:
    with graph.transaction():
        graph.store.write("PRAGMA cache_size = 2")
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        for n in range({pages}):
            add(graph, make_page(f"{{n}}.txt", Work(title=f"First {{n}}"), [NOMURA, ROTHE]))
        print("inside", flush=True)
        time.sleep(60)
except GraphError as error:
    print(error, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.sqlite"


def making(path, pages=30, limit="resource.RLIM_INFINITY"):
    """A child that makes a store here and waits before it commits."""
    script = MAKING.format(tests=str(Path(__file__).parent), path=str(path), pages=pages, limit=limit)
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)


@pytest.fixture
def cut_off(path):
    """A store whose first transaction was cut off when half of it had been written."""
    with making(path) as child:
        assert child.stdout.readline() == b"inside\n"
        child.kill()
    assert path.read_bytes()[:16] == bytes(16)
    assert path.with_name("library.sqlite-journal").stat().st_size > 0
    return path


def test_a_first_add_that_was_killed_is_begun_again(cut_off, capsys):
    assert cli.main(["add", "-q", "--db", str(cut_off), str(PAGES / "springer.txt")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("the store holds 1 papers, 25 works")
    with Graph(cut_off) as graph:
        assert graph.store.rows("PRAGMA integrity_check")[0][0] == "ok"
    assert [file.name for file in cut_off.parent.glob("library*")] == ["library.sqlite"]


def test_a_first_add_that_was_ended_politely_is_begun_again(path):
    with making(path) as child:
        assert child.stdout.readline() == b"inside\n"
        child.send_signal(signal.SIGTERM)
    with Graph(path) as graph:
        assert add(graph, make_page("a.txt", A, [NOMURA]))
        assert len(graph.documents()) == 1


def test_a_first_add_that_was_killed_left_no_store_to_read(cut_off):
    with Graph(cut_off, read_only=True) as graph, pytest.raises(GraphError, match="no store here; add a page first"):
        graph.works()


def test_a_first_add_that_was_killed_where_nothing_may_be_written(cut_off):
    cut_off.chmod(0o444)
    before = cut_off.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreReadOnly, match="cannot be written; choose another file or allow writing"):
            Graph(cut_off, read_only=read_only)
    assert cut_off.read_bytes() == before


def test_a_first_add_at_work_is_waited_for(path):
    with making(path) as child:
        assert child.stdout.readline() == b"inside\n"
        with pytest.raises(StoreBusy):
            Graph(path, read_only=True, busy_timeout=0.05)
        child.kill()


def test_a_full_disk_at_the_first_add(path):
    with making(path, pages=200, limit=400_000) as child:
        said = child.stdout.read().decode()
    assert said.startswith(f"{path}: the disk ")
    assert said.count("\n") == 1
    with Graph(path) as graph:
        assert add(graph, make_page("a.txt", A, [NOMURA]))
        assert len(graph.documents()) == 1


def cut_off_change(path):
    """Leave a file as a process leaves it that is killed half-way, and the journal that knows what was there."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = delete")
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE filler (x TEXT)")
    connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 2000,) for _ in range(200)])
    for name in (path.name, f"{path.name}-journal"):
        shutil.copy(path.with_name(name), path.with_name(f"copy-{name}"))
    connection.close()
    return path.with_name(f"copy-{path.name}")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_with_a_journal_is_put_back(path, read_only):
    with Graph(path) as graph:
        add(graph, make_page("a.txt", A, [NOMURA, ROTHE]))
    copy = cut_off_change(path)
    with Graph(copy, read_only=read_only) as graph:
        assert {work.work.title for work in graph.works()} == {A.title, NOMURA.title, ROTHE.title}
        assert graph.store.rows("SELECT count(*) FROM sqlite_master WHERE name = 'filler'")[0][0] == 0
        assert graph.store.rows("PRAGMA integrity_check")[0][0] == "ok"


def test_a_journal_of_another_program_is_left_to_it(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    copy = cut_off_change(path)
    before = {file.name: file.read_bytes() for file in copy.parent.glob("copy-*")}
    assert len(before) == 2
    with pytest.raises(GraphError):
        Graph(copy)
    assert {file.name: file.read_bytes() for file in copy.parent.glob("copy-*")} == before


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "library.sqlite"
    assert cli.main(["add", "-q", "--db", str(path), *map(str, PAGES.glob("*.txt"))]) == 0
    return path.read_bytes()


def flipped(content, places):
    damaged = bytearray(content)
    for place in places:
        damaged[place] ^= 0xFF
    return damaged


@pytest.mark.parametrize(("first", "step"), [(2, 1), (2, 37), (4, 1), (4, 37), (10, 1), (10, 37)])
@pytest.mark.parametrize("command", ["ask shared", "export", "add"])
def test_a_damaged_store_is_one_line_and_three(whole, path, first, step, command):
    path.write_bytes(flipped(whole, range(first * 4096, len(whole), step)))
    page = [str(PAGES / "springer.txt")] if command == "add" else []
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert cli.main([*command.split(), *page, "--db", str(path)]) == 3
    assert said.getvalue() == f"refparse: {path}: the file is damaged; restore a copy of it\n"


@pytest.mark.parametrize("seed", range(12))
def test_a_few_odd_bytes_never_surprise(whole, path, seed, capsys):
    size = len(whole) - 4 * 4096
    path.write_bytes(flipped(whole, (4 * 4096 + (seed + n) * 104_729 % size for n in range(10 * seed**2))))
    for command in ("ask shared", "export"):
        code = cli.main([*command.split(), "--db", str(path)])
        said = capsys.readouterr().err
        assert (code, said) in {(0, ""), (3, f"refparse: {path}: the file is damaged; restore a copy of it\n")}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("author_json", b'{"names": ['),
        ("author_json", b'{"names": [{"first": "M"}], "et_al": false}'),
        ("author_json", b"{}"),
        ("keyword", b"7"),
        ("title", b"\xff\xfe"),
    ],
)
def test_a_row_that_holds_no_work(path, column, value):
    with Graph(path) as graph:
        add(graph, make_page("a.txt", A, [NOMURA]))
        for table in ("work", "record"):
            graph.store.write(SPOIL.format(table, column), [value])
        for question in (graph.works, lambda: list(graph.records())):
            with pytest.raises(GraphError, match="the file is damaged; restore a copy of it"):
                question()
