"""Numbers cited in the running text of an article: flattened superscripts and brackets.

A superscript that was copied is a number glued to the word or stop before it. So are
doses, gene names and figures; what tells them apart is the article itself: its numbers
come in the order of first citation, and stay below the length of its list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from refparse.layout.cited import STRONG, Mark, possible_marks
from refparse.layout.prose import foreign, own_blocks, running, signs_of
from refparse.reference import Callout, Document, ReferenceList, Span

_CONTEXT = 70
#: How much around a bracket tells whether it is the label of a line.
_LOOK = 40
#: A leap in first citations beyond this is no citation; pages of a series begin later, and once.
_LEAP = 40
#: Weak markers that count up to this by themselves are an article's own.
_CHAIN = 3
_start = attrgetter("start")


def find_callouts(document: Document, references: ReferenceList, byline: Sequence[Span] = ()) -> tuple[Callout, ...]:
    """The citations in the page's own running text, in order, each linked to its entry.

    >>> page = Document(id="d", text="It was seen in lupus.1,2 The level was 13.4 mg/dl.", source="page.txt")
    >>> [(c.numbers, c.context) for c in find_callouts(page, ReferenceList(document_id="d", region=None))]
    [((1, 2), 'It was seen in lupus.1,2')]

    A number whose entry is not on the page is linked to ``None``. Digits in the ``byline``
    are affiliations, however much it reads like a sentence.
    """
    region = references.region
    stop = len(document.text) if region is None else (region.heading or region.span)[0]
    entries = _entries(references)
    marks = list(_marks(document.text, stop, byline))
    kept = _believed(marks, max(entries, default=0) if region else 0)
    return tuple(_callout(document, mark, entries) for mark in kept)


def cited_numbers(text: str) -> tuple[int, ...]:
    """Every number the running text cites, once each, upwards.

    >>> cited_numbers("It was seen in lupus.1,2 It is also rare.4")
    (1, 2, 4)
    """
    return tuple(sorted({number for mark in _believed(list(_marks(text, len(text))), 0) for number in mark.numbers}))


def _entries(references: ReferenceList) -> dict[int, str]:
    entries: dict[int, str] = {}
    for reference in references.references:
        label = reference.label
        entries.setdefault(int(label) if label and label.isdecimal() else reference.number, reference.id)
    return entries


def _callout(document: Document, mark: Mark, entries: dict[int, str]) -> Callout:
    return Callout(
        document_id=document.id,
        numbers=mark.numbers,
        span=(mark.start, mark.end),
        context=_context(document.text, mark),
        linked=tuple(entries.get(number) for number in mark.numbers),
    )


def _context(text: str, mark: Mark) -> str:
    low = max(0, mark.start - _CONTEXT)
    words = text[low : mark.end]
    if low and not text[low - 1].isspace():
        words = words.partition(" ")[2] or words
    return " ".join(words.split())


def _marks(text: str, stop: int, own: Sequence[Span] = ()) -> Iterator[Mark]:
    """Possible markers in the own running text, in the order of the page."""
    found = possible_marks(text[:stop])
    if not found:
        return
    masks, signs = sorted([*foreign(text, stop), *own]), signs_of(text, stop)
    at = last = 0
    for block in own_blocks(text, stop):
        first = bisect_left(found, block.start, lo=at, key=_start)
        at = bisect_left(found, block.end, lo=first, key=_start)
        for mark in found[first:at]:
            label = mark.kind == "bracket" and _leads_line(text, block.start, mark)
            if (
                mark.start >= last
                and not label
                and not _masked(masks, mark.start)
                and running(signs, block, mark.start)
            ):
                last = mark.end
                yield mark


def _masked(masks: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect_right(masks, (at, at))
    return any(low <= at < high for low, high in masks[max(0, place - 2) : place + 1])


def _leads_line(text: str, begin: int, mark: Mark) -> bool:
    """Whether a bracketed number begins a line or a sentence as a label does, not a wrapped line."""
    head = text[max(begin, mark.start - _LOOK) : mark.start].rstrip(" \t\xa0[")
    if head and head[-1] != "\n":
        return False
    before = head.rstrip()[-1:]
    behind = text[mark.end : mark.end + _LOOK].lstrip().removeprefix("]")[:2].strip()
    return not before or (before in ".!?:]" and behind[:1].isupper())


def _believed(marks: Sequence[Mark], highest: int) -> list[Mark]:
    """The marks that fit the order in which an article cites, weak ones only among strong."""
    strong = [m for m in marks if m.kind in STRONG and not m.faint]
    kinds = set(STRONG) if strong else set()
    brackets = sum(m.kind == "bracket" for m in strong)
    if brackets * 2 > len(strong):
        kinds = {"bracket"}
    elif strong:
        kinds |= {"paused", "word"}
        kinds.discard("bracket")
    else:
        kinds = _only_weak(marks)
    kept: list[Mark] = []
    most = 0
    for mark in marks:
        if mark.kind in kinds and _fits(mark, most, highest, first=not kept):
            kept.append(mark)
            most = max(most, *mark.numbers)
    return kept


def _only_weak(marks: Sequence[Mark]) -> set[str]:
    """The one weak kind whose numbers count up from 1 by themselves, if there is one."""
    for kind in ("paused", "word", "round"):
        most, steps, odd = 0, 0, 0
        for mark in (m for m in marks if m.kind == kind):
            fits = min(mark.numbers) <= most + 1
            steps += fits
            odd += not fits
            most = max(most, *mark.numbers) if fits else most
        if most >= _CHAIN and odd * 4 <= steps:
            return {kind}
    return set()


def _fits(mark: Mark, most: int, highest: int, *, first: bool) -> bool:
    lowest, top = min(mark.numbers), max(mark.numbers)
    # A list may be cut short in the copy, but not by much.
    if highest and top > (highest if mark.kind not in STRONG else highest + highest // 2 + 5):
        return False
    if mark.faint:
        return lowest == most + 1
    if mark.kind in STRONG:
        return first or lowest <= most + _LEAP
    return lowest == 1 if first else lowest <= most + 2
