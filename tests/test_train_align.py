"""Gold rows: where their values lie in the string, and what is repaired on the way."""

from __future__ import annotations

import pytest

from refparse.train.align import align, repaired


def _values(raw: str, **fields: object) -> dict[str, tuple[str, ...]]:
    found = align({"id": "x#1", "source": "x", "raw": raw, "fields": fields})
    return {label: found.values(label) for label, _, _ in found.spans}


def test_every_value_gets_its_own_place_though_the_year_repeats() -> None:
    values = _values(
        "Rolon A. Tendinopathy in 2012. Stem Cells Int 2012;2012:1–5.",
        author=["Rolon A"],
        title="Tendinopathy in 2012",
        container="Stem Cells Int",
        date="2012",
        volume="2012",
        pages="1–5",
    )
    assert values == {
        "author-family": ("Rolon",),
        "author-given": ("A",),
        "title": ("Tendinopathy in 2012",),
        "container-title": ("Stem Cells Int",),
        "issued": ("2012",),
        "volume": ("2012",),
        "page": ("1–5",),
    }


def test_marks_at_the_edges_of_a_value_are_no_part_of_it() -> None:
    assert _values('Doe J. "On skin." Cutis. 1970', title='"On skin."', container="Cutis.") == {
        "title": ("On skin",),
        "container-title": ("Cutis",),
    }


def test_a_value_that_is_not_there_is_left_out() -> None:
    assert _values("Doe J. On skin. 1970", title="On skin", publisher="Karger") == {"title": ("On skin",)}


def test_a_short_number_is_found_where_such_numbers_stand() -> None:
    values = _values("Doe J. Type 2 diabetes. Gut 1999;2:12-9", title="Type 2 diabetes", volume="2", date="1999")
    assert values["volume"] == ("2",)
    found = align({"id": "x", "source": "x", "raw": "Part 12. Gut 12:12", "fields": {"volume": "12", "pages": "12"}})
    assert [(label, start) for label, start, _ in found.spans] == [("volume", 13), ("page", 16)]


@pytest.mark.parametrize(
    ("volume", "want"),
    [
        ("2009;28(7-8", {"date": "2009", "volume": "28", "issue": "7-8"}),
        ("1994;2(4)", {"date": "1994", "volume": "2", "issue": "4"}),
        ("36, no. 9", {"volume": "36", "issue": "9"}),
        ("22, (18)", {"volume": "22", "issue": "18"}),
        ("18(9):1434–40", {"volume": "18", "issue": "9", "pages": "1434–40"}),
        ("XIV", {"volume": "XIV"}),
    ],
)
def test_a_tail_labelled_as_a_volume_is_cut(volume: str, want: dict[str, str]) -> None:
    assert repaired({"volume": volume}) == want


def test_a_tail_says_nothing_of_what_is_labelled_already() -> None:
    assert repaired({"volume": "1994;2(4)", "issue": "5"}) == {"date": "1994", "volume": "2", "issue": "5"}


def test_an_article_number_tagged_as_an_issue_is_a_page() -> None:
    values = _values(
        "Gao T. Thymol. Molecules 21:770. 10.3390/m21060770", container="Molecules", volume="21", issue="770"
    )
    assert values["page"] == ("770",)
    assert "issue" not in values


def test_an_article_number_nobody_tagged_is_a_page() -> None:
    assert _values("Doe J. Skin. Gut 21(3):e12.", volume="21", issue="3")["page"] == ("e12",)
    assert "page" not in _values("Doe J. Skin. Gut 21(3).", volume="21", issue="3")
    assert "page" not in _values("Doe J. Skin. Gut 21:1999.", volume="21", date="1999")


def test_people_of_one_string_are_told_apart() -> None:
    values = _values(
        "Smith, J. A., van der Berg, K. Skin. In: Doe J (ed)",
        author=["Smith, J. A., van der Berg, K."],
        editor=["Doe J"],
    )
    assert values["author-family"] == ("Smith", "van der Berg")
    assert values["author-given"] == ("J. A.", "K")
    assert values["editor-family"] == ("Doe",)
