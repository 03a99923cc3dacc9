"""A work that a registry offers for a reference, made ready for being looked for in the string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from refparse.normalize.folding import fold, squeeze
from refparse.normalize.journals import Container, prepare_container
from refparse.normalize.titles import fold_title, main_titles
from refparse.resolve.fields import texts
from refparse.resolve.prepare import PEOPLE, Prepared, prepare
from refparse.resolve.printed import digits
from refparse.resolve.record import own_doi, read_date, read_record
from refparse.resolve.registry import Answer
from refparse.work import Work

_DATES = ("issued", "published-print", "published-online")
#: A main title of fewer letters stands in many a string.
_SHORTEST_MAIN = 16
#: What brought a candidate whose DOI the reference prints.
PRINTED = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One work offered, under every name and year its record gives it.

    >>> answer = Answer(DOI="10.1000/1", message={"DOI": "10.1000/1", "title": ["Skin"]}, by="mirror:x", at="")
    >>> candidate_of(answer).work.title
    'Skin'
    """

    DOI: str
    work: Work
    #: All names of what it stands in, abbreviations and series too.
    containers: tuple[str, ...] = ()
    #: Years in print and online.
    years: tuple[int, ...] = ()
    #: Which queries brought it; ``printed`` where the reference names its DOI.
    found_by: tuple[str, ...] = ()


def candidate_of(answer: Answer, *, found_by: str = "") -> Candidate | None:
    """The candidate an answer holds; ``None`` where the registry knows no such DOI."""
    if answer.message is None:
        return None
    work = read_record(answer.message)
    dates = filter(None, (read_date(answer.message.get(name)) for name in _DATES))
    stated = [work.container_title, work.collection_title]
    named = (*texts(answer.message, "container-title"), *texts(answer.message, "short-container-title"))
    return Candidate(
        DOI=(work.DOI or answer.DOI).lower(),
        work=work,
        containers=tuple(dict.fromkeys(filter(None, (*stated, *named)))),
        years=tuple(dict.fromkeys(date.year for date in dates if date.year)),
        found_by=(found_by,) if found_by else (),
    )


def doi_of(answer: Answer) -> str:
    """The DOI of the candidate an answer holds, without reading the rest of it.

    >>> doi_of(Answer(DOI="10.1000/1", message={"DOI": "10.1000/A"}, by="mirror:x", at=""))
    '10.1000/a'
    """
    return ((own_doi(answer.message) if answer.message is not None else None) or answer.DOI).lower()


class Described(NamedTuple):
    """A candidate with every normal form worked out."""

    prepared: Prepared
    title: str
    title_words: frozenset[str]
    #: The title cut where a subtitle may begin, longest first.
    mains: tuple[str, ...]
    containers: tuple[Container, ...]
    #: Words that may stand in a reference to it beside its title: people, journal, publisher.
    words: frozenset[str]
    #: Words with digits in title and journal, which are no numbers of the place.
    digits: tuple[str, ...]
    years: tuple[int, ...]


@lru_cache(maxsize=1 << 12)
def describe(candidate: Candidate) -> Described:
    """The candidate's normal forms, kept for the last 4,096: one journal's works are asked for again and again."""
    work = candidate.work
    prepared = prepare(work)
    title = fold_title(work.title or "")
    mains = (squeeze(main) for main in main_titles(work.title or ""))
    year = work.issued.year if work.issued else None
    return Described(
        prepared=prepared,
        title=title.replace(" ", ""),
        title_words=frozenset(title.split()),
        mains=tuple(sorted({main for main in mains if len(main) >= _SHORTEST_MAIN}, key=len, reverse=True)),
        containers=tuple(map(prepare_container, candidate.containers)),
        words=frozenset(_words(candidate)),
        digits=tuple(digits(" ".join((title, *map(fold, candidate.containers)))).elements()),
        years=tuple(dict.fromkeys(filter(None, (year, *candidate.years)))),
    )


def _words(candidate: Candidate) -> Iterator[str]:
    work = candidate.work
    for text in (*candidate.containers, work.publisher or ""):
        yield from fold(text).split()
    for name in (*work.author.names[:PEOPLE], *work.editor.names[:PEOPLE]):
        yield from fold(f"{name.printed_family} {name.given or ''}").split()
