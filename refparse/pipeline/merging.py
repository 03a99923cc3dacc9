"""Library files and pages made into one list without duplicates, no store between.

The files are gone through three times, record by record: once to compare, once for the
records that are merged or asked about, once to write. So files of any size take the
memory of what is compared of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import tee
from pathlib import Path
from typing import NamedTuple

from refparse.evidence import Preset, Verdict
from refparse.formats.jsonl import ExportWork
from refparse.formats.keys import Distinct, base_key, cited_by
from refparse.formats.library import ImportReport, Library
from refparse.match.merge import merge
from refparse.match.plan import Plan, plan
from refparse.match.rules import Rules
from refparse.match.verdicts import Side, side, verdict
from refparse.normalize.study import study_kind
from refparse.pipeline.importing import a_record
from refparse.pipeline.prisma import Prisma, Source, prisma
from refparse.pipeline.rules import PRESET, load_rules
from refparse.pipeline.storing import records_of
from refparse.reference import Entry, Page, Parsed, Record, content_id


class Origin(NamedTuple):
    """Where a record was read: which of the sources, its number and line there, and what the source calls it."""

    source: int
    number: int
    line: int
    key: str


class _Given(NamedTuple):
    """A record on its way through, with the string it was parsed from, where one was."""

    record: Record
    origin: Origin
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedWork:
    """A work that several records say; places are those of all records, in the order of the sources."""

    key: str
    places: tuple[int, ...]
    #: For every record but the first, how it compares with the first.
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPair:
    """Two works that may be one, by the records that say so."""

    left: int
    right: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedPair:
    """Two works that are not one and belong together, and how."""

    left: int
    right: int
    kind: str
    because: str


class Deduped:
    """What becomes of the records of some files when duplicates are merged; the files stay as they are.

    >>> from refparse.formats.library import open_library
    >>> text = b"@article{a, title={Calcinosis cutis in lupus}, year=2001, author={Kim, S}, volume=4, pages={1--9}}"
    >>> found = dedupe_files([open_library(text, name="a.bib"), open_library(text + b" ", name="b.bib")])
    >>> found.prisma.identified, found.prisma.duplicates, [work.key for work in found.works()]
    (2, 1, ['a'])
    """

    def __init__(self, sources: Sequence[Library | Page], rules: Rules) -> None:
        """Compare all records of these sources."""
        self.sources = tuple(sources)
        self.rules = rules
        #: Where every record was read, in the order of the sources.
        self.origins: list[Origin] = []
        works, raws = tee(self._listed())
        self.plan: Plan = plan((one.record.work for one in works), rules, raws=(one.raw for one in raws))
        self._given_out = Distinct()
        self._own = self._own_keys()

    def _listed(self) -> Iterator[_Given]:
        for one in self._given():
            self.origins.append(one.origin)
            yield one

    def _given(self) -> Iterator[_Given]:
        seen: set[str] = set()
        for place, source in enumerate(self.sources):
            id_ = source.document.id if isinstance(source, Page) else source.id
            for one in _of_page(place, source) if isinstance(source, Page) else _of_library(place, source):
                yield one._replace(record=_again(one.record, place)) if id_ in seen else one
            seen.add(id_)

    def _own_keys(self) -> list[str]:
        """For every group the first key that a source gives one of its records; one that is taken with a letter."""
        offered = (filter(None, map(self._offered, places)) for places in self.plan.groups)
        return [self._given_out.out(key) if (key := next(keys, "")) else "" for keys in offered]

    def _offered(self, place: int) -> str:
        origin = self.origins[place]
        source = self.sources[origin.source]
        return cited_by(origin.key, source.format) if isinstance(source, Library) else ""

    @cached_property
    def held(self) -> Mapping[int, Record]:
        """The records that are merged with others, asked about, or tied, by their places."""
        return {place: one.record for place, one in self._wanted.items()}

    @cached_property
    def _wanted(self) -> Mapping[int, _Given]:
        wanted = {place for places in self.plan.groups if len(places) > 1 for place in places}
        wanted.update(place for asked in self.plan.questions for place in (asked.left, asked.right))
        wanted.update(place for tied in self.plan.ties for place in (tied.left, tied.right))
        return {place: one for place, one in enumerate(self._given()) if place in wanted}

    def _side(self, place: int) -> Side:
        one = self._wanted[place]
        made = side(one.record, one.raw)
        # As it was compared: a title that comes back year after year is known by all records together.
        recurs = made.traits.squeezed in self.plan.recurring
        return made._replace(traits=made.traits._replace(recurs=recurs))

    def merged(self) -> Iterator[MergedWork]:
        """Every work that several records say, in the order of their first."""
        for places, key in zip(self.plan.groups, self.keys, strict=True):
            if len(places) > 1:
                first, *others = map(self._side, places)
                verdicts = tuple(verdict(first, other, self.rules) for other in others)
                yield MergedWork(key=key, places=places, verdicts=verdicts)

    def asked(self) -> Iterator[AskedPair]:
        """Pairs a person should settle, what a minute gains most first."""
        for one in self.plan.questions:
            told = verdict(self._side(one.left), self._side(one.right), self.rules)
            yield AskedPair(left=one.left, right=one.right, verdict=told)

    def tied(self) -> Iterator[TiedPair]:
        """Works that are not one and belong together."""
        for one in sorted(self.plan.ties):
            yield TiedPair(left=one.left, right=one.right, kind=one.objection.tie, because=one.objection.words)

    @cached_property
    def keys(self) -> Sequence[str]:
        """The cite key of every work: the first that a source gives it, else one made of what it says."""
        works = zip(self._own, self._merged(), strict=True)
        return tuple(own or self._given_out.out(base_key(one.work, one.id)) for own, one in works)

    def works(self) -> Iterator[ExportWork]:
        """Every work once, in the order of the sources, each field from a record that states it.

        Keywords and notes come from all of them.
        """
        return (replace(one, key=key) for one, key in zip(self._merged(), self.keys, strict=True))

    def _merged(self) -> Iterator[ExportWork]:
        """The works without their keys."""
        number = {places[0]: places for places in self.plan.groups}
        for place, one in enumerate(self._given()):
            members = number.get(place, ())
            work, ids = one.record.work, [one.record.id]
            if len(members) > 1:
                records = [self.held[member] for member in members]
                work, ids = merge(records).canonical, [record.id for record in records]
            kind = study_kind(work)
            if members:
                yield ExportWork(id=content_id("work", min(ids)), key="", work=work, kinds=(kind[0],) if kind else ())

    @property
    def imported(self) -> tuple[ImportReport, ...]:
        """What became of everything in each library file."""
        return tuple(one.report for one in self.sources if isinstance(one, Library))

    @cached_property
    def prisma(self) -> Prisma:
        """Records found, duplicates, and works: they add up."""
        members = (
            (work, self.origins[place].source) for work, places in enumerate(self.plan.groups) for place in places
        )
        read = Counter(origin.source for origin in self.origins)
        sources = [_counted(one, read[place]) for place, one in enumerate(self.sources)]
        return prisma(sources, members, by_hand=0, asked=len(self.plan.questions))

    def place(self, at: int) -> str:
        """Where a record was read, in words."""
        origin = self.origins[at]
        source = self.sources[origin.source]
        if isinstance(source, Page):
            return f"{source.document.source}, entry {origin.number}" if origin.number else source.document.source
        return f"{source.source}, record {origin.number}"


def _of_library(place: int, library: Library) -> Iterator[_Given]:
    for one in library:
        if isinstance(one, Entry):
            record = a_record(one.work, "library", one.id, one.document_id)
            yield _Given(record, Origin(place, one.number, one.line, one.key), "")


def _of_page(place: int, page: Page) -> Iterator[_Given]:
    read = {result.reference.id: result.reference for result in page.results if isinstance(result, Parsed)}
    for record in records_of(page):
        if not record.work.stated():  # a page of which nothing is known but its list
            continue
        entry = read.get(record.origin_id)
        number = entry.number if entry is not None else 0
        yield _Given(record, Origin(place, number, 0, ""), entry.text if entry is not None else "")


def _name(source: Library | Page) -> str:
    return source.document.source if isinstance(source, Page) else source.source


def _again(record: Record, place: int) -> Record:
    """A record of a file that was read under another name before: the same record, and not the same one."""
    return replace(record, id=content_id(record.id, str(place)))


def _counted(source: Library | Page, read: int) -> Source:
    if isinstance(source, Page):
        refused = sum(not isinstance(result, Parsed) for result in source.results)
        return Source(name=_name(source), kind=source.record.kind, read=read, refused=refused)
    return Source(name=_name(source), kind=source.format, read=read, refused=len(source.report.refused))


def dedupe_files(
    sources: Iterable[Library | Page], *, preset: Preset = PRESET, rules: str | Path | None = None
) -> Deduped:
    """What becomes of the records of these library files and pages when duplicates are merged.

    ``rules`` is a rule file of one's own. Nothing is stored, and no file is changed.
    """
    # A file that is named twice is one file; a copy of it is another source.
    given = {(_name(one), one.document.id if isinstance(one, Page) else one.id): one for one in sources}
    return Deduped(tuple(given.values()), load_rules(preset, rules))
