"""Ties between works of a store that no comparison shows: books and chapters, notices, parts of a series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from refparse.graph import Graph, judged
from refparse.graph.judged import TieRow
from refparse.match.ties import MOST_TIED, look_up, tie_of, tied_by
from refparse.match.traits import Traits
from refparse.match.verdicts import Side
from refparse.pipeline.judging import sides

#: So many records at once: memory does not grow with their number.
_STEP = 1000


def tie(graph: Graph, ids: Sequence[str]) -> None:
    """Look up what ties these records to others, whichever came first, and keep it beside what comparing showed."""
    for start in range(0, len(ids), _STEP):
        mine = sides(graph, graph.records(ids[start : start + _STEP]))
        near = {id_: graph.neighbours(tied_by(one.traits)) for id_, one in mine.items()}
        others = {other for some in near.values() for other in some} - mine.keys()
        held = mine | (sides(graph, graph.records(sorted(others))) if others else {})
        judged.put_ties(graph, [row for id_ in mine for row in _tied(held[id_], [held[one] for one in near[id_]])])


def _tied(one: Side, near: Sequence[Side]) -> Iterator[TieRow]:
    fellows = (other for other in near if other.id != one.id and look_up(one.traits, other.traits))
    for other in islice(fellows, MOST_TIED):
        left, right = sorted((one, other), key=lambda side: side.id)
        shown = tie_of(*_in_order(one, other))
        if shown is not None:
            yield TieRow(left.id, right.id, shown.tie, shown.words)


def _in_order(one: Side, other: Side) -> tuple[Traits, Traits]:
    """Both as they are compared in a plan."""
    first, second = sorted((one, other), key=lambda side: (side.traits.key, side.id))
    return first.traits, second.traits
