"""What readers of library files give out, record by record: read, refused, or a line outside any record."""

from __future__ import annotations

from typing import NamedTuple

from refparse.work import Work


class Read(NamedTuple):
    """A record that was read."""

    #: Number of its first line in the file, from 1.
    line: int
    #: As it stands in the file.
    text: str
    #: What the file calls it: a cite key, an accession number; may be empty.
    key: str
    work: Work
    #: What had to be mended, in words.
    repaired: tuple[str, ...] = ()


class Refused(NamedTuple):
    """A record that was not read, and why."""

    line: int
    text: str
    reason: str


class Outside(NamedTuple):
    """A line that belongs to no record."""

    line: int
    text: str


Found = Read | Refused | Outside

TOO_LONG = "longer than any record is; the end of one is missing"
SAYS_NOTHING = "it names no work: no title, no name, no number"
_NAMING = ("title", "author", "DOI", "PMID", "editor", "container_title", "PMCID", "arXiv", "ISBN", "URL")


def stated(read: Read) -> Read | Refused:
    """The record, refused where it names no work at all.

    >>> stated(Read(7, "TY  - JOUR", "", Work(type="book"))).reason
    'it names no work: no title, no name, no number'
    """
    if any(getattr(read.work, name) for name in _NAMING):
        return read
    return Refused(read.line, read.text, SAYS_NOTHING)
