"""When a value that was read is the value that is known: both are brought to one spelling first.

What typography does is taken off (case, dashes, quotes, blanks, marks at the edges), and so
are the words that announce a number. A person counts by the family name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

from refparse.normalize.dates import find_year
from refparse.parse.splitnames import split_spans
from refparse.train.gold import PEOPLE, Row

#: Fields that make a reference wholly right.
WHOLE = ("author", "title", "container", "volume", "year", "pages")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d~\u223c]+|-{2,}")
_QUOTES = str.maketrans(dict.fromkeys('‘’‚‛“”„‟«»`´"‹›', "'") | {"\u00ad": None})
_RANGE = re.compile(r"(?:([a-z]{1,3})|(?<![0-9]))([0-9]++)([a-z]?+)\s*+-\s*+([a-z]{0,3}+)([0-9]++)([a-z]?+)")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_SAID_BEFORE = {
    "container": re.compile(r"in\b\W+"),
    "volume": re.compile(r"(?:vol(?:ume)?s?|v|bd|band|tome?|jg)\b[\W_]*"),
    "issue": re.compile(r"(?:no|nr|n|issue|num(?:ber)?|heft|iss)\b[\W_]*"),
}
_PAGES_SAID = re.compile(r"\b(?:pp?|pages?|s|seiten?)\b\.?\s*+")
_ARXIV = re.compile(r"^arxiv\W*|\s+")
_NOT_LETTER = re.compile(r"[\W_]+")


def families(row: Row, role: str) -> tuple[str, ...]:
    """The family names of a row's authors or editors, in order, letters and digits only.

    >>> from refparse.train.gold import read_row
    >>> row = read_row('{"raw": "x", "fields": {"author": ["van der Berg, K. & Tay C.H."]}}', file="a", line=1)
    >>> families(row, "author")
    ('vanderberg', 'tay')
    """
    people = row["fields"].get(role, [])
    one = row["split"] or len(people) > 1
    found = (family for person in people for family in _families(person, one=one))
    return tuple(family for family in map(_letters, found) if family)


def _families(text: str, *, one: bool) -> list[str]:
    """Families and groups of a text; where it has neither, all that stands there is a name."""
    spans = split_spans(text, 0, len(text), one=one)
    named = [text[start:end] for part, start, end in spans if part != "given"]
    return named or [text[start:end] for _, start, end in spans[:1]]


def value(row: Row, field: str) -> str:
    """A field's value in the spelling by which two are compared; empty where nothing is stated.

    >>> from refparse.train.gold import read_row
    >>> row = read_row('{"raw": "x", "fields": {"pages": "pp. 153–60", "date": "May 1970"}}', file="a", line=1)
    >>> value(row, "pages"), value(row, "year"), value(row, "title")
    ('153-160', '1970', '')
    """
    if field in PEOPLE:
        return "|".join(families(row, field))
    stated = row["fields"].get(field) or (row["fields"].get("date") if field == "year" else "")
    return _SPELT.get(field, _plain)(stated) if isinstance(stated, str) and stated else ""


def _plain(text: str) -> str:
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES))
    return _bare(" ".join(folded.split()))


def _bare(text: str) -> str:
    """The text from its first letter or digit to its last."""
    # An expression for the marks at the end would be tried at every mark inside.
    inside = range(len(text))
    start = next((at for at in inside if text[at].isalnum()), len(text))
    end = next((at for at in reversed(inside) if text[at].isalnum()), -1)
    return text[start : end + 1]


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def _announced(field: str, text: str) -> str:
    """A value without the word that announces it, unless it is all there is."""
    spelt = _plain(text)
    said = _SAID_BEFORE[field].match(spelt)
    return (spelt[said.end() :] if said else "") or spelt


def _year(text: str) -> str:
    return find_year(unicodedata.normalize("NFKC", text)) or ""


def _pages(text: str) -> str:
    """Pages with a shortened last page written out."""
    spelt = _PAGES_SAID.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold()))
    found = _RANGE.search(spelt)
    if not found:
        return _plain(spelt)
    letters, first, tail, mark, last, end = found.groups()
    last = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    letters = letters or ""
    return f"{letters}{first}{tail}-{mark or letters}{last}{end}"


def first_page(pages: str) -> str:
    """The first page of pages that :func:`value` spelt.

    >>> first_page("153-160")
    '153'
    """
    return pages.partition("-")[0]


def agree(field: str, one: str, other: str) -> bool:
    """Whether two values of a field, as :func:`value` spelt them, count as one: of pages the first.

    >>> agree("pages", "153-160", "153"), agree("volume", "153-160", "153")
    (True, False)
    """
    return first_page(one) == first_page(other) if field == "pages" else one == other


def _doi(text: str) -> str:
    found = _DOI.search(text)
    return found[0].casefold().rstrip(".,;)]") if found else _plain(text)


_SPELT: Mapping[str, Callable[[str], str]] = {
    "year": _year,
    "pages": _pages,
    "doi": _doi,
    "arxiv": lambda text: _ARXIV.sub("", text.casefold()),
    "url": lambda text: text.casefold().strip(" .<>").removeprefix("http://").removeprefix("https://").rstrip("/"),
    **{field: partial(_announced, field) for field in _SAID_BEFORE},
}
