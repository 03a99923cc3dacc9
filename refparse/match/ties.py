"""What ties works that are not one: a part to its fellow, an erratum to its paper, a chapter to its book.

Most ties show where two works are compared. Some are so unlike in all but one thing that no
key brings them together, or that too much speaks against them: those are looked up by it. A
book, a notice, a part of a series go by keys; a chapter, a paper, another part look for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from refparse.match.headlines import is_heading, mains, may_number, part_of, squeezed
from refparse.match.keys import titled
from refparse.match.levels import compare
from refparse.match.objections import Objection, objections
from refparse.match.rules import Judged
from refparse.match.traits import Traits

Pair = tuple[int, int]

#: What every tie key begins with, and each kind of them.
TIE = "tie "
_BOOK, _IN, _NOTICE, _SERIES = f"{TIE}book: ", f"{TIE}in: ", f"{TIE}notice: ", f"{TIE}series: "

#: Of a longer series, or of more notices on one title, a work is tied to so many.
MOST_TIED = 40
#: The beginning of a title that two parts share has so many letters at least.
_LEAST = 10


class Tied(NamedTuple):
    """Two works that are not one, and what ties them."""

    left: int
    right: int
    objection: Objection


def tie_keys(one: Traits) -> frozenset[str]:
    """What a store keeps of a work, so that whoever comes later finds what it is tied to.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> sorted(tie_keys(traits(Work(title="Salt", container_title="The Sea"))))
    ['tie in: thesea']
    """
    stands = {f"{_IN}{squeezed(one.container)}"} if one.container else set()
    return frozenset(stands.union(_own(one), _series(one)))


def tied_by(one: Traits) -> frozenset[str]:
    """The blocking keys and tie keys of those that it may be tied to.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> sorted(tied_by(traits(Work(title="The Sea"))))
    ['tie in: thesea', 'tie notice: thesea']
    """
    keys = {*_sought(one), *_series(one)}
    for own in _own(one):
        if own.startswith(_BOOK):
            keys.add(f"{_IN}{one.squeezed}")
        if own.startswith(_NOTICE):
            keys.add(titled(one.squeezed))
    return frozenset(keys)


def look_up(left: Traits, right: Traits) -> bool:
    """Whether one of two works looks the other up."""
    own, sought = ([{*keys(one), *_series(one)} for one in (left, right)] for keys in (_own, _sought))
    return not (own[0].isdisjoint(sought[1]) and own[1].isdisjoint(sought[0]))


def _own(one: Traits) -> Iterator[str]:
    if one.squeezed and not one.container and not one.volume:
        yield f"{_BOOK}{one.squeezed}"
    if one.notice and not is_heading(one.text):
        yield f"{_NOTICE}{one.squeezed}"


def _sought(one: Traits) -> Iterator[str]:
    if one.container:
        yield f"{_BOOK}{squeezed(one.container)}"
    if one.squeezed and not one.notice:
        yield f"{_NOTICE}{one.squeezed}"


def _series(one: Traits) -> Iterator[str]:
    """What parts have in common: the first author, and how their titles begin."""
    if one.families and any(map(may_number, one.title.split())) and part_of(one.text):
        begins = min(mains(one.text), key=len, default="")
        if len(begins) >= _LEAST:
            yield f"{_SERIES}{one.families[0]}|{begins}"


def tie_of(left: Traits, right: Traits) -> Objection | None:
    """What ties two works of which one looks the other up."""
    found = objections(left, right, compare(left, right))
    return next((objection for objection in found if objection.tie), None)


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
    compared = ((pair, next((one for one in judged.objections if one.tie), None)) for pair, judged in edges.items())
    found = sorted(_looked_up(works) - edges.keys())
    looked_up = (((left, right), tie_of(works[left], works[right])) for left, right in found)
    for (left, right), tied in chain(compared, looked_up):
        if tied is not None and home[left] != home[right]:
            yield Tied(left, right, tied)


def _looked_up(works: Sequence[Traits]) -> set[Pair]:
    """Pairs of which one looks the other up."""
    series = [tuple(_series(one)) for one in works]
    known: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(works):
        for key in chain(_own(one), series[place]):
            known[key].append(place)
    return {
        (min(place, other), max(place, other))
        for place, one in enumerate(works)
        for key in chain(_sought(one), series[place])
        for other in islice(known.get(key, ()), MOST_TIED)
        if other != place
    }
