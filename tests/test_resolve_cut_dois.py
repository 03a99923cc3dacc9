"""DOIs that one of the five real pages cut after thirty characters: the beginning is evidence, no end is made up."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import refparse
from refparse.graph import Graph, registered
from refparse.pipeline.apart import apart
from refparse.pipeline.resolving import resolve
from refparse.resolve.registry import Answer, Query, Registry

END = "whole"
#: So many words in common make a work worth offering, as a registry would.
FEW = 3


@pytest.fixture(scope="module")
def cut(shared: Path) -> dict[str, dict[str, Any]]:
    """The gold of the entries whose DOI is cut, by what is printed of it and its number."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in (shared / "gold" / "seeds").glob("0*.json")]
    entries = [entry for page in gold for entry in page["references"] if entry["doi_prefix"]]
    if not entries:
        pytest.skip("shared/gold/seeds holds no entry with a cut DOI")
    return {f"{entry['doi_prefix'].lower()}{END}{entry['n']}": entry for entry in entries}


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the five pages, to be copied."""
    path = tmp_path_factory.mktemp("pages") / "library.sqlite"
    with Graph(path) as opened:
        refparse.add(opened, [refparse.parse(page) for page in sorted((shared / "seeds").glob("*.txt"))])
    return path


@pytest.fixture
def graph(library: Path, tmp_path: Path):
    with Graph(shutil.copyfile(library, tmp_path / "library.sqlite")) as opened:
        yield opened


def record(doi: str, entry: dict[str, Any], **other: object) -> dict[str, object]:
    """The record of an entry, as a registry would have it."""
    stated = {
        "DOI": doi,
        "type": "journal-article",
        "title": [entry["title"]],
        "author": [{"family": one["family"], "given": one["given"]} for one in entry["authors"]],
        "container-title": [entry["container"]],
        "volume": entry["volume"],
        "issue": entry["issue"],
        "page": entry["pages"],
        "issued": {"date-parts": [[int(entry["year"])]]},
    }
    return {name: value for name, value in {**stated, **other}.items() if value is not None}


def words(text: str) -> set[str]:
    """Words of four letters and more."""
    return set(re.findall(r"\w{4,}", text.lower()))


class Shelf(Registry):
    """A registry that offers what shares a few words with the question, or begins with the DOI that is printed."""

    def __init__(self, records: list[dict[str, object]]) -> None:
        self.answers = {
            str(one["DOI"]): Answer(DOI=str(one["DOI"]), message=one, by="shelf", at="2026-11-21") for one in records
        }
        self.words = {doi: words(json.dumps(answer.message)) for doi, answer in self.answers.items()}

    def work(self, doi: str) -> Answer:
        return self.answers.get(doi) or Answer(DOI=doi, message=None, by="shelf", at="2026-11-21")

    def works(self, dois: list[str]) -> dict[str, Answer]:
        return {doi: self.work(doi) for doi in dois}

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        del rows
        asked = words(" ".join(filter(None, (query.bibliographic, query.title, query.author, query.container_title))))
        begun = query.doi_prefix or END * 9
        return [
            answer
            for doi, answer in self.answers.items()
            if doi.startswith(begun.lower()) or len(asked & self.words[doi]) >= FEW
        ]

    def updates(self, doi: str) -> list[Answer]:
        del doi
        return []


def looked_up(graph: Graph, records: list[dict[str, object]]) -> dict[str, registered.StoredResolution]:
    """What came of every entry that prints the beginning of a DOI."""
    resolve(graph, Shelf(records))
    ids = [one.id for one in graph.records() if one.origin == "reference" and one.work.doi_prefix]
    return {id_: found for id_ in ids if (found := registered.resolution(graph, id_)) is not None}


def test_there_are_twenty_two(cut, graph):
    prefixes = [one.work.doi_prefix for one in graph.records() if one.work.doi_prefix]
    assert len(prefixes) == len(cut) == 22
    assert sorted(prefixes) == sorted(doi.partition(END)[0] for doi in cut)


def test_a_whole_doi_is_taken_where_fields_and_beginning_agree(cut, graph):
    found = looked_up(graph, [record(doi, entry) for doi, entry in cut.items()])
    assert sorted(filter(None, (one.DOI for one in found.values()))) == sorted(cut)
    for one in found.values():
        (row,) = [row for row in one.evidence if row.field == "doi_prefix"]
        assert (row.level, row.weight > 0, row.right) == ("near", True, one.DOI)
    assert not [work.id for work in graph.works() if work.work.doi_prefix]


def test_agreeing_fields_do_not_make_up_for_another_beginning(cut, graph):
    found = looked_up(graph, [record(f"10.99999/x{n}", entry) for n, entry in enumerate(cut.values())])
    assert {(one.state, one.DOI) for one in found.values()} == {("refused: evidence", None)}
    assert all("the DOI does not begin as printed" in one.because for one in found.values())
    assert sum(bool(work.work.doi_prefix) for work in graph.works()) == len(cut)
    # A page of the same work that prints no DOI was found: its DOI is told, and not shown.
    (one,) = [one for one in apart(graph) if one.DOI.startswith("10.99999/")]
    assert one.shown is None
    assert one.because.startswith("in its work a DOI is printed, and cut, that begins 10.")


def test_the_beginning_alone_makes_no_doi(cut, graph):
    stranger = {"title": ["A stranger's paper"], "author": [{"family": "Stranger", "given": "A"}]}
    place = {"container-title": ["Elsewhere"], "volume": "999", "page": "9990", "issued": {"date-parts": [[1901]]}}
    found = looked_up(graph, [record(doi, entry, **stranger, **place) for doi, entry in cut.items()])
    assert {(one.state, one.DOI) for one in found.values()} == {("refused: evidence", None)}
    assert {work.work.DOI for work in graph.works()} & set(cut) == set()
