"""A draft of what one page says of itself, field by field with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from refparse.parse.pages.lines import Line, date_or_year, tidy, without_stop
from refparse.reference import Document, Field, PageRecord, Span
from refparse.work import NOBODY, Date, Names, Work, WorkType

TextField = Literal[
    "title", "container_title", "volume", "issue", "page", "publisher", "DOI", "doi_prefix", "PMID", "PMCID", "ISSN"
]

_DOI = re.compile(r"10\.[0-9]{4,9}(?:/|%2[Ff])[^\s\"<>|,;]{1,200}+")
_LINE_END_HYPHEN = re.compile(r"(?<=[^\W\d_])-[^\S\n]*\n\s*(?=[^\W\d_])")
_CLOSING = {")": "(", "]": "["}
_DOI_LABEL = re.compile(
    r"(?:\bdoi[:\s]\s*+|doi\.org/|^)(?>(?:https?://(?:dx\.)?doi\.org/)?)(?=10\.[0-9]{4})", re.IGNORECASE
)


def own_doi(text: str) -> tuple[int, int, bool] | None:
    """Where a labelled or linked DOI lies in a line, and whether it was cut for display.

    >>> own_doi("doi: 10.1093/ndt/gfn036. Epub 2008")
    (5, 23, False)
    >>> own_doi("https://doi.org/10.1016/j.sema....")
    (16, 30, True)
    """
    label = _DOI_LABEL.search(text)
    found = _DOI.match(text, label.end()) if label else None
    if found is None:
        return None
    value = found[0].rstrip(".…")
    cut = found[0].endswith(("..", "…"))
    while value[-1] in ".:'" or (value[-1] in _CLOSING and value.count(value[-1]) > value.count(_CLOSING[value[-1]])):
        value = value[:-1]
    return found.start(), found.start() + len(value), cut


class Draft:
    """What was read of a page so far; the first statement of a field is kept."""

    def __init__(self, document: Document, kind: str) -> None:
        """Begin with nothing stated."""
        self.document = document
        self.kind = kind
        self.type: WorkType | None = None
        self.article_type: str | None = None
        self.affiliations: list[tuple[str, str]] = []
        self.dates: dict[str, Date] = {}
        self.keyword: list[str] = []
        self._texts: dict[str, str] = {}
        self._fields: list[Field] = []
        self._author: Names = NOBODY
        self._issued: Date | None = None

    def states(self, name: TextField) -> bool:
        """Whether the field has a value."""
        return name in self._texts

    def put(self, name: TextField, start: int, end: int, value: str | None = None) -> None:
        """State a field from a place in the page; an empty place states nothing."""
        value = tidy(self.document.text[start:end]) if value is None else value
        if value and name not in self._texts:
            self._texts[name] = value
            self._place(name, value, [(start, end)])

    def put_groups(self, found: re.Match[str], offset: int, names: Iterable[TextField]) -> None:
        """State every field that is a group of a match on a line beginning at ``offset``."""
        for name in names:
            if found[name]:
                self.put(name, offset + found.start(name), offset + found.end(name))

    def put_title(self, first: Line, last: Line | None = None) -> None:
        """State the title from a line, or from the lines ``first`` to ``last`` with nothing between them.

        A hyphen that ends a line stays: nobody can tell "SLE-related" from a word divided.
        """
        end = (last or first).end
        whole = tidy(_LINE_END_HYPHEN.sub("-", self.document.text[first.start : end]))
        title = without_stop(whole)
        self.put("title", first.start, end - (title != whole), title)

    def put_doi(self, line: Line) -> None:
        """State the DOI of a line, or what is left of one that was cut."""
        if place := own_doi(line.text):
            start, end, cut = place
            value = line.text[start:end].replace("%2F", "/").replace("%2f", "/")
            self.put("doi_prefix" if cut else "DOI", line.start + start, line.start + end, value)

    def put_authors(self, names: Names, spans: Sequence[Span]) -> None:
        """State the authors, from one line or several."""
        if names and not self._author:
            self._author = names
            printed = "; ".join(" ".join(filter(None, (n.given, n.printed_family, n.suffix))) for n in names.names)
            self._place("author", printed, spans)

    def put_issued(self, date: Date | None, start: int, end: int) -> None:
        """State the date of the issue."""
        if date is not None and self._issued is None:
            self._issued = date
            self._place("issued", date.iso or tidy(self.document.text[start:end]), [(start, end)])

    def put_issued_group(self, found: re.Match[str], name: str, offset: int) -> None:
        """State the date of the issue from a group of a match on a line beginning at ``offset``."""
        if found[name]:
            self.put_issued(date_or_year(found[name]), offset + found.start(name), offset + found.end(name))

    def put_date(self, what: str, date: Date | None) -> None:
        """Keep one of the other dates of the work's life."""
        if date is not None:
            self.dates.setdefault(what, date)

    def put_keywords(self, words: Iterable[tuple[str, int, int]]) -> None:
        """State the keywords, each with its place."""
        if not self.keyword:
            for word, start, end in words:
                self.keyword.append(word)
                self._place("keyword", word, [(start, end)])

    def record(self) -> PageRecord:
        """The finished record."""
        get = self._texts.get
        work = Work(
            type=self.type if "title" in self._texts or "container_title" in self._texts else None,
            title=get("title"),
            author=self._author,
            container_title=get("container_title"),
            issued=self._issued,
            volume=get("volume"),
            issue=get("issue"),
            page=get("page"),
            publisher=get("publisher"),
            DOI=get("DOI"),
            PMID=get("PMID"),
            PMCID=get("PMCID"),
            ISSN=get("ISSN"),
            keyword=tuple(self.keyword),
            doi_prefix=get("doi_prefix"),
        )
        return PageRecord(
            document_id=self.document.id,
            kind=self.kind,
            work=work,
            fields=tuple(self._fields),
            dates=tuple(self.dates.items()),
            affiliations=tuple(self.affiliations),
            article_type=self.article_type,
        )

    def _place(self, name: str, value: str, spans: Sequence[Span]) -> None:
        text = "".join(self.document.text[start:end] for start, end in spans)
        self._fields.append(Field(name=name, value=value, text=text, spans=tuple(spans)))
