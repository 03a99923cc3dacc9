"""Markers, the numbers printed before entries, and the runs they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from refparse.layout.clean import UPPER, Line
from refparse.layout.likeness import ENOUGH, PARTICLE, points, starts_like_entry
from refparse.layout.words import body_heading, end_heading, list_heading

_BULLET = r"(?:[-*•·◦–]\s{1,4})?"
_OPEN = r"(?=$|[^\W0-9]|,\s|[\"“”'‘’«„(\[_*~–—-])"
_SHAPES = (
    ("doubled number", re.compile(rf"{_BULLET}([0-9]{{1,5}})[.)]\s{{1,4}}\1[.)]\s*")),
    ("numbered", re.compile(rf"{_BULLET}([0-9]{{1,5}})\s?\\?\.\)?(?:\s*↵)?\s*+{_OPEN}")),
    ("numbered )", re.compile(rf"{_BULLET}([0-9]{{1,5}})\)\s*+{_OPEN}")),
    ("numbered []", re.compile(rf"{_BULLET}\[([0-9]{{1,5}})\]\.?\s*")),
    ("numbered ()", re.compile(rf"{_BULLET}\(([0-9]{{1,5}})\)\s*+{_OPEN}")),
    ("numbered <sup>", re.compile(r"<sup>([0-9]{1,5})</sup>\s*")),
    ("bare number", re.compile(rf"([0-9]{{1,3}})(?:\s+(?=[{UPPER}\"“'‘a-z])|(?=[{UPPER}]|{PARTICLE})|$)")),
    ("lettered", re.compile(r"([a-z])\.\s{1,4}(?=\S)")),
    ("lettered )", re.compile(r"([a-z])\)\s{0,4}(?=\S)")),
    ("lettered ()", re.compile(r"\(([a-z])\)\s{0,4}(?=\S)")),
    ("lettered []", re.compile(r"\[([A-Za-z])\]\.?\s{0,4}")),
)
#: Kinds that repeat in running text, so that their labels must count up without a gap.
_STRICT = ("bare number", "lettered")
#: What a copy leaves at the start of a line, and no reader sees.
_UNSEEN = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\ufffd"
#: Numbers an entry may be ahead of the one before: entries get lost in copies.
_GAP = 60
#: What is longer than this has the page between two numbers, unless it begins and goes on as an entry does.
_LONGEST = 4000
#: The number after a first one.
_SECOND = 2
#: Larger numbers go on from others, they do not begin a list: ``10229.`` alone is a post code.
_LARGE = 9999


class Marker(NamedTuple):
    """A number before an entry: its line, its places in the page, the number as printed."""

    line: int
    start: int
    end: int
    label: str

    @property
    def number(self) -> int:
        """What the label says: a number, or the place of a letter in the alphabet."""
        return int(self.label) if self.label.isdigit() else ord(self.label.lower()) - ord("a") + 1


def read_marker(line: Line, index: int) -> tuple[str, Marker] | None:
    """The marker a line begins with, and what kind it is.

    >>> read_marker(Line(20, 28, "1. 1."), 3)
    ('doubled number', Marker(line=3, start=20, end=25, label='1'))
    >>> read_marker(Line(0, 9, "2.6g daily"), 0) is None
    True
    """
    head = line.text[:24]
    unseen = len(head) - len(head.lstrip(_UNSEEN))
    first = head[unseen : unseen + 1]
    if not first or not (first.isdigit() or first in "-*•·◦–[(<" or head[unseen + 1 : unseen + 2] in {".", ")"}):
        return None
    for kind, shape in _SHAPES:
        hit = shape.match(line.text, unseen)
        if hit and hit[1].strip("0"):
            return kind, Marker(index, line.start, line.start + hit.end(), hit[1])
    return None


def runs(lines: Sequence[Line], skip: frozenset[int]) -> Iterator[tuple[str, list[Marker]]]:
    """Runs of markers of one kind whose numbers go up, each with the name of its kind.

    >>> [(kind, [m.label for m in run]) for kind, run in runs([Line(0, 4, "1. a"), Line(5, 9, "2. b")], frozenset())]
    [('numbered', ['1', '2'])]

    A number that repeats or leaps is kept only where an entry plainly begins after it:
    a wrapped line may begin with a volume.
    """
    found: dict[str, list[Marker]] = {}

    @cache
    def breaks() -> list[int]:
        ends = (i not in skip and _breaks(line.text) for i, line in enumerate(lines))
        return list(accumulate(ends, initial=0))

    for i, line in enumerate(lines):
        read = None if i in skip else read_marker(line, i)
        if read and list_heading(line.text) is None:
            found.setdefault(read[0], []).append(read[1])
    for kind, markers in found.items():
        for run in _chains(lines, markers, breaks, strict=kind.startswith(_STRICT)):
            yield kind, run


def _breaks(text: str) -> bool:
    """Whether a line cannot stand inside an entry."""
    return not text or end_heading(text) or body_heading(text) or list_heading(text) is not None


def _chains(
    lines: Sequence[Line], markers: list[Marker], breaks: Callable[[], Sequence[int]], *, strict: bool
) -> Iterator[list[Marker]]:
    run: list[Marker] = []
    for marker, after in zip(markers, [*markers[1:], None], strict=True):
        step = marker.number - run[-1].number if run else 0
        if marker.number > _LARGE and not 0 < step <= _GAP:
            continue
        far = bool(run) and _far(lines, run[-1], marker, breaks)
        if run and not far and _goes_on(lines, marker, step, strict=strict):
            run.append(marker)
        elif (
            not run
            or far
            or _restarts(marker, after, run)
            or (marker.number > 1 and step < 0 and not strict and _strong(lines, marker))
        ):
            if run:
                yield run
            run = [marker]
    if run:
        yield run


def _restarts(marker: Marker, after: Marker | None, run: Sequence[Marker]) -> bool:
    """Whether numbers begin anew: with 1, and not just for a wrapped line among numbers that go on."""
    return marker.number == 1 and (after is None or after.number != run[-1].number + 1 or after.number == _SECOND)


def _far(lines: Sequence[Line], last: Marker, marker: Marker, breaks: Callable[[], Sequence[int]]) -> bool:
    """Whether more than an entry lies between two markers: an entry of thousands of authors is one."""
    gap = marker.start - last.end
    if gap <= _LONGEST:
        return False
    body = lines[last.line] if lines[last.line].end > last.end else lines[last.line + 1]
    if gap - (body.end - body.start) <= _LONGEST:
        return False
    return breaks()[marker.line] > breaks()[last.line + 1] or not _strong(lines, last)


def _goes_on(lines: Sequence[Line], marker: Marker, step: int, *, strict: bool) -> bool:
    if step == 1:
        return True
    return not strict and 0 <= step <= _GAP and _strong(lines, marker)


def _strong(lines: Sequence[Line], marker: Marker) -> bool:
    """Whether an entry plainly begins after a marker, on its line or the next."""
    line = lines[marker.line]
    body = line.text[marker.end - line.start :]
    if not body and marker.line + 1 < len(lines):
        body = lines[marker.line + 1].text
    return starts_like_entry(body) or points(body) >= ENOUGH
