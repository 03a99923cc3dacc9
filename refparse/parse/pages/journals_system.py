"""The page of one article on Journals System (editorialsystem.com), whichever journal runs it.

From the top: kind of article, title, authors (often lost in the copy), "More details" and
"Hide details" around the affiliations, dates with labels, corresponding author, and a citation
line without full stop ("Pol. Ann. Med. 2021;28(2):224-228").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.normalize.dates import parse_date
from refparse.parse.pages.draft import Draft, own_doi
from refparse.parse.pages.lines import Line, is_article_type, numbered_paragraphs, pieces, tidy
from refparse.parse.pages.people import read_people
from refparse.parse.pages.words import SYSTEM_FURNITURE
from refparse.reference import Document, PageRecord

_DATES = {
    "submission date": "submitted",
    "final revision date": "revised",
    "revision date": "revised",
    "acceptance date": "accepted",
    "online publication date": "published-online",
    "publication date": "published",
}
_DATE = re.compile(
    rf"(?P<what>{'|'.join(_DATES)}) *: *(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[^:]{{4,30}})", re.IGNORECASE
)
_HIDES = frozenset({"more details", "hide details"})
_PROOF = frozenset(
    {"more details", "hide details", "corresponding author", "journals system - logo", "journals system", "topics"}
)
_END_OF_AFFILIATIONS = frozenset(
    {"corresponding author", "keywords", "topics", "abstract", "references", "share", "more details"}
)
_CITATION = re.compile(
    r"(?P<journal>[^\W_][^;|]{1,120}?) *,? +(?P<year>(?:19|20)[0-9]{2})(?>(?: [A-Z][a-z]{2}(?: [0-9]{1,2})?)?)"
    r"(?: *; *(?P<volume>[^\s:;,()]{1,20}+)"
    r"(?>(?: *\((?P<issue>[^()]{1,40}+)\)|, *(?P<part>[^\s:;()]{1,20}+(?: Suppl[^:;()]{0,12})?))?)"
    r"(?>(?: *: *(?P<page>[^\s,;|]{1,20}(?: [-–] [0-9]{1,6})?))?))\.?"
)
_STATED_DOI = re.compile(r" *(?:DOI|https?://).*$", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:doi)?[: ]*(?:https?://(?:dx\.)?doi\.org/)?", re.IGNORECASE)
_LONGEST_TITLE = 450
_LONGEST_CITATION = 250
_LONGEST_KEYWORDS = 300
_LONGEST_ABBREVIATION = 10
_ENOUGH = 2
_HEAD_LINES = 80
_MOST_KEYWORDS = 30


def read_journals_system(document: Document, lines: Sequence[Line]) -> PageRecord | None:
    """The record of a Journals System page, ``None`` when the page is none."""
    proof = {line.key for line in lines} & _PROOF
    dated = sum(_DATE.match(line.text) is not None for line in lines)
    hides = not _HIDES.isdisjoint(proof) and (dated > 0 or len(proof) > _ENOUGH)
    if not hides and not (dated > 1 and proof):
        return None
    draft = Draft(document, "journals-system")
    draft.type = "article-journal"
    details = next((i for i, line in enumerate(lines) if line.key in _HIDES), None)
    if details is None:
        details = next(i for i, line in enumerate(lines) if _DATE.match(line.text))
    _head(draft, lines, details)
    hidden = next((i for i in range(details, min(details + 3, len(lines))) if lines[i].key == "hide details"), details)
    _affiliations(draft, lines[hidden + 1 :])
    abstract = next((i for i, line in enumerate(lines) if line.key == "abstract"), len(lines))
    for index, line in enumerate(lines):
        _dates(draft, line)
        _keywords(draft, lines, index)
        if index < abstract:
            _citation(draft, line)
        opened = own_doi(line.text)
        if opened and _DOI_LABEL.fullmatch(line.text[: opened[0]]):
            draft.put_doi(line)
    if not draft.states("container_title"):
        _published(draft, lines)
    return draft.record()


def _published(draft: Draft, lines: Sequence[Line]) -> None:
    """State the day of publication as the work's date where no citation line gives the issue's."""
    for line in lines:
        found = _DATE.match(line.text)
        if found and _DATES[found["what"].lower()].startswith("published"):
            draft.put_issued_group(found, "date", line.start)


def _head(draft: Draft, lines: Sequence[Line], end: int) -> None:
    """State kind, title and authors: the lines before the details, from the kind of article on."""
    begin = next((i for i in range(end - 1, max(-1, end - _HEAD_LINES), -1) if _is_kind(lines[i])), None)
    head = [
        line
        for line in lines[(0 if begin is None else begin + 1) : end]
        if not line.bullet and line.key not in SYSTEM_FURNITURE
    ]
    if begin is not None:
        draft.article_type = tidy(lines[begin].text)
    title, people = _opening(head) if begin is not None else _closing(head)
    if title is not None and len(title.text) <= _LONGEST_TITLE:
        draft.put_title(title)
    if people:
        names = read_people(", ".join(line.text.strip(" ,") for line in people))
        if names.sure:
            draft.put_authors(names.names, [(people[0].start, people[-1].end)])


def _is_kind(line: Line) -> bool:
    """Whether a line names the kind of article and is no button of the site ("Article")."""
    return not line.bullet and line.key not in SYSTEM_FURNITURE and is_article_type(line.text)


def _opening(head: Sequence[Line]) -> tuple[Line | None, Sequence[Line]]:
    """Title and author lines where the kind of article shows where they begin."""
    people = [line for line in head[1:] if line.text.strip(" ,0123456789*")]
    return (head[0] if head else None), people


def _closing(head: Sequence[Line]) -> tuple[Line | None, Sequence[Line]]:
    """Title and author lines where menus may stand above: the last lines, as far as they are names."""
    at = len(head)
    while at > 1 and (read_people(head[at - 1].text).sure or not head[at - 1].text.strip(" ,0123456789*")):
        at -= 1
    return (head[at - 1] if head else None), head[at:]


def _affiliations(draft: Draft, lines: Sequence[Line]) -> None:
    """Keep the affiliations, which end where the dates begin."""
    end = next(
        (i for i, line in enumerate(lines) if _DATE.match(line.text) or line.key in _END_OF_AFFILIATIONS), len(lines)
    )
    draft.affiliations = numbered_paragraphs(lines[:end], stop=_END_OF_AFFILIATIONS)


def _dates(draft: Draft, line: Line) -> None:
    if found := _DATE.match(line.text):
        draft.put_date(_DATES[found["what"].lower()], parse_date(tidy(found["date"])))


def _citation(draft: Draft, line: Line) -> None:
    """State the citation line, found by its shape; a journal spelt with stops keeps its last one."""
    if draft.states("container_title") or len(line.text) > _LONGEST_CITATION:
        return
    found = _CITATION.fullmatch(_STATED_DOI.sub("", line.text).rstrip())
    if found is None or not found["journal"][0].isupper() or not _abbreviated(found["journal"]):
        return
    journal = found["journal"].rstrip()
    if journal.endswith(".") and "." not in journal[:-1]:
        journal = journal[:-1]
    draft.put("container_title", line.start, line.start + len(journal))
    draft.put_groups(found, line.start, ("volume", "issue", "page"))
    if found["part"]:
        draft.put("issue", line.start + found.start("part"), line.start + found.end("part"))
    draft.put_issued_group(found, "year", line.start)
    draft.put_doi(line)


def _abbreviated(journal: str) -> bool:
    """Whether every stop inside a journal's name ends an abbreviation, not a sentence."""
    return all(len(word) <= _LONGEST_ABBREVIATION for word in journal.split() if word.endswith("."))


def _keywords(draft: Draft, lines: Sequence[Line], index: int) -> None:
    """State the keywords: the lines between their heading and the next one, which may be right below."""
    if lines[index].key != "keywords":
        return
    words: list[tuple[str, int, int]] = []
    for line in lines[index + 1 : index + _MOST_KEYWORDS]:
        if (
            line.key in {"topics", "abstract", "references", "corresponding author"}
            or line.key in SYSTEM_FURNITURE
            or len(line.text) > _LONGEST_KEYWORDS
        ):
            break
        words += pieces(draft.document.text, line.start, line.end, ";,•·")
    draft.put_keywords(words)
