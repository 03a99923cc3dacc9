"""The help texts of the commands, for the blocks of README.md that cog writes and tests/test_docs.py checks."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import click
from click.testing import CliRunner

from refparse import cli


def group() -> click.Group:
    """The command group, whatever name the package keeps it under."""
    return next(value for value in vars(cli).values() if isinstance(value, click.Group))


def commands() -> list[str]:
    """Names of all commands, in the order ``refparse --help`` lists them."""
    return group().list_commands(click.Context(group()))


def help_text(*path: str) -> str:
    """What ``refparse … --help`` prints on a terminal 88 characters wide, as a block of Markdown."""
    ran = CliRunner().invoke(group(), [*path, "--help"], prog_name="refparse", terminal_width=88)
    return f"```text\n{ran.output.rstrip()}\n```\n"


def demo_text() -> str:
    """What ``refparse demo`` prints in an empty folder, its paths shortened, as a block of Markdown."""
    pages = Path(__file__).resolve().parent / "pages"
    with tempfile.TemporaryDirectory() as folder:
        ran = CliRunner().invoke(group(), ["demo", "--into", f"{folder}/.demo"], prog_name="refparse")
        shown = ran.output.replace(f"{folder}/", "").replace(f"{pages}/", "tests/pages/")
    # The size of a SQLite file differs between versions of the library.
    shown = re.sub(r"library\.sqlite .*", "library.sqlite", shown)
    return f"```text\n{shown.rstrip()}\n```\n"
