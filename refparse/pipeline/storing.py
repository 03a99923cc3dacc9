"""Pages put into the store and taken out again: records compared, clustered, merged into works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version as installed

from refparse import paths
from refparse.evidence import Verdict
from refparse.formats.library import ImportReport, Library
from refparse.graph import Graph, RemoveReport, decisions, queries, registered
from refparse.graph import judged as judged_by
from refparse.match.cluster import cluster, decided
from refparse.normalize.study import study_kind
from refparse.pipeline.importing import a_record, put_library
from refparse.pipeline.judging import Progress, judge_all, sides, take_out
from refparse.pipeline.noting import unheard
from refparse.pipeline.queueing import queue
from refparse.pipeline.rules import rules_of
from refparse.pipeline.showing import shown, taken
from refparse.pipeline.tying import tie
from refparse.reference import Page, Parsed, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What adding pages did: nothing is merged or left open silently."""

    #: Ids of pages and library files that were new, and of those the store held already.
    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    #: Pairs held to be one work without asking, and pairs a person should settle, heaviest first.
    merged: tuple[Verdict, ...]
    asked: tuple[Verdict, ...]
    #: The records those pairs speak of.
    records: Mapping[str, Record]
    counts: queries.Counts
    #: What became of everything in the library files that were read.
    imported: tuple[ImportReport, ...] = ()
    #: Where those records were read, in words, by their ids.
    places: Mapping[str, str] = field(default_factory=dict)
    #: Signatures of older rules that some pairs of the store were judged by; ``dedupe`` judges them again.
    outdated: tuple[str, ...] = ()


def records_of(page: Page) -> tuple[Record, ...]:
    """The records one page brings: its own first, then one for each entry that was read."""
    own = a_record(page.record.work, "page", page.document.id, page.document.id)
    read_ = (result for result in page.results if isinstance(result, Parsed))
    return (own, *(a_record(result.work, "reference", result.reference.id, page.document.id) for result in read_))


def add(
    graph: Graph, pages: Sequence[Page], *, libraries: Sequence[Library] = (), progress: Progress | None = None
) -> AddReport:
    """What adding these pages and library files did, all of it in one transaction.

    >>> from refparse.pipeline.reading import parse
    >>> page = parse(b"References\\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")
    >>> with Graph(":memory:") as graph:
    ...     add(graph, [page]).counts.edges, add(graph, [page]).unchanged == (page.document.id,)
    (2, True)

    A page or file the store holds already changes nothing, and their order changes no answer.
    """
    tell = progress or unheard
    in_order = sorted({page.document.id: page for page in pages}.values(), key=lambda page: page.document.id)
    files = sorted({library.id: library for library in libraries}.values(), key=lambda library: library.id)
    added: list[str] = []
    fresh: list[Record] = []
    with graph.transaction():
        for done, page in enumerate(in_order):
            tell("storing pages", done, len(in_order))
            brought = records_of(page)
            if graph.put_page(page, brought):
                added.append(page.document.id)
                fresh += brought
        for done, library in enumerate(files):
            tell("storing libraries", done, len(files))
            entries = put_library(graph, library)
            if entries is not None:
                added.append(library.id)
                fresh += entries
        judged = judge_all(graph, [record.id for record in fresh], tell)
        graph.put_verdicts(judged.verdicts)
        tie(graph, [*(record.id for record in fresh), *judged.touched])
        asked = settle(graph, [*(record.id for record in fresh), *judged.touched])
        counts = queries.counts(graph)
        graph.put_run("add", version=version(), counts={"pages": len(added), "records": len(fresh)})
    held = [library.id for library in files]
    same = [verdict for verdict in judged.verdicts if verdict.decision == "same"]
    home = graph.works_of({id_ for verdict in same for id_ in (verdict.left_id, verdict.right_id)})
    # A cluster may refuse a pair, which was then not merged.
    merged = _heaviest(verdict for verdict in same if home[verdict.left_id] == home[verdict.right_id])
    named = {id_ for verdict in (*merged, *asked) for id_ in (verdict.left_id, verdict.right_id)}
    records = {record.id: record for record in graph.records(sorted(named))} if named else {}
    return AddReport(
        added=tuple(added),
        unchanged=tuple(id_ for id_ in (*(page.document.id for page in in_order), *held) if id_ not in added),
        merged=merged,
        asked=asked,
        records=records,
        counts=counts,
        imported=tuple(library.report for library in files),
        places=graph.places(records),
        outdated=tuple(name for name in judged_by.signatures(graph) if name != rules_of(graph).name),
    )


def _heaviest(verdicts: Iterator[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id)))


def settle(graph: Graph, touched: Sequence[str]) -> tuple[Verdict, ...]:
    """Cluster anew what these records are connected with, and say which pairs a person should settle."""
    if not touched:
        return ()
    ids = graph.component(touched)
    records = {record.id: record for record in graph.records(ids)}
    compared, rules = sides(graph, records.values()), rules_of(graph)
    verdicts = decided(compared, graph.standing(ids), decisions.in_force(graph, ids), rules)
    found = cluster(compared, verdicts, rules)
    clusters = _with_pages(graph, [tuple(records[id_] for id_ in members) for members in found])
    chosen = taken(graph, records.values())
    merged = tuple(shown(members, chosen) for members in clusters)
    work_ids = graph.put_clusters(merged)
    kinds = ((id_, study_kind(one.canonical)) for id_, one in zip(work_ids, merged, strict=True))
    graph.put_tags({id_: [kind] if kind else [] for id_, kind in kinds})
    fresh = set(touched)
    asked = queue(graph, _with_others(graph, clusters, verdicts), verdicts)
    open_ = [one for one in asked if one.left_id in fresh or one.right_id in fresh]
    pairs = {(one.left_id, one.right_id) for one in open_}
    told = {(one.left_id, one.right_id): one.evidence for one in (graph.verdicts_on(pairs) if pairs else ())}
    return tuple(replace(one, evidence=told.get((one.left_id, one.right_id), one.evidence)) for one in open_)


def _with_pages(graph: Graph, clusters: Sequence[tuple[Record, ...]]) -> tuple[tuple[Record, ...], ...]:
    """The clusters that some page speaks of; a registry's record that no cluster could take is no work of ours."""
    alone = [record.id for members in clusters if _is_registry(members) for record in members]
    if alone:
        registered.unhouse(graph, alone)
    return tuple(members for members in clusters if not _is_registry(members))


def _is_registry(members: Sequence[Record]) -> bool:
    return all(member.origin == "registry" for member in members)


def _with_others(
    graph: Graph, clusters: Sequence[tuple[Record, ...]], verdicts: Sequence[Verdict]
) -> list[tuple[str, ...]]:
    """The clusters, and beside them the works outside that some verdict speaks of, whole: their records are heard."""
    inside = {record.id for members in clusters for record in members}
    outside = {id_ for v in verdicts for id_ in (v.left_id, v.right_id)} - inside
    others = (graph.members(work_id) for work_id in sorted(set(graph.works_of(outside).values())))
    return [tuple(record.id for record in members) for members in (*clusters, *others)]


def remove(graph: Graph, page: str) -> RemoveReport:
    """What went with a page, named by its document id or the file it was read from.

    Works that others speak of too stay, with their ids and cite keys.
    """
    with graph.transaction():
        report = take_out(graph, graph.find_document(page))
        tie(graph, sorted(graph.works_of(report.touched)))
        settle(graph, report.touched)
        graph.put_run("remove", version=version(), counts={"pages": 1, "records": report.records})
    return report


def version() -> str:
    """The version of this package.

    >>> version().count(".")
    2
    """
    return installed(paths.APP)
