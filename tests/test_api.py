"""The door: what `import refparse` offers, and what it costs."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import refparse

HEAVY = ("sqlite_utils", "sqlite3", "rapidfuzz", "rich", "httpx", "habanero", "click", "bibtexparser", "platformdirs",
         "numpy", "pycrfsuite")  # fmt: skip


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_the_names_are_those_listed():
    assert dir(refparse) == sorted(refparse.__all__)
    assert len(set(refparse.__all__)) == len(refparse.__all__)


@pytest.mark.parametrize("name", refparse.__all__)
def test_every_name_is_there_and_says_what_it_is(name):
    thing = getattr(refparse, name)
    assert thing.__name__ == name
    assert inspect.getdoc(thing)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="module 'refparse' has no attribute 'pares'"):
        refparse.__getattr__("pares")
    assert not hasattr(refparse, "plot")


@pytest.mark.parametrize(
    "before",
    [
        "import refparse.parse.grammar",
        "import refparse; refparse.parse; import refparse.parse.vote",
        "from refparse.parse import template",
        "from refparse import parse; import refparse.parse",
    ],
)
def test_parse_is_the_verb_whoever_imports_the_room(before):
    code = f"{before}\nimport refparse\nprint(refparse.parse.__module__, refparse.parse.__name__)"
    assert run(code) == "refparse.pipeline.reading parse"


@pytest.mark.parametrize("before", ["import refparse.train.gold", "from refparse.train import scores"])
def test_train_is_the_verb_whoever_imports_the_room(before):
    code = f"{before}\nimport refparse\nprint(refparse.train.__module__, refparse.train.__name__)"
    assert run(code) == "refparse.pipeline.training train"


def test_importing_the_package_imports_nothing_heavy():
    code = f"import sys, refparse\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    assert run(code) == ""


def test_star_import_gives_the_verbs():
    assert run("from refparse import *\nprint(parse.__name__, Graph.__name__, Names.__name__)") == "parse Graph Names"
