"""A Crossref record read as a work: CSL's types, plain text, one date, names as people print them.

Which date is *the* date: print before online. Volume, issue and page are those of the
printed issue, citations print its year, and online dates of scanned back issues lie
decades later (601 of 1,638 records that state both, by two years or more). The online
date is kept beside it as CSL's ``available-date``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from refparse.normalize.folding import squeeze
from refparse.normalize.identifiers import doi_key, find_doi
from refparse.normalize.journals import compare_containers, prepare_container
from refparse.normalize.names import split_particle
from refparse.normalize.titles import says_nothing
from refparse.resolve.fields import Json, listed, member, members, text, texts
from refparse.resolve.markup import plain_abstract
from refparse.work import Date, Name, Names, Work, WorkType

#: What Crossref calls it, and CSL. A journal or an issue of one is none of our types.
TYPES: Mapping[str, WorkType] = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "reference-entry": "chapter",
    "book": "book",
    "book-set": "book",
    "book-series": "book",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "proceedings": "book",
    "proceedings-series": "book",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "report": "report",
    "report-component": "report",
    "report-series": "report",
    "dataset": "dataset",
    "database": "dataset",
    "standard": "standard",
    "standard-series": "standard",
}
#: Tried in order. ``created`` and ``deposited`` say when a record was sent in, not when a work came out.
_DATES = ("published-print", "published-online", "published", "published-other", "posted", "issued", "approved")
_YEARS = range(1000, 2200)
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_NOBODY = frozenset({"", "na", "n/a", "none", "null", "anonymous", "-"})
_NO_NUMBER = frozenset({"null", "n/a", "na", "none", "undefined", "-", "publish ahead of print", "ahead of print"})
_NO_PAGE = re.compile(r"(?:n/?a|no|null|none|undefined|-)(?:\s?[-–]\s?(?:n/?a|no|null|none|undefined))?", re.IGNORECASE)
_SAME_TWICE = re.compile(r"(?<![\w.-])([\w.]{1,20})[-–]\1(?![\w.-])")
_SUFFIX_BEHIND = re.compile(r"([^,]{1,200}),\s?((?:Jr|Sr|Jnr|Snr)\.?|II|III|IV|V|2nd|3rd|4th)", re.IGNORECASE)
_ET_AL = re.compile(r"(?:and )?(?:et\.? al\.?|al\.|others)", re.IGNORECASE)
_STOPS = ("?", "!", ".", ":", "—", "–")
#: What names of series have, and of single volumes hardly.
_SERIES = re.compile(
    r"\b(?:series|lecture notes|studies in|(?:conference )?proceedings$|contemporary mathematics|communications in"
    r"|progress in|advances in|springerbriefs|colloquia|schriften|beiträge|forschungen|monographs?|collection)\b",
    re.IGNORECASE,
)
_ISBN = re.compile(r"[0-9](?:[ -]?[0-9]){8,11}[ -]?[0-9Xx]")


def read_record(message: Json) -> Work:
    """The work a record describes; what the record does not state stays empty.

    >>> work = read_record({
    ...     "type": "journal-article", "DOI": "10.1000/XYZ",
    ...     "title": ["Errors in Surgery"], "subtitle": ["A Case Control Study"],
    ...     "author": [{"family": "van Dijk", "given": "J."}, {"name": "INFORM Study Group"}],
    ...     "published-online": {"date-parts": [[2022, 11, 3]]}, "published-print": {"date-parts": [[2023, 1]]},
    ... })
    >>> work.title, work.issued.iso, work.author.names[0].particle, work.DOI, work.extra
    ('Errors in Surgery: A Case Control Study', '2023-01', 'van', '10.1000/xyz', (('available-date', '2022-11-03'),))

    Nothing raises: a member of another shape than Crossref documents counts as absent.
    """
    kind = TYPES.get(text(message, "type") or "", "document") if message else None
    container, collection, short = _containers(message, kind)
    return Work(
        type=kind,
        title=_title(message),
        author=_names(message, "author"),
        editor=_names(message, "editor"),
        container_title=container,
        collection_title=collection,
        issued=_issued(message),
        volume=_number(message, "volume"),
        issue=_number(message, "issue") or _number(member(message, "journal-issue"), "issue"),
        page=_page(message),
        number=_number(message, "report-number"),
        # Edition 0 is how some systems deposit "none".
        edition=_number(message, "edition-number") if text(message, "edition-number") != "0" else None,
        publisher=_publisher(message, kind),
        publisher_place=text(message, "publisher-location"),
        DOI=own_doi(message),
        ISSN=", ".join(dict.fromkeys(texts(message, "ISSN"))) or None,
        ISBN=", ".join(dict.fromkeys(_isbns(message))) or None,
        language=text(message, "language"),
        abstract=_abstract(message),
        extra=tuple(_extra(message, short if short != container else None)),
    )


def own_dois(message: Json) -> tuple[str, ...]:
    """The DOIs of a record, its own first, then those that were merged into it.

    >>> own_dois({"DOI": "10.26434/x.v5", "aliases": ["10.26434/X"]})
    ('10.26434/x.v5', '10.26434/x')
    """
    own = own_doi(message)
    aliases = map(bare_doi, texts(message, "aliases"))
    return tuple(dict.fromkeys(doi for doi in (own, *aliases) if doi))


def related(message: Json) -> tuple[tuple[str, str], ...]:
    """What the record says of other DOIs: (relation, DOI), as "has-preprint" and "is-review-of".

    >>> related({"relation": {"has-preprint": [{"id-type": "doi", "id": "10.1101/014852"}]}})
    (('has-preprint', '10.1101/014852'),)

    A preprint and its article are two works: this is a link, never a reason to merge.
    """
    relation = member(message, "relation")
    return tuple(
        (name, bare_doi(found))
        for name in relation
        for item in members(relation, name)
        if text(item, "id-type") == "doi" and (found := text(item, "id"))
    )


def bare_doi(said: str) -> str:
    """A DOI as it is compared: small letters, no resolver before it, no blanks in it, no stop behind it.

    >>> bare_doi("http://dx.doi.org/10.1021/LA302706b."), bare_doi("10.1126/science. 1109070")
    ('10.1021/la302706b', '10.1126/science.1109070')
    """
    whole = "".join(said.split())
    return doi_key(find_doi(whole) or whole)


def own_doi(message: Json) -> str | None:
    """The DOI a record calls its own.

    >>> own_doi({"DOI": "10.1000/XYZ"})
    '10.1000/xyz'
    """
    # Not through ``bare_doi``: what a registry calls its own may hold blanks and end in a stop.
    doi = message.get("DOI")
    return doi_key(doi.strip()) or None if isinstance(doi, str) else None


def _title(message: Json) -> str | None:
    titles = texts(message, "title") or texts(message, "original-title")
    if not titles:
        return next(iter(texts(message, "subtitle")), None)
    title = titles[0]
    for subtitle in texts(message, "subtitle"):
        if _adds(subtitle, title):
            title = f"{title}{' ' if title.endswith(_STOPS) else ': '}{subtitle}"
    # JSTOR ends a title in the colon that its subtitle would follow.
    return title.removesuffix(":").rstrip() or None


def _adds(subtitle: str, title: str) -> bool:
    """Whether this is a subtitle: not the title again, nor a section ("Editorials"), nor a file number."""
    telling = any(map(str.isalpha, subtitle)) and not says_nothing(subtitle)
    return telling and squeeze(subtitle) not in squeeze(title)


def _containers(message: Json, kind: WorkType | None) -> tuple[str | None, str | None, str | None]:
    """Container, collection and short container title."""
    titles = list(dict.fromkeys(texts(message, "container-title")))
    short = next(iter(texts(message, "short-container-title")), None)
    if not titles:
        return None, None, short
    if kind == "book":
        return None, titles[0], short
    if len(titles) == 1:
        return titles[0], None, short
    one, other = titles[:2]
    if compare_containers(prepare_container(one), prepare_container(other)) != "conflict":
        # A journal in short and in full.
        full, brief = sorted((one, other), key=len, reverse=True)
        return full, None, short or brief
    container, collection = (one, other) if _is_series(other, one, message) else (other, one)
    return container, collection, short


def _is_series(title: str, beside: str, message: Json) -> bool:
    """Whether of two titles this is the series; deposits put it first, unless words tell otherwise."""
    event = text(member(message, "event"), "name")
    if event in {title, beside}:
        return event == beside
    return bool(_SERIES.search(title)) and not _SERIES.search(beside)


def _names(message: Json, role: str) -> Names:
    people = members(message, role)
    firsts = [person for person in people if person.get("sequence") == "first"]
    if len(firsts) == 1:
        # One is marked as the first: there the order of the list is no order.
        people = (*firsts, *(person for person in people if person is not firsts[0]))
    et_al = any(map(_is_et_al, people))
    found = (_name(person) for person in people if not _is_et_al(person))
    return Names(names=tuple(name for name in found if name is not None), et_al=et_al)


def _is_et_al(person: Json) -> bool:
    said = (text(person, "name"), " ".join(filter(None, (text(person, "given"), text(person, "family")))))
    return any(_ET_AL.fullmatch(name or "") for name in said)


def _name(person: Json) -> Name | None:
    """One person or group; ``None`` for an entry that names nobody."""
    group, family, given = (text(person, part) for part in ("name", "family", "given"))
    suffix = text(person, "suffix")
    if family is None:
        whole = group or given or ""
        if whole.casefold() in _NOBODY:
            return None
        return Name(literal=group) if group else Name(family=given, suffix=suffix)
    behind = _SUFFIX_BEHIND.fullmatch(family)
    if behind is not None and suffix is None:
        family, suffix = behind.groups()
    particle, family = split_particle(family)
    return Name(family=family, given=given, particle=particle, suffix=suffix)


def _issued(message: Json) -> Date | None:
    found = (read_date(message.get(name)) for name in _DATES)
    return next((date for date in found if date is not None), None)


def read_date(value: object) -> Date | None:
    """The date of Crossref's ``date-parts``, as far as its numbers can be true.

    >>> read_date({"date-parts": [[2011, 3]]}).iso, read_date({"date-parts": [[2011, 31, 3]]}).iso
    ('2011-03', '2011')
    >>> read_date({"date-parts": [[None]]}) is read_date({"date-parts": [[]]}) is read_date(None) is None
    True
    """
    parts = listed(value, "date-parts") if isinstance(value, Mapping) else ()
    first = parts[0] if parts and isinstance(parts[0], list | tuple) else ()
    year, month, day = [*map(_whole, first), None, None, None][:3]
    if year not in _YEARS:
        return None
    month = month if month in _MONTHS else None
    return Date(year=year, month=month, day=day if month is not None and day in _DAYS else None)


def _whole(value: object) -> int | None:
    if isinstance(value, str):
        return int(value) if re.fullmatch("[0-9]{1,4}", value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(message: Json, name: str) -> str | None:
    said = text(message, name)
    return None if said is None or said.casefold() in _NO_NUMBER else said


def _page(message: Json) -> str | None:
    """The pages, else the article number; a page printed as a range to itself stands once."""
    page = text(message, "page")
    if page is None or _NO_PAGE.fullmatch(page):
        return _number(message, "article-number")
    return _SAME_TWICE.sub(r"\1", page)


def _publisher(message: Json, kind: WorkType | None) -> str | None:
    """The publisher; of a thesis its university, of a preprint its server."""
    houses = (text(house, "name") for house in members(message, "institution"))
    house = next((name for name in houses if name), None)
    return (house if kind in {"thesis", "article"} else None) or text(message, "publisher")


def _isbns(message: Json) -> Iterator[str]:
    """The numbers alone: some deposits write them as addresses."""
    return (found[0] for said in texts(message, "ISBN") if (found := _ISBN.search(said)))


def _abstract(message: Json) -> str | None:
    said = message.get("abstract")
    return plain_abstract(said) or None if isinstance(said, str) else None


def _extra(message: Json, short: str | None) -> Iterator[tuple[str, str]]:
    """What we have no field for, under CSL's names."""
    title, shown = texts(message, "title"), _title(message) or ""
    others = (*texts(message, "original-title"), *title[1:])
    for other in _unlike(others, shown):
        yield "original-title", other
        break
    if short:
        yield "container-title-short", short
    online, issued = read_date(message.get("published-online")), _issued(message)
    if online is not None and online != issued and online.iso:
        yield "available-date", online.iso
    for name, csl in (("name", "event-title"), ("location", "event-place")):
        if said := text(member(message, "event"), name):
            yield csl, said


def _unlike(others: Sequence[str], shown: str) -> Iterator[str]:
    return (other for other in others if squeeze(other) not in squeeze(shown))
