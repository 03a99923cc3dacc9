"""``refparse train`` and ``refparse evaluate``: from corrected results to a labeller of one's own."""

from __future__ import annotations

import json
import sys

import pytest

from refparse import cli

RAW = "{who}. {what}. Lancet {year};{volume}:{page}-{page}9."
WHO = (["Tay CH"], ["Lim D", "Savin JA"], ["Kabir DI"], ["Powell RJ", "Tay CH"])
WHAT = ("Calcinosis of the skin", "Lupus in Singapore", "A case of fever", "Fever & bone")


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def labelled(number: int, **members):
    who, what, year = WHO[number % 4], WHAT[number // 4 % 4], str(1950 + number)
    said = {"who": ", ".join(who), "what": what, "year": year, "volume": number + 1, "page": number + 3}
    fields = {
        "author": who, "title": what, "container": "Lancet", "date": year, "volume": str(number + 1),
        "pages": f"{number + 3}-{number + 3}9",
    }  # fmt: skip
    return {"raw": RAW.format(**said), "fields": fields, "split": True} | members


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    file = tmp_path_factory.mktemp("gold") / "made.jsonl"
    rows = [labelled(number) for number in range(30)]
    rows += [labelled(3), labelled(40, license="CC BY-NC"), labelled(41, source="other\x1b")]
    rows[0]["fields"]["volume"] = "999"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def model(gold, tmp_path_factory):
    out = tmp_path_factory.mktemp("model") / "mine.npz"
    assert run("train", gold, "-o", out, "--rendered", 10, "-q") == 0
    return out


def test_what_a_model_was_learnt_from_is_told(gold, tmp_path, capsys):
    out = tmp_path / "mine.npz"
    assert run("train", gold, "-o", out, "--rendered", 10) == 0
    shown = capsys.readouterr()
    size = out.stat().st_size
    assert shown.out.splitlines() == [
        f"wrote {out}, {size / 1000:,.0f} kB",
        "learnt from 31 labelled strings and 10 rendered ones",
        "       30  made",
        "        1  other\\x1b",
        "left out: 1 rows whose licence is neither CC BY nor CC0 (learnt from with --any-license)",
        "left out: 1 rows whose string came before",
        "1 values do not stand in their strings as stated; nothing was learnt from them",
    ]
    assert shown.err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["mine.npz"]


def test_what_a_model_was_learnt_from_as_json(model, gold, tmp_path, capsys):
    out = tmp_path / "other.npz"
    assert run("train", gold, "-o", out, "--rendered", 10, "--any-license", "--seed", 2, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["bytes"]) == (str(out), out.stat().st_size)
    note = told["trained_on"]
    assert (note["sources"], note["left_out"], note["seed"]) == ({"made": 31, "other\x1b": 1}, {"repeated": 1}, 2)
    assert out.read_bytes() != model.read_bytes()


def test_without_gold_rendered_strings_are_enough(tmp_path, capsys):
    assert run("train", "-o", tmp_path / "m.npz", "--rendered", 30) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["learnt from 0 labelled strings and 30 rendered ones"]


def test_as_many_are_rendered_as_is_shipped_unless_it_is_said(monkeypatch, tmp_path):
    from refparse import pipeline

    asked = []

    def train(gold, **how):
        asked.append((gold, how["rendered"], how["seed"], how["any_license"]))
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "train", train, raising=False)
    from refparse.train.recipe import RENDERED

    assert run("train", "-o", tmp_path / "m.npz") == 130
    assert asked == [((), RENDERED, 1, False)]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{gold}"], (2, "Missing option '-o' / '--out'")),
        (["{gold}", "-o", "{gold}"], (2, "is to be learnt from and is not written over")),
        (["{gold}", "-o", "{folder}"], (3, ": a folder; name a file in it")),
        (["{gold}", "-o", "{folder}/none/m.npz"], (3, "none: no such folder")),
        (["none.jsonl", "-o", "{folder}/m.npz"], (3, "none.jsonl: cannot be read")),
        (["-o", "{folder}/m.npz", "--rendered", "0"], (3, "nothing to learn from")),
        (["-o", "{folder}/m.npz", "--rendered", "-1"], (2, "-1 is not in the range x>=0")),
    ],
)
def test_what_cannot_be_trained(arguments, said, gold, tmp_path, capsys):
    code, message = said
    assert run("train", *(one.format(gold=gold, folder=tmp_path) for one in arguments)) == code
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert message in shown.err
    assert list(tmp_path.iterdir()) == []


def test_without_crfsuite_the_remedy_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    assert run("train", "-o", tmp_path / "m.npz") == 3
    assert capsys.readouterr().err == "refparse: training needs python-crfsuite; pip install 'refparse[train]'\n"


# --- evaluate -----------------------------------------------------------------------------


def test_a_table_of_scores(gold, model, capsys):
    assert run("evaluate", gold, "--model", model, "--errors", 1) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["field", "precision", "recall", "F1", "known"]
    assert lines[3].split()[0] == "container"
    assert lines[3].split()[-1] == "33"
    assert not any(line.startswith(("publisher", "pmid")) for line in lines)
    parts = [line.split()[0] for line in lines[lines.index("") + 2 :]][:3]
    assert parts == ["made", "other\\x1b", "all"]
    [first] = [number for number, line in enumerate(lines) if line.startswith("- made#1  Tay CH. Calcinosis")]
    assert lines[first + 1] == "    volume: known 999, read 1"
    assert len(lines) == first + 2


def test_the_table_as_json(gold, model, capsys):
    assert run("evaluate", gold, "--model", model, "--errors", 5, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema", "command", "labeller", "scores", "sources", "errors"]
    assert told["labeller"].startswith("labeller:")
    assert told["scores"]["references"] == 33
    assert told["scores"]["fields"]["volume"]["known"] == 33
    assert set(told["sources"]) == {"made", "other\x1b"}
    assert set(told["scores"]["calibration"]) == {"error", "high", "right_of_high"}
    assert told["errors"][0]["wrong"] == [{"field": "volume", "known": "999", "read": "1"}]


def test_the_shipped_model_is_judged_unless_another_is_named(gold, capsys):
    assert run("evaluate", gold) == 0
    shown = capsys.readouterr().out
    assert "- made#1" not in shown
    assert float(next(line for line in shown.splitlines() if line.startswith("all")).split()[2]) > 0.9


def test_a_model_of_ones_own_reads_strings_and_pages(gold, model, capsys):
    assert run("parse", "--strings", gold, "--json", "--model", model) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["fields"]["container"] == "Lancet"
    page = gold.with_name("page.txt")
    page.write_text("References\n" + "".join(f"{n + 1}. {labelled(n)['raw']}\n" for n in range(4)), encoding="utf-8")
    assert run("parse", page, "--model", model) == 0
    assert "reference list: 4 entries" in capsys.readouterr().out


def test_nothing_to_judge(tmp_path, capsys):
    (tmp_path / "empty.jsonl").touch()
    assert run("evaluate", tmp_path / "empty.jsonl") == 3
    assert "no labelled strings; give JSON Lines of them" in capsys.readouterr().err
    assert run("evaluate") == 2


def test_gold_that_nobody_has_corrected_is_told(tmp_path, capsys):
    refs, rows = tmp_path / "refs.txt", tmp_path / "rows.jsonl"
    refs.write_text(f"{labelled(1)['raw']}\n{labelled(2)['raw']}\n", encoding="utf-8")
    assert run("parse", "--strings", refs, "--json") == 0
    printed = capsys.readouterr().out
    rows.write_text(printed, encoding="utf-8")
    assert run("evaluate", rows) == 0
    assert capsys.readouterr().err.startswith("all rows are what refparse printed, unchanged: ")
    first, second = map(json.loads, printed.splitlines())
    first["fields"]["volume"] = "999"
    del second["by"]
    rows.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", encoding="utf-8")
    assert run("evaluate", rows) == 0
    assert capsys.readouterr().err.startswith(
        '1 of 2 rows were read by refparse, as "by" says, 0 of them just as now: '
    )
    assert run("evaluate", rows, "--json") == 0
    scores = json.loads(capsys.readouterr().out)["scores"]
    assert (scores["read_by_refparse"], scores["unchanged"]) == (1, 0)


def test_the_tenth_that_is_held_back_is_not_counted_as_learnt_from():
    from refparse.cli.train import _lines

    note = {"sources": {"mine": 500}, "rendered": 10, "left_out": {}, "values_not_in_their_string": 0}
    assert list(_lines(note | {"held_back": 50}))[:2] == [
        "learnt from 450 labelled strings and 10 rendered ones",
        "held back: 50 labelled strings, by which confidence is fitted; the sources of all:",
    ]
