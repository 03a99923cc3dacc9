"""``refparse parse``: what is in a page, without keeping it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import ExportWork
    from refparse.pipeline import Format
    from refparse.reference import Page


@click.command("parse")
@options.files
@options.to
@click.option("--strings", "as_strings", is_flag=True, help="FILES hold one reference string a line, or JSON Lines.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read --strings. [default: one for each core]")
@click.option("--strict", is_flag=True, help="Fail where there is no list or an entry cannot be read.")
@options.grammars
@options.model
@common
def command(
    face: Face,
    files: tuple[str, ...],
    to: Format | None,
    *,
    jobs: int | None,
    grammars: str | None,
    model: str | None,
    as_strings: bool,
    strict: bool,
) -> None:
    r"""Read pages: their own record, reference list and in-text citations.

    FILES are pages as copied out of a browser or a PDF; - or nothing is standard input. With
    --strings they hold reference strings, one a line or as JSON Lines with "raw", as many as
    there are; results come as they are read, with --json one line each.

    \b
    refparse parse page.txt              the list, entry by entry
    refparse parse page.txt --to bibtex  the entries as BibTeX
    xclip -o | refparse parse --json     everything, with its place in the page
    refparse parse --strings refs.txt    reference strings of any style
    """
    if as_strings:
        _strings(face, files, to, grammars=grammars, model=model, jobs=jobs, strict=strict)
        return
    if jobs is not None:
        raise click.UsageError("--jobs is for --strings; pages are read one after the other")
    from refparse import pipeline
    from refparse.cli.listing import page_json, page_lines

    options.invite(face, files)
    with face.progress() as progress:
        pages = options.pages(files or ("-",), grammars, progress, strict=strict, model=model)
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


def _strings(
    face: Face,
    files: tuple[str, ...],
    to: Format | None,
    *,
    grammars: str | None,
    model: str | None,
    jobs: int | None,
    strict: bool,
) -> None:
    from refparse.cli.asked import Strings
    from refparse.cli.strings import run

    if face.json and to is not None:
        raise click.UsageError("strings are written as they are read; say --json or --to, not both")
    if grammars is not None:
        raise click.UsageError("--grammars are voted for by the list of a page; strings by themselves have none")
    form = to or ("json" if face.json else "ids" if len(files) > 1 else "lines")
    run(face, Strings(face, files), form, model=model, jobs=jobs, strict=strict)


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
