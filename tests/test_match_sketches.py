"""Bounds on the likeness of texts: never tighter than the likeness itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from refparse.match.dismiss import Columns, joined, worth_a_look
from refparse.match.sketches import in_common, letter_counts, missing, neighbours
from refparse.match.traits import traits
from refparse.work import Work

ONE, OTHER = np.array([0]), np.array([1])
TEXT = st.text(alphabet="abcdé αβ0", max_size=60)


@given(TEXT, TEXT)
def test_no_two_texts_share_more_letters_than_the_bound_says(left, right):
    bound = int(in_common(letter_counts([left, right]), ONE, OTHER)[0])
    assert LCSseq.similarity(left, right) <= bound <= min(len(left), len(right))


@given(TEXT, TEXT, TEXT)
def test_a_text_lacks_no_neighbours_of_what_stands_in_it(before, inside, behind):
    bits = neighbours([inside, f"{before}{inside}{behind}"])
    assert missing(bits[:1], bits[1:]).tolist() == [0]


def test_texts_of_any_number_are_looked_at():
    assert letter_counts([]).shape == (0, 32)
    assert neighbours([]).shape[0] == 0
    assert letter_counts(["a"] * 9000).sum() == 9000


def test_a_key_with_a_part_that_is_missing_is_no_key():
    assert joined(np.array([1, 0]), np.array([5, 5])).tolist()[1] == 0
    assert joined(np.array([1]), np.array([2])).tolist() != joined(np.array([2]), np.array([1])).tolist()


def test_titles_longer_than_counts_reach_are_compared_all_the_same():
    long = "bone loss in lupus " * 30
    works = [traits(Work(title=title)) for title in (long, long + "x", "rickets of rats in long winters " * 30)]
    assert worth_a_look(works, np.array([0, 0]), np.array([1, 2])).tolist() == [True, False]
    assert Columns(works).doi.tolist() == [0, 0, 0]
