"""What registries have answered, kept in one SQLite file that any number of processes may share.

It holds nothing that cannot be fetched again: a damaged file is set aside and begun anew, a disk
that cannot be written costs repeats and no more. Whoever is killed leaves whole answers behind.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self, TypeVar

from refparse.errors import RefparseError
from refparse.resolve.registry import Answer

Result = TypeVar("Result")

#: Written into the file, so that nobody's library is taken for a cache: "RefC".
_OWNER: Final = 0x52656643
_VERSION: Final = 1
_BEGUN = f"PRAGMA application_id = {_OWNER}; PRAGMA user_version = {_VERSION};"
_MEMORY = ":memory:"
_TABLE = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS answer (
    question TEXT PRIMARY KEY,  -- a JSON list: server, kind, what was asked
    known INTEGER NOT NULL,     -- how many records the answer holds
    fetched REAL NOT NULL,      -- seconds since 1970
    etag TEXT,
    body BLOB NOT NULL          -- a JSON list of answers, zlib: its checksum tells damage
) STRICT;
"""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY_SECONDS = 30.0
_MANY = 500
_SWIFT = 1  # of zlib: a third of the time of the usual, a tenth more room
_FIELDS = tuple(field.name for field in fields(Answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Answers to one question as they were kept, and how many seconds ago."""

    answers: tuple[Answer, ...]
    age: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a cache holds: answers with records, answers without, bytes on disk, age of the oldest in seconds."""

    known: int
    unknown: int
    bytes: int
    oldest: float | None


class Cache:
    """One file of answers.

    >>> cache = Cache(":memory:")
    >>> cache.put({"q": [Answer(DOI="10.1000/182", message={"DOI": "10.1000/182"}, by="crossref", at="")]})
    >>> cache.get(["q", "r"])["q"].answers[0].DOI
    '10.1000/182'

    What went wrong without harm stands in ``trouble``; where a damaged file was put, in ``set_aside``.
    """

    def __init__(self, path: str | os.PathLike[str], *, now: Callable[[], float] = time.time) -> None:
        """Open the file or begin it; another program's file is refused, a place not to be written does without."""
        self.path = os.fsdecode(path)
        self.trouble: str | None = None
        self.set_aside: Path | None = None
        self._now = now
        self._lock = threading.RLock()
        self._file: tuple[int, int] | None = None
        self._db = self._opened()

    def get(self, questions: Iterable[str]) -> dict[str, Kept]:
        """The answers kept to these questions, each with its age; an answer that was damaged is not given."""
        asked = list(questions)
        kept: dict[str, Kept] = {}
        for start in range(0, len(asked), _MANY):
            for question, fetched, body in self._rows(asked[start : start + _MANY]):
                with suppress(zlib.error, ValueError, TypeError):
                    answers = tuple(Answer(**answer) for answer in json.loads(zlib.decompress(body)))
                    kept[question] = Kept(answers=answers, age=self._now() - fetched)
        return kept

    def _rows(self, questions: list[str]) -> list[tuple[str, float, bytes]]:
        wanted = (json.dumps(questions),)
        select = "SELECT question, fetched, body FROM answer WHERE question IN (SELECT value FROM json_each(?))"
        return self._safely(lambda db: db.execute(select, wanted).fetchall(), [])

    def put(self, answers: Mapping[str, Sequence[Answer]]) -> None:
        """Keep the answers to these questions, all or none of them."""
        rows = [self._row(question, given) for question, given in answers.items()]

        def write(db: sqlite3.Connection) -> None:
            with db:
                db.execute("BEGIN IMMEDIATE")
                db.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", rows)

        self._safely(write, None)

    def _row(self, question: str, answers: Sequence[Answer]) -> tuple[str, int, float, str | None, bytes]:
        body = json.dumps([_plain(answer) for answer in answers], separators=(",", ":")).encode()
        etag = next((answer.etag for answer in answers), None)
        return question, sum(answer.known for answer in answers), self._now(), etag, zlib.compress(body, _SWIFT)

    def size(self) -> Size:
        """How much is kept, and since when."""
        counted = "SELECT count(*) FILTER (WHERE known), count(*) FILTER (WHERE NOT known), min(fetched) FROM answer"
        empty: tuple[int, int, float | None] = (0, 0, None)
        known, unknown, oldest = self._safely(lambda db: db.execute(counted).fetchone(), empty)
        files = [Path(self.path + end) for end in ("", "-wal", "-shm")]
        on_disk = sum(file.stat().st_size for file in files if self._file and file.is_file())
        return Size(
            known=known, unknown=unknown, bytes=on_disk, oldest=None if oldest is None else self._now() - oldest
        )

    def idle(self) -> float:
        """Seconds since the last answer was kept, by whichever process; infinite where none was.

        >>> Cache(":memory:").idle()
        inf
        """
        # Of rows that are replaced too, the last written has the highest number.
        last = "SELECT fetched FROM answer ORDER BY rowid DESC LIMIT 1"
        row = self._safely(lambda db: db.execute(last).fetchone(), None)
        return math.inf if row is None else self._now() - float(row[0])

    def prune(self, older_than: float = 0.0) -> int:
        """Forget the answers older than so many seconds, all of them by default; how many those were."""
        before = self._now() - older_than

        def forget(db: sqlite3.Connection) -> int:
            # A date that lies ahead is a clock's mistake, and no reason to keep anything for ever.
            gone = db.execute("DELETE FROM answer WHERE fetched <= ? OR fetched > ?", (before, self._now())).rowcount
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return gone

        return self._safely(forget, 0)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _safely(self, action: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """What the action gives; a damaged file is begun anew, any other fault is noted and passed over."""
        with self._lock:
            for _ in range(2):
                try:
                    return action(self._db)
                except sqlite3.Error as error:
                    if not _is_damage(error):
                        self.trouble = f"{self.path}: {error}"
                        return otherwise
                    self._db.close()
                    self._put_aside()
                    self._db = self._opened()
            return otherwise

    def _opened(self) -> sqlite3.Connection:
        """The file, sound and with its table; one in memory where that cannot be had."""
        for _ in range(2):
            try:
                return self._connected(self.path)
            except (sqlite3.Error, OSError) as error:
                if not _is_damage(error):
                    self.trouble = f"{self.path}: {error}"
                    break
                self._put_aside()
        self._file = None
        return self._connected(_MEMORY)

    def _connected(self, path: str) -> sqlite3.Connection:
        if path != _MEMORY:
            Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self._file = _identity(path)
            _begin(db, path)
        except (sqlite3.Error, RefparseError):
            db.close()
            raise
        return db

    def _put_aside(self) -> None:
        """Move the damaged file out of the way, unless another process has done so already."""
        if _identity(self.path) != self._file:
            return
        name = f"{self.path}.damaged-{self._now():.0f}"
        with suppress(OSError):
            Path(self.path).rename(name)
            self.set_aside = Path(name)
        for end in ("-wal", "-shm"):  # they belong to the damaged file, and would spoil the next
            with suppress(OSError):
                Path(self.path + end).rename(name + end)


class _OtherVersionError(sqlite3.DatabaseError):
    """A cache of another version of refparse: nothing in it is worth translating."""


def _plain(answer: Answer) -> dict[str, object]:
    """The answer as JSON can hold it; ``asdict`` would copy the whole record first."""
    return {name: getattr(answer, name) for name in _FIELDS}


def _begin(db: sqlite3.Connection, path: str) -> None:
    """Make the table where there is none; refuse a file with other tables."""
    owner, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if owner != _OWNER and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise RefparseError(f"{path}: another program's file, not a cache", hint="name another file")
    if owner == _OWNER and version != _VERSION:
        raise _OtherVersionError
    with suppress(sqlite3.OperationalError):  # another process is at the same, or the disk knows no shared memory
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if owner != _OWNER:
        db.executescript(_TABLE + _BEGUN + "COMMIT;")


def _identity(path: str) -> tuple[int, int] | None:
    """Which file lies there now; ``None``: none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_damage(error: Exception) -> bool:
    """Whether the file holds what nobody wrote, or wrote for us."""
    if isinstance(error, _OtherVersionError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # a text that is no text
        return isinstance(error, sqlite3.OperationalError)
    return code & 0xFF in _DAMAGED  # the rest tells kinds of one fault apart
