"""What registries say, in the store; and a store of the first schema, brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace

import pytest
from test_graph_factory import EVERY_ROW, NOMURA, ROTHE, add, make_page

from refparse.errors import GraphError
from refparse.evidence import Evidence
from refparse.graph import Graph, registered, said, schema
from refparse.graph.registered import StoredResolution
from refparse.graph.said import StoredNotice, StoredSaid
from refparse.reference import Record
from refparse.work import Date, Name, Names, Work

A = Work(title="Paper A")
REGISTERED = Record(
    id="r" * 16, work=Work(title="Nomura's", DOI="10.1/n"), origin="registry", origin_id="10.1/n", document_id=""
)


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A store as the first schema left it, and every row of it."""
    path, today = tmp_path / "old.sqlite", tmp_path / "today.sqlite"
    with Graph(today) as graph:
        add(graph, make_page("a.txt", A, [NOMURA, None, ROTHE]))
        add(graph, make_page("b.txt", Work(title="Paper B"), [NOMURA]))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        with Graph(path) as graph, graph.transaction():
            pass
    copy_rows(today, path)
    return path, rows(path)


COPY = 'INSERT INTO main."{0}" ({1}) SELECT {1} FROM new."{0}"'


def copy_rows(new, old):
    """Put what one store holds into the tables of another, as far as it has them."""
    connection = sqlite3.connect(old)
    connection.execute("ATTACH ? AS new", [str(new)])
    names = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
    for name in names:
        if "_fts" not in name and not name.startswith("sqlite_"):
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({name})"))
            connection.execute(COPY.format(name, columns))
    connection.commit()
    connection.close()


def rows(path):
    """Every row of the tables of the first schema."""
    connection = sqlite3.connect(path)
    names = ("document", "reference", "record", "field", "identifier", "citation", "verdict", "work", "work_record")
    held = {name: connection.execute(EVERY_ROW.format(name)).fetchall() for name in names}
    connection.close()
    assert all(held.values()) or not held["verdict"]
    return held


def test_an_old_store_keeps_every_row(old):
    path, held = old
    with Graph(path) as graph:
        pass
    assert rows(path) == held
    with Graph(path) as graph:
        assert graph.store.rows("PRAGMA user_version")[0][0] == len(schema.MIGRATIONS)
        assert graph.store.rows("PRAGMA foreign_keys")[0][0] == 1
        assert graph.store.rows("PRAGMA foreign_key_check") == []
        assert registered.put_registered(graph, REGISTERED)
        with pytest.raises(GraphError, match="CHECK constraint failed"):
            graph.store.write("UPDATE record SET document_id = NULL WHERE origin = 'page'")
        assert len(graph.works()) == len(held["work"])
    assert path.with_name("old.sqlite.schema1").exists()


def test_an_old_store_with_rows_astray_is_left_alone(old):
    path, _ = old
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM document WHERE source = 'a.txt'")
    connection.commit()
    connection.close()
    before = shutil.copy(path, path.with_name("before"))
    with pytest.raises(GraphError, match="rows refer to what is not there"):
        Graph(path)
    assert sqlite3.connect(before).execute("PRAGMA user_version").fetchone() == (1,)


def test_no_answer_takes_no_answers_place(graph):
    (record,) = registered.pending(graph, "2026-11-21")[:1]

    def put(state, because):
        registered.put_resolution(
            graph, StoredResolution(record_id=record.record_id, state=state, because=because, by="", at="")
        )
        kept = registered.resolution(graph, record.record_id)
        return kept.state, kept.because

    failed = "failed: retry after"
    assert put(failed, "no network") == (failed, "no network")
    assert put(failed, "no name") == (failed, "no name")
    assert put("not found", "nobody") == ("not found", "nobody")
    assert put(failed, "no network") == ("not found", "nobody")


@pytest.fixture
def graph():
    with Graph(":memory:") as opened:
        add(opened, make_page("a.txt", A, [NOMURA]))
        registered.put_registered(opened, REGISTERED)
        yield opened


def cited(graph):
    return next(record for record in graph.records() if record.origin == "reference")


def test_a_resolution_reads_back(graph):
    evidence = Evidence(field="page", left="1", right="1", level="exact", weight=3.0)
    found = StoredResolution(
        record_id=cited(graph).id, state="resolved", because="it fits", by="crossref", at="2026-11-21T08:00:00Z",
        DOI="10.1/n", registry_id=REGISTERED.id, weight=9.5, evidence=(evidence,), twins=("10.1/twin",),
        runner_up={"DOI": "10.1/other", "weight": 1.0}, rules="2026.1",
    )  # fmt: skip
    assert registered.put_resolution(graph, found) == (found.record_id,)
    assert registered.resolution(graph, found.record_id) == found
    assert registered.states(graph) == {"resolved": 1}
    failed = StoredResolution(
        record_id=found.record_id, state="not found", because="down", by="", at="", retry_after="2027"
    )
    registered.put_resolution(graph, failed)
    assert registered.resolution(graph, found.record_id) == failed
    # Nobody is resolved to it any more.
    assert [record.origin for record in graph.records()] == ["page", "reference"]


def test_a_registrys_record_stays_unless_it_is_renewed(graph):
    other = replace(REGISTERED, work=Work(title="New", DOI="10.1/N"))
    assert not registered.put_registered(graph, other)
    assert next(graph.records([REGISTERED.id])) == REGISTERED
    assert not registered.put_registered(graph, other, renew=True)
    assert next(graph.records([REGISTERED.id])) == other
    assert [row[0] for row in graph.store.rows("SELECT value FROM identifier WHERE record_id = ?", [other.id])] == [
        "10.1/n"
    ]


VALUES = {
    "title": "Skin",
    "author": Names(names=(Name(family="Souza", particle="de"),), et_al=True),
    "issued": Date(year=2005, literal="2005b"),
    "keyword": ("one", "two"),
    "extra": (("note", "seen"),),
}


def spoken(field, value):
    return StoredSaid(record_id=REGISTERED.id, field=field, value=value, source="crossref", at="2026", shown=True)


@pytest.mark.parametrize("field", VALUES)
def test_a_value_reads_back(graph, field):
    one = StoredSaid(
        record_id=REGISTERED.id, field=field, value=VALUES[field], source="crossref", at="2026", shown=True
    )
    said.put_said(graph, [one])
    assert said.said(graph, [REGISTERED.id]) == (one,)


def test_one_value_of_a_field_is_shown(graph):
    for title in ("One", "Two"):
        said.put_said(graph, [spoken("title", title)])
    assert [(one.value, one.shown) for one in said.said(graph, [REGISTERED.id])] == [("One", False), ("Two", True)]


def test_notices_take_the_place_of_older_ones(graph):
    work_id = graph.works()[0].id
    graph.store.insert("work_record", [{"record_id": REGISTERED.id, "work_id": work_id}])
    notice = StoredNotice(
        DOI="10.1/n", by="10.1/r", kind="retraction", type="partial_retraction", issued="2020-01",
        sources=("publisher",), record_ids=("7",), words="retracted", stands=True,
    )  # fmt: skip
    lifted = StoredNotice(
        DOI="10.1/n", by="10.1/c", kind="retraction", type="retraction", issued=None, sources=(), record_ids=(),
        words="", stands=False,
    )  # fmt: skip
    said.put_notices(graph, REGISTERED.id, [lifted])
    said.put_notices(graph, REGISTERED.id, [notice, lifted])
    assert said.notices(graph) == {work_id: (notice, lifted)}
    assert graph.works([work_id])[0].notices == ("partial retraction on 2020-01: 10.1/r",)
