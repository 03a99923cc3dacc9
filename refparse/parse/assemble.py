"""From labels to values: where each field of a reference lies, and what was left over.

Neighbouring words of one label are one run. A run loses the words that only announce it
("pp.", "Vol.", "doi:") and gains the marks that belong to it: the bracket it opened, the
stop of its last abbreviation, its question mark. Every word ends up in a field or among
the dropped, with a reason; what lies between is separators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from refparse.parse.labeller import Labelling
from refparse.parse.labels import AUTHOR, AUTHOR_LINK, EDITOR, EDITOR_LINK, INSIDE, NOTE
from refparse.parse.people import people
from refparse.reference import Span
from refparse.work import NOBODY, Names

#: Fields that are numbers, and the kinds of cue words that announce one and are no part of it.
_NUMBERS = frozenset({"page", "volume", "issue"})
_ANNOUNCES = frozenset({"page", "article-number", "volume", "issue"})
_IDENTIFIERS = {
    "DOI": frozenset({"doi"}),
    "PMID": frozenset({"pmid", "pubmed"}),
    "arXiv": frozenset({"arxiv"}),
    "URL": frozenset({"url"}),
}
#: Fields of which the longest run counts; of the others the first does.
_LONGEST = frozenset({"title", "container-title"})
#: Fields that may end in an abbreviation whose stop is theirs, if they have stops inside.
_STOPPED = frozenset({"container-title", "publisher-place"})
#: Words that announce a number even when it is glued to them.
_GLUED = frozenset({"p", "pp", "vol", "v", "no", "nr"})
_CLOSES = {")": "(", "]": "[", "”": "“", "»": "«", "’": "‘"}
_OPENS = {opened: closed for closed, opened in _CLOSES.items()}
_OTHER = {"title": "container-title", "container-title": "title"}
#: Labels of people, and which part of a name each stands for.
_AUTHORS = {label: label.partition("-")[2] for label in (*AUTHOR, AUTHOR_LINK)}
_EDITORS = {label: label.partition("-")[2] for label in (*EDITOR, EDITOR_LINK)}
_PARTS = _AUTHORS | _EDITORS
_LINKS = frozenset({AUTHOR_LINK, EDITOR_LINK})
#: Labels whose words are of no field, and what to say of them.
_LEFT_OVER = {NOTE: "note", INSIDE: "announces a field"}


class Found(NamedTuple):
    """One field's place in the string."""

    label: str
    start: int
    end: int
    #: Probability of the least sure word in it.
    probability: float


class Assembled(NamedTuple):
    """Everything the labels say of one string."""

    fields: tuple[Found, ...]
    author: Names
    editor: Names
    #: Where each name lies, authors first.
    names: tuple[Span, ...]
    #: (start, end, reason) of words no field holds.
    dropped: tuple[tuple[int, int, str], ...]


@dataclass(slots=True)
class _Sheet:
    """A string being assembled."""

    text: str
    words: list[str]
    starts: list[int]
    #: Where each word ends.
    ends: list[int]
    probabilities: list[float]
    #: Small-letter word → the kind of cue it is.
    cues: Mapping[str, str]
    best: dict[str, Found]
    #: Runs of labels whose field another run has.
    seconds: list[Found]
    dropped: list[tuple[int, int, str]]


def assemble(text: str, labelling: Labelling, cues: Mapping[str, str]) -> Assembled:
    """Fields, people and left-over words of one labelled string.

    >>> one = Labelling(["Skin", "vol", "12"], [0, 5, 9], ["container-title", "volume", "volume"], [1, 0.9, 0.8], 0, 0)
    >>> found = assemble("Skin vol 12", one, {"vol": "volume"})
    >>> [(one.label, one.start, one.end) for one in found.fields], found.dropped
    ([('container-title', 0, 4), ('volume', 9, 11)], ((5, 8, 'announces a field'),))

    Any sequence of labels gives an answer: a field labelled twice is taken once, and the
    other run is dropped with that reason.
    """
    words, starts, labels = labelling.words, labelling.starts, labelling.labels
    ends = list(map(add, starts, map(len, words)))
    sheet = _Sheet(text, words, starts, ends, labelling.probabilities, cues, {}, [], [])
    authors: list[int] = []
    editors: list[int] = []
    at, count = 0, len(labels)
    while at < count:
        label = labels[at]
        if label in _AUTHORS:
            authors.append(at)
            at += 1
        elif label in _EDITORS:
            editors.append(at)
            at += 1
        else:
            begin, at = at, at + 1
            while at < count and labels[at] == label:
                at += 1
            _take(sheet, label, begin, at)
    if sheet.seconds:
        _place_seconds(sheet)
    if authors and not editors and _are_editors(sheet, authors[-1]):
        authors, editors = editors, authors
    fields = list(sheet.best.values())
    author, author_spans = _people(sheet, "author", labels, authors, fields) if authors else (NOBODY, ())
    editor, editor_spans = _people(sheet, "editor", labels, editors, fields) if editors else (NOBODY, ())
    fields.sort(key=_start)
    sheet.dropped.sort()
    return Assembled(tuple(fields), author, editor, author_spans + editor_spans, tuple(sheet.dropped))


def _start(found: Found) -> int:
    return found.start


def _people(
    sheet: _Sheet, role: str, labels: list[str], places: list[int], fields: list[Found]
) -> tuple[Names, tuple[Span, ...]]:
    """The people some words name, their field added to the others; words that tie names are dropped too."""
    starts, ends = sheet.starts, sheet.ends
    words = [(_PARTS[labels[at]], starts[at], ends[at]) for at in places]
    sheet.dropped += [(starts[at], ends[at], "ties names") for at in places if labels[at] in _LINKS]
    names, spans = people(sheet.text, words)
    if names:
        begin, end = (spans[0][0], spans[-1][1]) if spans else (starts[places[0]], ends[places[-1]])
        probabilities = sheet.probabilities
        fields.append(Found(role, begin, end, min([probabilities[at] for at in places])))
    return names, spans


def _take(sheet: _Sheet, label: str, at: int, end: int) -> None:
    """Take the words of one run for a field, those that only announce it dropped."""
    first, last = at, end
    if label in _LEFT_OVER:
        sheet.dropped.append((sheet.starts[at], sheet.ends[end - 1], _LEFT_OVER[label]))
        return
    if end - at > 1:
        if label == "volume" and (middle := _issue_at(sheet, at, end)) < end:
            _take(sheet, "issue", middle, end)
            end = last = middle
        if label in _NUMBERS:
            first, last = _number(sheet, label, at, end)
        elif label in _IDENTIFIERS:
            first = _identifier(sheet, label, at, end)
        if first > at:
            sheet.dropped.append((sheet.starts[at], sheet.ends[first - 1], "announces a field"))
        if last < end:
            sheet.dropped.append((sheet.starts[last], sheet.ends[end - 1], "announces a field"))
    start, stop = _with_marks(sheet.text, label, sheet.starts[first], sheet.ends[last - 1])
    found = Found(label, start, stop, min(sheet.probabilities[first:last]))
    held = sheet.best.setdefault(label, found)
    if held is not found:
        better = label in _LONGEST and stop - start > held.end - held.start
        sheet.seconds.append(held if better else found)
        if better:
            sheet.best[label] = found


def _number(sheet: _Sheet, label: str, at: int, end: int) -> tuple[int, int]:
    """The words of a number that are not there to announce it; one always stays."""
    words, starts, ends, cues = sheet.words, sheet.starts, sheet.ends, sheet.cues
    # "S. 12" is German for "p. 12"; the S of "S12" is the page's own.
    while at < end - 1 and cues.get(words[at].lower()) in _ANNOUNCES and (
        ends[at] < starts[at + 1] or words[at].lower() in _GLUED
    ):  # fmt: skip
        at += 1
    # "12th vol."
    while label == "volume" and end - 1 > at and cues.get(words[end - 1].lower()) == "volume":
        end -= 1
    return at, end


def _identifier(sheet: _Sheet, label: str, at: int, end: int) -> int:
    """The first word of an identifier that is not there to announce it."""
    words, names = sheet.words, _IDENTIFIERS[label]
    while at < end - 1 and (words[at].lower() in names or words[at].endswith("doi.org/")):
        at += 1
    return at


def _issue_at(sheet: _Sheet, at: int, end: int) -> int:
    """Where in the words of a volume its issue begins ("8, Heft 1", "105 (419)"); the end where it has none."""
    words, starts, ends = sheet.words, sheet.starts, sheet.ends
    for place in range(at + 1, end):
        if "(" in sheet.text[ends[place - 1] : starts[place]]:
            return place
        if place < end - 1 and sheet.cues.get(words[place].lower()) == "issue" and words[place - 1].isdigit():
            return place
    return end


def _are_editors(sheet: _Sheet, last: int) -> bool:
    """Whether "(eds)" right behind people taken for authors calls them editors."""
    if last + 1 == len(sheet.words) or sheet.cues.get(sheet.words[last + 1].lower()) != "editor":
        return False
    return "(" in sheet.text[sheet.ends[last] : sheet.starts[last + 1]]


def _place_seconds(sheet: _Sheet) -> None:
    """Two titles where a container is missing are a title and its container, and the other way round."""
    best = sheet.best
    for lost in sheet.seconds:
        other = _OTHER.get(lost.label)
        if other is None or other in best:
            sheet.dropped.append((lost.start, lost.end, f"second {lost.label}"))
            continue
        first, last = sorted((lost, best[lost.label]), key=_start)
        best["title"] = first._replace(label="title")
        best["container-title"] = last._replace(label="container-title")


def _with_marks(text: str, label: str, start: int, end: int) -> Span:
    """Where a run lies with the marks around it that are its own."""
    after = text[end : end + 1]
    if after in _CLOSES and text.count(_CLOSES[after], start, end) > text.count(after, start, end):
        end += 1
        after = text[end : end + 1]
    before = text[start - 1 : start]
    if before in _OPENS and text.count(_OPENS[before], start, end) > text.count(before, start, end):
        start -= 1
    asks = label in _LONGEST and after in ("?", "!")
    if asks or (after == "." and label in _STOPPED and text.find(". ", start, end) > 0):
        end += 1
    return start, end
