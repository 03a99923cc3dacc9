"""What each command answers, on the example pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from refparse import cli
from refparse.cli.show import line, people, plain, sentences, year
from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.work import Date, Name, Names, Work

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SPRINGER = next(page for page in PAGES if page.name == "springer.txt")


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("store") / "new" / "library.sqlite"
    assert run("add", "--db", path, *PAGES) == 0
    return path


@pytest.fixture
def store(filled, tmp_path, monkeypatch) -> Path:
    copy = tmp_path / "library.sqlite"
    shutil.copy(filled, copy)
    monkeypatch.setenv("REFPARSE_DB", str(copy))
    monkeypatch.chdir(tmp_path)
    return copy


def answer(capsys, *arguments: object) -> dict:
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_parse_lists_every_entry(capsys):
    assert run("parse", *PAGES) == 0
    shown = capsys.readouterr().out
    assert shown.count("no reference list: ") == 3
    assert "entries in the style springer, all read" in shown
    assert "cited, but the entry is not on this page: " in shown
    assert "  [doi begins 10." in shown


def test_parse_shows_how_far_reading_got(capsys, tmp_path):
    page = tmp_path / "page.txt"
    entries = [
        "1. Tay CH. Lupus of the skin. Lupus. 1970;11:30-41.",
        "2. Nothing here but words, and words after them",
    ]
    page.write_text("\n".join(["References", *entries, ""]), encoding="utf-8")
    assert run("parse", page, "--color", "never") == 0
    shown = capsys.readouterr().out.splitlines()
    at = next(number for number, text in enumerate(shown) if "not read: " in text and text.startswith("  2"))
    assert shown[at + 1].lstrip().startswith("^ expected ")
    assert ", 1 not read" in "\n".join(shown)
    assert run("parse", page, "--to", "jsonl") == 0
    out, err = capsys.readouterr()
    assert len(jsonl.read(out)) == 1
    assert ": reference list: 2 entries" in err


def test_parse_as_json_holds_everything(capsys):
    found = answer(capsys, "parse", SPRINGER)["pages"][0]
    text = SPRINGER.read_text(encoding="utf-8")
    assert found["record"]["kind"] == "springer"
    assert {one["status"] for one in found["references"]} == {"parsed"}
    for one in found["references"]:
        spans = one["reference"]["spans"]
        assert "".join(text[start:end] for start, end in spans) == one["reference"]["text"]
    assert all(text[one["span"][0] : one["span"][1]] == one["text"] for one in found["dropped"])
    magazine = answer(capsys, "parse", SPRINGER.with_name("magazine.txt"))["pages"][0]
    assert magazine["references"] == []
    assert magazine["list"]["reason"]


@pytest.mark.parametrize(
    ("form", "module"), [("bibtex", bibtex), ("ris", riswrite), ("csljson", csljson), ("jsonl", jsonl)]
)
def test_parse_to_a_format(form, module, capsys):
    assert run("parse", *PAGES, "--to", form) == 0
    out, err = capsys.readouterr()
    works = module.read(out)
    assert len({work.key for work in works}) == len(works) > 30
    assert err.count("no reference list: ") == 3
    assert answer(capsys, "parse", *PAGES, "--to", form)["text"] == out


def test_add_says_what_it_merged_and_what_it_would_ask(capsys, tmp_path):
    path = tmp_path / "library.sqlite"
    assert run("add", "--db", path, "--color", "never", *PAGES) == 0
    shown = capsys.readouterr().out
    assert "merged without asking (" in shown
    assert "[springer.txt, the page itself]" in shown
    assert " bits: title exact +" in shown
    assert "the lists of 3 papers are unknown" in shown
    assert run("add", "--db", path, "--color", "never", *PAGES) == 0
    again = capsys.readouterr().out
    assert again.count("(already in the store)") == 5
    assert "merged" not in again
    assert shown.splitlines()[-1] == again.splitlines()[-1]


def test_add_of_a_bad_file_adds_nothing(capsys, tmp_path):
    path, bad = tmp_path / "library.sqlite", tmp_path / "bad.txt"
    bad.touch()
    assert run("add", "--db", path, SPRINGER, bad) == 3
    assert "bad.txt" in capsys.readouterr().err
    assert not path.exists()


def test_add_as_json(capsys, tmp_path):
    found = answer(capsys, "add", "--db", tmp_path / "l.sqlite", *PAGES)
    assert found["command"] == "add"
    assert found["counts"]["papers"] == 5
    assert all(found["records"][verdict["left_id"]]["work"] for verdict in found["merged"])


def test_remove_takes_a_page_out(store, capsys):
    found = answer(capsys, "remove", SPRINGER)
    assert found["removed"]["source"] == str(SPRINGER)
    assert run("remove", SPRINGER) == 2
    assert capsys.readouterr().err.startswith("refparse: no page ")
    assert answer(capsys, "ask", "shared")["answer"] == []
    assert run("ask", "shared") == 0
    assert capsys.readouterr().out.startswith("no work is cited by that many of your papers\n")
    assert store.exists()


@pytest.mark.usefixtures("store")
def test_ask(capsys):
    shared = answer(capsys, "ask", "shared")
    assert len(shared["answer"]) >= 3
    assert len(shared["list_unknown"]) == 3
    work = shared["answer"][0]["work"]["id"]
    citing = answer(capsys, "ask", "citing", work)["answer"]
    assert len(citing["cited_by"]) == 2
    assert len(citing["unknown"]) == 3
    assert run("ask", "citing", work) == 0
    shown = capsys.readouterr().out
    assert "cited by 2 of your papers" in shown
    assert "not known, for want of their lists (3)" in shown
    assert run("ask", "co-cited", work) == 0
    assert "  2 papers cite both: " in capsys.readouterr().out
    assert run("ask", "coupled", citing["cited_by"][0]["citing"]["id"]) == 0
    assert " works are cited by both: " in capsys.readouterr().out
    assert run("ask", "coupled", work) == 0
    assert capsys.readouterr().out.startswith("no other paper whose list is known cites what it cites\n")


@pytest.mark.usefixtures("store")
def test_a_paper_that_does_not_cite_is_kept_apart(capsys):
    entry = answer(capsys, "parse", SPRINGER)["pages"][0]["references"][0]["work"]["title"]
    assert run("ask", "citing", entry) == 0
    assert "does not cite it (1)" in capsys.readouterr().out


@pytest.mark.usefixtures("store")
def test_tag_changes_what_is_shared(capsys):
    work = answer(capsys, "ask", "shared")["answer"][0]["work"]["id"]
    assert run("tag", work, "Case Series", "--because", "three patients") == 0
    assert "  is of the kind Case Series: you said so" in capsys.readouterr().out
    asked = ("ask", "shared", "--kind", "case-series")
    assert work in {row["work"]["id"] for row in answer(capsys, *asked)["answer"]}
    assert run(*asked) == 0
    assert "[case-series]" in capsys.readouterr().out
    found = answer(capsys, "tag", work, "case-series", "--remove")["tag"]
    assert found["holds"] is False
    assert work not in {row["work"]["id"] for row in answer(capsys, *asked)["answer"]}
    assert run("tag", work, "review", "--remove") == 2


@pytest.mark.parametrize(
    ("name", "form", "module"),
    [
        ("m.bib", "bibtex", bibtex),
        ("m.ris", "ris", riswrite),
        ("m.json", "csljson", csljson),
        ("m.jsonl", "jsonl", jsonl),
    ],
)
def test_export_guesses_the_format_and_reads_back(name, form, module, store, capsys):
    assert run("export", "-o", name) == 0
    assert capsys.readouterr().out == f"wrote {name}\n"
    written = (store.parent / name).read_text(encoding="utf-8")
    assert len(module.read(written)) > 40
    assert answer(capsys, "export", "--to", form)["text"] == written
    assert run("export", "-o", name) == 0
    assert sorted(path.name for path in store.parent.iterdir() if name in path.name) == [name]


def test_export_to_standard_output_is_bibtex(store, capsys):
    assert run("export", "--db", store) == 0
    assert len(bibtex.read(capsys.readouterr().out)) > 40


def test_an_input_is_never_written_over(store, capsys, tmp_path):
    page = tmp_path / "page.txt"
    shutil.copy(SPRINGER, page)
    before = page.read_bytes()
    assert run("add", "--db", tmp_path / "l.sqlite", page) == 0
    capsys.readouterr()
    for out in (page, tmp_path / "l.sqlite"):
        assert run("export", "--db", tmp_path / "l.sqlite", "--to", "bibtex", "-o", out) == 2
        assert "is not written over" in capsys.readouterr().err
    assert page.read_bytes() == before
    assert store.exists()


def test_an_export_that_fails_leaves_the_old_file(store, monkeypatch, capsys):
    old = store.parent / "m.bib"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device", ".m.bib.x.tmp")

    monkeypatch.setattr("refparse.cli.export.os.fsync", fail)
    assert run("export", "-o", old) == 3
    assert capsys.readouterr().err == f"refparse: {old}: No space left on device\n"
    assert old.read_text(encoding="utf-8") == "old"
    monkeypatch.undo()
    assert run("export", "--db", store, "-o", old) == 0
    assert old.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in old.parent.glob(".*")] == []


def test_grammar_list_and_check(capsys, tmp_path):
    assert run("grammar", "list") == 0
    assert "springer" in capsys.readouterr().out
    bad = tmp_path / "bad.toml"
    bad.write_text('name = "bad"\n[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n', encoding="utf-8")
    assert run("grammar", "check", bad) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(f"{bad}: ")
    assert "1 grammars checked, 1 with findings" in shown
    shipped = Path(__file__).resolve().parents[1] / "grammars" / "pubmed.toml"
    assert answer(capsys, "grammar", "check", shipped)["findings"] == {str(shipped): []}


def test_grammars_of_the_user_are_read(capsys, tmp_path):
    mine = 'name = "mine"\n[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
    (tmp_path / "mine.toml").write_text(mine, encoding="utf-8")
    found = answer(capsys, "grammar", "list", "--grammars", tmp_path)
    assert "mine" in {one["name"] for one in found["grammars"]}


def test_demo_does_the_main_job(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("demo") == 0
    shown = capsys.readouterr().out
    for said in ("merged without asking", "refparse ask shared", "refparse ask citing", ".demo/merged.bib"):
        assert said in shown
    first = (tmp_path / ".demo" / "merged.bib").read_bytes()
    assert answer(capsys, "demo")["report"]["added"] == []
    assert (tmp_path / ".demo" / "merged.bib").read_bytes() == first


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (Work(), "(it does not say its title)"),
        (Work(title="Skin", issued=Date(literal="in press")), "Skin (in press)"),
        (Work(author=Names(names=(Name(family="Kim"),) * 4), title="Why?"), "Kim, Kim, Kim, et al. Why?"),
        (
            Work(editor=Names(names=(Name(family="Kim"),)), container_title="Lupus", page="3", issued=Date(year=2)),
            "Kim (2). Lupus, 3",
        ),
        (Work(title="Bone", publisher="Raven", issued=Date(month=3)), "Bone. Raven"),
    ],
)
def test_a_work_in_one_line(work, expected):
    assert line(work) == expected


def test_small_words():
    assert people(Names()) == ""
    assert people(Names(et_al=True)) == "et al."
    assert year(None) == ""
    assert sentences() == ""
    assert plain({1: frozenset([2])}) == {"1": [2]}
    assert plain(Path("x")) == "x"


def test_grammar_check_puts_tables_in_order(capsys, tmp_path):
    form = '[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
    example = '[[example]]\ntext = "Skin, 1999"\nissued = "1999"\ntitle = "Skin"\n'
    mine = tmp_path / "mine.toml"
    mine.write_text(f'name = "mine"\n\n{example}\n{form}', encoding="utf-8")
    assert run("grammar", "check", mine) == 1
    assert "tables out of order; say grammar check --fix" in capsys.readouterr().out
    assert run("grammar", "check", "--fix", mine) == 0
    assert "put in order" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == f'name = "mine"\n\n{form}\n{example}'
    assert run("grammar", "check", "--fix", mine) == 0
    assert "put in order" not in capsys.readouterr().err
