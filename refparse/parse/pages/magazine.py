"""A news magazine's article page: menus, a title, a byline between bars, teasers of other articles.

The byline is the anchor ("Jane Doe, MD  |  Issue: March 2019  |  March 18, 2019", or "By Jane Doe"
with a date beside it); the title is the line above it. Teasers have no byline, so they never win.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.parse.pages.draft import Draft
from refparse.parse.pages.lines import Line, date_or_year, is_article_type, tidy
from refparse.parse.pages.people import read_people
from refparse.parse.pages.words import MAGAZINE_FURNITURE, MAGAZINE_TEASERS
from refparse.reference import Document, PageRecord

_ISSUE = re.compile(r"(?i:Issue): *(?P<issue>[^|:]{1,60}?) *(?=\||$)")
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_PRINTED = re.compile(
    rf"(?P<date>{_MONTH} +[0-9]{{1,2}}, *(?:19|20)[0-9]{{2}}|[0-9]{{1,2}} +{_MONTH} +(?:19|20)[0-9]{{2}})"
)
_PUBLISHED = re.compile(r"(?:Publish(?:ed)?(?: date| on)?|Posted(?: on)?|Date)[: ] *", re.IGNORECASE)
_BY = re.compile(r"(?i:(?:written |reported |story )?by):? +(?=[^\W\d_a-z])")
_DOT = re.compile(r"\s+[•·–—]\s+")
_PROOF = re.compile(
    r"(?:filed under:|tagged with:|related articles?$|advertisement$|ad goes here|scroll to continue|issue:|page: [0-9]"
    r"|about us$|contact us$|advertise$|issue archives?$|subscribe|privacy policy$|terms of use$|share:)",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"Copyright\s*(?:©|\(c\))?\s*[0-9]{4}(?:\s?[-–]\s?[0-9]{4})?,?\s+(?:by\s+)?"
    r"(?P<publisher>[^\W\d][^|©]{1,100}?)\.?\s+All rights reserved",
    re.IGNORECASE,
)
_CORPORATE = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.P)$")
_ISSN = re.compile(r"ISSN:?\s*(?P<ISSN>[0-9]{4}-[0-9]{3}[0-9X])")
_LONGEST_BYLINE = 1500
_LONGEST_FOOT = 2000
#: In letters: an introduction is a long sentence, a title is not.
_SENTENCE = 60
_BESIDE = 3


def read_magazine(document: Document, lines: Sequence[Line]) -> PageRecord | None:
    """The record of a magazine page, ``None`` when the page is none."""
    end = next((i for i, line in enumerate(lines) if line.key in MAGAZINE_TEASERS), len(lines))
    barred = next((i for i in range(end) if _is_barred(lines[i])), None)
    at = barred if barred is not None else next((i for i in range(end) if _is_byline(lines, i)), None)
    if barred and not lines[barred].text.partition("|")[0].strip() and _is_byline(lines, barred - 1):
        at = barred - 1
    if at is None or (barred is None and sum(_PROOF.match(line.text) is not None for line in lines) <= 1):
        return None
    draft = Draft(document, "magazine")
    draft.type = "article"
    _byline(draft, lines, at)
    _title(draft, lines, at)
    _foot(draft, lines[at:])
    return draft.record()


def _is_barred(line: Line) -> bool:
    """Whether a line is a byline with its issue between bars."""
    names, bar, rest = line.text.partition("|")
    return (
        bool(bar)
        and not line.bullet
        and len(line.text) <= _LONGEST_BYLINE
        and (_ISSUE.search(rest) is not None or (_ISSUE.match(names) is not None and _PRINTED.search(rest) is not None))
    )


def _is_byline(lines: Sequence[Line], index: int) -> bool:
    """Whether a line without an issue names the writers, with a date beside it or on the lines around."""
    line = lines[index]
    if line.bullet or len(line.text) > _LONGEST_BYLINE:
        return False
    start, end = _names_in(line.text)
    names = line.text[start:end]
    if names != line.text:
        dated = _PRINTED.search(line.text, end) or (start and _PRINTED.match(line.text))
        return bool(dated) and not is_article_type(names) and read_people(names).sure
    if not _BY.match(names) and not any(_ISSUE.match(o.text.lstrip("| ")) for o in lines[index + 1 : index + 2]):
        # Without "By" only the issue right below tells writers from any other capitalised words.
        return False
    around = [*lines[max(0, index - 2) : index], *lines[index + 1 : index + 1 + _BESIDE]]
    return any(map(_is_dated, around)) and read_people(names).sure


def _names_in(text: str) -> tuple[int, int]:
    """Where the names of a byline begin and end: before its bar, or on that side of a dot where no date stands.

    >>> _names_in("March 14, 2016 • By Jane Doe, MD")
    (17, 32)
    """
    if "|" in text:
        return 0, len(text.partition("|")[0].rstrip())
    dot = _DOT.search(text)
    if dot and _PRINTED.fullmatch(text, 0, dot.start()) and _BY.match(text, dot.end()):
        return dot.end(), len(text)
    if dot and _PRINTED.fullmatch(text, dot.end()):
        return 0, dot.start()
    return 0, len(text)


def _is_dated(line: Line) -> bool:
    """Whether a line is a date or an issue and nothing else."""
    text = _PUBLISHED.sub("", line.text.strip("| "), count=1)
    return bool(_ISSUE.match(text) or _PRINTED.fullmatch(text.strip("| ")))


def _byline(draft: Draft, lines: Sequence[Line], at: int) -> None:
    """State authors, issue and date; the date printed for the article comes before the issue's."""
    line = lines[at]
    start, end = _names_in(line.text)
    names = line.text[start:end]
    offset = 0
    if not _ISSUE.match(names):
        by = _BY.match(names)
        people = read_people(names)
        draft.put_authors(people.names, [(line.start + start + (by.end() if by else 0), line.start + end)])
        offset = 0 if start else end
    near = [*lines[at + 1 : at + 1 + _BESIDE], *lines[max(0, at - 2) : at]]
    beside = [(line, offset), *((other, 0) for other in near if not other.bullet and _is_dated(other))]
    for part, begin in beside:
        if found := _PRINTED.search(part.text, begin):
            draft.put_issued_group(found, "date", part.start)
            draft.put_date("published", date_or_year(found["date"]))
    for part, begin in beside:
        if found := _ISSUE.search(part.text, begin):
            draft.put_groups(found, part.start, ("issue",))
            draft.put_issued_group(found, "issue", part.start)


def _title(draft: Draft, lines: Sequence[Line], at: int) -> None:
    """State the title: the line above the byline, or the one above a sentence that introduces the article."""
    above: list[Line] = []
    for line in reversed(lines[max(0, at - 2 * _BESIDE) : at]):
        if line.bullet:
            break
        if line.key not in MAGAZINE_FURNITURE and not _is_dated(line):
            above.append(line)
    if len(above) > 1 and (_introduces(above[0], above[1]) or is_article_type(above[0].text)):
        if is_article_type(above[0].text):
            draft.article_type = tidy(above[0].text)
        above = above[1:]
    if above:
        draft.put_title(above[0])
    if len(above) > 1 and is_article_type(above[1].text):
        draft.article_type = tidy(above[1].text)


def _introduces(line: Line, title: Line) -> bool:
    """Whether a line is a sentence under a title, not the title."""
    return len(line.text) > max(_SENTENCE, len(title.text)) and line.text.endswith(".") and not title.text.endswith(".")


def _foot(draft: Draft, lines: Sequence[Line]) -> None:
    """State publisher and ISSN; "Inc." keeps its stop."""
    for line in lines:
        if len(line.text) > _LONGEST_FOOT:
            continue
        if found := _PUBLISHER.search(line.text):
            stop = _CORPORATE.search(found["publisher"]) is not None and line.text[found.end("publisher")] == "."
            start = line.start + found.start("publisher")
            draft.put("publisher", start, start + len(found["publisher"]) + stop)
        if found := _ISSN.search(line.text):
            draft.put_groups(found, line.start, ("ISSN",))
