"""A page that was read: as JSON, and entry by entry for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import click

from refparse.cli.clean import clean
from refparse.cli.show import line, plain
from refparse.formats.jsonl import Json
from refparse.reference import Page, Parsed, Unparsed


def page_json(page: Page) -> dict[str, Json]:
    """A page as JSON; spans count characters of the page as decoded, which is not repeated."""
    text, found = page.document.text, page.list
    return {
        "document": {
            "id": page.document.id,
            "source": page.document.source,
            "characters": len(text),
            "notes": list(page.document.notes),
        },
        "record": plain(page.record),
        "list": plain(found.region) if found.region else {"reason": found.reason},
        "votes": plain(page.votes),
        "references": [{"status": _status(result), **_object(plain(result))} for result in page.results],
        "dropped": [
            {"span": list(one.span), "reason": one.reason, "text": text[one.span[0] : one.span[1]]}
            for one in found.dropped
        ],
        "callouts": plain(page.callouts),
        "cited_without_entry": list(page.cited_without_entry),
    }


def _status(result: Parsed | Unparsed) -> str:
    return "parsed" if isinstance(result, Parsed) else "unparsed"


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def tally(names: Iterable[str]) -> str:
    """How many of each.

    >>> tally(["marker", "marker", "heading"])
    '2 × marker, 1 × heading'
    """
    return ", ".join(f"{count} × {name}" for name, count in Counter(names).most_common())


def page_lines(page: Page) -> Iterator[str]:
    """A page for people: what it is, its list entry by entry, and what was left over."""
    yield click.style(f"{clean(page.document.source)}: {page.record.kind} page", bold=True)
    for note in page.document.notes:
        yield f"  note: {clean(note)}"
    yield f"  {line(page.record.work)}"
    yield f"  {list_line(page)}"
    width = max((len(one.reference.label or str(one.reference.number)) for one in page.results), default=0)
    for one in page.results:
        label = clean(one.reference.label or str(one.reference.number)).rjust(width)
        yield from entry_lines(label, one)
    numbers = sorted({number for callout in page.callouts for number in callout.numbers})
    if numbers:
        yield f"  in the text: {len(page.callouts)} citations of {runs(numbers)}"
    if page.cited_without_entry:
        yield f"  cited, but the entry is not on this page: {runs(page.cited_without_entry)}"
    if page.list.region and page.list.dropped:
        yield f"  left out of the entries: {tally(one.reason for one in page.list.dropped)}"


def list_line(page: Page) -> str:
    """What became of the reference list."""
    if page.list.region is None:
        reason = (page.list.reason or "none was found").removeprefix("no reference list: ")
        return f"no reference list: {clean(reason)}"
    unread = sum(isinstance(one, Unparsed) for one in page.results)
    best = max(page.votes, key=lambda vote: (vote.read, vote.literals), default=None)
    style = f" in the style {clean(best.grammar)}" if best and best.read else ""
    left = click.style(f", {unread} not read", fg="yellow") if unread else ", all read"
    return f"reference list: {len(page.results)} entries{style}{left}"


def entry_lines(label: str, result: Parsed | Unparsed) -> Iterator[str]:
    """One entry for people: who, when, what, where, and identifiers; how sure, where it was no grammar that read it."""
    if isinstance(result, Unparsed):
        yield from _unread(label, result)
        return
    work = result.work
    ids = [f"doi:{work.DOI}" if work.DOI else "", f"pmid:{work.PMID}" if work.PMID else ""]
    ids.append(f"doi begins {work.doi_prefix}" if work.doi_prefix and not work.DOI else "")
    tail = " ".join(clean(one) for one in ids if one)
    # Rounded down: nothing is certain that is not.
    sure = f"  {int(result.confidence * 100)} % sure" if result.by.startswith("labeller:") else ""
    dim = (f"  [{tail}]" if tail else "") + sure
    yield f"  {label}  {line(work)}" + (click.style(dim, dim=True) if dim else "")


def _unread(label: str, one: Unparsed) -> Iterator[str]:
    yield f"  {label}  " + click.style("not read: ", fg="yellow") + clean(one.reference.text)
    start = one.reference.spans[0][0] if one.reference.spans else 0
    # The caret stands under the entry's own text, of which odd characters may be written out longer.
    place = len(clean(one.reference.text[: max(0, one.reached[1] - start)]))
    yield " " * (len(label) + 4 + len("not read: ") + place) + f"^ expected {clean(one.expected)}"


def runs(numbers: Iterable[int]) -> str:
    """Numbers with their runs drawn together.

    >>> runs([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9–10'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in found)
