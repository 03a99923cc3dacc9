"""Works read from strings, compared as strings."""

from __future__ import annotations

import pytest
from test_match_factory import work

from refparse.match.levels import FIELDS, compare
from refparse.match.objections import objections
from refparse.match.strings import figures, grade_figures, grade_own_words
from refparse.match.traits import traits
from refparse.match.wording import numbers

LONG = "Norton, R. B. (1992). Gas phase acids at the Mauna Loa. Journal of Geophysics, 97(10), 10389."
SHORT = "1 R.B. N orton,Journal ofGeophysics 97, 10389 (w992)."


def told(left, right):
    return dict(zip(FIELDS, compare(left, right), strict=True))


def test_a_string_without_title_in_noise_stands_in_the_whole_one():
    found = told(
        traits(work("Gas phase acids at the Mauna Loa", "Norton R"), LONG),
        traits(work("Journal of Geophysics", "Orton R"), SHORT),
    )
    # The noisy string lost its year: two numbers are left, none of them another.
    assert (found["numbers"], found["words"], found["people"]) == ("two", "none", "one")
    assert found["title"] == found["page"] == "absent"


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("Nature 12 (1999) 15", "Nature 12, 15 (19 99)", "three"),
        ("Nature 12 (1999) 15", "Nature 12, 15 (a999)", "two"),
        ("Science 27, 12193J (1982)", "Science 27 (1982) 12194J", "two but one"),
        ("Rhythm 3 (2006) S188", "Rhythm 3 (2006) S215", "two but one"),
        ("Nature", "Nature 12 (1999) 15", "none"),
    ],
)
def test_numbers_agree_though_a_digit_is_misread(left, right, grade):
    assert grade_figures(left, right) == grade_figures(right, left) == grade


def test_a_number_between_letters_is_not_printed_whole():
    assert figures("Society64S C1 (201A)").whole == ("201?",)


def test_only_a_label_at_the_beginning_is_left_out():
    assert numbers("Cover. 2017. 71. 3") == ("2017", "71")
    assert numbers("12 Cover. 2017. 71. 3") == ("2017", "71")


def test_words_of_both_sides_tell_two_works():
    assert grade_own_words("Sapolsky, Evaluation of kinases", "Abrams, Evaluation of caspases") == "two each"


def test_people_and_titles_are_looked_for_in_the_other_string():
    nobody, other = traits(work("Journal of Geophysics"), SHORT), traits(work("Acids", "Norton R"), LONG)
    assert told(nobody, other)["people"] == told(other, nobody)["people"] == "in string"
    assert told(nobody, traits(work("Acids", "Zhou L"), LONG))["people"] == "unnamed"
    assert told(nobody, traits(work(), LONG))["people"] == "absent"
    swapped = traits(work("Mauna Loa acids phase gas", "Bell K"), LONG)
    assert told(swapped, other)["wording"] in {"in string", "in one string"}


def test_other_people_part_two_strings():
    one = traits(work("Gas phase acids", "Zhou L"), "Zhou L. Gas phase acids. Nature 12 (1999) 15")
    other = traits(work("Gas phase acids", "Kim M"), "Kim M. Gas phase acids. Nature 12 (1999) 15")
    assert [found.words for found in objections(one, other, compare(one, other))] == ["other people"]


def test_another_part_parts_two_strings_whose_numbers_differ():
    one = traits(work("Gas phase acids. Part I", "Kim M"), "Kim M. Gas phase acids. Part I. Nature 12 (1999) 15")
    other = traits(work("Gas phase acids. Part II", "Kim M"), "Kim M. Gas phase acids. Part II. Nature 12 (1999) 19")
    found = objections(one, other, compare(one, other))
    assert [(objection.force, objection.tie) for objection in found] == [("settles", "part")]
