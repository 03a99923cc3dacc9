"""JSON Lines, one work on each line: refparse's own schema, which loses nothing.

One line is an object with these members, in this order; whatever is not stated is absent::

    {"schema": "refparse/1",
     "id": "…",                       the work's id
     "key": "tristano2006tumoral",    its cite key
     "kinds": ["case report"],        what kind of study it is
     "work": {
       "type": "article-journal", "title": "…",
       "author": {"names": [{"family": "…", "given": "…", "particle": "…", "suffix": "…"},
                            {"literal": "World Health Organization"}], "et_al": true},
       "issued": {"year": 2008, "month": 8, "day": 7, "season": "…", "literal": "…"},
       "container_title": "…", "volume": "…", "DOI": "…",          as in refparse.work.Work
       "keyword": ["…"], "extra": [["field", "value"]]}}

The other formats use the same words for what they have no field for (:func:`rest`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

from refparse.errors import SourceError
from refparse.formats.unseen import UNSEEN
from refparse.work import Date, Name, Names, Work

SCHEMA = "refparse/1"

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

# Invisible or reordering characters are legal in JSON, but a terminal obeys them.
_UNSEEN = re.compile(f"[{UNSEEN}]")
_WORK = tuple(field.name for field in fields(Work))
_NAME = tuple(field.name for field in fields(Name))
_DATE = tuple(field.name for field in fields(Date))
_NOTHING = Work()


class Misshapen(ValueError):
    """JSON that is not the shape our schema gives it; every reader here turns it into a :class:`SourceError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWork:
    """One work on its way out: what a library file says of it.

    >>> ExportWork(id="3f2a", key="powell1974systemic", work=Work(volume="67")).kinds
    ()
    """

    id: str
    #: Cite key, pinned by the store.
    key: str
    work: Work
    #: What kind of study it is ("case report", "case series").
    kinds: tuple[str, ...] = ()


def dumps(value: Json, *, indent: int | None = None) -> str:
    r"""JSON text that reads back equal and is harmless on a terminal.

    >>> print(dumps({"title": "κ\u202e"}))
    {"title": "κ\u202e"}
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON escapes it: beyond the first plane as a pair."""
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def work_json(work: Work) -> dict[str, Json]:
    """Every field the work states, ready for JSON.

    >>> work_json(Work(title="Calcinosis", author=Names(names=(Name(family="Kim"),))))
    {'title': 'Calcinosis', 'author': {'names': [{'family': 'Kim'}]}}

    An empty string is stated, ``None`` is not: they are different works.
    """
    return {name: _plain(value) for name in _WORK if (value := getattr(work, name)) != getattr(_NOTHING, name)}


def _plain(value: Names | Date | tuple[str | tuple[str, str], ...] | str | None) -> Json:
    match value:
        case Names():
            names: list[Json] = [_given(name, _NAME) for name in value.names]
            return ({"names": names} if names else {}) | ({"et_al": True} if value.et_al else {})
        case Date():
            return _given(value, _DATE)
        case tuple():
            return [list(item) if isinstance(item, tuple) else item for item in value]
    return value


def _given(part: Name | Date, names: tuple[str, ...]) -> dict[str, Json]:
    return {name: value for name in names if (value := getattr(part, name)) is not None}


def work_of(data: Json, onto: Work = _NOTHING) -> Work:
    """The work that :func:`work_json` wrote, its fields laid over ``onto``.

    >>> work_of({"title": None, "volume": "3"}, Work(title="Calcinosis")) == Work(volume="3")
    True

    Anything of another shape is :class:`Misshapen`.
    """
    # The reader of each field gives that field's type, which no annotation can say.
    stated: dict[str, Any] = {name: _field(name, value) for name, value in _object(data, _WORK).items()}
    return replace(onto, **stated)


def _field(name: str, value: Json) -> object:
    if value is None:
        return getattr(_NOTHING, name)
    return _READERS.get(name, _text)(value)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise Misshapen(f"expected text, found {dumps(value)[:40]}")
    return value


def _list(value: Json) -> Sequence[Json]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise Misshapen(f"expected a list, found {dumps(value)[:40]}")
    return value


def _object(value: Json, known: Iterable[str]) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise Misshapen(f"expected an object, found {dumps(value)[:40]}")
    if unknown := sorted(set(value) - set(known)):
        raise Misshapen(f'unknown member "{unknown[0]}"')
    return value


def _names(value: Json) -> Names:
    found = _object(value, ("names", "et_al"))
    people = tuple(_name(item) for item in _list(found.get("names", ())))
    return Names(names=people, et_al=found.get("et_al") is True)


def _name(value: Json) -> Name:
    return Name(**{part: _text(text) for part, text in _object(value, _NAME).items()})


def _date(value: Json) -> Date:
    found = _object(value, _DATE)
    return Date(
        year=_number(found.get("year")),
        month=_number(found.get("month")),
        day=_number(found.get("day")),
        season=_text(found["season"]) if "season" in found else None,
        literal=_text(found["literal"]) if "literal" in found else None,
    )


def _number(value: Json) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | None):
        raise Misshapen(f"expected a whole number, found {dumps(value)[:40]}")
    return value


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _pairs(value: Json) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(text)) for name, text in map(_list, _list(value)))


_READERS: Mapping[str, Callable[[Json], object]] = {
    "author": _names,
    "editor": _names,
    "issued": _date,
    "keyword": _texts,
    "extra": _pairs,
}


def rest(exported: ExportWork, back: ExportWork) -> dict[str, Json]:
    """What a format lost: where ``back``, read from it again, differs from what went out.

    >>> out = ExportWork(id="3f", key="kim", work=Work(volume="3", doi_prefix="10.1016/j.sema"))
    >>> rest(out, replace(out, work=Work(volume="3", issue="1")))
    {'work': {'issue': None, 'doi_prefix': '10.1016/j.sema'}}
    """
    stated = work_json(exported.work)
    wrong = (name for name in _WORK if getattr(exported.work, name) != getattr(back.work, name))
    lost: dict[str, Json] = {name: stated.get(name) for name in wrong}
    kinds: dict[str, Json] = {"kinds": list(exported.kinds)} if exported.kinds != back.kinds else {}
    return kinds | ({"work": lost} if lost else {})


def restore(back: ExportWork, lost: Json) -> ExportWork:
    """The work as it went out: what :func:`rest` found, laid over what the format gave back."""
    found = _object(lost, ("kinds", "work"))
    kinds = _texts(found["kinds"]) if "kinds" in found else back.kinds
    return replace(back, kinds=kinds, work=work_of(found.get("work", {}), onto=back.work))


def write(works: Iterable[ExportWork]) -> str:
    """One line of JSON for each work.

    >>> print(write([ExportWork(id="3f", key="kim2006", work=Work(volume="25"))]), end="")
    {"schema": "refparse/1", "id": "3f", "key": "kim2006", "work": {"volume": "25"}}
    """
    return "".join(f"{dumps(export_json(work))}\n" for work in works)


def export_json(exported: ExportWork) -> dict[str, Json]:
    """One work as the object of the module's schema."""
    head: dict[str, Json] = {"schema": SCHEMA, "id": exported.id, "key": exported.key}
    kinds: dict[str, Json] = {"kinds": list(exported.kinds)} if exported.kinds else {}
    return head | kinds | {"work": work_json(exported.work)}


def read(text: str) -> tuple[ExportWork, ...]:
    """The works of a file that :func:`write` wrote; empty lines are free.

    >>> read(write([ExportWork(id="3f", key="kim2006", work=Work(volume="25"))]))[0].work.volume
    '25'

    A line that is something else is a :class:`SourceError` naming the line: half a file is not read.
    """
    # Not splitlines(): it cuts at U+0085 and U+2028 too, which JSON allows within a line.
    return tuple(_line(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _line(line: str, number: int) -> ExportWork:
    try:
        return _exported(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise SourceError("<jsonl>", what=f"not a work: {error}", line=number, hint="export it again") from error


def _exported(value: Json) -> ExportWork:
    found = _object(value, ("schema", "id", "key", "kinds", "work"))
    if found.get("schema") != SCHEMA:
        raise Misshapen(f'expected "schema": "{SCHEMA}"')
    return ExportWork(
        id=_text(found.get("id")),
        key=_text(found.get("key")),
        work=work_of(found.get("work")),
        kinds=_texts(found.get("kinds", ())),
    )
