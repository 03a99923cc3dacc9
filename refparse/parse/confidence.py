"""How far a reading can be trusted: probabilities that mean what they say.

What the labeller thinks of its own labels is the best evidence but not a probability of
being right: it is too sure of strings unlike those it learnt from. A logistic curve
(Platt 1999) over a few things a person can read, fitted to strings the labels were not
learnt from, turns it into one.
"""

from __future__ import annotations

from math import exp, log, log1p
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from refparse.parse.assemble import Assembled
    from refparse.parse.labeller import Labelling

#: Fields a whole reference is judged by.
CORE = ("author", "title", "container-title", "volume", "issued", "page")
#: One bit for each of them, and what evidence there is of their absence for any sum of bits.
_BITS = {label: 1 << place for place, label in enumerate(CORE)}
_MISSING = [tuple(0.0 if bits & bit else 1.0 for bit in _BITS.values()) for bits in range(1 << len(CORE))]
#: What the confidence of a reference rests on, in the order of its weights.
EVIDENCE = ("one", "labels together", "labels together, logarithm", "least sure word", "sure of the choice",
            "words never met", "left over", *(f"no {field}" for field in CORE))  # fmt: skip
#: Probabilities this near 0 or 1 are not told apart.
_EDGE = 1e-5
_OTHER_EDGE = 1 - _EDGE
_FARTHEST = 20.0
#: Odds from which on a probability is none.
_STEEPEST = -700.0


def evidence(labelling: Labelling, found: Assembled) -> tuple[float, ...]:
    """What is known of a reading before anybody says whether it is right; see :data:`EVIDENCE`."""
    together = max(labelling.together, -_FARTHEST)
    words = len(labelling.words) or 1
    bits, least = 0, 1.0
    for label, _, _, probability in found.fields:
        if label in _BITS:
            bits |= _BITS[label]
            least = min(least, probability)
    left = 0
    for _, _, reason in found.dropped:
        left += reason == "note" or reason.startswith("second")
    return (
        1.0,
        together,
        log1p(-together),
        logit(least if bits else 0.0),
        logit(labelling.choice),
        labelling.strange / words,
        min(left / words * 10, 1.0),
        *_MISSING[bits],
    )


def logit(probability: float) -> float:
    """The logarithm of the odds, kept finite.

    >>> round(logit(0.5), 3), logit(1.0) == logit(2.0)
    (0.0, True)
    """
    # Asked of every field of every reference: comparing is quicker than calling min and max.
    if not _EDGE < probability < _OTHER_EDGE:
        probability = _EDGE if probability < _EDGE else _OTHER_EDGE
    return log(probability / (1 - probability))


def sigmoid(odds: float) -> float:
    """The probability whose logarithm of odds this is.

    >>> sigmoid(0.0)
    0.5
    """
    return 1 / (1 + exp(-odds)) if odds > _STEEPEST else 0.0


def weighed(facts: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a reading with this evidence is right.

    >>> weighed((1.0, 2.0), (4.0, -2.0))
    0.5
    """
    return sigmoid(sum(map(mul, facts, weights)))


def of_fields(found: Assembled, tables: Mapping[str, NDArray[np.float64]], whole: float) -> list[float]:
    """The probability of each field's value being right, in the order found.

    Without a fit in the model it is the labels' own probability. A field that the whole
    reference is judged by is no less probable than the ``whole``: all cannot be right without it.
    """
    table = tables.get("fields")
    if table is None:
        alone = [one.probability for one in found.fields]
    else:
        intercept, slope = table.tolist()
        alone = [sigmoid(intercept + slope * logit(probability)) for _, _, _, probability in found.fields]
    return [
        whole if label in CORE and chance < whole else chance
        for (label, _, _, _), chance in zip(found.fields, alone, strict=True)
    ]


def of_reference(labelling: Labelling, found: Assembled, tables: Mapping[str, NDArray[np.float64]]) -> float:
    """The probability that author list, title, container, volume, year and first page are all right."""
    weights = tables.get("reference")
    return exp(labelling.together) if weights is None else weighed(evidence(labelling, found), weights.tolist())
