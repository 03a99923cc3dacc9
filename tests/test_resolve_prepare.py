"""A work made ready for comparing, and a work in words."""

from __future__ import annotations

import pytest
from test_match_factory import people, work

from refparse.resolve.prepare import PEOPLE, in_words, prepare
from refparse.work import Work


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (Work(), ""),
        (Work(title="Skin", page="3"), "Skin. :3."),
        (work("Why?", "Able A, Baker B", year=1998, volume="7", issue="2"), "Able A, Baker B (1998). Why? 7(2)."),
        (Work(title="Moles", type="book", editor=people("Able A")), "Able A. Moles."),
        (Work(title="Moles", type="chapter", editor=people("Able A")), "Moles."),
    ],
)
def test_a_work_without_string_is_told_in_words(of, words):
    assert in_words(of) == words


def test_thousands_of_people_do_not_hide_the_title():
    crowd = work("Mass of a boson", ", ".join(f"Able{number} A" for number in range(5000)))
    assert in_words(crowd).endswith(f", Able{PEOPLE - 1} A. Mass of a boson.")
    assert len(prepare(crowd).authors) == 5000


@pytest.mark.parametrize(
    ("volume", "issue", "told"),
    [
        ("39 Suppl 1", None, ("39", "suppl 1")),
        ("39", "4 Suppl 1", ("39", "4 suppl 1")),
        ("039", "5–6", ("39", "5 6")),
        ("39", "2S", ("39", "suppl 2")),
        ("39 S1", "Suppl. 1", ("39", "suppl 1")),
    ],
)
def test_a_supplement_belongs_to_the_issue(volume, issue, told):
    found = prepare(Work(volume=volume, issue=issue))
    assert (found.volume, found.issue) == told
