"""``refparse parse``: what is in a page, without keeping it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.face import Face, clean, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import ExportWork
    from refparse.pipeline import Format
    from refparse.reference import Page


@click.command("parse")
@options.files
@options.to
@click.option("--strict", is_flag=True, help="Fail where there is no list or an entry cannot be read.")
@options.grammars
@common
def command(face: Face, files: tuple[str, ...], to: Format | None, grammars: str | None, *, strict: bool) -> None:
    r"""Read pages: their own record, reference list and in-text citations.

    FILES are pages as copied out of a browser or a PDF; - or nothing is standard input.

    \b
    refparse parse page.txt              the list, entry by entry
    refparse parse page.txt --to bibtex  the entries as BibTeX
    xclip -o | refparse parse --json     everything, with its place in the page
    """
    from refparse import pipeline
    from refparse.cli.listing import page_json, page_lines

    with face.progress() as progress:
        pages = options.pages(face, files, grammars, progress, strict=strict)
    if to is None:
        face.result(
            {"pages": [page_json(page) for page in pages]}, (line for page in pages for line in page_lines(page))
        )
        return
    _warn(face, pages)
    text = pipeline.WRITERS[to](list(_works(pages)))
    if face.json:
        face.result({"format": to, "text": text}, [])
    else:
        click.echo(text, nl=False)


def _warn(face: Face, pages: Iterable[Page]) -> None:
    """Entries nothing reads have no fields to print: say so."""
    from refparse.cli.listing import list_line
    from refparse.reference import Parsed

    for page in pages:
        if page.list.reason or not all(isinstance(result, Parsed) for result in page.results):
            face.note(f"{clean(page.document.source)}: {list_line(page)}")


def _works(pages: Iterable[Page]) -> Iterable[ExportWork]:
    """The entries read, in the order of the pages, each with a key of its own."""
    from refparse.formats.jsonl import ExportWork
    from refparse.formats.keys import base_key, distinct
    from refparse.reference import Parsed

    read = [result for page in pages for result in page.results if isinstance(result, Parsed)]
    keys = distinct(base_key(one.work, one.reference.id) for one in read)
    return (ExportWork(id=one.reference.id, key=key, work=one.work) for one, key in zip(read, keys, strict=True))
