"""The file a mirror is kept in: one SQLite database of records, keys and words, and what may be wrong with it.

Records lie there as compressed JSON. FTS5 keeps, for each word, only the numbers of the works that
hold it (no text, no positions): a seventh of the file. Ranking is done beside it, by ``mirror.py``.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from refparse.errors import SourceError

_OWNER: Final = 0x72664D69  # "rfMi", where SQLite says whose file it is
_VERSION: Final = 1
_AGAIN: Final = "remove it and build the mirror again"
#: An index in the making lies beside the place it is for, under this ending.
DRAFT: Final = ".draft"
#: Words of as many works or more are counted when a mirror is built; looking up the others is quick enough.
COMMON: Final = 8

_SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE part (name TEXT PRIMARY KEY, size INTEGER, taken INTEGER, works INTEGER, state TEXT, trouble TEXT);
CREATE TABLE work (id INTEGER PRIMARY KEY, doi TEXT NOT NULL, at INTEGER NOT NULL, record BLOB NOT NULL);
CREATE TABLE tie (doi TEXT NOT NULL, kind TEXT NOT NULL, work INTEGER NOT NULL);
CREATE TABLE common (word TEXT PRIMARY KEY, works INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (text, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (word, row);
INSERT INTO word (word, rank) VALUES ('hashsize', 67108864);
"""

_FAULTS: Final = {
    sqlite3.SQLITE_BUSY: ("another process is at work on it", "wait until it has finished"),
    sqlite3.SQLITE_LOCKED: ("another process is at work on it", "wait until it has finished"),
    sqlite3.SQLITE_READONLY: ("cannot be written", "choose another place or allow writing"),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and build again: it goes on where it stopped"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the path and its permissions"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", _AGAIN),
    sqlite3.SQLITE_NOTADB: ("no mirror of refparse's", "name the file that `mirror build` made"),
}


def fault(error: Exception) -> tuple[str, str]:
    """What is wrong with a mirror, and the remedy, said of an error met while it was used."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # the rest tells kinds of one fault apart
    return _FAULTS.get(code, (str(error), _AGAIN))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise into an error that names the file and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        what, hint = fault(error)
        raise SourceError(str(path), what=what, hint=hint) from error
    except OSError as error:
        raise SourceError(str(path), what=error.strerror or str(error), hint="check the disk and the path") from error


def _refuse(path: Path, what: str, hint: str) -> NoReturn:
    raise SourceError(str(path), what=what, hint=hint)


def draft_of(path: Path) -> Path:
    """Where a mirror is made before it takes its name.

    >>> draft_of(Path("crossref.mirror")).name
    'crossref.mirror.draft'
    """
    if not path.name or path.is_dir():
        _refuse(path, "a folder, not a mirror", "name the file that `mirror build` makes")
    return path.with_name(path.name + DRAFT)


def _check_owner(db: sqlite3.Connection, path: Path) -> None:
    owner, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if owner != _OWNER:
        _refuse(path, *_FAULTS[sqlite3.SQLITE_NOTADB])
    if version != _VERSION:
        _refuse(path, f"a mirror of another refparse (format {version}, here {_VERSION})", _AGAIN)


def open_whole(index: str | os.PathLike[str]) -> sqlite3.Connection:
    """A mirror opened for questions only; the file and its folder are not written to.

    Any number of processes and threads may ask at once. One that is not finished is refused.
    """
    path = Path(index)
    if not path.is_file():
        begun = draft_of(path).exists()
        hint = "`mirror build` was begun and not finished: give it again" if begun else "make it with `mirror build`"
        _refuse(path, "there is no mirror", hint)
    with translated(path):
        # Nobody writes to a finished mirror: a newer one takes its place by a rename.
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            _check_owner(db, path)
            if about(db, "state") != "whole":
                _refuse(path, "a mirror that is not finished", "give `mirror build` again")
        except BaseException:
            db.close()
            raise
    return db


def open_draft(path: Path) -> sqlite3.Connection:
    """A mirror opened for building, made when it is not there; one process at a time."""
    with translated(path):
        fresh = not path.exists() or not path.stat().st_size
        db = sqlite3.connect(path, timeout=1.0, isolation_level=None)
        try:
            if not fresh:
                _check_owner(db, path)
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA cache_size = -65536")
            db.execute("BEGIN EXCLUSIVE")
            if fresh:
                _make(db)
            db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
    return db


def _make(db: sqlite3.Connection) -> None:
    for statement in _SCHEMA.strip().split(";\n"):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {_OWNER}")
    db.execute(f"PRAGMA user_version = {_VERSION}")


def about(db: sqlite3.Connection, name: str) -> object:
    """What the mirror says of itself: ``state``, ``built``, ``references``, ``dictionary``."""
    row = db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def note(db: sqlite3.Connection, name: str, value: str | bytes) -> None:
    """Write down what the mirror is to say of itself."""
    db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


class Press:
    """Records made small and whole again, by a dictionary of texts that records have in common.

    >>> press = Press(b'{"type":"journal-article"}')
    >>> press.whole("10.1000/a", 0, press.small({"type": "journal-article"}))
    {'DOI': '10.1000/a', 'type': 'journal-article', 'URL': 'https://doi.org/10.1000/a'}
    """

    def __init__(self, dictionary: bytes) -> None:
        """Keep the dictionary; without the very same one nothing can be read back."""
        self._dictionary = dictionary
        # Taking in the dictionary costs more than a record: it is done once, and copied.
        self._fresh = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, 8, zlib.Z_DEFAULT_STRATEGY, dictionary)

    def small(self, record: Mapping[str, object]) -> bytes:
        """The record as it is stored."""
        packer = self._fresh.copy()
        return packer.compress(compact(record)) + packer.flush()

    def whole(self, doi: str, at: int, stored: bytes) -> dict[str, object]:
        """The record as Crossref would give it, as far as it was kept; damage raises ``zlib.error`` or ValueError."""
        unpacker = zlib.decompressobj(zlib.MAX_WBITS, self._dictionary)
        text = unpacker.decompress(stored).decode("utf-8", "surrogatepass")
        message = {"DOI": doi, **json.loads(text), "URL": f"https://doi.org/{doi}"}
        return message | ({"indexed": {"date-time": moment(at), "timestamp": at * 1000}} if at else {})


def compact(record: Mapping[str, object]) -> bytes:
    """The record as JSON without blanks; lone surrogates, which JSON can write, go through."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def moment(at: int) -> str:
    """Seconds as a time in UTC; nothing for 0.

    >>> moment(1586479099), moment(0)
    ('2020-04-10T00:38:19Z', '')
    """
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""
