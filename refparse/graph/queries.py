"""The questions a reader asks: who cites it, what do my papers share, what belongs together.

Each is one view of the store (see ``views.py``), asked with parameters and given back as rows
in an order that depends on what works say, not on when they were added. A work is named by
whatever :meth:`Graph.find_work` takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from refparse.errors import GraphError
from refparse.graph.find import StoredWork, noticed
from refparse.graph.rows import content_order, date_text, names_text, pack
from refparse.graph.store import Graph
from refparse.graph.tags import kind_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A work in one line."""

    id: str
    key: str | None
    title: str | None
    author: str | None
    issued: str | None
    #: Retractions, corrections and concerns, in few words.
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingRow:
    """One entry by which a work is cited, however many copies of the citing page there are."""

    citing: Brief
    #: Position in the citing list, from 1, and the number as printed.
    number: int
    label: str | None
    #: The work cites itself: a slip, kept because the page says so.
    itself: bool
    document_id: str
    #: The reference string as typed.
    text: str
    #: What read it, and how surely; ``None`` where nothing did.
    by: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One of my papers: a work whose own page is in the store."""

    work: Brief
    list_known: bool
    #: Why its list is not known.
    list_reason: str | None
    #: Entries of its list that nothing reads: among them may be what one looks for.
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoCites:
    """Every one of my papers in one of three states towards a work."""

    work: Brief
    cited_by: tuple[CitingRow, ...]
    #: Papers whose list is known and has no such entry.
    not_citing: tuple[PaperRow, ...]
    #: Papers whose list is not in the store: they may cite it or not.
    unknown: tuple[PaperRow, ...]

    @property
    def papers(self) -> int:
        """How many works cite it; one that lists it under two numbers counts once."""
        return len({row.citing.id for row in self.cited_by})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """A work that several of my papers cite."""

    work: Brief
    kinds: tuple[str, ...]
    citing: tuple[Brief, ...]

    @property
    def papers(self) -> int:
        """How many works cite it."""
        return len(self.citing)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """A work that belongs with the one asked about, and how often."""

    work: Brief
    #: Co-cited: papers that cite both. Coupled: works that both cite.
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How large the graph is."""

    #: Works, citing or cited.
    nodes: int
    #: Citing work, cited work and entry, each once.
    edges: int
    distinct_cited_works: int
    papers: int
    lists_unknown: int


_BRIEFS = """
SELECT id, cite_key, title, author, issued, container_title, volume, page
FROM work WHERE id IN (SELECT value FROM json_each(?))
"""
_CITED_BY = """
SELECT DISTINCT cited_id, citing_id FROM edge WHERE cited_id IN (SELECT value FROM json_each(?))
"""
_COUNTS = """
SELECT (SELECT count(*) FROM work) AS nodes, count(*) AS edges, count(DISTINCT cited_id) AS cited,
  (SELECT count(*) FROM paper) AS papers, (SELECT count(*) FROM paper WHERE list_known = 0) AS unknown
FROM edge
"""


def counts(graph: Graph) -> Counts:
    """Works, citations and papers of the store.

    >>> counts(Graph(":memory:")).edges
    0
    """
    row = graph.store.rows(_COUNTS)[0]
    return Counts(
        nodes=row["nodes"],
        edges=row["edges"],
        distinct_cited_works=row["cited"],
        papers=row["papers"],
        lists_unknown=row["unknown"],
    )


def papers(graph: Graph) -> tuple[PaperRow, ...]:
    """My papers: works whose own page is in the store.

    >>> papers(Graph(":memory:"))
    ()
    """
    rows = {row["work_id"]: row for row in graph.store.rows("SELECT * FROM paper")}
    return tuple(_paper(work, rows[work.id]) for work in _briefs(graph, rows).values())


def citing(graph: Graph, work: str) -> WhoCites:
    """Who cites a work, and which papers do not, and of which it cannot be known.

    An empty ``cited_by`` is an answer only for the papers in ``not_citing``.
    """
    focus = _brief(graph.find_work(work))
    rows = graph.store.rows("SELECT * FROM who_cites WHERE cited_id = ?", [focus.id])
    by_work: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_work.setdefault(row["citing_id"], []).append(row)
    others = [paper for paper in papers(graph) if paper.work.id not in by_work and paper.work.id != focus.id]
    return WhoCites(
        work=focus,
        cited_by=tuple(
            _citing(source, row)
            for source in _briefs(graph, by_work).values()
            for row in sorted(by_work[source.id], key=lambda row: int(row["number"]))
        ),
        not_citing=tuple(paper for paper in others if paper.list_known),
        unknown=tuple(paper for paper in others if not paper.list_known),
    )


def shared(graph: Graph, minimum: int = 2, kind: str | None = None) -> tuple[SharedRow, ...]:
    """Works that at least so many papers cite, the most cited first, of one kind of study or of any.

    >>> shared(Graph(":memory:"), kind="case series")
    ()

    One paper that cites a work under two numbers is one paper.
    """
    least = 2
    if minimum < least:
        raise GraphError(f"shared by {minimum}", hint=f"ask for {least} papers or more")
    ids = [row[0] for row in graph.store.rows("SELECT cited_id FROM shared_references WHERE papers >= ?", [minimum])]
    wanted = None if kind is None else kind_name(kind)
    works = [work for work in graph.works(ids) if wanted is None or wanted in work.kinds]
    by_work: dict[str, list[str]] = {}
    for row in graph.store.rows(_CITED_BY, [pack([work.id for work in works])]):
        by_work.setdefault(row["cited_id"], []).append(row["citing_id"])
    known = _briefs(graph, {source for sources in by_work.values() for source in sources})
    place = {source: number for number, source in enumerate(known)}
    found = [
        SharedRow(
            work=_brief(work),
            kinds=work.kinds,
            citing=tuple(known[source] for source in sorted(by_work[work.id], key=place.__getitem__)),
        )
        for work in works
    ]
    return tuple(sorted(found, key=lambda row: -row.papers))


def kinds(graph: Graph) -> tuple[str, ...]:
    """The kinds of study that works of the store are held to be.

    >>> kinds(Graph(":memory:"))
    ()
    """
    return tuple(row[0] for row in graph.store.rows("SELECT DISTINCT kind FROM study_kind ORDER BY kind"))


def co_cited(graph: Graph, work: str) -> tuple[PairedRow, ...]:
    """Works cited together with this one, and by how many papers, the most first (Small 1973)."""
    rows = graph.store.rows(
        "SELECT right_id, papers FROM co_citation WHERE left_id = ?",
        [graph.find_work(work).id],
    )
    return _paired(graph, rows)


def coupled(graph: Graph, work: str) -> tuple[PairedRow, ...]:
    """Papers that cite what this one cites, and how many works of it, the most first (Kessler 1963).

    A paper whose list is unknown is in no row: see :func:`papers`.
    """
    rows = graph.store.rows("SELECT right_id, works FROM coupling WHERE left_id = ?", [graph.find_work(work).id])
    return _paired(graph, rows)


def _paired(graph: Graph, rows: Iterable[sqlite3.Row]) -> tuple[PairedRow, ...]:
    times = {row[0]: int(row[1]) for row in rows}
    found = [PairedRow(work=brief, count=times[brief.id]) for brief in _briefs(graph, times).values()]
    return tuple(sorted(found, key=lambda row: -row.count))


def _briefs(graph: Graph, ids: Iterable[str]) -> dict[str, Brief]:
    """These works by id, in the order of what they say."""
    wanted = sorted(ids)
    rows = sorted(graph.store.rows(_BRIEFS, [pack(wanted)]), key=content_order)
    told = noticed(graph.store, wanted)
    return {
        row["id"]: Brief(
            id=row["id"],
            key=row["cite_key"],
            title=row["title"],
            author=row["author"],
            issued=row["issued"],
            notices=told.get(row["id"], ()),
        )
        for row in rows
    }


def _brief(work: StoredWork) -> Brief:
    return Brief(
        id=work.id,
        key=work.key,
        title=work.work.title,
        author=names_text(work.work.author),
        issued=date_text(work.work.issued),
        notices=work.notices,
    )


def _paper(work: Brief, row: sqlite3.Row) -> PaperRow:
    return PaperRow(work=work, list_known=bool(row["list_known"]), list_reason=row["list_reason"], unread=row["unread"])


def _citing(source: Brief, row: sqlite3.Row) -> CitingRow:
    return CitingRow(
        citing=source,
        number=row["number"],
        label=row["label"],
        itself=bool(row["itself"]),
        document_id=row["document_id"],
        text=row["text"],
        by=row["grammar"],
        confidence=row["confidence"],
    )
