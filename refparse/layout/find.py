"""Where the reference list of a page is, or the reason why there is none.

A list is found by what its entries look like: a run of markers, or lines under a
heading, most of which hold a year, pages, people or an identifier. Affiliations, menus,
teasers and enumerations number their lines too, and hold none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from refparse.layout.callouts import cited_numbers
from refparse.layout.clean import Line, furniture, page_lines
from refparse.layout.entries import COLUMN, Draft, Sheet, lead, unnumbered
from refparse.layout.labels import labels_of
from refparse.layout.likeness import ENOUGH, complete, gist, points, starts_like_entry
from refparse.layout.markers import Marker, runs
from refparse.layout.sections import like, sections
from refparse.layout.unfold import unfold
from refparse.layout.words import body_heading, end_heading, list_heading, other_heading
from refparse.reference import ListRegion, ListStyle, Span

LINES = "lines"
#: Lines that may stand between a heading and the first entry.
_REACH = 3
#: References without heading and numbers, that make a list.
_LEAST = 3
#: Lines of one entry that say nothing of a reference, where lines are short as in a printed column.
_WRAPPED = 6
#: Places where numbering starts again that are told one by one.
_SHOWN = 5
#: Entries with letters for labels that make a list: initials are letters too.
_LETTERS = 2
_BULLETS = ("•", "- ", "* ", "· ", "◦")


class Candidate(NamedTuple):
    """A list there may be: its layout, heading, entries, and how many of them look like references."""

    layout: str
    heading: int | None
    drafts: list[Draft]
    like: int
    #: Places in the list, from 1, where numbering starts again.
    again: tuple[int, ...] = ()
    #: Whether every entry says something of a reference, if not enough: "1. Editorial. Lancet. 1998."
    dated: bool = False


def find_list(text: str, styles: Sequence[ListStyle]) -> ListRegion | str:
    r"""Where the reference list is, or why there is none.

    >>> page = "Menu\nReferences (2)\n1. Kim A. One. Lupus. 2001;1:2–3.\n2. Lee B. Two. Lupus. 2002;3:4–5.\n\nShare"
    >>> region = find_list(page, [])
    >>> page[slice(*region.span)].splitlines()[-1], region.evidence
    ('2. Lee B. Two. Lupus. 2002;3:4–5.', ('2 of 2 entries look like references', 'labels 1 to 2', 'heading states 2'))
    >>> find_list("Only a menu\n• One\n• Two", [])
    'no reference list: no heading and no run of entries that look like references; 2 bullets are a menu'

    The span begins with the first marker and ends with the last label of the last entry.
    """
    sheet = make_sheet(text, styles)
    templates = [heading for style in styles for heading in style.headings]
    headings = {
        i: count for i, line in enumerate(sheet.lines) if (count := list_heading(line.text, templates)) is not None
    }
    found = [c for c in _candidates(sheet, headings) if _is_list(c)]
    if not found:
        return _reason(sheet, headings)
    return _region(sheet, headings, max(found, key=lambda c: (c.like, -c.drafts[0].spans[0][0])))


def make_sheet(text: str, styles: Sequence[ListStyle], span: Span | None = None) -> Sheet:
    r"""A page, or the lines of a stretch of it, ready for cutting.

    >>> make_sheet("one\ntwo", [], (4, 7)).lines
    [Line(start=4, end=7, text='two')]

    Furniture is judged by the whole page: a running head repeats outside the list.
    """
    lines = unfold(page_lines(text))
    known = furniture(lines)
    low, high = span or (0, len(text))
    kept = [i for i, line in enumerate(lines) if low <= line.end and line.start < high] if span else range(len(lines))
    skip = frozenset(new for new, old in enumerate(kept) if old in known)
    return Sheet(text, [_within(lines[i], low, high) for i in kept], skip, labels_of(tuple(styles)))


def _within(line: Line, low: int, high: int) -> Line:
    if low <= line.start and line.end <= high:
        return line
    start, end = max(line.start, low), min(line.end, high)
    return Line(start, end, line.text[start - line.start : end - line.start])


def _candidates(sheet: Sheet, headings: dict[int, int]) -> Iterator[Candidate]:
    taken: set[int] = set()
    by_kind: dict[str, list[list[Marker]]] = {}
    for kind, run in runs(sheet.lines, sheet.skip):
        if _by_letters(kind) and (run[0].number != 1 or len(run) < _LETTERS):
            continue
        by_kind.setdefault(kind, []).append(run)
    # Letters come last, and only where numbers make no list: there they part the works of one entry.
    lists = 0
    for kind in sorted(by_kind, key=_by_letters):
        if _by_letters(kind) and lists:
            continue
        for candidate in _of_kind(sheet, headings, kind, by_kind[kind]):
            yield candidate
            if _is_list(candidate):
                lists += 1
                taken |= set() if candidate.heading is None else {candidate.heading}
    for heading in headings.keys() - taken:
        yield from _under_heading(sheet, headings, heading)
    yield from _without_heading(sheet)


def _by_letters(kind: str) -> bool:
    return kind.startswith("lettered")


def _of_kind(sheet: Sheet, headings: dict[int, int], kind: str, of_kind: list[list[Marker]]) -> Iterator[Candidate]:
    """Lists whose markers are of one kind, those that run together as one."""
    at = 0
    while at < len(of_kind):
        run = of_kind[at]
        heading = _heading_above(sheet, headings, run[0].line)
        used = 1
        if len(run) > 1 or heading is not None:
            parts = sections(sheet, of_kind, at, run[0].line if heading is None else heading + 1)
            used = len(parts)
            drafts = [draft for part in parts for draft in part.drafts]
            sizes = list(accumulate(len(part.drafts) for part in parts))
            alone = all(sheet.lines[m.line].end <= m.end for run in of_kind[at : at + used] for m in run)
            layout = f"{kind}, on its own line" if alone else kind
            again = tuple(size + 1 for size in sizes[:-1])
            dated = len(drafts) > 1 and all(_points(sheet.text, draft) for draft in drafts)
            yield Candidate(layout, heading, drafts, like(sheet.text, drafts), again, dated)
        at += used


def _heading_above(sheet: Sheet, headings: dict[int, int], line: int) -> int | None:
    seen = 0
    for i in range(line - 1, max(-1, line - 12), -1):
        if i in headings:
            return i
        seen += bool(sheet.lines[i].text)
        if seen > _REACH:
            break
    return None


def _under_heading(sheet: Sheet, headings: dict[int, int], heading: int) -> Iterator[Candidate]:
    first = heading + 1
    stop = _list_end(sheet, headings, first)
    if first < stop:
        drafts = _while_like(sheet.text, unnumbered(sheet, first, stop))
        yield Candidate(LINES, heading, drafts, like(sheet.text, drafts))


def _list_end(sheet: Sheet, headings: dict[int, int], first: int) -> int:
    for i in range(first, len(sheet.lines)):
        line = sheet.lines[i].text
        if i in headings:
            return i
        if line and (end_heading(line) or body_heading(line) or line.startswith("## ")) and not sheet.row(i):
            return i
    return len(sheet.lines)


def _while_like(text: str, drafts: list[Draft]) -> list[Draft]:
    """Entries up to where they stop looking like references, one doubtful among good ones kept."""
    good = [_points(text, draft) >= ENOUGH - 1 for draft in drafts]
    last = 0
    for i, is_good in enumerate(good):
        if is_good and i - last <= _REACH:
            last = i + 1
    return drafts[:last]


def _without_heading(sheet: Sheet) -> Iterator[Candidate]:
    """Stretches of lines that are references one and all."""
    stretch: list[int] = []
    misses = 0
    for i, line in enumerate(sheet.lines):
        if not line.text or i in sheet.skip:
            continue
        body = line.text[lead(line.text) :]
        if points(body) > ENOUGH or (points(body) == ENOUGH and starts_like_entry(body)) or (stretch and sheet.row(i)):
            stretch.append(i)
            misses = 0
        elif stretch:
            misses += 1
            if (
                misses > (_WRAPPED if len(line.text) < COLUMN else 1)
                or end_heading(line.text)
                or list_heading(line.text) is not None
            ):
                yield from _stretch(sheet, stretch)
                stretch, misses = [], 0
    yield from _stretch(sheet, stretch)


def _stretch(sheet: Sheet, stretch: list[int]) -> Iterator[Candidate]:
    if len(stretch) < _LEAST:
        return
    above = [line.text for line in sheet.lines[max(0, stretch[0] - 6) : stretch[0]] if line.text]
    if not any(other_heading(text) for text in above):
        stop = stretch[-1] + 1
        while stop < len(sheet.lines) and sheet.lines[stop].text and not complete(sheet.lines[stop - 1].text):
            stop += 1
        drafts = unnumbered(sheet, stretch[0], stop)
        yield Candidate(LINES, None, drafts, like(sheet.text, drafts))


def _points(text: str, draft: Draft) -> int:
    return points("".join(gist(text, a, b) for a, b in draft.spans))


def _is_list(candidate: Candidate) -> bool:
    """A list under a heading may be short and odd; one without must be plain."""
    total = len(candidate.drafts)
    if candidate.heading is not None:
        return (candidate.like > 0 or candidate.dated) and (
            3 * candidate.like >= total or _counts_from_one(candidate.drafts)
        )
    least, of = (_LEAST, 3) if candidate.layout == LINES or _by_letters(candidate.layout) else (2, 2)
    return candidate.like >= least and of * candidate.like > (of - 1) * total


def _counts_from_one(drafts: list[Draft]) -> bool:
    """Whether labels count 1, 2, 3 … without a gap: under a heading that makes a list of odd entries too."""
    return [draft.label for draft in drafts] == [str(number) for number in range(1, len(drafts) + 1)]


def _region(sheet: Sheet, headings: dict[int, int], best: Candidate) -> ListRegion:
    first, last = best.drafts[0], best.drafts[-1]
    start = first.marker[0] if first.marker else first.spans[0][0]
    labels = [draft.label for draft in best.drafts if draft.label]
    evidence = [f"{best.like} of {len(best.drafts)} entries look like references"]
    evidence += [f"numbering starts again at entry {place}" for place in best.again[:_SHOWN]]
    if labels:
        evidence.append(f"labels {labels[0]} to {labels[-1]}")
    heading = None
    if best.heading is not None:
        line = sheet.lines[best.heading]
        heading = (line.start, line.end)
        stated = headings[best.heading]
        evidence.append(f"heading states {stated}" if stated else f"heading {line.text!r}")
    return ListRegion(span=(start, last.spans[-1][1]), heading=heading, layout=best.layout, evidence=tuple(evidence))


def _reason(sheet: Sheet, headings: dict[int, int]) -> str:
    bullets = sum(1 for line in sheet.lines if line.text.startswith(_BULLETS))
    more = f"; {bullets} bullets are a menu" if bullets > 1 else ""
    if cited := cited_numbers(sheet.text):
        more += f"; numbers {cited[0]} to {cited[-1]} are cited, their list is not on this page"
    if headings:
        line = min(headings)
        shown = sheet.lines[line].text
        return f"no reference list: nothing after the heading {shown!r} looks like references{more}"
    return f"no reference list: no heading and no run of entries that look like references{more}"
