"""The commands that ask a registry, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from registry_tools import WORKS, patient_server, unhurried
from test_graph_factory import NOMURA, add, make_page

from refparse import cli
from refparse.graph import Graph
from refparse.resolve import crossref
from refparse.work import Work

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SPRINGER = next(page for page in PAGES if page.name == "springer.txt")
WHIPPLE = "10.7326/0003-4819-131-2-199907200-00006"
STRING = (
    "Gubler JG, Kuster M, Dutly F, et al. Whipple endocarditis without overt gastrointestinal disease: report of"
    " four cases. Ann Intern Med. 1999;131(2):112-116."
)


CHANGED = "UPDATE {} SET volume = '7' WHERE volume = '131' AND publisher IS NULL"


@pytest.fixture
def url(monkeypatch, tmp_path):
    monkeypatch.setattr(crossref, "Polite", unhurried)
    monkeypatch.chdir(tmp_path)
    with patient_server() as server:
        yield server.url


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_days_work(url, capsys):
    online = ("--base-url", url, "--mailto", "you@example.org")
    assert run(capsys, "add", "-q", SPRINGER)[0] == 0
    code, out, err = run(capsys, "resolve", *online)
    assert code == 0
    assert err.startswith(f"asking {url.removeprefix('http://')}, which sees reference strings, titles")
    assert "and your address; --offline asks nobody\n" in err
    assert f"{WHIPPLE}  Gubler JG" in out
    assert "looked for 25 of 25: " in out
    assert run(capsys, "resolve", *online)[1].startswith("nothing to look for\nin the store: ")
    code, out, _ = run(capsys, "refresh", *online)
    assert code == 0
    assert "  + publisher        American College of Physicians  (not stated before)" in out
    assert "works would change" in out
    code, out, _ = run(capsys, "refresh", "--write", "--references", *online)
    assert "works were changed" in out
    assert "  + 2 entries of the list deposited with Crossref" in out
    code, out, _ = run(capsys, "check", *online)
    assert code == 1
    assert "entry 19: Gubler" in out
    assert "  retraction on 2001-02-03: 10.1000/notice says so of " in out
    assert "[retraction on 2001-02-03: 10.1000/notice]" in run(capsys, "ask", "citing", WHIPPLE)[1]
    assert "as Crossref's entry r1: " in run(capsys, "ask", "citing", WHIPPLE)[1]
    assert "note = {retraction on 2001-02-03: 10.1000/notice}" in run(capsys, "export")[1]
    code, out, err = run(capsys, "cache", "info")
    assert (code, " answers with records, " in out) == (0, True)
    assert run(capsys, "resolve", "--offline", "--base-url", url, "--again")[2] == ""
    code, out, _ = run(capsys, "cache", "prune", "--json")
    assert json.loads(out)["forgotten"] > 0
    assert " 0 answers with records, 0 without" in run(capsys, "cache", "info")[1]


def test_json_of_each(url, capsys):
    online = ("--base-url", url, "--json", "-q")
    run(capsys, "add", "-q", SPRINGER)
    found = json.loads(run(capsys, "resolve", *online)[1])
    rows = {row["state"]: row for row in found["resolutions"]}
    assert rows["resolved"]["DOI"] is not None
    assert {"confidence", "evidence", "because", "candidate"} <= set(rows["resolved"])
    assert rows["not found"]["DOI"] is None
    assert found["states"] == found["store"]
    found = json.loads(run(capsys, "refresh", *online)[1])
    assert found["written"] is False
    assert {change["decision"] for work in found["works"] for change in work["diff"]["changes"]} >= {"filled", "same"}
    found = json.loads(run(capsys, "check", *online)[1])
    assert {finding["kind"] for row in found["references"] for finding in row["findings"]} >= {"retracted"}


PAGE = f"""References
1. Tay CH. Lupus of the shore. Skin. 1970;11:30-41. doi:{WHIPPLE}
2. {STRING} doi:10.1000/gardener
"""


def test_findings_stand_as_on_the_page_and_say_nothing_twice(url, capsys, tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(PAGE.replace("shore", f"shore of {name[0]}"), encoding="utf-8")
    assert run(capsys, "add", "-q", "a.txt", "b.txt")[0] == 0
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        add(graph, make_page("c.txt", Work(title="Paper C"), [NOMURA, None]))
    code, out, _ = run(capsys, "check", "--base-url", url, "--color", "always")
    lines = out.splitlines()
    entries = [line.partition(", entry ")[2].partition(":")[0] for line in lines if ", entry " in line]
    assert (code, entries) == (1, ["1", "2", "1", "2", "2."])
    assert f"  \x1b[31mits DOI leads to another paper\x1b[0m: {WHIPPLE} is “Whipple Endocarditis" in out
    assert f"the reference describes {WHIPPLE}: “Whipple Endocarditis" in out
    assert "  \x1b[31mretraction on 2001-02-03\x1b[0m: 10.1000/notice says so of " in out
    assert "2 × retracted" in lines[-2]
    assert lines[-1] == "1 entry not read, not checked"
    rows = json.loads(run(capsys, "check", "--base-url", url, "--json", "-q")[1])
    assert rows["counts"]["unread"] == 1
    assert [row["source"] for row in rows["references"] if row["unchecked"]] == ["c.txt"]


def test_a_wrong_doi_beside_the_right_one_is_red(url, capsys, tmp_path):
    (tmp_path / "refs.txt").write_text(f"{STRING} doi:10.1000/gardener\n", encoding="utf-8")
    out = run(capsys, "resolve", "--strings", "refs.txt", "--base-url", url, "--color", "always")[1]
    assert f"\x1b[32m{WHIPPLE}\x1b[0m" in out
    assert "    \x1b[31mthe DOI it prints leads to another paper: 10.1000/gardener\x1b[0m" in out


def test_strings_need_no_library(url, capsys, tmp_path):
    (tmp_path / "refs.txt").write_text(f"{STRING}\n\n???\n", encoding="utf-8")
    code, out, _ = run(capsys, "resolve", "--strings", "refs.txt", "--json", "--base-url", url)
    first, second = map(json.loads, out.splitlines())
    assert (code, first["id"], first["DOI"], first["state"]) == (0, "refs#1", WHIPPLE, "resolved")
    assert first["confidence"] > 0.99
    assert (second["raw"], second["DOI"]) == ("???", None)
    code, out, _ = run(capsys, "resolve", "--strings", "refs.txt", "--base-url", url)
    assert out.startswith(f"1  {WHIPPLE}  Gubler")
    assert run(capsys, "resolve", "refs.txt")[0] == 2
    assert run(capsys, "resolve", "--strings", "nowhere.txt", "--base-url", url)[0] == 3
    assert not (tmp_path / "home" / "library.sqlite").exists()


def test_what_was_not_answered_ends_with_4(capsys, tmp_path, url):
    (tmp_path / "refs.txt").write_text(f"{STRING}\n", encoding="utf-8")
    code, out, err = run(capsys, "resolve", "--strings", "refs.txt", "--offline")
    assert (code, err) == (4, "")
    assert "the network is off" in out
    run(capsys, "add", "-q", SPRINGER)
    assert run(capsys, "resolve", "--offline")[0] == 4
    assert run(capsys, "check", "--offline")[0] == 4
    run(capsys, "resolve", "--base-url", url)
    assert run(capsys, "refresh", "--offline")[0] == 4


def test_a_mirror_needs_no_network(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "part.jsonl").write_text("".join(json.dumps(work) + "\n" for work in WORKS), encoding="utf-8")
    code, out, _ = run(capsys, "mirror", "build", "part.jsonl", "c.mirror", "--references")
    assert (code, out) == (0, "wrote c.mirror: 3 works of 1 part\n")
    code, out, _ = run(capsys, "mirror", "build", "part.jsonl", "c.mirror", "--references")
    assert (code, out) == (0, "nothing new for c.mirror: 3 works of 1 part\n")
    assert "3 works, built " in run(capsys, "mirror", "info", "c.mirror")[1]
    run(capsys, "add", "-q", SPRINGER)
    code, out, err = run(capsys, "resolve", "--mirror", "c.mirror")
    assert (code, err) == (0, "")
    assert WHIPPLE in out
    assert run(capsys, "refresh", "--mirror", "c.mirror", "--write")[0] == 0
    assert run(capsys, "check", "--mirror", "c.mirror")[0] == 1
    (tmp_path / "bad.jsonl").write_bytes(b"\x1f\x8bno gz")
    assert run(capsys, "mirror", "build", "bad.jsonl", "d.mirror")[0] in {1, 3}


def test_questions_are_put_to_a_person(url, capsys, monkeypatch):
    run(capsys, "add", "-q", SPRINGER)
    run(capsys, "resolve", "--base-url", url)
    said = iter(["later", "n"])
    monkeypatch.setattr("click.prompt", lambda *_arguments, **_options: next(said))
    with Graph(Path.cwd() / "home" / "library.sqlite") as graph:
        for table in ("record", "work"):
            graph.store.write(CHANGED.format(table))
    policy = ("--policy", "all=keep", "--policy", "volume=ask", "--base-url", url)
    for _ in range(2):
        out = run(capsys, "refresh", WHIPPLE, "--write", "--ask", *policy)[1]
        assert "  ? volume           7 → 131  (the registry says otherwise)" in out
    # You said no, and that is remembered.
    assert "0 contradictions" in run(capsys, "refresh", WHIPPLE, *policy)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["refresh", "--ask"], "--ask changes what you say yes to; say --write as well"),
        (["refresh", "--references"], "--references adds to the store; say --write as well"),
        (["refresh", "--policy", "title=never"], "say FIELD=keep|fill|replace|ask"),
        (["cache", "prune", "--older-than", "-1"], "-1.0 is not in the range"),
        (["resolve", "--mirror", "nowhere"], "nowhere: there is no mirror"),
        (["resolve", "--base-url", "nonsense"], "'--base-url': not the address of a server; begin with https://; see"),
        (["check", "--base-url", "http://["], "not the address of a server"),
        (["refresh", "--mailto", "nonsense"], "'--mailto': not an e-mail address; name one you read; see"),
    ],
)
def test_slips_are_told(arguments, said, capsys):
    run(capsys, "add", "-q", SPRINGER)
    code, _, err = run(capsys, *arguments)
    assert code == (3 if "nowhere" in arguments else 2)
    assert said in err
    assert err.count("\n") == 1


def test_a_cache_that_is_not_there_yet(capsys, tmp_path):
    code, out, _ = run(capsys, "cache", "info", "--cache", tmp_path / "none")
    assert (code, out) == (0, f"{tmp_path / 'none' / 'crossref.sqlite'}: no answers are kept yet\n")
    assert run(capsys, "cache", "prune", "--cache", tmp_path / "none")[1].endswith("0 answers forgotten\n")
