"""What the commands say when a call is a little off, and how little they say when asked to be quiet."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import click
import pytest

from refparse import cli, pipeline
from refparse.cli.add import pending_lines
from refparse.graph import Graph

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("store") / "library.sqlite"
    assert run("add", "-q", "--db", path, *PAGES) == 0
    return path


@pytest.fixture(autouse=True)
def store(filled, tmp_path, monkeypatch, capsys) -> Path:
    copy = tmp_path / "library.sqlite"
    shutil.copy(filled, copy)
    monkeypatch.setenv("REFPARSE_DB", str(copy))
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return copy


@pytest.mark.parametrize("question", ["citing", "co-cited", "coupled"])
def test_a_work_is_named_in_one_word_or_several(question, capsys):
    said = []
    for words in (["gubler 1999"], ["gubler", "1999"], ["1999", "Gubler"]):
        assert run("ask", question, *words, "--json") == 0
        said.append(capsys.readouterr().out)
    assert len(set(said)) == 1
    assert run("ask", question) == 2
    assert capsys.readouterr().err.startswith("refparse: Missing argument 'WORK...'")


def test_the_kind_of_a_tag_is_the_last_word(capsys):
    for words in (["gubler 1999"], ["gubler", "1999"]):
        assert run("tag", *words, "three cases", "--json") == 0
        assert json.loads(capsys.readouterr().out)["tag"]["kind"] == "three cases"


@pytest.mark.parametrize("kind", ["", "  ", "case-series,review"])
def test_a_tag_names_one_kind(kind, capsys):
    assert run("tag", "gubler", kind) == 2
    said = capsys.readouterr().err
    assert (
        said == f"refparse: Invalid value for 'KIND': {kind!r} is not the name of one kind; see refparse tag --help\n"
    )


def test_a_kind_nobody_has_is_no_error_but_a_note(store, capsys):
    assert run("ask", "shared", "--kind", "case-serie") == 0
    out, err = capsys.readouterr()
    assert out.startswith("no work is cited by that many of your papers\n")
    assert err.startswith('no work is of the kind "case-serie"; there are ')
    assert "case-series" in err
    assert err.count("\n") == 1
    assert run("ask", "shared", "--kind", "Case Series") == 0
    assert capsys.readouterr().err == ""
    assert run("ask", "shared", "--kind", "case-report", "--min", "9") == 0
    assert capsys.readouterr().err == ""
    assert run("ask", "shared", "--kind", "case-serie", "-q") == 0
    assert capsys.readouterr().err == ""
    assert store.exists()


def test_where_no_work_has_a_kind(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("References\n1. Tay CH. Lupus of the skin. Lupus. 1970;11:30-41.\n", encoding="utf-8")
    assert run("add", "--db", "l.sqlite", page) == 0
    capsys.readouterr()
    assert run("ask", "shared", "--kind", "review", "--db", "l.sqlite") == 0
    assert capsys.readouterr().err == 'no work is of the kind "review"; no work has a kind yet\n'


@pytest.mark.parametrize("call", ["parse", "add", "grammar list"])
def test_grammars_asked_for_must_be_there(call, tmp_path, capsys):
    (tmp_path / "file").touch()
    pages = [] if call == "grammar list" else [PAGES[0]]
    for place, what in (("nosuchdir", "does not exist"), ("file", "is a file")):
        assert run(*call.split(), *pages, "--grammars", place) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert f"'{place}' {what}" in err
        assert err.count("\n") == 1


def test_a_grammar_of_the_user_stands_in_for_a_shipped_one(tmp_path, capsys):
    mine = 'name = "mine"\nreplaces = "pubmed"\n[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    assert run("grammar", "list", "--grammars", folder, "--json") == 0
    names = [one["name"] for one in json.loads(capsys.readouterr().out)["grammars"]]
    assert names[-1] == "mine"
    assert "springer" in names
    assert "pubmed" not in names


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("nosuch/m.bib", "refparse: nosuch: no such folder; make it first, or name another\n"),
        ("page.bib/m.bib", "refparse: page.bib: no such folder; make it first, or name another\n"),
        ("folder.bib", "refparse: folder.bib: a folder; name a file in it\n"),
    ],
)
def test_an_export_to_nowhere_names_the_place(out, said, store, capsys):
    before = store.read_bytes()
    Path("page.bib").touch()
    Path("folder.bib").mkdir()
    assert run("export", "-o", out) == 3
    assert capsys.readouterr() == ("", said)
    assert store.read_bytes() == before


def test_a_quiet_add_says_how_large_the_store_is(capsys):
    assert run("add", "-q", "--db", "l.sqlite", *PAGES) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "merged without asking" not in out
    assert ": springer page" not in out
    assert out.splitlines()[-1].startswith("the store holds 5 papers, ")
    assert run("add", "-q", "--db", "l.sqlite", *PAGES) == 0
    assert capsys.readouterr().out.startswith("the store holds 5 papers, ")


def test_a_quiet_add_says_what_is_left_to_a_person():
    pages = [pipeline.parse(page) for page in PAGES]
    with Graph(":memory:") as graph:
        report = pipeline.add(graph, pages)
    said = list(pending_lines(replace(report, asked=report.merged[:1])))
    assert click.unstyle(said[0]) == "not merged; is it the same work? (1)"
    assert "[springer.txt, " in said[1] + said[2]
    assert len(said) == 5
    assert said[4].startswith("the store holds 5 papers, ")


def test_a_folder_of_grammars_is_checked_whole(tmp_path, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    assert run("grammar", "check", folder) == 3
    assert capsys.readouterr().err == f"refparse: {folder}: no .toml file in this folder; name another\n"
    for name in ("a", "b"):
        form = 'type = "book"\ntemplate = "{title:any}, {issued:year}"\n'
        (folder / f"{name}.toml").write_text(f'name = "{name}"\n\n[[form]]\n{form}', encoding="utf-8")
    (folder / "notes.txt").write_text("no grammar", encoding="utf-8")
    assert run("grammar", "check", folder, "--json") == 1
    assert list(json.loads(capsys.readouterr().out)["findings"]) == [str(folder / "a.toml"), str(folder / "b.toml")]


@pytest.mark.parametrize(
    ("content", "what"),
    [(None, "no such file"), (b"", "no text in it"), (b"\x00\x01\x02" * 900, "binary data, not text")],
)
def test_a_grammar_that_cannot_be_read_is_spoken_of_as_one(content, what, tmp_path, capsys):
    file = tmp_path / "mine.toml"
    if content is not None:
        file.write_bytes(content)
    assert run("grammar", "check", file) == 3
    assert capsys.readouterr().err == f"refparse: {file}: {what}; name a grammar file or a folder of them\n"
