"""``refparse dedupe``: duplicates, in library files or in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, get_args

import click

from refparse.cli import options
from refparse.cli.face import Face, common
from refparse.cli.writing import put, refuse_inputs, refuse_one_for_two, refuse_place
from refparse.evidence import Preset

if TYPE_CHECKING:
    from refparse.pipeline import Deduped, Format


class Asked(TypedDict):
    """What one call asks for."""

    files: tuple[str, ...]
    preset: Preset | None
    rules: str | None
    out: str | None
    to: Format | None
    key_map: str | None
    apply_: bool
    as_csv: bool
    grammars: str | None


preset = click.option(
    "--preset",
    type=click.Choice(get_args(Preset)),
    help="How careful to be. [default: what was last applied to the store, else librarian]",
)
rules = click.option(
    "--rules",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="A rule file of your own; --preset without it is one of the shipped file.",
)


@click.command("dedupe")
@options.files
@preset
@rules
@click.option("-o", "--out", metavar="FILE", help="Write FILES as one list without duplicates.")
@options.to
@click.option("--map", "key_map", metavar="CSV", help="Write for every record of FILES which work it went into.")
@click.option("--apply", "apply_", is_flag=True, help="Change the store.")
@click.option("--csv", "as_csv", is_flag=True, help="Print every pair with its reasons as CSV, for a methods section.")
@options.grammars
@options.db
@common
def command(face: Face, /, **asked: Unpack[Asked]) -> int:
    r"""Find duplicates, in library files or in the store.

    With FILES (libraries as databases write them, or pages) nothing is stored and no file is
    changed: -o writes a new one, in which every work stands once and each field comes from a
    record that states it, keywords and notes from all of them. Without FILES every pair of the
    store is judged again; --apply changes it, and from then on the store is judged by that preset.
    What people decided always holds.

    What is uncertain is never merged: it is listed, and refparse review settles it in a store.
    Ends with 1 if there are duplicates or open questions and nothing was written.

    \b
    refparse dedupe embase.ris pubmed.nbib mine.bib -o merged.bib --map kept-keys.csv
    refparse dedupe library.bib --preset strict --csv > duplicates.csv
    refparse dedupe --preset recall --apply
    """
    if asked["files"] and asked["apply_"]:
        raise click.UsageError("files are never written over; name a new one with -o, or add them to a store")
    if not asked["files"] and (asked["out"] or asked["key_map"]):
        raise click.UsageError("-o and --map write what FILES come to; refparse export does so for the store")
    return _files(face, asked) if asked["files"] else _store(face, asked)


def _files(face: Face, asked: Asked) -> int:
    from refparse import pipeline
    from refparse.cli import deduped
    from refparse.cli.libraries import parted

    form = options.format_of(asked["to"], asked["out"])
    _refuse(asked)
    with face.progress() as progress:
        sources, libraries = parted(asked["files"])
        pages = options.pages(sources, asked["grammars"], progress, strict=False)
        preset, rules = asked["preset"] or "librarian", asked["rules"]
        found = pipeline.dedupe_files([*libraries, *pages], preset=preset, rules=rules)
    written = _written(found, asked["out"], form, asked["key_map"])
    if asked["as_csv"] and not face.json:
        click.echo(deduped.pairs_csv(deduped.file_pairs(found)), nl=False)
    else:
        # Every pair is judged again to be told in JSON: only where somebody wants it.
        data = deduped.files_json(found, written) if face.json else {}
        face.result(data, deduped.files_lines(found, written, brief=face.quiet))
    return 0 if written else _found_any(found.prisma.duplicates, found.prisma.asked)


def _refuse(asked: Asked) -> None:
    """Said before any work is done: no folder, nothing that is read or is the store, no file for two things."""
    inputs: list[str | Path] = [*asked["files"], options.where()]
    inputs += [asked["rules"]] if asked["rules"] is not None else []
    outputs = [place for place in (asked["out"], asked["key_map"]) if place is not None]
    for place in outputs:
        refuse_place(place)
        refuse_inputs(place, inputs)
    refuse_one_for_two(outputs)


def _written(found: Deduped, out: str | None, form: Format, key_map: str | None) -> tuple[str, ...]:
    """The files that were written, each whole or not at all."""
    from refparse import pipeline
    from refparse.cli import deduped

    texts = {}
    if key_map is not None:
        texts[key_map] = deduped.map_csv(found)
    if out is not None:
        texts[out] = pipeline.WRITERS[form](tuple(found.works()))
    for place, text in texts.items():
        put(place, text)
    return tuple(filter(None, (out, key_map)))


def _store(face: Face, asked: Asked) -> int:
    from refparse import pipeline
    from refparse.cli import deduped

    apply = asked["apply_"]
    with face.progress() as progress, options.library(read_only=not apply) as graph:
        report = pipeline.dedupe(graph, preset=asked["preset"], rules=asked["rules"], apply=apply, progress=progress)
    if asked["as_csv"] and not face.json:
        click.echo(deduped.pairs_csv(deduped.store_pairs(report)), nl=False)
    else:
        face.result(deduped.store_json(report) if face.json else {}, deduped.store_lines(report, brief=face.quiet))
    return 0 if apply else _found_any(len(report.merged), len(report.parted), len(report.asked))


def _found_any(*counts: int) -> int:
    return int(any(counts))
