"""BibTeX libraries of any size, entry by entry: a broken entry spoils no other.

The file is parsed in pieces cut before a line that begins an entry; the ``@string`` macros
met so far go along with each.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
from bibtexparser.model import (
    Block,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)

from refparse.errors import SourceError
from refparse.formats import bibtex
from refparse.formats.entries import TOO_LONG, Found, Outside, Read, Refused, stated
from refparse.formats.fields import tidy
from refparse.formats.tagged import MAX_RECORD

# It would tell the terminal about every entry it cannot read; we tell it in the report.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

#: How much is parsed at once.
_PIECE = 200_000
ENTRY = re.compile(r"\s{0,8}@\s{0,4}(?!comment|preamble)[A-Za-z]{3,30}\s{0,8}[{(]", re.IGNORECASE)
_NO_KEY = re.compile(
    r"^(\s{0,8}@(?!comment|preamble|string)[A-Za-z]{3,30}\s{0,8}[{(])(?=\s{0,200}[A-Za-z_-]{2,40}\s{0,8}=)",
    re.IGNORECASE | re.MULTILINE,
)
_TWICE = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_PEOPLE = frozenset(["author", "editor"])
_MACRO = re.compile(r"^\s{0,8}@string", re.IGNORECASE)


def read(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The entries of BibTeX lines, one at a time, and what stands outside them.

    >>> lines = ["@book{rothe, title = {Calcinosis}}", "@book{bad, title = {", "@book{x, title={y}}"]
    >>> found = list(read(enumerate(lines, 1)))
    >>> [type(one).__name__ for one in found], found[0].key
    (['Read', 'Refused', 'Read'], 'rothe')
    """
    macros: dict[str, String] = {}
    for line, text in _pieces(lines):
        if len(text) > MAX_RECORD:
            yield Refused(line, text[:MAX_RECORD], TOO_LONG)
        else:
            yield from _entries(line, text, macros)


def _pieces(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    begun, size = 1, 0
    for number, line in lines:
        if (size > _PIECE and ENTRY.match(line)) or size > MAX_RECORD:
            yield begun, "\n".join(held)
            held, begun, size = [], number, 0
        held.append(line)
        size += len(line) + 1
    yield begun, "\n".join(held)


def _entries(line: int, text: str, macros: dict[str, String]) -> Iterator[Found]:
    mended = _NO_KEY.sub(r"\1,", text)
    library = parse_string(mended, parse_stack=[])
    strings = {block.key: block for block in library.blocks if isinstance(block, String)}
    macros |= strings
    held: Refused | None = None
    for block in library.blocks:
        found = _found(line, block, macros)
        if isinstance(found, Outside) and held is not None:
            # What is left of an entry that broke off.
            held = held._replace(text=f"{held.text}\n{found.text}")
            continue
        if held is not None:
            yield held
            held = None
        if isinstance(found, Refused):
            held = found
        elif found is not None:
            yield found
    if held is not None:
        yield held


def _found(begun: int, block: Block, macros: dict[str, String]) -> Found | None:
    line = begun + (block.start_line or 0)
    raw = block.raw or ""
    if isinstance(block, String):
        return None
    if isinstance(block, ImplicitComment | ExplicitComment | Preamble) or _MACRO.match(raw):
        return Outside(line, raw) if raw.strip() else None
    entry, repaired = _entry(block)
    if entry is not None:
        return _read(line, raw, entry, repaired, macros)
    fault = getattr(block, "error", "")
    reason = " ".join(str(getattr(fault, "abort_reason", fault)).split())
    return Refused(line, raw, f"not BibTeX: {reason}")


def _entry(block: Block) -> tuple[Entry | None, tuple[str, ...]]:
    """The entry of a block, and what had to be mended for it; keys that several entries share are nothing odd."""
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    repaired = ("a field stands twice",) if isinstance(block, DuplicateFieldKeyBlock) else ()
    return (inner if isinstance(inner, Entry) else None), repaired


def _read(line: int, raw: str, entry: Entry, repaired: tuple[str, ...], macros: dict[str, String]) -> Found:
    first: dict[str, Field] = {}
    again = [field for field in entry.fields if first.setdefault(field.key.lower(), field) is not field]
    bare = _bare(Entry(entry.entry_type, entry.key, list(first.values())), macros)
    try:
        exported = bibtex.read_entry(bare)
    except SourceError as fault:
        return Refused(line, raw, fault.what)
    extra = tuple((field.key.lower(), str(field.value).strip('{}"')) for field in again)
    kind = () if exported.work.type or entry.entry_type == "misc" else (("entrytype", entry.entry_type),)
    work, mended = tidy(replace(exported.work, extra=(*exported.work.extra, *kind, *extra)))
    keyless = () if entry.key else ("no cite key",)
    return stated(Read(line, raw, entry.key, work, (*repaired, *keyless, *mended)))


def _bare(entry: Entry, macros: dict[str, String]) -> Entry:
    """The entry with its macros written out and its values without braces or quotes around them."""
    library = Library([*macros.values(), entry])
    for middleware in (ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()):
        library = middleware.transform(library)
    [bare] = library.entries
    for field in bare.fields:
        # Some programs brace every value twice; around a name, braces mark a group.
        if field.key.lower() not in _PEOPLE and _TWICE.fullmatch(str(field.value)):
            field.value = str(field.value)[1:-1]
    return bare
