"""Markers, the numbers printed before entries, and the runs they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refparse.layout.clean import UPPER, Line
from refparse.layout.likeness import ENOUGH, PARTICLE, points, starts_like_entry

_BULLET = r"(?:[-*•·◦–]\s{1,4})?"
_OPEN = r"(?=$|[^\W0-9]|,\s|[\"“”'‘’«„(\[_*~–—-])"
_SHAPES = (
    ("doubled number", re.compile(rf"{_BULLET}([0-9]{{1,4}})[.)]\s{{1,4}}\1[.)]\s*")),
    ("numbered", re.compile(rf"{_BULLET}([0-9]{{1,4}})\s?\\?\.\)?(?:\s*↵)?\s*+{_OPEN}")),
    ("numbered )", re.compile(rf"{_BULLET}([0-9]{{1,4}})\)\s*+{_OPEN}")),
    ("numbered []", re.compile(rf"{_BULLET}\[([0-9]{{1,4}})\]\.?\s*")),
    ("numbered ()", re.compile(rf"{_BULLET}\(([0-9]{{1,4}})\)\s*+{_OPEN}")),
    ("numbered <sup>", re.compile(r"<sup>([0-9]{1,4})</sup>\s*")),
    ("bare number", re.compile(rf"([0-9]{{1,3}})(?:\s+(?=[{UPPER}\"“'‘a-z])|(?=[{UPPER}]|{PARTICLE})|$)")),
)
#: Numbers an entry may be ahead of the one before: entries get lost in copies.
_GAP = 60
#: An entry is shorter than this; what is longer has the page between two numbers.
LONGEST = 4000


class Marker(NamedTuple):
    """A number before an entry: its line, its places in the page, the number as printed."""

    line: int
    start: int
    end: int
    label: str

    @property
    def number(self) -> int:
        """What the label says."""
        return int(self.label)


def read_marker(line: Line, index: int) -> tuple[str, Marker] | None:
    """The marker a line begins with, and what kind it is.

    >>> read_marker(Line(20, 28, "1. 1."), 3)
    ('doubled number', Marker(line=3, start=20, end=25, label='1'))
    >>> read_marker(Line(0, 9, "2.6g daily"), 0) is None
    True
    """
    head = line.text[:24]
    if not head or not (head[0].isdigit() or head[0] in "-*•·◦–[(<"):
        return None
    for kind, shape in _SHAPES:
        hit = shape.match(line.text)
        if hit and int(hit[1]):
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
    for i, line in enumerate(lines):
        read = None if i in skip else read_marker(line, i)
        if read:
            found.setdefault(read[0], []).append(read[1])
    for kind, markers in found.items():
        for run in _chains(lines, markers, strict=kind == "bare number"):
            yield kind, run


def _chains(lines: Sequence[Line], markers: list[Marker], *, strict: bool) -> Iterator[list[Marker]]:
    run = markers[:1]
    for marker in markers[1:]:
        step = marker.number - run[-1].number
        far = marker.start - run[-1].end > LONGEST
        if not far and _goes_on(lines, marker, step, strict=strict):
            run.append(marker)
        elif far or marker.number == 1 or (step < 0 and not strict and _strong(lines, marker)):
            yield run
            run = [marker]
    yield run


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
