"""``refparse ask``: the questions the graph answers."""

from __future__ import annotations

import click

from refparse.cli import options
from refparse.cli.face import Face, common

_WORK = "WORK is a cite key, an id, a DOI, a PMID, or words of its title."


@click.group("ask")
def command() -> None:
    """Ask who cites what, and what your papers share."""


def _answer(face: Face, db: str | None, question: str, **asked: object) -> None:
    from refparse import pipeline
    from refparse.cli.answers import answer_lines
    from refparse.cli.show import plain

    with options.library(db, read_only=True) as graph:
        answer = pipeline.ask(graph, question, **asked)
    face.result({"question": question, "answer": plain(answer)}, answer_lines(question, answer))


@command.command("citing", epilog=_WORK)
@click.argument("work")
@options.db
@common
def citing(face: Face, work: str, db: str | None) -> None:
    """Which of your papers cite a work, which do not, and of which it is not known."""
    _answer(face, db, "citing", work=work)


@command.command("shared")
@click.option("--min", "minimum", type=click.IntRange(2), default=2, show_default=True, help="Cited by so many papers.")
@click.option("--kind", help="Only works of this kind: case-report, case-series, review, trial …")
@options.db
@common
def shared(face: Face, minimum: int, kind: str | None, db: str | None) -> None:
    """Works that several of your papers cite.

    \b
    refparse ask shared --kind case-series     which papers cite the same case series
    """
    _answer(face, db, "shared", minimum=minimum, kind=kind)


@command.command("co-cited", epilog=_WORK)
@click.argument("work")
@options.db
@common
def co_cited(face: Face, work: str, db: str | None) -> None:
    """Works that your papers cite together with this one."""
    _answer(face, db, "co-cited", work=work)


@command.command("coupled", epilog=_WORK)
@click.argument("work")
@options.db
@common
def coupled(face: Face, work: str, db: str | None) -> None:
    """Papers that cite the same works as this one."""
    _answer(face, db, "coupled", work=work)
