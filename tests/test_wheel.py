"""The wheel holds all that a user needs, also when it is built from the source archive, and runs from where it lies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def build(folder: Path, *what: str) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *what, str(ROOT)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the checkout."""
    return next(build(tmp_path_factory.mktemp("straight"), "--wheel").glob("*.whl"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel built from it."""
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def site(straight: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, as an installer lays it down, with a folder of somebody else's beside it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(straight, folder, "zip")
    stray = folder / "grammars"
    stray.mkdir()
    (stray / "stray.toml").write_text('name = "stray"\n', encoding="utf-8")
    return folder


def run(site: Path, home: Path, code: str, *arguments: str) -> str:
    """What this code prints when only the unpacked wheel is there to be imported."""
    environment = os.environ | {"PYTHONPATH": str(site), "HOME": str(home)}
    command = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def metadata(wheel: Path):
    with zipfile.ZipFile(wheel) as opened:
        text = opened.read(f"refparse-{PROJECT['version']}.dist-info/METADATA").decode()
    return Parser().parsestr(text)


def test_the_wheel_holds_grammars_and_pages(straight: Path):
    held = names(straight)
    for folder, pattern in (("grammars", "*.toml"), ("tests/pages", "*.txt")):
        room = folder.rpartition("/")[2]
        there = {f"refparse/{room}/{path.name}" for path in (ROOT / folder).glob(pattern)}
        assert there
        assert {name for name in held if name.startswith(f"refparse/{room}/") and name.endswith(pattern[1:])} == there
    assert "refparse/py.typed" in held


def test_the_wheel_holds_every_module_and_nothing_else(straight: Path):
    held = names(straight)
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "refparse").rglob("*.py")}
    assert {name for name in held if name.endswith(".py")} == modules
    assert {name.partition("/")[0] for name in held} == {"refparse", f"refparse-{PROJECT['version']}.dist-info"}


def test_a_wheel_from_the_source_archive_is_the_same(straight: Path, archive: Path):
    assert names(next(archive.glob("*.whl"))) == names(straight)


def test_the_source_archive_can_be_tested(archive: Path):
    with tarfile.open(next(archive.glob("*.tar.gz"))) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "tests/conftest.py", "PKG-INFO"} <= held


def test_metadata(straight: Path):
    fields = metadata(straight)
    assert (fields["Name"], fields["Version"]) == ("refparse", PROJECT["version"])
    assert (fields["License-Expression"], fields["Requires-Python"]) == ("MIT", ">=3.11")
    assert sorted(fields.get_all("Provides-Extra")) == sorted(PROJECT["optional-dependencies"])
    needed = [line for line in fields.get_all("Requires-Dist") if "extra ==" not in line]
    assert len(needed) == len(PROJECT["dependencies"])
    assert "Typing :: Typed" in fields.get_all("Classifier")


def test_the_command_is_declared(straight: Path):
    with zipfile.ZipFile(straight) as opened:
        text = opened.read(f"refparse-{PROJECT['version']}.dist-info/entry_points.txt").decode()
    assert "refparse = refparse.cli:main" in text


def test_an_installed_package_finds_its_own_grammars(site: Path, tmp_path: Path):
    code = "import json; from refparse import paths; print(json.dumps([str(paths.grammars()), str(paths.checkout())]))"
    assert json.loads(run(site, tmp_path, code)) == [str(site / "refparse" / "grammars"), "None"]


def test_a_stray_folder_beside_the_package_is_not_read(site: Path, tmp_path: Path):
    code = "from refparse import paths; print(*sorted(path.name for path in paths.grammars().glob('*.toml')))"
    assert run(site, tmp_path, code).split() == sorted(path.name for path in (ROOT / "grammars").glob("*.toml"))


def test_the_installed_package_shows_its_demo(site: Path, tmp_path: Path):
    shown = run(site, tmp_path, "from refparse.cli import main; main()", "demo")
    assert ".bib" in shown
