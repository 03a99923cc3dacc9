from __future__ import annotations

import io
from pathlib import Path

import pytest

from refparse.errors import SourceError
from refparse.formats.library import Copy, format_of, library_in, open_library
from refparse.reference import Entry, Refusal

RIS = (
    b"Record #1 of 2\n\nTY  - JOUR\nTI  - Gr\xc3\xb6\xc3\x9fe\nER  - \nTY  - JOUR\nVL  - 3\nER  - \n"
    b"TY  - JOUR\nTI  - Two\n"
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xef\xbb\xbfTY  - JOUR\n", "ris"),
        (b"Record #1 of 2\nProvider: x\n\nTY  -  JOUR\n", "ris"),
        (b"2. \nTY  - JOUR\n", "ris"),
        (b"\nPMID- 123\nOWN - NLM\n", "nbib"),
        (b"\xef\xbb\xbfFN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n", "wos"),
        (b"<1>\nVN  - Ovid Technologies\n", "ovid"),
        (b"Scopus\nEXPORT DATE: 1\n\n@ARTICLE{Smith2020,\n", "bibtex"),
        (b"% Encoding: UTF-8\n@comment{x}\n@string{a = {b}}\n", "bibtex"),
        (b'[{"id": "kim"', "csljson"),
        (b'{"items": [{', "csljson"),
        (b'{"schema": "refparse/1", "id": ""', "jsonl"),
        (b'<?xml version="1.0"?><xml><records><record><database>', "endnotexml"),
        ("TY  - JOUR\r\n".encode("utf-16"), "ris"),
        (b'"SEARCH QUERY","x"\n-----\n\n"Title","Author Names","DOI"\n', "csv"),
        (b"PT\tAU\tTI\tSO\tPY\tUT\n", "csv"),
        (b"1. Tay CH. Lupus. Skin. 1970;11:30-41.\n", None),
        (b"Title: a page\nAuthors, and other people\n", None),
        (b"<html><body>TY  - JOUR</body></html>", None),
        (b"[1] Kim S. Lupus.\n", None),
        (b'{"raw": "Kim S. Lupus."}\n', None),
        (b"%PDF-1.4", None),
        (b"", None),
    ],
)
def test_the_format_is_seen_by_the_content(head, expected):
    assert format_of(head) == expected


def test_the_counts_of_the_report_add_up():
    library = open_library(RIS, name="a.ris")
    one, refused, two = library
    assert (type(one), type(refused), type(two)) == (Entry, Refusal, Entry)
    assert (one.number, one.line, one.text) == (1, 3, "TY  - JOUR\nTI  - Größe\nER  - ")
    assert (refused.number, refused.line) == (2, 6)
    report = library.report
    assert (report.source, report.format, report.document_id) == ("a.ris", "ris", library.id)
    assert report.found == report.read + len(report.refused) == 3
    assert report.repaired == ((3, 9, "no end line"),)
    assert (report.outside, report.notes) == ((1,), ())
    assert {one.document_id, refused.document_id} == {library.id}
    assert len({one.id, refused.id, two.id}) == 3


def test_the_same_file_gives_the_same_ids_and_can_be_gone_through_again(tmp_path):
    path = tmp_path / "any name"
    path.write_bytes(RIS)
    from_file, from_bytes, from_stream = open_library(path), open_library(RIS), open_library(io.BytesIO(RIS))
    assert list(from_file) == list(from_file) == list(from_bytes) == list(from_stream)
    assert (from_file.source, from_bytes.source, from_stream.source) == (str(path), "<bytes>", "-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    text = end.join(["TY  - JOUR", "TI  - Größe", "ER  - ", ""])
    library = open_library(text.encode(encoding))
    [entry] = library
    assert entry.work.title == "Größe"
    assert library.report.notes == (("lines decoded as cp1252: 1",) if encoding == "cp1252" else ())


def test_what_is_no_library_and_what_is_no_file(tmp_path):
    with pytest.raises(SourceError, match=r"<bytes>: not a library of references; known are RIS"):
        open_library(b"hello")
    with pytest.raises(SourceError, match="cannot be read"):
        open_library(tmp_path / "no such file")
    assert library_in(tmp_path) is None
    page = tmp_path / "page.txt"
    page.write_text("hello")
    assert library_in(page) is None
    page.write_bytes(RIS)
    assert library_in(page).report.found == 3


def test_a_copied_stream_is_gone_with_the_copy():
    copy = Copy(io.BytesIO(RIS))
    assert library_in(copy).source == "-"
    with copy.open() as stream:
        place = stream.name
    del copy
    with pytest.raises(FileNotFoundError):
        Path(place).read_bytes()


def test_a_file_that_changes_under_way_is_told_of(tmp_path):
    path = tmp_path / "a.ris"
    path.write_bytes(RIS)
    library = open_library(path)
    assert library.report.read > 0
    path.write_bytes(RIS + RIS)
    with pytest.raises(SourceError, match="changed while it was read"):
        list(library)


@pytest.mark.parametrize("ending", ["ris", "nbib", "bib", "ciw", "json", "jsonl", "csv", "tsv", "xml", "RIS"])
@pytest.mark.parametrize("nothing", [b"", b"\xef\xbb\xbf\r\n \r\n"])
def test_an_export_of_nothing_is_a_library_without_records(ending, nothing, tmp_path):
    path = tmp_path / f"search.{ending}"
    path.write_bytes(nothing)
    library = library_in(path)
    assert list(library) == []
    assert (library.report.found, library.report.read, library.report.refused) == (0, 0, ())


def test_an_empty_page_is_no_library(tmp_path):
    (tmp_path / "page.txt").write_bytes(b"")
    assert library_in(tmp_path / "page.txt") is None
    with pytest.raises(SourceError, match="not a library of references"):
        open_library(b"", name="page.txt")
