"""``refparse resolve``: DOIs for references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from refparse.cli import desk, options
from refparse.cli.face import Face, clean, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.graph import Graph
    from refparse.pipeline.looking import Found
    from refparse.pipeline.resolving import ResolveReport

SEES = "reference strings, titles, first authors, journals, volumes, pages, years and DOIs"


@click.command("resolve")
@click.argument("files", nargs=-1)
@click.option("--strings", is_flag=True, help="FILES hold one reference string a line, or JSON Lines; no library.")
@click.option("--again", is_flag=True, help="Look also for those that were not found, or refused.")
@options.model
@options.db
@desk.options
@common
def command(face: Face, files: tuple[str, ...], *, strings: bool, again: bool, model: str | None) -> int:
    r"""Find the DOIs of the references in the store, or of plain strings.

    What a registry offers is weighed by the evidence that finds duplicates, and every answer is
    kept with its reasons: resolved, not found, refused: evidence, failed: retry after. Answers
    are stored as they come; run it again to go on. Ends with 4 if some were not answered.

    \b
    refparse resolve --mailto you@example.org
    refparse resolve --mirror crossref.mirror       no network at all
    refparse resolve --strings refs.txt --json      a row of JSON a string
    """
    if strings:
        return _strings(face, files, model)
    if files:
        raise click.UsageError("files are looked at with --strings only; add pages to the store first")
    return _store(face, again=again)


def _store(face: Face, *, again: bool) -> int:
    from refparse.graph import registered
    from refparse.pipeline.looking import moment, today
    from refparse.pipeline.resolving import resolve

    found: list[Found] = []
    with options.library() as graph:
        wanted = len(registered.pending(graph, moment(today()), again=again))
        if not wanted:
            face.result(_json([], {}, registered.states(graph), None), ["nothing to look for", *_states(graph)])
            return 0
        with desk.asked(face, SEES) as registry, face.progress() as progress:
            pace = desk.Pace(wanted)

            def tell(one: Found) -> None:
                found.append(one)
                progress(pace.said(one.state), pace.done, wanted)

            report = resolve(graph, registry, again=again, tell=tell)
        lines = (*map(line, found), *_open(graph, report), *_summary(report), *_states(graph))
        face.result(_json(found, dict(report.states), registered.states(graph), report), lines)
    return desk.PARTIAL if report.partial else 0


def _json(
    found: list[Found], states: dict[str, int], store: dict[str, int], report: ResolveReport | None
) -> dict[str, Json]:
    rows: list[Json] = [row(one, one.ask.id, "") for one in found]
    gave_up = str(report.gave_up) if report is not None and report.gave_up is not None else None
    return {"resolutions": rows, "states": states, "store": store, "gave_up": gave_up}


def row(found: Found, id_: str, source: str) -> dict[str, Json]:
    """One answer as JSON."""
    from refparse.cli.show import plain
    from refparse.pipeline.resolving import runner_up

    said = found.resolution
    best = said.best if said is not None else None
    data: dict[str, object] = {
        "id": id_,
        "source": source,
        "raw": found.ask.text,
        "state": found.state,
        "DOI": found.DOI,
        "because": found.because,
        "confidence": found.confidence,
        "weight": round(best.weight, 3) if best is not None else None,
        "candidate": best.DOI if best is not None else None,
        "vetoes": best.vetoes if best is not None else (),
        "evidence": best.evidence if best is not None else (),
        "runner_up": runner_up(said),
        "twins": said.twins if said is not None else (),
        "printed_doi": said.printed_doi if said is not None else None,
        "by": found.by,
        "at": found.at,
        "retry_after": found.retry_after,
    }
    kept = {name: value for name, value in data.items() if value is not None and value not in ((), "")}
    return {name: plain(value) for name, value in kept.items()} | {"DOI": found.DOI}


def line(found: Found, label: str = "") -> str:
    """One answer for people."""
    text = " ".join(found.ask.text.split())
    shown = clean(text if len(text) <= _ROOM else f"{text[:_ROOM].rstrip()} …")
    colour = {"resolved": "green", "failed: retry after": "red"}.get(found.state, "yellow")
    head = click.style(found.DOI or found.state, fg=colour)
    return f"{label}{head}  {shown}\n    {clean(found.because)}"


_ROOM = 100


def _summary(report: ResolveReport) -> Iterator[str]:
    counts = ", ".join(f"{count} {state}" for state, count in sorted(report.states.items()))
    yield click.style(f"looked for {report.states.total()} of {report.wanted}: {counts}", bold=True)
    if report.gave_up is not None:
        yield f"gave up: {clean(str(report.gave_up))}; what was answered is kept, run it again to go on"


def _open(graph: Graph, report: ResolveReport) -> Iterator[str]:
    """Pairs that a person should settle."""
    from refparse.cli.show import verdict_lines

    ids = {id_ for verdict in report.asked for id_ in (verdict.left_id, verdict.right_id)}
    records = {record.id: record for record in graph.records(sorted(ids))}
    if report.asked:
        yield click.style(f"not merged; is it the same work? ({len(report.asked)})", bold=True)
    for verdict in report.asked:
        yield from verdict_lines(verdict, records, {})


def _states(graph: Graph) -> Iterator[str]:
    from refparse.graph import registered

    states = registered.states(graph)
    if states:
        yield "in the store: " + ", ".join(f"{count} {state}" for state, count in states.items())


def _strings(face: Face, files: tuple[str, ...], model: str | None) -> int:
    from refparse.cli.asked import Strings
    from refparse.formats.jsonl import dumps
    from refparse.pipeline.resolving import resolve_strings
    from refparse.pipeline.strings import load_labeller

    labeller = load_labeller(model)
    strings = Strings(face, files)
    failed = 0
    with desk.asked(face, SEES) as registry, face.progress() as progress:
        for batch in strings.batches():
            pace = desk.Pace(len(batch))
            answers = resolve_strings([one.text for one in batch], registry, labeller=labeller)
            for asked, found in zip(batch, answers, strict=True):
                if face.json:
                    click.echo(dumps(row(found, asked.id, asked.source)))
                else:
                    click.echo(line(found, f"{asked.number}  "), color=face.color)
                failed += found.state == "failed: retry after"
                progress(pace.said(found.state), pace.done, len(batch))
    if strings.fault is not None:
        raise strings.fault
    return desk.PARTIAL if failed else 0
