"""Members of a registry's JSON by the shape they should have: what has another shape is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refparse.resolve.markup import plain

Json = Mapping[str, object]

_NOTHING: Json = {}


def member(message: Json, name: str) -> Json:
    """The object a member holds, empty when it holds none.

    >>> member({"event": {"name": "ICCD"}}, "event"), member({"event": None}, "event")
    ({'name': 'ICCD'}, {})
    """
    found = message.get(name)
    return found if isinstance(found, Mapping) else _NOTHING


def listed(message: Json, name: str) -> Sequence[object]:
    """The array a member holds, empty when it holds none.

    >>> listed({"title": ["A"]}, "title"), listed({"title": "A"}, "title")
    (['A'], ())
    """
    found = message.get(name)
    return found if isinstance(found, list | tuple) else ()


def members(message: Json, name: str) -> tuple[Json, ...]:
    """The objects of an array.

    >>> members({"author": [{"family": "Kim"}, None]}, "author")
    ({'family': 'Kim'},)
    """
    return tuple(item for item in listed(message, name) if isinstance(item, Mapping))


def text(message: Json, name: str) -> str | None:
    """The text of a member, plain, numbers written out.

    >>> text({"volume": " 25 "}, "volume"), text({"volume": 25}, "volume"), text({"volume": ""}, "volume")
    ('25', '25', None)
    """
    return _plain(message.get(name))


def texts(message: Json, name: str) -> tuple[str, ...]:
    """The texts of an array, plain, the empty ones left out.

    >>> texts({"title": ["<i>Fire</i> Ecology", "", None]}, "title")
    ('Fire Ecology',)

    A bare text counts as an array of one: some deposits of old come so.
    """
    bare = message.get(name)
    found = (bare,) if isinstance(bare, str) else listed(message, name)
    return tuple(said for said in map(_plain, found) if said)


def _plain(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return plain(str(value)) or None
