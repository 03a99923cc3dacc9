"""Many works at once: groups, questions and ties, whatever order the works come in."""

from __future__ import annotations

import gc
from dataclasses import replace
from importlib.resources import files

import pytest

from refparse.errors import SourceError
from refparse.match.keys import column_key
from refparse.match.plan import plan
from refparse.match.rules import EXAMPLE, Sieve, judge, read_rules
from refparse.match.traits import traits
from refparse.work import Date, Name, Names, Work

RULES = read_rules((files("refparse.match") / "rules.toml").read_text(encoding="utf-8"))
SAID = {
    "author": Names(names=(Name(family="Lee", given="A"), Name(family="Roy", given="B"))),
    "container_title": "Journal of Bones",
    "issued": Date(year=2001),
    "volume": "5",
}


def bone(title, page, **more):
    return Work(title=title, page=page, **(SAID | more))


WORKS = [
    bone("Bone loss in lupus of children", "10-19"),
    bone("Bone loss in lupus of children", "10-9", container_title="J Bones"),
    bone("BONE LOSS IN LUPUS OF CHILDREN.", "10", DOI="10.1000/a"),
    bone("Erratum: Bone loss in lupus of children", "90"),
    bone("Bone loss in lupus of children", "200-210"),
    bone("Rickets of rats in winter", "30-39"),
]


def as_works(found):
    return {frozenset(members) for members in found.groups}


def test_copies_are_grouped_and_the_rest_is_left_alone():
    found = plan(WORKS, RULES)
    assert as_works(found) == {frozenset({0, 1, 2}), frozenset({3}), frozenset({4}), frozenset({5})}


def test_another_page_is_a_question_and_an_erratum_a_tie():
    found = plan(WORKS, RULES)
    assert {frozenset({q.left, q.right}) & {4} for q in found.questions} == {frozenset({4})}
    assert len(found.questions) == 1
    assert "the pages differ" in found.questions[0].reasons
    assert {tied.objection.tie for tied in found.ties if 3 in {tied.left, tied.right}} == {"erratum"}


def test_what_a_poor_copy_may_be_is_not_asked_where_the_good_one_says_no():
    title = "Bone loss in lupus of children"
    good = bone(title, "10-19", DOI="10.1000/a", abstract="Of forty children nine lost bone. " * 9)
    poor = bone(title, None, abstract=good.abstract, volume=None)
    other = bone(title, "200-210", DOI="10.1000/b", volume="7", issued=Date(year=2005))
    assert [len(plan(pair, RULES).questions) for pair in ([poor, other], [good, other])] == [1, 0]
    found = plan([good, poor, other], RULES)
    assert (found.groups, found.questions) == (((0, 1), (2,)), ())


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [2, 0, 4, 5, 1, 3]])
def test_the_order_of_works_changes_nothing(order):
    found = plan([WORKS[place] for place in order], RULES)
    assert {frozenset(order[place] for place in members) for members in found.groups} == as_works(plan(WORKS, RULES))


def test_every_work_is_in_exactly_one_group():
    assert sorted(place for members in plan(WORKS * 2, RULES).groups for place in members) == list(range(12))


def test_a_column_that_comes_back_every_year_is_not_merged():
    years = [Work(title="Career forum", container_title="News of Bones", issued=Date(year=y)) for y in (1, 2, 3, 3)]
    assert len(plan(years, RULES).groups) == 4


def test_a_heading_brings_works_together_that_one_journal_prints_in_a_year():
    said = [(2001, "Lancet"), (2001, "The Lancet"), (2002, "Lancet"), (2001, "Skin"), (0, "Lancet")]
    works = [
        Work(title="Editorial", container_title=name, issued=Date(year=year) if year else None) for year, name in said
    ]
    assert plan(works, RULES).met == 1


def test_a_string_without_title_joins_neither_of_two_works_it_fits():
    one = bone("Book review of the first atlas", "12")
    other = bone("Notes on a quite different handbook", "12")
    bare = bone(None, "12")
    assert as_works(plan([one, other, bare], RULES)) == {frozenset({0}), frozenset({1}), frozenset({2})}
    assert frozenset({0, 1}) in as_works(plan([one, bare], RULES))


def test_strings_say_where_a_number_went():
    raws = [
        "Ooi B, Ma J. A robust drain current model for transistors. Applied Circuits 2004;1-2:139-146.",
        "Ooi, B., Ma, J.. A robust drain current model for transistors. Applied Circuits. 2004. 1-2. . 139-146",
    ]
    said = {
        "title": "A robust drain current model for transistors",
        "author": Names(names=(Name(family="Ooi", given="B"), Name(family="Ma", given="J"))),
        "container_title": "Applied Circuits",
        "issued": Date(year=2004),
    }
    works = [Work(**said, volume="1", page="139-146"), Work(**said, page="1-2")]
    assert len(plan(works, RULES).groups) == 2
    assert len(plan(works, RULES, raws=raws).groups) == 1


def test_nothing_and_little():
    assert plan([], RULES).groups == ()
    assert plan([Work(), Work()], RULES).groups == ((0,), (1,))


def test_large_blocks_are_reported():
    found = plan([bone("Bone loss in lupus of children", str(1000 + 20 * place)) for place in range(60)], RULES)
    assert found.large[0].size == 60
    assert {block.blocking_key.partition(":")[0] for block in found.large} >= {"title begins", "title ends"}


def test_a_block_as_large_as_may_be_is_compared_whole():
    pages = [bone("Bone loss in lupus of children", str(1000 + 20 * place)) for place in range(40)]
    found = plan(pages, RULES)
    assert (found.met, found.large) == (40 * 39 // 2, ())


def test_who_collects_no_cycles_is_not_made_to():
    gc.disable()
    try:
        assert len(plan(WORKS, RULES).groups) == 4
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("title", ["Editorial", "Notes on a quite different handbook of bones", None])
def test_a_heading_and_a_long_title_are_no_columns(title):
    assert column_key(traits(bone(title, "12"))) is None


@pytest.mark.parametrize(("series", "tied"), [("Calcinosis cutis", ["part"]), ("Bones", [])])
def test_parts_are_looked_up_where_their_common_title_is_long_enough(series, tied):
    one = bone(f"{series}. Part I. Winter", "3")
    other = bone(f"{series}. Part II. Mothers of the coast", "90", volume="17", issued=Date(year=2009))
    assert [found.objection.tie for found in plan([one, other], RULES).ties] == tied


@pytest.mark.parametrize(
    ("weights", "other"),
    [
        ("[weights.PMID]\nconflict = -9.0", {"PMID": "2"}),
        ("[weights.author]\nnone = -9.0", {"author": Names(names=(Name(family="Sato", given="K"),))}),
        ("[weights.container_title]\nconflict = -9.0", {"container_title": "Diabetes Care"}),
        ("[weights.title]\nconflict = -9.0", {"title": "Rickets of rats in winter"}),
    ],
)
def test_a_sieve_gives_a_pair_up_at_the_field_that_decides(weights, other):
    rules = read_rules(f"{EXAMPLE}\n{weights}")
    one = traits(bone("Bone loss in lupus of children", "12", PMID="1"))
    apart = traits(replace(bone("Bone loss in lupus of children", "12", PMID="1"), **other))
    assert judge(one, apart, rules).weight == -11.0
    assert Sieve(rules).judge(one, apart) is None
    assert Sieve(rules).judge(one, one) == judge(one, one, rules)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "'presets'"), ("presets = 3", "not a rule file"), ("= 1", "not a rule file"), (EXAMPLE, "'recall'")],
)
def test_a_file_that_is_no_rule_file_is_refused(text, says):
    with pytest.raises(SourceError, match=says):
        read_rules(text, "recall", source="my.toml")
