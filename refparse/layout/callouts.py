"""Numbers cited in the running text of an article: flattened superscripts and brackets.

A superscript that was copied is a number glued to the word or stop before it. So are
doses, gene names and figures; what tells them apart is the article itself: its numbers
come in the order of first citation, and stay below the length of its list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refparse.layout.clean import UPPER
from refparse.layout.prose import foreign, own_blocks, running
from refparse.reference import Callout, Document, ReferenceList

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBERS = r"[1-9][0-9]{0,2}(?:\s?[,–‐‑−-]\s?[1-9][0-9]{0,2}(?![0-9])){0,20}+"
_GLUED = r"[1-9][0-9]{0,2}(?:[,–‐‑−-][1-9][0-9]{0,2}(?![0-9])){0,20}+"
#: After a marker: not more of a number, of a unit, of a name.
_AFTER = rf"(?![0-9%°(/=<>+′″'’]|[.:][0-9]|[,–‐‑−-][0-9A-Za-z]|[a-zµμ](?![{UPPER}]))"
_ENDED = re.compile(
    rf"(?:(?<=[^\W0-9_])|(?<=[)\]%]))(?P<stop>[.,;:!?]?[”\"’'»)\]]|[.!?…])[”\"’')»\]]?(?P<numbers>{_GLUED}){_AFTER}"
    rf"|(?<=[0-9])(?P<late>\.)(?P<dated>{_GLUED})(?=\s+[{UPPER}]|\s*$){_AFTER}"
)
_PAUSED = re.compile(rf"(?:(?<=[^\W0-9_])|(?<=[)\]”\"’'%]))[,;:](?P<numbers>{_GLUED}){_AFTER}(?=[\s.,;:)]|$)")
_WORD = re.compile(rf"(?<=[^\W0-9_{UPPER}]{{3}})(?P<numbers>{_GLUED}){_AFTER}(?=[\s.,;:)]|$)")
_BRACKET = re.compile(rf"\[(?P<numbers>{_NUMBERS})\]")
_ROUND = re.compile(rf"(?<=[^\W0-9_][ \n\xa0])\((?P<numbers>{_NUMBERS})\)(?=(?P<ends>[.,;:]|\s[a-z{UPPER}]|\s?$))")
_KINDS = (("ended", _ENDED), ("paused", _PAUSED), ("word", _WORD), ("bracket", _BRACKET), ("round", _ROUND))
_STRONG = ("ended", "bracket")

_CLOSERS = ".,;:\"”’'»)]!?…"
_CAPITAL = re.compile(rf"(?<![^\W_])[{UPPER}][^\W0-9_]*\Z")
_IN_SENTENCE = re.compile(r"\b[a-z]{2,}\s\Z")
_BEFORE = re.compile(r"[^\W0-9_]+\Z")


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


#: Words a stop belongs to, or that name what is numbered: no marker follows them at all.
_ABBREVIATIONS = _words(
    """
no nos nr vol fig figs figure figures ref refs reference references p pp ch chap sec sect eq eqs tab table tables vs
approx ver version v st art suppl ser ed eds tel fax page pages jan feb mar apr jun jul aug sep sept oct nov dec box
appendix panel pt www http https isbn issn doi pmid
"""
)
#: Words that are numbered themselves: a number glued to them, or after their colon, is theirs.
_NUMBERED = _words(
    """
january february march april june july august september october november december step item grade stage type class
phase group level day days week weeks month months year years hour hours case cases patient patients score model
chapter section volume issue number interleukin vitamin factor titer titre ratio sample lane exon intron codon site
arm cohort study trial question aim age aged room suite mg ml covid subtype genotype kappa alpha beta gamma caspase
serotype lead lesion line visit cycle part dose kinase collagen
"""
)
_UNIT = re.compile(
    r"\s?(?:mg|g|kg|µg|mcg|ng|ml|dl|l|mm|cm|nm|years?|yrs?|months?|weeks?|days?|hours?|hrs?|min(?:utes)?|patients?|cases?|cells?|times|per|"
    r"women|men|children|subjects?|percent|mmol|units?|IU|U/|of the (?:patients|cases))\b"
)
_RANGE = re.compile(r"([0-9]+)(?:\s?([,–‐‑−-])\s?)?")
_CONTEXT = 70
#: A leap in first citations beyond this is no citation; pages of a series begin later, and once.
_LEAP = 40
_WIDEST = 60
#: Weak markers that count up to this by themselves are an article's own.
_CHAIN = 3


class Mark(NamedTuple):
    """A possible marker: its kind, its place, the numbers it stands for."""

    kind: str
    start: int
    end: int
    numbers: tuple[int, ...]
    #: Nothing but the right number makes this one a marker.
    faint: bool = False


def find_callouts(document: Document, references: ReferenceList) -> tuple[Callout, ...]:
    """The citations in the page's own running text, in order, each linked to its entry.

    >>> page = Document(id="d", text="It was seen in lupus.1,2 The level was 13.4 mg/dl.", source="page.txt")
    >>> [(c.numbers, c.context) for c in find_callouts(page, ReferenceList(document_id="d", region=None))]
    [((1, 2), 'It was seen in lupus.1,2')]

    A number whose entry is not on the page is linked to ``None``.
    """
    region = references.region
    stop = len(document.text) if region is None else (region.heading or region.span)[0]
    entries = _entries(references)
    marks = list(_marks(document.text, stop))
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


def _marks(text: str, stop: int) -> Iterator[Mark]:
    """Possible markers in the own running text, in the order of the page."""
    for block in own_blocks(text, stop):
        words = text[block.start : block.end].translate(_SUPERSCRIPT)
        found = [mark for kind, pattern in _KINDS for mark in _of_kind(words, kind, pattern)]
        if not found:
            continue
        masks = sorted(foreign(text, block))
        last = 0
        for mark in sorted(found, key=lambda m: m.start):
            start, end = mark.start + block.start, mark.end + block.start
            if mark.start >= last and not _masked(masks, start) and running(text, block, start):
                last = mark.end
                yield mark._replace(start=start, end=end)


def _masked(masks: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect_right(masks, (at, at))
    return any(low <= at < high for low, high in masks[max(0, place - 2) : place + 1])


def _of_kind(words: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Mark]:
    for hit in pattern.finditer(words):
        name = "numbers" if hit["numbers"] else "dated"
        numbers = written_out(hit[name])
        if numbers and _admitted(words, kind, hit, name):
            faint = kind == "round" and len(numbers) == 1 and hit["ends"] not in tuple(".,;:")
            faint |= (
                kind == "word" and _CAPITAL.search(words, max(0, hit.start(name) - 40), hit.start(name)) is not None
            )
            yield Mark(kind, hit.start(name), hit.end(name), numbers, faint)


def written_out(marker: str) -> tuple[int, ...]:
    """Every number a marker stands for, or nothing where it cannot be one.

    >>> written_out("3–6,9")
    (3, 4, 5, 6, 9)
    >>> written_out("26-12")
    ()
    """
    numbers: list[int] = []
    open_range = False
    for hit in _RANGE.finditer(marker):
        number = int(hit[1])
        if open_range:
            if not 0 < number - numbers[-1] <= _WIDEST:
                return ()
            numbers.extend(range(numbers[-1] + 1, number + 1))
        else:
            numbers.append(number)
        open_range = hit[2] not in (None, ",")
    return tuple(numbers)


def _admitted(words: str, kind: str, hit: re.Match[str], name: str) -> bool:
    """Whether what stands around a number lets it be a marker."""
    start, end = hit.span(name)
    if kind == "bracket":
        return not _leads_line(words, hit.start(), end + 1)
    if kind == "round":
        return not _UNIT.match(words, end + 1)
    if name == "dated":
        return (
            re.search(r"(?:\b(?:19|20)[0-9]{2}|[<>=≤≥]\s?0?\.[0-9]+)\Z", words[max(0, start - 12) : start - 1])
            is not None
        )
    return _after_word(words, kind, start, end)


def _after_word(words: str, kind: str, start: int, end: int) -> bool:
    """Whether the word before a glued number leaves it to the article, and the word behind it too."""
    before = _BEFORE.search(words[max(0, start - 40) : start].rstrip(_CLOSERS))
    word = before[0] if before else ""
    if word.casefold() in _ABBREVIATIONS or (len(word) == 1 and words[start - 1] not in "”\"’')]"):
        return False
    if word == "al":
        return True
    numbered = kind != "ended" and word.casefold() in _NUMBERED
    if numbered or _UNIT.match(words, end):
        return False
    # A person's name in a sentence ("described by Brown1 in"), not one of a row of names.
    return (
        kind != "word"
        or not word[0].isupper()
        or _IN_SENTENCE.search(words, max(0, start - 60), start - len(word)) is not None
    )


def _leads_line(words: str, start: int, end: int) -> bool:
    """Whether a bracketed number begins a line or a sentence as a label does, not a wrapped line."""
    line = words.rfind("\n", 0, start)
    if words[line + 1 : start].strip():
        return False
    before = words[: max(0, line)].rstrip()[-1:]
    return not before or (before in ".!?:]" and words[end : end + 2].strip()[:1].isupper())


def _believed(marks: Sequence[Mark], highest: int) -> list[Mark]:
    """The marks that fit the order in which an article cites, weak ones only among strong."""
    strong = [m for m in marks if m.kind in _STRONG]
    kinds = set(_STRONG) if strong else set()
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
    if highest and top > (highest if mark.kind not in _STRONG else highest + highest // 2 + 5):
        return False
    if mark.kind in _STRONG:
        return first or lowest <= most + _LEAP
    if first or mark.faint:
        return lowest == most + 1
    return lowest <= most + 2
