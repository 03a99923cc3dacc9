"""Which stretches of a page are the article's own running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from refparse.layout.clean import Line, page_lines
from refparse.layout.words import body_heading, list_heading, other_heading, plain
from refparse.reference import Span

#: Small words that running text cannot do without, and names and addresses can.
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|being|can|may|might|should|could|will|would|must|that|which|with|by|not|this|these|we"
    r"|it|its|from|than|after|during|showed?|shown|reported|include[sd]?|used|as|when|our|to|also|such|who|there|occurs?|described|using"
    r"|est|sont|était|avec|qui|par|ist|sind|wurden?|wird|mit|durch|nicht|und|es|son|fue|fueron|con|por|que|una|jest|są|został[ay]?|przez"
    r"|oraz|się|nie|di|della|sono|stato|não|uma|foi|foram|com|het|zijn|werd|door)\b",
    re.IGNORECASE,
)
#: What running text has besides, where its verbs are few.
_SMALL = re.compile(r"\b(?:a|an|the|of|and|because|in|for|on|at|or|but|if|no|into|between|without|before|under)\b")
_MANY = 5
#: So many plain words before a number are a sentence, with or without a verb we know.
_FEW = 4
_PLAIN = re.compile(r"(?<![\w'’-])[a-zà-ÿ]{4,}(?![\w'’-])")
_STOPPED = re.compile(r"[a-z]{4}\.")
#: Verbs that make a sentence; addresses and bylines have prepositions, but none of these.
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|not|that|which|may|should|could|would|can|showed|shown|reported|described"
    r"|recommend(?:s|ed)?|suggest(?:s|ed)?|published|found)\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?][”\"’)\]0-9,–-]{0,12}\s")
_AFFILIATION = re.compile(
    r"\b(?:Departa?ment|Dept|Universi|Hospital|Institut|Division|School of|Facult|Colleg|Laborator"
    r"|Clinic(?:a|s)? of|Cent(?:er|re) (?:of|for))"
)
_TEASER = re.compile(r"(?:…|\.\.\.|\[…\]|read more|continue reading|full text)\s*[»>]?$", re.IGNORECASE)
_LINKED = re.compile(r"(?:https?://|www\.|doi:\s?|\b10\.[0-9]{4,9}/)\S++|\S{1,64}@\S++")
_CITATION = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}[^;\n]{0,12};\s?[0-9]{1,4}|\bVol(?:ume|\.)\s?[0-9]")
#: A number glued to a word, which no heading has.
_CITES = re.compile(r"[a-z][.,;]?[0-9]")
_FINAL = frozenset(
    {
        "filed under",
        "share",
        "share this",
        "share this article",
        "tags",
        "tagged with",
        "about the author",
        "about the authors",
        "comments",
        "leave a comment",
        "authors and affiliations",
        "author information",
        "personalised recommendations",
    }
)
#: This much running text comes before the first heading that can end it: menus name sections too.
_ENOUGH = 100
#: How far around a marker running text is looked for.
NEAR = 260
#: How near an address makes a number its own, and how much of a block tells what it is.
_CLOSE, _LOOK = 90, 2000
#: Headings are short, and so are the lines that end an article.
_SHORT, _HEADING = 60, 120


class Block(NamedTuple):
    """Lines that stand together, none of them blank, as one stretch of the page."""

    start: int
    end: int


def own_blocks(text: str, stop: int) -> Iterator[Block]:
    r"""Stretches of the article's own text up to ``stop``, headings and foreign teasers left out.

    >>> page = "It is rare and was described in 1959 as a variant that is seen in children.\n\nRead this\nwhich is old…"
    >>> [page[b.start : b.end][:7] for b in own_blocks(page, len(page))]
    ['It is r']

    After "Related Articles" nothing is own text until a heading of the article follows.
    """
    own, seen = True, 0
    for block, heading in _blocks(page_lines(text, 0, stop)):
        head = block[0].text
        if len(block) == 1 and len(head) <= _HEADING and seen >= _ENOUGH:
            kind = _kind(head) if len(head) >= _SHORT else heading
            own = kind == "own" or (own and kind != "end")
        words = text[block[0].start : block[-1].end]
        if own and not _TEASER.search(words[-24:]):
            seen += len(words) if is_prose(words) else 0
            yield Block(block[0].start, block[-1].end)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[list[Line], str]]:
    """Lines together, and the kind of a heading, which stands for itself also where the copy lost the blank line."""
    block: list[Line] = []
    for line in lines:
        head = _kind(line.text) if 0 < len(line.text) < _SHORT else ""
        if block and (head or not line.text):
            yield block, ""
            block = []
        if head:
            yield [line], head
        elif line.text:
            block.append(line)
    if block:
        yield block, ""


def _kind(text: str) -> str:
    """What a heading says of what follows: "end" of the article's own text, "own" text again; no heading is ""."""
    if _CITES.search(text):
        return ""
    if other_heading(text) or _final(text):
        return "end"
    return "own" if body_heading(text) else ""


def _final(text: str) -> bool:
    return (
        list_heading(text) is not None
        or plain(text) in _FINAL
        or text.startswith(("Filed under", "Share:", "Tagged with"))
    )


def is_prose(words: str) -> bool:
    """Whether words are running text: with the small words that names and menus lack.

    >>> is_prose("It was thought that this is rare"), is_prose("Smith J1, Doe A2 and Roe C3")
    (True, False)
    """
    words = words[:_LOOK]
    first = _VERBS.search(words)
    if first is None or _VERBS.search(words, first.end()) is not None:
        return first is not None
    # Titles hold small words, too, but no full stop.
    return _STOPPED.search(words) is not None and sum(1 for _ in islice(_SMALL.finditer(words), _MANY)) == _MANY


class Signs(NamedTuple):
    """Where stands what tells running text from names and addresses, each in its order."""

    verbs: list[int]
    small: list[int]
    stops: list[int]
    addresses: list[int]
    predicates: list[int]
    #: Where sentences end, behind the blank.
    sentences: list[int]
    #: Words in small letters that are no particles: names and addresses have hardly any.
    plain: list[int]


def signs_of(text: str, stop: int) -> Signs:
    """The signs of running text up to ``stop``, looked for once for all its numbers.

    >>> signs_of("He was at the Hospital. It is.", 30).addresses
    [14]
    """
    patterns = (_VERBS, _SMALL, _STOPPED, _AFFILIATION, _PREDICATE, _PLAIN)
    verbs, small, stops, addresses, predicates, plain_words = (
        [hit.start() for hit in pattern.finditer(text, 0, stop)] for pattern in patterns
    )
    sentences = [hit.end() for hit in _SENTENCE_ENDS.finditer(text, 0, stop)]
    return Signs(verbs, small, stops, addresses, predicates, sentences, plain_words)


def running(signs: Signs, block: Block, at: int) -> bool:
    """Whether the place ``at`` stands in running text, not in a byline or an address."""
    low, high = max(block.start, at - NEAR), min(block.end, at + NEAR)
    verbs = _count(signs.verbs, low, high)
    stopped = verbs and _count(signs.stops, low, high) and _count(signs.small, low, high) >= _MANY
    if verbs <= 1 and not stopped and _count(signs.plain, low, at) < _FEW:
        return False
    address = _last(signs.addresses, max(low, at - _CLOSE), at)
    if address is None or _count(signs.verbs, address, at):
        return True
    # An institute in the middle of a sentence is no address.
    sentence = _last(signs.sentences, low, at + 1)
    return _count(signs.predicates, low if sentence is None else sentence, at) > 0


def _count(places: Sequence[int], low: int, high: int) -> int:
    return bisect_left(places, high) - bisect_left(places, low)


def _last(places: Sequence[int], low: int, high: int) -> int | None:
    at = bisect_left(places, high)
    return places[at - 1] if at and places[at - 1] >= low else None


def foreign(text: str, stop: int) -> list[Span]:
    """Places whose digits never cite: links, addresses, citation lines."""
    return [hit.span() for pattern in (_LINKED, _CITATION) for hit in pattern.finditer(text, 0, stop)]
