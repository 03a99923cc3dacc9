"""The order of the steps: the only room that knows it.

A page is read, its list found and cut, its style voted, its entries read into fields;
then its records are stored, compared with their neighbours, clustered, and merged into
works. Every step is a room's own function; nothing is decided here.
"""

from __future__ import annotations

from refparse.pipeline.asking import WRITERS, Answer, Format, Question, ask, export, tag
from refparse.pipeline.reading import (
    Source,
    check_grammar,
    example_pages,
    fix_grammar,
    load_grammar,
    load_grammars,
    parse,
    read,
)
from refparse.pipeline.storing import AddReport, Progress, add, records_of, remove, version
from refparse.pipeline.strings import load_labeller, parse_strings

__all__ = [
    "WRITERS",
    "AddReport",
    "Answer",
    "Format",
    "Progress",
    "Question",
    "Source",
    "add",
    "ask",
    "check_grammar",
    "example_pages",
    "export",
    "fix_grammar",
    "load_grammar",
    "load_grammars",
    "load_labeller",
    "parse",
    "parse_strings",
    "read",
    "records_of",
    "remove",
    "tag",
    "version",
]
