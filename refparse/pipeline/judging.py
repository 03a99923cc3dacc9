"""Records of the store judged: new ones beside their neighbours, and old ones again where a title became a column.

What is held of two records depends on nothing but what they say, with one exception: a title
that comes back year after year in one place ("Career forum") names no work. So when records
come or go that make it a column, or one no more, all pairs that bear it are judged again, and
adding later gives what adding first would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import NamedTuple

import numpy as np

from refparse.evidence import Verdict
from refparse.graph import Graph, RemoveReport, judged
from refparse.match.dismiss import worth_a_look
from refparse.match.keys import COLUMN, blocking_keys, column_of, columns, titled
from refparse.match.verdicts import Side, side, verdict
from refparse.pipeline.rules import rules_of
from refparse.reference import Record

Progress = Callable[[str, int, int], None]

#: So many new records at once: memory does not grow with their number.
_STEP = 1000


class Judged(NamedTuple):
    """Verdicts on new records, and those on old ones that are judged again."""

    new: tuple[Verdict, ...]
    again: tuple[Verdict, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All of them."""
        return (*self.new, *self.again)

    @property
    def touched(self) -> tuple[str, ...]:
        """The old records whose works may change."""
        return _ids(self.again)


def sides(graph: Graph, records: Iterable[Record]) -> dict[str, Side]:
    """Records by their ids, made ready for comparing."""
    made = _made(graph, records)
    recurring = _recurring(graph, made.values())
    return {
        id_: one._replace(traits=one.traits._replace(recurs=True)) if one.traits.squeezed in recurring else one
        for id_, one in made.items()
    }


def _made(graph: Graph, records: Iterable[Record]) -> dict[str, Side]:
    held = list(records)
    raws = graph.strings(record.id for record in held)
    return {record.id: side(record, raws.get(record.id, "")) for record in held}


def _recurring(graph: Graph, those: Iterable[Side]) -> frozenset[str]:
    """Titles of these records that are columns, as the store stands."""
    beginnings = {begin for one in those if (begin := column_of(one.traits)) is not None}
    return columns(graph.keys_beginning(beginnings)) if beginnings else frozenset()


def judge_all(graph: Graph, fresh: Sequence[Record], tell: Progress) -> Judged:
    """Verdicts on every new record and each of its neighbours, each pair once; plain strangers are not kept."""
    _key_others(graph, fresh)
    made = _made(graph, fresh)
    before = _recurring(graph, made.values())
    keys = {id_: blocking_keys(one.traits) for id_, one in made.items()}
    graph.put_keys(keys)
    became = _recurring(graph, made.values()) - before
    return Judged(
        new=tuple(_judge_new(graph, keys, tell)),
        again=tuple(_judge_again(graph, became, passed=keys.keys())),
    )


def _key_others(graph: Graph, fresh: Sequence[Record]) -> None:
    """Give the older records of a store that has no keys at all theirs: another version wrote it."""
    if not judged.is_unkeyed(graph):
        return
    new = {record.id for record in fresh}
    others = (record for record in graph.records() if record.id not in new)
    while batch := list(islice(others, _STEP)):
        graph.put_keys({id_: blocking_keys(one.traits) for id_, one in _made(graph, batch).items()})


def _ids(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(sorted({id_ for one in verdicts for id_ in (one.left_id, one.right_id)}))


def _judge_new(graph: Graph, keys: dict[str, tuple[str, ...]], tell: Progress) -> Iterator[Verdict]:
    ids, held, rules = list(keys), dict[str, Side](), rules_of(graph)
    judged: set[str] = set()
    for start in range(0, len(ids), _STEP):
        pairs: list[tuple[str, str]] = []
        for done, id_ in enumerate(ids[start : start + _STEP], start=start):
            tell("comparing records", done, len(ids))
            judged.add(id_)
            # Whoever was looked at before has met this one already.
            pairs += [(id_, other) for other in graph.neighbours(keys[id_]) if other not in judged]
        unknown = {id_ for pair in pairs for id_ in pair} - held.keys()
        held |= sides(graph, graph.records(unknown)) if unknown else {}
        yield from _kept(verdict(left, right, rules) for left, right in _worth_a_look(pairs, held))


def _kept(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    return (one for one in verdicts if one.decision != "different" or one.vetoes)


def _worth_a_look(pairs: Sequence[tuple[str, str]], held: dict[str, Side]) -> Iterator[tuple[Side, Side]]:
    if not pairs:
        return
    place = {id_: number for number, id_ in enumerate(sorted({id_ for pair in pairs for id_ in pair}))}
    works = [held[id_].traits for id_ in place]
    left, right = (np.array([place[pair[end]] for pair in pairs], dtype=np.int64) for end in (0, 1))
    for number in np.flatnonzero(worth_a_look(works, left, right)).tolist():
        yield held[pairs[number][0]], held[pairs[number][1]]


def _judge_again(graph: Graph, titles: Iterable[str], *, passed: Iterable[str] = ()) -> Iterator[Verdict]:
    """Verdicts on all pairs with these titles, those that come to nothing among them; new records were judged."""
    new, rules = set(passed), rules_of(graph)
    for title in sorted(titles):
        near = graph.neighbours([titled(title)])
        bearing = [one for one in sides(graph, graph.records(near)).values() if one.traits.squeezed == title]
        for left, right in combinations(bearing, 2):
            if left.id not in new and right.id not in new:
                yield verdict(left, right, rules)


def take_out(graph: Graph, document_id: str) -> RemoveReport:
    """What went with a page, and all records whose works that may change."""
    before = columns(graph.keys_beginning([COLUMN]))
    report = graph.remove_page(document_id)
    again = tuple(_judge_again(graph, before - columns(graph.keys_beginning([COLUMN]))))
    graph.put_verdicts(again)
    return replace(report, touched=tuple(dict.fromkeys((*report.touched, *_ids(again)))))
