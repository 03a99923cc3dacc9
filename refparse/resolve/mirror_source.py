"""A Crossref public data file as a stream of records: a folder of parts, a tar of them, or one part.

A part is JSON Lines or ``{"items": […]}``, plain or gzipped; what it is, its first bytes tell, not its name.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse.errors import SourceError

_GZIP: Final = b"\x1f\x8b"
_ITEMS: Final = re.compile(rb'\s*+\{\s*+"items"\s*+:\s*+\[')
_SIGN: Final = re.compile(r"[^\s,]")
_DIGITS: Final = re.compile(r"([0-9]+)")
_NUMBERED: Final = re.compile(r"(.*?)([0-9]++)([^0-9]*+)")
_ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".gz")
_CHUNK: Final = 1 << 16
#: No record comes near this; what is longer is no record, and must not fill the memory.
LONGEST_RECORD: Final = 1 << 25
_MISSING_NAMED: Final = 20

#: What reading a damaged part may raise.
UNREADABLE: Final = (OSError, EOFError, zlib.error, tarfile.TarError)

_Readable = io.BufferedReader | gzip.GzipFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A part, or what is left of it, that could not be taken in."""

    part: str
    what: str
    hint: str

    def __str__(self) -> str:
        """One line: part, fault, remedy."""
        return f"{self.part}: {self.what}; {self.hint}"


class NoRecordsError(Exception):
    """The rest of a part cannot be read as records; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of works: its name within the source, its size in bytes, and an open stream."""

    name: str
    size: int
    stream: io.BufferedReader


def _natural(path: str) -> list[tuple[int, str]]:
    """The order people count in: part 9 before part 10."""
    return [(int(piece), "") if number % 2 else (-1, piece) for number, piece in enumerate(_DIGITS.split(path))]


class Source:
    """A public data file on disk: ``total`` bytes, of which ``done`` have been passed."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Look what it is; nothing is read yet."""
        self.path = Path(path)
        if not self.path.exists():
            raise SourceError(str(path), what="there is no such file or folder", hint="check the path")
        self._files = None if self._is_tar() else self._found()
        self.total = sum(file.stat().st_size for file in self._files or [self.path])
        self._passed = 0
        self._open: io.BufferedReader | None = None

    def _is_tar(self) -> bool:
        try:
            return self.path.is_file() and tarfile.is_tarfile(self.path)
        except UNREADABLE:  # a gz that ends within its first bytes: reading it as a part says so
            return False

    def _found(self) -> list[Path]:
        if self.path.is_file():
            return [self.path]
        found = (file for file in self.path.rglob("*") if file.name.endswith(_ENDINGS) and file.is_file())
        files = sorted(found, key=lambda file: _natural(self._name(file)))
        if not files:
            raise SourceError(str(self.path), what="no part in it", hint="name a folder of .json.gz or .jsonl.gz files")
        return files

    def _name(self, file: Path) -> str:
        return file.name if file == self.path else file.relative_to(self.path).as_posix()

    @property
    def done(self) -> int:
        """How many bytes have been passed."""
        return self._passed + (self._open.tell() if self._open is not None else 0)

    def parts(self) -> Iterator[Part]:
        """Each part in the order of its number, its stream good until the next is asked for."""
        self._passed = 0
        return self._of_tar() if self._files is None else self._of_files(self._files)

    @contextmanager
    def _reading(self, file: Path) -> Iterator[io.BufferedReader]:
        with file.open("rb") as stream:
            self._open = stream
            try:
                yield stream
            finally:
                self._open = None
        self._passed += file.stat().st_size

    def _of_files(self, files: Iterable[Path]) -> Iterator[Part]:
        for file in files:
            with self._reading(file) as stream:
                yield Part(name=self._name(file), size=file.stat().st_size, stream=stream)

    def _of_tar(self) -> Iterator[Part]:
        with self._reading(self.path) as whole, tarfile.open(fileobj=whole, mode="r|*") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() and member.name.endswith(_ENDINGS) else None
                if isinstance(stream, io.BufferedReader):
                    yield Part(name=member.name, size=member.size, stream=stream)


def records(part: Part, *, skip: int = 0) -> Iterator[object]:
    """What the part holds after its first ``skip`` values; ``None`` for a line that is no JSON.

    Raises :class:`NoRecordsError` or one of ``UNREADABLE`` where nothing more can be read; what
    was given out before stands.
    """
    zipped = part.stream.peek(2)[:2] == _GZIP
    stream: _Readable = gzip.GzipFile(fileobj=part.stream) if zipped else part.stream
    if stream.peek(3)[:3] == codecs.BOM_UTF8:
        stream.read(3)
    head = _ITEMS.match(stream.peek(_CHUNK))
    if head is None:
        yield from _lines(stream, skip)
    else:
        stream.read(head.end())
        yield from _items(stream, skip)


def _lines(stream: _Readable, skip: int) -> Iterator[object]:
    number = 0
    while line := stream.readline(LONGEST_RECORD):
        if line.isspace():
            continue
        number += 1
        if number > skip:
            yield _value(line)


def _value(line: bytes) -> object:
    """The JSON of a line; ``None`` when it is none, nested without end, or a number of 5,000 digits."""
    try:
        value: object = json.loads(line.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return value


def _items(stream: _Readable, skip: int) -> Iterator[object]:
    decode, scan = codecs.getincrementaldecoder("utf-8")("replace").decode, json.JSONDecoder().raw_decode
    text, at, number = "", 0, 0
    while True:
        found = _SIGN.search(text, at)
        at = found.start() if found else len(text)
        if text.startswith("]", at):
            return
        try:
            value, at = scan(text, at)
        except json.JSONDecodeError:  # half a record, or no JSON: more text tells
            more = stream.read(max(_CHUNK, len(text) - at))
            if not more or len(text) - at > LONGEST_RECORD:
                raise NoRecordsError(f"no JSON after {number} records") from None
            text, at = text[at:] + decode(more), 0
            continue
        except (ValueError, RecursionError):
            raise NoRecordsError(f"no record after {number} records") from None
        number += 1
        if number > skip:
            yield value


def missing(names: Iterable[str]) -> list[Trouble]:
    """The parts that are not there though parts before and after them are.

    >>> [trouble.part for trouble in missing(["0.json.gz", "1.json.gz", "3.json.gz"])]
    ['2.json.gz']
    """
    rows: dict[tuple[str, str], dict[int, str]] = {}
    for name in names:
        found = _NUMBERED.fullmatch(name)
        if found:
            rows.setdefault((found[1], found[3]), {})[int(found[2])] = found[2]
    gaps = (
        f"{before}{str(number).zfill(min(map(len, there.values())))}{after}"
        for (before, after), there in rows.items()
        for number in _absent(sorted(there))
    )
    hint = "download it and build again"
    return [Trouble(part=name, what="missing: parts before and after it are there", hint=hint) for name in gaps]


def _absent(numbers: list[int]) -> list[int]:
    """The first numbers missing from a row; a row with more holes than members is no row."""
    if numbers[-1] - numbers[0] + 1 > 2 * len(numbers):
        return []
    there = set(numbers)
    return [number for number in range(numbers[0], numbers[-1]) if number not in there][:_MISSING_NAMED]
