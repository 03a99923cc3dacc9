"""What registries say, as tables: the second schema. Frozen once released, like the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refparse.errors import GraphError

if TYPE_CHECKING:
    from sqlite_utils import Database

# The table is made anew, since SQLite cannot change a CHECK: records of a registry stand on no page.
_RECORD = """
CREATE TABLE record_new (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL CHECK (origin IN ('page', 'reference', 'registry')),
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

_REGISTRY = """
CREATE TABLE resolution ( -- what came of looking for the DOI of a record
  record_id TEXT PRIMARY KEY NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('resolved', 'not found', 'refused: evidence', 'failed: retry after')),
  DOI TEXT,
  registry_id TEXT REFERENCES record (id) ON DELETE SET NULL, -- the registry's record of that DOI
  candidate TEXT, -- the DOI that came nearest, taken or refused; none where nothing was offered
  because TEXT NOT NULL, -- in a sentence
  printed_doi TEXT NOT NULL, -- what became of a DOI that was printed
  weight REAL, -- of the best candidate, in bits
  "by" TEXT NOT NULL, -- crossref, mirror:<name>
  at TEXT NOT NULL,
  retry_after TEXT, -- not to be asked before
  rules TEXT NOT NULL,
  evidence TEXT NOT NULL, -- JSON, of the best candidate
  runner_up TEXT, -- JSON
  twins TEXT NOT NULL, -- JSON, other DOIs of the same work
  CHECK ((state = 'resolved') = (DOI IS NOT NULL))
) STRICT;
CREATE INDEX resolution_registry ON resolution (registry_id);
CREATE INDEX resolution_state ON resolution (state);

CREATE TABLE said ( -- every value a registry gave, or a user chose against one
  seq INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE, -- the registry's record
  field TEXT NOT NULL,
  value TEXT NOT NULL, -- JSON
  source TEXT NOT NULL,
  at TEXT NOT NULL,
  shown INTEGER NOT NULL CHECK (shown IN (0, 1)) -- 1: in place of what the pages say
) STRICT;
CREATE INDEX said_record ON said (record_id, field);

CREATE TABLE notice ( -- retractions, corrections, concerns
  seq INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE, -- the registry's record
  DOI TEXT NOT NULL, -- the work it is about
  "by" TEXT NOT NULL, -- the DOI of the notice
  kind TEXT NOT NULL,
  type TEXT NOT NULL, -- as the registry calls it
  issued TEXT,
  sources TEXT NOT NULL, -- JSON
  record_ids TEXT NOT NULL, -- JSON, numbers of Retraction Watch
  words TEXT NOT NULL, -- in a sentence
  stands INTEGER NOT NULL CHECK (stands IN (0, 1)) -- 0: a retraction that was taken back
) STRICT;
CREATE INDEX notice_record ON notice (record_id);
"""


def second(db: Database) -> None:
    """Make room for what registries say; the caller has foreign keys switched off where there are rows."""
    # A view that speaks of a table under another name for a moment would forbid the renaming.
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        db.view(name).drop()
    for statement in f"{_RECORD}{_REGISTRY}".split(";\n"):
        db.execute(statement)
    astray = db.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone()[0]
    if astray:
        raise GraphError(f"{astray} rows refer to what is not there", hint="restore a copy of the store")
