"""Questions to the store, and its works written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.formats.jsonl import ExportWork
from refparse.formats.keys import base_key, cited_by
from refparse.graph import Graph, StoredWork, libraries, queries
from refparse.work import Work

Question = Literal["citing", "shared", "co-cited", "coupled"]
Format = Literal["bibtex", "ris", "csljson", "jsonl"]
Answer = queries.WhoCites | tuple[queries.SharedRow, ...] | tuple[queries.PairedRow, ...]

WRITERS: Mapping[Format, Callable[[Sequence[ExportWork]], str]] = {
    "bibtex": bibtex.write,
    "ris": riswrite.write,
    "csljson": csljson.write,
    "jsonl": jsonl.write,
}


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

    A page of which nothing is known cannot be cited, so it is in no export. A retraction,
    correction or concern is told in a note.
    """
    stored = [one for one in graph.works() if one.work.stated()]
    own = _own_keys(graph)
    keys = graph.pin_keys({one.id: own.get(one.id) or base_key(one.work, one.id) for one in stored})
    works = [ExportWork(id=one.id, key=keys[one.id], work=_noted(one), kinds=one.kinds) for one in stored]
    return WRITERS[to](sorted(works, key=lambda one: one.key))


def kept_keys(graph: Graph) -> Sequence[Sequence[str | int]]:
    """For every record of a library file: the file, its number, its line, its key there, and the key it goes under.

    >>> kept_keys(Graph(":memory:"))
    ()
    """
    return libraries.kept_keys(graph)


def _own_keys(graph: Graph) -> Mapping[str, str]:
    """Work id → the first key that a library file gives it: whoever cites by it goes on doing so."""
    found: dict[str, str] = {}
    for work_id, key, form in libraries.cited_keys(graph):
        own = cited_by(key, form)
        if own:
            found.setdefault(work_id, own)
    return found


def _noted(stored: StoredWork) -> Work:
    """The work with what happened to it after it came out as its note, behind one it has."""
    if not stored.notices:
        return stored.work
    notes = [text for name, text in stored.work.extra if name == "note"]
    others = tuple((name, text) for name, text in stored.work.extra if name != "note")
    return replace(stored.work, extra=(*others, ("note", "; ".join([*notes, *stored.notices]))))
