"""``refparse check``: references that look wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from refparse.cli import desk, options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common
from refparse.cli.resolve import SEES

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.pipeline.checking import CheckedReference, CheckReport

_CALLED = {
    "other-paper": "its DOI leads to another paper",
    "other-title": "another title stands at that very place",
    "translated": "another title stands at that very place, perhaps a translation",
    "other-people": "another paper has its title",
    "unknown-doi": "its DOI is unknown",
    "invented": "looks invented",
    "retracted": "retracted",
    "concern": "expression of concern",
    "corrected": "corrected",
    "newer": "there is a newer version",
}
_GRAVE = frozenset({"other-paper", "other-title", "other-people", "unknown-doi", "invented", "retracted", "concern"})
#: What happened to a work says so itself.
_TOLD = frozenset({"retracted", "concern", "corrected", "newer"})


_UNREAD = "nothing reads this entry"


@click.command("check")
@options.db
@desk.options
@common
def command(face: Face) -> int:
    r"""List references that look wrong, and retracted works.

    A printed DOI that leads to another paper or to none; a reference described in full that a
    registry should know and does not, or that is put together of two works; a cited work that
    was retracted, doubted or corrected. Each comes with its evidence, and nothing is changed.
    Ends with 1 if there are findings, with 4 if some references could not be checked.

    \b
    refparse check --mailto you@example.org
    refparse check --mirror crossref.mirror --json
    """
    from refparse.graph import entries
    from refparse.pipeline.checking import check

    found: list[CheckedReference] = []
    with options.library(read_only=True) as graph:
        wanted = entries.count(graph)
        with desk.asked(face, SEES) as registry, face.progress() as progress:
            pace = desk.Pace(wanted)

            def tell(one: CheckedReference) -> None:
                found.append(one)
                progress(pace.said(_state(one)), pace.done, wanted)

            report = check(graph, registry, tell=tell)
    found.sort(key=lambda one: (one.source, one.number, one.ask.id))
    lines = (text for one in found for text in _lines(one))
    face.result(_json(found, report), (*lines, *_unread(report), *_summary(report)))
    return desk.PARTIAL if report.partial else int(bool(report.findings))


def _state(one: CheckedReference) -> str:
    return "no answer" if one.checked is None else "with findings" if one.checked.findings else "fine"


def _lines(one: CheckedReference) -> Iterator[str]:
    findings = one.checked.findings if one.checked is not None else ()
    unchecked = one.checked.unchecked if one.checked is not None else (one.because,)
    if findings or unchecked:
        yield click.style(clean(f"{one.source}, entry {one.label}: "), bold=True) + clean(one.ask.text)
    for finding in findings:
        colour = "red" if finding.kind in _GRAVE else "yellow"
        said = "; ".join(finding.words)
        head, _, rest = said.partition(": ") if finding.kind in _TOLD else (_CALLED[finding.kind], "", said)
        yield f"  {click.style(clean(head), fg=colour)}: {clean(rest)}"
    for words in unchecked:
        yield f"  not checked: {clean(words)}"


def _json(found: list[CheckedReference], report: CheckReport) -> dict[str, Json]:
    from refparse.cli.show import plain

    rows: list[Json] = [
        {
            "id": one.ask.id,
            "source": one.source,
            "label": one.label,
            "raw": one.ask.text,
            "DOI": one.checked.DOI if one.checked is not None else None,
            "findings": plain(one.checked.findings) if one.checked is not None else [],
            "unchecked": list(one.checked.unchecked) if one.checked is not None else [one.because],
        }
        for one in found
        if one.checked is None or one.checked.findings or one.checked.unchecked
    ]
    rows += [
        {"source": one.source, "label": one.label, "raw": one.text, "findings": [], "unchecked": [_UNREAD]}
        for one in report.unread
    ]
    counts: dict[str, Json] = {
        "references": plain(dict(report.references)),
        "unread": len(report.unread),
        "findings": plain(dict(report.findings)),
    }
    return {"references": rows, "counts": counts, "gave_up": str(report.gave_up) if report.gave_up else None}


def _unread(report: CheckReport) -> Iterator[str]:
    for one in report.unread:
        yield click.style(clean(f"{one.source}, entry {one.label}: "), bold=True) + clean(one.text)
        yield f"  not checked: {_UNREAD}"


def _summary(report: CheckReport) -> Iterator[str]:
    counts = ", ".join(f"{count} × {_CALLED[kind]}" for kind, count in report.findings.most_common())
    yield click.style(f"{report.references.total()} of {report.wanted} references checked", bold=True) + (
        f": {counts}" if counts else ": nothing found"
    )
    if report.unread:
        many = len(report.unread)
        yield f"{many} {'entry' if many == 1 else 'entries'} not read, not checked"
    if report.references["no answer"]:
        yield f"of {report.references['no answer']} there was no answer; run it again to go on"
