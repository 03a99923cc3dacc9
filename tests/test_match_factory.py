"""Records for the tests of the matching room, made in one line."""

from __future__ import annotations

from refparse.reference import Record
from refparse.work import Date, Name, Names, Work


def people(text, *, et_al=False):
    """Names out of "Nomura M, Okada N" or "Tristano/Antonio G."."""
    pairs = [entry.rpartition(" ") if "/" not in entry else entry.partition("/") for entry in text.split(", ") if entry]
    return Names(names=tuple(Name(family=family, given=given) for family, _, given in pairs), et_al=et_al)


def work(title=None, author="", *, et_al=False, year=None, **stated):
    issued = Date(year=year) if year else None
    return Work(title=title, author=people(author, et_al=et_al), issued=issued, **stated)


def record(id_, of, origin="reference"):
    return Record(id=id_, work=of, origin=origin, origin_id=id_, document_id="page")


def test_the_factory_reads_names():
    assert people("de Souza RB, Kim M").names == (Name(family="de Souza", given="RB"), Name(family="Kim", given="M"))
