"""The reference list that a publisher deposited with a record: strings, fields and DOIs as sent in.

A DOI in it may be the publisher's word or Crossref's own match (65 of 100 are), and the
difference is kept: an edge in a graph is worth what its source is worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from refparse.normalize.dates import parse_date
from refparse.normalize.identifiers import doi_key, find_doi
from refparse.normalize.names import parse_names, split_particle
from refparse.resolve.fields import Json, members, text
from refparse.resolve.record import bare_doi
from refparse.work import NOBODY, Date, Name, Names, Work, WorkType

_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]")
_ISBN = re.compile(r"[0-9](?:[ -]?[0-9]){8,11}[ -]?[0-9Xx]")
NOTHING = Work()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited:
    """One entry of a deposited reference list.

    >>> Deposited(number=1, key="ref10").says_something
    False
    """

    #: Position in the list, from 1.
    number: int
    key: str
    DOI: str | None = None
    #: "publisher", "crossref", or "text" where it stands in the string alone.
    asserted_by: str | None = None
    #: The entry as typed, plain.
    text: str | None = None
    #: What its fields say; ``text`` is not parsed.
    work: Work = NOTHING

    @property
    def says_something(self) -> bool:
        """Whether there is more to it than a key."""
        return self.DOI is not None or self.text is not None or self.work != NOTHING


def references_of(message: Json) -> tuple[Deposited, ...]:
    """The deposited references in their order, the empty ones too, so that numbers stay true.

    >>> entry, = references_of({"reference": [
    ...     {"key": "r1", "author": "TY Lin", "year": "2003b", "journal-title": "Emerg Infect Dis", "volume": "9",
    ...      "first-page": "291", "DOI": "10.3201/EID0903.020285", "doi-asserted-by": "crossref"}]})
    >>> entry.DOI, entry.asserted_by, entry.work.author.names[0].family, entry.work.issued.literal
    ('10.3201/eid0903.020285', 'crossref', 'Lin', '2003b')

    Only the first author is deposited, and nothing says whether there were more.
    """
    return tuple(_entry(entry, number) for number, entry in enumerate(members(message, "reference"), start=1))


def _entry(entry: Json, number: int) -> Deposited:
    string, doi, by = text(entry, "unstructured"), text(entry, "DOI"), text(entry, "doi-asserted-by")
    if doi is None and string is not None and (inside := find_doi(string)):
        doi, by = doi_key(inside), "text"
    return Deposited(
        number=number,
        key=text(entry, "key") or str(number),
        DOI=bare_doi(doi) if doi else None,
        asserted_by=by if doi else None,
        text=string,
        work=_work(entry),
    )


def _work(entry: Json) -> Work:
    title, container, collection, kind = _titles(entry)
    issn, isbn = (_ISSN.search(text(entry, "ISSN") or ""), _ISBN.search(text(entry, "ISBN") or ""))
    return Work(
        type=kind,
        title=title,
        author=_author(text(entry, "author")),
        container_title=container,
        collection_title=collection,
        issued=_date(text(entry, "year")),
        volume=text(entry, "volume"),
        issue=text(entry, "issue"),
        page=text(entry, "first-page"),
        edition=text(entry, "edition"),
        ISSN=issn[0] if issn else None,
        ISBN=isbn[0] if isbn else None,
    )


def _titles(entry: Json) -> tuple[str | None, str | None, str | None, WorkType | None]:
    """Title, container, collection and type: which of four titles is which depends on who is there."""
    article, journal, volume, series = (
        text(entry, name) for name in ("article-title", "journal-title", "volume-title", "series-title")
    )
    if journal is not None:
        return article, journal, series, "article-journal"
    if article is not None:
        return article, volume or series, series if volume else None, "chapter" if volume else None
    return volume or series, None, series if volume else None, None


def _author(said: str | None) -> Names:
    """The first author as sent in: "Renear", "A Renear", "Rothery, G.A.; Day, D.W."."""
    if said is None:
        return NOBODY
    particle, family = split_particle(said)
    if particle is not None and " " not in family:
        return Names(names=(Name(family=family, particle=particle),))
    return parse_names(said, natural=";" not in said and "," not in said)


def _date(said: str | None) -> Date | None:
    return (parse_date(said) or Date(literal=said)) if said else None
