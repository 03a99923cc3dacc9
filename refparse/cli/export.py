"""``refparse export``: the merged works as one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common
from refparse.cli.writing import put, refuse_inputs, refuse_one_for_two, refuse_place

if TYPE_CHECKING:
    from refparse.pipeline import Format


@click.command("export")
@options.to
@click.option("-o", "--out", metavar="FILE", help="Where to; its ending tells the format. [default: standard output]")
@click.option(
    "--map", "key_map", metavar="CSV", help="Write for every record of library files which key it went under."
)
@options.db
@common
def command(face: Face, to: Format | None, out: str | None, key_map: str | None) -> None:
    r"""Write the merged works as BibTeX, RIS, CSL-JSON or JSON Lines.

    Cite keys are given at the first export and never change. FILE is written whole or not at all.

    \b
    refparse export -o merged.bib
    refparse export -o merged.ris            for EndNote, Zotero, Covidence, Rayyan
    refparse export --to csljson | pandoc --citeproc …
    """
    from refparse import pipeline
    from refparse.cli.tables import table

    form = options.format_of(to, out)
    outputs = [place for place in (out, key_map) if place is not None]
    for place in outputs:
        refuse_place(place)
    refuse_one_for_two(outputs)
    # A store that may only be read can be exported when its cite keys are given.
    with options.library(read_only=not os.access(options.where(), os.W_OK)) as graph:
        inputs: list[str | Path] = [options.where(), *(document.source for document in graph.documents())]
        for place in outputs:
            refuse_inputs(place, inputs, was="was read into the store")
        text = pipeline.export(graph, to=form)
        keys = pipeline.kept_keys(graph) if key_map is not None else ()
    if key_map is not None:
        put(key_map, table(("source", "record", "line", "key", "kept_key"), keys))
    if out is not None:
        put(out, text)
        face.result({"format": form, "file": out}, [f"wrote {clean(out)}"])
    elif face.json:
        face.result({"format": form, "text": text}, [])
    else:
        click.echo(text, nl=False)
