"""``refparse grammar``: the files that say how reference lists are read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json


@click.group("grammar")
def command() -> None:
    """List and check the grammars that read reference lists."""


@command.command("list")
@options.grammars
@common
def listed(face: Face, grammars: str | None) -> None:
    """List the grammars, in the order they are asked."""
    from refparse import pipeline

    known = pipeline.load_grammars(grammars)
    rows: list[Json] = [{"name": one.name, "file": one.file, "forms": len(one.forms)} for one in known]
    width = max((len(one.name) for one in known), default=0)
    lines = (f"{clean(one.name).ljust(width)}  {len(one.forms):2} forms  {clean(one.file)}" for one in known)
    face.result({"grammars": rows}, lines)


@command.command("check")
@options.files
@click.option("--fix", is_flag=True, help="Put the tables of each file into their order first.")
@common
def check(face: Face, files: tuple[str, ...], *, fix: bool) -> int:
    r"""Check grammar files; without FILES, those that refparse ships. Ends with 1 if anything is found.

    FILES may be folders, of which every .toml file is checked.

    \b
    refparse grammar check my-journal.toml
    refparse grammar check my-grammars/
    """
    from refparse import paths, pipeline

    wanted = [one for file in files or (paths.grammars(),) for one in _files(Path(file))]
    with face.progress() as progress:
        found = {}
        for done, file in enumerate(wanted):
            progress("checking", done, len(wanted))
            with _of_grammars(file):
                if fix and pipeline.fix_grammar(file):
                    face.note(f"{clean(str(file))}: put in order")
                found[str(file)] = pipeline.check_grammar(file, clock=time.process_time)
    lines = [f"{clean(file)}: {clean(what)}" for file, findings in found.items() for what in findings]
    bad = sum(map(bool, found.values()))
    lines.append(f"{len(found)} grammars checked, " + (f"{bad} with findings" if bad else "nothing found"))
    face.result({"findings": {file: list(findings) for file, findings in found.items()}}, lines)
    return int(bad > 0)


def _files(place: Path) -> list[Path]:
    """The grammars of a folder, or the file itself."""
    from refparse.errors import GrammarError

    if not place.is_dir():
        return [place]
    found = sorted(place.glob("*.toml"))
    if not found:
        raise GrammarError(str(place), what="no .toml file in this folder", hint="name another")
    return found


@contextmanager
def _of_grammars(file: Path) -> Iterator[None]:
    """What cannot be read is spoken of as a grammar, though it is read as pages are."""
    from refparse.errors import GrammarError, SourceError

    try:
        yield
    except SourceError as error:
        what = error.what.removeprefix(f"{file}").lstrip(": ")
        raise GrammarError(str(file), what=what, hint="name a grammar file or a folder of them") from error
