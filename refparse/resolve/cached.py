"""A registry that remembers: what was answered is not asked again until it is old, nor twice at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from refparse.resolve.address import PUBLIC
from refparse.resolve.cache import Cache, Kept
from refparse.resolve.registry import Answer, Query, Registry, Updates, bare, ignore

_DAY = 86400.0


class Cached(Registry):
    """A registry in front of which a cache lies.

    ``max_age`` and ``unknown_age`` say, in seconds, when a record and when the word that there
    is none are asked for again; ``None`` is never, as one wants it offline. ``asked`` and
    ``kept`` count the questions that were passed on and those that were not.
    """

    def __init__(
        self,
        registry: Registry,
        cache: Cache,
        *,
        server: str = PUBLIC,
        max_age: float | None = 60 * _DAY,
        unknown_age: float | None = 5 * _DAY,
    ) -> None:
        """Keep answers of different servers apart: ``server`` is part of every question."""
        self._registry = registry
        self._cache = cache
        self._server = server
        self._ages = (unknown_age, max_age)
        self._under_way: set[str] = set()
        self._landed = threading.Condition()
        self.asked = 0
        self.kept = 0

    def work(self, doi: str) -> Answer:
        """The record of a DOI, from the cache while it is young enough."""
        doi = bare(doi)

        def ask(old: Kept | None) -> list[Answer]:
            held = old.answers[0] if old is not None else None
            return [self._registry.work(doi) if held is None or not held.etag else self._registry.renew(held)]

        return self._once(self._question("work", doi), ask)[0]

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs, by the DOIs as they were given; only what the cache lacks is asked for."""
        answers = {answer.DOI: answer for answer in self.stream(dois)}
        return {doi: answers[bare(doi)] for doi in dois}

    def stream(self, dois: Sequence[str], *, keep: Callable[[Sequence[Answer]], None] = ignore) -> Iterator[Answer]:
        """The answers as they come, the kept ones first; all are in the cache before they are given out."""
        named = {self._question("work", doi): doi for doi in dict.fromkeys(map(bare, dois))}
        while named:
            with self._claimed(named) as mine:
                held = self._fresh(mine)
                self._count(kept=len(held))
                keep([kept.answers[0] for kept in held.values()])
                yield from (kept.answers[0] for kept in held.values())
                lacking = [named[question] for question in mine if question not in held]

                def save(answers: Sequence[Answer]) -> None:
                    self._cache.put({self._question("work", answer.DOI): [answer] for answer in answers})
                    self._count(asked=len(answers))
                    keep(answers)

                yield from self._registry.stream(lacking, keep=save)
            # What another thread was asking for has landed in the cache by now, or has failed.
            named = {question: doi for question, doi in named.items() if question not in mine}
            self._wait(named)

    def renew(self, answer: Answer) -> Answer:
        """The answer as the registry gives it today, whatever its age."""
        new = self._registry.renew(answer)
        self._cache.put({self._question("work", answer.DOI): [new]})
        self._count(asked=1)
        return new

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works a description may mean, best first."""
        said = {name: value for name, value in asdict(query).items() if value is not None}
        question = self._question("search", json.dumps([said, rows]))
        return self._once(question, lambda _: self._registry.search(query, rows=rows))

    def updates(self, doi: str) -> list[Answer]:
        """The notices that update this DOI."""
        return self._once(self._question("updates", bare(doi)), lambda _: self._registry.updates(doi))

    def updates_of(self, dois: Iterable[str]) -> Iterator[Updates]:
        """The notices about each of these DOIs as they come, the kept ones first."""
        named = {self._question("updates", bare(doi)): bare(doi) for doi in dois}
        held = self._fresh(list(named))
        self._count(kept=len(held))
        yield from ((named[question], list(kept.answers)) for question, kept in held.items())
        for doi, answers in self._registry.updates_of(doi for question, doi in named.items() if question not in held):
            self._cache.put({self._question("updates", doi): answers})
            self._count(asked=1)
            yield doi, answers

    def _question(self, kind: str, asked: str) -> str:
        return json.dumps([self._server, kind, asked])

    def _once(self, question: str, ask: Callable[[Kept | None], list[Answer]]) -> list[Answer]:
        """The answers to a question, kept or asked for, by one thread only."""
        while True:
            with self._claimed([question]) as mine:
                if mine:
                    old = self._cache.get(mine).get(question)
                    if old is not None and self._is_fresh(old):
                        self._count(kept=1)
                        return list(old.answers)
                    answers = ask(old)
                    self._cache.put({question: answers})
                    self._count(asked=1)
                    return answers
            self._wait([question])

    def _fresh(self, questions: Sequence[str]) -> dict[str, Kept]:
        return {question: kept for question, kept in self._cache.get(questions).items() if self._is_fresh(kept)}

    def _is_fresh(self, kept: Kept) -> bool:
        """Whether an answer is young enough; one from the future is not, as some clock was wrong."""
        known = any(answer.known for answer in kept.answers)
        oldest = self._ages[known]
        return oldest is None or 0 <= kept.age <= oldest

    @contextmanager
    def _claimed(self, questions: Iterable[str]) -> Iterator[list[str]]:
        """Those of the questions that nobody is asking; nobody else asks them meanwhile."""
        with self._landed:
            mine = [question for question in questions if question not in self._under_way]
            self._under_way.update(mine)
        try:
            yield mine
        finally:
            with self._landed:
                self._under_way.difference_update(mine)
                self._landed.notify_all()

    def _wait(self, questions: Iterable[str]) -> None:
        wanted = set(questions)
        with self._landed:
            self._landed.wait_for(lambda: not wanted & self._under_way)

    def _count(self, *, asked: int = 0, kept: int = 0) -> None:
        with self._landed:
            self.asked += asked
            self.kept += kept
