"""What is wrong with a reference, from what a registry answered: pure, and careful of false alarms.

Three questions. Does the printed DOI lead to this work or to another paper? Does the
reference look invented: a full description, of a kind the registry always has, that it
cannot find although it holds that journal? Was the work retracted, corrected, doubted?
A finding is a claim with its evidence; where the evidence is thin there is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from refparse.normalize.folding import squeeze
from refparse.normalize.identifiers import doi_key
from refparse.normalize.journals import compare_containers, prepare_container
from refparse.normalize.titles import says_nothing
from refparse.resolve.fit import Fit, fit
from refparse.resolve.notices import Notice, NoticeKind, is_retracted, notices_of, unite
from refparse.resolve.record import own_dois, read_record
from refparse.resolve.registry import Answer
from refparse.work import Work

FindingKind = Literal["other-paper", "unknown-doi", "invented", "retracted", "concern", "corrected", "newer"]

#: A shorter title may be anybody's, and a search for it proves nothing.
_TELLING_TITLE = 20
_YEARS_APART = 1
#: 512 to 1: another paper of the same people in the same volume is a slip of whoever copied the DOI.
_FAR_BETTER = 9.0
_OF_NOTICES: tuple[tuple[NoticeKind, FindingKind], ...] = (
    ("retraction", "retracted"),
    ("concern", "concern"),
    ("correction", "corrected"),
    ("version", "newer"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong with a reference, and why we say so."""

    kind: FindingKind
    #: The DOI it is about; empty where none is printed or found.
    DOI: str
    #: Sentences a person can check.
    words: tuple[str, ...]
    #: The comparison that speaks against the printed DOI.
    fit: Fit | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One reference after checking."""

    #: The DOI of the work it means, as far as fields agree; ``None``: not known.
    DOI: str | None
    findings: tuple[Finding, ...]
    #: What could not be checked, in words ("DataCite's DOI").
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    answer: Answer
    work: Work
    fit: Fit


def check(
    reference: Work,
    *,
    printed: Answer | None = None,
    searched: Sequence[Answer] | None = None,
    updates: Sequence[Answer] = (),
) -> Checked:
    """What is wrong with a reference, given what a registry answered.

    >>> record = {"DOI": "10.1/b", "type": "journal-article", "title": ["Fire ecology of the southern pampas"],
    ...           "volume": "3", "page": "1-20", "issued": {"date-parts": [[2011]]}}
    >>> reference = Work(title="Calcinosis cutis in scleroderma", volume="25", page="70-4", DOI="10.1/b")
    >>> checked = check(reference, printed=Answer(DOI="10.1/b", message=record, by="crossref", at=""))
    >>> checked.DOI, [(found.kind, found.words[0]) for found in checked.findings]
    (None, [('other-paper', 'the DOI leads to another paper: “Fire ecology of the southern pampas”')])

    ``printed`` answers for the DOI in the reference (``None``: it has none, or nobody
    asked), ``searched`` is what searches brought (``None``: nobody searched), ``updates``
    are notices about the work. What was not asked is never held against the reference.
    """
    led = _match(reference, printed)
    found = _best(reference, searched or ())
    astray = led is not None and _is_astray(led, found)
    right = found if led is None or astray else led
    doubts = tuple(_doubts(reference, printed, led if astray else None, found, searched))
    notices = tuple(_noticed(right, updates)) if right is not None else ()
    return Checked(
        DOI=_doi_of(right) if right is not None else None,
        findings=(*doubts, *notices),
        unchecked=tuple(_unchecked(printed)),
    )


def _match(reference: Work, answer: Answer | None) -> _Match | None:
    if answer is None or not answer.message:
        return None
    work = read_record(answer.message)
    return _Match(answer=answer, work=work, fit=fit(reference, work))


def _best(reference: Work, answers: Sequence[Answer]) -> _Match | None:
    """The work a search brought whose fields name it, if any does."""
    matches = [match for answer in answers if (match := _match(reference, answer))]
    found = [match for match in matches if match.fit.answer == "fits" and match.fit.names_it]
    return max(found, key=lambda match: match.fit.weight, default=None)


def _is_astray(led: _Match, found: _Match | None) -> bool:
    """Whether the printed DOI leads elsewhere: by its own fields, or beside what a search brought."""
    if led.fit.answer != "unclear" or not led.fit.vetoes or found is None or _doi_of(found) == _doi_of(led):
        return led.fit.answer == "other"
    return found.fit.weight >= led.fit.weight + _FAR_BETTER


def _doi_of(match: _Match) -> str:
    return match.work.DOI or match.answer.DOI


def _unchecked(printed: Answer | None) -> Iterator[str]:
    if printed is None or printed.message:
        return
    if printed.message is not None:
        yield f"the record of {printed.DOI} is empty"
    elif printed.agency:
        yield f"{printed.DOI} is {printed.agency}'s; its record was not compared"


def _doubts(
    reference: Work,
    printed: Answer | None,
    led: _Match | None,
    found: _Match | None,
    searched: Sequence[Answer] | None,
) -> Iterator[Finding]:
    missing = found is None and searched is not None
    nowhere = tuple(_nowhere(reference, searched or ())) if missing else ()
    if led is not None:
        yield _other_paper(led, found, nowhere)
    elif printed is not None and printed.message is None and not printed.agency:
        yield _unknown_doi(printed, found, nowhere)
    elif printed is None and nowhere:
        yield Finding(kind="invented", DOI="", words=nowhere)


def _other_paper(led: _Match, found: _Match | None, nowhere: tuple[str, ...]) -> Finding:
    """A real DOI with another title: a slip where the work exists, else the usual form of an invented reference."""
    leads = f"the DOI leads to another paper: “{led.work.title or led.answer.DOI}”"
    kind: FindingKind = "invented" if nowhere else "other-paper"
    return Finding(
        kind=kind, DOI=led.answer.DOI, words=(leads, *led.fit.words, *_instead(found), *nowhere), fit=led.fit
    )


def _unknown_doi(printed: Answer, found: _Match | None, nowhere: tuple[str, ...]) -> Finding:
    says = f"{printed.by} knows no DOI {printed.DOI}"
    return Finding(
        kind="invented" if nowhere else "unknown-doi", DOI=printed.DOI, words=(says, *_instead(found), *nowhere)
    )


def _instead(found: _Match | None) -> Iterator[str]:
    if found is not None:
        yield f"the reference describes {_doi_of(found)}: “{found.work.title or ''}”"


def _nowhere(reference: Work, searched: Sequence[Answer]) -> Iterator[str]:
    """Why a work that was not found should have been; nothing where it need not be there."""
    # A work whose title, or volume and page, agree may be the one, misquoted.
    works = [work for work in map(_read, searched) if work is not None]
    if not _described_in_full(reference) or any(fit(reference, work).names_it for work in works):
        return
    neighbours = [work for work in works if _beside(reference, work)]
    if not neighbours:
        # The registry may not hold this journal, or not these years.
        return
    example = neighbours[0]
    yield (
        f"nothing found for a full description, though {len(neighbours)} of the works found are of"
        f" “{example.container_title}” in these years"
    )
    yield f"for example {example.DOI}: “{example.title or ''}”"


def _described_in_full(reference: Work) -> bool:
    """Whether this describes a journal article well enough that a search must find it."""
    title = reference.title or ""
    telling = len(squeeze(title)) >= _TELLING_TITLE and not says_nothing(title)
    placed = bool(reference.container_title and reference.issued and reference.issued.year)
    article = reference.type in {None, "article-journal"}
    return article and telling and placed and bool(reference.author) and bool(reference.volume or reference.page)


def _read(answer: Answer) -> Work | None:
    return read_record(answer.message) if answer.message else None


def _beside(reference: Work, work: Work) -> bool:
    """Whether a work is of the same journal and of these years."""
    if not (reference.container_title and work.container_title and reference.issued and work.issued):
        return False
    years = reference.issued.year, work.issued.year
    containers = map(prepare_container, (reference.container_title, work.container_title))
    near = None not in years and abs((years[0] or 0) - (years[1] or 0)) <= _YEARS_APART
    return near and compare_containers(*containers) != "conflict"


def _noticed(right: _Match, updates: Sequence[Answer]) -> Iterator[Finding]:
    """What happened to the work after it came out, the gravest first."""
    messages = [message for answer in (right.answer, *updates) if (message := answer.message)]
    own = {doi_key(right.answer.DOI), *own_dois(right.answer.message or {})}
    about = unite(notice for message in messages for notice in notices_of(message) if notice.DOI in own)
    # A retraction that was taken back is still worth reading.
    lifted = "retraction" if not is_retracted(about) else None
    for kind, called in _OF_NOTICES:
        told = tuple(notice for notice in about if notice.kind == kind)
        if told:
            name: FindingKind = "corrected" if kind == lifted else called
            beside = tuple(notice for notice in about if kind == lifted and notice.kind == "reinstatement")
            words = tuple(notice.words for notice in (*told, *beside))
            yield Finding(kind=name, DOI=_doi_of(right), words=words, notices=(*told, *beside))
