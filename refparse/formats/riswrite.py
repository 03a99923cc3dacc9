"""RIS, written so that EndNote, Zotero, Covidence and Rayyan read it; its reader is :mod:`refparse.formats.ris`.

Tags are those that EndNote itself exports: ``T2`` is the journal, ``AN`` with "NLM" under
``DP`` the PubMed number, ``C2`` that of PubMed Central, a comma ends the name of a group; pages
and dates are written out. What RIS has no tag for, or would give back changed ("et al.", a cut
DOI, pages as printed, our id), is JSON behind "refparse/1 " under ``C8``, a field of EndNote's
for the user: whoever changes a record elsewhere and wants it read anew deletes that line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from refparse.errors import SourceError
from refparse.formats.entries import TOO_LONG
from refparse.formats.jsonl import ExportWork, Json, rest
from refparse.formats.ris import DIALECT, MARK, OURS, PUBMED, TYPES, USUAL, bare, record
from refparse.formats.tagged import Raw, records, tags
from refparse.formats.unseen import UNSEEN
from refparse.normalize.pages import page_range
from refparse.work import Date, Name, Work, WorkType

_Pairs = Iterator[tuple[str, str]]

_UNSEEN = re.compile(f"[\x00-\x1f{UNSEEN}]")
#: What a program that folds lines would eat, and the one control character that ASCII JSON leaves raw.
_LOSABLE = re.compile("(?<= ) |\x7f")
_RANGE = re.compile("[^-‐‑‒–—―−,;]++[-‐‑‒–—―−][^-‐‑‒–—―−,;]++")
_TY = re.compile("[A-Z]{2,8}")
#: Types whose T2 is a series, and those that have a number of their own.
_SERIES: frozenset[WorkType | None] = frozenset({"book", "report", "thesis"})
_NUMBERED: frozenset[WorkType | None] = frozenset({"report", "patent", "standard", "legislation"})
#: What our reader keeps in ``extra`` under these names, and where it found it.
_EXTRA = {
    "container-title-short": "J2",
    "title-short": "ST",
    "original-title": "OP",
    "genre": "M3",
    "note": "N1",
    "source": "DB",
    "accession": "AN",
    "affiliation": "AD",
}
#: Tags of RIS that our reader has no field for; it keeps them under their own names.
_KEPT = tags("A3 A4 AV C1 C3 C4 C5 C6 CA CN DP L1 L2 L3 L4 LB LK M1 NV RN RP SV U1 U2 U3 U4 U5 Y2")


def write(works: Iterable[ExportWork]) -> str:
    """A RIS file, one record for each work, in the order given, an empty line between two.

    >>> from refparse.work import Names
    >>> author = Names(names=(Name(particle="de", family="Souza", given="RB"), Name(literal="SLE Group")))
    >>> work = Work(type="article-journal", title="Calcinosis in SLE", author=author, page="2679-84",
    ...             container_title="Lupus", issued=Date(year=2008, month=8, day=7), PMID="18326562")
    >>> print(write([ExportWork(id="3f", key="souza2008calcinosis", work=work)]).partition("ER")[0], end="")
    TY  - JOUR
    ID  - souza2008calcinosis
    AU  - de Souza, RB
    AU  - SLE Group,
    TI  - Calcinosis in SLE
    T2  - Lupus
    PY  - 2008
    DA  - 2008/08/07
    SP  - 2679
    EP  - 2684
    AN  - 18326562
    DP  - NLM
    C8  - refparse/1 {"id": "3f", "work": {"page": "2679-84"}}

    A value is one line: what else is blank in it is a blank, and characters that nobody sees are left out.
    """
    return "\n".join(map(_record, works))


def _record(exported: ExportWork) -> str:
    pairs = [(tag, line) for tag, text in _pairs(exported) if (line := _line(text))]
    lost = _lost(exported, bare(pairs)[0])
    # Written even where nothing is lost: it says that ID is our cite key.
    ours = MARK + _LOSABLE.sub(_escaped, json.dumps(lost))
    return "".join(f"{tag}  - {line}\n" for tag, line in [*pairs, (OURS, ours), ("ER", "")])


def _lost(exported: ExportWork, back: ExportWork) -> dict[str, Json]:
    """What the tags do not give back."""
    names = {"id": (exported.id, back.id), "key": (exported.key, back.key)}
    head: dict[str, Json] = {name: ours for name, (ours, theirs) in names.items() if ours != theirs}
    return head | rest(exported, back)


def _line(text: str) -> str:
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _pairs(exported: ExportWork) -> _Pairs:
    """Tags and values in the order people expect them; ID comes before anything that was printed."""
    work = exported.work
    yield "TY", _type(work)
    yield "ID", exported.key
    for tag, names in (("AU", work.author), ("ED", work.editor)):
        yield from ((tag, _name(name)) for name in names.names)
    yield "TI", work.title or ""
    yield from _within(work)
    yield from _date(work.issued)
    yield from _places(work)
    yield from _identifiers(work)
    yield "LA", work.language or ""
    yield "AB", work.abstract or ""
    yield from (("KW", word) for word in work.keyword)
    yield from _extra(work)


def _type(work: Work) -> str:
    """The usual TY of the type, or the one that a RIS file had for it."""
    said = next((text for name, text in work.extra if name == "TY"), "")
    if _TY.fullmatch(said) and TYPES.get(said) == work.type:
        return said
    return USUAL[work.type or "document"]


def _name(name: Name) -> str:
    """A name as RIS has it, family first.

    >>> _name(Name(particle="van der", family="Berg", given="J", suffix="Jr")), _name(Name(literal="SLE Group"))
    ('van der Berg, J, Jr', 'SLE Group,')

    Of several words that are all family, a comma says so: without one the last would be the family.
    """
    family = name.printed_family
    if name.is_group:
        return f"{family}," if family else ""
    given = name.given or ""
    # Whoever has one name has it as a family.
    parts = [family, given, name.suffix or ""] if family else [given, "", name.suffix or ""]
    whole = ", ".join(parts).rstrip(", ")
    return f"{whole}," if whole == parts[0] and " " in whole else whole


def _within(work: Work) -> _Pairs:
    """What the work is part of: under T2 a journal or a book, where the work is a book its series."""
    within, series = work.container_title or "", work.collection_title or ""
    if work.type in _SERIES and series:
        within, series = series, within
    yield "T2", within
    yield "T3", series


def _date(date: Date | None) -> _Pairs:
    """The year, and the date in full where more than the year is known."""
    if date is None:
        return
    if date.year is None:
        yield "PY", date.literal or ""
        return
    year = f"{date.year:04d}"
    yield "PY", year
    if date.month is not None:
        yield "DA", f"{year}/{date.month:02d}" + (f"/{date.day:02d}" if date.day is not None else "")
    elif date.season:
        yield "DA", f"{year}///{date.season}"


def _places(work: Work) -> _Pairs:
    yield "VL", work.volume or ""
    yield "IS", work.issue or ""
    yield from _pages(work.page or "")
    if work.type in _NUMBERED:
        yield "M1", work.number or ""
    yield "ET", work.edition or ""
    yield "PB", work.publisher or ""
    yield "CY", work.publisher_place or ""


def _pages(page: str) -> _Pairs:
    """Both ends of a range written out; several ranges, or an article number, under SP as they are."""
    first, last = page_range(page) if _RANGE.fullmatch(page) else (page, page)
    yield "SP", first if first != last else page
    yield "EP", last if first != last else ""


def _identifiers(work: Work) -> _Pairs:
    numbers = [work.ISSN or "", work.ISBN or ""]
    # Some programs read the first alone.
    yield from (("SN", number) for number in (numbers if work.type in {"article-journal", None} else numbers[::-1]))
    yield "DO", work.DOI or ""
    if work.PMID:
        yield "AN", work.PMID
        yield PUBMED
    yield "C2", work.PMCID or ""
    yield "UR", work.URL or ""


def _extra(work: Work) -> _Pairs:
    """What stood under a tag of RIS, under that tag again; a number of PubMed's leaves AN to itself."""
    taken = {"AN", "DP"} if work.PMID else set()
    if work.type in _NUMBERED:
        taken.add("M1")
    for name, text in work.extra:
        tag = _EXTRA.get(name, name)
        if (name in _EXTRA or name in _KEPT) and tag not in taken:
            yield tag, text


def read(text: str) -> tuple[ExportWork, ...]:
    r"""The works of a RIS file, ours or anybody's.

    >>> read("TY  - BOOK\nID  - rothe\nTI  - Calcinosis\nER  - \n")[0].work.title
    'Calcinosis'

    Lines outside any record are passed over; a record without an end is a :class:`SourceError`.
    """
    lines = enumerate(text.replace("\r\n", "\n").split("\n"), 1)
    return tuple(record(_whole(raw).pairs())[0] for raw in records(lines, DIALECT) if isinstance(raw, Raw))


def _whole(raw: Raw) -> Raw:
    if raw.too_long:
        raise SourceError("<ris>", what=TOO_LONG, line=raw.line, hint="end it with a line ER  -")
    return raw
