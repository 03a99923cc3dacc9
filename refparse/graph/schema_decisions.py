"""What people said of pairs of records, as tables: the fourth schema. Frozen once released, like the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# No foreign keys to records: a decision outlives the page it was made on. Ids of records are
# hashes of what they say, so it holds again when the page comes back.
_DECISIONS = """
CREATE TABLE decision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  said TEXT CHECK (said IN ('same', 'different', 'version', 'companion', 'unsure')), -- null: takes back another line
  undoes INTEGER UNIQUE REFERENCES decision (seq),
  because TEXT NOT NULL,
  CHECK (left_id < right_id),
  CHECK ((said IS NULL) = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX decision_pair ON decision (left_id, right_id);
CREATE INDEX decision_right ON decision (right_id);
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'decisions are never changed: undo one with another line'); END;
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'decisions are never deleted: undo one with another line'); END;

CREATE TABLE link ( -- ties between works that are not one, as the rules see them
  left_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  right_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('version', 'part', 'erratum', 'comment', 'same patients')),
  because TEXT NOT NULL, -- in words
  PRIMARY KEY (left_id, right_id, kind),
  CHECK (left_id < right_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_right ON link (right_id);
"""


def fourth(db: Database) -> None:
    """Add the log of decisions, and the links between works."""
    for statement in _DECISIONS.split(";\n"):
        db.execute(statement)
