"""Bounds on the likeness of texts: never tighter than the likeness itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from refparse.match.dismiss import Columns, joined, worth_a_look
from refparse.match.headlines import everything, stands_in_whole
from refparse.match.sketches import in_common, letter_counts
from refparse.match.traits import traits
from refparse.work import Work

TEXT = st.text(alphabet="abcdé αβ0", max_size=60)


@given(TEXT, TEXT)
def test_no_two_texts_share_more_letters_than_the_bound_says(left, right):
    bound = int(in_common(letter_counts([left]), letter_counts([right]))[0])
    assert LCSseq.similarity(left, right) <= bound <= min(len(left), len(right))


def test_texts_of_any_number_are_looked_at():
    assert letter_counts([]).shape == (0, 32)
    assert letter_counts(["a"] * 9000).sum() == 9000


@given(st.text(alphabet="abcde", min_size=22, max_size=40), st.text(alphabet="abcde", max_size=20), st.data())
def test_what_nearly_stands_in_another_field_is_looked_at(title, around, data):
    place = data.draw(st.integers(0, len(title)))
    misread = title[:place] + data.draw(st.text(alphabet="abc", max_size=2)) + title[place + 2 :]
    other = Work(title="Rickets of rats", container_title=data.draw(st.sampled_from([around + misread, misread[3:]])))
    works = [traits(Work(title=title)), traits(other)]
    if stands_in_whole(works[0].squeezed, everything(works[1])):
        assert worth_a_look(works, np.array([0]), np.array([1])).tolist() == [True]


def test_a_key_with_a_part_that_is_missing_is_no_key():
    assert joined(np.array([1, 0]), np.array([5, 5])).tolist()[1] == 0
    assert joined(np.array([1]), np.array([2])).tolist() != joined(np.array([2]), np.array([1])).tolist()


def test_titles_longer_than_counts_reach_are_compared_all_the_same():
    long = "bone loss in lupus " * 30
    works = [traits(Work(title=title)) for title in (long, long + "x", "rickets of rats in long winters " * 30)]
    assert worth_a_look(works, np.array([0, 0]), np.array([1, 2])).tolist() == [True, False]
    assert Columns(works).doi.tolist() == [0, 0, 0]
