"""Library files for people: which of the files named are such, and what became of everything in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean

if TYPE_CHECKING:
    from refparse.formats.library import Copy, ImportReport, Library

_NAMES = {
    "ris": "RIS",
    "nbib": "PubMed (nbib)",
    "wos": "Web of Science",
    "ovid": "Ovid",
    "bibtex": "BibTeX",
    "csljson": "CSL-JSON",
    "jsonl": "JSON Lines",
    "endnotexml": "EndNote XML",
    "csv": "table",
}
#: Of many lines to look at so many are named; ``--json`` names all.
_NAMED = 10
_START = 60


def parted(sources: Sequence[str]) -> tuple[list[str | Copy], list[Library]]:
    """The sources that are pages, and those that are library files, seen by their content; ``-`` is copied."""
    from refparse.formats.library import Copy, library_in

    pages: list[str | Copy] = []
    libraries: list[Library] = []
    for source in sources:
        kept = Copy(sys.stdin.buffer) if source == "-" else source
        library = library_in(kept)
        if library is None:
            pages.append(kept)
        else:
            libraries.append(library)
    return pages, libraries


def library_lines(report: ImportReport, *, known: bool) -> Iterator[str]:
    """What became of everything in a library file.

    >>> from refparse.formats.library import ImportReport
    >>> report = ImportReport(source="a.ris", format="ris", document_id="3f", found=2, read=2, outside=(1, 2, 3, 9))
    >>> list(library_lines(report, known=False))[1:]
    ['  2 records found, 2 read, 0 refused', '  4 lines outside any record: 1–3, 9']
    """
    from refparse.cli.listing import runs, tally

    told = "  (already in the store)" if known else ""
    yield click.style(f"{clean(report.source)}: {_NAMES[report.format]} library{told}", bold=True)
    mended = len({number for number, _, _ in report.repaired})
    repaired = f" ({mended} of them repaired)" if mended else ""
    yield f"  {report.found} records found, {report.read} read{repaired}, {len(report.refused)} refused"
    for note in report.notes:
        yield f"  note: {clean(note)}"
    if report.repaired:
        yield f"  repaired: {clean(tally(what for _, _, what in report.repaired[:1000]))}"
    for one in report.refused[:_NAMED]:
        start = " ".join(one.text[: 4 * _START].split())[:_START]
        yield click.style(f"  line {one.line}: refused: ", fg="yellow") + clean(f"{one.reason}: {start}")
    if len(report.refused) > _NAMED:
        yield f"  and {len(report.refused) - _NAMED} more refused; --json names them all"
    if report.outside:
        some = runs(report.outside[: 5 * _NAMED]) + (" …" if len(report.outside) > 5 * _NAMED else "")
        yield f"  {len(report.outside)} lines outside any record: {some}"
