"""Page records of the five kinds of page; prose is filler, layouts are what the sites print."""

import json
from pathlib import Path

import pytest

from refparse.parse.header import read_header
from refparse.reference import Document, ListRegion, PageRecord

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def read(text: str, region: ListRegion | None = None) -> PageRecord:
    record = read_header(Document(id="d", text=text, source="<text>"), region)
    for field in record.fields:
        assert field.text == "".join(text[start:end] for start, end in field.spans)
        assert field.value
    assert {field.name for field in record.fields} == set(record.work.stated()) - {"type"}
    return record


def facts(record: PageRecord) -> tuple[str | None, ...]:
    work = record.work
    year = str(work.issued.year) if work.issued else None
    return work.container_title, year, work.volume, work.issue, work.page, work.DOI


def people(record: PageRecord) -> list[tuple[str, str | None, str | None]]:
    return [(name.printed_family, name.given, name.suffix) for name in record.work.author.names]


# PubMed

PUBMED = """Format: Abstract

Send to

{citation}

[Calcinosis in lupus: a question].

[Article in French]

Mallory M1, Johnson AB Jr2, van der Berg C1,3, Lupus Study Group.

Author information

1
    Dept of X, City, Land.
2
    Dept of B, City.

Abstract

BACKGROUND:

Filler. See PMID: 1 for more.

KEYWORDS:

lupus; calcinosis

PMID:
    12345678
PMCID:
    PMC123456
[Indexed for MEDLINE]
Comment in
    J Rheumatol. 2006 Jan;33(1):1-2.
"""


@pytest.mark.parametrize(
    ("citation", "wanted"),
    [
        (
            "J Med Case Rep. 2017 Aug 31;11(1):245. doi: 10.1186/s13256-017-1418-4.",
            ("J Med Case Rep", "2017", "11", "1", "245", "10.1186/s13256-017-1418-4"),
        ),
        ("Lupus. 1999;8(6):456-61.", ("Lupus", "1999", "8", "6", "456-61", None)),
        (
            "1: Clin Exp Rheumatol. 2006 Jan-Feb;24(1 Suppl 40):S9-13.",
            ("Clin Exp Rheumatol", "2006", "24", "1 Suppl 40", "S9-13", None),
        ),
        (
            "Rheumatology (Oxford). 2009 Jun;48 Suppl 3:iii32-5. doi: 10.1093/rheumatology/kep102. Epub 2009 Apr 2.",
            ("Rheumatology (Oxford)", "2009", "48", "Suppl 3", "iii32-5", "10.1093/rheumatology/kep102"),
        ),
        (
            "BMJ Case Rep. 2012 Nov 27;2012. pii: bcr2012007301. doi: 10.1136/bcr-2012-007301.",
            ("BMJ Case Rep", "2012", "2012", None, None, "10.1136/bcr-2012-007301"),
        ),
        ("Am J Med Sci. 2013 Sep 4. [Epub ahead of print]", ("Am J Med Sci", "2013", None, None, None, None)),
        (
            "Dermatol Online J. 2015 Jan 15;21(3). pii: 13030/qt3x00x1x1.",
            ("Dermatol Online J", "2015", "21", "3", None, None),
        ),
        (
            "Lupus Sci Med. 2014 Mar 1;3:e000432. eCollection 2014.",
            ("Lupus Sci Med", "2014", "3", None, "e000432", None),
        ),
        ("J Am Acad Dermatol. 2012 Mar;66(3):424.e1-9.", ("J Am Acad Dermatol", "2012", "66", "3", "424.e1-9", None)),
        ("Chest. 2009 Nov;136(5 Suppl):128S-132S. Review.", ("Chest", "2009", "136", "5 Suppl", "128S-132S", None)),
        ("J Hand Surg [Br]. 1994 Oct;19(5):638-41.", ("J Hand Surg [Br]", "1994", "19", "5", "638-41", None)),
        ("J Rheumatol. 2012 Dec-2013 Jan;40(1):1-4; quiz 5.", ("J Rheumatol", "2012", "40", "1", "1-4", None)),
        (
            "Science. 2010 Jan 8;327(5962):217-20. doi: 10.1126/science.1176827. Epub 2009 Nov\n19.",
            ("Science", "2010", "327", "5962", "217-20", "10.1126/science.1176827"),
        ),
    ],
)
def test_pubmed_citation_lines(citation, wanted):
    record = read(PUBMED.format(citation=citation))
    assert facts(record) == wanted
    assert record.kind == "pubmed"
    assert record.work.title == "[Calcinosis in lupus: a question]"
    assert people(record) == [
        ("Mallory", "M", None),
        ("Johnson", "AB", "Jr"),
        ("van der Berg", "C", None),
        ("Lupus Study Group", None, None),
    ]
    assert (record.work.PMID, record.work.PMCID) == ("12345678", "PMC123456")
    assert record.work.keyword == ("lupus", "calcinosis")
    assert record.affiliations == (("1", "Dept of X, City, Land."), ("2", "Dept of B, City."))


def test_pubmed_epub_dates():
    record = read(PUBMED.format(citation="Lupus. 2009 Jun;48:1-2. Epub 2008 Apr 2."))
    assert [(what, date.iso) for what, date in record.dates] == [("published-online", "2008-04-02")]
    assert record.work.issued.iso == "2009-06"
    ahead = read(PUBMED.format(citation="Am J Med Sci. 2013 Sep 4. [Epub ahead of print]"))
    assert [(what, date.iso) for what, date in ahead.dates] == [("published-online", "2013-09-04")]


def test_pubmed_since_2020():
    record = read("""Case Reports

Lupus

    Actions
        Search in PubMed
        Search in NLM Catalog
        Add to Search

. 1999 Mar 1;8(6):456-61.
 doi: 10.1191/096120399678840783.
Does calcification go away?
J Okada\u00a0 1 , Manuel García López, Antonio G Tristano 2 3, R B de Souza, F P Quismorio Jr
Affiliations

    1 Department of Medicine, A University, City, Japan.
    2 Another place, City.

    PMID: 10483033 DOI: 10.1191/096120399678840783

Abstract
Filler.
Keywords: lupus; calcinosis.
Similar articles
    Another title.
    Smith A. Lupus. 2001;8(6):4-6. doi: 10.1000/x. PMID: 111
""")
    assert facts(record) == ("Lupus", "1999", "8", "6", "456-61", "10.1191/096120399678840783")
    assert record.work.title == "Does calcification go away?"
    assert record.article_type == "Case Reports"
    assert [family for family, _, _ in people(record)] == ["Okada", "López", "Tristano", "de Souza", "Quismorio"]
    assert record.work.author.names[3].particle == "de"
    assert record.work.PMID == "10483033"
    assert record.work.keyword == ("lupus", "calcinosis")


def test_pubmed_without_title_or_authors():
    nothing = read("Send to\nLupus. 1999;8(6):456-61.\nAuthor information\nDivision of X, City.\nAbstract\nFiller.\n")
    assert (nothing.work.title, people(nothing)) == (None, [])
    assert nothing.affiliations == (("1", "Division of X, City."),)
    no_title = read("Send to\nLupus. 1999;8(6):456-61.\nOkada J, Nomura M.\nAbstract\nFiller.\n")
    assert (no_title.work.title, len(no_title.work.author)) == (None, 2)
    two_lines = read("Lupus. 1999;8(6):456-61.\n\nA title that was\nbroken over lines.\n\nOkada J,\nNomura M.\n")
    assert (two_lines.work.title, len(two_lines.work.author)) == ("A title that was broken over lines", 2)


# SpringerLink

OLD_FOOT = """
Copyright information

© Some Journal 2005

Authors and Affiliations

  • Antonio G. Tristano
    • 1
    • 2
  1. 1.Servicio de MedicinaHospital CentralCaracasVenezuela
  2. 2.MiamiUSA
"""
BULLETS = """  • Antonio\u00a0G.\u00a0Tristano
    • 1
    Email authorView ORCID ID profile
  • Rui de Souza Jr.
  • Lupus Study Group
"""


@pytest.mark.parametrize(
    ("anchor", "wanted"),
    [
        (
            "Clinical Rheumatology\n\nJanuary 2006, Volume 25, Issue\u00a01, pp 70–74| Cite as",
            ("Clinical Rheumatology", "2006", "25", "1", "70–74", None),
        ),
        (
            "Clinical Rheumatology\n\n, Volume 25, Issue\u00a01, pp 70–74 | Cite as",
            ("Clinical Rheumatology", None, "25", "1", "70–74", None),
        ),
        (
            "BMC Rheumatology\nDecember 2015, 15:123 | Cite as",
            ("BMC Rheumatology", "2015", "15", None, "123", None),
        ),
        (
            "Lupus Research\n, Volume 46, Issue 11 Suppl 1, pp 1–10 | Cite as",
            ("Lupus Research", None, "46", "11 Suppl 1", "1–10", None),
        ),
        (
            "Rheumatology International\n, Volume 34, Supplement 2, pp S70–S76 | Cite as",
            ("Rheumatology International", None, "34", "Supplement 2", "S70–S76", None),
        ),
        (
            "Clinical Rheumatology, February 2006, Volume 25, Issue 1–2, pp 70-74",
            ("Clinical Rheumatology", "2006", "25", "1–2", "70-74", None),
        ),
    ],
)
def test_springer_to_2019(anchor, wanted):
    record = read(f"{anchor}\n\nCalcinosis Cutis\n\n{BULLETS}Case Report\nFirst Online: 12 May 2005\n{OLD_FOOT}")
    assert facts(record) == wanted
    assert (record.kind, record.work.title, record.article_type) == ("springer", "Calcinosis Cutis", "Case Report")
    assert people(record) == [
        ("Tristano", "Antonio G.", None),
        ("de Souza", "Rui", "Jr."),
        ("Lupus Study Group", None, None),
    ]
    assert record.affiliations == (
        ("1", "Servicio de Medicina, Hospital Central, Caracas, Venezuela"),
        ("2", "Miami, USA"),
    )
    assert [(what, date.iso) for what, date in record.dates] == [
        ("published-online", "2005-05-12"),
        ("copyright", "2005"),
    ]


def test_springer_title_above_and_own_citation():
    record = read("""Calcinosis cutis universalis in a patient
Clinical Rheumatology
, Volume 25, Issue 1, pp 70–74 | Cite as
  • Antonio G. TristanoAffiliated withServicio de Medicina Email author
  • , José L. Villarroel
Original Article
Received: 2 November 2004 / Revised: 20 January 2005
Accepted
20 February 2005

Abstract

Filler (2004) 12.

Keywords
Calcinosis cutis\u00a0Leg ulcers\u00a0Lupus\u00a0
About this article
Cite this article as:
    Tristano, A.G. et al. Clin Rheumatol (2006) 25: 70. doi:10.1007/s10067-005-1122-3
""")
    assert facts(record) == ("Clinical Rheumatology", "2006", "25", "1", "70–74", "10.1007/s10067-005-1122-3")
    assert record.work.title == "Calcinosis cutis universalis in a patient"
    assert [family for family, _, _ in people(record)] == ["Tristano", "Villarroel"]
    assert record.work.keyword == ("Calcinosis cutis", "Leg ulcers", "Lupus")
    assert dict(record.dates)["accepted"].iso == "2005-02-20"


NEW_FOOT = """
    12 Citations

Abstract
Filler.

Keywords
    Lupus
    Calcinosis

Author information
Authors and Affiliations

    Servicio de Medicina, Caracas, Venezuela
    Antonio G. Tristano

Corresponding author

About this article
Cite this article

Tristano, A.G. et al. Calcinosis. BMC 16, 123 (2015). https://doi.org/10.1186/s12891-015-0577-x
"""


SINCE_2020 = """Case report
Open Access
Published: 07 October 2015
Calcinosis in a patient

    Antonio G. Tristano1,5,
    Rui de Souza2 &
    …
    Alberto Millan

BMC Rheumatology volume 16, Article number: 123 (2015) Cite this article
"""
BULLETED = """Calcinosis in a patient

  • Antonio G. Tristano1,5,
  • Rui de Souza2 &
  • Alberto Millan

BMC Rheumatology volume 16, Article number: 123 (2015)Cite this article
"""
SINCE_2023 = """Calcinosis in a patient

    Case report
    Open access
    Published: 07 October 2015

    Volume 16, article number 123, (2015)
    Cite this article

BMC Rheumatology
Aims and scope
Submit manuscript

    Antonio G. Tristano1,5,
    Rui de Souza2 &
    Alberto Millan
"""


@pytest.mark.parametrize("head", [SINCE_2020, BULLETED, SINCE_2023])
def test_springer_since_2020(head):
    record = read(head + NEW_FOOT)
    assert facts(record) == ("BMC Rheumatology", "2015", "16", None, "123", "10.1186/s12891-015-0577-x")
    assert record.work.title == "Calcinosis in a patient"
    assert [family for family, _, _ in people(record)] == ["Tristano", "de Souza", "Millan"]
    assert record.work.keyword == ("Lupus", "Calcinosis")
    assert record.affiliations == (("1", "Servicio de Medicina, Caracas, Venezuela"),)


def test_springer_online_only_has_the_day_it_went_online():
    record = read(
        "Lupus Research\npp 1–5 | Cite as\nCalcinosis of hands and feet\n  • Ann Lee\nFirst Online: 12 May 2005\n"
    )
    assert facts(record) == ("Lupus Research", "2005", None, None, "1–5", None)


# Journals System

SYSTEM = """Current issue
Archive
About the Journal

{head}
More details
Hide details
1
Department of X, University of Y, Poland
\u00a0
2
Department of Z, Poland
\u00a0
Submission date: 2018-10-14
Final revision date: 2019-01-20
Acceptance date: 2019-01-21
Publication date: 2019-03-30

Corresponding author
Anna Kruszewska \u00a0\u00a0

Department of X, University

{citation}

KEYWORDS
calcium
lupus
TOPICS
ABSTRACT
Background:
An earlier study 2010;6:3 here
REFERENCES\u00a0(2)
1.
Smith A. B. Lupus. 1999;8(6):456–461.
Journals System - logo
"""


@pytest.mark.parametrize(
    ("citation", "wanted"),
    [
        ("Pol. Ann. Med. 2021;28(2):224-228", ("Pol. Ann. Med.", "2021", "28", "2", "224-228", None)),
        (
            "Journal of Elementology 2019;24(1)\nDOI: https://doi.org/10.5601/jelem.2018.23.4.1751",
            ("Journal of Elementology", "2019", "24", "1", None, "10.5601/jelem.2018.23.4.1751"),
        ),
        ("Med Og Nauki Zdr. 2017;23(4):251-255", ("Med Og Nauki Zdr", "2017", "23", "4", "251-255", None)),
        ("Arch Med Sci 2010; 6, 3A: 45–50", ("Arch Med Sci", "2010", "6", "3A", "45–50", None)),
        ("Tob. Induc. Dis. 2020;18(November):94", ("Tob. Induc. Dis.", "2020", "18", "November", "94", None)),
        (
            "Med Pr. Work Health Saf. 2022;73(1):1–12 https://doi.org/10.13075/mp.5893.01145",
            ("Med Pr. Work Health Saf.", "2022", "73", "1", "1–12", "10.13075/mp.5893.01145"),
        ),
        ("", (None, "2019", None, None, None, None)),
    ],
)
def test_journals_system_citations(citation, wanted):
    record = read(SYSTEM.format(head="REVIEW PAPER\nStress among nurses. A review\n", citation=citation))
    assert facts(record) == wanted
    assert (record.kind, record.article_type) == ("journals-system", "REVIEW PAPER")
    assert record.work.title == "Stress among nurses. A review"
    assert people(record) == []
    assert record.work.keyword == ("calcium", "lupus")
    assert record.affiliations == (
        ("1", "Department of X, University of Y, Poland"),
        ("2", "Department of Z, Poland"),
    )
    assert [(what, date.iso) for what, date in record.dates] == [
        ("submitted", "2018-10-14"),
        ("revised", "2019-01-20"),
        ("accepted", "2019-01-21"),
        ("published", "2019-03-30"),
    ]


@pytest.mark.parametrize(
    "authors",
    [
        "Anna Kruszewska 1  ,   A. Ewa Nowak 2,   Jan de Wit 1,2",
        "Anna Kruszewska 1,A-D,F  \n,  \nA. Ewa Nowak 2,B,E\n,\nJan de Wit 1*",
        "Anna Kruszewska\nA. Ewa Nowak\nJan de Wit",
    ],
)
@pytest.mark.parametrize("kind", ["CASE STUDY\n", ""])
def test_journals_system_authors(authors, kind):
    record = read(SYSTEM.format(head=f"{kind}Calcium in twelve mice: a study\n{authors}", citation=""))
    assert record.work.title == "Calcium in twelve mice: a study"
    assert people(record) == [
        ("Kruszewska", "Anna", None),
        ("Nowak", "A. Ewa", None),
        ("de Wit", "Jan", None),
    ]


# Magazine

MAGAZINE = """Video: Every Case| Webinar: Guidelines

An official publication of a college

  • Conditions
    • Gout
  • Search

{head}

Text of the story. Further text.1,2

Filed under:Conditions Tagged with:lupusRA

Related Articles

    Case Report: Another Thing

    May 13, 2021

  • About Us
  • Copyright © 2025 by John Wiley & Sons, Inc. All rights reserved. ISSN 1931-3268 (print). ISSN 1931-3209 (online).
"""


@pytest.mark.parametrize(
    ("byline", "authors", "issued", "issue"),
    [
        (
            "By Jane Doe, MD | Issue: March 2019 | March 18, 2019",
            [("Doe", "Jane", "MD")],
            "2019-03-18",
            "March 2019",
        ),
        (
            "Thomas R. Collins\n\n |  Issue: May 2016  |  May 9, 2016",
            [("Collins", "Thomas R.", None)],
            "2016-05-09",
            "May 2016",
        ),
        (
            "John Roe, Jr., MD, Ann de la Cruz, PharmD, PhD, & Bo Gates III, MBBS | Issue: May 2015 | May 1, 2015",
            [("Roe", "John", "Jr., MD"), ("de la Cruz", "Ann", "PharmD, PhD"), ("Gates", "Bo", "III, MBBS")],
            "2015-05-01",
            "May 2015",
        ),
        (
            "Kris O'Connor-Smith, RN, MPH, and Bob Lee, DO  |  Issue: July 2014",
            [("O'Connor-Smith", "Kris", "RN, MPH"), ("Lee", "Bob", "DO")],
            "2014-07",
            "July 2014",
        ),
        ("Mary Beth Doe  |  February 16, 2021", [("Doe", "Mary Beth", None)], "2021-02-16", None),
        ("By Jane Doe, MD\n\nPublished: May 9, 2016", [("Doe", "Jane", "MD")], "2016-05-09", None),
        ("Jane Doe\n\nIssue: March 2019", [("Doe", "Jane", None)], "2019-03", "March 2019"),
        ("Issue: March 2019  |  March 18, 2019", [], "2019-03-18", "March 2019"),
    ],
)
def test_magazine_bylines(byline, authors, issued, issue):
    record = read(MAGAZINE.format(head=f"How to Cope: A Story\n\n{byline}"))
    assert (record.kind, record.work.title) == ("magazine", "How to Cope: A Story")
    assert people(record) == authors
    assert (record.work.issued.iso, record.work.issue) == (issued, issue)
    assert record.work.publisher == "John Wiley & Sons, Inc."
    assert record.work.ISSN == "1931-3268"
    assert record.work.container_title is None


@pytest.mark.parametrize(
    ("head", "title", "kind"),
    [
        ("Case Report\n\nLupus in the Clinic", "Lupus in the Clinic", "Case Report"),
        ("Lupus in the Clinic\n\nCase Report", "Lupus in the Clinic", "Case Report"),
        (
            "Lupus in the Clinic\n\nA doctor explains why the disease of this patient was so hard to see for years.",
            "Lupus in the Clinic",
            None,
        ),
    ],
)
def test_magazine_titles(head, title, kind):
    record = read(MAGAZINE.format(head=f"{head}\n\nJane Doe | Issue: May 2016 | May 9, 2016"))
    assert (record.work.title, record.article_type) == (title, kind)


def test_magazine_menu_is_no_title():
    assert read(MAGAZINE.format(head="Jane Doe | Issue: May 2016 | May 9, 2016")).work.title is None


# PDF

PDF_BODY = """Abstract
Filler text that is
wrapped.
Keywords: Calciphylaxis, Lupus,
Calcinosis. (JPMA 66: 623; 2016)
Introduction
Filler.
Case Report
Filler, glued words13 here.
Discussion
Filler.
"""


def test_pdf_head_and_running_heads():
    record = read(f"""CASE REPORT
Calciphylaxis in a patient with SLE-
related disease: a tale of pain
Saba Ali Khan,1 Omar Beg,2
Rui de Souza3
1Department of Medicine, University of X, Karachi
{PDF_BODY}Correspondence: Saba Ali Khan. Email: saba@example.org
J Pak Med Assoc
Vol. 66, No. 5, May 2016
623
Filler.
624
J Pak Med Assoc
References
1. Smith A. Filler. Lupus 1999;8:456.
""")
    assert facts(record) == ("J Pak Med Assoc", "2016", "66", "5", "623", None)
    assert record.work.title == "Calciphylaxis in a patient with SLE-related disease: a tale of pain"
    assert [family for family, _, _ in people(record)] == ["Khan", "Beg", "de Souza"]
    assert record.work.keyword == ("Calciphylaxis", "Lupus", "Calcinosis")
    assert record.article_type == "CASE REPORT"


def test_pdf_of_springer_has_authors_first():
    record = read(f"""Clin Rheumatol (2006) 25: 70–74
DOI 10.1007/s10067-005-1122-3
CASE REPORT
Antonio G. Tristano · José L. Villarroel ·
María A. Rodríguez
Calcinosis cutis universalis in a patient with systemic
lupus erythematosus
Received: 2 November 2004 / Accepted: 20 January 2005
# Clinical Rheumatology 2005
{PDF_BODY}""")
    assert facts(record) == ("Clin Rheumatol", "2006", "25", None, "70–74", "10.1007/s10067-005-1122-3")
    assert record.work.title == "Calcinosis cutis universalis in a patient with systemic lupus erythematosus"
    assert len(record.work.author) == 3
    assert [what for what, _ in record.dates] == ["submitted", "accepted"]


def test_pdf_with_article_number():
    record = read(f"""A Publisher
Case Reports in Rheumatology
Volume 2013, Article ID 123456, 4 pages
http://dx.doi.org/10.1155/2013/123456
Case Report
Calcinosis Cutis
Jane Doe, MD,1 and John Roe2
{PDF_BODY.replace("(JPMA 66: 623; 2016)", "")}""")
    assert facts(record) == ("Case Reports in Rheumatology", "2013", "2013", None, "123456", "10.1155/2013/123456")
    assert record.work.title == "Calcinosis Cutis"
    assert people(record) == [("Doe", "Jane", "MD"), ("Roe", "John", None)]


def test_pdf_with_unreadable_authors_has_none():
    record = read(f"1234 J Pak Med Assoc\nCase Report\nLupus Nephritis\nSabaAliKhan1, OmarBeg2\n{PDF_BODY}")
    assert (record.work.title, people(record)) == ("Lupus Nephritis", [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Abstract\nFiller of fifty words\nIntroduction\nFiller.\nDiscussion\nAs Smith found (Lupus 1999;8:456), no.\n",
        "1. Smith A. A title. Lupus. 1999;8(6):456-61.\n2. Doe B. Another. Lupus. 1999;8(6):462-5.\n",
        "Once upon a time there was a list.\n\nJane Doe said so on May 9, 2016.\n",
    ],
)
def test_pages_that_state_nothing(text):
    assert read(text).work.stated() == ()


def test_reference_list_is_not_read():
    text = "Some heading\nLupus. 1999;8(6):456-61.\n"
    inside = ListRegion(span=(13, len(text)), heading=None, layout="lines")
    assert read(text).kind == "pubmed"
    assert read(text, inside).kind == "plain"


HOSTILE_FRAMES = [
    "{}",
    "Send to\nLupus. 1999;8(6):456-61.\n{}",
    "CASE REPORT\n{}\nMore details\nHide details\nSubmission date: 2010-01-01\n",
    "CASE REPORT\nA title\n{}\nAbstract\nIntroduction\n",
]


@pytest.mark.parametrize("unit", ["Aa Bb1, ", "a\n", "1", ", Volume 2", "Aa Bb,\n", "doi: ", "(A 1:2;", "1. 1."])
@pytest.mark.parametrize("frame", HOSTILE_FRAMES)
def test_hostile_text_is_read(frame, unit):
    assert read(frame.format(unit * (10_000 // len(unit)))).kind


# The five seed pages


def seeds() -> list[str]:
    return sorted(path.stem for path in (SHARED / "gold" / "seeds").glob("0*.json"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seed pages are not beside this checkout")
@pytest.mark.parametrize("stem", seeds())
def test_seed_pages(stem):
    text = (SHARED / "seeds" / f"{stem}.txt").read_text(encoding="utf-8")
    gold = json.loads((SHARED / "gold" / "seeds" / f"{stem}.json").read_text(encoding="utf-8"))["document"]
    record = read(text)
    assert record.work.title == gold["title"]
    assert facts(record) == tuple(gold[key] for key in ("journal", "year", "volume", "issue", "pages", "doi"))
    authors = [(a["family"], a["given"], a.get("suffix")) for a in gold["authors"] or []]
    assert people(record) == authors
    assert dict(record.affiliations) == gold["affiliations"]
    assert record.article_type == gold.get("article_type")
    assert list(record.work.keyword) == gold.get("keywords", [])
    names = {"epub": "published-online", "published_online": "published-online", "final_revision": "revised"}
    dates = {names.get(key, key): value for key, value in gold["dates"].items() if key != "issue"}
    if "copyright_year" in gold:
        dates["copyright"] = gold["copyright_year"]
    assert {what: date.iso for what, date in record.dates} == dates
