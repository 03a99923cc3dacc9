"""Inference against every path of small chains, one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from refparse.parse.crf import decode, in_step, pieces

LABELS = 3


def _chains(lengths: list[int], seed: int, scale: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(0, scale, (LABELS, sum(lengths))).astype(np.float32)
    return emissions, rng.normal(0, scale, (LABELS, LABELS)).astype(np.float32)


@pytest.mark.parametrize("scale", [0.1, 1.0, 5.0], ids=["unsure", "between", "sure"])
@pytest.mark.parametrize("seed", range(5))
def test_best_path_and_probabilities_are_those_of_all_paths_together(seed: int, scale: float) -> None:
    lengths = [5, 4, 4, 1]
    emissions, transitions = _chains(lengths, seed, scale)
    steps = in_step(np.array(lengths))
    best, chances, together = decode(emissions, transitions, steps)
    for string, length in enumerate(lengths):
        places = np.flatnonzero(steps.strings == string)
        assert steps.positions[places].tolist() == list(range(length))
        paths = list(product(range(LABELS), repeat=length))
        scores = np.array(
            [
                sum(float(emissions[label, place]) for label, place in zip(path, places, strict=True))
                + sum(float(transitions[one, other]) for one, other in pairwise(path))
                for path in paths
            ]
        )
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        highest = paths[int(weights.argmax())]
        assert best[places].tolist() == list(highest)
        assert together[string] == pytest.approx(np.log(weights.max()), abs=1e-4)
        for position, place in enumerate(places):
            share = sum(w for path, w in zip(paths, weights, strict=True) if path[position] == highest[position])
            assert chances[best[place], place] == pytest.approx(share, abs=1e-4)


def test_only_long_strings_are_cut_and_every_word_is_in_one_piece() -> None:
    lengths = np.array([0, 1, 512, 513, 1024])
    strings, starts, sizes = pieces(lengths)
    assert np.bincount(strings).tolist() == [1, 1, 1, 5, 8]
    assert np.bincount(strings, weights=sizes).tolist() == lengths.tolist()
    assert starts[strings == 3].tolist() == [0, 128, 256, 384, 512]
    assert sizes[strings == 3].tolist() == [128, 128, 128, 128, 1]
