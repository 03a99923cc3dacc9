"""The SQLite file itself: opening it, refusing what is not ours, and writing whole batches only.

Everything SQLite may complain of leaves this file as one of our errors.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from refparse.errors import GraphError, SchemaTooNew, StoreBusy, StoreReadOnly
from refparse.graph import schema

if TYPE_CHECKING:
    from sqlite_utils import Database

Value = str | int | float | None
Row = Mapping[str, Value]
Held = TypeVar("Held")

MEMORY: Final = ":memory:"
_MAGIC = b"SQLite format 3\x00"
_NOT_YET = bytes(len(_MAGIC))  # page 1 of a file whose first transaction was cut off
_OWNER = slice(68, 72)  # where the first page says whose file it is
_DAMAGED = ("the file is damaged", "restore a copy of it")
# SQLite cannot bind a lone surrogate, and takes a NUL for the end of a text.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2**63 - 1

_TROUBLE: dict[int, tuple[type[GraphError], str, str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "another process is writing to it", "try again when it has finished"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "another process is writing to it", "try again when it has finished"),
    sqlite3.SQLITE_READONLY: (StoreReadOnly, "cannot be written", "choose another file or allow writing"),
    sqlite3.SQLITE_FULL: (GraphError, "the disk is full", "make room and run again; nothing was written"),
    sqlite3.SQLITE_IOERR: (GraphError, "the disk reports an error", "nothing was written"),
    sqlite3.SQLITE_CORRUPT: (GraphError, *_DAMAGED),
    sqlite3.SQLITE_NOTADB: (GraphError, *_DAMAGED),
    sqlite3.SQLITE_CANTOPEN: (GraphError, "cannot be opened", "check the path and its permissions"),
}


def storable(value: Value) -> Value:
    r"""The value as SQLite can hold it: same length of text, no number out of range.

    >>> storable("a\x00b\ud800")
    'a�b�'
    >>> storable(2**63) is None
    True
    """
    if isinstance(value, str):
        if value.isascii() and "\x00" not in value:
            return value
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        return None
    return value


# sqlite-utils' insert_all costs twice the time of this. Names come from this room's code, never from a user.
_INSERT = 'INSERT INTO "{}" ({}) VALUES ({})'
_UPDATE = 'UPDATE "{}" SET {} WHERE seq = ?'


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return _INSERT.format(table, names, ", ".join("?" * len(columns)))


@cache
def _change(table: str, columns: tuple[str, ...]) -> str:
    return _UPDATE.format(table, ", ".join(f'"{name}" = ?' for name in columns))


def damage(path: str) -> GraphError:
    """The error that says a file holds what nobody wrote."""
    what, hint = _DAMAGED
    return GraphError(f"{path}: {what}", hint=hint)


@contextmanager
def _translated(path: str) -> Iterator[None]:
    """Turn whatever SQLite raises into one of our errors."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite quotes what it cannot make sense of
        raise damage(path) from error
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
            raise damage(path) from error  # a text that is no text
        if str(error).startswith("no such column"):
            raise damage(path) from error  # we ask for nothing that a sound file does not have
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells kinds of one fault apart
        kind, what, hint = _TROUBLE.get(code, (GraphError, f"{error}", "nothing was written"))
        raise kind(f"{path}: {what}", hint=hint) from error


def _kept(path: str, place: str) -> StoreReadOnly:
    """The error that says a file or folder may not be written."""
    return StoreReadOnly(f"{path}: {place} cannot be written", hint="choose another file or allow writing")


def _writable(path: Path) -> bool:
    """Whether somebody meant this to be written: root may write anything, so the bits are asked too."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


class Store:
    """One connection, opened when it is first needed.

    A store that is not there yet is made by its first transaction, and only by that.
    """

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False, busy_timeout: float = 30.0) -> None:
        """Refuse at once what could only fail later: a folder, another program's file, no right to write."""
        self.path = os.fsdecode(path)
        self._file = Path(self.path)
        self._read_only = read_only
        self._timeout = busy_timeout
        self._db: Database | None = None
        if self.path == MEMORY:
            self._db = self._connect(MEMORY)
            with self.transaction():
                pass  # the tables are made
        else:
            self._check_place()
            self._open_existing()

    def _check_place(self) -> None:
        if self._file.is_dir():
            raise GraphError(f"{self.path}: a folder, not a store", hint="name a file")
        if self._read_only:
            return
        folder = self._file.absolute().parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise GraphError(f"{self.path}: {folder} is not a folder", hint="choose another place")
        for place in (folder, self._file):
            if place.exists() and not _writable(place):
                raise _kept(self.path, str(place))

    def _exists(self) -> bool:
        """Whether there is a store; a file of no bytes is where one was begun and given up."""
        return self._file.is_file() and self._file.stat().st_size > 0

    def _open_existing(self) -> None:
        if not self._exists():
            return
        with _translated(self.path):
            version = self._probe()
            if version == 0:  # a file without tables: the first transaction makes them
                return
            if version < len(schema.MIGRATIONS) and self._read_only:
                hint = "open it once for writing, which brings it up to date"
                raise GraphError(f"{self.path}: schema {version} of an older refparse", hint=hint)
            self._db = self._connect(self._uri())
            if version < len(schema.MIGRATIONS):
                self._back_up(version)
                # The setting cannot be changed within a transaction.
                self._db.execute("PRAGMA foreign_keys = OFF")
                with self.transaction():
                    pass  # the tables are brought up to date
                self._db.execute("PRAGMA foreign_keys = ON")

    def _uri(self) -> str:
        uri = self._file.absolute().as_uri()
        if not self._read_only:
            return f"{uri}?mode=rwc"
        # A reader that may write beside the file leaves it tidier than one that may not:
        # SQLite then removes its -wal and -shm when the last connection closes.
        return f"{uri}?mode=rw" if self._may_write() else self._untouching()

    def _may_write(self) -> bool:
        """Whether the file, and logs beside it, may be written."""
        return _writable(self._file) and _writable(self._file.absolute().parent)

    def _beside(self, ending: str) -> bool:
        """Whether SQLite keeps a log or a journal beside the file."""
        log = Path(f"{self.path}{ending}")
        return log.exists() and log.stat().st_size > 0

    def _untouching(self) -> str:
        """How to look without leaving a trace; with a log beside the file that log must be read."""
        return f"{self._file.absolute().as_uri()}?mode=ro" + ("" if self._beside("-wal") else "&immutable=1")

    def _looking(self) -> str:
        """How to look at a file that may be ours; any other is refused, or looked at without a trace.

        A journal holds what was there before a transaction that was cut off. Until SQLite has put
        it back, which is writing, the file is neither old nor new; before its first commit it has
        not even its magic bytes.
        """
        try:
            with self._file.open("rb") as stream:
                head = stream.read(_OWNER.stop)
        except OSError as error:
            raise GraphError(f"{self.path}: {error.strerror}", hint="check its permissions") from error
        magic, cut_off = head[: len(_MAGIC)], self._beside("-journal")
        if magic != _MAGIC and not (cut_off and magic == _NOT_YET):
            raise GraphError(f"{self.path}: not a SQLite file", hint="name another file; this one was left alone")
        ours = magic == _NOT_YET or head[_OWNER] == schema.APPLICATION_ID.to_bytes(4, "big")
        if not (cut_off and ours):
            return self._untouching()
        if not self._may_write():
            raise _kept(self.path, self.path)
        return f"{self._file.absolute().as_uri()}?mode=rw"

    def _probe(self) -> int:
        """The schema of an existing file that is ours; refuses any other without touching it."""
        connection = sqlite3.connect(self._looking(), uri=True, timeout=self._timeout)
        try:
            owner, version, tables = connection.execute(
                "SELECT a.application_id, u.user_version, (SELECT count(*) FROM sqlite_master)"
                " FROM pragma_application_id a, pragma_user_version u"
            ).fetchone()
        finally:
            connection.close()
        if tables == 0 and owner == 0:
            return 0
        if owner != schema.APPLICATION_ID:
            raise GraphError(f"{self.path}: a SQLite file of another program", hint="name another file")
        if version > len(schema.MIGRATIONS):
            raise SchemaTooNew(
                f"{self.path}: schema {version}, and this refparse knows {len(schema.MIGRATIONS)}",
                hint="update refparse; the store was left alone",
            )
        return int(version)

    def _connect(self, uri: str) -> Database:
        from sqlite_utils import Database  # a third of a second that `--help` need not pay

        connection = sqlite3.connect(uri, uri=uri != MEMORY, timeout=self._timeout, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        if self._read_only:
            connection.execute("PRAGMA query_only = ON")
        return Database(connection, execute_plugins=False)

    def _back_up(self, version: int) -> None:
        """Copy the file before its tables are changed; an older copy of the same schema is kept."""
        copy = Path(f"{self.path}.schema{version}")
        if not copy.exists():
            self._opened().execute("VACUUM INTO ?", [os.fspath(copy)])

    def _opened(self) -> Database:
        if self._db is None:
            self._open_existing()
        if self._db is None:
            raise GraphError(f"{self.path}: no store here", hint="add a page first")
        return self._db

    def _made(self) -> Database:
        """The database for writing, made if need be."""
        if self._read_only:
            raise StoreReadOnly(f"{self.path}: opened for reading only", hint="open it for writing")
        if self._db is None:
            self._open_existing()
        if self._db is None:
            self._file.absolute().parent.mkdir(parents=True, exist_ok=True)
            self._db = self._connect(self._uri())
        return self._db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing; inside another transaction, a part of it."""
        with _translated(self.path):
            db = self._made()
            if db.conn.in_transaction:
                with db.atomic():
                    yield
                return
            db.execute("BEGIN IMMEDIATE")
            try:
                schema.migrate(db, schema.MIGRATIONS)
                yield
                db.execute("COMMIT")
            except BaseException:  # Ctrl-C too
                db.rollback()
                raise
            # Only now: switching before would leave a file behind where nothing was written.
            if self.path != MEMORY:
                with suppress(sqlite3.OperationalError):  # somebody is reading; the next writer does it
                    db.enable_wal()

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """All rows of one question."""
        with _translated(self.path):
            cursor = self._opened().conn.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, [storable(value) for value in parameters]).fetchall()

    def held(self, make: Callable[[sqlite3.Row], Held], row: sqlite3.Row) -> Held:
        """What a row holds; one that holds no such thing was not written by us."""
        try:
            return make(row)
        except (ValueError, TypeError, LookupError) as error:
            raise damage(self.path) from error

    def write(self, sql: str, parameters: Sequence[Value] = ()) -> None:
        """One statement of a transaction."""
        with _translated(self.path):
            self._opened().execute(sql, [storable(value) for value in parameters])

    def write_all(self, sql: str, parameters: Iterable[Sequence[Value]]) -> None:
        """One statement of a transaction, once for each of these."""
        with _translated(self.path):
            self._opened().conn.executemany(sql, ([storable(value) for value in some] for some in parameters))

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Rows of one table, a part of a transaction; all must have the same columns."""
        given = iter(rows)
        first = next(given, None)
        if first is None:
            return
        columns = tuple(first)
        values = ([storable(row[name]) for name in columns] for row in chain([first], given))
        with _translated(self.path):
            self._opened().conn.executemany(_insertion(table, columns), values)

    def update(self, table: str, seq: int, row: Row) -> None:
        """New values for the row with this ``seq``, a part of a transaction."""
        self.write(_change(table, tuple(row)), [*row.values(), seq])

    def copy(self, path: Path) -> None:
        """All that was committed, in another file."""
        with _translated(self.path), closing(sqlite3.connect(path)) as target:
            self._opened().conn.backup(target)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
