"""The labeller's weights and lists as one value, and as bytes.

A model is a zip of plain arrays and one JSON note that says what it was trained on: data
hashes, seed, versions. Weights are kept as half floats, which changes no label that was
not a toss-up.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from refparse.parse.words import Lexicon


@dataclass(frozen=True, slots=True)
class Weights:
    """Sparse rows: for each key, some labels and what they gain."""

    keys: tuple[str, ...]
    #: Where each key's entries begin, one more than keys.
    begins: NDArray[np.int32]
    labels: NDArray[np.uint8]
    values: NDArray[np.float16]

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
    arrays |= {f"table_{name}": table for name, table in model.tables.items()}
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def from_bytes(data: bytes) -> Model:
    """The model a file holds.

    Raises ValueError (or a subclass of it, or zipfile.BadZipFile) where the bytes are not a model.
    """
    arrays = np.load(io.BytesIO(data), allow_pickle=False)

    def lines(name: str) -> list[str]:
        text = arrays[name].tobytes().decode()
        return text.split("\n") if text else []

    def weights(name: str) -> Weights:
        keys = tuple(lines(f"{name}_keys"))
        return Weights(keys, arrays[f"{name}_begins"], arrays[f"{name}_labels"], arrays[f"{name}_values"])

    pairs = [line.split("\t") for line in lines("phrases")]
    phrases = {phrase: int(bits) for phrase, bits in pairs}
    lexicon = Lexicon(
        cues=dict(line.split("\t") for line in lines("cues")),
        families=frozenset(lines("families")),
        givens=frozenset(lines("givens")),
        phrases=phrases,
        beginnings=beginnings(phrases),
    )
    return Model(
        labels=tuple(lines("labels")),
        transitions=arrays["transitions"],
        words=weights("word"),
        columns=weights("column"),
        ranking=weights("ranking"),
        lexicon=lexicon,
        note=json.loads(lines("note")[0]),
        tables={name[6:]: arrays[name] for name in arrays.files if name.startswith("table_")},
    )


def beginnings(phrases: Mapping[str, int]) -> frozenset[str]:
    """Every beginning of a phrase, whole words.

    >>> sorted(beginnings({"ann oncol": 1}))
    ['ann', 'ann oncol']
    """
    out = set(phrases)
    for phrase in phrases:
        at = phrase.rfind(" ")
        while at > 0 and (start := phrase[:at]) not in out:
            out.add(start)
            at = start.rfind(" ")
    return frozenset(out)
