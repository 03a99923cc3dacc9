"""``refparse tag``: the user's word on what kind of study a work is."""

from __future__ import annotations

import click

from refparse.cli import options
from refparse.cli.face import Face, clean, common


@click.command("tag")
@click.argument("work")
@click.argument("kind")
@click.option("--because", metavar="TEXT", help="Why, kept beside it.")
@click.option("--remove", is_flag=True, help="Say that the work is not of this kind.")
@options.db
@common
def command(face: Face, work: str, kind: str, because: str | None, db: str | None, *, remove: bool) -> None:
    """Say what kind of study a work is: case-report, case-series, review, trial …

    WORK is a cite key, an id, a DOI, a PMID, or words of its title. Your word stands above what
    the rules read from the title.

    \b
    refparse tag powell1974systemic case-series --because "three patients"
    refparse tag powell1974systemic review --remove
    """
    from refparse import pipeline

    with options.library(db) as graph:
        pipeline.tag(graph, work, kind, because=because, remove=remove)
    verb = "is not" if remove else "is"
    data = {"work": work, "kind": kind, "holds": not remove, "because": because}
    face.result({"tag": data}, [f"{clean(work)} {verb} a {clean(kind)}"])
