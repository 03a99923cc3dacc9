"""What deduplication found: as JSON, as lines for people, and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import click

from refparse.cli.clean import clean
from refparse.cli.libraries import library_lines
from refparse.cli.show import because, bits, line, plain
from refparse.cli.tables import table
from refparse.formats.jsonl import Json

if TYPE_CHECKING:
    from refparse.pipeline import Deduped, DedupeReport
    from refparse.pipeline.deduping import Regrouped
    from refparse.pipeline.prisma import Prisma

#: Of many pairs so many are shown; --csv and --json have all.
_SHOWN = 10


class Pair(NamedTuple):
    """Two records, what came of them, and why."""

    decision: str
    work: str
    weight: float | None
    because: str
    left_read: str
    left: str
    right_read: str
    right: str


def pairs_csv(pairs: Iterable[Pair]) -> str:
    """Every pair with its reasons."""
    return table(Pair._fields, pairs)


def map_csv(found: Deduped) -> str:
    """For every record of the files, where it was read, what it was called, and the work it went into."""
    columns = ("source", "record", "line", "key", "kept_key", "work", "merged")
    return table(columns, _mapped(found))


def _mapped(found: Deduped) -> Iterator[Sequence[object]]:
    home = {place: number for number, places in enumerate(found.plan.groups) for place in places}
    for place, origin in enumerate(found.origins):
        number = home[place]
        merged = "yes" if len(found.plan.groups[number]) > 1 else "no"
        source = found.prisma.sources[origin.source].name
        yield source, origin.number, origin.line or "", origin.key, found.keys[number], number + 1, merged


def file_pairs(found: Deduped) -> Iterator[Pair]:
    """Every pair of records of files that is merged, asked about or tied."""
    for work in found.merged():
        for place, one in zip(work.places[1:], work.verdicts, strict=True):
            yield Pair("merged", work.key, one.weight, because(one), *_sides(found, work.places[0], place))
    for asked in found.asked():
        yield Pair("asked", "", asked.verdict.weight, because(asked.verdict), *_sides(found, asked.left, asked.right))
    for tied in found.tied():
        yield Pair(f"tied: {tied.kind}", "", None, tied.because, *_sides(found, tied.left, tied.right))


def _sides(found: Deduped, left: int, right: int) -> tuple[str, str, str, str]:
    one, other = found.held[left].work, found.held[right].work
    return found.place(left), line(one), found.place(right), line(other)


def store_pairs(report: DedupeReport) -> Iterator[Pair]:
    """Every pair of records of the store that is merged, asked about or tied, and what people said."""
    for decision, verdicts in (("merged", report.joined), ("asked", report.asked)):
        for one in verdicts:
            yield Pair(decision, "", one.weight, because(one), *_stored(report, one.left_id, one.right_id))
    for word in report.said:
        told = ": ".join(filter(None, (word.who, word.because)))
        yield Pair(f"said: {word.said}", "", None, told, *_stored(report, word.left_id, word.right_id))
    for tie in report.tied:
        yield Pair(f"tied: {tie.kind}", "", None, tie.because, *_stored(report, tie.left_id, tie.right_id))


def _stored(report: DedupeReport, *ids: str) -> Iterator[str]:
    """For each of these records where it was read and what it says; one that is gone has only its id."""
    for id_ in ids:
        record = report.records.get(id_)
        yield report.places.get(id_, "in the store" if record else "no more in the store")
        yield line(record.work) if record else id_


def files_json(found: Deduped, written: Sequence[str]) -> dict[str, Json]:
    """What becomes of the records of files, as JSON; records are told by their places, from 0."""
    return {
        "rules": found.rules.name,
        "libraries": plain(found.imported),
        "prisma": plain(found.prisma),
        "merged": [plain(work) for work in found.merged()],
        "asked": [plain(asked) for asked in found.asked()],
        "tied": [plain(tied) for tied in found.tied()],
        "records": {
            str(place): {"read": found.place(place), "work": plain(one.work)} for place, one in found.held.items()
        },
        "large": [plain(block._asdict()) for block in found.plan.large],
        "written": list(written),
    }


def store_json(report: DedupeReport) -> dict[str, Json]:
    """What judging the store again comes to, as JSON."""
    return {
        "rules": report.rules,
        "applied": report.applied,
        "prisma": plain(report.prisma),
        "merged": plain(report.merged),
        "parted": plain(report.parted),
        "asked": plain(report.asked),
        "joined": plain(report.joined),
        "said": plain(report.said),
        "tied": [plain(one._asdict()) for one in report.tied],
        "records": plain(report.records),
        "places": plain(report.places),
    }


def files_lines(found: Deduped, written: Sequence[str], *, brief: bool) -> Iterator[str]:
    """What becomes of the records of files: reports, the most doubtful merges, questions, and the counts."""
    if not brief:
        for report in found.imported:
            yield from library_lines(report, known=False)
        yield from _merged(found)
        yield from _ties(found)
    yield from _asked(found)
    yield from _large(found)
    yield from prisma_lines(found.prisma)
    yield from (f"wrote {clean(name)}" for name in written)


def _large(found: Deduped) -> Iterator[str]:
    blocks = found.plan.large
    if blocks:
        largest = f"{blocks[0].size} records share the {clean(blocks[0].blocking_key)}"
        yield f"note: {len(blocks)} groups too large to compare each with each, only with the nearest ({largest})"


def _merged(found: Deduped) -> Iterator[str]:
    works = sorted(found.merged(), key=lambda work: min(one.weight for one in work.verdicts))
    if works:
        yield click.style(f"one work each ({len(works)}), the most doubtful first", bold=True)
    for work in works[:_SHOWN]:
        for sign, place in zip(("  ", *["= "] * len(work.places)), work.places, strict=False):
            yield _record(found, sign, place)
        least = min(work.verdicts, key=lambda one: one.weight)
        yield f"      {bits(least)}"
    yield from _more(len(works))


def _asked(found: Deduped) -> Iterator[str]:
    count = len(found.plan.questions)
    if count:
        yield click.style(f"not merged; is it the same work? ({count})", bold=True)
    for one in islice(found.asked(), _SHOWN):
        yield _record(found, "  ", one.left)
        yield _record(found, "? ", one.right)
        yield f"      {bits(one.verdict)}"
    yield from _more(count)


def _ties(found: Deduped) -> Iterator[str]:
    ties = tuple(found.tied())
    if ties:
        yield click.style(f"kept apart, and tied ({len(ties)})", bold=True)
    for one in ties[:_SHOWN]:
        yield _record(found, "  ", one.left)
        yield _record(found, "~ ", one.right)
        yield f"      {one.kind}: {one.because}"
    yield from _more(len(ties))


def _more(count: int) -> Iterator[str]:
    if count > _SHOWN:
        yield f"  and {count - _SHOWN} more; --csv and --json name them all"


def _record(found: Deduped, sign: str, place: int) -> str:
    return f"  {sign}{line(found.held[place].work)}" + click.style(f"  [{clean(found.place(place))}]", dim=True)


def store_lines(report: DedupeReport, *, brief: bool) -> Iterator[str]:
    """What judging the store again comes to: works that change, questions, and the counts."""
    from refparse.cli.show import verdict_lines

    if not brief:
        would = "" if report.applied else "would be "
        yield from _regrouped(f"{would}joined", report.merged)
        yield from _regrouped(f"{would}parted", report.parted)
    if report.asked:
        yield click.style(f"not merged; is it the same work? ({len(report.asked)})", bold=True)
    for one in report.asked[:_SHOWN]:
        yield from verdict_lines(one, report.records, report.places)
    yield from _more(len(report.asked))
    yield from prisma_lines(report.prisma)
    changed = "changed" if report.applied else "not changed; --apply changes it"
    yield f"by the rules {clean(report.rules)}; the store was {changed}"


def _regrouped(title: str, changes: Sequence[Regrouped]) -> Iterator[str]:
    if changes:
        yield click.style(f"{title} ({len(changes)})", bold=True)
    for one in changes[:_SHOWN]:
        yield from (f"    {line(work.work)}" for work in one.before)
        yield from (f"  → {line(work.work)}" for work in one.after)
    yield from _more(len(changes))


def prisma_lines(counts: Prisma) -> Iterator[str]:
    """The counts, source by source, and how they add up.

    >>> from refparse.pipeline.prisma import Source, prisma
    >>> found = prisma([Source(name="a.ris", kind="ris", read=2, refused=1)], [(0, 0), (0, 0)], by_hand=0, asked=0)
    >>> for text in prisma_lines(found): print(text)
    a.ris: 3 records, 1 of them not readable; works that no other source has: 1
    3 records identified − 1 not readable − 1 duplicates = 1 works; 0 pairs to decide
    """
    for one in counts.sources:
        unread = f", {one.refused} of them not readable" if one.refused else ""
        yield f"{clean(one.name)}: {one.found} records{unread}; works that no other source has: {one.only_here}"
    hand = f" ({counts.by_hand} of them by hand)" if counts.by_hand else ""
    yield (
        f"{counts.identified} records identified − {counts.refused} not readable − {counts.duplicates} duplicates{hand}"
        f" = {counts.works} works; {counts.asked} pairs to decide"
    )
