"""Lines that hold a heading and what it heads: a list that a copy flattened onto one line.

Some PDF viewers copy a page as one line: "… is rare. References 1. Kim A. … 2. Lee B. …".
The line is taken apart before the heading and behind it, where the numbers count up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from refparse.layout.clean import UPPER, Line
from refparse.layout.likeness import PARTICLE
from refparse.layout.words import list_heading

_FIRST = re.compile(rf"(?:(?<=\s)|(?<=:))(?:1\s?[.)]|\[1\]|\(1\))\s{{0,3}}(?=[{UPPER}]|{PARTICLE})")
#: The longest heading that is looked for, in characters and words.
_LOOK = 60
_WORDS = 4
#: First markers of one line that are looked at.
_MOST = 50
#: What a heading inside a line stands behind, unless it is printed in capitals.
_STOPS = '.!?:;)]”"'


def unfold(lines: Sequence[Line]) -> list[Line]:
    """Lines, those taken apart that hold a heading and the first entry it heads.

    >>> [line.text for line in unfold([Line(0, 41, "It is rare. References: 1. Kim A. 2. Lee B.")])]
    ['It is rare.', 'References:', '1. Kim A. 2. Lee B.']
    >>> len(unfold([Line(0, 27, "see references 1. It is so.")]))
    1
    """
    return [piece for line in lines for piece in (_pieces(line) if "1" in line.text else (line,))]


def _pieces(line: Line) -> Iterator[Line]:
    at = 0
    for hit in islice(_FIRST.finditer(line.text), _MOST):
        start = _heading(line.text, at, hit.start())
        if start is not None:
            yield from _piece(line, at, start)
            yield from _piece(line, start, hit.start())
            at = hit.start()
    yield from _piece(line, at, len(line.text)) if at else (line,)


def _heading(text: str, at: int, end: int) -> int | None:
    """Where the heading begins that ends before a marker, if there is one."""
    low = max(at, end - _LOOK)
    words = list(re.finditer(r"\S+", text[low:end]))
    for word in words[: -_WORDS - 1 : -1]:
        start = low + word.start()
        name = text[start:end].strip()
        if name[:1] in UPPER and list_heading(name) is not None:
            before = text[max(0, start - _LOOK) : start].rstrip()[-1:]
            return start if not before or before in _STOPS or name.isupper() else None
    return None


def _piece(line: Line, low: int, high: int) -> Iterator[Line]:
    text = line.text[low:high].strip()
    if text:
        start = line.start + line.text.find(text, low)
        yield Line(start, start + len(text), text)
