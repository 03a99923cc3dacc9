"""Records for the tests of the matching room, made in one line."""

from __future__ import annotations

from refparse.match.keys import blocking_keys
from refparse.match.verdicts import side, verdict
from refparse.pipeline.rules import load_rules
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


PAPER = work(
    "Calcinosis cutis in lupus of children",
    "Smith J, Brown K, Cho U",
    year=1998,
    container_title="Journal of Bones",
    volume="39",
    issue="4",
    page="527-533",
)


def sides(records):
    return {each.id: side(each) for each in records}


def judge(left, right):
    """The verdict of the shipped rules on two records that no string is known of."""
    return verdict(side(left), side(right), load_rules())


def pairs_that_meet(records):
    """Pairs of ids that share a blocking key, each once, in order."""
    keys = {each.id: set(blocking_keys(side(each).traits)) for each in records}
    return [(one, other) for one in sorted(keys) for other in sorted(keys) if one < other and keys[one] & keys[other]]


def test_the_factory_reads_names():
    assert people("de Souza RB, Kim M").names == (Name(family="de Souza", given="RB"), Name(family="Kim", given="M"))
