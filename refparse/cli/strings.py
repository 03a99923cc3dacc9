"""``refparse parse --strings``: reference strings read as they stream by, and written in their order."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

import click

from refparse.cli.asked import MOST, Asked, Strings
from refparse.cli.clean import clean
from refparse.cli.face import Face
from refparse.cli.listing import entry_lines
from refparse.errors import ParseError
from refparse.formats.keys import Distinct
from refparse.reference import Parsed, Unparsed

if TYPE_CHECKING:
    from refparse.parse.labeller import Labeller
    from refparse.pipeline import Format

#: Batches below which reading takes less time than starting processes.
_FEW = 2000 // MOST
#: Cite keys remembered, so that works of one key are told apart by letters; later ones are numbered.
_KEYS = 100_000

#: How a cite key stands in an entry of each format.
_KEYED = {"bibtex": "{%s,", "ris": "ID  - %s\n", "csljson": '"id": "%s"', "jsonl": '"key": "%s"'}
#: What stands before the first entry, and before each other.
_BETWEEN = {"bibtex": ("", "\n"), "ris": ("", "\n"), "csljson": ("[\n", ",\n"), "jsonl": ("", "")}

#: What is printed of one result, and the cite key within it where the format has one.
Entry = tuple[str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One batch, read and made ready to print."""

    count: int
    entries: list[Entry]
    unread: list[tuple[Asked, Unparsed]]


def run(face: Face, strings: Strings, form: str, *, model: str | None, jobs: int | None, strict: bool) -> None:
    """Read all strings and print them as ``form`` has it: "lines", "ids", "json" or a format of works."""
    writer = Writer(form)
    unread = done = 0
    begun = time.monotonic()
    # On a terminal the results themselves show how far it is.
    with nullcontext(lambda *_: None) if sys.stdout.isatty() else face.progress() as progress:
        for batch in _results(strings, form, model, jobs):
            click.echo(writer.text(batch.entries), nl=False, color=face.color)
            if strict and batch.unread:
                raise _refused(*batch.unread[0])
            unread += len(batch.unread)
            done += batch.count
            rate = done / max(time.monotonic() - begun, 1e-3)
            progress(f"{done:,} references, {rate:,.0f} a second", strings.done, strings.total)
    click.echo(writer.end(), nl=False)
    if strings.fault is not None:
        raise strings.fault
    if unread:
        face.note(f"{unread} of {done} strings do not read as references")


def _results(strings: Strings, form: str, model: str | None, jobs: int | None) -> Iterator[Read]:
    from refparse.cli.pool import cores, in_order
    from refparse.pipeline import load_labeller

    # Loaded here even where other processes read: a model that is none is told before anything starts.
    labeller = load_labeller(model)
    batches = strings.batches()
    first = list(islice(batches, _FEW + 1))
    jobs = jobs or cores()
    if jobs == 1 or len(first) <= _FEW:
        return (read(batch, form, labeller) for batch in chain(first, batches))
    return in_order(partial(read_apart, form=form, model=model), chain(first, batches), jobs)


def _refused(asked: Asked, one: Unparsed) -> ParseError:
    place = f"{asked.file}:{asked.number}"
    return ParseError(one.reference.text, reached=one.reached[1], expected=one.expected, place=place)


def read_apart(batch: list[Asked], *, form: str, model: str | None) -> Read:
    """A batch read in a process of its own, whose labeller is loaded once."""
    return read(batch, form, _labeller(model))


@cache
def _labeller(model: str | None) -> Labeller:
    from refparse.pipeline import load_labeller

    return load_labeller(model)


def read(batch: list[Asked], form: str, labeller: Labeller) -> Read:
    """A batch read, each result made ready to print."""
    from refparse.pipeline import parse_strings

    results = list(parse_strings([one.text for one in batch], labeller=labeller))
    pairs = list(zip(batch, results, strict=True))
    return Read(
        count=len(batch),
        entries=[entry for one, result in pairs if (entry := _entry(one, result, form)) is not None],
        unread=[(one, result) for one, result in pairs if isinstance(result, Unparsed)],
    )


def _entry(one: Asked, result: Parsed | Unparsed, form: str) -> Entry | None:
    from refparse.formats.jsonl import Json, dumps
    from refparse.train.gold import named
    from refparse.train.rows import row_of

    if form == "json":
        row = row_of(result, id_="", source=one.source)
        return None, dumps(cast("Json", row | {"id": one.id})) + "\n"
    if form in {"lines", "ids"}:
        label = named(one.id) if form == "ids" else str(one.number)
        return None, "".join(f"{line}\n" for line in entry_lines(clean(label), result))
    return _exported(result, cast("Format", form)) if isinstance(result, Parsed) else None


def _exported(result: Parsed, form: Format) -> Entry:
    """A work as one entry of its format, with the key it would have if there were no other."""
    from refparse.formats.jsonl import ExportWork
    from refparse.formats.keys import base_key
    from refparse.pipeline import WRITERS

    key = base_key(result.work, result.reference.id)
    return key, WRITERS[form]([ExportWork(id=result.reference.id, key=key, work=result.work)])


class Writer:
    """Entries put together to one file of their format, each with a cite key of its own.

    >>> writer = Writer("jsonl")
    >>> writer.text([("kim2006", '{"key": "kim2006"} ')] * 2)
    '{"key": "kim2006"} {"key": "kim2006a"} '
    """

    def __init__(self, form: str) -> None:
        """Begin with nothing written."""
        self._form = form
        self._keys = Distinct(remembered=_KEYS)
        self._begun = False

    def text(self, entries: Iterable[Entry]) -> str:
        """What is to be written of these entries, after those before."""
        return "".join(self._keyed(*entry) for entry in entries)

    def _keyed(self, key: str | None, text: str) -> str:
        if key is None:
            return text
        # The key is where its first mark stands: behind "@article{", below TY, or the first value of its name.
        mark = _KEYED[self._form]
        text = text.replace(mark % key, mark % self._keys.out(key), 1)
        before = _BETWEEN[self._form][self._begun]
        self._begun = True
        # One array of many, where each was written as an array of one.
        return before + (text[len("[\n") : -len("\n]\n")] if self._form == "csljson" else text)

    def end(self) -> str:
        """What closes the file."""
        if self._form != "csljson":
            return ""
        return "\n]\n" if self._begun else "[]\n"
