"""From labels to values: where each field of a reference lies, and what was left over.

Neighbouring words of one label are one run. A run loses the words that only announce it
("pp.", "Vol.", "doi:") and gains the marks that belong to it: the bracket it opened, the
stop of its last abbreviation, its question mark. Every word ends up in a field or among
the dropped, with a reason; what lies between is separators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import add, attrgetter
from typing import NamedTuple
from unicodedata import category

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
#: Scripts whose vowels and tones are signs behind a letter, and no words to the labeller.
_SIGNED = re.compile(r"[\u0591-\u1cff\ua800-\uabff]")
#: "320 ff": one page, and more behind it.
_FOLLOWING = re.compile(r"([0-9]++)\s?+(ff?|sqq?)\.?")
#: An arXiv number with its version, new or old style.
_PREPRINT = re.compile(r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z][a-z.-]{1,12}/[0-9]{7})(?:v[0-9]{1,3})?(?![0-9])", re.IGNORECASE)
#: Four digits and more are a year.
_LONGEST_ISSUE = 3
#: Fields of which the longest run counts; of the others the first does.
_LONGEST = frozenset({"title", "container-title"})
#: Fields that may end in an abbreviation whose stop is theirs, if they have stops inside.
_STOPPED = frozenset({"container-title", "publisher-place"})
#: Words that announce a number even when it is glued to them.
_GLUED = frozenset({"p", "pp", "vol", "v", "no", "nr"})
_CLOSES = {")": "(", "]": "[", "”": "“", "»": "«", "’": "‘"}
_ASKS = frozenset({"?", "!"})
_OPENS = {opened: closed for closed, opened in _CLOSES.items()}
_OTHER = {"title": "container-title", "container-title": "title"}
#: Labels of people: who they are, and which part of a name each stands for.
_ROLES = dict.fromkeys((*AUTHOR, AUTHOR_LINK), "author") | dict.fromkeys((*EDITOR, EDITOR_LINK), "editor")
_PARTS = {label: label.partition("-")[2] for label in _ROLES}
#: Labels whose words are of no field, and what to say of them.
_LEFT_OVER = {NOTE: "note", INSIDE: "announces a field"}
_START = attrgetter("start")


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
    labels: list[str]
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
    if _SIGNED.search(text):
        ends = [_behind_signs(text, end) for end in ends]
    sheet = _Sheet(text, words, starts, ends, labels, labelling.probabilities, cues, {}, [], [])
    authors: list[int] = []
    editors: list[int] = []
    at, count = 0, len(labels)
    while at < count:
        label = labels[at]
        role = _ROLES.get(label)
        begin, at = at, at + 1
        if role is not None:
            (authors if role == "author" else editors).append(begin)
        else:
            while at < count and labels[at] == label:
                at += 1
            _take(sheet, label, begin, at)
    if sheet.seconds:
        _place_seconds(sheet)
    if "arXiv" in sheet.best:
        _whole_preprint(sheet, sheet.best["arXiv"])
    if authors and not editors and _are_editors(sheet, authors[-1] + 1):
        authors, editors = editors, authors
    fields = list(sheet.best.values())
    author, author_spans = _people(sheet, "author", authors, fields) if authors else (NOBODY, ())
    editor, editor_spans = _people(sheet, "editor", editors, fields) if editors else (NOBODY, ())
    fields.sort(key=_START)
    sheet.dropped.sort()
    return Assembled(tuple(fields), author, editor, author_spans + editor_spans, tuple(sheet.dropped))


def _behind_signs(text: str, end: int) -> int:
    """The end of a word with the vowel signs that belong to its last letter."""
    while end < len(text) and category(text[end])[0] == "M":
        end += 1
    return end


def _people(sheet: _Sheet, role: str, places: list[int], fields: list[Found]) -> tuple[Names, tuple[Span, ...]]:
    """The people some words name, their field added to the others; words that tie names are dropped too."""
    labels, starts, ends, probabilities = sheet.labels, sheet.starts, sheet.ends, sheet.probabilities
    words = [(_PARTS[labels[at]], starts[at], ends[at]) for at in places]
    sheet.dropped += [(start, end, "ties names") for part, start, end in words if part == "link"]
    names, spans = people(sheet.text, words)
    if names:
        begin, end = (spans[0][0], spans[-1][1]) if spans else (words[0][1], words[-1][2])
        fields.append(Found(role, begin, end, min([probabilities[at] for at in places])))
    return names, spans


def _take(sheet: _Sheet, label: str, at: int, end: int) -> None:
    """Take the words of one run for a field, those that only announce it dropped."""
    starts, ends = sheet.starts, sheet.ends
    if label in _LEFT_OVER:
        sheet.dropped.append((starts[at], ends[end - 1], _LEFT_OVER[label]))
        return
    if end - at > 1:
        at, end = _announced(sheet, label, at, end)
    marked = _with_marks(sheet.text, label, starts[at], ends[end - 1])
    start, stop = _one_page(sheet, *marked) if label == "page" else marked
    found = Found(label, start, stop, min(sheet.probabilities[at:end]))
    held = sheet.best.setdefault(label, found)
    if held is not found:
        better = label in _LONGEST and stop - start > held.end - held.start
        sheet.seconds.append(held if better else found)
        if better:
            sheet.best[label] = found


def _announced(sheet: _Sheet, label: str, at: int, end: int) -> tuple[int, int]:
    """The words of a run that are the field's own; those around them are dropped, an issue behind a volume taken."""
    if label == "volume" and (middle := _issue_at(sheet, at, end)) < end:
        _take(sheet, "issue", middle, end)
        end = middle
    first, last = at, end
    if label in _NUMBERS:
        first, last = _number(sheet, label, at, end)
    elif label in _IDENTIFIERS:
        first = _identifier(sheet, label, at, end)
    if first > at:
        sheet.dropped.append((sheet.starts[at], sheet.ends[first - 1], "announces a field"))
    if last < end:
        sheet.dropped.append((sheet.starts[last], sheet.ends[end - 1], "announces a field"))
    return first, last


def _one_page(sheet: _Sheet, start: int, stop: int) -> Span:
    """Where a page lies that may be printed as "320 ff", what follows it dropped."""
    more = _FOLLOWING.fullmatch(sheet.text, start, stop)
    if not more:
        return start, stop
    sheet.dropped.append((*more.span(2), "the pages that follow"))
    return more.span(1)


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
        if sheet.text[ends[place - 1] : starts[place]].strip() == "/" and _two_numbers(words[place - 1], words[place]):
            return place
        if place < end - 1 and sheet.cues.get(words[place].lower()) == "issue" and words[place - 1].isdigit():
            return place
    return end


def _two_numbers(volume: str, issue: str) -> bool:
    """Whether "39/153" is a volume and its issue; "12/13" is a double volume, "2/2004" an issue and its year."""
    if not (volume.isdecimal() and issue.isdecimal()):
        return False
    return int(issue) - int(volume) != 1 and len(issue) <= _LONGEST_ISSUE


def _are_editors(sheet: _Sheet, end: int) -> bool:
    """Whether "(eds)" right behind people taken for authors calls them editors; ``end`` is the word behind them."""
    if end == len(sheet.words) or sheet.cues.get(sheet.words[end].lower()) != "editor":
        return False
    return "(" in sheet.text[sheet.ends[end - 1] : sheet.starts[end]]


def _place_seconds(sheet: _Sheet) -> None:
    """Two titles where a container is missing are a title and its container, and the other way round."""
    best = sheet.best
    for lost in sheet.seconds:
        other = _OTHER.get(lost.label)
        if other is None or other in best:
            sheet.dropped.append((lost.start, lost.end, f"second {lost.label}"))
            continue
        first, last = sorted((lost, best[lost.label]), key=_START)
        best["title"] = first._replace(label="title")
        best["container-title"] = last._replace(label="container-title")


def _whole_preprint(sheet: _Sheet, held: Found) -> None:
    """Make the arXiv number end where it ends: its version is no volume, the subject behind it no part of it."""
    number = _PREPRINT.match(sheet.text, held.start)
    if not number:
        return
    start, end = held.end, number.end()
    if any(start <= other.start < end < other.end for other in sheet.best.values()):
        return
    sheet.best["arXiv"] = held._replace(end=end)
    if end < start:
        rest = [at for at, begin in enumerate(sheet.starts) if end <= begin < start]
        sheet.dropped += [(sheet.starts[at], sheet.ends[at], "subject of a preprint") for at in rest]
        return
    for label in [label for label, other in sheet.best.items() if start <= other.start and other.end <= end]:
        del sheet.best[label]
    sheet.dropped = [one for one in sheet.dropped if not start <= one[0] < end]


def _with_marks(text: str, label: str, start: int, end: int) -> Span:
    """Where a run lies with the marks around it that are its own."""
    after = text[end : end + 1]
    # The stop of "Nature (Lond.)" stands before the bracket that closes.
    beyond = end + (after == ".")
    close = text[beyond : beyond + 1]
    if close in _CLOSES and text.count(_CLOSES[close], start, end) > text.count(close, start, end):
        end = beyond + 1
        after = text[end : end + 1]
    before = text[start - 1 : start]
    if before in _OPENS and text.count(_OPENS[before], start, end) > text.count(before, start, end):
        start -= 1
    if after == ".":
        end += label in _STOPPED and text.find(". ", start, end) > 0
    elif after in _ASKS:
        end += label in _LONGEST
    return start, end
