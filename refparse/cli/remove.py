"""``refparse remove``: a page out of the store again."""

from __future__ import annotations

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common


@click.command("remove")
@click.argument("page")
@options.db
@common
def command(face: Face, page: str) -> None:
    r"""Take a page out of the store again.

    Works that only it spoke of go with it. PAGE is the name of the file it was read from, or its
    id or the beginning of it.

    \b
    refparse remove page.txt
    """
    from refparse import pipeline
    from refparse.cli.show import plain

    with options.library() as graph:
        report = pipeline.remove(graph, page)
    gone = f"{report.records} records, {len(report.vanished)} works that nothing else speaks of"
    face.result({"removed": plain(report)}, [f"removed {clean(report.source)} ({report.document_id}): {gone}"])
