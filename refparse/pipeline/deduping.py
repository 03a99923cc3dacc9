"""A whole store judged again by rules of one's choice: what that would change, and changing it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from refparse.evidence import Decision, Preset, Verdict
from refparse.graph import Graph, StoredWork, decisions, judged
from refparse.graph.judged import Home, TieRow
from refparse.pipeline.judging import Progress, judge_all
from refparse.pipeline.noting import unheard
from refparse.pipeline.prisma import Prisma, Source, prisma
from refparse.pipeline.rules import PRESET, read_chosen, rule_text, rules_of
from refparse.pipeline.storing import settle, version
from refparse.pipeline.tying import tie
from refparse.reference import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """Works that become one, or one that becomes several: as they are, and as they would be."""

    before: tuple[StoredWork, ...]
    after: tuple[StoredWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupeReport:
    """What judging a store again comes to; the counts are those of afterwards."""

    #: What the rules sign with.
    rules: str
    applied: bool
    merged: tuple[Regrouped, ...]
    parted: tuple[Regrouped, ...]
    #: Pairs a person should settle, what a minute gains most first.
    asked: tuple[Verdict, ...]
    #: Pairs inside one work that the rules, or a DOI that was found, take for one.
    joined: tuple[Verdict, ...]
    #: What people said that holds.
    said: tuple[Decision, ...]
    #: Pairs of two works that belong together.
    tied: tuple[TieRow, ...]
    #: The records of all these pairs, and where each was read.
    records: Mapping[str, Record]
    places: Mapping[str, str]
    prisma: Prisma


def dedupe(
    graph: Graph,
    *,
    preset: Preset | None = None,
    rules: str | Path | None = None,
    apply: bool = False,
    progress: Progress | None = None,
) -> DedupeReport:
    """What changes in a store when every pair is judged again; with ``apply`` it is changed.

    >>> from refparse.pipeline import add, parse
    >>> page = parse(b"References\\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")
    >>> with Graph(":memory:") as graph:
    ...     report = add(graph, [page])
    ...     dedupe(graph, preset="strict").merged
    ()

    Without ``preset`` or ``rules`` (a rule file of one's own) the store's own count, which are those
    of the last time one was applied; ``rules`` alone keep the store's preset, ``preset`` alone is
    one of the shipped file. What people said holds whatever the rules say.
    """
    text = rule_text(rules) if rules is not None else None
    tell = progress or unheard
    if apply:
        with graph.transaction():
            return _judged_anew(graph, _chosen(graph, preset, text), tell, applied=True)
    with graph.copied() as copy, copy.transaction():
        return _judged_anew(copy, _chosen(copy, preset, text), tell, applied=False)


def _chosen(graph: Graph, preset: Preset | None, text: str | None) -> judged.Chosen | None:
    """The rules asked for; ``None``: those the store has. A file that is no rule file raises."""
    if preset is None and text is None:
        return None
    held = judged.chosen(graph)
    asked = judged.Chosen(preset or (held.preset if held is not None else PRESET), text)
    read_chosen(*asked)
    return asked


def _judged_anew(graph: Graph, asked_for: judged.Chosen | None, tell: Progress, *, applied: bool) -> DedupeReport:
    before = judged.homes(graph)
    works = {work.id: work for work in graph.works()}
    if asked_for is not None:
        judged.choose(graph, *asked_for)
    judged.forget(graph)
    # What is left are DOIs that were found: no rule takes their place.
    found = {(one.left_id, one.right_id) for one in graph.verdicts()}
    ids = [record.id for record in graph.records()]
    verdicts = judge_all(graph, ids, tell).verdicts
    graph.put_verdicts(one for one in verdicts if (one.left_id, one.right_id) not in found)
    tie(graph, ids)
    asked = settle(graph, [home.record_id for home in before])
    after = judged.homes(graph)
    merged, parted = _changes(before, after, works, {work.id: work for work in graph.works()})
    graph.put_run("dedupe", version=version(), counts={"merged": len(merged), "parted": len(parted)})
    joined = graph.verdicts_on(judged.joined(graph))
    said, tied = decisions.in_force(graph), judged.ties(graph)
    # What was said of records that are gone stays in the log.
    there = {home.record_id for home in after}
    pairs = [(one.left_id, one.right_id) for one in (*asked, *joined)]
    pairs += [*((line.left_id, line.right_id) for line in said), *((tie.left_id, tie.right_id) for tie in tied)]
    named = {id_ for pair in pairs for id_ in pair} & there
    return DedupeReport(
        rules=rules_of(graph).name,
        applied=applied,
        merged=merged,
        parted=parted,
        asked=asked,
        joined=joined,
        said=said,
        tied=tied,
        records={record.id: record for record in graph.records(named)} if named else {},
        places=graph.places(named),
        prisma=counted(graph, asked=len(asked)),
    )


def _changes(
    before: Iterable[Home], after: Iterable[Home], old: Mapping[str, StoredWork], new: Mapping[str, StoredWork]
) -> tuple[tuple[Regrouped, ...], tuple[Regrouped, ...]]:
    """Works that become one, and works that become several."""
    homes = {home.record_id: home.work_id for home in after}
    joins: defaultdict[str, dict[str, None]] = defaultdict(dict)
    splits: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for home in before:
        if home.record_id in homes:
            joins[homes[home.record_id]][home.work_id] = None
            splits[home.work_id][homes[home.record_id]] = None
    return (
        tuple(Regrouped(before=_some(old, ids), after=(new[id_],)) for id_, ids in joins.items() if len(ids) > 1),
        tuple(Regrouped(before=(old[id_],), after=_some(new, ids)) for id_, ids in splits.items() if len(ids) > 1),
    )


def _some(works: Mapping[str, StoredWork], ids: Iterable[str]) -> tuple[StoredWork, ...]:
    return tuple(works[id_] for id_ in ids)


def counted(graph: Graph, *, asked: int) -> Prisma:
    """How many records each source brought, and how many works they are; a registry's records are no source's."""
    # A page of which nothing is known but its list is no record that anybody identified.
    said = {work.id for work in graph.works() if work.work.stated()}
    homes = [home for home in judged.homes(graph) if home.work_id in said]
    rows = judged.sources(graph)
    place = {row.id: number for number, row in enumerate(rows)}
    members = [(home.work_id, place[home.document_id]) for home in homes if home.document_id is not None]
    read = Counter(number for _, number in members)
    sources = [Source(name=row.source, kind=row.kind, read=read[place[row.id]], refused=row.refused) for row in rows]
    return prisma(sources, members, by_hand=_by_hand(graph, homes), asked=asked)


def _by_hand(graph: Graph, homes: Sequence[Home]) -> int:
    """How many records only a person's word put into another's work."""
    root = {home.record_id: home.record_id for home in homes}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = id_ = root[root[id_]]
        return id_

    for left, right in judged.joined(graph):
        if left in root and right in root:
            root[find(left)] = find(right)
    told = (home for home in homes if home.document_id is not None)
    pieces = Counter(work for work, _ in {(home.work_id, find(home.record_id)) for home in told})
    return sum(count - 1 for count in pieces.values())
