"""Options of the commands that ask a registry, what they say before they do, and how far they are."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

import click

from refparse.cli.clean import clean
from refparse.cli.face import Face
from refparse.resolve.address import PUBLIC, is_person, is_server

if TYPE_CHECKING:
    from refparse.pipeline.registries import Desk

P = ParamSpec("P")
R = TypeVar("R")

#: What a command ends with when a registry gave no answer to some of it.
PARTIAL = 4
_HELD = "refparse.desk"


def _keep(ctx: click.Context, option: click.Parameter, value: object) -> None:
    ctx.meta.setdefault(_HELD, {})[option.name] = value


def _server(ctx: click.Context, option: click.Parameter, value: str) -> None:
    if not is_server(value):
        raise click.BadParameter("not the address of a server; begin with https://", ctx, option)
    _keep(ctx, option, value)


def _person(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    if value and not is_person(value):
        raise click.BadParameter("not an e-mail address; name one you read", ctx, option)
    _keep(ctx, option, value)


def _named(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    if value == "":
        raise click.BadParameter("no name", ctx, option)
    _keep(ctx, option, value)


_OPTIONS = (
    click.option(
        "--mirror",
        metavar="PATH",
        help="Ask a mirror on disk, no network; wins over --offline.",
        expose_value=False,
        callback=_named,
    ),
    click.option(
        "--offline", is_flag=True, help="Ask nobody; answer from the cache.", expose_value=False, callback=_keep
    ),
    click.option(
        "--base-url",
        metavar="URL",
        default=PUBLIC,
        show_default=True,
        help="A server that answers as Crossref does.",
        expose_value=False,
        callback=_server,
    ),
    click.option(
        "--mailto",
        metavar="ADDRESS",
        envvar="REFPARSE_MAILTO",
        help="An address you read; with it Crossref answers twice as fast. [default: $REFPARSE_MAILTO]",
        expose_value=False,
        callback=_person,
    ),
    click.option(
        "--cache",
        metavar="DIR",
        help="Where answers are kept. [default: $REFPARSE_CACHE, else your cache folder]",
        expose_value=False,
        callback=_keep,
    ),
)
cache = _OPTIONS[-1]


def options(function: Callable[P, R]) -> Callable[P, R]:
    """The options of a registry; :func:`asked` opens what they name."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def cache_folder() -> str | None:
    """The folder of answers that was asked for."""
    held: dict[str, str | None] = click.get_current_context().meta[_HELD]
    return held["cache"]


@contextmanager
def asked(face: Face, sees: str) -> Iterator[Desk]:
    """The registry this call is to ask; before it is asked, one line says who will see what."""
    from refparse.pipeline import registry

    where = click.get_current_context().meta[_HELD]
    with registry(**where) as desk:
        if where["mirror"] is None and not where["offline"]:
            _announce(face, where["base_url"], sees, known=bool(where["mailto"]))
        try:
            yield desk
        finally:
            for note in desk.notes:
                face.note(clean(note))


def _announce(face: Face, base_url: str, sees: str, *, known: bool) -> None:
    host = clean(urlsplit(base_url).netloc or base_url)
    face.note(f"asking {host}, which sees {sees}{' and your address' if known else ''}; --offline asks nobody")
    if not known and base_url == PUBLIC:
        face.note("without --mailto Crossref answers at the slower rate for everybody")


class Pace:
    """How fast answers come: counts, rate and remaining time in one line.

    >>> pace = Pace(10, now=iter([0.0, 2.0]).__next__)
    >>> pace.said("resolved")
    '1 resolved; 0.5 a second, 18 s left'
    """

    def __init__(self, total: int, *, now: Callable[[], float] = time.monotonic) -> None:
        """Begin to count."""
        self._total = total
        self._now = now
        self._began = now()
        self._counts: Counter[str] = Counter()

    @property
    def done(self) -> int:
        """How many answers came."""
        return self._counts.total()

    def said(self, state: str) -> str:
        """The line after one more answer."""
        self._counts[state] += 1
        took = max(self._now() - self._began, 1e-3)
        rate = self.done / took
        counts = ", ".join(f"{count:,} {name}" for name, count in self._counts.items())
        return f"{counts}; {rate:,.1f} a second, {duration((self._total - self.done) / rate)} left"


def duration(seconds: float) -> str:
    """A time to wait, as people say it.

    >>> duration(18.2), duration(600), duration(7300)
    ('18 s', '10 min', '2 h')
    """
    minute, hour = 60, 3600
    if seconds < 2 * minute:
        return f"{seconds:.0f} s"
    return f"{seconds / minute:.0f} min" if seconds < 2 * hour else f"{seconds / hour:.0f} h"
