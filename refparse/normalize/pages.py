"""Page ranges and article numbers, written out so that they can be compared."""

from __future__ import annotations

import re

_LABEL = re.compile(r"^(?:pp?|pages?|pgs?)(?:\.|\s)\s*+", re.IGNORECASE)
_DASHES = re.compile(r" ?[-‐‑‒–—―−]++ ?")
_PAGE = re.compile(r"([^\W\d_]{0,5})([0-9]{1,9})([^\W\d_]{0,2})")
_LETTER_DASH = re.compile(r"^([A-Za-z])[-–](?=[0-9])")
_PIECES = re.compile(r"[,;]\s*+")
#: As most are written; all the rest takes ten times as long.
_PLAIN = re.compile(r"([1-9][0-9]{0,8})(?:(?:--?|–)([1-9][0-9]{0,8}))?")
_ZEROS = re.compile(r"(?<![0-9])0++(?=[0-9])")


def _written_out(first: str, last: str) -> str:
    """The last page with what it borrows from the first."""
    head, tail = _PAGE.fullmatch(first), _PAGE.fullmatch(last)
    if head is None or tail is None:
        return last
    prefix, digits, suffix = tail.groups()
    if len(digits) < len(head[2]):
        digits = head[2][: len(head[2]) - len(digits)] + digits
    if (prefix and prefix.lower() != head[1].lower()) or int(digits) < int(head[2]):
        return last
    return f"{prefix or head[1]}{digits}{suffix or head[3]}"


def plain_range(text: str) -> tuple[str, str] | None:
    """Both ends as :func:`page_range` gives them, where the text is nothing but numbers.

    >>> plain_range("2679-84"), plain_range("17"), plain_range("pp. 17")
    (('2679', '2684'), ('17', '17'), None)
    """
    range_ = _PLAIN.fullmatch(text)
    if range_ is None:
        return None
    first, last = range_[1], range_[2] or range_[1]
    whole = first[: max(0, len(first) - len(last))] + last
    return first, whole if int(whole) >= int(first) else last


def page_range(text: str) -> tuple[str, str]:
    """The first and the last page, the last one in full; a single page is both.

    >>> page_range("2679-84"), page_range("iii32-5"), page_range("128S–132S")
    (('2679', '2684'), ('iii32', 'iii35'), ('128S', '132S'))
    >>> page_range("e0200721")
    ('e0200721', 'e0200721')

    A last page that would come before the first stays as typed, and so does anything
    that is no number ("xi–xv"). Of several ranges ("12–14, 20") the first counts.
    """
    if plain := plain_range(text):
        return plain
    # PubMed shortens, Springer does not: both must be long to be compared.
    whole = _LETTER_DASH.sub(r"\1", _LABEL.sub("", " ".join(text.split())).rstrip("."))
    ends = _DASHES.split(_PIECES.split(whole, maxsplit=1)[0], maxsplit=1)
    first = ends[0]
    if first and len(ends) > 1 and ends[1]:
        return first, _written_out(first, ends[1])
    return first, first


def first_page(text: str) -> str:
    """The first page as a key: small letters, no leading zeros.

    >>> first_page("S-1178"), first_page("e0200721"), first_page("2679-84")
    ('s1178', 'e200721', '2679')
    """
    return _ZEROS.sub("", page_range(text)[0].lower().replace(" ", ""))


def last_page(text: str) -> str:
    """The last page as a key, written out.

    >>> last_page("2679-84")
    '2684'
    """
    return _ZEROS.sub("", page_range(text)[1].lower().replace(" ", ""))
