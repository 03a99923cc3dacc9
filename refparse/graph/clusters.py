"""Works made of records: their ids outlive every change of their members.

A work's id is minted once, for one of its records. When works merge, the one minted first
keeps its id and the other's becomes an alias; when one splits, the part with the record it
was minted for keeps it (where that is gone, with its earliest). An alias goes where that
record goes, and is a work again when that part has no earlier id: parted again, works are
what they were.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from refparse.errors import GraphError
from refparse.graph.connect import Row, Store, storable
from refparse.graph.rows import pack, work_row
from refparse.reference import Cluster, content_id

_MEMBERS = """
SELECT m.record_id, m.work_id, w.seq AS minted
FROM work_record m JOIN work w ON w.id = m.work_id JOIN record r ON r.id = m.record_id
WHERE m.work_id IN (SELECT work_id FROM work_record WHERE record_id IN (SELECT value FROM json_each(?)))
ORDER BY w.seq, r.seq
"""

_ALIASES = """
SELECT a.id, a.minted, a.record_id FROM work_alias a JOIN json_each(?) asked ON a.record_id = asked.value
ORDER BY a.minted, a.id
"""

# An alias whose record is gone may be taken back by the record when it comes again.
_TAKEN = """
SELECT 1 FROM work WHERE id = ?1 UNION ALL SELECT 1 FROM work_alias WHERE id = ?1 AND record_id IS NOT NULL
"""

# A place in the order of minting is never given twice: an alias may become a work again.
_LAST = "SELECT max(coalesce((SELECT max(seq) FROM work), 0), coalesce((SELECT max(minted) FROM work_alias), 0))"

_BEFORE = "SELECT * FROM work WHERE id IN (SELECT value FROM json_each(?))"

_ADDED = "SELECT id, seq FROM record WHERE id IN (SELECT value FROM json_each(?))"

# A work's own key, else the oldest key among the works merged into it. Every change of a work
# is a change of the word index too: works that have no key, and get none, are left alone.
_KEYS = """
UPDATE work SET cite_key = coalesce(
  (SELECT k.key FROM cite_key k WHERE k.work_id = work.id ORDER BY k.seq LIMIT 1),
  (SELECT k.key FROM work_alias a JOIN cite_key k ON k.work_id = a.id
   WHERE a.work_id = work.id ORDER BY k.seq LIMIT 1))
WHERE id IN (SELECT value FROM json_each(?)) AND (
  cite_key IS NOT NULL OR EXISTS (SELECT 1 FROM cite_key k WHERE k.work_id = work.id)
  OR EXISTS (SELECT 1 FROM work_alias a JOIN cite_key k ON k.work_id = a.id WHERE a.work_id = work.id))
"""

# Everything connected by verdicts or people that say "same", and by being one work today.
_COMPONENT = """
WITH RECURSIVE reached (id) AS (
  SELECT r.id FROM record r JOIN json_each(?) asked ON r.id = asked.value
  UNION
  SELECT v.right_id FROM reached JOIN verdict v ON v.left_id = reached.id WHERE v.decision = 'same'
  UNION
  SELECT v.left_id FROM reached JOIN verdict v ON v.right_id = reached.id WHERE v.decision = 'same'
  UNION
  SELECT s.right_id FROM reached JOIN standing_decision s ON s.left_id = reached.id
    JOIN record r ON r.id = s.right_id WHERE s.said = 'same'
  UNION
  SELECT s.left_id FROM reached JOIN standing_decision s ON s.right_id = reached.id
    JOIN record r ON r.id = s.left_id WHERE s.said = 'same'
  UNION
  SELECT n.record_id FROM reached JOIN work_record m ON m.record_id = reached.id
    JOIN work_record n ON n.work_id = m.work_id
)
SELECT id FROM reached ORDER BY id
"""


#: A record that parts from a work minted for it gets another id; few records part more than twice.
_SALTS = ("1", "2")


class _Heir(NamedTuple):
    """An id a cluster may go on with, of a work or of an alias."""

    id: str
    #: Its place in the order of minting.
    minted: int
    #: The record it was minted for; where that is gone, the earliest.
    record_id: str
    #: Whether it is a work today.
    alive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What becomes of the works whose members are given anew: for each cluster its heirs, the first minted first."""

    heirs: list[list[_Heir]]

    def touched(self) -> str:
        """Ids of all works that lose or keep members, packed."""
        return pack([heir.id for heirs in self.heirs for heir in heirs if heir.alive])


def component(store: Store, record_ids: Iterable[str]) -> tuple[str, ...]:
    """All records that must be clustered together with these."""
    return tuple(row["id"] for row in store.rows(_COMPONENT, [pack(sorted(record_ids))]))


def put_clusters(store: Store, clusters: Sequence[Cluster]) -> tuple[str, ...]:
    """Give the clusters' records to works, and say to which, in the same order."""
    home = {record: place for place, cluster in enumerate(clusters) for record in cluster.member_ids}
    added = {row["id"]: row["seq"] for row in store.rows(_ADDED, [pack(sorted(home))])}
    _check(clusters, home, added)
    plan = _inherit(store, home, len(clusters))
    store.write("DELETE FROM work_record WHERE record_id IN (SELECT value FROM json_each(?))", [pack(sorted(home))])
    store.write("DELETE FROM work_field WHERE work_id IN (SELECT value FROM json_each(?))", [plan.touched()])
    store.write("DELETE FROM tag WHERE work_id IN (SELECT value FROM json_each(?))", [plan.touched()])
    ids = _go_on(store, clusters, plan)
    new = sorted((place for place, work_id in enumerate(ids) if not work_id), key=lambda p: _age(clusters[p], added))
    for place in new:
        ids[place] = _mint(store, clusters[place])
    minted = enumerate(new, start=store.rows(_LAST)[0][0] + 1)
    store.insert("work", [{"seq": seq, "id": ids[n], **work_row(clusters[n].canonical)} for seq, n in minted])
    store.insert("work_record", _memberships(ids, clusters))
    store.insert("work_field", _origins(ids, clusters))
    store.write(_KEYS, [pack(ids)])
    return tuple(ids)


def _check(clusters: Sequence[Cluster], home: dict[str, int], added: dict[str, int]) -> None:
    if sum(len(cluster.member_ids) for cluster in clusters) != len(home):
        raise GraphError("one record in two clusters", hint="cluster each component as a whole")
    unknown = sorted(home.keys() - added.keys())
    if unknown:
        raise GraphError(f"no record {unknown[0]!r} in the store", hint="put its page first")


def _age(cluster: Cluster, added: dict[str, int]) -> int:
    return min(added[record] for record in cluster.member_ids)


def _inherit(store: Store, home: dict[str, int], count: int) -> _Plan:
    """Each work, and each alias, goes to the cluster that holds the record it was minted for."""
    heirs: list[list[_Heir]] = [[] for _ in range(count)]
    for (work_id, minted), rows in groupby(store.rows(_MEMBERS, [pack(sorted(home))]), key=itemgetter(1, 2)):
        members = [row["record_id"] for row in rows]
        for record in members:
            if record not in home:
                raise GraphError(f"work {work_id} also holds record {record}", hint="cluster its component as a whole")
        founder = next((record for record in members if _named(record, work_id)), members[0])
        heirs[home[founder]].append(_Heir(work_id, minted, founder, alive=True))
    for alias in store.rows(_ALIASES, [pack(sorted(home))]):
        heirs[home[alias["record_id"]]].append(_Heir(alias["id"], alias["minted"], alias["record_id"], alive=False))
    return _Plan(heirs=[sorted(some, key=attrgetter("minted", "id")) for some in heirs])


def _named(record: str, work_id: str) -> bool:
    """Whether an id was minted for this record."""
    return work_id in {content_id("work", record), *(content_id("work", record, salt) for salt in _SALTS)}


def _go_on(store: Store, clusters: Sequence[Cluster], plan: _Plan) -> list[str]:
    """The ids that clusters go on with, their works brought up to date; the place of a new work stays empty.

    The id minted first wins, be it a work today or not: which ids works have depends on what
    they hold and not on the way they came to it.
    """
    kept = [heirs[0].id if heirs else "" for heirs in plan.heirs]
    before = {row["id"]: row for row in store.rows(_BEFORE, [pack(kept)])}
    for cluster, heirs in zip(clusters, plan.heirs, strict=True):
        if heirs:
            _bring_up(store, heirs[0], work_row(cluster.canonical), before.get(heirs[0].id))
        for loser in heirs[1:]:
            _merge(store, heirs[0], loser)
    return kept


def _bring_up(store: Store, heir: _Heir, now: Row, was: sqlite3.Row | None) -> None:
    """Make a work say what it says now; one that was merged is a work again, in its old place."""
    if was is None:
        store.write("DELETE FROM work_alias WHERE id = ?", [heir.id])
        store.insert("work", [{"seq": heir.minted, "id": heir.id, **now}])
    # Most works an added page touches say after it what they said before it.
    elif any(was[name] != storable(value) for name, value in now.items()):
        store.update("work", heir.minted, now)


def _merge(store: Store, winner: _Heir, loser: _Heir) -> None:
    store.write("UPDATE work_alias SET work_id = ? WHERE work_id = ?", [winner.id, loser.id])
    store.write("DELETE FROM work WHERE id = ?", [loser.id])
    store.write("DELETE FROM work_alias WHERE id = ?", [loser.id])
    alias: Row = {"id": loser.id, "work_id": winner.id, "minted": loser.minted, "record_id": loser.record_id}
    store.insert("work_alias", [alias])


def _mint(store: Store, cluster: Cluster) -> str:
    """An id that names no other work."""
    first = cluster.member_ids[0]
    work_id = content_id("work", first)
    salt = 0
    while store.rows(_TAKEN, [work_id]):
        salt += 1
        work_id = content_id("work", first, str(salt))
    store.write("DELETE FROM work_alias WHERE id = ?", [work_id])
    return work_id


def _memberships(ids: Sequence[str], clusters: Sequence[Cluster]) -> list[Row]:
    return [
        {"record_id": record, "work_id": work_id}
        for work_id, cluster in zip(ids, clusters, strict=True)
        for record in cluster.member_ids
    ]


def _origins(ids: Sequence[str], clusters: Sequence[Cluster]) -> list[Row]:
    return [
        {"work_id": work_id, "field": field, "record_id": record}
        for work_id, cluster in zip(ids, clusters, strict=True)
        for field, record in cluster.origin
    ]
