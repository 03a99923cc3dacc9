"""Cite keys: given once, kept for ever, never given to another work."""

from __future__ import annotations

from collections.abc import Mapping

from refparse.errors import StaleId
from refparse.graph.connect import Store
from refparse.graph.rows import content_order, pack
from refparse.normalize.keys import suffixed, usable


def keys(store: Store) -> dict[str, str]:
    """Work id → cite key, for every work that has one."""
    rows = store.rows("SELECT id, cite_key FROM work WHERE cite_key IS NOT NULL ORDER BY cite_key")
    return {row["id"]: row["cite_key"] for row in rows}


def pin_keys(store: Store, proposals: Mapping[str, str]) -> dict[str, str]:
    """Work id → cite key for every work asked about; works without one get the key proposed."""
    rows = store.rows("SELECT * FROM work WHERE id IN (SELECT value FROM json_each(?))", [pack(sorted(proposals))])
    pinned: dict[str, str] = {row["id"]: row["cite_key"] for row in rows}
    unknown = sorted(proposals.keys() - pinned.keys())
    if unknown:
        raise StaleId(f"no work {unknown[0]!r} in the store", hint="ask for the works again")
    missing = [row["id"] for row in sorted(rows, key=content_order) if row["cite_key"] is None]
    if missing:  # a store that may only be read still tells the keys it has
        with store.transaction():
            pinned |= {work_id: _pin(store, work_id, proposals[work_id]) for work_id in missing}
    return pinned


def _pin(store: Store, work_id: str, proposal: str) -> str:
    base = usable(proposal) or "work"
    key = next(key for key in suffixed(base) if not store.rows("SELECT 1 FROM cite_key WHERE key = ?", [key]))
    store.insert("cite_key", [{"key": key, "work_id": work_id}])
    store.write("UPDATE work SET cite_key = ? WHERE id = ?", [key, work_id])
    return key
