"""Library files as rows: what each record is in the store, and what the file said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from refparse.graph.connect import Row
from refparse.graph.rows import identifier_rows, pack, record_row
from refparse.graph.store import Graph
from refparse.reference import Entry, Record, Refusal

_CITED = """
SELECT m.work_id, e.key, d.kind FROM entry e
JOIN document d ON d.id = e.document_id
JOIN record r ON r.origin_id = e.id AND r.origin = 'library'
JOIN work_record m ON m.record_id = r.id
WHERE e.key IS NOT NULL ORDER BY e.seq
"""


_KEPT = """
SELECT d.source, e.number, e.line, coalesce(e.key, ''), coalesce(w.cite_key, '') FROM entry e
JOIN document d ON d.id = e.document_id
JOIN record r ON r.origin_id = e.id AND r.origin = 'library'
JOIN work_record m ON m.record_id = r.id
JOIN work w ON w.id = m.work_id
ORDER BY d.source, d.id, e.number
"""


def has_document(graph: Graph, document_id: str) -> bool:
    """Whether the store holds this page or file already.

    >>> has_document(Graph(":memory:"), "3f2a")
    False
    """
    return bool(graph.store.rows("SELECT 1 FROM document WHERE id = ?", [document_id]))


def put_library(graph: Graph, document_id: str, *, source: str, kind: str) -> None:
    """Write the row of a library file; its records come after it."""
    row = {"id": document_id, "source": source, "added": datetime.now(UTC).isoformat(timespec="seconds")}
    empty = dict.fromkeys(("list_evidence", "votes", "dates", "affiliations", "notes", "segments"), pack([]))
    said: dict[str, str | int] = {
        "kind": kind,
        "list_known": 0,
        "list_reason": "a library file has no list",
        "text": "",
    }
    with graph.transaction():
        graph.store.insert("document", [{**row, **said, **empty}])


def put_notes(graph: Graph, document_id: str, notes: Sequence[str]) -> None:
    """Write what decoding a file had to mend, which is known when it was read to its end."""
    with graph.transaction():
        graph.store.write("UPDATE document SET notes = ? WHERE id = ?", [pack(notes), document_id])


def put_entries(graph: Graph, entries: Iterable[Entry | Refusal], records: Sequence[Record]) -> None:
    """Write records of a library file as they stand there, and those that were read."""
    with graph.transaction():
        graph.store.insert("entry", [_row(entry) for entry in entries])
        graph.store.insert("record", [record_row(record) for record in records])
        graph.store.insert("identifier", [row for record in records for row in identifier_rows(record)])


def _row(entry: Entry | Refusal) -> Row:
    row = {name: getattr(entry, name) for name in ("id", "document_id", "number", "line", "text")}
    if isinstance(entry, Refusal):
        return {**row, "key": None, "repaired": None, "refused": entry.reason}
    repaired = pack(entry.repaired) if entry.repaired else None
    return {**row, "key": entry.key or None, "repaired": repaired, "refused": None}


def cited_keys(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """(id of the work, key, format of the file) for every key that a library file gives a record, in order.

    >>> list(cited_keys(Graph(":memory:")))
    []
    """
    return ((row["work_id"], row["key"], row["kind"]) for row in graph.store.rows(_CITED))


def kept_keys(graph: Graph) -> tuple[tuple[str, int, int, str, str], ...]:
    """(file, number, line, key there, cite key it goes under) for every record of library files, in order.

    >>> kept_keys(Graph(":memory:"))
    ()

    A key is empty where the file gives none, and the kept one until the first export.
    """
    return tuple(tuple(row) for row in graph.store.rows(_KEPT))


def entry_texts(graph: Graph, document_id: str) -> Iterator[tuple[int, str]]:
    """Number and text of every record of a library file, those that were refused among them, in order.

    >>> list(entry_texts(Graph(":memory:"), "3f2a"))
    []
    """
    rows = graph.store.rows("SELECT number, text FROM entry WHERE document_id = ? ORDER BY number", [document_id])
    return ((row["number"], row["text"]) for row in rows)
