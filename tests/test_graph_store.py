"""Pages, records, verdicts and works put into a store and taken out again."""

import sqlite3

import pytest
from test_graph_factory import (
    EVERY_ROW,
    NOMURA,
    POWELL,
    ROTHE,
    add,
    cluster,
    dump,
    make_page,
    recluster,
    remove,
    same,
)

from refparse.errors import GraphError, StaleId
from refparse.graph import Graph
from refparse.reference import Record
from refparse.work import Date, Name, Names, Work

A, B, C = Work(title="Paper A", issued=Date(year=2001)), Work(title="Paper B"), Work(title="Paper C")


@pytest.fixture
def graph():
    with Graph(":memory:") as opened:
        yield opened


def count(graph, table):
    return len(graph.store.rows(EVERY_ROW.format(table)))


def ids(graph):
    return {work.work.title: work.id for work in graph.works()}


def test_a_page_is_stored_whole(graph):
    page, records = make_page("a.txt", A, [NOMURA, None, ROTHE])
    assert graph.put_page(page, records)
    tables = ("document", "reference", "dropped", "callout", "record", "citation", "field", "identifier")
    assert {name: count(graph, name) for name in tables} == {
        "document": 1,
        "reference": 3,
        "dropped": 1,
        "callout": 2,
        "record": 3,
        "citation": 3,
        "field": 4,
        "identifier": 1,
    }
    document = graph.store.rows("SELECT * FROM document")[0]
    assert (document["heading"], document["list_known"], document["list_reason"]) == ("Paper A", 1, None)
    assert (document["text"], document["notes"]) == (page.document.text, '["decoded as cp1252"]')
    assert document["dates"] == '[["accepted", {"year": 2005, "month": 3}]]'
    entries = graph.store.rows("SELECT * FROM reference ORDER BY number")
    assert [entry["grammar"] for entry in entries] == ["grammar:springer", None, "grammar:springer"]
    assert (entries[1]["reached_stop"], entries[1]["expected"]) == (1, '":" after {volume}')
    assert [row["cited_record_id"] is None for row in graph.store.rows("SELECT * FROM citation ORDER BY number")] == [
        False,
        True,
        False,
    ]
    assert [tuple(row) for row in graph.store.rows("SELECT number, reference_id IS NULL FROM callout")] == [
        (1, 0),
        (99, 1),
    ]
    fields = graph.store.rows("SELECT name, start, stop FROM field ORDER BY seq")
    assert [tuple(field) for field in fields[:2]] == [("title", 0, 7), ("note", None, None)]


def test_a_page_without_a_list_says_why(graph):
    graph.put_page(*make_page("a.txt", A, None))
    row = graph.store.rows("SELECT list_known, list_reason, list_start, heading FROM document")[0]
    assert tuple(row) == (0, "no list here", None, None)
    assert [(d.source, d.list_known, d.list_reason, d.references) for d in graph.documents()] == [
        ("a.txt", False, "no list here", 0)
    ]


def test_adding_a_page_again_changes_nothing(graph):
    made = make_page("a.txt", A, [NOMURA, ROTHE])
    assert add(graph, made)
    before = dump(graph)
    assert not add(graph, made)
    assert dump(graph) == before


def test_a_page_needs_a_record_of_itself(graph):
    page, records = make_page("a.txt", A, [NOMURA])
    with pytest.raises(GraphError, match=r"a\.txt: no record of the page itself"):
        graph.put_page(page, records[1:])
    assert count(graph, "document") == 0


FULL = Work(
    type="chapter",
    title="A title",
    author=Names(names=(Name(particle="de", family="Souza", given="RB", suffix="Jr"), Name(literal="WHO")), et_al=True),
    editor=Names(names=(Name(family="Łoś"),)),
    container_title="B",
    collection_title="C",
    issued=Date(year=2005, month=2, day=3, season="Winter", literal="2005b"),
    volume="1",
    issue="2",
    page="3–4",
    number="5",
    edition="6",
    publisher="P",
    publisher_place="Q",
    DOI="10.1000/X",
    PMID="1",
    PMCID="PMC2",
    arXiv="1707.08052v2",
    ISSN="3",
    ISBN="4",
    URL="https://example.org",
    language="en",
    abstract="D",
    keyword=("e", "f"),
    doi_prefix="10.1016/j",
    extra=(("note", "g"), ("note", "h")),
)


def test_records_come_back_as_they_were(graph):
    assert set(FULL.stated()) == {name for name in Work.__slots__ if getattr(FULL, name)} == set(Work.__slots__)
    page, records = make_page("a.txt", FULL, [Work(author=Names(et_al=True)), Work(issued=Date(literal="in press"))])
    graph.put_page(page, records)
    assert tuple(graph.records()) == records
    assert tuple(graph.records([records[2].id, records[0].id])) == (records[0], records[2])
    row = graph.store.rows("SELECT author, issued, DOI FROM record ORDER BY seq")[0]
    assert tuple(row) == ("de Souza RB Jr; WHO; et al.", "2005-02-03 Winter", "10.1000/X")


def test_a_work_comes_back_as_it_was(graph):
    page, records = make_page("a.txt", FULL, [])
    graph.put_page(page, records)
    graph.put_clusters([cluster(*records)])
    assert [work.work for work in graph.works()] == [FULL]
    assert graph.origins(graph.works()[0].id) == dict.fromkeys(FULL.stated(), records[0].id)


def test_what_sqlite_cannot_hold_is_replaced(graph):
    work = Work(title="a\x00b\ud800c", extra=(("x", "\x00\udfff"),), issued=Date(year=2**70, literal="long ago"))
    page, records = make_page("a\udcff.txt", work, [])
    assert add(graph, (page, records))
    (record,) = graph.records()
    assert record.work.title == "a\ufffdb\ufffdc"
    assert record.work.extra == (("x", "\ufffd\ufffd"),)
    assert record.work.issued == Date(literal="long ago")
    assert graph.find_document("a\udcff.txt") == page.document.id
    assert count(graph, "work") == 1


def test_an_unknown_record_is_said(graph):
    graph.put_page(*make_page("a.txt", A, []))
    with pytest.raises(StaleId, match="no record 'zz' in the store"):
        graph.records(["zz"])


def test_many_records_are_given_in_batches(graph, monkeypatch):
    monkeypatch.setattr("refparse.graph.store._BATCH", 2)
    page, records = make_page("a.txt", A, [NOMURA, ROTHE, POWELL])
    graph.put_page(page, records)
    assert list(graph.records()) == list(records)


def test_neighbours_share_a_key(graph):
    page, (own, first, second) = make_page("a.txt", A, [NOMURA, ROTHE])
    graph.put_page(page, (own, first, second))
    graph.put_keys({own.id: ["k1"], first.id: ["k1", "k2", "k2"]})
    graph.put_keys({first.id: ["k2", "k3"]})
    graph.put_keys({second.id: ["k4"]})
    assert graph.neighbours(["k1", "nothing"]) == tuple(sorted((own.id, first.id)))
    assert graph.neighbours(["k3", "k4"]) == tuple(sorted((first.id, second.id)))
    assert graph.neighbours([]) == ()
    assert count(graph, "blocking_key") == 5


def test_verdicts_are_kept_where_they_matter(graph):
    page, (a, b, c, d) = make_page("a.txt", A, [NOMURA, ROTHE, POWELL])
    graph.put_page(page, (a, b, c, d))
    kept = [same(a.id, b.id), same(b.id, c.id, decision="ask"), same(c.id, d.id, decision="different", vetoes=("DOI",))]
    graph.put_verdicts([*kept, same(a.id, d.id, decision="different")])
    assert set(graph.verdicts()) == set(kept)
    assert graph.verdicts([a.id]) == (kept[0],)
    assert set(graph.verdicts([b.id, c.id])) == set(kept)
    # Judged again: one changed its weight, one is now merely different.
    graph.put_verdicts([same(a.id, b.id, weight=9.5), same(b.id, c.id, decision="different")])
    assert {v.weight for v in graph.verdicts([a.id])} == {9.5}
    assert len(graph.verdicts()) == 2


def test_a_verdict_on_nothing_is_refused(graph):
    with pytest.raises(GraphError, match="FOREIGN KEY constraint failed; nothing was written"):
        graph.put_verdicts([same("a", "b")])
    assert graph.verdicts() == ()


def test_a_component_follows_same_and_only_same(graph):
    page, (a, b, c, d) = make_page("a.txt", A, [NOMURA, ROTHE, POWELL])
    graph.put_page(page, (a, b, c, d))
    graph.put_verdicts([same(a.id, b.id), same(b.id, c.id), same(c.id, d.id, decision="ask")])
    assert graph.component([c.id]) == tuple(sorted((a.id, b.id, c.id)))
    assert graph.component([d.id, "unknown"]) == (d.id,)
    graph.put_clusters([cluster(c, d)])
    assert graph.component([d.id]) == tuple(sorted((a.id, b.id, c.id, d.id)))


class TestWorkIds:
    @pytest.fixture
    def four(self, graph) -> tuple[Record, ...]:
        page, records = make_page("a.txt", A, [NOMURA, ROTHE, POWELL])
        graph.put_page(page, records)
        return records

    def test_an_id_stays_when_members_join_and_leave(self, graph, four):
        a, b, c, _ = four
        (work,) = graph.put_clusters([cluster(a)])
        assert graph.put_clusters([cluster(a, b, c)]) == (work,)
        assert graph.members(work) == (a, b, c)
        kept, new = graph.put_clusters([cluster(a, c), cluster(b)])
        assert kept == work != new
        assert graph.members(new) == (b,)

    def test_works_are_returned_in_the_order_given(self, graph, four):
        a, b, c, d = four
        found = graph.put_clusters([cluster(d), cluster(b, c), cluster(a)])
        assert [graph.members(work) for work in found] == [(d,), (b, c), (a,)]

    def test_the_work_minted_first_swallows_the_other(self, graph, four):
        a, b, c, d = four
        older, younger, third = graph.put_clusters([cluster(a), cluster(b, c), cluster(d)])
        graph.pin_keys({younger: "nomura1990", older: "paper2001"})
        assert graph.put_clusters([cluster(a, b, c)]) == (older,)
        assert graph.find_work(younger).id == graph.find_work("nomura1990").id == older
        assert graph.keys() == {older: "paper2001"}
        # An alias of an alias still leads home.
        assert graph.put_clusters([cluster(a, b, c, d)]) == (older,)
        assert graph.find_work(third).id == graph.find_work(younger).id == older

    def test_a_key_of_the_swallowed_work_serves_where_there_is_no_other(self, graph, four):
        a, b, _, _ = four
        older, younger = graph.put_clusters([cluster(a), cluster(b)])
        graph.pin_keys({younger: "nomura1990"})
        graph.put_clusters([cluster(a, b)])
        assert graph.keys() == {older: "nomura1990"}
        # Parted again, both are what they were.
        assert graph.put_clusters([cluster(a), cluster(b)]) == (older, younger)
        assert graph.keys() == {younger: "nomura1990"}

    def test_the_part_with_the_earliest_record_keeps_the_id(self, graph, four):
        a, b, c, d = four
        (work,) = graph.put_clusters([cluster(a, b, c, d)])
        first, second = graph.put_clusters([cluster(d, c), cluster(b, a)])
        assert (second, first != work) == (work, True)

    def test_an_id_in_use_is_not_minted_again(self, graph, four):
        a, b, c, d = sorted(four, key=lambda record: record.id)
        (work,) = graph.put_clusters([cluster(a, b, c, d)])
        earliest = four[0]
        rest = [record for record in (a, b, c, d) if record != earliest]
        others = [cluster(record) for record in rest]
        found = graph.put_clusters([cluster(earliest), *others])
        assert found[0] == work
        assert len(set(found)) == 4

    @pytest.mark.parametrize("parts", [[0, 1], [1, 0]])
    def test_clusters_name_whole_works(self, graph, four, parts):
        a, b, _, _ = four
        graph.put_clusters([cluster(a, b)])
        with pytest.raises(GraphError, match="also holds record"):
            graph.put_clusters([cluster((a, b)[parts[0]])])
        assert len(graph.works()) == 1

    def test_clusters_share_no_record_and_name_only_known_ones(self, graph, four):
        a, b, c, _ = four
        with pytest.raises(GraphError, match="one record in two clusters"):
            graph.put_clusters([cluster(a, b), cluster(b, c)])
        stranger = Record(id="zz", work=A, origin="page", origin_id="x", document_id="y")
        with pytest.raises(GraphError, match="no record 'zz' in the store"):
            graph.put_clusters([cluster(a, stranger)])
        assert graph.put_clusters([]) == ()


def test_an_id_free_again_is_salted_where_another_work_has_it(graph):
    first, second = make_page("a.txt", A, [], copy="1"), make_page("b.txt", A, [], copy="2")
    add(graph, first)
    (work,) = graph.works()
    add(graph, second)
    remove(graph, first[0].document.id)
    assert [w.id for w in graph.works()] == [work.id]
    graph.put_page(*first)
    (other,) = graph.put_clusters([cluster(*first[1])])
    assert other != work.id
    assert {w.id for w in graph.works()} == {work.id, other}


class TestRemove:
    def test_removing_a_page_leaves_what_others_say(self, graph):
        first, second = make_page("a.txt", A, [NOMURA, ROTHE]), make_page("b.txt", B, [NOMURA, POWELL])
        add(graph, first)
        before, known = dump(graph, without=["document"]), ids(graph)
        add(graph, second)
        with graph.transaction():
            report = graph.remove_page(second[0].document.id)
            recluster(graph, report.touched)
        assert (report.source, report.records, len(report.vanished)) == ("b.txt", 3, 2)
        assert report.touched == tuple(r.id for r in first[1] if r.work is NOMURA)
        assert ids(graph) == known
        assert dump(graph, without=["document"]) == before

    def test_a_key_stays_reserved_and_comes_back_to_its_work(self, graph):
        made = make_page("a.txt", A, [NOMURA])
        add(graph, made)
        work = ids(graph)[NOMURA.title]
        graph.pin_keys({work: "nomura1990"})
        remove(graph, made[0].document.id)
        assert graph.works() == ()
        assert graph.keys() == {}
        add(graph, make_page("b.txt", ROTHE, []))
        assert graph.pin_keys({ids(graph)[ROTHE.title]: "Nomura1990"}) == {ids(graph)[ROTHE.title]: "Nomura1990a"}
        add(graph, made)
        assert graph.keys()[work] == "nomura1990"

    def test_a_page_that_is_not_there_is_said(self, graph):
        with pytest.raises(StaleId, match="no page 'zz' in the store"):
            graph.remove_page("zz")

    def test_a_page_is_found_by_its_file_name(self, graph):
        one, two = make_page("a.txt", A, []), make_page("a.txt", B, [])
        graph.put_page(*one)
        assert graph.find_document("a.txt") == graph.find_document(one[0].document.id) == one[0].document.id
        graph.put_page(*two)
        with pytest.raises(StaleId, match=r"2 pages are called 'a\.txt'; name one by its id: [0-9a-f]{16}, "):
            graph.find_document("a.txt")

    def test_a_page_put_but_never_clustered_can_be_removed(self, graph):
        page, records = make_page("a.txt", A, [NOMURA])
        graph.put_page(page, records)
        report = graph.remove_page(page.document.id)
        assert (report.records, report.vanished, report.touched) == (2, (), ())
        assert {name: rows for name, rows in dump(graph).items() if rows} == {}


def test_a_run_that_changed_nothing_leaves_no_row(graph):
    graph.put_run("add", version="0.1.0", counts={"pages": 0})
    assert count(graph, "run") == 0
    graph.put_run("add", version="0.1.0", counts={"pages": 2, "works": 0})
    row = graph.store.rows("SELECT * FROM run")[0]
    assert (row["command"], row["version"], row["counts"]) == ("add", "0.1.0", '{"pages": 2, "works": 0}')
    assert row["at"].endswith("+00:00")


class TestTransactions:
    def test_an_error_undoes_the_whole_batch(self, graph):
        before = dump(graph)

        def broken():
            with graph.transaction():
                add(graph, make_page("a.txt", A, [NOMURA]))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            broken()
        assert dump(graph) == before

    def test_an_inner_error_that_is_caught_undoes_its_part_only(self, graph):
        with graph.transaction():
            graph.put_page(*make_page("a.txt", A, []))
            with pytest.raises(StaleId):
                graph.remove_page("zz")
            with pytest.raises(GraphError):
                graph.put_verdicts([same("a", "b")])
        assert [document.source for document in graph.documents()] == ["a.txt"]

    def test_what_sqlite_raises_is_ours(self, graph):
        with pytest.raises(GraphError, match="no such table: nowhere") as caught:
            graph.store.rows("SELECT * FROM nowhere")
        assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
