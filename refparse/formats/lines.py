"""The lines of a file one at a time, however long the file: what is decoded is what a page would be."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from refparse.errors import SourceError
from refparse.formats.text import MAX_LINE, decoded, with_look_ahead

_SURROGATE = re.compile("[\ud800-\udfff]")


class Lines:
    r"""The lines of a binary stream with their numbers, from 1; their ends are taken off.

    >>> list(Lines(io.BytesIO(b"Gr\xf6\xdfe\r\n\nSkin"), name="-"))
    [(1, 'Größe'), (2, ''), (3, 'Skin')]

    UTF-8 and UTF-16 are read, and a line that is neither as Windows-1252. Of a line of more
    than a million characters the rest is passed over. Both are told in :attr:`notes`.
    """

    def __init__(self, stream: BinaryIO, *, name: str) -> None:
        """Keep the stream; nothing is read yet."""
        self._stream = with_look_ahead(stream)
        self._name = name
        self._foreign = 0
        self._long: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        with decoded(self._stream, self._name) as text:
            number = 0
            while line := text.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE and not line.endswith("\n"):
                    self._pass_over(text, number)
                yield number, self._mended(line.rstrip("\n") if number > 1 else line.rstrip("\n").lstrip("\ufeff"))

    def _pass_over(self, text: io.TextIOWrapper, number: int) -> None:
        self._long.append(number)
        while (rest := text.readline(MAX_LINE)) and not rest.endswith("\n"):
            pass

    def _mended(self, line: str) -> str:
        """The line as UTF-8 where it is, else as Windows-1252; half a character alone is nothing."""
        if not _SURROGATE.search(line):
            return line
        data = line.encode("utf-8", "surrogateescape")
        try:
            halves = data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            self._foreign += 1
            return data.decode("cp1252", "replace")
        return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    @property
    def done(self) -> int:
        """How many bytes were taken from a file; of what is no file nobody knows."""
        return self._stream.tell() if self._stream.seekable() else 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be mended, so far."""
        foreign = [f"lines decoded as cp1252: {self._foreign}"] if self._foreign else []
        return (*foreign, *(f"line {number}: only its first {MAX_LINE:,} characters are read" for number in self._long))


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[Lines]:
    """The lines of a file, closed in the end.

    A file that cannot be opened is a :class:`SourceError`.
    """
    name = os.fspath(path)
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(path).open("rb"))
        except (OSError, ValueError) as fault:
            reason = getattr(fault, "strerror", None) or fault
            hint = "check the name, or give - to read standard input"
            raise SourceError(name, what=f"cannot be read ({reason})", hint=hint) from fault
        yield Lines(stream, name=name)
