"""Reference strings out of files: plain ones, a string a line, or JSON Lines with ``raw``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from refparse.cli.clean import clean
from refparse.cli.face import Face
from refparse.errors import RefparseError, SourceError
from refparse.formats.jsonl import Json
from refparse.formats.lines import Lines, opened
from refparse.train.gold import mended, named

#: Strings that are read together, and how many characters they may take when each is as long as the longest.
MOST, ROOM = 512, 500_000
_HINT = 'each line must be an object with the string under "raw"'


class Asked(NamedTuple):
    """One string to be read."""

    #: The file's name and the line in it.
    file: str
    number: int
    #: As the row gave it, whatever it is, so that it can be found again; else the file and the line.
    id: Json
    source: str
    text: str


class Strings:
    """The strings of some files, in batches; nothing of a file is kept."""

    def __init__(self, face: Face, sources: Sequence[str]) -> None:
        """Look how much there is to read, where that can be known."""
        self._face = face
        self._sources = sources or ("-",)
        self._before = 0
        self._lines: Lines | None = None
        #: Bytes of all files together; 0 where one of them is a pipe.
        self.total = _size(self._sources)
        #: What ended the reading early; raised once all that came before it is written.
        self.fault: RefparseError | None = None

    @property
    def done(self) -> int:
        """Bytes taken so far."""
        return self._before + (self._lines.done if self._lines else 0)

    def batches(self) -> Iterator[list[Asked]]:
        """All strings, blank lines left out."""
        try:
            for source in self._sources:
                with self._open(source) as lines:
                    self._lines = lines
                    try:
                        yield from batched(asked(lines, source))
                    finally:
                        # Once it is closed, a file cannot be asked.
                        self._before, self._lines = self.done, None
                for note in lines.notes:
                    self._face.note(f"{clean(source)}: {note}")
        except RefparseError as fault:
            self.fault = fault

    def _open(self, source: str) -> AbstractContextManager[Lines]:
        if source != "-":
            return opened(source)
        if sys.stdin.isatty():
            self._face.note("paste the references, one a line, then press Ctrl-D")
        return nullcontext(Lines(sys.stdin.buffer, name="-"))


def _size(sources: Iterable[str]) -> int:
    sizes = [Path(source).stat().st_size if Path(source).is_file() else 0 for source in sources]
    return sum(sizes) if all(sizes) else 0


def batched(strings: Iterable[Asked]) -> Iterator[list[Asked]]:
    """Strings in batches that take a bounded memory to read: long ones in small batches.

    >>> [len(batch) for batch in batched([Asked("", n, "", "", "x" * 200_000) for n in range(3)])]
    [2, 1]

    What came before a fault is given out before the fault is raised.
    """
    batch: list[Asked] = []
    longest = 0
    try:
        for one in strings:
            longest = max(longest, len(one.text))
            if batch and (len(batch) == MOST or longest * (len(batch) + 1) > ROOM):
                yield batch
                batch, longest = [], len(one.text)
            batch.append(one)
    except RefparseError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def asked(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Asked]:
    """The strings of one file.

    >>> [one.text for one in asked([(1, "Tay CH. Skin."), (2, " "), (3, "{x}")], "a.txt")]
    ['Tay CH. Skin.', '{x}']
    >>> list(asked([(1, '{"raw": "Tay CH", "id": 0}')], "a.txt"))
    [Asked(file='a.txt', number=1, id=0, source='a', text='Tay CH')]

    A file is JSON Lines when its name or its first line says so; then each line must be.
    """
    stem = "stdin" if name == "-" else Path(name).stem
    rows = True if name.endswith((".jsonl", ".ndjson")) else None
    for number, line in lines:
        if not line.strip():
            continue
        rows = _is_object(line) if rows is None else rows
        if rows:
            yield _from_row(line, name, stem, number)
        else:
            yield Asked(name, number, f"{stem}#{number}", stem, line.strip())


def _is_object(line: str) -> bool:
    try:
        return line.lstrip().startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _from_row(line: str, name: str, stem: str, number: int) -> Asked:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise SourceError(name, what=f"not JSON ({fault})", line=number, hint=_HINT) from fault
    text = row.get("raw") if isinstance(row, dict) else None
    if not isinstance(text, str):
        raise SourceError(name, what='no "raw", the reference string', line=number, hint=_HINT)
    own, source = row.get("id"), row.get("source")
    return Asked(name, number, f"{stem}#{number}" if own is None else own, named(source) or stem, mended(text))
