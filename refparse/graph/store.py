"""The graph as Python sees it: one SQLite file of records, the works they are, and who cites whom.

The order of the steps is the pipeline's business: in one transaction it puts a page, its
blocking keys, the verdicts on its neighbours, the clusters of what is now connected, and
the tags of the works that come out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from refparse.errors import StaleId
from refparse.evidence import Verdict
from refparse.graph import clusters as _clusters
from refparse.graph import find, pages, tags
from refparse.graph import keys as _keys
from refparse.graph.connect import Store
from refparse.graph.rows import link_row, pack, record_of, verdict_of, verdict_row
from refparse.reference import Cluster, Page, Record

_BATCH = 1000

_RECORDS = "SELECT * FROM record WHERE seq > ? ORDER BY seq LIMIT ?"
_SOME_RECORDS = "SELECT r.* FROM record r JOIN json_each(?) asked ON r.id = asked.value ORDER BY r.seq"
_NEIGHBOURS = """
SELECT DISTINCT b.record_id FROM json_each(?) asked JOIN blocking_key b ON b.key = asked.value ORDER BY 1
"""
_BEGINNING = """
SELECT DISTINCT b.key FROM json_each(?) asked
JOIN blocking_key b ON b.key >= asked.value ->> 0 AND b.key < asked.value ->> 1
"""
_STRINGS = """
SELECT r.id, e.text FROM record r JOIN reference e ON e.id = r.origin_id AND r.origin = 'reference'
WHERE r.id IN (SELECT value FROM json_each(?))
"""
_HOMES = "SELECT record_id, work_id FROM work_record WHERE record_id IN (SELECT value FROM json_each(?))"
_KEYS = "SELECT record_id, key FROM blocking_key WHERE record_id IN (SELECT value FROM json_each(?))"
_VERDICTS = """
SELECT v.* FROM verdict v JOIN json_each(?1) asked ON v.left_id = asked.value
UNION SELECT v.* FROM verdict v JOIN json_each(?1) asked ON v.right_id = asked.value
ORDER BY 1, 2
"""
# What joins or asks, and what forbids among these themselves.
_STANDING = """
WITH asked AS MATERIALIZED (SELECT value AS id FROM json_each(?))
SELECT left_id, right_id, prior, weight, decision, rules, vetoes, '[]' AS evidence FROM verdict
WHERE left_id IN (SELECT id FROM asked) AND (decision <> 'different' OR right_id IN (SELECT id FROM asked))
UNION ALL
SELECT left_id, right_id, prior, weight, decision, rules, vetoes, '[]' AS evidence FROM verdict
WHERE right_id IN (SELECT id FROM asked) AND left_id NOT IN (SELECT id FROM asked) AND decision <> 'different'
ORDER BY 1, 2
"""
_PAIRS = """
SELECT v.* FROM json_each(?) asked JOIN verdict v
ON v.left_id = json_extract(asked.value, '$[0]') AND v.right_id = json_extract(asked.value, '$[1]')
ORDER BY v.left_id, v.right_id
"""


class Graph:
    """A store of pages, records and works.

    >>> with Graph(":memory:") as graph:
    ...     graph.works()
    ()

    A file that is not there is made by the first write; reading it before that is an
    error that says so. Every write outside :meth:`transaction` is a transaction of its own.
    """

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False, busy_timeout: float = 30.0) -> None:
        """Open the store, or refuse before any work is done; ``busy_timeout`` counts seconds."""
        self.store = Store(path, read_only=read_only, busy_timeout=busy_timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was committed stays."""
        self.store.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become one: whatever is raised, Ctrl-C included, undoes them all.

        >>> graph = Graph(":memory:")
        >>> with graph.transaction():
        ...     graph.put_run("add", version="0.1.0", counts={"pages": 1})

        A transaction inside another is a part of it: it is undone alone when its error is
        caught outside it.
        """
        with self.store.transaction():
            yield

    @contextmanager
    def copied(self) -> Iterator[Graph]:
        """A copy of the store in which anything may be tried: it is gone afterwards."""
        with TemporaryDirectory(prefix="refparse-") as folder:
            path = Path(folder) / "copy.sqlite"
            self.store.copy(path)
            with Graph(path) as graph:
                yield graph

    # Pages

    def put_page(self, page: Page, records: Sequence[Record]) -> bool:
        """Whether the page was new and is now stored, with its records.

        One of the records must be of the page itself (origin ``page``); an entry without a
        record is stored too, and cites nothing.
        """
        with self.transaction():
            return pages.put_page(self.store, page, records)

    def remove_page(self, document_id: str) -> pages.RemoveReport:
        """What went with the page: its records, and works that nothing else speaks of.

        The works that lost a member still look as they did: cluster the component of
        ``touched`` anew, in the same transaction.
        """
        with self.transaction():
            return pages.remove_page(self.store, document_id)

    def documents(self) -> tuple[pages.StoredDocument, ...]:
        """All pages, by source and id.

        >>> Graph(":memory:").documents()
        ()
        """
        return pages.documents(self.store)

    def find_document(self, text: str) -> str:
        """The id of the page that has this id or was read from this source.

        >>> Graph(":memory:").find_document("page.txt")
        Traceback (most recent call last):
        refparse.errors.StaleId: no page 'page.txt' in the store; name it by its file name or its id
        """
        return pages.find_document(self.store, text)

    def put_run(self, command: str, *, version: str, counts: Mapping[str, int]) -> None:
        """Remember that a command changed the store; one that changed nothing leaves no row."""
        if any(counts.values()):
            row = {"command": command, "version": version, "counts": pack(dict(counts))}
            with self.transaction():
                self.store.insert("run", [{**row, "at": datetime.now(UTC).isoformat(timespec="seconds")}])

    # Records, and what is held of pairs of them

    def records(self, ids: Iterable[str] | None = None) -> Iterator[Record]:
        """These records, or all, in the order they were added.

        >>> list(Graph(":memory:").records())
        []

        An id the store does not hold raises, before the first record is given.
        """
        if ids is None:
            return self._all_records()
        wanted = sorted(set(ids))
        rows = self.store.rows(_SOME_RECORDS, [pack(wanted)])
        if len(rows) < len(wanted):
            missing = set(wanted).difference(row["id"] for row in rows)
            raise StaleId(f"no record {min(missing)!r} in the store", hint="add its page again")
        return (self.store.held(record_of, row) for row in rows)

    def _all_records(self) -> Iterator[Record]:
        last = 0
        while rows := self.store.rows(_RECORDS, [last, _BATCH]):
            yield from (self.store.held(record_of, row) for row in rows)
            last = rows[-1]["seq"]

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Store the blocking keys of these records, by id; those one has already stay as they are."""
        known = {(row["record_id"], row["key"]) for row in self.store.rows(_KEYS, [pack(sorted(keys))])}
        given = {(id_, key) for id_, some in keys.items() for key in some}
        with self.transaction():
            self.store.insert("blocking_key", [{"key": key, "record_id": id_} for id_, key in sorted(given - known)])

    def neighbours(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Ids of all records that have one of these blocking keys, sorted.

        >>> Graph(":memory:").neighbours(["doi:10.1000/182"])
        ()

        Ask once for the keys of many records: the work is in the asking.
        """
        return tuple(row["record_id"] for row in self.store.rows(_NEIGHBOURS, [pack(sorted(set(keys)))]))

    def keys_beginning(self, beginnings: Iterable[str]) -> set[str]:
        """All blocking keys that begin so.

        >>> Graph(":memory:").keys_beginning(["column: careerforum|"])
        set()
        """
        bounds = [(begin, begin[:-1] + chr(ord(begin[-1]) + 1)) for begin in sorted(set(beginnings))]
        return {row["key"] for row in self.store.rows(_BEGINNING, [pack(bounds)])}

    def strings(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Record id → the reference string it was read from; other records are left out.

        >>> Graph(":memory:").strings(["no such record"])
        {}
        """
        return {row["id"]: row["text"] for row in self.store.rows(_STRINGS, [pack(sorted(set(record_ids)))])}

    def put_verdicts(self, verdicts: Iterable[Verdict]) -> None:
        """Store what is held, asked or forbidden of pairs, and what ties them, in place of what was held before.

        A pair that is merely different leaves no row: it can be judged again at any time.
        """
        given = {(verdict.left_id, verdict.right_id): verdict for verdict in verdicts}
        kept = [v for v in given.values() if v.decision != "different" or v.vetoes]
        with self.transaction():
            self.store.write_all("DELETE FROM verdict WHERE left_id = ? AND right_id = ?", given)
            self.store.write_all("DELETE FROM link WHERE left_id = ? AND right_id = ?", given)
            self.store.insert("verdict", map(verdict_row, kept))
            self.store.insert("link", [link_row(verdict) for verdict in kept if verdict.tie])

    def verdicts(self, record_ids: Iterable[str] | None = None) -> tuple[Verdict, ...]:
        """The stored verdicts that touch one of these records, or all, by pair.

        >>> Graph(":memory:").verdicts()
        ()
        """
        if record_ids is None:
            rows = self.store.rows("SELECT * FROM verdict ORDER BY left_id, right_id")
        else:
            rows = self.store.rows(_VERDICTS, [pack(sorted(set(record_ids)))])
        return tuple(self.store.held(verdict_of, row) for row in rows)

    def standing(self, record_ids: Iterable[str]) -> tuple[Verdict, ...]:
        """The verdicts that decide how these records are clustered, without their evidence, by pair.

        >>> Graph(":memory:").standing(["no such record"])
        ()

        Most verdicts forbid a pair of which one record is elsewhere: those are left out.
        """
        rows = self.store.rows(_STANDING, [pack(sorted(set(record_ids)))])
        return tuple(self.store.held(verdict_of, row) for row in rows)

    def verdicts_on(self, pairs: Iterable[tuple[str, str]]) -> tuple[Verdict, ...]:
        """The stored verdicts on these pairs, by pair; the smaller id stands on the left."""
        rows = self.store.rows(_PAIRS, [pack(sorted(set(pairs)))])
        return tuple(self.store.held(verdict_of, row) for row in rows)

    def component(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """All records that must be clustered together with these, sorted.

        They are connected by verdicts ``same``, or belong to one work today.
        """
        return _clusters.component(self.store, record_ids)

    # Works

    def put_clusters(self, clusters: Sequence[Cluster]) -> tuple[str, ...]:
        """The id of the work each cluster is, in the same order.

        The clusters replace the works of their records, and must hold all records of each
        such work. What rules said of the kind of study is forgotten with the old canonical
        form: put the tags after the clusters.
        """
        with self.transaction():
            return _clusters.put_clusters(self.store, clusters)

    def works(self, ids: Iterable[str] | None = None) -> tuple[find.StoredWork, ...]:
        """These works, or all, sorted by date, names, title, and only last by id."""
        return find.works(self.store, ids)

    def find_work(self, text: str) -> find.StoredWork:
        """The one work named by an id, a cite key, a DOI, PMID, PMCID or arXiv number, or words.

        >>> Graph(":memory:").find_work("10.1000/182")
        Traceback (most recent call last):
        refparse.errors.StaleId: no work matches "10.1000/182"; name it by id, cite key, DOI, PMID or words of its title

        Ids and keys of works that were merged still name the work they went into. Words
        that fit several works name none, unless they are the whole title of just one.
        """
        return find.find_work(self.store, text)

    def search(self, text: str, limit: int = 20) -> tuple[find.StoredWork, ...]:
        """Works whose title, names, container, date or key hold all these words, the best first.

        >>> Graph(":memory:").search('lupus OR "')
        ()
        """
        return find.search(self.store, text, limit)

    def members(self, work_id: str) -> tuple[Record, ...]:
        """The records a work is made of, in the order they were added."""
        rows = self.store.rows("SELECT record_id FROM work_record WHERE work_id = ?", [work_id])
        return tuple(self.records(row["record_id"] for row in rows))

    def works_of(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Record id → id of the work it belongs to; ids the store does not hold are left out.

        >>> Graph(":memory:").works_of(["no such record"])
        {}
        """
        return {row["record_id"]: row["work_id"] for row in self.store.rows(_HOMES, [pack(sorted(set(record_ids)))])}

    def places(self, record_ids: Iterable[str]) -> dict[str, str]:
        """Record id → where it was read: its file, and the entry of the list.

        >>> Graph(":memory:").places(["no such record"])
        {}
        """
        return find.places(self.store, record_ids)

    def origins(self, work_id: str) -> dict[str, str]:
        """Field of the canonical work → id of the record it came from."""
        rows = self.store.rows("SELECT field, record_id FROM work_field WHERE work_id = ? ORDER BY field", [work_id])
        return {row["field"]: row["record_id"] for row in rows}

    # Kinds of study

    def put_tags(self, found: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Store what the rules say: work id → (kind, evidence), in place of what they said before."""
        with self.transaction():
            tags.put_tags(self.store, found)

    def tag(self, work: str, kind: str, evidence: str = "") -> str:
        """The id of the work that is now of this kind because the user says so.

        ``work`` is whatever :meth:`find_work` takes. What the rules say of this work is set aside.
        """
        work_id = self.find_work(work).id
        with self.transaction():
            tags.say(self.store, work_id, tags.kind_name(kind), holds=True, evidence=evidence)
        return work_id

    def untag(self, work: str, kind: str) -> str:
        """The id of the work that is not of this kind because the user says so."""
        work_id = self.find_work(work).id
        with self.transaction():
            tags.untag(self.store, work_id, tags.kind_name(kind))
        return work_id

    def tags(self, work_id: str) -> tuple[tags.Tag, ...]:
        """What the work is held to be, by whom, and why.

        >>> Graph(":memory:").tags("no such work")
        ()
        """
        return tags.tags(self.store, [work_id])

    # Cite keys

    def pin_keys(self, proposals: Mapping[str, str]) -> dict[str, str]:
        """Work id → cite key for all these works; those without a key get the one proposed.

        A key already given to any work, even one since removed, gets a letter: a, b, … z, aa.
        Where nothing is missing nothing is written, so a read-only store can be exported.
        """
        return _keys.pin_keys(self.store, proposals)

    def keys(self) -> dict[str, str]:
        """Work id → cite key for every work that has one.

        >>> Graph(":memory:").keys()
        {}
        """
        return _keys.keys(self.store)
