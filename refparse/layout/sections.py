"""Lists that run together: numbering that starts again, with or without a heading of its own.

Two lists of one article (references and supplementary references, or a copy that joined
the pages of two) are one list to a reader of its entries: the second goes on where the
first ends. Finding and splitting both cut them here, so that they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from refparse.layout.entries import Draft, Sheet, numbered
from refparse.layout.likeness import ENOUGH, gist, points
from refparse.layout.markers import Marker
from refparse.layout.words import list_heading, plain

_FURTHER = re.compile(
    r"(?:further|additional|supplement(?:ary|al)?|supporting|extra|other|online|web|appendix|electronic|methods?)[ -]"
    r"(?:[a-z]{2,14} )?(?:references?|readings?|bibliography|literature|citations)"
    r"|references? (?:for|in|to|of) (?:the )?(?:supplement|appendix|online|methods)[a-z ]{0,40}"
    r"|references \((?:continued|supplement[a-z]*|appendix|online)"
)

#: Headings that may stand above a list that goes on.
_HEADINGS = 2


class Section(NamedTuple):
    """A list with numbers of its own: the lines that head it behind another list, and its entries."""

    headings: list[int]
    drafts: list[Draft]


def further_heading(text: str) -> bool:
    """Whether a line heads a list that goes on with the references of an article.

    >>> further_heading("Supplementary references"), further_heading("Further reading:"), further_heading("Results")
    (True, True, False)
    """
    return list_heading(text) is not None or _FURTHER.fullmatch(plain(text)) is not None


def like(text: str, drafts: Sequence[Draft]) -> int:
    """How many entries look like references."""
    return sum(points("".join(gist(text, a, b) for a, b in draft.spans)) >= ENOUGH for draft in drafts)


def sections(sheet: Sheet, runs: Sequence[list[Marker]], at: int, first: int) -> list[Section]:
    r"""The list of the run ``at``, and those of the runs behind it that directly follow.

    >>> text = "1. Kim A. One. Lupus. 2001;1:2.\n1. Lee B. Two. Lupus. 2002;3:4."
    >>> from refparse.layout.clean import page_lines
    >>> from refparse.layout.labels import Labels
    >>> sheet = Sheet(text, page_lines(text), frozenset(), Labels(()))
    >>> [len(s.drafts) for s in sections(sheet, [[Marker(0, 0, 3, "1")], [Marker(1, 32, 35, "1")]], 0, 0)]
    [1, 1]

    A list follows directly where nothing but a heading stands between, and goes on only
    where both look like references: affiliations too begin with 1.
    """
    found = [Section([], _cut(sheet, runs, at, first))]
    for following in range(at + 1, len(runs)):
        drafts = found[-1].drafts
        if not _alike(sheet.text, drafts):
            break
        above = _headings(sheet, drafts[-1].spans[-1][1], runs[following][0].line)
        if above is None:
            break
        section = Section(above, _cut(sheet, runs, following, runs[following][0].line))
        if not _alike(sheet.text, section.drafts):
            break
        found.append(section)
    return found


def _alike(text: str, drafts: Sequence[Draft]) -> bool:
    return 0 < len(drafts) <= 2 * like(text, drafts)


def _cut(sheet: Sheet, runs: Sequence[list[Marker]], at: int, first: int) -> list[Draft]:
    bound = None
    if at + 1 < len(runs):
        bound = _bound(sheet, runs[at + 1])
    return numbered(sheet, runs[at], first, bound)


def _bound(sheet: Sheet, run: Sequence[Marker]) -> int | None:
    """The line another list begins on: its heading, or its first marker if that is no wrapped line's number."""
    line = run[0].line
    above = next(_upwards(sheet, line), line)
    if further_heading(sheet.lines[above].text):
        return above
    body = gist(sheet.text, run[0].end, sheet.lines[min(line + 1, len(sheet.lines) - 1)].end)
    return line if len(run) > 1 or points(body) >= ENOUGH else None


def _headings(sheet: Sheet, end: int, line: int) -> list[int] | None:
    """The headings between a place and a line, at most two; ``None`` where anything else stands there."""
    between = list(islice(takewhile(lambda i: sheet.lines[i].start >= end, _upwards(sheet, line)), _HEADINGS + 1))
    if len(between) > _HEADINGS or not all(further_heading(sheet.lines[i].text) for i in between):
        return None
    return between[::-1]


def _upwards(sheet: Sheet, line: int) -> Iterator[int]:
    """The lines above a line that say something, the nearest first."""
    return (i for i in range(line - 1, -1, -1) if sheet.lines[i].text and i not in sheet.skip)
