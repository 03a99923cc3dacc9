"""How commands speak: result to standard output, notes to standard error, colour where wanted."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import click

from refparse.formats.jsonl import SCHEMA, Json, dumps

if TYPE_CHECKING:
    from refparse.cli.progress import Progress

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What one call asked of its output."""

    command: str
    json: bool
    quiet: bool
    #: Colour always, never, or (``None``) where standard output is a terminal.
    color: bool | None

    def result(self, data: Mapping[str, Json], lines: Iterable[str]) -> None:
        """Print the answer: as JSON of the one schema, or as lines for people."""
        if self.json:
            lines = [dumps({"schema": SCHEMA, "command": self.command} | dict(data), indent=2)]
        for line in lines:
            click.echo(line, color=self.color)

    def note(self, text: str) -> None:
        """Say something beside the result, unless ``--quiet``."""
        if not self.quiet:
            click.echo(text, err=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A callback (stage, done, total) that draws a bar on a terminal after a second, else tells once a minute."""
        if self.quiet:
            yield lambda _stage, _done, _total: None
            return
        from refparse.cli.progress import Bar, Lines

        shown = Bar() if sys.stderr.isatty() else Lines()
        try:
            yield shown.show
        finally:
            shown.stop()


def common(function: Callable[Concatenate[Face, P], int | None]) -> Callable[P, int | None]:
    """The options every command has, handed to it as one :class:`Face`."""

    @click.option("--json", "as_json", is_flag=True, help="Print JSON of the schema refparse/1.")
    @click.option("-q", "--quiet", is_flag=True, help="Print the result only.")
    @click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
    @click.pass_context
    @functools.wraps(function)
    def call(ctx: click.Context, /, *args: P.args, **kwargs: P.kwargs) -> int | None:
        face = Face(
            command=ctx.command_path.removeprefix("refparse "),
            json=bool(kwargs.pop("as_json")),
            quiet=bool(kwargs.pop("quiet")),
            color=_color(str(kwargs.pop("color"))),
        )
        return function(face, *args, **kwargs)

    # click knows its mark for "do not fill this paragraph" as the character itself.
    call.__doc__ = (function.__doc__ or "").replace("\\b\n", "\b\n")
    return call


def _color(asked: str) -> bool | None:
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
