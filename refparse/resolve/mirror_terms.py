"""The words a work is found by, of a record and of a reference string alike: both sides fold the same way."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import Final

from refparse.normalize.folding import fold
from refparse.normalize.pages import page_range

_TITLES: Final = ("title", "subtitle", "original-title", "container-title", "short-container-title")
_NUMBERS: Final = ("volume", "issue", "page", "article-number")
_DATES: Final = ("issued", "published-print")
# What one record or string may cost, however long it is; all four are judged.
#: Characters of a text: longer than any title or reference, shorter than an abstract pasted by mistake.
_LONGEST = 4_000
#: People of a record: references print the first of them, and collaborations have thousands.
_PEOPLE = 30
#: Words of a string: three times those of a long reference.
_WORDS = 150
#: Numbers of a string that are tried as volume and page: ten make ninety pairs, each one more look-up.
_NUMBERS_PAIRED = 10
#: Two halves of a word broken by a blank make a word longer than this; judged, as shorter ones make any word at all.
_JOINED = 6

_TAG = re.compile(r"<[^<>]{1,300}+>")
_ZEROS = re.compile(r"(?<![0-9])0++(?=[0-9])")
_SEAM = re.compile(r"(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"[a-z]{0,2}[0-9]{1,9}[a-z]?")
_VOLUME = re.compile(r"[a-z]?[0-9]{1,5}[a-z]?")


def folded(text: str) -> list[str]:
    """The words of a text as the index knows them: folded, numbers without leading zeros.

    >>> folded("Pärssinen, e0200721 (007)")
    ['parssinen', 'e200721', '7']
    """
    return _ZEROS.sub("", fold(text[:_LONGEST])).split()


def place_term(volume: str, page: str) -> str | None:
    """One word for a volume and a first page, which together name few works of any journal.

    >>> place_term("100", "17-22"), place_term("", "17")
    ('100p17', None)
    """
    one, two = "".join(folded(volume)), "".join(folded(page_range(page)[0]))
    return f"{one}p{two}" if one and two else None


def _texts(value: object) -> Iterator[str]:
    """The text in a field, whether it is deposited as a text or as a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from islice((item for item in value if isinstance(item, str)), 3)


def _people(value: object, most: int) -> Iterator[str]:
    if isinstance(value, list):
        for person in islice(value, most):
            if isinstance(person, Mapping):
                yield from _texts(person.get("family") or person.get("name"))


def _year(value: object) -> Iterator[str]:
    """The year of Crossref's date-parts, which may be missing, empty or null."""
    while isinstance(value, (list, Mapping)) and value:
        value = value.get("date-parts") if isinstance(value, Mapping) else value[0]
    if isinstance(value, (int, str)):
        yield str(value)


def _plain(text: str) -> str:
    """The text without markup; a word with a tag inside stands parted and whole."""
    if "&" in text:
        text = html.unescape(text)
    return f"{_TAG.sub('', text)} {_TAG.sub(' ', text)}" if "<" in text else text


def first_text(message: Mapping[str, object], key: str) -> str:
    """The first text of a field, empty when there is none."""
    return next(_texts(message.get(key)), "")


def work_terms(message: Mapping[str, object]) -> list[str]:
    """The words a record is found by, each once: titles, names, year, numbers, volume with page.

    >>> work_terms({"title": ["On <i>Lupus</i>"], "author": [{"family": "Kabir"}], "volume": "9", "page": "17-22"})
    ['on', 'lupus', 'kabir', '9', '17', '22', '9p17']

    Whatever is not of the shape Crossref gives it is left out.
    """
    people = (*_people(message.get("author"), _PEOPLE), *_people(message.get("editor"), _PEOPLE))
    titles = (_plain(text) for key in _TITLES for text in _texts(message.get(key)))
    numbers = (text for key in _NUMBERS for text in _texts(message.get(key)))
    years = (year for key in _DATES for year in _year(message.get(key)))
    words = dict.fromkeys(folded(" ".join((*titles, *people, *numbers, *years))))
    page = first_text(message, "page") or first_text(message, "article-number")
    place = place_term(first_text(message, "volume"), page)
    if place:
        words[place] = None
    return list(words)


def _joined(words: list[str]) -> Iterator[str]:
    """What two neighbours make, as scans and PDF part words anywhere ("Perinatolo gy", "1 61A")."""
    for one, two in pairwise(words):
        both = one + two
        if len(both) > _JOINED or both.isdigit():
            yield both


def places(words: Iterable[str]) -> list[str]:
    """Each two numbers of a string taken for volume and page: which is which, the index knows.

    >>> places(["lupus", "100", "17"])
    ['100p17', '17p100']
    """
    numbers = list(islice((word for word in words if _NUMBER.fullmatch(word)), _NUMBERS_PAIRED))
    return [f"{one}p{two}" for one in numbers if _VOLUME.fullmatch(one) for two in numbers if one != two]


def string_terms(text: str) -> list[str]:
    """The words to look for when a work is described by a string, each once.

    >>> string_terms("Clinics inPerinatolo gy28")
    ['clinics', 'inperinatolo', 'gy28', 'in', 'perinatolo', 'gy', '28', 'clinicsinperinatolo', 'inperinatology28',
    'clinicsin', 'perinatology', '28pgy28']

    Glued words are parted where letters meet digits or capitals, parted ones are put together. Most of
    what comes of it is in no index; asking costs little beside a word that is missed.
    """
    text = _plain(text[:_LONGEST])
    whole = folded(text)[:_WORDS]
    parted = [part for word in folded(_HUMP.sub(" ", text))[:_WORDS] for part in _parted(word)]
    single = dict.fromkeys((*whole, *parted))
    return list(dict.fromkeys((*single, *_joined(whole), *_joined(parted), *places(single))))


def _parted(word: str) -> list[str]:
    """A word whose letters and digits are glued ("standard16"), in its parts."""
    return [word] if word.isalpha() or word.isdigit() else _SEAM.split(word)
