"""The five example pages come out whole as tests/golden has them by hand."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

import refparse
from benchmarks.seeds import prediction, relations

HERE = Path(__file__).resolve().parent
PAGES = sorted((HERE / "pages").glob("*.txt"))
DOCUMENT = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi")
REFERENCE = (
    "n", "authors", "et_al", "title", "container", "year", "volume", "issue", "pages", "doi", "doi_prefix",
    "publisher", "place", "editors", "type",
)  # fmt: skip


def gold(name: str) -> dict[str, Any]:
    return json.loads((HERE / "golden" / f"{name}.json").read_text(encoding="utf-8"))


def plain(value: Any) -> Any:
    """A value ready to compare: nothing is one thing, people are family and given, blanks are blanks."""
    if isinstance(value, list):
        return [(person["family"], person.get("given") or None) for person in value] or None
    if isinstance(value, str):
        return value.replace("\u00a0", " ").removesuffix(".") or None
    return value


def differences(found: dict[str, Any], wanted: dict[str, Any], keys: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    pairs = {key: (plain(found.get(key)), plain(wanted[key])) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_comes_out_whole(path: Path):
    found, wanted = prediction(refparse.parse(path)), gold(path.stem)
    assert differences(found["document"], wanted["document"], DOCUMENT) == {}
    both = itertools.zip_longest(found["references"], wanted["references"], fillvalue={})
    wrong = {want.get("n"): differences(got, want, REFERENCE) for got, want in both if want}
    assert {n: pairs for n, pairs in wrong.items() if pairs} == {}
    assert len(found["references"]) == len(wanted["references"])
    assert [one["numbers"] for one in found["in_text_citations"]] == [
        one["numbers"] for one in wanted["in_text_citations"]
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_entries_are_cut_where_they_begin_and_end(path: Path):
    page, wanted = refparse.parse(path), gold(path.stem)
    for result, want in zip(page.results, wanted["references"], strict=True):
        assert result.reference.spans[0][0] == want["start"]
        assert result.reference.spans[-1][1] <= want["end"]
        assert plain(result.reference.text).startswith(plain(want["raw_clean"]))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_numbers_cited_are_found_where_they_stand(path: Path):
    page, wanted = refparse.parse(path), gold(path.stem)
    assert [callout.span[0] for callout in page.callouts] == [one["start"] for one in wanted["in_text_citations"]]
    assert list(page.cited_without_entry) == wanted["cited_numbers_missing_from_list"]


@pytest.mark.parametrize("order", [PAGES, PAGES[::-1]], ids=["forwards", "backwards"])
def test_pages_relate_as_they_do(order: list[Path]):
    found, wanted = relations(order), gold("cross")
    assert {key: found[key] for key in ("nodes", "edges", "distinct_cited_works")} == {
        key: wanted[key] for key in ("nodes", "edges", "distinct_cited_works")
    }

    def members(clusters: list[list[dict[str, Any]]]) -> set[frozenset[tuple[str, int | None]]]:
        return {frozenset((one["seed"], one["n"]) for one in cluster) for cluster in clusters}

    assert members(found["clusters"]) == members(wanted["clusters"])
    for twin in wanted["must_not_merge"]:
        pair = {(one["seed"], one["n"]) for one in twin["pair"]}
        assert not any(pair <= cluster for cluster in members(found["clusters"])), twin["why"]


def test_goldens_agree_with_their_pages():
    for path in PAGES:
        text, wanted = path.read_text(encoding="utf-8"), gold(path.stem)
        assert [text[one["start"] : one["end"]] for one in wanted["references"]] == [
            one["raw"] for one in wanted["references"]
        ]
        assert all(text.startswith(one["marker"], one["start"]) for one in wanted["in_text_citations"])
        assert wanted["file"] == path.name


def test_every_golden_has_its_page():
    assert {path.stem for path in (HERE / "golden").glob("*.json")} == {path.stem for path in PAGES} | {"cross"}
