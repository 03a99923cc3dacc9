"""A registry on disk: Crossref's questions answered from a mirror that ``mirror_build`` made, with no network."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import log
from pathlib import Path
from typing import Final

from refparse.errors import RegistryUnreachable, SourceError
from refparse.resolve.mirror_store import COMMON, Press, about, fault, moment, open_whole
from refparse.resolve.mirror_terms import folded, place_term, string_terms, work_terms
from refparse.resolve.registry import Answer, Query, Registry

#: Seconds between two attempts to break off what is under way when the mirror is closed.
_BREATH = 0.05
#: Entries of the word index one search may pass: what keeps long strings and large mirrors quick.
_BUDGET = 8_000
#: What a word of unknown frequency is taken for: half of the least that is counted beforehand.
_RARE = COMMON // 2
#: Candidates ranked by all their words, for each row asked for: judged, twice as many leave room for a better order.
_RANKED = 2
#: What a word weighs that only the work has: judged, about log of one in eight thousand, a word that tells much.
_UNSHARED = 9.0
#: How much of a score rests on the work's words being shared: judged, lest short titles win by being short.
_COVER = 0.4
#: Candidates looked through for DOIs that begin as the page printed them: judged, twenty times the usual rows.
_LOOKED_THROUGH = 400

_Held = tuple[str, int, bytes]

_BY_DOI: Final = "SELECT doi, at, record FROM work WHERE doi IN (SELECT value FROM json_each(?))"
_BY_TIE: Final = (
    "SELECT tie.doi, work.doi, work.at, work.record FROM tie JOIN work ON work.id = tie.work"
    " WHERE tie.kind = ? AND tie.doi IN (SELECT value FROM json_each(?)) ORDER BY tie.doi, work.doi"
)
_BY_ID: Final = "SELECT id, doi, at, record FROM work WHERE id IN (SELECT value FROM json_each(?))"
_DOIS: Final = "SELECT id, doi FROM work WHERE id IN (SELECT value FROM json_each(?))"
_FREQUENT: Final = "SELECT word, works FROM common WHERE word IN (SELECT value FROM json_each(?))"
_WITH: Final = "SELECT rowid FROM word WHERE word MATCH ? LIMIT ?"


class Mirror(Registry):
    """A registry that answers from a file; made by :func:`refparse.resolve.mirror_build.build`.

    A file that is missing, foreign, not finished, or damaged is a :class:`~refparse.errors.SourceError`,
    whenever that is found: another question would do no better. The file is only read, so that any
    number of processes may share it, and any number of threads one of these.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, and read what it says of itself."""
        self.path = Path(path)
        self.by = f"mirror:{self.path.name}"
        self._under_way = 0
        self._closed = False
        self._idle = threading.Condition()
        self._db = open_whole(path)
        try:
            with self._asking():
                dictionary = about(self._db, "dictionary")
                self._last = self._db.execute("SELECT coalesce(max(id), 0) FROM work").fetchone()[0]
                self.built = str(about(self._db, "built"))
                self.references = about(self._db, "references") == "kept"
        except SourceError as error:
            self.close()
            raise SourceError(str(path), what="the file is damaged", hint=error.hint) from error
        self._press = Press(dictionary if isinstance(dictionary, bytes) else b"")

    def __len__(self) -> int:
        """How many works it holds; counting takes a while where they are many."""
        with self._asking():
            return int(self._db.execute("SELECT count(*) FROM work").fetchone()[0])

    def close(self) -> None:
        """Let go of the file; questions under way are broken off, later ones refused.

        To close a connection that a thread is still using would end the process.
        """
        with self._idle:
            self._closed = True
            while self._under_way:
                self._db.interrupt()
                # One that had not come to its statement yet was not broken off: it is, the next time round.
                self._idle.wait(_BREATH)
            self._db.close()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Count the question while it is under way, and turn what a damaged file raises into an error that names it."""
        with self._idle:
            if self._closed:
                raise self._gone()
            self._under_way += 1
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            if self._closed:
                raise self._gone() from error
            what, hint = fault(error)
            raise SourceError(str(self.path), what=what, hint=hint) from error
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()

    def _gone(self) -> RegistryUnreachable:
        return RegistryUnreachable(str(self.path), what="the mirror was closed", hint="open it again", final=True)

    def _answer(self, asked: str, held: _Held) -> Answer:
        doi, at, record = held
        return Answer(DOI=asked, message=self._press.whole(doi, at, record), by=self.by, at=moment(at))

    def work(self, doi: str) -> Answer:
        """The record of a DOI, or of the one it was merged into."""
        return self.works([doi])[doi]

    def works(self, dois: Sequence[str]) -> dict[str, Answer]:
        """The records of many DOIs; one the mirror does not hold is answered with no record."""
        asked = {doi: doi.lower() for doi in dois}
        with self._asking():
            held: dict[str, _Held] = {}
            for row in self._db.execute(_BY_DOI, (_listed(asked.values()),)):
                held[row[0]] = row
            others = [doi for doi in asked.values() if doi not in held]
            for alias, *row in self._db.execute(_BY_TIE, ("alias", _listed(others))) if others else ():
                held.setdefault(alias, (row[0], row[1], row[2]))
            return {
                doi: self._answer(doi, held[key])
                if key in held
                else Answer(DOI=doi, message=None, by=self.by, at=self.built)
                for doi, key in asked.items()
            }

    def updates(self, doi: str) -> list[Answer]:
        """The notices the mirror holds that correct, retract or replace this DOI, by their DOIs."""
        with self._asking():
            rows = self._db.execute(_BY_TIE, ("update", _listed([doi.lower()]))).fetchall()
            return [self._answer(own, (own, at, record)) for _, own, at, record in dict.fromkeys(rows)]

    def search(self, query: Query, *, rows: int = 20) -> list[Answer]:
        """The works that share the rarest words with the query, best first.

        A volume together with a first page counts as one word, and a rare one. Works whose DOI begins
        with ``doi_prefix`` come before all others. Scores may be compared within one answer only.
        """
        terms = _terms(query)
        with self._asking():
            weights = self._weights(terms)
            found = self._candidates(weights)
            prefix = (query.doi_prefix or "").lower()
            likely = sorted(found, key=lambda number: (-found[number], number))[:_LOOKED_THROUGH]
            if prefix:
                dois = dict(self._db.execute(_DOIS, (json.dumps(likely),)))
                likely.sort(key=lambda number: not dois.get(number, "").startswith(prefix))
            return self._ranked(likely[: rows * _RANKED], weights, prefix)[:rows]

    def _weights(self, terms: Sequence[str]) -> dict[str, tuple[int, float]]:
        """Each word with the works that have it and what having it tells, the rarest first."""
        counted = dict(self._db.execute(_FREQUENT, (_listed(terms),)))
        known = sorted((counted.get(term, _RARE), term) for term in terms)
        return {term: (works, log(1 + self._last / works)) for works, term in known}

    def _candidates(self, weights: Mapping[str, tuple[int, float]]) -> dict[int, float]:
        """Works by the weight of the rare words they share: as many words as the budget lets us follow."""
        left, found = _BUDGET, dict[int, float]()
        for term, (works, weight) in weights.items():
            if works > left:
                break
            left -= works
            for (number,) in self._db.execute(_WITH, (f'"{term}"', max(works, COMMON))):
                found[number] = found.get(number, 0.0) + weight
        return found or self._having_all([term for term, (works, _) in weights.items() if works >= COMMON])

    def _having_all(self, terms: list[str]) -> dict[int, float]:
        """Works that have all of the rarest words, where every word is too common to be followed alone."""
        for many in (4, 3, 2, 1):
            together = " AND ".join(f'"{term}"' for term in terms[:many])
            numbers = self._db.execute(_WITH, (together, _LOOKED_THROUGH)).fetchall() if together else ()
            if numbers:
                return {number: 1.0 for (number,) in numbers}
        return {}

    def _ranked(self, numbers: list[int], weights: Mapping[str, tuple[int, float]], prefix: str) -> list[Answer]:
        """Candidates by all the words they share with the query, the common ones too."""
        rows: list[tuple[bool, float, str, Answer]] = []
        for _, doi, at, record in self._db.execute(_BY_ID, (json.dumps(numbers),)):
            message = self._press.whole(doi, at, record)
            score = _score(work_terms(message), weights)
            answer = Answer(DOI=doi, message=message, by=self.by, at=moment(at), score=score)
            rows.append((not doi.startswith(prefix), -score, doi, answer))
        return [answer for *_, answer in sorted(rows, key=lambda row: row[:3])]


def _score(terms: Sequence[str], weights: Mapping[str, tuple[int, float]]) -> float:
    """The weight of the shared words, less where they are a small part of the work's own."""
    shared = sum(weights[term][1] for term in terms if term in weights)
    own = shared + sum(_UNSHARED for term in terms if term not in weights)
    return round(shared * (1 - _COVER + _COVER * shared / own), 3) if own else 0.0


def _listed(texts: Iterable[str]) -> str:
    return json.dumps(list(texts))


def _terms(query: Query) -> list[str]:
    """The words to look for: of the string as it stands, or of the fields, the place being known then."""
    if query.bibliographic is not None:
        terms = string_terms(query.bibliographic)
    else:
        fields = (query.title, query.author, query.container_title)
        terms = [term for field in fields if field for term in string_terms(field)]
    terms += folded(" ".join(filter(None, (query.volume, query.page, str(query.issued or "")))))
    place = place_term(query.volume or "", query.page or "")
    return list(dict.fromkeys([*terms, place] if place else terms))
