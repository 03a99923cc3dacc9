"""Notices about many DOIs, over a real server on loopback."""

from __future__ import annotations

import pytest
from crossref_server import CrossrefServer, Habits
from registry_tools import FAST, hurried

import refparse
from refparse.errors import RegistryUnreachable
from refparse.resolve import questions
from refparse.resolve.crossref import Crossref
from refparse.resolve.registry import Offline, Registry

MANY = [f"10.1000/{n}" for n in range(120)]


def notice(number, *about):
    updates = [{"DOI": doi, "type": "correction", "source": "publisher"} for doi in about]
    return {"DOI": f"10.1000/notice{number}", "type": "journal-article", "title": ["Erratum"], "update-to": updates}


#: One work has two notices, one notice is about two works, one about a work with a comma.
NOTICES = [
    notice(1, "10.1000/7"), notice(2, "10.1000/7", "10.1000/110"), notice(3, "10.1000/A,b"), notice(4, "10.1000/X"),
]  # fmt: skip
COMMA = {"DOI": "10.1000/a,b", "type": "journal-article", "updated-by": [{"DOI": "10.1000/notice3", "type": "erratum"}]}


@pytest.fixture
def server():
    with CrossrefServer([*NOTICES, COMMA], habits=Habits(interval=1 / FAST)) as running:
        yield running


@pytest.fixture
def crossref(server):
    with Crossref(server.url, mailto="you@example.org", polite=hurried()) as live:
        yield live


def told(updates):
    return {doi: sorted(answer.DOI for answer in answers) for doi, answers in updates if answers}


WANTED = {"10.1000/7": ["10.1000/notice1", "10.1000/notice2"], "10.1000/110": ["10.1000/notice2"]}


def test_fifty_to_a_question(server, crossref):
    found = list(crossref.updates_of([*MANY, "10.1000/7"]))
    assert sorted(doi for doi, _ in found) == sorted(MANY)
    assert told(found) == WANTED
    assert (server.counts.kinds["array"], server.counts.kinds["single"]) == (3, 0)


def test_what_no_list_can_hold_is_asked_alone(crossref):
    found = list(crossref.updates_of(["10.1000/a,b", "https://doi.org/10.1000/X"]))
    assert told(found) == {"10.1000/a,b": ["10.1000/notice3"], "10.1000/x": ["10.1000/notice4"]}


def test_one_by_one_the_answers_are_the_same(crossref):
    class Plain(Registry):
        updates = staticmethod(crossref.updates)

    assert told(Plain().updates_of(MANY[:8])) == {"10.1000/7": WANTED["10.1000/7"]}


@pytest.mark.parametrize("spoilt", ["rows", "nonsense"])
def test_a_list_that_may_be_cut_is_asked_for_in_halves(server, crossref, monkeypatch, spoilt):
    if spoilt == "rows":
        monkeypatch.setattr(questions, "MOST_ROWS", 2)
    else:
        server.habits.script.append("400")
    assert told(crossref.updates_of(MANY[:10])) == {"10.1000/7": WANTED["10.1000/7"]}
    assert server.counts.kinds["array"] > 2


def test_what_was_answered_is_not_asked_again(server, tmp_path):
    where = {"base_url": server.url, "cache": tmp_path / "c", "polite": hurried()}
    with refparse.registry(**where) as desk:
        assert told(desk.updates_of(MANY)) == WANTED
        server.forget()
        assert told(desk.updates_of([*MANY, "10.1000/X"])) == WANTED | {"10.1000/x": ["10.1000/notice4"]}
        assert server.counts.requests == 1
        assert desk.updates("10.1000/7")[0].DOI == "10.1000/notice1"
        assert server.counts.requests == 1


def test_one_question_that_fails_does_not_end_the_others(crossref):
    class Shaky(Registry):
        def updates(self, doi):
            if doi == "10.1000/3":
                raise RegistryUnreachable("", doi=doi, what="no answer")
            return crossref.updates(doi)

    answers = Shaky().updates_of(MANY[:8])
    assert told(next(answers) for _ in range(7)) == {"10.1000/7": WANTED["10.1000/7"]}
    with pytest.raises(RegistryUnreachable, match="no answer"):
        next(answers)
    with pytest.raises(RegistryUnreachable):
        list(Offline().updates_of(["10.1000/7"]))
