"""Dates with labels, as publishers print them: "Received: 2 May 2004 / Accepted: 1 June 2004"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from refparse.normalize.dates import parse_date
from refparse.parse.pages.lines import Line, tidy
from refparse.work import Date

_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATED = re.compile(
    r"(?P<what>First [Oo]nline|Published [Oo]nline|Published|Received|Revised(?: version received)?|Accepted"
    r"|Issue [Dd]ate) *:? *"
    rf"(?P<date>[0-9]{{1,2}} +{_MONTH} +[0-9]{{4}}|{_MONTH} +[0-9]{{1,2}}, *[0-9]{{4}}|{_MONTH} +[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_LONGEST = 400
_LABEL = re.compile(r"(?:First [Oo]nline|Published(?: [Oo]nline)?|Received|Revised|Accepted|Issue [Dd]ate) *:?")
_WHAT = {
    "first": "published-online",
    "published": "published-online",
    "received": "submitted",
    "revised": "revised",
    "accepted": "accepted",
    "issue": "issue",
}


class Dated(NamedTuple):
    """What happened ("submitted", "issue" for the issue's own date), when, and where the page says so."""

    what: str
    date: Date
    start: int
    end: int


def labelled_dates(line: Line, following: Line | None) -> Iterator[Dated]:
    """The dates of a line that begins with a label; a label alone takes its date from the next line.

    >>> line = Line(0, 42, "Received: 2 May 2004 / Accepted: 1 June 2004", bullet=False)
    >>> [(d.what, d.date.iso) for d in labelled_dates(line, None)]
    [('submitted', '2004-05-02'), ('accepted', '2004-06-01')]
    """
    text, shift = line.text, line.start
    if following is not None and _LABEL.fullmatch(text):
        shift = following.start - len(text) - 1
        text = f"{text} {following.text}"
    if len(text) > _LONGEST or not _DATED.match(text):
        return
    for found in _DATED.finditer(text):
        if date := parse_date(tidy(found["date"])):
            what = _WHAT[found["what"].split()[0].lower()]
            yield Dated(what, date, shift + found.start("date"), shift + found.end("date"))
