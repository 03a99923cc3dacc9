"""DOIs that were found and that their works do not show: the reason is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_graph_factory import NOMURA, POWELL, add, make_page

from refparse.graph import Graph, registered
from refparse.graph.registered import StoredResolution
from refparse.pipeline.apart import apart
from refparse.reference import Record
from refparse.work import Work

TWIN = replace(NOMURA, DOI="10.1000/n")
OTHER = replace(NOMURA, title="Of mice", volume="3", page="9", author=POWELL.author, DOI="10.1000/o")
LITTLE = "too little is said to name a work"
BESIDE = 'beside "Large deposits in the skin" in its work: '


@pytest.fixture
def graph():
    with Graph(":memory:") as opened:
        add(opened, make_page("a.txt", POWELL, [NOMURA]))
        yield opened


def found(graph: Graph, work: Work) -> Record:
    """The reference was found to be this work, whose record no cluster took."""
    record = Record(id="r", work=work, origin="registry", origin_id=work.DOI, document_id="")
    registered.put_registered(graph, record)
    cited = next(one for one in graph.records() if one.origin == "reference")
    answer = StoredResolution(
        record_id=cited.id, state="resolved", because="it fits", by="crossref", at="2026", DOI=work.DOI, registry_id="r"
    )
    registered.put_resolution(graph, answer)
    return cited


def test_a_doi_that_is_shown_is_not_told(graph):
    assert apart(graph) == ()


def test_records_that_contradict_each_other(graph):
    cited = found(graph, OTHER)
    (one,) = apart(graph)
    assert (one.record_id, one.DOI, one.shown, one.text) == (cited.id, "10.1000/o", None, NOMURA.title)
    assert one.because == f"{BESIDE}title, volume, page, place differ"
    assert apart(graph, one.work_id) == (one,)
    assert apart(graph, "another work") == ()


def test_records_that_nothing_keeps_apart(graph):
    found(graph, TWIN)
    (one,) = apart(graph)
    assert one.because == "the records of this work and those of the DOI were not merged"


def test_what_stands_with_the_registrys_record_speaks_too(graph):
    found(graph, TWIN)
    add(graph, make_page("b.txt", replace(POWELL, title="Another review"), [OTHER]))
    (other,) = [one.id for one in graph.records() if one.work == OTHER]
    graph.store.write(
        "INSERT INTO work_record (record_id, work_id) SELECT 'r', work_id FROM work_record WHERE record_id = ?", [other]
    )
    (one,) = apart(graph)
    assert one.because == f"{BESIDE}title, volume, string, page, place differ"


def test_what_forbids_it_is_the_reason(graph):
    found(graph, Work(volume="3", DOI="10.1000/m"))
    (one,) = apart(graph)
    assert (
        one.because == f"{BESIDE}no author and no page that both name; two volumes, and no page that agrees; {LITTLE}"
    )


def test_a_work_that_shows_another_doi(graph):
    found(graph, TWIN)
    graph.store.write("UPDATE work SET DOI = '10.1000/x'")
    (one,) = apart(graph)
    assert (one.shown, one.because) == ("10.1000/x", "its work has the DOI 10.1000/x")


def test_a_work_of_which_another_beginning_is_printed(graph):
    found(graph, TWIN)
    graph.store.write("UPDATE record SET doi_prefix = '10.1000/ABC' WHERE origin = 'reference'")
    (one,) = apart(graph)
    assert one.because == "in its work a DOI is printed, and cut, that begins 10.1000/ABC"


def test_a_registrys_record_that_is_gone(graph):
    found(graph, TWIN)
    graph.store.write("DELETE FROM record WHERE id = 'r'")
    (one,) = apart(graph)
    assert one.because == "the records of this work and those of the DOI were not merged"
