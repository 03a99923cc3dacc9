"""A judgement in sentences that a person can check: what differs first, then what agrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from refparse.evidence import Evidence
from refparse.resolve.verify import Judgement

_LONGEST = 160
_CALLED = {"container_title": "journal or book", "issued": "year", "page": "pages"}
#: What nobody could look up: whether a DOI leads there is the question, and the rest is counted, not named.
_ASIDE = frozenset({"DOI", "doi_prefix", "other numbers", "other words"})


def in_sentences(one: Judgement) -> tuple[str, ...]:
    """What speaks against a record and for it, in the order a librarian would look.

    >>> from refparse.resolve.candidate import Candidate
    >>> from refparse.resolve.verify import judge
    >>> from refparse.work import Work
    >>> [one] = judge("Skin 12, 34.", Work(volume="12"), [Candidate(DOI="10.1000/a", work=Work(volume="13"))])
    >>> in_sentences(one)[0]
    'volume: “12”, but the record has “13”'
    """
    rows = tuple(row for row in one.evidence if row.field not in _ASIDE and row.level != "absent")
    return (*_differing(rows), *one.vetoes, *_agreeing(rows))


def _differing(rows: Sequence[Evidence]) -> Iterator[str]:
    for row in rows:
        if row.level == "conflict" and row.left and row.right:
            called = _CALLED.get(row.field, row.field)
            yield f"{called}: “{_short(row.left)}”, but the record has “{_short(row.right)}”"


def _agreeing(rows: Sequence[Evidence]) -> Iterator[str]:
    fields = [_CALLED.get(row.field, row.field) for row in rows if row.level != "conflict"]
    if fields:
        yield f"the same or nearly: {', '.join(fields)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
