"""Two works field by field, as they were read."""

from __future__ import annotations

import pytest
from test_match_factory import work

from refparse.resolve.compare import grades
from refparse.resolve.prepare import prepare
from refparse.work import Work


def graded(left, right):
    return grades(prepare(left), prepare(right))


def test_only_what_both_state_is_compared():
    whole = work("Skin of moles", "Able A", year=1998, container_title="Lupus", volume="7", issue="1", page="3")
    fields = {"title", "author", "container_title", "issued", "volume", "issue", "page"}
    assert set(graded(whole, whole)) == fields
    assert graded(whole, Work()) == graded(Work(), whole) == {}


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("Tristano AG, Millan A", "Tristano/Antonio G., Millan/Alberto", "exact"),
        ("Müller S", "Muller S", "exact"),
        ("Kim S", "Kim S, Lee T", "exact"),
        ("Nadja Reiter", "Reiter Nadja", "exact"),
        ("Rothe MJ, Grant-Kels JM, Rothfield NI", "Rothe MJ, Grant-Kels JM, Rothfield NF", "one off"),
        ("Muller SA, Winkelmann RK, Brunsting LA", "Muller SA, Lee T, Brunsting LA", "one off"),
        ("Kabir I", "Kabir DI", "one off"),
        ("Grant-Kels JM, Smith A", "Grant JM, Smith A", "one off"),
        ("Muller SA, Winkelmann RK, Brunsting LA", "Brunsting LA, Muller SA, Winkelmann RK", "reordered"),
        ("Muller SA, Winkelmann RK, Brunsting LA", "Muller SA, Brunsting LA, Winkelmann RK", "reordered"),
        ("Muller SA, Winkelmann RK, Brunsting LA", "Muller SA, Lee T, Winkelmann RK", "overlap"),
        ("Kim S", "Kim T", "conflict"),
        ("Reiter N", "Rieter K", "conflict"),
        ("Wu N, Lee T", "Li N, Cho U", "conflict"),
    ],
)
def test_people(left, right, grade):
    assert graded(work(author=left), work(author=right)) == {"author": grade}


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("On the skins of moles", "On the skins of moles", "exact"),
        ("On the skins of moles", "On the Skins of Moles.", "folded"),
        ("Skin", "SKIN", "short"),
        ("Editorial", "Editorial", "heading"),
        ("Case report", "On the skins of moles", "says nothing"),
        ("On the skins of moles", "On the skins of moles: seven winters", "cut"),
        ("On the skins of moles", "On the skin of moles", "misspelt"),
        ("Skins of moles seen in 18 winters", "Skins of moles seen in 24 old winters", "other number"),
        ("Skins of moles treated with tar", "Skins of moles treated without tar", "opposite"),
        ("On the skins of moles", "Bone infarcts in sheep", "conflict"),
    ],
)
def test_titles(left, right, grade):
    assert graded(Work(title=left), Work(title=right)) == {"title": grade}


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("12", "12", "exact"),
        ("12-18", "12-8", "folded"),
        ("12", "12-18", "first"),
        ("12-18", "12-19", "other end"),
        ("12", "13", "conflict"),
        ("120", "102", "misprint"),
        ("112-18", "111-8", "misprint"),
        ("112-18", "120-30", "conflict"),
    ],
)
def test_pages(left, right, grade):
    assert graded(Work(page=left), Work(page=right)) == {"page": grade}


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("65", "65", "exact"),
        ("XII", "12", "folded"),
        ("4 Suppl 1", "Suppl 1", "near"),
        ("4-5", "4", "near"),
        ("4", "5", "conflict"),
    ],
)
def test_numbers(left, right, grade):
    assert graded(Work(issue=left), Work(issue=right)) == {"issue": grade}


@pytest.mark.parametrize(("year", "grade"), [(1998, "exact"), (1999, "near"), (2000, "conflict")])
def test_years(year, grade):
    assert graded(work(year=1998), work(year=year)) == {"issued": grade}
