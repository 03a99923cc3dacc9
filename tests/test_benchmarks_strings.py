"""The benchmarks of reference strings run, on a gold and a scorer made here; no figure of a clock is looked at."""

from __future__ import annotations

import json
import sys

import pytest

from benchmarks import labelling, parsing
from refparse.parse.labeller import Labeller
from refparse.parse.model import from_bytes
from refparse.train.gold import read_gold, same

#: A scorer in miniature: a reference is right when its title is.
SCORER = """
import json, sys
def score(gold, read):
    wrong = [(one, []) for one in gold if read[one["id"]]["fields"].get("title") != one["fields"].get("title")]
    return {"micro_f1": 0.5, "whole": 1 - len(wrong) / len(gold)}, wrong
if __name__ == "__main__":
    gold, read = ([json.loads(line) for line in open(path, encoding="utf-8")] for path in sys.argv[1:3])
    print("scored", len(gold), len(read), sys.argv[3], flush=True)
    sys.exit(len(gold) != len(read))
"""
TITLES = ("Calcinosis of the skin", "Lupus in Singapore", "A case of fever", "Fever of the bone", "On heat")


def row(number, **members):
    title, year = TITLES[number % 5], str(1950 + number)
    raw = f"Tay CH. {title}. Lancet {year};{number + 1}:3-9."
    fields = {
        "author": ["Tay CH"],
        "title": title,
        "container": "Lancet",
        "date": year,
        "volume": str(number + 1),
        "pages": "3-9",
    }
    return {"id": f"made#{number}", "raw": raw, "fields": fields, "split": True, "source": "grobid"} | members


@pytest.fixture
def gold(tmp_path):
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    rows = [row(number) for number in range(30)]
    rows += [row(number, source="plos", license="CC BY", joined=True) for number in range(30, 35)]
    rows += [row(number, source="plos", license="CC BY-NC") for number in range(35, 40)]
    rows += [row(number, source="excite-en") for number in range(40, 45)]
    # The same string in a source that is left out, printed another way.
    rows.append(row(7, id="plos#7", source="plos", license="CC BY", raw=row(7)["raw"].upper()))
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return file


@pytest.fixture
def rows(gold):
    return list(read_gold(gold))


def test_folds_part_the_strings_and_nothing_recurs(rows):
    plans = list(parsing.folds(rows, 3))
    assert sorted(one["id"] for plan in plans for one in plan.read) == sorted(one["id"] for one in rows)
    for plan in plans:
        assert {same(one["raw"]) for one in plan.train}.isdisjoint(same(one["raw"]) for one in plan.read)
        assert {one["source"] for one in plan.train} <= {"grobid", "plos"}
        assert not any(one.get("license") == "CC BY-NC" for one in plan.train)
        assert len(plan.train) < len(rows) - len(plan.read)


def test_what_is_left_out_is_not_learnt_from(rows):
    plan = parsing.without(rows, ["plos", "excite-en"])
    assert len(plan.read) == 16
    assert {one["id"] for one in plan.train} == {f"made#{number}" for number in range(30)} - {"made#7"}


def test_strings_that_stand_as_printed(rows):
    printed = [one["id"] for one in rows if one["source"] == "plos" and parsing.as_printed(one)]
    assert printed == ["made#35", "made#36", "made#37", "made#38", "made#39", "plos#7"]
    for tail, plain in (("doi: 10.1000/1", True), ("https://doi.org/10.1000/1", True), ("10.1000/1", False)):
        assert parsing.as_printed(row(1, raw=f"Skin. {tail}")) is plain


def test_the_shipped_model_is_judged(gold, tmp_path, capfd):
    out = tmp_path / "read.jsonl"
    assert parsing.main([str(gold), "--predictions", str(out)]) == 0
    shown = capfd.readouterr().out.splitlines()
    assert shown[0] == "scored 46 46 --by-source"
    assert [line[:28].strip() for line in shown[3:-1]] == ["excite-en", "grobid", "plos", "archive, as printed", "all"]
    assert [line.split()[-6] for line in shown[3:-1]] == ["5", "30", "11", "6", "46"]
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == ["id", "fields", "split", "confidence"]
    assert (first["id"], first["fields"]["author"], first["split"]) == ("made#0", ["Tay CH"], True)


def test_every_fold_is_read_by_a_model_of_the_others(gold, tmp_path, capfd):
    keep = tmp_path / "models"
    arguments = [str(gold), "--folds", "2", "--rendered", "5", "--keep", str(keep)]
    assert parsing.main(arguments) == 0
    shown = capfd.readouterr()
    assert shown.out.splitlines()[0] == "scored 46 46 --by-source"
    assert [line.partition(":")[0] for line in shown.err.splitlines()] == ["fold 1 of 2", "fold 2 of 2"]
    models = sorted(keep.iterdir())
    assert len(models) == 2
    assert Labeller(from_bytes(models[0].read_bytes())).model.note["benchmark"] == "fold 1 of 2"
    # Kept models are taken as long as nothing they depend on has changed.
    assert parsing.main(arguments) == 0
    assert capfd.readouterr().out == shown.out
    assert sorted(keep.iterdir()) == models


def test_sources_left_out_are_read(gold, capfd, monkeypatch):
    monkeypatch.setattr(parsing, "in_order", lambda work, plans, jobs: map(work, plans) if jobs == 2 else None)
    assert parsing.main([str(gold), "--leave-out", "plos", "--rendered", "5", "--jobs", "2"]) == 0
    assert capfd.readouterr().out.splitlines()[0] == "scored 11 11 --by-source"


def test_the_scorer_has_the_last_word(gold, capfd):
    (gold.parent / "score.py").write_text(SCORER.replace("len(gold) != len(read)", "7"), encoding="utf-8")
    assert parsing.main([str(gold)]) == 7
    capfd.readouterr()


@pytest.mark.parametrize("arguments", [["--folds", "2", "--leave-out", "plos"], ["--leave-out", "plos,none"]])
def test_wrong_usage(arguments, gold, capfd):
    with pytest.raises(SystemExit):
        parsing.main([str(gold), *arguments])
    capfd.readouterr()


def test_no_scorer(tmp_path):
    with pytest.raises(SystemExit, match="no scorer there"):
        parsing.load_scorer(tmp_path / "score.pl")


# --- labelling ----------------------------------------------------------------------------


def test_speed_is_told_beside_crfsuite(gold, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(labelling, "ROUNDS", 1)
    monkeypatch.setattr(labelling, "STARTS", 1)
    monkeypatch.setattr(labelling, "STRINGS", 20)
    for bars in ({"FASTEST": 0, "TIMES": 0, "START": 99, "MEMORY": 99_999}, {"TIMES": 99_999}):
        for name, bar in bars.items():
            monkeypatch.setattr(labelling, name, bar)
        arguments = [str(gold), "--keep", str(tmp_path / "kept"), "--rendered", "5"]
        assert labelling.main(arguments) == ("TIMES" in bars and len(bars) == 1)
        lines = capfd.readouterr().out.splitlines()
        assert sum("references a CPU second" in line for line in lines) == 5
        assert lines[-2].endswith(" of 20 strings")
        assert lines[-1].startswith("start to first result ")


def test_the_strings_are_mixed(gold):
    texts, others = labelling.mixed([gold])
    assert (len(texts), others) == (46, [])
    assert texts != sorted(texts)


def test_linear_algebra_gets_one_thread(monkeypatch):
    called = []

    class Ran:
        returncode = 3

    monkeypatch.setattr(labelling.subprocess, "run", lambda command, **how: called.append((command, how)) or Ran)
    monkeypatch.setattr(sys, "argv", ["labelling", "gold.jsonl"])
    assert labelling.alone() == 3
    [(command, how)] = called
    assert command[1:] == ["-m", "benchmarks.labelling", "gold.jsonl"]
    assert how["env"]["OMP_NUM_THREADS"] == "1"
