"""A title becomes a column, and is one no more: what is held of old records follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import refparse
from refparse.errors import SourceError
from refparse.graph import Graph, judged
from refparse.pipeline.importing import read_library
from refparse.pipeline.rules import PRESETS, load_rules
from refparse.pipeline.storing import add, remove
from refparse.reference import content_id

RIS = "TY  - JOUR\nTI  - {}\nAU  - Roe, P.\nJO  - J Bone\nPY  - {}\nER  - \n"
COLUMN = "Notes from the bone bank"
YEARS = {"first": 1999, "copy": 1999, "second": 2004, "third": 2008}


def library(name):
    # A remark that is compared by nobody, so that two files are two.
    return read_library((RIS.format(COLUMN, YEARS[name]) + f"TY  - JOUR\nTI  - {name}\nER  - \n").encode(), name=name)


def put(graph, *names):
    return add(graph, [], libraries=[library(name) for name in names])


def content(graph):
    works = sorted(tuple(sorted(one.id for one in graph.members(work.id))) for work in graph.works())
    return works, sorted(map(repr, graph.verdicts()))


def together(*names):
    with Graph(":memory:") as graph:
        put(graph, *names)
        return content(graph)


@pytest.fixture
def graph():
    with Graph(":memory:") as graph:
        yield graph


def test_two_years_are_no_column_and_the_copy_is_one_work(graph):
    report = put(graph, "first", "copy", "second")
    assert [one.decision for one in report.merged] == ["same"]
    assert len(graph.works()) == 5


@pytest.mark.parametrize("order", list(permutations(YEARS)))
def test_a_column_that_comes_in_any_order_is_one(graph, order):
    for name in order:
        put(graph, name)
    assert len(graph.works()) == 8
    assert content(graph) == together(*YEARS)


@pytest.mark.parametrize("gone", YEARS)
def test_what_made_a_column_and_went_might_never_have_been_there(graph, gone):
    put(graph, *YEARS)
    remove(graph, gone)
    assert content(graph) == together(*(name for name in YEARS if name != gone))


TITLES = (COLUMN, "Notes from the bone banc", "Notes from the bone bank: a reply", "Notes from the bones")
SAID = st.tuples(
    st.sampled_from(TITLES),
    st.sampled_from((1999, 2004, 2008)),
    st.sampled_from(("Roe, P.", "Lee, A.")),
    st.sampled_from(("1", "2", "")),
    st.sampled_from(("17", "30", "")),
)


def files_of(parts):
    for number, some in enumerate(parts):
        text = "".join(
            f"TY  - JOUR\nTI  - {title}\nAU  - {name}\nJO  - J Bone\nPY  - {year}\n"
            f"VL  - {volume}\nSP  - {page}\nER  - \n"
            for title, year, name, volume, page in some
        )
        # A remark that is compared by nobody, so that two files are two.
        yield read_library(f"{text}TY  - JOUR\nTI  - file {number}\nER  - \n".encode(), name=f"{number}.ris")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(SAID, max_size=5), min_size=2, max_size=4), st.integers(0, 3), st.randoms())
def test_columns_that_come_and_go_leave_what_was_held_without_them(parts, gone, chance):
    away = gone % len(parts)
    kept = [one for number, one in enumerate(files_of(parts)) if number != away]
    with Graph(":memory:") as graph, Graph(":memory:") as whole, Graph(":memory:") as rest:
        for one in chance.sample(list(files_of(parts)), len(parts)):
            add(graph, [], libraries=[one])
        add(whole, [], libraries=list(files_of(parts)))
        assert content(graph) == content(whole)
        remove(graph, f"{away}.ris")
        add(rest, [], libraries=kept)
        assert content(graph) == content(rest)


def test_records_under_the_title_of_a_column_meet_by_what_else_they_say(graph):
    said = [(COLUMN, year, name, "", "") for year in (1999, 2004, 2008) for name in ("Roe, P.", "Lee, A.")]
    add(graph, [], libraries=files_of([[*said, said[0]]]))
    assert [(one.decision, len(one.vetoes) > 0) for one in graph.verdicts()] == [("different", True)]


def test_what_a_doi_was_found_by_stays_when_its_title_becomes_a_column(graph):
    put(graph, "first", "copy")
    [held] = graph.verdicts()
    graph.put_verdicts([replace(held, rules=f"{judged.FOUND}by the registry")])
    [found] = graph.verdicts()
    put(graph, "second", "third")
    assert found in graph.verdicts()


def test_a_heading_that_comes_every_year_needs_no_column(graph):
    text = "".join(RIS.format("Editorial", year) for year in (1999, 2004, 2008, 2008))
    add(graph, [], libraries=[read_library(text.encode(), name="a.ris")])
    assert len(graph.works()) == 4


def test_records_of_many_batches_meet(monkeypatch):
    whole = together(*YEARS)
    monkeypatch.setattr("refparse.pipeline.judging._STEP", 1)
    monkeypatch.setattr("refparse.pipeline.judging._HELD", 0)
    assert together(*YEARS) == whole


def test_references_that_say_it_differently_are_compared_as_strings(graph):
    text = b"References\n1. Tay CH. Lupus of skin. Lupus. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.\n"
    other = text.replace(b"Lupus. 1970;11:30-41", b"1970;11:30")
    report = add(graph, [refparse.parse(text), refparse.parse(other)])
    levels = sorted(row.level for one in report.merged for row in one.evidence if row.field == "numbers")
    assert levels == ["three", "three"]


def test_where_all_but_the_numbers_agrees_the_fields_speak(graph):
    text = b"References\n1. Tay CH. Lupus of skin. Lupus. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.\n"
    report = add(graph, [refparse.parse(text), refparse.parse(text.replace(b"191-2", b"197-9"))])
    [asked] = report.asked
    levels = {row.field: row.level for row in asked.evidence}
    assert (levels["page"], levels["volume"], "numbers" in levels) == ("conflict", "exact", False)


def test_rules_of_ones_own(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('version = "mine"\nprior = 0\n[weights]\n[presets.strict]\nsame = 1\nask = 0\nnever = -1\n')
    assert load_rules("strict", mine).name == f"own {content_id('rules', mine.read_text())[:8]} mine strict"
    assert [load_rules(preset).preset for preset in PRESETS] == list(PRESETS)
    with pytest.raises(SourceError, match="cannot be read"):
        load_rules("strict", tmp_path / "none.toml")
