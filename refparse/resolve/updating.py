"""Notices about many DOIs: fifty to a question where a registry takes them so, else one by one.

Crossref documents that one filter given several times means any of its values; that is how
``filter=doi:`` finds many records, and ``filter=updates:`` finds the notices about many works. Whose
notice a record is, it says itself in ``update-to``. A list that may be cut short is asked for in halves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from habanero.filterhandler import filter_handler

from refparse.errors import RegistryNonsense
from refparse.resolve import questions
from refparse.resolve.abreast import abreast
from refparse.resolve.crossref import Crossref
from refparse.resolve.fields import members
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.record import bare_doi
from refparse.resolve.registry import Answer, Registry

#: A DOI and the notices that update it.
Updates = tuple[str, list[Answer]]
_Batch = tuple[str, ...]

_MOST_DOIS = 50
_MOST_ROWS = 1000


def updates_of(registry: Registry, dois: Iterable[str]) -> Iterator[Updates]:
    """The notices about each of these DOIs, each DOI once, under its bare form, as they come.

    >>> from refparse.resolve.registry import Offline
    >>> list(updates_of(Offline(), []))
    []

    One question that fails does not end the others; the first failure is raised at the end.
    """
    wanted = dict.fromkeys(map(questions.bare, dois))
    many: Callable[[Iterable[str]], Iterator[Updates]] | None = getattr(registry, "updates_of", None)
    if many is not None:
        return many(wanted)

    def run(doi: str) -> tuple[list[Updates], tuple[()]]:
        return [(doi, registry.updates(doi))], ()

    return abreast(wanted, run, threads=MOST_AT_ONCE)


class UpdatingCrossref(Crossref):
    """Crossref, asked for the notices about many DOIs at once."""

    def updates_of(self, dois: Iterable[str]) -> Iterator[Updates]:
        """The notices about each DOI as they come."""
        return abreast(_packed(dois), self._updates_of, threads=MOST_AT_ONCE)

    def _updates_of(self, batch: _Batch) -> tuple[list[Updates], list[_Batch]]:
        """The answers to one question, and what has to be asked in halves."""
        if len(batch) == 1:
            return [(batch[0], self.updates(batch[0]))], []
        half = len(batch) // 2
        params = {"filter": str(filter_handler({"updates": list(batch)})), "rows": str(_MOST_ROWS)}
        try:
            records = self._records(params, None)
        except RegistryNonsense:  # too much at once, or one of them spoils it for all
            return [], [batch[:half], batch[half:]]
        if len(records) >= _MOST_ROWS:
            return [], [batch[:half], batch[half:]]
        named = [(frozenset(_updated(record)), self._answer(record)) for record in records]
        return [(doi, [answer for about, answer in named if doi in about]) for doi in batch], []


def _packed(dois: Iterable[str]) -> Iterator[_Batch]:
    for batch in questions.packed(dois):
        yield from _chunks(batch)


def _chunks(batch: Sequence[str]) -> Iterator[_Batch]:
    return (tuple(batch[start : start + _MOST_DOIS]) for start in range(0, len(batch), _MOST_DOIS))


def _updated(record: Mapping[str, object]) -> Iterator[str]:
    """The DOIs a notice is about: as deposited, and as they are compared."""
    for entry in members(record, "update-to"):
        about = entry.get("DOI")
        if isinstance(about, str):
            yield from (about.lower(), bare_doi(about))
