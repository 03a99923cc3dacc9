"""A page as rows: what `put_page` writes, and what `remove_page` takes away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from refparse.errors import GraphError, StaleId
from refparse.graph.connect import Row, Store
from refparse.graph.rows import identifier_rows, pack, record_row
from refparse.reference import Field, Page, Parsed, Record, Result, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One page of the store."""

    id: str
    source: str
    #: When it was added, ISO 8601 in UTC.
    added: str
    kind: str
    list_known: bool
    list_reason: str | None
    references: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveReport:
    """What taking a page out took along, and what must now be clustered anew."""

    document_id: str
    source: str
    records: int
    #: Works that nothing speaks of any more; their cite keys stay reserved.
    vanished: tuple[str, ...]
    #: Records left behind in works that lost a member.
    touched: tuple[str, ...]


def put_page(store: Store, page: Page, records: Sequence[Record]) -> bool:
    """Write all rows of a page; ``False`` when the store holds it already."""
    document_id = page.document.id
    if store.rows("SELECT 1 FROM document WHERE id = ?", [document_id]):
        return False
    own = next((record.id for record in records if record.origin == "page"), None)
    if own is None:
        raise GraphError(f"{page.document.source}: no record of the page itself", hint="give one with origin 'page'")
    put_list(store, page, own, records)
    return True


def put_list(store: Store, page: Page, own: str, records: Sequence[Record]) -> None:
    """Write all rows of a page whose citing record, ``own``, is among the records or in the store."""
    by_origin = {record.origin_id: record.id for record in records}
    store.insert("document", [_document(page)])
    store.insert("reference", [_reference(result) for result in page.results])
    store.insert("dropped", _dropped(page))
    store.insert("callout", _callouts(page))
    store.insert("record", [record_row(record) for record in records])
    store.insert("identifier", [row for record in records for row in identifier_rows(record)])
    store.insert("field", _fields(page, own, by_origin))
    store.insert("citation", _citations(page, own, by_origin))


def _document(page: Page) -> Row:
    document, found, said = page.document, page.list, page.record
    region = found.region
    heading = region.heading if region is not None else None
    start, stop = region.span if region is not None else (None, None)
    return {
        "id": document.id,
        "source": document.source,
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "kind": said.kind,
        "article_type": said.article_type,
        "list_known": int(region is not None),
        "list_reason": found.reason,
        "list_start": start,
        "list_stop": stop,
        "heading": document.text[slice(*heading)] if heading is not None else None,
        "layout": region.layout if region is not None else None,
        "list_evidence": pack(region.evidence if region is not None else ()),
        "votes": pack([asdict(vote) for vote in page.votes]),
        "dates": pack([[what, asdict(date)] for what, date in said.dates]),
        "affiliations": pack(said.affiliations),
        "notes": pack(document.notes),
        "segments": pack([asdict(segment) for segment in document.segments]),
        "text": document.text,
    }


def _reference(result: Result) -> Row:
    entry = result.reference
    read = result if isinstance(result, Parsed) else None
    failed = None if isinstance(result, Parsed) else result
    return {
        "id": entry.id,
        "document_id": entry.document_id,
        "number": entry.number,
        "label": entry.label,
        "text": entry.text,
        "spans": pack(entry.spans),
        "list_style": entry.list_style,
        "grammar": read.by if read else None,
        "confidence": read.confidence if read else None,
        "reached_start": failed.reached[0] if failed else None,
        "reached_stop": failed.reached[1] if failed else None,
        "expected": failed.expected if failed else None,
        "nearest_grammar": failed.nearest_grammar if failed else None,
    }


def _dropped(page: Page) -> Iterator[Row]:
    for dropped in page.list.dropped:
        start, stop = dropped.span
        yield {"document_id": page.document.id, "start": start, "stop": stop, "reason": dropped.reason}


def _callouts(page: Page) -> Iterator[Row]:
    for callout in page.callouts:
        for number, entry in zip(callout.numbers, callout.linked, strict=True):
            yield {
                "document_id": callout.document_id,
                "start": callout.span[0],
                "stop": callout.span[1],
                "number": number,
                "reference_id": entry,
                "context": callout.context,
            }


def _fields(page: Page, own: str, by_origin: dict[str, str]) -> Iterator[Row]:
    for field in page.record.fields:
        yield _field(own, field)
    for result in page.results:
        record_id = by_origin.get(result.reference.id)
        if isinstance(result, Parsed) and record_id is not None:
            for field in result.fields:
                yield _field(record_id, field)


def _field(record_id: str, field: Field) -> Row:
    ends: Span | tuple[None, None] = (field.spans[0][0], field.spans[-1][1]) if field.spans else (None, None)
    return {
        "record_id": record_id,
        "name": field.name,
        "value": field.value,
        "text": field.text,
        "start": ends[0],
        "stop": ends[1],
        "spans": pack(field.spans),
        "confidence": field.confidence,
    }


def _citations(page: Page, own: str, by_origin: dict[str, str]) -> Iterator[Row]:
    for result in page.results:
        entry = result.reference
        yield {
            "reference_id": entry.id,
            "document_id": entry.document_id,
            "citing_record_id": own,
            "cited_record_id": by_origin.get(entry.id),
            "number": entry.number,
            "label": entry.label,
        }


def documents(store: Store) -> tuple[StoredDocument, ...]:
    """All pages, by source and id."""
    rows = store.rows(
        "SELECT d.id, d.source, d.added, d.kind, d.list_known, d.list_reason, count(e.id) AS entries"
        " FROM document d LEFT JOIN reference e ON e.document_id = d.id GROUP BY d.id ORDER BY d.source, d.id"
    )
    return tuple(
        StoredDocument(
            id=row["id"],
            source=row["source"],
            added=row["added"],
            kind=row["kind"],
            list_known=bool(row["list_known"]),
            list_reason=row["list_reason"],
            references=row["entries"],
        )
        for row in rows
    )


def find_document(store: Store, text: str) -> str:
    """The id of the page with this id or this source."""
    rows = store.rows("SELECT id FROM document WHERE id = ?1 OR source = ?1 ORDER BY id", [text])
    if not rows:
        raise StaleId(f"no page {text!r} in the store", hint="name it by its file name or its id")
    if len(rows) > 1:
        ids = ", ".join(row["id"] for row in rows)
        raise StaleId(f"{len(rows)} pages are called {text!r}", hint=f"name one by its id: {ids}")
    return str(rows[0]["id"])


_LOST = """
SELECT id FROM work WHERE id IN (SELECT value FROM json_each(?))
  AND NOT EXISTS (SELECT 1 FROM work_record m WHERE m.work_id = work.id)
ORDER BY id
"""


# Records of a registry that nobody is resolved to, and entries of lists whose citing work went.
_IDLE = """
SELECT r.id, m.work_id FROM record r LEFT JOIN work_record m ON m.record_id = r.id
WHERE r.origin = 'registry' AND NOT EXISTS (SELECT 1 FROM resolution s WHERE s.registry_id = r.id)
UNION ALL
SELECT r.id, m.work_id FROM document d JOIN record r ON r.document_id = d.id
  LEFT JOIN work_record m ON m.record_id = r.id
WHERE d.kind = 'crossref' AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.document_id = d.id)
"""
_IDLE_LISTS = """
DELETE FROM document WHERE kind = 'crossref' AND NOT EXISTS (SELECT 1 FROM citation c WHERE c.document_id = document.id)
"""


def sweep(store: Store) -> set[str]:
    """Delete what a registry said of works that are gone; the works that lost a record by it."""
    works: set[str] = set()
    while idle := store.rows(_IDLE):
        works.update(row["work_id"] for row in idle if row["work_id"] is not None)
        store.write("DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))", [pack([r["id"] for r in idle])])
    store.write(_IDLE_LISTS)
    return works


def remove_page(store: Store, document_id: str) -> RemoveReport:
    """Delete a page and all that only it brought."""
    found = store.rows("SELECT source FROM document WHERE id = ?", [document_id])
    if not found:
        raise StaleId(f"no page {document_id!r} in the store", hint="name it by its id")
    members = store.rows(
        "SELECT r.id, m.work_id FROM record r LEFT JOIN work_record m ON m.record_id = r.id WHERE r.document_id = ?",
        [document_id],
    )
    lost = {row["work_id"] for row in members}
    store.write("DELETE FROM document WHERE id = ?", [document_id])
    works = pack(sorted((lost | sweep(store)) - {None}))
    vanished = tuple(row["id"] for row in store.rows(_LOST, [works]))
    store.write("DELETE FROM work WHERE id IN (SELECT value FROM json_each(?))", [pack(vanished)])
    left = store.rows(
        "SELECT record_id FROM work_record WHERE work_id IN (SELECT value FROM json_each(?)) ORDER BY record_id",
        [works],
    )
    return RemoveReport(
        document_id=document_id,
        source=found[0]["source"],
        records=len(members),
        vanished=vanished,
        touched=tuple(row["record_id"] for row in left),
    )
