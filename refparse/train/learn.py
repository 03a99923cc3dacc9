"""A labeller's model learnt from labelled text, by crfsuite, and laid out for our own inference."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from refparse.parse.features import Vocabulary, observe
from refparse.parse.labeller import GAPS, OFFSETS
from refparse.parse.labels import LABELS
from refparse.parse.model import Model, Weights
from refparse.parse.words import Lexicon, word_features
from refparse.train.calibrate import calibrated
from refparse.train.gold import Row
from refparse.train.halves import learn_from_halves
from refparse.train.labelled import Labelled
from refparse.train.tag import tag

#: Stochastic gradient descent gets as far in 15 rounds as L-BFGS in 60, in half the time; L2 chosen on the folds.
#: That a feature must be met twice is judged, not measured.
PARAMETERS: Mapping[str, float | bool] = {
    "c2": 3.0,
    "max_iterations": 15,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
#: Weights nearer to none than this are left out: they change one label in some hundred thousand.
_SMALLEST = 0.01
#: Strings looked at at once, for the memory they take; it changes no result.
_BATCH = 256
#: How crfsuite announces a round, whatever the algorithm.
_BEGINS = re.compile(r"\*+ (?:Epoch|Iteration) #([0-9]+)")
#: Of so many gold rows, one is held back for fitting confidence: judged, not measured.
_HELD_BACK = 10
#: Rounds for models that only show how readings go wrong: judged, not measured.
_BRIEF = 5
Progress = Callable[[str, int, int], None]


def attributes(texts: Sequence[str], lexicon: Lexicon) -> Iterator[list[list[str]]]:
    """The attributes of every word of every text, as crfsuite is given them.

    They are the very features the labeller adds up, by name.
    """
    vocabulary = Vocabulary(lexicon)
    known: dict[str, tuple[list[list[str]], Sequence[str]]] = {}
    for first in range(0, len(texts), _BATCH):
        batch = observe(texts[first : first + _BATCH], vocabulary)
        columns = [(f"{name}:", values.tolist()) for name, values in batch.columns.items()]
        gaps = [vocabulary.gap_rows[number].key for number in batch.gaps.tolist()]
        for at, words in zip(batch.firsts.tolist(), batch.texts, strict=True):
            said = [known.get(word) or known.setdefault(word, _said(word, lexicon)) for word in words]
            yield [_at(place, at, said, gaps, columns) for place in range(len(words))]


def _said(word: str, lexicon: Lexicon) -> tuple[list[list[str]], Sequence[str]]:
    near, alone = word_features(word, lexicon)
    return [[f"{offset}{feature}" for feature in near] for offset in OFFSETS], alone


def _at(
    place: int,
    first: int,
    said: Sequence[tuple[list[list[str]], Sequence[str]]],
    gaps: Sequence[str],
    columns: Sequence[tuple[str, list[int]]],
) -> list[str]:
    """The attributes of one word."""
    out = list(said[place][1])
    for number, offset in enumerate(OFFSETS):
        if 0 <= place + offset < len(said):
            out += said[place + offset][0][number]
    for prefix, offset in GAPS:
        if 0 <= place + offset <= len(said):
            out.append(prefix + gaps[first + place + offset])
    out += [name + str(values[first + place]) for name, values in columns]
    return out


def learn(
    rows: Sequence[Labelled],
    lexicon: Lexicon,
    *,
    note: Mapping[str, object],
    parameters: Mapping[str, float | bool] = PARAMETERS,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Model:
    """The model learnt from these rows; the same rows in the same order give the same model.

    ``keep`` names a file for crfsuite's own model, from which other programs can label.
    Needs python-crfsuite, which only training does.
    """
    import pycrfsuite

    tell = progress or _silent
    trainer = pycrfsuite.Trainer("l2sgd", dict(parameters), verbose=False)
    # Told of all that crfsuite says, Python gets its turn: Ctrl-C stops the training between two rounds.
    trainer.message = partial(_round, tell, int(parameters["max_iterations"]))
    for done, (row, features) in enumerate(zip(rows, attributes([row.text for row in rows], lexicon), strict=True)):
        tell("reading what to learn", done, len(rows))
        if features:
            trainer.append(features, tag(row, lexicon.cues))
    with tempfile.TemporaryDirectory() as folder:
        file = keep or Path(folder) / "model.crfsuite"
        trainer.train(str(file))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(file))
        info = tagger.info()
        tagger.close()
    return _laid_out(info.labels, info.transitions, info.state_features, lexicon, note)


def learn_calibrated(
    rows: Sequence[Labelled],
    known: Sequence[Row],
    lexicon: Lexicon,
    *,
    note: Mapping[str, object],
    parameters: Mapping[str, float | bool] = PARAMETERS,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Model:
    """The model learnt from these rows but a tenth of the gold, with what is learnt after it.

    ``known`` are the gold rows. How whole readings are judged is learnt from halves of them
    (:mod:`refparse.train.halves`). Confidence is fitted on the tenth held back, as the model
    reads it, and on strings of sources that models had not met: fitted on strings a model
    has learnt from it is too high everywhere, fitted on its own kind alone among strangers.
    """
    held, rest = held_back(known), [row for place, row in enumerate(known) if place % _HELD_BACK]
    back = {row["raw"] for row in held}
    kept = [row for row in rows if row.text not in back]
    brief = dict(parameters) | {"max_iterations": min(_BRIEF, int(parameters["max_iterations"]))}

    def half(some: Sequence[Labelled], which: str) -> Model:
        return learn(some, lexicon, note={}, parameters=brief, progress=partial(_aside, progress or _silent, which))

    ranking, strangers = learn_from_halves(kept, rest, half) if rest else (Weights.of({}), [])
    model = learn(kept, lexicon, note=note, parameters=parameters, keep=keep, progress=progress)
    model = replace(model, ranking=ranking)
    return replace(model, tables=calibrated([(model, held), *strangers]))


def held_back(known: Sequence[Row]) -> Sequence[Row]:
    """The gold rows that are not learnt from but fit confidence.

    >>> len(held_back([{}] * 25))
    3
    """
    return known[::_HELD_BACK]


def _aside(tell: Progress, which: str, stage: str, done: int, total: int) -> None:
    """Tell of the training of a model that is not kept."""
    tell(f"{stage} ({which})", done, total)


def _round(tell: Progress, rounds: int, message: str) -> None:
    """Tell of a round that begins, where that is what crfsuite says."""
    if found := _BEGINS.match(message):
        tell("learning", int(found[1]) - 1, rounds)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def _laid_out(
    known: Mapping[str, str],
    transitions: Mapping[tuple[str, str], float],
    weights: Mapping[tuple[str, str], float],
    lexicon: Lexicon,
    note: Mapping[str, object],
) -> Model:
    labels = tuple(label for label in LABELS if label in known)
    number = {label: place for place, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), weight in transitions.items():
        table[number[before], number[after]] = weight
    rows: dict[str, list[tuple[int, float]]] = {}
    for (attribute, label), weight in weights.items():
        if abs(weight) >= _SMALLEST:
            rows.setdefault(attribute, []).append((number[label], weight))
    return Model(
        labels=labels,
        transitions=table,
        words=Weights.of({key: row for key, row in rows.items() if not is_column(key)}),
        columns=Weights.of({key: row for key, row in rows.items() if is_column(key)}),
        ranking=Weights.of({}),
        lexicon=lexicon,
        note=note,
        tables={},
    )


def is_column(key: str) -> bool:
    """Whether an attribute is a column's or a gap's rather than a word's.

    >>> is_column("cgc:17"), is_column("g-=, "), is_column("-1w=lupus"), is_column("s=pus")
    (True, True, False, False)
    """
    if key.startswith(tuple(prefix for prefix, _ in GAPS)):
        return True
    return "=" not in key[:4]
