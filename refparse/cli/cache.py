"""``refparse cache``: what registries answered, and is not asked again."""

from __future__ import annotations

import click

from refparse.cli import desk
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

_DAY = 86400.0


@click.group("cache")
def command() -> None:
    """Look at the answers that are kept, or forget them."""


@command.command("info")
@desk.cache
@common
def info(face: Face) -> None:
    """Tell where answers are kept, how many, how large they are and how old."""
    from refparse import paths
    from refparse.pipeline.registries import ANSWERS
    from refparse.resolve.cache import Cache

    path = paths.cache(desk.cache_folder()) / ANSWERS
    if not path.exists():
        face.result(_told(str(path), 0, 0, 0, None), [f"{clean(str(path))}: no answers are kept yet"])
        return
    with Cache(path) as cache:
        size = cache.size()
    oldest = "" if size.oldest is None else f", the oldest {size.oldest / _DAY:.1f} days old"
    line = f"{clean(str(path))}: {size.known:,} answers with records, {size.unknown:,} without, "
    line += f"{size.bytes / 1e6:,.1f} MB{oldest}"
    face.result(_told(str(path), size.known, size.unknown, size.bytes, size.oldest), [line])


def _told(path: str, known: int, unknown: int, large: int, oldest: float | None) -> dict[str, str | int | float | None]:
    return {"file": path, "known": known, "unknown": unknown, "bytes": large, "oldest": oldest}


@command.command("prune")
@click.option("--older-than", metavar="DAYS", type=click.FloatRange(0), help="Only answers so old. [default: all]")
@desk.cache
@common
def prune(face: Face, older_than: float | None) -> None:
    r"""Forget answers: they are asked for again when they are needed.

    \b
    refparse cache prune --older-than 60
    """
    from refparse import paths
    from refparse.pipeline.registries import ANSWERS
    from refparse.resolve.cache import Cache

    path = paths.cache(desk.cache_folder()) / ANSWERS
    gone = 0
    if path.exists():
        with Cache(path) as cache:
            gone = cache.prune((older_than or 0.0) * _DAY)
    face.result({"file": str(path), "forgotten": gone}, [f"{clean(str(path))}: {gone:,} answers forgotten"])
