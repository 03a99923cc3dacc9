from __future__ import annotations

import pytest
from library_tools import found, people, works

from refparse.formats.entries import Outside
from refparse.formats.ovid import read

EMBASE = """<3001. >
VN  - Ovid Technologies
DB  - Embase
UI  - 621381829
TI  - Quality of life in patients with primary ciliary dyskinesia: A systematic review.
SO  - BMC Proceedings. Conference: 2nd BEAT-PCD Conference. 12 (Supplement 3) (no pagination), 2018. Date: 2018.
AU  - Behan L.
AU  - Lucas J.S.
IN  - (Behan) NIHR Southampton Biomedical Research Centre, Southampton
      (Lucas) School of Applied Psychology, Cork
AB  - Background: filler.
Method(s): more filler.
IS  - 1753-6561
DO  - http://dx.doi.org/10.1186/s12919-018-0099-8
LG  - English
PT  - Conference Abstract
YR  - 2018

<3002. >
DB  - Embase
UI  - 621381823
TI  - Development of a method.
"""


def test_embase():
    first, second = found(read, EMBASE)
    work = first.work
    assert (first.line, first.key, second.line) == (1, "621381829", 19)
    assert people(work.author) == ["Behan, L.", "Lucas, J.S."]
    assert (work.container_title, work.volume, work.issue, work.page) == ("BMC Proceedings", "12", "Supplement 3", None)
    assert (work.DOI, work.ISSN, work.issued.year) == ("10.1186/s12919-018-0099-8", "1753-6561", 2018)
    assert work.abstract == "Background: filler. Method(s): more filler."
    assert ("genre", "Conference Abstract") in work.extra
    assert len([text for name, text in work.extra if name == "SO"]) == 1
    assert work.PMID is None


@pytest.mark.parametrize(
    ("source", "journal", "numbers", "date"),
    [
        ("Lancet. 373(9657):12-8, 2009 Jan 3.", "Lancet", ("373", "9657", "12-8"), "2009-01-03"),
        ("Proc R Soc Med. 67:215-7, 1974 Mar.", "Proc R Soc Med", ("67", None, "215-7"), "1974-03"),
        ("Trials. 12 (pp 39-45), 2011. Date of Publication: 11 Feb 2011.", "Trials", ("12", None, "39-45"), "2011"),
        ("Skin. In press.", "Skin", (None, None, None), None),
    ],
)
def test_the_source_line(source, journal, numbers, date):
    [work] = works(f"<1>\nDB  - Ovid MEDLINE(R)\nUI  - 19101234\nTI  - Lupus.\nSO  - {source}\n")
    assert (work.container_title, (work.volume, work.issue, work.page)) == (journal, numbers)
    assert (work.issued.iso if work.issued else None) == date
    assert work.PMID == "19101234"


def test_columns_under_the_same_tags():
    [work] = works(
        'VN,DB,UI,AU,TI,SO,PT\nOvid,Embase,62,"Behan L.\nLucas J.S.",Lupus,"Skin. 3:7-9, 1990 Mar.",Book chapter\n'
    )
    assert people(work.author) == ["Behan, L.", "Lucas, J.S."]
    assert (work.type, work.volume) == ("chapter", "3")


def test_what_stands_before_the_first_record():
    assert found(read, "Database: Embase\n<1>\nTI  - Lupus")[0] == Outside(1, "Database: Embase")
