"""``review``, ``undo`` and ``log``: what is shown, what a key does, and what a file of decisions holds."""

from __future__ import annotations

import csv
import io
import json
import re
import sys

import click
import pytest

from refparse import cli
from refparse.cli.beside import beside, marked
from refparse.errors import GraphError
from refparse.reference import Record
from refparse.work import Date, Name, Names, Work

ONE = """References
1. Tay CH. Lupus and calcinosis of the skin. Skin. 1970;11:30-41.
2. Savin JA. Systemic lupus erythematosus. Lancet. 1971;84:191-2.
3. Doe A. =Formulas= and the skin. Gut. 1980;1:1-9.
"""
OTHER = """References
1. Savin J. Systemic lupus erythematosus. Lancet. 1971;84:197-9.
2. Doe A. =Formulas= and the skin. Gut. 1980;1:11-19.
"""


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _library(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REFPARSE_DB", str(tmp_path / "x.sqlite"))
    for name, text in (("one.txt", ONE), ("other.txt", OTHER)):
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert run("add", "one.txt", "other.txt") == 0
    capsys.readouterr()


@pytest.fixture
def keys(monkeypatch):
    """A terminal with somebody at it who presses these keys."""

    def give(pressed: str) -> None:
        left = list(pressed)
        monkeypatch.setattr(click, "getchar", lambda: left.pop(0))
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: True)

    return give


def opened(capsys) -> list[dict]:
    assert run("review", "--json") == 0
    return json.loads(capsys.readouterr().out)["open"]


def about(capsys, family: str) -> list[str]:
    """The two works of this author that may be one."""
    return next(pair["works"] for pair in opened(capsys) if family in json.dumps(pair["left"]))


def test_open_pairs_are_listed_where_nobody_can_press_a_key(capsys):
    assert run("review") == 0
    shown = capsys.readouterr().out
    assert "1 of 2: one work?" in shown
    assert "one.txt, entry 2" in shown
    assert "  title           =  Systemic lupus erythematosus" in shown
    assert re.search(r"  page            A  19‹[0-9-]+›.*\n                  B  19‹[0-9-]+›", shown)
    assert "veto: the pages differ" in shown
    assert shown.endswith("2 pairs to decide\n")


def test_a_key_decides_and_the_next_pair_is_shown(keys, capsys):
    keys("sd")
    assert run("review", "--who", "EK") == 0
    shown = capsys.readouterr().out
    assert "→ one work  [decision 1]" in shown
    assert "→ two works  [decision 2]" in shown
    assert shown.endswith("2 decided, 0 to decide; refparse log lists all, refparse undo takes one back\n")
    assert opened(capsys) == []
    assert run("log", "--json") == 0
    said = [each["line"] for each in json.loads(capsys.readouterr().out)["log"]]
    assert [(line["seq"], line["who"], line["said"]) for line in said] == [(1, "EK", "same"), (2, "EK", "different")]


def test_u_takes_the_last_back_and_shows_it_again(keys, capsys):
    keys("usuxv q")
    assert run("review") == 0
    shown = capsys.readouterr().out
    assert shown.count("1 of 2: one work?") == 3
    assert "→ two versions of one work, kept apart and tied  [decision 3]" in shown
    assert "1 decided, 1 to decide" in shown


def test_q_leaves_the_rest_open(keys, capsys):
    keys("q")
    assert run("review") == 0
    assert "0 decided, 2 to decide" in capsys.readouterr().out


@pytest.fixture
def third(tmp_path, capsys):
    """A third reference to one paper: three works, each of which may be each other."""
    (tmp_path / "third.txt").write_text(OTHER.replace("84:197-9", "84:211-4").replace("1:11-19", "1:1-9"))
    assert run("add", "third.txt") == 0
    capsys.readouterr()
    run("review", *about(capsys, "Doe"), "--say", "different")
    capsys.readouterr()
    assert len(opened(capsys)) == 3


@pytest.mark.usefixtures("third")
def test_what_other_answers_settled_is_not_asked(keys, capsys):
    keys("ss")
    assert run("review") == 0
    assert capsys.readouterr().out.endswith(
        "2 decided, 0 to decide; refparse log lists all, refparse undo takes one back\n"
    )


@pytest.mark.usefixtures("third")
def test_a_question_that_could_only_be_answered_in_one_way_is_not_put(keys, capsys):
    keys("ds")
    assert run("review") == 0
    assert "2 decided, 0 to decide" in capsys.readouterr().out


@pytest.mark.usefixtures("third")
def test_an_answer_that_cannot_be_kept_is_told_and_the_session_goes_on(keys, capsys, monkeypatch):
    from refparse import pipeline

    real, asked = pipeline.decide, []

    def decide(*arguments, **named):
        asked.append(arguments)
        if len(asked) == 1:  # somebody else was quicker
            raise GraphError("that contradicts decision 7; nothing was changed")
        return real(*arguments, **named)

    monkeypatch.setattr(pipeline, "decide", decide, raising=False)
    keys("sss")
    assert run("review") == 0
    shown = capsys.readouterr().out
    assert "that contradicts decision 7" in shown
    assert "2 decided, 0 to decide" in shown


def test_ctrl_c_keeps_what_was_decided(keys, capsys):
    keys("s\x03")
    assert run("review") == 130
    capsys.readouterr()
    assert len(opened(capsys)) == 1


def test_a_pair_is_decided_by_name(capsys):
    [left, right] = opened(capsys)[0]["works"]
    assert run("review", left, right, "--say", "companion", "--because", "one cohort") == 0
    assert capsys.readouterr().out == "decision 1: two works on the same patients, kept apart and tied\n"
    assert len(opened(capsys)) == 1


@pytest.mark.parametrize("arguments", [["a"], ["a", "b"], ["--say", "same"], ["a", "b", "c", "--say", "same"]])
def test_a_pair_is_two_works_and_a_word(arguments, capsys):
    assert run("review", *arguments) == 2
    assert "name two works and say what they are with --say, or neither" in capsys.readouterr().err


def test_undo_opens_the_pair_again(capsys):
    before = opened(capsys)
    assert run("review", *before[0]["works"], "--say", "same") == 0
    assert run("undo", "1", "--because", "two letters") == 0
    assert capsys.readouterr().out.endswith("decision 1 is taken back by line 2\n")
    assert opened(capsys) == before
    assert run("undo", "1") == 2
    assert capsys.readouterr().err == "refparse: decision 1 was taken back by line 2; nothing is left to undo\n"


def test_the_log_tells_who_said_what_of_which(capsys):
    savin = about(capsys, "Savin")
    assert run("review", *savin, "--say", "same", "--who", "EK", "--because", "a reprint") == 0
    assert run("undo", "1") == 0
    assert run("remove", "other.txt") == 0
    capsys.readouterr()
    assert run("log") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("EK  same  (taken back by 2): a reprint")
    assert sorted(lines[1:3]) == [
        "    (no longer in the store)",
        "    Savin JA (1971). Systemic lupus erythematosus. Lancet 84:191-2",
    ]
    assert lines[3].endswith("takes back 1")
    assert lines[-1] == "2 lines"


def test_the_log_as_csv_is_safe_in_a_spreadsheet(capsys):
    assert run("review", *about(capsys, "Doe"), "--say", "same", "--because", '=1+1, "really"') == 0
    capsys.readouterr()
    assert run("log", "--csv") == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["decision"], row["said"], row["because"]) == ("1", "same", '\'=1+1, "really"')
    assert {row["left_read"], row["right_read"]} == {"one.txt, entry 3", "other.txt, entry 2"}
    assert row["takes_back"] == row["taken_back_by"] == ""


def record(**stated: object) -> Record:
    return Record(id="r", work=Work(**stated), origin="reference", origin_id="r", document_id="d")


def test_fields_stand_beside_each_other():
    one = record(title="Calcinosis", author=Names(names=(Name(family="Tay", given="C"),)), issued=Date(year=1970))
    lines = [click.unstyle(line) for line in beside(one, record(title="Calcinoses", volume="3", abstract="long"))]
    assert lines == [
        "  author          A  Tay C",
        "                  B  —",
        "  title           A  Calcinos‹i›s",
        "                  B  Calcinos‹e›s",
        "  issued          A  1970",
        "                  B  —",
        "  volume          A  —",
        "                  B  3",
    ]


def test_what_a_terminal_obeys_is_spelt_out():
    assert click.unstyle(marked("a\x1b[31m", "a")) == "a‹\\x1b[31m›"
