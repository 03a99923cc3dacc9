"""The whole path over a real server on loopback: add, resolve, refresh, check, export; killed, offline, undone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from registry_tools import GARDENER, GUBLER, patient_server, unhurried
from test_graph_factory import EVERY_ROW

import refparse
from refparse.errors import RegistryNonsense, RegistryRefused, RegistryUnreachable
from refparse.graph import Graph, registered, said
from refparse.pipeline.checking import check
from refparse.pipeline.looking import Ask, Patience, look_up
from refparse.pipeline.refreshing import held_of, policy_of, refresh
from refparse.pipeline.resolving import resolve, resolve_strings
from refparse.resolve.registry import Answer, Registry
from refparse.work import Work

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
BOTH = [page for page in PAGES if page.name in {"springer.txt", "journals-system.txt"}]
WHIPPLE = "10.7326/0003-4819-131-2-199907200-00006"
KEPT = "SELECT * FROM resolution WHERE candidate IS NOT NULL"
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def pages():
    return [refparse.parse(page) for page in BOTH]


@pytest.fixture(scope="module")
def listening():
    with patient_server() as running:
        yield running


@pytest.fixture
def server(listening):
    listening.forget()
    return listening


@pytest.fixture(scope="module")
def shelves(tmp_path_factory, pages, listening):
    """Two libraries with their caches, to be copied: one of two pages, and the same after all was looked for."""
    folder = tmp_path_factory.mktemp("shelves")
    for name in ("added", "resolved"):
        (folder / name).mkdir()
    with Graph(folder / "added" / "library.sqlite") as graph:
        refparse.add(graph, pages)
    shutil.copyfile(folder / "added" / "library.sqlite", folder / "resolved" / "library.sqlite")
    with opened(listening, folder / "resolved") as desk, Graph(folder / "resolved" / "library.sqlite") as graph:
        resolve(graph, desk)
    return folder


def opened(server, folder):
    return refparse.registry(base_url=server.url, mailto="a@example.org", cache=folder / "c", polite=unhurried())


@pytest.fixture
def graph(tmp_path, shelves):
    shutil.copyfile(shelves / "added" / "library.sqlite", tmp_path / "library.sqlite")
    with Graph(tmp_path / "library.sqlite") as held:
        yield held


@pytest.fixture
def resolved(tmp_path, shelves):
    """A library all of whose records were looked for; the answers are in the cache."""
    shutil.copytree(shelves / "resolved", tmp_path, dirs_exist_ok=True)
    with Graph(tmp_path / "library.sqlite") as held:
        yield held


@pytest.fixture
def desk(server, tmp_path):
    with opened(server, tmp_path) as one:
        yield one


def test_every_record_ends_in_a_state_and_is_not_asked_again(graph, desk, server):
    seen = []
    report = resolve(graph, desk, tell=seen.append)
    assert report.wanted == len(seen) == sum(registered.states(graph).values()) == 45
    assert report.states["resolved"] == 3
    # A DOI printed and cut begins otherwise than this one.
    (because,) = [one.because for one in seen if "market gardener" in one.ask.text and one.DOI is None]
    assert because.startswith("10.1000/gardener comes nearest, but: the DOI does not begin as printed; against it: ")
    assert "doi prefix (the DOI begins otherwise)" in because
    assert set(report.states) <= {"resolved", "not found", "refused: evidence"}
    assert (report.gave_up, report.partial) == (None, False)
    server.forget()
    assert resolve(graph, desk).wanted == 0
    assert resolve(graph, desk, again=True).wanted == 42
    assert server.counts.requests == 0


def test_a_doi_joins_the_work_and_nothing_printed_is_lost(graph, desk):
    before = graph.find_work("Whipple endocarditis without overt gastrointestinal disease report of four cases")
    resolve(graph, desk)
    after = graph.find_work(WHIPPLE)
    assert (after.id, after.work.DOI) == (before.id, WHIPPLE)
    # Only the DOI is taken: the rest is refresh's business.
    assert (after.work.title, after.work.publisher) == (before.work.title, None)
    members = graph.members(after.id)
    assert sorted(member.origin for member in members) == ["reference", "reference", "registry"]
    record = next(member for member in members if member.origin == "registry")
    assert record.work.container_title == "Annals of Internal Medicine"
    reference = next(member for member in members if member.origin == "reference")
    kept = registered.resolution(graph, reference.id)
    assert (kept.state, kept.DOI, kept.registry_id, kept.by) == ("resolved", WHIPPLE, record.id, "crossref")
    assert {row.field for row in kept.evidence} >= {"title", "author", "page"}
    (verdict,) = [v for v in graph.verdicts([reference.id]) if record.id in {v.left_id, v.right_id}]
    assert verdict.decision == "same"
    assert verdict.weight == pytest.approx(verdict.prior + sum(row.weight for row in verdict.evidence))
    assert registered.resolution(graph, record.id) is None


def test_a_page_removed_takes_along_what_the_registry_said_of_it(resolved, desk):
    refresh(resolved, desk, write=True, references=True)
    for document in resolved.documents():
        if document.kind != "crossref":
            refparse.remove(resolved, document.id)
    tables = ("record", "work", "document", "resolution", "said", "notice", "verdict", "citation", "identifier")
    assert [name for name in tables if resolved.store.rows(EVERY_ROW.format(name))] == []


def test_one_of_two_pages_removed_leaves_the_doi(resolved):
    refparse.remove(resolved, str(BOTH[0]))
    assert resolved.find_work(WHIPPLE).work.DOI == WHIPPLE


def test_a_page_added_later_meets_the_registrys_record(tmp_path, desk, pages):
    with Graph(tmp_path / "late.sqlite") as graph:
        refparse.add(graph, pages[:1])
        resolve(graph, desk)
        refparse.add(graph, pages[1:])
        work = graph.find_work(WHIPPLE)
        assert work.members == 3
        report = resolve(graph, desk)
        assert report.states["resolved"] == 2
        assert registered.registered(graph)[work.id].origin_id == WHIPPLE


def test_refresh_shows_first_and_writes_when_told(resolved, desk):
    shown = []
    report = refresh(resolved, desk, tell=shown.append)
    assert (report.wanted, report.works["changed"]) == (2, 2)
    assert resolved.find_work(WHIPPLE).work.publisher is None
    report = refresh(resolved, desk, write=True)
    work = resolved.find_work(WHIPPLE)
    assert (work.work.publisher, work.work.issued.iso) == ("American College of Physicians", "1999-07-20")
    assert work.work.title.startswith("Whipple endocarditis without")
    record = registered.registered(resolved)[work.id]
    values = [one for one in said.said(resolved, [record.id]) if one.field == "publisher"]
    assert [(one.value, one.source, one.shown) for one in values] == [
        ("American College of Physicians", "crossref", True)
    ]
    assert resolved.origins(work.id)["publisher"] == record.id
    sources = {one.source.partition(":")[0] for one in held_of(resolved, work, record).said}
    assert sources == {"reference", "crossref"}
    again = refresh(resolved, desk, write=True)
    assert (again.works["unchanged"], again.works["changed"]) == (2, 0)


def test_refresh_by_policy_and_by_answers(resolved, desk):
    replace = policy_of({"all": "keep", "title": "replace"})
    refresh(resolved, desk, works=[WHIPPLE], policy=replace, write=True)
    work = resolved.find_work(WHIPPLE)
    assert (work.work.title, work.work.publisher) == (GUBLER["title"][0], None)
    refresh(resolved, desk, works=[WHIPPLE], write=True)
    assert resolved.find_work(WHIPPLE).work.publisher == "American College of Physicians"


def test_an_answer_is_remembered(resolved, desk):
    for name in ("keep", "take"):
        report = refresh(
            resolved, Other(desk, {"volume": "132"}), works=[WHIPPLE], write=True,
            answers=lambda _one, yes=name == "take": {"volume": yes},
        )  # fmt: skip
        if name == "keep":
            assert report.fields["asked"] == 1
            assert resolved.find_work(WHIPPLE).work.volume == "131"
            assert refresh(resolved, Other(desk, {"volume": "132"}), works=[WHIPPLE]).fields["asked"] == 0
    assert resolved.find_work(WHIPPLE).work.volume == "131"


class Other(Registry):
    """A registry whose records say something else."""

    def __init__(self, registry, changes):
        self.registry, self.changes = registry, changes

    def works(self, dois):
        return {doi: self.changed(answer) for doi, answer in self.registry.works(dois).items()}

    def changed(self, answer):
        return Answer(DOI=answer.DOI, message={**answer.message, **self.changes}, by=answer.by, at=answer.at)

    def updates(self, doi):
        return self.registry.updates(doi)


def test_notices_are_shown_wherever_the_work_is(resolved, desk):
    assert resolved.find_work(WHIPPLE).notices == ("retraction on 2001-02-03: 10.1000/notice",)
    assert resolved.find_work("10.1000/gardener").notices == ()
    refresh(resolved, desk, write=True)
    assert resolved.find_work("10.1000/gardener").notices == ("correction on 2022: 10.1000/erratum",)
    (shared,) = [row for row in refparse.ask(resolved, "shared") if row.work.notices]
    assert shared.work.notices == ("retraction on 2001-02-03: 10.1000/notice",)
    for form in ("bibtex", "ris", "csljson", "jsonl"):
        assert "retraction on 2001-02-03: 10.1000/notice" in refparse.export(resolved, form)
    (notice,) = said.notices(resolved)[resolved.find_work(WHIPPLE).id]
    assert (notice.kind, notice.sources, notice.stands) == ("retraction", ("publisher",), True)


def test_deposited_lists_are_citations_of_crossrefs(resolved, desk):
    report = refresh(resolved, desk, write=True)
    edges = resolved.store.rows("SELECT count(*) FROM edge")[0][0]
    listed = []
    report = refresh(resolved, desk, write=True, references=True, tell=listed.append)
    assert report.gave_up is None
    assert sorted(one.listed for one in listed) == [0, 2]
    assert resolved.store.rows("SELECT count(*) FROM edge")[0][0] == edges + 2
    cited = refparse.ask(resolved, "citing", WHIPPLE).cited_by
    assert [row.by for row in cited].count("crossref") == 1
    again = []
    refresh(resolved, desk, write=True, references=True, tell=again.append)
    assert [one.listed for one in again] == [0, 0]


def test_a_deposited_list_that_changed_takes_the_place_of_the_old(resolved, desk):
    refresh(resolved, desk, write=True, references=True)
    listed = []
    changed = [{"key": "r9", "unstructured": "Tay CH. Cutaneous lupus. Lancet 1971;2:1-3."}, {"unstructured": "???"}]
    refresh(resolved, Other(desk, {"reference": changed}), works=[GARDENER["DOI"]], write=True, references=True,
            tell=listed.append)  # fmt: skip
    assert [one.listed for one in listed] == [2]
    (document,) = [one for one in resolved.documents() if one.kind == "crossref"]
    assert document.source == f"crossref:{GARDENER['DOI']}"
    assert [row.by for row in refparse.ask(resolved, "citing", WHIPPLE).cited_by].count("crossref") == 0
    [(entries,)] = resolved.store.rows("SELECT count(*) FROM reference WHERE document_id = ?", [document.id])
    assert entries == 2


def test_check_lists_what_is_wrong_and_changes_nothing(resolved, desk):
    resolved.store.write("PRAGMA query_only = ON")
    found = []
    report = check(resolved, desk, tell=found.append)
    assert report.wanted == len(found) == 43
    assert report.findings["retracted"] == 2
    assert {one.label for one in found if one.checked.findings} >= {"7", "19"}
    assert (report.gave_up, report.partial) == (None, False)


def test_offline_answers_from_the_cache_and_says_what_is_left(resolved, desk, server, tmp_path):
    server.forget()
    with refparse.registry(base_url=server.url, offline=True, cache=tmp_path / "c") as cached:
        report = resolve(resolved, cached, again=True)
        assert (report.wanted, report.states["failed: retry after"]) == (42, 0)
    known = [tuple(row) for row in resolved.store.rows(f"{KEPT} ORDER BY record_id")]
    with refparse.registry(offline=True, cache=tmp_path / "empty") as cached:
        report = resolve(resolved, cached, again=True)
        assert report.partial
        assert report.gave_up is None
        assert report.states["failed: retry after"] == 42 - report.states["not found"]
        # It is told and counted, and what was known stays, evidence and all.
        assert [tuple(row) for row in resolved.store.rows(f"{KEPT} ORDER BY record_id")] == known != []
        assert refresh(resolved, cached).works["no answer"] == 2
        assert check(resolved, cached).partial
    assert server.counts.requests == 0
    assert resolve(resolved, desk).states["failed: retry after"] == 0


class Down(Registry):
    """A registry whose every answer is an error."""

    def __init__(self, error):
        self.error, self.asked = error, 0

    def work(self, _doi):
        self.asked += 1
        raise self.error

    def works(self, dois):
        return {doi: self.work(doi) for doi in dois}

    def search(self, _query, *, rows=20):
        return [self.work(rows)]

    def updates(self, doi):
        return [self.work(doi)]


def test_a_network_that_gives_up_leaves_the_rest_for_later(graph):
    down = Down(RegistryUnreachable("", what="nobody answers", retry_after=600))
    report = resolve(graph, down, now=lambda: NOW)
    assert str(report.gave_up) == "nobody answers"
    failed = report.states["failed: retry after"]
    assert 2 <= failed < 20
    assert down.asked < 25
    assert report.states.total() == failed + report.states["not found"]
    early = len(registered.pending(graph, "2026-11-21T08:09:00Z"))
    late = len(registered.pending(graph, (NOW + timedelta(seconds=601)).strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert late == early + failed


@pytest.mark.parametrize(
    ("error", "stops"),
    [
        (RegistryRefused("", what="not let in", final=True), True),
        (RegistryNonsense("", what="no JSON"), False),
        (RegistryUnreachable("", what="the network is off", final=True), False),
    ],
)
def test_one_bad_answer_is_no_reason_to_stop(error, stops):
    patience = Patience()
    asks = [Ask(id=str(n), text="Tay CH. Skin. Lancet 1970;1:2", work=Work(title="Skin")) for n in range(30)]
    found = list(look_up(Down(error), asks, patience=patience))
    assert (patience.error is not None) == stops
    assert (len(found) < 30) == stops
    assert {one.state for one in found} == {"failed: retry after"}


def test_strings_come_back_in_their_order_whatever_happens(desk):
    text = "Gubler JG, Kuster M, Dutly F, et al. Whipple endocarditis without overt gastrointestinal disease:"
    texts = [
        f"{text} report of four cases. Ann Intern Med. 1999;131(2):112-116.",
        "???",
        "Nobody. Nothing at all. 1901.",
    ]
    found = list(resolve_strings(texts, desk))
    assert [one.ask.text for one in found] == texts
    assert [one.DOI for one in found] == [WHIPPLE, None, None]
    assert found[0].confidence > 0.99
    lost = list(resolve_strings(texts * 10, Down(RegistryUnreachable("", what="nobody answers"))))
    assert [one.ask.text for one in lost] == texts * 10
    assert {one.state for one in lost} == {"failed: retry after"}
    assert lost[-1].because == "not asked: nobody answers"


def test_a_doi_of_another_agency_says_whose_it_is(server, desk):
    server.agencies["10.5281/zenodo.1"] = "DataCite"
    (found,) = resolve_strings(["Lee K. Some data of ours. Zenodo 2020. doi:10.5281/zenodo.1"], desk)
    assert found.state in {"not found", "refused: evidence"}
    assert found.because.endswith("10.5281/zenodo.1 is DataCite's")


def test_the_gardener_is_a_page_and_is_found(resolved):
    work = resolved.find_work(GARDENER["DOI"])
    assert {member.origin for member in resolved.members(work.id)} == {"page", "reference", "registry"}


class Mute(Registry):
    """A registry that cannot say what updates its works."""

    def __init__(self, registry):
        self.registry = registry
        self.works = registry.works

    def updates(self, doi):
        raise RegistryUnreachable("", doi=doi, what="no answer")


def test_notices_known_outlast_a_question_that_failed(resolved, desk):
    refresh(resolved, desk, write=True)
    known = resolved.find_work(GARDENER["DOI"]).notices
    report = refresh(resolved, Mute(desk), write=True)
    assert (str(report.gave_up).partition(": ")[2], report.works["no answer"]) == ("no answer", 0)
    assert resolved.find_work(GARDENER["DOI"]).notices == known == ("correction on 2022: 10.1000/erratum",)
