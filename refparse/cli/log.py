"""``refparse log``: every decision ever made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.pipeline import LogLine
    from refparse.reference import Record

_COLUMNS = (
    "decision", "at", "who", "said", "because", "taken_back_by", "takes_back", "left", "right", "left_read",
    "right_read", "left_record", "right_record",
)  # fmt: skip


@click.command("log")
@click.option("--csv", "as_csv", is_flag=True, help="Print all of it as CSV, for a methods section.")
@options.db
@common
def command(face: Face, *, as_csv: bool) -> None:
    r"""List every decision, and those taken back.

    \b
    refparse log
    refparse log --csv > decisions.csv
    """
    from refparse import pipeline
    from refparse.cli.show import plain

    with options.library(read_only=True) as graph:
        lines = pipeline.log(graph)
    if as_csv and not face.json:
        click.echo(_csv(lines), nl=False)
        return
    face.result({"log": plain(lines)}, _lines(lines))


def _lines(log: Sequence[LogLine]) -> Iterator[str]:
    for one in log:
        line = one.line
        said = line.said or f"takes back {line.undoes}"
        back = f"  (taken back by {one.undone_by})" if one.undone_by is not None else ""
        reason = f": {clean(line.because)}" if line.because else ""
        yield click.style(f"{line.seq}  {line.at}  {clean(line.who)}  {said}{back}{reason}", bold=True)
        yield from (f"    {_said(side)}" for side in (one.left, one.right) if line.said)
    yield f"{len(log)} lines"


def _said(record: Record | None) -> str:
    from refparse.cli.show import line

    return "(no longer in the store)" if record is None else line(record.work)


def _csv(lines: Sequence[LogLine]) -> str:
    from refparse.cli.tables import table

    rows = map(_row, lines)
    return table(_COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))


def _row(one: LogLine) -> Mapping[str, object]:
    line = one.line
    return {
        "decision": line.seq, "at": line.at, "who": line.who, "said": line.said, "because": line.because,
        "taken_back_by": one.undone_by, "takes_back": line.undoes, "left": _said(one.left), "right": _said(one.right),
        "left_read": one.left_read, "right_read": one.right_read,
        "left_record": line.left_id, "right_record": line.right_id,
    }  # fmt: skip
