"""MEDLINE's tagged format, as PubMed saves it ("nbib", "PubMed format").

Links between records (``CIN`` comment in, ``EIN`` erratum in, ``RIN`` retraction in, ``UIN``
update in, ``CRIN``, ``ECI`` and their opposites ``CON EFR ROF UOF CRF ECF``) are kept in
``extra`` under their tags, with the words PubMed gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from refparse.formats.entries import Found
from refparse.formats.fields import Fields, work_of
from refparse.formats.tagged import Dialect, Raw, read_each, tags
from refparse.work import Work, WorkType

DIALECT = Dialect(
    # A tag is padded to four characters, so the gap says nothing.
    line=re.compile(r"\ufeff?(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}(?P<gap>)-(?: (?P<text>.*))?"),
    begins=frozenset({"PMID"}),
    blank_ends=True,
    telling=tags("STAT OWN DCOM TI FAU JT"),
)

_ANY: dict[str, str] = {
    "title": "TI BTI",
    "container_title": "JT BTI TA",
    "collection_title": "CTI",
    "author": "author",
    "editor": "FED ED",
    "volume": "VI",
    "issue": "IP",
    "page": "PG",
    "edition": "EN",
    "date": "DP DEP",
    "year": "DP",
    "publisher": "PB",
    "language": "LA",
    "abstract": "AB",
    "keyword": "OT MH",
    "DOI": "doi",
    "PMID": "PMID",
    "PMCID": "PMC",
    "ISSN": "IS ISBN",
    "+container-title-short": "TA",
    "+original-title": "TT",
    "+genre": "PT",
    "+affiliation": "AD",
    "+number-of-pages": "PG#",
}
_BOOK: dict[str, str] = _ANY | {"publisher_place": "PL"}
_LINK = re.compile(r"(.+) \[(doi|pii|bookaccession)\]")


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The records of MEDLINE lines, one at a time, and what stands outside them.

    >>> lines = ["PMID- 4369247", "TI  - Systemic lupus erythematosus", "      with calcification.", "DP  - 1974 Mar"]
    >>> [found] = read(enumerate(lines, 1))
    >>> found.key, found.work.title, found.work.issued.iso
    ('4369247', 'Systemic lupus erythematosus with calcification.', '1974-03')
    """
    return read_each(lines, DIALECT, _read)


def _read(raw: Raw) -> tuple[str, Work, list[str]]:
    pairs = raw.pairs()
    said = Fields(_sorted(pairs))
    key = next(iter(said.peek("PMID")), "")
    kind = _kind(said)
    if kind == "book":
        return key, work_of(said, _BOOK | {"container_title": ""}, kind), said.repaired
    return key, work_of(said, _BOOK if kind == "chapter" else _ANY, kind), said.repaired


def _sorted(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs with people and groups in one list, full names before short ones, and numbers apart by their kind."""
    full = sum(tag == "FAU" for tag, _ in pairs)
    short = sum(tag == "AU" for tag, _ in pairs)
    people = {"FAU", "CN"} if full else {"AU", "CN"}
    for tag, text in pairs:
        if tag in people:
            # A group's name may have commas; one at its end says that it is a group.
            yield "author", f"{text}," if tag == "CN" else text
        elif tag in {"LID", "AID"} and (found := _LINK.fullmatch(text)):
            yield found[2], found[1]
        elif tag == "AU" and full == short:
            continue  # the same people, shortened
        else:
            yield tag, text


def _kind(said: Fields) -> WorkType | None:
    types = said.peek("PT")
    if said.peek("BTI"):
        return "chapter" if said.peek("TI") else "book"
    if "Preprint" in types:
        return "article"
    return "article-journal" if said.peek("JT TA") else None
