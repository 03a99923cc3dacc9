"""Records joined into works, each cluster checked as a whole.

Verdicts speak of pairs; a chain of them may join what no single one would (A is B, B is
C, yet A and C have two DOIs). So edges are taken heaviest first, and an edge that would
put two contradicting records together is refused and left for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refparse.evidence import Verdict
from refparse.match.weigh import judge
from refparse.reference import Record

Pair = tuple[str, str]
Group = frozenset[str]

#: Added to the vetoes of a verdict that its cluster overrules.
CONTRADICTION = "merging them would join records that contradict each other"


def contradicts(verdict: Verdict) -> bool:
    """Whether two records must not stand in one cluster, whoever joins them."""
    return verdict.decision == "different" or bool(verdict.vetoes)


def _compatible(left: Group, right: Group, records: Mapping[str, Record], known: dict[Pair, Verdict]) -> bool:
    """Whether no member of one group contradicts a member of the other."""
    for one in left:
        for other in right:
            pair = (one, other) if one < other else (other, one)
            # A pair that no blocking key brought together has no verdict yet.
            if pair not in known:
                known[pair] = judge(records[one], records[other])
            if contradicts(known[pair]):
                return False
    return True


def _heaviest_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    same = (verdict for verdict in verdicts if verdict.decision == "same")
    return sorted(same, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id))


def cluster(records: Sequence[Record], verdicts: Sequence[Verdict]) -> tuple[tuple[Record, ...], ...]:
    """Every record in exactly one cluster, singletons included, sorted by their smallest ids.

    Neither the order of the records nor that of the verdicts changes the answer. A
    verdict on a record that is not given is passed over.
    """
    by_id = {record.id: record for record in records}
    known: dict[Pair, Verdict] = {(verdict.left_id, verdict.right_id): verdict for verdict in verdicts}
    group: dict[str, Group] = {id_: frozenset((id_,)) for id_ in by_id}
    for verdict in _heaviest_first(verdicts):
        left, right = group.get(verdict.left_id), group.get(verdict.right_id)
        if left is None or right is None or left == right or not _compatible(left, right, by_id, known):
            continue
        joined = left | right
        group.update(dict.fromkeys(joined, joined))
    members = sorted(sorted(ids) for ids in set(group.values()))
    return tuple(tuple(by_id[id_] for id_ in ids) for ids in members)


def to_ask(clusters: Sequence[Sequence[Record]], verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts a person should settle: those that ask, and those a cluster had to refuse.

    A refused ``same`` comes back as ``ask`` with the contradiction among its vetoes; a
    question between two records that other evidence has joined is none any more. A
    record that stands in none of the clusters is by itself.
    """
    place = {record.id: number for number, members in enumerate(clusters) for record in members}
    open_ = [
        verdict
        for verdict in verdicts
        if verdict.decision != "different"
        and place.get(verdict.left_id, verdict.left_id) != place.get(verdict.right_id, verdict.right_id)
    ]
    asked = (
        verdict
        if verdict.decision == "ask"
        else replace(verdict, decision="ask", vetoes=(*verdict.vetoes, CONTRADICTION))
        for verdict in open_
    )
    return tuple(sorted(asked, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id)))
