"""A store, a quick loopback Crossref, and a client that does not wait: what tests of resolving stand on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping

from crossref_server import CrossrefServer, Habits

from refparse.resolve.polite import Polite

#: So many times faster than the world.
FAST = 50.0

GUBLER = {
    "DOI": "10.7326/0003-4819-131-2-199907200-00006",
    "type": "journal-article",
    "title": ["Whipple Endocarditis without Overt Gastrointestinal Disease: Report of Four Cases"],
    "author": [
        {"family": family, "given": given}
        for family, given in (
            ("Gubler", "Johannes"), ("Kuster", "Marianne"), ("Dutly", "Fabrizio"), ("Bannwart", "Fridolin"),
            ("Krause", "Martin"), ("Vögelin", "Hans-Peter"), ("Garzoli", "Giancarlo"), ("Altwegg", "Martin"),
        )
    ],
    "container-title": ["Annals of Internal Medicine"],
    "volume": "131",
    "issue": "2",
    "page": "112-116",
    "published-print": {"date-parts": [[1999, 7, 20]]},
    "publisher": "American College of Physicians",
    "ISSN": ["0003-4819"],
    "updated-by": [
        {
            "DOI": "10.1000/notice",
            "type": "retraction",
            "source": "publisher",
            "updated": {"date-parts": [[2001, 2, 3]]},
        }
    ],
}  # fmt: skip
GARDENER = {
    "DOI": "10.1000/gardener",
    "type": "journal-article",
    "title": ["Whipple endocarditis in a market gardener with ten years of joint pain"],
    "author": [
        {"family": "Ejemplo", "given": "Marta L."},
        {"family": "Beispiel", "given": "Björn"},
        {"family": "Voorbeeld", "given": "Noor A."},
    ],
    "container-title": ["Annals of Example Medicine"],
    "volume": "12",
    "issue": "3",
    "page": "201-209",
    "issued": {"date-parts": [[2020, 5]]},
    "reference": [
        {
            "key": "r1",
            "DOI": "10.7326/0003-4819-131-2-199907200-00006",
            "doi-asserted-by": "crossref",
            "author": "Gubler",
            "year": "1999",
            "article-title": "Whipple endocarditis without overt gastrointestinal disease: report of four cases",
            "journal-title": "Ann Intern Med",
            "volume": "131",
            "first-page": "112",
        },
        {"key": "r2", "unstructured": "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."},
        {"key": "r3"},
    ],
}
NOTICE = {
    "DOI": "10.1000/erratum",
    "type": "journal-article",
    "title": ["Erratum"],
    "update-to": [
        {"DOI": "10.1000/gardener", "type": "correction", "source": "publisher", "updated": {"date-parts": [[2022]]}}
    ],
}
WORKS = (GUBLER, GARDENER, NOTICE)


def hurried() -> Polite:
    """Politeness in a world where everything is fifty times faster."""
    return Polite(clock=lambda: time.monotonic() * FAST, sleep=lambda seconds: time.sleep(seconds / FAST))


class Leaping:
    """A clock that every sleep moves on at once: nobody waits, and everything happens at the time it would."""

    def __init__(self) -> None:
        self._time = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self._time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._time += seconds


def unhurried() -> Polite:
    """Politeness that waits as long as it must, and takes no time; for a server that counts no seconds of ours."""
    clock = Leaping()
    return Polite(clock=clock, sleep=clock.sleep)


def patient_server(works: Iterable[Mapping[str, object]] = WORKS) -> CrossrefServer:
    """A server for clients on clocks of their own, between which it cannot tell who comes too soon."""
    return CrossrefServer(works, habits=Habits(limited=False))
