r"""Plain text: a file, bytes or a stream read into a :class:`~refparse.reference.Document`.

Whatever a browser or a PDF tool leaves is decoded: UTF-8 with or without a byte order
mark, UTF-16 with or without one, Windows-1252, and files that mix the last with UTF-8
line by line. Line ends become ``\n``, so that a span means the same on every machine.
What had to be mended is said in :attr:`Document.notes`; what cannot be a page is refused
with a :class:`~refparse.errors.SourceError`.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from refparse.errors import SourceError
from refparse.reference import Document, Segment, content_id

MAX_LINE = 1_000_000
MAX_PAGE = 20_000_000
_CHUNK = 1 << 16
#: No encoding read here spends more bytes on a character, so a longer line is refused unread.
_MAX_LINE_BYTES = 4 * MAX_LINE

_BINARY = (
    (b"%PDF-", "a PDF", "copy its text, or convert it with pdftotext"),
    (b"%!PS", "PostScript", "convert it to text"),
    (b"\x89PNG", "a PNG picture", "copy the text of the page instead"),
    (b"\xff\xd8\xff", "a JPEG picture", "copy the text of the page instead"),
    (b"GIF8", "a GIF picture", "copy the text of the page instead"),
    (b"PK\x03\x04", "a zip archive or an office document", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"),
    (b"{\\rtf", "rich text", "save it as plain text"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"SQLite format 3\x00", "a SQLite file", "give a page, not a store"),
    (b"\x7fELF", "a program", "give a page of text"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\ufffd"

Notes = list[str]


def read_text(source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Document:
    r"""The page in a file, in bytes, or in a binary stream.

    >>> page = read_text(b"\xff\xfeA\x00\n\x00B\x00", name="page.txt")
    >>> page.text, page.notes
    ('A\nB', ('decoded as utf-16-le',))

    A ``str`` is a path, never the text itself: that is :func:`from_text`.
    """
    if isinstance(source, bytes):
        return _document(_bounded(BytesIO(source), name or "<bytes>"), name or "<bytes>")
    if isinstance(source, (str, os.PathLike)):
        shown = name or os.fspath(source)
        return _document(_file(os.fspath(source), shown), shown)
    return _document(_bounded(source, name or "-"), name or "-")


def from_text(text: str, *, name: str = "<text>") -> Document:
    r"""The page in a string, mended as a file would be.

    >>> from_text("one\r\ntwo").text
    'one\ntwo'
    """
    notes: Notes = []
    return _checked(_mended(text, notes), name, notes, source=None)


def _file(path: str, name: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return _bounded(stream, name)
    except FileNotFoundError:
        raise SourceError(name, what="no such file", hint="check the name, or give - to read standard input") from None
    except IsADirectoryError:
        raise SourceError(name, what="a directory, not a page", hint="name the files in it") from None
    except PermissionError:
        raise SourceError(name, what="not readable", hint="check its permissions") from None
    except SourceError:  # a ValueError itself
        raise
    except (OSError, ValueError) as fault:
        raise SourceError(name, what=f"cannot be read ({fault})", hint="check the name") from None


def _bounded(stream: BinaryIO, name: str) -> bytes:
    """All bytes, read in pieces so that a hopeless file is refused before it fills memory."""
    pieces: list[bytes] = []
    size = line = tail = 0
    while piece := stream.read(_CHUNK):
        if not pieces:
            refuse_binary(piece, name)
        pieces.append(piece)
        size += len(piece)
        if size > MAX_PAGE:
            raise SourceError(name, what=f"more than {MAX_PAGE:,} bytes", hint="give one page at a time")
        line += piece.count(b"\n")
        last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        tail = len(piece) - last - 1 if last >= 0 else tail + len(piece)
        if tail > _MAX_LINE_BYTES:
            raise _long_line(name, line + 1)
    return b"".join(pieces)


def _long_line(name: str, line: int) -> SourceError:
    what = f"a line of more than {MAX_LINE:,} characters"
    return SourceError(name, what=what, line=line, hint="this is no copied page; break it into lines")


def refuse_binary(head: bytes, name: str) -> None:
    """Raise where the first bytes are those of a PDF, a picture, a program: anything but text."""
    for magic, kind, hint in _BINARY:
        if head.startswith(magic):
            raise SourceError(name, what=f"{kind}, not text", hint=hint)
    if encoding_of(head) is None and len(head.translate(None, _CONTROL)) < 0.9 * len(head):
        raise SourceError(name, what="binary data, not text", hint="copy the text of the page instead")


def encoding_of(data: bytes) -> str | None:
    r"""A Unicode encoding the bytes themselves show, by mark or by where their NULs are.

    >>> encoding_of(b"\xff\xfeA\x00"), encoding_of(b"A")
    ('utf-16-le', None)
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_CHUNK]
    even, odd = head[::2].count(0), head[1::2].count(0)
    pairs = len(head) // 2
    # Blanks, digits and line ends have a zero half in every script.
    if pairs and max(even, odd) >= 0.2 * pairs and min(even, odd) <= 0.02 * pairs:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def with_look_ahead(stream: BinaryIO) -> io.BufferedReader:
    """A stream whose next bytes can be seen before they are read.

    >>> with_look_ahead(BytesIO(b"TY  - JOUR")).peek(2)[:2]
    b'TY'
    """
    # A stream of bytes that is not buffered is as good as a raw one here.
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))


@contextmanager
def decoded(stream: io.BufferedReader, name: str) -> Iterator[io.TextIOWrapper]:
    r"""The text of a stream, as it is encoded; in UTF-8, bytes that are none become lone surrogates.

    >>> with decoded(with_look_ahead(BytesIO(b"Gr\xf6\xdfe")), "-") as text:
    ...     text.read()
    'Gr\udcf6\udcdfe'

    Afterwards the stream is as open as it was; one that holds no text is refused.
    """
    head = stream.peek()
    refuse_binary(head, name)
    encoding = encoding_of(head) or "utf-8"
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape" if encoding == "utf-8" else "replace")
    try:
        yield text
    finally:
        # Left attached, the wrapper would close a stream that is not ours, standard input for one.
        text.detach()


def _document(data: bytes, name: str) -> Document:
    notes: Notes = []
    encoding = encoding_of(data)
    skip = next((len(mark) for mark, _ in _MARKS if data.startswith(mark)), 0)
    text = _decoded(data[skip:], encoding, notes)
    return _checked(_mended(text, notes), name, notes, source=f"bytes {skip}-{len(data)}")


def _decoded(data: bytes, encoding: str | None, notes: Notes) -> str:
    if encoding is not None and encoding != "utf-8":
        notes.append(f"decoded as {encoding}")
        try:
            return data.decode(encoding, "surrogatepass")
        except UnicodeDecodeError:  # a half character at the end
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _line_by_line(data, notes)


def _line_by_line(data: bytes, notes: Notes) -> str:
    """Each line as UTF-8 where it is, else as Windows-1252: pasted collections mix them."""
    lines, foreign = [], 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8", "surrogatepass"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            foreign += 1
    notes.append("decoded as cp1252" if foreign == len(lines) else f"{foreign} of {len(lines)} lines decoded as cp1252")
    return "\n".join(lines)


def _mended(text: str, notes: Notes) -> str:
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes.append("carriage returns read as line ends")
    if nuls := text.count("\x00"):
        text = text.replace("\x00", "\ufffd")
        notes.append(f"{nuls} NUL characters replaced")
    if _SURROGATE.search(text):
        # Two halves that belong together are one character; a half alone is nothing.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        notes.append("surrogate characters joined or replaced")
    return text


def _checked(text: str, name: str, notes: Notes, *, source: str | None) -> Document:
    if not text.strip().strip(_INVISIBLE).strip():
        raise SourceError(name, what="no text in it", hint="copy the page again")
    if len(text) > MAX_PAGE:
        raise SourceError(name, what=f"more than {MAX_PAGE:,} characters", hint="give one page at a time")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise _long_line(name, number)
    segments = (Segment(span=(0, len(text)), source=source),) if source else ()
    return Document(id=content_id("document", text), text=text, source=name, segments=segments, notes=tuple(notes))


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Put the text where ``path`` is, as UTF-8; see :func:`write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Put the bytes where ``path`` is, at once: a reader finds the old file or the new one, never half.

    Where the path is a link, the file it leads to is replaced, and the link stays one.
    """
    out = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets nobody else read; a new file follows the user's mask, an old one keeps its rights.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~mask)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
