from __future__ import annotations

import pytest
from library_tools import found, one, people, refusals

from refparse.formats.entries import SAYS_NOTHING, Outside, Read
from refparse.formats.ris import read
from refparse.work import Date

COCHRANE = """Record #3 of 18
Provider: John Wiley & Sons, Ltd.
Content: text/plain; charset="UTF-8"

TY  -  JOUR
AN  -  CN-00778158
AU  -  Bywater, T
AU  -  Hutchings, J
TI  -  The Incredible Years Therapeutic Dinosaur Programme: study protocol
JA  -  Trials
PY  -  2011
VL  -  12
SP  -  39
C3  -  PUBMED 21314913,EMBASE 643589775
M3  -  Journal article
KW  -  Child, Preschool
DO  -  10.1186/1745-6215-12-39
ER  -


Record #4 of 18

TY  -  JOUR
TI  -  Time to transfer
SP  -  1279‐1297
ER  -
"""

EMBASE = """TY  - JOUR
M3  - Erratum
Y1  - 2024
VL  - 14
IS  - 1
SP  - 14316
SN  - 2045-2322
SN  - 1932-8486
JF  - Scientific reports
JO  - Sci Rep
UR  - https://www.embase.com/search/results?subaction=viewrecord&id=L644585435&from=export
U2  - L644585435
C5  - 38906957
DB  - Medline
L2  - http://dx.doi.org/10.1038/s41598-024-65283-y
DO  - 10.1038/s41598-024-65283-y
A1  - Troiano, L.P.
A1  - Dos Santos, H.B.
T1  - Erratum: Author Correction: A remarkable assemblage of petroglyphs
LA  - English
N2  - Filler.
ER  -
"""

OVID = """2.
TY  - JOUR
DB  - APA PsycInfo <2021>
ID  - 2021-94054-001
DO  - https://dx.doi.org/10.1186/s11689-021-09396-9
T1  - DINOSAUR: An integrated treatment for anxiety.
A1  - Keefer, Amy
A1  - Vasa, Roma A
A2  - Achenbach, T., Rescorla, L., Achenbach
Y1  - 2021//
JF  - Journal of Neurodevelopmental Disorders
VL  - 13
CY  - United Kingdom
PB  - BioMed Central Limited
ER  -
"""

ENDNOTE = """TY  - JOUR
AB  - First line of filler.
Second line; ER positive and AU - nothing.
AU  - Adams, Hugo J. A.
AU  - World Health Organization,
DA  - 2016/03/02
DO  - 10.1007/s00277-016-2619-9
KW  - Autologous stem cell transplantation
FDG-PET
Hodgkin lymphoma
PY  - 2016
SN  - 14320584
09395555
SP  - 695-706
ST  - Prognostic value of pretransplant FDG-PET
T2  - Annals of hematology
TI  - Prognostic value of pretransplant FDG-PET
UR  - http://dspace.library.uu.nl/handle/1874/342747
https://www.ncbi.nlm.nih.gov/pubmed/26931115
C2  - PMC3374120
ID  - 16
ER  - """

WOS = """TY  - JOUR
AU  - Sampson, SD
TI  - New Horned Dinosaurs from Utah
T2  - PLOS ONE
AB  - Background: filler.
   Methodology: more filler.
J9  - PLOS ONE
JI  - PLoS One
DA  - SEP 22
PY  - 2010
VL  - 5
IS  - 9
C7  - e12292
WE  - Arts &amp; Humanities Citation Index (A&amp;HCI)
AN  - WOS:000282053100002
ER  -

"""


def test_cochrane_writes_two_blanks_and_a_heading_before_each_record():
    heading, *others = found(read, COCHRANE)
    records = [item for item in others if isinstance(item, Read)]
    assert heading == Outside(1, "Record #3 of 18")
    assert [item.line for item in others if isinstance(item, Outside)] == [2, 3, 21]
    work = records[0].work
    assert (work.type, work.PMID, work.container_title, work.page) == ("article-journal", "21314913", "Trials", "39")
    assert dict(work.extra)["accession"] == "CN-00778158"
    assert dict(work.extra)["C3"] == "PUBMED 21314913,EMBASE 643589775"
    assert work.keyword == ("Child, Preschool",)
    assert (records[1].line, records[1].work.page) == (23, "1279‐1297")


def test_embase_puts_the_pubmed_number_under_c5():
    record = one(read, EMBASE)
    work = record.work
    assert (record.key, work.PMID, work.DOI) == ("L644585435", "38906957", "10.1038/s41598-024-65283-y")
    assert people(work.author) == ["Troiano, L.P.", "Dos Santos, H.B."]
    assert (work.container_title, work.ISSN, work.abstract) == ("Scientific reports", "2045-2322", "Filler.")
    extra = dict(work.extra)
    assert (extra["container-title-short"], extra["genre"], extra["source"]) == ("Sci Rep", "Erratum", "Medline")
    assert ("ISSN", "1932-8486") in work.extra
    assert ("L2", "http://dx.doi.org/10.1038/s41598-024-65283-y") in work.extra


def test_ovid_numbers_its_records_and_lists_whom_they_cite_as_second_authors():
    assert isinstance(found(read, OVID)[0], Outside)
    work = one(read, OVID).work
    assert work.issued == Date(year=2021)
    assert work.DOI == "10.1186/s11689-021-09396-9"
    assert not work.editor
    assert ("A2", "Achenbach, T., Rescorla, L., Achenbach") in work.extra
    assert (work.publisher, work.publisher_place) == ("BioMed Central Limited", "United Kingdom")


def test_endnote_writes_further_values_on_lines_without_a_tag():
    work = one(read, ENDNOTE).work
    assert work.keyword == ("Autologous stem cell transplantation", "FDG-PET", "Hodgkin lymphoma")
    assert work.abstract == "First line of filler. Second line; ER positive and AU - nothing."
    assert people(work.author) == ["Adams, Hugo J. A.", "World Health Organization"]
    assert work.author.names[1].is_group
    assert (work.issued.iso, work.page, work.ISSN) == ("2016-03-02", "695-706", "14320584")
    assert (work.PMID, work.PMCID) == ("26931115", "PMC3374120")
    assert "title-short" not in dict(work.extra)


def test_web_of_science_wraps_lines_and_splits_dates():
    record = one(read, WOS)
    work = record.work
    assert (record.key, record.repaired) == ("WOS:000282053100002", ())
    assert work.abstract == "Background: filler. Methodology: more filler."
    assert (work.issued.iso, work.page, work.container_title) == ("2010-09-22", "e12292", "PLOS ONE")
    assert ("WE", "Arts & Humanities Citation Index (A&HCI)") in work.extra


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["T1  - Lupus", "TI  - Lupus"], "title", "Lupus"),
        (["SP  - 2679", "EP  - 84"], "page", "2679-84"),
        (["SP  - 17", "EP  - 17"], "page", "17"),
        (["SP  - 17-22", "EP  - 22"], "page", "17-22"),
        (["EP  - 22"], "page", "22"),
        (["Y1  - 2011/03//Spring"], "issued", Date(year=2011, month=3, literal="Spring")),
        (["PY  - 2011", "DA  - 2010/11/18"], "issued", Date(year=2011)),
        (["PY  - 2011", "Y1  - 2011/03/14"], "issued", Date(year=2011, month=3, day=14)),
        (["PY  - in press"], "issued", Date(literal="in press")),
        (["PY  - c1998"], "issued", Date(year=1998, literal="c1998")),
        (["DO  - 10.1016/j.jaad...."], "doi_prefix", "10.1016/j.jaad"),
        (["DO  - 10.1000/182", "DO  - 10.1000/182"], "DOI", "10.1000/182"),
        (["SN  - 978-0-19-852663-6"], "ISBN", "978-0-19-852663-6"),
        (["SN  - 1741-7015 (electronic)"], "ISSN", "1741-7015"),
        (["AN  - 12345678", "DB  - Ovid MEDLINE(R)"], "PMID", "12345678"),
        (["ID  - 12345678", "DB  - Ovid MEDLINE(R)"], "PMID", "12345678"),
        (["ID  - 16", "DB  - Medline"], "PMID", None),
        (["AN  - 12345678"], "PMID", None),
    ],
)
def test_fields(lines, field, value):
    record = one(read, "\n".join(["TY  - JOUR", "TI  - Lupus", *lines, "ER  - "]))
    assert getattr(record.work, field) == value


@pytest.mark.parametrize(
    ("ty", "kind", "container", "series", "editors"),
    [
        ("JOUR", "article-journal", "Within", None, 1),
        ("CHAP", "chapter", "Within", None, 2),
        ("CPAPER", "paper-conference", "Within", None, 2),
        ("BOOK", "book", None, "Within", 2),
        ("THES", "thesis", None, "Within", 2),
        ("XYZ", None, "Within", None, 1),
    ],
)
def test_what_stands_around_a_title_depends_on_the_type(ty, kind, container, series, editors):
    work = one(read, f"TY  - {ty}\nTI  - Lupus\nT2  - Within\nED  - Kim S\nA2  - Lee J\nER  - ").work
    assert (work.type, work.container_title, work.collection_title) == (kind, container, series)
    assert len(work.editor) == editors
    assert (("TY", ty) in work.extra) == (ty == "XYZ")


def test_a_type_that_stands_for_another_is_kept():
    assert ("TY", "ABST") in one(read, "TY  - ABST\nTI  - Lupus\nER  - ").work.extra


def test_nothing_is_lost_when_ends_and_beginnings_are_missing():
    text = (
        "TY  - JOUR\nTI  - One\n\nTY  - JOUR\nTI  - Two\nER  - \nAU  - Kim, S\nTI  - Three\nER  - \n"
        "TY  - JOUR\nTI  - Four"
    )
    records = found(read, text)
    assert [(item.work.title, item.line, item.repaired) for item in records] == [
        ("One", 1, ("no end line",)),
        ("Two", 4, ()),
        ("Three", 7, ("its first line is missing",)),
        ("Four", 10, ("no end line",)),
    ]
    assert records[0].text == "TY  - JOUR\nTI  - One"


def test_text_that_looks_like_a_tag_is_text():
    text = "TY  - JOUR\nTI  - Receptors\nAB  - Tumours were\nER - positive in\nER  - many women\nAU of them\nER  - \n"
    assert one(read, text).work.abstract == "Tumours were ER - positive in ER  - many women AU of them".replace(
        "  ", " "
    )


def test_one_blank_before_the_hyphen_will_do_where_the_whole_record_has_it():
    assert one(read, "TY - JOUR\nTI - Lupus\nER -").work.title == "Lupus"


def test_a_record_that_names_nothing_is_refused_with_its_line():
    assert refusals(found(read, "\nTY  - JOUR\nVL  - 3\nER  - ")) == [(2, SAYS_NOTHING)]


def test_a_record_without_end_is_refused_before_it_fills_memory():
    lines = ((n, "TY  - JOUR" if n == 1 else "AB  - " + "x" * 999_000) for n in range(1, 9))
    [refused, *rest] = read(lines)
    assert refused.reason.startswith("longer than any record")
    assert all(isinstance(item, Outside) for item in rest)


def test_what_is_no_doi_is_kept_and_told():
    record = one(read, "TY  - JOUR\nTI  - Lupus\nDO  - see the journal\nER  - ")
    assert (record.work.DOI, record.repaired) == (None, ("not a DOI: see the journal",))
    assert ("DOI", "see the journal") in record.work.extra


def test_long_texts_of_many_lines_are_read_in_linear_time():
    lines = ["TY  - JOUR", "TI  - Lupus", "AB  - x", *["word " * 5] * 100_000, "ER  - "]
    assert len(one(read, "\n".join(lines)).work.abstract) > 2_000_000
