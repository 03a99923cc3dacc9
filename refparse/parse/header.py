"""What a page says of itself: its own title, authors, journal and the rest, for five kinds of page.

The kind is told from structure (the shape of citation lines, the words every page of a site
carries), never from what one page is about. Running text and the reference list say nothing here.
"""

from __future__ import annotations

from dataclasses import replace

from refparse.parse.pages.abstract import KINDS, read_abstract
from refparse.parse.pages.journals_system import read_journals_system
from refparse.parse.pages.lines import lines_of
from refparse.parse.pages.magazine import read_magazine
from refparse.parse.pages.pdf import read_pdf
from refparse.parse.pages.pubmed import read_pubmed
from refparse.parse.pages.springer import read_springer
from refparse.reference import Document, ListRegion, PageRecord
from refparse.work import Work

#: Asked in this order; the shape that proves most comes first.
_READERS = (read_journals_system, read_springer, read_magazine, read_pubmed, read_pdf)


def read_header(document: Document, region: ListRegion | None) -> PageRecord:
    r"""The page's own record; what the page does not state is absent.

    >>> page = "Lupus. 1999;8(6):456-61.\n\nCalcification in lupus.\n\nOkada J1, Nomura M.\n\nPMID: 10483033\n"
    >>> record = read_header(Document(id="d", text=page, source="<text>"), None)
    >>> record.kind, record.work.title, record.work.page
    ('pubmed', 'Calcification in lupus', '456-61')

    A page of no known kind ("plain") has an empty record: a wrong value would cost as
    much as a missing one.
    """
    lines = lines_of(document, region)
    for read in _READERS:
        if (record := read(document, lines)) is not None:
            return _with_abstract(record, document, region)
    return PageRecord(document_id=document.id, kind="plain", work=Work())


def _with_abstract(record: PageRecord, document: Document, region: ListRegion | None) -> PageRecord:
    """The record with its abstract, where a page of its kind prints one: it says what kind of study this is."""
    found = read_abstract(document, region) if record.kind in KINDS else None
    if found is None:
        return record
    work = replace(record.work, abstract=found.value)
    return replace(record, work=work, fields=(*record.fields, found))
