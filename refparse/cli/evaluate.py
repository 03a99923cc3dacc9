"""``refparse evaluate``: how well a labeller reads strings whose fields are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from refparse.cli import options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.train.scores import Miss, Scores


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True)
@options.model
@click.option("--errors", metavar="N", type=click.IntRange(min=0), default=0, help="Show so many misread references.")
@common
def command(face: Face, gold: tuple[str, ...], *, model: str | None, errors: int) -> None:
    r"""Measure a labeller by labelled reference strings.

    GOLD are JSON Lines as refparse train takes them. F1 is told for each field, for ten fields
    together (micro), and the share of references that are wholly right: author list, title,
    container, volume, year and first page.

    \b
    refparse evaluate gold.jsonl --errors 20
    refparse evaluate gold.jsonl --model mine.npz
    """
    from refparse import pipeline

    labeller = pipeline.load_labeller(model)
    with face.progress() as progress:
        scores = pipeline.evaluate(gold, labeller=labeller, progress=progress)
    shown = scores.misses[:errors]
    told: dict[str, Json] = {
        "labeller": labeller.name,
        "scores": _json(scores),
        "sources": {source: _json(part) for source, part in scores.sources.items()},
        "errors": [_miss(miss) for miss in shown],
    }
    face.result(told, _lines(scores, shown))
    if scores.own:
        face.note(_of_its_own(scores))


def _of_its_own(scores: Scores) -> str:
    """What figures are worth that were made with rows refparse printed."""
    if scores.unchanged == scores.own == scores.references:
        return (
            "all rows are what refparse printed, unchanged: unless somebody has checked them, the figures mean nothing"
        )
    return (
        f'{scores.own:,} of {scores.references:,} rows were read by refparse, as "by" says, {scores.unchanged:,} of'
        " them just as now: what nobody has checked is counted as right"
    )


def _json(scores: Scores) -> dict[str, Json]:
    sure = scores.calibration
    return {
        "references": scores.references,
        "micro_f1": scores.micro_f1,
        "whole": scores.whole,
        "read_by_refparse": scores.own,
        "unchanged": scores.unchanged,
        "fields": {
            name: {"precision": one.precision, "recall": one.recall, "f1": one.f1, "known": one.known}
            for name, one in scores.fields.items()
        },
        "calibration": {"error": sure.error, "high": sure.high, "right_of_high": sure.right_of_high},
    }


def _miss(miss: Miss) -> dict[str, Json]:
    wrong = [{"field": field, "known": known, "read": read} for field, known, read in miss.wrong]
    return {"id": miss.id, "raw": miss.raw, "wrong": wrong}


def _lines(scores: Scores, misses: Iterable[Miss]) -> Iterator[str]:
    yield f"{'field':12}{'precision':>10}{'recall':>10}{'F1':>10}{'known':>10}"
    for name, one in scores.fields.items():
        if one.known or one.read:
            yield f"{name:12}{one.precision:10.4f}{one.recall:10.4f}{one.f1:10.4f}{one.known:10,}"
    yield ""
    yield f"{'':24}{'references':>10}{'micro F1':>10}{'whole':>10}{'≥ .9':>8}{'right':>8}{'error':>8}"
    for source, part in (*scores.sources.items(), ("all", scores)):
        sure = part.calibration
        start = f"{clean(source)[:23]:24}{part.references:10,}{part.micro_f1:10.4f}{part.whole:10.4f}"
        yield f"{start}{sure.high:8.3f}{sure.right_of_high:8.3f}{sure.error:8.3f}"
    yield "≥ .9: the share of references given this confidence; right: how many of those are; error: of confidence"
    for miss in misses:
        yield f"- {clean(miss.id)}  {clean(miss.raw)}"
        for field, known, read in miss.wrong:
            yield f"    {field}: known {clean(known) or 'nothing'}, read {clean(read) or 'nothing'}"
