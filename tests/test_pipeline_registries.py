"""Which registry is asked, what it passes on, and what there is to say of it afterwards."""

from __future__ import annotations

import pytest
from registry_tools import GUBLER, Leaping, patient_server

import refparse
from refparse.errors import RegistryUnreachable
from refparse.pipeline.registries import ANSWERS
from refparse.resolve.cache import Cache
from refparse.resolve.polite import Polite
from refparse.resolve.registry import Answer, Query

WHIPPLE = GUBLER["DOI"]


@pytest.fixture(scope="module")
def server():
    with patient_server() as running:
        yield running


def test_every_question_is_passed_on(server, tmp_path):
    clock = Leaping()
    polite = Polite(clock=clock, sleep=clock.sleep)
    with refparse.registry(base_url=server.url, mailto="a@example.org", cache=tmp_path, polite=polite) as desk:
        answer = desk.work(WHIPPLE)
        assert answer.message == GUBLER
        assert desk.works([WHIPPLE])[WHIPPLE].message == GUBLER
        assert [one.DOI for one in desk.stream([WHIPPLE])] == [WHIPPLE]
        assert desk.renew(answer).message == GUBLER
        assert desk.search(Query(title="Whipple Endocarditis"), rows=1)[0].known
        assert [one.DOI for one in desk.updates("10.1000/gardener")] == ["10.1000/erratum"]
        assert [doi for doi, _ in desk.updates_of(["10.1000/gardener"])] == ["10.1000/gardener"]
        assert desk.notes == ()
    with refparse.registry(base_url=server.url, offline=True, cache=tmp_path) as desk:
        assert desk.work(WHIPPLE).message == GUBLER
        with pytest.raises(RegistryUnreachable):
            desk.work("10.1000/unheard")
        assert desk.notes == ()


@pytest.mark.parametrize(("ago", "waited"), [(1.0, True), (60.0, False)])
def test_what_a_killed_process_may_have_asked_is_kept_clear_of(server, tmp_path, monkeypatch, ago, waited):
    with Cache(tmp_path / ANSWERS) as cache:
        cache.put({"q": [Answer(DOI="10.1000/1", message=None, by="crossref", at="")]})
        assert cache.idle() < 3600.0
    monkeypatch.setattr(Cache, "idle", lambda _cache: ago)
    clock = Leaping()
    polite = Polite(clock=clock, sleep=clock.sleep)
    with refparse.registry(base_url=server.url, cache=tmp_path, polite=polite) as desk:
        desk.work(WHIPPLE)
    assert (clock() >= 1.0) == waited


def test_what_went_otherwise_is_told(server, tmp_path):
    (tmp_path / ANSWERS).write_bytes(b"no cache " * 1000)
    server.habits.polite, polite = server.habits.public, server.habits.polite
    clock = Leaping()
    where = {"base_url": server.url, "mailto": "a@example.org", "cache": tmp_path}
    with refparse.registry(**where, polite=Polite(clock=clock, sleep=clock.sleep)) as desk:
        desk.work(WHIPPLE)
        damaged, anonymous = desk.notes
    server.habits.polite = polite
    assert damaged.startswith(f"the cache was damaged and is begun anew; the old one is {tmp_path / ANSWERS}.damaged-")
    assert anonymous == "the address given was not honoured: answered from the pool public-single"


def test_a_cache_that_cannot_be_written_is_told(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    with refparse.registry(offline=True, cache=file) as desk:
        (note,) = desk.notes
    assert note.startswith(f"answers are not kept: {file / ANSWERS}: ")
