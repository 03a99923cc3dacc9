"""Libraries in JSON, item by item: CSL-JSON as Zotero, pandoc and citeproc write it, and our own JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from refparse.errors import SourceError
from refparse.formats import csljson, jsonl
from refparse.formats.entries import Found, Read, Refused, stated
from refparse.formats.fields import tidy
from refparse.formats.jsonl import ExportWork, Json, dumps
from refparse.formats.tagged import MAX_RECORD
from refparse.work import WorkType

_BETWEEN = re.compile(r"[\s,]*+")
_LIST = re.compile(r'\s*+(?:\{[^\[\]{}]{0,2000}?"(?:items|references)"\s*+:\s*+)?\[')
_DECODER = json.JSONDecoder()
#: Members that the reader of an item looks at, however odd their shape.
_TAKEN = csljson.MEMBERS | {"id", "type", "author", "editor", "issued", "keyword", "custom"}


def read_csl(chunks: Iterable[str]) -> Iterator[Found]:
    """The items of a CSL-JSON array, one at a time; what CSL has and we have not is kept with the work.

    >>> [found] = read_csl(['[{"id": "kim2006", "title": "Lupus", "type": "article-magazine"}]'])
    >>> found.key, found.work.extra
    ('kim2006', (('type', 'article-magazine'),))

    Where the JSON itself breaks off, nobody knows where the next item begins: the rest is refused as one.
    """
    for line, text, item in _items(chunks):
        if not isinstance(item, dict):
            yield Refused(line, text, "not an object" if item is not _BROKEN else "the JSON breaks off here")
            continue
        try:
            exported = csljson.read_item(item)
        except (ValueError, RecursionError) as fault:
            yield Refused(line, text, f"not CSL-JSON: {fault}")
        else:
            work, repaired = tidy(replace(exported.work, extra=_extra(exported, item)))
            yield stated(Read(line, text, exported.key, work, repaired))


_BROKEN = object()
_KINDS = frozenset(get_args(WorkType))


def _items(chunks: Iterable[str]) -> Iterator[tuple[int, str, object]]:
    """Each item of the array with its first line and its text; :data:`_BROKEN` where there is none."""
    line, held, begun = 1, "", False
    pieces = iter(chunks)
    while (piece := next(pieces, None)) is not None or held:
        held += piece or ""
        if not begun and (opening := _LIST.match(held)):
            line += held.count("\n", 0, opening.end())
            held, begun = held[opening.end() :], True
        at = 0
        while begun:
            start = _BETWEEN.match(held, at)
            at, line = (start.end(), line + held.count("\n", at, start.end())) if start else (at, line)
            if held.startswith("]", at):
                return
            try:
                item, stop = _DECODER.raw_decode(held, at)
            except (ValueError, RecursionError):
                break
            yield line, held[at:stop], item
            line += held.count("\n", at, stop)
            at = stop
        held = held[at:]
        if (piece is None or len(held) > MAX_RECORD) and held.strip():
            yield line, held[:MAX_RECORD], _BROKEN
            return


def _extra(exported: ExportWork, item: Mapping[str, Json]) -> tuple[tuple[str, str], ...]:
    """What the item says and the work does not: members we do not name, and shapes we cannot hold."""
    extra = list(exported.work.extra)
    for name, value in item.items():
        unknown = name not in _TAKEN
        lost = name in _SHAPED and not _SHAPED[name](value)
        if name == "type":
            lost = exported.work.type is None and value not in _KINDS
        if (unknown or lost) and value not in (None, "", [], {}):
            extra.append((name, value if isinstance(value, str) else dumps(value)))
    return tuple(extra)


def _names_held(value: Json) -> bool:
    people = value if isinstance(value, list) else [None]
    return all(isinstance(name, dict) and name.keys() <= _NAME for name in people)


def _date_held(value: Json) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {"date-parts", "season", "literal"}:
        return False
    parts = value.get("date-parts", [])
    return isinstance(parts, list) and len(parts) <= 1


def _words_held(value: Json) -> bool:
    return isinstance(value, str)


_NAME = frozenset(["family", "given", "non-dropping-particle", "suffix", "literal"])
_SHAPED = {"author": _names_held, "editor": _names_held, "issued": _date_held, "keyword": _words_held}


def read_jsonl(lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The works of our own JSON Lines, one at a time.

    >>> [found] = read_jsonl([(1, '{"schema": "refparse/1", "id": "", "key": "kim", "work": {"title": "Lupus"}}')])
    >>> found.key
    'kim'
    """
    for line, text in lines:
        if text.strip():
            try:
                [exported] = jsonl.read(text)
            except SourceError as fault:
                yield Refused(line, text, fault.what)
            else:
                yield stated(Read(line, text, exported.key, exported.work))
