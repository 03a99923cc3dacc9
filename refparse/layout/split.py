"""The reference list of a page cut into references, every other character accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from refparse.layout.entries import Draft, Sheet, unnumbered
from refparse.layout.find import LINES, make_sheet
from refparse.layout.markers import runs
from refparse.layout.sections import sections
from refparse.reference import (
    Document,
    Dropped,
    ListRegion,
    ListStyle,
    ReferenceList,
    ReferenceString,
    Span,
    content_id,
)

Part = tuple[Span, str]


def split_list(document: Document, found: ListRegion | str, styles: Sequence[ListStyle]) -> ReferenceList:
    r"""The references of a page, and every character that belongs to none, with the reason.

    >>> page = "References\n1. Kim A. One. Lupus. 2001;1:2–3.\n2. Lee B. Two. Lupus. 2002;3:4–5.PubMed"
    >>> document = Document(id="d", text=page, source="page.txt")
    >>> region = ListRegion(span=(11, len(page)), heading=(0, 10), layout="numbered")
    >>> whole = split_list(document, region, [ListStyle(name="any", trailing=("PubMed",))])
    >>> [reference.text for reference in whole.references]
    ['Kim A. One. Lupus. 2001;1:2–3.', 'Lee B. Two. Lupus. 2002;3:4–5.']
    >>> [dropped.reason for dropped in whole.dropped]
    ['heading', 'marker', 'marker', 'link label']

    A page without a list gives no references, and its whole text dropped as "no list".
    """
    if isinstance(found, str):
        dropped = tuple(_dropped(document.text, [], [(0, "no list")]))
        return ReferenceList(document_id=document.id, region=None, dropped=dropped, reason=found)
    sheet = make_sheet(document.text, styles, found.span)
    references: list[ReferenceString] = []
    parts: list[Part] = [(found.heading, "heading")] if found.heading else []
    seen: set[tuple[str | None, str]] = set()
    previous = ""
    drafts, headings = _drafts(sheet, found.layout)
    parts += [((sheet.lines[i].start, sheet.lines[i].end), "heading") for i in headings]
    for draft in drafts:
        spans, more = _without_labels(sheet, draft)
        text = "".join(document.text[a:b] for a, b in spans)
        parts += more
        if not text or (draft.label, text) in seen or (draft.label is None and text == previous):
            parts += [(span, "second copy") for span in spans]
            continue
        previous = text
        if draft.label is not None:
            seen.add((draft.label, text))
        parts += [(span, "") for span in spans]
        references.append(_reference(document, len(references) + 1, draft.label, text, spans))
    parts += [((line.start, line.end), "page furniture") for i, line in enumerate(sheet.lines) if i in sheet.skip]
    zones = [(0, "before the list"), (found.span[0], "separator"), (found.span[1], "after the list")]
    dropped = tuple(_dropped(document.text, parts, zones))
    return ReferenceList(document_id=document.id, region=found, references=tuple(references), dropped=dropped)


def _reference(
    document: Document, number: int, label: str | None, text: str, spans: tuple[Span, ...]
) -> ReferenceString:
    return ReferenceString(
        id=content_id("reference", document.id, str(number), text),
        document_id=document.id,
        number=number,
        label=label,
        text=text,
        spans=spans,
    )


def _drafts(sheet: Sheet, layout: str) -> tuple[list[Draft], list[int]]:
    """The region's entries, cut as they were cut when it was found, and the headings among them."""
    if layout == LINES:
        return unnumbered(sheet, 0, len(sheet.lines)), []
    kind = layout.removesuffix(", on its own line")
    of_kind = [run for name, run in runs(sheet.lines, sheet.skip) if name == kind]
    parts = sections(sheet, of_kind, 0, 0) if of_kind else []
    drafts = [entry for part in parts for draft in part.drafts for entry in _lettered(sheet.text, draft)]
    return drafts, [i for part in parts for i in part.headings]


_LETTER = re.compile(r"(?:(?<=[;.,\s])|(?<![^\s]))([a-z]) ?\)\s{0,2}(?=\S)")


def _lettered(text: str, draft: Draft) -> list[Draft]:
    """Works ``a) … b) …`` under one number, one draft for each."""
    low, high = draft.spans[0]
    hits: list[re.Match[str]] = []
    if len(draft.spans) == 1 and re.match(r"a ?\)", text[low : low + 3]):
        for hit in _LETTER.finditer(text, low, high):
            if hit[1] == chr(ord("a") + len(hits)):
                hits.append(hit)
    if not hits[1:]:
        return [draft]
    edges = [*(hit.start() for hit in hits[1:]), high]
    drafts = []
    for hit, edge in zip(hits, edges, strict=True):
        marker = (draft.marker[0], hit.end()) if draft.marker and hit is hits[0] else hit.span()
        drafts.append(Draft(f"{draft.label}{hit[1]}", marker, ((hit.end(), len(text[:edge].rstrip(" \t\n;"))),)))
    return drafts


def _without_labels(sheet: Sheet, draft: Draft) -> tuple[tuple[Span, ...], list[Part]]:
    """The spans of an entry with its link labels off, and the parts that came off."""
    parts: list[Part] = [(draft.marker, "marker")] if draft.marker else []
    spans = list(draft.spans)
    while spans:
        low, high = spans.pop()
        end = sheet.labels.strip(sheet.text, low, high)
        if end < high:
            parts.append(((end, high), "link label"))
        if end > low:
            spans.append((low, end))
            break
    return tuple(spans), parts


def _dropped(text: str, parts: Iterable[Part], zones: Sequence[tuple[int, str]]) -> Iterator[Dropped]:
    """Every stretch of the page outside references, in order, each with one reason."""
    ordered = sorted(part for part in parts if part[0][0] < part[0][1])
    at = 0
    for (low, high), reason in [*ordered, ((len(text), len(text)), "")]:
        if low > at:
            yield from _zoned(text, at, low, zones)
        if reason and max(at, low) < high:
            yield from _solid(text, max(at, low), high, reason)
        at = max(at, high)


def _zoned(text: str, low: int, high: int, zones: Sequence[tuple[int, str]]) -> Iterator[Dropped]:
    for (start, reason), (stop, _) in zip(zones, [*zones[1:], (len(text), "")], strict=True):
        if max(low, start) < min(high, stop):
            yield from _solid(text, max(low, start), min(high, stop), reason)


def _solid(text: str, low: int, high: int, reason: str) -> Iterator[Dropped]:
    """The stretch without the blanks around it, if anything is left."""
    piece = text[low:high]
    if inner := piece.strip():
        start = low + piece.find(inner)
        yield Dropped(span=(start, start + len(inner)), reason=reason)
