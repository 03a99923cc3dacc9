"""The file: made on the first write, refused where it is not ours, whole batches only."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from test_graph_factory import NOMURA, ROTHE, add, dump, make_page

from refparse.errors import GraphError, SchemaTooNew, StoreBusy, StoreReadOnly
from refparse.graph import Graph, schema
from refparse.work import Work

A, B = Work(title="Paper A"), Work(title="Paper B")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.sqlite"


@pytest.fixture
def filled(path):
    with Graph(path) as graph:
        add(graph, make_page("a.txt", A, [NOMURA]))
    return path


def refusal(path, **how):
    """What opening this path is refused with, in one line; the file must stay as it was."""
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir())
    with pytest.raises(GraphError) as caught:
        Graph(path, **how)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == beside
    return type(caught.value), str(caught.value)


class TestMaking:
    def test_a_missing_store_is_made_by_the_first_write_only(self, path):
        with Graph(path) as graph:
            with pytest.raises(GraphError, match=r"library\.sqlite: no store here; add a page first"):
                graph.works()
            assert not path.exists()
            add(graph, make_page("a.txt", A, []))
            assert len(graph.works()) == 1
        with Graph(path) as graph:
            assert len(graph.works()) == 1

    def test_folders_on_the_way_are_made(self, tmp_path):
        with Graph(tmp_path / "x" / "y" / "z.sqlite") as graph:
            assert not (tmp_path / "x").exists()
            add(graph, make_page("a.txt", A, []))
        assert (tmp_path / "x" / "y" / "z.sqlite").is_file()

    def test_a_first_write_that_fails_leaves_no_store(self, path):
        with Graph(path) as graph, pytest.raises(GraphError):
            graph.put_page(make_page("a.txt", A, [])[0], [])
        assert not path.exists() or path.stat().st_size == 0
        with Graph(path) as graph:
            with pytest.raises(GraphError, match="no store here"):
                graph.works()
            assert add(graph, make_page("a.txt", A, []))

    def test_a_database_without_tables_becomes_a_store(self, path):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("CREATE TABLE passing (x TEXT)")
        connection.execute("DROP TABLE passing")
        connection.close()
        with Graph(path) as graph:
            with pytest.raises(GraphError, match="no store here"):
                graph.works()
            assert add(graph, make_page("a.txt", A, []))

    def test_a_reader_sees_what_another_process_made_meanwhile(self, path):
        with Graph(path, read_only=True) as reader, Graph(path) as writer:
            add(writer, make_page("a.txt", A, []))
            assert [work.work.title for work in reader.works()] == ["Paper A"]

    def test_two_makers_make_one_store(self, path):
        with Graph(path) as first, Graph(path) as second:
            add(first, make_page("a.txt", A, []))
            add(second, make_page("b.txt", B, []))
            assert len(first.works()) == len(second.works()) == 2

    def test_a_store_at_rest_is_one_file(self, filled):
        with Graph(filled, read_only=True) as graph:
            assert len(graph.works()) == 2
        assert [file.name for file in filled.parent.iterdir()] == ["library.sqlite"]

    def test_a_store_is_read_without_us(self, filled):
        connection = sqlite3.connect(filled)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (5,)
        assert connection.execute("SELECT cited_title FROM who_cites").fetchall() == [(NOMURA.title,)]
        strict = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        assert connection.execute(strict).fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()

    def test_odd_file_names_are_names(self, tmp_path):
        odd = tmp_path / "a b?c#d%20é.sqlite"
        with Graph(odd) as graph:
            add(graph, make_page("a.txt", A, []))
        with Graph(os.fspath(odd), read_only=True) as graph:
            assert len(graph.works()) == 1
        assert [file.name for file in tmp_path.iterdir()] == [odd.name]


class TestRefusing:
    def test_a_folder(self, tmp_path):
        assert refusal(tmp_path) == (GraphError, f"{tmp_path}: a folder, not a store; name a file")

    def test_a_file_where_a_folder_should_be(self, tmp_path):
        (tmp_path / "x").write_text("x")
        with pytest.raises(GraphError, match=r"/x/y: .*/x is not a folder; choose another place"):
            Graph(tmp_path / "x" / "y")

    @pytest.mark.parametrize("content", [b"@article{a,}", b"\x00" * 5000, b"SQLite format 2"])
    def test_what_is_not_sqlite(self, path, content):
        path.write_bytes(content)
        assert refusal(path) == (
            GraphError,
            f"{path}: not a SQLite file; name another file; this one was left alone",
        )

    @pytest.mark.parametrize("mode", ["wal", "delete"])
    def test_sqlite_of_another_program(self, path, mode):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.close()
        assert refusal(path)[1] == f"{path}: a SQLite file of another program; name another file"

    def test_a_damaged_file(self, path):
        path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
        assert refusal(path)[1] == f"{path}: the file is damaged; restore a copy of it"

    def test_a_file_that_cannot_be_opened(self, path, monkeypatch):
        path.write_bytes(b"secret")

        def refuse(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(GraphError, match="Permission denied; check its permissions"):
            Graph(path)

    def test_a_newer_schema(self, filled):
        connection = sqlite3.connect(filled)
        connection.execute("PRAGMA journal_mode = delete")
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
        kind, said = refusal(filled)
        assert kind is SchemaTooNew
        assert said == f"{filled}: schema 99, and this refparse knows 5; update refparse; the store was left alone"
        assert refusal(filled, read_only=True)[0] is SchemaTooNew

    def test_a_read_only_file(self, filled):
        filled.chmod(0o444)
        kind, said = refusal(filled)
        assert kind is StoreReadOnly
        assert said == f"{filled}: {filled} cannot be written; choose another file or allow writing"
        with Graph(filled, read_only=True) as graph:
            assert len(graph.works()) == 2
        assert [file.name for file in filled.parent.iterdir()] == ["library.sqlite"]

    def test_a_read_only_folder(self, filled):
        filled.parent.chmod(0o555)
        try:
            assert refusal(filled)[0] is StoreReadOnly
            assert refusal(filled.parent / "new.sqlite")[0] is StoreReadOnly
            with Graph(filled, read_only=True) as graph:
                assert len(graph.works()) == 2
            assert [file.name for file in filled.parent.iterdir()] == ["library.sqlite"]
        finally:
            filled.parent.chmod(0o755)

    def test_a_read_only_file_with_a_log_beside_it(self, filled):
        with Graph(filled) as writer:
            add(writer, make_page("b.txt", B, []))
            filled.chmod(0o444)
            with Graph(filled, read_only=True) as reader:
                assert len(reader.works()) == 3

    def test_writing_to_a_store_opened_for_reading(self, filled):
        with Graph(filled, read_only=True) as graph:
            with pytest.raises(StoreReadOnly, match="opened for reading only"):
                add(graph, make_page("b.txt", B, []))
            with pytest.raises(StoreReadOnly):
                graph.store.write("DELETE FROM document")
            assert graph.pin_keys({}) == {}
            assert len(graph.documents()) == 1

    def test_a_store_somebody_else_is_writing(self, filled):
        with Graph(filled) as first, Graph(filled, busy_timeout=0.05) as second:
            with first.transaction():
                add(first, make_page("b.txt", B, []))
                with pytest.raises(StoreBusy) as caught:
                    add(second, make_page("c.txt", Work(title="C"), []))
                assert len(second.works()) == 2  # readers never wait
            assert str(caught.value) == (f"{filled}: another process is writing to it; try again when it has finished")
            assert len(second.works()) == 3

    def test_a_store_that_is_being_made_while_somebody_reads_it(self, path):
        with Graph(path, busy_timeout=0.05) as graph:
            add(graph, make_page("a.txt", A, []))
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = delete")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM work").fetchone()
        with Graph(path, busy_timeout=0.05) as graph:
            with pytest.raises(StoreBusy):
                add(graph, make_page("b.txt", B, []))
            connection.execute("COMMIT")
            assert add(graph, make_page("b.txt", B, []))
        connection.close()

    def test_a_full_disk(self, filled):
        with Graph(filled) as graph:
            before = dump(graph)
            pages = graph.store.rows("PRAGMA page_count")[0][0]
            graph.store.write(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(GraphError, match="the disk is full; make room and run again; nothing was written"):
                add(graph, make_page("b.txt", B, [Work(title="x" * 9000) for _ in range(9)]))
            assert dump(graph) == before

    def test_a_closed_store(self, filled):
        graph = Graph(filled)
        graph.close()
        with pytest.raises(GraphError, match="closed"):
            graph.works()

    def test_closing_a_store_that_was_never_opened(self, path):
        Graph(path).close()
        assert not path.exists()


class TestMigrating:
    @pytest.fixture
    def newer(self, filled, monkeypatch):
        def second(db):
            db.execute("ALTER TABLE document ADD COLUMN shelf TEXT")

        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, second))
        return filled

    def test_an_old_store_is_copied_and_brought_up_to_date(self, newer):
        with Graph(newer) as graph:
            assert graph.store.rows("SELECT source, shelf FROM document")[0][:] == ("a.txt", None)
            assert graph.store.rows("PRAGMA user_version")[0][0] == 6
        old = sqlite3.connect(f"{newer}.schema5")
        assert old.execute("SELECT source FROM document").fetchall() == [("a.txt",)]
        assert old.execute("PRAGMA user_version").fetchone() == (5,)
        old.close()

    def test_an_earlier_copy_is_kept(self, newer):
        copy = Path(f"{newer}.schema5")
        copy.write_text("an earlier copy")
        with Graph(newer) as graph:
            assert graph.store.rows("PRAGMA user_version")[0][0] == 6
        assert copy.read_text() == "an earlier copy"

    def test_an_old_store_cannot_be_read_as_it_is(self, newer):
        assert refusal(newer, read_only=True)[1].endswith(
            "schema 5 of an older refparse; open it once for writing, which brings it up to date"
        )

    def test_a_change_that_fails_leaves_the_old_store(self, filled, monkeypatch):
        def broken(db):
            db.execute("ALTER TABLE document ADD COLUMN shelf TEXT")
            db.execute("SELECT * FROM nowhere")

        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
            with pytest.raises(GraphError, match="no such table: nowhere"):
                Graph(filled)
        with Graph(filled) as graph:
            assert "shelf" not in list(graph.store.rows("SELECT * FROM document")[0].keys())


KILLED = """
import sys, time
sys.path[:0] = [{tests!r}]
from test_graph_factory import NOMURA, ROTHE, add, make_page
from refparse.graph import Graph
from refparse.work import Work

graph = Graph({path!r})
with graph.transaction():
    for n in range(50):
        add(graph, make_page(f"{{n}}.txt", Work(title=f"Killed {{n}}"), [NOMURA, ROTHE]))
    graph.store.write("PRAGMA cache_spill = 1")
    print("inside", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_process_killed_inside_a_transaction_leaves_whole_batches(path, there):
    if there:
        with Graph(path) as graph:
            add(graph, make_page("a.txt", A, [NOMURA, ROTHE]))
            before = dump(graph)
    script = KILLED.format(tests=str(Path(__file__).parent), path=str(path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"inside\n"
        child.kill()
    with Graph(path) as graph:
        if there:
            assert dump(graph) == before
            assert graph.store.rows("PRAGMA integrity_check")[0][0] == "ok"
        else:
            with pytest.raises(GraphError, match="no store here"):
                graph.works()
        assert add(graph, make_page("b.txt", B, [NOMURA]))
        assert len(graph.documents()) == 1 + there


def test_sqlite_utils_is_not_loaded_before_it_is_needed():
    code = "import sys, refparse.graph; print('sqlite_utils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_sql_is_made_of_text():
    room = Path(schema.__file__).parent
    made = re.compile(r"""\bf["'].*\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE)\b""")
    assert [file.name for file in room.glob("*.py") if made.search(file.read_text(encoding="utf-8"))] == []
