"""From labels to values: where each field of a reference lies, and what was left over.

Neighbouring words of one label are one run. A run loses the words that only announce it
("pp.", "Vol.", "doi:") and gains the marks that belong to it: the bracket it opened, the
stop of its last abbreviation, its question mark. Every word ends up in a field or among
the dropped, with a reason; what lies between is separators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from refparse.parse.labeller import Labelling
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
#: Words that announce a number even when it is glued to them.
_GLUED = frozenset({"p", "pp", "vol", "v", "no", "nr"})
_CLOSES = {")": "(", "]": "[", "”": "“", "»": "«", "’": "‘"}
_OPENS = {opened: closed for closed, opened in _CLOSES.items()}
_OTHER = {"title": "container-title", "container-title": "title"}
#: Labels whose words are of no field, and what to say of them.
_LEFT_OVER = {"note": "note", "in": "announces a field", "author-link": "ties names", "editor-link": "ties names"}


@dataclass(frozen=True, slots=True)
class Found:
    """One field's place in the string."""

    label: str
    start: int
    end: int
    #: Probability of the least sure word in it.
    probability: float


@dataclass(frozen=True, slots=True)
class Assembled:
    """Everything the labels say of one string."""

    fields: tuple[Found, ...]
    author: Names
    editor: Names
    #: Where each name lies, authors first.
    names: tuple[Span, ...]
    #: (start, end, reason) of words no field holds.
    dropped: tuple[tuple[int, int, str], ...]


def assemble(text: str, labelling: Labelling, cues: Mapping[str, str]) -> Assembled:
    """Fields, people and left-over words of one labelled string.

    Any sequence of labels gives an answer: a field labelled twice is taken once, and the
    other run is dropped with that reason.
    """
    words, starts, labels = labelling.words, labelling.starts, labelling.labels
    best: dict[str, Found] = {}
    seconds: list[Found] = []
    dropped: list[tuple[int, int, str]] = []
    roles: dict[str, list[tuple[str, int, int]]] = {"author": [], "editor": []}
    at, count = 0, len(words)
    while at < count:
        label = labels[at]
        end = at + 1
        while end < count and labels[end] == label:
            end += 1
        role, dash, part = label.partition("-")
        if role in roles and dash:
            roles[role] += [(part, starts[k], starts[k] + len(words[k])) for k in range(at, end)]
            if part == "link":
                dropped += [(starts[k], starts[k] + len(words[k]), _LEFT_OVER[label]) for k in range(at, end)]
        elif label in _LEFT_OVER:
            dropped.append((starts[at], starts[end - 1] + len(words[end - 1]), _LEFT_OVER[label]))
        elif label == "volume" and (middle := _issue_at(text, labelling, at, end, cues)) < end:
            _take(text, label, labelling, at, middle, cues, best, seconds, dropped)
            _take(text, "issue", labelling, middle, end, cues, best, seconds, dropped)
        else:
            _take(text, label, labelling, at, end, cues, best, seconds, dropped)
        at = end
    _place_seconds(best, seconds, dropped)
    _swap_editors(text, labelling, roles, cues)
    author, author_spans, author_sure = _people(text, roles["author"], labelling)
    editor, editor_spans, editor_sure = _people(text, roles["editor"], labelling)
    fields = list(best.values())
    if author:
        fields.append(_list_of("author", author_spans, roles["author"], author_sure))
    if editor:
        fields.append(_list_of("editor", editor_spans, roles["editor"], editor_sure))
    fields.sort(key=lambda one: one.start)
    dropped.sort()
    return Assembled(tuple(fields), author, editor, (*author_spans, *editor_spans), tuple(dropped))


def _take(
    text: str, label: str, labelling: Labelling, at: int, end: int, cues: Mapping[str, str],
    best: dict[str, Found], seconds: list[Found], dropped: list[tuple[int, int, str]],
) -> None:  # fmt: skip
    """Take the words of one run for a field, those that only announce it dropped."""
    words, starts = labelling.words, labelling.starts
    first = _announced(label, labelling, at, end, cues)
    last = end
    while label == "volume" and last - 1 > first and cues.get(words[last - 1].lower()) == "volume":
        last -= 1
    for left, right in ((at, first), (last, end)):
        if left < right:
            dropped.append((starts[left], starts[right - 1] + len(words[right - 1]), "announces a field"))
    probability = min(labelling.probabilities[first:last])
    _keep(best, _found(text, label, starts[first], starts[last - 1] + len(words[last - 1]), probability), seconds)


def _issue_at(text: str, labelling: Labelling, at: int, end: int, cues: Mapping[str, str]) -> int:
    """Where in the words of a volume its issue begins ("8, Heft 1", "105 (419)"); the end where it has none."""
    words, starts = labelling.words, labelling.starts
    for place in range(at + 1, end):
        if "(" in text[starts[place - 1] + len(words[place - 1]) : starts[place]]:
            return place
        if place < end - 1 and cues.get(words[place].lower()) == "issue" and words[place - 1].isdigit():
            return place
    return end


def _swap_editors(
    text: str, labelling: Labelling, roles: dict[str, list[tuple[str, int, int]]], cues: Mapping[str, str]
) -> None:
    """People taken for authors whom "(eds)" right after them calls editors, where no other people are editors."""
    if roles["editor"] or not roles["author"]:
        return
    ends = roles["author"][-1][2]
    for word, start in zip(labelling.words, labelling.starts, strict=True):
        if start >= ends:
            if cues.get(word.lower()) == "editor" and "(" in text[ends:start]:
                roles["author"], roles["editor"] = [], roles["author"]
            return


def _people(
    text: str, runs: list[tuple[str, int, int]], labelling: Labelling
) -> tuple[Names, tuple[Span, ...], float]:
    if not runs:
        return NOBODY, (), 1.0
    names, spans = people(text, runs)
    places = {start for _, start, _ in runs}
    return names, spans, min(p for s, p in zip(labelling.starts, labelling.probabilities, strict=True) if s in places)


def _list_of(role: str, spans: tuple[Span, ...], runs: list[tuple[str, int, int]], probability: float) -> Found:
    ends = spans or tuple((start, end) for _, start, end in runs)
    return Found(role, ends[0][0], ends[-1][1], probability)


def _announced(label: str, labelling: Labelling, at: int, end: int, cues: Mapping[str, str]) -> int:
    """The first word of a run that is not there to announce it; the last word always stays."""
    words, starts = labelling.words, labelling.starts
    if label in _NUMBERS:
        # "S. 12" is German for "p. 12"; the S of "S12" is the page's own.
        while at < end - 1 and cues.get(words[at].lower()) in _ANNOUNCES and (
            starts[at] + len(words[at]) < starts[at + 1] or words[at].lower() in _GLUED
        ):  # fmt: skip
            at += 1
        return at
    names = _IDENTIFIERS.get(label)
    if names is not None:
        while at < end - 1 and (words[at].lower() in names or words[at].endswith("doi.org/")):
            at += 1
    return at


def _keep(best: dict[str, Found], found: Found, seconds: list[Found]) -> None:
    """Take a run for its field, or put it (or the one taken before) with the second ones."""
    held = best.get(found.label)
    if held is None:
        best[found.label] = found
        return
    better = found.label in _LONGEST and found.end - found.start > held.end - held.start
    seconds.append(held if better else found)
    if better:
        best[found.label] = found


def _place_seconds(best: dict[str, Found], seconds: list[Found], dropped: list[tuple[int, int, str]]) -> None:
    """Two titles where a container is missing are a title and its container, and the other way round."""
    for lost in seconds:
        other = _OTHER.get(lost.label)
        if other is None or other in best:
            dropped.append((lost.start, lost.end, f"second {lost.label}"))
            continue
        first, last = sorted((lost, best[lost.label]), key=lambda one: one.start)
        best["title"] = replace(first, label="title")
        best["container-title"] = replace(last, label="container-title")


def _found(text: str, label: str, start: int, end: int, probability: float) -> Found:
    """The run with the marks around it that are its own."""
    after = text[end : end + 1]
    if after in _CLOSES and text.count(_CLOSES[after], start, end) > text.count(after, start, end):
        end += 1
        after = text[end : end + 1]
    before = text[start - 1 : start]
    if before in _OPENS and before and text.count(_OPENS[before], start, end) > text.count(before, start, end):
        start -= 1
    if label in _LONGEST and after in ("?", "!"):
        end += 1
    elif after == "." and text.find(". ", start, end) > 0 and label in ("container-title", "publisher-place"):
        end += 1
    return Found(label, start, end, probability)
