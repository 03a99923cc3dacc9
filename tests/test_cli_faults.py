"""``refparse resolve`` on a registry's bad day: every reference ends in a stored state, and nothing is lost."""

from __future__ import annotations

import json
import socket
from collections import Counter
from pathlib import Path

import pytest
from registry_tools import GARDENER, GUBLER, patient_server, unhurried

from refparse import cli
from refparse.graph import Graph
from refparse.resolve import crossref

SPRINGER = Path(__file__).parent / "pages" / "springer.txt"
WHIPPLE = "10.7326/0003-4819-131-2-199907200-00006"
STRINGS = (
    "Gubler JG, Kuster M. Whipple endocarditis: report of four cases. Ann Intern Med. 1999;131(2):112-116.",
    "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol. 1970;11:30-41.",
)
FAILED = "failed: retry after"
RECORDS = 25


@pytest.fixture(autouse=True)
def _quick(monkeypatch, tmp_path):
    monkeypatch.setattr(crossref, "Polite", unhurried)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def server():
    with patient_server() as running:
        yield running


@pytest.fixture
def library(capsys):
    """A page in a store that is opened anew for every look at it."""
    run(capsys, "add", "-q", SPRINGER)

    def look(sql: str) -> list[tuple[object, ...]]:
        with Graph(Path.cwd() / "home" / "library.sqlite", read_only=True) as graph:
            return [tuple(row) for row in graph.store.rows(sql)]

    return look


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def states(library) -> dict[str, int]:
    return dict(library("SELECT state, count(*) FROM resolution GROUP BY state"))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("503", "503"),
        ("html-200", "JSON"),
        ("cut", "peer closed connection"),
        ("reset", "disconnected"),
        ("html-404", "404"),
        ("429-long", "asked too often"),
    ],
)
def test_a_bad_server_leaves_every_reference_for_later(server, library, capsys, fault, words):
    server.habits.always = fault
    code, out, _ = run(capsys, "resolve", "--base-url", server.url, "--json", "-q")
    found = json.loads(out)
    assert code == 4
    assert states(library) == found["store"] == {FAILED: RECORDS}
    assert len(found["resolutions"]) + found["unasked"] == RECORDS
    reasons = [because for (because,) in library("SELECT because FROM resolution")]
    assert any(words in because for because in reasons), reasons[:3]
    assert not any("%20" in because for because in reasons)
    # When all is well again, it goes on, and what was to be waited for is waited for.
    server.habits.always = ""
    early = run(capsys, "resolve", "--base-url", server.url)
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        graph.store.write("UPDATE resolution SET retry_after = '2001'")
    code, out, _ = run(capsys, "resolve", "--base-url", server.url)
    assert (code, states(library)["resolved"], states(library).get(FAILED)) == (0, 2, None), early
    assert sum(states(library).values()) == RECORDS


def test_nobody_at_home(library, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        code, out, err = run(capsys, "resolve", "--base-url", url)
        assert (code, states(library)) == (4, {FAILED: RECORDS})
        assert "gave up: " in out
        assert "what was answered is kept, run it again to go on\nnot asked: " in out
        assert "Traceback" not in err
        Path("refs.txt").write_text("\n".join(STRINGS * 3), encoding="utf-8")
        code, out, _ = run(capsys, "resolve", "--strings", "refs.txt", "--base-url", url, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 4
    assert [(row["raw"], row["state"], row["DOI"]) for row in rows] == [(text, FAILED, None) for text in STRINGS * 3]


def test_a_host_there_is_none(library, capsys, monkeypatch):
    def unknown(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    code, out, _ = run(capsys, "resolve", "--base-url", "http://nowhere.invalid")
    assert (code, states(library)) == (4, {FAILED: RECORDS})
    assert "gave up: " in out


def test_what_was_answered_before_the_fall_is_kept(server, library, capsys):
    server.habits.script.extend(["", "", "", "", "", ""])
    server.habits.always = "503"
    code, out, _ = run(capsys, "resolve", "--base-url", server.url)
    kept = Counter(states(library))
    assert code == 4
    assert 1 <= RECORDS - kept[FAILED] < RECORDS
    assert "gave up: " in out
    answered = [row for row in library("SELECT record_id, state, at FROM resolution") if row[1] != FAILED]
    server.habits.always = ""
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        graph.store.write("UPDATE resolution SET retry_after = NULL")
    assert run(capsys, "resolve", "--base-url", server.url)[0] == 0
    assert set(answered) <= set(library("SELECT record_id, state, at FROM resolution"))
    assert FAILED not in states(library)


@pytest.mark.usefixtures("library")
def test_a_time_to_wait_is_told(server, capsys):
    server.habits.always = "503"
    run(capsys, "resolve", "--base-url", server.url)
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        graph.store.write("UPDATE resolution SET retry_after = '2999-01-01T00:00:00Z'")
    code, out, _ = run(capsys, "resolve", "--base-url", server.url)
    assert code == 4
    assert out.startswith(f"nothing to look for\n{RECORDS} are not asked again before 2999-01-01T00:00:00Z")


def test_a_registry_that_knows_nothing_has_answered(library, capsys):
    with patient_server([]) as empty:
        code, out, _ = run(capsys, "resolve", "--base-url", empty.url)
    assert (code, states(library)) == (0, {"not found": RECORDS})
    reasons = {because for (because,) in library("SELECT because FROM resolution")}
    assert reasons <= {"no candidate was found", "nothing is said of it that could be looked for"}
    assert library("SELECT count(*) FROM resolution WHERE candidate IS NOT NULL") == [(0,)]
    assert "gave up" not in out


def test_nothing_offered_and_nothing_good_enough_are_told_apart(library, capsys):
    other = GUBLER | {
        "DOI": "10.1000/other",
        "volume": "7",
        "page": "1-2",
        "published-print": None,
        "title": ["Whipple"],
    }
    with patient_server([other]) as server:
        code, out, _ = run(capsys, "resolve", "--base-url", server.url)
    assert code == 0
    assert set(states(library)) == {"not found", "refused: evidence"}
    rows = library("SELECT state, candidate, because, weight, evidence FROM resolution")
    for state, candidate, because, weight, evidence in rows:
        refused = state == "refused: evidence"
        assert (candidate == "10.1000/other") == refused
        assert (weight is not None) == refused == (evidence != "[]")
        assert because.startswith("10.1000/other comes nearest, but") == refused
        assert ("; against it: " in because) == refused
    assert "    nearest: Gubler Johannes, " in out
    assert "not found  " in out


def test_offline_without_a_cache(library, capsys):
    code, out, err = run(capsys, "resolve", "--offline", "--json")
    found = json.loads(out)
    assert (code, err, found["gave_up"], found["unasked"]) == (4, "", None, 0)
    assert states(library) == found["states"] == {FAILED: RECORDS}
    because = ": not asked, as the network is off; go online, or name a mirror"
    assert all(row["because"].endswith(because) for row in found["resolutions"])
    code, out, _ = run(capsys, "refresh", "--offline")
    assert (code, out.partition(":")[0]) == (0, "0 of 0 works would change")


@pytest.mark.usefixtures("library")
def test_a_doi_that_its_work_contradicts_is_told(server, capsys):
    assert run(capsys, "resolve", "--base-url", server.url)[0] == 0
    assert "not shown" not in run(capsys, "resolve", "--base-url", server.url)[1]
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        ((registry,),) = graph.store.rows("SELECT id FROM record WHERE origin_id = ?", [WHIPPLE])
        graph.store.write("DELETE FROM work_record WHERE record_id = ?", [registry])
        graph.store.write("UPDATE work SET DOI = '10.1000/another' WHERE DOI = ?", [WHIPPLE])
        graph.store.write("UPDATE record SET DOI = '10.1000/another' WHERE volume = '131' AND origin = 'reference'")
    out = run(capsys, "resolve", "--base-url", server.url)[1]
    assert "found, and not shown, as the work they belong to contradicts them (1)\n" in out
    assert f"  {WHIPPLE}  Gubler JG" in out
    assert "    its work has the DOI 10.1000/another" in out
    (told,) = json.loads(run(capsys, "resolve", "--base-url", server.url, "--json", "-q")[1])["not_shown"]
    assert (told["DOI"], told["shown"]) == (WHIPPLE, "10.1000/another")
    out = run(capsys, "ask", "citing", told["work_id"])[1]
    assert f"{WHIPPLE} was found for it and is not shown: its work has the DOI 10.1000/another" in out
    asked = json.loads(run(capsys, "ask", "citing", told["work_id"], "--json")[1])
    assert asked["not_shown"] == [told]
    assert json.loads(run(capsys, "ask", "citing", GARDENER["DOI"], "--json")[1])["not_shown"] == []
