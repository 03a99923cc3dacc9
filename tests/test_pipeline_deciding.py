"""What a person says of two records: what becomes of their works, and that all of it can be taken back."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.errors import GraphError, RefparseError, StaleId
from refparse.formats.library import open_library
from refparse.graph import Graph
from refparse.pipeline.asking import export
from refparse.pipeline.deciding import decide, log, review, still_open, undo
from refparse.pipeline.reading import parse, read
from refparse.pipeline.storing import add, remove

ONE = b"""References
1. Tay CH. Lupus and calcinosis of the skin. Skin. 1970;11:30-41.
2. Savin JA. Systemic lupus erythematosus. Lancet. 1971;84:191-2.
3. Roe P. Calcinosis cutis in children, part I. Arch Dermatol. 1980;10:100-10.
"""
OTHER = b"""References
1. Tay C. Lupus and calcinosis of skin. Skin. 1970;11:30.
2. Savin J. Systemic lupus erythematosus. Lancet. 1971;84:197-9.
3. Roe P. Calcinosis cutis in children, part II. Arch Dermatol. 1980;10:200-10.
"""
THIRD = b"""References
1. Savin JA. Systemic lupus erythematosus. Lancet. 1971;84:191.
"""


@cache
def page(name):
    """A page, parsed once: each test and each example adds it anew."""
    return parse(read({"one": ONE, "other": OTHER, "third": THIRD}[name], name=name))


@pytest.fixture
def graph():
    with Graph(":memory:") as graph:
        add(graph, [page("one"), page("other")])
        yield graph


def titled(graph, title):
    """Ids of the works of this title, by their pages."""
    found = [work for work in graph.works() if work.work.title == title]
    return [work.id for work in sorted(found, key=lambda work: str(work.work.page))]


SAVIN = "Systemic lupus erythematosus"


def test_what_is_open_is_asked_once_with_its_reason(graph):
    [question] = review(graph)
    assert (question.left_work.work.title, question.right_work.work.title) == (SAVIN, SAVIN)
    assert question.verdict.vetoes == ("the pages differ",)
    assert {question.left.work.page, question.right.work.page} == {"191-2", "197-9"}


def test_same_joins_two_works_and_is_not_asked_again(graph):
    count = len(graph.works())
    line = decide(graph, *titled(graph, SAVIN), "same", who="EK", because="one letter, two copies")
    assert (line.seq, line.who, line.said, line.because) == (1, "EK", "same", "one letter, two copies")
    [work] = titled(graph, SAVIN)
    assert {record.work.page for record in graph.members(work)} == {"191-2", "197-9"}
    assert len(graph.works()) == count - 1
    assert review(graph) == ()


@pytest.mark.parametrize("said", ["different", "version", "companion", "unsure"])
def test_anything_else_keeps_them_apart_and_is_not_asked_again(graph, said):
    decide(graph, *titled(graph, SAVIN), said)
    assert len(titled(graph, SAVIN)) == 2
    assert review(graph) == ()


@pytest.mark.parametrize(("said", "kind"), [("version", "version"), ("companion", "same patients")])
def test_versions_and_companions_are_tied(graph, said, kind):
    works = titled(graph, SAVIN)
    decide(graph, *works, said, who="EK")
    [row] = [row for row in graph.store.rows("SELECT * FROM linked") if row["by"] != "rule"]
    assert ({row["left_work_id"], row["right_work_id"]}, row["kind"], row["by"]) == (set(works), kind, "EK")


def test_what_the_rules_keep_apart_they_tie(graph):
    rows = graph.store.rows("SELECT * FROM linked ORDER BY kind")
    parts = {titled(graph, f"Calcinosis cutis in children, part {part}")[0] for part in ("I", "II")}
    assert [(row["kind"], row["by"], row["because"]) for row in rows] == [
        ("part", "rule", "the titles name different parts or numbers"),
        ("version", "rule", "the pages differ"),
    ]
    assert [{row["left_work_id"], row["right_work_id"]} for row in rows] == [parts, set(titled(graph, SAVIN))]
    decide(graph, *titled(graph, SAVIN), "same")
    assert [row["kind"] for row in graph.store.rows("SELECT kind FROM linked")] == ["part"]


def test_what_the_rules_merged_a_person_parts(graph):
    [tay] = [work for work in graph.works() if "calcinosis of" in (work.work.title or "")]
    one, other = graph.members(tay.id)
    with pytest.raises(StaleId, match="name one work; name two of its records by their ids"):
        decide(graph, tay.id, tay.id, "different")
    decide(graph, one.id, other.id, "different")
    assert graph.works_of([one.id])[one.id] != graph.works_of([other.id])[other.id]
    assert [question.left.work.title for question in review(graph)] == [SAVIN]
    undo(graph, 1)
    assert graph.works_of([one.id])[one.id] == graph.works_of([other.id])[other.id] == tay.id


def test_even_what_a_rule_forbids_a_person_may_join(graph):
    one, two = (titled(graph, f"Calcinosis cutis in children, part {part}") for part in ("I", "II"))
    decide(graph, *one, *two, "same")
    assert len(graph.members(graph.find_work(one[0]).id)) == 2


def test_a_decision_against_an_earlier_one_changes_nothing(graph):
    add(graph, [page("third")])
    before = export(graph)
    near, far = titled(graph, SAVIN)
    first, second = graph.members(near)
    [third] = graph.members(far)
    decide(graph, first.id, third.id, "different")
    decide(graph, first.id, second.id, "same")
    with pytest.raises(GraphError, match=re.escape("contradicts decision 1, 2; nothing was changed; undo the")):
        decide(graph, second.id, third.id, "same")
    assert [each.line.seq for each in log(graph)] == [1, 2]
    assert export(graph) == before


def test_an_undone_question_is_open_again(graph):
    before, [question] = export(graph), review(graph)
    line = decide(graph, question.left.id, question.right.id, "same")
    taken = undo(graph, line.seq, who="EK")
    assert (taken.said, taken.undoes, taken.left_id) == (None, 1, line.left_id)
    assert review(graph) == (question,)
    assert export(graph) == before
    assert [each.line.seq for each in log(graph)] == [1, 2]


def test_what_cannot_be_undone(graph):
    decide(graph, *titled(graph, SAVIN), "same")
    undo(graph, 1)
    for seq, said in (
        (1, "decision 1 was taken back by line 2; nothing is left to undo"),
        (2, "line 2 of the log takes back decision 1; decide the pair again"),
        (9, "no decision 9 in the store; refparse log lists them"),
    ):
        with pytest.raises(StaleId, match=re.escape(said)):
            undo(graph, seq)
    assert len(log(graph)) == 2


def test_the_last_word_on_a_pair_holds_and_the_one_before_comes_back(graph):
    works = titled(graph, SAVIN)
    first = decide(graph, *works, "different")
    decide(graph, first.left_id, first.right_id, "same")
    assert len(titled(graph, SAVIN)) == 1
    undo(graph, 2)
    assert len(titled(graph, SAVIN)) == 2
    assert review(graph) == ()


def test_a_decision_outlives_its_page(graph):
    decide(graph, *titled(graph, SAVIN), "same")
    remove(graph, "other")
    undo_later = len(titled(graph, SAVIN))
    add(graph, [page("other")])
    assert (undo_later, len(titled(graph, SAVIN))) == (1, 1)
    undo(graph, 1)
    assert len(titled(graph, SAVIN)) == 2


def test_a_decision_on_a_page_that_is_gone_can_be_taken_back(graph):
    decide(graph, *titled(graph, SAVIN), "same")
    remove(graph, "one")
    remove(graph, "other")
    assert undo(graph, 1).undoes == 1


def test_the_log_is_never_rewritten(graph):
    decide(graph, *titled(graph, SAVIN), "same")
    for change in ("UPDATE decision SET said = 'different'", "DELETE FROM decision"):
        with pytest.raises(GraphError, match="decisions are never"), graph.transaction():
            graph.store.write(change)
    assert [each.line.said for each in log(graph)] == ["same"]


def test_keys_of_merged_works_lead_to_the_kept_one(graph):
    export(graph)
    keys = {work_id: graph.keys()[work_id] for work_id in titled(graph, SAVIN)}
    decide(graph, *keys, "same")
    [row] = graph.store.rows("SELECT old_key, kept_key FROM key_map")
    assert {row["old_key"], row["kept_key"]} == set(keys.values())


THREE = "".join(
    f"@article{{k{page}, title={{Systemic lupus of the skin}}, author={{Savin, J and Roe, P and Lane, A}}, year=1971,\n"
    f" journal={{Lancet}}, volume=84, pages={{{page}--{page + 3}}}}}\n"
    for page in (191, 305, 417)
)


def test_a_question_that_answers_settled_is_not_open():
    with Graph(":memory:") as graph:
        add(graph, [], libraries=[open_library(THREE.encode(), name="three.bib")])
        asked = {frozenset((one.left.work.page, one.right.work.page)): one for one in review(graph)}
        assert len(asked) == 3
        apart, joined, last = asked.values()
        assert all(still_open(graph, one) for one in asked.values())
        decide(graph, apart.left.id, apart.right.id, "different")
        assert not still_open(graph, apart)
        decide(graph, joined.left.id, joined.right.id, "same")
        assert [still_open(graph, one) for one in (joined, last)] == [False, False]
        assert review(graph) == ()


def test_an_unsure_word_closes_the_question():
    with Graph(":memory:") as graph:
        add(graph, [], libraries=[open_library(THREE.encode(), name="three.bib")])
        first, *_ = review(graph)
        decide(graph, first.left.id, first.right.id, "unsure")
        assert not still_open(graph, first)


WORDS = st.sampled_from(["same", "different", "version", "companion", "unsure"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), WORDS), max_size=6))
def test_undoing_everything_gives_the_same_bytes(said):
    with Graph(":memory:") as graph:
        add(graph, [page("one"), page("other"), page("third")])
        before, asked = export(graph), review(graph)
        records = [record.id for record in graph.records() if record.origin == "reference"]
        for left, right, word in said:
            try:
                decide(graph, records[left % len(records)], records[right % len(records)], word)
            except RefparseError:
                continue  # one record, or against an earlier decision
        for each in log(graph):
            undo(graph, each.line.seq)
        assert export(graph) == before
        assert review(graph) == asked


def test_an_interrupted_decision_leaves_nothing(tmp_path, monkeypatch):
    path = tmp_path / "x.sqlite"
    with Graph(path) as graph:
        add(graph, [page("one"), page("other")])
        works = titled(graph, SAVIN)

        def stop(*_args):
            raise KeyboardInterrupt

        monkeypatch.setattr("refparse.pipeline.deciding.settle", stop)
        with pytest.raises(KeyboardInterrupt):
            decide(graph, *works, "same")
    with sqlite3.connect(path) as held:
        assert held.execute("SELECT count(*) FROM decision").fetchone() == (0,)


def test_a_record_lent_to_another_work_takes_no_id_away_with_it(graph):
    """The lent record was added first, and so once took the id and the key of the work it was lent to."""
    before = export(graph)
    [tay] = [work for work in graph.works() if "calcinosis of" in (work.work.title or "")]
    for savin in titled(graph, SAVIN):
        for lent in graph.members(tay.id):
            line = decide(graph, lent.id, graph.members(savin)[0].id, "same")
            undo(graph, line.seq)
            assert export(graph) == before
