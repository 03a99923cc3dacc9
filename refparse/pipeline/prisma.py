"""How many records came of each source and how many works they are: the numbers of a PRISMA flow, which add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One page or library file: how many of its records were read, and how many could not be."""

    name: str
    kind: str
    read: int
    refused: int
    #: Works that no other source has.
    only_here: int = 0

    @property
    def found(self) -> int:
        """All records of it."""
        return self.read + self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Prisma:
    """Records identified, duplicates removed, works left: ``identified == refused + duplicates + works``.

    PRISMA 2020 (Page et al., BMJ 2021;372:n71) asks for these in the first box of its flow diagram.
    """

    sources: tuple[Source, ...]
    identified: int
    #: Records that could not be read.
    refused: int
    #: Records that another one stands for.
    duplicates: int
    #: Those of them that only a person's word removed.
    by_hand: int
    works: int
    #: Pairs of works that a person has still to settle.
    asked: int


def prisma(sources: Sequence[Source], members: Iterable[tuple[str | int, int]], *, by_hand: int, asked: int) -> Prisma:
    """The counts of a set of works; ``members`` has for every record its work and the place of its source.

    >>> found = prisma([Source(name="a", kind="ris", read=2, refused=1)], [("w", 0), ("w", 0)], by_hand=0, asked=0)
    >>> found.identified, found.refused, found.duplicates, found.works, found.sources[0].only_here
    (3, 1, 1, 1, 1)
    """
    held: defaultdict[str | int, set[int]] = defaultdict(set)
    records = 0
    for work, source in members:
        records += 1
        held[work].add(source)
    only = [0] * len(sources)
    for places in held.values():
        if len(places) == 1:
            only[min(places)] += 1
    told = tuple(
        Source(name=one.name, kind=one.kind, read=one.read, refused=one.refused, only_here=only[place])
        for place, one in enumerate(sources)
    )
    refused = sum(one.refused for one in sources)
    return Prisma(
        sources=told,
        identified=records + refused,
        refused=refused,
        duplicates=records - len(held),
        by_hand=by_hand,
        works=len(held),
        asked=asked,
    )
