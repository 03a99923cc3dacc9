"""Files that commands write: never a folder, never over what is read, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click


def refuse_place(out: str) -> None:
    """Said before any work is done: a file can only be where a folder is, and replaces nothing but a file."""
    from refparse.errors import ExportError

    path = Path(out)
    if not out or path.is_dir():
        raise ExportError(f"{out or '-o'}: {'a folder' if out else 'no name'}", hint="name a file in it")
    if path.exists() and not path.is_file():
        raise ExportError(f"{out}: not a file", hint="name another; without -o the result goes to standard output")
    if not path.parent.is_dir():
        raise ExportError(f"{path.parent}: no such folder", hint="make it first, or name another")


def refuse_inputs(out: str, inputs: Iterable[str | Path], *, was: str = "is read") -> None:
    """What is read, by whatever name, is never written over."""
    path = Path(out)
    for one in map(Path, inputs):
        if path.exists() and one.exists() and path.samefile(one):
            raise click.UsageError(f"{out} {was} and is not written over; name another file")


def refuse_one_for_two(outputs: Sequence[str]) -> None:
    """One file holds one thing."""
    if len({Path(place).resolve() for place in outputs}) < len(outputs):
        raise click.UsageError(f"{outputs[0]} cannot hold both; name another file")


def put(out: str, text: str) -> None:
    """Write the file at once; what goes wrong is told of the file that was named."""
    from refparse.formats.text import write_text

    try:
        write_text(out, text)
    except OSError as error:  # it names the file beside the one asked for, which nobody knows of
        raise OSError(error.errno, error.strerror, out) from error
