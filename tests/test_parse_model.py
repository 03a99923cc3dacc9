"""A labeller's model as bytes, and bytes that are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from refparse.parse.model import Model, Weights, from_bytes, to_bytes
from refparse.parse.words import JOURNAL, Lexicon


def weights(keys: tuple[str, ...], labels: list[int]) -> Weights:
    count = len(labels)
    return Weights(
        keys, np.arange(len(keys) + 1, dtype=np.int32), np.array(labels, np.uint8), np.ones(count, np.float16)
    )


MODEL = Model(
    labels=("title", "volume"),
    transitions=np.array([[1.0, 2.0], [0.0, 3.0]], np.float32),
    words=weights(("0w=skin", "0w=ulm"), [0, 1]),
    columns=weights(("k:3",), [1]),
    ranking=Weights.of({"order:3": [(0, 0.5)]}),
    lexicon=Lexicon({"vol": "volume"}, frozenset({"lim"}), frozenset({"ada"}), {"arch skin": JOURNAL}),
    note={"seed": 1},
    tables={"fields": np.array([0.5, 1.0])},
)


def test_a_model_comes_back_from_its_bytes() -> None:
    read = from_bytes(to_bytes(MODEL))
    assert (read.labels, read.lexicon, read.note, read.name) == (MODEL.labels, MODEL.lexicon, MODEL.note, MODEL.name)
    assert (read.words.keys, read.columns.keys, read.ranking.keys) == (("0w=skin", "0w=ulm"), ("k:3",), ("order:3",))
    assert read.words.dense(2).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert read.transitions.tolist() == [[1.0, 2.0], [0.0, 3.0]]
    assert read.tables["fields"].tolist() == [0.5, 1.0]


@pytest.mark.parametrize(
    "model",
    [
        replace(MODEL, words=weights(("0w=skin", "0w=ulm"), [0])),
        replace(MODEL, columns=weights(("k:3",), [2])),
        replace(MODEL, ranking=replace(MODEL.ranking, begins=np.array([1, 1], np.int32))),
        replace(MODEL, labels=("title",)),
        replace(MODEL, labels=("title", "journal")),
        replace(MODEL, labels=()),
    ],
    ids=["weights missing", "no such label", "no beginning", "too many transitions", "a foreign label", "no labels"],
)
def test_a_model_whose_parts_do_not_fit_is_none(model: Model) -> None:
    with pytest.raises(ValueError, match="not a labeller model"):
        from_bytes(to_bytes(model))


@pytest.mark.parametrize("cut", [0, 1, 100, -1], ids=["empty", "a letter", "the beginning", "all but the end"])
def test_bytes_cut_anywhere_are_no_model(cut: int) -> None:
    with pytest.raises(ValueError, match="not a labeller model"):
        from_bytes(to_bytes(MODEL)[:cut])
