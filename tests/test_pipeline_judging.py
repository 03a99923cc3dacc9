"""A title becomes a column, and is one no more: what is held of old records follows."""

from __future__ import annotations

from itertools import permutations

import pytest

import refparse
from refparse.errors import SourceError
from refparse.graph import Graph
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


def test_a_heading_that_comes_every_year_needs_no_column(graph):
    text = "".join(RIS.format("Editorial", year) for year in (1999, 2004, 2008, 2008))
    add(graph, [], libraries=[read_library(text.encode(), name="a.ris")])
    assert len(graph.works()) == 4


def test_records_of_many_batches_meet(monkeypatch):
    whole = together(*YEARS)
    monkeypatch.setattr("refparse.pipeline.judging._STEP", 1)
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
