"""What kind of study a work is: said by rules of works, by the user of what works are made of.

A user's word hangs on the records, so it stays when works are made anew, and it beats the
rules: a yes silences them on this work, a no on this kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from refparse.errors import StaleId
from refparse.graph.connect import Row, Store
from refparse.graph.rows import pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One kind of study a work is held to be, who says so, and why."""

    work_id: str
    kind: str
    by: Literal["rule", "user"]
    evidence: str


def kind_name(text: str) -> str:
    """A kind of study as it is stored.

    >>> kind_name("Case  series")
    'case-series'
    """
    return "-".join(text.casefold().split())


def put_tags(store: Store, found: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """What the rules say of these works, in place of what they said before."""
    store.write("DELETE FROM tag WHERE work_id IN (SELECT value FROM json_each(?))", [pack(sorted(found))])
    rows: dict[tuple[str, str], Row] = {}
    for work_id, said in found.items():
        for kind, evidence in said:
            name = kind_name(kind)
            row: Row = {"by": "rule", "work_id": work_id, "kind": name, "holds": 1, "evidence": evidence}
            rows.setdefault((work_id, name), row)  # the first reason given for a kind stands
    store.insert("tag", rows.values())


def say(store: Store, work_id: str, kind: str, *, holds: bool, evidence: str) -> None:
    """The user's word on every record of a work, in place of an earlier one."""
    members = store.rows("SELECT record_id FROM work_record WHERE work_id = ? ORDER BY record_id", [work_id])
    for (record_id,) in members:
        store.write("DELETE FROM tag WHERE record_id = ? AND kind = ?", [record_id, kind])
    word: Row = {"by": "user", "kind": kind, "holds": int(holds), "evidence": evidence}
    store.insert("tag", [{**word, "record_id": record_id} for (record_id,) in members])


def untag(store: Store, work_id: str, kind: str) -> None:
    """The user's word that a work is not of this kind; it must be held to be so."""
    if kind not in {tag.kind for tag in tags(store, [work_id])}:
        raise StaleId(f"work {work_id} has no tag {kind!r}", hint="look at its tags first")
    say(store, work_id, kind, holds=False, evidence="")


def tags(store: Store, work_ids: Sequence[str]) -> tuple[Tag, ...]:
    """The tags that hold of these works, by work and kind."""
    rows = store.rows(
        'SELECT work_id, kind, "by", evidence FROM study_kind'
        " WHERE work_id IN (SELECT value FROM json_each(?)) ORDER BY work_id, kind",
        [pack(work_ids)],
    )
    return tuple(Tag(work_id=row[0], kind=row[1], by=row[2], evidence=row[3]) for row in rows)
