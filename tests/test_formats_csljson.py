from __future__ import annotations

import json

import pytest

from refparse.errors import SourceError
from refparse.formats import csljson
from refparse.formats.jsonl import ExportWork
from refparse.work import Date, Name, Names, Work

WORK = Work(
    type="article-journal",
    title="Calcinosis",
    author=Names(names=(Name(particle="de", family="Souza", given="RB", suffix="Jr"), Name(literal="WHO")), et_al=True),
    container_title="Lupus",
    issued=Date(year=2008, month=8, day=7),
    page="2679-84",
    DOI="10.1/x",
    doi_prefix="10.1",
    keyword=("a", "b"),
    arXiv="2101.1",
)


def test_items_use_the_words_of_csl():
    item = json.loads(csljson.write([ExportWork(id="3f", key="souza2008", work=WORK, kinds=("review",))]))[0]
    custom = item.pop("custom")
    assert item == {
        "id": "souza2008",
        "type": "article-journal",
        "title": "Calcinosis",
        "container-title": "Lupus",
        "page": "2679-84",
        "DOI": "10.1/x",
        "author": [
            {"family": "Souza", "given": "RB", "non-dropping-particle": "de", "suffix": "Jr"},
            {"literal": "WHO"},
        ],
        "issued": {"date-parts": [[2008, 8, 7]]},
        "keyword": "a, b",
    }
    assert custom["refparse"]["id"] == "3f"
    assert custom["refparse"]["kinds"] == ["review"]
    assert set(custom["refparse"]["work"]) == {"author", "arXiv", "doi_prefix"}


@pytest.mark.parametrize(
    "work",
    [
        WORK,
        Work(),
        Work(type="document"),
        Work(issued=Date(literal="in press", season="spring")),
        Work(issued=Date(month=3)),
        Work(issued=Date()),
        Work(extra=(("note", "x"),), title=""),
    ],
)
def test_the_same_work_comes_back(work):
    exported = ExportWork(id="3f", key="k", work=work)
    assert csljson.read(csljson.write([exported])) == (exported,)


def test_items_of_others_are_read_leniently():
    item = {
        "id": 7,
        "type": "motion_picture",
        "volume": 3,
        "title": ["x"],
        "author": [{"family": "Kim"}, "Lee"],
        "editor": "Lee",
        "issued": {"date-parts": [["2008", None]]},
        "custom": {"refparse": {"kinds": ["review"]}},
    }
    work = Work(volume="3", author=Names(names=(Name(family="Kim"),)), issued=Date(year=2008))
    assert csljson.read(json.dumps([item])) == (ExportWork(id="", key="7", work=work, kinds=("review",)),)
    assert csljson.read('[{"issued": {"date-parts": 3}, "custom": 1}]') == (ExportWork(id="", key="", work=Work()),)


@pytest.mark.parametrize("text", ["{}", "[1]", "[", '[{"custom": {"refparse": {"x": 1}}}]', "[" * 100_000])
def test_other_files_are_refused(text):
    with pytest.raises(SourceError, match="<csl-json>: not CSL-JSON: "):
        csljson.read(text)
