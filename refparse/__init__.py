"""refparse: reference lists from pasted pages, parsed, matched, and drawn into one citation graph.

Four verbs do the work, in the order of the data::

    page = refparse.parse("page.txt")             # list, entries, fields, in-text citations
    with refparse.Graph("library.sqlite") as graph:
        refparse.add(graph, [page])               # match across pages, merge, keep the evidence
        refparse.ask(graph, "shared")             # which works do my papers share
        refparse.export(graph, to="bibtex")       # one merged bibliography

Between the last two steps DOIs can be found, works brought up to date, and references checked::

    with refparse.registry(mailto="you@example.org") as crossref:
        refparse.resolve(graph, crossref)
        refparse.refresh(graph, crossref, write=True)
        refparse.check(graph, crossref)

Reference strings by themselves, whatever their style, are read by ``refparse.parse_strings``;
``refparse.train`` makes a labeller of your own strings, ``refparse.evaluate`` judges one.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the names as types; at run time _Door loads them
    from refparse.errors import RefparseError
    from refparse.graph import Graph
    from refparse.pipeline import (
        AddReport,
        CheckReport,
        Deduped,
        DedupeReport,
        DuplicateQuestion,
        ImportReport,
        Library,
        LogLine,
        RefreshReport,
        ResolveReport,
        add,
        ask,
        build_mirror,
        check,
        check_grammar,
        decide,
        dedupe,
        dedupe_files,
        evaluate,
        example_pages,
        export,
        load_grammar,
        load_grammars,
        load_labeller,
        log,
        parse,
        parse_strings,
        policy_of,
        read,
        read_library,
        refresh,
        registry,
        remove,
        resolve,
        resolve_strings,
        review,
        tag,
        train,
        undo,
        version,
    )
    from refparse.reference import Document, Page, Parsed, Unparsed
    from refparse.work import Date, Name, Names, Work

_HOMES = {
    "read": "pipeline",
    "read_library": "pipeline",
    "ImportReport": "pipeline",
    "Library": "pipeline",
    "parse": "pipeline",
    "add": "pipeline",
    "remove": "pipeline",
    "ask": "pipeline",
    "tag": "pipeline",
    "review": "pipeline",
    "decide": "pipeline",
    "dedupe": "pipeline",
    "dedupe_files": "pipeline",
    "DedupeReport": "pipeline",
    "Deduped": "pipeline",
    "undo": "pipeline",
    "log": "pipeline",
    "DuplicateQuestion": "pipeline",
    "LogLine": "pipeline",
    "export": "pipeline",
    "parse_strings": "pipeline",
    "resolve": "pipeline",
    "resolve_strings": "pipeline",
    "refresh": "pipeline",
    "policy_of": "pipeline",
    "check": "pipeline",
    "registry": "pipeline",
    "build_mirror": "pipeline",
    "ResolveReport": "pipeline",
    "RefreshReport": "pipeline",
    "CheckReport": "pipeline",
    "load_labeller": "pipeline",
    "train": "pipeline",
    "evaluate": "pipeline",
    "load_grammar": "pipeline",
    "load_grammars": "pipeline",
    "check_grammar": "pipeline",
    "example_pages": "pipeline",
    "version": "pipeline",
    "AddReport": "pipeline",
    "Graph": "graph",
    "Document": "reference",
    "Page": "reference",
    "Parsed": "reference",
    "Unparsed": "reference",
    "Work": "work",
    "Name": "work",
    "Names": "work",
    "Date": "work",
    "RefparseError": "errors",
}

__all__ = [
    "AddReport",
    "CheckReport",
    "Date",
    "DedupeReport",
    "Deduped",
    "Document",
    "DuplicateQuestion",
    "Graph",
    "ImportReport",
    "Library",
    "LogLine",
    "Name",
    "Names",
    "Page",
    "Parsed",
    "RefparseError",
    "RefreshReport",
    "ResolveReport",
    "Unparsed",
    "Work",
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
    "load_grammar",
    "load_grammars",
    "load_labeller",
    "log",
    "parse",
    "parse_strings",
    "policy_of",
    "read",
    "read_library",
    "refresh",
    "registry",
    "remove",
    "resolve",
    "resolve_strings",
    "review",
    "tag",
    "train",
    "undo",
    "version",
]


class _Door(ModuleType):
    """This module, with names loaded when first used.

    ``parse``, ``train`` and ``resolve`` are both verbs and rooms. Importing a room binds its name here,
    whoever does it first; a property is asked before what is bound, so the verb always answers.
    """

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'refparse' has no attribute {name!r}")
        return getattr(import_module(f"refparse.{_HOMES[name]}"), name)

    def __dir__(self) -> list[str]:
        return __all__

    def _parse(self) -> object:
        return self.__getattr__("parse")

    def _bind(self, _room: object) -> None:
        """Let the import system bind the room without hiding the verb."""

    def _train(self) -> object:
        return self.__getattr__("train")

    def _resolve(self) -> object:
        return self.__getattr__("resolve")

    parse = property(_parse, _bind)
    train = property(_train, _bind)
    resolve = property(_resolve, _bind)


sys.modules[__name__].__class__ = _Door
