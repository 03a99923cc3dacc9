"""Why we believe anything: the rows every decision leaves behind.

Two records are compared field by field; each field gives one :class:`Evidence` with a
weight in bits (log₂ of how much likelier the pair is one work than two, after Fellegi
and Sunter 1969), and a :class:`Verdict` is their sum on top of a prior. Weights add, so
a verdict can be checked by hand, and a test replays every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The coarse levels; rules that tell finer ones apart name them in words of their own.
Level = Literal["exact", "folded", "initials", "near", "absent", "conflict"]
Holding = Literal["same", "different", "ask"]
#: How two works that are not one may belong together; "" where nothing shows it.
Tie = Literal["", "part", "version", "erratum", "comment", "chapter", "edition", "same patients"]
#: What the signature of a verdict begins with that is no work of the rules: a DOI was found.
FOUND = "doi "
#: How careful the rules are, the most careful first.
Preset = Literal["strict", "librarian", "recall"]
#: What a person may say of two records: one work, two works, two versions of one (a preprint and
#: its article), two on the same patients, or that it cannot be told.
Said = Literal["same", "different", "version", "companion", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one field says about two records.

    >>> Evidence(field="page", left="70–74", right="70-74", level="folded", weight=6.0).weight
    6.0
    """

    field: str
    left: str
    right: str
    #: How far the two agree, in a word or three: "exact", "misspelt", "page of volume", "absent".
    level: str
    #: log₂ of the likelihood ratio; 0 where a field is absent, negative for a conflict.
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two records are one work, with every reason.

    ``left_id < right_id`` always, so a pair has one verdict. ``weight`` is ``prior`` plus
    the sum of the evidence; a veto (in words) forbids ``same`` whatever the weight.
    """

    left_id: str
    right_id: str
    prior: float
    evidence: tuple[Evidence, ...]
    vetoes: tuple[str, ...] = ()
    weight: float
    decision: Holding
    #: Version of the rules that decided, so that old verdicts can be told from new ones.
    rules: str
    #: What a person said of the pair; ``decision`` is then theirs, whatever the weight.
    said: Said | None = None
    #: The tie that a veto shows.
    tie: Tie = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said of two records, one line of a log that only grows.

    >>> Decision(seq=2, at="2026-11-21T08:00:00Z", who="EK", left_id="a", right_id="b", said=None, undoes=1).undoes
    1

    Decisions speak of records, which never change, so they outlive every change of the works
    made of them. Of several on one pair the last that was not undone holds.
    """

    #: Place in the log, from 1.
    seq: int
    #: ISO 8601 in UTC.
    at: str
    who: str
    left_id: str
    right_id: str
    #: ``None``: the line takes back another.
    said: Said | None
    #: The line it takes back.
    undoes: int | None = None
    #: In the person's words.
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How well one grammar fits a whole list.

    >>> Vote(grammar="springer", read=35, entries=35, literals=280).read
    35
    """

    grammar: str
    #: Entries this grammar reads from first to last character.
    read: int
    entries: int
    #: Literal characters its templates matched in them: the tie-breaker.
    literals: int
