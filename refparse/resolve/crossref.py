"""Crossref itself: single records, batches, searches and notices, over one pooled client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self

import httpx

from refparse.errors import RegistryNonsense
from refparse.resolve import questions
from refparse.resolve.abreast import abreast
from refparse.resolve.address import PUBLIC
from refparse.resolve.agency import asker
from refparse.resolve.fields import members
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.polite import Kind, Polite
from refparse.resolve.record import bare_doi
from refparse.resolve.registry import Answer, Query, Registry, Updates, bare, ignore
from refparse.resolve.wire import Heard, Wire

_MOST_MOVES = 5
_BY = "crossref"

Record = Mapping[str, object]


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Crossref(Registry):
    """The registry behind ``api.crossref.org``, or behind another address that answers like it.

    Give ``mailto``, an address you read: with it Crossref allows twice the requests and can
    write before it blocks. Whether that was honoured is seen in :attr:`pool` only.
    """

    def __init__(
        self,
        base_url: str = PUBLIC,
        *,
        mailto: str | None = None,
        polite: Polite | None = None,
        transport: httpx.BaseTransport | None = None,
        today: Callable[[], str] = _today,
    ) -> None:
        """Open nothing yet: the first connection is made by the first question."""
        self._wire = Wire(base_url, mailto=mailto, transport=transport)
        self._polite = polite or Polite()
        self._agency = asker(self._wire.base_url, mailto=mailto, agent=self._wire.agent)
        self._today = today

    @property
    def pool(self) -> str:
        """Which pool answered last, as Crossref calls it; empty before the first answer."""
        return self._polite.pool

    @property
    def anonymous(self) -> bool:
        """Whether an address was given and the answers come from the slow pool for everybody all the same."""
        return self._wire.mailto is not None and self.pool.startswith("public")

    def after(self, seconds: float) -> None:
        """Keep clear of what another process on this machine, answered so long ago, may have asked last."""
        self._polite.after(seconds)

    def work(self, doi: str) -> Answer:
        """The record of a DOI; a merged DOI is answered with the record it was merged into.

        Escapes, entities and blanks in it are tried as they stand first. Where Crossref has
        none, the answer says which agency's DOI it is.
        """
        return self._fetched(bare(doi)) or self._unknown(bare(doi))

    def renew(self, answer: Answer) -> Answer:
        """The same answer under today's date where Crossref says it still holds, else the new one."""
        return self._fetched(answer.DOI, held=answer) or self._unknown(answer.DOI)

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs, by the DOIs as they were given."""
        answers = {answer.DOI: answer for answer in self.stream(dois)}
        return {doi: answers[bare(doi)] for doi in dois}

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """The answers as they come, a hundred to a question, in as many threads as Crossref allows."""

        def run(batch: tuple[str, ...]) -> tuple[list[Answer], list[tuple[str, ...]]]:
            answers, further = self._batch(batch)
            keep(answers)
            return answers, further

        wanted = dict.fromkeys(map(bare, dois))
        return abreast(questions.packed(wanted), run, threads=MOST_AT_ONCE)

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works a description may mean, best first, with the fields candidates are compared by."""
        params = questions.search(query, rows)
        return [] if params is None else [self._answer(record) for record in self._records(params, None)]

    def updates(self, doi: str) -> list[Answer]:
        """The notices that correct, retract or otherwise update this DOI."""
        asked = questions.spellings(bare(doi))
        if not asked:
            return []
        if "," in asked[0]:  # no filter can hold it, but the record names its notices
            return self._notices(self.work(doi))
        return [self._answer(record) for record in self._records(questions.updates(asked[:1]), doi)]

    def updates_of(self, dois: Iterable[str]) -> Iterator[Updates]:
        """The notices about each of these DOIs as they come, fifty DOIs to a question."""
        wanted = dict.fromkeys(map(bare, dois))
        batches = questions.packed(wanted, most=questions.MOST_UPDATED)
        return abreast(batches, self._updates_of, threads=MOST_AT_ONCE)

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fetched(self, doi: str, held: Answer | None = None) -> Answer | None:
        """The record under the first spelling Crossref knows."""
        etag = held.etag if held is not None and held.message is not None else None
        for spelling in questions.spellings(doi):
            heard, moved = self._record(spelling, doi, etag)
            if heard.status == HTTPStatus.NOT_MODIFIED and held is not None:
                return replace(held, at=self._today())
            if heard.status != HTTPStatus.NOT_FOUND:
                message = _checked(heard.message, doi, moved=moved)
                return Answer(DOI=doi, message=message, by=_BY, at=self._today(), etag=heard.etag)
        return None

    def _record(self, spelling: str, doi: str, etag: str | None) -> tuple[Heard, bool]:
        """What is said of one DOI, and whether that was where its record had moved to."""
        path = questions.path(spelling)
        for moves in range(_MOST_MOVES):
            url = self._wire.address(path, {})
            heard = self._ask("single", url, doi, etag)
            if heard.moved is None:
                return heard, moves > 0
            path = self._wire.follow(heard.moved, url=url, doi=doi)
        raise RegistryNonsense(url, doi=doi, what="sent on in a circle", final=True)

    def _ask(self, kind: Kind, url: str, doi: str | None, etag: str | None = None) -> Heard:
        return self._polite.ask(kind, lambda: self._wire.send(url, doi=doi, etag=etag), doi=doi)

    def _unknown(self, doi: str) -> Answer:
        """The answer that Crossref has no such DOI, and who has."""
        agency = None
        for spelling in questions.spellings(doi):
            agency = agency or self._owner(spelling)
        return Answer(DOI=doi, message=None, by=_BY, at=self._today(), agency=agency)

    def _owner(self, doi: str) -> str | None:
        heard = self._polite.ask("single", lambda: self._agency(doi), doi=doi)
        labels = [label for label in _listed(heard.message) if isinstance(label, str) and label.lower() != _BY]
        return labels[0] if labels else None

    def _batch(self, batch: tuple[str, ...]) -> tuple[list[Answer], list[tuple[str, ...]]]:
        """The answers one question gave, and what has to be asked in another way."""
        if len(batch) == 1:
            return [self.work(batch[0])], []
        try:
            records = self._records(questions.batch(batch), None)
        except RegistryNonsense:  # too much at once, or one of them spoils it for all
            half = len(batch) // 2
            return [], [batch[:half], batch[half:]]
        named = {name: record for record in reversed(records) for name in _names(record)}
        found = [self._answer(named[doi], doi) for doi in batch if doi in named]
        # A list leaves out what is unknown, and what was merged into another.
        return found, [(doi,) for doi in batch if doi not in named]

    def _updates_of(self, batch: tuple[str, ...]) -> tuple[list[Updates], list[tuple[str, ...]]]:
        """The notices one question gave, and what has to be asked in halves, as the list may be cut."""
        if len(batch) == 1:
            return [(batch[0], self.updates(batch[0]))], []
        half = len(batch) // 2
        try:
            records = self._records(questions.updates(batch), None)
        except RegistryNonsense:  # too much at once, or one of them spoils it for all
            return [], [batch[:half], batch[half:]]
        if len(records) >= questions.MOST_ROWS:
            return [], [batch[:half], batch[half:]]
        named = [(frozenset(_updated(record)), self._answer(record)) for record in records]
        return [(doi, [answer for about, answer in named if doi in about]) for doi in batch], []

    def _records(self, params: Mapping[str, str], doi: str | None) -> list[Record]:
        """The records of a list, without what is none."""
        url = self._wire.address("/works", params)
        heard = self._ask("list", url, doi)
        if heard.moved is not None:  # a list is nobody's record, and moves nowhere
            raise RegistryNonsense(url, doi=doi, what=f"sent on to {_host(heard.moved)}, not followed", final=True)
        message = heard.message
        if not isinstance(message, dict) or not isinstance(message.get("items"), list):
            raise RegistryNonsense(url, doi=doi, what="the answer holds no list")
        return [record for record in message["items"] if isinstance(record, dict) and _names(record)]

    def _answer(self, record: Record, doi: str | None = None) -> Answer:
        score = record.get("score")
        return Answer(
            DOI=doi or _names(record)[0],
            message=record,
            by=_BY,
            at=self._today(),
            score=float(score) if isinstance(score, (int, float)) else None,
        )

    def _notices(self, answer: Answer) -> list[Answer]:
        """The records of the notices a record names."""
        named = [notice for notice in _listed((answer.message or {}).get("updated-by")) if isinstance(notice, dict)]
        return [known for known in self.stream([name for notice in named for name in _names(notice)]) if known.known]


def _host(address: str) -> str:
    """The server an address names, else all of it."""
    return (httpx.URL(address).host or address)[:80]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _names(record: Record) -> list[str]:
    """The DOIs a record goes by: its own first, then those merged into it; none, and it is no record."""
    own = record.get("DOI")
    if not isinstance(own, str) or not own:
        return []
    return [own.lower(), *(alias.lower() for alias in _listed(record.get("aliases")) if isinstance(alias, str))]


def _updated(record: Record) -> Iterator[str]:
    """The DOIs a notice is about: as deposited, and as they are compared."""
    for entry in members(record, "update-to"):
        about = entry.get("DOI")
        if isinstance(about, str):
            yield from (about.lower(), bare_doi(about))


def _checked(message: object, doi: str, *, moved: bool) -> Record:
    """The message, if it is a record and that of the DOI asked for."""
    if not isinstance(message, dict) or not (names := _names(message)):
        raise RegistryNonsense("", doi=doi, what="the answer is no record")
    if not moved and not set(names) & set(questions.spellings(doi)):
        raise RegistryNonsense("", doi=doi, what=f"the answer is the record of {names[0][:80]}")
    return message
