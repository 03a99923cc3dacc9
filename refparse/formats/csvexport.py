"""Libraries written as a table: comma, semicolon or tab between the cells, a heading over each column.

The table is known by its headings, wherever they stand in the first lines: Embase puts the
search before them. Embase's other table, a line for each field, is read too, and the
tables under Web of Science's and Ovid's tags.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from refparse.formats import ovid, wos
from refparse.formats.entries import TOO_LONG, Found, Outside, Read, Refused, stated
from refparse.formats.fields import Fields, work_of
from refparse.formats.headings import KNOWN, SLOTS, heading, told
from refparse.formats.tagged import MAX_RECORD, tags
from refparse.work import Work, WorkType

Pairs = list[tuple[str, str]]
Reader = Callable[[Pairs], tuple[str, Work, Sequence[str]]]

_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_DELIMITERS = ",;\t|"
#: Headings must stand in the first lines, and be so many.
_HEAD_LINES, _LEAST = 20, 3
_WOS = tags("PT AU TI SO PY UT")
_OVID = tags("UI TI AU DB")
_MANY = tags("AU AF BE BA CA GP ED FA MH KW")
#: "Yang Z., Jiang B., McNamara M.E." and "Vendrig T, Keizer MNJ": commas part people who have their initials behind.
_BEHIND = re.compile(r"[^,;]+ (?:[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ]?\.?[-‐ ]?){1,5}(?: (?:Jr|Sr|2nd|3rd|II|III))?\.?")
#: "Trials. 2011 Feb 11;12(3):39-45. doi: …": PubMed's table has no other place for volume and pages.
_PUBMED = re.compile(
    r"[0-9 A-Za-z-]{4,20};(?P<volume>[^:;().]{1,20})(?:\((?P<issue>[^()]{1,40})\))?(?::(?P<pages>[^.;:]{1,30}))?\."
)
_TYPES: Sequence[tuple[str, WorkType]] = (
    ("chapter", "chapter"),
    ("booksection", "chapter"),
    ("conferenceabstract", "article-journal"),
    ("conferencereview", "article-journal"),
    ("conferencepaper", "paper-conference"),
    ("proceeding", "paper-conference"),
    ("book", "book"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("report", "report"),
    ("webpage", "webpage"),
    ("dataset", "dataset"),
    ("patent", "patent"),
    ("preprint", "article"),
)
_NOT_BOOK = ("review", "casereport")


class Table(NamedTuple):
    """How a table is written: its delimiter, whether cells are quoted, and its headings."""

    delimiter: str
    quoted: bool
    headings: tuple[str, ...]
    #: A line for each field, a record from one title to the next.
    upright: bool = False


def table_of(lines: Sequence[str]) -> tuple[int, Table] | None:
    """Where in the first lines of a file a table begins (from 0), and how it is written; ``None``: it is none.

    >>> table_of(["PMID;Title;Authors;DOI"])[1].delimiter
    ';'
    """
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if table := _headed(line):
            return at, table
    labels = [_cells(line, ",")[0] for line in lines[: 2 * _HEAD_LINES] if line.startswith('"')]
    first = next((at for at, line in enumerate(lines) if line.startswith('"TITLE"')), None)
    if first is not None and len({KNOWN.get(heading(label)) for label in labels} - {None}) >= _LEAST:
        return first, Table(",", quoted=True, headings=(), upright=True)
    return None


def _headed(line: str) -> Table | None:
    best = max(((_score(cells := _cells(line, one)), one, cells) for one in _DELIMITERS), key=lambda found: found[0])
    score, delimiter, cells = best
    if score < _LEAST:
        return None
    # Web of Science quotes nothing between its tabs.
    return Table(delimiter, quoted=not (delimiter == "\t" and _WOS.issubset(cells)), headings=tuple(cells))


def _score(cells: Sequence[str]) -> int:
    return len(set(cells)) if _WOS.issubset(cells) or _OVID.issubset(cells) else told(cells)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter), [])
    except csv.Error:
        return [line]
    return [cell.strip().lstrip("\ufeff") for cell in cells] or [line]


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The records of a table, one at a time, and what stands outside it.

    >>> rows = ["PMID,Title,Authors,Citation", '4369247,"Lupus, again","Powell RJ, Doe A.",x']
    >>> [found] = read(enumerate(rows, 1))
    >>> found.work.title, len(found.work.author), found.work.extra
    ('Lupus, again', 2, (('citation', 'x'),))
    """
    source = iter(lines)
    head = list(islice(source, 2 * _HEAD_LINES))
    found = table_of([text for _, text in head])
    if found is None:
        yield from (Outside(*line) for line in head if line[1].strip())
        return
    at, table = found
    yield from (Outside(*line) for line in head[:at] if line[1].strip())
    rows = _Rows(head[at if table.upright else at + 1 :], source, table)
    yield from _upright(rows) if table.upright else _level(rows, table)


class _Row(NamedTuple):
    line: int
    cells: list[str]
    lines: list[tuple[int, str]]
    fault: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)


class _Rows:
    """Rows of a table with the lines they were read from; lines can be given back."""

    def __init__(self, head: Iterable[tuple[int, str]], rest: Iterator[tuple[int, str]], table: Table) -> None:
        self._ahead = deque(head)
        self._rest = rest
        self._taken: list[tuple[int, str]] = []
        self._size = 0
        self._quoted = table.quoted
        self._delimiter = table.delimiter
        csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_RECORD))

    def back(self, lines: Sequence[tuple[int, str]]) -> None:
        """Read these lines again."""
        self._ahead.extendleft(reversed(lines))

    def _lines(self) -> Iterator[str]:
        while True:
            line = self._ahead.popleft() if self._ahead else next(self._rest, None)
            if line is None:
                return
            self._taken.append(line)
            self._size += len(line[1])
            # A cell whose closing quote is missing would take in the rest of the file.
            yield f"{line[1]}\n" if self._size <= MAX_RECORD else '"\n'

    def __iter__(self) -> Iterator[_Row]:
        while True:
            self._taken, self._size = [], 0
            fault = None
            try:
                cells = next(self._reader(self._lines(), strict=True), None)
            except csv.Error as error:
                cells, fault = self._lenient(str(error))
            if cells is None:
                return
            yield _Row(self._taken[0][0], [_unwrapped(cell) for cell in cells], self._taken, fault)

    def _reader(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        quote = '"' if self._quoted else None
        return iter(csv.reader(lines, delimiter=self._delimiter, quotechar=quote, strict=strict))

    def _lenient(self, error: str) -> tuple[list[str], str | None]:
        """A line in which quotes stand where they should not, read all the same; of several lines nothing."""
        if len(self._taken) > 1:
            return [], error
        return next(self._reader([self._taken[0][1]], strict=False), []), None


def _unwrapped(cell: str) -> str:
    """A cell without the formula that keeps a spreadsheet from taking it for a number."""
    found = _FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return found[1] if found else cell


def _level(rows: _Rows, table: Table) -> Iterator[Found]:
    """A row for each record."""
    headings = table.headings
    read = _reader(headings)
    for row in rows:
        filled = [cell for cell in row.cells if cell.strip()]
        if not filled and row.fault is None:
            continue
        if len(filled) == 1 and len(headings) > 1 and len(row.lines) == 1:
            yield Outside(row.line, row.text)
            continue
        fault = _fault(row, headings)
        if fault is not None:
            yield from _refused(rows, row, fault, table)
            continue
        short = len(headings) - len(row.cells)
        mended = [f"{len(row.cells)} cells under {len(headings)} headings"] if short > 0 else []
        key, work, repaired = read(list(zip(headings, row.cells, strict=False)))
        yield stated(Read(row.line, row.text, key, work, (*mended, *repaired)))


def _fault(row: _Row, headings: Sequence[str]) -> str | None:
    if sum(len(text) for _, text in row.lines) > MAX_RECORD:
        return TOO_LONG
    if row.fault is not None:
        return row.fault
    if any(cell.strip() for cell in row.cells[len(headings) :]) or 2 * len(row.cells) < len(headings):
        return f"{len(row.cells)} cells under {len(headings)} headings"
    return None


def _refused(rows: _Rows, row: _Row, reason: str, table: Table) -> Iterator[Found]:
    """A row that cannot be one; what looks like a row of its own within it is read again."""
    for at, (_, text) in enumerate(row.lines[1:], 1):
        if len(_cells(text, table.delimiter)) == len(table.headings):
            rows.back(row.lines[at:])
            yield Refused(row.line, "\n".join(text for _, text in row.lines[:at]), f"{reason}; a quote is not closed")
            return
    yield Refused(row.line, row.text, reason)


def _upright(rows: _Rows) -> Iterator[Found]:
    """A line for each field: its name and its values."""
    held: list[_Row] = []
    for row in rows:
        if row.cells and row.cells[0] == "TITLE" and held:
            yield _stood(held)
            held = []
        if held or (row.cells and row.cells[0] == "TITLE"):
            held.append(row)
        elif row.text.strip():
            yield Outside(row.line, row.text)
    if held:
        yield _stood(held)


def _stood(rows: Sequence[_Row]) -> Found:
    pairs: Pairs = []
    for row in rows:
        name = KNOWN.get(heading(row.cells[0]), row.cells[0]) if row.cells else ""
        name = {"authors": "author", "keywords": "keyword", "terms": "keyword", "editors": "editor"}.get(name, name)
        pairs += [(name, cell) for cell in row.cells[1:]]
    key, work, repaired = _work(pairs)
    return stated(Read(rows[0].line, "\n".join(row.text for row in rows).rstrip("\n"), key, work, tuple(repaired)))


def _reader(headings: Sequence[str]) -> Reader:
    if _WOS.issubset(headings):
        return lambda pairs: wos.tagged_work(list(_tagged(pairs, "; ")))
    if _OVID.issubset(headings):
        return lambda pairs: ovid.tagged_work(list(_tagged(pairs, "\n")))
    return _headed_work


def _tagged(pairs: Pairs, between: str) -> Iterator[tuple[str, str]]:
    for tag, text in pairs:
        if tag in _MANY:
            yield from ((tag, part) for part in text.split(between))
        else:
            yield tag, text


def _headed_work(pairs: Pairs) -> tuple[str, Work, Sequence[str]]:
    """The work of a row; of two columns for one thing (short and full names) both are kept."""
    named = [(KNOWN.get(heading(name), name), text) for name, text in pairs]
    return _work([pair for name, text in named for pair in _parted(name, text)])


def _parted(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A cell as the values it holds."""
    if name in {"authors", "full-authors", "editors"}:
        role = "editor" if name == "editors" else "author" if name == "authors" else "full"
        yield from ((role, one) for one in _people(text))
    elif name == "groups":
        yield from (("author", f"{one},") for one in text.split("; ") if one.strip())
    elif name in {"keywords", "terms"}:
        parts = text.split(";") if ";" in text else text.split(", ")
        yield from (("keyword", part) for part in parts)
    elif name == "citation":
        yield name, text
        if found := _PUBMED.search(text):
            yield from (pair for pair in found.groupdict().items() if pair[1])
    else:
        yield name, text


def _people(text: str) -> list[str]:
    """The names of a cell, whatever parts them.

    >>> _people("Yang Z., Jiang B."), _people("Kim, JS; Gilbert, JB"), _people("Yang, Z. and Xu, J.")
    (['Yang Z.', 'Jiang B.'], ['Kim, JS', 'Gilbert, JB'], ['Yang, Z.', 'Xu, J.'])
    >>> _people("Smith, John")
    ['Smith, John']
    """
    for between in (";", "\n", "|", " and "):
        if between in text:
            return [part.strip() for part in text.split(between) if part.strip()]
    parts = [part.strip() for part in text.split(", ")]
    ended = [parts[-1].removesuffix("."), *parts[:-1]]
    return parts if len(parts) > 1 and sum(map(bool, map(_BEHIND.fullmatch, ended))) > len(parts) / 2 else [text]


def _work(pairs: Pairs) -> tuple[str, Work, Sequence[str]]:
    full = [text for name, text in pairs if name == "full"]
    short = [text for name, text in pairs if name == "author"]
    if full and len(full) == len(short):
        pairs = [(("author" if name == "full" else name), text) for name, text in pairs if name != "author"]
    said = Fields(pairs)
    kind = _kind(said)
    key = next(iter(said.peek("accession pmid")), "")
    return key, work_of(said, SLOTS, kind), said.repaired


def _kind(said: Fields) -> WorkType | None:
    """The type, by the words of its column; an article where there is a journal and nothing else is said."""
    words = heading(" ".join(said.peek("type")))
    if not any(word in words for word in _NOT_BOOK):
        for word, kind in _TYPES:
            if word in words:
                return kind
    return "article-journal" if "article" in words or said.peek("journal") else None
