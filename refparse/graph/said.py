"""What was said of works beside their pages: values of a registry or the user, and notices that came later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from refparse.graph.connect import Row
from refparse.graph.rows import names_of, pack, work_row
from refparse.graph.store import Graph
from refparse.work import Date, Names, Work

Value = str | Names | Date | tuple[str, ...] | tuple[tuple[str, str], ...]

_SAID = "SELECT * FROM said WHERE record_id IN (SELECT value FROM json_each(?)) ORDER BY seq"
_ADDED = """
SELECT r.id, d.added FROM record r JOIN document d ON d.id = r.document_id
WHERE r.id IN (SELECT value FROM json_each(?)) ORDER BY r.seq
"""
_NOTICES = """
SELECT n.*, m.work_id FROM notice n JOIN work_record m ON m.record_id = n.record_id ORDER BY n.seq
"""
_PEOPLE, _LISTS = ("author", "editor"), ("keyword", "extra")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSaid:
    """One value of one field that a registry gave, or a user chose against it."""

    #: The registry's record.
    record_id: str
    field: str
    value: Value
    source: str
    #: ISO 8601 in UTC.
    at: str
    #: Whether it is shown in place of what the pages say.
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """One retraction, correction or concern."""

    #: The work it is about, and the notice.
    DOI: str
    by: str
    kind: str
    #: As the registry calls it.
    type: str
    issued: str | None
    sources: tuple[str, ...]
    #: Numbers of Retraction Watch.
    record_ids: tuple[str, ...]
    words: str
    #: ``False``: a retraction that was taken back.
    stands: bool = True


def put_said(graph: Graph, said: Sequence[StoredSaid]) -> None:
    """Add values to what was said; one that is shown takes the place of the one shown before it."""
    with graph.transaction():
        for one in said:
            if one.shown:
                graph.store.write(
                    "UPDATE said SET shown = 0 WHERE record_id = ? AND field = ?", [one.record_id, one.field]
                )
        graph.store.insert("said", map(_said_row, said))


def _said_row(one: StoredSaid) -> Row:
    value: Row = {"value": packed_value(one.field, one.value), "shown": int(one.shown)}
    return {"record_id": one.record_id, "field": one.field, **value, "source": one.source, "at": one.at}


def said(graph: Graph, record_ids: Iterable[str]) -> tuple[StoredSaid, ...]:
    """What was said on these records of a registry, in the order it came.

    >>> said(Graph(":memory:"), ["no such record"])
    ()
    """
    rows = graph.store.rows(_SAID, [pack(sorted(record_ids))])
    return tuple(graph.store.held(_said_of, row) for row in rows)


def _said_of(row: sqlite3.Row) -> StoredSaid:
    return StoredSaid(
        record_id=row["record_id"],
        field=row["field"],
        value=value_of(row["field"], row["value"]),
        source=row["source"],
        at=row["at"],
        shown=bool(row["shown"]),
    )


def added(graph: Graph, record_ids: Iterable[str]) -> dict[str, str]:
    """Record id → when its page was added; records of a registry stand on none.

    >>> added(Graph(":memory:"), [])
    {}
    """
    return {row["id"]: row["added"] for row in graph.store.rows(_ADDED, [pack(sorted(record_ids))])}


def packed_value(field: str, value: Value) -> str:
    """A value of a field as JSON.

    >>> value_of("issued", packed_value("issued", Date(year=2008, month=8))).iso
    '2008-08'
    """
    stated: dict[str, Any] = {field: value}
    row = work_row(replace(Work(), **stated))
    column = f"{field}_json" if field in {*_PEOPLE, "issued"} else field
    return str(row[column]) if field in {*_PEOPLE, "issued", *_LISTS} else pack(value)


def value_of(field: str, packed: str) -> Value:
    """The value that :func:`packed_value` wrote."""
    if field in _PEOPLE:
        return names_of(packed)
    found = json.loads(packed)
    if field == "issued":
        return Date(**found)
    if field == "keyword":
        return tuple(found)
    return tuple((name, text) for name, text in found) if field == "extra" else str(found)


# Notices


def put_notices(graph: Graph, record_id: str, notices: Sequence[StoredNotice]) -> None:
    """Store what is told of a work, in place of what was told before."""
    with graph.transaction():
        graph.store.write("DELETE FROM notice WHERE record_id = ?", [record_id])
        graph.store.insert("notice", [_notice_row(record_id, notice) for notice in notices])


def _notice_row(record_id: str, notice: StoredNotice) -> Row:
    packed = {"sources": pack(notice.sources), "record_ids": pack(notice.record_ids)}
    names = ("DOI", "by", "kind", "type", "issued", "words")
    said: Row = {name: getattr(notice, name) for name in names}
    return {"record_id": record_id, **said, **packed, "stands": int(notice.stands)}


def notices(graph: Graph) -> dict[str, tuple[StoredNotice, ...]]:
    """Work id → what happened to it after it came out, the gravest first.

    >>> notices(Graph(":memory:"))
    {}
    """
    found: dict[str, tuple[StoredNotice, ...]] = {}
    for row in graph.store.rows(_NOTICES):
        found[row["work_id"]] = (*found.get(row["work_id"], ()), graph.store.held(_notice_of, row))
    return found


def _notice_of(row: sqlite3.Row) -> StoredNotice:
    return StoredNotice(
        DOI=row["DOI"],
        by=row["by"],
        kind=row["kind"],
        type=row["type"],
        issued=row["issued"],
        sources=tuple(json.loads(row["sources"])),
        record_ids=tuple(json.loads(row["record_ids"])),
        words=row["words"],
        stands=bool(row["stands"]),
    )
