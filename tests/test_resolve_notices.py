"""Retractions, corrections and concerns from both sides, told once."""

from __future__ import annotations

import pytest

from refparse.resolve.notices import Notice, is_retracted, notices_of, unite
from refparse.work import Date

WAKEFIELD, NOTICE = "10.1016/s0140-6736(97)11096-0", "10.1016/s0140-6736(10)60175-4"


def update(doi, kind, *, year=None, source=None, number=None):
    entry = {"DOI": doi, "type": kind, "updated": {"date-parts": [[year, 2, 6]]}, "record-id": number, "source": source}
    return {name: value for name, value in entry.items() if value is not None}


def notice(kind, *, year=None, about="10.1/a", by="10.1/b"):
    return Notice(DOI=about, by=by, kind=kind, type=kind, sources=("publisher",), issued=year and Date(year=year))


def test_one_event_told_by_article_and_notice_and_two_sources_is_one():
    article = {
        "DOI": WAKEFIELD,
        "title": ["RETRACTED: Ileal-lymphoid-nodular hyperplasia"],
        "updated-by": [
            update("10.1016/S0140-6736(04)15715-2", "correction", year=2004, source="retraction-watch", number="17269"),
            update(NOTICE, "retraction", year=2010, source="publisher"),
        ],
    }
    told = {
        "DOI": NOTICE,
        "update-to": [update(WAKEFIELD.upper(), "retraction", year=2010, source="retraction-watch", number=4036)],
    }
    found = unite((*notices_of(article), *notices_of(told)))
    assert [(one.kind, one.by, one.sources) for one in found] == [
        ("retraction", NOTICE, ("publisher", "retraction-watch")),
        ("retraction", WAKEFIELD, ("title",)),
        ("correction", "10.1016/s0140-6736(04)15715-2", ("retraction-watch",)),
    ]
    assert found[0].record_ids == ("4036",)
    assert {one.DOI for one in found} == {WAKEFIELD}
    assert found[0].words == (
        "retraction on 2010-02-06: 10.1016/s0140-6736(10)60175-4 says so of 10.1016/s0140-6736(97)11096-0"
        " (publisher, retraction-watch)"
    )


def test_a_work_may_point_at_itself_and_name_no_source():
    found = notices_of({"DOI": "10.1/a", "update-to": [update("10.1/A", "retraction", year=2022)]})
    assert [(one.DOI, one.by, one.sources, one.words) for one in found] == [
        ("10.1/a", "10.1/a", ("publisher",), "retraction on 2022-02-06: is marked so (publisher)")
    ]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("retraction", "retraction"), ("partial_retraction", "retraction"), ("withdrawal", "retraction"),
        ("expression_of_concern", "concern"), ("Expression of Concern", "concern"), ("erratum", "correction"),
        ("corrigendum", "correction"), ("addendum", "correction"), ("new_version", "version"),
        ("new-edition", "version"),
        ("reinstatement", "reinstatement"), ("something new", "other"),
    ],
)  # fmt: skip
def test_kinds(said, kind):
    assert [one.kind for one in notices_of({"DOI": "10.1/b", "update-to": [update("10.1/a", said)]})] == [kind]


@pytest.mark.parametrize(
    "entry",
    [
        {"label": "Retraction"},
        {"type": "retraction", "DOI": ""},
        {"type": "retraction", "updated": {"date-parts": [[None]]}},
    ],
)
def test_an_entry_with_members_missing_still_counts(entry):
    assert [(one.kind, one.by) for one in notices_of({"DOI": "10.1/a", "updated-by": [entry]})] == [
        ("retraction", "10.1/a")
    ]


def test_what_tells_of_nothing_gives_nothing():
    assert (
        notices_of({}) == notices_of({"DOI": "10.1/a", "update-to": [{"type": "retraction"}], "updated-by": None}) == ()
    )
    assert notices_of({"DOI": "10.1/a", "updated-by": [{}]})[0].type == "update"


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("RETRACTED: Extraction from Hericium", True),
        ("Retracted article: Extraction", True),
        ("WITHDRAWN: Extraction", True),
        ("Extraction from Hericium (Retracted article. See vol. 3, p. 5)", True),
        ("Retraction—Extraction from Hericium", False),
        ("Retracted spines in rats", False),
    ],
)
def test_a_mark_in_the_title_counts(title, marked):
    assert bool(notices_of({"DOI": "10.1/a", "title": [title]})) is marked


@pytest.mark.parametrize(
    ("kinds", "stands"),
    [
        ([], False),
        ([("correction", 2004)], False),
        ([("concern", 2009)], False),
        ([("correction", 2004), ("retraction", 2010)], True),
        ([("retraction", 2010), ("reinstatement", 2012)], False),
        ([("reinstatement", 2012), ("retraction", 2014)], True),
        ([("retraction", None), ("reinstatement", 2012)], True),
    ],
)
def test_what_stands_retracted(kinds, stands):
    assert is_retracted([notice(kind, year=year) for kind, year in kinds]) is stands


def test_of_one_event_with_two_dates_the_earlier_counts():
    both = unite([notice("retraction", year=2011), notice("retraction", year=2010), notice("retraction")])
    assert [one.issued for one in both] == [Date(year=2010)]
