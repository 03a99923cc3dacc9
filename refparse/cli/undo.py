"""``refparse undo``: a decision taken back."""

from __future__ import annotations

import click

from refparse.cli import options
from refparse.cli.face import Face, common
from refparse.cli.review import because, who


@click.command("undo")
@click.argument("decision", type=int)
@because
@who
@options.db
@common
def command(face: Face, decision: int, because: str, who: str) -> None:
    r"""Take a decision back.

    DECISION is its number in refparse log. The works are again what they would be had it never
    been said, with their cite keys. The log keeps both lines.

    \b
    refparse undo 3 --because "two cohorts after all"
    """
    from refparse import pipeline
    from refparse.cli.show import plain

    with options.library() as graph:
        line = pipeline.undo(graph, decision, who=who, because=because)
    face.result({"decision": plain(line)}, [f"decision {decision} is taken back by line {line.seq}"])
