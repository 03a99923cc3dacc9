"""The house rules that no other tool counts: sizes, docstrings, rooms, and what may lie in the tree."""

from __future__ import annotations

import ast
import inspect
import re
import statistics
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from refparse import errors

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "refparse"
PURE = ("layout", "parse", "normalize", "match", "work.py", "reference.py", "evidence.py")
TOP = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "benchmarks", "cache", "grammars",
    "pyproject.toml", "refparse", "tests",
}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef

# Written apart, so that this file does not hold what it forbids.
SILENCED = re.compile(
    "|".join(["# no" + "qa", "# type: ig" + "nore", "pragma: no " + "cover", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b"])
)
MACHINE = re.compile(r"(?:^|[^.0-9A-Za-z])/(?:work|root|home/[a-z]+|tmp/[a-z])/", re.MULTILINE)
SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|WITH)\s")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the tree that is in git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for name in sorted(set(listed.split("\0")) - {""}) if (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def public(node: ast.AST, where: str) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Public classes, functions and methods with their dotted names; what a function keeps inside is its own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | Function) and not child.name.startswith("_"):
            name = f"{where}.{child.name}"
            yield name, child
            if isinstance(child, ast.ClassDef):
                yield from public(child, name)


def body_lines(function: Function) -> int:
    """Lines a reader must hold in the head: signature and body, the docstring left out."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def test_no_file_is_over_400_lines_and_half_are_under_200():
    sizes = {path: lines(path) for path in python_files("refparse", "tests", "benchmarks")}
    assert {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > 400} == {}
    assert statistics.median(size for path, size in sizes.items() if path.is_relative_to(PACKAGE)) <= 200


def test_functions_are_short():
    sizes = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": body_lines(function)
        for path in python_files("refparse")
        for function in functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > 45} == {}
    assert statistics.median(sizes.values()) <= 12


def test_everything_public_says_what_it_is():
    silent = [
        name
        for path in python_files("refparse")
        for name, node in public(tree(path), str(path.relative_to(ROOT)))
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_says_what_it_is_for():
    assert [str(path.relative_to(ROOT)) for path in python_files("refparse") if not ast.get_docstring(tree(path))] == []


def test_every_public_function_is_typed():
    untyped = [
        name
        for path in python_files("refparse")
        for name, node in public(tree(path), str(path.relative_to(ROOT)))
        if isinstance(node, Function) and (node.returns is None or any(unannotated(node.args)))
    ]
    assert untyped == []


def unannotated(arguments: ast.arguments) -> Iterator[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return (a.arg for a in every if a is not None and a.annotation is None and a.arg not in {"self", "cls"})


def test_nothing_is_silenced_or_put_off():
    found = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in python_files("refparse", "tests", "benchmarks")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED.search(line)
    ]
    assert found == []


def test_no_sql_is_put_together_from_values():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files("refparse")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        and isinstance(first := node.values[0], ast.Constant)
        and SQL.match(first.value)
    ]
    assert found == []


def test_pure_rooms_open_nothing():
    doors = {"open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in PURE
        for path in sorted([PACKAGE / room] if room.endswith(".py") else (PACKAGE / room).rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in doors
    ]
    assert found == []


def test_rooms_import_only_what_they_may():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_logo=True) == 0


def test_the_map_in_the_readme_shows_every_room():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    _, heading, after = text.partition("\n## The map\n")
    assert heading, "README.md has no section 'The map'"
    section = after.partition("\n## ")[0]
    on_disk = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    assert set(re.findall(r"refparse/([a-z]+)/", section)) == on_disk


def test_the_top_of_the_tree_holds_only_what_belongs_there():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


def test_no_text_names_a_machine():
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in tracked()}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if MACHINE.search(text)] == []


def test_the_tree_of_errors_is_drawn_as_it_is():
    drawn: dict[str, tuple[str | None, list[str]]] = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        shape = re.match(r"(?P<indent>[ │├└─]*)(?P<name>[A-Z][A-Za-z]+)(?:\((?P<also>\w+)\))?(?:  |$)", line)
        if shape and line.startswith("    "):
            depth = len(shape["indent"])
            above[depth] = shape["name"]
            drawn[shape["name"]] = (above.get(depth - 4), [shape["also"]] if shape["also"] else [])
    real: dict[str, tuple[str | None, list[str]]] = {}
    for name, kind in inspect.getmembers(errors, inspect.isclass):
        ours = [base.__name__ for base in kind.__bases__ if issubclass(base, errors.RefparseError)]
        others = [base.__name__ for base in kind.__bases__ if not issubclass(base, errors.RefparseError)]
        real[name] = (ours[0] if ours else None, [] if name == "RefparseError" else others)
    assert drawn == real


def test_no_group_is_repeated_possessively():
    # CPython 3.11.0 to 3.11.4 leave the position advanced when such a group fails inside a look-around:
    # an atomic group says the same and is right everywhere.
    pattern = re.compile(r"\)(?:[*+?]|\{+[0-9,]+\}+)\+")
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in python_files("refparse")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
    # One character class of the LaTeX writer holds the very characters.
    assert [place for place in found if "[A-Za-z0-9:/?#" not in place] == []
