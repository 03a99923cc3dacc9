"""Which registry is asked: Crossref behind a cache, the cache alone, or a mirror on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from refparse import paths
from refparse.resolve.address import PUBLIC
from refparse.resolve.cache import Cache
from refparse.resolve.cached import Cached
from refparse.resolve.crossref import Crossref
from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import Built, build
from refparse.resolve.polite import Polite
from refparse.resolve.registry import Answer, Offline, Query, Registry, Updates, ignore

#: The file of answers in the cache's folder.
ANSWERS = "crossref.sqlite"


class Desk(Registry):
    """A registry that is open for questions, and what there is to say of it afterwards."""

    def __init__(self, registry: Registry, *, cache: Cache | None = None, live: Crossref | None = None) -> None:
        """Ask this registry; the other two are only looked at."""
        self._registry = registry
        self._cache = cache
        self._live = live

    def work(self, doi: str) -> Answer:
        """The record of a DOI, or the answer that there is none."""
        return self._registry.work(doi)

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs, by the DOIs as they were given."""
        return self._registry.works(dois)

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """The answers as they come, each DOI once."""
        return self._registry.stream(dois, keep=keep)

    def renew(self, answer: Answer) -> Answer:
        """The answer as it is today."""
        return self._registry.renew(answer)

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works a description may mean, best first."""
        return self._registry.search(query, rows=rows)

    def updates(self, doi: str) -> list[Answer]:
        """The notices that update this DOI."""
        return self._registry.updates(doi)

    def updates_of(self, dois: Iterable[str]) -> Iterator[Updates]:
        """The notices about each of these DOIs as they come."""
        return self._registry.updates_of(dois)

    @property
    def notes(self) -> tuple[str, ...]:
        """What went otherwise than asked for, without harm."""
        said = []
        if self._cache is not None and self._cache.set_aside is not None:
            said.append(f"the cache was damaged and is begun anew; the old one is {self._cache.set_aside}")
        if self._cache is not None and self._cache.trouble is not None:
            said.append(f"answers are not kept: {self._cache.trouble}")
        if self._live is not None and self._live.anonymous:
            said.append(f"the address given was not honoured: answered from the pool {self._live.pool}")
        return tuple(said)


@contextmanager
def registry(
    *,
    mirror: str | os.PathLike[str] | None = None,
    offline: bool = False,
    base_url: str = PUBLIC,
    mailto: str | None = None,
    cache: str | os.PathLike[str] | None = None,
    polite: Polite | None = None,
) -> Iterator[Desk]:
    """A registry to be asked, open for as long as the block lasts; nothing is sent before the first question.

    ::

        with refparse.registry(mailto="you@example.org") as crossref:
            crossref.work("10.1000/182")

    ``mirror`` names what ``build_mirror`` made: then there is no network. ``offline`` answers from
    the ``cache`` folder alone. With ``mailto``, an address you read, Crossref allows twice the
    requests. ``polite`` is for those who cannot wait, as tests.
    """
    with ExitStack() as stack:
        if mirror is not None:
            opened = Mirror(mirror)
            stack.callback(opened.close)
            yield Desk(opened)
            return
        kept = stack.enter_context(Cache(paths.cache(cache) / ANSWERS))
        if offline:
            # What was fetched once is better than nothing, whatever its age.
            yield Desk(Cached(Offline(), kept, server=base_url, max_age=None, unknown_age=None), cache=kept)
            return
        live = stack.enter_context(Crossref(base_url, mailto=mailto or None, polite=polite))
        live.after(kept.idle())
        yield Desk(Cached(live, kept, server=base_url), cache=kept, live=live)


def build_mirror(
    source: str | os.PathLike[str],
    mirror: str | os.PathLike[str],
    *,
    references: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Built:
    """A mirror of Crossref on your disk, made of its public data file; given again it goes on where it stopped.

    With ``references`` the deposited reference lists are kept as well, which makes it several times as large.
    """
    return build(source, mirror, references=references, progress=progress)
