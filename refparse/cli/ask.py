"""``refparse ask``: the questions the graph answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.graph import Graph
    from refparse.pipeline import Answer, Question
    from refparse.pipeline.apart import Apart

_WORK = "WORK is a cite key, an id, a DOI, a PMID, or words of its title."


@click.group("ask")
def command() -> None:
    """Ask who cites what, and what your papers share."""


def _answer(face: Face, question: Question, work: str | None = None, least: int = 2, kind: str | None = None) -> None:
    from refparse import pipeline
    from refparse.cli.answers import answer_json, answer_lines
    from refparse.graph import queries

    with options.library(read_only=True) as graph:
        answer = pipeline.ask(graph, question, work, minimum=least, kind=kind)
        papers = queries.papers(graph)
        apart = _apart(graph, answer)
        if kind is not None and not answer:
            _tell_kinds(face, kind, queries.kinds(graph))
    face.result(answer_json(question, answer, papers, apart), answer_lines(question, answer, papers, apart))


def _apart(graph: Graph, answer: Answer) -> tuple[Apart, ...] | None:
    """DOIs that were found for the work asked about, and that it does not show."""
    from refparse.graph.queries import WhoCites
    from refparse.pipeline.apart import apart

    return apart(graph, answer.work.id) if isinstance(answer, WhoCites) else None


def _tell_kinds(face: Face, kind: str, known: tuple[str, ...]) -> None:
    """Nobody asks for a kind there is not, unless by a slip."""
    from refparse.graph.tags import kind_name

    if kind_name(kind) not in known:
        there_are = f"there are {', '.join(known)}" if known else "no work has a kind yet"
        face.note(f'no work is of the kind "{clean(kind)}"; {clean(there_are)}')


@command.command("citing", epilog=_WORK)
@options.work
@options.db
@common
def citing(face: Face, work: str) -> None:
    """Which of your papers cite a work, which do not, and of which it is not known."""
    _answer(face, "citing", work)


@command.command("shared")
@click.option("--min", "minimum", type=click.IntRange(2), default=2, show_default=True, help="Cited by so many papers.")
@click.option("--kind", help="Only works of this kind: case-report, case-series, review, trial …")
@options.db
@common
def shared(face: Face, minimum: int, kind: str | None) -> None:
    r"""Works that several of your papers cite.

    \b
    refparse ask shared --kind case-series     which papers cite the same case series
    """
    _answer(face, "shared", least=minimum, kind=kind)


@command.command("co-cited", epilog=_WORK)
@options.work
@options.db
@common
def co_cited(face: Face, work: str) -> None:
    """Works that your papers cite together with this one."""
    _answer(face, "co-cited", work)


@command.command("coupled", epilog=_WORK)
@options.work
@options.db
@common
def coupled(face: Face, work: str) -> None:
    """Papers that cite the same works as this one."""
    _answer(face, "coupled", work)
