"""What README.md, CHANGELOG.md and the package say must agree."""

from __future__ import annotations

import doctest
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from readme_help import commands

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
