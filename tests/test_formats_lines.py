"""Lines of a stream: whatever they are in, one at a time."""

from __future__ import annotations

import io
import os

import pytest

from refparse.errors import SourceError
from refparse.formats import lines
from refparse.formats.keys import Distinct, distinct
from refparse.formats.lines import Lines, opened
from refparse.normalize.keys import KEY


def read(data: bytes):
    found = Lines(io.BytesIO(data), name="-")
    return list(found), found.notes


@pytest.mark.parametrize(
    ("data", "texts", "notes"),
    [
        (b"", [], ()),
        (b"one", ["one"], ()),
        (b"one\n", ["one"], ()),
        (b"one\r\n\ntwo\rthree\n", ["one", "", "two", "three"], ()),
        ("\ufeffone\n\ufefftwo".encode(), ["one", "\ufefftwo"], ()),
        ("Größe\nzwei\n".encode("utf-16"), ["Größe", "zwei"], ()),
        ("Größe und Maß\n".encode("utf-16-le"), ["Größe und Maß"], ()),
        ("a\u2028b\x85c\n".encode(), ["a\u2028b\x85c"], ()),
        (b"Gr\xf6\xdfe\nGr\xc3\xb6\xc3\x9fe\n", ["Größe", "Größe"], ("lines decoded as cp1252: 1",)),
        (b"\xed\xa0\xbd\xed\xb8\x80 \xed\xa0\xbd\n", ["\U0001f600 \ufffd"], ()),
        (b"one, two, three\x00four\n", ["one, two, three\x00four"], ()),
    ],
)
def test_lines_in_any_encoding(data, texts, notes):
    found, said = read(data)
    assert [text for _, text in found] == texts
    assert [number for number, _ in found] == list(range(1, len(texts) + 1))
    assert said == notes


def test_of_a_line_too_long_the_rest_is_passed_over(monkeypatch):
    monkeypatch.setattr(lines, "MAX_LINE", 10)
    found, notes = read(b"x" * 9 + b"\n" + b"y" * 10 + b"\n" + b"z" * 35 + b"\nend")
    assert found == [(1, "x" * 9), (2, "y" * 10), (3, "z" * 10), (4, "end")]
    assert notes == tuple(f"line {number}: only its first 10 characters are read" for number in (2, 3))


def test_a_stream_that_is_no_text_is_refused():
    with pytest.raises(SourceError, match=r"^-: a PDF, not text"):
        read(b"%PDF-1.7\n")


def test_a_stream_stays_open_however_it_is_read():
    stream = io.BufferedReader(io.BytesIO(b"one\ntwo\n"))
    iterator = iter(Lines(stream, name="-"))
    assert next(iterator) == (1, "one")
    iterator.close()
    assert not stream.closed


def test_how_far_a_file_was_read(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\n" * 100)
    with opened(file) as found:
        assert found.done == 0
        list(found)
        assert found.done == 400


def test_of_a_pipe_nobody_knows_how_far(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b"one\n")
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        found = Lines(stream, name="-")
        assert list(found) == [(1, "one")]
        assert found.done == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["none.txt", ".", "a\0b"])
def test_what_cannot_be_opened(tmp_path, name):
    with pytest.raises(SourceError, match="cannot be read"), opened(f"{tmp_path}/{name}"):
        pass


def test_keys_without_end_are_told_apart_in_little_memory():
    given = Distinct(remembered=3)
    keys = ["kim", "kim", "lee", "kim", "x" * 64, "kim"]
    assert [given.out(key) for key in keys] == ["kim", "kima", "lee", "kim-4", "x" * 50 + "-5", "kim-6"]
    assert all(KEY.fullmatch(key) for key in distinct(keys))
