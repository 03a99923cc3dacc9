"""Records joined into works, each cluster checked as a whole.

Verdicts speak of pairs; a chain of them may join what no single one would (A is B, B is
C, yet A and C have two DOIs). So edges are taken heaviest first, and an edge that would
put two contradicting records together is refused and left for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refparse.evidence import Decision, Holding, Said, Verdict
from refparse.match.weigh import judge
from refparse.reference import Record

Pair = tuple[str, str]
Group = frozenset[str]

#: Added to the vetoes of a verdict that its cluster overrules.
CONTRADICTION = "merging them would join records that contradict each other"


#: What each word of a person means for the pair; an uncertain one neither joins nor parts.
_MEANS: Mapping[Said, Holding] = {
    "same": "same",
    "different": "different",
    "version": "different",
    "companion": "different",
    "unsure": "ask",
}


def decided(
    records: Sequence[Record], verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> tuple[Verdict, ...]:
    """The verdicts, those a person decided put as decided; a pair without a verdict gets one.

    Evidence and weight stay what the rules found, so that what a person overruled can be read.
    """
    by_id = {record.id: record for record in records}
    known: dict[Pair, Verdict] = {(verdict.left_id, verdict.right_id): verdict for verdict in verdicts}
    for line in decisions:
        pair = (line.left_id, line.right_id)
        if line.said is None or not (pair in known or all(id_ in by_id for id_ in pair)):
            continue
        verdict = known.get(pair) or judge(by_id[pair[0]], by_id[pair[1]])
        vetoes = () if line.said == "same" else verdict.vetoes
        known[pair] = replace(verdict, decision=_MEANS[line.said], vetoes=vetoes, said=line.said)
    return tuple(known[pair] for pair in sorted(known))


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
    # A person's word goes before any weight.
    return sorted(same, key=lambda verdict: (verdict.said is None, -verdict.weight, verdict.left_id, verdict.right_id))


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
    question between two records that other evidence has joined is none any more, nor is
    one between two clusters a person has spoken of already. A record that stands in none
    of the clusters is by itself.
    """
    place: dict[str, int | str] = {record.id: number for number, members in enumerate(clusters) for record in members}

    def places(verdict: Verdict) -> frozenset[int | str]:
        return frozenset(place.get(id_, id_) for id_ in (verdict.left_id, verdict.right_id))

    settled = {places(verdict) for verdict in verdicts if verdict.said is not None}
    open_ = [
        verdict
        for verdict in verdicts
        if verdict.decision != "different" and len(places(verdict)) > 1 and places(verdict) not in settled
    ]
    asked = (
        verdict
        if verdict.decision == "ask"
        else replace(verdict, decision="ask", vetoes=(*verdict.vetoes, CONTRADICTION))
        for verdict in open_
    )
    return tuple(sorted(asked, key=lambda verdict: (-verdict.weight, verdict.left_id, verdict.right_id)))
