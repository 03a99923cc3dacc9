"""Asking as a guest: at the pace allowed, again after a fault, and not at all when the house is down."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Literal

from refparse.errors import RegistryError, RegistryNonsense, RegistryRefused, RegistryUnreachable
from refparse.resolve.limits import Allowed, Ceiling, Pace
from refparse.resolve.wire import DrippingError, Heard, Reply, hear

#: Crossref counts look-ups of one record and lists apart.
Kind = Literal["single", "list"]

#: What anybody may do before the first answer has said more.
_SINGLE = Allowed(requests=5, seconds=1.0)
_LIST = Allowed(requests=1, seconds=1.0)
_ATTEMPTS = 6
#: Every attempt at an answer that never ends costs a minute.
_ATTEMPTS_AT_DRIPS = 2
_FIRST_PAUSE = 1.0
#: A server that wants to be left alone for longer is not waited for: the caller is told when to come back.
_PATIENCE = 120.0
#: How long nobody is asked once nobody answers.
_SILENCE = 60.0
#: For every failure since the last answer, whoever's it was, all wait so much longer …
_REST = 0.5
#: … until there were so many that the server is taken to be down: after half a minute.
_HOPELESS = 10
#: Whoever was answered longer ago than this has nothing under way: judged, lists take a second or two.
_JUST_NOW = 5.0
_RANDOM = random.SystemRandom()


class Polite:
    """Whatever is asked through it goes out no faster, and no more often, than the server allows.

    Limits begin at those of anybody and follow what the answers' headers say, for single
    records and for lists apart. One of these serves all threads; a question that fails is
    asked again after a pause that grows, and a server that answers nobody is left alone.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = _RANDOM.random,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Take clocks, sleep and chance from outside, so that tests need not wait."""
        self._sleep = sleep
        self._chance = chance
        self._now = now
        self._ceiling = Ceiling()
        self._paces: dict[Kind, Pace] = {
            "single": Pace(_SINGLE, clock=clock, sleep=sleep),
            "list": Pace(_LIST, clock=clock, sleep=sleep),
        }
        self._circuit = _Circuit(clock)
        #: The pool the last answer came from, as the server calls it; empty where it does not say.
        self.pool = ""

    def after(self, seconds: float) -> None:
        """Begin so long after another process was answered: what it asked last counts against us as well.

        It may have been killed with questions under way, of which nothing is known.
        """
        if 0 <= seconds < _JUST_NOW:
            for pace in self._paces.values():
                pace.rest(max(_SINGLE.seconds, _LIST.seconds))

    def ask(self, kind: Kind, send: Callable[[], Reply], *, doi: str | None = None) -> Heard:
        """The answer to a question, asked as often as it takes and decency allows."""
        begun = self._circuit.answered
        attempt = 1
        while True:
            probing = self._circuit.admit(doi)
            try:
                heard = self._once(kind, send, doi, probing=probing)
            except _ShutError:
                raise  # nobody was asked: all who stand in line are told so, and none is held for it
            except RegistryError as error:
                pause = self._pause(kind, error, attempt)
                if probing or error.final or attempt >= _most(error) or pause > _PATIENCE or self._circuit.hopeless():
                    self._circuit.failed(error, begun=begun, pause=pause)
                    raise
                self._sleep(pause)
                attempt += 1
            else:
                self._circuit.succeeded()
                return heard

    def _once(self, kind: Kind, send: Callable[[], Reply], doi: str | None, *, probing: bool) -> Heard:
        with self._ceiling.place():
            self._paces[kind].wait()
            if not probing:
                self._circuit.admit(doi)  # it may have shut while this one stood in line
            reply = send()
        self._heed(kind, reply)
        return hear(reply, doi=doi, now=self._now)

    def _heed(self, kind: Kind, reply: Reply) -> None:
        """Take from an answer what the next requests must keep to."""
        allowed = Allowed.read(reply.headers)
        self._paces[kind].learn(allowed)
        if allowed is not None and allowed.at_once is not None:
            self._ceiling.learn(allowed.at_once)
        self.pool = reply.headers.get("x-api-pool", self.pool)

    def _pause(self, kind: Kind, error: RegistryError, attempt: int) -> float:
        """How long to wait before the next attempt; told off, everything of the kind waits."""
        grown = _FIRST_PAUSE * 2.0 ** (attempt - 1)
        pause = max(grown * (1 + self._chance()) / 2, error.retry_after or 0.0)
        if pause > _PATIENCE:
            return pause  # the circuit shuts for as long; whoever stands in line must not sleep through it
        if not error.final and (isinstance(error, RegistryRefused) or error.retry_after is not None):
            self._paces[kind].hold(pause)
        elif not error.final:
            self._paces[kind].rest(_REST * self._circuit.stumbled())
        return pause


def _most(error: RegistryError) -> int:
    """How many attempts a question is worth that failed in this way."""
    return _ATTEMPTS_AT_DRIPS if isinstance(error, DrippingError) else _ATTEMPTS


class _ShutError(RegistryUnreachable):
    """The word that nobody was asked, as the server answers nobody: no fault of the server's, and no new one."""


class _Circuit:
    """Whether the server is asked at all: not while it answers nobody, never again once it has shown us the door."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._shut_until: float | None = None
        self._barred: RegistryError | None = None
        #: How many questions were answered so far, by all threads.
        self.answered = 0
        self._failures = 0

    def admit(self, doi: str | None) -> bool:
        """Whether this is the one question that tries a server given up: with it, nobody else is let through."""
        with self._lock:
            if self._barred is not None:
                raise RegistryRefused(self._barred.url, doi=doi, what="not asked: we are not let in", final=True)
            if self._shut_until is None:
                return False
            left = self._shut_until - self._clock()
            if left > 0:
                what, hint = "not asked: the server answers nobody", f"ask again in {left:.0f} s"
                raise _ShutError("", doi=doi, what=what, hint=hint, retry_after=left)
            self._shut_until = self._clock() + _SILENCE
            return True

    def stumbled(self) -> int:
        """Another attempt failed; how many have in a row. With the last that is borne the house is shut at once.

        Were it shut a moment later, others would slip in: as it is, only what is under way still arrives.
        """
        with self._lock:
            self._failures = min(self._failures + 1, _HOPELESS)
            if self.hopeless():
                self._shut_until = self._clock() + _SILENCE
            return self._failures

    def hopeless(self) -> bool:
        """Whether so many attempts in a row have failed that none will do for now."""
        return self._failures == _HOPELESS

    def failed(self, error: RegistryError, *, begun: int, pause: float) -> None:
        """A question was given up; if nobody else was answered meanwhile, it is the server and not the question."""
        if error.final and isinstance(error, RegistryNonsense):
            self.succeeded()  # somebody is at home, and found fault with the question
            return
        with self._lock:
            if error.final and isinstance(error, RegistryRefused):
                self._barred = error
            elif pause > _PATIENCE or self.answered == begun or self.hopeless():
                self._shut_until = self._clock() + max(pause, _SILENCE)

    def succeeded(self) -> None:
        """A question was answered."""
        with self._lock:
            self.answered += 1
            self._failures = 0
            self._shut_until = None
