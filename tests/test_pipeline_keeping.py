"""Answers committed a handful at a time: the store is what it would be one by one."""

from __future__ import annotations

import gzip
import json
import shutil
from itertools import islice
from pathlib import Path

import pytest
from registry_tools import WORKS

import refparse
from benchmarks import stored
from refparse.graph import Graph, registered
from refparse.pipeline.keeping import gathered, keep
from refparse.pipeline.looking import Ask, Found, look_up
from refparse.resolve.registry import Answer, Registry
from refparse.work import Work

RECORDS = Path(__file__).resolve().parents[1].parent / "shared" / "crossref" / "works.jsonl.gz"


def found(number):
    ask = Ask(id=str(number), text="Skin", work=Work(title="Skin"))
    return Found(ask=ask, state="not found", because="", DOI=None, by="", at="")


def test_answers_come_in_handfuls():
    answers = [found(number) for number in range(130)]
    assert [len(some) for some in gathered(answers, clock=lambda: 0.0)] == [64, 64, 2]
    assert list(gathered([])) == []


def test_no_answer_is_held_back_for_long():
    ticks = iter([0.0, 0.1, 0.6, 1.0, 9.0])
    assert [len(some) for some in gathered(map(found, range(3)), clock=ticks.__next__)] == [2, 1]


def test_what_had_come_before_an_interruption_is_given_out():
    def interrupted():
        yield found(1)
        raise KeyboardInterrupt

    given = gathered(interrupted(), clock=lambda: 0.0)
    assert [one.ask.id for one in next(given)] == ["1"]
    with pytest.raises(KeyboardInterrupt):
        next(given)
    assert list(islice(gathered(map(found, range(64)), clock=lambda: 0.0), 1))


class Known(Registry):
    """A registry that knows these works."""

    def __init__(self, works):
        self.held = {str(work["DOI"]).lower(): work for work in works}

    def work(self, doi):
        return Answer(DOI=doi, message=self.held.get(doi), by="known", at="2026-11-21T08:00:00Z")

    def works(self, dois):
        return {doi: self.work(doi) for doi in dois}

    def search(self, _query, *, rows=20):
        return [][:rows]

    def updates(self, _doi):
        return []


def answers(path, registry):
    with Graph(path) as graph:
        pending = registered.pending(graph, "2026-11-21T08:00:00Z")
        records = {record.id: record for record in graph.records(one.record_id for one in pending)}
        asks = [Ask(id=one.record_id, text=one.text or "", work=records[one.record_id].work) for one in pending]
        return list(look_up(registry, asks, threads=1))


def works():
    """Works of which some are cited thrice, far apart and side by side, and each by a page of a hundred."""
    if not RECORDS.exists():
        pytest.skip(f"{RECORDS} is not here")
    with gzip.open(RECORDS, "rt", encoding="utf-8") as lines:
        held = [json.loads(line) for line in islice(lines, 120)]
    return [*WORKS[:2], *held, *held[:30], *held[10:20], *held[15:18]]


@pytest.mark.no_cover
def test_together_is_as_one_by_one(tmp_path):
    cited = works()
    new, single, all_ = (str(tmp_path / f"{name}.sqlite") for name in ("new", "single", "all"))
    stored.make(new, cited)
    given = answers(new, Known(cited))
    assert sum(one.DOI is not None for one in given) > 150
    for path, size in ((single, 1), (all_, 64)):
        shutil.copyfile(new, path)
        with Graph(path) as graph:
            for start in range(0, len(given), size):
                keep(graph, given[start : start + size])
    assert stored.everything(single) == stored.everything(all_)


def test_an_answer_that_takes_another_s_place_stands_alone(tmp_path):
    cited = works()[:12]
    path = str(tmp_path / "moved.sqlite")
    stored.make(path, cited)
    given = answers(path, Known(cited))
    with refparse.Graph(path) as graph:
        keep(graph, given)
        one = next(one for one in given if one.DOI is not None)
        lost = Found(ask=one.ask, state="not found", because="gone", DOI=None, by="known", at=one.at)
        keep(graph, [given[-1], lost, given[-2]])
        assert registered.resolution(graph, one.ask.id).state == "not found"
        assert graph.store.rows("SELECT 1 FROM record WHERE origin_id = ? AND origin = 'registry'", [one.DOI]) == []
