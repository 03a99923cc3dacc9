"""What models of half the gold show of the other half."""

from __future__ import annotations

import numpy as np
import pytest

from refparse.parse.labeller import Labeller
from refparse.parse.model import Weights
from refparse.train.calibrate import agreeing, calibrated, wanted
from refparse.train.gold import read_row
from refparse.train.halves import by_source, learn_from_halves
from refparse.train.learn import learn, learn_calibrated
from refparse.train.lexicon import read_lexicon
from refparse.train.rank import examples
from refparse.train.recipe import is_rendered, training_rows

WHO = ("Tay CH", "Lim D", "Kabir DI", "Powell RJ", "Savin JA")
WHAT = ("Calcinosis of the skin", "Lupus in Singapore", "A case of fever", "Fever. A study", "Bone and skin")
WHERE = ("Lancet", "Arch Dermatol", "Skin", "J. Bone")


def made(number: int):
    who, what, where = WHO[number % 5], WHAT[number // 5 % 5], WHERE[number // 25 % 4]
    year, volume, page = str(1950 + number % 60), str(number + 1), str(number + 300)
    raw = f"{who}. {what}. {where} {year};{volume}:{page}."
    if number % 2:
        raw = f"{who} ({year}) {what}. {where} {volume}, {page}"
    source = ("one-a", "one-b", "two", "three")[number % 4]
    row = read_row('{"raw": "x", "fields": {}}', file="a", line=1)
    fields = {"author": [who], "title": what, "container": where, "date": year, "volume": volume, "pages": page}
    return row | {"id": f"{source}#{number}", "source": source, "raw": raw, "fields": fields, "split": True}


@pytest.fixture(scope="module")
def gold():
    return [made(number) for number in range(120)]


@pytest.fixture(scope="module")
def rows(gold):
    return training_rows(gold, [], rendered=60, seed=1)


def brief(some, _which=""):
    return learn(some, read_lexicon(), note={}, parameters={"c2": 1.0, "max_iterations": 3, "feature.minfreq": 1})


def test_halves_by_source_share_none_and_kin_stay_together(gold) -> None:
    left, right = by_source(gold)
    assert {row["source"] for row in left} == {"one-a", "one-b"}
    assert {row["source"] for row in right} == {"two", "three"}
    assert by_source([row for row in gold if row["source"].startswith("one")]) == []


def test_no_model_learns_from_what_it_is_to_read(gold, rows) -> None:
    learnt = []

    def half(some, which):
        learnt.append((which, {row.text for row in some if not is_rendered(row)}, sum(map(is_rendered, some))))
        return brief(some)

    ranking, strangers = learn_from_halves(rows, gold, half)
    texts = {row["raw"] for row in gold}
    assert [which for which, _, _ in learnt] == [f"half {number} of 4" for number in (1, 2, 3, 4)]
    assert learnt[0][1] == {row["raw"] for row in gold[1::2]}
    assert learnt[0][1] | learnt[1][1] == texts == learnt[2][1] | learnt[3][1]
    assert all(0 < rendered < 30 for _, _, rendered in learnt)
    assert ranking.keys
    for (model, some), (_, known, _) in zip(strangers, learnt[2:], strict=True):
        assert known.isdisjoint(row["raw"] for row in some)
        assert model.ranking.keys


def test_rivals_are_judged_by_the_gold(gold, rows) -> None:
    labeller = Labeller(brief(rows[:40]))
    [first, *_] = examples(labeller, gold)
    assert first.scores.max() == 0.0
    for string in np.unique(first.strings).tolist():
        assert first.best[first.strings == string].any()


def test_what_agrees_is_told_field_by_field(gold, rows) -> None:
    labeller = Labeller(brief(rows))
    row = gold[0]
    [labelling] = labeller.label([row["raw"]])
    right = labelling._replace(labels=["author-family", "author-given", *["title"] * 4, "container-title",
                                       "issued", "volume", "page"])  # fmt: skip
    assert agreeing(row, wanted(row), right, labeller.model) == [True] * 6
    wrong = right._replace(labels=[*right.labels[:-2], "page", "volume"])
    assert agreeing(row, wanted(row), wrong, labeller.model) == [True, True, True, False, True, False]
    assert wanted(row)["pages"] == "300"


def test_a_model_made_twice_is_the_same(gold, rows) -> None:
    parameters = {"c2": 1.0, "max_iterations": 3, "feature.minfreq": 1}
    told = []
    model = learn_calibrated(
        rows, gold, read_lexicon(), note={}, parameters=parameters, progress=lambda stage, *_: told.append(stage)
    )
    assert model.ranking.keys
    assert set(model.tables) == {"reference", "fields"}
    stages = list(dict.fromkeys(told))
    assert stages[:2] == ["reading what to learn (half 1 of 4)", "learning (half 1 of 4)"]
    assert stages[-2:] == ["reading what to learn", "learning"]
    read = Labeller(model).label([row["raw"] for row in gold])
    assert all(0 < one.choice <= 1 for one in read)


def test_without_gold_there_is_nothing_to_fit(rows) -> None:
    model = learn_calibrated([row for row in rows if is_rendered(row)], [], read_lexicon(), note={},
                             parameters={"max_iterations": 2})  # fmt: skip
    assert model.ranking.keys == Weights.of({}).keys == ()
    assert model.tables == calibrated([]) == {}
