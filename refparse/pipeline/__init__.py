"""The order of the steps: the only room that knows it.

A page is read, its list found and cut, its style voted, its entries read into fields;
then its records are stored, compared with their neighbours, clustered, and merged into
works. Every step is a room's own function; nothing is decided here.

Names are loaded when first used: who reads strings waits for no store, and who reads
pages for nothing that trains.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the names as types; at run time __getattr__ loads them
    from refparse.pipeline.asking import WRITERS, Answer, Format, Question, ask, export, kept_keys, tag
    from refparse.pipeline.checking import CheckReport, check
    from refparse.pipeline.deciding import DuplicateQuestion, LogLine, decide, log, review, still_open, undo
    from refparse.pipeline.deduping import DedupeReport, dedupe
    from refparse.pipeline.importing import ImportReport, Library, read_library
    from refparse.pipeline.judging import Progress
    from refparse.pipeline.merging import Deduped, dedupe_files
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
    from refparse.pipeline.refreshing import RefreshReport, policy_of, refresh
    from refparse.pipeline.registries import build_mirror, registry
    from refparse.pipeline.resolving import ResolveReport, resolve, resolve_strings
    from refparse.pipeline.storing import AddReport, add, records_of, remove, version
    from refparse.pipeline.strings import load_labeller, parse_strings
    from refparse.pipeline.training import evaluate, train

_HOMES = {
    "asking": ("WRITERS", "Answer", "Format", "Question", "ask", "export", "kept_keys", "tag"),
    "checking": ("CheckReport", "check"),
    "importing": ("ImportReport", "Library", "read_library"),
    "judging": ("Progress",),
    "deduping": ("DedupeReport", "dedupe"),
    "merging": ("Deduped", "dedupe_files"),
    "deciding": ("DuplicateQuestion", "LogLine", "decide", "log", "review", "still_open", "undo"),
    "reading": (
        "Source", "check_grammar", "example_pages", "fix_grammar", "load_grammar", "load_grammars", "parse", "read",
    ),
    "refreshing": ("RefreshReport", "policy_of", "refresh"),
    "registries": ("build_mirror", "registry"),
    "resolving": ("ResolveReport", "resolve", "resolve_strings"),
    "storing": ("AddReport", "add", "records_of", "remove", "version"),
    "strings": ("load_labeller", "parse_strings"),
    "training": ("evaluate", "train"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "WRITERS",
    "AddReport",
    "Answer",
    "CheckReport",
    "DedupeReport",
    "Deduped",
    "DuplicateQuestion",
    "Format",
    "ImportReport",
    "Library",
    "LogLine",
    "Progress",
    "Question",
    "RefreshReport",
    "ResolveReport",
    "Source",
    "add",
    "ask",
    "build_mirror",
    "check",
    "check_grammar",
    "decide",
    "dedupe",
    "dedupe_files",
    "evaluate",
    "example_pages",
    "export",
    "fix_grammar",
    "kept_keys",
    "load_grammar",
    "load_grammars",
    "load_labeller",
    "log",
    "parse",
    "parse_strings",
    "policy_of",
    "read",
    "read_library",
    "records_of",
    "refresh",
    "registry",
    "remove",
    "resolve",
    "resolve_strings",
    "review",
    "still_open",
    "tag",
    "train",
    "undo",
    "version",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
