"""``refparse refresh``: works beside what their registry says today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, get_args

import click

from refparse.cli import desk, options
from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.pipeline.refreshing import Refreshed, RefreshReport
    from refparse.resolve.refresh import Policy


def _policy(_ctx: click.Context, _option: click.Parameter, said: tuple[str, ...]) -> dict[str, Policy]:
    """Fields and what becomes of them, as ``field=policy``."""
    from refparse.resolve.refresh import POLICY, Policy

    policies: tuple[Policy, ...] = get_args(Policy)
    found: dict[str, Policy] = {}
    for one in said:
        name, _, wanted = one.partition("=")
        name = name if name in POLICY else name.replace("-", "_")
        chosen = [policy for policy in policies if policy == wanted]
        if (name != "all" and name not in POLICY) or not chosen:
            raise click.BadParameter(f"{one!r}: say FIELD={'|'.join(policies)}, with all or one of {', '.join(POLICY)}")
        found[name] = chosen[0]
    return found


@click.command("refresh")
@click.argument("works", nargs=-1)
@click.option("--write", is_flag=True, help="Change the store; without it only what would change is shown.")
@click.option("--ask", is_flag=True, help="Put each contradiction to you, with --write.")
@click.option("--policy", metavar="FIELD=POLICY", multiple=True, callback=_policy, help="See above; may be repeated.")
@click.option("--references", is_flag=True, help="Add the lists deposited for your papers, marked as Crossref's.")
@click.option("--all", "everything", is_flag=True, help="Show also what stays as it is.")
@options.db
@desk.options
@common
def command(
    face: Face,
    works: tuple[str, ...],
    *,
    write: bool,
    ask: bool,
    policy: dict[str, Policy],
    references: bool,
    everything: bool,
) -> int:
    r"""Bring works up to date with their registry.

    What would change is shown, and taken with --write. WORKS are cite keys, ids or DOIs; without
    them it is all works whose DOI was found. A field is filled where pages say nothing
    or less (+), replaced (~), asked about where they say otherwise (?), or kept (=). A POLICY for a
    field, or for all, is keep, fill, replace or ask. What pages print and what you chose is never
    lost. Retractions and corrections are stored with the work.

    \b
    refparse refresh                                 what would change
    refparse refresh --write
    refparse refresh gubler1999whipple --write --policy title=replace
    """
    from refparse.pipeline.refreshing import policy_of, refresh

    if ask and not write:
        raise click.UsageError("--ask changes what you say yes to; say --write as well")
    if references and not write:
        raise click.UsageError("--references adds to the store; say --write as well")
    found: list[Refreshed] = []
    with options.library(read_only=not write) as graph:
        wanted = _wanted(graph, works)
        with desk.asked(face, "DOIs") as registry, face.progress() as progress:
            pace = desk.Pace(wanted)

            def tell(one: Refreshed) -> None:
                found.append(one)
                progress(pace.said("works"), pace.done, wanted)

            report = refresh(
                graph,
                registry,
                works=works or None,
                policy=policy_of(policy),
                write=write,
                references=references,
                answers=_put if ask else _nobody,
                tell=tell,
            )
    lines = (text for one in found for text in _lines(one, everything=everything))
    face.result(_json(found, report, write=write), (*lines, *_summary(report, write=write)))
    return desk.PARTIAL if report.gave_up is not None else 0


def _wanted(graph: object, works: tuple[str, ...]) -> int:
    from refparse.graph import Graph, registered

    return len(works) or (len(registered.registered(graph)) if isinstance(graph, Graph) else 0)


def _nobody(_one: Refreshed) -> Mapping[str, bool]:
    return {}


def _put(one: Refreshed) -> Mapping[str, bool]:
    """A person's answers to what is asked; a question passed over is asked again next time."""
    from refparse.resolve.rendering import show

    answers = {}
    for change in one.diff.changes if one.diff is not None else ():
        if change.decision == "asked":
            old = show(change.old) if change.old is not None else "nothing"
            question = f"{one.work}\n  {change.field}: {old} → {show(change.new)}\n  take it?"
            choices = click.Choice(["y", "n", "later"])
            said = click.prompt(clean_lines(question), type=choices, default="later", err=True)
            if said != "later":
                answers[change.field] = said == "y"
    return answers


def clean_lines(text: str) -> str:
    r"""Text of several lines as it may be shown.

    >>> clean_lines("a\nb\x1b")
    'a\nb\\x1b'
    """
    return "\n".join(map(clean, text.split("\n")))


def _lines(one: Refreshed, *, everything: bool) -> Iterator[str]:
    from refparse.resolve.rendering import render

    title = click.style(clean(f"{one.work.key or one.work.id}  {one.work}"), bold=True)
    if one.diff is None:
        yield f"{title}\n    {clean(one.record.origin_id)}: {clean(one.because)}"
        return
    asked = any(change.decision == "asked" for change in one.diff.changes)
    if everything or asked or one.diff.changes_anything or one.diff.notices or one.diff.refused or one.listed:
        yield title
        yield clean_lines(render(one.diff, everything=everything)).rstrip()
    if one.listed:
        yield f"  + {one.listed} entries of the list deposited with Crossref"


def _json(found: list[Refreshed], report: RefreshReport, *, write: bool) -> dict[str, Json]:
    from refparse.cli.show import plain

    works: list[Json] = [
        {
            "id": one.work.id,
            "DOI": one.record.origin_id,
            "diff": plain(one.diff),
            "because": one.because or None,
            "listed": one.listed,
        }
        for one in found
    ]
    gave_up = str(report.gave_up) if report.gave_up is not None else None
    counts: dict[str, Json] = {"works": plain(dict(report.works)), "fields": plain(dict(report.fields))}
    return {"works": works, "written": write, "counts": counts, "gave_up": gave_up}


def _summary(report: RefreshReport, *, write: bool) -> Iterator[str]:
    done = "were changed" if write else "would change"
    works, fields = report.works, report.fields
    yield click.style(f"{works['changed']} of {report.wanted} works {done}", bold=True) + (
        f": {fields['filled']} fields filled, {fields['replaced']} replaced; {fields['asked']} contradictions to settle"
    )
    if works["no DOI"]:
        yield f"{works['no DOI']} works have no DOI that was found; refparse resolve looks for it"
    if works["refused"]:
        yield f"{works['refused']} records look like another paper's and were not taken"
    if works["no answer"]:
        yield f"of {works['no answer']} works there is no record"
    if report.gave_up is not None:
        yield f"gave up: {clean(str(report.gave_up))}; what was answered is kept, run it again to go on"
