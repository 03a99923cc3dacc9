"""Checking a store over a real server on loopback: what was not read is told, and one judge is asked."""

from __future__ import annotations

import pytest
from registry_tools import GARDENER, patient_server, unhurried
from test_graph_factory import NOMURA, ROTHE, add, make_page

import refparse
from refparse.graph import Graph
from refparse.pipeline.checking import check
from refparse.pipeline.resolving import resolve, resolve_strings
from refparse.work import Work

WHIPPLE = "10.7326/0003-4819-131-2-199907200-00006"


@pytest.fixture
def desk(tmp_path):
    with (
        patient_server() as server,
        refparse.registry(base_url=server.url, mailto="a@example.org", cache=tmp_path / "c", polite=unhurried()) as one,
    ):
        yield one


def test_check_tells_what_it_did_not_read(desk):
    with Graph(":memory:") as graph:
        add(graph, make_page("a.txt", Work(title="Paper A"), [NOMURA, None, ROTHE]))
        found = []
        report = check(graph, desk, tell=found.append)
        assert (report.wanted, sorted(one.number for one in found)) == (2, [1, 3])
        assert [(one.number, one.record_id) for one in report.unread] == [(2, None)]
        assert not report.partial


def test_check_flags_what_resolve_flags(tmp_path, desk):
    page = tmp_path / "page.txt"
    page.write_text(
        "References\n1. Ejemplo ML, Beispiel B, Voorbeeld NA. Lupus of the seafaring folk. Annals of Example Medicine."
        f" 2020;12(3):201-209. doi:{GARDENER['DOI']}\n2. Tay CH. Lupus of the shore. Skin. 1970;11:30-41. doi:{WHIPPLE}"
        f"\n3. {GARDENER['title'][0]}. Annals of Example Medicine. 2020;12(3):201-209. doi:{GARDENER['DOI']}\n"
    )
    with Graph(":memory:") as graph:
        refparse.add(graph, [refparse.parse(page)])
        told, found = [], []
        resolve(graph, desk, tell=told.append)
        check(graph, desk, tell=found.append)
    flagged = {one.ask.text for one in told if one.resolution.printed_doi == "flagged"}
    kinds = {one.ask.text: [each.kind for each in one.checked.findings] for one in found}
    assert {text for text, said in kinds.items() if {"other-title", "other-paper", "invented"} & set(said)} == flagged
    in_order = [said[0] for text, said in sorted(kinds.items())]
    assert in_order == ["other-title", "other-paper", "corrected"]


def test_an_unknown_doi_is_told_in_words(desk):
    (found,) = resolve_strings(["Lee K. Lupus of the seafaring folk. Skin 2020;1:2. doi:10.1000/nowhere"], desk)
    assert found.because.endswith("; crossref knows no DOI 10.1000/nowhere")
