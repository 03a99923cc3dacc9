"""``refparse resolve``: DOIs for references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from refparse.cli import desk, options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

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
    r"""Find the DOIs of references, and say why.

    They are those in the store, or plain strings with --strings. What a registry offers
    is weighed by the evidence that finds duplicates, and every answer is kept with its reasons:
    resolved; not found, as nothing offered resembles it; refused: evidence, as nothing offered was
    sure enough; failed: retry after. Answers are stored as they come; run it again to go on. Ends
    with 4 if some were not answered.

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
            late, first = registered.waiting(graph, moment(today()))
            wait = [f"{late} are not asked again before {first}, as the server wished"] if late else []
            face.result(_json([], {}, graph, None), ["nothing to look for", *wait, *_apart(graph), *_states(graph)])
            return desk.PARTIAL if late else 0
        with desk.asked(face, SEES) as registry, face.progress() as progress:
            pace = desk.Pace(wanted)

            def tell(one: Found) -> None:
                found.append(replace(one, answer=None))  # a whole record each, of which nothing is told
                progress(pace.said(one.state), pace.done, wanted)

            report = resolve(graph, registry, again=again, tell=tell)
        lines = (*map(line, found), *_open(graph, report), *_apart(graph), *_summary(report), *_states(graph))
        face.result(_json(found, dict(report.states), graph, report), lines)
    return desk.PARTIAL if report.partial else 0


def _json(found: list[Found], states: dict[str, int], graph: Graph, report: ResolveReport | None) -> dict[str, Json]:
    from refparse.cli.show import plain
    from refparse.graph import registered
    from refparse.pipeline.apart import apart

    rows: list[Json] = [row(one, one.ask.id, "") for one in found]
    gave_up = str(report.gave_up) if report is not None and report.gave_up is not None else None
    return {
        "resolutions": rows,
        "states": states,
        "store": registered.states(graph),
        "not_shown": plain(apart(graph)),
        "gave_up": gave_up,
        "unasked": report.unasked if report is not None else 0,
    }


def row(found: Found, id_: Json, source: str) -> dict[str, Json]:
    """One answer as JSON."""
    from refparse.cli.show import plain
    from refparse.pipeline.keeping import runner_up

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
    from refparse.cli import show

    best = found.resolution.best if found.resolution is not None else None
    nearest = f"\n    nearest: {show.line(best.work)}" if best is not None and found.DOI is None else ""
    colour = {"resolved": "green", "failed: retry after": "red"}.get(found.state, "yellow")
    head = click.style(found.DOI or found.state, fg=colour)
    return f"{label}{head}  {_short(found.ask.text)}\n    {clean(found.because)}{_astray(found)}{nearest}"


def _astray(found: Found) -> str:
    """A printed DOI that leads elsewhere, as plain as what :mod:`refparse.cli.check` calls grave."""
    if found.resolution is None or found.resolution.printed_doi != "flagged":
        return ""
    said = f"the DOI it prints leads to another paper: {clean(found.ask.work.DOI or '')}"
    return f"\n    {click.style(said, fg='red')}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return clean(text if len(text) <= _ROOM else f"{text[:_ROOM].rstrip()} …")


_ROOM = 100


def _summary(report: ResolveReport) -> Iterator[str]:
    counts = ", ".join(f"{count} {state}" for state, count in sorted(report.states.items()))
    yield click.style(f"looked for {report.states.total()} of {report.wanted}: {counts}", bold=True)
    if report.gave_up is not None:
        yield f"gave up: {clean(str(report.gave_up))}; what was answered is kept, run it again to go on"
    if report.unasked:
        yield f"not asked: {report.unasked}"


def _open(graph: Graph, report: ResolveReport) -> Iterator[str]:
    """Pairs that a person should settle."""
    from refparse.cli.show import verdict_lines

    ids = {id_ for verdict in report.asked for id_ in (verdict.left_id, verdict.right_id)}
    records = {record.id: record for record in graph.records(sorted(ids))}
    if report.asked:
        yield click.style(f"not merged; is it the same work? ({len(report.asked)})", bold=True)
    for verdict in report.asked:
        yield from verdict_lines(verdict, records, {})


def _apart(graph: Graph) -> Iterator[str]:
    """DOIs that were found and stand nowhere."""
    from refparse.pipeline.apart import apart

    found = apart(graph)
    if found:
        yield click.style(
            f"found, and not shown, as the work they belong to contradicts them ({len(found)})", bold=True
        )
    for one in found:
        yield f"  {click.style(one.DOI, fg='yellow')}  {_short(one.text or 'a page of yours')}"
        yield f"    {clean(one.because)}"


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
