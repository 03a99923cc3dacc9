"""Tables for spreadsheets: CSV in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from refparse.cli.clean import clean

_KEY = re.compile(r"[+-]?[\w:.]+")


def cell(value: object) -> object:
    """The value as a cell that a spreadsheet takes for text, whatever a title begins with.

    >>> cell("=1+1"), cell("-kim1998"), cell(2.5)
    ("'=1+1", '-kim1998', 2.5)

    A cite key that begins with a sign calls nothing, and is what people look up: it stays.
    """
    if not isinstance(value, str):
        return value
    value = clean(value)
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) and not _KEY.fullmatch(value) else value


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Rows as CSV with a line of headings.

    >>> table(["a", "b"], [["x", 1]])
    'a,b\r\nx,1\r\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
