"""The tables, as they were first made and as they have changed since.

A migration is frozen once released: it says what the file was then, so it is written as
SQL and never built from today's classes. The next change is another function at the end
of :data:`MIGRATIONS`; ``PRAGMA user_version`` counts how many of them a file has seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refparse.graph.schema_decisions import fourth
from refparse.graph.schema_library import third
from refparse.graph.schema_registry import second
from refparse.graph.schema_rules import fifth
from refparse.graph.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database

#: "rfps", so that ``file`` and we can tell our stores from other SQLite files.
APPLICATION_ID = 0x72667073

# Positions in the text are `start` and `stop`: END is a word of SQL.
# `seq` is an explicit key wherever order matters: VACUUM may renumber a bare rowid.
_FIRST = """
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  version TEXT NOT NULL,
  at TEXT NOT NULL,
  counts TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE document (
  id TEXT PRIMARY KEY NOT NULL,
  source TEXT NOT NULL,
  added TEXT NOT NULL,
  kind TEXT NOT NULL, -- which sort of page it looks like
  article_type TEXT,
  list_known INTEGER NOT NULL CHECK (list_known IN (0, 1)),
  list_reason TEXT, -- why no list is known
  list_start INTEGER,
  list_stop INTEGER,
  heading TEXT,
  layout TEXT,
  list_evidence TEXT NOT NULL, -- JSON, sentences
  votes TEXT NOT NULL, -- JSON, how well each grammar fits the list
  dates TEXT NOT NULL, -- JSON
  affiliations TEXT NOT NULL, -- JSON
  notes TEXT NOT NULL, -- JSON, what decoding had to mend
  segments TEXT NOT NULL, -- JSON
  text TEXT NOT NULL
) STRICT;

CREATE TABLE reference (
  id TEXT PRIMARY KEY NOT NULL,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, -- position in the list, from 1
  label TEXT, -- the number as printed
  text TEXT NOT NULL,
  spans TEXT NOT NULL, -- JSON
  list_style TEXT,
  grammar TEXT, -- who read it; null where nothing reads it
  confidence REAL,
  reached_start INTEGER, -- of an entry that nothing reads: how far reading got
  reached_stop INTEGER,
  expected TEXT,
  nearest_grammar TEXT
) STRICT;
CREATE INDEX reference_document ON reference (document_id, number);
CREATE INDEX reference_unread ON reference (document_id) WHERE grammar IS NULL;

CREATE TABLE dropped (
  seq INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX dropped_document ON dropped (document_id, start);

CREATE TABLE callout (
  seq INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  number INTEGER, -- one row for each number the marker stands for
  reference_id TEXT REFERENCES reference (id) ON DELETE CASCADE, -- null: the list is not here
  context TEXT NOT NULL
) STRICT;
CREATE INDEX callout_document ON callout (document_id, start);
CREATE INDEX callout_reference ON callout (reference_id);

CREATE TABLE record (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('page', 'reference')),
  origin_id TEXT NOT NULL,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  type TEXT, title TEXT, author TEXT, issued TEXT, container_title TEXT,
  volume TEXT, issue TEXT, page TEXT, DOI TEXT, PMID TEXT, PMCID TEXT,
  editor TEXT, collection_title TEXT, number TEXT, edition TEXT, publisher TEXT,
  publisher_place TEXT, arXiv TEXT, ISSN TEXT, ISBN TEXT, URL TEXT, language TEXT,
  abstract TEXT, doi_prefix TEXT,
  author_json TEXT, editor_json TEXT, issued_json TEXT, keyword TEXT, extra TEXT -- JSON
) STRICT;
CREATE INDEX record_document ON record (document_id);
CREATE INDEX record_page ON record (document_id) WHERE origin = 'page';

CREATE TABLE field (
  seq INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  text TEXT NOT NULL, -- the characters it was read from
  start INTEGER, -- from the first span to the end of the last
  stop INTEGER,
  spans TEXT NOT NULL, -- JSON
  confidence REAL NOT NULL
) STRICT;
CREATE INDEX field_record ON field (record_id);

CREATE TABLE identifier (
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL, -- spelt for finding: a DOI in lower case
  PRIMARY KEY (value, scheme, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_record ON identifier (record_id);

CREATE TABLE blocking_key (
  key TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocking_key_record ON blocking_key (record_id);

CREATE TABLE citation (
  reference_id TEXT PRIMARY KEY NOT NULL REFERENCES reference (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  citing_record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  cited_record_id TEXT REFERENCES record (id) ON DELETE CASCADE, -- null: the entry names no work
  number INTEGER NOT NULL,
  label TEXT
) STRICT;
CREATE INDEX citation_document ON citation (document_id);
CREATE INDEX citation_citing ON citation (citing_record_id, cited_record_id, number);
CREATE INDEX citation_cited ON citation (cited_record_id, citing_record_id, number);

CREATE TABLE verdict (
  left_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  right_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  decision TEXT NOT NULL CHECK (decision IN ('same', 'different', 'ask')),
  weight REAL NOT NULL, -- prior plus the weights of the evidence, in bits
  prior REAL NOT NULL,
  rules TEXT NOT NULL,
  vetoes TEXT NOT NULL, -- JSON, in words
  evidence TEXT NOT NULL, -- JSON
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
) STRICT;
CREATE INDEX verdict_right ON verdict (right_id);

CREATE TABLE work (
  seq INTEGER PRIMARY KEY, -- the order works were minted in
  id TEXT NOT NULL UNIQUE,
  cite_key TEXT, -- null until the first export
  type TEXT, title TEXT, author TEXT, issued TEXT, container_title TEXT,
  volume TEXT, issue TEXT, page TEXT, DOI TEXT, PMID TEXT, PMCID TEXT,
  editor TEXT, collection_title TEXT, number TEXT, edition TEXT, publisher TEXT,
  publisher_place TEXT, arXiv TEXT, ISSN TEXT, ISBN TEXT, URL TEXT, language TEXT,
  abstract TEXT, doi_prefix TEXT,
  author_json TEXT, editor_json TEXT, issued_json TEXT, keyword TEXT, extra TEXT -- JSON
) STRICT;

CREATE TABLE work_record (
  record_id TEXT PRIMARY KEY NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX work_record_work ON work_record (work_id, record_id);

CREATE TABLE work_field ( -- which record a field of the canonical work came from
  work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (work_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_field_record ON work_field (record_id);

CREATE TABLE work_alias ( -- ids of works that were merged into another
  id TEXT PRIMARY KEY NOT NULL,
  work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE,
  minted INTEGER NOT NULL, -- its seq as a work
  record_id TEXT REFERENCES record (id) ON DELETE SET NULL -- its earliest record: where that goes, it goes
) STRICT, WITHOUT ROWID;
CREATE INDEX work_alias_work ON work_alias (work_id);
CREATE INDEX work_alias_record ON work_alias (record_id);

-- Keys outlive their works, so that none is ever given to another: no foreign key here.
CREATE TABLE cite_key (
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE COLLATE NOCASE,
  work_id TEXT NOT NULL -- as it was when the key was pinned
) STRICT;
CREATE INDEX cite_key_work ON cite_key (work_id);

CREATE TABLE tag (
  seq INTEGER PRIMARY KEY, -- of several, the user's last word counts
  "by" TEXT NOT NULL CHECK ("by" IN ('rule', 'user')),
  work_id TEXT REFERENCES work (id) ON DELETE CASCADE, -- rules speak of works
  record_id TEXT REFERENCES record (id) ON DELETE CASCADE, -- users of what a work is made of
  kind TEXT NOT NULL,
  holds INTEGER NOT NULL CHECK (holds IN (0, 1)), -- 0: the user says it is not so
  evidence TEXT NOT NULL,
  CHECK (("by" = 'rule') = (work_id IS NOT NULL)),
  CHECK (("by" = 'user') = (record_id IS NOT NULL)),
  UNIQUE (work_id, record_id, kind)
) STRICT;
CREATE INDEX tag_work ON tag (work_id);
CREATE INDEX tag_record ON tag (record_id);
CREATE INDEX tag_kind ON tag (kind);
"""


def _first(db: Database) -> None:
    """Make the tables of schema 1, and the word index over works."""
    # sqlite-utils' own executescript asks at every character whether a statement ends there: 30 ms of each new store.
    for statement in _FIRST.split(";\n"):
        db.execute(statement)
    words = ("title", "author", "container_title", "issued", "cite_key")
    db.table("work").enable_fts(words, tokenize="unicode61 remove_diacritics 2", create_triggers=True)


Migration = Callable[["Database"], None]

MIGRATIONS: tuple[Migration, ...] = (_first, second, third, fourth, fifth)


def migrate(db: Database, migrations: tuple[Migration, ...]) -> None:
    """Bring a file up to date; to be called inside a transaction, of a file with rows without foreign keys.

    A table that is made anew would otherwise take along all that refers to it. Views are made
    anew every time: they hold no data, only questions.
    """
    seen = int(db.execute("PRAGMA user_version").fetchone()[0])
    if seen == len(migrations):
        return
    for step in migrations[seen:]:
        step(db)
    for name, sql in VIEWS.items():
        db.create_view(name, sql, replace=True)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    db.execute(f"PRAGMA user_version = {len(migrations):d}")
