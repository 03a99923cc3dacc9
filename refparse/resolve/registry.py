"""What a registry of DOIs answers, and what it can be asked: the seam every registry is built to.

Crossref, a cache over it, a mirror on disk and a refusal all answer the same four questions,
so that whoever resolves, refreshes or checks need not know which of them is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from refparse.errors import RegistryUnreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One record as a registry gave it, or its word that it has none.

    >>> Answer(DOI="10.1000/gone", message=None, by="crossref", at="2026-11-21T08:00:00Z").known
    False

    ``message`` is as the registry sent it, markup, null dates and all: nothing is cleaned
    here. A merged DOI is answered under the DOI asked for, while the record names its own.
    """

    DOI: str  #: as asked for: lower case, bare
    message: Mapping[str, object] | None  #: the work record; ``None``: the registry has no such DOI
    by: str  #: ``crossref``, ``mirror:<name>``
    at: str  #: when it was fetched, ISO 8601 in UTC; empty: unknown
    score: float | None = None  #: of a search
    agency: str | None = None  #: whose DOI it is, when it is not Crossref's
    etag: str | None = None  #: what the registry calls this state of the record

    @property
    def known(self) -> bool:
        """Whether the registry has a record of this DOI."""
        return self.message is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a search goes by; ``None`` is not said.

    >>> Query(container_title="Arch Dermatol", volume="100", page="17").volume
    '100'

    ``bibliographic`` is the reference string as it stands; a registry asked by it does
    best when nothing else is said.
    """

    bibliographic: str | None = None
    title: str | None = None
    author: str | None = None
    container_title: str | None = None
    volume: str | None = None
    page: str | None = None  #: the first page
    issued: int | None = None  #: the year
    doi_prefix: str | None = None


class Registry(Protocol):
    """Whoever keeps records of DOIs; every method may raise a :class:`~refparse.errors.RegistryError`."""

    def work(self, doi: str) -> Answer:
        """The record of a DOI, or the answer that there is none."""
        ...

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs: every DOI asked for has an answer, or the call raises."""
        ...

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works a description may mean, best first."""
        ...

    def updates(self, doi: str) -> list[Answer]:
        """The notices that correct, retract or otherwise update this DOI."""
        ...


def ignore(_answers: Sequence[Answer]) -> None:
    """Nothing: what is done with answers nobody keeps."""


class Streaming(Registry, Protocol):
    """A registry that hands answers over as they come, and can ask whether one still holds."""

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """The answers of :meth:`works` as they come, each DOI once, under its bare form.

        ``keep`` has every handful the moment it arrives, from whichever thread, before any of
        it is given out: a caller that is killed has lost only what was still on its way. One
        question that fails does not end the others; the first failure is raised at the end.
        """
        ...

    def renew(self, answer: Answer) -> Answer:
        """The same answer under today's date where the registry says it still holds, else the new one."""
        ...


class Offline:
    """A registry that refuses every question before any socket is opened.

    >>> Offline().work("10.1000/182")
    Traceback (most recent call last):
    ...
    refparse.errors.RegistryUnreachable: 10.1000/182: not asked, as the network is off; go online, or name a mirror

    Put a cache over it and what was fetched before is still answered.
    """

    def work(self, doi: str) -> Answer:
        """Refused."""
        raise _off(doi)

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """Refused, unless nothing is asked."""
        return {doi: self.work(doi) for doi in dois}

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """Refused."""
        raise _off(query.bibliographic or query.title or f"a search for {rows} works")

    def updates(self, doi: str) -> list[Answer]:
        """Refused."""
        raise _off(doi)

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """Refused, unless nothing is asked."""
        keep(list(self.works(dois).values()))
        return iter(())

    def renew(self, answer: Answer) -> Answer:
        """Refused."""
        raise _off(answer.DOI)


def _off(about: str) -> RegistryUnreachable:
    return RegistryUnreachable(
        "", doi=about, what="not asked, as the network is off", hint="go online, or name a mirror", final=True
    )
