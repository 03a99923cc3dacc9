"""Styles to render in: the files of styles read, their templates compiled.

The templates are those of grammars with two things more, because what is printed is
chosen, not matched: ``<a|b||>`` is one of several parts, each as likely as it is often
written, and ``{@name}`` is a part the files name under ``[parts]``. ``{Ed./Eds.}`` prints
a word for one editor or for several, ``{#p./pp.}`` for one page or for several.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any, Protocol

from refparse import paths
from refparse.train.people import PeopleStyle
from refparse.train.sheet import Sheet

_MARK = re.compile(r"\{[\[\]<>|]\}|[\[\]<>|]|\{[^{}]+\}|[^\[\]{}<>|]+")
_OPENS = {"[": "]", "<": ">"}


class Printing(Protocol):
    """One string in the making, as nodes see it."""

    sheet: Sheet
    rng: Random

    def slot(self, name: str, option: str) -> bool:
        """Print a slot; whether there was anything to print."""
        ...


Node = Callable[[Printing], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style: what it prints of each kind of work, and how its people, dates and pages look."""

    name: str
    #: "medicine", "humanities" or "rest": their shares of what is rendered are fixed.
    group: str
    share: float
    #: Languages of the works it prints, and of its own words.
    languages: tuple[str, ...]
    people: PeopleStyle
    editors: PeopleStyle
    #: Choices by key: "container", "date", "page", "dash", "title", "journal", "lettered".
    looks: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, tuple[Node, ...]]


@cache
def styles() -> tuple[Style, ...]:
    """Every shipped style, those of the grammars among them.

    >>> len(styles()) > 60
    True
    """
    folder = Path(str(files("refparse"))) / "train" / "styles"
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    people = {k: v for table in tables for k, v in table.get("people", {}).items()}
    parts = {k: v for table in tables for k, v in table.get("parts", {}).items()}
    known: dict[str, dict[str, Any]] = {}
    for table in tables:
        for row in table.get("style", ()):
            base = known.get(row.get("like", ""), {})
            known[row["name"]] = {**base, **row, "forms": {**base.get("forms", {}), **row.get("forms", {})}}
    for name, forms in _grammar_forms():
        known[name]["forms"] = forms
    return tuple(_style(row, people, parts) for row in known.values())


def _style(row: Mapping[str, Any], people: Mapping[str, Any], parts: Mapping[str, str]) -> Style:
    looks = {k: v for k, v in row.items() if k in {"container", "date", "page", "dash", "title", "journal", "lettered"}}
    author = _people(row["people"], people)
    return Style(
        name=row["name"],
        group=row["group"],
        share=float(row.get("share", 1)),
        languages=tuple(row.get("languages", ("en",))),
        people=author,
        editors=_people(row["editors"], people) if "editors" in row else author,
        looks={key: tuple(value) if isinstance(value, list) else (value,) for key, value in looks.items()},
        forms={kind: tuple(compiled(form, parts) for form in forms) for kind, forms in row["forms"].items()},
    )


def _people(asked: str | Mapping[str, Any], people: Mapping[str, Any]) -> PeopleStyle:
    """A people table of the files by name, or one of the style's own, ``like`` another but for what it says."""
    if isinstance(asked, str):
        asked = {"like": asked}
    base = people[asked["like"]] if "like" in asked else {}
    if "like" in base:
        base = {**people[base["like"]], **base}
    return PeopleStyle.of({**base, **asked})


def _grammar_forms() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The forms of the shipped grammars, one style each."""
    for path in sorted(paths.grammars().glob("*.toml")):
        grammar = tomllib.loads(path.read_text(encoding="utf-8"))
        forms: dict[str, list[str]] = {}
        for form in grammar["form"]:
            kind = {"article": "preprint", "document": "report", "legislation": "legal"}.get(form["type"], form["type"])
            # An edition is one value here: the number with its word.
            template = re.sub(r"\{edition\}( ?)\{edition-label(?::\w+)?\}\.?", "{edition:ed}", form["template"])
            template = template.replace("{issue:supplement}", "{supplement:rare}").replace("{PMID}", "{PMID:rare}")
            if kind != "webpage":
                template = template.replace("{URL}", "{URL:rare}")
            forms.setdefault(kind, []).append(re.sub(r"(?<!\{)[<>|](?!\})", r"{\g<0>}", template))
        yield f"grammar-{grammar['name']}", forms


def compiled(source: str, parts: Mapping[str, str] | None = None) -> Node:
    """The template as a function that prints it.

    >>> from random import Random
    >>> from refparse.train.printing import Print
    >>> from refparse.train.facts import Fact
    >>> from refparse.train.style import styles
    >>> printing = Print(Fact(type="book", title="Moby Dick"), styles()[0], Random(1))
    >>> compiled("{title}[, {volume}]<.|.>")(printing), printing.sheet.text
    (True, 'Moby Dick.')
    """
    while parts and "{@" in source:
        source = re.sub(r"\{@([a-z-]+)\}", lambda found: parts[found[1]], source)
    marks = _MARK.findall(source)
    if "".join(marks) != source:
        raise ValueError(f"a brace alone in {source!r}")
    rest = iter(marks)
    nodes, end = _sequence(rest, "")
    if end:
        raise ValueError(f"{end!r} alone in {source!r}")
    return nodes


def _sequence(marks: Iterator[str], closer: str) -> tuple[Node, str]:
    """Nodes up to a mark that closes or parts; the mark comes back with them."""
    nodes: list[Node] = []
    for mark in marks:
        if mark in {"]", ">"} or (mark == "|" and closer == ">"):
            return _all(nodes), mark
        if mark == "[":
            nodes.append(_optional(_closed(marks, mark)[0]))
        elif mark == "<":
            nodes.append(_one_of(_closed(marks, mark)))
        elif mark[0] == "{" and mark[1] not in "[]<>|":
            name, _, option = mark[1:-1].partition(":")
            nodes.append(_slot(name, option))
        else:
            nodes.append(_literal(mark[1:-1] if mark[0] == "{" else mark))
    return _all(nodes), ""


def _closed(marks: Iterator[str], opener: str) -> list[Node]:
    """The alternatives between a bracket and the one that closes it."""
    out: list[Node] = []
    end = "|"
    while end == "|":
        node, end = _sequence(marks, _OPENS[opener])
        out.append(node)
    if end != _OPENS[opener]:
        raise ValueError(f"{opener!r} is not closed")
    return out


def _all(nodes: Sequence[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    return lambda printing: all(node(printing) for node in nodes)


def _literal(text: str) -> Node:
    def put(printing: Printing) -> bool:
        printing.sheet.put(text)
        return True

    return put


def _slot(name: str, option: str) -> Node:
    return lambda printing: printing.slot(name, option)


def _optional(node: Node) -> Node:
    def attempt(printing: Printing) -> bool:
        mark = printing.sheet.mark()
        if not node(printing):
            printing.sheet.back(mark)
        return True

    return attempt


def _one_of(nodes: Sequence[Node]) -> Node:
    """One alternative, and if it lacks something the next."""
    count = len(nodes)

    def attempt(printing: Printing) -> bool:
        first = int(printing.rng.random() * count)
        mark = printing.sheet.mark()
        for step in range(count):
            if nodes[(first + step) % count](printing):
                return True
            printing.sheet.back(mark)
        return False

    return attempt
