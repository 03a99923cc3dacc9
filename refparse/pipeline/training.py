"""A labeller made from labelled strings, and a labeller judged by them."""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from refparse.errors import RefparseError, SourceError
from refparse.parse.labeller import Labeller
from refparse.parse.model import Model
from refparse.pipeline.judging import Progress
from refparse.pipeline.strings import parse_strings
from refparse.train.facts import shipped_facts
from refparse.train.gold import Row, read_gold
from refparse.train.learn import PARAMETERS, held_back, learn_calibrated
from refparse.train.lexicon import read_lexicon
from refparse.train.recipe import NOISE, RENDERED, is_rendered, training_rows, unplaced, usable
from refparse.train.rows import row_of
from refparse.train.scores import Scores, score

#: What ships with the package and goes into every model.
_SHIPPED = ("facts", "lexicon", "styles", "words.toml")
#: Packages whose versions a model depends on.
_BUILT_WITH = ("refparse", "python-crfsuite", "numpy", "scipy")
#: From so many labelled strings on, some can be spared to fit confidence on; fewer are all learnt from.
_ENOUGH = 500
_Path = str | os.PathLike[str]


def train(
    gold: Sequence[_Path],
    *,
    rendered: int = RENDERED,
    seed: int = 1,
    any_license: bool = False,
    progress: Progress | None = None,
) -> Model:
    """The labeller's model learnt from these files of labelled strings and from ``rendered`` strings of our own.

    Rows that state a licence other than CC BY or CC0 are left out unless ``any_license``
    is given. The same files, seed and versions give the same bytes; what went in stands in
    ``model.note``. Without python-crfsuite it is a :class:`RefparseError`.
    """
    read = [(Path(path), list(read_gold(path))) for path in gold]
    rows, left = usable((row for _, found in read for row in found), any_license=any_license)
    note: dict[str, object] = {
        "gold": [{"file": path.name, "sha256": digest([path]), "rows": len(found)} for path, found in read],
        "left_out": dict(sorted(left.items())),
    }
    return learn_from(rows, rendered=rendered, seed=seed, note=note, progress=progress)


def learn_from(
    rows: Sequence[Row],
    *,
    rendered: int,
    seed: int,
    note: Mapping[str, object],
    apart: Container[str] = (),
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Model:
    """The model the shipped recipe makes of these rows; ``note`` begins its own account of what went in.

    ``apart`` are titles, as :func:`refparse.train.gold.same` has them, that nothing rendered
    may have: those of strings the model is to be judged by. ``keep`` names a file for
    crfsuite's own model.
    """
    if find_spec("pycrfsuite") is None:
        raise RefparseError("training needs python-crfsuite", hint="pip install 'refparse[train]'")
    labelled = training_rows(rows, shipped_facts(), rendered=rendered, seed=seed, apart=apart)
    if not labelled:
        raise RefparseError("nothing to learn from", hint="name a file of labelled strings, or say --rendered")
    known = rows if len(rows) >= _ENOUGH else ()
    note = {
        **note,
        "held_back": len(held_back(known)),
        "sources": dict(sorted(Counter(row["source"] for row in rows).items())),
        "values_not_in_their_string": sum(len(unplaced(row)) for row in rows),
        "rendered": sum(map(is_rendered, labelled)),
        "seed": seed,
        "noise": NOISE,
        **made_with(),
    }
    _begin_anew()
    return learn_calibrated(labelled, known, read_lexicon(), note=note, keep=keep, progress=progress)


def _begin_anew() -> None:
    """Put the C library's random numbers where a fresh process has them: crfsuite shuffles by them, unseeded."""
    # Where no such library can be asked, on Windows, the first model of a process is the one that can be made again.
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).srand(1)


def made_with() -> dict[str, object]:
    """What every model trained by this package rests on: hashes of what ships with it, parameters, versions."""
    folder = files("refparse") / "train"
    return {
        "shipped": {name: digest(_leaves(folder / name)) for name in _SHIPPED},
        "parameters": dict(PARAMETERS),
        "versions": {name: version(name) for name in _BUILT_WITH},
    }


def digest(inputs: Iterable[Traversable]) -> str:
    """SHA-256 of files, one after the other.

    >>> digest([])[:8]
    'e3b0c442'
    """
    found = hashlib.sha256()
    for one in inputs:
        found.update(one.read_bytes())
    return found.hexdigest()


def _leaves(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
    else:
        yield from sorted(place.iterdir(), key=lambda one: one.name)


def evaluate(gold: Sequence[_Path], *, labeller: Labeller | None = None, progress: Progress | None = None) -> Scores:
    """How well a labeller, the shipped one unless another is given, reads the strings of these files.

    A row is judged whatever its licence: nothing is learnt from it.
    """
    rows = [row for path in gold for row in read_gold(path)]
    if not rows:
        raise SourceError(", ".join(map(str, gold)), what="no labelled strings", hint="give JSON Lines of them")
    read = parse_strings([row["raw"] for row in rows], labeller=labeller)
    pairs: list[tuple[Row, Row]] = []
    for row, result in zip(rows, read, strict=True):
        if progress is not None:
            progress("reading", len(pairs), len(rows))
        pairs.append((row, row_of(result, id_=row["id"], source=row["source"])))
    return score(pairs)
