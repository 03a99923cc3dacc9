"""Dates as pages and lists print them, at the precision they print."""

from __future__ import annotations

import re
from functools import lru_cache

from refparse.work import Date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero stycznia styczeń",
            "feb february februar février febrero lutego luty",
            "mar march märz mars marzo marca marzec",
            "apr april avril abril kwietnia kwiecień",
            "may mai mayo maja maj",
            "jun june juni juin junio czerwca czerwiec",
            "jul july juli juillet julio lipca lipiec",
            "aug august août agosto sierpnia sierpień",
            "sep sept september septembre septiembre września wrzesień",
            "oct october oktober octobre octubre października październik okt",
            "nov november novembre noviembre listopada listopad",
            "dec december dezember décembre diciembre grudnia grudzień dez",
        ),
        start=1,
    )
    for name in names.split()
}
_PRINTED = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_YEAR = r"(?P<year>1[5-9][0-9]{2}|20[0-9]{2})"
_WORD = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_PLAIN_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_YEAR_INSIDE = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
#: PubMed's order, the page's two orders, and ISO 8601; ranges of months keep the first.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<letter>[a-z])?",
        rf"{_YEAR},?\s+{_WORD}(?:\s*[-–/]\s*[^\W\d_]{{3,10}}\.?)?(?:\s+{_DAY}(?:\s*[-–]\s*(?:[^\W\d_]{{3,10}}\.?\s+)?[0-9]{{1,2}})?)?",
        rf"{_WORD}(?:\s*[-–/]\s*[^\W\d_]{{3,10}}\.?)?(?:\s+{_DAY})?,?\s+{_YEAR}",
        rf"{_DAY}\.?\s+{_WORD}\s+{_YEAR}",
        rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])(?:-{_DAY})?",
    )
)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> Date | None:
    """The date a piece of text states, or ``None`` when it is not a date.

    >>> parse_date("2008 Aug 12").iso
    '2008-08-12'
    >>> parse_date("May 17, 2018").iso, parse_date("17 May 2018").iso
    ('2018-05-17', '2018-05-17')
    >>> parse_date("2005b")
    Date(year=2005, month=None, day=None, season=None, literal='2005b')
    >>> parse_date("in press").literal
    'in press'

    Of a range of months or days the first counts: "1999 Mar-Apr" is March.
    """
    text = " ".join(text.split())
    if _PLAIN_YEAR.fullmatch(text):
        return Date(year=int(text))
    if text.lower() in {"in press", "forthcoming", "n.d.", "im druck"}:
        return Date(literal=text)
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _read(found.groupdict(), text)
    return None


def find_year(text: str) -> str | None:
    """The first year in running text, as printed; ``None`` where there is none.

    >>> find_year("Epub 12 May 2018"), find_year("e0200721")
    ('2018', None)

    Years from 1500 on, none of whose digits belong to a longer number.
    """
    found = _YEAR_INSIDE.search(text)
    return found[0] if found else None


def read_date(text: str) -> Date:
    """The date a piece of text states; of one that does not read whole, its first year and its wording.

    >>> read_date("17 May 2018").iso, read_date("ca. 1970, in two parts")
    ('2018-05-17', Date(year=1970, month=None, day=None, season=None, literal='ca. 1970, in two parts'))
    """
    date = parse_date(text)
    if date is not None:
        return date
    year = find_year(text)
    return Date(year=int(year) if year else None, literal=text)


def _read(found: dict[str, str | None], text: str) -> Date | None:
    """A date from the parts of one form; a word that is no month makes it no date."""
    word = (found.get("month") or "").lower()
    number = found.get("number")
    month = int(number) if number else _MONTHS.get(word)
    season = word if word in _SEASONS else None
    if word and month is None and season is None:
        return None
    day = found.get("day")
    return Date(
        year=int(found["year"] or 0),
        month=month,
        day=int(day) if day and month else None,
        season=season,
        literal=text if found.get("letter") else None,
    )


def print_date(date: Date) -> str:
    """A date as PubMed prints it.

    >>> print_date(Date(year=2008, month=8, day=12))
    '2008 Aug 12'
    """
    if date.literal is not None:
        return date.literal
    month = date.month and _PRINTED[date.month - 1]
    season = date.season.capitalize() if date.season else None
    return " ".join(str(part) for part in (date.year, month or season, date.day) if part)
