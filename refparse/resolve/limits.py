"""How fast a registry may be asked: a pace for each class of request, and a ceiling over both.

Nothing here knows HTTP but the names of the headers that say what is allowed today.
"""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

#: Past this a server's word is taken for a slip: more threads than that nobody starts.
MOST_AT_ONCE = 8
# A request sent on time may arrive late, and the next one not: the server would count one too many. The
# steady pace keeps well clear of that; after a delay of our own, it is made up for up to the closer bound.
# Both are judged by benchmarks/resolver.py, where a server that counts strictly refuses nothing we send.
_STEADY = 1.12
_CLOSEST = 1.06
# Seconds less than which no clock of ours sleeps: what is left of a wait by rounding.
_INSTANT = 1e-6
# Told off four times in a row we go sixteen times slower, no more: judged, a list every eighteen seconds at worst.
_SLOWEST = 16.0
# Every answer takes back a tenth of having been told off: judged, half forgotten after seven.
_RECOVERY = 0.9
_INTERVAL = re.compile(r"\s*([0-9]{1,6})\s*(ms|s|m|h|)\s*")
_SECONDS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """So many requests in so many seconds, and so many at once where that was said.

    >>> Allowed.read({"x-rate-limit-limit": "3", "x-rate-limit-interval": "1s", "x-concurrency-limit": "3"})
    Allowed(requests=3, seconds=1.0, at_once=3)
    """

    requests: int
    seconds: float
    at_once: int | None = None

    @classmethod
    def read(cls, headers: Mapping[str, str]) -> Allowed | None:
        """What an answer's headers allow; ``None`` where they do not say, or say what cannot be."""
        requests = _number(headers.get("x-rate-limit-limit"))
        interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "1s"))
        seconds = int(interval[1]) * _SECONDS[interval[2]] if interval else 0.0
        if not requests or not seconds:
            return None
        return cls(requests=requests, seconds=seconds, at_once=_number(headers.get("x-concurrency-limit")) or None)


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else 0


class Pace:
    """When the next request of one class may go: never more in any interval than is allowed.

    Those who wait stand in line behind one lock, so that a thread that wakes late makes the
    next one wait rather than go out together with it.
    """

    def __init__(self, allowed: Allowed, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Begin at what is allowed to anybody."""
        self.allowed = allowed
        self._clock = clock
        self._sleep = sleep
        self._line = threading.Lock()
        self._sent: deque[float] = deque(maxlen=MOST_AT_ONCE * 128)
        self._last = float("-inf")  # when the last one was due
        self._held_until = float("-inf")
        self._slowed = 1.0

    def wait(self) -> None:
        """Return when a request may go; it counts as sent then."""
        with self._line:
            while (pause := self._due() - self._clock()) > _INSTANT:
                self._sleep(pause)
            now = self._clock()
            self._sent.append(now)
            # What went a little late is made up for; time in which nobody asked is not saved up.
            steady = self._last + self._each()
            self._last = steady if now - steady < self._each() else now

    def _due(self) -> float:
        """The first moment at which nothing forbids another request."""
        allowed, due = self.allowed, max(self._held_until, self._last + self._each())
        for first in islice(reversed(self._sent), allowed.requests - 1, allowed.requests):
            due = max(due, first + allowed.seconds * _CLOSEST * self._slowed)
        return due

    def _each(self) -> float:
        return self.allowed.seconds / self.allowed.requests * _STEADY * self._slowed

    def rest(self, seconds: float) -> None:
        """Let nothing of this class go for a while."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def hold(self, seconds: float) -> None:
        """Rest, and go slower afterwards: we were told off."""
        self.rest(seconds)
        self._slowed = min(self._slowed * 2, _SLOWEST)

    def learn(self, allowed: Allowed | None) -> None:
        """Take an answer's word for what is allowed, and little by little forget having been told off."""
        self.allowed = allowed or self.allowed
        self._slowed = max(1.0, self._slowed * _RECOVERY)


class Ceiling:
    """How many requests are under way at once, of all classes together."""

    def __init__(self) -> None:
        """Begin with one, as anybody may."""
        self._limit = 1
        self._busy = 0
        self._free = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place under the ceiling, waited for."""
        with self._free:
            self._free.wait_for(lambda: self._busy < self._limit)
            self._busy += 1
        try:
            yield
        finally:
            with self._free:
                self._busy -= 1
                self._free.notify_all()

    def learn(self, at_once: int) -> None:
        """Take an answer's word for how many may be under way."""
        with self._free:
            self._limit = min(at_once, MOST_AT_ONCE)
            self._free.notify_all()
