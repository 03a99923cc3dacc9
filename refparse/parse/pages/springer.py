"""SpringerLink's page of one article, as it looked to 2019 and as it looks since.

To 2019: journal, then "January 2006, Volume 25, Issue 1, pp 70–74 | Cite as", then title and
authors as bullets. Since 2020: title and authors first, then "Clinical Rheumatology volume 25,
pages 70–74 (2006)Cite this article". This one line is the anchor; all else lies around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.parse.pages.draft import Draft, TextField
from refparse.parse.pages.lines import Line, is_article_type, tidy
from refparse.parse.pages.people import is_link_label, read_people
from refparse.parse.pages.springer_foot import read_foot
from refparse.parse.pages.words import SPRINGER_FURNITURE, SPRINGER_HEADINGS, SPRINGER_PROOF
from refparse.reference import Document, PageRecord, Span
from refparse.work import Names

_PAGE = r"(?P<page>[^\s,|()]{1,25}+)"
_OLD = re.compile(
    rf", *Volume +(?P<volume>[^\s,|]{{1,12}}+)(?>(?:, *(?P<issue>(?:Issue|Suppl|Special|Part)[^,|]{{0,40}}+))?)"
    rf"(?>(?:, *(?:pp?\.?|Article(?: number)?:?) *{_PAGE})?) *(?P<cite>\|? *Cite as)?$"
)
_SHORT = re.compile(rf", *(?P<volume>[0-9]{{1,4}}) *: *{_PAGE} *(?P<cite>\|? *Cite as)$")
_AHEAD = re.compile(rf"(?:^|, *)pp?\.? *{_PAGE} *(?P<cite>\|? *Cite as)$")
_NEW = re.compile(
    rf" +[Vv]olume +(?P<volume>[^\s,()]{{1,12}}+)(?>(?:, *(?P<issue>(?:[Ii]ssue|[Ss]uppl|[Ss]pecial)[^,()]{{0,30}}+))?)"
    rf"(?>(?:, *(?:pages?|pp?\.?|[Aa]rticle [Nn]umber:?) *{_PAGE})?)"
    r" *\( *(?P<year>(?:19|20)[0-9]{2}) *\) *(?P<cite>Cite this article)?$"
)
_STATED: tuple[TextField, ...] = ("volume", "page")
_LONGEST_ANCHOR = 300
_LONGEST_TITLE = 400
_HEAD_LINES = 12
_TYPE_LINES = 3
#: The site's own words between the names; "Authors and Affiliations" heads them, too.
_AMONG_AUTHORS = frozenset({"authors", "authors and affiliations", "open access"})
_AUTHOR_LINES = 400
_ISSUE = re.compile(r"[Ii]ssue +(?=\S)")
_DATE_BEFORE = re.compile(
    r"(?:^|(?<=[ ,]))(?P<date>(?:[A-Z][a-z]{2,8}(?: ?[-/–] ?[A-Z][a-z]{2,8})? +)?(?:19|20)[0-9]{2}) *$"
)
_LATEST = re.compile(
    rf"Volume +(?P<volume>[^\s,]{{1,12}}+)(?>(?:, *(?P<issue>(?:[Ii]ssue|[Ss]uppl)[^,()]{{0,30}}+))?)"
    rf"(?>(?:, *(?:pages?|[Aa]rticle [Nn]umber:?) *{_PAGE})?)"
    r", *\((?P<year>(?:19|20)[0-9]{2})\)(?P<cite>Cite this article)?$"
)
_MARKED = re.compile(r"(?>(?:[0-9*†‡§#✉&…,\s]|Show (?:all )?authors|View all authors|authors?)+)")
_ASIDE = re.compile(r"(?:https?:|doi\b|Cite this article)", re.IGNORECASE)
_DATED = re.compile(r"(?:First [Oo]nline|Published(?: online)?|Received|Revised|Accepted)\b[: ]")
_COUNT = re.compile(
    r"[0-9.,]+k? (?:Downloads?|Citations?|Shares?|Mentions?|Accesses|Altmetric|Readers?)\b", re.IGNORECASE
)


def read_springer(document: Document, lines: Sequence[Line]) -> PageRecord | None:
    """The record of a SpringerLink page, ``None`` when the page is none."""
    proof = not SPRINGER_PROOF.isdisjoint({line.key for line in lines})
    for at, line in enumerate(lines):
        if len(line.text) > _LONGEST_ANCHOR or not ("olume" in line.text or "Cite as" in line.text):
            continue
        for pattern, read in _ANCHORS:
            found = pattern.search(line.text)
            if found and (found["cite"] or (proof and pattern is not _AHEAD)):
                draft = Draft(document, "springer")
                draft.type = "article-journal"
                _numbers(draft, line, found)
                read(draft, lines, at, found)
                read_foot(draft, lines)
                return draft.record()
    return None


def _numbers(draft: Draft, line: Line, found: re.Match[str]) -> None:
    """State volume, issue, pages and, where it stands in brackets, the year of an anchor line."""
    draft.put_groups(found, line.start, [name for name in _STATED if name in found.re.groupindex])
    if "issue" in found.re.groupindex and found["issue"]:
        label = _ISSUE.match(found["issue"])
        start = line.start + found.start("issue") + (label.end() if label else 0)
        draft.put("issue", start, line.start + found.start("issue") + len(found["issue"].rstrip()))
    if "year" in found.re.groupindex:
        draft.put_issued_group(found, "year", line.start)


def _read_old(draft: Draft, lines: Sequence[Line], at: int, found: re.Match[str]) -> None:
    """Read the layout to 2019: journal and date before the numbers, title and authors below."""
    line = lines[at]
    before = line.text[: found.start()].rstrip(" ,")
    if date := _DATE_BEFORE.search(before):
        draft.put_issued_group(date, "date", line.start)
        before = before[: date.start()].rstrip(" ,")
    top = at
    if before:
        draft.put("container_title", line.start, line.start + len(before))
    elif at and _is_content(lines[at - 1]):
        top = at - 1
        draft.put("container_title", lines[top].start, lines[top].end)
    _below(draft, lines, at + 1, top)


def _is_content(line: Line) -> bool:
    """Whether a line may be a title, a journal or a name, not the site's own words."""
    aside = _COUNT.match(line.text) or _DATED.match(line.text) or _ASIDE.match(line.text)
    return line.key not in SPRINGER_FURNITURE and not aside


def _below(draft: Draft, lines: Sequence[Line], at: int, top: int) -> None:
    """Read title and authors below the anchor; a title above the journal is taken when none is below."""
    at = _next(draft, lines, at)
    if (
        at < len(lines)
        and not lines[at].bullet
        and lines[at].key not in SPRINGER_HEADINGS
        and len(lines[at].text) <= _LONGEST_TITLE
    ):
        below = read_people(lines[at].text).sure
        if not (below and _title_above(lines, top) is not None):
            draft.put_title(lines[at])
            at += 1
    if not draft.states("title") and (title := _title_above(lines, top)) is not None:
        draft.put_title(title)
    if top and draft.article_type is None and is_article_type(lines[top - 1].text):
        draft.article_type = tidy(lines[top - 1].text)
    _authors(draft, lines, at, len(lines))


def _title_above(lines: Sequence[Line], top: int) -> Line | None:
    """The title where it stands right above the journal."""
    line = lines[top - 1] if top else None
    if line is None or line.bullet or not _is_content(line) or is_article_type(line.text):
        return None
    return line if line.text.count(" ") > 1 and len(line.text) <= _LONGEST_TITLE else None


def _next(draft: Draft, lines: Sequence[Line], at: int) -> int:
    """The index of the next line with content, a kind of article on the way kept."""
    while at < len(lines):
        if is_article_type(lines[at].text):
            draft.article_type = draft.article_type or tidy(lines[at].text)
        elif _is_content(lines[at]):
            break
        at += 1
    return at


def _read_latest(draft: Draft, lines: Sequence[Line], at: int, _: re.Match[str]) -> None:
    """Read the layout since 2023: title above the numbers, journal and authors below."""
    for line in reversed(lines[max(0, at - _HEAD_LINES) : at]):
        if is_article_type(line.text):
            draft.article_type = draft.article_type or tidy(line.text)
        elif _is_content(line):
            draft.put_title(line)
            break
    for index in range(at + 1, min(at + _HEAD_LINES, len(lines) - 1)):
        if lines[index + 1].key == "aims and scope":
            draft.put("container_title", lines[index].start, lines[index].end)
            start = next((i for i in range(index + 2, min(index + 5, len(lines))) if _is_content(lines[i])), len(lines))
            _authors(draft, lines, start, len(lines))
            return


def _read_new(draft: Draft, lines: Sequence[Line], at: int, found: re.Match[str]) -> None:
    """Read the layout since 2020: title and authors above the numbers, the journal before them."""
    draft.put("container_title", lines[at].start, lines[at].start + len(lines[at].text[: found.start()].rstrip(" ,")))
    begin = max(0, at - _AUTHOR_LINES)
    first = next((i for i in range(at - 1, begin - 1, -1) if lines[i].text.startswith("Published")), None)
    if first is not None:
        title = _next(draft, lines, first + 1)
        if draft.article_type is None:
            types = (line.text for line in lines[max(0, first - 4) : first] if is_article_type(line.text))
            draft.article_type = next(map(tidy, types), None)
    else:
        above = (i for i in range(at - 1, begin - 1, -1) if not lines[i].bullet and not _is_author(lines[i]))
        title = next(above, at)
    if title < at:
        draft.put_title(lines[title])
        _authors(draft, lines, title + 1, at)


def _is_author(line: Line) -> bool:
    return bool(_MARKED.fullmatch(line.text)) or (not is_article_type(line.text) and read_people(line.text).sure)


def _authors(draft: Draft, lines: Sequence[Line], at: int, end: int) -> None:
    """State the authors of the lines from ``at``, all bulleted or none, and the kind of article after them."""
    found: list[Names] = []
    spans: list[Span] = []
    bulleted = False
    while at < end and (line := lines[at]):
        people = read_people(line.text)
        ends = line.key in SPRINGER_HEADINGS or is_article_type(line.text) or (bulleted and not line.bullet)
        if not (_MARKED.fullmatch(line.text) or is_link_label(line.text) or line.key in _AMONG_AUTHORS):
            if ends or not people.sure or not _is_content(line):
                break
            bulleted = line.bullet
            found.append(people.names)
            spans.append((line.start, line.end))
        at += 1
    names = tuple(name for part in found for name in part.names)
    draft.put_authors(Names(names=names, et_al=any(part.et_al for part in found)), spans)
    if draft.article_type is None:
        types = (tidy(line.text) for line in lines[at : at + _TYPE_LINES] if is_article_type(line.text))
        draft.article_type = next(types, None)


#: Each shape of the anchor line, and how the page around it is read.
_ANCHORS = (
    (_OLD, _read_old),
    (_SHORT, _read_old),
    (_NEW, _read_new),
    (_LATEST, _read_latest),
    (_AHEAD, _read_old),
)
