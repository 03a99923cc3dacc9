"""What README.md, CHANGELOG.md and the package say must agree."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from readme_help import commands
from registry_tools import WORKS

from refparse.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented():
    shown = set(re.findall(r"^Usage: refparse ([a-z-]+)", README, flags=re.MULTILINE))
    assert shown >= set(commands())


def test_help_in_the_readme_is_current():
    command = [sys.executable, "-m", "cogapp", "--check", "README.md", "grammars/README.md"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{ran.stdout}{ran.stderr}say: python -m cogapp -r README.md"


def test_the_newest_change_is_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[([0-9][^\]]*)\]", changes, flags=re.MULTILINE)[0] == version


def test_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blocks = re.findall(r"^```(?:python|pycon)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    assert blocks, "README.md shows no Python"
    shutil.copytree(ROOT / "tests" / "pages", tmp_path / "tests" / "pages")
    monkeypatch.chdir(tmp_path)
    # The blocks are one tour: each goes on where the last one stopped.
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for number, block in enumerate(blocks, 1):
        if ">>>" not in block:
            script = tmp_path / f"block_{number}.py"
            script.write_text(block, encoding="utf-8")
            names = runpy.run_path(str(script), init_globals=names)
            continue
        example = doctest.DocTestParser().get_doctest(block, names, f"block {number}", "README.md", 0)
        report: list[str] = []
        runner.run(example, out=report.append, clear_globs=False)
        names = example.globs
        assert report == []


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example pages, one of them once more as page.txt, to stand in."""
    for page in (ROOT / "tests" / "pages").glob("*.txt"):
        shutil.copy(page, tmp_path)
    shutil.copy(tmp_path / "springer.txt", tmp_path / "page.txt")
    # The row the README shows is a row.
    shown = re.findall(r"^```json\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    rows = [json.dumps(json.loads(row)) + "\n" for row in shown]
    (tmp_path / "gold.jsonl").write_text("".join(rows), encoding="utf-8")
    (tmp_path / "works.jsonl").write_text("".join(json.dumps(work) + "\n" for work in WORKS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(line: str) -> list[str]:
    """What a shell hands over of a line: no comment, names of files in place of a pattern."""
    words = shlex.split(line, comments=True)[1:]
    return [one for word in words for one in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]


@pytest.mark.usefixtures("pages")
def test_the_tour_in_the_readme_runs(capsys: pytest.CaptureFixture[str]):
    tour = README.partition("## A tour")[2].partition("\n## ")[0]
    lines = re.findall(r"^refparse .*$", tour, flags=re.MULTILINE)
    assert len(lines) >= 6
    for line in lines:
        code = main(typed(line))
        shown = capsys.readouterr()
        assert (line, code, shown.err) == (line, 0, "")
        assert shown.out


def test_sql_in_the_readme_finds_the_same_case_series(pages: Path):
    assert main(["add", "-q", "--db", "l.sqlite", *map(str, pages.glob("*.txt"))]) == 0
    (sql,) = re.findall(r"^```sql\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    connection = sqlite3.connect("l.sqlite")
    rows = connection.execute(sql).fetchall()
    connection.close()
    assert [(issued, papers, citing.count(",")) for _, issued, papers, citing in rows] == [("1999", 2, 1)]


#: A call for each row of the table of keys.
CALLS = {
    "parse": "parse page.txt",
    "parse --to": "parse page.txt --to bibtex",
    "add": "add springer.txt journals-system.txt",
    "dedupe": "dedupe",
    "dedupe -o": "dedupe springer.txt journals-system.txt -o d.bib",
    "review": "review",
    "review --say": "review 'gubler 1999' 'whipple market gardener' --say different",
    "undo": "undo 1",
    "log": "log",
    "ask citing": "ask citing gubler 1999",
    "ask shared": "ask shared",
    "ask co-cited": "ask co-cited gubler 1999",
    "ask coupled": "ask coupled whipple market gardener",
    "tag": "tag gubler 1999 case-series",
    "mirror build": "mirror build works.jsonl c.mirror",
    "mirror info": "mirror info c.mirror",
    "resolve": "resolve --mirror c.mirror",
    "refresh": "refresh --mirror c.mirror",
    "check": "check --mirror c.mirror",
    "cache info": "cache info",
    "cache prune": "cache prune",
    "export": "export",
    "export -o": "export -o m.bib",
    "remove": "remove springer.txt",
    "train": "train gold.jsonl -o m.npz --rendered 20",
    "evaluate": "evaluate gold.jsonl",
    "grammar list": "grammar list",
    "grammar check": f"grammar check {shlex.quote(str(ROOT / 'grammars' / 'pubmed.toml'))}",
    "demo": "demo",
}


@pytest.mark.usefixtures("pages")
# Every command once more: what is counted here is counted where each is tested.
@pytest.mark.no_cover
def test_keys_of_the_json_are_those_in_the_readme(capsys: pytest.CaptureFixture[str]):
    rows = re.findall(r"^\| `([a-z -]+)` \| (`[a-z_`, ]+`) \| .+ \|$", README, flags=re.MULTILINE)
    documented = {command: re.findall(r"`([a-z_]+)`", keys) for command, keys in rows}
    printed = {}
    for command, call in CALLS.items():
        assert main([*shlex.split(call), "--json"]) == int(command == "check")
        found = json.loads(capsys.readouterr().out)
        assert [found.pop("schema"), found.pop("command")] == ["refparse/1", command.partition(" -")[0]]
        printed[command] = list(found)
    assert printed == documented
    shown = set(re.findall(r"^Usage: refparse ([a-z-]+(?: [a-z-]+)?) \[OPTIONS\](?! COMMAND)", README, re.MULTILINE))
    assert shown == {command.partition(" -")[0] for command in documented}
