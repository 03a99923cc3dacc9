"""Options and arguments that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.face import Face
from refparse.cli.progress import Progress

if TYPE_CHECKING:
    from refparse.formats.library import Copy
    from refparse.graph.store import Graph
    from refparse.pipeline import Format
    from refparse.reference import Document, Page

FORMATS: dict[Format, tuple[str, ...]] = {
    "bibtex": (".bib", ".bibtex"),
    "ris": (".ris",),
    "csljson": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
}


def _one(_ctx: click.Context, _argument: click.Parameter, words: tuple[str, ...]) -> str:
    """Words of one name, quoted by the shell or not."""
    return " ".join(words)


files = click.argument("files", nargs=-1)
work = click.argument("work", nargs=-1, required=True, callback=_one)


def _keep(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    ctx.meta[_DB] = value


_DB = "refparse.db"
db = click.option(
    "--db",
    metavar="PATH",
    help="The library file. [default: $REFPARSE_DB, else your data folder]",
    expose_value=False,
    callback=_keep,
)
grammars = click.option(
    "--grammars",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="A folder of grammars of your own, besides the shipped ones; a file in it may replace one of those.",
)
model = click.option(
    "--model",
    metavar="FILE",
    help="The labeller's model. [default: $REFPARSE_MODEL, else the one shipped with this package]",
)
to = click.option("--to", type=click.Choice(list(FORMATS)), help="Format of the works.")


def where() -> Path:
    """The library file this call is about."""
    from refparse import paths

    return paths.library(click.get_current_context().meta.get(_DB))


@contextmanager
def library(*, read_only: bool = False, create: bool = False) -> Iterator[Graph]:
    """The store at ``--db``, open; its folder is made only where a store may be."""
    from refparse.graph import Graph

    path = where()
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    with Graph(path, read_only=read_only) as graph:
        yield graph


def pages(
    sources: Sequence[str | Copy], folder: str | None, progress: Progress, *, strict: bool, model: str | None = None
) -> list[Page]:
    """Every page named, read and parsed; ``-`` is standard input, of which there may be a copy."""
    from refparse import pipeline

    known = pipeline.load_grammars(folder)
    labeller = pipeline.load_labeller(model) if model else None
    found = []
    for done, source in enumerate(sources):
        progress("reading", done, len(sources))
        document = _read(source)
        found.append(pipeline.parse(document, grammars=known, labeller=labeller, strict=strict))
    return found


def _read(source: str | Copy) -> Document:
    from refparse import pipeline

    if source == "-":
        return pipeline.read(sys.stdin.buffer, name="-")
    if isinstance(source, str):
        return pipeline.read(source)
    with source.open() as stream:
        return pipeline.read(stream, name="-")


def invite(face: Face, sources: Sequence[str]) -> None:
    """Say that something is waited for, where nobody named a file."""
    if sys.stdin.isatty() and "-" in (sources or ("-",)):
        face.note("paste the page, then press Ctrl-D")


def format_of(asked: Format | None, out: str | None) -> Format:
    """The format asked for, else the one the file's name tells, else BibTeX."""
    if asked is not None:
        return asked
    ending = Path(out or "standard-output.bib").suffix.lower()
    for name, endings in FORMATS.items():
        if ending in endings:
            return name
    raise click.UsageError(f"{out}: what format is that? say --to {', '.join(FORMATS)}")
