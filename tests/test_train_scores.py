"""What counts as read right, and what is made of it."""

from __future__ import annotations

import json

import pytest

from refparse.train.agree import families, first_page, value
from refparse.train.gold import read_row
from refparse.train.scores import FIELDS, Tally, calibration, score


def row(fields, *, split=True, source="mine", confidence=0.0, number=1):
    members = {"raw": "x", "fields": fields, "split": split, "source": source, "confidence": confidence}
    return read_row(json.dumps(members), file="mine", line=number)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("title", "“Soft‐tissue  Calcification”, ", "soft-tissue calcification"),
        ("title", "Cal\u00adcinosis", "calcinosis"),
        ("title", "Soft -- tissue", "soft – tissue"),
        ("container", "In: Skin and Bone.", "skin and bone"),
        ("container", "In Vivo", "Vivo"),
        ("volume", "Vol. 12", "12"),
        ("volume", "Bd. 3", "3"),
        ("volume", "V", "v"),
        ("issue", "Heft 3", "no. 3"),
        ("pages", "pp. 456–61", "456-461"),
        ("pages", "S12-5", "S. S12–S15"),
        ("pages", "e0200721", "E0200721."),
        ("pages", "123a-b", "123A–B"),
        ("year", "May 1970b", "1970"),
        ("doi", "https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("doi", "doi", "DOI"),
        ("arxiv", "arXiv: 1502.01234", "1502.01234"),
        ("url", "https://www.example.org/", "WWW.example.org"),
        ("publisher", "Springer,", "springer"),
    ],
)
def test_two_spellings_of_one_value(field, one, other):
    assert value(row({field: one}), field) == value(row({field: other}), field) != ""


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [("pages", "456-61", "456-471"), ("pages", "12", "13"), ("volume", "12", "13"), ("title", "Skin", "Skins"),
     ("year", "1970", "1971"), ("doi", "10.1000/a", "10.1000/b")],
)  # fmt: skip
def test_two_values(field, one, other):
    assert value(row({field: one}), field) != value(row({field: other}), field)


def test_a_year_is_read_off_the_date_and_nothing_off_nothing():
    assert value(row({"date": "3 May 1970"}), "year") == "1970"
    assert value(row({"date": "in press"}), "year") == ""
    assert value(row({}), "title") == value(row({}), "author") == ""


def test_first_pages():
    assert [first_page(pages) for pages in ("153-160", "e12", "")] == ["153", "e12", ""]


@pytest.mark.parametrize(
    ("people", "split", "found"),
    [
        (["Smith J", "van der Berg, K."], True, ("smith", "vanderberg")),
        (["J. A. Smith, K. Brown and Mary O'Hara"], False, ("smith", "brown", "ohara")),
        (["World Health Organization"], True, ("worldhealthorganization",)),
        (["Smith J", "Brown K"], False, ("smith", "brown")),
        (["K."], True, ("k",)),
        (["…"], True, ()),
    ],
)
def test_people_count_by_their_families(people, split, found):
    assert families(row({"author": people}, split=split), "author") == found


RIGHT = {"author": ["Tay CH"], "title": "Skin", "container": "Lupus", "volume": "3", "pages": "30-41", "date": "1970"}


def test_a_reference_wholly_right():
    scores = score([(row(RIGHT), row(RIGHT | {"pages": "30–1", "author": ["C. H. Tay"]}, confidence=0.95))])
    assert (scores.references, scores.right, scores.whole) == (1, 1, 1.0)
    # The whole needs the first page only, the field both.
    assert scores.micro_f1 == pytest.approx(5 / 6)
    assert (scores.misses, scores.sources) == ((), {})
    assert scores.fields["volume"] == Tally(right=1, read=1, known=1)
    assert scores.fields["issue"] == Tally()
    assert (scores.calibration.high, scores.calibration.right_of_high) == (1.0, 1.0)
    assert scores.calibration.error == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"pages": "30-42"}, ()),
        ({"pages": "31-41"}, (("pages", "30-41", "31-41"),)),
        ({"issue": "2", "publisher": "Springer", "doi": "10.1000/x"}, ()),
        ({"title": ""}, (("title", "skin", ""),)),
        ({"author": ["Tay CH", "Lim D"]}, (("author", "tay", "tay|lim"),)),
    ],
)
def test_what_makes_a_reference_wrong(change, wrong):
    scores = score([(row(RIGHT), row(RIGHT | change))])
    assert scores.whole == (0.0 if wrong else 1.0)
    assert [miss.wrong for miss in scores.misses] == ([wrong] if wrong else [])


def test_a_field_read_where_none_is_known_is_wrong():
    scores = score([(row({"title": "Skin"}), row({"title": "Skin", "volume": "3"}))])
    assert scores.misses[0].wrong == (("volume", "", "3"),)
    volume = scores.fields["volume"]
    assert (volume.precision, volume.recall, volume.f1) == (0.0, 0.0, 0.0)
    assert scores.micro_f1 == pytest.approx(2 * 1 / (2 + 1))


def test_sources_are_scored_apart_and_together():
    good, bad = row(RIGHT, source="b"), row(RIGHT, source="a", number=2)
    scores = score([(good, row(RIGHT)), (bad, row({}))])
    assert list(scores.sources) == ["a", "b"]
    assert [part.whole for part in scores.sources.values()] == [0.0, 1.0]
    assert (scores.references, scores.whole, len(scores.misses)) == (2, 0.5, 1)
    assert scores.misses[0].id == bad["id"]
    assert set(FIELDS) < set(scores.fields)


def test_nothing_to_score():
    scores = score([])
    assert (scores.references, scores.whole, scores.micro_f1, scores.calibration.error) == (0, 0.0, 0.0, 0.0)


def test_confidence_that_means_what_it_says():
    # Ten bins of ten; of each one in twenty fewer is right than its confidence says.
    sure = [(number / 10 + 0.05, place < number) for number in range(10) for place in range(10)]
    assert calibration(sure).error == pytest.approx(0.05)
    assert calibration(sure[::-1]).error == pytest.approx(0.05)


def test_bins_have_equal_size_and_high_confidence_is_counted():
    # Of the bin of .95 half are right.
    found = calibration([(0.95, True)] * 5 + [(0.95, False)] * 5 + [(0.5, False)] * 45 + [(0.5, True)] * 40)
    assert (found.high, found.right_of_high) == (10 / 95, 0.5)
    assert 0 < found.error < 0.5
    assert calibration([(0.2, False)]).right_of_high == 0.0
    assert calibration([(0.2, False)] * 10).error == pytest.approx(0.2)


def test_rows_that_refparse_read_are_counted() -> None:
    known = row({"title": "Skin", "volume": "3"}) | {"by": "labeller:1"}
    read = row({"title": "Skin", "volume": "3"})
    changed = row({"title": "On skin", "volume": "3"}) | {"by": "grammar:springer"}
    by_hand = row({"title": "Skin", "volume": "3"}) | {"by": None}
    other = by_hand | {"by": "GROBID"}
    found = score([(one, read) for one in (known, changed, by_hand, other)])
    assert (found.own, found.unchanged) == (2, 1)
