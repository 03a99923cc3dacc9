"""Clusters checked as a whole, and the questions left over."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from test_match_factory import record, work

from refparse.match.cluster import CONTRADICTION, cluster, contradicts, to_ask
from refparse.match.weigh import judge

FULL = work(
    "Calcinosis cutis in lupus erythematosus",
    "Reiter N, Kim M",
    year=2011,
    container_title="Lupus",
    volume="20",
    page="1–12",
)
ONE, BRIDGE, TWO = (
    record("a", replace(FULL, DOI="10.1000/1")),
    record("b", FULL),
    record("c", replace(FULL, DOI="10.1000/2")),
)


def ids(clusters):
    return [[member.id for member in members] for members in clusters]


def all_verdicts(records):
    return [judge(left, right) for left, right in combinations(records, 2)]


def test_records_that_agree_are_one_and_others_stay_alone():
    records = [
        record("b", FULL),
        record("a", FULL),
        record("c", work("Bone infarcts in scleroderma", "Smith A", year=2001)),
    ]
    assert ids(cluster(records, all_verdicts(records))) == [["a", "b"], ["c"]]
    assert cluster([], []) == ()


def test_a_chain_does_not_join_two_dois():
    records = [ONE, BRIDGE, TWO]
    verdicts = all_verdicts(records)
    assert [verdict.decision for verdict in verdicts] == ["same", "ask", "same"]
    clusters = cluster(records, verdicts)
    assert ids(clusters) == [["a", "b"], ["c"]]
    refused, asked = sorted(to_ask(clusters, verdicts), key=lambda verdict: CONTRADICTION not in verdict.vetoes)
    assert (refused.left_id, refused.right_id, refused.decision) == ("b", "c", "ask")
    assert (asked.left_id, asked.right_id, asked.vetoes) == ("a", "c", ("two DOIs",))


def test_pairs_nobody_judged_are_judged_within_the_cluster():
    records = [ONE, BRIDGE, TWO]
    verdicts = [verdict for verdict in all_verdicts(records) if verdict.decision == "same"]
    assert ids(cluster(records, verdicts)) == [["a", "b"], ["c"]]


def test_the_heavier_edge_wins():
    better = replace(ONE, id="z")
    heavy = judge(BRIDGE, better)
    light = replace(judge(BRIDGE, TWO), weight=heavy.weight - 1)
    assert ids(cluster([BRIDGE, TWO, better], [light, heavy])) == [["b", "z"], ["c"]]


@pytest.mark.parametrize("order", list(permutations([ONE, BRIDGE, TWO])))
def test_order_changes_nothing(order):
    assert ids(cluster(order, all_verdicts(order))) == [["a", "b"], ["c"]]


def test_verdicts_on_strangers_are_passed_over():
    assert ids(cluster([ONE], all_verdicts([ONE, BRIDGE]))) == [["a"]]


def test_a_question_that_other_evidence_answered_is_none():
    verdict = replace(judge(ONE, BRIDGE), decision="ask")
    assert to_ask([(ONE, BRIDGE)], [verdict]) == ()
    assert to_ask([(ONE,), (BRIDGE,)], [verdict]) == (verdict,)


def test_what_contradicts():
    assert contradicts(judge(ONE, TWO))
    assert contradicts(replace(judge(ONE, BRIDGE), decision="different"))
    assert not contradicts(judge(ONE, BRIDGE))
