"""Files of tagged lines cut into records: RIS, MEDLINE (nbib), Web of Science, Ovid.

Every line is in a record or is said to stand outside one; nothing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from refparse.formats.entries import TOO_LONG, Found, Outside, Read, Refused, stated
from refparse.work import Work

#: A record longer than this is refused: somewhere its end is missing.
MAX_RECORD = 4_000_000
NO_END = "no end line"
NO_BEGINNING = "its first line is missing"


def tags(words: str) -> frozenset[str]:
    """Tags written in a row.

    >>> sorted(tags("TI AU"))
    ['AU', 'TI']
    """
    return frozenset(words.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the lines of one format are tagged."""

    #: Of a line with a tag: the groups ``tag``, ``gap`` (blanks before the hyphen) and ``text``.
    line: re.Pattern[str]
    #: Tags that begin a record, and those that end one.
    begins: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    #: Tags that tell a record whose first line is lost from text around records.
    telling: frozenset[str] = frozenset()
    #: A line that stands between records, and says that another begins.
    between: re.Pattern[str] | None = None
    blank_ends: bool = False
    #: Tags each line below which is a value of its own; an indented one only where ``indented``.
    listed: frozenset[str] = frozenset()
    indented: bool = False


@dataclass(slots=True, kw_only=True)
class Raw:
    """One record as it stands in the file."""

    #: Number of its first line, from 1.
    line: int
    lines: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    #: Blanks before the hyphen of its first tag: all its tags have as many.
    gap: str | None = None
    size: int = 0
    _said: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The record, line for line."""
        return "\n".join(self.lines).rstrip("\n")

    @property
    def too_long(self) -> bool:
        """Whether the record is longer than any is."""
        return self.size > MAX_RECORD

    def pairs(self) -> list[tuple[str, str]]:
        """(tag, value), in order."""
        return [(tag, " ".join(pieces)) for tag, pieces in self._said]

    def add(self, tag: str, text: str, line: str, dialect: Dialect) -> None:
        """Take one more line."""
        self.lines.append(line)
        self.size += len(line) + 1
        if tag:
            self._said.append((tag, [text]))
        elif self._said and line.strip():
            last, pieces = self._said[-1]
            if last in dialect.listed and (dialect.indented or not line[0].isspace()):
                self._said.append((last, [line]))
            else:
                pieces.append(line)


def records(lines: Iterable[tuple[int, str]], dialect: Dialect) -> Iterator[Raw | Outside]:
    """The records of a file, in order, and between them the lines that belong to none.

    >>> ris = Dialect(line=re.compile("(?P<tag>[A-Z][A-Z0-9])(?P<gap> +)-(?: +(?P<text>.*))?"),
    ...               begins=frozenset({"TY"}), ends=frozenset({"ER"}))
    >>> [one.pairs() for one in records([(1, "TY  - JOUR"), (2, "TI  - Lupus"), (3, "ER  - ")], ris)]
    [[('TY', 'JOUR'), ('TI', 'Lupus')]]

    A record whose end line is missing ends where the next begins, and says so.
    """
    raw: Raw | None = None
    for number, line in lines:
        tag, text, gap = _tag(line, raw, dialect)
        if tag in dialect.begins or (dialect.between is not None and dialect.between.fullmatch(line)):
            yield from _cut(raw, dialect)
            raw = Raw(line=number, gap=gap)
            raw.add(tag, text, line, dialect)
        elif raw is None:
            if tag in dialect.telling:
                raw = Raw(line=number, gap=gap, repaired=[NO_BEGINNING])
                raw.add(tag, text, line, dialect)
            elif line.strip():
                yield Outside(number, line)
        elif tag in dialect.ends or (dialect.blank_ends and not line.strip()):
            raw.lines.append(line)
            yield raw
            raw = None
        else:
            raw.gap = gap if raw.gap is None else raw.gap
            raw.add(tag, text, line, dialect)
            if raw.too_long:
                yield raw
                raw = None
    yield from _cut(raw, dialect)


def _tag(line: str, raw: Raw | None, dialect: Dialect) -> tuple[str, str, str | None]:
    """Tag, text and gap of a line; of a line of text no tag: "ER - positive" in an abstract is text."""
    found = dialect.line.fullmatch(line)
    if found is None:
        return "", line, None
    tag, gap, text = found.group("tag", "gap", "text")
    strange = raw is not None and raw.gap is not None and gap != raw.gap
    if strange or (tag in dialect.ends and text and text.strip()):
        return "", line, None
    return tag, text or "", gap


def _cut(raw: Raw | None, dialect: Dialect) -> Iterator[Raw]:
    if raw is not None:
        if dialect.ends:
            raw.repaired.append(NO_END)
        yield raw


def read_each(
    lines: Iterable[tuple[int, str]], dialect: Dialect, read: Callable[[Raw], tuple[str, Work, Sequence[str]]]
) -> Iterator[Found]:
    """What every record says: ``read`` gives its key, its work, and what it had to mend."""
    for raw in records(lines, dialect):
        if isinstance(raw, Outside):
            yield raw
        elif raw.too_long:
            yield Refused(raw.line, raw.text, TOO_LONG)
        else:
            key, work, repaired = read(raw)
            yield stated(Read(raw.line, raw.text, key, work, (*raw.repaired, *repaired)))
