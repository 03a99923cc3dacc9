"""How databases write one place in many ways: pages, meetings, notes behind titles, brothers in a list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_match_factory import judge, record, work

from refparse.match.levels import FIELDS, compare
from refparse.match.slips import grade_words
from refparse.match.traits import traits
from refparse.match.venues import grade_venues

SAID = {"container_title": "Journal of Bones", "volume": "5", "year": 2001}
TITLE = "Calcinosis cutis in lupus of children"


def graded(field, left, right):
    return dict(zip(FIELDS, compare(traits(left), traits(right)), strict=True))[field]


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("t-51", "849-851", "last"),
        ("37-42", "c37-c42", "lettered"),
        ("2141-2147", "2142-2147", "misprint"),
        ("943-945", "945-945", "within"),
        ("c37", "37", "other kind"),
        ("xi-xv", "37-42", "other kind"),
        ("215 p", "1524", "absent"),
        ("xii, 304 pages", "1524", "absent"),
        ("A-51", "849-851", "other kind"),
    ],
)
def test_pages_in_two_styles(left, right, grade):
    assert graded("page", work(TITLE, page=left, volume="5"), work(TITLE, page=right, volume="5")) == grade


@pytest.mark.parametrize("left", ["t-51", "847-851", "c849-c851"])
def test_records_with_such_pages_are_one_work(left):
    one = work(TITLE, "Lee A, Roy B", page=left, **SAID)
    other = work(TITLE, "Lee A, Roy B", page="849-851", **SAID)
    assert judge(record("a", one), record("b", other)).decision == "same"


@pytest.mark.parametrize(
    "note",
    [
        "[Erratum appears in J Bone. 2006 Jan;15(1):187]",
        "[published erratum appears in Bone 1999;3:1]",
        "[see comment]",
    ],
)
def test_what_a_database_tells_of_other_papers_is_no_title(note):
    told = traits(work(f"{TITLE}.{note}"))
    assert (told.title, told.notice) == (traits(work(TITLE)).title, "")


@pytest.mark.parametrize("mark", ["[comment]", "[Comment on: a paper]", "[erratum]", "(vol 5, pg 1, 2001)"])
def test_what_says_that_this_is_a_notice_stays(mark):
    told = traits(work(f"{TITLE} {mark}"))
    assert told.notice in {"comment", "erratum"}
    assert told.title == traits(work(TITLE)).title


def test_the_meeting_alone_and_the_journal_of_its_abstracts():
    meeting = "23rd Congress of the Society of Bones Kyoto Japan."
    assert grade_venues(meeting, f"Journal of Bones.Conference: {meeting}") == "near"
    assert grade_venues(f"Journal of Bones.Conference: {meeting}", meeting) == "near"
    assert grade_venues("Journal of Skin", f"Journal of Bones.Conference: {meeting}") != "near"


def test_brothers_are_told_by_their_initials_in_any_order():
    one = work(TITLE, "Raman V, Hellerstein J, Raman B", **SAID)
    other = work(TITLE, "Raman B, Hellerstein J, Raman V", **SAID)
    assert graded("author", one, other) == "all"
    assert graded("author", one, work(TITLE, "Raman X", **SAID)) == "namesake"


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("on mutliresolution maps", "on multiresolution maps", "misspelt"),
        ("on mutli resolution maps", "on multi resolution maps", "misspelt"),
        ("12 cases", "21 cases", "other number"),
    ],
)
def test_letters_in_each_others_place(left, right, grade):
    assert grade_words(left.split(), right.split()) == grade


@pytest.mark.parametrize("kind", ["(abstract)", "(demo abstract)", "(Abstract only)"])
def test_an_abstract_says_so(kind):
    assert traits(work(f"{TITLE} {kind}")).extract


@pytest.mark.parametrize(
    "kind",
    [
        "(structured abstract)",
        "(panel abstract)",
        "(extended abstract)",
        "(tutorial)",
        "(tutorial session)",
        "- Book Review",
    ],
)
def test_what_stands_for_a_paper_is_no_abstract(kind):
    told = traits(work(f"{TITLE} {kind}"))
    assert (told.extract, told.title) == (False, traits(work(TITLE)).title)


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("the bones of celtic and other tribes", "the bones of slavonic and other tribes", "other words"),
        ("p16ink4a in bones", "p16 ink4a in bones", "misspelt"),
        ("p16ink4a in bones of mice", "p16 ink4a in the bones of mice", "misspelt"),
        ("p16ink4a in bones of mice", "p16 ink4a in long bones of mice", "reworded"),
        ("the loss of a bone", "loss of bone", "misspelt"),
        ("vitamin a deficiency in mice", "vitamin deficiency in mice", "reworded"),
        ("the bones of mice", "bones in mice", "other words"),
    ],
)
def test_words_that_only_one_title_has(left, right, grade):
    assert grade_words(left.split(), right.split()) == grade


@pytest.mark.parametrize("mark", ["Erratum: {}", "{} (vol 85, pg 553, 2010)", "{} - reply", "Comment on: {}"])
def test_a_notice_is_never_the_paper(mark):
    paper = work(TITLE, "Lee A, Roy B", page="553-559", **SAID)
    notice = work(mark.format(TITLE), "Lee A", page="911", **SAID)
    assert judge(record("a", paper), record("b", notice)).decision == "different"
    copied = work(mark.format(TITLE), "Lee A, Roy B", page="553-559", **SAID)
    assert judge(record("a", paper), record("b", copied)).decision == "ask"


def test_one_erratum_marked_in_two_ways_is_one_work():
    one = work(f"Erratum: {TITLE}", "Lee A", page="911", **SAID)
    other = work(f"{TITLE} (vol 85, pg 553, 2010)", "Lee A", page="911-911", **SAID)
    third = work(f"{TITLE} (Journal of Bones (2010) 85 (553-559))", "Lee A", page="911", **SAID)
    assert judge(record("a", one), record("b", other)).decision == "same"
    assert judge(record("a", third), record("b", other)).decision == "same"


@pytest.mark.parametrize("mark", ["Book review: {}", "{} - Book Review"])
def test_a_source_may_leave_out_that_it_is_a_review_of_a_book(mark):
    review = work(mark.format(TITLE), "Lee A", **SAID)
    told, plain = record("a", review), record("b", replace(review, title=TITLE))
    assert judge(told, plain).decision == "same"
    book = record("c", replace(plain.work, container_title=None, volume=None, issue=None))
    paged = record("d", replace(plain.work, page="9-12"))
    assert judge(record("e", replace(review, page="77")), paged).decision == "different"
    assert judge(told, book).decision == "different"
