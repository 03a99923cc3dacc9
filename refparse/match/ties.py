"""What ties works that are not one: a part to its fellow, an erratum to its paper, a chapter to its book.

Most ties show where two works are compared. Some are so unlike in all but one thing that no
key brings them together, or that too much speaks against them: those are looked up by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from typing import NamedTuple

from refparse.match.headlines import is_heading, mains, part_of, squeezed
from refparse.match.levels import compare
from refparse.match.objections import Objection, objections
from refparse.match.rules import Judged
from refparse.match.traits import Traits

Pair = tuple[int, int]

#: Of a longer series, or of more works of one title, these many are tied to one another.
_MOST = 40
#: The beginning of a title that two parts share has so many letters at least.
_LEAST = 10


class Tied(NamedTuple):
    """Two works that are not one, and what ties them."""

    left: int
    right: int
    objection: Objection


def ties(works: Sequence[Traits], edges: Mapping[Pair, Judged], groups: Sequence[Sequence[int]]) -> Iterator[Tied]:
    """Every tie between works of two groups, by their places, each pair once.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> works = [traits(Work(title="The sea")), traits(Work(title="Salt", container_title="The Sea"))]
    >>> [(one.left, one.right, one.objection.tie) for one in ties(works, {}, [[0], [1]])]
    [(0, 1, 'chapter')]

    What was joined all the same is tied to nothing.
    """
    home = {place: number for number, members in enumerate(groups) for place in members}
    compared = ((pair, judged.objections) for pair, judged in edges.items())
    sought = sorted({*_chapters(works), *_notices(works), *_parts(works)} - edges.keys())
    looked_up = (((left, right), _objections(works[left], works[right])) for left, right in sought)
    for (left, right), found in chain(compared, looked_up):
        tied = next((objection for objection in found if objection.tie), None)
        if tied is not None and home[left] != home[right]:
            yield Tied(left, right, tied)


def _objections(left: Traits, right: Traits) -> tuple[Objection, ...]:
    return objections(left, right, compare(left, right))


def _chapters(works: Sequence[Traits]) -> Iterator[Pair]:
    """Works, and what has the title of the container they stand in."""
    books: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(works):
        if one.squeezed and not one.container and not one.volume:
            books[one.squeezed].append(place)
    for place, one in enumerate(works):
        for book in books.get(squeezed(one.container), ()) if one.container else ():
            yield min(place, book), max(place, book)


def _notices(works: Sequence[Traits]) -> Iterator[Pair]:
    """Notices, and works with the title they are about."""
    noticed: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(works):
        if one.notice and not is_heading(one.text):
            noticed[one.squeezed].append(place)
    for place, one in enumerate(works):
        for notice in islice(noticed.get(one.squeezed, ()), 0 if one.notice else _MOST):
            yield min(place, notice), max(place, notice)


def _parts(works: Sequence[Traits]) -> Iterator[Pair]:
    """Works of one first author whose titles begin alike and name parts."""
    series: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(works):
        if one.families and part_of(one.text):
            begins = min(mains(one.text), key=len, default="")
            if len(begins) >= _LEAST:
                series[one.families[0], begins].append(place)
    for members in series.values():
        yield from combinations(members[:_MOST], 2)
