"""By which rules a store is judged, and what judging left in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from refparse.evidence import FOUND
from refparse.graph.connect import Row
from refparse.graph.store import Graph

_UNKEYED = "SELECT EXISTS (SELECT 1 FROM record) AND NOT EXISTS (SELECT 1 FROM blocking_key)"
_STALE = "DELETE FROM verdict WHERE substr(rules, 1, ?) <> ?"
_SIGNED = "SELECT DISTINCT rules FROM verdict WHERE substr(rules, 1, ?) <> ? ORDER BY 1"
_SOURCES = """
SELECT d.id, d.source, d.kind,
  (SELECT count(*) FROM entry e WHERE e.document_id = d.id AND e.refused IS NOT NULL)
    + (SELECT count(*) FROM reference x WHERE x.document_id = d.id AND x.grammar IS NULL) AS refused
FROM document d ORDER BY d.source, d.id
"""
_HOMES = """
SELECT m.record_id, m.work_id, r.document_id FROM work_record m JOIN record r ON r.id = m.record_id ORDER BY r.seq
"""
_JOINED = """
SELECT v.left_id, v.right_id FROM verdict v
JOIN work_record a ON a.record_id = v.left_id JOIN work_record b ON b.record_id = v.right_id
WHERE v.decision = 'same' AND a.work_id = b.work_id ORDER BY v.left_id, v.right_id
"""

_TIE = "INSERT OR IGNORE INTO link (left_id, right_id, kind, because) VALUES (?, ?, ?, ?)"
_TIES = """
SELECT l.left_id, l.right_id, l.kind, l.because FROM link l
JOIN work_record a ON a.record_id = l.left_id JOIN work_record b ON b.record_id = l.right_id
WHERE a.work_id <> b.work_id ORDER BY l.left_id, l.right_id
"""


class Chosen(NamedTuple):
    """Rules chosen for a store: a preset, and the text of one's own rule file where it is not the shipped one."""

    preset: str
    text: str | None


class SourceRow(NamedTuple):
    """A page or library file of the store, and how many of its entries could not be read."""

    id: str
    source: str
    kind: str
    refused: int


class Home(NamedTuple):
    """Where a record stands; a registry's record came from no file."""

    record_id: str
    work_id: str
    document_id: str | None


class TieRow(NamedTuple):
    """Records of two works that are not one and belong together, and how."""

    left_id: str
    right_id: str
    kind: str
    because: str


def chosen(graph: Graph) -> Chosen | None:
    """The rules chosen for this store; ``None`` where nobody chose.

    >>> chosen(Graph(":memory:")) is None
    True
    """
    rows = graph.store.rows("SELECT preset, text FROM rules ORDER BY seq DESC LIMIT 1")
    return Chosen(rows[0]["preset"], rows[0]["text"]) if rows else None


def choose(graph: Graph, preset: str, text: str | None) -> None:
    """From now on this store is judged by these rules."""
    if chosen(graph) != (preset, text):
        row: Row = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "preset": preset, "text": text}
        with graph.transaction():
            graph.store.insert("rules", [row])


def signatures(graph: Graph) -> tuple[str, ...]:
    """What the verdicts that rules came to are signed with, each once.

    >>> signatures(Graph(":memory:"))
    ()
    """
    return tuple(row["rules"] for row in graph.store.rows(_SIGNED, [len(FOUND), FOUND]))


def is_unkeyed(graph: Graph) -> bool:
    """Whether there are records and no blocking keys: an older version wrote the store.

    >>> is_unkeyed(Graph(":memory:"))
    False
    """
    return bool(graph.store.rows(_UNKEYED)[0][0])


def forget(graph: Graph) -> None:
    """Take out all that rules found: keys, verdicts, ties. What people said and DOIs that were found stay."""
    with graph.transaction():
        graph.store.write("DELETE FROM blocking_key")
        graph.store.write("DELETE FROM link")
        graph.store.write(_STALE, [len(FOUND), FOUND])


def sources(graph: Graph) -> tuple[SourceRow, ...]:
    """All pages and library files, by name.

    >>> sources(Graph(":memory:"))
    ()
    """
    return tuple(SourceRow(**dict(row)) for row in graph.store.rows(_SOURCES))


def homes(graph: Graph) -> tuple[Home, ...]:
    """Every record and its work, in the order they were added.

    >>> homes(Graph(":memory:"))
    ()
    """
    return tuple(Home(**dict(row)) for row in graph.store.rows(_HOMES))


def joined(graph: Graph) -> Iterator[tuple[str, str]]:
    """Pairs of records inside one work that rules, or a DOI that was found, take for one."""
    return ((row["left_id"], row["right_id"]) for row in graph.store.rows(_JOINED))


def ties(graph: Graph) -> tuple[TieRow, ...]:
    """What the rules saw between works that stayed two.

    >>> ties(Graph(":memory:"))
    ()
    """
    return tuple(TieRow(**dict(row)) for row in graph.store.rows(_TIES))


def put_ties(graph: Graph, found: Iterable[TieRow]) -> None:
    """Keep what was looked up; what comparing two records showed stays as it is."""
    with graph.transaction():
        graph.store.write_all(_TIE, found)
