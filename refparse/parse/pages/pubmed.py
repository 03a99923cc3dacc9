"""PubMed's page of one article: the citation line, and what stands around it.

Until 2019 the citation is one line ("Lupus. 1999;8(6):456-61. doi: ..."), since 2020 the journal
stands on a line of its own and the rest begins with the full stop. Title and authors follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from refparse.parse.pages.draft import Draft
from refparse.parse.pages.lines import Line, date_or_year, is_article_type, numbered_paragraphs, pieces, tidy
from refparse.parse.pages.people import People, read_people
from refparse.parse.pages.words import PUBMED_FURNITURE, PUBMED_LABELS, PUBMED_PROOF
from refparse.reference import Document, PageRecord

_DATE = (
    r"(?P<date>(?:1[89]|20)[0-9]{2}"
    r"(?: +[A-Z][a-z]{2,8}(?:[-/–](?:[0-9]{4} )?[A-Z][a-z]{2,8})?(?: +[0-9]{1,2}(?:[-–][0-9]{1,2})?)?)?)"
)
#: NLM's abbreviations hold no full stop, so the first one ends the journal.
_CITATION = re.compile(rf"(?:[0-9]{{1,4}}[.:] *)?(?P<journal>[^\W_][^.;|]{{0,100}}+)\. *{_DATE}(?P<rest>[;.:].*)")
_HEADLESS = re.compile(rf"\. *{_DATE}(?P<rest>[;.:].*)")
_PART = r"(?:Suppl|Pt|Spec|Special|Supplement)\b[^:;.(]{0,20}+"
_WHERE = re.compile(
    rf"; *(?P<volume>[^\s:;.()]{{1,20}}+)(?>(?: *\((?P<issue>[^()]{{1,40}}+)\)| +(?P<part>{_PART}))?)"
    r"(?:: *(?P<page>[^\s.;](?>(?:[^.;]|\.(?=e[0-9])){0,40})))?(?=[.;]|$)"
)
_EPUB = re.compile(r"(?:Epub|Published online) +((?:19|20)[0-9]{2}(?: [A-Z][a-z]{2,8}(?: [0-9]{1,2})?)?)")
_AHEAD = re.compile(r"\[Epub ahead of print\]|Online ahead of print", re.IGNORECASE)
_MORE = re.compile(
    r"(?:doi:|epub\b|pii:|ecollection|collection\b|print\b|\[epub|online ahead|[0-9]{1,2}\.$|10\.[0-9]{4})",
    re.IGNORECASE,
)
_PMID = re.compile(r"(?:^|(?<=\s))PMID: *(?P<PMID>[0-9]{1,9})\b")
_PMCID = re.compile(r"(?:^|(?<=\s))PMCID: *(?P<PMCID>PMC[0-9]{1,9})\b")
_IDS = re.compile(r"(?:PMID|PMCID|DOI): ?\S", re.IGNORECASE)
_KEYWORDS = re.compile(r"key ?words?: *(?=\S)", re.IGNORECASE)
_STOP = PUBMED_FURNITURE | PUBMED_LABELS
#: The site's words that may stand between citation, title and authors.
_BETWEEN = PUBMED_FURNITURE - {"author information"} | {"authors"}
_OTHERS = frozenset({"similar articles", "cited by", "comment in", "comment on", "references"})
_LONGEST_TITLE = 450
#: Lines that may stand above a citation copied without the site around it.
_OPENING = 4
#: Lines over which titles and author lists may be broken.
_WRAPPED = 40


def read_pubmed(document: Document, lines: Sequence[Line]) -> PageRecord | None:
    """The record of a PubMed page, ``None`` when the page is none."""
    keys = {line.key for line in lines}
    proof = len(PUBMED_PROOF & keys) + any(line.text.startswith(("PMID:", "[Indexed", "[PubMed - ")) for line in lines)
    at, found = next(((i, found) for i in range(len(lines)) if (found := _cites(lines, i))), (0, None))
    # Without the site's words a citation line must open the page: lists hold such lines too.
    if found is None or not (proof or at < _OPENING):
        return None
    draft = Draft(document, "pubmed")
    draft.type = "article-journal"
    after = _citation(draft, lines, at, found)
    _title_and_people(draft, lines, after)
    _identifiers(draft, lines)
    return draft.record()


def _cites(lines: Sequence[Line], index: int) -> re.Match[str] | None:
    """A line read as this page's citation, unless it cites a comment on it."""
    line = lines[index]
    if index and lines[index - 1].key in {"comment in", "comment on", "erratum in", "update of", "update in"}:
        return None
    if found := _CITATION.fullmatch(line.text):
        stated = _WHERE.match(found["rest"]) or _AHEAD.search(found["rest"]) or "doi:" in found["rest"]
        return found if stated else None
    return _HEADLESS.fullmatch(line.text) if index else None


def _citation(draft: Draft, lines: Sequence[Line], at: int, found: re.Match[str]) -> int:
    """State what the citation says; the index of the first line after it."""
    line = lines[at]
    before = at - 1
    if "journal" in found.re.groupindex:
        draft.put("container_title", line.start + found.start("journal"), line.start + found.end("journal"))
    else:
        while before >= 0 and lines[before].key in PUBMED_FURNITURE:
            before -= 1
        if before >= 0:
            draft.put("container_title", lines[before].start, lines[before].end)
            before -= 1
    if before >= 0 and is_article_type(lines[before].text):
        draft.article_type = tidy(lines[before].text)
    after = at + 1
    while after < len(lines) and after < at + 4 and _MORE.match(lines[after].text):
        after += 1
    _rest(draft, line, found, lines[at + 1 : after])
    return after


def _rest(draft: Draft, line: Line, found: re.Match[str], more: Sequence[Line]) -> None:
    """State date, volume, issue, pages and DOI: the citation after the journal."""
    issued = date_or_year(found["date"])
    draft.put_issued(issued, line.start + found.start("date"), line.start + found.end("date"))
    offset = line.start + found.start("rest")
    if where := _WHERE.match(found["rest"]):
        draft.put_groups(where, offset, ("volume", "issue", "page"))
        if where["part"]:
            draft.put("issue", offset + where.start("part"), offset + where.end("part"))
    for part in (line, *more):
        draft.put_doi(part)
    rest = " ".join([found["rest"], *(tidy(part.text) for part in more)])
    if epub := _EPUB.search(rest):
        draft.put_date("published-online", date_or_year(epub[1]))
    elif _AHEAD.search(rest) and where is None:
        draft.put_date("published-online", issued)


def _title_and_people(draft: Draft, lines: Sequence[Line], after: int) -> None:
    """State title, authors and affiliations, which stand below the citation in this order."""
    at = _skip(lines, after)
    people = _people(lines, at)
    if people is None and at < len(lines) and _is_title(lines[at]):
        last = at
        while last + 1 < min(len(lines), at + _WRAPPED) and _goes_on(lines[last], lines[last + 1]):
            last += 1
        draft.put_title(lines[at], lines[last])
        at = _skip(lines, last + 1)
        people = _people(lines, at, beneath_title=True)
    if people is not None:
        names, last = people
        draft.put_authors(names.names, [(lines[at].start, lines[last].end)])
        at = last + 1
    for index in range(at, min(at + 6, len(lines))):
        if lines[index].key in {"author information", "affiliation", "affiliations", "affiliations expand", "source"}:
            draft.affiliations += numbered_paragraphs(lines[index + 1 :], stop=_STOP)
            break


def _skip(lines: Sequence[Line], at: int) -> int:
    """The index of the next line that is not the site's."""
    while at < len(lines) and (lines[at].key in _BETWEEN or lines[at].text.startswith("[Article in")):
        at += 1
    return at


def _is_title(line: Line) -> bool:
    return (
        line.key not in _STOP
        and len(line.text) <= _LONGEST_TITLE
        and not _IDS.match(line.text)
        and any(letter.isalpha() for letter in line.text)
    )


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a title broken over lines goes on: nothing ends it, and the next begins small."""
    return (
        not following.gap
        and line.text[-1] not in ".?!]"
        and following.text[0].islower()
        and not read_people(following.text, pubmed=True).sure
    )


def _people(lines: Sequence[Line], at: int, *, beneath_title: bool = False) -> tuple[People, int] | None:
    """The author list that begins on this line, and the index of its last line.

    Above the title nothing tells "Hepatitis B" from a person, so there it takes two names.
    """
    if at >= len(lines) or lines[at].key in _STOP or _IDS.match(lines[at].text):
        return None
    last, text = at, lines[at].text
    while last + 1 < min(len(lines), at + _WRAPPED) and text.endswith(",") and not lines[last + 1].gap:
        last += 1
        text = f"{text} {lines[last].text}"
    people = read_people(text, pubmed=True)
    enough = 1 if beneath_title else 2
    if not people.sure or len(people.names) < enough or is_article_type(text):
        return None
    if not beneath_title and not re.search(r"[0-9]|, ", text):
        return None
    return people, last


def _identifiers(draft: Draft, lines: Sequence[Line]) -> None:
    """State PMID, PMCID, DOI and keywords, which stand below the abstract on lines that begin with their names."""
    end = next((i for i, line in enumerate(lines) if line.key in _OTHERS), len(lines))
    for line in lines[:end]:
        if _IDS.match(line.text):
            if found := _PMID.search(line.text):
                draft.put_groups(found, line.start, ("PMID",))
            if found := _PMCID.search(line.text):
                draft.put_groups(found, line.start, ("PMCID",))
            draft.put_doi(line)
        if opening := _KEYWORDS.match(line.text):
            _keywords(draft, line, opening.end())
    for label, value in pairwise(lines[:end]):
        _labelled(draft, label.key, value)


def _labelled(draft: Draft, label: str, value: Line) -> None:
    """State an identifier whose name stands on the line before it."""
    if label == "pmid" and re.fullmatch(r"[0-9]{1,9}", value.text):
        draft.put("PMID", value.start, value.end)
    elif label == "pmcid" and re.fullmatch(r"PMC[0-9]{1,9}", value.text):
        draft.put("PMCID", value.start, value.end)
    elif label == "doi":
        draft.put_doi(value)
    elif label == "keywords":
        _keywords(draft, value, 0)
    elif label.startswith("publication type") and is_article_type(value.text):
        draft.article_type = draft.article_type or tidy(value.text)


def _keywords(draft: Draft, line: Line, start: int) -> None:
    """State keywords divided by semicolons, or by commas where there are none."""
    cut = ";" if ";" in line.text else ","
    draft.put_keywords(pieces(draft.document.text, line.start + start, line.end, cut))
