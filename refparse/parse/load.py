"""Grammar files: TOML read into grammars, every mistake named with its place and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, cast, get_args

from refparse.errors import GrammarError
from refparse.parse.grammar import Example, Form, Grammar
from refparse.parse.template import Template
from refparse.reference import ListStyle
from refparse.work import WorkType

_KEYS = {"name", "seen", "general", "replaces", "list", "form", "example", "not"}
_LIST_KEYS = {"heading", "marker", "trailing"}
_TYPES = frozenset(get_args(WorkType))


def parse_grammar(text: str, *, file: str = "<grammar>") -> Grammar:
    """The grammar a TOML text describes; a wrong one is a GrammarError naming ``file``.

    >>> parse_grammar('name = "mine"\\n[[form]]\\ntype = "book"\\ntemplate = "{title}. {issued:year}"')
    <Grammar mine: 1 forms>
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GrammarError(file, what=f"not TOML: {error}".lower(), hint="compare with a shipped grammar") from error
    _only(data, _KEYS, file, "the file")
    name = data.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise GrammarError(file, what="no name", hint='begin with name = "small-letters-and-hyphens"')
    general = data.get("general", False)
    if not isinstance(general, bool):
        raise GrammarError(file, what="general is neither true nor false", hint="write general = true, or leave it out")
    return Grammar(
        name=name,
        file=file,
        general=general,
        replaces=_string(data, "replaces", file, None) if "replaces" in data else None,
        style=_style(name, data.get("list", {}), file),
        forms=[_form(number, table, file) for number, table in enumerate(_tables(data, "form", file), start=1)],
        examples=[_example(table, file) for table in _tables(data, "example", file)],
        negatives=[_string(table, "text", file, None) for table in _tables(data, "not", file)],
    )


def _only(table: Mapping[str, Any], known: set[str], file: str, where: str) -> None:
    for key in table:
        if key not in known:
            raise GrammarError(
                file, what=f"unknown key {key!r} in {where}", hint=f"known are {', '.join(sorted(known))}"
            )


def _tables(data: Mapping[str, Any], key: str, file: str) -> list[dict[str, Any]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise GrammarError(file, what=f"{key} is not a list of tables", hint=f"write [[{key}]]")
    if key == "form" and not tables:
        raise GrammarError(file, what="no form", hint="write at least one [[form]] with type and template")
    return tables


def _string(table: Mapping[str, Any], key: str, file: str, form: int | None) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise GrammarError(file, form=form, what=f"no {key}", hint=f'write {key} = "…"')
    return value


def _style(name: str, table: object, file: str) -> ListStyle:
    if not isinstance(table, dict):
        raise GrammarError(file, what="list is not a table", hint="write [list] with heading, marker and trailing")
    _only(table, _LIST_KEYS, file, "[list]")
    marker = table.get("marker")
    if marker is not None and not isinstance(marker, str):
        raise GrammarError(file, what="marker is not text", hint='write marker = "{number}."')
    return ListStyle(
        name=name,
        headings=_strings(table, "heading", file),
        marker=marker,
        trailing=_strings(table, "trailing", file),
    )


def _strings(table: Mapping[str, Any], key: str, file: str) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    value = table.get(key, [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise GrammarError(file, what=f"{key} is not a list of texts", hint=f'write {key} = ["…"]')
    return tuple(texts)


def _form(number: int, table: Mapping[str, Any], file: str) -> Form:
    _only(table, {"type", "template"}, file, "[[form]]")
    type_ = _string(table, "type", file, number)
    if type_ not in _TYPES:
        raise GrammarError(
            file, form=number, what=f"unknown type {type_!r}", hint=f"known are {', '.join(sorted(_TYPES))}"
        )
    template = Template(_string(table, "template", file, number), file=file, form=number)
    return Form(number, cast("WorkType", type_), template)


def _example(table: Mapping[str, Any], file: str) -> Example:
    text = _string(table, "text", file, None)
    return Example(text=text, fields={key: value for key, value in table.items() if key != "text"})
