"""EndNote's XML, record by record: a file of any size in the memory of one record.

Each ``<record>`` is cut out and parsed by itself, so a broken one spoils no other. A record
cannot hold a document type, hence no entity can be declared in it, expanded or fetched:
entities other than XML's own five and numbers make a record that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain
from xml.parsers import expat

from refparse.formats.entries import TOO_LONG, Found, Read, Refused, stated
from refparse.formats.fields import Fields, Slots, work_of
from refparse.formats.tagged import MAX_RECORD
from refparse.work import WorkType

_BEGIN = re.compile(r"<record(?:\s[^<>]{0,500}+)?>")
_END = "</record>"
_LONGEST_TAG = 2_000
_CONTROL = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE)
_PMC = re.compile(r"PMC[0-9]+")
_NUMBER = re.compile(r"[0-9]{4,8}")
_MEDLINE = re.compile(r"medline|pubmed|\bnlm\b", re.IGNORECASE)

#: Names of reference types, as far as we have a word for them.
_TYPES: Mapping[str, WorkType] = {
    "Journal Article": "article-journal",
    "Electronic Article": "article-journal",
    "Magazine Article": "article-journal",
    "Newspaper Article": "article-journal",
    "Book": "book",
    "Electronic Book": "book",
    "Edited Book": "book",
    "Book Section": "chapter",
    "Electronic Book Section": "chapter",
    "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference",
    "Thesis": "thesis",
    "Report": "report",
    "Government Document": "report",
    "Web Page": "webpage",
    "Dataset": "dataset",
    "Patent": "patent",
    "Standard": "standard",
    "Statute": "legislation",
    "Bill": "legislation",
    "Case": "legislation",
    "Unpublished Work": "article",
    "Manuscript": "article",
    "Generic": "document",
}
_USUAL: Mapping[WorkType, str] = {kind: name for name, kind in reversed(list(_TYPES.items()))}

_ANY: dict[str, str] = {
    "title": "titles/title",
    "author": "authors/author",
    "volume": "volume",
    "issue": "number issue",
    "page": "pages",
    "article_number": "electronic-location",
    "edition": "edition",
    "year": "dates/year",
    "date": "pub-dates/date",
    "publisher": "publisher",
    "publisher_place": "pub-location",
    "language": "language",
    "abstract": "abstract",
    "keyword": "keywords/keyword",
    "DOI": "electronic-resource-num",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISSN": "isbn issn",
    "URL": "related-urls/url web-urls/url urls/url",
    "+container-title-short": "periodical/abbr-1 titles/alt-title periodical/abbr-2 titles/abbr-1",
    "+title-short": "titles/short-title",
    "+original-title": "titles/translated-title",
    "+genre": "work-type",
    "+note": "notes",
    "+source": "remote-database-name database",
    "+accession": "accession-num",
    "+affiliation": "auth-address",
}
_SERIAL: Slots = _ANY | {
    "container_title": "periodical/full-title titles/secondary-title periodical/abbr-1 titles/alt-title",
    "editor": "secondary-authors/author",
}
_BOOK: Slots = _ANY | {
    "collection_title": "titles/secondary-title titles/tertiary-title",
    "editor": "secondary-authors/author",
}
_PART: Slots = _ANY | {
    "container_title": "titles/secondary-title periodical/full-title",
    "collection_title": "titles/tertiary-title",
    "editor": "secondary-authors/author",
}
_SLOTS: Mapping[WorkType | None, Slots] = {
    "book": _BOOK,
    "thesis": _BOOK,
    "report": _BOOK,
    "chapter": _PART,
    "paper-conference": _PART,
}


def read(chunks: Iterable[str]) -> Iterator[Found]:
    """The records of EndNote's XML, one at a time.

    >>> [found] = read(["<xml><records><record><titles><title><style>Calcinosis</style></title></titles></record>"])
    >>> found.work.title
    'Calcinosis'
    """
    for line, text in _records(chunks):
        yield _found(line, text)


def _records(chunks: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each record with the number of its first line; one that is cut off goes to where the next begins."""
    line, held, searched = 1, "", 0
    for chunk in chain(chunks, [""]):
        # What is held begins with a record, or holds none.
        held, at, last = held + chunk, 0, not chunk
        while begin := _BEGIN.search(held, at):
            line += held.count("\n", at, begin.start())
            at = begin.start()
            stop = _stop(held, begin.end(), max(searched, begin.end()))
            if stop < 0 and not last and len(held) - at <= MAX_RECORD:
                searched = len(held) - at - len(_END)
                break
            stop = len(held) if stop < 0 else stop
            yield line, held[at:stop]
            line += held.count("\n", at, stop)
            at, searched = stop, 0
        else:
            keep = max(at, len(held) - _LONGEST_TAG)
            line += held.count("\n", at, keep)
            at = keep
        held = held[at:]


def _stop(held: str, begun: int, searched: int) -> int:
    """Where the record ends: behind its end tag, or before the next record where that comes first."""
    end = held.find(_END, searched)
    following = _BEGIN.search(held, begun, end if end >= 0 else len(held))
    if following is not None:
        return following.start()
    return end + len(_END) if end >= 0 else -1


def _found(line: int, text: str) -> Found:
    if len(text) > MAX_RECORD:
        return Refused(line, text[:MAX_RECORD], TOO_LONG)
    text, controls = _CONTROL.subn(" ", text) if "&#" in text else (text, 0)
    try:
        elements = _elements(text)
    except expat.ExpatError as fault:
        return Refused(line + fault.lineno - 1, text, f"not XML: {expat.ErrorString(fault.code)}")
    return stated(_read(line, text, elements, controls))


def _elements(text: str) -> list[tuple[str, str]]:
    """What stands in each element, under its name and its parent's; formatting is not seen.

    >>> _elements("<record><titles><title>On <style>lupus</style></title></titles><volume>3</volume></record>")
    [('titles/title', 'On lupus'), ('volume', '3')]
    """
    collector = _Collector()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.ParseFile(BytesIO(text.encode()))
    return collector.found


class _Collector:
    """Elements with text in them, in order."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._path: list[str] = []
        self._texts: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            return
        self._path.append(name)
        self._texts.append([])
        if name == "ref-type":
            self.found.append(("ref-type@name", attributes.get("name", "")))

    def text(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def end(self, name: str) -> None:
        if name == "style":
            return
        text = "".join(self._texts.pop())
        self._path.pop()
        if text.strip():
            parent = self._path[-1] if len(self._path) > 1 else ""
            self.found.append((f"{parent}/{name}" if parent else name, text))


def _read(line: int, text: str, elements: Sequence[tuple[str, str]], controls: int) -> Read:
    said = Fields(_sorted(elements))
    key = said.first("rec-number") or ""
    name, number = said.first("ref-type@name") or "", said.first("ref-type") or ""
    kind = _TYPES.get(name)
    if kind is None or _USUAL[kind] != name:
        said.keep("ref-type", name or number)
    repaired = [f"control characters made blanks: {controls}"] if controls else []
    work = work_of(said, _SLOTS.get(kind, _SERIAL), kind)
    return Read(line, text, key, work, (*repaired, *said.repaired))


def _sorted(elements: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The elements, PubMed's numbers under names of their own, several values of one element apart."""
    medline = any(name.startswith("remote-database") and _MEDLINE.search(text) for name, text in elements)
    for name, text in elements:
        if name == "accession-num" and medline and _NUMBER.fullmatch(text.strip()):
            yield "pmid", text
        elif name == "custom2" and _PMC.fullmatch(text.strip()):
            yield "pmcid", text
        elif name in {"isbn", "keywords/keyword", "related-urls/url"}:
            yield from ((name, part) for part in re.split(r"[\r\n]+", text))
        else:
            yield name, text
