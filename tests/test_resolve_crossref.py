"""Crossref's client against a server on loopback: what is asked, what is answered, and every bad day."""

from __future__ import annotations

import time
from collections import deque

import pytest
from crossref_server import CrossrefServer, Habits

from refparse.errors import RegistryError, RegistryNonsense, RegistryRefused, RegistryUnreachable
from refparse.resolve.crossref import Crossref
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.polite import Polite
from refparse.resolve.registry import Answer, Query

#: How many times faster these tests live than the world.
SPEED = 25.0
ODD = "10.1002/x#y?z%q <1>;2:3+4&5"
WORKS = [
    *({"DOI": f"10.1000/w{number}", "title": [f"Paper {number}"], "volume": "7"} for number in range(120)),
    {"DOI": "10.1000/new", "aliases": ["10.1000/OLD"], "title": ["Merged"]},
    {"DOI": ODD, "title": ["Odd"]},
    {"DOI": "10.1000/a,b", "updated-by": [{"DOI": "10.1000/notice"}, {"type": "no DOI"}, "no entry"]},
    {"DOI": "10.1000/notice", "update-to": [{"DOI": "10.1000/w1", "type": "retraction"}]},
    {"DOI": "10.1002/(sici)1097-0320(19970801)28:4<316::aid-cyto7>3.0.co;2-9", "title": ["SICI"]},
]


def quick() -> Polite:
    return Polite(clock=lambda: time.monotonic() * SPEED, sleep=lambda seconds: time.sleep(seconds / SPEED))


def client(server: CrossrefServer, mailto: str | None = "me@example.org") -> Crossref:
    return Crossref(server.url, mailto=mailto, polite=quick(), today=lambda: "2026-11-21T08:00:00Z")


@pytest.fixture
def server():
    habits = Habits(interval=1 / SPEED)
    moved = {"10.1000/old": "10.1000/new"}
    with CrossrefServer(WORKS, habits=habits, moved=moved, agencies={"10.5281/zenodo.1": "DataCite"}) as running:
        yield running


def own(answer: Answer) -> object:
    """The DOI the record itself names."""
    return None if answer.message is None else answer.message["DOI"]


@pytest.mark.parametrize(
    ("asked", "doi", "found"),
    [
        ("10.1000/W1", "10.1000/w1", "10.1000/w1"),
        (" https://doi.org/10.1000/w1 ", "10.1000/w1", "10.1000/w1"),
        ("10.1000/old", "10.1000/old", "10.1000/new"),
        (ODD, ODD, ODD),
        ("10.1000%2Fw1", "10.1000%2fw1", "10.1000/w1"),
        ("10.1000%252Fw1", "10.1000%252fw1", "10.1000/w1"),
        ("10.1000/a%2Cb", "10.1000/a%2cb", "10.1000/a,b"),
        ("10.1000/ w1", "10.1000/ w1", "10.1000/w1"),
        (
            "10.1002/(SICI)1097-0320(19970801)28:4&lt;316::AID-CYTO7&gt;3.0.CO;2-9",
            "10.1002/(sici)1097-0320(19970801)28:4&lt;316::aid-cyto7&gt;3.0.co;2-9",
            "10.1002/(sici)1097-0320(19970801)28:4<316::aid-cyto7>3.0.co;2-9",
        ),
        ("10.1000/none", "10.1000/none", None),
        ("10.1000/../../members", "10.1000/../../members", None),
    ],
)
def test_a_record_is_found_however_its_doi_is_written(server, asked, doi, found):
    with client(server) as crossref:
        answer = crossref.work(asked)
    assert (answer.DOI, own(answer), answer.by, answer.at) == (doi, found, "crossref", "2026-11-21T08:00:00Z")
    assert all(line.startswith("/works/") and "/.." not in line for line in server.counts.lines)
    assert server.counts.provoked == 0


@pytest.mark.parametrize("asked", ["", "lupus", "10.1000", "11.1000/1", "10.1000/\ud800", "10.1000/" + "x" * 2000])
def test_what_cannot_be_a_doi_is_not_asked_for(server, asked):
    with client(server) as crossref:
        assert not crossref.work(asked).known
        assert crossref.updates(asked) == []
    assert server.counts.requests == 0


def test_a_doi_of_another_agency_is_said_to_be_theirs(server):
    with client(server) as crossref:
        answer = crossref.work("10.5281/zenodo.1")
    assert (answer.message, answer.agency) == (None, "DataCite")


def test_many_are_asked_for_in_few_questions_and_each_has_its_answer(server):
    dois = [f"10.1000/W{number}" for number in range(120)]
    dois += ["10.1000/old", ODD, "10.1000/a,b", "10.1000/none", "no DOI", "10.1000/w1", "doi:10.1000/w2"]
    with client(server) as crossref:
        answers = crossref.works(dois)
    assert list(answers) == list(dict.fromkeys(dois))
    assert [own(answers[doi]) for doi in dois[-7:]] == [
        "10.1000/new", ODD, "10.1000/a,b", None, None, "10.1000/w1", "10.1000/w2",
    ]  # fmt: skip
    assert all(own(answers[doi]) == doi.lower() for doi in dois[:120])
    assert server.counts.kinds["array"] == 2
    assert max(map(len, server.counts.lines)) <= 4096
    assert all(times == 1 for doi, times in server.counts.given.items() if doi != "10.1000/new")
    assert server.counts.provoked == 0


def test_limits_are_kept_and_the_pool_is_seen(server):
    with client(server) as crossref:
        assert crossref.pool == ""
        crossref.works([f"10.1000/w{number}" for number in range(60)])
        assert (crossref.pool, crossref.anonymous) == ("polite-array", False)
    assert set(server.counts.agents) == {agent for agent in server.counts.agents if "(mailto:me@example.org)" in agent}
    assert all("mailto=me%40example.org" in line for line in server.counts.lines)


def test_a_lost_address_is_noticed(server):
    server.habits.polite = server.habits.public
    with client(server) as crossref:
        crossref.work("10.1000/w1")
        assert crossref.anonymous
    with client(server, mailto=None) as crossref:
        crossref.work("10.1000/w1")
        assert (crossref.pool, crossref.anonymous) == ("public-single", False)


def test_a_search_gives_the_best_first_with_their_scores(server):
    with client(server) as crossref:
        found = crossref.search(Query(bibliographic="Paper 5"), rows=3)
        assert [answer.DOI for answer in found][:1] == ["10.1000/w5"]
        assert [answer.score for answer in found] == [2.0, 1.0, 1.0]
        assert crossref.search(Query(title="Merged", volume="7", doi_prefix="10.1000/n"), rows=1)[0].score == 1.0
        assert crossref.search(Query(doi_prefix="10.1000/n")) == []
        assert crossref.search(Query(title="Merged"), rows=0) == []


def test_notices_are_found_by_what_they_update_or_by_what_names_them(server):
    with client(server) as crossref:
        assert [answer.DOI for answer in crossref.updates("10.1000/W1")] == ["10.1000/notice"]
        assert [answer.DOI for answer in crossref.updates("10.1000/a,b")] == ["10.1000/notice"]
        assert crossref.updates("10.1000/w2") == []


def test_an_answer_that_still_holds_is_not_sent_again(server):
    server.habits.etags = True
    with client(server) as crossref:
        first = crossref.work("10.1000/w1")
        assert first.etag
        assert crossref.renew(first).message is first.message
        assert server.counts.statuses[304] == 1
        gone = crossref.renew(Answer(DOI="10.1000/none", message=None, by="crossref", at="", etag='"x"'))
        assert not gone.known


@pytest.mark.parametrize(
    "fault",
    ["503", "503-wait", "500-json", "502", "504", "408", "429", "429-bare", "html-200", "cut", "cut-json", "empty",
     "nested", "no-envelope", "reset"],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_a_passing_fault_is_outlived(server, fault, packed):
    server.habits.script = deque([fault, fault])
    server.habits.packed = packed
    with client(server) as crossref:
        assert own(crossref.work("10.1000/w1")) == "10.1000/w1"
    assert server.counts.requests == 3
    assert server.counts.given["10.1000/w1"] == 1


@pytest.mark.parametrize("retry_after", ["seconds", "date", "none"])
def test_a_burst_of_refusals_is_outlived_and_nothing_is_missing(server, retry_after):
    server.habits.retry_after = retry_after
    server.habits.script = deque(["", "429", "429", "429"])
    with client(server) as crossref:
        answers = crossref.works([f"10.1000/w{number}" for number in range(120)])
    assert all(answer.known for answer in answers.values())


def test_a_slow_body_is_waited_for(server):
    server.habits.always = "slow"
    with client(server) as crossref:
        assert crossref.work("10.1000/w1").known


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        ("403", RegistryRefused, "not let in"),
        ("400", RegistryNonsense, "not understood"),
        ("html-404", RegistryNonsense, "not understood"),
        ("304", RegistryNonsense, "no record"),
        ("no-record", RegistryNonsense, "no record"),
        ("other-record", RegistryNonsense, "the record of 10.1000/other"),
        ("other-host", RegistryNonsense, "another server, 192.0.2.1"),
        ("circle", RegistryNonsense, "sent on in a circle"),
        ("429-long", RegistryRefused, "asked too often"),
    ],
)
def test_what_will_not_pass_is_said_at_once(server, fault, kind, said):
    server.habits.always = fault
    with client(server) as crossref, pytest.raises(kind) as caught:
        crossref.work("10.1000/w1")
    assert said in str(caught.value)
    assert "10.1000/w1" in str(caught.value)
    assert server.counts.requests <= 5


def test_a_server_that_is_down_is_soon_left_alone(server):
    server.habits.always = "503"
    dois = [f"10.1000/w{number},{number}" for number in range(40)]
    with client(server) as crossref, pytest.raises(RegistryUnreachable):
        crossref.works(dois)
    # Ten failures shut the house; each of the other threads may have one question under way by then.
    assert 10 <= server.counts.requests < 10 + MOST_AT_ONCE


def test_one_bad_question_does_not_end_the_others(server):
    dois = ["10.1000/w1", "10.1000/w2", "10.1000/a,b"]
    server.habits.script = deque(["400"])  # the single one goes first
    kept: list[Answer] = []
    with client(server) as crossref, pytest.raises(RegistryNonsense, match="not understood"):
        assert list(crossref.stream(dois, keep=kept.extend)) == []
    assert sorted(answer.DOI for answer in kept) == ["10.1000/w1", "10.1000/w2"]


def test_a_batch_that_is_not_understood_is_asked_in_halves(server):
    server.habits.script = deque(["414", "400"])
    with client(server) as crossref:
        answers = crossref.works([f"10.1000/w{number}" for number in range(8)])
    assert all(answer.known for answer in answers.values())


def test_a_list_without_items_is_nonsense(server):
    server.habits.script = deque(["no-record"])
    with client(server) as crossref, pytest.raises(RegistryNonsense, match="holds no list"):
        crossref.search(Query(title="Merged"))


def test_a_list_that_is_sent_elsewhere_is_told_so(server):
    server.habits.script = deque(["other-host"])
    with client(server) as crossref, pytest.raises(RegistryNonsense, match=r"sent on to 192\.0\.2\.1, not followed"):
        crossref.search(Query(title="Merged"))


def test_nobody_listens_there():
    with Crossref("http://127.0.0.1:9", polite=quick()) as crossref, pytest.raises(RegistryUnreachable) as caught:
        crossref.work("10.1000/1")
    assert "no answer" in str(caught.value)


@pytest.mark.parametrize("base_url", ["", "api.crossref.org", "ftp://api.example", "http://a b", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused(base_url):
    with pytest.raises(RegistryError, match="not the address of a server"):
        Crossref(base_url)


@pytest.mark.parametrize("mailto", ["me", "me@", "me@example.org\r\nX: y", "mé@example.org", "<me@example.org>"])
def test_a_mailto_that_is_none_is_refused(mailto):
    with pytest.raises(RegistryError, match="not an e-mail address"):
        Crossref(mailto=mailto)
