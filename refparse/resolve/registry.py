"""What a registry of DOIs answers, and what it can be asked: the seam every registry is built to.

Crossref, a cache over it, a mirror on disk and a refusal all answer the same questions,
so that whoever resolves, refreshes or checks need not know which of them is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from refparse.errors import RegistryUnreachable
from refparse.resolve.abreast import abreast
from refparse.resolve.limits import MOST_AT_ONCE

#: DOIs to a question where a registry says nothing else: as many as Crossref takes.
_HANDFUL = 100
_RESOLVER = re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:\s*+)", re.IGNORECASE)


def bare(doi: str) -> str:
    """A DOI without what it was printed with, in lower case.

    >>> bare(" https://doi.org/10.1093/NDT/gfn036 "), bare("doi: 10.1000/182")
    ('10.1093/ndt/gfn036', '10.1000/182')

    Escapes and blanks within are kept: there are DOIs that hold them.
    """
    doi = doi.strip()
    return (doi[found.end() :] if (found := _RESOLVER.match(doi)) else doi).lower()


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


#: A DOI and the notices that update it.
Updates = tuple[str, list[Answer]]


def ignore(_answers: Sequence[Answer]) -> None:
    """Nothing: what is done with answers nobody keeps."""


class Registry(Protocol):
    """Whoever keeps records of DOIs; every method may raise a :class:`~refparse.errors.RegistryError`.

    The first four are what a registry must answer; the others follow from them, for one
    that inherits from this and knows no quicker way.
    """

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

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """The answers of :meth:`works` as they come, each DOI once, under its bare form.

        ``keep`` has every handful the moment it arrives, from whichever thread, before any of
        it is given out: a caller that is killed has lost only what was still on its way. One
        question that fails does not end the others; the first failure is raised at the end.
        """

        def run(handful: tuple[str, ...]) -> tuple[list[Answer], tuple[()]]:
            answers = list(self.works(handful).values())
            keep(answers)
            return answers, ()

        return abreast(_handfuls(dict.fromkeys(map(bare, dois))), run, threads=1)

    def updates_of(self, dois: Iterable[str]) -> Iterator[Updates]:
        """The answers of :meth:`updates` for each of these DOIs, each once, under its bare form, as they come.

        One question that fails does not end the others; the first failure is raised at the end.
        """

        def run(doi: str) -> tuple[list[Updates], tuple[()]]:
            return [(doi, self.updates(doi))], ()

        return abreast(dict.fromkeys(map(bare, dois)), run, threads=MOST_AT_ONCE)

    def renew(self, answer: Answer) -> Answer:
        """The same answer under today's date where the registry says it still holds, else the new one."""
        return self.work(answer.DOI)


def _handfuls(dois: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(dois)
    while handful := tuple(islice(left, _HANDFUL)):
        yield handful


class Offline(Registry):
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


def _off(about: str) -> RegistryUnreachable:
    return RegistryUnreachable(
        "", doi=about, what="not asked, as the network is off", hint="go online, or name a mirror", final=True
    )
