"""A diff and its notices as lines for people: one sign, the field, both values, the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from refparse.normalize.names import print_name
from refparse.resolve.differ import Value
from refparse.resolve.refresh import Change, Decision, Diff
from refparse.work import Date, Names

_SIGNS: Mapping[Decision, str] = {"filled": "+", "replaced": "~", "asked": "?", "kept": "=", "same": " "}
#: Longest value shown, and most people named.
_ROOM, _PEOPLE = 100, 6


def render(diff: Diff, *, everything: bool = False) -> str:
    """The diff as lines: what changes and what is asked; with ``everything`` also what stays.

    >>> from refparse.resolve.refresh import compare, hold
    >>> from refparse.work import Work
    >>> held = hold(Work(title="Errors in surgery", page="70", volume="4"), "reference:1f")
    >>> recorded = Work(title="Errors in Surgery", page="70-74", volume="5", DOI="10.1/x")
    >>> print(render(compare(held, recorded, source="crossref", at="2026-11-21T08:00:00Z")), end="")
    10.1/x, crossref 2026-11-21
      ? volume           4 → 5  (the registry says otherwise)
      + page             70 → 70-74  (says all that was said, and more)
      + DOI              10.1/x  (not stated before)

    ``+`` filled, ``~`` replaced, ``?`` asked, ``=`` kept; a long value is cut for showing only.
    """
    heading = ", ".join(filter(None, (diff.DOI or "no DOI", f"{diff.source} {diff.at[:10]}".strip())))
    lines = [heading, *(f"  ! {notice.words}" for notice in diff.notices)]
    lines += [f"  ! not taken: {words}" for words in diff.refused]
    lines += _changed(diff, everything=everything)
    if len(lines) == 1:
        lines.append("    nothing to change")
    return "\n".join(lines) + "\n"


def _changed(diff: Diff, *, everything: bool) -> Iterator[str]:
    for change in diff.changes:
        if everything or change.decision not in {"same", "kept"}:
            yield f"  {_SIGNS[change.decision]} {change.field:<16} {_values(change)}  ({change.reason})"


def _values(change: Change) -> str:
    new = show(change.new)
    if change.old is None or change.decision == "same":
        return new
    return (
        f"{show(change.old)} → {new}" if change.decision != "kept" else f"{show(change.old)} ({change.source}: {new})"
    )


def show(value: Value) -> str:
    """A value on one line, cut where it is long.

    >>> show(Date(year=2008, month=8)), show((("available-date", "2008-08-01"),))
    ('2008-08', 'available-date: 2008-08-01')
    """
    if isinstance(value, Names):
        text = _people(value)
    elif isinstance(value, Date):
        text = " ".join(filter(None, (value.iso, value.season))) or value.literal or ""
    elif isinstance(value, str):
        text = value
    else:
        text = "; ".join(item if isinstance(item, str) else ": ".join(item) for item in value)
    return text if len(text) <= _ROOM else f"{text[:_ROOM].rstrip()} …"


def _people(names: Names) -> str:
    shown = [print_name(name) for name in names.names[:_PEOPLE]]
    more = len(names) - len(shown)
    tail = [f"and {more} more"] if more else []
    return ", ".join([*shown, *tail, *(["et al."] if names.et_al else [])])
