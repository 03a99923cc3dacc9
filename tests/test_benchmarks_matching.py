"""The benchmark of matching runs, on a gold made here."""

from __future__ import annotations

import gzip
import json

from benchmarks import matching
from benchmarks.weighing import Pair, fit
from refparse.resolve.weights import TABLE

MOLES = {
    "DOI": "10.1000/moles", "type": "journal-article", "title": ["On the skins of moles"], "volume": "100",
    "issue": "4", "page": "417-421",
    "author": [{"family": "Able", "given": "Ann"}], "container-title": ["Archives of Dermatology"],
    "issued": {"date-parts": [[1969]]},
}  # fmt: skip
FERNS = {"DOI": "10.1000/ferns", "title": ["Ferns of the far north"], "author": [{"family": "Fell", "given": "Fay"}]}
RAW = "[1] Able A. On the skins of moles. Archives of Dermatology 1969;100(4):417-421."
REFS = [
    {"id": "a", "raw": RAW, "style": "x", "kind": "rendered", "doi": "10.1000/moles"},
    {
        "id": "b",
        "raw": "[2] Cole C. Rivers of Kent. Lancet 1900;1:2-3.",
        "style": "x",
        "kind": "no-doi",
        "doi": None,
    },
]
SCORER = """
import json, sys
gold = [json.loads(line) for line in open(sys.argv[1])]
found = {row["id"]: row["doi"] for row in map(json.loads, open(sys.argv[2]))}
print([(row["id"], found[row["id"]]) for row in gold])
"""


def _gold(folder):
    (folder / "refs.jsonl").write_text("".join(json.dumps(ref) + "\n" for ref in REFS))
    (folder / "score.py").write_text(SCORER)
    with gzip.open(folder / "targets.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(MOLES) + "\n")
    with gzip.open(folder / "works.jsonl.gz", "wt") as stream:
        stream.write(json.dumps(FERNS) + "\n")
    return str(folder), "--works", str(folder / "works.jsonl.gz")


def test_predictions_and_tables(tmp_path, capfd):
    gold = _gold(tmp_path)
    assert matching.main([*gold, "--predictions", str(tmp_path / "out.jsonl")]) == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(one["id"], one["doi"]) for one in found] == [("a", "10.1000/moles"), ("b", None)]
    printed = capfd.readouterr()
    assert "2 works in the mirror" in printed.err
    assert "('a', '10.1000/moles')" in printed.out


def test_strings_of_one_doi_are_in_one_half():
    halves = {matching.is_unseen({**REFS[0], "id": id_, "raw": id_}) for id_ in "abcdef"}
    removed = {**REFS[1], "removed": REFS[0]["doi"]}
    assert halves == {matching.is_unseen(removed)}
    assert {matching.is_unseen({**REFS[1], "id": id_}) for id_ in "abcdef"} == {True, False}


def test_a_fit_prints_the_table_again(tmp_path, capsys):
    assert matching.main([*_gold(tmp_path), "--fit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    fitted = [row for row in TABLE if not row.field.lower().startswith("doi")]
    assert len(lines) == len(fitted) + 1
    assert lines[-1].startswith("PRIOR = ")


def test_a_fit_finds_what_parts_right_from_wrong():
    fields = dict.fromkeys(row.field for row in TABLE if not row.field.lower().startswith("doi"))
    worst = {field: [row.grade for row in TABLE if row.field == field][-1] for field in fields}
    right, wrong = {**worst, "title": "whole"}, {**worst, "title": "other title"}
    pairs = [Pair(tuple(right.items()), right=True)] * 20 + [Pair(tuple(wrong.items()), right=False)] * 20
    lines = fit(pairs).splitlines()
    weights = {tuple(line.split('"')[1:4:2]): float(line.split(", ")[3]) for line in lines[:-1]}
    assert weights["title", "whole"] > 2 > -2 > weights["title", "other title"]
    assert weights["volume", "exact"] == 0
