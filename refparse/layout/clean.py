"""Lines of a page with their places, and which of them are page furniture.

Nothing is changed: a line knows where its characters are, and furniture (running heads,
page numbers, adverts, anchors) is pointed at, so that an entry can be read around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

#: Capital letters of the Latin, Greek and Cyrillic scripts, for use inside a character class.
UPPER = "".join(chr(c) for c in range(0x41, 0x530) if chr(c).isupper())

_BREAK = re.compile("[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_FURNITURE = re.compile(
    r"<!--.{0,200}?-->$|<a id=[^>]{0,120}></a>$|-{3,}$|\|?\s?page [0-9]{1,4}(?: of [0-9]{1,4})?$"
    r"|ad goes here\b.{0,40}$|advertisement$|scroll to continue$"
    r"|continued? (?:on|from) (?:next|page|previous)\b.{0,20}$"
    r"|.{0,60}\bauthor manuscript\b.{0,60}$|downloaded (?:from|by|on)\b.{0,160}$|nih-pa author manuscript$"
    r"|view (?:publication stats|article online)$|for personal use only\b.{0,60}$"
    r"|vol(?:ume|\.)? ?[0-9]{1,4}[^;:]{0,20}\b(?:no|issue)\.? ?[0-9]{1,4}\b"
    r"[^;:]{0,20}(?:19|20)[0-9]{2}(?: [0-9]{1,4})?$",
    re.IGNORECASE,
)
_HEAD_LEAST, _HEAD_MOST = 8, 90
_PAGE = re.compile(r"^[0-9]{1,4}\s+|\s+[0-9]{1,4}$")
_NUMBER = re.compile(r"[0-9]{1,4}$")
#: A journal's name, year, volume and pages, and nothing of an article: the head of a printed page.
_HEAD = re.compile(
    r"[^.;:]{3,60}\(?(?:1[89]|20)[0-9]{2}\)?[ ,;] ?[0-9]{1,4}(?:\([0-9]{1,4}\))?: ?[0-9]{1,6}[–-][0-9]{1,6}$"
)


class Line(NamedTuple):
    """A line without the blanks around it: ``text`` is the page from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def page_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""The lines between two places of a page.

    >>> page_lines("one\n \xa0two ")
    [Line(start=0, end=3, text='one'), Line(start=6, end=9, text='two')]

    Zero-width characters count as blanks here, as they do for a reader.
    """
    stop = len(text) if end is None else end
    lines = []
    while start <= stop:
        hit = _BREAK.search(text, start, stop)
        close = hit.start() if hit else stop
        lines.append(_trimmed(text, start, close))
        start = close + 1
    return lines


def _trimmed(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    inner = raw.strip().strip("\u200b\ufeff").strip()
    # The first occurrence is the right one: only blanks stand before it.
    first = start + raw.find(inner)
    return Line(first, first + len(inner), inner)


def furniture(lines: Sequence[Line]) -> frozenset[int]:
    r"""Indexes of the lines that belong to the printed or shown page, not to its text.

    >>> rows = page_lines("a wrapped\nPage 14\nentry")
    >>> sorted(furniture(rows))
    [1]

    A line that only repeats is furniture where a blank line, a page number or a line
    like it stands beside it: in a list about one disease wrapped lines repeat too.
    """
    known = {i for i, line in enumerate(lines) if line.text and _FURNITURE.match(line.text)}
    often = Counter(_unpaged(line.text) for line in lines if _may_repeat(line.text))
    for i, line in enumerate(lines):
        if often.get(_unpaged(line.text), 0) > 1 and (
            _HEAD.match(line.text) or _lonely(lines, i - 1, line.text) or _lonely(lines, i + 1, line.text)
        ):
            known.add(i)
    for i, line in enumerate(lines):
        if _NUMBER.match(line.text) and (i - 1 in known or i + 1 in known):
            known.add(i)
    return frozenset(known)


def _unpaged(text: str) -> str:
    """A running head without the number of its page."""
    return _PAGE.sub("", text) if len(text) <= _HEAD_MOST else text


def _may_repeat(text: str) -> bool:
    return _HEAD_LEAST <= len(text) <= _HEAD_MOST and text[0] in UPPER and " " in text and ". " not in text


def _lonely(lines: Sequence[Line], i: int, like: str) -> bool:
    if not 0 <= i < len(lines):
        return True
    beside = lines[i].text
    return not beside or beside == like or _NUMBER.match(beside) is not None
