"""CSL-JSON, as Zotero, pandoc and citeproc read it: an array of items in CSL 1.0.2's words.

What CSL has no word for ("et al.", a cut DOI, our id) lies under ``custom.refparse`` of the
item, so that reading gives the same work back; a citation processor skips it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from refparse.errors import SourceError
from refparse.formats.jsonl import ExportWork, Json, Misshapen, dumps, rest, restore
from refparse.work import Date, Name, Names, Work, WorkType

_TYPES = frozenset(get_args(WorkType))
#: CSL's names of the plain text fields.
_TEXT = {
    "title": "title",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "edition": "edition",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "DOI": "DOI",
    "PMID": "PMID",
    "PMCID": "PMCID",
    "ISSN": "ISSN",
    "ISBN": "ISBN",
    "URL": "URL",
    "language": "language",
    "abstract": "abstract",
}
#: CSL's names that have a place in a work.
MEMBERS = frozenset(_TEXT.values())
_WHOLE = re.compile("[0-9]{1,6}")
_NAME = {"family": "family", "given": "given", "particle": "non-dropping-particle", "suffix": "suffix"}


def write(works: Iterable[ExportWork]) -> str:
    """A CSL-JSON array, one item for each work, its ``id`` the cite key.

    >>> work = Work(type="book", title="Calcinosis", issued=Date(year=1957))
    >>> print(write([ExportWork(id="3f", key="rothe1957calcinosis", work=work)]), end="")
    [
      {
        "id": "rothe1957calcinosis",
        "type": "book",
        "title": "Calcinosis",
        "issued": {
          "date-parts": [
            [
              1957
            ]
          ]
        },
        "custom": {
          "refparse": {
            "id": "3f"
          }
        }
      }
    ]
    """
    return dumps([_item(exported) for exported in works], indent=2) + "\n"


def _item(exported: ExportWork) -> dict[str, Json]:
    # CSL demands a type; "document" is what it offers for "not said".
    item: dict[str, Json] = {"id": exported.key, "type": exported.work.type or "document"}
    item |= _fields(exported.work)
    lost = rest(exported, _bare(item, exported.id))
    return item | {"custom": {"refparse": {"id": exported.id} | lost}}


def _fields(work: Work) -> dict[str, Json]:
    item: dict[str, Json] = {csl: text for name, csl in _TEXT.items() if (text := getattr(work, name))}
    for role, names in (("author", work.author), ("editor", work.editor)):
        if names.names:
            item[role] = [_name(name) for name in names.names]
    if work.issued is not None and (date := _date(work.issued)):
        item["issued"] = date
    if work.keyword:
        item["keyword"] = ", ".join(work.keyword)
    return item


def _name(name: Name) -> Json:
    if name.literal is not None:
        return {"literal": name.literal}
    return {csl: part for ours, csl in _NAME.items() if (part := getattr(name, ours))}


def _date(date: Date) -> dict[str, Json]:
    parts: list[Json] = []
    for part in (date.year, date.month, date.day):
        if part is None:
            break
        parts.append(part)
    words = {"season": date.season, "literal": date.literal}
    stated: dict[str, Json] = {name: text for name, text in words.items() if text}
    return ({"date-parts": [parts]} if parts else {}) | stated


def read(text: str) -> tuple[ExportWork, ...]:
    """The works of a CSL-JSON array, ours or anybody's.

    >>> works = read('[{"id": "kim2006", "type": "chapter", "author": [{"family": "Kim"}]}]')
    >>> works[0].work.type, works[0].work.author.names[0].family
    ('chapter', 'Kim')

    Members that are not CSL's, or are of another shape, are left out: other programs write more than the standard.
    """
    try:
        return tuple(map(read_item, _items(json.loads(text))))
    except (ValueError, RecursionError) as error:
        raise SourceError("<csl-json>", what=f"not CSL-JSON: {error}", hint="export it again") from error


def _items(found: Json) -> list[Mapping[str, Json]]:
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Misshapen("expected an array of objects")
    return found


def read_item(item: Mapping[str, Json]) -> ExportWork:
    """The work of one item; what CSL does not have is left out.

    >>> read_item({"id": "kim2006", "type": "book"}).work.type
    'book'
    """
    ours = dict(_member(_member(item, "custom"), "refparse"))
    return restore(_bare(item, _string(ours.pop("id", ""))), ours)


def _bare(item: Mapping[str, Json], work_id: str) -> ExportWork:
    """What the item says in CSL's own words."""
    return ExportWork(id=work_id, key=_string(item.get("id")), work=_work(item))


def _member(item: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = item.get(name)
    return found if isinstance(found, Mapping) else {}


def _string(value: Json) -> str:
    """Text as it is, a number (which CSL allows nearly everywhere) as text, anything else as nothing."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _work(item: Mapping[str, Json]) -> Work:
    kind = _string(item.get("type"))
    # The names are those of Work's text fields, which no annotation can say.
    texts: dict[str, Any] = {name: text for name, csl in _TEXT.items() if (text := _string(item.get(csl)))}
    keywords = _string(item.get("keyword"))
    return Work(
        type=cast("WorkType", kind) if kind in _TYPES else None,
        author=_people(item.get("author")),
        editor=_people(item.get("editor")),
        issued=_issued(_member(item, "issued")),
        keyword=tuple(keywords.split(", ")) if keywords else (),
        **texts,
    )


def _people(value: Json) -> Names:
    people = value if isinstance(value, list) else ()
    return Names(names=tuple(_person(name) for name in people if isinstance(name, Mapping)))


def _person(name: Mapping[str, Json]) -> Name:
    if "literal" in name:
        return Name(literal=_string(name["literal"]))
    return Name(**{ours: part for ours, csl in _NAME.items() if (part := _string(name.get(csl)))})


def _issued(value: Mapping[str, Json]) -> Date | None:
    match value.get("date-parts"):
        case [[*found], *_]:
            year, month, day = [*map(_whole, found), None, None, None][:3]
        case _:
            year = month = day = None
    season, literal = (_string(value.get(name)) or None for name in ("season", "literal"))
    date = Date(year=year, month=month, day=day, season=season, literal=literal)
    return None if date == Date() else date


def _whole(value: Json) -> int | None:
    """A part of a date; some programs write it as text."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
