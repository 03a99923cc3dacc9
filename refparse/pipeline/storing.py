"""Pages put into the store and taken out again: records compared, clustered, merged into works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as installed

from refparse import paths
from refparse.evidence import Verdict
from refparse.formats.library import ImportReport, Library
from refparse.graph import Graph, RemoveReport, queries, registered
from refparse.graph import libraries as stored
from refparse.match.block import blocking_keys
from refparse.match.cluster import cluster, to_ask
from refparse.match.prepare import Prepared, prepare
from refparse.match.weigh import judge_prepared
from refparse.normalize.study import study_kind
from refparse.pipeline.importing import a_record, put_library
from refparse.pipeline.showing import shown
from refparse.reference import Page, Parsed, Record

Progress = Callable[[str, int, int], None]


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
    #: Where those of the records stand that come from library files: file, number, line.
    places: Mapping[str, str] = field(default_factory=dict)


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
    tell = progress or (lambda _what, _done, _total: None)
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
        verdicts = tuple(judge_all(graph, fresh, tell))
        graph.put_verdicts(verdicts)
        asked = settle(graph, [record.id for record in fresh])
        counts = queries.counts(graph)
        graph.put_run("add", version=version(), counts={"pages": len(added), "records": len(fresh)})
    # A cluster may refuse a pair: it then comes back as a question, and was not merged.
    open_ = {(verdict.left_id, verdict.right_id) for verdict in asked}
    held = [library.id for library in files]
    same = (verdict for verdict in verdicts if verdict.decision == "same")
    merged = _heaviest(verdict for verdict in same if (verdict.left_id, verdict.right_id) not in open_)
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
        places=stored.places(graph, [record.origin_id for record in records.values() if record.origin == "library"]),
    )


def _heaviest(verdicts: Iterator[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id)))


def judge_all(graph: Graph, fresh: Sequence[Record], tell: Progress) -> Iterator[Verdict]:
    """Verdicts on every new record and each of its neighbours, each pair once; plain strangers are not kept."""
    keys = {record.id: blocking_keys(record) for record in fresh}
    for id_, found in keys.items():
        graph.put_keys(id_, found)
    prepared: dict[str, Prepared] = {}
    seen: set[tuple[str, str]] = set()
    for done, record in enumerate(fresh):
        tell("comparing records", done, len(fresh))
        near = [id_ for id_ in graph.neighbours(keys[record.id]) if id_ != record.id]
        unknown = [id_ for id_ in (record.id, *near) if id_ not in prepared]
        prepared |= {other.id: prepare(other) for other in graph.records(unknown)}
        for id_ in near:
            pair = (min(record.id, id_), max(record.id, id_))
            if pair not in seen:
                seen.add(pair)
                verdict = judge_prepared(prepared[pair[0]], prepared[pair[1]])
                if verdict.decision != "different" or verdict.vetoes:
                    yield verdict


def settle(graph: Graph, touched: Sequence[str]) -> tuple[Verdict, ...]:
    """Cluster anew what these records are connected with, and say which pairs a person should settle."""
    if not touched:
        return ()
    ids = graph.component(touched)
    records = tuple(graph.records(ids))
    verdicts = graph.verdicts(ids)
    clusters = _with_pages(graph, cluster(records, verdicts))
    merged = tuple(shown(graph, members) for members in clusters)
    work_ids = graph.put_clusters(merged)
    kinds = ((id_, study_kind(one.canonical)) for id_, one in zip(work_ids, merged, strict=True))
    graph.put_tags({id_: [kind] if kind else [] for id_, kind in kinds})
    fresh = set(touched)
    open_ = to_ask(_with_others(graph, clusters, verdicts), verdicts)
    return tuple(verdict for verdict in open_ if verdict.left_id in fresh or verdict.right_id in fresh)


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
) -> tuple[tuple[Record, ...], ...]:
    """The clusters, and beside them each record outside that some verdict speaks of."""
    inside = {record.id for members in clusters for record in members}
    outside = {id_ for v in verdicts for id_ in (v.left_id, v.right_id)} - inside
    others = graph.records(sorted(outside)) if outside else ()
    return (*clusters, *((record,) for record in others))


def remove(graph: Graph, page: str) -> RemoveReport:
    """What went with a page, named by its document id or the file it was read from.

    Works that others speak of too stay, with their ids and cite keys.
    """
    with graph.transaction():
        report = graph.remove_page(graph.find_document(page))
        settle(graph, report.touched)
        graph.put_run("remove", version=version(), counts={"pages": 1, "records": report.records})
    return report


def version() -> str:
    """The version of this package.

    >>> version().count(".")
    2
    """
    return installed(paths.APP)
