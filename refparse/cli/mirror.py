"""``refparse mirror``: Crossref on your own disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.resolve.mirror_build import Built


@click.group("mirror")
def command() -> None:
    """Keep Crossref on your own disk."""


@command.command("build")
@click.argument("source")
@click.argument("mirror")
@click.option("--references", is_flag=True, help="Keep the deposited reference lists: several times as large.")
@common
def build(face: Face, source: str, mirror: str, *, references: bool) -> int:
    r"""Make a mirror out of a Crossref public data file.

    SOURCE is the folder or tar of it, or any .json, .jsonl or .gz of works; MIRROR the file to
    make. Given again after an interruption it goes on; given parts that are new, it adds them.
    Ends with 1 if some part could not be read.

    \b
    refparse mirror build "April 2026 Public Data File" crossref.mirror
    refparse resolve --mirror crossref.mirror
    """
    from refparse.cli.show import plain
    from refparse.resolve.mirror_build import build

    with face.progress() as progress:
        built = build(
            source, mirror, references=references, progress=lambda done, total, unit: progress(unit, done, total)
        )
    troubles = [str(trouble) for trouble in built.troubles]
    told: dict[str, Json] = {"file": mirror, "works": built.works, "parts": built.parts, "troubles": plain(troubles)}
    told["changed"] = built.changed
    face.result(told, _built(mirror, built))
    return int(bool(built.troubles))


def _built(mirror: str, built: Built) -> Iterator[str]:
    for trouble in built.troubles:
        yield click.style("not read: ", fg="yellow") + clean(str(trouble))
    what = "wrote" if built.changed else "nothing new for"
    yield f"{what} {clean(mirror)}: {_many(built.works, 'work')} of {_many(built.parts, 'part')}"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


@command.command("info")
@click.argument("mirror")
@common
def info(face: Face, mirror: str) -> None:
    """Tell what a mirror holds: how many works, since when, and whether with reference lists."""
    from contextlib import closing

    from refparse.resolve.mirror import Mirror

    with closing(Mirror(mirror)) as opened:
        works, built, references = len(opened), opened.built, opened.references
    size = Path(mirror).stat().st_size
    lists = "with" if references else "without"
    line = f"{clean(mirror)}: {works:,} works, built {built}, {lists} reference lists, {size / 1e6:,.1f} MB"
    face.result({"file": mirror, "works": works, "built": built, "references": references, "bytes": size}, [line])
