"""References that look wrong: DOIs that lead elsewhere, works nobody knows, works that were retracted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from refparse.errors import RegistryError
from refparse.graph import Graph, registered
from refparse.normalize.identifiers import doi_key
from refparse.pipeline.looking import Ask, Patience
from refparse.pipeline.resolving import BATCH, in_words
from refparse.reference import Record
from refparse.resolve.abreast import abreast
from refparse.resolve.find import queries
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.registry import Answer, Registry
from refparse.resolve.suspect import Checked
from refparse.resolve.suspect import check as suspect

#: Where references stand: a page's own record is nobody's citation.
_REFERENCES = """
SELECT r.id, e.text, d.source, coalesce(e.label, e.number) AS label, m.work_id
FROM record r JOIN reference e ON e.id = r.origin_id JOIN document d ON d.id = e.document_id
LEFT JOIN work_record m ON m.record_id = r.id
WHERE r.origin = 'reference' ORDER BY d.source, e.number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReference:
    """One reference after checking, and where it stands."""

    ask: Ask
    #: The page it was read from, and its number there.
    source: str
    label: str
    #: ``None``: the registry gave no answer.
    checked: Checked | None
    because: str = ""


@dataclass(slots=True, kw_only=True)
class CheckReport:
    """What checking came to."""

    wanted: int = 0
    #: References checked, with findings, and without an answer; findings by kind.
    references: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    gave_up: RegistryError | None = None

    @property
    def partial(self) -> bool:
        """Whether something could not be checked for want of answers."""
        return self.gave_up is not None or bool(self.references["no answer"])


def _silent(_one: CheckedReference) -> None:
    """Nobody listens."""


def check(graph: Graph, registry: Registry, *, tell: Callable[[CheckedReference], None] = _silent) -> CheckReport:
    """What is wrong with the references of the store, each finding with its evidence; nothing is changed.

    A reference is asked about no more than needs be: its printed DOI, else the DOI that was
    found for it, else searches; then what happened to the work it means.
    """
    rows = graph.store.rows(_REFERENCES)
    report, patience = CheckReport(wanted=len(rows)), Patience()
    held = registered.registered(graph)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        records = {record.id: record for record in graph.records(row["id"] for row in batch)}
        places = {row["id"]: (str(row["source"]), str(row["label"])) for row in batch}
        asks = [
            Ask(id=row["id"], text=row["text"], work=records[row["id"]].work, group=row["work_id"]) for row in batch
        ]
        for ask, checked, because in _checked(registry, asks, held, patience):
            source, label = places[ask.id]
            one = CheckedReference(ask=ask, source=source, label=label, checked=checked, because=because)
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
    """What is wrong with one reference; ``record`` is the registry's, where its DOI was found before."""
    work, text = ask.work, ask.text or in_words(ask.work)
    printed = registry.work(doi_key(work.DOI)) if work.DOI else None
    searched: list[Answer] | None = None
    if record is not None:
        searched = [registry.work(record.origin_id)]
    elif printed is None or suspect(work, printed=printed).findings or not printed.known:
        searched = [answer for _, query in queries(text, work) for answer in registry.search(query)]
    checked = suspect(work, printed=printed, searched=searched)
    if checked.DOI is None:
        return checked
    return suspect(work, printed=printed, searched=searched, updates=registry.updates(checked.DOI))


def _count(report: CheckReport, one: CheckedReference) -> None:
    if one.checked is None:
        report.references["no answer"] += 1
        return
    report.references["with findings" if one.checked.findings else "nothing found"] += 1
    report.findings.update(finding.kind for finding in one.checked.findings)
