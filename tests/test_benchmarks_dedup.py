"""The benchmark of duplicates on a set small enough to read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from benchmarks import dedup, dedup_fit, dedup_scale
from benchmarks.dedup_sets import people, read_set

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "dedup"
ROWS = [
    {"title": "Bone loss in lupus of children", "author": "Lee, A. and Roy, B.", "year": "2001", "volume": "5"},
    {"title": "Bone loss in lupus of children.", "author": "Lee A.Roy B.", "year": "2001", "volume": "5(2)"},
    {"title": "Rickets of rats in long winters", "author": "Dan Suciu, Werner Nutt", "year": "1999"},
]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "tiny"
    place.mkdir()
    said = {"journal": "Journal of Bones", "pages": "10-19"}
    rows = [{"id": f"r{n}", **row, **(said if "volume" in row else {})} for n, row in enumerate(ROWS)]
    (place / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (place / "truth.csv").write_text("id,cluster,kind\nr0,a,plain\nr1,a,plain\nr2,b,part\n", encoding="utf-8")
    if GOLD.exists():
        (tmp_path / "score.py").write_bytes((GOLD / "score.py").read_bytes())
    return place


@pytest.mark.skipif(not GOLD.exists(), reason="the scorer lies beside the gold, which is not here")
def test_a_set_is_scored_by_itself_and_with_every_question_answered(folder, tmp_path, capsys):
    assert dedup.main([str(folder), "--oracle", "--predictions", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:4] == ["tiny", "1.0000", "1.0000", "0"]
    with (tmp_path / "out" / "tiny.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert rows[0]["cluster"] == rows[1]["cluster"] != rows[2]["cluster"]


def test_weights_are_fitted_and_told_heaviest_first(folder, capsys):
    assert dedup_fit.main([str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("prior = ")
    assert '[weights.title]\n"exact" = ' in told


def test_near_misses_are_counted_by_kind(folder, capsys):
    assert dedup_scale.main([str(folder)]) == 0
    told = capsys.readouterr().out
    assert "recall 1.0000" in told
    assert "part" in told.splitlines()[3]
    assert dedup_scale.near_misses([["a", "b"], ["a"]], {"a": "plain", "b": "part"}) == [
        ("part", 1, 1),
        ("plain", 1, 1),
    ]


def test_names_are_read_whichever_way_they_are_written(folder):
    _, works, _ = read_set(folder)
    assert [[name.family for name in work.author.names] for work in works] == [
        ["Lee", "Roy"],
        ["Lee", "Roy"],
        ["Suciu", "Nutt"],
    ]
    assert [(name.family, name.given) for name in people("drucker, h, schapire, r").names] == [
        ("drucker", "h"),
        ("schapire", "r"),
    ]
