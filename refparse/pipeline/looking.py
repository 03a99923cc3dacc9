"""DOIs looked for, several references at a time: every one ends in a state, whatever a registry does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from refparse.errors import RegistryError, RegistryNonsense, RegistryRefused
from refparse.graph.registered import State
from refparse.normalize.identifiers import doi_key
from refparse.resolve.abreast import abreast
from refparse.resolve.candidate import doi_of
from refparse.resolve.find import find_doi
from refparse.resolve.limits import MOST_AT_ONCE
from refparse.resolve.missing import missing
from refparse.resolve.registry import Answer, Query, Registry, bare
from refparse.resolve.verify import RULES, Resolution
from refparse.resolve.weights import WEIGHTS
from refparse.work import Work

Now = Callable[[], datetime]

#: So many questions in a row that nobody answers, and the network has given up: judged, each was asked several times.
_IN_VAIN = 3
#: So many reasons against a candidate are told, as a line holds no more; all of them are kept.
_REASONS = 3
_STATES: Mapping[str, State] = {"resolved": "resolved", "not found": "not found", "refused": "refused: evidence"}
_SILENT = Resolution(DOI=None, state="not found", because="nothing is said of it that could be looked for")


def today() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def moment(time: datetime) -> str:
    """A time as it is stored.

    >>> moment(datetime(2026, 11, 21, 8, tzinfo=UTC))
    '2026-11-21T08:00:00Z'
    """
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One reference whose DOI is wanted: as printed, and as it was read."""

    id: str
    text: str
    work: Work
    #: The work of the store it belongs to.
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of looking for one DOI."""

    ask: Ask
    state: State
    because: str
    DOI: str | None
    #: Who answered, and when.
    by: str
    at: str
    #: The decision with its evidence; ``None``: there was no answer to decide on.
    resolution: Resolution | None = None
    #: The registry's record of the DOI.
    answer: Answer | None = None
    #: Not to be asked again before, as the server said.
    retry_after: str | None = None
    rules: str = RULES

    @property
    def confidence(self) -> float | None:
        """Probability that the best candidate is the work meant, as its evidence adds up; bits are log₂ of odds."""
        best = self.resolution.best if self.resolution is not None else None
        return None if best is None else round(1 / (1 + 2.0 ** -max(min(best.weight, 60.0), -60.0)), 4)


class Listener(Registry):
    """A registry that keeps what it is told while one reference is looked for."""

    def __init__(self, registry: Registry, known: Mapping[str, Answer]) -> None:
        """Begin with what was asked beforehand, by bare DOI."""
        self._registry = registry
        self._known = known
        self.answers: dict[str, Answer] = {}

    def work(self, doi: str) -> Answer:
        """The record of a DOI."""
        answer = self._known.get(bare(doi)) or self._registry.work(doi)
        self._keep([answer])
        return answer

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs."""
        return {doi: self.work(doi) for doi in dois}

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works a description may mean."""
        answers = self._registry.search(query, rows=rows)
        self._keep(answers)
        return answers

    def updates(self, doi: str) -> list[Answer]:
        """The notices that update this DOI."""
        return self._registry.updates(doi)

    def _keep(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            # What is asked for alone is whole, of a search only parts are sent: the first stands.
            self.answers.setdefault(doi_of(answer) if answer.message is not None else doi_key(answer.DOI), answer)


class Patience:
    """When to stop asking: nobody answers, or we are not let in."""

    def __init__(self) -> None:
        """Begin full of hope."""
        self._lock = threading.Lock()
        self._in_vain = 0
        #: Why nobody is asked any more.
        self.error: RegistryError | None = None

    def answered(self) -> None:
        """Somebody is at home."""
        with self._lock:
            self._in_vain = 0

    def failed(self, error: RegistryError) -> None:
        """A question was given up; the network being off is no reason to stop, as a cache may know the next."""
        if isinstance(error, RegistryNonsense) or (error.final and not isinstance(error, RegistryRefused)):
            return
        with self._lock:
            self._in_vain += 1
            if self._in_vain >= _IN_VAIN or error.final:
                self.error = self.error or error


def look_up(
    registry: Registry,
    asks: Sequence[Ask],
    *,
    patience: Patience | None = None,
    threads: int = MOST_AT_ONCE,
    now: Now = today,
) -> Iterator[Found]:
    """What came of each reference, in the order they are done; nothing of what is left when the network gives up.

    Each is looked for by itself, whatever is known of others: the answers do not depend on the order.
    """
    patience = patience or Patience()
    known = _beforehand(registry, asks, patience)

    def run(ask: Ask) -> tuple[list[Found], tuple[()]]:
        if patience.error is not None:
            return [], ()
        heard = Listener(registry, known)
        try:
            resolution = _decide(heard, ask)
        except RegistryError as error:
            patience.failed(error)
            return [_failed(ask, error, now())], ()
        patience.answered()
        return [_found(ask, resolution, heard, now())], ()

    return abreast(asks, run, threads=threads)


def _beforehand(registry: Registry, asks: Sequence[Ask], patience: Patience) -> dict[str, Answer]:
    """Records of printed DOIs, a hundred to a question; what fails here is asked again singly."""
    printed = list(dict.fromkeys(bare(doi_key(ask.work.DOI)) for ask in asks if ask.work.DOI))
    known: dict[str, Answer] = {}
    try:
        for answer in registry.stream(printed):
            known[answer.DOI] = answer
    except RegistryError as error:
        patience.failed(error)
    return known


def _decide(heard: Listener, ask: Ask) -> Resolution:
    silent = not ask.text.strip() and not ask.work.stated()
    return _SILENT if silent else find_doi(heard, ask.text, ask.work)


def _found(ask: Ask, resolution: Resolution, heard: Listener, at: datetime) -> Found:
    doi = doi_key(resolution.DOI) if resolution.DOI else None
    answer = heard.answers.get(doi) if doi else None
    by = [one.by for one in (answer, *heard.answers.values()) if one is not None]
    return Found(
        ask=ask,
        state=_STATES[resolution.state],
        because="; ".join([f"{resolution.because}{_against(resolution)}", *_whose(heard)]),
        DOI=doi,
        by=by[0] if by else "",
        at=(answer.at if answer is not None else "") or moment(at),
        resolution=resolution,
        answer=answer,
        rules=resolution.rules,
    )


def _against(resolution: Resolution) -> str:
    """What speaks against a candidate that came nearest and was refused, what weighs most first."""
    best = resolution.best
    if resolution.state != "refused" or best is None:
        return ""
    rows = sorted(zip(best.evidence, best.grades, strict=True), key=lambda row: row[0].weight)
    # What agrees may weigh a little less than nothing; that is no reason a person would give.
    against = [one for row, one in rows if row.weight < 0 and row.level not in {"exact", "folded"}]
    told = [f"{name.replace('_', ' ')} ({WEIGHTS[name, grade].means})" for name, grade in against[:_REASONS]]
    return f"; against it: {', '.join(told)}" if told else ""


def _whose(heard: Listener) -> Iterator[str]:
    """That this registry does not know a DOI, and whose it is or may be."""
    for answer in heard.answers.values():
        if answer.message is None:
            yield missing(answer)


def _failed(ask: Ask, error: RegistryError, at: datetime) -> Found:
    wait = error.retry_after
    later = moment(at + timedelta(seconds=min(wait, 1e7))) if wait is not None else None
    return Found(
        ask=ask, state="failed: retry after", because=str(error), DOI=None, by="", at=moment(at), retry_after=later
    )
