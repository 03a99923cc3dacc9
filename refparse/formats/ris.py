"""RIS, as databases and reference managers write it: by the specification of 2001, by that of 2011, and by neither.

Seen in exports of Cochrane ("TY  -  JOUR", a heading before each record), Embase (``C5`` is the
PubMed number), Ovid (a number before each record, "2021//", ``A2`` are people it cites), EndNote
(lines without a tag are further values), Web of Science ("ER  -" without a blank) and Scopus;
and files of our own (:mod:`refparse.formats.riswrite`), whose ``C8`` says what RIS cannot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from refparse.formats.entries import Found
from refparse.formats.fields import Fields, Slots, work_of
from refparse.formats.jsonl import SCHEMA, ExportWork, Json, Misshapen, restore
from refparse.formats.tagged import Dialect, Raw, read_each, tags
from refparse.work import Work, WorkType

DIALECT = Dialect(
    line=re.compile(r"\ufeff?(?P<tag>[A-Z][A-Z0-9])(?P<gap>[ \t]{1,3})[-‐–](?:[ \t]+(?P<text>.*))?"),
    begins=frozenset({"TY"}),
    ends=frozenset({"ER"}),
    telling=tags("AU A1 TI T1 T2 JO JF PY Y1 DO"),
    listed=tags("A1 A2 A3 A4 AU ED AD KW SN UR L1 L2 L3 L4 LK"),
)

#: TY of each type, the usual one first.
_KINDS: Mapping[WorkType, str] = {
    "article-journal": "JOUR EJOUR JFULL ABST INPR MGZN NEWS",
    "book": "BOOK EBOOK EDBOOK SER CLSWK DICT ENCYC",
    "chapter": "CHAP ECHAP",
    "paper-conference": "CPAPER CONF",
    "thesis": "THES",
    "report": "RPRT GOVDOC",
    "webpage": "ELEC BLOG ICOMM",
    "dataset": "DATA AGGR",
    "patent": "PAT",
    "standard": "STAND",
    "legislation": "STAT BILL LEGAL CASE",
    "article": "UNPB MANSCPT",
    "document": "GEN",
}
TYPES: Mapping[str, WorkType] = {ty: kind for kind, tys in _KINDS.items() for ty in tys.split()}
#: The TY that stands for a type without anything being lost.
USUAL: Mapping[WorkType, str] = {kind: tys.split()[0] for kind, tys in _KINDS.items()}

#: Where our own files keep what RIS has no tag for: this tag, and this before the JSON.
OURS, MARK = "C8", f"{SCHEMA} "
#: Said of a PubMed number under AN, as EndNote says it.
PUBMED = ("DP", "NLM")

_ANY: dict[str, str] = {
    "title": "TI T1 CT",
    "author": "AU A1",
    "volume": "VL",
    "issue": "IS",
    "first_page": "SP",
    "last_page": "EP",
    "article_number": "C7",
    "year": "PY Y1",
    "date": "DA Y1 PY",
    "publisher": "PB PU",
    "publisher_place": "PP PI CY",
    "language": "LA",
    "abstract": "AB N2",
    "keyword": "KW",
    "DOI": "DO",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "ISSN": "SN",
    "URL": "UR",
    "+container-title-short": "JA J2 JO JI J9",
    "+title-short": "ST",
    "+original-title": "OP TT",
    "+genre": "M3",
    "+note": "N1",
    "+source": "DB",
    "+accession": "AN",
    "+affiliation": "AD",
}
_SERIAL: Slots = _ANY | {"container_title": "JF T2 JO BT JA J2", "editor": "ED"}
_BOOK: dict[str, str] = _ANY | {
    "title": "TI T1 BT CT",
    "collection_title": "T2 T3 SE",
    "edition": "ET",
    "editor": "ED A2",
}
_PART: Slots = _ANY | {
    "container_title": "T2 BT JF JO",
    "collection_title": "T3",
    "edition": "ET",
    "editor": "ED A2",
}
_SLOTS: Mapping[WorkType | None, Slots] = {
    "book": _BOOK,
    "report": _BOOK | {"number": "M1 SN"},
    "thesis": _BOOK,
    "chapter": _PART,
    "paper-conference": _PART,
}
_PUBMED = re.compile(r"PUBMED\s+([0-9]{1,8})")
_NUMBER = re.compile(r"[0-9]{4,8}")
_LONG_NUMBER = re.compile(r"[0-9]{6,8}")
_PMC = re.compile(r"PMC[0-9]+")
_MEDLINE = re.compile(r"medline|pubmed|\bnlm\b", re.IGNORECASE)
_EMBASE = re.compile(r"embase", re.IGNORECASE)


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    r"""The records of RIS lines, one at a time, and what stands outside them.

    >>> text = "TY  - JOUR\nAU  - Rothe, C\nT1  - Calcinosis\nY1  - 1957//\nER  - "
    >>> [found] = read(enumerate(text.split("\n"), 1))
    >>> found.work.title, found.work.issued.year
    ('Calcinosis', 1957)
    """
    return read_each(lines, DIALECT, _read)


def _read(raw: Raw) -> tuple[str, Work, list[str]]:
    exported, repaired = record(raw.pairs())
    return exported.key, exported.work, repaired


def record(pairs: Sequence[tuple[str, str]]) -> tuple[ExportWork, list[str]]:
    """The work that the tags of one record describe, and what had to be mended.

    >>> ours = ("C8", 'refparse/1 {"id": "3f", "work": {"page": "17-2"}}')
    >>> exported, _ = record([("TY", "JOUR"), ("SP", "17"), ("EP", "22"), ours])
    >>> exported.id, exported.work.page
    ('3f', '17-2')

    What we wrote under ``C8`` is laid over what the other tags say. Where it is ours no longer,
    it is kept like the ``C8`` of anybody else.
    """
    said = next((text for tag, text in pairs if tag == OURS and text.startswith(MARK)), None)
    if said is None:
        return _plain(pairs)
    try:
        # A program that folds long lines puts blanks where there was one.
        lost = _members(json.loads(" ".join(said.removeprefix(MARK).split())))
        own, repaired = bare([pair for pair in pairs if pair != (OURS, said)])
        own = replace(own, id=str(lost.pop("id", "")), key=str(lost.pop("key", own.key)))
        return restore(own, lost), repaired
    except (ValueError, RecursionError) as fault:
        exported, repaired = _plain(pairs)
        return exported, [*repaired, f"{OURS} is ours no longer: {fault}"]


def _members(found: Json) -> dict[str, Json]:
    if not isinstance(found, dict):
        raise Misshapen("expected an object")
    return found


def bare(pairs: Sequence[tuple[str, str]]) -> tuple[ExportWork, list[str]]:
    """What a record of our own says under its tags, ``C8`` left out, and what had to be mended.

    >>> bare([("TY", "JOUR"), ("ID", "kim2006"), ("AN", "18326562"), ("DP", "NLM")])[0].work
    Work(type='article-journal', ...PMID='18326562', ...extra=())

    ``ID`` is the cite key and nothing else there, and "NLM" only says which number ``AN`` is.
    """
    key = next((text for tag, text in pairs if tag == "ID"), "")
    numbered = _numbered([pair for pair in pairs if pair != ("ID", key)])
    work, repaired = _work([pair for pair in numbered if pair != PUBMED])
    return ExportWork(id="", key=key, work=work), repaired


def _plain(pairs: Sequence[tuple[str, str]]) -> tuple[ExportWork, list[str]]:
    """A record of any other program."""
    numbered = list(_numbered(pairs))
    work, repaired = _work(numbered)
    key = next(iter(Fields(numbered).peek("ID LB AN U2 PMID")), "")
    return ExportWork(id="", key=key, work=work), repaired


def _work(pairs: Iterable[tuple[str, str]]) -> tuple[Work, list[str]]:
    said = Fields(pairs)
    ty = said.first("TY") or ""
    kind = TYPES.get(ty.upper())
    if ty and (kind is None or USUAL[kind] != ty):
        said.keep("TY", ty)
    return work_of(said, _SLOTS.get(kind, _SERIAL), kind), said.repaired


def _numbered(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs, PubMed's numbers under a tag of their own: every database puts them elsewhere."""
    medline = any(tag in {"DB", "DP"} and _MEDLINE.search(text) for tag, text in pairs)
    embase = any(tag in {"DB", "UR"} and _EMBASE.search(text) for tag, text in pairs)
    for tag, text in pairs:
        number = (
            (tag == "AN" and medline and _NUMBER.fullmatch(text))
            or (tag == "ID" and medline and _LONG_NUMBER.fullmatch(text))
            or (tag == "C5" and (embase or medline) and _NUMBER.fullmatch(text))
        )
        if number:
            yield "PMID", text
        elif tag == "C2" and _PMC.fullmatch(text):
            yield "PMCID", text
        else:
            yield tag, text
        if tag == "C3" and (found := _PUBMED.search(text)):
            yield "PMID", found[1]
