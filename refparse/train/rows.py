"""A result as a row of gold: what ``refparse parse --strings --json`` prints, and training reads again."""

from __future__ import annotations

from collections.abc import Iterator

from refparse.normalize.dates import find_year
from refparse.normalize.names import print_name
from refparse.parse.build import FIELDS
from refparse.reference import Field, Parsed, Unparsed
from refparse.train.gold import LABELS, PEOPLE, Row
from refparse.work import Name, Names

#: Gold's names for the fields of a result; a grammar's other slots have none.
_GOLD = {FIELDS[label]: name for name, label in LABELS.items()} | {role: role for role in PEOPLE}
#: Marks that may stand between the parts of one name, a "(" or a degree among them.
_SLACK = 12
#: How far behind one name the next is looked for: lists of many thousand names stay quick to print.
_FAR = 300


def row_of(result: Parsed | Unparsed, *, id_: str, source: str) -> Row:
    """What was read, each value as it stands in the string; what nothing reads has no fields.

    >>> from refparse.reference import ReferenceString
    >>> string = ReferenceString(id="r", document_id="d", number=1, label=None, text="Tay CH. Skin", spans=((0, 12),))
    >>> nothing = Unparsed(reference=string, reached=(0, 0), expected="a field", nearest_grammar=None)
    >>> row_of(nothing, id_="mine#1", source="mine")["fields"]
    {}
    """
    row: Row = {"id": id_, "source": source, "raw": result.reference.text, "fields": {}, "split": True}
    if isinstance(result, Unparsed):
        return row | {"type": None, "by": None, "confidence": 0.0, "field_confidence": {}}
    said = {_GOLD[field.name]: field for field in result.fields if field.name in _GOLD}
    fields = {name: _value(name, field, result) for name, field in said.items()}
    return row | {
        "fields": fields | dict(_besides(fields, result)),
        "type": result.work.type,
        "by": result.by,
        "confidence": round(result.confidence, 4),
        "field_confidence": {name: round(field.confidence, 4) for name, field in said.items()},
    }


def _value(name: str, field: Field, result: Parsed) -> str | list[str]:
    if name not in PEOPLE:
        return field.text
    return printed_people(field.text, result.work.author if name == "author" else result.work.editor)


def _besides(fields: dict[str, str | list[str]], result: Parsed) -> Iterator[tuple[str, str]]:
    """What no field of its own says: the year of the date, a DOI found inside a link."""
    date, year = fields.get("date"), result.work.issued and result.work.issued.year
    printed = find_year(date) if isinstance(date, str) else None
    if printed or year:
        yield "year", printed or str(year)
    doi = result.work.DOI
    if doi and "doi" not in fields:
        at = result.reference.text.lower().find(doi.lower())
        yield "doi", result.reference.text[at : at + len(doi)] if at >= 0 else doi


def printed_people(text: str, names: Names) -> list[str]:
    """Each person as the text prints them, in order.

    >>> people = Names(names=(Name(family="Berg", particle="van der", given="K."), Name(family="Lim", given="D")))
    >>> printed_people("van der Berg, K. & D Lim", people)
    ['van der Berg, K.', 'D Lim']

    One who is not found there as read is printed as Vancouver style has it.
    """
    found, at = [], 0
    for name in names.names:
        span = _place(text, name, at)
        found.append(text[span[0] : span[1]] if span else print_name(name))
        at = span[1] if span else at
    return found


def _place(text: str, name: Name, at: int) -> tuple[int, int] | None:
    """Where a name stands from ``at`` on: from the first of its parts to the last, if they stand together."""
    parts = [part for part in (name.literal, name.family, name.particle, name.given, name.suffix) if part]
    spans = [_words(text, part.split(), at) for part in parts]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):
        return None
    start, end = min(known)[0], max(end for _, end in known)
    return (start, end) if end - start <= sum(map(len, parts)) + _SLACK else None


def _words(text: str, words: list[str], at: int) -> tuple[int, int] | None:
    """Where these words stand one after the other, none of them inside another word."""
    start = -1
    for word in words:
        at = _word(text, word, at)
        if at < 0:
            return None
        start = at if start < 0 else start
        at += len(word)
    return (start, at) if words else None


def _word(text: str, word: str, at: int) -> int:
    limit = at + len(word) + _FAR
    found = text.find(word, at, limit)
    while found >= 0 and _inside(text, found, found + len(word)):
        found = text.find(word, found + 1, limit)
    return found


def _inside(text: str, start: int, end: int) -> bool:
    """Whether letters go on before the start or after the end: the K of "Kim" is no initial."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    return before or (text[end - 1].isalnum() and text[end : end + 1].isalnum())
