"""What the tests of page records share: a reading that checks its own places, and its facts."""

from refparse.layout import find_list
from refparse.parse.header import read_header
from refparse.reference import Document, ListRegion, PageRecord


def read(text: str, region: ListRegion | None = None) -> PageRecord:
    record = read_header(Document(id="d", text=text, source="<text>"), region)
    for field in record.fields:
        assert field.text == "".join(text[start:end] for start, end in field.spans)
        assert field.value
    assert {field.name for field in record.fields} == set(record.work.stated()) - {"type"}
    return record


def read_whole(text: str) -> PageRecord:
    """The record of a page whose reference list is looked for first, as pages are read."""
    found = find_list(text, ())
    return read(text, None if isinstance(found, str) else found)


def facts(record: PageRecord) -> tuple[str | None, ...]:
    work = record.work
    year = str(work.issued.year) if work.issued else None
    return work.container_title, year, work.volume, work.issue, work.page, work.DOI


def people(record: PageRecord) -> list[tuple[str, str | None, str | None]]:
    return [(name.printed_family, name.given, name.suffix) for name in record.work.author.names]
