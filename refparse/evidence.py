"""Why we believe anything: the rows every decision leaves behind.

Two records are compared field by field; each field gives one :class:`Evidence` with a
weight in bits (log₂ of how much likelier the pair is one work than two, after Fellegi
and Sunter 1969), and a :class:`Verdict` is their sum on top of a prior. Weights add, so
a verdict can be checked by hand, and a test replays every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["exact", "folded", "initials", "near", "absent", "conflict"]
Decision = Literal["same", "different", "ask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one field says about two records.

    >>> Evidence(field="page", left="70–74", right="70-74", level="folded", weight=6.0).weight
    6.0
    """

    field: str
    left: str
    right: str
    level: Level
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
    decision: Decision
    #: Version of the rules that decided, so that old verdicts can be told from new ones.
    rules: str


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
