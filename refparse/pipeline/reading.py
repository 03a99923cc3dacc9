"""From a page to everything it says: list, entries, fields, in-text citations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from refparse import paths
from refparse.errors import GrammarError, NoReferenceList, ParseError
from refparse.evidence import Vote
from refparse.formats.text import read_text, write_text
from refparse.layout.callouts import find_callouts
from refparse.layout.find import find_list
from refparse.layout.split import split_list
from refparse.parse.check import canonical
from refparse.parse.check import check_grammar as check
from refparse.parse.choose import choose, read_labelled
from refparse.parse.grammar import Grammar
from refparse.parse.header import read_header
from refparse.parse.labeller import Labeller
from refparse.parse.load import parse_grammar
from refparse.parse.vote import ballot, vote
from refparse.pipeline.strings import shipped_labeller
from refparse.reference import (
    Document,
    Page,
    PageRecord,
    Parsed,
    ReferenceList,
    ReferenceString,
    Span,
    Unparsed,
)

Source = str | os.PathLike[str] | bytes | BinaryIO


def load_grammars(folder: str | os.PathLike[str] | None = None) -> tuple[Grammar, ...]:
    """The grammars in force: shipped ones, and the user's from ``folder``, the environment and the config folder.

    >>> sorted(grammar.name for grammar in load_grammars())[:2]
    ['author-year', 'pol-ann-med']

    A name is taken once: a grammar that is to stand in for another says ``replaces = "its-name"``,
    and any other clash is refused, since it would hide a grammar silently.
    """
    found: dict[str, Grammar] = {}
    for file in _grammar_files(folder):
        grammar = load_grammar(file)
        if grammar.replaces is not None and grammar.replaces not in found:
            raise GrammarError(str(file), what=f"no grammar {grammar.replaces!r} to replace", hint="see grammar list")
        found.pop(grammar.replaces or "", None)
        if grammar.name in found:
            rival = found[grammar.name].file
            raise GrammarError(str(file), what=f"name {grammar.name!r} is taken by {rival}", hint="choose another")
        found[grammar.name] = grammar
    return tuple(found.values())


def _grammar_files(folder: str | os.PathLike[str] | None) -> Iterator[Path]:
    """Every grammar file once, the shipped ones first: one folder may be asked for in several ways."""
    seen: set[Path] = set()
    for place in (paths.grammars(), *paths.user_grammars(folder)):
        for file in sorted(place.glob("*.toml")):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def load_grammar(path: str | os.PathLike[str]) -> Grammar:
    """The grammar in one file.

    >>> load_grammar(paths.grammars() / "springer.toml").name
    'springer'
    """
    return _grammar(read_text(path).text, str(path))


@lru_cache(maxsize=64)
def _grammar(text: str, file: str) -> Grammar:
    """The grammar of a text, and the patterns it compiled: read once, however many pages ask for it."""
    return parse_grammar(text, file=file)


def check_grammar(path: str | os.PathLike[str], *, clock: Callable[[], float] | None = None) -> tuple[str, ...]:
    """What is wrong with a grammar file, a line each; nothing when it holds.

    >>> check_grammar(paths.grammars() / "springer.toml")
    ()
    """
    findings = check(load_grammar(path), load_grammars(), clock=clock)
    text = read_text(path).text
    return findings if canonical(text) == text else (*findings, "tables out of order; say grammar check --fix")


def fix_grammar(path: str | os.PathLike[str]) -> bool:
    """Whether the tables of a grammar file had to be put in order; a file that is no grammar is left alone."""
    load_grammar(path)
    text = read_text(path).text
    ordered = canonical(text)
    if ordered != text:
        write_text(path, ordered)
    return ordered != text


def read(source: Source, *, name: str | None = None) -> Document:
    """The page a file, some bytes, or a binary stream holds, as text whose every span counts.

    >>> read(b"Powell RJ (1974)", name="note").text
    'Powell RJ (1974)'
    """
    return read_text(source, name=name)


def parse(
    source: Source | Document,
    *,
    grammars: Sequence[Grammar] | None = None,
    labeller: Labeller | None = None,
    strict: bool = False,
) -> Page:
    """Everything one page says: its own record, its reference list, and the numbers it cites.

    >>> page = parse(b"References\\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")
    >>> page.results[0].work.page
    '30-41'

    ``strict`` raises :class:`NoReferenceList` or :class:`ParseError` where the answer would
    otherwise say that there is no list, or that nothing reads an entry.
    """
    document = source if isinstance(source, Document) else read(source)
    grammars = load_grammars() if grammars is None else tuple(grammars)
    styles = tuple(grammar.style for grammar in grammars)
    found = find_list(document.text, styles)
    listed = split_list(document, found, styles)
    votes = vote([reference.text for reference in listed.references], grammars)
    results = tuple(_results(listed.references, ballot(votes, grammars), votes, labeller))
    record = read_header(document, listed.region)
    page = Page(
        document=document,
        record=record,
        list=listed,
        votes=votes if results else (),
        results=results,
        callouts=find_callouts(document, listed, _byline(record, document.text)),
    )
    if strict:
        _insist(page)
    return page


def _results(
    references: Sequence[ReferenceString], grammars: Sequence[Grammar], votes: Sequence[Vote], labeller: Labeller | None
) -> Iterator[Parsed | Unparsed]:
    """What each entry says: grammars and labeller both propose, and evidence decides."""
    if not references:
        return
    labeller = labeller or shipped_labeller()
    vote = votes[0] if votes else None
    for reference, labelling in zip(references, labeller.label([one.text for one in references]), strict=True):
        proposed = read_labelled(reference, labelling, labeller.model, by=labeller.name)
        yield choose(reference, proposed, grammars, vote)


def _byline(record: PageRecord, text: str) -> tuple[Span, ...]:
    """Where the page names its authors, each place to the end of its line: marks of affiliations stand behind names."""
    spans = (span for field in record.fields if field.name == "author" for span in field.spans)
    return tuple((start, len(text) if (stop := text.find("\n", end)) < 0 else stop) for start, end in spans)


def _insist(page: Page) -> None:
    """Raise what lenient reading would have told."""
    listed: ReferenceList = page.list
    if listed.reason is not None:
        raise NoReferenceList(f"{page.document.source}: {listed.reason}", hint="copy the page with its list")
    for result in page.results:
        if isinstance(result, Unparsed):
            start = result.reference.spans[0][0]
            line = page.document.text.count("\n", 0, start) + 1
            raise ParseError(
                result.reference.text,
                reached=result.reached[1] - start,
                expected=result.expected,
                place=f"{page.document.source}:{line}",
            )


def example_pages() -> tuple[Path, ...]:
    """The example pages that come with this package.

    >>> len(example_pages())
    5
    """
    return tuple(sorted(paths.example_pages().glob("*.txt")))
