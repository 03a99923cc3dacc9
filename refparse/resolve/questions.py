"""What Crossref is asked, as paths and parameters: DOIs cleaned for asking, batches that fit, searches.

Names of parameters, filters and fields are checked by habanero before anything is sent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, unquote

from habanero.field_queries import validate_field_queries
from habanero.filterhandler import filter_handler
from habanero.select import validate_select

from refparse.resolve.registry import Query

_DOI = re.compile(r"10\.[0-9]{4,9}(?>(?:\.[0-9]++)*)/\S.*", re.DOTALL)
_LONGEST_DOI = 1000
# Servers cut the first line of a request at 4,096 bytes; the host is not part of it.
_LONGEST_LINE = 4000
_LARGEST_BATCH = 100
#: Works whose notices are asked for together: some have several, and a list is cut at a thousand.
MOST_UPDATED = 50
MOST_ROWS = 1000
_LONGEST_TEXT = 1200
#: A search asks for what candidates are compared by: whole records can have 100 kB each.
FIELDS = (
    "DOI", "ISBN", "ISSN", "abstract", "article-number", "author", "container-title", "editor", "group-title", "issue",
    "issued", "original-title", "page", "posted", "prefix", "published", "published-online", "published-print",
    "publisher", "publisher-location", "relation", "score", "short-container-title", "short-title", "subtitle", "title",
    "translator", "type", "update-to", "updated-by", "volume",
)  # fmt: skip


def spellings(doi: str) -> list[str]:
    """The DOIs this may stand for, as given first: unescaped once and twice, entities read, blanks closed.

    >>> spellings("10.1016%252fj.x"), spellings("10.1000/a b")
    (['10.1016/j.x'], ['10.1000/a b', '10.1000/ab'])
    >>> spellings("the DOI")
    []

    What cannot be a DOI is not asked for.
    """
    once = unquote(doi)
    forms = [doi, once, unquote(once), html.unescape(doi)]
    forms += ["".join(form.split()) for form in forms]
    return [form for form in dict.fromkeys(map(str.lower, forms)) if _askable(form)]


def _askable(doi: str) -> bool:
    """Whether this can be sent as a DOI: shaped like one, and text that has bytes."""
    return len(doi) <= _LONGEST_DOI and "\ufffd" not in doi and doi.isprintable() and bool(_DOI.fullmatch(doi))


def path(doi: str) -> str:
    """The path of one record, its DOI encoded whole.

    >>> path("10.1002/x#y?z%")
    '/works/10.1002%2Fx%23y%3Fz%25'

    The slash too: else dots between slashes would lead up and away.
    """
    return f"/works/{quote(doi, safe='')}"


def packed(dois: Iterable[str], *, most: int = _LARGEST_BATCH) -> Iterator[tuple[str, ...]]:
    """The DOIs in batches whose question fits one line; each that no batch can hold alone.

    >>> list(packed(["10.1000/a", "10.1000/b,c", "10.1000/d"]))
    [('10.1000/b,c',), ('10.1000/a', '10.1000/d')]

    A comma would end the DOI within a filter, a blank or an escape may be read twice.
    """
    batch: list[str] = []
    room = _LONGEST_LINE
    for doi in dois:
        if re.search(r"[,%\s]", doi):
            yield (doi,)
            continue
        size = len(quote(doi, safe=":/,()")) + len("doi:,")
        if batch and (size > room or len(batch) == most):
            yield tuple(batch)
            batch, room = [], _LONGEST_LINE
        batch.append(doi)
        room -= size
    if batch:
        yield tuple(batch)


def batch(dois: Sequence[str]) -> dict[str, str]:
    """The parameters that ask for these records, all of each.

    >>> batch(["10.1000/a", "10.1000/b"])
    {'filter': 'doi:10.1000/a,doi:10.1000/b', 'rows': '2'}

    Without ``rows`` Crossref gives twenty and does not say that there were more.
    """
    return {"filter": str(filter_handler({"doi": list(dois)})), "rows": str(len(dois))}


def updates(dois: Sequence[str]) -> dict[str, str]:
    """The parameters that ask for the notices about these DOIs.

    >>> updates(["10.1000/a", "10.1000/b"])
    {'filter': 'updates:10.1000/a,updates:10.1000/b', 'rows': '1000'}

    Crossref documents that one filter given several times means any of its values.
    """
    return {"filter": str(filter_handler({"updates": list(dois)})), "rows": str(MOST_ROWS)}


def search(query: Query, rows: int) -> dict[str, str] | None:
    """The parameters of a search; ``None`` where the query says nothing Crossref can search by.

    >>> search(Query(container_title="Arch Dermatol", volume="100", page="17", issued=1969), 5)
    {'query.container-title': 'Arch Dermatol', 'query.bibliographic': '100 17 1969', 'rows': '5', 'select': ...}

    Numbers have no parameter of their own, so they go with the text. The prefix of a DOI is
    not sent: Crossref's filter goes by who owns the record today.
    """
    numbers = (query.volume, query.page, None if query.issued is None else str(query.issued))
    said: dict[str, str | None]
    if query.bibliographic:
        said = {"query.bibliographic": query.bibliographic}  # anything beside it makes the answer worse
    else:
        said = {
            "query.title": query.title,
            "query.author": query.author,
            "query.container-title": query.container_title,
            "query.bibliographic": " ".join(filter(None, numbers)),
        }
    asked = {name: text for name, value in said.items() if (text := _text(value))}
    if not asked or rows < 1:
        return None
    validate_field_queries(list(asked))
    validate_select(list(FIELDS))
    return {**asked, "rows": str(min(rows, MOST_ROWS)), "select": ",".join(FIELDS)}


def _text(value: str | None) -> str:
    """Words as they can be sent: one blank between, no lone surrogates, not longer than a line holds."""
    words = (value or "").encode("utf-8", "replace").decode("utf-8").split()
    text = " ".join(words)[:_LONGEST_TEXT]
    while len(quote(text)) > _LONGEST_TEXT * 2:
        text = text[: len(text) * 3 // 4]
    return text
