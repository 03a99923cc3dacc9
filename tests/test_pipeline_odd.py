"""Records as odd as genuine ones: found, brought up to date, exported, and read back to the same values."""

from __future__ import annotations

import pytest
from registry_tools import patient_server, unhurried
from test_graph_factory import POWELL, make_page

import refparse
from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.graph import Graph, registered
from refparse.pipeline.refreshing import refresh
from refparse.pipeline.resolving import resolve
from refparse.work import Work

TITLE = "Of the oddity numbered "
CROWD = [
    {"family": f"Family{n}", "given": f"G. {n}", "sequence": "first" if n == 0 else "additional"} for n in range(5000)
]
#: DOI → members that make its record odd, beside a title where they give none.
ODD: dict[str, dict[str, object]] = {
    "10.1000/plain": {"volume": "3", "issued": {"date-parts": [[1990, 5]]}},
    "10.1000/null-date": {"issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[]]}, "posted": None},
    "10.1000/markup": {
        "title": ["<i>Rana</i> &amp;amp; <jats:italic>Bufo</jats:italic>: the H<sub>2</sub>O of frogs"],
        "publisher": r"{Of} \two\ a &lt; 5% $x_1$ # ~ ^",
        "abstract": "<jats:p>First.</jats:p><jats:p>a &lt; b &amp;lt; c</jats:p>",
        "container-title": ["Physics &amp; Chemistry"],
    },
    "10.1000/crowd": {"author": CROWD},
    "10.1000/no-title": {"title": [], "container-title": ["Books Received"], "page": "7"},
    "10.1000/nothing-else": {"title": None, "type": None},
    "10.1000/null-everywhere": dict.fromkeys(("title", "author", "editor", "issued", "page", "update-to", "relation")),
    "10.1000/a#b": {},
    "10.1000/a?b=c&d": {},
    "10.1000/99%sure": {},
    "10.1000/a%2fb": {},
    "10.1002/(sici)1097-0320(19970801)28:4<316::aid-cyto7>3.0.co;2-9": {},
    "10.1000/a b": {},
    "10.1000/a,b": {},
    "10.1000/ä\u2013ö": {},
}
#: What the page prints of those whose records have another title, or none.
PRINTED = {"10.1000/markup": "Rana & Bufo: the H2O of frogs", "10.1000/no-title": "Books Received 7"}
#: Records that say nothing a reference could be compared by: whether the printed DOI alone will do is not asked here.
SILENT = {"10.1000/nothing-else", "10.1000/null-everywhere"}
READERS = {"bibtex": bibtex.read, "ris": riswrite.read, "csljson": csljson.read, "jsonl": jsonl.read}


def records() -> list[dict[str, object]]:
    return [
        {"DOI": doi, "type": "journal-article", "title": [f"{TITLE}{n}"], **members}
        for n, (doi, members) in enumerate(ODD.items())
    ]


@pytest.fixture
def server():
    with patient_server(records()) as running:
        yield running


@pytest.fixture
def desk(server, tmp_path):
    with refparse.registry(base_url=server.url, cache=tmp_path / "c", polite=unhurried()) as one:
        yield one


@pytest.fixture
def graph(tmp_path):
    cited = [Work(title=PRINTED.get(doi, f"{TITLE}{n}"), DOI=doi) for n, doi in enumerate(ODD)]
    with Graph(tmp_path / "library.sqlite") as opened:
        refparse.add(opened, [make_page("odd.txt", POWELL, cited)[0]])
        yield opened


def found(graph: Graph) -> dict[str | None, registered.StoredResolution | None]:
    """What came of each entry, by the DOI it prints."""
    return {one.work.DOI: registered.resolution(graph, one.id) for one in graph.records() if one.origin == "reference"}


# Five thousand authors many times over: what is counted here is counted where each step is tested.
@pytest.mark.no_cover
def test_each_ends_in_a_state_and_is_read_back_as_it_was(graph, desk):
    report = resolve(graph, desk)
    states = {doi: (one.state, one.DOI) for doi, one in found(graph).items() if one is not None}
    assert {doi: state for doi, state in states.items() if doi not in SILENT} == {
        doi: ("resolved", doi) for doi in ODD if doi not in SILENT
    }
    assert all(states[doi] in {("resolved", doi), ("refused: evidence", None)} for doi in SILENT)
    resolved = report.states["resolved"]
    assert (report.states.total(), report.gave_up) == (len(ODD) + 1, None)
    report = refresh(graph, desk, write=True)
    assert (report.wanted, report.works["no answer"], report.gave_up) == (resolved, 0, None)
    again = refresh(graph, desk, write=True)
    assert (again.works["changed"], again.fields["filled"], again.fields["replaced"]) == (0, 0, 0)
    works = {work.id: work.work for work in graph.works()}
    for form, read in READERS.items():
        assert {one.id: one.work for one in read(refparse.export(graph, form))} == works


def test_what_is_odd_is_read_as_a_person_would(graph, desk):
    resolve(graph, desk)
    refresh(graph, desk, write=True)
    works = {work.work.DOI: work.work for work in graph.works()}
    assert works["10.1000/null-date"].issued is None
    assert works["10.1000/markup"].title == PRINTED["10.1000/markup"]
    assert works["10.1000/markup"].container_title == "Physics & Chemistry"
    assert len(works["10.1000/crowd"].author) == 5000
    assert works["10.1000/crowd"].author.names[4999].given == "G. 4999"
    assert works["10.1000/markup"].publisher == r"{Of} \two\ a < 5% $x_1$ # ~ ^"
    # What the page prints stays where the record has nothing.
    assert works["10.1000/no-title"].title == PRINTED["10.1000/no-title"]
    assert (works["10.1000/no-title"].container_title, works["10.1000/no-title"].page) == ("Books Received", "7")


@pytest.mark.parametrize("fault", ["no-record", "no-envelope"])
def test_an_empty_message_is_no_record(graph, server, desk, fault):
    server.habits.always = fault
    report = resolve(graph, desk)
    assert {one.state for one in found(graph).values() if one is not None} == {"failed: retry after"}
    assert report.partial
