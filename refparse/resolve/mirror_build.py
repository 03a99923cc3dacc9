"""A mirror made from a Crossref public data file: read as a stream, written in whole batches, named when it is whole.

Everything goes into a draft beside the place the mirror is for. What is read, and how far, is
committed with the works themselves, so a build killed at any moment goes on from its last
batch; the draft takes the mirror's name when nothing is left to do.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from refparse.errors import SourceError
from refparse.normalize.folding import listed
from refparse.resolve.mirror_source import UNREADABLE, NoRecordsError, Part, Source, Trouble, missing, records
from refparse.resolve.mirror_store import (
    COMMON,
    Press,
    about,
    compact,
    draft_of,
    note,
    open_draft,
    open_whole,
    translated,
)
from refparse.resolve.mirror_terms import work_terms

#: Told (done, total, unit) now and then.
Progress = Callable[[int, int, str], None]

#: Works in one transaction: what a kill may cost, and what is held in memory.
_BATCH = 10_000
_TOLD_EVERY = 1_000
#: The compressor's dictionary: parts of the first records, as much as pays.
_DICTIONARY_RECORDS = 400
_DICTIONARY_BYTES = 16_384
_ABOUT_EACH = 600
_LONGEST_DOI = 2_048
#: The size noted of a tar that is itself in trouble: it is no part.
_WHOLE = -1

#: What nobody asks a mirror for, or what can be made up again; half of each record.
_LEFT_OUT: Final = frozenset(
    listed(
        "DOI URL indexed deposited created content-domain link resource license assertion funder update-policy source"
        " prefix member issn-type isbn-type subject alternative-id archive score references-count",
    ),
)
_EMPTY: Final[tuple[object, ...]] = (None, [], {}, "")
_HINT: Final = "download it again, then build again: only this part is read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build came to: works in the mirror, parts read, and what could not be."""

    works: int
    parts: int
    troubles: tuple[Trouble, ...] = ()
    #: Whether there was anything to do: the source may have nothing that the mirror lacks.
    changed: bool = True


def build(
    source: str | os.PathLike[str],
    index: str | os.PathLike[str],
    *,
    references: bool = False,
    progress: Progress | None = None,
) -> Built:
    """A mirror of the works in a public data file, made at ``index``; what could not be read is in ``troubles``.

    Given again after an interruption it goes on; given for a mirror that is whole it reads only parts
    that are new, or of another size than before, and of two versions of a work the one indexed last is
    kept. Until all is done, a mirror that stood at ``index`` is left as it is. With ``references`` the
    deposited reference lists are kept as well, which makes it several times as large.
    """
    path = Path(index)
    given = Source(source)
    tell = progress or _silent
    with translated(path):
        draft = draft_of(path)
        begun = draft.exists() or not path.exists()
        if not begun:
            standing = _standing(path, given, references=references)
            if standing is not None:
                return standing
            _copied(path, draft)
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(open_draft(draft)) as db, translated(draft):
            _check_terms(db, draft, references=references)
            note(db, "references", "kept" if references else "left out")
            changed = _Intake(db, given, tell, references=references).run() or about(db, "state") != "whole"
            if changed:
                _finish(db, tell)
            built = _built(db, changed=changed or begun)
        draft.replace(path)
    return built


def _silent(_done: int, _total: int, _unit: str) -> None:
    """No progress is asked for."""


def _standing(path: Path, source: Source, *, references: bool) -> Built | None:
    """What the mirror that stands came to, when the source has nothing that is not in it."""
    with closing(open_whole(path)) as db:
        _check_terms(db, path, references=references)
        taken = dict(db.execute("SELECT name, size FROM part WHERE state = 'done'"))
        try:
            nothing_new = all(taken.get(part.name) == part.size for part in source.parts())
        except UNREADABLE:
            return None
        return _built(db, changed=False) if nothing_new else None


def _copied(path: Path, draft: Path) -> None:
    """A copy of the mirror that stands, to be added to; half a copy never has the draft's name."""
    copy = draft.with_name(f"{draft.name}.copy")
    shutil.copyfile(path, copy)
    copy.replace(draft)


def _check_terms(db: sqlite3.Connection, path: Path, *, references: bool) -> None:
    """Refuse to go on under other terms than the mirror was begun with."""
    kept = "kept" if references else "left out"
    before = about(db, "references")
    if before not in {None, kept}:
        what = f"begun with reference lists {before}, now they are to be {kept}"
        raise SourceError(str(path), what=what, hint="build under another name, or remove this one")


class _Intake:
    """The parts of a source on their way into a draft."""

    def __init__(self, db: sqlite3.Connection, source: Source, tell: Progress, *, references: bool) -> None:
        self._db = db
        self._source = source
        self._tell = tell
        self._left_out = _LEFT_OUT if references else _LEFT_OUT | {"reference"}
        self._press: Press | None = None
        dictionary = about(db, "dictionary")
        if isinstance(dictionary, bytes):
            self._press = Press(dictionary)
        self._last = db.execute("SELECT coalesce(max(id), 0) FROM work").fetchone()[0]
        self._waiting: list[tuple[str, int, dict[str, object], list[str], list[tuple[str, str]]]] = []
        self._parts: dict[str, tuple[int, int, int, str, str | None]] = {}
        self._changed = False

    def run(self) -> bool:
        """Take in what is new; whether there was anything."""
        try:
            for part in self._source.parts():
                self._take_part(part)
        except UNREADABLE as error:  # a tar that ends early
            self._parts[self._source.path.name] = (_WHOLE, 0, 0, "cut", f"cut off or damaged ({error})")
        else:
            self._db.execute("DELETE FROM part WHERE size = ? AND name = ?", (_WHOLE, self._source.path.name))
        self._commit()
        self._tell(self._source.total, self._source.total, "bytes")
        return self._changed

    def _take_part(self, part: Part) -> None:
        row = self._db.execute("SELECT size, taken, works, state FROM part WHERE name = ?", (part.name,)).fetchone()
        size, taken, works, state = row or (None, 0, 0, "")
        if size != part.size:
            taken = works = 0
        elif state == "done":
            return
        troubles: list[str] = []
        for item in _readable(part, taken, troubles):
            taken += 1
            works += self._take(item)
            if taken % _TOLD_EVERY == 0:
                self._tell(self._source.done, self._source.total, "bytes")
            if len(self._waiting) >= _BATCH:
                self._parts[part.name] = (part.size, taken, works, "begun", None)
                self._commit()
        if troubles or not works:
            trouble = f"damaged after {taken} records ({troubles[0]})" if troubles else "no record of a work in it"
            self._parts[part.name] = (part.size, taken, works, "cut", trouble)
        else:
            left = f"{taken - works} of {taken} records left out, being no records of works" if works < taken else None
            self._parts[part.name] = (part.size, taken, works, "done", left)

    def _take(self, item: object) -> bool:
        """Put a record on the list; whether it is one."""
        doi = item.get("DOI") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(doi, str) or not doi.strip() or len(doi) > _LONGEST_DOI:
            return False
        record = {
            key: value for key, value in item.items() if key not in self._left_out and value not in (None, [], {}, "")
        }
        self._waiting.append((_key(doi), _indexed(item), _slim(record), work_terms(item), list(_ties(item))))
        return True

    def _commit(self) -> None:
        """Write the batch and how far it brought us: both, or neither."""
        db, press = self._db, self._press
        db.execute("BEGIN IMMEDIATE")
        try:
            if self._waiting and press is None:
                dictionary = _dictionary([record for _, _, record, _, _ in self._waiting])
                note(db, "dictionary", dictionary)
                self._press = press = Press(dictionary)
            if self._waiting and press is not None:
                self._write(press)
            for name, row in self._parts.items():
                db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?)", (name, *row))
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        self._waiting.clear()
        self._parts.clear()

    def _write(self, press: Press) -> None:
        if not self._changed:
            self._changed = True
            note(self._db, "state", "draft")
            # Sorting once is quicker than keeping in order.
            self._db.execute("DROP INDEX IF EXISTS work_by_doi")
            self._db.execute("DROP INDEX IF EXISTS tie_by_doi")
        numbered = list(enumerate(self._waiting, start=self._last + 1))
        self._last += len(numbered)
        works = ((n, doi, at, press.small(record)) for n, (doi, at, record, _, _) in numbered)
        self._db.executemany("INSERT INTO work VALUES (?, ?, ?, ?)", works)
        words = ((n, " ".join(words)) for n, (_, _, _, words, _) in numbered)
        self._db.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", words)
        ties = ((doi, kind, n) for n, (_, _, _, _, ties) in numbered for doi, kind in ties)
        self._db.executemany("INSERT INTO tie VALUES (?, ?, ?)", ties)


def _readable(part: Part, skip: int, troubles: list[str]) -> Iterator[object]:
    """What can be read of a part; why no more can goes to ``troubles``."""
    try:
        yield from records(part, skip=skip)
    except (NoRecordsError, *UNREADABLE) as error:
        troubles.append(str(error))


def _key(doi: str) -> str:
    return doi.strip().lower().encode("utf-8", "replace").decode()


def _indexed(item: Mapping[str, object]) -> int:
    """When Crossref last indexed the record, in seconds; 0 unknown."""
    said = item.get("indexed")
    stamp = said.get("timestamp") if isinstance(said, Mapping) else None
    return stamp // 1000 if isinstance(stamp, int) and 0 < stamp < 1 << 47 else 0


def _slim(record: dict[str, object]) -> dict[str, object]:
    """The record without its people's addresses."""
    for role in ("author", "editor"):
        people = record.get(role)
        if isinstance(people, list):
            record[role] = list(map(_without_address, people))
    return record


def _without_address(person: object) -> object:
    if not isinstance(person, dict):
        return person
    return {key: said for key, said in person.items() if key != "affiliation"}


def _ties(item: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Other DOIs this record must be found by: those merged into it, and those it corrects or retracts."""
    for field, kind in (("aliases", "alias"), ("update-to", "update")):
        said = item.get(field)
        for one in said if isinstance(said, list) else ():
            doi = one.get("DOI") if isinstance(one, Mapping) else one
            if isinstance(doi, str):
                yield _key(doi), kind


def _dictionary(batch: list[dict[str, object]]) -> bytes:
    """What records have in common, from records across the first batch."""
    step = max(1, len(batch) // _DICTIONARY_RECORDS)
    return b"".join(compact(record)[:_ABOUT_EACH] for record in batch[::step])[-_DICTIONARY_BYTES:]


_FINISHING: Final = (
    ("CREATE INDEX IF NOT EXISTS work_by_doi ON work (doi)",),
    ("CREATE INDEX IF NOT EXISTS tie_by_doi ON tie (doi)",),
    (
        # Of several versions of a work the one indexed last stays; read later counts where they tie.
        """DELETE FROM work WHERE id IN (SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY doi ORDER BY at DESC, id DESC) AS place
            FROM work WHERE doi IN (SELECT doi FROM work GROUP BY doi HAVING count(*) > 1)
        ) WHERE place > 1)""",
        "DELETE FROM tie WHERE work NOT IN (SELECT id FROM work)",
    ),
    (
        "DELETE FROM common",
        "INSERT INTO common SELECT term, doc FROM vocabulary WHERE doc >= ?",
    ),
)


def _finish(db: sqlite3.Connection, tell: Progress) -> None:
    """Put the draft in order; each step may be repeated, so a kill between them costs only time."""
    for number, steps in enumerate(_FINISHING):
        tell(number, len(_FINISHING), "steps")
        db.execute("BEGIN IMMEDIATE")
        for step in steps:
            db.execute(step, (COMMON,) if "?" in step else ())
        db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")
    note(db, "built", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    note(db, "state", "whole")
    db.execute("COMMIT")
    tell(len(_FINISHING), len(_FINISHING), "steps")


def _built(db: sqlite3.Connection, *, changed: bool) -> Built:
    works = db.execute("SELECT count(*) FROM work").fetchone()[0]
    parts = db.execute("SELECT name, trouble FROM part ORDER BY rowid").fetchall()
    troubles = [Trouble(part=name, what=trouble, hint=_HINT) for name, trouble in parts if trouble]
    absent = missing(name for name, _ in parts)
    return Built(works=works, parts=len(parts), troubles=(*troubles, *absent), changed=changed)
