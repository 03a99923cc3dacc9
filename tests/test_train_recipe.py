"""The recipe: which strings are learnt from, and that a model can be made again."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest

import refparse
from refparse.errors import RefparseError, SourceError
from refparse.parse.labeller import Labeller
from refparse.parse.model import to_bytes
from refparse.pipeline.training import digest, made_with
from refparse.train.facts import shipped_facts
from refparse.train.gold import read_row, same
from refparse.train.recipe import EMPTY, LICENCE, REPEATED, is_rendered, training_rows, unplaced, usable


def row(raw, number=1, **members):
    members = {"raw": raw, "fields": {"title": raw.partition(".")[0]}} | members
    return read_row(json.dumps(members), file="mine.jsonl", line=number)


def labelled(number):
    people = ["Tay CH", "Lim D", "Savin JA", "Kabir DI", "Powell RJ"][number % 5 :][:2]
    journal = ["Lancet", "Arch Dermatol", "Australas J Dermatol"][number % 3]
    title = ["Calcinosis of the skin", "Lupus in Singapore", "A case of fever"][number // 3 % 3]
    fields = {
        "author": people, "title": title, "container": journal, "date": str(1960 + number), "volume": str(number + 1),
        "pages": f"{number}0-{number}9",
    }  # fmt: skip
    raw = f"{', '.join(people)}. {title}. {journal} {1960 + number};{number + 1}:{number}0-{number}9."
    return {"raw": raw, "fields": fields, "split": True, "source": "made"}


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    file = tmp_path_factory.mktemp("gold") / "made.jsonl"
    rows = [*map(labelled, range(40)), labelled(1), labelled(50) | {"license": "CC BY-NC"}]
    rows.append(labelled(51) | {"fields": {}})
    rows[0]["fields"]["volume"] = "999"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def model(gold):
    told = []
    made = refparse.train([gold], rendered=20, progress=lambda *stage: told.append(stage))
    return made, told


def test_rows_that_are_left_out():
    rows = [row("Skin. 1"), row("SKIN 1"), row("Lupus", license="CC BY-NC"), row("Fever", fields={})]
    kept, left = usable(rows)
    assert ([one["raw"] for one in kept], left) == (["Skin. 1"], {REPEATED: 1, LICENCE: 1, EMPTY: 1})
    kept, left = usable(rows, any_license=True)
    assert ([one["raw"] for one in kept], left) == (["Skin. 1", "Lupus"], {REPEATED: 1, EMPTY: 1})


def test_values_that_do_not_stand_in_the_string():
    fields = {"title": "Skin", "author": ["Tay CH"], "editor": ["Lim D"], "year": "1999", "issue": "7"}
    assert unplaced(row("Tay CH. Skin", fields=fields)) == ("editor", "issue")


def test_strings_to_learn_from():
    facts = shipped_facts()
    rows = [row("Skin. One", 1), row("Lupus. Two", 2), row("skin one", 3)]
    found = training_rows(rows, facts, rendered=30, seed=1)
    assert found == training_rows(rows[:2][::-1], facts, rendered=30, seed=1)
    assert sum(map(is_rendered, found)) == 30
    assert {one.text for one in found if not is_rendered(one)} == {"Skin. One", "Lupus. Two"}
    assert found != training_rows(rows, facts, rendered=30, seed=2)
    title = next(one for one in found if one.values("title")).values("title")
    fewer = training_rows(rows, facts, rendered=30, seed=1, apart={same(" ".join(title))})
    assert 0 < len(found) - len(fewer) < 30


def test_a_model_says_what_it_was_learnt_from(model, gold):
    note = model[0].note
    assert note["gold"] == [{"file": "made.jsonl", "sha256": digest([gold]), "rows": 43}]
    assert note["sources"] == {"made": 40}
    assert note["left_out"] == {"licence": 1, "no field": 1, "repeated": 1}
    assert (note["values_not_in_their_string"], note["rendered"], note["seed"]) == (1, 20, 1)
    assert set(note["versions"]) == {"refparse", "python-crfsuite", "numpy", "scipy"}
    assert set(note["shipped"]) == {"facts", "lexicon", "styles", "words.toml"}
    assert made_with().items() <= note.items()
    assert {stage for stage, _, _ in model[1]} == {"reading what to learn", "learning"}
    assert all(0 <= done <= total for _, done, total in model[1])


def test_the_same_files_give_the_same_bytes(model, gold):
    assert to_bytes(refparse.train([gold], rendered=20)) == to_bytes(model[0])


def test_a_model_reads_what_it_has_learnt_and_is_judged(model, gold):
    told = []
    scores = refparse.evaluate([gold], labeller=Labeller(model[0]), progress=lambda *stage: told.append(stage))
    assert scores.references == len(told) == 43
    assert scores.fields["container"].f1 > 0.8
    assert scores.whole > 0.5
    assert list(scores.sources) == []
    assert refparse.evaluate([gold], labeller=Labeller(model[0])) == scores


def test_rows_of_any_licence_where_they_are_wanted(gold):
    note = refparse.train([gold], rendered=0, any_license=True).note
    assert (note["sources"], note["rendered"]) == ({"made": 41}, 0)


def test_no_gold_is_needed():
    model = refparse.train([], rendered=30)
    assert (model.note["sources"], model.note["rendered"]) == ({}, 30)
    assert Labeller(model).label(["Tay CH. Skin. Lupus 1970;3:1-2."])[0].labels


def test_one_string_is_something_to_learn_from(gold, tmp_path):
    one = tmp_path / "one.jsonl"
    one.write_text(gold.read_text(encoding="utf-8").partition("\n")[0], encoding="utf-8")
    assert dict(refparse.train([one], rendered=0).tables) == {}


def test_confidence_is_fitted_where_some_strings_can_be_spared(gold, monkeypatch):
    from refparse.pipeline import training

    monkeypatch.setattr(training, "_ENOUGH", 40)
    assert set(refparse.train([gold], rendered=0).tables) == {"reference", "fields"}


def test_nothing_to_learn_from_and_nothing_to_judge(tmp_path):
    with pytest.raises(RefparseError, match="nothing to learn from; name a file"):
        refparse.train([], rendered=0)
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no labelled strings"):
        refparse.evaluate([empty])


def test_without_crfsuite_the_remedy_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    assert importlib.util.find_spec("pycrfsuite") is None
    with pytest.raises(RefparseError, match=r"needs python-crfsuite; pip install 'refparse\[train\]'"):
        refparse.train([])


def test_a_platform_whose_random_numbers_cannot_be_begun_anew(monkeypatch, gold):
    from refparse.pipeline import training

    def refuse(_name):
        raise OSError("no such library")

    monkeypatch.setattr(training.ctypes, "CDLL", refuse)
    assert refparse.train([gold], rendered=0).labels
