"""Answers into the store, a handful to a transaction: records of a registry join the works they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from refparse.evidence import FOUND, Evidence, Verdict
from refparse.graph import Graph, registered
from refparse.pipeline.judging import judge_all
from refparse.pipeline.looking import Found
from refparse.pipeline.noting import notices_about, store_notices, unheard
from refparse.pipeline.storing import settle
from refparse.reference import Record, content_id
from refparse.resolve.verify import Judgement, Resolution

#: So many answers, or those of so many seconds, are committed together: a commit costs as much as twenty answers.
_MOST = 64
_SECONDS = 0.5

_Kept = tuple[Found, Record | None]


def gathered(found: Iterable[Found], *, clock: Callable[[], float] = time.monotonic) -> Iterator[list[Found]]:
    """The same answers a handful at a time, none held back for long once another comes.

    Whatever ends the source early, Ctrl-C too, what had come before is given out first.
    """
    held: list[Found] = []
    since = 0.0
    try:
        for one in found:
            since = since if held else clock()
            held.append(one)
            if len(held) == _MOST or clock() - since >= _SECONDS:
                given, held = held, []
                yield given
    except BaseException:
        if held:
            yield held
        raise
    if held:
        yield held


def keep(graph: Graph, found: Sequence[Found]) -> tuple[Verdict, ...]:
    """Commit these answers, all or none; pairs that they bring together or would, and a person should settle.

    The store holds afterwards what it would hold had they been committed one by one.
    """
    asked: list[Verdict] = []
    with graph.transaction():
        for group in _groups(graph, found):
            asked += _keep(graph, group)
    return tuple(asked)


def _groups(graph: Graph, found: Sequence[Found]) -> Iterator[Sequence[Found]]:
    """Answers that can be stored together; one that takes another's place, whose record may go, is by itself."""
    before = registered.housed(graph, [one.ask.id for one in found])
    start = 0
    for at, one in enumerate(found):
        if one.ask.id in before and before[one.ask.id] != _registry_id(one):
            yield from filter(None, (found[start:at], found[at : at + 1]))
            start = at + 1
    if start < len(found):
        yield found[start:]


def _keep(graph: Graph, found: Sequence[Found]) -> Iterator[Verdict]:
    kept = [(one, _registered(one)) for one in found]
    fresh = registered.put_new(graph, [record for _, record in kept if record is not None])
    messages = {record.id: one.answer.message for one, record in reversed(kept) if record and one.answer}
    for new in fresh:
        message = messages.get(new.id)
        if message and notices_about([message]):
            store_notices(graph, new.id, [message])
    found_out = judge_all(graph, [record.id for record in fresh], unheard)
    graph.put_verdicts(found_out.again)
    yield from settle(graph, found_out.touched)
    judged = _by_last(found_out.new, fresh)
    step = _Step(graph)
    for one, record in kept:
        verdicts = judged.pop(record.id, []) if record is not None else []
        verdict = verdict_of(one.ask.id, record.id, one.resolution) if record is not None else None
        verdicts += filter(None, [verdict])
        if not step.takes(one, verdicts):
            yield from step.settled()
            step = _Step(graph)
            step.takes(one, verdicts)
        step.add(one, record, verdicts)
    yield from step.settled()


class _Step:
    """Answers about works that have nothing to do with one another: clustered at once or one by one is all the same."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kept: list[_Kept] = []
        self._verdicts: list[Verdict] = []
        #: All records that are clustered anew, and those a person is asked about.
        self._claimed: set[str] = set()
        self._reached: set[str] = set()

    def takes(self, one: Found, verdicts: Sequence[Verdict]) -> bool:
        """Whether nothing that this answer touches was touched by another since the last clustering."""
        joined = (verdict for verdict in verdicts if verdict.decision == "same")
        near = {one.ask.id, *(id_ for verdict in joined for id_ in (verdict.left_id, verdict.right_id))}
        self._reached = set(self._graph.component(near))
        return self._claimed.isdisjoint(self._reached)

    def add(self, one: Found, record: Record | None, verdicts: Sequence[Verdict]) -> None:
        """Take in an answer that :meth:`takes` was just asked about."""
        self._claimed |= self._reached
        self._kept.append((one, record))
        self._verdicts += verdicts

    def settled(self) -> Iterator[Verdict]:
        """Store all of it; the pairs a person should settle."""
        self._graph.put_verdicts(self._verdicts)
        stored = [stored_resolution(one, record) for one, record in self._kept]
        before = registered.housed(self._graph, [one.record_id for one in stored])
        touched = [one.record_id for one in stored]
        moved = [one for one in stored if before.get(one.record_id, one.registry_id) != one.registry_id]
        registered.put_resolutions(self._graph, [one for one in stored if one not in moved])
        for one in moved:
            touched += registered.put_resolution(self._graph, one)
        joined = {one.ask.id for one, record in self._kept if record is not None}
        others = joined.union(touched) if len(self._kept) == 1 and joined else joined
        for verdict in settle(self._graph, list(dict.fromkeys(touched))):
            if verdict.left_id in others or verdict.right_id in others:
                yield verdict


def _by_last(verdicts: Iterable[Verdict], fresh: Sequence[Record]) -> dict[str, list[Verdict]]:
    """Verdicts by the new record that came last of the two: before it there was no such pair."""
    place = {record.id: at for at, record in enumerate(fresh)}
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        last = max(verdict.left_id, verdict.right_id, key=lambda id_: place.get(id_, -1))
        found.setdefault(last, []).append(verdict)
    return found


def _registry_id(found: Found) -> str | None:
    """The id of the registry's record of a DOI that was found; one for each DOI, whoever asked."""
    if found.DOI is None or found.resolution is None or found.resolution.best is None:
        return None
    return content_id("record", "registry", found.DOI)


def _registered(found: Found) -> Record | None:
    """The registry's record of a DOI that was found, as it was read when it was weighed."""
    id_ = _registry_id(found)
    best = found.resolution.best if found.resolution is not None else None
    if id_ is None or best is None or found.DOI is None:
        return None
    return Record(id=id_, work=best.work, origin="registry", origin_id=found.DOI, document_id="")


def verdict_of(record_id: str, registry_id: str, resolution: Resolution | None) -> Verdict | None:
    """The decision for a DOI as a verdict on two records, the smaller id on the left as always."""
    best = resolution.best if resolution is not None else None
    if resolution is None or best is None:
        return None
    turned = registry_id < record_id
    return Verdict(
        left_id=min(record_id, registry_id),
        right_id=max(record_id, registry_id),
        prior=best.prior,
        evidence=tuple(map(_turned, best.evidence)) if turned else best.evidence,
        weight=best.weight,
        decision="same",
        rules=f"{FOUND}{resolution.rules}",
    )


def _turned(row: Evidence) -> Evidence:
    return Evidence(field=row.field, left=row.right, right=row.left, level=row.level, weight=row.weight)


def stored_resolution(found: Found, record: Record | None) -> registered.StoredResolution:
    """An answer as it is stored."""
    resolution = found.resolution
    best = resolution.best if resolution is not None else None
    return registered.StoredResolution(
        record_id=found.ask.id,
        state=found.state,
        because=found.because,
        by=found.by,
        at=found.at,
        DOI=found.DOI,
        candidate=best.DOI if best is not None else None,
        registry_id=record.id if record is not None else None,
        printed_doi=resolution.printed_doi if resolution is not None else "none",
        weight=best.weight if best is not None else None,
        evidence=best.evidence if best is not None else (),
        runner_up=runner_up(resolution),
        twins=resolution.twins if resolution is not None else (),
        retry_after=found.retry_after,
        rules=found.rules,
    )


def runner_up(resolution: Resolution | None) -> Mapping[str, object] | None:
    """The second best candidate, and why it lost."""
    other: Judgement | None = resolution.runner_up if resolution is not None else None
    if resolution is None or other is None:
        return None
    return {"DOI": other.DOI, "weight": other.weight, "lost": resolution.runner_up_lost, "title": other.work.title}
