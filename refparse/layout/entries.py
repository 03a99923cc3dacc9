"""Entries cut out of a stretch of lines, numbered or not; finding and splitting both use it.

A :class:`Draft` is an entry as it lies on the page, link labels still on: the places of
its marker, if it has one, and of its text, in pieces where page furniture cuts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from refparse.layout.clean import UPPER, Line
from refparse.layout.labels import Labels
from refparse.layout.likeness import ENOUGH, PARTICLE, complete, gist, points, starts_like_entry
from refparse.layout.markers import Marker
from refparse.layout.words import end_heading, list_heading
from refparse.reference import Span

#: A line of a printed column is shorter than this.
COLUMN = 95
#: Lines an entry before the first number may have.
_HEADLESS = 6


class Draft(NamedTuple):
    """An entry as it lies on the page, before its link labels are taken off."""

    label: str | None
    marker: Span | None
    spans: tuple[Span, ...]


class Sheet(NamedTuple):
    """A page made ready for cutting: its text, lines, furniture and the link labels to expect."""

    text: str
    lines: Sequence[Line]
    skip: frozenset[int]
    labels: Labels

    def row(self, i: int) -> bool:
        """Whether line ``i`` holds nothing but link labels."""
        return self.labels.is_row(self.lines[i].text)


def numbered(sheet: Sheet, run: Sequence[Marker], first: int = 0, bound: int | None = None) -> list[Draft]:
    r"""One entry for each marker: what stands from it to the next.

    >>> lines = [Line(0, 6, "1. one"), Line(7, 13, "2. two")]
    >>> sheet = Sheet("1. one\n2. two", lines, frozenset(), Labels(()))
    >>> [draft.spans for draft in numbered(sheet, [Marker(0, 0, 3, "1"), Marker(1, 7, 10, "2")])]
    [((3, 6),), ((10, 13),)]

    The last entry ends before the line ``bound``, where another list begins.
    """
    drafts = _unlabelled(sheet, first, run[0])
    most = 1
    for marker, following in zip(run, [*run[1:], None], strict=True):
        if following:
            stop = following.line
        else:
            gaps = _has_gaps(sheet, [(m.line, m.end) for m in run])
            stop = _last_end(sheet, marker.line, marker.end, most, gaps=gaps)
            stop = stop if bound is None else min(stop, bound)
        draft = _draft(sheet, marker.line, stop, marker)
        if draft.spans:
            most = max(most, sum(1 for i in range(marker.line, stop) if sheet.lines[i].text and i not in sheet.skip))
            drafts.extend(_inline(sheet.text, draft, following.number if following else None))
    return drafts


def _unlabelled(sheet: Sheet, first: int, marker: Marker) -> list[Draft]:
    """A first entry whose number the copy lost: the list goes on with 2."""
    if marker.label != "2" or not 0 < marker.line - first <= _HEADLESS:
        return []
    draft = _draft(sheet, first, marker.line, None)
    return [draft] if draft.spans and points(sheet.text[slice(*draft.spans[0])]) > 1 else []


def _draft(sheet: Sheet, first: int, stop: int, marker: Marker | None) -> Draft:
    """The entry on the lines from ``first`` up to ``stop``, read around furniture."""
    start = marker.end if marker else sheet.lines[first].start
    pieces: list[Span] = []
    inside = False
    for i in range(first, stop):
        line = sheet.lines[i]
        low = max(line.start, start)
        if i in sheet.skip:
            inside = False
        elif line.text and low < line.end:
            if inside:
                pieces[-1] = (pieces[-1][0], line.end)
            else:
                pieces.append((low, line.end))
            inside = True
    return Draft(
        marker.label if marker else None, (marker.start, marker.end) if marker else None, _opened(sheet.text, pieces)
    )


def _opened(text: str, pieces: list[Span]) -> tuple[Span, ...]:
    """Pieces that keep the line break they end in, so that joined words stay apart."""
    low, high = pieces[0] if pieces else (0, 0)
    while low < high and (text[low].isspace() or text[low] in "↵\u200b\ufeff"):
        low += 1
    spans = [(low, high), *pieces[1:]] if pieces else []
    kept = [(a, b + 1 if k + 1 < len(spans) else b) for k, (a, b) in enumerate(spans)]
    return tuple((a, b) for a, b in kept if a < b)


def _has_gaps(sheet: Sheet, begun: Sequence[tuple[int, int]]) -> bool:
    """Whether blank lines stand inside entries, begun on these lines at these places."""
    for (one, start), (two, _) in pairwise(begun):
        rows = [bool(sheet.lines[i].text) for i in range(one + 1, two) if i not in sheet.skip]
        while rows and not rows[-1]:
            rows.pop()
        body = sheet.lines[one].end > start
        if not all(rows if body else rows[1:]):
            return True
    return False


def _last_end(sheet: Sheet, first: int, start: int, most: int, *, gaps: bool) -> int:
    """The line after the last entry, which nothing follows to say so."""
    line = sheet.lines[first]
    body = line.text[start - line.start :]
    used, i, rows = 1, first + 1, False
    while i < len(sheet.lines):
        here = sheet.lines[i].text
        if i in sheet.skip:
            pass
        elif sheet.row(i):
            rows = True
        elif not here:
            if body and not _resumes(sheet, i, gaps=gaps):
                break
        elif rows or (body and _over(here, body, used, most)):
            break
        else:
            body = gist(f"{body} {here}")
            used += 1
        i += 1
    return i


def _resumes(sheet: Sheet, i: int, *, gaps: bool) -> bool:
    """Whether the entry goes on behind a blank line: with its row of labels, or as others did."""
    while i < len(sheet.lines) and (not sheet.lines[i].text or i in sheet.skip):
        i += 1
    if i == len(sheet.lines):
        return False
    return sheet.row(i) or (gaps and not end_heading(sheet.lines[i].text) and not sheet.lines[i].text.startswith("#"))


def _over(line: str, body: str, used: int, most: int) -> bool:
    if end_heading(line) or list_heading(line) is not None:
        return True
    if used > most:
        return _OPEN_END.search(body[-6:]) is None
    return used >= most and complete(body) and not _continues(line)


def _continues(line: str) -> bool:
    return line[:1].islower() or line[:1].isdigit() or line.startswith(("(", "http", "doi", "DOI", "PMID", "[", "&"))


_AHEAD = rf"\s{{1,3}}(?=[{UPPER}]|{PARTICLE})"
_INLINE = {
    ".": re.compile(rf"(?<=[\s\])])([0-9]{{1,5}})\.{_AHEAD}"),
    ")": re.compile(rf"(?<=\s)([0-9]{{1,5}})\){_AHEAD}"),
    "]": re.compile(rf"(?<=\s)\[([0-9]{{1,5}})\]{_AHEAD}"),
    "()": re.compile(rf"(?<=\s)\(([0-9]{{1,5}})\){_AHEAD}"),
}


def _inline(text: str, draft: Draft, following: int | None) -> list[Draft]:
    """Entries that run on in one paragraph: "1. … 2. … 3. …", cut where the numbers go on."""
    if draft.marker is None or draft.label is None or len(draft.spans) != 1 or not draft.label.isdigit():
        return [draft]
    shown = text[slice(*draft.marker)].strip()
    shape = _INLINE.get("()" if shown.startswith("(") else shown[-1:], _INLINE["."])
    low, high = draft.spans[0]
    wanted = int(draft.label) + 1
    cuts: list[re.Match[str]] = []
    for hit in shape.finditer(text, low, high):
        if (
            int(hit[1]) == wanted
            and wanted != following
            and points(gist(text, cuts[-1].end() if cuts else low, hit.start())) > 1
        ):
            cuts.append(hit)
            wanted += 1
    if not cuts or (following is not None and wanted != following) or not points(gist(text, cuts[-1].end(), high)):
        return [draft]
    edges = [*(cut.start() for cut in cuts), high]
    pieces = [Draft(draft.label, draft.marker, (_tight(text, low, edges[0]),))]
    for cut, edge in zip(cuts, edges[1:], strict=True):
        pieces.append(Draft(cut[1], (cut.start(), cut.end()), (_tight(text, cut.end(), edge),)))
    return pieces


def _tight(text: str, low: int, high: int) -> Span:
    piece = text[low:high]
    return low + len(piece) - len(piece.lstrip()), low + len(piece.rstrip())


# Lists without numbers


_BULLET = re.compile(r"[-*•·◦–↵][\s\u200b]{0,6}")
_KEY = re.compile(r"(?:[-*•]\s{1,4})?(\[[^\[\]]{2,60}\])\s*(?=\S)")
_NAME_DATE = re.compile(
    rf"(?:[0-9]{{1,4}}\.\s)?[{UPPER}][^.;:]{{1,180}}(?: et al\.?)?,? \(?(?:1[5-9]|20)[0-9]{{2}}[a-z]?\)?$"
)
_LINE = 200
_DATED = re.compile(r"[0-9]{2}[a-z]?\)?$")


def lead(text: str) -> int:
    """How long the bullet or the key in brackets before an entry is.

    >>> lead("* [Kim, 2001] Kim A"), lead("- Kim A"), lead("Kim A")
    (14, 2, 0)
    """
    hit = _KEY.match(text) or _BULLET.match(text)
    return hit.end() if hit else 0


def unnumbered(sheet: Sheet, first: int, stop: int) -> list[Draft]:
    r"""Entries on the lines from ``first`` up to ``stop``, of whichever layout the lines show.

    >>> text = "Kim A. One. Lupus 2001;1:2.\nLee B. Two. Lupus 2002;3:4."
    >>> lines = [Line(0, 27, text[:27]), Line(28, 55, text[28:])]
    >>> len(unnumbered(Sheet(text, lines, frozenset(), Labels(())), 0, 2))
    2
    """
    rows = [i for i in range(first, stop) if sheet.lines[i].text and i not in sheet.skip]
    starts = _starts(sheet, rows)
    if not starts:
        return []
    begun = [(i, sheet.lines[i].start) for i in starts]
    most = max(
        (sum(1 for i in range(a, b) if sheet.lines[i].text) for a, b in pairwise(starts)),
        default=8,
    )
    last = min(stop, _last_end(sheet, *begun[-1], most, gaps=_has_gaps(sheet, begun)))
    drafts = [_led(sheet, low, high) for low, high in zip(starts, [*starts[1:], last], strict=True)]
    return [draft for draft in drafts if draft.spans]


def _led(sheet: Sheet, low: int, high: int) -> Draft:
    """The entry on these lines, without the bullet, key or name-date line that leads it."""
    line = sheet.lines[low]
    if _name_date(line.text) and low + 1 < high:
        draft = _draft(sheet, low + 1, high, None)
        return Draft(line.text, (line.start, line.end), draft.spans)
    draft = _draft(sheet, low, high, None)
    hit = _KEY.match(line.text) or _BULLET.match(line.text)
    if hit is None or not draft.spans:
        return draft
    edge = line.start + hit.end()
    (_, end), *rest = draft.spans
    label = hit[1].strip("[]") if hit.re is _KEY else None
    return Draft(label, (line.start, edge), ((edge, end), *rest) if edge < end else tuple(rest))


def _starts(sheet: Sheet, rows: list[int]) -> list[int]:
    """The lines entries begin on."""
    texts = {i: sheet.lines[i].text for i in rows}
    for is_led in (_name_date, _KEY.match, _BULLET.match):
        led = [i for i in rows if is_led(texts[i])]
        if len(led) > 1 and 8 * len(led) >= len(rows):
            return led if is_led is _name_date else _with_bare(sheet, rows, led)
    own = [i for i in rows if not sheet.row(i)]
    whole = [i for i in own if points(texts[i]) >= ENOUGH or (starts_like_entry(texts[i]) and len(texts[i]) > COLUMN)]
    if len(whole) * 3 >= len(own) * 2 and _long(texts, own):
        return _begun(sheet, own, set(whole))
    paragraphs = [i for i in own if i == rows[0] or not sheet.lines[i - 1].text]
    if len(paragraphs) > 1 and len(own) <= 12 * len(paragraphs) and _sound(sheet, paragraphs, own):
        return paragraphs
    return _wrapped(sheet, own)


def _long(texts: dict[int, str], own: list[int]) -> bool:
    """Whether lines are too long to be the lines of a printed column."""
    return bool(own) and median(len(texts[i]) for i in own) > COLUMN


def _sound(sheet: Sheet, paragraphs: list[int], own: list[int]) -> bool:
    """Whether paragraphs are entries: most begin as entries begin, and hold no second one."""
    begun = [i for i in paragraphs if starts_like_entry(sheet.lines[i].text) or points(sheet.lines[i].text) >= ENOUGH]
    inside = set(_wrapped(sheet, own)) - set(paragraphs)
    return 2 * len(begun) >= len(paragraphs) and 2 * len(inside) <= len(paragraphs)


def _name_date(text: str) -> bool:
    """Whether a line is the name and year a page prints above each entry."""
    return len(text) < _LINE and _DATED.search(text[-5:]) is not None and _NAME_DATE.match(text) is not None


def _with_bare(sheet: Sheet, rows: list[int], led: list[int]) -> list[int]:
    """Led lines, and whole entries between them that lost their lead."""
    known = set(led)
    bare = [
        i
        for i in rows
        if i not in known and starts_like_entry(sheet.lines[i].text) and points(sheet.lines[i].text) > ENOUGH
    ]
    return sorted({*led, *bare})


def _begun(sheet: Sheet, own: list[int], whole: set[int]) -> list[int]:
    """A line is an entry, unless it goes on from a line that could not end one."""
    starts: list[int] = []
    for i in own:
        alone = i in whole or starts_like_entry(sheet.lines[i].text) or not sheet.lines[i - 1].text
        if not starts or (alone and not _continues(sheet.lines[i].text[:9].lstrip("[("))):
            starts.append(i)
    return starts


def _wrapped(sheet: Sheet, own: list[int]) -> list[int]:
    """Entries wrapped over short lines: one begins with people, where the one before could end."""
    starts: list[int] = []
    body = ""
    for i in own:
        here = sheet.lines[i].text
        if not starts or (starts_like_entry(here) and _closed(body)):
            starts.append(i)
            body = here
        else:
            body = gist(f"{body} {here}")
    return starts


_OPEN_END = re.compile(r"(?:[-–,;:&(]|\b(?:and|et|und|in|In|of|the|with|by|for|from|to|on|an?))\Z")


def _closed(body: str) -> bool:
    return _OPEN_END.search(body[-6:]) is None and complete(body)
