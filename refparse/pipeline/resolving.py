"""DOIs for the references of a store, or for plain strings: what was answered is kept, whatever comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from refparse.errors import RegistryError
from refparse.evidence import Verdict
from refparse.graph import Graph, registered
from refparse.parse.labeller import Labeller
from refparse.pipeline.keeping import gathered, keep
from refparse.pipeline.looking import Ask, Found, Now, Patience, look_up, moment, today
from refparse.pipeline.noting import unheard
from refparse.pipeline.storing import version
from refparse.pipeline.strings import parse_strings
from refparse.resolve.prepare import in_words
from refparse.resolve.registry import Registry
from refparse.work import Work

#: Records read from the store at once, and strings labelled together.
BATCH = 200


@dataclass(slots=True, kw_only=True)
class ResolveReport:
    """What looking for DOIs came to."""

    #: Records that were to be looked for, and what came of those that were, by state.
    wanted: int = 0
    states: Counter[str] = field(default_factory=Counter)
    #: Pairs that the registry's records brought together or would, and a person should settle.
    asked: list[Verdict] = field(default_factory=list)
    #: Why the rest was not looked for, and how many that are; ``None``: all was.
    gave_up: RegistryError | None = None
    unasked: int = 0

    @property
    def partial(self) -> bool:
        """Whether something is left to be asked again."""
        return self.gave_up is not None or bool(self.states["failed: retry after"])


def resolve(
    graph: Graph,
    registry: Registry,
    *,
    again: bool = False,
    tell: Callable[[Found], None] = unheard,
    now: Now = today,
) -> ResolveReport:
    """What came of looking for the DOI of every record of the store that nobody has looked for yet.

    Answers are committed a handful at a time and ``tell`` hears of each: whoever is killed goes on
    where they stopped, and asks a registry with a cache nothing again. When the network
    gives up, what is left is stored as failed too. Failed look-ups are repeated when their
    time has come, with ``again`` also those that found nothing. No :class:`RegistryError`
    is raised: see ``gave_up``.
    """
    pending = registered.pending(graph, moment(now()), again=again)
    report, patience = ResolveReport(wanted=len(pending)), Patience()
    left = dict.fromkeys(one.record_id for one in pending)
    for start in range(0, len(pending), BATCH):
        if patience.error is not None:
            break
        asks = list(_asks(graph, pending[start : start + BATCH]))
        for several in gathered(look_up(registry, asks, patience=patience, now=now)):
            report.asked += keep(graph, several)
            for found in several:
                report.states[found.state] += 1
                del left[found.ask.id]
                tell(found)
    report.gave_up, report.unasked = patience.error, len(left)
    if patience.error is not None:
        registered.put_unasked(graph, left, f"not asked: {patience.error}", moment(now()))
    graph.put_run("resolve", version=version(), counts=report.states)
    return report


def _asks(graph: Graph, pending: Sequence[registered.Pending]) -> Iterator[Ask]:
    records = {record.id: record for record in graph.records(one.record_id for one in pending)}
    for one in pending:
        work = records[one.record_id].work
        text = one.text if one.text is not None else in_words(work)
        yield Ask(id=one.record_id, text=text, work=work, group=one.work_id)


def resolve_strings(
    texts: Iterable[str], registry: Registry, *, labeller: Labeller | None = None, now: Now = today
) -> Iterator[Found]:
    """What came of looking for the DOI of each reference string, in their order, without any store.

    ``ask.id`` counts the strings from 1. When the network gives up, each string that is left
    comes back as ``failed: retry after``: as many answers as strings, always.
    """
    numbered, patience = iter(enumerate(texts, start=1)), Patience()
    while batch := list(islice(numbered, BATCH)):
        read = parse_strings([text for _, text in batch], labeller=labeller)
        works = [result.work if hasattr(result, "work") else Work() for result in read]
        asks = [Ask(id=str(number), text=text, work=work) for (number, text), work in zip(batch, works, strict=True)]
        yield from _in_order(asks, look_up(registry, asks, patience=patience, now=now), patience, now)


def _in_order(asks: Sequence[Ask], found: Iterator[Found], patience: Patience, now: Now) -> Iterator[Found]:
    """Answers in the order of the questions, each as soon as those before it are there."""
    done: dict[str, Found] = {}
    left = iter(asks)
    next_ = next(left, None)
    for one in found:
        done[one.ask.id] = one
        while next_ is not None and next_.id in done:
            yield done.pop(next_.id)
            next_ = next(left, None)
    while next_ is not None:
        yield done.pop(next_.id) if next_.id in done else unasked(next_, patience, now)
        next_ = next(left, None)


def unasked(ask: Ask, patience: Patience, now: Now) -> Found:
    """The word that a reference was not looked for, as the network gave up before its turn."""
    because = f"not asked: {patience.error}"
    return Found(ask=ask, state="failed: retry after", because=because, DOI=None, by="", at=moment(now()))
