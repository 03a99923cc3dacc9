"""Web of Science's own tagged text ("FN Clarivate Analytics Web of Science")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from refparse.formats.entries import Found
from refparse.formats.fields import Fields, Slots, work_of
from refparse.formats.tagged import Dialect, Raw, read_each, tags
from refparse.work import Work, WorkType

DIALECT = Dialect(
    line=re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap>)(?: (?P<text>.*))?"),
    begins=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    telling=tags("AU AF TI SO"),
    listed=tags("AU AF BA BF BE CA GP ED C1 C3 CR FX OI RI WC"),
    indented=True,
)

#: The same tags head the columns of the tab-separated export.
SLOTS: Slots = {
    "title": "TI",
    "container_title": "SO",
    "collection_title": "SE",
    "author": "author",
    "editor": "BE ED",
    "volume": "VL",
    "issue": "IS",
    "first_page": "BP",
    "last_page": "EP",
    "article_number": "AR",
    "edition": "EN",
    "year": "PY",
    "date": "PD",
    "publisher": "PU",
    "publisher_place": "PI",
    "language": "LA",
    "abstract": "AB",
    "keyword": "keyword",
    "DOI": "DI",
    "PMID": "PM",
    "ISSN": "SN EI BN",
    "URL": "UR",
    "+accession": "UT",
    "+genre": "DT",
    "+container-title-short": "JI J9",
    "+event-title": "CT",
    "+affiliation": "C1",
    "+article-number": "AR",
    "+supplement": "SU",
    "+part-number": "PN",
}
_TYPES: Mapping[str, WorkType] = {"J": "article-journal", "B": "book", "P": "patent"}


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The records of Web of Science lines, one at a time, and what stands outside them.

    >>> lines = ["PT J", "AU Riggs, ES", "TI Dinosaur footprints", "   from Arizona", "PY 1904", "ER"]
    >>> [found] = read(enumerate(lines, 1))
    >>> found.work.title, found.work.author.names[0].given
    ('Dinosaur footprints from Arizona', 'ES')
    """
    return read_each(lines, DIALECT, _read)


def _read(raw: Raw) -> tuple[str, Work, list[str]]:
    return tagged_work(raw.pairs())


def tagged_work(pairs: Sequence[tuple[str, str]]) -> tuple[str, Work, list[str]]:
    """The accession number and the work of a record under Web of Science's tags, and what had to be mended."""
    said = Fields(_sorted(pairs))
    letter = said.first("PT") or ""
    types = " ".join(said.peek("DT"))
    kind = _TYPES.get(letter)
    if "Proceedings Paper" in types and letter != "J":
        kind = "paper-conference"
    elif "Book Chapter" in types or (letter in {"B", "S"} and said.peek("BE")):
        kind = "chapter"
    if letter and _TYPES.get(letter) != kind:
        said.keep("PT", letter)
    key = next(iter(said.peek("UT")), "")
    return key, work_of(said, SLOTS, kind), said.repaired


def _sorted(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs, full names in place of short ones where there are as many, keywords one by one."""
    short, full = (sum(tag == name for tag, _ in pairs) for name in ("AU", "AF"))
    people = "AF" if full == short else "AU"
    for tag, text in pairs:
        if tag in {people, "CA", "GP", "BA"}:
            yield "author", f"{text}," if tag in {"CA", "GP"} else text
        elif tag in {"AU", "AF"}:
            if full != short:
                yield tag, text
        elif tag in {"DE", "ID"}:
            yield from (("keyword", word) for word in text.split("; "))
        else:
            yield tag, text
