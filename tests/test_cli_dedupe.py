"""refparse dedupe: what is planned, written and refused, and how it ends."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dedupe_tools import KIM, LEE, bib, part, ris

from refparse.cli import main
from refparse.formats import bibtex, riswrite


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REFPARSE_DB", "store.sqlite")
    (tmp_path / "a.bib").write_bytes(bib(kim=KIM, lee=LEE, one=part("I", "1--9")))
    (tmp_path / "b.ris").write_bytes(ris(KIM, part("II", "10--19"), LEE | {"pages": "97--102"}))
    return tmp_path


def run(capsys, *arguments):
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_plan_says_what_would_be_merged_and_ends_with_1(files, capsys):
    code, out, _ = run(capsys, "dedupe", "a.bib", "b.ris", "--color", "never")
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == "a.bib: BibTeX library"
    assert "one work each (1), the most doubtful first" in lines
    assert "kept apart, and tied (2)" in lines
    assert "      part: the titles name different parts or numbers" in lines
    assert "not merged; is it the same work? (1)" in lines
    assert lines[-1] == "6 records identified − 0 not readable − 1 duplicates = 5 works; 1 pairs to decide"
    assert sorted(path.name for path in files.iterdir()) == ["a.bib", "b.ris"]


def test_nothing_found_ends_with_0(files, capsys):
    (files / "lee.bib").write_bytes(bib(LEE))
    code, out, _ = run(capsys, "dedupe", "lee.bib", "--quiet")
    assert (code, out.splitlines()) == (
        0,
        [
            "lee.bib: 1 records; works that no other source has: 1",
            "1 records identified − 0 not readable − 0 duplicates = 1 works; 0 pairs to decide",
        ],
    )


def test_one_list_is_written_and_every_old_key_is_told(files, capsys):
    code, out, _ = run(capsys, "dedupe", "a.bib", "b.ris", "-o", "merged.bib", "--map", "keys.csv")
    assert (code, out.splitlines()[-2:]) == (0, ["wrote merged.bib", "wrote keys.csv"])
    assert (files / "merged.bib").read_text().count("@article") == 5
    with (files / "keys.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["source"], row["record"], row["key"], row["kept_key"], row["merged"]) for row in rows] == [
        ("a.bib", "1", "kim", "kim", "yes"),
        ("a.bib", "2", "lee", "lee", "no"),
        ("a.bib", "3", "one", "one", "no"),
        ("b.ris", "1", "", "kim", "yes"),
        ("b.ris", "2", "", "roe1990stones", "no"),
        ("b.ris", "3", "", "lee2004tumoral", "no"),
    ]


def test_the_list_is_the_same_as_ris(files, capsys):
    for name in ("merged.bib", "merged.ris"):
        assert run(capsys, "dedupe", "a.bib", "b.ris", "-o", name)[0] == 0
    works = riswrite.read((files / "merged.ris").read_text())
    assert len(works) == 5
    assert works == bibtex.read((files / "merged.bib").read_text())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.bib", "--apply"], "files are never written over; name a new one with -o, or add them to a store"),
        (["-o", "x.bib"], "-o and --map write what FILES come to; refparse export does so for the store"),
        (["a.bib", "-o", "a.bib"], "a.bib is read and is not written over; name another file"),
        (["a.bib", "--map", "a.bib"], "a.bib is read and is not written over; name another file"),
        (["a.bib", "-o", "x.bib", "--map", "./x.bib"], "x.bib cannot hold both; name another file"),
        (["a.bib", "--map", "store.sqlite"], "store.sqlite is read and is not written over; name another file"),
        (["a.bib", "--rules", "mine.toml", "--map", "mine.toml"], "mine.toml is read and is not written over; name"),
        (["a.bib", "-o", "x.doc"], "x.doc: what format is that? say --to bibtex, ris, csljson, jsonl"),
        (
            ["a.bib", "--rules", "none.toml"],
            "Invalid value for '--rules': File 'none.toml' does not exist",
        ),
    ],
)
def test_wrong_usage(files, capsys, arguments, said):
    for name in ("store.sqlite", "mine.toml"):
        (files / name).write_text("precious")
    before = (files / "a.bib").read_bytes()
    code, _, err = run(capsys, "dedupe", *arguments)
    assert (code, said in err) == (2, True), err
    assert (files / "a.bib").read_bytes() == before
    assert {(files / name).read_text() for name in ("store.sqlite", "mine.toml")} == {"precious"}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are others there")
def test_a_link_stays_one_and_what_is_no_file_is_not_replaced(files, capsys):
    (files / "target.bib").write_text("old")
    (files / "link.bib").symlink_to("target.bib")
    assert run(capsys, "dedupe", "a.bib", "-o", "link.bib")[0] == 0
    assert ((files / "link.bib").is_symlink(), "@article" in (files / "target.bib").read_text()) == (True, True)
    os.mkfifo(files / "pipe.bib")
    code, _, err = run(capsys, "dedupe", "a.bib", "-o", "pipe.bib")
    assert (code, err) == (
        3, "refparse: pipe.bib: not a file; name another; without -o the result goes to standard output\n",
    )  # fmt: skip


@pytest.mark.usefixtures("files")
def test_the_store_tells_every_old_key_at_export(capsys):
    run(capsys, "add", "a.bib", "b.ris")
    assert run(capsys, "export", "-o", "all.bib", "--map", "keys.csv")[0] == 0
    with Path("keys.csv").open(newline="", encoding="utf-8") as stream:
        rows = {(row["source"], row["record"]): (row["key"], row["kept_key"]) for row in csv.DictReader(stream)}
    assert rows["a.bib", "1"] == ("kim", "kim")
    assert rows["b.ris", "1"] == ("", "kim")
    assert rows["b.ris", "3"] == ("", "lee2004tumoral")
    code, _, err = run(capsys, "export", "-o", "all.bib", "--map", "all.bib")
    assert (code, "all.bib cannot hold both; name another file" in err) == (2, True)


@pytest.mark.usefixtures("files")
def test_every_pair_as_csv(capsys):
    code, out, _ = run(capsys, "dedupe", "a.bib", "b.ris", "--csv")
    rows = list(csv.DictReader(out.splitlines()))
    assert code == 1
    assert [row["decision"] for row in rows] == ["merged", "asked", "tied: version", "tied: part"]
    read = (rows[0]["left_read"], rows[0]["right_read"])
    assert (rows[0]["work"], read) == ("kim", ("a.bib, record 1", "b.ris, record 1"))
    assert rows[1]["because"].endswith("veto: the pages differ")


def test_a_search_that_found_nothing_counts_as_a_source(files, capsys):
    (files / "cinahl.ris").write_bytes(b"")
    code, out, _ = run(capsys, "dedupe", "a.bib", "cinahl.ris", "-q", "--color", "never")
    assert code == 0
    assert "cinahl.ris: 0 records; works that no other source has: 0" in out.splitlines()


@pytest.mark.usefixtures("files")
def test_json_says_all_of_it(capsys):
    code, out, _ = run(capsys, "dedupe", "a.bib", "b.ris", "--json")
    said = json.loads(out)
    assert (code, said["prisma"]["works"], said["merged"][0]["places"], said["written"]) == (1, 5, [0, 3], [])
    assert said["records"]["3"]["read"] == "b.ris, record 1"
    assert said["asked"][0]["verdict"]["vetoes"] == ["the pages differ"]


@pytest.mark.usefixtures("files")
def test_the_store_is_planned_then_changed(capsys):
    run(capsys, "add", "a.bib", "b.ris")
    code, out, _ = run(capsys, "dedupe", "--color", "never")
    assert (code, out.splitlines()[-1]) == (
        1, "by the rules 2026.2 librarian; the store was not changed; --apply changes it",
    )  # fmt: skip
    code, out, _ = run(capsys, "dedupe", "--preset", "recall", "--apply", "--color", "never")
    assert (code, out.splitlines()[-1]) == (0, "by the rules 2026.2 recall; the store was changed")
    code, out, _ = run(capsys, "dedupe", "--csv")
    decisions = [row["decision"] for row in csv.DictReader(out.splitlines())]
    assert decisions == ["merged", "asked", "tied: version", "tied: part"]
    code, out, _ = run(capsys, "dedupe", "--json")
    assert (json.loads(out)["rules"], json.loads(out)["applied"]) == ("2026.2 recall", False)


@pytest.mark.usefixtures("files")
def test_the_csv_of_a_store_has_what_people_said(capsys):
    run(capsys, "add", "a.bib", "b.ris")
    [asked] = json.loads(run(capsys, "review", "--json")[1])["open"]
    said = ("--say", "companion", "--who", "EK", "--because", "same patients")
    assert run(capsys, "review", *asked["works"], *said)[0] == 0
    rows = list(csv.DictReader(run(capsys, "dedupe", "--csv")[1].splitlines()))
    [row] = [row for row in rows if row["decision"].startswith("said")]
    assert (row["decision"], row["because"]) == ("said: companion", "EK: same patients")
    assert {row["left_read"], row["right_read"]} == set(asked["read"])
    run(capsys, "remove", "b.ris")
    rows = list(csv.DictReader(run(capsys, "dedupe", "--csv")[1].splitlines()))
    [row] = [row for row in rows if row["decision"].startswith("said")]
    assert "no more in the store" in {row["left_read"], row["right_read"]}


def test_works_that_would_change_are_shown(files, capsys):
    mine = files / "mine.toml"
    from importlib.resources import files as package

    mine.write_text((package("refparse.match") / "rules.toml").read_text().replace("same = 2.0", "same = 99.0"))
    run(capsys, "add", "a.bib", "b.ris")
    code, out, _ = run(capsys, "dedupe", "--rules", "mine.toml", "--color", "never")
    assert (code, "would be parted (1)" in out.splitlines()) == (1, True)
    run(capsys, "dedupe", "--rules", "mine.toml", "--apply")
    code, out, _ = run(capsys, "dedupe", "--preset", "librarian", "--apply", "--color", "never")
    assert (code, "joined (1)" in out.splitlines()) == (0, True)


@pytest.mark.usefixtures("files")
def test_pairs_judged_by_older_rules_are_told_of(capsys):
    run(capsys, "add", "a.bib", "b.ris")
    with closing(sqlite3.connect("store.sqlite")) as connection:
        connection.execute("UPDATE verdict SET rules = '2024.9 librarian'")
        connection.commit()
    Path("lee.bib").write_bytes(bib(LEE))
    _, out, _ = run(capsys, "add", "-q", "lee.bib")
    assert (
        "some pairs were judged by older rules (2024.9 librarian); refparse dedupe judges all again" in out.splitlines()
    )
    run(capsys, "dedupe", "--apply")
    Path("kim.bib").write_bytes(bib(KIM))
    assert "older rules" not in run(capsys, "add", "-q", "kim.bib")[1]


@pytest.mark.usefixtures("files")
def test_no_store_is_said(capsys):
    code, _, err = run(capsys, "dedupe")
    assert (code, err) == (3, "refparse: store.sqlite: no store here; add a page first\n")
