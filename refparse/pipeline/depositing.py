"""A reference list that a publisher deposited with a registry, stored like a page's own and marked as what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from refparse.graph import Graph, pages
from refparse.pipeline.judging import judge_all, take_out
from refparse.pipeline.noting import unheard
from refparse.pipeline.strings import parse_strings
from refparse.pipeline.tying import tie
from refparse.reference import (
    Document,
    ListRegion,
    Page,
    PageRecord,
    Parsed,
    Record,
    ReferenceList,
    ReferenceString,
    Unparsed,
    content_id,
)
from refparse.resolve.deposited import Deposited, references_of
from refparse.resolve.rendering import show
from refparse.work import Work

#: Who such an entry comes from, and what kind of document its list is.
BY = "crossref"


def put_deposited(graph: Graph, record: Record, message: Mapping[str, object]) -> tuple[int, tuple[str, ...]]:
    """How many entries a record's list brought into the store, and the records to be clustered anew.

    A list that was stored before and is another one today takes its place.
    """
    page = page_of(record, [entry for entry in references_of(message) if entry.says_something])
    source = page.document.source
    known = [document.id for document in graph.documents() if document.source == source]
    if not page.results or known == [page.document.id]:
        return 0, ()
    touched: list[str] = []
    for document_id in known:
        touched += take_out(graph, document_id).touched
    records = [_record(result) for result in page.results if isinstance(result, Parsed)]
    pages.put_list(graph.store, page, record.id, records)
    judged = judge_all(graph, [record.id for record in records], unheard)
    graph.put_verdicts(judged.verdicts)
    tie(graph, [*(record.id for record in records), *judged.touched])
    return len(page.results), (*touched, *(one.id for one in records), *judged.touched)


def page_of(record: Record, entries: Sequence[Deposited]) -> Page:
    """The deposited list as a page that holds nothing else, an entry a line."""
    lines = [" ".join((entry.text or _printed(entry)).split()) for entry in entries]
    text = "\n".join(lines)
    document = Document(id=content_id(BY, record.origin_id, text), text=text, source=f"{BY}:{record.origin_id}")
    references: list[ReferenceString] = []
    start = 0
    for entry, line in zip(entries, lines, strict=True):
        references.append(_string(document.id, entry, line, start))
        start += len(line) + 1
    read = parse_strings(lines)
    results = tuple(_result(string, entry, one) for string, entry, one in zip(references, entries, read, strict=True))
    region = ListRegion(span=(0, len(text)), heading=None, layout="deposited", evidence=("deposited with Crossref",))
    return Page(
        document=document,
        record=PageRecord(document_id=document.id, kind=BY, work=Work()),
        list=ReferenceList(document_id=document.id, region=region, references=tuple(references)),
        votes=(),
        results=results,
        callouts=(),
    )


def _string(document_id: str, entry: Deposited, line: str, start: int) -> ReferenceString:
    return ReferenceString(
        id=content_id(document_id, str(entry.number), line),
        document_id=document_id,
        number=entry.number,
        label=entry.key,
        text=line,
        spans=((start, start + len(line)),),
    )


def _printed(entry: Deposited) -> str:
    """The fields of an entry that was deposited without its string."""
    values = [show(getattr(entry.work, name)) for name in entry.work.stated() if name != "type"]
    return ". ".join([*values, *filter(None, [entry.DOI])])


def _result(string: ReferenceString, entry: Deposited, read: Parsed | Unparsed) -> Parsed | Unparsed:
    """The entry: its deposited fields, what is read from its string where they are silent, and its DOI."""
    stated = {name: getattr(entry.work, name) for name in entry.work.stated()}
    work = read.work if isinstance(read, Parsed) and entry.text else Work()
    work = replace(work, **stated) if stated else work
    work = replace(work, DOI=entry.DOI or work.DOI, doi_prefix=None)
    if not work.stated():
        return Unparsed(reference=string, reached=string.spans[0], expected="a work", nearest_grammar=None)
    asserted = f"its DOI is asserted by {entry.asserted_by}" if entry.asserted_by else "no DOI is deposited"
    return Parsed(reference=string, work=work, fields=(), by=BY, because=(asserted,))


def _record(result: Parsed) -> Record:
    work = result.work
    said = [f"{one.name}={value!r}" for one in fields(work) if (value := getattr(work, one.name))]
    id_ = content_id("record", "reference", result.reference.id, *said)
    return Record(
        id=id_, work=work, origin="reference", origin_id=result.reference.id, document_id=result.reference.document_id
    )
