from __future__ import annotations

import json

import pytest

from refparse.formats import csljson, jsonl
from refparse.formats.entries import Read, Refused
from refparse.formats.jsonitems import read_csl, read_jsonl
from refparse.formats.jsonl import ExportWork
from refparse.work import Work

ITEMS = [
    {
        "id": "kim2006",
        "type": "article-journal",
        "title": "Lupus",
        "container-title-short": "Lupus J",
        "DOI": "https://doi.org/10.1000/182",
    },
    {
        "id": 7,
        "type": "article-magazine",
        "title": "Skin",
        "issued": {"date-parts": [[2006], [2007]]},
        "note": "PMID: 4369247",
    },
    {
        "id": "x",
        "type": "book",
        "title": "Fat",
        "author": [{"family": "Souza", "dropping-particle": "de"}],
        "keyword": ["a"],
    },
]


def test_what_csl_has_and_we_have_not_is_kept():
    first, second, third = read_csl([json.dumps(ITEMS, indent=1)])
    assert (first.key, first.line, first.work.DOI) == ("kim2006", 2, "10.1000/182")
    assert first.work.extra == (("container-title-short", "Lupus J"),)
    assert (second.key, second.work.type, second.work.PMID) == ("7", None, "4369247")
    assert ("type", "article-magazine") in second.work.extra
    assert ("issued", '{"date-parts": [[2006], [2007]]}') in second.work.extra
    assert [name for name, _ in third.work.extra] == ["author", "keyword"]
    assert json.loads(first.text) == ITEMS[0]


@pytest.mark.parametrize("size", [1, 13, 10_000])
def test_the_cut_does_not_depend_on_the_pieces(size):
    text = json.dumps({"items": ITEMS})
    assert len(list(read_csl(text[at : at + size] for at in range(0, len(text), size)))) == len(ITEMS)


def test_items_that_are_none_and_json_that_breaks_off():
    items = list(read_csl(['[{"title": "Lupus"},\n 7,\n{"type": "book"},\n{"title": "Skin", "volume"']))
    assert [(type(item), item.line) for item in items] == [(Read, 1), (Refused, 2), (Refused, 3), (Refused, 4)]
    assert [item.reason for item in items[1:]] == [
        "not an object",
        "it names no work: no title, no name, no number",
        "the JSON breaks off here",
    ]


def test_our_own_exports_come_back():
    works = [ExportWork(id="3f", key="kim", work=Work(title="Lupus", doi_prefix="10.1016/j", extra=(("note", "x"),)))]
    [item] = read_csl([csljson.write(works)])
    assert item.work == works[0].work
    [item] = read_jsonl(enumerate(jsonl.write(works).split("\n"), 1))
    assert (item.work, item.key) == (works[0].work, "kim")


def test_a_bad_item_and_a_bad_line():
    [item] = read_csl(['[{"title": "Lupus", "custom": {"refparse": {"odd": 1}}}]'])
    assert item.reason == 'not CSL-JSON: unknown member "odd"'
    [item] = read_jsonl([(3, "{}")])
    assert (item.line, "not a work" in item.reason) == (3, True)
