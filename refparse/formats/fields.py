"""What a record of a library file says under its tags, made a work: the same way for every tagged format.

A format names, for each field of a work, the tags it may stand under, the best first
(:data:`Slots`). Nothing is lost: what no field takes is in ``extra`` under its own tag, or
under CSL's word for it where the format knows one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

from refparse.formats.people import people
from refparse.normalize.dates import parse_date, read_date
from refparse.normalize.identifiers import parse_arxiv, parse_doi, parse_pmcid, parse_pmid
from refparse.work import Date, Work, WorkType

#: Field of a work → tags, parted by blanks, the best first. A name that begins with ``+`` is none
#: of a work's: all that stands under its tags is kept in ``extra`` under that name.
Slots = Mapping[str, str]

_TEXTS = (
    "title",
    "container_title",
    "collection_title",
    "volume",
    "issue",
    "number",
    "edition",
    "publisher",
    "publisher_place",
    "language",
    "abstract",
)
_SERIAL = re.compile(r"(?<![0-9])[0-9]{4}[-‐‑–]?[0-9]{3}[0-9Xx](?![0-9])")
_BOOK = re.compile(r"(?<![0-9])(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx](?![0-9])")
_PUBMED = re.compile(r"ncbi\.nlm\.nih\.gov/pubmed/[0-9]|pubmed\.ncbi\.nlm\.nih\.gov/[0-9]|PUBMED [0-9]")
_SLASHED = re.compile(r"(1[5-9][0-9]{2}|20[0-9]{2})/([0-9]{1,2})?(?:/([0-9]{1,2})?(?:/(.*))?)?")
_GLUED = re.compile(r"([A-Za-z]{3,9})((?:1[5-9]|20)[0-9]{2})")
_WHOLE_YEAR = re.compile(r"((?:1[5-9]|20)[0-9]{2})\.0")
_MONTHS, _DAYS = 12, 31
_SHOWN = 60


@cache
def _split(tags: str) -> tuple[str, ...]:
    """Tags of a table, each row cut once."""
    return tuple(tags.split())


class Fields:
    """What stands under each tag of one record, taken out field by field.

    >>> said = Fields([("T2", "Lancet"), ("TI", "Calcinosis"), ("JF", "The Lancet")])
    >>> said.first("JF T2"), said.first("TI"), said.rest()
    ('The Lancet', 'Calcinosis', [('T2', 'Lancet')])
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep what is said, in order; empty values say nothing."""
        self._said: dict[str, list[str]] = {}
        for tag, text in pairs:
            if text := plain(text):
                self._said.setdefault(tag, []).append(text)
        self._kept: list[tuple[str, str]] = []
        #: What had to be mended, in words.
        self.repaired: list[str] = []

    def peek(self, tags: str) -> list[str]:
        """Everything under these tags, left where it is."""
        return [text for tag in _split(tags) for text in self._said.get(tag, ())]

    def first(self, tags: str) -> str | None:
        """The first value under the best of these tags; the same value under another says nothing new."""
        stated = [tag for tag in _split(tags) if tag in self._said]
        if not stated:
            return None
        chosen = self._said[stated[0]][0]
        for tag in stated:
            self._leave(tag, [text for text in self._said[tag] if text != chosen])
        return chosen

    def every(self, tags: str) -> list[str]:
        """Everything under these tags, each value once."""
        stated = [tag for tag in _split(tags) if tag in self._said]
        return list(dict.fromkeys(text for tag in stated for text in self._said.pop(tag))) if stated else []

    def take(self, tags: str, value: str) -> None:
        """Take this value away wherever it stands under these tags."""
        for tag in _split(tags):
            if tag in self._said:
                self._leave(tag, [text for text in self._said[tag] if text != value])

    def keep(self, name: str, text: str) -> None:
        """Put something under a name of ``extra``."""
        self._kept.append((name, text))

    def rest(self) -> list[tuple[str, str]]:
        """What is kept under a name, and after it what nobody took."""
        return [*self._kept, *((tag, text) for tag, texts in self._said.items() for text in texts)]

    def _leave(self, tag: str, texts: list[str]) -> None:
        if texts:
            self._said[tag] = texts
        else:
            del self._said[tag]


def plain(text: str) -> str:
    """A value on one line, its character entities written out.

    >>> plain(" Arts &amp; Humanities\\n  Citation Index ")
    'Arts & Humanities Citation Index'
    """
    text = " ".join(text.split())
    return unescape(text) if "&" in text and ";" in text else text


def work_of(said: Fields, slots: Slots, kind: WorkType | None = None) -> Work:
    """The work a record describes.

    >>> work_of(Fields([("TI", "Calcinosis"), ("SP", "17"), ("EP", "22"), ("C1", "x")]),
    ...         {"title": "TI", "first_page": "SP", "last_page": "EP"})
    Work(type=None, title='Calcinosis', ...page='17-22', ...extra=(('C1', 'x'),))
    """
    # The names are those of Work's text fields, which no annotation can say.
    texts: dict[str, Any] = {name: text for name in _TEXTS if name in slots and (text := said.first(slots[name]))}
    texts |= _identifiers(said, slots)
    issued = _issued(said, slots)
    page = _page(said, slots)
    author, editor = (people(said.every(slots.get(role, "")), said) for role in ("author", "editor"))
    keyword = tuple(said.every(slots.get("keyword", "")))
    url = said.first(slots.get("URL", ""))
    for name, tags in slots.items():
        if name.startswith("+"):
            for text in said.every(tags):
                # A short title that is the title itself says nothing.
                if text not in {texts.get("title"), texts.get("container_title")}:
                    said.keep(name[1:], text)
    extra = tuple(said.rest())
    return Work(
        type=kind,
        author=author,
        editor=editor,
        issued=issued,
        page=page,
        keyword=keyword,
        URL=url,
        extra=extra,
        **texts,
    )


def _identifiers(said: Fields, slots: Slots) -> dict[str, str]:
    found: dict[str, str] = {}
    _doi(said, slots.get("DOI", ""), found)
    for name, read in (("PMID", _pmid), ("PMCID", parse_pmcid), ("arXiv", parse_arxiv)):
        for text in said.every(slots.get(name, "")):
            number = read(text)
            if number is None or found.setdefault(name, number) != number:
                said.keep(name, text)
    if "PMID" not in found and (number := _linked(said.peek(slots.get("URL", "")))):
        found["PMID"] = number
    for text in said.every(slots.get("ISSN", "")):
        _serials(text, said, found)
    return found


def _doi(said: Fields, tags: str, found: dict[str, str]) -> None:
    for text in said.every(tags):
        doi, cut = parse_doi(text)
        if doi and "DOI" not in found:
            found["DOI"] = doi
        elif cut and "DOI" not in found and "doi_prefix" not in found:
            found["doi_prefix"] = cut
        elif doi is None or doi.lower() != found["DOI"].lower():
            said.keep("DOI", text)
            if doi is None:
                said.repaired.append(f"not a DOI: {text[:_SHOWN]}")
    if "DOI" in found and (cut := found.pop("doi_prefix", None)):
        said.keep("DOI", cut)


def _pmid(text: str) -> str | None:
    """A PubMed number; spreadsheets put ".0" behind it."""
    return parse_pmid(text.removesuffix(".0"))


def _linked(urls: Sequence[str]) -> str | None:
    return next((parse_pmid(url) for url in urls if _PUBMED.search(url)), None)


def _serials(text: str, said: Fields, found: dict[str, str]) -> None:
    """ISBN and ISSN stand under one tag in many a format; what is annotated is cut out of its annotation."""
    books = _BOOK.findall(text)
    serials = [] if books else _SERIAL.findall(text)
    for name, numbers in (("ISBN", books), ("ISSN", serials)):
        for number in numbers:
            if found.setdefault(name, number) != number:
                said.keep(name, number)
    if not books and not serials:
        said.keep("ISSN", text)


def _page(said: Fields, slots: Slots) -> str | None:
    """Pages as printed, from a range or from its two ends; an article number where there are none."""
    first, last = (said.first(slots.get(end, "")) for end in ("first_page", "last_page"))
    if first and last and last != first and not first.endswith(f"-{last}"):
        return f"{first}-{last}"
    return said.first(slots.get("page", "")) or first or last or said.first(slots.get("article_number", ""))


def _issued(said: Fields, slots: Slots) -> Date | None:
    """The date, in full where the year and the fuller date of the same record agree."""
    best = date_of(said.first(slots.get("year", "")) or "")
    dates = slots.get("date", "")
    for text in said.peek(dates):
        date = _completed(best, text)
        if date is not None:
            said.take(dates, text)
            best = date
    return best


def _completed(known: Date | None, text: str) -> Date | None:
    """A date that says more than the one it agrees with; "SEP 22" is read with the year that is known."""
    full = date_of(text)
    if known is None or known.year is None:
        return full if full is not None and (known is None or full.year is not None) else None
    if full is None or full.year is None:
        full = parse_date(f"{known.year} {text}")
    if full is None or full.year != known.year or known.month not in {None, full.month}:
        return None
    return full if _precision(full) > _precision(known) else None


def _precision(date: Date) -> int:
    return (date.month is not None or date.season is not None) + (date.day is not None)


def date_of(text: str) -> Date | None:
    """The date a library file states, at the precision it states it.

    >>> date_of("2016/03/02/").iso, date_of("2011/03//Spring"), date_of("Jun2023").iso
    ('2016-03-02', Date(year=2011, month=3, day=None, season=None, literal='Spring'), '2023-06')
    >>> date_of("4/3/2024")
    Date(year=2024, month=None, day=None, season=None, literal='4/3/2024')

    A year within words that are not understood is taken, and the words are kept.
    """
    text = text.strip(" .;")
    if not text:
        return None
    if slashed := _SLASHED.fullmatch(text):
        return _from_slashes(slashed)
    text = _GLUED.sub(r"\1 \2", text)
    if floated := _WHOLE_YEAR.fullmatch(text):
        text = floated[1]
    return read_date(text)


def _from_slashes(found: re.Match[str]) -> Date:
    year, month, day, words = found.groups()
    month = int(month) if month and 1 <= int(month) <= _MONTHS else None
    day = int(day) if month and day and 1 <= int(day) <= _DAYS else None
    return Date(year=int(year), month=month, day=day, literal=words or None)


def tidy(work: Work) -> tuple[Work, tuple[str, ...]]:
    """The work with its identifiers bare and its date read, as other programs write them; and what was no identifier.

    >>> work, repaired = tidy(Work(DOI="https://doi.org/10.1000/182", extra=(("date", "2008-08"),)))
    >>> work.DOI, work.issued.iso, repaired
    ('10.1000/182', '2008-08', ())
    """
    extra = dict(reversed(work.extra))
    changed: dict[str, Any] = {}
    repaired: tuple[str, ...] = ()
    if work.DOI:
        doi, cut = parse_doi(work.DOI)
        changed |= {"DOI": doi, "doi_prefix": work.doi_prefix or cut}
        if doi is None and cut is None:
            changed["extra"] = (*work.extra, ("doi", work.DOI))
            repaired = (f"not a DOI: {work.DOI[:_SHOWN]}",)
    if work.issued is None and "date" in extra:
        changed["issued"] = date_of(extra["date"])
    if extra.get("eprinttype", "").lower() == "pubmed" and (number := _pmid(work.arXiv or "")):
        changed |= {"arXiv": None, "PMID": work.PMID or number}
    elif work.PMID is None and (number := _noted(extra)):
        changed["PMID"] = number
    elif work.PMID is not None:
        changed["PMID"] = _pmid(work.PMID) or work.PMID
    return replace(work, **changed), repaired


def _noted(extra: Mapping[str, str]) -> str | None:
    """A PubMed number where other programs put it."""
    if number := _pmid(extra.get("pubmed_id", "")):
        return number
    note = extra.get("note", "")
    return parse_pmid(note) if "PMID:" in note else None
