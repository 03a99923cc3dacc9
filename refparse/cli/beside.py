"""Two records side by side, field by field, with the characters marked that differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean

if TYPE_CHECKING:
    from refparse.reference import Record
    from refparse.work import Work

#: What a person compares, in the order of reading; an abstract would push the rest off the screen.
_FIELDS = (
    "type", "author", "title", "container_title", "issued", "volume", "issue", "page", "editor", "publisher",
    "DOI", "PMID", "PMCID", "arXiv", "ISBN",
)  # fmt: skip
#: Comparing costs the square of the length.
_LONGEST = 1000
_WIDTH = 16


def marked(one: str, other: str) -> str:
    """``one`` with marks around what ``other`` has not.

    >>> click.unstyle(marked("Skin 1970", "Skin 1971"))
    'Skin 197‹0›'
    """
    one, other = one[:_LONGEST], other[:_LONGEST]
    parts = []
    for kind, start, stop, _, _ in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        text = clean(one[start:stop])
        parts.append(text if kind == "equal" or not text else click.style(f"‹{text}›", bold=True))
    return "".join(parts)


def beside(left: Record, right: Record) -> Iterator[str]:
    """Lines for each field that one of them states; fields they agree on have one line."""
    for field in _FIELDS:
        one, other = _shown(left.work, field), _shown(right.work, field)
        name = f"  {field.replace('_', ' '):{_WIDTH}}"
        if one and one == other:
            yield f"{name}=  {clean(one)}"
        elif one or other:
            yield f"{name}A  {marked(one, other) if one and other else clean(one) or '—'}"
            yield f"  {'':{_WIDTH}}B  {marked(other, one) if one and other else clean(other) or '—'}"


def _shown(work: Work, field: str) -> str:
    from refparse.resolve.rendering import show

    value = getattr(work, field)
    return show(value) if value else ""
