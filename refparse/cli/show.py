"""Records as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import click

from refparse.cli.face import clean
from refparse.formats.jsonl import Json, work_json
from refparse.reference import Record
from refparse.work import Date, Names, Work

if TYPE_CHECKING:
    from refparse.evidence import Verdict


def plain(value: object) -> Json:
    """Any record as JSON: its fields by name, those that say nothing left out."""
    if isinstance(value, Work):
        return work_json(value)
    if is_dataclass(value):
        members = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: plain(member) for name, member in members if member is not None and member not in ("", ())}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def people(names: Names, most: int = 3) -> str:
    """The first names of a list, as a reader would say them.

    >>> from refparse.work import Name
    >>> people(Names(names=(Name(family="Souza", particle="de", given="RB"), Name(literal="WHO"))))
    'de Souza RB, WHO'
    """
    said = [" ".join(filter(None, (n.printed_family, n.given, n.suffix))) for n in names.names[:most]]
    return ", ".join([*said, "et al."] if names.et_al or len(names) > most else said)


def year(date: Date | None) -> str:
    """The year, or the words that stand for it."""
    return "" if date is None else date.literal or (str(date.year) if date.year is not None else "")


def line(work: Work) -> str:
    """A work in one line: who, when, what, where.

    >>> line(Work(title="Calcinosis", container_title="Arch Dermatol", volume="100", page="17–22"))
    'Calcinosis. Arch Dermatol 100:17–22'
    """
    where = " ".join(filter(None, (work.container_title, work.volume)))
    where += f"({work.issue})" if work.issue else ""
    where += f":{work.page}" if work.page else ""
    who = " ".join(filter(None, (people(work.author) or people(work.editor), f"({year(work.issued)})" if work.issued else "")))
    return clean(". ".join(filter(None, (who, work.title, where or work.publisher))) or "(nothing but a place in a list)")


def verdict_lines(verdict: Verdict, records: Mapping[str, Record]) -> Iterator[str]:
    """Two records and why they are held, or might be held, to be one work."""
    for record_id, sign in ((verdict.left_id, "  "), (verdict.right_id, "= " if verdict.decision == "same" else "? ")):
        yield f"  {sign}{line(records[record_id].work) if record_id in records else record_id}"
    said = [f"{one.field} {one.level} {one.weight:+.1f}" for one in verdict.evidence if one.weight]
    vetoes = [f"veto: {clean(veto)}" for veto in verdict.vetoes]
    yield click.style(f"      {verdict.weight:+.1f} bits: {', '.join([*said, *vetoes])}", dim=True)
