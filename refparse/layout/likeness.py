"""How much a piece of text looks like a reference: points for what references have."""

from __future__ import annotations

import re
from functools import lru_cache

from refparse.layout.clean import UPPER

#: Small words a family name may begin with.
PARTICLE = r"(?:(?:de|da|dos|das|do|van|von|der|den|del|della|di|du|la|le|el|ten|ter|al|bin|ibn|af|st)[ -])"
# "Joey Kim, MD": degrees follow a comma, initials of "Bashyam MD" do not.
_DEGREE = r"(?!(?:MD|MS|MSC|DO|RN|PHD|MPH|MBBS|FRCP|II|USA|UK)\b)"
_WORD = rf"[{UPPER}][^\W0-9_]*+(?>(?:['’´`.-][^\W0-9_]++)*)"
_INITIALS = rf"(?:[{UPPER}](?:\.|\b|(?=[{UPPER}]))[ -]?){{1,4}}"

#: What follows the first person of an entry: the next one, the year, or the title.
_NEXT = r"(?:(?=[,;.:&(\[]|[ \xa0]{1,3}(?:[(&]|(?:and|et|und|y|e|i)\b|[12][0-9]{3}|Jr|[23][nr]d|I{2,3}\b))|$)"
_AUTHOR = re.compile(
    # Kim MS, or Kim, M. S.
    rf"(?:\W{{0,2}}{PARTICLE}{{0,3}}{_WORD}(?:[ -]{_WORD}){{0,2}}"
    rf"(?:,[ \xa0]{{0,3}}{_DEGREE}|[ \xa0]{{1,3}}){_INITIALS}{_NEXT}"
    # M. S. Kim
    rf"|\W{{0,2}}(?:[{UPPER}]\.[ -]?){{1,4}}{PARTICLE}{{0,3}}{_WORD}"
    # the same people again, as a dash
    r"|[-–—_]{2,8}[.,: ]"
    # a group, or names without initials, and the year
    rf"|(?![A-Z]{{1,2}}[, ])(?:(?:{_WORD}|for|of|and|the|on|de)[ &,]{{1,2}}){{1,8}}"
    r"(?:\([A-Z]{2,8}\)\s)?\((?:1[5-9]|20)[0-9]{2}[a-z]?\))"
)
_YEAR = re.compile(r"(?<![0-9./:-])(?:1[5-9]|20)[0-9]{2}[a-z]?(?![0-9-])")
_PAGES = re.compile(
    r"[0-9]\s?(?:\([^()]{1,24}\))?\s?[:,;]\s?(?:pp?\.?\s?)?[A-Za-z]{0,2}[0-9]{1,7}\s?[–‐‑−-]{1,2}\s?[A-Za-z]?[0-9]"
    r"|[0-9)](?:\([^()]{1,24}\))?:\s?[A-Za-z]{0,2}[0-9]"
    r"|\b[0-9]{1,4}, [A-Za-z]{0,3}[0-9]{1,8} \((?:19|20)[0-9]{2}"
)
_PP = re.compile(r"\bpp?\.?\s?[0-9]")
_DOI = re.compile(r"\b10\.[0-9]{4,9}(?:/|%2[Ff])")
_ID = re.compile(r"\b(?:PMID|PMCID|pmid|arXiv|ISBN)\b|https?://|\bwww\.")
_ET_AL = re.compile(r"\bet al\b")
_BOOK = re.compile(
    r"\bIn: |\b[Ee]d(?:s|itors?)?[.)]|\bPress\b|\bPubl(?:ish|\.)|\bProc(?:\.|eedings)|\bedn?\.|\b[Tt]hesis\b"
)
_JOURNAL = re.compile(rf"\b(?:J|Ann|Am|Br|Arch|Int|Clin|Eur|Acta|Rev|Med|Proc|Trans)\.? [{UPPER}][a-z]+")

#: From here on a piece of text is taken for a reference.
ENOUGH = 3
_LOOK = 1500
#: How much of that is looked for at the end of a longer text.
_TAIL = 500


@lru_cache(maxsize=1 << 14)
def _begins(head: str) -> bool:
    return _AUTHOR.match(head) is not None


def starts_like_entry(text: str) -> bool:
    """Whether a line begins as entries begin: with people, a dash for them, or a group and a year.

    >>> starts_like_entry("Kim MS, Choi KC."), starts_like_entry("Department of Dermatology, Seoul")
    (True, False)
    """
    return _begins(text[:160])


def points(text: str) -> int:
    """Points for people, year, pages, identifiers and the words of books; 3 make a reference.

    >>> points("Powell RJ (1974) Subcutaneous fat calcification. Proc R Soc Med 67:215–217")
    5
    >>> points("Servicio de Medicina InternaHospital Universitario de CaracasCaracasVenezuela")
    0

    Without a year, pages, an identifier or a book's words there are no points at all.
    """
    return _points(gist(text))


def gist(text: str, low: int = 0, high: int | None = None) -> str:
    """What tells of a stretch of text: all of it, or its beginning and its end where it is long.

    >>> len(gist("Kim A, " * 5000)), gist("Kim A. One. Lupus", 7, 11)
    (1501, 'One.')

    Behind thousands of authors the year and the pages stand at the end.
    """
    end = len(text) if high is None else high
    if end - low <= _LOOK:
        return text[low:end]
    return f"{text[low : low + _LOOK - _TAIL]} {text[end - _TAIL : end]}"


@lru_cache(maxsize=1 << 14)
def _points(head: str) -> int:
    found = 2 * (_PAGES.search(head) is not None) + 2 * (_DOI.search(head) is not None)
    found += sum(1 for pattern in (_YEAR, _PP, _ID, _BOOK) if pattern.search(head))
    if not found:
        return 0
    found += 2 * starts_like_entry(head)
    return found + (_ET_AL.search(head) is not None) + (_JOURNAL.search(head) is not None)


def complete(text: str) -> bool:
    """Whether an entry could end here: it has its year, and pages, an identifier or a closing stop.

    >>> complete("Kim MS. Calcinosis cutis in"), complete("Kim MS. Calcinosis. Lupus. 1999;8:456–461.")
    (False, True)
    """
    tail, body = text[-1:], gist(text)
    dated = _YEAR.search(body) is not None
    told = any(pattern.search(body) for pattern in (_PAGES, _DOI, _ID, _PP))
    return (dated or told) if tail in {".", "…"} else told and (tail.isalnum() or tail in {")", "]", "/"})
