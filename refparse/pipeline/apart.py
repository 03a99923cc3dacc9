"""DOIs that were found and are not shown: what else is known of the work contradicts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from refparse.evidence import Verdict
from refparse.graph import Graph, registered
from refparse.match.verdicts import verdict
from refparse.normalize.identifiers import doi_key
from refparse.pipeline.judging import sides
from refparse.pipeline.rules import rules_of
from refparse.pipeline.showing import contradicted
from refparse.reference import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A DOI found for a reference, whose work goes without it or under another."""

    record_id: str
    #: The DOI that was found, and the work's own.
    DOI: str
    work_id: str
    shown: str | None
    #: The reference as printed; ``None``: a page's own record.
    text: str | None
    because: str


def apart(graph: Graph, work_id: str | None = None) -> tuple[Apart, ...]:
    """DOIs found for records of this work, or of all, that their works do not show, each with the reason.

    >>> apart(Graph(":memory:"))
    ()

    Nothing is wrong with the look-up: one of two records was read, or merged, or found
    amiss, and only a person can say which.
    """
    return tuple(_told(graph, one) for one in registered.unshown(graph, work_id))


def _told(graph: Graph, one: registered.Unshown) -> Apart:
    because = next(_reasons(graph, one), "the records of this work and those of the DOI were not merged")
    return Apart(
        record_id=one.record_id, DOI=one.DOI, work_id=one.work_id, shown=one.shown, text=one.text, because=because
    )


def _reasons(graph: Graph, one: registered.Unshown) -> Iterator[str]:
    if one.shown and doi_key(one.shown) != doi_key(one.DOI):
        yield f"its work has the DOI {one.shown}"
    begun = contradicted(one.DOI, graph.members(one.work_id))
    if begun:
        yield f"in its work a DOI is printed, and cut, that begins {begun[0]}"
    here, there = graph.members(one.work_id), _there(graph, one)
    compared = sides(graph, {*here, *there})
    for left, right in product(there, here):
        found = verdict(compared[left.id], compared[right.id], rules_of(graph))
        if found.decision == "different" or found.vetoes:
            other = right.work.title or right.work.container_title or right.id
            yield f'beside "{other}" in its work: {"; ".join(found.vetoes) or _against(found)}'


def _against(found: Verdict) -> str:
    """What speaks most against two records that nothing forbids to be one."""
    rows = sorted((row for row in found.evidence if row.weight < 0), key=lambda row: row.weight)
    return f"{', '.join(row.field.replace('_', ' ') for row in rows)} differ" if rows else "too little agrees"


def _there(graph: Graph, one: registered.Unshown) -> Sequence[Record]:
    """The registry's record, and what else stands with it."""
    if one.registry_id is None:
        return ()
    own = tuple(graph.records([one.registry_id]))
    return (*own, *(graph.members(one.housed) if one.housed is not None else ()))
