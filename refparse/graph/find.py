"""Works of the store, and how one is found: by id, cite key, identifier, or words."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from refparse.errors import StaleId
from refparse.graph.connect import Store
from refparse.graph.rows import content_order, pack, work_of
from refparse.graph.tags import tags
from refparse.normalize.identifiers import arxiv_key, doi_key, parse_arxiv, parse_doi, parse_pmcid, parse_pmid
from refparse.normalize.titles import fold_title
from refparse.work import Work

_WORD = re.compile(r"[^\W_]+")
_NAMED = 5  # candidates that a message of one line has room for
_SHOWN = 60
_LONGEST = 2_000  # characters of a question; what is longer is a page pasted by mistake

_BY_NAME = """
SELECT id FROM work WHERE id = ?1
UNION SELECT work_id FROM work_alias WHERE id = ?1
UNION SELECT w.id FROM cite_key k JOIN work w ON w.id = k.work_id WHERE k.key = ?1
UNION SELECT a.work_id FROM cite_key k JOIN work_alias a ON a.id = k.work_id WHERE k.key = ?1
ORDER BY 1
"""

_BY_IDENTIFIER = """
SELECT DISTINCT m.work_id AS id
FROM json_each(?) asked
JOIN identifier i ON i.value = asked.value ->> 1 AND i.scheme = asked.value ->> 0
JOIN work_record m ON m.record_id = i.record_id
ORDER BY 1
"""

_BY_WORDS = """
SELECT w.id FROM work_fts f JOIN work w ON w.seq = f.rowid
WHERE work_fts MATCH ? ORDER BY bm25(work_fts), w.issued, w.author, w.title, w.id LIMIT ?
"""

_SOME = """
SELECT w.*, (SELECT count(*) FROM work_record m WHERE m.work_id = w.id) AS members
FROM work w WHERE w.id IN (SELECT value FROM json_each(?))
"""


_PLACES = """
SELECT r.id, r.origin_id, d.source, coalesce(e.label, e.number) AS entry, n.number, n.line
FROM record r LEFT JOIN document d ON d.id = r.document_id
LEFT JOIN reference e ON e.id = r.origin_id AND r.origin = 'reference'
LEFT JOIN entry n ON n.id = r.origin_id AND r.origin = 'library'
WHERE r.id IN (SELECT value FROM json_each(?))
"""

_NOTICED = "SELECT work_id, brief FROM noticed WHERE work_id IN (SELECT value FROM json_each(?)) ORDER BY seq"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredWork:
    """A work of the store: the canonical form of its records."""

    id: str
    work: Work
    #: Cite key; ``None`` until the first export.
    key: str | None
    #: Kinds of study it is held to be, sorted.
    kinds: tuple[str, ...]
    #: How many records it is made of.
    members: int
    #: Retractions, corrections and concerns, in few words, the gravest first.
    notices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The work in few words: first author, year, title."""
        author, issued = self.work.author.names[:1], self.work.issued
        said = (author[0].printed_family if author else None, issued.iso if issued else None, self.work.title)
        return " ".join(part for part in said if part) or self.id


def works(store: Store, ids: Iterable[str] | None = None) -> tuple[StoredWork, ...]:
    """These works, or all, sorted by what they say."""
    if ids is None:
        ids = [row["id"] for row in store.rows("SELECT id FROM work")]
    rows = sorted(store.rows(_SOME, [pack(list(ids))]), key=content_order)
    kinds: dict[str, list[str]] = {}
    for tag in tags(store, [row["id"] for row in rows]):
        kinds.setdefault(tag.work_id, []).append(tag.kind)
    told = noticed(store, [row["id"] for row in rows])
    return tuple(
        StoredWork(
            id=row["id"],
            work=store.held(work_of, row),
            key=row["cite_key"],
            kinds=tuple(kinds.get(row["id"], ())),
            members=row["members"],
            notices=told.get(row["id"], ()),
        )
        for row in rows
    )


def noticed(store: Store, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Work id → what happened to it after it came out, in few words."""
    found: dict[str, tuple[str, ...]] = {}
    for row in store.rows(_NOTICED, [pack(sorted(ids))]):
        found[row["work_id"]] = (*found.get(row["work_id"], ()), row["brief"])
    return found


def search(store: Store, text: str, limit: int) -> tuple[StoredWork, ...]:
    """Works whose title, names, container, date or key hold these words, the best first."""
    ids = _matching(store, text, limit)
    found = {work.id: work for work in works(store, ids)}
    return tuple(found[work_id] for work_id in ids)


def _matching(store: Store, text: str, limit: int) -> list[str]:
    # Every word is quoted: nothing a user types is ever an operator.
    words = [f'"{word}"' for word in _WORD.findall(unicodedata.normalize("NFC", text[:_LONGEST]))]
    if not words:
        return []
    return [row["id"] for row in store.rows(_BY_WORDS, [" ".join(words), limit])]


def find_work(store: Store, text: str) -> StoredWork:
    """The one work this text names."""
    asked = text.strip()
    for ids in _readings(store, asked):
        if len(ids) == 1:
            return works(store, ids)[0]
        if ids:
            raise StaleId(f"{_many(ids)} works match {_quoted(asked)}: {_named(store, ids)}", hint="name one by its id")
    raise StaleId(f"no work matches {_quoted(asked)}", hint="name it by id, cite key, DOI, PMID or words of its title")


def _readings(store: Store, asked: str) -> Iterator[list[str]]:
    yield [row["id"] for row in store.rows(_BY_NAME, [asked])]
    yield [row["id"] for row in store.rows(_BY_IDENTIFIER, [pack(_identifiers(asked))])]
    ids = _matching(store, asked, _NAMED + 1)
    # A whole title is found in every longer one that begins with it; it means the work it is the title of.
    title = fold_title(asked)
    exact = [work.id for work in works(store, ids) if fold_title(work.work.title or "") == title]
    yield exact if len(exact) == 1 else ids


def _identifiers(asked: str) -> list[tuple[str, str]]:
    doi, pmid, pmcid, arxiv = parse_doi(asked)[0], parse_pmid(asked), parse_pmcid(asked), parse_arxiv(asked)
    found = (
        ("DOI", doi_key(doi) if doi else None),
        ("PMID", pmid),
        ("PMCID", pmcid),
        ("arXiv", arxiv_key(arxiv) if arxiv else None),
    )
    return [(scheme, value) for scheme, value in found if value]


def _many(ids: Sequence[str]) -> str:
    return str(len(ids)) if len(ids) <= _NAMED else f"more than {_NAMED}"


def _quoted(asked: str) -> str:
    line = " ".join(asked.split())
    return f'"{line[:_SHOWN]}…"' if len(line) > _SHOWN else f'"{line}"'


def _named(store: Store, ids: Sequence[str]) -> str:
    named = {work.id: work for work in works(store, ids)}
    return "; ".join(f"{work_id} {str(named[work_id])[:_SHOWN]}" for work_id in ids[:_NAMED])


def places(store: Store, record_ids: Iterable[str]) -> dict[str, str]:
    """Record id → where it was read, in words."""
    return {row["id"]: _place(row) for row in store.rows(_PLACES, [pack(sorted(set(record_ids)))])}


def _place(row: sqlite3.Row) -> str:
    if row["source"] is None:
        return f"registry, {row['origin_id']}"
    file = PurePath(row["source"]).name
    if row["number"] is not None:
        return f"{file}, record {row['number']} (line {row['line']})"
    return f"{file}, entry {row['entry']}" if row["entry"] is not None else f"{file}, the page itself"
