"""The benchmarks run: on the example pages with a gold made here; no figure of a clock is looked at."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import refparse
from benchmarks import seeds, speed
from refparse.errors import SourceError

PAGES = refparse.example_pages()
#: A scorer in miniature: every prediction must be the gold's.
SCORER = """
import json, pathlib, sys
gold, out = map(pathlib.Path, sys.argv[1:3])
files = sorted(gold.glob("*.json"))
wrong = [f.name for f in files if json.loads(f.read_text()) != json.loads((out / f.name).read_text())]
print(f"{len(files) - len(wrong)} of {len(files)}", *wrong)
sys.exit(bool(wrong))
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "pages"
    folder.mkdir(parents=True)
    (folder / "score.py").write_text(SCORER, encoding="utf-8")
    assert seeds.main([str(folder), "--pages", str(PAGES[0].parent), "--predictions", str(folder)]) == 0
    return folder


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_right_gold_ends_with_nothing(gold, capfd):
    capfd.readouterr()
    assert seeds.main([str(gold), "--pages", str(PAGES[0].parent)]) == 0
    assert capfd.readouterr().out == "6 of 6\n"


def test_a_wrong_gold_ends_with_one(gold, capfd):
    path = gold / "springer.json"
    path.write_text(json.dumps(load(path) | {"document": {}}), encoding="utf-8")
    capfd.readouterr()
    assert seeds.main([str(gold), "--pages", str(PAGES[0].parent)]) == 1
    assert capfd.readouterr().out == "5 of 6 springer.json\n"


def test_pages_are_looked_for_beside_the_gold(gold, capfd):
    (gold.parents[1] / "seeds").mkdir()
    page = gold.parents[1] / "seeds" / "note.txt"
    page.write_text("Only prose stands here.", encoding="utf-8")
    out = gold.parent / "out"
    assert seeds.main([str(gold), "--predictions", str(out)]) == 1
    assert load(out / "note.json")["references"] == []
    assert load(out / "cross.json")["nodes"] <= 1
    capfd.readouterr()


def test_a_page_that_cannot_be_read_is_no_silence(gold):
    (gold.parents[1] / "seeds").mkdir()
    (gold.parents[1] / "seeds" / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(SourceError):
        seeds.main([str(gold)])


def test_predictions_have_the_shape_the_scorer_reads(gold):
    page = load(gold / "journals-system.json")
    assert sorted(page) == ["document", "in_text_citations", "references"]
    assert [one["n"] for one in page["references"]] == list(range(1, 20))
    first = page["references"][0]
    assert first["authors"][0] == {"family": "Cahill", "given": "TJ"}
    assert (first["year"], first["et_al"], first["doi_prefix"]) == ("2016", False, "10.1016/S0140-")
    cross = load(gold / "cross.json")
    assert all(set(member) == {"seed", "n"} for cluster in cross["clusters"] for member in cluster)
    assert {len(cluster) for cluster in cross["clusters"]} == {2}


def test_an_entry_nothing_reads_is_predicted_as_it_stands():
    text = "References\n1. Tay CH. Lupus of skin. Lupus. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.\n"
    page = refparse.parse((text + "3. Nothing here but words, and words after them.\n").encode())
    assert seeds.prediction(page)["references"][2] == {"n": 3, "raw": "Nothing here but words, and words after them."}


# --- speed --------------------------------------------------------------------------------

READ = {
    "springer": "Tay CH (1970) Of skin. Lupus 11:30–41",
    "pol-ann-med": "Tay CH. Of skin. Lupus. 1970;11(2):30–41.",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    rows = [{"raw": text + " CrossRef", "raw_clean": text, "year": "1970"} for text in READ.values()]
    (tmp_path / "000.json").write_text(json.dumps({"references": rows}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that moves a microsecond at every look, and one round."""
    ticks = itertools.count()
    monkeypatch.setattr(speed.time, "perf_counter", lambda: next(ticks) * 1e-6)


def test_entries_of_the_gold_and_one_of_pubmeds(tiny):
    assert list(speed.entries(tiny)) == [*READ.items(), ("pubmed", speed.PUBMED)]


def test_a_cut_link_stays_with_its_entry(tmp_path):
    row = {"raw": "A. https://doi.org/10.1....", "raw_clean": "A.", "doi_display": "10.1....", "year": None}
    (tmp_path / "000.json").write_text(json.dumps({"references": [row]}), encoding="utf-8")
    assert next(speed.entries(tmp_path))[1] == "A. https://doi.org/10.1...."


@pytest.mark.parametrize("style", speed.PLAIN)
def test_the_plain_expression_reads_its_style(style):
    text = {**READ, "pubmed": speed.PUBMED}[style]
    assert speed.PLAIN[style].fullmatch(text)


@pytest.mark.usefixtures("quick")
def test_the_table_has_a_row_for_each_style(tiny, capsys):
    grammars = {grammar.name: grammar for grammar in refparse.load_grammars()}
    assert speed.reading(tiny, grammars) is True
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines][:4] == ["style", *READ, "pubmed"]


def test_an_entry_that_is_not_read_is_named(tiny, capsys):
    (tiny / "000.json").write_text(json.dumps({"references": [{"raw": "nothing", "year": "1970"}]}), encoding="utf-8")
    grammars = {grammar.name: grammar for grammar in refparse.load_grammars()}
    assert speed.reading(tiny, grammars) is False
    assert "not read by pol-ann-med: nothing" in capsys.readouterr().out


def test_the_best_of_several_rounds(monkeypatch):
    times = iter([0.0, 5.0, 5.0, 6.0, 6.0, 9.0])
    monkeypatch.setattr(speed.time, "perf_counter", lambda: next(times))
    assert speed.best(lambda: None, 3) == 1.0


@pytest.mark.usefixtures("quick")
def test_the_worst_case_of_each_grammar_is_printed(monkeypatch, capsys):
    monkeypatch.setattr(speed, "HOSTILE", ("a" * 50,))
    (grammar,) = (one for one in refparse.load_grammars() if one.name == "pubmed")
    speed.hostile([grammar])
    assert capsys.readouterr().out.startswith("pubmed ")


@pytest.mark.usefixtures("quick")
def test_main_ends_with_one_when_something_is_not_kept(tiny, monkeypatch, capsys):
    monkeypatch.setattr(speed, "hostile", lambda _grammars: None)
    monkeypatch.setattr(speed, "starting", lambda: None)
    assert speed.main(["--gold", str(tiny)]) == 0
    (tiny / "000.json").write_text(json.dumps({"references": [{"raw": "nothing", "year": "1970"}]}), encoding="utf-8")
    assert speed.main(["--gold", str(tiny)]) == 1
    capsys.readouterr()


def test_the_start_is_timed_beside_a_bare_import(monkeypatch, capsys):
    monkeypatch.setattr(speed, "best", lambda action, _rounds: action() or 0.1)
    called: list[list[str]] = []
    monkeypatch.setattr(speed.subprocess, "run", lambda command, **_: called.append(command))
    speed.starting()
    assert called[0] == [sys.executable, "-c", "import click"]
    assert called[1][1:] == ["--help"]
    assert capsys.readouterr().out.endswith("1.00 times\n")
