from __future__ import annotations

import pytest

from refparse.formats.keys import base_key, distinct
from refparse.normalize.keys import KEY
from refparse.work import Date, Name, Names, Work


def by(*names: Name) -> Names:
    return Names(names=names)


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (
            Work(author=by(Name(family="Tristano", given="AG")), issued=Date(year=2006), title="Calcinosis"),
            "tristano2006calcinosis",
        ),
        (Work(author=by(Name(particle="de", family="Souza")), title="The U1-RNP antibody"), "desouzau1"),
        (
            Work(author=by(Name(family="Łoś-Müller")), issued=Date(literal="2005b"), title="25 years"),
            "losmuller2005years",
        ),
        (Work(author=by(Name(literal="World Health Organization")), issued=Date(year=99)), "worldhealthorganization"),
        (Work(editor=by(Name(family="O’Donnell")), title="Der Fall"), "odonnellfall"),
        (Work(author=by(Name(family="李")), title="狼疮"), "work3f2a"),
        (Work(title="1984", issued=Date(year=1949)), "19841949"),
        (Work(title="The of"), "the"),
        (Work(author=by(Name(given="Madonna"))), "madonna"),
    ],
)
def test_keys_say_who_when_and_what(work, key):
    assert base_key(work, "3f2a") == key


def test_a_key_has_room_for_a_suffix():
    long = base_key(Work(author=by(Name(family="a" * 99)), issued=Date(year=2000), title="b" * 99), "")
    assert len(long) == 60
    assert KEY.fullmatch(f"{long}zzz")


def test_suffixes_never_meet_a_key_that_is_there():
    assert distinct(["kim", "kima", "kim", "kim"]) == ["kim", "kima", "kimb", "kimc"]
    assert distinct(["x"] * 28)[-1] == "xaa"
