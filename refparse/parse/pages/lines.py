"""The lines of a page with their place, and small readings every kind of page needs.

A page says of itself only what stands on lines of certain shapes, so everything here works
on lines. Blanks of every width become plain ones character for character: places stay true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from refparse.normalize.dates import parse_date
from refparse.parse.pages.words import TYPE_HEADS, TYPE_WORDS
from refparse.reference import Document, ListRegion
from refparse.work import Date

#: Nothing a page says of itself needs a longer line; what is longer is prose.
_LONGEST_LINE = 8000
_BLANKS = str.maketrans(
    dict.fromkeys(
        "\t\u00a0\u1680\u2002\u2003\u2004\u2005\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff", " "
    )
)
_BULLET = re.compile(r"(?:[•◦▪●○‣∙]\s*+|[*–-]\s++)(?=\S)")
_ENDING_STOP = re.compile(r"(?<![.\s])\.$")
#: No label is longer, so no longer line is compared whole.
_LONGEST_LABEL = 160
#: In words: "Letter to the Editor" and its like.
_LONGEST_TYPE = 6
_YEAR = re.compile(r"(?:18|19|20)[0-9]{2}")


class Line(NamedTuple):
    """A line that says something: its place without blanks and bullet, and its text with plain blanks.

    ``text[i]`` is the character of the page at ``start + i``, so places inside carry over.
    """

    start: int
    end: int
    text: str
    bullet: bool
    #: Blank lines right before it.
    gap: int = 0
    #: The words alone, for comparing with labels; lines too long to be a label have none.
    key: str = ""


def lines_of(document: Document, region: ListRegion | None) -> list[Line]:
    r"""The lines of a page outside its reference list, blank ones counted but not kept.

    >>> [(line.key, line.bullet) for line in lines_of(Document(id="d", text="Keywords:\n\n • SLE", source="-"), None)]
    [('keywords', False), ('sle', True)]
    """
    lines: list[Line] = []
    gap = at = 0
    inside = region.span if region else (0, 0)
    for text in document.text.translate(_BLANKS).splitlines(keepends=True):
        start, at = at, at + len(text)
        bare = text.strip()
        if not bare:
            gap += 1
            continue
        begin = start + len(text) - len(text.lstrip())
        if len(bare) > _LONGEST_LINE or (begin < inside[1] and begin + len(bare) > inside[0]):
            gap = 0
            continue
        end = begin + len(bare)
        bullet = _BULLET.match(bare)
        if bullet:
            begin += bullet.end()
            bare = bare[bullet.end() :]
        key = " ".join(bare.split()).rstrip(" :").lower() if len(bare) <= _LONGEST_LABEL else ""
        lines.append(Line(begin, end, bare, bullet is not None, gap, key))
        gap = 0
    return lines


def tidy(text: str) -> str:
    r"""Text with every run of blanks made one, and none at the ends.

    >>> tidy(" Issue\u00a0 1 ")
    'Issue 1'
    """
    return " ".join(text.translate(_BLANKS).split())


def without_stop(text: str) -> str:
    """Text without the one full stop that ends it; dots that stand for something left out stay.

    >>> without_stop("do we know how to treat it?."), without_stop("and so on...")
    ('do we know how to treat it?', 'and so on...')
    """
    return _ENDING_STOP.sub("", text)


def is_article_type(text: str) -> bool:
    """Whether a line is nothing but the name of a kind of article.

    >>> is_article_type("Case Report"), is_article_type("LETTER TO THE EDITOR"), is_article_type("Case series of SLE")
    (True, True, False)
    """
    if len(text) > _LONGEST_LABEL:
        return False
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())
    return 0 < len(words) <= _LONGEST_TYPE and TYPE_WORDS.issuperset(words) and not TYPE_HEADS.isdisjoint(words)


def date_or_year(text: str) -> Date | None:
    """The date a piece of text states, or its first year when the rest is no date we read.

    >>> date_or_year("2012 Dec-2013 Jan").iso
    '2012'
    """
    year = _YEAR.search(text)
    return parse_date(tidy(text)) or (Date(year=int(year[0])) if year else None)


def numbered_paragraphs(lines: Sequence[Line], *, stop: frozenset[str]) -> list[tuple[str, str]]:
    """Affiliations numbered from 1, the number on a line of its own, before, in brackets or glued.

    The list ends at a label of ``stop``, or where the numbers do not go on; one line
    without a number is affiliation 1.
    """
    found: list[tuple[str, str]] = []
    waiting = False
    for line in lines:
        if line.key in stop:
            break
        text, number = tidy(line.text), str(len(found) + 1)
        if waiting:
            found.append((number, text))
            waiting = False
        elif text.strip("().") == number:
            waiting = True
        elif opening := re.match(rf"\(?{number}[.)]?\s*(?=[^\W\d])", text):
            found.append((number, text[opening.end() :]))
        else:
            return found or ([("1", text)] if "," in text else [])
    return found


def pieces(text: str, start: int, end: int, cut: str) -> list[tuple[str, int, int]]:
    """What stands between separators from ``start`` to ``end`` of a text, each piece with its place.

    >>> pieces("Keywords: lupus; SLE.", 10, 21, ";")
    [('lupus', 10, 15), ('SLE', 17, 20)]
    """
    found: list[tuple[str, int, int]] = []
    for piece in re.finditer(rf"[^{cut}]+", text[start:end]):
        bare = piece[0].strip().removesuffix(".").rstrip()
        begin = start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        found += [(tidy(bare), begin, begin + len(bare))] if bare else []
    return found
