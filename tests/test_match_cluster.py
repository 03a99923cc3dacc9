"""Clusters checked as a whole, what people said of them, and the questions left over."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from test_match_factory import judge, record, sides, work

from refparse.evidence import Decision
from refparse.match.cluster import CONTRADICTION, cluster, decided, to_ask, worth_a_minute
from refparse.match.groups import worth_asking
from refparse.match.levels import FIELDS
from refparse.match.rules import Judged
from refparse.pipeline.rules import load_rules

RULES = load_rules()
FULL = work(
    "Calcinosis cutis in lupus erythematosus",
    "Reiter N, Kim M",
    year=2011,
    container_title="Lupus",
    volume="20",
    page="1",
)
ONE, BRIDGE, TWO = (
    record("a", replace(FULL, DOI="10.1000/1", page="1–12")),
    record("b", FULL),
    record("c", replace(FULL, DOI="10.1000/2", page="1–9")),
)
OTHER = record("d", work("Bone infarcts in scleroderma", "Smith A", year=2001))


def all_verdicts(records):
    return [judge(left, right) for left, right in combinations(records, 2)]


def clustered(records, verdicts):
    return [list(members) for members in cluster(sides(records), verdicts, RULES)]


def said(word, left, right, seq=1):
    return Decision(seq=seq, at="", who="", left_id=left.id, right_id=right.id, said=word)


def test_records_that_agree_are_one_and_others_stay_alone():
    records = [record("b", FULL), record("a", FULL), OTHER]
    assert clustered(records, all_verdicts(records)) == [["a", "b"], ["d"]]
    assert clustered([], []) == []


def test_a_chain_does_not_join_two_dois():
    records = [ONE, BRIDGE, TWO]
    verdicts = all_verdicts(records)
    assert [verdict.decision for verdict in verdicts] == ["same", "ask", "same"]
    clusters = clustered(records, verdicts)
    assert clusters == [["a", "b"], ["c"]]
    [asked] = to_ask(clusters, verdicts)
    assert (asked.left_id, asked.right_id, asked.decision) == ("b", "c", "ask")
    assert asked.vetoes == (CONTRADICTION,)


def test_pairs_nobody_judged_are_judged_within_the_cluster():
    records = [ONE, BRIDGE, TWO]
    verdicts = [verdict for verdict in all_verdicts(records) if verdict.decision == "same"]
    assert clustered(records, verdicts) == [["a", "b"], ["c"]]


@pytest.mark.parametrize("order", list(permutations([ONE, BRIDGE, TWO])))
def test_order_changes_nothing(order):
    assert clustered(order, all_verdicts(order)) == [["a", "b"], ["c"]]


def test_verdicts_on_strangers_are_passed_over():
    assert clustered([ONE], all_verdicts([ONE, BRIDGE])) == [["a"]]


def test_a_question_that_other_evidence_answered_is_none():
    verdict = replace(judge(ONE, BRIDGE), decision="ask")
    assert to_ask([("a", "b")], [verdict]) == ()
    assert to_ask([("a",), ("b",)], [verdict]) == (verdict,)


def test_of_two_works_one_pair_is_asked_and_what_gains_most_comes_first():
    pair = replace(judge(ONE, BRIDGE), decision="ask")
    weaker = replace(pair, left_id="a2", right_id="b2", weight=pair.weight - 1)
    alone = replace(pair, left_id="x", right_id="y", weight=pair.weight + 0.125)
    clusters = [("a", "a2"), ("b", "b2"), ("x",), ("y",)]
    assert to_ask(clusters, [alone, weaker, pair]) == (pair, alone)


def test_a_pair_that_its_fellows_speak_against_is_not_asked():
    thin = record("t", work(FULL.title, "Reiter N", year=2012, DOI="10.1000/9"))
    against = judge(ONE, thin)
    question = replace(judge(BRIDGE, thin), decision="ask", weight=1.0)
    assert against.weight < -1.0
    held = sides([ONE, BRIDGE, thin, OTHER])
    assert worth_a_minute([question], [("b",), ("t",)], held, RULES) == (question,)
    assert worth_a_minute([question], [("a", "b"), ("t",)], held, RULES) == ()
    # A copy that says worse still has no more than one voice.
    far = {
        frozenset("ab"): 1.0,
        frozenset("ac"): -50.0,
        frozenset("ad"): 6.0,
        frozenset("bc"): 6.0,
        frozenset("bd"): 6.0,
    }
    grades = ("absent",) * len(FIELDS)

    def judged(one, other):
        return Judged(far.get(frozenset((one, other)), 6.0), grades, ())

    assert worth_asking(("a", "b"), ("a", "bcd"), judged, RULES)
    assert not worth_asking(("a", "b"), ("a", "bc"), judged, RULES)
    # One number of a register is asked about all the same.
    numbered = tuple("exact" if field == "PMID" else grade for field, grade in zip(FIELDS, grades, strict=True))
    assert worth_asking(("a", "b"), ("a", "bc"), lambda *pair: judged(*pair)._replace(grades=numbered), RULES)
    # What only a person's word put beside it does not speak for it.
    assert judge(BRIDGE, OTHER).weight + question.weight < 0
    assert worth_a_minute([question], [("b", "d")], held, RULES) == (question,)


def test_the_word_of_a_person_goes_before_all_rules():
    records = [ONE, BRIDGE, TWO, OTHER]
    verdicts = all_verdicts(records)
    decisions = [said("same", BRIDGE, TWO), said("different", ONE, BRIDGE), said("same", ONE, OTHER)]
    found = decided(sides(records), verdicts, decisions, RULES)
    clusters = clustered(records, found)
    assert clusters == [["a", "d"], ["b", "c"]]
    assert to_ask(clusters, found) == ()


def test_who_was_said_to_be_apart_is_not_joined_by_a_third():
    copies = [record(id_, FULL) for id_ in "abcdefgh"]
    found = decided(sides(copies), all_verdicts(copies), [said("different", copies[0], copies[7])], RULES)
    clusters = clustered(copies, found)
    assert sorted(map(len, clusters)) == [1, 7]
    assert not any({"a", "h"} <= set(members) for members in clusters)


def test_a_decision_on_a_pair_that_never_met_gets_a_verdict_and_one_on_strangers_none():
    found = decided(sides([ONE, OTHER]), [], [said("unsure", ONE, OTHER), said("same", ONE, BRIDGE, 2)], RULES)
    assert [(one.left_id, one.right_id, one.decision, one.said) for one in found] == [("a", "d", "ask", "unsure")]


def test_what_other_rules_found_to_be_one_is_one():
    verdict = replace(judge(ONE, OTHER), decision="same", rules="doi 1")
    assert clustered([ONE, OTHER], [verdict]) == [["a", "d"]]
