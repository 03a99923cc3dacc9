"""Library files (RIS, nbib, BibTeX, CSL-JSON, EndNote XML, tables) read, and put into the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import islice

from refparse.formats.library import ImportReport, Library, open_library
from refparse.graph import Graph, libraries
from refparse.pipeline.reading import Source
from refparse.reference import Entry, OriginKind, Record, content_id
from refparse.work import Work

__all__ = ["ImportReport", "Library", "a_record", "library_records", "put_library", "read_library"]

_BATCH = 1000


def read_library(source: Source, *, name: str | None = None) -> Library:
    """The records of a library file, whatever program wrote it, and the report on what became of them.

    >>> text = b"TY  - BOOK\\nTI  - Calcinosis\\nER  - \\nTY  - BOOK\\nTI  - Lupus\\n"
    >>> library = read_library(text, name="books.ris")
    >>> [entry.work.title for entry in library]
    ['Calcinosis', 'Lupus']
    >>> library.report.found, library.report.repaired
    (2, ((2, 4, 'no end line'),))

    Records are read as they are asked for: a long file takes little memory, and reading again reads anew.
    """
    return open_library(source, name=name)


def a_record(work: Work, origin: OriginKind, origin_id: str, document_id: str) -> Record:
    """A work as one source gave it, its id made of all it says."""
    stated = [f"{field.name}={value!r}" for field in fields(work) if (value := getattr(work, field.name))]
    id_ = content_id("record", origin, origin_id, *stated)
    return Record(id=id_, work=work, origin=origin, origin_id=origin_id, document_id=document_id)


def library_records(library: Library) -> Iterator[Record]:
    """The records of a library file that were read, each with the file and its own entry as where it came from."""
    return (_record(entry) for entry in library if isinstance(entry, Entry))


def _record(entry: Entry) -> Record:
    return a_record(entry.work, "library", entry.id, entry.document_id)


def put_library(graph: Graph, library: Library) -> Sequence[Record] | None:
    """The records a library file brought into the store; ``None`` where the store holds the file already.

    Whatever is raised while the file is read leaves nothing behind.
    """
    if libraries.has_document(graph, library.id):
        return None
    fresh: list[Record] = []
    with graph.transaction():
        libraries.put_library(graph, library.id, source=library.source, kind=library.format)
        entries = iter(library)
        while batch := list(islice(entries, _BATCH)):
            records = [_record(entry) for entry in batch if isinstance(entry, Entry)]
            libraries.put_entries(graph, batch, records)
            fresh += records
        libraries.put_notes(graph, library.id, library.report.notes)
    return fresh
