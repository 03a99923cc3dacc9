"""Which work a cluster is shown as: what its pages print, the registry's DOI, and what refresh was told to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from refparse.graph import Graph, said
from refparse.match.merge import merge
from refparse.normalize.identifiers import doi_key
from refparse.reference import Cluster, Record


def shown(graph: Graph, members: Sequence[Record]) -> Cluster:
    """The canonical work of a cluster, and the record each of its fields came from.

    A registry's record gives the DOI, unless a page prints the beginning of another; of its
    other fields those that were taken by ``refresh``. What pages printed stays in their records.
    """
    pages = [member for member in members if member.origin != "registry"]
    records = sorted((member for member in members if member.origin == "registry"), key=lambda one: one.id)
    merged = merge(pages)
    if not records:
        return merged
    taken = [one for one in said.said(graph, [record.id for record in records]) if one.shown]
    # Names of fields with their values, which no annotation can say.
    fields: dict[str, Any] = {one.field: one.value for one in taken}
    origin = dict(merged.origin) | {one.field: one.record_id for one in taken}
    if "DOI" not in fields and not contradicted(records[0].work.DOI or "", pages):
        fields["DOI"], origin["DOI"] = records[0].work.DOI, records[0].id
    if "DOI" in fields:
        fields["doi_prefix"] = None
    canonical = replace(merged.canonical, **fields)
    return Cluster(
        member_ids=tuple(sorted(member.id for member in members)),
        canonical=canonical,
        origin=tuple((name, origin[name]) for name in canonical.stated()),
    )


def contradicted(doi: str, members: Sequence[Record]) -> tuple[str, ...]:
    """The beginnings of DOIs that pages printed and cut, of those that are no beginning of this one."""
    printed = (member.work.doi_prefix for member in members if member.origin != "registry" and member.work.doi_prefix)
    return tuple(dict.fromkeys(begin for begin in printed if not doi_key(doi).startswith(doi_key(begin))))
