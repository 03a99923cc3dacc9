"""A library of references that print their DOIs, and all that it says but times: what no kill may change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

import refparse
from refparse.reference import (
    Document,
    ListRegion,
    Page,
    PageRecord,
    Parsed,
    ReferenceList,
    ReferenceString,
    content_id,
)
from refparse.resolve.prepare import in_words
from refparse.resolve.record import read_record
from refparse.work import Work

#: Entries of one page.
PAGE = 100
#: Times, and numbers of rows in the order of their writing: of threads, any may be first.
_ASIDE = frozenset({"at", "added", "seq"})
#: What runs there were.
_LOG = frozenset({"run"})
_EVERY_ROW = 'SELECT * FROM "{}"'


def make(path: str, works: Sequence[Mapping[str, object]]) -> None:
    """A library of pages that cite these works, each entry with its DOI."""
    cited = [_cited(read_record(work)) for work in works]
    pages = [_page(number, cited[number : number + PAGE]) for number in range(0, len(cited), PAGE)]
    with refparse.Graph(path) as graph:
        refparse.add(graph, pages)


def _cited(work: Work) -> Work:
    """What a reference prints of a work."""
    return Work(
        type=work.type,
        title=work.title,
        author=replace(work.author, names=work.author.names[:6]),
        container_title=work.container_title,
        issued=work.issued,
        volume=work.volume,
        page=work.page,
        DOI=work.DOI,
    )


def _page(number: int, works: Sequence[Work]) -> Page:
    texts = [f"{in_words(work)} doi:{work.DOI}" for work in works]
    id_ = content_id(str(number), *texts)
    ends = [sum(map(len, texts[:at])) for at in range(len(texts) + 1)]
    references = tuple(
        ReferenceString(
            id=content_id(id_, str(at)),
            document_id=id_,
            number=at + 1,
            label=None,
            text=text,
            spans=((ends[at], ends[at + 1]),),
        )
        for at, text in enumerate(texts)
    )
    read = zip(references, works, strict=True)
    region = ListRegion(span=(0, ends[-1]), heading=None, layout="lines")
    return Page(
        document=Document(id=id_, text="".join(texts), source=f"page {number}"),
        record=PageRecord(document_id=id_, kind="plain", work=Work(title=f"Review number {number} of the benchmark")),
        list=ReferenceList(document_id=id_, region=region, references=references),
        votes=(),
        results=tuple(Parsed(reference=string, work=work, fields=(), by="benchmark") for string, work in read),
        callouts=(),
    )


def states(path: str) -> dict[str, int]:
    """How many references came to each state."""
    with closing(sqlite3.connect(path)) as store:
        return dict(store.execute("SELECT state, count(*) FROM resolution GROUP BY state"))


def everything(path: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of their own, without times and the log of runs."""
    with closing(sqlite3.connect(path)) as store:
        return {table: sorted(_rows(store, table), key=repr) for table in _tables(store)}


def _tables(store: sqlite3.Connection) -> Iterator[str]:
    """The tables that hold something of their own, and no index of words."""
    names = store.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return (name for (name,) in names.fetchall() if name not in _LOG and not name.startswith("sqlite_"))


def _rows(store: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    cursor = store.execute(_EVERY_ROW.format(table))
    kept = [at for at, column in enumerate(cursor.description) if column[0] not in _ASIDE]
    return [tuple(row[at] for at in kept) for row in cursor]
