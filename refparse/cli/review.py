"""``refparse review``: a person's word on pairs that the rules leave open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

import click

from refparse.cli import options
from refparse.cli.beside import beside
from refparse.cli.clean import clean
from refparse.cli.face import Face, common
from refparse.cli.show import bits
from refparse.evidence import Said

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.graph import Graph
    from refparse.pipeline import DuplicateQuestion

_KEYS: Mapping[str, Said] = {"s": "same", "d": "different", "v": "version", "c": "companion", "n": "unsure"}
_MENU = "s same  d different  v version  c companion  n not sure  u undo the last  space later  q quit"
_SAYS: Mapping[Said, str] = {
    "same": "one work",
    "different": "two works",
    "version": "two versions of one work, kept apart and tied",
    "companion": "two works on the same patients, kept apart and tied",
    "unsure": "left apart, and not asked again",
}
who = click.option(
    "--who",
    metavar="NAME",
    default=lambda: os.environ.get("REFPARSE_WHO", ""),
    help="Whose word it is. [$REFPARSE_WHO]",
)
because = click.option("--because", metavar="TEXT", default="", help="Why, kept beside it.")


@click.command("review")
@click.argument("pair", nargs=-1)
@click.option("--say", type=click.Choice(get_args(Said)), help="Decide PAIR, two works or records, without asking.")
@because
@who
@options.db
@common
def command(face: Face, pair: tuple[str, ...], say: Said | None, because: str, who: str) -> None:
    r"""Decide pairs that may be one work.

    Each pair is shown side by side, what differs between ‹ and ›, with the reasons for and
    against; one key decides it, and it is never asked again. Nothing is lost: every decision is a
    line of a log, and refparse undo takes it back. Without a terminal, or with --json, the open
    pairs are listed.

    \b
    refparse review
    refparse review lane1998calcium lane1998letter --say different --because "letter about it"
    """
    from refparse import pipeline

    if (len(pair), say is None) not in {(0, True), (2, False)}:
        raise click.UsageError("name two works and say what they are with --say, or neither")
    if say is not None:
        with options.library() as graph:
            line = pipeline.decide(graph, pair[0], pair[1], say, who=who, because=because)
        face.result({"decision": _line_json(line)}, [f"decision {line.seq}: {_SAYS[say]}"])
    elif face.json or not sys.stdin.isatty() or not sys.stdout.isatty():
        with options.library(read_only=True) as graph:
            _list(face, graph, pipeline.review(graph))
    else:
        with options.library() as graph:
            _review(face, graph, pipeline.review(graph), who)


def _line_json(line: object) -> Json:
    from refparse.cli.show import plain

    return plain(line)


def _list(face: Face, graph: Graph, open_: Sequence[DuplicateQuestion]) -> None:
    from refparse.cli.show import plain

    places = graph.places(id_ for one in open_ for id_ in (one.left.id, one.right.id))
    pairs: list[Json] = [
        {
            "verdict": plain(one.verdict),
            "left": plain(one.left),
            "right": plain(one.right),
            "works": [one.left_work.id, one.right_work.id],
            "read": [places[one.left.id], places[one.right.id]],
        }
        for one in open_
    ]
    lines = (text for place, one in enumerate(open_, 1) for text in _shown(one, place, len(open_), places))
    none = click.style(f"{len(open_)} pairs to decide", bold=True)
    face.result({"open": pairs}, [*lines, none])


def _review(face: Face, graph: Graph, open_: Sequence[DuplicateQuestion], who: str) -> None:
    from refparse import pipeline
    from refparse.errors import GraphError

    places = graph.places(id_ for one in open_ for id_ in (one.left.id, one.right.id))
    said: list[tuple[int, int]] = []  # place among the questions, line of the log
    place = 0
    while place < len(open_):
        one = open_[place]
        if not pipeline.still_open(graph, one):
            place += 1
            continue
        for text in _shown(one, place + 1, len(open_), places):
            click.echo(text, color=face.color)
        key = _key()
        if key == "q":
            break
        if key == "u":
            if said:
                place, line = said.pop()
                pipeline.undo(graph, line, who=who)
            continue
        if key in _KEYS:
            try:
                decision = pipeline.decide(graph, one.left.id, one.right.id, _KEYS[key], who=who)
            except GraphError as error:  # it contradicts an earlier word: said, and the session goes on
                click.echo(f"  {clean(str(error))}\n")
            else:
                said.append((place, decision.seq))
                click.echo(f"  → {_SAYS[_KEYS[key]]}  [decision {decision.seq}]\n")
        place += 1
    left = len(pipeline.review(graph))
    click.echo(f"{len(said)} decided, {left} to decide; refparse log lists all, refparse undo takes one back")


def _key() -> str:
    """One of the keys of the menu; any other is asked for again."""
    click.echo(f"  {_MENU}")
    while True:
        key = click.getchar().lower()
        if key in {"\x03", "\x04"}:
            raise click.Abort
        if key in {*_KEYS, "u", "q", " "}:
            return key


def _shown(one: DuplicateQuestion, place: int, of: int, places: Mapping[str, str]) -> Iterator[str]:
    """The question: which two, where they were read, field by field, and the reasons."""
    yield click.style(f"{place} of {of}: one work?", bold=True)
    for letter, record, work in (("A", one.left, one.left_work), ("B", one.right, one.right_work)):
        key = f"{work.key}, " if work.key else ""
        yield f"  {letter}  {clean(places[record.id])}  ({key}record {record.id})"
    yield from beside(one.left, one.right)
    yield f"  {bits(one.verdict)}"
