"""Library files and their records, as tables: the third schema. Frozen once released, like the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refparse.errors import GraphError

if TYPE_CHECKING:
    from sqlite_utils import Database

# The table is made anew, since SQLite cannot change a CHECK: records of library files are a kind of their own.
_RECORD = """
CREATE TABLE record_new (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('page', 'reference', 'registry', 'library')),
  origin_id TEXT NOT NULL, -- of a registry's record its DOI
  document_id TEXT REFERENCES document (id) ON DELETE CASCADE,
  type TEXT, title TEXT, author TEXT, issued TEXT, container_title TEXT,
  volume TEXT, issue TEXT, page TEXT, DOI TEXT, PMID TEXT, PMCID TEXT,
  editor TEXT, collection_title TEXT, number TEXT, edition TEXT, publisher TEXT,
  publisher_place TEXT, arXiv TEXT, ISSN TEXT, ISBN TEXT, URL TEXT, language TEXT,
  abstract TEXT, doi_prefix TEXT,
  author_json TEXT, editor_json TEXT, issued_json TEXT, keyword TEXT, extra TEXT, -- JSON
  CHECK ((origin = 'registry') = (document_id IS NULL))
) STRICT;
INSERT INTO record_new SELECT * FROM record;
DROP TABLE record;
ALTER TABLE record_new RENAME TO record;
CREATE INDEX record_document ON record (document_id);
CREATE INDEX record_page ON record (document_id) WHERE origin = 'page';
CREATE INDEX record_registry ON record (origin_id) WHERE origin = 'registry';
"""

_ENTRY = """
CREATE TABLE entry ( -- the records of library files as they stand there
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, -- position in the file, from 1
  line INTEGER NOT NULL, -- its first line, from 1
  key TEXT, -- what the file calls it
  text TEXT NOT NULL,
  repaired TEXT, -- JSON, what had to be mended
  refused TEXT -- why it was not read; null where it was
) STRICT;
CREATE INDEX entry_document ON entry (document_id, number);
"""


def third(db: Database) -> None:
    """Make room for library files; the caller has foreign keys switched off where there are rows."""
    # A view that speaks of a table under another name for a moment would forbid the renaming.
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        db.view(name).drop()
    for statement in f"{_RECORD}{_ENTRY}".split(";\n"):
        db.execute(statement)
    astray = db.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone()[0]
    if astray:
        raise GraphError(f"{astray} rows refer to what is not there", hint="restore a copy of the store")
