"""Entries of reference lists as they stand on their pages: those that were read, and those that were not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from refparse.graph.store import Graph

# A page's own record is nobody's citation, so records begin at entries.
_READ = """
SELECT r.id AS record_id, e.text, d.source, coalesce(e.label, e.number) AS label, e.number, m.work_id
FROM record r JOIN reference e ON e.id = r.origin_id JOIN document d ON d.id = e.document_id
LEFT JOIN work_record m ON m.record_id = r.id
WHERE r.origin = 'reference' ORDER BY d.source, d.id, e.number, r.id
"""
_UNREAD = """
SELECT NULL AS record_id, e.text, d.source, coalesce(e.label, e.number) AS label, e.number, NULL AS work_id
FROM reference e JOIN document d ON d.id = e.document_id
WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.origin = 'reference' AND r.origin_id = e.id)
ORDER BY d.source, d.id, e.number
"""
_COUNT = "SELECT count(*) FROM record WHERE origin = 'reference'"
_PAPERS = "SELECT work_id FROM paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list, and where it stands."""

    text: str
    #: The page it was read from, and its label and number there.
    source: str
    label: str
    number: int
    #: What was read from it, and the work that is; ``None``: nothing reads it.
    record_id: str | None
    work_id: str | None


def read(graph: Graph) -> tuple[Entry, ...]:
    """Entries that were read, page by page, in the order of each list.

    >>> read(Graph(":memory:"))
    ()
    """
    return _entries(graph, _READ)


def unread(graph: Graph) -> tuple[Entry, ...]:
    """Entries that nothing reads, in the same order.

    >>> unread(Graph(":memory:"))
    ()
    """
    return _entries(graph, _UNREAD)


def _entries(graph: Graph, query: str) -> tuple[Entry, ...]:
    return tuple(graph.store.held(_entry, row) for row in graph.store.rows(query))


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(**{**dict(row), "source": str(row["source"]), "label": str(row["label"])})


def count(graph: Graph) -> int:
    """How many entries were read.

    >>> count(Graph(":memory:"))
    0
    """
    return int(graph.store.rows(_COUNT)[0][0])


def papers(graph: Graph) -> frozenset[str]:
    """Ids of the works whose own page is in the store.

    >>> sorted(papers(Graph(":memory:")))
    []
    """
    return frozenset(row["work_id"] for row in graph.store.rows(_PAPERS))
