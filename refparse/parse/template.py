"""Templates: one string read forwards to parse and backwards to print.

``{slot}`` is a field, ``[…]`` may be absent, ``{[}`` and ``{]}`` are square brackets and
everything else is itself. What a page does to punctuation is forgiven here, once, for
every grammar: a stop is satisfied by the ``?`` or ``!`` before it, blanks are free after
``; : ,`` and around brackets, any dash is a dash and any blank a blank, letters match in
either case, and a stop may be missing at the end or before a part that may be absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from typing import Any

from refparse.errors import GrammarError, UnknownSlot
from refparse.parse.slots import SLOTS, WHOLE_SENTENCES, Slot, Values
from refparse.work import Work

#: What people call a slot who have not read the table.
_MEANT = {
    "journal": "container-title",
    "booktitle": "container-title",
    "year": "issued",
    "date": "issued",
    "pages": "page",
    "address": "publisher-place",
    "link": "URL",
}
_TOKEN = re.compile(r"\{[\[\]]\}|\[|\]|\{([a-zA-Z:-]+)\}|[^\[\]{}]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that are themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot stands."""

    name: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Optional:
    """A part that may be absent."""

    nodes: tuple[Node, ...]


Node = Literal | Place | Optional


class Template:
    """A compiled template.

    >>> template = Template("{author:bracket} ({issued:year}) {title}. {container-title} {volume}:{page}")
    >>> found = template.match("Tay CH (1970) Cutaneous manifestations. Australas J Dermatol 11:30–41")
    >>> template.values(found)["page"]
    '30–41'
    >>> template.match("Tay CH 1970") is None
    True
    """

    def __init__(self, source: str, *, file: str = "<template>", form: int | None = None) -> None:
        """Read the template; a wrong one is a GrammarError naming ``file`` and ``form``."""
        self.source = source
        self.nodes = _Reader(source, file=file, form=form).nodes()
        self.places = tuple(_places(self.nodes))
        if not self.places:
            raise GrammarError(file, form=form, what="template has no slot", hint="name one, such as {title}")
        for name in _unstopped(self.nodes):
            hint = f"write {{{name.partition(':')[0]}:any}} where something else follows"
            raise GrammarError(
                file, form=form, what=f"{{{name}}} is made of sentences, so a stop must follow", hint=hint
            )
        self._beginnings: dict[int, re.Pattern[str]] = {}
        #: Marks no match can do without: looked for before the pattern runs.
        self.needles = tuple(
            sorted({n for node in self.nodes if isinstance(node, Literal) for n in _needles(node.text)})
        )
        self.needs = tuple(place.slot.needs for place in self.places if place.slot.needs)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole template as one pattern, compiled when first asked for."""
        return re.compile(rf"\s*+{_regex(self.nodes, last=True)}[\s.]*+", re.DOTALL)

    def match(self, text: str) -> re.Match[str] | None:
        """The match of the whole text, or ``None``."""
        for capital, small in self.needles:
            if capital not in text and small not in text:
                return None
        for needed in self.needs:
            if not needed.search(text):
                return None
        return self.pattern.fullmatch(text)

    def values(self, found: re.Match[str]) -> Values:
        """Fields of the work to be, from a match."""
        values: Values = {}
        for place, text in zip(self.places, found.groups(), strict=True):
            if text is not None:
                place.slot.read(values, text)
        return values

    def render(self, work: Work) -> str | None:
        """The work printed by this template; ``None`` when it lacks a slot that must be there."""
        printed = self.prints(work)
        return None if printed is None else printed[0]

    def prints(self, work: Work) -> tuple[str, Work] | None:
        """The work printed, and what of it the template has no place for."""
        left = [work]
        text = _render(self.nodes, left)
        return None if text is None else (text, left[0])

    def reached(self, text: str) -> tuple[int, str]:
        """How far into the text the template gets, and what it expected there."""
        # What a whole beginning matches, every shorter one matches too: halving finds the longest.
        low, high, end = 0, len(self.nodes) - 1, 0
        while low < high:
            count = (low + high + 1) // 2
            found = self._beginning(count).match(text)
            low, high, end = (count, high, found.end()) if found else (low, count - 1, end)
        return end, _expected(self.nodes[low], self.nodes[low - 1] if low else None)

    def _beginning(self, count: int) -> re.Pattern[str]:
        """The pattern of the first nodes, compiled once: the next unread entry asks for the same few."""
        if count not in self._beginnings:
            self._beginnings[count] = re.compile(rf"\s*+{_regex(self.nodes[:count])}", re.DOTALL)
        return self._beginnings[count]


class _Reader:
    """One pass over a template's source."""

    def __init__(self, source: str, *, file: str, form: int | None) -> None:
        self.tokens = list(_TOKEN.finditer(source))
        self.file = file
        self.form = form
        self.at = 0

    def nodes(self) -> tuple[Node, ...]:
        """Every node, the brackets paired."""
        nodes = tuple(self._sequence())
        if self.at < len(self.tokens):
            self._fail("']' without '['", "write {]} for the character")
        return nodes

    def _sequence(self) -> Iterator[Node]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.group() == "]":
                return
            self.at += 1
            if token[1]:
                yield Place(name=token[1], slot=self._slot(token[1]))
            elif token.group() == "[":
                yield self._optional()
            elif token.group() in "{}":
                self._fail(f"{token.group()!r} alone", "a slot is written {name}")
            else:
                yield Literal(token.group().strip("{}"))

    def _optional(self) -> Optional:
        inner = tuple(self._sequence())
        if self.at == len(self.tokens):
            self._fail("'[' without ']'", "close the part that may be absent")
        self.at += 1
        return Optional(inner)

    def _slot(self, name: str) -> Slot:
        if name in SLOTS:
            return SLOTS[name]
        near = [_MEANT[name.lower()]] if name.lower() in _MEANT else get_close_matches(name, SLOTS, n=1, cutoff=0.4)
        hint = f"did you mean {{{near[0]}}}?" if near else "the table of slots is in grammars/README.md"
        raise UnknownSlot(self.file, form=self.form, what=f"unknown slot {{{name}}}", hint=hint)

    def _fail(self, what: str, hint: str) -> None:
        raise GrammarError(self.file, form=self.form, what=what, hint=hint)


def _unstopped(nodes: tuple[Node, ...]) -> Iterator[str]:
    """Slots made of whole sentences that no stop follows: they would never match."""
    for node, after in pairwise((*nodes, Literal(""))):
        if isinstance(node, Place) and node.name in WHOLE_SENTENCES and _first_mark(after) != ".":
            yield node.name


def _first_mark(node: Node) -> str:
    if isinstance(node, Optional):
        return _first_mark(node.nodes[0])
    return node.text[:1] if isinstance(node, Literal) else "{"


def _needles(text: str) -> Iterator[tuple[str, str]]:
    """What must stand in every text this literal matches, two ways: its marks, and "In:" or "in:"."""
    yield from ((mark, mark) for mark in text if mark in ";:(")
    yield from ((found[0].capitalize(), found[0].lower()) for found in re.finditer(r"[A-Za-z]+:", text))


def _places(nodes: tuple[Node, ...]) -> Iterator[Place]:
    for node in nodes:
        if isinstance(node, Place):
            yield node
        elif isinstance(node, Optional):
            yield from _places(node.nodes)


#: People are printed once in every template, and their label ("eds") still counts them.
_PEOPLE = frozenset({"author", "editor"})
_MARKS = {
    " ": r"\s++",
    # A title may end in its own mark: "do we know how to treat it? Lupus" has no stop, "it?. Lupus" both.
    ".": r"(?:\s?\.|(?<=[?!]))",
    "(": r"\s*+\(\s*+",
    ")": r"\s*+\)",
    "–": r"\s?[-‐-―−]\s?",
    "-": r"[-‐-―−]",
    '"': '["“”„«»]',
    "'": "['‘’]",
} | {mark: rf"\s*+{mark}\s*+" for mark in ";:,"}


def _regex(nodes: tuple[Node, ...], *, last: bool = False) -> str:
    """The pattern of some nodes; ``last`` says that the text ends with them."""
    parts: list[str] = []
    for number, node in enumerate(nodes):
        if isinstance(node, Place):
            parts.append(f"({node.slot.pattern})")
        elif isinstance(node, Literal):
            after = nodes[number + 1] if number + 1 < len(nodes) else None
            loose = isinstance(after, Optional) or (after is None and last)
            parts.append(_literal(node.text, before=parts[-1] if parts else "", loose=loose, opens=last and not number))
        else:
            parts.append(f"(?:{_regex(node.nodes, last=True)})?")
    return "".join(parts)


def _literal(text: str, *, before: str, loose: bool, opens: bool) -> str:
    """Characters as a pattern, with what pages do to punctuation forgiven."""
    out: list[str] = [before]
    for index, mark in enumerate(text):
        if mark == " ":
            follows = text[index + 1 : index + 2]
            # A blank beside a mark that swallows blanks itself asks for nothing.
            swallowed = out[-1].endswith(r"\s*+") or follows in tuple("(;:,")
            # A mark that may be absent has swallowed the blank only where it stood.
            blank = r"(?:\s++|(?<=[\s,;:]))" if out[-1].endswith(r"\s*+)?") else _MARKS[" "]
            out.append("" if swallowed else blank)
        elif mark == "." and ((loose and index == len(text) - 1) or (opens and index == 0)):
            out.append(r"(?>(?:\s?\.)*)" + (r"\s*+" if index == 0 and len(text) > 1 else ""))
        elif mark.isalpha():
            out.append(f"[{mark.lower()}{mark.upper()}]" if mark.lower() != mark.upper() else mark)
        else:
            out.append(_MARKS.get(mark, re.escape(mark)))
    return "".join(out[1:])


def _render(nodes: tuple[Node, ...], left: list[Work]) -> str | None:
    """Nodes printed; ``left`` holds what of the work is not printed yet, so that nothing comes twice."""
    out: list[str] = []
    for node in nodes:
        if isinstance(node, Literal):
            out.append(node.text)
        elif isinstance(node, Place):
            text = node.slot.write(left[0])
            if not text or not re.fullmatch(node.slot.pattern, text, re.DOTALL):
                return None
            out.append(text)
            left[0] = _without(left[0], node.slot)
        elif any(True for _ in _places(node.nodes)):
            out.append(_optional(node, left))
    return "".join(out)


def _optional(node: Optional, left: list[Work]) -> str:
    """A part that may be absent: printed whole or not at all."""
    trial = [left[0]]
    text = _render(node.nodes, trial)
    if text is None:
        return ""
    left[0] = trial[0]
    return text


def _without(work: Work, slot: Slot) -> Work:
    """The work without the fields a slot has printed."""
    if slot.field in _PEOPLE:
        return work
    if not hasattr(work, slot.field):
        return replace(work, extra=tuple((key, value) for key, value in work.extra if key != slot.field))
    spent: dict[str, Any] = dict.fromkeys(slot.spends or (slot.field,))
    return replace(work, **spent)


def _expected(node: Node, before: Node | None) -> str:
    """What stands at a place, in words a style's author knows."""
    if isinstance(node, Optional):
        return _expected(node.nodes[0], before)
    what = f'"{node.text.strip() or node.text}"' if isinstance(node, Literal) else f"{{{node.name}}}"
    return f"{what} after {{{before.name}}}" if isinstance(before, Place) else what
