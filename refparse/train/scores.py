"""How well reference strings were read: fields, whole references, and whether confidence means what it says.

A field counts as right when its value, spelt as :mod:`refparse.train.agree` spells it, is
the known one; people when their family names are, in order. F1 is the harmonic mean of
the share of what was read that is right and the share of what is there that was read;
micro F1 pools the ten fields of :data:`FIELDS`. A reference is wholly right when author
list, title, container, volume, year and first page all are, and none of them was read
where none is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from refparse.train.agree import WHOLE, agree, value
from refparse.train.gold import Row

#: Fields that micro F1 pools, and those told besides.
FIELDS = ("author", "title", "container", "volume", "issue", "pages", "year", "publisher", "location", "doi")
BESIDES = ("editor", "url", "pmid", "arxiv")
#: References of about equal confidence that are looked at together, and the confidence called high.
BINS = 10
HIGH = 0.9
#: How the readers of refparse name themselves in a row they print.
_READERS = ("labeller:", "grammar:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a field was right, was read, and is there.

    >>> round(Tally(right=8, read=10, known=9).f1, 3)
    0.842
    """

    right: int = 0
    read: int = 0
    known: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was read."""
        return self.right / self.known if self.known else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.read + self.known) if self.read + self.known else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether references are as often right as their confidence says."""

    #: Mean distance between confidence and share right, over ten bins of equal size.
    error: float
    #: The share of references given a confidence of :data:`HIGH` or more, and the share of those that are right.
    high: float
    right_of_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A reference not wholly right."""

    id: str
    raw: str
    #: (field, known value, value read), as they were compared.
    wrong: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The table of one evaluation."""

    references: int
    right: int
    fields: Mapping[str, Tally]
    calibration: Calibration
    misses: tuple[Miss, ...]
    #: How many of the known rows state that refparse read them, and how many of these are just what was read again.
    own: int
    unchanged: int
    #: The same of each source, where there are several.
    sources: Mapping[str, Scores]

    @property
    def whole(self) -> float:
        """The share of references that are wholly right."""
        return self.right / self.references if self.references else 0.0

    @property
    def micro_f1(self) -> float:
        """F1 of the ten fields together."""
        return _pooled([self.fields[field] for field in FIELDS]).f1


def _pooled(tallies: Sequence[Tally]) -> Tally:
    right, read, known = (sum(getattr(one, part) for one in tallies) for part in ("right", "read", "known"))
    return Tally(right=right, read=read, known=known)


class _Judged(NamedTuple):
    """One reference judged."""

    #: (wanted, got) of each field.
    values: dict[str, tuple[str, str]]
    confidence: float
    miss: Miss | None
    #: Whether the known row states that refparse read it, and is just what was read again.
    own: bool
    unchanged: bool


def score(pairs: Iterable[tuple[Row, Row]]) -> Scores:
    """The scores of (known, read) pairs of rows.

    >>> from refparse.train.gold import read_row
    >>> known = read_row('{"raw": "Skin 3", "fields": {"title": "Skin", "volume": "3"}}', file="a", line=1)
    >>> read = read_row('{"raw": "Skin 3", "fields": {"title": "skin."}, "confidence": 0.6}', file="a", line=1)
    >>> score([(known, read)]).misses[0].wrong
    (('volume', '3', ''),)
    """
    sources: dict[str, list[_Judged]] = {}
    for known, read in pairs:
        sources.setdefault(known["source"], []).append(_judged(known, read))
    parts = {source: _summed(judged, {}) for source, judged in sorted(sources.items())}
    if len(parts) == 1:
        return next(iter(parts.values()))
    return _summed([one for judged in sources.values() for one in judged], parts)


def _judged(known: Row, read: Row) -> _Judged:
    values = {field: (value(known, field), value(read, field)) for field in (*FIELDS, *BESIDES)}
    wrong = tuple((field, *values[field]) for field in WHOLE if not agree(field, *values[field]))
    miss = Miss(id=known["id"], raw=known["raw"], wrong=wrong) if wrong else None
    own = str(known.get("by") or "").startswith(_READERS)
    return _Judged(values, read.get("confidence", 0.0), miss, own, own and known["fields"] == read["fields"])


def _summed(judged: Sequence[_Judged], sources: Mapping[str, Scores]) -> Scores:
    misses = tuple(one.miss for one in judged if one.miss is not None)
    return Scores(
        references=len(judged),
        right=len(judged) - len(misses),
        fields={field: _tally([one.values[field] for one in judged]) for field in (*FIELDS, *BESIDES)},
        calibration=calibration([(one.confidence, one.miss is None) for one in judged]),
        misses=misses,
        own=sum(one.own for one in judged),
        unchanged=sum(one.unchanged for one in judged),
        sources=sources,
    )


def _tally(values: Sequence[tuple[str, str]]) -> Tally:
    right = sum(bool(wanted) and wanted == got for wanted, got in values)
    return Tally(right=right, read=sum(bool(got) for _, got in values), known=sum(bool(one) for one, _ in values))


def calibration(sure: Sequence[tuple[float, bool]]) -> Calibration:
    """How (confidence, right) go together.

    >>> calibration([(0.5, True), (0.5, False)]).error
    0.0
    """
    ordered = sorted(sure, key=lambda one: one[0])
    size = len(ordered)
    bounds = [size * number // BINS for number in range(BINS + 1)] if size > BINS else [0, size]
    bins = [ordered[start:end] for start, end in pairwise(bounds)]
    # Each bin weighs as many references as it has, so the sums need no dividing before the end.
    apart = sum(abs(sum(confidence - right for confidence, right in one)) for one in bins)
    high = [right for confidence, right in ordered if confidence >= HIGH]
    return Calibration(
        error=apart / size if size else 0.0,
        high=len(high) / size if size else 0.0,
        right_of_high=sum(high) / len(high) if high else 0.0,
    )
