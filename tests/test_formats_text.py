"""Plain text as browsers and PDF tools leave it, and what is refused."""

import io

import pytest

from refparse.errors import SourceError
from refparse.formats.text import MAX_LINE, MAX_PAGE, from_text, read_text
from refparse.reference import content_id

PAGE = "Reguiaï Z – 1990\nAnother line of text, long enough to tell"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (PAGE.encode(), ()),
        (b"\xef\xbb\xbf" + PAGE.encode(), ()),
        (b"\xff\xfe" + PAGE.encode("utf-16-le"), ("decoded as utf-16-le",)),
        (b"\xfe\xff" + PAGE.encode("utf-16-be"), ("decoded as utf-16-be",)),
        (PAGE.encode("utf-16-le"), ("decoded as utf-16-le",)),
        (PAGE.encode("utf-16-be"), ("decoded as utf-16-be",)),
        (b"\xff\xfe\x00\x00" + PAGE.encode("utf-32-le"), ("decoded as utf-32-le",)),
        (PAGE.partition("\n")[0].encode("cp1252"), ("decoded as cp1252",)),
        (PAGE.replace("\n", "\r\n").encode(), ("carriage returns read as line ends",)),
        (PAGE.replace("\n", "\r").encode(), ("carriage returns read as line ends",)),
    ],
)
def test_every_encoding_gives_the_same_text(data, note):
    page = read_text(data, name="page.txt")
    assert PAGE.startswith(page.text)
    assert page.notes == note
    assert page.id == content_id("document", page.text)


def test_a_mixed_file_is_read_line_by_line():
    page = read_text("Müller\n".encode() + "Müller\n".encode("cp1252") + "Łódź".encode())
    assert page.text == "Müller\nMüller\nŁódź"
    assert page.notes == ("1 of 3 lines decoded as cp1252",)


def test_what_no_decoding_mends_is_replaced_and_said():
    assert read_text(b"a\x00b and more words").text == "a\ufffdb and more words"
    assert read_text(b"a\x00b and more words").notes == ("1 NUL characters replaced",)
    assert from_text("a\ud800b").text == "a\ufffdb"
    assert from_text("a\ud83d\ude00b").text == "a\U0001f600b"
    assert read_text(b"a \xed\xa0\x80 b").text == "a \ufffd b"
    assert read_text(b"\xff\xfea\x00b\x00c").text == "ab\ufffd"


def test_a_mark_at_the_start_is_no_text_and_the_segment_says_so():
    assert from_text("\ufeffa").text == "a"
    (segment,) = read_text(b"\xef\xbb\xbfabc").segments
    assert (segment.span, segment.source) == ((0, 3), "bytes 3-6")
    assert from_text("a").segments == ()


def test_paths_streams_and_bytes_are_named(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("words", encoding="utf-8")
    assert read_text(path).source == read_text(str(path)).source == str(path)
    assert read_text(path, name="page").source == "page"
    assert read_text(io.BytesIO(b"words")).source == "-"
    assert read_text(b"words").source == "<bytes>"
    assert from_text("words").source == "<text>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "p: no text in it; copy the page again"),
        (b" \n\xc2\xa0\n\xe2\x80\x8b", "p: no text in it; copy the page again"),
        (b"\xff\xfe", "p: no text in it; copy the page again"),
        (b"%PDF-1.7 ...", "p: a PDF, not text; copy its text, or convert it with pdftotext"),
        (b"\x89PNG\r\n", "p: a PNG picture, not text; copy the text of the page instead"),
        (b"PK\x03\x04abc", "p: a zip archive or an office document, not text; save it as plain text"),
        (bytes(range(256)) * 9, "p: binary data, not text; copy the text of the page instead"),
        (b"\x00" * 5000, "p: binary data, not text; copy the text of the page instead"),
    ],
)
def test_what_is_no_page_is_refused(data, message):
    with pytest.raises(SourceError) as refused:
        read_text(data, name="p")
    assert str(refused.value) == message


def test_files_that_cannot_be_read_are_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    for path, what in (
        (tmp_path / "a.pdf", "a PDF"),
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "a directory"),
        ("a\x00b", "cannot be read"),
    ):
        with pytest.raises(SourceError, match=what):
            read_text(path)


def test_no_permission_says_so(monkeypatch, tmp_path):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SourceError, match="not readable; check its permissions"):
        read_text(tmp_path / "page.txt")


class Endless(io.RawIOBase):
    """A stream that counts what was taken from it."""

    taken = 0

    def __init__(self, line):
        self.line = line

    def read(self, size=-1):
        self.taken += size
        return (self.line * size)[:size]


def test_a_line_without_end_is_refused_early():
    stream = Endless(b"a")
    with pytest.raises(SourceError, match=r"-:1: a line of more than 1,000,000 characters"):
        read_text(stream)
    assert stream.taken < 5 * MAX_LINE


def test_a_page_without_end_is_refused():
    with pytest.raises(SourceError, match="more than 20,000,000 bytes; give one page at a time"):
        read_text(Endless(b"a\n"))
    with pytest.raises(SourceError, match="more than 20,000,000 characters"):
        from_text("a\n" * (MAX_PAGE // 2 + 1))


def test_a_long_line_is_named():
    with pytest.raises(SourceError) as refused:
        read_text(b"one\ntwo\n" + b"a" * (MAX_LINE + 1), name="p")
    assert refused.value.line == 3
    with pytest.raises(SourceError, match=r"p:2: a line"):
        read_text(b"one\n" + b"a" * (5 * MAX_LINE), name="p")
