"""Records of a store joined into works, by what the rules hold of pairs and what people said of them.

Who is joined is decided where it is decided for many works at once (:mod:`groups`); here
stand the words of people, which go before every rule, and the questions that are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refparse.evidence import FOUND, Decision, Holding, Said, Verdict
from refparse.match.groups import Edges, gain, group, worth_asking
from refparse.match.rules import Judged, Rules, judge
from refparse.match.verdicts import Side, verdict

Pair = tuple[str, str]
Sides = Mapping[str, Side]

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
    sides: Sides, verdicts: Sequence[Verdict], decisions: Sequence[Decision], rules: Rules
) -> tuple[Verdict, ...]:
    """The verdicts, those a person decided put as decided; a pair without a verdict gets one.

    Evidence and weight stay what the rules found, so that what a person overruled can be read.
    """
    known: dict[Pair, Verdict] = {(one.left_id, one.right_id): one for one in verdicts}
    for line in decisions:
        pair = (line.left_id, line.right_id)
        if line.said is None or not (pair in known or all(id_ in sides for id_ in pair)):
            continue
        found = known.get(pair) or verdict(sides[pair[0]], sides[pair[1]], rules)
        vetoes = () if line.said == "same" else found.vetoes
        known[pair] = replace(found, decision=_MEANS[line.said], vetoes=vetoes, said=line.said)
    return tuple(known[pair] for pair in sorted(known))


def cluster(sides: Sides, verdicts: Sequence[Verdict], rules: Rules) -> tuple[tuple[str, ...], ...]:
    """Ids of the records of every cluster, each record in exactly one, sorted by their smallest ids.

    Neither the order of the records nor that of the verdicts changes the answer. A
    verdict on a record that is not given is passed over. A DOI that was found counts like
    the word of a person; what other rules came to is judged again by these.
    """
    ids = sorted(sides, key=lambda id_: (sides[id_].traits.key, id_))
    place = {id_: number for number, id_ in enumerate(ids)}
    works = [sides[id_].traits for id_ in ids]
    edges: Edges = {}
    sure: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for one in sorted(verdicts, key=lambda one: (one.said is None, *_rank(one))):
        if one.left_id not in place or one.right_id not in place:
            continue
        pair = _in_order(place[one.left_id], place[one.right_id])
        if one.said is not None and one.decision == "different":
            apart.append(pair)
        elif one.decision == "same" and (one.said is not None or one.rules.startswith(FOUND)):
            sure.append(pair)
        elif one.decision == "same":
            edges[pair] = judge(works[pair[0]], works[pair[1]], rules)
    groups = group(works, edges, rules, sure=sure, apart=apart)
    return tuple(sorted(tuple(sorted(ids[number] for number in members)) for members in groups))


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def to_ask(clusters: Sequence[Sequence[str]], verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts a person should settle, one for two clusters: what asks, and what a cluster had to refuse.

    What a minute gains most comes first. A refused ``same`` comes back as ``ask`` with the
    contradiction among its vetoes; a question between two records that other evidence has
    joined is none any more, nor is one between two clusters a person has spoken of already.
    """
    home = {id_: members for members in map(tuple, clusters) for id_ in members}

    def between(one: Verdict) -> frozenset[tuple[str, ...]]:
        return frozenset(home.get(id_, (id_,)) for id_ in (one.left_id, one.right_id))

    def rank(one: Verdict) -> tuple[float, float, str, str]:
        return (-gain(one.weight, *between(one)), *_rank(one))

    settled = {between(one) for one in verdicts if one.said is not None}
    best: dict[frozenset[tuple[str, ...]], Verdict] = {}
    for one in sorted(verdicts, key=_rank):
        if one.decision != "different" and len(between(one)) > 1 and between(one) not in settled:
            best.setdefault(between(one), one)
    asked = (
        one if one.decision == "ask" else replace(one, decision="ask", vetoes=(*one.vetoes, CONTRADICTION))
        for one in best.values()
    )
    return tuple(sorted(asked, key=rank))


def worth_a_minute(
    asked: Sequence[Verdict], clusters: Sequence[Sequence[str]], sides: Sides, rules: Rules
) -> tuple[Verdict, ...]:
    """Those of the questions that the other records of both clusters do not speak against, in their order.

    ``sides`` are those of all records in the clusters of the questions.
    """
    home = {id_: tuple(members) for members in clusters for id_ in members}
    known: dict[Pair, Judged] = {}

    def judge_pair(one: str, other: str) -> Judged:
        pair = (one, other) if one < other else (other, one)
        if pair not in known:
            left, right = sorted((sides[one], sides[other]), key=lambda side: (side.traits.key, side.id))
            known[pair] = judge(left.traits, right.traits, rules)
        return known[pair]

    def worth(question: Verdict) -> bool:
        pair = question.left_id, question.right_id
        known[pair] = judge_pair(*pair)._replace(weight=question.weight)
        return worth_asking(pair, (home.get(pair[0], pair[:1]), home.get(pair[1], pair[1:])), judge_pair, rules)

    return tuple(filter(worth, asked))


def _rank(one: Verdict) -> tuple[float, str, str]:
    return -one.weight, one.left_id, one.right_id
