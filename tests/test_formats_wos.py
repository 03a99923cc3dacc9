from __future__ import annotations

from library_tools import found, one, people, works

from refparse.formats.entries import Outside
from refparse.formats.wos import read

PLAIN = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Sampson, SD
   Loewen, MA
AF Sampson, Scott D.
   Loewen, Mark A.
CA Utah Dinosaur Group
TI New Horned Dinosaurs from Utah Provide Evidence for
   Intracontinental Endemism
SO PLOS ONE
LA English
DT Article
DE horned dinosaur; endemism
ID FACIES; BODY-SIZE
AB Filler.
SN 1932-6203
EI 1932-6204
J9 PLOS ONE
JI PLoS One
PD SEP 22
PY 2010
VL 5
IS 9
AR e12292
DI 10.1371/journal.pone.0012292
CR Adams D, 1999, J PALEONTOL, V73, P1
   Brown B, 1914, AM MUS NOVIT, V1, P1
UT WOS:000282053100002
PM 20877459
ER

PT S
AU Kim, S
BE Lee, J
TI Calcinosis
SO SKIN MEETINGS
SE Lecture Notes
DT Proceedings Paper
BP 17
EP 22
PY 1990
UT WOS:A1990
ER

EF"""


def test_tagged_text():
    items = found(read, PLAIN)
    article, paper = (item for item in items if not isinstance(item, Outside))
    assert [item.text for item in items if isinstance(item, Outside)][1:] == ["VR 1.0", "EF"]
    work = article.work
    assert people(work.author) == ["Sampson, Scott D.", "Loewen, Mark A.", "Utah Dinosaur Group"]
    assert work.title.endswith("Evidence for Intracontinental Endemism")
    assert (work.type, work.page, work.PMID, work.issued.iso) == ("article-journal", "e12292", "20877459", "2010-09-22")
    assert work.keyword == ("horned dinosaur", "endemism", "FACIES", "BODY-SIZE")
    assert (work.ISSN, work.DOI) == ("1932-6203", "10.1371/journal.pone.0012292")
    assert [text for name, text in work.extra if name == "CR"] == [
        "Adams D, 1999, J PALEONTOL, V73, P1",
        "Brown B, 1914, AM MUS NOVIT, V1, P1",
    ]
    assert ("ISSN", "1932-6204") in work.extra
    assert (article.key, dict(work.extra)["accession"]) == ("WOS:000282053100002", "WOS:000282053100002")
    assert (paper.work.type, paper.work.collection_title, paper.work.page) == (
        "paper-conference",
        "Lecture Notes",
        "17-22",
    )
    assert people(paper.work.editor) == ["Lee, J"]
    assert ("PT", "S") in paper.work.extra


def test_books_and_short_names_that_do_not_match_the_full_ones():
    work = one(read, "PT B\nAU Kim, S\n   Lee, J\nAF Kim, Sue\nTI Lupus\nSO SKIN\nDT Book Chapter\nER").work
    assert work.type == "chapter"
    assert people(work.author) == ["Kim, S", "Lee, J"]
    assert ("AF", "Kim, Sue") in work.extra
    assert one(read, "PT B\nAU Kim, S\nTI Lupus\nER").work.type == "book"


def test_the_tab_separated_export_has_the_same_tags_and_quotes_nothing():
    rows = [
        ["PT", "AU", "AF", "TI", "SO", "DE", "PY", "VL", "BP", "EP", "DI", "UT", "ZZ"],
        [
            "J",
            "Kim, S; Lee, J",
            "Kim, Sue; Lee, Joe",
            '"Lupus" and skin',
            "SKIN",
            "a; b",
            "1990",
            "3",
            "7",
            "9",
            "10.1000/182",
            "WOS:1",
            "odd",
        ],
    ]
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    for encoded in (text.encode("utf-16"), text.encode("utf-8-sig")):
        [work] = works(encoded)
        assert people(work.author) == ["Kim, Sue", "Lee, Joe"]
        assert (work.title, work.page, work.keyword) == ('"Lupus" and skin', "7-9", ("a", "b"))
        assert work.extra == (("accession", "WOS:1"), ("ZZ", "odd"))
