"""Records of the store judged: new ones beside their neighbours, and old ones again where a title became a column.

What is held of two records depends on nothing but what they say, with one exception: a title
that comes back year after year in one place ("Career forum") names no work, and brings no
records together. So when records come or go that make it a column, or one no more, those that
bear it are judged again, and adding later gives what adding first would.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from refparse.evidence import FOUND, Verdict
from refparse.graph import Graph, RemoveReport, judged
from refparse.match.dismiss import worth_a_look
from refparse.match.keys import COLUMN, blocking_keys, column_of, columns, meeting_keys, titled
from refparse.match.ties import tie_keys
from refparse.match.traits import Traits
from refparse.match.verdicts import Side, side, verdicts
from refparse.pipeline.rules import rules_of
from refparse.reference import Record

Progress = Callable[[str, int, int], None]

#: So many new records at once: memory does not grow with their number.
_STEP = 1000
#: Of records that may be met again, so many are held.
_HELD = 10_000


class Judged(NamedTuple):
    """Verdicts on new records, and those on old ones that are judged again."""

    new: tuple[Verdict, ...]
    again: tuple[Verdict, ...]
    #: The old records whose title became a column.
    borne: tuple[str, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All of them."""
        return (*self.new, *self.again)

    @property
    def touched(self) -> tuple[str, ...]:
        """The old records whose works may change."""
        return _touched(self.borne, self.again)


def _touched(borne: Iterable[str], again: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(sorted({*borne, *(id_ for one in again for id_ in (one.left_id, one.right_id))}))


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


def judge_all(graph: Graph, fresh: Sequence[str], tell: Progress) -> Judged:
    """Verdicts on every new record, by id, and each of its neighbours, each pair once; plain strangers are not kept."""
    _key_others(graph, fresh)
    became: set[str] = set()
    for start in range(0, len(fresh), _STEP):
        made = _made(graph, graph.records(fresh[start : start + _STEP]))
        before = _recurring(graph, made.values())
        graph.put_keys({id_: _keys(one.traits) for id_, one in made.items()})
        became |= _recurring(graph, made.values()) - before
    borne, again = _judge_again(graph, became, passed=fresh)
    return Judged(new=tuple(_judge_new(graph, fresh, tell)), again=again, borne=borne)


def _key_others(graph: Graph, fresh: Iterable[str]) -> None:
    """Give the older records of a store that has no keys at all theirs: another version wrote it."""
    if not judged.is_unkeyed(graph):
        return
    new = set(fresh)
    others = (record for record in graph.records() if record.id not in new)
    while batch := list(islice(others, _STEP)):
        graph.put_keys({id_: _keys(one.traits) for id_, one in _made(graph, batch).items()})


def _keys(one: Traits) -> tuple[str, ...]:
    """All keys that a store keeps of a record: by which it is compared with others, and by which it is tied to them."""
    return *blocking_keys(one), *tie_keys(one)


class _Near:
    """Records beside their neighbours."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._rules = rules_of(graph)
        self._held: dict[str, Side] = {}
        self._done: set[str] = set()

    def _fetched(self, ids: Iterable[str]) -> dict[str, Side]:
        wanted = dict.fromkeys(ids)
        unknown = wanted.keys() - self._held.keys()
        made = sides(self._graph, self._graph.records(unknown)) if unknown else {}
        return {id_: self._held[id_] if id_ in self._held else made[id_] for id_ in wanted}

    def judged(self, ids: Iterable[str], *, without: Container[str] = ()) -> Iterator[Verdict]:
        """Verdicts on these records and all that they meet, but those that were asked about before."""
        mine = self._fetched(ids)
        pairs: list[tuple[str, str]] = []
        for id_, one in mine.items():
            self._done.add(id_)
            # Whoever was looked at before has met this one already.
            near = self._graph.neighbours(meeting_keys(one.traits))
            pairs += [(id_, other) for other in near if other not in self._done and other not in without]
        self._held |= mine
        theirs = self._fetched(other for _, other in pairs)
        yield from verdicts(_worth_a_look(_met(pairs, mine | theirs), mine | theirs), self._rules)
        self._held = {
            id_: one
            for id_, one in (theirs if len(self._held) > _HELD else self._held | theirs).items()
            if id_ not in self._done
        }


def _met(pairs: Iterable[tuple[str, str]], held: Mapping[str, Side]) -> list[tuple[str, str]]:
    """The pairs that share a key which is one of both: whoever asked by a title does not know that it is a column."""
    muted = {id_ for _, id_ in pairs if held[id_].traits.recurs}
    keys = {id_: meeting_keys(held[id_].traits) for pair in pairs if pair[1] in muted for id_ in pair}
    return [pair for pair in pairs if pair[1] not in muted or keys[pair[0]] & keys[pair[1]]]


def _judge_new(graph: Graph, ids: Sequence[str], tell: Progress) -> Iterator[Verdict]:
    near = _Near(graph)
    for start in range(0, len(ids), _STEP):
        tell("comparing records", start, len(ids))
        yield from near.judged(ids[start : start + _STEP])


def _worth_a_look(pairs: Sequence[tuple[str, str]], held: Mapping[str, Side]) -> Iterator[tuple[Side, Side]]:
    if not pairs:
        return
    place = {id_: number for number, id_ in enumerate(sorted({id_ for pair in pairs for id_ in pair}))}
    works = [held[id_].traits for id_ in place]
    left, right = (np.array([place[pair[end]] for pair in pairs], dtype=np.int64) for end in (0, 1))
    for number in np.flatnonzero(worth_a_look(works, left, right)).tolist():
        yield held[pairs[number][0]], held[pairs[number][1]]


def _judge_again(
    graph: Graph, titles: Iterable[str], *, passed: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[Verdict, ...]]:
    """The records that bear these titles, and verdicts on their pairs, with those that were held and fall.

    New records are left out: they are judged as the titles are now.
    """
    new = set(passed)
    borne: list[str] = []
    for title in sorted(titles):
        near = [id_ for id_ in graph.neighbours([titled(title)]) if id_ not in new]
        borne += [id_ for id_, one in _made(graph, graph.records(near)).items() if one.traits.squeezed == title]
    before = {(one.left_id, one.right_id): one for one in graph.verdicts(borne)}
    # What a DOI was found by is no work of the rules.
    found = {pair for pair, one in before.items() if one.rules.startswith(FOUND)}
    now = {(one.left_id, one.right_id): one for one in _Near(graph).judged(borne, without=new)}
    fallen = {
        pair: replace(one, decision="different", vetoes=(), tie="") for pair, one in before.items() if pair not in now
    }
    return tuple(sorted(borne)), tuple(one for pair, one in (fallen | now).items() if pair not in found)


def take_out(graph: Graph, document_id: str) -> RemoveReport:
    """What went with a page, and all records whose works that may change."""
    before = columns(graph.keys_beginning([COLUMN]))
    report = graph.remove_page(document_id)
    borne, again = _judge_again(graph, before - columns(graph.keys_beginning([COLUMN])))
    graph.put_verdicts(again)
    return replace(report, touched=tuple(dict.fromkeys((*report.touched, *_touched(borne, again)))))
