"""The best paths of small strings against every path there is."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from refparse.parse.paths import best_paths

LABELS = 3
GAIN = st.floats(-9, 9, allow_nan=False).map(lambda gain: round(gain, 3))


@st.composite
def lattices(draw):
    options = draw(st.lists(st.dictionaries(st.integers(0, LABELS - 1), GAIN, min_size=1), min_size=1, max_size=6))
    transitions = draw(st.lists(st.lists(GAIN, min_size=LABELS, max_size=LABELS), min_size=LABELS, max_size=LABELS))
    return [sorted(one.items()) for one in options], transitions


@given(lattices(), st.integers(1, 9))
def test_the_best_paths_are_those_of_all(lattice, count) -> None:
    options, transitions = lattice
    every = []
    for way in product(*options):
        score = sum(gain for _, gain in way)
        score += sum(transitions[one][other] for (one, _), (other, _) in pairwise(way))
        every.append((score, [label for label, _ in way]))
    highest = sorted((score for score, _ in every), reverse=True)[:count]
    found = best_paths(options, transitions, count)
    assert [round(score, 6) for score, _ in found] == [round(score, 6) for score in highest]
    scores = {tuple(path): score for score, path in every}
    assert all(abs(scores[tuple(path)] - score) < 1e-6 for score, path in found)
    assert len({tuple(path) for _, path in found}) == len(found)


def test_a_string_without_words_has_no_path() -> None:
    assert best_paths([], [[0.0]], 3) == []
