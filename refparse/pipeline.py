"""The order of the steps: the only file that knows it.

A page is read, its list found and cut, its style voted, its entries read into fields;
then its records are stored, compared with their neighbours, clustered, and merged into
works. Every step is a room's own function; nothing is decided here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version as installed
from pathlib import Path
from typing import BinaryIO, Literal

from refparse import paths
from refparse.errors import GrammarError, NoReferenceList, ParseError
from refparse.evidence import Verdict
from refparse.formats import bibtex, csljson, jsonl
from refparse.formats.jsonl import ExportWork
from refparse.formats.keys import base_key
from refparse.formats.text import read_text, write_text
from refparse.graph import Graph, RemoveReport, queries
from refparse.layout.callouts import find_callouts
from refparse.layout.find import find_list
from refparse.layout.split import split_list
from refparse.match.block import blocking_keys
from refparse.match.cluster import cluster, to_ask
from refparse.match.merge import merge
from refparse.match.prepare import Prepared, prepare
from refparse.match.weigh import judge_prepared
from refparse.normalize.study import study_kind
from refparse.parse.check import canonical
from refparse.parse.check import check_grammar as check
from refparse.parse.grammar import Grammar, read_entry
from refparse.parse.header import read_header
from refparse.parse.load import parse_grammar
from refparse.parse.vote import ballot, vote
from refparse.reference import (
    Document,
    OriginKind,
    Page,
    PageRecord,
    Parsed,
    Record,
    ReferenceList,
    Span,
    Unparsed,
    content_id,
)
from refparse.work import Work

Source = str | os.PathLike[str] | bytes | BinaryIO
Question = Literal["citing", "shared", "co-cited", "coupled"]
Format = Literal["bibtex", "csljson", "jsonl"]
Progress = Callable[[str, int, int], None]
Answer = queries.WhoCites | tuple[queries.SharedRow, ...] | tuple[queries.PairedRow, ...]

WRITERS: Mapping[Format, Callable[[Sequence[ExportWork]], str]] = {
    "bibtex": bibtex.write,
    "csljson": csljson.write,
    "jsonl": jsonl.write,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What adding pages did: nothing is merged or left open silently."""

    #: Ids of documents that were new, and of those the store held already.
    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    #: Pairs held to be one work without asking, and pairs a person should settle, heaviest first.
    merged: tuple[Verdict, ...]
    asked: tuple[Verdict, ...]
    #: The records those pairs speak of.
    records: Mapping[str, Record]
    counts: queries.Counts


# --- reading ------------------------------------------------------------------------------


def load_grammars(folder: str | os.PathLike[str] | None = None) -> tuple[Grammar, ...]:
    """The grammars in force: shipped ones, and the user's from ``folder``, the environment and the config folder.

    >>> sorted(grammar.name for grammar in load_grammars())[:2]
    ['author-year', 'pol-ann-med']

    A name is taken once: a grammar that is to stand in for another says ``replaces = "its-name"``,
    and any other clash is refused, since it would hide a grammar silently.
    """
    found: dict[str, Grammar] = {}
    for file in _grammar_files(folder):
        grammar = load_grammar(file)
        if grammar.replaces is not None and grammar.replaces not in found:
            raise GrammarError(str(file), what=f"no grammar {grammar.replaces!r} to replace", hint="see grammar list")
        found.pop(grammar.replaces or "", None)
        if grammar.name in found:
            rival = found[grammar.name].file
            raise GrammarError(str(file), what=f"name {grammar.name!r} is taken by {rival}", hint="choose another")
        found[grammar.name] = grammar
    return tuple(found.values())


def _grammar_files(folder: str | os.PathLike[str] | None) -> Iterator[Path]:
    """Every grammar file once, the shipped ones first: one folder may be asked for in several ways."""
    seen: set[Path] = set()
    for place in (paths.grammars(), *paths.user_grammars(folder)):
        for file in sorted(place.glob("*.toml")):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def load_grammar(path: str | os.PathLike[str]) -> Grammar:
    """The grammar in one file.

    >>> load_grammar(paths.grammars() / "springer.toml").name
    'springer'
    """
    return parse_grammar(read_text(path).text, file=str(path))


def check_grammar(path: str | os.PathLike[str], *, clock: Callable[[], float] | None = None) -> tuple[str, ...]:
    """What is wrong with a grammar file, a line each; nothing when it holds.

    >>> check_grammar(paths.grammars() / "springer.toml")
    ()
    """
    findings = check(load_grammar(path), load_grammars(), clock=clock)
    text = read_text(path).text
    return findings if canonical(text) == text else (*findings, "tables out of order; say grammar check --fix")


def fix_grammar(path: str | os.PathLike[str]) -> bool:
    """Whether the tables of a grammar file had to be put in order; a file that is no grammar is left alone."""
    load_grammar(path)
    text = read_text(path).text
    ordered = canonical(text)
    if ordered != text:
        write_text(path, ordered)
    return ordered != text


def read(source: Source, *, name: str | None = None) -> Document:
    """The page a file, some bytes, or a binary stream holds, as text whose every span counts.

    >>> read(b"Powell RJ (1974)", name="note").text
    'Powell RJ (1974)'
    """
    return read_text(source, name=name)


def parse(source: Source | Document, *, grammars: Sequence[Grammar] | None = None, strict: bool = False) -> Page:
    """Everything one page says: its own record, its reference list, and the numbers it cites.

    >>> page = parse(b"References\\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")
    >>> page.results[0].work.page
    '30-41'

    ``strict`` raises :class:`NoReferenceList` or :class:`ParseError` where the answer would
    otherwise say that there is no list, or that nothing reads an entry.
    """
    document = source if isinstance(source, Document) else read(source)
    grammars = load_grammars() if grammars is None else tuple(grammars)
    styles = tuple(grammar.style for grammar in grammars)
    found = find_list(document.text, styles)
    listed = split_list(document, found, styles)
    votes = vote([reference.text for reference in listed.references], grammars)
    order = ballot(votes, grammars)
    results = tuple(read_entry(reference, order) for reference in listed.references)
    record = read_header(document, listed.region)
    page = Page(
        document=document,
        record=record,
        list=listed,
        votes=votes if results else (),
        results=results,
        callouts=find_callouts(document, listed, _byline(record, document.text)),
    )
    if strict:
        _insist(page)
    return page


def _byline(record: PageRecord, text: str) -> tuple[Span, ...]:
    """Where the page names its authors, each place to the end of its line: marks of affiliations stand behind names."""
    spans = (span for field in record.fields if field.name == "author" for span in field.spans)
    return tuple((start, len(text) if (stop := text.find("\n", end)) < 0 else stop) for start, end in spans)


def _insist(page: Page) -> None:
    """Raise what lenient reading would have told."""
    listed: ReferenceList = page.list
    if listed.reason is not None:
        raise NoReferenceList(f"{page.document.source}: {listed.reason}", hint="copy the page with its list")
    for result in page.results:
        if isinstance(result, Unparsed):
            start = result.reference.spans[0][0]
            raise ParseError(result.reference.text, reached=result.reached[1] - start, expected=result.expected)


# --- storing ------------------------------------------------------------------------------


def records_of(page: Page) -> tuple[Record, ...]:
    """The records one page brings: its own first, then one for each entry that was read."""
    own = _record(page.record.work, "page", page.document.id, page.document.id)
    read_ = (result for result in page.results if isinstance(result, Parsed))
    return (own, *(_record(result.work, "reference", result.reference.id, page.document.id) for result in read_))


def _record(work: Work, origin: OriginKind, origin_id: str, document_id: str) -> Record:
    stated = [f"{field.name}={value!r}" for field in fields(work) if (value := getattr(work, field.name))]
    id_ = content_id("record", origin, origin_id, *stated)
    return Record(id=id_, work=work, origin=origin, origin_id=origin_id, document_id=document_id)


def add(graph: Graph, pages: Sequence[Page], *, progress: Progress | None = None) -> AddReport:
    """What adding these pages did, all of it in one transaction.

    >>> page = parse(b"References\\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")
    >>> with Graph(":memory:") as graph:
    ...     add(graph, [page]).counts.edges, add(graph, [page]).unchanged == (page.document.id,)
    (2, True)

    A page the store holds already changes nothing, and the order of the pages changes no answer.
    """
    tell = progress or (lambda _what, _done, _total: None)
    in_order = sorted({page.document.id: page for page in pages}.values(), key=lambda page: page.document.id)
    added: list[str] = []
    fresh: list[Record] = []
    with graph.transaction():
        for done, page in enumerate(in_order):
            tell("storing pages", done, len(in_order))
            records = records_of(page)
            if graph.put_page(page, records):
                added.append(page.document.id)
                fresh += records
        verdicts = tuple(_judge(graph, fresh, tell))
        graph.put_verdicts(verdicts)
        asked = _settle(graph, [record.id for record in fresh])
        counts = queries.counts(graph)
        graph.put_run("add", version=version(), counts={"pages": len(added), "records": len(fresh)})
    # A cluster may refuse a pair: it then comes back as a question, and was not merged.
    open_ = {(verdict.left_id, verdict.right_id) for verdict in asked}
    same = (verdict for verdict in verdicts if verdict.decision == "same")
    merged = _heaviest(verdict for verdict in same if (verdict.left_id, verdict.right_id) not in open_)
    named = {id_ for verdict in (*merged, *asked) for id_ in (verdict.left_id, verdict.right_id)}
    return AddReport(
        added=tuple(added),
        unchanged=tuple(page.document.id for page in in_order if page.document.id not in added),
        merged=merged,
        asked=asked,
        records={record.id: record for record in graph.records(sorted(named))} if named else {},
        counts=counts,
    )


def _heaviest(verdicts: Iterator[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id)))


def _judge(graph: Graph, fresh: Sequence[Record], tell: Progress) -> Iterator[Verdict]:
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


def _settle(graph: Graph, touched: Sequence[str]) -> tuple[Verdict, ...]:
    """Cluster anew what these records are connected with, and say which pairs a person should settle."""
    if not touched:
        return ()
    ids = graph.component(touched)
    records = tuple(graph.records(ids))
    verdicts = graph.verdicts(ids)
    clusters = cluster(records, verdicts)
    merged = tuple(merge(members) for members in clusters)
    work_ids = graph.put_clusters(merged)
    kinds = ((id_, study_kind(one.canonical)) for id_, one in zip(work_ids, merged, strict=True))
    graph.put_tags({id_: [kind] if kind else [] for id_, kind in kinds})
    fresh = set(touched)
    open_ = to_ask(_with_others(graph, clusters, verdicts), verdicts)
    return tuple(verdict for verdict in open_ if verdict.left_id in fresh or verdict.right_id in fresh)


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
        _settle(graph, report.touched)
        graph.put_run("remove", version=version(), counts={"pages": 1, "records": report.records})
    return report


# --- asking -------------------------------------------------------------------------------


def ask(
    graph: Graph, question: Question, work: str | None = None, *, minimum: int = 2, kind: str | None = None
) -> Answer:
    """The rows that answer one question of the graph.

    ``shared`` takes no work but may take a ``minimum`` of citing papers and a ``kind`` of
    study; the others ask of one work, named by id, cite key, identifier, or words.
    """
    if question == "shared":
        return queries.shared(graph, minimum=minimum, kind=kind)
    if work is None:
        raise ValueError(f"{question} asks of a work; name one by id, cite key, doi or words")
    if question == "citing":
        return queries.citing(graph, work)
    return queries.co_cited(graph, work) if question == "co-cited" else queries.coupled(graph, work)


def tag(graph: Graph, work: str, kind: str, *, because: str | None = None, remove: bool = False) -> str:
    """The id of the work that from now on is, or is not, of this kind of study, because the user says so."""
    return graph.untag(work, kind) if remove else graph.tag(work, kind, because or "")


def export(graph: Graph, to: Format = "bibtex") -> str:
    """All works of the store in one format, their cite keys pinned for ever by the first export.

    >>> export(Graph(":memory:"), to="csljson")
    '[]\\n'

    A page of which nothing is known cannot be cited, so it is in no export.
    """
    stored = [one for one in graph.works() if one.work.stated()]
    keys = graph.pin_keys({one.id: base_key(one.work, one.id) for one in stored})
    works = [ExportWork(id=one.id, key=keys[one.id], work=one.work, kinds=one.kinds) for one in stored]
    return WRITERS[to](sorted(works, key=lambda one: one.key))


def version() -> str:
    """The version of this package.

    >>> version().count(".")
    2
    """
    return installed(paths.APP)


def example_pages() -> tuple[Path, ...]:
    """The example pages that come with this package.

    >>> len(example_pages())
    5
    """
    return tuple(sorted(paths.example_pages().glob("*.txt")))
