"""What people said of pairs of records: written once, never changed, taken back by another line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from refparse.errors import StaleId
from refparse.evidence import Decision, Said
from refparse.graph.rows import pack
from refparse.graph.store import Graph

_STANDING = """
SELECT s.* FROM standing_decision s JOIN json_each(?1) asked ON s.left_id = asked.value
UNION SELECT s.* FROM standing_decision s JOIN json_each(?1) asked ON s.right_id = asked.value
ORDER BY seq
"""
_UNDONE = "SELECT seq FROM decision WHERE undoes = ?"


def put_decision(graph: Graph, one: str, other: str, said: Said, *, who: str, because: str = "") -> Decision:
    """The new line of the log, on two records of the store named by their ids."""
    left, right = sorted((one, other))
    with graph.transaction():
        list(graph.records((left, right)))  # raises for one that is not there
        row = {"at": _now(), "who": who, "left_id": left, "right_id": right, "said": said, "because": because}
        graph.store.insert("decision", [row])
        return _last(graph)


def put_undo(graph: Graph, seq: int, *, who: str, because: str = "") -> Decision:
    """The new line, which takes back line ``seq``."""
    with graph.transaction():
        found = {line.seq: line for line in log(graph)}.get(seq)
        if found is None:
            raise StaleId(f"no decision {seq} in the store", hint="refparse log lists them")
        if found.said is None:
            raise StaleId(f"line {seq} of the log takes back decision {found.undoes}", hint="decide the pair again")
        if undone := graph.store.rows(_UNDONE, [seq]):
            raise StaleId(f"decision {seq} was taken back by line {undone[0]['seq']}", hint="nothing is left to undo")
        row = {"at": _now(), "who": who, "left_id": found.left_id, "right_id": found.right_id}
        graph.store.insert("decision", [{**row, "undoes": seq, "because": because}])
        return _last(graph)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _last(graph: Graph) -> Decision:
    return _decision_of(graph.store.rows("SELECT * FROM decision ORDER BY seq DESC LIMIT 1")[0])


def log(graph: Graph) -> tuple[Decision, ...]:
    """All lines ever written, in the order they came.

    >>> log(Graph(":memory:"))
    ()
    """
    return tuple(graph.store.held(_decision_of, row) for row in graph.store.rows("SELECT * FROM decision ORDER BY seq"))


def in_force(graph: Graph, record_ids: Iterable[str] | None = None) -> tuple[Decision, ...]:
    """The decisions that hold and touch one of these records, or all, in the order they came.

    >>> in_force(Graph(":memory:"))
    ()
    """
    if record_ids is None:
        rows = graph.store.rows("SELECT * FROM standing_decision ORDER BY seq")
    else:
        rows = graph.store.rows(_STANDING, [pack(sorted(set(record_ids)))])
    return tuple(graph.store.held(_decision_of, row) for row in rows)


def _decision_of(row: sqlite3.Row) -> Decision:
    return Decision(**dict(row))
