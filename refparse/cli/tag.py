"""``refparse tag``: the user's word on what kind of study a work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json


def _kind(_ctx: click.Context, _argument: click.Parameter, kind: str) -> str:
    """A kind is a word or several; a comma stands between kinds wherever they are listed."""
    if not kind.strip() or "," in kind:
        raise click.BadParameter(f"{kind!r} is not the name of one kind")
    return kind


@click.command("tag")
@options.work
@click.argument("kind", callback=_kind)
@click.option("--because", metavar="TEXT", help="Why, kept beside it.")
@click.option("--remove", is_flag=True, help="Say that the work is not of this kind.")
@options.db
@common
def command(face: Face, work: str, kind: str, because: str | None, *, remove: bool) -> None:
    r"""Say what kind of study a work is.

    WORK is a cite key, an id, a DOI, a PMID, or words of its title; KIND is case-report,
    case-series, review, trial or a word of your own. Your word stands above what the rules read in
    the title.

    \b
    refparse tag powell1974systemic case-series --because "three patients"
    refparse tag powell1974systemic review --remove
    """
    from refparse import pipeline
    from refparse.cli.show import line

    with options.library() as graph:
        work_id = pipeline.tag(graph, work, kind, because=because, remove=remove)
        said = graph.find_work(work_id)
    verb = "is not" if remove else "is"
    data: dict[str, Json] = {"work": work_id, "key": said.key, "kind": kind, "holds": not remove, "because": because}
    face.result({"tag": data}, [f"{line(said.work)}", f"  {verb} of the kind {clean(kind)}: you said so"])
