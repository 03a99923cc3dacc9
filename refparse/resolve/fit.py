"""Whether a registry's record can be the work somebody holds, the DOI between them left aside.

It is :func:`refparse.resolve.weigh.judge` that compares, with one thing changed: of two records
that met one pair in 4,096 is one work, but somebody who printed a DOI meant it. So a record
under a printed DOI fits unless the fields speak against it, while one that a search brought
must be spoken for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from refparse.evidence import Evidence, Verdict
from refparse.reference import Record
from refparse.resolve.weigh import VETOES, judge
from refparse.work import Work

#: 63 to 1: of reference DOIs that publishers deposit, one or two in a hundred lead elsewhere.
PRINTED = 6.0
#: Judged: a telling title alone weighs 15 bits, a short one 7; from here on the fields alone name the work.
_SPOKEN_FOR = 9.0
#: What says nothing of whether a DOI belongs to a reference.
_ASIDE = frozenset({"DOI", "doi_prefix", "type", "publisher"})
_SETTLING = frozenset(veto.words for veto in VETOES if veto.settles)
_CALLED = {"container_title": "journal or book", "issued": "year", "page": "pages"}
_LONGEST = 160

Answer = Literal["fits", "unclear", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What the fields of two records say, with the reasons."""

    answer: Answer
    #: The sum of the evidence in bits, without any prior.
    weight: float
    #: Comparable fields, in the order a librarian would look.
    evidence: tuple[Evidence, ...]
    #: Why the two cannot be one, in words.
    vetoes: tuple[str, ...] = ()

    @property
    def names_it(self) -> bool:
        """Whether what agrees is enough to tell a work from its neighbours: the title, or volume and page."""
        return "title" in _agreed(self.evidence) or _placed(self.evidence)

    @property
    def words(self) -> tuple[str, ...]:
        """Sentences a person can check: what differs first, then what agrees."""
        return (*_differing(self.evidence), *self.vetoes, *_agreeing(self.evidence))


def fit(held: Work, recorded: Work) -> Fit:
    """Whether a record can be the work somebody holds under its DOI.

    >>> from refparse.work import Date
    >>> held = Work(title="Calcinosis cutis in scleroderma", issued=Date(year=2006), volume="25", page="70-4")
    >>> record = Work(title="Fire ecology of the pampas", issued=Date(year=2011), volume="3", page="1-20")
    >>> found = fit(held, record)
    >>> found.answer, found.words[0]
    ('other', 'title: “Calcinosis cutis in scleroderma”, but the record has “Fire ecology of the pampas”')

    DOIs are not compared: that one leads to the other is the question, not an answer.
    """
    found = _fit(held, recorded)
    if found.answer != "other" or not held.title or held.container_title:
        return found
    # Styles without titles print "Sowder, J. Affect and Problem Solving, 1989, p. 177": a
    # reader takes the container for the title.
    again = _fit(replace(held, title=None, container_title=held.title), recorded)
    return again if again.answer != "other" and "container_title" in _agreed(again.evidence) else found


def _fit(held: Work, recorded: Work) -> Fit:
    verdict = judge(_record("0", held), _record("1", recorded))
    evidence = tuple(row for row in verdict.evidence if row.field not in _ASIDE and row.level != "absent")
    weight = sum(row.weight for row in evidence)
    return Fit(answer=_answer(verdict, evidence, weight), weight=weight, evidence=evidence, vetoes=verdict.vetoes)


def _record(number: str, work: Work) -> Record:
    # The smaller id is the left side of every piece of evidence: what somebody holds.
    bare = replace(work, DOI=None, doi_prefix=None)
    return Record(id=number, work=bare, origin="reference", origin_id=number, document_id="")


def _answer(verdict: Verdict, evidence: tuple[Evidence, ...], weight: float) -> Answer:
    if weight + PRINTED < 0:
        return "other"
    if _SETTLING.intersection(verdict.vetoes) and not _placed(evidence):
        return "other"
    return "fits" if weight >= _SPOKEN_FOR and not verdict.vetoes else "unclear"


def _placed(evidence: tuple[Evidence, ...]) -> bool:
    """Whether volume and page agree: a title may be a translation, two works seldom share a page."""
    return {"volume", "page"} <= _agreed(evidence)


def _agreed(evidence: tuple[Evidence, ...]) -> set[str]:
    return {row.field for row in evidence if row.level != "conflict"}


def _differing(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    for row in evidence:
        if row.level == "conflict":
            called = _CALLED.get(row.field, row.field)
            yield f"{called}: “{_short(row.left)}”, but the record has “{_short(row.right)}”"


def _agreeing(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    fields = [_CALLED.get(row.field, row.field) for row in evidence if row.level != "conflict"]
    if fields:
        yield f"the same or nearly: {', '.join(fields)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
