"""The text of a file in pieces, for formats whose lines have no end: XML and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from refparse.formats.text import decoded, with_look_ahead

_SIZE = 1 << 18
_FOREIGN = re.compile("[\udc80-\udcff]+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Chunks:
    """The text of a binary stream, decoded, in pieces of bounded size.

    >>> from io import BytesIO
    >>> "".join(Chunks(BytesIO(b"\\xef\\xbb\\xbfGr\\xf6\\xdfe"), name="-"))
    'Größe'

    UTF-8 and UTF-16 are read; bytes that are neither are read as Windows-1252, and characters
    that no text has become blanks. Both are told in :attr:`notes`.
    """

    def __init__(self, stream: BinaryIO, *, name: str) -> None:
        """Keep the stream; nothing is read yet."""
        self._stream = with_look_ahead(stream)
        self._name = name
        self._foreign = 0
        self._controls = 0

    def __iter__(self) -> Iterator[str]:
        with decoded(self._stream, self._name) as text:
            first = True
            while piece := text.read(_SIZE):
                yield self._mended(piece.lstrip("\ufeff") if first else piece)
                first = False

    def _mended(self, piece: str) -> str:
        if piece.isascii() and piece.isprintable():
            return piece
        piece, foreign = _FOREIGN.subn(_from_windows, piece)
        piece, controls = _NO_XML.subn(" ", piece)
        self._foreign += foreign
        self._controls += controls
        return piece

    @property
    def notes(self) -> tuple[str, ...]:
        """What had to be mended, so far."""
        foreign = [f"places decoded as cp1252: {self._foreign}"] if self._foreign else []
        controls = [f"control characters made blanks: {self._controls}"] if self._controls else []
        return (*foreign, *controls)


def _from_windows(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
