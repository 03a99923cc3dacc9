"""A store judged again: planned without touching it, applied, by presets; what people said holds."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import pytest
from dedupe_tools import KIM, LEE, MANY, bib, library, part, ris
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.errors import GraphError, SourceError
from refparse.graph import Graph, judged
from refparse.pipeline.asking import export
from refparse.pipeline.deciding import decide, review, undo
from refparse.pipeline.deduping import dedupe
from refparse.pipeline.reading import parse, read
from refparse.pipeline.rules import load_rules, rules_of
from refparse.pipeline.storing import add, remove, settle

SHIPPED = (files("refparse.match") / "rules.toml").read_text(encoding="utf-8")


@pytest.fixture
def graph():
    with Graph(":memory:") as graph:
        add(graph, [], libraries=[library(bib(KIM, LEE, part("I", "1--9")), "a.bib"), library(ris(KIM), "b.ris")])
        yield graph


@pytest.fixture
def hardly(tmp_path):
    """Rules of one's own by which hardly anything is one work without asking."""
    mine = tmp_path / "mine.toml"
    mine.write_text(SHIPPED.replace("same = 5.0", "same = 99.0"))
    return mine


@pytest.fixture
def rows(graph, tmp_path):
    """All that the store holds, as SQL, each time it is called."""

    def dump():
        (tmp_path / "copy.sqlite").unlink(missing_ok=True)
        graph.store.copy(tmp_path / "copy.sqlite")
        with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as connection:
            return list(connection.iterdump())

    return dump


def test_a_plan_changes_nothing_and_finds_nothing_new(graph, rows):
    before = rows()
    report = dedupe(graph)
    assert (report.merged, report.parted, report.asked, report.applied) == ((), (), (), False)
    assert (report.prisma.identified, report.prisma.duplicates, report.prisma.works) == (4, 1, 3)
    [joined] = report.joined
    assert {report.places[id_] for id_ in (joined.left_id, joined.right_id)} == {
        "a.bib, record 1 (line 1)",
        "b.ris, record 1 (line 1)",
    }
    assert rows() == before


def test_applied_it_is_what_the_plan_said_and_holds_from_then_on(graph, hardly):
    planned = dedupe(graph, preset="strict", rules=hardly)
    done = dedupe(graph, preset="strict", rules=hardly, apply=True)
    assert [one.before for one in done.parted] == [one.before for one in planned.parted]
    assert (len(done.parted), done.applied, done.prisma.works, done.prisma.asked) == (1, True, 4, 1)
    assert len(review(graph)) == 1
    assert rules_of(graph).same == 99.0
    add(graph, [], libraries=[library(ris(LEE), "c.ris")])
    assert len(review(graph)) == 2
    back = dedupe(graph, preset="librarian", apply=True)
    assert (len(back.merged), back.prisma.works, rules_of(graph)) == (2, 3, load_rules())


def test_there_and_back_is_nothing(graph, hardly):
    before = export(graph)
    dedupe(graph, preset="strict", rules=hardly, apply=True)
    dedupe(graph, preset="librarian", apply=True)
    assert export(graph) == before


def test_rules_keep_the_preset_and_a_preset_alone_is_the_shipped_one(graph, hardly):
    dedupe(graph, preset="strict", apply=True)
    own = dedupe(graph, rules=hardly, apply=True).rules
    assert (own.startswith("own "), own.endswith(" 2026.2 strict")) == (True, True)
    assert dedupe(graph).rules == own
    assert dedupe(graph, preset="recall", apply=True).rules == load_rules("recall").name


def test_what_other_rules_found_is_judged_again_and_is_nobodys_word(graph):
    [joined] = [one for one in graph.verdicts() if one.decision == "same"]
    graph.put_verdicts([replace(joined, rules="2024.9 librarian")])
    judged.choose(graph, "strict", SHIPPED.replace("same = 5.0", "same = 99.0"))
    report = add(graph, [], libraries=[library(ris(LEE) + b"\n", "again.ris")])
    assert report.outdated == ("2024.9 librarian",)
    settle(graph, [joined.left_id])
    assert len([work for work in graph.works() if work.work.title == KIM["title"]]) == 2
    dedupe(graph, apply=True)
    assert judged.signatures(graph) == (rules_of(graph).name,)


def test_a_doi_that_was_found_is_no_work_of_the_rules(graph):
    [joined] = [one for one in graph.verdicts() if one.decision == "same"]
    graph.put_verdicts([replace(joined, rules="doi 2026.2", weight=40.0)])
    dedupe(graph, preset="recall", apply=True)
    [kept] = [one for one in graph.verdicts() if one.decision == "same"]
    assert (kept.rules, kept.weight) == ("doi 2026.2", 40.0)


def test_a_page_that_says_nothing_of_itself_is_no_record_identified(graph):
    text = b"References\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2."
    before = dedupe(graph).prisma
    add(graph, [parse(read(text, name="page.txt"))])
    after = dedupe(graph).prisma
    assert (after.identified - before.identified, after.works - before.works) == (2, 2)


def test_what_people_said_holds_whatever_the_rules_say(graph, hardly):
    [kim] = [work for work in graph.works() if work.work.title == KIM["title"]]
    one, other = graph.members(kim.id)
    decide(graph, one.id, other.id, "different")
    assert dedupe(graph, preset="recall", apply=True).prisma.works == 4
    undo(graph, 1)
    decide(graph, one.id, other.id, "same")
    report = dedupe(graph, preset="strict", rules=hardly, apply=True)
    assert (report.prisma.works, report.prisma.duplicates, report.prisma.by_hand) == (3, 1, 1)


def test_rules_that_are_none_change_nothing(graph, rows, tmp_path):
    before = rows()
    (tmp_path / "mine.toml").write_text("version = 1")
    with pytest.raises(SourceError, match="does not say 'presets'"):
        dedupe(graph, rules=tmp_path / "mine.toml", apply=True)
    assert rows() == before


def test_there_must_be_a_store(tmp_path):
    with Graph(tmp_path / "none.sqlite") as graph, pytest.raises(GraphError, match="no store here; add a page first"):
        dedupe(graph)
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_keys_gets_them_before_anything_is_added(graph):
    graph.store.write("DELETE FROM blocking_key")
    assert judged.is_unkeyed(graph)
    add(graph, [], libraries=[library(ris(LEE), "c.ris")])
    assert len(graph.works()) == 3
    assert not judged.is_unkeyed(graph)


def test_ties_are_stored_and_go_with_what_they_tie(graph):
    add(graph, [], libraries=[library(ris(part("II", "10--19")), "two.ris")])
    [row] = graph.store.rows('SELECT kind, "by", because FROM linked')
    assert tuple(row) == ("part", "rule", "the titles name different parts or numbers; the pages differ")
    dedupe(graph, apply=True)
    assert len(graph.store.rows("SELECT * FROM linked")) == 1
    remove(graph, "two.ris")
    assert graph.store.rows("SELECT * FROM link") == []


def test_keys_of_a_library_are_those_of_the_export_and_the_others_are_mapped(graph):
    add(graph, [], libraries=[library(bib(calcinosis98=KIM), "later.bib")])
    keys = re.findall(r"@article\{([^,]+)", export(graph))
    assert keys == ["key0", "key1", "key2"]
    assert [tuple(row) for row in graph.store.rows("SELECT old_key, kept_key FROM key_map")] == [
        ("calcinosis98", "key0")
    ]


def test_a_store_asks_what_a_plan_asks_of_a_poor_copy():
    long = "Of forty children nine lost bone. " * 9
    good = KIM | {"title": "Bone loss in lupus of children", "doi": "10.1000/a", "abstract": long}
    poor = {name: said for name, said in good.items() if name not in {"doi", "pages", "volume"}}
    other = good | {"doi": "10.1000/b", "year": "2005", "volume": "7", "pages": "200--210", "abstract": ""}
    with Graph(":memory:") as thin, Graph(":memory:") as full:
        report = add(thin, [], libraries=[library(bib(poor=poor, other=other), "thin.bib")])
        assert (len(report.asked), len(review(thin))) == (1, 1)
        add(full, [], libraries=[library(bib(good=good, poor=poor), "good.bib")])
        report = add(full, [], libraries=[library(bib(other=other), "other.bib")])
        assert (len(report.asked), len(review(full)), len(full.works())) == (0, 0, 2)


HARDER = MANY | {
    "editorial": LEE | {"title": "Editorial", "author": "Foe, Max"},
    "next": LEE | {"title": "Editorial", "year": "2005", "volume": "10"},
}


def told(graph):
    """Works and open questions by the keys of their records."""
    keys = dict(graph.store.rows("SELECT r.id, e.key FROM record r JOIN entry e ON e.id = r.origin_id"))
    works = {work.id: sorted(keys[one.id] for one in graph.members(work.id)) for work in graph.works()}
    asked = sorted(sorted((works[one.left_work.id], works[one.right_work.id])) for one in review(graph))
    return sorted(works.values()), asked


@settings(max_examples=25, deadline=None)
@given(st.permutations(sorted(HARDER)), st.lists(st.integers(1, len(HARDER) - 1), max_size=3))
def test_however_records_come_the_works_and_questions_are_the_same(names, cuts):
    bounds = [0, *sorted(set(cuts)), len(names)]
    parts = [{name: HARDER[name] for name in names[start:stop]} for start, stop in pairwise(bounds)]
    with Graph(":memory:") as graph, Graph(":memory:") as whole:
        for number, some in enumerate(parts):
            add(graph, [], libraries=[library(bib(**some), f"{number}.bib")])
        add(whole, [], libraries=[library(bib(**HARDER), "all.bib")])
        assert told(graph) == told(whole)
        assert dedupe(graph, apply=True).merged == ()
        assert told(graph) == told(whole)
