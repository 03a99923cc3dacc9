"""What stands between two words of a reference string, and what it says."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANKS = re.compile(r"\s+")
_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘－~∼", "-")
    | dict.fromkeys("’‘‚‛`´", "'")
    # Which of a pair opens depends on the language; whether one is open is counted instead.
    | dict.fromkeys("“”„‟«»", '"')
)
#: Longest key; of a longer gap both ends are kept.
_LONGEST, _ENDS = 5, 2
#: Kinds of gaps, for columns that combine a gap with what stands around it.
KINDS = (
    "", " ", ", ", ". ", ".", ",", "; ", ": ", ";", ":", " (", "(", ") ", "): ", ").", "), ", ")", "-", " - ", "/",
    " & ", ", & ", "., ", ".; ", ' "', '" ', '"', "'", "? ", "[", "]", "other",
)  # fmt: skip
KIND = {kind: number for number, kind in enumerate(KINDS)}
#: Gaps that may stand inside a name of several words.
_INSIDE = frozenset({"", " ", "-", ". ", ".", " & ", "'", ": ", " (", ", "})
#: Gaps beside which a name of several words can go on: it ends only at others.
_PLAIN = frozenset({"", " ", "-", "'"})
_PARTS = frozenset(',;:()[]"?!/')
#: Marks that decide the kind of an unusual gap, the strongest first, and the kind.
_DECIDES = (
    ("[", "["), ("]", "]"), ("?", "? "), ("!", "? "), ("(", "("), (")", ")"), (";", ";"), (":", ":"), (",", ","),
    ("-", "-"), ("/", "/"), (".", "."), ("'", "'"),
)  # fmt: skip


class Gap(NamedTuple):
    """What a gap says, worked out once for each different gap."""

    #: The gap with dashes, quotes and blanks made alike, both ends of a long one.
    key: str
    #: Its place in :data:`KINDS`.
    kind: int
    #: What it opens less what it closes.
    parens: int
    #: Whether it opens or closes a quotation.
    quotes: int
    #: 0 nothing, 1 a stop, 2 a mark that parts.
    breaks: int
    #: Whether it may stand inside a name of several words.
    inside: bool
    #: Whether such a name can go on beyond it.
    plain: bool


def read_gap(gap: str) -> Gap:
    """The gap's kind and marks, dashes, quotes and blanks made alike.

    >>> read_gap(").  ").key, read_gap(" – ").kind == KIND[" - "]
    ('). ', True)
    """
    key = _BLANKS.sub(" ", gap).translate(_ALIKE)
    quotes = key.count('"') & 1
    if len(key) > _LONGEST:
        key = f"{key[:_ENDS]}…{key[-_ENDS:]}"
    opens = sum(map(gap.count, "([{")) - sum(map(gap.count, ")]}"))
    breaks = 1 if "." in key else 0
    if not _PARTS.isdisjoint(key):
        breaks = 2
    return Gap(key, _kind(key), opens, quotes, breaks, key in _INSIDE, key in _PLAIN)


def _kind(key: str) -> int:
    if key in KIND:
        return KIND[key]
    if '"' in key:
        return KIND[_quotation(key)]
    return KIND[next((kind for mark, kind in _DECIDES if mark in key), "other")]


def _quotation(key: str) -> str:
    """Whether a gap with a quotation mark and more opens the quotation, closes it, or may do either."""
    if key[0] in " ([.," and key[-1] == '"':
        return ' "'
    return '" ' if key[0] == '"' else '"'
