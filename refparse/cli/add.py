"""``refparse add``: pages and library files into the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.evidence import Verdict
    from refparse.formats.jsonl import Json
    from refparse.pipeline import AddReport
    from refparse.reference import Page


@click.command("add")
@options.files
@options.db
@options.grammars
@common
def command(face: Face, files: tuple[str, ...], grammars: str | None) -> None:
    r"""Add pages and library files to the store, matching what they cite with what is there.

    FILES are pages as copied out of a browser or a PDF, or libraries as databases write them (RIS,
    nbib, BibTeX, CSL-JSON, EndNote XML, CSV), told apart by what is in them; - or nothing is
    standard input. Either all of them are added or none. Adding a file again changes nothing.

    \b
    refparse add *.txt
    refparse add embase.ris pubmed.nbib scopus.csv
    refparse add --db review.sqlite page.txt
    """
    from refparse import pipeline
    from refparse.cli.libraries import parted

    options.invite(face, files)
    with face.progress() as progress:
        sources, libraries = parted(files or ("-",))
        pages = options.pages(sources, grammars, progress, strict=False)
        with options.library(create=True) as graph:
            report = pipeline.add(graph, pages, libraries=libraries, progress=progress)
    lines = pending_lines(report) if face.quiet else report_lines(pages, report)
    face.result(report_json(pages, report), lines)


def report_json(pages: list[Page], report: AddReport) -> dict[str, Json]:
    """What ``add`` did, as JSON."""
    from refparse.cli.listing import page_json
    from refparse.cli.show import plain

    return {
        "pages": [page_json(page) for page in pages],
        "added": list(report.added),
        "unchanged": list(report.unchanged),
        "merged": plain(report.merged),
        "asked": plain(report.asked),
        "records": plain(report.records),
        "counts": plain(report.counts),
        "libraries": plain(report.imported),
    }


def report_lines(pages: list[Page], report: AddReport) -> Iterator[str]:
    """What ``add`` did: what was read, what it merged by itself and what it would ask."""
    from refparse.cli.clean import clean
    from refparse.cli.libraries import library_lines
    from refparse.cli.listing import list_line
    from refparse.cli.show import line

    for page in pages:
        known = "  (already in the store)" if page.document.id in report.unchanged else ""
        yield click.style(f"{clean(page.document.source)}: {page.record.kind} page{known}", bold=True)
        yield f"  {line(page.record.work)}"
        yield f"  {list_line(page)}"
    for imported in report.imported:
        yield from library_lines(imported, known=imported.document_id in report.unchanged)
    yield from _verdicts("merged without asking", report.merged, report)
    yield from pending_lines(report)


def pending_lines(report: AddReport) -> Iterator[str]:
    """What ``add`` leaves to a person, and how large the store is: all that ``--quiet`` prints."""
    yield from _verdicts("not merged; is it the same work?", report.asked, report)
    if report.outdated:
        yield f"some pairs were judged by older rules ({', '.join(report.outdated)}); refparse dedupe judges all again"
    yield count_line(report)


def _verdicts(title: str, verdicts: Sequence[Verdict], report: AddReport) -> Iterator[str]:
    from refparse.cli.show import verdict_lines

    if verdicts:
        yield click.style(f"{title} ({len(verdicts)})", bold=True)
    for verdict in verdicts:
        yield from verdict_lines(verdict, report.records, report.places)


def count_line(report: AddReport) -> str:
    """How large the store is now."""
    said = report.counts
    line = f"the store holds {said.papers} papers, {said.nodes} works and {said.edges} citations of"
    line += f" {said.distinct_cited_works} works"
    return line + (f"; the lists of {said.lists_unknown} papers are unknown" if said.lists_unknown else "")
