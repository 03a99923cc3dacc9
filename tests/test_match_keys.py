"""Blocking keys of one record, and the columns that they tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_match_factory import pairs_that_meet, record, work

from refparse.match.keys import COLUMN, blocking_keys, column_key, column_of, columns, meeting_keys, titled
from refparse.match.traits import traits
from refparse.work import Work

FULL = work(
    "Calcinosis cutis in lupus erythematosus",
    "Reiter N, Kim M",
    year=2011,
    container_title="Lupus",
    volume="20",
    page="1–12",
    DOI="10.1000/1",
    PMID="7",
)


def names(of, raw=""):
    return {key.partition(":")[0] for key in blocking_keys(traits(of, raw))}


def test_every_way_two_records_meet():
    assert names(FULL, "Reiter N, Kim M. Lupus 2011;20:1-12") == {
        "DOI", "PMID", "title begins", "title ends", "title words", "author and year", "author and page",
        "author and volume", "volume and page", "year and page", "short title of year", "column", "numbers",
    }  # fmt: skip


def test_the_title_of_a_column_brings_nothing_together():
    told, muted = (meeting_keys(traits(FULL)._replace(recurs=recurs)) for recurs in (False, True))
    assert {key.partition(":")[0] for key in told - muted} == {"title begins", "title ends", "title words"}
    assert muted < told
    assert {key.partition(":")[0] for key in set(blocking_keys(traits(FULL))) - told} == {"column"}


def test_a_heading_brings_nothing_together_but_what_one_journal_prints_in_a_year():
    assert names(work("Editorial", year=1998)) == {"short title of year"}
    assert names(work("Editorial", "Lee T", year=1998)) == {"author and year", "short title of year"}
    assert names(work("Editorial")) == names(Work()) == set()
    here, there, later = (
        work("Editorial", year=year, container_title=name)
        for year, name in ((1998, "ACM SIGMOD Record"), (1998, "SIGMOD Record"), (1999, "SIGMOD Record"))
    )
    assert pairs_that_meet([record("a", here), record("b", there), record("c", later)]) == [("a", "b")]


def test_the_venue_is_known_by_a_word_that_every_source_prints():
    one, other = (
        work("Shapes of bones", "Lee T", year=1998, container_title=name) for name in ("The Journal of Bones", "J Bone")
    )
    assert pairs_that_meet([record("a", one), record("b", replace(other, title="Of many bones the shapes"))])


@pytest.mark.parametrize(
    ("change", "meet"),
    [
        ({"title": "Kalzinose der Haut bei Lupus", "DOI": None, "PMID": None}, True),
        ({"title": "Calcinosis cutis of lupus erythematosus", "volume": "1", "page": "9", "DOI": None}, True),
        ({"title": "Bone", "volume": "1", "page": "9", "DOI": None, "PMID": None, "author": Work().author}, False),
    ],
)
def test_one_misprint_hides_no_pair(change, meet):
    stated = {name: getattr(FULL, name) for name in FULL.stated()} | change
    assert bool(pairs_that_meet([record("a", FULL), record("b", Work(**stated))])) == meet


def test_columns():
    years = [traits(work("Career forum", year=year, container_title="J Bones")) for year in (1, 2, 2, 4)]
    keys = {column_key(one) for one in years}
    assert columns(keys) == {"careerforum"}
    assert columns({column_key(one) for one in years[:3]}) == frozenset()
    assert all(key.startswith(column_of(years[0])) and key.startswith(COLUMN) for key in keys)
    assert set(map(column_key, map(traits, (FULL, Work(), work("Career forum"))))) - {None} == {
        "column: calcinosiscutisinlupuserythematosus|lupus|2011"
    }
    long = traits(work("A title of many words is no column at all", year=1, container_title="J Bones"))
    assert (column_key(long), column_of(long), column_of(traits(Work()))) == (None, None, None)


def test_all_of_one_title_have_one_key():
    one = traits(work("Career  Forum!"))
    assert titled(one.squeezed) in blocking_keys(one)
