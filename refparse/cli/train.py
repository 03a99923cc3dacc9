"""``refparse train``: a labeller's model out of labelled reference strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from refparse.cli.clean import clean
from refparse.cli.face import Face, common

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json

#: What to say of rows left out, by reason.
_LEFT = {
    "licence": "rows whose licence is neither CC BY nor CC0 (learnt from with --any-license)",
    "repeated": "rows whose string came before",
    "no field": "rows without a field",
}


@click.command("train")
@click.argument("gold", nargs=-1)
@click.option("-o", "--out", metavar="FILE", required=True, help="Where the model goes.")
@click.option("--rendered", metavar="N", type=click.IntRange(min=0), help="Strings of our own. [default: as shipped]")
@click.option("--seed", metavar="N", type=int, default=1, show_default=True, help="Another seed, other strings.")
@click.option("--any-license", is_flag=True, help="Learn from rows of any stated licence.")
@common
def command(face: Face, gold: tuple[str, ...], out: str, *, rendered: int | None, seed: int, any_license: bool) -> None:
    r"""Learn to read reference strings, from yours and from strings of our own.

    GOLD are JSON Lines of labelled strings: what refparse parse --strings --json prints,
    corrected. Without GOLD only strings rendered from bibliographic facts are learnt from. It
    takes minutes and gigabytes, and python-crfsuite: pip install 'refparse[train]'.

    \b
    refparse train corrected.jsonl -o mine.npz
    refparse parse --strings refs.txt --model mine.npz
    """
    from refparse import pipeline
    from refparse.cli.show import plain
    from refparse.cli.writing import refuse_inputs, refuse_place
    from refparse.formats.text import write_bytes
    from refparse.parse.model import to_bytes
    from refparse.train.recipe import RENDERED

    refuse_place(out)
    refuse_inputs(out, gold, was="is to be learnt from")
    count = RENDERED if rendered is None else rendered
    with face.progress() as progress:
        model = pipeline.train(gold, rendered=count, seed=seed, any_license=any_license, progress=progress)
    data = to_bytes(model)
    write_bytes(out, data)
    told: dict[str, Json] = {"file": out, "bytes": len(data), "labeller": model.name, "trained_on": plain(model.note)}
    face.result(told, [f"wrote {clean(out)}, {len(data) / 1000:,.0f} kB", *_lines(model.note)])


def _lines(note: Mapping[str, Any]) -> Iterator[str]:
    """What a model was learnt from, and what was not."""
    sources: Mapping[str, int] = note["sources"]
    held: int = note["held_back"]
    yield f"learnt from {sum(sources.values()) - held:,} labelled strings and {note['rendered']:,} rendered ones"
    if held:
        yield f"held back: {held:,} labelled strings, by which confidence is fitted; the sources of all:"
    for source, rows in sources.items():
        yield f"  {rows:>7,}  {clean(source)}"
    for reason, rows in note["left_out"].items():
        yield f"left out: {rows:,} {_LEFT[reason]}"
    if astray := note["values_not_in_their_string"]:
        yield f"{astray:,} values do not stand in their strings as stated; nothing was learnt from them"
