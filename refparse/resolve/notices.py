"""Retractions, corrections and concerns, from whichever side a record tells them.

A notice says what it updates (``update-to``), an article by what it was updated
(``updated-by``), and since 2025 Retraction Watch says it beside the publisher: one event
may come three times, and is one :class:`Notice` here. A work may point at itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from refparse.resolve.fields import Json, members, text, texts
from refparse.resolve.record import bare_doi, own_dois, read_date
from refparse.work import Date

NoticeKind = Literal["retraction", "concern", "correction", "reinstatement", "version", "other"]

_KINDS: Mapping[str, NoticeKind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
    "reinstatement": "reinstatement",
    "new_version": "version",
    "new_edition": "version",
}
#: Gravest first: what a reader must see before the rest.
GRAVITY: tuple[NoticeKind, ...] = ("retraction", "reinstatement", "concern", "correction", "version", "other")
#: How a work is marked in its own title: before it, or behind it in brackets.
_MARK = re.compile(
    r"^\W{0,2}(?:retracted|withdrawn|removed)(?:\s(?:article|paper|chapter))?\s?[:—–]"
    r"|[(\[]retracted(?:\s(?:article|paper|chapter))?\b[^)\]]{0,200}[)\]]\W?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One event in the life of a work after it came out.

    >>> Notice(DOI="10.1/a", by="10.1/b", kind="retraction", type="retraction", sources=("publisher",)).words
    'retraction: 10.1/b says so of 10.1/a (publisher)'
    """

    #: The work it is about.
    DOI: str
    #: The notice itself; where the work was marked in place, the work's own DOI.
    by: str
    kind: NoticeKind
    #: As the registry says it: "corrigendum", "partial_retraction".
    type: str
    #: "publisher", "retraction-watch", "title".
    sources: tuple[str, ...]
    issued: Date | None = None
    #: Numbers of Retraction Watch.
    record_ids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """One line for people."""
        named = self.type.replace("_", " ")
        on = f" on {self.issued.iso}" if self.issued is not None else ""
        says = "is marked so" if self.by == self.DOI else f"{self.by} says so of {self.DOI}"
        return f"{named}{on}: {says} ({', '.join(self.sources)})"


def notices_of(message: Json) -> tuple[Notice, ...]:
    """Every notice a record tells of, whichever of the two works it is the record of.

    >>> article = {"DOI": "10.1/a", "updated-by": [{"DOI": "10.1/b", "type": "retraction", "source": "publisher"}]}
    >>> notice = {"DOI": "10.1/b", "update-to": [{"DOI": "10.1/A", "type": "retraction", "source": "retraction-watch"}]}
    >>> both = unite((*notices_of(article), *notices_of(notice)))
    >>> [(found.DOI, found.kind, found.sources) for found in both]
    [('10.1/a', 'retraction', ('publisher', 'retraction-watch'))]

    A record sent in before 2025 names no source: then it is the publisher.
    """
    return unite(_told(message))


def unite(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices, each event once with all its sources; the gravest first, then by date."""
    found: dict[tuple[str, str, str], Notice] = {}
    for notice in notices:
        key = (notice.DOI, notice.by, notice.kind)
        known = found.get(key)
        found[key] = notice if known is None else _united(known, notice)
    return tuple(sorted(found.values(), key=_order))


def is_retracted(notices: Iterable[Notice]) -> bool:
    """Whether a work stands retracted: a later reinstatement undoes it, a correction does not make it so.

    >>> notice = Notice(DOI="10.1/a", by="10.1/b", kind="correction", type="erratum", sources=("publisher",))
    >>> is_retracted([notice]), is_retracted([replace(notice, kind="retraction")])
    (False, True)
    """
    last = {notice.kind: _when(notice) for notice in sorted(notices, key=_when)}
    return "retraction" in last and last["retraction"] > last.get("reinstatement", "")


def _when(notice: Notice) -> str:
    # Undated is taken for recent: a warning too much is better than one too little.
    return (notice.issued and notice.issued.iso) or "9999"


def _order(notice: Notice) -> tuple[int, str, str, str]:
    return GRAVITY.index(notice.kind), _when(notice), notice.DOI, notice.by


def _united(one: Notice, other: Notice) -> Notice:
    first = min(one, other, key=_when)
    return replace(
        first,
        sources=tuple(sorted({*one.sources, *other.sources})),
        record_ids=tuple(sorted({*one.record_ids, *other.record_ids})),
    )


def _told(message: Json) -> Iterator[Notice]:
    own = next(iter(own_dois(message)), None)
    if own is None:
        return
    for entry in members(message, "update-to"):
        if about := text(entry, "DOI"):
            yield _notice(entry, about=bare_doi(about), by=own)
    for entry in members(message, "updated-by"):
        # An entry without a DOI still says that something happened.
        yield _notice(entry, about=own, by=bare_doi(text(entry, "DOI") or own))
    if any(map(_MARK.search, texts(message, "title")[:1])):
        yield Notice(DOI=own, by=own, kind="retraction", type="retraction", sources=("title",))


def _notice(entry: Json, *, about: str, by: str) -> Notice:
    said = (text(entry, "type") or text(entry, "label") or "update").casefold().replace(" ", "_").replace("-", "_")
    number = text(entry, "record-id")
    return Notice(
        DOI=about,
        by=by,
        kind=_KINDS.get(said, "other"),
        type=said,
        sources=(text(entry, "source") or "publisher",),
        issued=read_date(entry.get("updated")),
        record_ids=(number,) if number else (),
    )
