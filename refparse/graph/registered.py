"""Records of DOIs as a registry gave them, and what came of looking for the DOI of each record of a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from refparse.evidence import Evidence
from refparse.graph.connect import Row
from refparse.graph.pages import sweep
from refparse.graph.rows import identifier_rows, pack, pack_evidence, record_row, work_of, work_row
from refparse.graph.store import Graph
from refparse.reference import Record

State = Literal["resolved", "not found", "refused: evidence", "failed: retry after"]

_FAILED: State = "failed: retry after"
_ANSWERED = """
SELECT record_id FROM resolution
WHERE record_id IN (SELECT value FROM json_each(?)) AND state <> 'failed: retry after'
"""
_PENDING = """
SELECT r.id, e.text, m.work_id FROM record r
LEFT JOIN reference e ON e.id = r.origin_id AND r.origin = 'reference'
LEFT JOIN work_record m ON m.record_id = r.id
LEFT JOIN resolution s ON s.record_id = r.id
WHERE r.origin <> 'registry' AND (s.state IS NULL OR s.state = 'failed: retry after'
  AND coalesce(s.retry_after, '') <= ?1 OR ?2 AND s.state <> 'resolved')
ORDER BY r.seq
"""
_REGISTERED = """
SELECT m.work_id, r.* FROM record r JOIN work_record m ON m.record_id = r.id
WHERE r.origin = 'registry' ORDER BY r.seq
"""
_UNSHOWN = """
SELECT s.record_id, s.DOI, s.registry_id, m.work_id, w.DOI AS shown, e.text,
  (SELECT n.work_id FROM work_record n WHERE n.record_id = s.registry_id) AS housed
FROM resolution s JOIN work_record m ON m.record_id = s.record_id JOIN work w ON w.id = m.work_id
JOIN record r ON r.id = s.record_id LEFT JOIN reference e ON e.id = r.origin_id AND r.origin = 'reference'
WHERE s.state = 'resolved' AND (?1 IS NULL OR m.work_id = ?1) AND (w.DOI IS NULL OR NOT EXISTS (
  SELECT 1 FROM work_record n WHERE n.work_id = m.work_id AND n.record_id = s.registry_id))
ORDER BY r.seq
"""
_UNASKED = """
INSERT OR IGNORE INTO resolution (record_id, state, because, printed_doi, "by", at, rules, evidence, twins)
VALUES (?1, 'failed: retry after', ?2, 'none', '', ?3, '', '[]', '[]')
"""
_WAITING = """
SELECT count(*) AS records, min(retry_after) AS first FROM resolution
WHERE state = 'failed: retry after' AND coalesce(retry_after, '') > ?
"""
_KNOWN = "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))"
_HOUSED = """
SELECT record_id, registry_id FROM resolution
WHERE registry_id IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))
"""
_STATES = "SELECT state, count(*) AS records FROM resolution GROUP BY state ORDER BY state"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResolution:
    """What came of looking for the DOI of one record."""

    record_id: str
    state: State
    because: str
    by: str
    #: ISO 8601 in UTC.
    at: str
    DOI: str | None = None
    #: The DOI that came nearest, taken or refused; ``None``: nothing offered resembles it.
    candidate: str | None = None
    #: The registry's record of that DOI, in the store.
    registry_id: str | None = None
    #: What became of a DOI that was printed: "none", "followed", "flagged", "unknown".
    printed_doi: str = "none"
    #: Of the best candidate, in bits, with the evidence it is the sum of.
    weight: float | None = None
    evidence: tuple[Evidence, ...] = ()
    runner_up: Mapping[str, object] | None = None
    twins: tuple[str, ...] = ()
    #: Not to be asked again before.
    retry_after: str | None = None
    rules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A record whose DOI is to be looked for, and the string it was read from."""

    record_id: str
    text: str | None
    work_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unshown:
    """A record whose DOI was found, while the work it belongs to does not show it."""

    record_id: str
    DOI: str
    registry_id: str | None
    work_id: str
    #: The DOI that the work shows instead.
    shown: str | None
    #: The reference as printed.
    text: str | None
    #: The work that took in the registry's record.
    housed: str | None


def unshown(graph: Graph, work_id: str | None = None) -> tuple[Unshown, ...]:
    """Records of this work, or of all, whose DOI was found and is not shown, in the order they were added.

    >>> unshown(Graph(":memory:"))
    ()
    """
    return tuple(graph.store.held(_unshown_of, row) for row in graph.store.rows(_UNSHOWN, [work_id]))


def _unshown_of(row: sqlite3.Row) -> Unshown:
    return Unshown(**dict(row))


def waiting(graph: Graph, now: str) -> tuple[int, str | None]:
    """How many look-ups that failed are not to be repeated yet, and when the first of them may be.

    >>> waiting(Graph(":memory:"), "2026-11-21T08:00:00Z")
    (0, None)
    """
    row = graph.store.rows(_WAITING, [now])[0]
    return row["records"], row["first"]


def pending(graph: Graph, now: str, *, again: bool = False) -> tuple[Pending, ...]:
    """Records nobody has looked for, or in vain and the time to wait is over, in the order they were added.

    >>> pending(Graph(":memory:"), "2026-11-21T08:00:00Z")
    ()

    With ``again`` also those that were not found, or refused.
    """
    rows = graph.store.rows(_PENDING, [now, int(again)])
    return tuple(Pending(record_id=row["id"], text=row["text"], work_id=row["work_id"]) for row in rows)


def registered(graph: Graph) -> dict[str, Record]:
    """Work id → the registry's record of its DOI.

    >>> registered(Graph(":memory:"))
    {}
    """
    held = graph.store.held
    return {row["work_id"]: held(_record_of, row) for row in graph.store.rows(_REGISTERED)}


def _record_of(row: sqlite3.Row) -> Record:
    return Record(id=row["id"], work=work_of(row), origin="registry", origin_id=row["origin_id"], document_id="")


def put_registered(graph: Graph, record: Record, *, renew: bool = False) -> bool:
    """Whether the registry's record was new; one that is there stays, or says from now on what this one does."""
    known = graph.store.rows("SELECT seq FROM record WHERE id = ?", [record.id])
    if known and not renew:
        return False
    with graph.transaction():
        if known:
            graph.store.update("record", known[0]["seq"], work_row(record.work))
            graph.store.write("DELETE FROM identifier WHERE record_id = ?", [record.id])
        else:
            graph.store.insert("record", [record_row(record)])
        graph.store.insert("identifier", identifier_rows(record))
    return not known


def put_new(graph: Graph, records: Iterable[Record]) -> tuple[Record, ...]:
    """Those of a registry's records that were new and are now stored; the others stay as they are."""
    given = {record.id: record for record in records}
    known = {row["id"] for row in graph.store.rows(_KNOWN, [pack(list(given))])}
    new = tuple(record for id_, record in given.items() if id_ not in known)
    with graph.transaction():
        graph.store.insert("record", map(record_row, new))
        graph.store.insert("identifier", chain.from_iterable(map(identifier_rows, new)))
    return new


def housed(graph: Graph, record_ids: Iterable[str]) -> dict[str, str]:
    """Record id → the registry's record that was found for it before, for those of these that have one.

    >>> housed(Graph(":memory:"), ["no such record"])
    {}
    """
    return {row["record_id"]: row["registry_id"] for row in graph.store.rows(_HOUSED, [pack(list(record_ids))])}


def put_resolutions(graph: Graph, found: Sequence[StoredResolution]) -> None:
    """Store what came of look-ups, none of which was to lead to another record of a registry before.

    A look-up that failed is no answer: it never takes the place of one.
    """
    with graph.transaction():
        rows = graph.store.rows(_ANSWERED, [pack([one.record_id for one in found if one.state == _FAILED])])
        answered = {row["record_id"] for row in rows}
        told = [one for one in found if one.record_id not in answered]
        graph.store.write_all("DELETE FROM resolution WHERE record_id = ?", ([one.record_id] for one in told))
        graph.store.insert("resolution", map(_row, told))


def put_unasked(graph: Graph, record_ids: Iterable[str], because: str, at: str) -> None:
    """Store of records that were never looked for why they were not; an earlier answer of one stays."""
    with graph.transaction():
        for id_ in record_ids:
            graph.store.write(_UNASKED, [id_, because, at])


def put_resolution(graph: Graph, found: StoredResolution) -> tuple[str, ...]:
    """Store what came of a look-up in place of an earlier answer; the records to be clustered anew.

    A look-up that failed is no answer: it never takes the place of one.
    """
    with graph.transaction():
        before = graph.store.rows("SELECT registry_id, state FROM resolution WHERE record_id = ?", [found.record_id])
        if found.state == _FAILED and before and before[0]["state"] != _FAILED:
            return ()
        graph.store.write("DELETE FROM resolution WHERE record_id = ?", [found.record_id])
        graph.store.insert("resolution", [_row(found)])
        old = before[0]["registry_id"] if before else None
        if old is None or old == found.registry_id:
            return (found.record_id,)
        pair = sorted((old, found.record_id))
        graph.store.write("DELETE FROM verdict WHERE left_id = ? AND right_id = ?", pair)
        works = pack(sorted(sweep(graph.store)))
        left = "SELECT record_id FROM work_record WHERE work_id IN (SELECT value FROM json_each(?))"
        return (found.record_id, *(row["record_id"] for row in graph.store.rows(left, [works])))


def _row(found: StoredResolution) -> Row:
    return {
        **{name: getattr(found, name) for name in ("record_id", "state", "because", "by", "at", "DOI", "candidate")},
        **{name: getattr(found, name) for name in ("registry_id", "printed_doi", "weight", "retry_after", "rules")},
        "evidence": pack_evidence(found.evidence),
        "runner_up": pack(dict(found.runner_up)) if found.runner_up is not None else None,
        "twins": pack(found.twins),
    }


def resolution(graph: Graph, record_id: str) -> StoredResolution | None:
    """What came of looking for the DOI of a record; ``None``: nobody looked.

    >>> resolution(Graph(":memory:"), "no such record") is None
    True
    """
    rows = graph.store.rows("SELECT * FROM resolution WHERE record_id = ?", [record_id])
    return graph.store.held(_resolution_of, rows[0]) if rows else None


def _resolution_of(row: sqlite3.Row) -> StoredResolution:
    read = {
        "evidence": tuple(Evidence(**one) for one in json.loads(row["evidence"])),
        "runner_up": json.loads(row["runner_up"]) if row["runner_up"] else None,
        "twins": tuple(json.loads(row["twins"])),
    }
    return StoredResolution(**{**dict(row), **read})


def states(graph: Graph) -> dict[str, int]:
    """How many records were looked for, by what came of it.

    >>> states(Graph(":memory:"))
    {}
    """
    return {row["state"]: row["records"] for row in graph.store.rows(_STATES)}


def unhouse(graph: Graph, record_ids: Iterable[str]) -> None:
    """Take registry records out of their works: alone they are nobody's."""
    with graph.transaction():
        graph.store.write(
            "DELETE FROM work_record WHERE record_id IN (SELECT value FROM json_each(?))", [pack(sorted(record_ids))]
        )
