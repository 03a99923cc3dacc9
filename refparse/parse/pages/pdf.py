"""The text of a PDF, as far as it states its own record: running heads, and the lines before the abstract.

Columns and furniture run together here, so only what has an unmistakable shape is taken: a
wrong value would cost as much as a missing one. A text that begins at "Abstract" states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from refparse.parse.pages.dates import labelled_dates
from refparse.parse.pages.draft import Draft, own_doi
from refparse.parse.pages.heads import put_running_heads
from refparse.parse.pages.lines import Line, is_article_type, numbered_paragraphs, pieces, tidy
from refparse.parse.pages.people import read_people
from refparse.parse.pages.words import SECTIONS
from refparse.reference import Document, PageRecord

_BODY = re.compile(
    r"(?:abstract|summary|[0-9. ]*introduction|background|key ?words|résumé|resumen)(?: *[:.—–-].*| *)|abstract .{10,}",
    re.IGNORECASE,
)
_REFERENCES = frozenset({"references", "bibliography", "literature cited", "reference"})
_ASIDE = re.compile(
    r"(?:doi\b|https?:|www\.|©|#|\(c\)|copyright|open access|received\b|accepted\b|revised\b|published\b|issn\b|e-?mail"
    r"|[0-9ivx]{1,6}$|\S{1,60}@\S|correspondence|corresponding author|address for|department|division|section of"
    r"|faculty|key ?words|from the |vol(?:ume|\.)? ?[0-9]|downloaded|page [0-9]|this article|citation|cite this|to cite"
    r"|available online|access this|quick response|website|submitted\b)",
    re.IGNORECASE,
)
_MARKED_NAME = re.compile(r"[^\W\d_]{2}\.?,?(?:[0-9*†‡§¶]{1,3}|[⁰¹²³⁴-⁹])(?:[,*†‡0-9 ]|$)")
_DEGREE = re.compile(r",? (?:M\.?D|Ph\.?D|M\.?B\.?B\.?S|FCPS|MRCP|FRCP|D\.?O|MPH|FACP)\b")
_KEYWORDS = re.compile(r"key ?words? *[:.—–-] *", re.IGNORECASE)
_AFTER_KEYWORDS = re.compile(r"\.?\s*\([A-Z][^()]*(?:\([^()]*\)[^()]*)?\)\.?\s*$|\.\s*$")
_OWN_LINE = re.compile(r"(?:doi)?[:\s]*(?:https?://(?:dx\.)?doi\.org/)?\s*\.?", re.IGNORECASE)
_RUNS_ON = re.compile(r"(?:[,&·]|\band)[\s0-9*†,]*$")
#: Lines: of the head, of it when nothing says where it ends, of a title, of authors, of keywords.
_ZONE = 60
_TOP = 12
_TITLE_LINES = 6
#: A line of fewer words over a gap may be the name of a column of the journal.
_WORDS = 4
_AUTHOR_LINES = 12
_KEYWORD_LINES = 4
_LONGEST_TITLE_LINE = 160
_LONGEST_AUTHOR_LINE = 400


def read_pdf(document: Document, lines: Sequence[Line]) -> PageRecord | None:
    """The record of a PDF's text, ``None`` when the page is no article."""
    end = next((i for i, line in enumerate(lines) if i and line.key in _REFERENCES), len(lines))
    lines, behind = lines[:end], lines[end + 1 :]
    if len({line.key for line in lines} & SECTIONS) <= 1:
        return None
    draft = Draft(document, "pdf")
    body = next((i for i, line in enumerate(lines[:_ZONE]) if _BODY.fullmatch(line.text)), None)
    if body is not None:
        zone = lines[:body]
    else:
        typed = any(is_article_type(line.text) for line in lines[:_TOP])
        zone = lines[: _ZONE if typed else 0]
    heads = put_running_heads(draft, lines, len(zone), behind)
    _head(draft, [line for line in zone if line.start not in heads], closed=body is not None)
    _labelled(draft, lines, zone)
    draft.type = "article-journal" if draft.states("container_title") else "article"
    return draft.record()


def _head(draft: Draft, zone: Sequence[Line], *, closed: bool) -> None:
    """State kind, title and authors from the lines before the abstract; the title needs one of the others beside it."""
    kind = next((i for i, line in enumerate(zone) if is_article_type(line.text)), None)
    if kind is not None:
        draft.article_type = tidy(zone[kind].text)
        # What stands above the kind is furniture, unless the kind stands between authors and abstract.
        below = bool(zone[kind + 1 :]) and _author_line(zone[:kind]) is None
        zone = zone[kind + 1 :] if below else zone[:kind]
    lines = [line for line in zone if not _ASIDE.match(line.text)]
    if lines and "·" in lines[0].text and read_people(lines[0].text).sure:
        last = _authors(draft, lines, 0)
        _put_title(draft, lines[last + 1 :], sure=True)
        return
    at = _author_line(lines)
    if at is not None:
        _put_title(draft, _nearest(lines[:at], first=kind is not None), sure=True)
        last = _authors(draft, lines, at)
        following = [line for line in zone if line.start > lines[last].start]
        draft.affiliations = numbered_paragraphs(following, stop=SECTIONS)
        return
    unread = next((i for i, line in enumerate(lines) if _MARKED_NAME.search(line.text)), None)
    sure = kind is not None and (unread is not None or closed)
    _put_title(draft, lines if unread is None else lines[:unread], sure=sure)


def _put_title(draft: Draft, lines: Sequence[Line], *, sure: bool) -> None:
    """State the title from some lines, if they can be one: few, together, and not of running text."""
    text = draft.document.text
    apart = any(text[a.end : b.start].strip() for a, b in pairwise(lines))
    prose = any(line.text.endswith(".") or len(line.text) > _LONGEST_TITLE_LINE for line in lines[:-1])
    if (
        sure
        and 0 < len(lines) <= _TITLE_LINES
        and not apart
        and not prose
        and len(lines[-1].text) <= _LONGEST_TITLE_LINE
    ):
        draft.put_title(lines[0], lines[-1])


def _nearest(lines: Sequence[Line], *, first: bool) -> Sequence[Line]:
    """The lines of a title among those above the authors: the block next to them, the first one below a kind.

    A line that begins small goes on the one before it, whatever stands between.
    """
    begins = [i for i, line in enumerate(lines) if i and line.gap and not line.text[0].islower()]
    if not begins:
        return lines
    if first and lines[0].text.count(" ") >= _WORDS - 1:
        return lines[: begins[0]]
    return lines[begins[-1] :]


def _author_line(lines: Sequence[Line]) -> int | None:
    """The index of the first author line: one with affiliation marks or degrees, else the last that lists names.

    The first line is the title's, so it is never asked.
    """
    listed = None
    for index, line in enumerate(lines):
        if not index or len(line.text) > _LONGEST_AUTHOR_LINE or is_article_type(line.text):
            continue
        people = read_people(line.text)
        if people.sure and (_MARKED_NAME.search(line.text) or _DEGREE.search(line.text)):
            return index
        if people.sure and len(people.names) > 1 and (listed is None or listed != index - 1):
            listed = index
    return listed


def _authors(draft: Draft, lines: Sequence[Line], at: int) -> int:
    """State the authors of a line and the lines it runs on to; the index of the last of them."""
    last, text = at, lines[at].text
    people = read_people(text)
    while last + 1 < min(len(lines), at + _AUTHOR_LINES) and _RUNS_ON.search(text):
        longer = f"{text} {lines[last + 1].text}"
        more = read_people(longer)
        if not more.sure:
            break
        last, text, people = last + 1, longer, more
    draft.put_authors(people.names, [(line.start, line.end) for line in lines[at : last + 1]])
    return last


def _labelled(draft: Draft, lines: Sequence[Line], zone: Sequence[Line]) -> None:
    """State what has a label: the DOI, dates, keywords."""
    for line, following in zip(zone, [*zone[1:], None], strict=False):
        for dated in labelled_dates(line, following):
            if dated.what != "issue":
                draft.put_date(dated.what, dated.date)
        draft.put_doi(line)
    for index, line in enumerate(lines):
        opened = own_doi(line.text)
        if opened and _OWN_LINE.fullmatch(line.text[: opened[0]] + line.text[opened[1] :]):
            draft.put_doi(line)
        if found := _KEYWORDS.match(line.text):
            _keywords(draft, lines[index : index + _KEYWORD_LINES], found.end())


def _keywords(draft: Draft, lines: Sequence[Line], start: int) -> None:
    """State the keywords from their label to the full stop, a gap or the next heading."""
    last = lines[0]
    for line in lines[1:]:
        if _AFTER_KEYWORDS.search(last.text) or line.gap or line.key in SECTIONS:
            break
        last = line
    begin = lines[0].start + start
    text = draft.document.text[: last.end]
    end = last.end
    if found := _AFTER_KEYWORDS.search(text, begin):
        end = found.start()
    draft.put_keywords(pieces(text, begin, end, ";" if ";" in text[begin:end] else ",·"))
