"""Many works at once: which are one, which a person should look at, and what ties the others.

The order in which works come changes nothing: they are put in the order of what they say
before anything else is done.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from refparse.match.candidates import Large, candidates
from refparse.match.groups import Question, group, questions
from refparse.match.keys import column_key, columns
from refparse.match.rules import Judged, Rules, Sieve
from refparse.match.ties import Tied, ties
from refparse.match.traits import Traits, traits
from refparse.work import Work


class Plan(NamedTuple):
    """What deduplication would do; numbers are places in the works given."""

    #: Every work in exactly one group, groups in the order of their first works.
    groups: tuple[tuple[int, ...], ...]
    #: What a person should be asked, what a minute gains most first.
    questions: tuple[Question, ...]
    ties: tuple[Tied, ...]
    #: Pairs that met, and blocks too large to be compared whole.
    met: int
    large: tuple[Large, ...]
    #: Titles, without blanks, that come back year after year in one place: columns.
    recurring: frozenset[str]


def prepare_all(works: Iterable[Work], raws: Iterable[str] = ()) -> tuple[list[int], list[Traits]]:
    """Places of the works in the order of what they say, and what is compared of each."""
    made = [traits(work, raw) for work, raw in zip(works, raws, strict=True)] if raws else list(map(traits, works))
    keys = [one.key for one in made]
    # Sorting keeps the order of places where keys are the same.
    order = sorted(range(len(made)), key=keys.__getitem__)
    recurring = columns({key for one in made if (key := column_key(one)) is not None})
    compared = [made[place] for place in order]
    return order, [one._replace(recurs=True) if one.squeezed in recurring else one for one in compared]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: there are none, and among millions of values it takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def plan(works: Iterable[Work], rules: Rules, *, raws: Iterable[str] = ()) -> Plan:
    """Which works are one, what to ask, and what ties works that are not one.

    Works are looked at once, one after the other: very many need not lie in memory.

    ``raws`` are the strings that were parsed, where works were read from strings.
    """
    with _uncollected():
        # What is needed on the way is given back before a search for cycles would go through it.
        return _planned(*prepare_all(works, raws), rules)


def _planned(order: Sequence[int], compared: Sequence[Traits], rules: Rules) -> Plan:
    found = candidates(compared)
    edges: dict[tuple[int, int], Judged] = {}
    judge = Sieve(rules).judge
    for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True):
        judged = judge(compared[left], compared[right])
        if judged is not None:
            edges[left, right] = judged
    groups = group(compared, edges, rules)
    asked = questions(compared, groups, edges, rules)
    return Plan(
        tuple(sorted(tuple(sorted([order[one] for one in members])) for members in groups)),
        tuple(one._replace(left=order[one.left], right=order[one.right]) for one in asked),
        tuple(_in_places(one, order) for one in ties(compared, edges, groups)),
        found.met,
        found.large,
        frozenset(one.squeezed for one in compared if one.recurs),
    )


def _in_places(one: Tied, order: Sequence[int]) -> Tied:
    """A tie by the places of the works given, the smaller first."""
    left, right = sorted((order[one.left], order[one.right]))
    return one._replace(left=left, right=right)
