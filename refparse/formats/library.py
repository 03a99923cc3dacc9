"""A library file, whatever program wrote it: its format seen by its content, its records one at a time.

RIS, MEDLINE (nbib), Web of Science, Ovid, BibTeX, CSL-JSON, EndNote XML, tables (CSV), and our
own JSON Lines. A file's records are read anew every time they are asked for, so a file of any
size takes the memory of a few records.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from refparse.errors import SourceError
from refparse.formats import bibtexfile, csvexport, endnotexml, jsonitems, nbib, ovid, ris, wos
from refparse.formats.chunks import Chunks
from refparse.formats.entries import Found, Outside, Read, Refused
from refparse.formats.lines import Lines
from refparse.formats.tagged import Dialect
from refparse.reference import Entry, Refusal, content_id

LibraryFormat = Literal["ris", "nbib", "wos", "ovid", "bibtex", "csljson", "jsonl", "endnotexml", "csv"]

_LINES: Mapping[str, Callable[[Iterable[tuple[int, str]]], Iterator[Found]]] = {
    "ris": ris.read,
    "nbib": nbib.read,
    "wos": wos.read,
    "ovid": ovid.read,
    "bibtex": bibtexfile.read,
    "jsonl": jsonitems.read_jsonl,
    "csv": csvexport.read,
}
_CHUNKS: Mapping[str, Callable[[Iterable[str]], Iterator[Found]]] = {
    "csljson": jsonitems.read_csl,
    "endnotexml": endnotexml.read,
}
#: A search that found nothing is exported as an empty file: only its name says what it would have been.
_BY_NAME: Mapping[str, LibraryFormat] = {
    ".ris": "ris", ".nbib": "nbib", ".bib": "bibtex", ".ciw": "wos", ".json": "csljson", ".jsonl": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".xml": "endnotexml",
}  # fmt: skip
_NOTHING = b"\xef\xbb\xbf \t\r\n"
#: How much of a file its format is seen by, and in how many of its lines.
_HEAD, _HEAD_LINES = 1 << 16, 60
_TAGGED: Sequence[tuple[LibraryFormat, Dialect]] = (("ris", ris.DIALECT), ("nbib", nbib.DIALECT))
_WOS = re.compile(r"FN (?:Clarivate|Thomson|ISI)|PT [JBSP]")
_ENDNOTE = re.compile(r"<(?:xml|records|EndNote)[\s>].*?<record[\s>]", re.DOTALL)
_CSL = re.compile(r'\[\s*+\{|\{\s*+"(?:items|references)"\s*+:\s*+\[')
_PIECE = 1 << 20
_OVID = ovid.BETWEEN.fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of everything in a library file: ``found == read + len(refused)``.

    Those ``repaired`` were read. What stood ``outside`` any record is counted by lines.
    """

    source: str
    format: LibraryFormat
    document_id: str
    found: int
    read: int
    #: (number of the record, its first line, what was mended).
    repaired: tuple[tuple[int, int, str], ...] = ()
    refused: tuple[Refusal, ...] = ()
    #: Numbers of lines that belong to no record.
    outside: tuple[int, ...] = ()
    #: What decoding had to mend.
    notes: tuple[str, ...] = ()


class Library:
    """The records of one library file, in the file's order, each time it is gone through.

    >>> text = b"TY  - BOOK\\nTI  - Calcinosis\\nER  - \\nTY  - BOOK\\nER  - \\n"
    >>> library = Library(lambda: BytesIO(text), name="a.ris")
    >>> [type(one).__name__ for one in library]
    ['Entry', 'Refusal']
    >>> library.report.found, library.report.read, library.report.refused[0].line
    (2, 1, 4)

    A file that is no library is a :class:`SourceError`; ask :func:`format_of` first. So is one that
    changed since it was opened, at the end of going through it.
    """

    def __init__(self, opener: Callable[[], BinaryIO], *, name: str) -> None:
        """Look at the file once: what its bytes are, and in which format."""
        self._open = opener
        self.source = name
        #: Hash of the bytes: the same file is the same library, whatever it is called.
        self.id, head = self._seen()
        found = _format(head, name)
        if found is None:
            hint = "known are RIS, nbib, BibTeX, CSL-JSON, EndNote XML, Web of Science, Ovid, and tables with headings"
            raise SourceError(name, what="not a library of references", hint=hint)
        self.format: LibraryFormat = found
        self._empty = not head.strip(_NOTHING)
        self._report: ImportReport | None = None

    def _seen(self) -> tuple[str, bytes]:
        digest = blake2b(digest_size=8)
        head = b""
        with self._open() as stream:
            while piece := stream.read(_PIECE):
                head = head or piece[:_HEAD]
                digest.update(piece)
        return digest.hexdigest(), head

    def __iter__(self) -> Iterator[Entry | Refusal]:
        tally = _Tally()
        with self._open() as stream:
            text = _text(self.format, stream, self.source)
            # Whoever stops halfway lets go of the text before the file is closed.
            with closing(_records(self.format, text) if not self._empty else _no_records()) as records:
                for one in records:
                    if isinstance(one, Outside):
                        tally.outside += range(one.line, one.line + one.text.rstrip("\n").count("\n") + 1)
                    else:
                        tally.found += 1
                        yield tally.told(_identified(one, self.id, tally.found))
        if self._seen()[0] != self.id:  # records are told by their numbers, so other bytes are other records
            raise SourceError(self.source, what="changed while it was read", hint="run it again")
        self._report = ImportReport(
            source=self.source,
            format=self.format,
            document_id=self.id,
            found=tally.found,
            read=tally.found - len(tally.refused),
            repaired=tuple(tally.repaired),
            refused=tuple(tally.refused),
            outside=tuple(tally.outside),
            notes=text.notes,
        )

    @property
    def report(self) -> ImportReport:
        """What became of everything in the file, which is gone through where nobody has yet."""
        while self._report is None:
            for _ in self:
                pass
        return self._report


@dataclass(slots=True)
class _Tally:
    found: int = 0
    repaired: list[tuple[int, int, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)

    def told(self, one: Entry | Refusal) -> Entry | Refusal:
        if isinstance(one, Refusal):
            self.refused.append(one)
        else:
            self.repaired += [(one.number, one.line, what) for what in one.repaired]
        return one


def _identified(one: Read | Refused, document_id: str, number: int) -> Entry | Refusal:
    id_ = content_id(document_id, str(number), one.text)
    if isinstance(one, Refused):
        reason = one.reason
        return Refusal(id=id_, document_id=document_id, number=number, line=one.line, text=one.text, reason=reason)
    return Entry(
        id=id_,
        document_id=document_id,
        number=number,
        line=one.line,
        key=one.key,
        text=one.text,
        work=one.work,
        repaired=one.repaired,
    )


def _text(format_: LibraryFormat, stream: BinaryIO, name: str) -> Lines | Chunks:
    return Chunks(stream, name=name) if format_ in _CHUNKS else Lines(stream, name=name)


def _records(format_: LibraryFormat, text: Lines | Chunks) -> Generator[Found, None, None]:
    if isinstance(text, Chunks):
        yield from _CHUNKS[format_](text)
    else:
        yield from _LINES[format_](text)


def _no_records() -> Generator[Found, None, None]:
    yield from ()


def _format(head: bytes, name: str) -> LibraryFormat | None:
    """The format by the content, of a file without any by its name."""
    return format_of(head) or (None if head.strip(_NOTHING) else _BY_NAME.get(Path(name).suffix.lower()))


def format_of(head: bytes) -> LibraryFormat | None:
    """The format of a library that begins with these bytes; ``None`` where it is none.

    >>> format_of(b"Record #1 of 2\\n\\nTY  -  JOUR\\n"), format_of(b"References\\n1. Kim S. Lupus. 1990.\\n")
    ('ris', None)
    """
    try:
        lines = [text for (_, text), _ in zip(Lines(BytesIO(head[:_HEAD]), name=""), range(_HEAD_LINES), strict=False)]
    except SourceError:  # a PDF, a picture
        return None
    start = "\n".join(lines).lstrip("\ufeff \t\n")
    if start.startswith("<") and not _OVID(start.partition("\n")[0]):
        return "endnotexml" if _ENDNOTE.search(start) else None
    if start.startswith('{"schema": "refparse/'):
        return "jsonl"
    if _CSL.match(start):
        return "csljson"
    return _of_lines(lines)


def _of_lines(lines: Sequence[str]) -> LibraryFormat | None:
    for line in lines:
        if _WOS.match(line.lstrip("\ufeff")):
            return "wos"
        if bibtexfile.ENTRY.match(line.lstrip("\ufeff")):
            return "bibtex"
        for name, dialect in _TAGGED:
            found = dialect.line.fullmatch(line)
            if found and found["tag"] in dialect.begins:
                return name
    if any(_OVID(line) for line in lines) and any(line.startswith(("VN  - ", "UI  - ", "DB  - ")) for line in lines):
        return "ovid"
    return "csv" if csvexport.table_of(lines) else None


def open_library(source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Library:
    """The library in a file, in bytes, or in a stream.

    >>> open_library(b"@book{rothe, title = {Calcinosis}}").format
    'bibtex'

    A stream is copied, on disk where it is long: a library is gone through more than once.
    """
    if isinstance(source, bytes):
        return Library(lambda: BytesIO(source), name=name or "<bytes>")
    if isinstance(source, (str, os.PathLike)):
        return Library(partial(_opened, Path(source)), name=name or os.fspath(source))
    copy = Copy(source)
    return Library(copy.open, name=name or "-")


def library_in(source: str | os.PathLike[str] | Copy) -> Library | None:
    """The library in a file or a copied stream; ``None`` where it is anything else, or cannot be opened.

    >>> library_in("no such file") is None
    True
    """
    opener = source.open if isinstance(source, Copy) else partial(_opened, Path(source))
    name = "-" if isinstance(source, Copy) else os.fspath(source)
    try:
        with opener() as stream:
            head = stream.read(_HEAD)
    except SourceError:
        return None
    return Library(opener, name=name) if _format(head, name) else None


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SourceError(os.fspath(path), what=f"cannot be read ({reason})", hint="check the name") from fault


class Copy:
    """A copy of a stream that can only be read once, gone when nobody has it any more.

    >>> copy = Copy(BytesIO(b"TY  - JOUR"))
    >>> with copy.open() as stream:
    ...     stream.read()
    b'TY  - JOUR'
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read the stream to its end."""
        handle, name = tempfile.mkstemp()
        self._path = Path(name)
        weakref.finalize(self, self._path.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(stream, copy)

    def open(self) -> BinaryIO:
        """The copy from its beginning."""
        return self._path.open("rb")
