"""The parts of a SpringerLink page around the article: dates, keywords, affiliations, how to cite it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from refparse.parse.pages.dates import Dated, labelled_dates
from refparse.parse.pages.draft import Draft, own_doi
from refparse.parse.pages.lines import Line, pieces, tidy
from refparse.parse.pages.people import read_people
from refparse.parse.pages.words import SPRINGER_HEADINGS
from refparse.work import Date

_COPYRIGHT = re.compile(r"(?:©|\(c\)|Copyright)[^0-9]{0,160}(?P<year>(?:19|20)[0-9]{2})", re.IGNORECASE)
_KEYWORDS = re.compile(r"key ?words? *(?:: *|· *| )(?=\S)", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:doi)?[\s:]*(?:https?://(?:dx\.)?doi\.org/)?", re.IGNORECASE)
_CITE = re.compile(r"cite this article(?: as)?")
_CITED_YEAR = re.compile(r"\((?P<year>(?:19|20)[0-9]{2})\)(?= *[0-9]{1,4}|\. *(?:https?:|doi))")
_NUMBER = re.compile(r"(?P<number>[0-9]{1,2})\. *(?:(?P=number)\. *)?")
_LONGEST = 600
_LONGEST_KEYWORD = 60
_MOST_KEYWORDS = 30


def read_foot(draft: Draft, lines: Sequence[Line]) -> None:
    """State what the page says outside its head."""
    cite = False
    online: list[Dated] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        if len(line.text) > _LONGEST:
            cite = False
            continue
        online += _dates(draft, line, following)
        cites = cite or _CITE.match(line.key) is not None
        opened = own_doi(line.text)
        # Text before a DOI makes it a citation of somebody, and only "Cite this article" cites the page.
        if opened and (cites or _DOI_LABEL.fullmatch(line.text[: opened[0]])):
            draft.put_doi(line)
        if cites and (found := _CITED_YEAR.search(line.text)):
            draft.put_issued_group(found, "year", line.start)
        cite = _CITE.fullmatch(line.key) is not None
    _keywords(draft, lines)
    _affiliations(draft, lines)
    if online and not draft.states("volume"):
        # Without an issue the day it went online is the date of the work.
        draft.put_issued(online[0].date, online[0].start, online[0].end)


def _dates(draft: Draft, line: Line, following: Line | None) -> list[Dated]:
    """Keep the dates of a line; the days it went online are given back."""
    if found := _COPYRIGHT.match(line.text):
        draft.put_date("copyright", Date(year=int(found["year"])))
    online = []
    for dated in labelled_dates(line, following):
        if dated.what == "issue":
            draft.put_issued(dated.date, dated.start, dated.end)
        else:
            draft.put_date(dated.what, dated.date)
        if dated.what == "published-online":
            online.append(dated)
    return online


def _keywords(draft: Draft, lines: Sequence[Line]) -> None:
    """State the keywords: under their heading, or, where it was lost, a line of pieces each ended by a wide blank."""
    text = draft.document.text
    for index, line in enumerate(lines):
        if (labelled := _KEYWORDS.match(line.text)) and len(line.text) <= _LONGEST:
            start = line.start + labelled.end()
            draft.put_keywords(_split(text, start, line.end))
        elif line.key in {"keywords", "key words"}:
            _listed_keywords(draft, lines[index + 1 :])
        elif (
            text[line.end : line.end + 1] == "\u00a0"
            and text.count("\u00a0", line.start, line.end) > 1
            and len(line.text) <= _LONGEST
        ):
            draft.put_keywords(_split(text, line.start, line.end))


def _listed_keywords(draft: Draft, lines: Sequence[Line]) -> None:
    """State keywords that stand below their heading, in one line or each on its own."""
    words: list[tuple[str, int, int]] = []
    for index, line in enumerate(lines[:_MOST_KEYWORDS]):
        if line.key in SPRINGER_HEADINGS or len(line.text) > _LONGEST or (index and not line.bullet and line.gap > 1):
            break
        if index and not line.bullet and not lines[0].bullet and len(line.text) > _LONGEST_KEYWORD:
            break
        words += _split(draft.document.text, line.start, line.end)
        if len(words) > 1 and index == 0:
            break
    draft.put_keywords(words)


def _split(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The pieces between wide blanks, dots, semicolons or (where there are none of these) commas."""
    span = text[start:end]
    cut = ";·•" if re.search(r"[;·•]", span) else "\u00a0" if text[end : end + 1] == "\u00a0" else ","
    return pieces(text, start, end, cut)


def _affiliations(draft: Draft, lines: Sequence[Line]) -> None:
    """Keep the numbered affiliations below "Authors and Affiliations", glued parts divided again."""
    heading = max((i for i, line in enumerate(lines) if line.key == "authors and affiliations"), default=None)
    if heading is None:
        return
    below = lines[heading + 1 :]
    for index, line in enumerate(below):
        found = _NUMBER.match(line.text)
        if found and int(found["number"]) == len(draft.affiliations) + 1:
            rest = line.text[found.end() :] or (below[index + 1].text if index + 1 < len(below) else "")
            draft.affiliations.append((found["number"], unglued(tidy(rest))))
    if not draft.affiliations:
        _named_affiliations(draft, below)


def _named_affiliations(draft: Draft, lines: Sequence[Line]) -> None:
    """Keep affiliations printed each above the names of its people, as pages since 2020 do."""
    for line, following in pairwise(lines):
        if (
            line.key in {"corresponding author", "contributions", "rights and permissions", "additional information"}
            or line.key in SPRINGER_HEADINGS
        ):
            break
        if "," in line.text and read_people(following.text).sure and not read_people(line.text).sure:
            draft.affiliations.append((str(len(draft.affiliations) + 1), tidy(line.text)))


def unglued(text: str) -> str:
    """An affiliation with ", " wherever a small letter meets a capital.

    >>> unglued("Servicio de ReumatologíaHospital UniversitarioCaracas")
    'Servicio de Reumatología, Hospital Universitario, Caracas'
    """
    parts = [text[:1]]
    for left, right in pairwise(text):
        parts.append(f", {right}" if left.islower() and right.isupper() else right)
    return "".join(parts)
