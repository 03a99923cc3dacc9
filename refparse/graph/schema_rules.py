"""The rules a store was judged by, ties of every kind, and keys made anew: the fifth schema. Frozen once released."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Blocking keys are made of records and differ from those of earlier versions: none stays, and the
# first that needs them makes them. No link was ever written before.
_RULES = """
CREATE TABLE rules ( -- what was chosen to judge by, the last row counts; none: the preset of the package
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  preset TEXT NOT NULL,
  text TEXT -- a rule file of one's own; null: the shipped one
) STRICT;

DROP TABLE link;
CREATE TABLE link ( -- ties between works that are not one, as the rules see them
  left_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  right_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('version', 'part', 'erratum', 'comment', 'chapter', 'edition', 'same patients')),
  because TEXT NOT NULL, -- in words
  PRIMARY KEY (left_id, right_id, kind),
  CHECK (left_id < right_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_right ON link (right_id);

CREATE INDEX record_library ON record (origin_id) WHERE origin = 'library';

DELETE FROM blocking_key;
"""


def fifth(db: Database) -> None:
    """Add the rules chosen, and room for ties of every kind."""
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        db.view(name).drop()
    for statement in _RULES.split(";\n"):
        db.execute(statement)
