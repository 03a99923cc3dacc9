"""Works, records and verdicts as rows that people can read, and back again.

Names and dates stand twice: as text for whoever looks, as JSON for the way back.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import fields

from refparse.evidence import Evidence, Verdict
from refparse.graph.connect import Row, Value, storable
from refparse.normalize.identifiers import arxiv_key, doi_key
from refparse.reference import Record
from refparse.work import NOBODY, Date, Name, Names, Work

_TEXT = (
    "type",
    "title",
    "container_title",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "collection_title",
    "number",
    "edition",
    "publisher",
    "publisher_place",
    "arXiv",
    "ISSN",
    "ISBN",
    "URL",
    "language",
    "abstract",
    "doi_prefix",
)
_IDENTIFIERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("DOI", doi_key),
    ("PMID", str),
    ("PMCID", str.upper),
    ("arXiv", arxiv_key),
)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
#: A number that may be out of SQLite's range, and half a character.
_TOO_LONG, _HALF = re.compile("[0-9]{19}"), re.compile("[\ud800-\udfff]")
_NAME, _DATE = (tuple(field.name for field in fields(kind)) for kind in (Name, Date))


def pack(value: object) -> str:
    r"""JSON that SQLite can hold, as people read it.

    >>> pack({"family": "Łoś", "given": None, "nul": "a\x00"})
    '{"family": "Łoś", "nul": "a�"}'

    Keys without a value are left out: a row says what is stated.
    """
    packed = _ENCODE(value)
    return packed if _is_clean(packed) else _ENCODE(_clean(value))


def _is_clean(packed: str) -> bool:
    """Whether JSON holds nothing that must be left out or replaced: true of nearly all, and far sooner asked."""
    if "null" in packed or r"\u0000" in packed or _TOO_LONG.search(packed):
        return False
    return packed.isascii() or not _HALF.search(packed)


def _clean(value: object) -> object:
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return storable(value) if isinstance(value, str | int) else value


def names_text(names: Names) -> str | None:
    """Names for people.

    >>> names_text(Names(names=(Name(family="Souza", particle="de", given="RB"),), et_al=True))
    'de Souza RB; et al.'
    """
    parts = [" ".join(part for part in (n.printed_family, n.given, n.suffix) if part) for n in names.names]
    return "; ".join([*parts, "et al."] if names.et_al else parts) or None


def date_text(date: Date | None) -> str | None:
    """A date for people: its numbers, else its words.

    >>> date_text(Date(year=2008, month=8)), date_text(Date(literal="in press"))
    ('2008-08', 'in press')
    """
    if date is None:
        return None
    return " ".join(part for part in (date.iso, date.season) if part) or date.literal


def work_row(work: Work) -> dict[str, Value]:
    """The columns a work fills in ``record`` and in ``work``; :func:`work_of` is the way back."""
    row: dict[str, Value] = {name: getattr(work, name) for name in _TEXT}
    row["author"] = names_text(work.author)
    row["editor"] = names_text(work.editor)
    row["issued"] = date_text(work.issued)
    row["author_json"] = _packed_names(work.author) if work.author else None
    row["editor_json"] = _packed_names(work.editor) if work.editor else None
    row["issued_json"] = pack(_stated(work.issued, _DATE)) if work.issued is not None else None
    row["keyword"] = pack(work.keyword) if work.keyword else None
    row["extra"] = pack(work.extra) if work.extra else None
    return row


def _stated(value: object, names: tuple[str, ...]) -> dict[str, object]:
    """What an object states; ``asdict`` would copy every text in it."""
    return {name: said for name in names if (said := getattr(value, name)) is not None}


def _packed_names(names: Names) -> str:
    return pack({"names": [_stated(name, _NAME) for name in names.names], "et_al": names.et_al})


def pack_evidence(evidence: Iterable[Evidence]) -> str:
    """Evidence as JSON, a row of it an object; most of what is written is this."""
    rows = [
        {"field": row.field, "left": row.left, "right": row.right, "level": row.level, "weight": row.weight}
        for row in evidence
    ]
    packed = _ENCODE(rows)
    # It holds no whole numbers, and every field of a row is stated.
    return packed if r"\u0000" not in packed and (packed.isascii() or not _HALF.search(packed)) else pack(rows)


def names_of(text: str | None) -> Names:
    """The names that a column of JSON holds."""
    if text is None:
        return NOBODY
    said = json.loads(text)
    return Names(names=tuple(Name(**name) for name in said["names"]), et_al=said["et_al"])


def work_of(row: sqlite3.Row) -> Work:
    """The work a row of ``record`` or ``work`` holds."""
    return Work(
        author=names_of(row["author_json"]),
        editor=names_of(row["editor_json"]),
        issued=Date(**json.loads(row["issued_json"])) if row["issued_json"] is not None else None,
        keyword=tuple(json.loads(row["keyword"] or "[]")),
        extra=tuple((name, value) for name, value in json.loads(row["extra"] or "[]")),
        **{name: row[name] for name in _TEXT},
    )


def content_order(row: sqlite3.Row) -> tuple[str, ...]:
    """What works are sorted by: what they say, and only then their ids, which remember the order of adding."""
    said = ("issued", "author", "title", "container_title", "volume", "page", "id")
    return tuple(row[name] or "" for name in said)


def record_row(record: Record) -> Row:
    """A record as a row of ``record``."""
    ids: Row = {
        "id": record.id,
        "origin": record.origin,
        "origin_id": record.origin_id,
        "document_id": record.document_id or None,
    }
    return {**ids, **work_row(record.work)}


def record_of(row: sqlite3.Row) -> Record:
    """The record a row holds."""
    return Record(
        id=row["id"],
        work=work_of(row),
        origin=row["origin"],
        origin_id=row["origin_id"],
        document_id=row["document_id"] or "",
    )


def identifier_rows(record: Record) -> list[Row]:
    """What names the work of this record to the world, spelt for finding."""
    found = [(scheme, key, getattr(record.work, scheme)) for scheme, key in _IDENTIFIERS]
    return [{"record_id": record.id, "scheme": scheme, "value": key(said)} for scheme, key, said in found if said]


def verdict_row(verdict: Verdict) -> Row:
    """A verdict as a row, its evidence as JSON."""
    return {
        "left_id": verdict.left_id,
        "right_id": verdict.right_id,
        "decision": verdict.decision,
        "weight": verdict.weight,
        "prior": verdict.prior,
        "rules": verdict.rules,
        "vetoes": pack(verdict.vetoes),
        "evidence": pack_evidence(verdict.evidence),
    }


def link_row(verdict: Verdict) -> Row:
    """The tie that a verdict shows, as a row."""
    pair = {"left_id": verdict.left_id, "right_id": verdict.right_id}
    return {**pair, "kind": verdict.tie, "because": "; ".join(verdict.vetoes)}


def verdict_of(row: sqlite3.Row) -> Verdict:
    """The verdict a row holds, which replays: its weight is its prior plus its evidence."""
    return Verdict(
        left_id=row["left_id"],
        right_id=row["right_id"],
        prior=row["prior"],
        evidence=tuple(Evidence(**said) for said in json.loads(row["evidence"])),
        vetoes=tuple(json.loads(row["vetoes"])),
        weight=row["weight"],
        decision=row["decision"],
        rules=row["rules"],
    )
