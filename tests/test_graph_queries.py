"""Who cites what: the views, the functions over them, and that they use the indexes."""

import pytest
from test_graph_factory import NOMURA, POWELL, ROTHE, add, make_page, remove

from refparse.errors import GraphError, StaleId
from refparse.graph import Graph, queries
from refparse.work import Date, Work

A = Work(title="Paper A", issued=Date(year=2001))
B = Work(title="Paper B", issued=Date(year=2002))
C = Work(title="Paper C", issued=Date(year=2003))
D = Work(title="Paper D", issued=Date(year=2004))


@pytest.fixture
def graph():
    """A and B have lists, C's is unknown, D's has an entry that nothing reads; B cites A."""
    with Graph(":memory:") as opened:
        add(opened, make_page("a.txt", A, [NOMURA, ROTHE, POWELL]))
        add(opened, make_page("b.txt", B, [ROTHE, A, NOMURA, NOMURA]))
        add(opened, make_page("c.txt", C, None))
        add(opened, make_page("d.txt", D, [None, POWELL]))
        yield opened


def titles(rows):
    return [row.work.title for row in rows]


def test_counts(graph):
    assert queries.counts(graph) == queries.Counts(nodes=7, edges=8, distinct_cited_works=4, papers=4, lists_unknown=1)


def test_my_papers(graph):
    assert [(p.work.title, p.list_known, p.list_reason, p.unread) for p in queries.papers(graph)] == [
        ("Paper A", True, None, 0),
        ("Paper B", True, None, 0),
        ("Paper C", False, "no list here", 0),
        ("Paper D", True, None, 1),
    ]


def test_who_cites_keeps_three_states_apart(graph):
    answer = queries.citing(graph, "nomura")
    assert answer.work.title == NOMURA.title
    assert (answer.work.author, answer.work.issued) == ("Nomura M; Okada N", "1990")
    assert [(row.citing.title, row.number, row.label) for row in answer.cited_by] == [
        ("Paper A", 1, "1."),
        ("Paper B", 3, "3."),
        ("Paper B", 4, "4."),
    ]
    assert answer.papers == 2
    assert titles(answer.not_citing) == ["Paper D"]
    assert titles(answer.unknown) == ["Paper C"]
    first = answer.cited_by[0]
    assert (first.text, first.by, first.confidence, first.itself) == (NOMURA.title, "grammar:springer", 1.0, False)
    assert first.document_id == graph.find_document("a.txt")


def test_a_paper_can_be_cited_and_is_not_asked_about_itself(graph):
    answer = queries.citing(graph, "Paper A")
    assert [(row.citing.title, row.number) for row in answer.cited_by] == [("Paper B", 2)]
    assert titles(answer.not_citing) == ["Paper D"]


def test_a_work_nobody_cites(graph):
    answer = queries.citing(graph, "Paper C")
    assert (answer.cited_by, answer.papers) == ((), 0)
    assert titles(answer.not_citing) == ["Paper A", "Paper B", "Paper D"]


def test_a_work_that_is_not_there(graph):
    for question in (queries.citing, queries.co_cited, queries.coupled):
        with pytest.raises(StaleId, match='no work matches "nowhere"'):
            question(graph, "nowhere")


def test_a_second_copy_of_a_page_adds_no_edge(graph):
    before = queries.counts(graph), queries.citing(graph, "nomura"), queries.shared(graph)
    add(graph, make_page("a2.txt", A, [NOMURA, ROTHE, POWELL], copy="printed again"))
    after = queries.counts(graph), queries.citing(graph, "nomura"), queries.shared(graph)
    assert after[0] == before[0]
    assert after[2] == before[2]
    assert [(row.citing, row.number, row.text) for row in after[1].cited_by] == [
        (row.citing, row.number, row.text) for row in before[1].cited_by
    ]


def test_a_copy_with_a_list_makes_the_list_known(graph):
    add(graph, make_page("c2.txt", C, [NOMURA], copy="whole"))
    answer = queries.citing(graph, "nomura")
    assert [row.citing.title for row in answer.cited_by] == ["Paper A", "Paper B", "Paper B", "Paper C"]
    assert answer.unknown == ()
    assert queries.counts(graph).lists_unknown == 0


def test_a_work_that_cites_itself_is_shown(graph):
    own = Work(title="Paper E")
    add(graph, make_page("e.txt", own, [own]))
    (row,) = queries.citing(graph, "Paper E").cited_by
    assert (row.citing.title, row.itself) == ("Paper E", True)
    assert queries.coupled(graph, "Paper E") == queries.co_cited(graph, "Paper E") == ()


def test_shared_references_count_papers_not_entries(graph):
    rows = queries.shared(graph)
    assert [(row.work.title, row.papers, [brief.title for brief in row.citing]) for row in rows] == [
        (ROTHE.title, 2, ["Paper A", "Paper B"]),
        (POWELL.title, 2, ["Paper A", "Paper D"]),
        (NOMURA.title, 2, ["Paper A", "Paper B"]),
    ]
    add(graph, make_page("e.txt", Work(title="Paper E"), [NOMURA]))
    assert [(row.work.title, row.papers) for row in queries.shared(graph)[:1]] == [(NOMURA.title, 3)]
    assert titles(queries.shared(graph, minimum=3)) == [NOMURA.title]
    assert queries.shared(graph, minimum=4) == ()


def test_shared_references_of_one_kind(graph):
    graph.tag("nomura", "case series")
    graph.put_tags({graph.find_work("subcutaneous").id: [("case-report", "one case")]})
    assert titles(queries.shared(graph, kind="Case series")) == [NOMURA.title]
    assert [(row.work.title, row.kinds) for row in queries.shared(graph, kind="case-report")] == [
        (POWELL.title, ("case-report",))
    ]
    assert queries.shared(graph, kind="review") == ()


def test_the_view_of_shared_references_says_their_kinds(graph):
    graph.tag("nomura", "review")
    graph.tag("nomura", "case series")
    graph.put_tags({graph.find_work("subcutaneous").id: [("case-report", "one case")]})
    rows = graph.store.rows("SELECT title, papers, kinds FROM shared_references ORDER BY kinds")
    assert [tuple(row) for row in rows] == [
        (ROTHE.title, 2, None),
        (POWELL.title, 2, "case-report"),
        (NOMURA.title, 2, "case-series,review"),
    ]
    assert queries.kinds(graph) == ("case-report", "case-series", "review")


@pytest.mark.parametrize("minimum", [1, 0, -5])
def test_shared_means_two_at_least(graph, minimum):
    with pytest.raises(GraphError, match="ask for 2 papers or more"):
        queries.shared(graph, minimum=minimum)


def test_works_cited_together(graph):
    assert [(row.work.title, row.count) for row in queries.co_cited(graph, "nomura")] == [
        (ROTHE.title, 2),
        (POWELL.title, 1),
        (A.title, 1),
    ]


def test_papers_that_cite_the_same(graph):
    assert [(row.work.title, row.count) for row in queries.coupled(graph, "Paper A")] == [
        ("Paper B", 2),
        ("Paper D", 1),
    ]
    assert queries.coupled(graph, "Paper C") == ()


def test_answers_do_not_depend_on_a_page_that_was_removed(graph):
    before = queries.shared(graph), queries.counts(graph), queries.papers(graph)
    page, records = make_page("e.txt", Work(title="Paper E"), [NOMURA, POWELL, C])
    add(graph, (page, records))
    assert queries.shared(graph) != before[0]
    remove(graph, page.document.id)
    assert (queries.shared(graph), queries.counts(graph), queries.papers(graph)) == before


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM who_cites WHERE cited_id = ?",
        "SELECT * FROM who_cites WHERE citing_id = ?",
        "SELECT * FROM co_citation WHERE left_id = ?",
        "SELECT * FROM coupling WHERE left_id = ?",
        "SELECT * FROM shared_references WHERE cited_id = ?",
        "SELECT * FROM study_kind WHERE work_id = ?",
        "SELECT * FROM paper WHERE work_id = ?",
    ],
)
def test_a_question_about_one_work_reads_indexes_only(graph, sql):
    steps = [row["detail"] for row in graph.store.rows("EXPLAIN QUERY PLAN " + sql, ["x"])]
    # The view itself, the "n" inside who_cites and the "s" inside shared_references are read whole:
    # what they hold was found by an index.
    found = {f"SCAN {sql.split()[3]}", "SCAN n", "SCAN s"}
    assert [step for step in steps if step.startswith("SCAN ") and step not in found] == []


def test_every_view_can_be_read_whole(graph):
    sizes = {
        "noticed": 0,
        "standing_decision": 0,
        "linked": 0,
        "key_map": 0,
        "paper": 4,
        "who_cites": 8,
        "shared_references": 3,
        "co_citation": 10,
        "edge": 8,
        "coupling": 4,
        "study_kind": 0,
    }
    views = [row[0] for row in graph.store.rows("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    assert views == sorted(sizes)
    whole = "SELECT * FROM {}"
    assert {name: len(graph.store.rows(whole.format(name))) for name in views} == sizes
