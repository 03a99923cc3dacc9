"""References that look wrong: DOIs that lead elsewhere, works nobody knows, works that were retracted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from refparse.errors import RegistryError
from refparse.graph import Graph, entries, registered
from refparse.graph.entries import Entry
from refparse.normalize.identifiers import doi_key
from refparse.pipeline.looking import Ask, Listener, Patience
from refparse.pipeline.noting import unheard
from refparse.pipeline.resolving import BATCH
from refparse.reference import Record
from refparse.resolve.abreast import abreast
from refparse.resolve.candidate import candidate_of
from refparse.resolve.find import find_doi
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.prepare import in_words
from refparse.resolve.registry import Registry, bare
from refparse.resolve.suspect import Checked
from refparse.resolve.suspect import check as suspect
from refparse.resolve.verify import verify
from refparse.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReference:
    """One reference after checking, and where it stands."""

    ask: Ask
    #: The page it was read from, its label and its number there.
    source: str
    label: str
    number: int
    #: ``None``: the registry gave no answer.
    checked: Checked | None
    because: str = ""


@dataclass(slots=True, kw_only=True)
class CheckReport:
    """What checking came to."""

    wanted: int = 0
    #: Entries that nothing reads: they were not checked.
    unread: tuple[Entry, ...] = ()
    #: References checked, with findings, and without an answer; findings by kind.
    references: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    gave_up: RegistryError | None = None

    @property
    def partial(self) -> bool:
        """Whether something could not be checked for want of answers."""
        return self.gave_up is not None or bool(self.references["no answer"])


def check(graph: Graph, registry: Registry, *, tell: Callable[[CheckedReference], None] = unheard) -> CheckReport:
    """What is wrong with the references of the store, each finding with its evidence; nothing is changed.

    A reference is asked about no more than needs be: its printed DOI, else the DOI that was
    found for it, else searches; then what happened to the work it means.
    """
    rows = entries.read(graph)
    report, patience = CheckReport(wanted=len(rows), unread=entries.unread(graph)), Patience()
    held = registered.registered(graph)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        places = {row.record_id: row for row in batch if row.record_id is not None}
        works = {record.id: record.work for record in graph.records(places)}
        asks = [Ask(id=id_, text=row.text, work=works[id_], group=row.work_id) for id_, row in places.items()]
        for ask, checked, because in _checked(registry, asks, held, patience):
            at = places[ask.id]
            one = CheckedReference(
                ask=ask, source=at.source, label=at.label, number=at.number, checked=checked, because=because
            )
            _count(report, one)
            tell(one)
    report.gave_up = patience.error
    return report


_Checked = tuple[Ask, Checked | None, str]


def _checked(
    registry: Registry, asks: Sequence[Ask], held: Mapping[str, Record], patience: Patience
) -> Iterator[_Checked]:
    def run(ask: Ask) -> tuple[list[_Checked], tuple[()]]:
        if patience.error is not None:
            return [(ask, None, f"not asked: {patience.error}")], ()
        try:
            checked = check_one(registry, ask, held.get(ask.group or ""))
        except RegistryError as error:
            patience.failed(error)
            return [(ask, None, str(error))], ()
        patience.answered()
        return [(ask, checked, "")], ()

    return abreast(asks, run, threads=MOST_AT_ONCE)


def check_one(registry: Registry, ask: Ask, record: Record | None = None) -> Checked:
    """What is wrong with one reference; ``record`` is the registry's, where its DOI was found before.

    What is asked is what :func:`refparse.resolve.find.find_doi` asks, and it decides: whatever it
    flags is a finding.
    """
    work, text = ask.work, ask.text or in_words(ask.work)
    printed = registry.work(doi_key(work.DOI)) if work.DOI else None
    heard = Listener(registry, {bare(doi_key(work.DOI)): printed} if work.DOI and printed is not None else {})
    if record is None or printed is not None or not _bears_out(heard, text, work, record):
        find_doi(heard, text, work)
    searched = [answer for answer in heard.answers.values() if answer is not printed]
    checked = suspect(text, work, printed=printed, searched=searched)
    if checked.DOI is None:
        return checked
    return suspect(text, work, printed=printed, searched=searched, updates=registry.updates(checked.DOI))


def _bears_out(heard: Listener, text: str, work: Work, record: Record) -> bool:
    """Whether the record of a DOI found before still is the work meant: then nobody need search."""
    candidate = candidate_of(heard.work(record.origin_id))
    return candidate is not None and verify(text, work, [candidate]).state == "resolved"


def _count(report: CheckReport, one: CheckedReference) -> None:
    if one.checked is None:
        report.references["no answer"] += 1
        return
    report.references["with findings" if one.checked.findings else "nothing found"] += 1
    report.findings.update(finding.kind for finding in one.checked.findings)
