"""What holds of every verdict, cluster and merge."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from test_match_factory import judge, pairs_that_meet, people, record, sides, work

from refparse.match.cluster import cluster
from refparse.match.merge import merge
from refparse.match.rules import Sieve
from refparse.match.rules import judge as weigh
from refparse.match.traits import traits
from refparse.pipeline.rules import PRESETS, load_rules
from refparse.work import NOBODY, Date

RULES = load_rules()

TITLES = (
    None,
    "",
    "Editorial",
    "Calcinosis",
    "Calcinosis cutis in lupus erythematosus",
    "Calcinosis cutis in lupus erythematosus: reply",
    "Calcinosis cutis in lupus erythematosus. Part I",
    "Calcinosis cutis in lupus erythematosus. Part II",
    "CALCINOSIS CUTIS IN LUPUS ERYTHEMATOSUS",
    "Calcinosis cutus in lupus erythematosus",
    "Bone infarcts in scleroderma",
)
words = st.lists(st.sampled_from(["lupus", "Lupus", "bone", "CD4+", "CD4-", "?"]), max_size=4).map(tuple)
pairs = st.lists(st.tuples(st.sampled_from(["note", "file", "C1"]), st.sampled_from("abc")), max_size=4).map(tuple)
works = st.builds(
    work,
    title=st.sampled_from(TITLES) | st.text(max_size=12),
    author=st.sampled_from(
        ["", "Kim M", "Kim Min", "Kim M, Lee T", "Lee T, Kim M", "Kim M, Lee T, Cho U", "Kin M, Lee T, Cho V"]
    ),
    et_al=st.booleans(),
    year=st.sampled_from([None, 2005, 2006, 2010]),
    container_title=st.sampled_from([None, "Lupus", "Clin Rheumatol", "Clinical Rheumatology", "Arch Dermatol"]),
    volume=st.sampled_from([None, "25", "26", "25 Suppl 1", "xxv"]),
    issue=st.sampled_from([None, "1", "1–2"]),
    page=st.sampled_from([None, "70–74", "70-4", "70", "e12", "170–174", "107–174"]) | st.text(max_size=6),
    DOI=st.sampled_from([None, "10.1000/1", "10.1000/2"]),
    doi_prefix=st.sampled_from([None, "10.1000/", "10.1016/j"]),
    PMID=st.sampled_from([None, "1", "2"]),
    type=st.sampled_from([None, "article-journal", "chapter", "book"]),
    keyword=words,
    extra=pairs,
)
libraries = st.lists(works, max_size=7).map(lambda found: [record(f"r{n}", of) for n, of in enumerate(found)])


@given(works, works)
def test_a_verdict_replays_adds_up_and_knows_no_order(one, other):
    left, right = record("a", one), record("b", other)
    found = judge(left, right)
    assert found == judge(right, left)
    assert found.weight == found.prior + sum(row.weight for row in found.evidence)
    assert all(row.weight == 0 for row in found.evidence if row.level == "absent")
    assert found.decision != "same" or not found.vetoes


@given(works)
def test_a_work_never_contradicts_itself(of):
    itself = sides([record("a", of)])["a"].traits
    assert not any(one.parts or one.force == "settles" for one in weigh(itself, itself, RULES).objections)


@given(works, works, st.sampled_from(["", "Kim M. Calcinosis. Lupus 2005;25:70-4."]), st.sampled_from(PRESETS))
def test_a_sieve_lets_through_what_is_judged_likely_enough_and_nothing_else(one, other, raw, preset):
    left, right, rules = traits(one, raw), traits(other, raw), load_rules(preset)
    whole = weigh(left, right, rules)
    assert Sieve(rules).judge(left, right) == (whole if whole.weight >= rules.never else None)


@given(libraries, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_order(records, chance):
    shuffled = list(records)
    chance.shuffle(shuffled)
    by_id = {each.id: each for each in records}
    verdicts = [judge(by_id[left], by_id[right]) for left, right in pairs_that_meet(records)]
    mixed = list(verdicts)
    chance.shuffle(mixed)
    clusters = cluster(sides(records), verdicts, RULES)
    assert clusters == cluster(sides(shuffled), mixed, RULES)
    assert sorted(id_ for members in clusters for id_ in members) == sorted(by_id)


@given(libraries)
def test_no_cluster_holds_a_contradiction(records):
    verdicts = [judge(left, right) for left, right in combinations(records, 2)]
    made = sides(records)
    for members in cluster(made, verdicts, RULES):
        for left, right in combinations(members, 2):
            found = weigh(made[left].traits, made[right].traits, RULES)
            assert not found.parted
            assert found.weight >= RULES.never


@given(st.lists(works, min_size=1, max_size=4), st.booleans())
def test_merging_invents_nothing_and_forgets_no_field(found, page_first):
    members = [record(f"r{n}", of, "page" if page_first and n == 0 else "reference") for n, of in enumerate(found)]
    merged = merge(members)
    assert merged == merge(members[::-1])
    by_id = {member.id: member.work for member in members}
    whole = [(name, by_id[id_]) for name, id_ in merged.origin if name not in {"keyword", "extra"}]
    assert all(getattr(of, name) == getattr(merged.canonical, name) for name, of in whole)
    stated = {name for of in found for name in of.stated()}
    assert {name for name, _ in merged.origin} == stated - ({"doi_prefix"} if "DOI" in stated else set())


@given(st.lists(works, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_merging_drops_no_keyword_and_no_note_in_any_order(found, chance):
    members = [record(f"r{n}", of, chance.choice(["page", "library"])) for n, of in enumerate(found)]
    merged = merge(members)
    assert merge(chance.sample(members, len(members))) == merged
    said = [word for of in found for word in of.keyword]
    assert {word.casefold() for word in merged.canonical.keyword} == {word.casefold() for word in said}
    assert set(merged.canonical.extra) == {pair for of in found for pair in of.extra}
    assert {*merged.canonical.keyword} <= {*said}
    if sum(bool(of.extra) for of in found) > 1:
        assert len(merged.canonical.extra) == len(set(merged.canonical.extra))


@given(st.lists(st.sampled_from(["Kim M", "Lee Tae", "Cho", "de Souza RB", "WHO"]), max_size=4))
def test_people_agree_with_themselves(entries):
    names = people(", ".join(f"{entry} X" for entry in entries)) if entries else NOBODY
    of = replace(work("Calcinosis cutis in lupus"), author=names, issued=Date(year=2000))
    row = next((row for row in judge(record("a", of), record("b", of)).evidence if row.field == "author"), None)
    assert (row is None) == (not entries)
    assert row is None or row.weight > 0
