"""Ovid's tagged export ("<1>", "VN  - Ovid Technologies"), of MEDLINE, Embase and other databases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from refparse.formats.entries import Found
from refparse.formats.fields import Fields, Slots, work_of
from refparse.formats.tagged import Dialect, Raw, read_each, tags
from refparse.work import Work

#: What stands between two records.
BETWEEN = re.compile(r"\s*<\s*[0-9]+\s*\.?\s*>\s*")
DIALECT = Dialect(
    line=re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap>[ ]{2})-(?: (?P<text>.*))?"),
    between=BETWEEN,
    telling=frozenset({"VN", "DB", "UI"}),
    listed=tags("AU FA IN AD KW MH"),
)

#: The same tags head the columns of Ovid's CSV export.
SLOTS: Slots = {
    "title": "TI",
    "container_title": "JN journal JA",
    "author": "FA AU",
    "editor": "ED",
    "volume": "VO volume",
    "issue": "IP issue",
    "page": "PG page",
    "year": "YR year",
    "date": "DP date",
    "publisher": "PB",
    "publisher_place": "PP",
    "language": "LG",
    "abstract": "AB",
    "keyword": "KW MH",
    "DOI": "DO",
    "PMID": "PM",
    "ISSN": "IS IB",
    "URL": "UR",
    "+container-title-short": "JA",
    "+original-title": "OT",
    "+genre": "PT",
    "+source": "DB",
    "+accession": "UI AN",
    "+affiliation": "IN",
    "+note": "NT",
}
#: "Lancet. 373(9657):12-8, 2009 Jan 3." of MEDLINE.
_MEDLINE = re.compile(
    r"(?P<journal>[^.]+(?:\.[^.\s][^.]*)*)\. (?P<volume>\w{0,6}[0-9]\w*)(?: ?\((?P<issue>[^()]*)\))?:(?P<page>[^,]+),"
    r" (?P<date>[0-9]{4}[^.]*)\."
)
#: "BMC Proceedings. Conference: …. 12 (Supplement 3) (pp 39-45), 2018. Date of Publication: …" of Embase.
_EMBASE = re.compile(
    r"(?P<journal>[^.]+)\..*? (?P<volume>[0-9]+[A-Za-z]?)(?: \((?P<issue>[^()]*)\))? \((?P<page>[^()]*)\),"
    r" (?P<year>[0-9]{4})\."
)
_PAGES = re.compile(r"pp?\.? ?(?=[0-9A-Za-z])")
_NUMBER = re.compile(r"[0-9]{4,8}")


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The records of Ovid's tagged lines, one at a time, and what stands outside them.

    >>> lines = ["<1>", "DB  - Ovid MEDLINE(R)", "UI  - 4369247", "TI  - Lupus.",
    ...          "SO  - Proc R Soc Med. 67(3):215-7, 1974 Mar."]
    >>> [found] = read(enumerate(lines, 1))
    >>> found.work.PMID, found.work.container_title, found.work.page, found.work.issued.iso
    ('4369247', 'Proc R Soc Med', '215-7', '1974-03')
    """
    return read_each(lines, DIALECT, _read)


def _read(raw: Raw) -> tuple[str, Work, list[str]]:
    return tagged_work(raw.pairs())


def tagged_work(pairs: Sequence[tuple[str, str]]) -> tuple[str, Work, list[str]]:
    """The accession number and the work of a record under Ovid's tags, and what had to be mended."""
    said = Fields([*_numbered(pairs), *_source(pairs)])
    key = next(iter(said.peek("UI AN PM")), "")
    kind = "chapter" if any("chapter" in text.lower() for text in said.peek("PT")) else "article-journal"
    return key, work_of(said, SLOTS, "chapter" if kind == "chapter" else "article-journal"), said.repaired


def _numbered(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    medline = any(tag == "DB" and "medline" in text.lower() for tag, text in pairs)
    for tag, text in pairs:
        yield ("PM" if tag == "UI" and medline and _NUMBER.fullmatch(text) else tag), text


def _source(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Journal, volume and pages out of the source line, which stays as it is besides."""
    source = next((text for tag, text in pairs if tag == "SO"), "")
    if not source:
        return
    source = source[:1000]
    found = _MEDLINE.match(source) or _EMBASE.match(source)
    if found is None:
        yield "journal", source.split(". ", 1)[0]
        return
    for name, text in found.groupdict().items():
        if text and "pagination" not in text:
            yield name, _PAGES.sub("", text, count=1) if name == "page" else text
