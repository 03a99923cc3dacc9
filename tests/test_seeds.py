"""The five real pages beside the checkout, against their gold; skipped where they are not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import refparse
from benchmarks.seeds import main, relations
from refparse.reference import Page


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    files = sorted((shared / "gold" / "seeds").glob("*.json"))
    if not files:
        pytest.skip("shared/gold/seeds holds no gold")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


@pytest.fixture(scope="module")
def pages(shared: Path) -> dict[str, Page]:
    return {path.stem: refparse.parse(path) for path in sorted((shared / "seeds").glob("*.txt"))}


@pytest.fixture(scope="module")
def graph(pages: dict[str, Page]) -> Iterable[refparse.Graph]:
    with refparse.Graph(":memory:") as graph:
        refparse.add(graph, list(pages.values()))
        yield graph


def test_every_value_of_the_gold(shared, capfd):
    assert main([str(shared / "gold" / "seeds")]) == 0
    assert "invented references 0; all 994 of 994" in capfd.readouterr().out


@pytest.mark.parametrize("turn", [1, 2, 3, 4, -1])
def test_the_order_of_the_files_changes_nothing(shared, turn):
    paths = sorted((shared / "seeds").glob("*.txt"))
    turned = paths[::-1] if turn < 0 else paths[turn:] + paths[:turn]

    def said(found: dict[str, Any]) -> Any:
        return {key: value for key, value in found.items() if key != "clusters"}, sorted(
            sorted((one["seed"], one["n"] or 0) for one in cluster) for cluster in found["clusters"]
        )

    assert said(relations(turned)) == said(relations(paths))


def _work_of(graph: refparse.Graph, pages: dict[str, Page], member: dict[str, Any]) -> str:
    page = pages[member["seed"]]
    origin = page.document.id
    if member.get("n") is not None:
        (origin,) = [r.reference.id for r in page.results if r.reference.number == member["n"]]
    (work,) = [one.id for one in graph.works() if any(m.origin_id == origin for m in graph.members(one.id))]
    return work


def test_what_must_not_merge_does_not(graph, pages, gold):
    pairs = gold["cross"]["must_not_merge"]
    assert pairs
    for pair in pairs:
        assert _work_of(graph, pages, pair["a"]) != _work_of(graph, pages, pair["b"]), pair["why"]


def test_every_reference_is_cut_where_it_stands(pages, gold):
    for stem, page in pages.items():
        starts = [result.reference.spans[0][0] for result in page.results]
        assert starts == [entry["start"] for entry in gold[stem]["references"]]


def test_every_number_in_the_text_is_where_it_stands(pages, gold):
    for stem, page in pages.items():
        wanted = [(one["start"], one["start"] + len(one["marker"])) for one in gold[stem]["in_text_citations"]]
        assert [callout.span for callout in page.callouts] == wanted, stem
        assert list(page.cited_without_entry) == gold[stem]["cited_numbers_missing_from_list"]


#: What gold calls a date, and what a page record does.
DATES = {
    "submitted": "submitted", "final_revision": "revised", "accepted": "accepted", "published": "published",
    "published_online": "published-online", "epub": "published-online", "issue": "issue",
}  # fmt: skip


def test_every_date_a_page_states(pages, gold):
    for stem, page in pages.items():
        stated = {what: date.iso for what, date in page.record.dates}
        issued = page.record.work.issued
        for what, iso in gold[stem]["document"]["dates"].items():
            found = {stated.get(DATES[what]), stated.get(what), issued.iso if issued and what == "issue" else None}
            assert iso in found, (stem, what, stated)
        if "copyright_year" in gold[stem]["document"]:
            assert stated["copyright"] == gold[stem]["document"]["copyright_year"]


def test_every_affiliation_a_page_states(pages, gold):
    for stem, page in pages.items():
        wanted = gold[stem]["document"].get("affiliations", {})
        assert {label or "1": text for label, text in page.record.affiliations} == wanted, stem


def test_the_type_and_the_keywords_a_page_states(pages, gold):
    for stem, page in pages.items():
        document = gold[stem]["document"]
        assert page.record.article_type == document.get("article_type"), stem
        assert list(page.record.work.keyword) == document.get("keywords", []), stem


def test_the_case_series_are_found_by_kind(graph, pages):
    series = {one.id for one in graph.works() if "case-series" in one.kinds}
    stems = sorted(pages)
    assert series == {
        _work_of(graph, pages, {"seed": stems[0], "n": None}),
        _work_of(graph, pages, {"seed": stems[4], "n": 5}),
    }


def test_every_entry_is_read_by_the_style_its_list_voted_for(pages, gold):
    for stem, page in pages.items():
        assert len(page.results) == len(gold[stem]["references"])
        if page.results:
            best = page.votes[0]
            assert best.read == best.entries
            assert {result.by for result in page.results} == {f"grammar:{best.grammar}"}
