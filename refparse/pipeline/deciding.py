"""What a person says of two records: stored for ever, acted on at once, taken back at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from refparse.errors import GraphError, StaleId
from refparse.evidence import Decision, Said, Verdict
from refparse.graph import Graph, StoredWork
from refparse.graph import decisions as lines
from refparse.match.cluster import decided
from refparse.pipeline.judging import sides
from refparse.pipeline.queueing import queue
from refparse.pipeline.rules import rules_of
from refparse.pipeline.storing import settle, version
from refparse.reference import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateQuestion:
    """Two works that may be one, the pair of their records that says so, and why."""

    verdict: Verdict
    left: Record
    right: Record
    #: The works they stand in.
    left_work: StoredWork
    right_work: StoredWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log, and the two records it speaks of."""

    line: Decision
    #: The line that takes it back.
    undone_by: int | None
    #: ``None`` where the page it was read from is not in the store any more.
    left: Record | None
    right: Record | None
    #: Where they were read, in words.
    left_read: str
    right_read: str


def review(graph: Graph) -> tuple[DuplicateQuestion, ...]:
    """All that a person is to settle, the heaviest first, each two works once.

    >>> review(Graph(":memory:"))
    ()
    """
    verdicts = graph.verdicts()
    ids = {id_ for verdict in verdicts for id_ in (verdict.left_id, verdict.right_id)}
    standing = lines.in_force(graph)
    ids |= {id_ for line in standing for id_ in (line.left_id, line.right_id)}
    works = {work.id: work for work in graph.works(sorted(set(graph.works_of(ids).values())))}
    members = {id_: graph.members(id_) for id_ in works}
    records = {record.id: record for some in members.values() for record in some}
    open_ = _open(graph, members.values(), verdicts, standing)
    home = {record.id: works[id_] for id_, some in members.items() for record in some}
    asked: dict[frozenset[str], DuplicateQuestion] = {}
    for verdict in open_:
        left, right = home[verdict.left_id], home[verdict.right_id]
        one = DuplicateQuestion(
            verdict=verdict,
            left=records[verdict.left_id],
            right=records[verdict.right_id],
            left_work=left,
            right_work=right,
        )
        asked.setdefault(frozenset((left.id, right.id)), one)
    return tuple(asked.values())


def still_open(graph: Graph, question: DuplicateQuestion) -> bool:
    """Whether the answers given since have not settled the question: joined two works, parted or made them unlike."""
    homes = set(graph.works_of([question.left.id, question.right.id]).values())
    members = [graph.members(home) for home in sorted(homes)]
    ids = [record.id for some in members for record in some]
    return len(homes) > 1 and bool(_open(graph, members, graph.verdicts(ids), lines.in_force(graph, ids)))


def _open(
    graph: Graph, works: Iterable[Sequence[Record]], verdicts: Iterable[Verdict], standing: Sequence[Decision]
) -> tuple[Verdict, ...]:
    """What is to be settled between these works, each given by its records."""
    clusters = [tuple(record.id for record in members) for members in works]
    there = {id_ for members in clusters for id_ in members}
    # A registry's record that no work could take is nobody's to settle.
    housed = [verdict for verdict in verdicts if verdict.left_id in there and verdict.right_id in there]
    spoken = {id_ for line in standing for id_ in (line.left_id, line.right_id)} & there
    compared = sides(graph, graph.records(sorted(spoken))) if spoken else {}
    return queue(graph, clusters, decided(compared, housed, standing, rules_of(graph)))


def decide(graph: Graph, one: str, other: str, said: Said, *, who: str = "", because: str = "") -> Decision:
    """The new line of the log; the works are parted or joined as it says before this returns.

    ``one`` and ``other`` are ids of records, or name works as everywhere. What would
    contradict an earlier decision raises and changes nothing.
    """
    left, right = _pair(graph, one, other)
    with graph.transaction():
        line = lines.put_decision(graph, left, right, said, who=who, because=because)
        settle(graph, [left, right])
        _check(graph, line)
        graph.put_run("decide", version=version(), counts={"decisions": 1})
    return line


def undo(graph: Graph, seq: int, *, who: str = "", because: str = "") -> Decision:
    """The new line of the log, which takes back line ``seq``; the works are again as if it had never been said."""
    with graph.transaction():
        line = lines.put_undo(graph, seq, who=who, because=because)
        there = graph.works_of((line.left_id, line.right_id))
        settle(graph, sorted(there))
        graph.put_run("undo", version=version(), counts={"decisions": 1})
    return line


def log(graph: Graph) -> tuple[LogLine, ...]:
    """Every line of the log, in the order they were written.

    >>> log(Graph(":memory:"))
    ()
    """
    written = lines.log(graph)
    ids = {id_ for line in written for id_ in (line.left_id, line.right_id)}
    homes, places = graph.works_of(ids), graph.places(ids)
    there = {record.id: record for record in graph.records(homes)} if homes else {}
    undone = {line.undoes: line.seq for line in written if line.undoes is not None}
    return tuple(
        LogLine(
            line=line,
            undone_by=undone.get(line.seq),
            left=there.get(line.left_id),
            right=there.get(line.right_id),
            left_read=places.get(line.left_id, ""),
            right_read=places.get(line.right_id, ""),
        )
        for line in written
    )


def _pair(graph: Graph, one: str, other: str) -> tuple[str, str]:
    """The two records meant; of two works those that are likest."""
    sides = [_records(graph, name) for name in (one, other)]
    if set(sides[0]) & set(sides[1]):
        raise StaleId(f"{one!r} and {other!r} name one work", hint="name two of its records by their ids")
    weights = {(v.left_id, v.right_id): v.weight for v in graph.verdicts([*sides[0], *sides[1]])}
    pairs = [(min(pair), max(pair)) for pair in product(*sides)]
    left, right = max(pairs, key=lambda pair: (weights.get(pair, float("-inf")), pair))
    return left, right


def _records(graph: Graph, name: str) -> tuple[str, ...]:
    if graph.works_of([name]):
        return (name,)
    return tuple(record.id for record in graph.members(graph.find_work(name).id))


def _check(graph: Graph, line: Decision) -> None:
    """Whether what was said could be done."""
    home = graph.works_of((line.left_id, line.right_id))
    together = home[line.left_id] == home[line.right_id]
    if together == (line.said == "same") or line.said == "unsure":
        return
    standing = lines.in_force(graph, graph.component([line.left_id, line.right_id]))
    others = [earlier.seq for earlier in standing if earlier.seq != line.seq]
    which = f"decision {', '.join(map(str, others))}" if others else "what other records of these works say"
    raise GraphError(f"that contradicts {which}; nothing was changed", hint="undo the earlier decision first")
