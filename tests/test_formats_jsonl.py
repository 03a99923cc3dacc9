from __future__ import annotations

import json

import pytest

from refparse.errors import SourceError
from refparse.formats import jsonl
from refparse.formats.jsonl import ExportWork
from refparse.work import Date, Name, Names, Work

FULL = ExportWork(
    id="3f",
    key="kim2006",
    kinds=("case-report", "review"),
    work=Work(
        title="Calci\u2028nosis",
        author=Names(names=(Name(family="Kim"),), et_al=True),
        editor=Names(et_al=True),
        issued=Date(year=2006, season="spring", literal="Spring 2006"),
        keyword=("a", ""),
        extra=(("note", "x"),),
    ),
)


def test_lines_read_back():
    text = jsonl.write([FULL, ExportWork(id="", key="", work=Work())])
    assert text.count("\n") == 2
    assert jsonl.read(f"\n{text}") == (FULL, ExportWork(id="", key="", work=Work()))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not a work"),
        ("[]", "expected an object"),
        ('{"schema": "refparse/2"}', "expected .schema.: .refparse/1."),
        ('{"schema": "refparse/1", "id": 3}', "expected text, found 3"),
        ('{"schema": "refparse/1", "id": "", "key": "", "work": {"titel": ""}}', "unknown member .titel."),
        ('{"schema": "refparse/1", "id": "", "key": "", "work": {"keyword": "x"}}', "expected a list"),
        (
            '{"schema": "refparse/1", "id": "", "key": "", "work": {"issued": {"year": true}}}',
            "expected a whole number",
        ),
        ('{"schema": "refparse/1", "id": "", "key": "", "work": {"extra": [["a"]]}}', "not enough values"),
    ],
)
def test_other_lines_are_refused_by_number(line, what):
    with pytest.raises(SourceError, match=what) as raised:
        jsonl.read(jsonl.write([FULL]) + line)
    assert raised.value.line == 2


def test_unseen_characters_beyond_the_first_plane_are_escaped_as_pairs():
    written = jsonl.dumps({"title": "\U0001d173 \U000e0041"})
    assert written == '{"title": "\\ud834\\udd73 \\udb40\\udc41"}'
    assert json.loads(written) == {"title": "\U0001d173 \U000e0041"}
