"""``refparse demo``: the main job on the example pages, from pasted text to answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.graph.queries import PaperRow
    from refparse.graph.store import Graph
    from refparse.pipeline import Answer, Format

_FILES: dict[str, Format] = {"merged.bib": "bibtex", "works.csl.json": "csljson"}
_STORE = "library.sqlite"


@click.command("demo")
@click.option("--into", metavar="DIR", default=".demo", show_default=True, help="Folder to write to.")
@common
def command(face: Face, into: str) -> None:
    """Run the main job on five example pages.

    Reads them, merges what is the same work, asks which case series they share, and leaves the
    library, a merged bibliography and CSL-JSON in DIR. Run it again: nothing changes.
    """
    from refparse import pipeline
    from refparse.cli.add import report_json, report_lines
    from refparse.graph import Graph

    folder = Path(into)
    folder.mkdir(parents=True, exist_ok=True)
    with face.progress() as progress, Graph(folder / _STORE) as graph:
        known = pipeline.load_grammars()
        pages = [pipeline.parse(path, grammars=known) for path in pipeline.example_pages()]
        report = pipeline.add(graph, pages, progress=progress)
        asked, answers = _ask(graph)
        written = _write(graph, folder)
    lines = [*report_lines(pages, report), *answers, click.style("the files", bold=True), *map(_place, written)]
    face.result({"report": report_json(pages, report), "answers": asked, "files": list(map(str, written))}, lines)


def _ask(graph: Graph) -> tuple[list[Json], list[str]]:
    """What the papers share, which case series among it, and who cites those."""
    from refparse import pipeline
    from refparse.cli.answers import answer_json
    from refparse.graph import queries

    papers = queries.papers(graph)
    shared = queries.shared(graph)
    data: list[Json] = [answer_json("shared", shared, papers)]
    lines = list(_asked("ask shared", "shared", shared, papers))
    series = queries.shared(graph, kind="case-series")
    data.append(answer_json("shared", series, papers))
    lines += _asked("ask shared --kind case-series", "shared", series, papers)
    for row in series[:1]:
        citing = pipeline.ask(graph, "citing", row.work.id)
        data.append(answer_json("citing", citing, papers))
        lines += _asked(f'ask citing "{clean(row.work.title or row.work.id)}"', "citing", citing, papers)
    return data, lines


def _asked(call: str, question: str, answer: Answer, papers: Sequence[PaperRow]) -> Iterator[str]:
    from refparse.cli.answers import answer_lines

    yield ""
    yield click.style(f"refparse {call}", fg="cyan")
    yield from answer_lines(question, answer, papers)


def _write(graph: Graph, folder: Path) -> list[Path]:
    from refparse import pipeline
    from refparse.formats.text import write_text

    for name, form in _FILES.items():
        write_text(folder / name, pipeline.export(graph, to=form))
    return [folder / name for name in (*_FILES, _STORE)]


def _place(path: Path) -> str:
    return f"  {clean(str(path))}  ({path.stat().st_size / 1000:.0f} kB)"
