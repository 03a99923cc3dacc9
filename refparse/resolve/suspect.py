"""What is wrong with a reference, from what a registry answered: pure, and careful of false alarms.

Three questions. Does the printed DOI lead to this work or to another paper? Does the
reference look invented: a full description, of a kind the registry always has, that it
cannot find although it holds that journal, or that is put together of two works? Was the
work retracted, corrected, doubted? The judge is the one that finds DOIs
(:mod:`refparse.resolve.verify`): what it does not follow is a finding here. A finding is a
claim with its evidence; where the evidence is thin there is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from refparse.evidence import Evidence
from refparse.normalize.folding import squeeze
from refparse.normalize.identifiers import doi_key
from refparse.normalize.journals import compare_containers, prepare_container
from refparse.normalize.languages import languages
from refparse.normalize.titles import says_nothing
from refparse.resolve.candidate import PRINTED, Candidate, candidate_of
from refparse.resolve.missing import may_exist, missing
from refparse.resolve.notices import Notice, NoticeKind, is_retracted, notices_of, unite
from refparse.resolve.record import own_dois
from refparse.resolve.registry import Answer
from refparse.resolve.sentences import in_sentences
from refparse.resolve.verify import Judgement, Resolution, decide, judge, printed_one
from refparse.work import Work

FindingKind = Literal[
    "other-paper",
    "other-title",
    "translated",
    "other-people",
    "unknown-doi",
    "invented",
    "retracted",
    "concern",
    "corrected",
    "newer",
]

#: A shorter title may be anybody's, and a search for it proves nothing.
_TELLING_TITLE = 20
#: Judged: from this length on two works seldom share a title by chance.
_OWN_TITLE = 40
_YEARS_APART = 1
_OTHER_TITLE = frozenset({"other title", "main and more"})
_WHOLE_TITLE = frozenset({"whole", "misprinted"})
_NO_TITLE = frozenset({"not printed", "other title", "none given"})
_SAME_PEOPLE = frozenset({"all", "the only one", "et al.", "most", "the first"})
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
    #: The comparison that speaks against the work of that DOI.
    evidence: tuple[Evidence, ...] = ()
    vetoes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One reference after checking."""

    #: The DOI of the work it means, as far as fields agree; ``None``: not known.
    DOI: str | None
    findings: tuple[Finding, ...]
    #: What could not be checked, in words ("DataCite's DOI").
    unchecked: tuple[str, ...] = ()


def check(
    text: str,
    reference: Work,
    *,
    printed: Answer | None = None,
    searched: Sequence[Answer] = (),
    updates: Sequence[Answer] = (),
) -> Checked:
    """What is wrong with a reference, as printed and as read, given what a registry answered.

    >>> record = {"DOI": "10.1/b", "type": "journal-article", "title": ["Fire ecology of the southern pampas"],
    ...           "volume": "3", "page": "1-20", "issued": {"date-parts": [[2011]]}}
    >>> text = "Calcinosis cutis in scleroderma. 2006;25:70-4. doi:10.1/b"
    >>> reference = Work(title="Calcinosis cutis in scleroderma", volume="25", page="70-4", DOI="10.1/b")
    >>> checked = check(text, reference, printed=Answer(DOI="10.1/b", message=record, by="crossref", at=""))
    >>> checked.DOI, [(found.kind, found.words[0]) for found in checked.findings]
    (None, [('other-paper', '10.1/b is “Fire ecology of the southern pampas”')])

    ``printed`` answers for the DOI in the reference (``None``: it has none, or nobody
    asked), ``searched`` is what searches brought, ``updates`` are notices about the work. What
    was not asked is never held against the reference.
    """
    judged = judge(text, reference, list(_candidates(printed, searched)))
    case = _Case(reference, printed, judged, decide(reference, judged))
    doubts = tuple(case.doubts())
    doi = case.right(doubts)
    answers = {_doi_of(answer): answer for answer in reversed((*filter(None, [printed]), *searched))}
    right = answers.get(doi) if doi else None
    notices = tuple(_noticed(right, updates)) if right is not None else ()
    return Checked(DOI=doi, findings=(*doubts, *notices), unchecked=tuple(_unchecked(printed, doubts)))


def _candidates(printed: Answer | None, searched: Sequence[Answer]) -> Iterator[Candidate]:
    """What there is to judge, each work once; an empty record is nobody's."""
    seen: set[str] = set()
    for answer, found_by in ((printed, PRINTED), *((answer, "search") for answer in searched)):
        candidate = candidate_of(answer, found_by=found_by) if answer is not None and answer.message else None
        if candidate is not None and candidate.DOI not in seen:
            seen.add(candidate.DOI)
            yield candidate


def _doi_of(answer: Answer) -> str:
    candidate = candidate_of(answer) if answer.message else None
    return candidate.DOI if candidate is not None else answer.DOI


def _unchecked(printed: Answer | None, doubts: Sequence[Finding]) -> Iterator[str]:
    if printed is None or printed.message:
        return
    if printed.message is not None:
        yield f"the record of {printed.DOI} is empty"
    elif printed.agency:
        yield f"{missing(printed)}; its record was not compared"
    elif may_exist(printed) and not doubts:
        yield missing(printed)


@dataclass(frozen=True, slots=True)
class _Case:
    """One reference with all that was said of it."""

    reference: Work
    printed: Answer | None
    judged: list[Judgement]
    resolution: Resolution

    def doubts(self) -> Iterator[Finding]:
        """What speaks against it, one finding at most."""
        nowhere = self._nowhere()
        if self.resolution.printed_doi == "flagged":
            yield self._led_astray(nowhere)
        elif self.printed is not None and self.printed.message is None and not self.printed.agency:
            if nowhere or self.resolution.DOI or not may_exist(self.printed):
                yield self._unknown_doi(nowhere)
        elif self.printed is None and nowhere:
            yield Finding(kind="invented", DOI="", words=nowhere)
        elif self.printed is None and self.resolution.DOI is None:
            yield from self._put_together()

    def right(self, doubts: Sequence[Finding]) -> str | None:
        """The DOI of the work it means."""
        translated = [found.DOI for found in doubts if found.kind == "translated"]
        return self.resolution.DOI or next(iter(translated), None)

    def _led_astray(self, nowhere: tuple[str, ...]) -> Finding:
        """A real DOI with another title: a slip where the work exists, else the usual form of an invented reference."""
        led = printed_one(self.judged)
        if led is None:  # a flag without a record there is not
            return Finding(kind="other-paper", DOI=self.reference.DOI or "", words=(self.resolution.because,))
        kind: FindingKind = "invented" if nowhere else "other-paper"
        if not nowhere and self.resolution.DOI is None and _at_place(led):
            kind = _other_title(self.reference, led.work)
        return _finding(kind, led, (*self._instead(), *nowhere))

    def _unknown_doi(self, nowhere: tuple[str, ...]) -> Finding:
        kind: FindingKind = "invented" if nowhere else "unknown-doi"
        said = missing(self.printed) if self.printed is not None else ""
        doi = self.printed.DOI if self.printed is not None else ""
        return Finding(kind=kind, DOI=doi, words=(said, *self._instead(), *nowhere))

    def _instead(self) -> Iterator[str]:
        best = self.resolution.best
        if self.resolution.DOI is not None and best is not None:
            yield f"the reference describes {best.DOI}: “{best.work.title or ''}”"

    def _put_together(self) -> Iterator[Finding]:
        """A title beside the place of another work, or beside other people, year and place altogether."""
        if not _described_in_full(self.reference):
            return
        placed = next((one for one in self.judged if _at_place(one) and _has_same_people(one)), None)
        titled = next((one for one in self.judged if _is_of_other_people(one)), None)
        if placed is not None:
            besides = (f"the title is that of {titled.DOI}",) if titled is not None else ()
            yield _finding(_other_title(self.reference, placed.work), placed, besides)
        elif titled is not None and _is_its_own(self.reference) and _is_its_own(titled.work):
            yield _finding("other-people", titled, ())

    def _nowhere(self) -> tuple[str, ...]:
        """Why a work that was not found should have been; nothing where it need not be there."""
        if self.resolution.DOI is not None or not _described_in_full(self.reference):
            return ()
        # A work whose title, or volume and page, agree may be the one, misquoted.
        if any(map(_names_it, self.judged)):
            return ()
        neighbours = [one.work for one in self.judged if _beside(self.reference, one.work)]
        if not neighbours:
            # The registry may not hold this journal, or not these years.
            return ()
        example = neighbours[0]
        journal, title = example.container_title, example.title or ""
        nothing = "nothing found for a full description, though"
        return (
            f"{nothing} {len(neighbours)} of the works found are of “{journal}” in these years",
            f"for example {example.DOI}: “{title}”",
        )


def _finding(kind: FindingKind, one: Judgement, besides: tuple[str, ...]) -> Finding:
    """A finding against one work, with what differs from it and what does not."""
    is_ = f"{one.DOI} is “{one.work.title or one.DOI}”"
    words = (is_, *in_sentences(one), *besides)
    return Finding(kind=kind, DOI=one.DOI, words=words, evidence=one.evidence, vetoes=one.vetoes)


def _at_place(one: Judgement) -> bool:
    """Whether it stands where the reference says, under another title."""
    return one.is_placed and dict(one.grades)["title"] in _OTHER_TITLE and _tells(one.work)


def _has_same_people(one: Judgement) -> bool:
    return dict(one.grades)["author"] in _SAME_PEOPLE


def _is_of_other_people(one: Judgement) -> bool:
    """Whether a title that is nobody else's stands there, while people, place and year are others."""
    levels = {row.field: row.level for row in one.evidence}
    apart = [levels[field] for field in ("author", "issued", "page")]
    return dict(one.grades)["title"] in _WHOLE_TITLE and apart == ["conflict"] * 3 and _tells(one.work)


def _names_it(one: Judgement) -> bool:
    """Whether what agrees is enough to tell a work from its neighbours: the title, or volume and page."""
    levels = {row.field: row.level for row in one.evidence}
    placed = not {"absent", "conflict"}.intersection((levels["volume"], levels["page"]))
    return placed or dict(one.grades)["title"] not in _NO_TITLE | _OTHER_TITLE


def _tells(work: Work) -> bool:
    title = work.title or ""
    return len(squeeze(title)) >= _TELLING_TITLE and not says_nothing(title)


def _is_its_own(work: Work) -> bool:
    return len(squeeze(work.title or "")) >= _OWN_TITLE


def _other_title(reference: Work, record: Work) -> FindingKind:
    """How grave another title at the same place is: where it may be a translation, hardly."""
    here, there = reference.title or "", record.title or ""
    spoken = languages(here), languages(there) or frozenset(filter(None, [(record.language or "")[:2].lower()]))
    translated = any(name == "original-title" for name, _ in record.extra) or here.startswith("[")
    return "translated" if translated or (all(spoken) and not spoken[0] & spoken[1]) else "other-title"


def _described_in_full(reference: Work) -> bool:
    """Whether this describes a journal article well enough that a search must find it."""
    placed = bool(reference.container_title and reference.issued and reference.issued.year)
    article = reference.type in {None, "article-journal"}
    return (
        article and _tells(reference) and placed and bool(reference.author) and bool(reference.volume or reference.page)
    )


def _beside(reference: Work, work: Work) -> bool:
    """Whether a work is of the same journal and of these years."""
    if not (reference.container_title and work.container_title and reference.issued and work.issued):
        return False
    years = reference.issued.year, work.issued.year
    containers = map(prepare_container, (reference.container_title, work.container_title))
    near = None not in years and abs((years[0] or 0) - (years[1] or 0)) <= _YEARS_APART
    return near and compare_containers(*containers) != "conflict"


def _noticed(right: Answer, updates: Sequence[Answer]) -> Iterator[Finding]:
    """What happened to the work after it came out, the gravest first."""
    messages = [message for answer in (right, *updates) if (message := answer.message)]
    own = {doi_key(right.DOI), *own_dois(right.message or {})}
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
