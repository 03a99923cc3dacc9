"""Labelled reference strings as JSON Lines: what is trained on, judged by, and printed.

One line is one reference string and what it says::

    {"raw": "Tay CH. Cutaneous lupus. Skin 1970;11(2):30-41. doi:10.1000/182",
     "fields": {"author": ["Tay CH"],         a list, one string for each person
                "title": "Cutaneous lupus",    text as it stands in raw
                "container": "Skin", "volume": "11", "issue": "2", "pages": "30-41",
                "date": "1970", "year": "1970", "doi": "10.1000/182"},
     "split": true,         author and editor hold one person each; else one string may hold them all
     "id": "mine#1",        free; else the file's name and the line
     "source": "mine",      free; else the file's name: results are counted by it
     "license": "CC BY"}    free; stated and neither CC BY nor CC0, the row is not trained on unasked

``raw`` and ``fields`` must be there. The fields are those of :data:`FIELDS`; absent means
not printed. Other members may stand in a line and are kept. ``refparse parse --strings
--json`` prints such lines, with ``type``, ``by``, ``confidence`` (of the whole reference) and
``field_confidence`` besides, so a result is corrected in an editor and learnt from as it is.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from refparse.errors import SourceError

#: The names a field may have, in the order they are printed.
FIELDS = ("author", "title", "container", "volume", "issue", "pages", "date", "year", "publisher", "location", "doi",
          "url", "pmid", "arxiv", "edition", "series", "label", "editor")  # fmt: skip
PEOPLE = frozenset({"author", "editor"})
#: The labels fields become: people become one for each part of a name, and the year is labelled with the date.
LABELS = {
    "title": "title",
    "container": "container-title",
    "series": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "date": "issued",
    "publisher": "publisher",
    "location": "publisher-place",
    "edition": "edition",
    "doi": "DOI",
    "url": "URL",
    "pmid": "PMID",
    "arxiv": "arXiv",
    "label": "citation-number",
}
#: What other formats call them.
_MEANT = {
    "journal": "container", "container-title": "container", "booktitle": "container", "page": "pages",
    "issued": "date", "publisher-place": "location", "place": "location", "address": "location", "number": "issue",
    "collection-title": "series", "citation-number": "label", "authors": "author", "editors": "editor",
}  # fmt: skip
_PERMISSIVE = re.compile(r"(?:cc[ -]*)?(?:by|0|zero)(?:[ -]*[0-9]\.[0-9])?")
_NOT_SAID = re.compile(r"[\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(TypedDict):
    """One labelled reference string."""

    id: str
    source: str
    raw: str
    fields: dict[str, str | list[str]]
    split: bool
    license: NotRequired[str]
    lang: NotRequired[str]
    type: NotRequired[str | None]
    by: NotRequired[str | None]
    confidence: NotRequired[float]
    field_confidence: NotRequired[dict[str, float]]


def read_gold(path: str | os.PathLike[str]) -> Iterator[Row]:
    """The rows of one file, a line at a time; empty lines are free.

    A line that is no row is a :class:`SourceError` that names the file and the line.
    """
    file = Path(path)
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield read_row(line, file=str(file), line=number)
    except OSError as fault:
        hint = "give JSON Lines of labelled strings"
        raise SourceError(str(file), what=f"cannot be read ({fault.strerror or fault})", hint=hint) from fault


def read_row(text: str | bytes, *, file: str, line: int) -> Row:
    """The row one line holds.

    >>> row = read_row('{"raw": "Tay CH. Skin.", "fields": {"author": "Tay CH", "title": "Skin"}}', file="a", line=7)
    >>> row["id"], row["fields"]
    ('a#7', {'author': ['Tay CH'], 'title': 'Skin'})
    """
    try:
        # A mark of byte order is no fault; json alone takes it in bytes only.
        found = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
        return _row(found, file, line)
    except (ValueError, RecursionError) as fault:
        what = f"not JSON ({fault})" if isinstance(fault, json.JSONDecodeError | UnicodeDecodeError) else str(fault)
        raise SourceError(file, what=what, line=line, hint="the README shows a row") from fault


def _row(found: object, file: str, line: int) -> Row:
    if not isinstance(found, dict):
        raise _Misshapen("not a JSON object")
    raw, fields = found.get("raw"), found.get("fields")
    if not isinstance(raw, str) or not raw.strip():
        raise _Misshapen('no "raw", the reference string')
    if not isinstance(fields, dict):
        raise _Misshapen('no "fields", an object of what the string says')
    stem = Path(file).stem
    checked = {
        "id": named(found.get("id")) or f"{stem}#{line}",
        "source": named(found.get("source")) or stem,
        "raw": mended(raw),
        "fields": dict(_fields(fields)),
        "split": found.get("split") is True,
    }
    return cast("Row", found | checked)


def named(value: object) -> str:
    """What a row calls itself or its source, as text; empty where it does not.

    >>> named("mine"), named(0), named(None), named(["a", 1])
    ('mine', '0', '', '["a", 1]')
    """
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


class _Misshapen(ValueError):
    """JSON that is no row."""


def _fields(fields: Mapping[str, object]) -> Iterator[tuple[str, str | list[str]]]:
    """The fields that say something, people as a list."""
    for name, value in fields.items():
        if name not in FIELDS:
            raise _Misshapen(f'unknown field "{name}"{_instead(name)}')
        if name in PEOPLE:
            people = [_text(name, one) for one in (value if isinstance(value, list) else [value or ""])]
            if kept := [person for person in people if person]:
                yield name, kept
        elif text := _text(name, value or ""):
            yield name, text


def _instead(name: str) -> str:
    near = [_MEANT[name.lower()]] if name.lower() in _MEANT else difflib.get_close_matches(name.lower(), FIELDS, 1, 0.5)
    return f'; did you mean "{near[0]}"?' if near else f"; the fields are {', '.join(FIELDS)}"


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _Misshapen(f'field "{name}" is not text: put {json.dumps(value)[:40]} in quotes')
    return mended(value).strip()


def mended(text: str) -> str:
    r"""The text with halves of characters joined, or replaced where they stand alone.

    >>> mended("\ud83d\ude00 \ud83d") == "\U0001f600 \ufffd"
    True
    """
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def permissive(row: Row) -> bool:
    """Whether a row may be trained on unasked: its licence is CC BY or CC0, or it states none.

    >>> [permissive({**read_row('{"raw": "x", "fields": {}}', file="a", line=1), "license": licence})
    ...     for licence in ("CC BY", "cc-by 4.0", "CC 0", "CC BY-NC", "all rights reserved")]
    [True, True, True, False, False]
    """
    licence = str(row.get("license") or "")
    return not licence or _PERMISSIVE.fullmatch(licence.strip().lower()) is not None


def same(raw: str) -> str:
    """What two printings of one string share: its letters and digits.

    >>> same("Tay CH. SKIN, 1970") == same("Tay, C.H.: Skin (1970)")
    True
    """
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", raw).casefold())
