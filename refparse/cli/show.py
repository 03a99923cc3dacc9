"""Records as JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean
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
    first = [" ".join(filter(None, (name.printed_family, name.given))) for name in names.names[:most]]
    return ", ".join([*first, "et al."] if names.et_al or len(names) > most else first)


def year(date: Date | None) -> str:
    """The year, or the words that stand for it."""
    return "" if date is None else date.literal or (str(date.year) if date.year is not None else "")


def line(work: Work) -> str:
    """A work in one line: who, when, what, where.

    >>> line(Work(title="Calcinosis", container_title="Arch Dermatol", volume="100", page="17–22"))
    'Calcinosis. Arch Dermatol 100:17–22'
    """
    where = " ".join(filter(None, (work.container_title, work.volume)))
    where += f"({work.issue})" if work.issue and work.volume else ""
    pages = (":" if work.volume else ", ") + work.page if work.page and where else ""
    return clean(
        said(people(work.author) or people(work.editor), year(work.issued), work.title, where + pages or work.publisher)
    )


def said(who: str, when: str, *rest: str | None) -> str:
    """Who, when and the rest as sentences; without a who, the year goes to the end.

    >>> said("", "2021", "Calcinosis of the skin")
    'Calcinosis of the skin (2021)'
    """
    when = f"({when})" if when else ""
    if who:
        return sentences(f"{who} {when}".rstrip(), *rest)
    return f"{sentences(*rest)} {when}".strip() or "(it does not say its title)"


def sentences(*parts: str | None) -> str:
    """Parts with one stop between them, whatever they end with.

    >>> sentences("Kim S, et al.", None, "Is it lupus?", "Lupus 3:1")
    'Kim S, et al. Is it lupus? Lupus 3:1'
    """
    stated = [part for part in parts if part]
    ended = [part if part[-1] in ".?!" else f"{part}." for part in stated[:-1]]
    return " ".join([*ended, *stated[-1:]])


def verdict_lines(verdict: Verdict, records: Mapping[str, Record], places: Mapping[str, str]) -> Iterator[str]:
    """Two records, where each was read, and why they are held, or might be held, to be one work."""
    for record_id, sign in ((verdict.left_id, "  "), (verdict.right_id, "= " if verdict.decision == "same" else "? ")):
        record = records[record_id]
        place = places.get(record.id, "in the store")
        yield f"  {sign}{line(record.work)}" + click.style(f"  [{clean(place)}]", dim=True)
    yield f"      {bits(verdict)}"


def because(verdict: Verdict) -> str:
    """Every reason of a verdict in one line."""
    told = [f"{one.field.replace('_', ' ')} {one.level} {one.weight:+.1f}" for one in verdict.evidence if one.weight]
    return ", ".join([*told, *(f"veto: {veto}" for veto in verdict.vetoes)])


def bits(verdict: Verdict) -> str:
    """A verdict for people: what it weighs in all, and every reason."""
    return f"{verdict.weight:+.1f} bits: {clean(because(verdict))}"
