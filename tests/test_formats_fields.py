from __future__ import annotations

import pytest

from refparse.formats.fields import Fields, date_of, tidy, work_of
from refparse.formats.people import person
from refparse.work import Date, Name, Names, Work


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smith, John A.", Name(family="Smith", given="John A.")),
        ("Smith, John A., Jr", Name(family="Smith", given="John A.", suffix="Jr")),
        ("Smith, Jr., John A.", Name(family="Smith", given="John A.", suffix="Jr.")),
        ("van der Berg, J", Name(family="Berg", given="J", particle="van der")),
        ("Behan L.", Name(family="Behan", given="L.")),
        ("Dos Santos H.B.", Name(family="Dos Santos", given="H.B.")),
        ("Pereda-Suberbiola X.", Name(family="Pereda-Suberbiola", given="X.")),
        ("Smith JA 3rd", Name(family="Smith", given="JA", suffix="3rd")),
        ("Jalil N.-E.", Name(family="Jalil", given="N.-E.")),
        ("Hugo Adams", Name(family="Adams", given="Hugo")),
        ("WHO", Name(family="WHO")),
        ("World Health Organization,", Name(literal="World Health Organization")),
        (
            "Expert Panel on Detection, Evaluation, and Treatment of High Cholesterol",
            Name(literal="Expert Panel on Detection, Evaluation, and Treatment of High Cholesterol"),
        ),
        ("Lupus Study Group", Name(literal="Lupus Study Group")),
        ("Wilson, Lauren N. (58975547800)", Name(family="Wilson", given="Lauren N.")),
        ("王, 小明", Name(family="王", given="小明")),
    ],
)
def test_names(text, name):
    assert person(text) == name


def test_nobody_and_others():
    said = Fields([("AU", "Kim S"), ("AU", "et al."), ("AU", "[No author name available]"), ("AU", "Anonymous")])
    work = work_of(said, {"author": "AU"})
    assert work.author == Names(names=(Name(family="Kim", given="S"),), et_al=True)
    assert work.extra == (("author", "[No author name available]"), ("author", "Anonymous"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", None),
        ("2016/13/40", Date(year=2016)),
        ("2016/02", Date(year=2016, month=2)),
        ("1990.0", Date(year=1990)),
        ("1998-1999", Date(year=1998, literal="1998-1999")),
        ("soon", Date(literal="soon")),
        ("2010 3rd Quarter", Date(year=2010, literal="2010 3rd Quarter")),
    ],
)
def test_dates(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("pairs", "stated", "extra"),
    [
        ([("D", "10.1000/1"), ("D", "10.1000/2")], {"DOI": "10.1000/1"}, (("DOI", "10.1000/2"),)),
        ([("D", "10.1016/j.jaad...."), ("D", "10.1000/2")], {"DOI": "10.1000/2"}, (("DOI", "10.1016/j.jaad"),)),
        ([("P", "123"), ("P", "124"), ("P", "odd")], {"PMID": "123"}, (("PMID", "124"), ("PMID", "odd"))),
        ([("S", "1234-5678; 1234-567X")], {"ISSN": "1234-5678"}, (("ISSN", "1234-567X"),)),
        ([("S", "none")], {}, (("ISSN", "none"),)),
        ([("S", "9780198526636")], {"ISBN": "9780198526636"}, ()),
    ],
)
def test_numbers(pairs, stated, extra):
    work = work_of(Fields(pairs), {"DOI": "D", "PMID": "P", "ISSN": "S"})
    assert {name: getattr(work, name) for name in work.stated() if name != "extra"} == stated
    assert work.extra == extra


@pytest.mark.parametrize(
    ("year", "dates", "iso"),
    [
        ("2010", ["SEP 22"], "2010-09-22"),
        ("2010", ["2011-01-01"], "2010"),
        ("2010 Sep", ["2010-09-22", "2010-10-01"], "2010-09-22"),
        ("", ["2010-09"], "2010-09"),
        ("", ["soon"], None),
        ("in press", ["2010"], "2010"),
    ],
)
def test_the_fuller_of_dates_that_agree(year, dates, iso):
    work = work_of(Fields([("Y", year), *(("D", text) for text in dates)]), {"year": "Y", "date": "D"})
    assert work.issued.iso == iso


def test_identifiers_of_other_programs():
    assert tidy(Work(DOI="10.1016/j.jaad...."))[0] == Work(doi_prefix="10.1016/j.jaad")
    work, repaired = tidy(Work(DOI="none"))
    assert (work, repaired) == (Work(extra=(("doi", "none"),)), ("not a DOI: none",))
    assert tidy(Work(PMID="PMID: 123"))[0].PMID == "123"
    assert tidy(Work(PMID="odd"))[0].PMID == "odd"
