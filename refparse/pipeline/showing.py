"""Which work a cluster is shown as: what its pages print, the registry's DOI, and what refresh was told to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from refparse.graph import Graph, said
from refparse.graph.said import StoredSaid
from refparse.match.merge import merge, united
from refparse.normalize.identifiers import doi_key
from refparse.reference import Cluster, Record

#: Id of a registry's record → the values of it that ``refresh`` was told to take, each with its place among all.
Taken = Mapping[str, Sequence[tuple[int, StoredSaid]]]


def taken(graph: Graph, records: Iterable[Record]) -> Taken:
    """What ``refresh`` was told to take of those of these records that are a registry's."""
    found: dict[str, list[tuple[int, StoredSaid]]] = {}
    heard = said.said(graph, [record.id for record in records if record.origin == "registry"])
    for place, one in enumerate(heard):
        if one.shown:
            found.setdefault(one.record_id, []).append((place, one))
    return found


def shown(members: Sequence[Record], chosen: Taken) -> Cluster:
    """The canonical work of a cluster, and the record each of its fields came from; ``chosen`` is what was taken.

    A registry's record gives the DOI, unless a page prints the beginning of another; of its
    other fields those that were taken by ``refresh``. What pages printed stays in their records.
    """
    pages = [member for member in members if member.origin != "registry"]
    records = sorted((member for member in members if member.origin == "registry"), key=lambda one: one.id)
    merged = merge(pages)
    if not records:
        return merged
    # Names of fields with their values, which no annotation can say.
    # What was taken last stands.
    told = sorted((one for record in records for one in chosen.get(record.id, ())), key=itemgetter(0))
    values = [one for _, one in told]
    fields: dict[str, Any] = {one.field: one.value for one in values}
    origin = dict(merged.origin) | {one.field: one.record_id for one in values}
    if "extra" in fields:
        # Pages and libraries may have been added since it was taken.
        fields["extra"] = united([merged.canonical.extra, fields["extra"]])
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
