"""Blocking keys, candidate pairs, and blocks too large to compare."""

from __future__ import annotations

from itertools import combinations

from test_match_factory import record, work

from refparse.match.block import CAP, blocking_keys, candidate_pairs, make_blocks
from refparse.work import Work


def paper(id_, title="Calcinosis cutis in lupus erythematosus", author="Reiter N", **stated):
    return record(id_, work(title, author, **({"year": 2011, "volume": "65", "page": "1–12"} | stated)))


def test_keys_of_a_full_record():
    assert blocking_keys(paper("a", DOI="10.1000/X", PMID="1", PMCID="PMC1", arXiv="1707.08052v2")) == (
        "DOI:10.1000/x",
        "PMCID:PMC1",
        "PMID:1",
        "arXiv:1707.08052",
        "author+page:reiter|1",
        "author+volume:reiter|65",
        "author+year:reiter|2011",
        "title begins:calcinosiscutisinlup",
        "title ends:inlupuserythematosus",
        "title words:calcinosis erythematosus",
        "volume+page:65|1",
    )


def test_records_that_name_no_work_have_no_keys():
    assert blocking_keys(record("a", Work())) == ()
    assert blocking_keys(record("a", work("Editorial", "Smith J", year=1998))) == ()
    assert blocking_keys(record("a", work(None, "Smith J", year=1998))) == ()


def test_a_heading_is_found_by_its_place_only():
    keys = blocking_keys(record("a", work("Editorial", "Smith J", volume="7", page="1")))
    assert keys == ("author+page:smith|1", "author+volume:smith|7", "volume+page:7|1")


def test_one_misprint_hides_no_pair():
    first = paper("a")
    for changed in (
        paper("b", title="Calcynosis cutis in lupus erythematosus"),
        paper("b", author="Rieter N"),
        paper("b", volume="56"),
        paper("b", page="11–12"),
        paper("b", year=2012),
        record("b", work("Calcinosis cutis in lupus erythematosus")),
    ):
        assert len(list(candidate_pairs([changed, first]))) == 1


def test_each_pair_comes_once_and_in_order():
    records = [paper(id_) for id_ in "cab"]
    pairs = list(candidate_pairs(records + records[:1]))
    assert [(pair.left_id, pair.right_id) for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert {pair.blocking_key for pair in pairs} == {"author+page:reiter|1"}
    assert list(candidate_pairs(reversed(records))) == pairs


def test_oversized_blocks_are_split_on_the_next_field_and_reported():
    title = "Calcinosis cutis in lupus erythematosus"
    records = [
        paper(f"{n:03}", title, f"Author{n % 3} N", year=1900 + n // 3, page=f"{n}–{n}9", volume=str(n))
        for n in range(90)
    ]
    made = make_blocks(records)
    assert {(big.blocking_key.partition(":")[0], big.size, big.split_on) for big in made.oversized} == {
        ("title begins", 90, ("first author",)),
        ("title ends", 90, ("first author",)),
        ("title words", 90, ("first author",)),
    }
    pairs = {(pair.left_id, pair.right_id) for pair in candidate_pairs(records)}
    assert pairs == {(a, b) for a, b in combinations([f"{n:03}" for n in range(90)], 2) if (int(a) - int(b)) % 3 == 0}


def test_records_alike_in_everything_meet_their_neighbours():
    records = [paper(f"{n:04}") for n in range(3 * CAP)]
    made = make_blocks(records)
    assert all(len(members) <= CAP for _, members in made.blocks)
    assert {big.split_on for big in made.oversized} == {("first author", "year", "first page", "title")}
    pairs = {(pair.left_id, pair.right_id) for pair in candidate_pairs(records)}
    assert all((f"{n:04}", f"{n + 1:04}") in pairs for n in range(3 * CAP - 1))


def test_records_without_authors_or_titles_are_split_too():
    records = [record(f"{n:03}", work(None, volume="7", page="1", container_title=f"J{n}")) for n in range(CAP + 1)]
    assert make_blocks(records).oversized[0].blocking_key == "volume+page:7|1"
