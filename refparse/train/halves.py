"""Models of half the gold, and what the other half shows of them: how readings go wrong, and how sure to be.

A model is never in honest doubt of strings it learnt from. So what judges whole readings
is learnt from strings that a model of the other half has read: halves by turns show the
mistakes made among one's own kind, halves by sources those made among strangers, and
confidence is fitted to both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from refparse.parse.labeller import Labeller
from refparse.parse.model import Model, Weights
from refparse.train.gold import Row
from refparse.train.labelled import Labelled
from refparse.train.rank import examples, learn_ranking
from refparse.train.recipe import is_rendered

#: Of so many rendered strings the models of a half learn one: judged, not measured.
_RENDERED = 6
#: The two halves of sources.
_SIDES = (0, 1)
#: Of the strings of other sources, one in so many says how sure to be: judged, not measured.
_SAID = 3


class Strangers(NamedTuple):
    """Rows, and a model that learnt from none of their sources."""

    model: Model
    rows: Sequence[Row]


def learn_from_halves(
    rows: Sequence[Labelled], known: Sequence[Row], learn: Callable[[Sequence[Labelled], str], Model]
) -> tuple[Weights, list[Strangers]]:
    """What judges whole readings, and what models made of strings from sources they had not met.

    ``known`` are the gold rows among ``rows``; ``learn`` gives the model of some rows, told which it is.
    """
    turns = [known[::2], known[1::2]]
    apart = by_source(known)
    read = []
    for number, half in enumerate([*turns, *apart], 1):
        away = {row["raw"] for row in half}
        # Every sixth place, not every sixth rendered string: which these are does not depend on the gold's order.
        kept = [
            row
            for place, row in enumerate(rows)
            if (place % _RENDERED == 0 if is_rendered(row) else row.text not in away)
        ]
        model = learn(kept, f"half {number} of {2 + len(apart)}")
        read.append((model, half, list(examples(Labeller(model), half))))
    by_turns = [one for _, _, found in read[:2] for one in found]
    every = [one for _, _, found in read for one in found]
    ranking = learn_ranking(by_turns)
    strangers = [Strangers(replace(model, ranking=ranking), half[::_SAID]) for model, half, _ in read[2:]]
    return learn_ranking(every) if strangers else ranking, strangers


def by_source(known: Sequence[Row]) -> list[list[Row]]:
    """The rows in two halves of about equal size that share no source; nothing where all are of one.

    Sources whose names begin alike ("pmc-med", "pmc-bio") are kin and stay together.

    >>> rows = [{"source": name} for name in ("pmc-med", "pmc-bio", "grobid", "mine")]
    >>> [[row["source"] for row in half] for half in by_source(rows)]
    [['pmc-med', 'pmc-bio'], ['grobid', 'mine']]
    """
    sizes = Counter(_kin(row) for row in known)
    if len(sizes) < len(_SIDES):
        return []
    weights = [0, 0]
    side: dict[str, int] = {}
    for name, size in sorted(sizes.items(), key=lambda one: (-one[1], one[0])):
        side[name] = weights.index(min(weights))
        weights[side[name]] += size
    return [[row for row in known if side[_kin(row)] == number] for number in _SIDES]


def _kin(row: Row) -> str:
    return row["source"].partition("-")[0]
