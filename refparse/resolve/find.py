"""Looking for the DOI of a reference: what to ask a registry, and what its answers come to.

The whole string is asked first, as registries answer it best; other questions follow only
where it brought nothing that can be trusted, since every question costs somebody's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refparse.normalize.identifiers import doi_key
from refparse.normalize.pages import first_page
from refparse.resolve.candidate import PRINTED, Candidate, candidate_of
from refparse.resolve.printed import strip_label
from refparse.resolve.registry import Answer, Query, Registry
from refparse.resolve.verify import Resolution, verify
from refparse.work import Work

#: Longer questions find nothing more, and addresses have a limit.
_LONGEST_QUERY = 1000
#: How many candidates a question may bring.
ROWS = 20


def queries(text: str, work: Work) -> tuple[tuple[str, Query], ...]:
    """What to ask for a reference, by name, in the order of asking.

    >>> work = Work(title="On skin", container_title="Arch Dermatol", volume="100", page="17-21")
    >>> [name for name, _ in queries("[3] On skin. Arch Dermatol 100:17-21.", work)]
    ['string', 'fields', 'place']
    """
    asked = (
        ("string", Query(bibliographic=_question(text) or None, doi_prefix=work.doi_prefix)),
        ("fields", _by_fields(work)),
        ("place", _by_place(work)),
    )
    return tuple((name, query) for name, query in asked if query is not None and query != Query())


def _question(text: str) -> str:
    return " ".join(strip_label(text).split())[:_LONGEST_QUERY]


def _by_fields(work: Work) -> Query | None:
    """Title, first author and year, where there is a title."""
    if not work.title:
        return None
    first = work.author.names[0].printed_family if work.author.names else None
    return Query(title=work.title, author=first, issued=work.issued.year if work.issued else None)


def _by_place(work: Work) -> Query | None:
    """Journal, volume and first page, where all three are stated."""
    page = first_page(work.page or "")
    if not (work.container_title and work.volume and page):
        return None
    return Query(container_title=work.container_title, volume=work.volume, page=page)


def merge(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates without duplicates, in the order of their first finding, each with all that found it."""
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        known = merged.get(candidate.DOI)
        found_by = dict.fromkeys((*(known.found_by if known else ()), *candidate.found_by))
        merged[candidate.DOI] = replace(known or candidate, found_by=tuple(found_by))
    return tuple(merged.values())


def _held(answers: Iterable[Answer], found_by: str) -> Iterator[Candidate]:
    candidates = (candidate_of(answer, found_by=found_by) for answer in answers)
    return (candidate for candidate in candidates if candidate is not None)


def look_up_printed(registry: Registry, work: Work) -> tuple[Candidate, ...]:
    """The candidate that the reference names itself by a printed DOI, if the registry knows it."""
    if not work.DOI:
        return ()
    return tuple(_held((registry.work(doi_key(work.DOI)),), PRINTED))


def find_doi(registry: Registry, text: str, work: Work, *, rows: int = ROWS) -> Resolution:
    """The DOI of a reference, or none, as far as the registry knows; what it asks is the least that decides.

    A printed DOI is looked up first, and if the fields agree nothing else is asked. Errors of the
    registry are raised as they come: an answer half looked for is no answer.
    """
    candidates = look_up_printed(registry, work)
    resolution = verify(text, work, candidates)
    for name, query in queries(text, work):
        if resolution.state == "resolved":
            break
        offered = merge((*candidates, *_held(registry.search(query, rows=rows), name)))
        if len(offered) > len(candidates):  # else nothing new was offered, and the answer stands
            resolution = verify(text, work, offered)
        candidates = offered
    return resolution
