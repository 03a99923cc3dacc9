"""Works of the store beside what their registry says today: what would change, and the change itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from refparse.errors import RegistryError
from refparse.graph import Graph, StoredWork, entries, registered, said
from refparse.pipeline.depositing import put_deposited
from refparse.pipeline.noting import notices_about, store_notices, unheard
from refparse.pipeline.storing import settle, version
from refparse.reference import Record
from refparse.resolve.record import read_record
from refparse.resolve.refresh import POLICY, Diff, Held, Policy, Said, apply, compare, stated
from refparse.resolve.registry import Answer, Registry, bare

#: Works whose records are asked for together.
BATCH = 300

#: A person's answers to what a diff asks for: field → take the registry's value, or not.
Answers = Callable[["Refreshed"], Mapping[str, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """One work beside its registry's record."""

    work: StoredWork
    #: The registry's record in the store.
    record: Record
    #: What would change; ``None``: the registry has no such DOI any more, or gave no answer.
    diff: Diff | None
    #: Why there is no diff.
    because: str = ""
    #: Whether this was written to the store, and how many entries its deposited list brought.
    written: bool = False
    listed: int = 0


@dataclass(slots=True, kw_only=True)
class RefreshReport:
    """What a refresh came to."""

    #: Works that have a registry's record.
    wanted: int = 0
    #: Fields by what was decided; works whose registry gave no answer.
    fields: Counter[str] = field(default_factory=Counter)
    works: Counter[str] = field(default_factory=Counter)
    #: Why some were not answered; ``None``: all were.
    gave_up: RegistryError | None = None


def _nobody(_one: Refreshed) -> Mapping[str, bool]:
    """No answers: what is asked stays open."""
    return {}


def policy_of(changes: Mapping[str, Policy]) -> Mapping[str, Policy]:
    """The usual policy with these changes; ``all`` stands for every field.

    >>> policy_of({"all": "keep", "title": "replace"})["title"], policy_of({"all": "keep"})["page"]
    ('replace', 'keep')
    """
    every = changes.get("all")
    usual = dict.fromkeys(POLICY, every) if every is not None else POLICY
    return {**usual, **{name: policy for name, policy in changes.items() if name != "all"}}


def refresh(
    graph: Graph,
    registry: Registry,
    *,
    works: Iterable[str] | None = None,
    policy: Mapping[str, Policy] = POLICY,
    write: bool = False,
    references: bool = False,
    answers: Answers = _nobody,
    tell: Callable[[Refreshed], None] = unheard,
) -> RefreshReport:
    """What the registry's records would change in these works of the store, or in all that have one.

    Nothing is changed unless ``write`` is given: then each work is committed by itself, with
    every value, its source and time, and with the notices that retract or correct it. With
    ``references`` the lists deposited for your papers become citations, marked as Crossref's.
    """
    held = registered.registered(graph)
    wanted = {graph.find_work(name).id for name in works} if works is not None else set(held)
    chosen = {work: record for work, record in held.items() if work in wanted}
    report = RefreshReport(wanted=len(chosen))
    report.works["no DOI"] = len(wanted) - len(chosen)
    papers = entries.papers(graph) if references else frozenset()
    for batch in _batches(list(chosen.items())):
        found = {work.id: work for work in graph.works(work_id for work_id, _ in batch)}
        for asked in _asked(registry, batch, report):
            one = _one(graph, found[asked.work_id], asked.record, asked.answers, policy)
            if write and one.diff is not None:
                one = _write(graph, one, asked, answers(one), listed=asked.work_id in papers)
            _count(report, one)
            tell(one)
    if write:
        graph.put_run("refresh", version=version(), counts={"works": report.works["changed"]})
    return report


def _batches(items: Sequence[tuple[str, Record]]) -> Iterator[Sequence[tuple[str, Record]]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


class _Asked(NamedTuple):
    """One work with the registry's answer, and the notices that update it."""

    work_id: str
    record: Record
    #: The work's own, then those of its notices; empty: there was no answer.
    answers: tuple[Answer, ...]
    #: Whether the notices were all told.
    told: bool = False


def _asked(registry: Registry, batch: Sequence[tuple[str, Record]], report: RefreshReport) -> Iterator[_Asked]:
    """What the registry says of each work; what it did not answer is told of in the report."""
    left = {bare(record.origin_id): _Asked(work_id, record, ()) for work_id, record in batch}
    known: dict[str, _Asked] = {}
    try:
        for answer in registry.stream(list(left)):
            if answer.DOI in left:
                known[answer.DOI] = left.pop(answer.DOI)._replace(answers=(answer,), told=answer.message is None)
    except RegistryError as error:
        report.gave_up = report.gave_up or error
    try:
        for doi, notices in registry.updates_of([doi for doi, one in known.items() if not one.told]):
            one = known.pop(doi)
            yield one._replace(answers=(*one.answers, *notices), told=True)
    except RegistryError as error:
        report.gave_up = report.gave_up or error
    yield from known.values()
    yield from left.values()


def _one(
    graph: Graph, work: StoredWork, record: Record, answers: Sequence[Answer], policy: Mapping[str, Policy]
) -> Refreshed:
    answer = answers[0] if answers else None
    if answer is None or not answer.message:
        because = f"{answer.by} has no such DOI any more" if answer is not None else "no answer; ask again later"
        return Refreshed(work=work, record=record, diff=None, because=because)
    recorded = replace(read_record(answer.message), DOI=record.work.DOI)
    notices = notices_about([one.message for one in answers if one.message])
    diff = compare(
        held_of(graph, work, record), recorded, source=answer.by, at=answer.at, policy=policy, notices=notices
    )
    return Refreshed(work=work, record=record, diff=diff)


def held_of(graph: Graph, work: StoredWork, record: Record) -> Held:
    """The work as it is shown, and every value anybody gave for it, in the order they came."""
    members = [member for member in graph.members(work.id) if member.origin != "registry"]
    added = said.added(graph, [member.id for member in members])
    printed = (
        one for member in members for one in stated(member.work, f"{member.origin}:{member.id}", added[member.id])
    )
    heard = said.said(graph, [record.id])
    told = (Said(field=one.field, value=one.value, source=one.source, at=one.at) for one in heard)
    return Held(work=work.work, said=(*printed, *told))


def _write(graph: Graph, one: Refreshed, asked: _Asked, chosen: Mapping[str, bool], *, listed: bool) -> Refreshed:
    """The work after the diff, in one transaction."""
    diff, messages = one.diff, [answer.message for answer in asked.answers if answer.message]
    if diff is None:
        return one
    count = 0
    with graph.transaction():
        before = held_of(graph, one.work, one.record)
        after = apply(before, diff, answers=chosen)
        said.put_said(graph, list(_new(one.record.id, before, after)))
        if asked.told:  # else what was told before stands, as it may say more
            store_notices(graph, one.record.id, messages)
        touched = [one.record.id]
        if not diff.refused:
            registered.put_registered(graph, replace(one.record, work=read_record(messages[0])), renew=True)
            if listed:
                count, more = put_deposited(graph, one.record, messages[0])
                touched += more
        settle(graph, touched)
    return replace(one, written=True, listed=count)


def _new(record_id: str, before: Held, after: Held) -> Iterator[said.StoredSaid]:
    """What was said now, each value that is now shown marked so."""
    heard = after.said[len(before.said) :]
    for one in heard:
        shown = _value(before, one.field) != _value(after, one.field) == one.value
        yield said.StoredSaid(
            record_id=record_id, field=one.field, value=one.value, source=one.source, at=one.at, shown=shown
        )
    # A value that had been heard before, and is taken only now.
    new = {one.field for one in heard}
    for one in before.said:
        if one.field not in new and _value(before, one.field) != _value(after, one.field) == one.value:
            yield said.StoredSaid(
                record_id=record_id, field=one.field, value=one.value, source=one.source, at=one.at, shown=True
            )
            new.add(one.field)


def _value(held: Held, name: str) -> object:
    return getattr(held.work, name)


def _count(report: RefreshReport, one: Refreshed) -> None:
    if one.diff is None:
        report.works["no answer"] += 1
        return
    report.fields.update(change.decision for change in one.diff.changes)
    report.works["refused" if one.diff.refused else "changed" if one.diff.changes_anything else "unchanged"] += 1
