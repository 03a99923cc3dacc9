"""``refparse export``: the merged works as one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.face import Face, clean, common

if TYPE_CHECKING:
    from refparse.graph.store import Graph
    from refparse.pipeline import Format


@click.command("export")
@options.to
@click.option("-o", "--out", metavar="FILE", help="Where to; its ending tells the format. [default: standard output]")
@options.db
@common
def command(face: Face, to: Format | None, out: str | None) -> None:
    r"""Write the merged works as BibTeX, RIS, CSL-JSON or JSON Lines.

    Cite keys are given at the first export and never change. FILE is written whole or not at all.

    \b
    refparse export -o merged.bib
    refparse export -o merged.ris            for EndNote, Zotero, Covidence, Rayyan
    refparse export --to csljson | pandoc --citeproc …
    """
    from refparse import pipeline
    from refparse.formats.text import write_text

    form = options.format_of(to, out)
    if out is not None:
        refuse_place(Path(out))
    # A store that may only be read can be exported when its cite keys are given.
    with options.library(read_only=not os.access(options.where(), os.W_OK)) as graph:
        if out is not None:
            refuse_inputs(Path(out), graph)
        text = pipeline.export(graph, to=form)
    if out is not None:
        try:
            write_text(out, text)
        except OSError as error:  # it names the file beside the one asked for, which nobody knows of
            raise OSError(error.errno, error.strerror, out) from error
        face.result({"format": form, "file": out}, [f"wrote {clean(out)}"])
    elif face.json:
        face.result({"format": form, "text": text}, [])
    else:
        click.echo(text, nl=False)


def refuse_place(out: Path) -> None:
    """Said before any work is done: a file can only be where a folder is."""
    from refparse.errors import ExportError

    if out.is_dir():
        raise ExportError(f"{out}: a folder", hint="name a file in it")
    if not out.parent.is_dir():
        raise ExportError(f"{out.parent}: no such folder", hint="make it first, or name another")


def refuse_inputs(out: Path, graph: Graph) -> None:
    """A page, or the store itself, is never written over."""
    inputs = [options.where(), *(Path(document.source) for document in graph.documents())]
    if any(out.exists() and one.exists() and out.samefile(one) for one in inputs):
        raise click.UsageError(f"{out} was read into the store and is not written over; name another file")
