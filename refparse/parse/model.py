"""The labeller's weights and lists as one value, and as bytes.

A model is a zip of plain arrays and one JSON note that says what it was trained on: data
hashes, seed, versions. Weights are kept as half floats, which changes no label that was
not a toss-up.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from refparse.parse.labels import LABELS
from refparse.parse.words import Lexicon

#: What zipfile, zlib and numpy raise at bytes that are no model: an array without files is a TypeError,
#: a header that promises more than there is a MemoryError.
_FAULTS = (
    EOFError, KeyError, MemoryError, OSError, OverflowError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
#: What the names of a model's tables begin with in its file.
_TABLE = "table_"


@dataclass(frozen=True, slots=True)
class Weights:
    """Sparse rows: for each key, some labels and what they gain."""

    #: Sorted.
    keys: tuple[str, ...]
    #: Where each key's entries begin, one more than keys.
    begins: NDArray[np.int32]
    labels: NDArray[np.uint8]
    values: NDArray[np.float16]

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[tuple[int, float]]]) -> Weights:
        """What each key's labels gain, by number of label.

        >>> Weights.of({"s=pus": [(2, 0.5), (0, -1.0)], "c=year": [(1, 2.0)]}).labels.tolist()
        [1, 0, 2]
        """
        keys = sorted(rows)
        entries = [sorted(rows[key]) for key in keys]
        flat = [entry for row in entries for entry in row]
        return cls(
            tuple(keys),
            np.cumsum([0, *map(len, entries)], dtype=np.int32),
            np.array([label for label, _ in flat], np.uint8),
            np.array([gain for _, gain in flat], np.float16),
        )

    def dense(self, count: int) -> NDArray[np.float32]:
        """``[key, label]``."""
        table = np.zeros((len(self.keys), count), np.float32)
        rows = np.repeat(np.arange(len(self.keys)), np.diff(self.begins))
        table[rows, self.labels] = self.values
        return table


@dataclass(frozen=True, slots=True)
class Model:
    """All a labeller needs."""

    labels: tuple[str, ...]
    #: ``[from, to]``.
    transitions: NDArray[np.float32]
    #: Keys "offset feature": what a word says of itself and of its neighbours.
    words: Weights
    #: Keys "column:value".
    columns: Weights
    #: Keys "question:answer" of :mod:`refparse.parse.ranking`, one number each.
    ranking: Weights
    lexicon: Lexicon
    #: What it was trained on and how.
    note: Mapping[str, object]
    #: Calibration points, and whatever else is learnt after the weights: name → numbers.
    tables: Mapping[str, NDArray[np.float64]]

    @property
    def name(self) -> str:
        """The first digits of a hash of what it was made from: two models that may differ have two names."""
        return hashlib.blake2b(json.dumps(self.note, sort_keys=True).encode(), digest_size=4).hexdigest()


def to_bytes(model: Model) -> bytes:
    """The model as a file holds it."""
    lexicon = model.lexicon
    texts = {
        "labels": model.labels,
        "word_keys": model.words.keys,
        "column_keys": model.columns.keys,
        "ranking_keys": model.ranking.keys,
        "cues": [f"{word}\t{kind}" for word, kind in sorted(lexicon.cues.items())],
        "families": sorted(lexicon.families),
        "givens": sorted(lexicon.givens),
        "phrases": [f"{phrase}\t{bits}" for phrase, bits in sorted(lexicon.phrases.items())],
        "note": [json.dumps(model.note, sort_keys=True)],
    }
    arrays: dict[str, NDArray[np.generic]] = {
        name: np.frombuffer("\n".join(lines).encode(), np.uint8) for name, lines in texts.items()
    }
    for name, rows in (("word", model.words), ("column", model.columns), ("ranking", model.ranking)):
        arrays |= {f"{name}_begins": rows.begins, f"{name}_labels": rows.labels, f"{name}_values": rows.values}
    arrays["transitions"] = model.transitions
    arrays |= {f"{_TABLE}{name}": table for name, table in model.tables.items()}
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def from_bytes(data: bytes) -> Model:
    """The model a file holds.

    >>> from_bytes(b"something else")
    Traceback (most recent call last):
    ...
    ValueError: not a labeller model

    Whatever is wrong with the bytes, it is a ValueError.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            model = _model({name: file[name] for name in file.files})
    except _FAULTS as fault:
        raise ValueError("not a labeller model") from fault
    if not all(_fits(model, weights) for weights in (model.words, model.columns, model.ranking)):
        raise ValueError("not a labeller model")
    return model


def _model(arrays: Mapping[str, NDArray[Any]]) -> Model:
    def text(name: str) -> str:
        return arrays[name].tobytes().decode()

    def lines(name: str) -> list[str]:
        return text(name).split("\n") if arrays[name].size else []

    def pairs(name: str) -> Iterator[tuple[str, str]]:
        flat = text(name).replace("\n", "\t").split("\t") if arrays[name].size else []
        return zip(flat[::2], flat[1::2], strict=True)

    def weights(name: str) -> Weights:
        keys = tuple(lines(f"{name}_keys"))
        return Weights(keys, arrays[f"{name}_begins"], arrays[f"{name}_labels"], arrays[f"{name}_values"])

    return Model(
        labels=tuple(lines("labels")),
        transitions=arrays["transitions"],
        words=weights("word"),
        columns=weights("column"),
        ranking=weights("ranking"),
        lexicon=Lexicon(
            cues=dict(pairs("cues")),
            families=frozenset(lines("families")),
            givens=frozenset(lines("givens")),
            phrases={phrase: int(bits) for phrase, bits in pairs("phrases")},
        ),
        note=json.loads(text("note")),
        tables={name.removeprefix(_TABLE): table for name, table in arrays.items() if name.startswith(_TABLE)},
    )


def _fits(model: Model, weights: Weights) -> bool:
    """Whether weights belong to keys and labels of the model."""
    count, begins = len(model.labels), weights.begins
    return (
        count > 0
        and set(model.labels) <= set(LABELS)
        and model.transitions.shape == (count, count)
        and begins.shape == (len(weights.keys) + 1,)
        and begins[0] == 0
        and bool((np.diff(begins) >= 0).all())
        and weights.labels.shape == weights.values.shape == (begins[-1],)
        and int(weights.labels.max(initial=0)) < count
    )
