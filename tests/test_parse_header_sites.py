"""Page records of SpringerLink, Journals System and magazine pages; layouts are real, prose is filler."""

import pytest
from header_cases import facts, people, read

# SpringerLink

OLD_FOOT = """
Copyright information

© Some Journal 2005

Authors and Affiliations

  • Antonio G. Ejemplo
    • 1
    • 2
  1. 1.Servicio de MedicinaHospital CentralVillamuestraVenezuela
  2. 2.MiamiUSA
"""
BULLETS = """  • Antonio\u00a0G.\u00a0Ejemplo
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
        ("Ejemplo", "Antonio G.", None),
        ("de Souza", "Rui", "Jr."),
        ("Lupus Study Group", None, None),
    ]
    assert record.affiliations == (
        ("1", "Servicio de Medicina, Hospital Central, Villamuestra, Venezuela"),
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
  • Antonio G. EjemploAffiliated withServicio de Medicina Email author
  • , José L. Muestra
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
    Ejemplo, A.G. et al. Clin Rheumatol (2006) 25: 70. doi:10.1007/s10067-005-1122-3
""")
    assert facts(record) == ("Clinical Rheumatology", "2006", "25", "1", "70–74", "10.1007/s10067-005-1122-3")
    assert record.work.title == "Calcinosis cutis universalis in a patient"
    assert [family for family, _, _ in people(record)] == ["Ejemplo", "Muestra"]
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

    Servicio de Medicina, Villamuestra, Venezuela
    Antonio G. Ejemplo

Corresponding author

About this article
Cite this article

Ejemplo, A.G. et al. Calcinosis. BMC 16, 123 (2015). https://doi.org/10.1186/s12891-015-0577-x
"""


SINCE_2020 = """Case report
Open Access
Published: 07 October 2015
Calcinosis in a patient

    Antonio G. Ejemplo1,5,
    Rui de Souza2 &
    …
    Alberto Millan

BMC Rheumatology volume 16, Article number: 123 (2015) Cite this article
"""
BULLETED = """Calcinosis in a patient

  • Antonio G. Ejemplo1,5,
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

    Antonio G. Ejemplo1,5,
    Rui de Souza2 &
    Alberto Millan
"""


@pytest.mark.parametrize("head", [SINCE_2020, BULLETED, SINCE_2023])
def test_springer_since_2020(head):
    record = read(head + NEW_FOOT)
    assert facts(record) == ("BMC Rheumatology", "2015", "16", None, "123", "10.1186/s12891-015-0577-x")
    assert record.work.title == "Calcinosis in a patient"
    assert [family for family, _, _ in people(record)] == ["Ejemplo", "de Souza", "Millan"]
    assert record.work.keyword == ("Lupus", "Calcinosis")
    assert record.affiliations == (("1", "Servicio de Medicina, Villamuestra, Venezuela"),)


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


@pytest.mark.parametrize(
    ("byline", "families"),
    [
        ("Maria L. Santos, MD • March 14, 2016", ["Santos"]),
        ("March 14, 2016 – By Maria L. Santos, MD, and Wei Chen", ["Santos", "Chen"]),
        ("14 March 2016 · By Maria L. Santos", ["Santos"]),
    ],
)
def test_bylines_with_dots_around_the_date(byline, families):
    record = read(f"Home\n\nGout: New Targets\n\n{byline}\n\nFiller.\n\nADVERTISEMENT\nFiled under: Gout\nShare:\n")
    assert (record.kind, record.work.title, record.work.issued.iso) == ("magazine", "Gout: New Targets", "2016-03-14")
    assert [family for family, _, _ in people(record)] == families


@pytest.mark.parametrize("line", ["Targets • Old and New", "Gout • March of time", "May 1, 2016 • News"])
def test_dots_elsewhere_make_no_byline(line):
    assert read(f"Home\n\n{line}\n\nFiller.\n\nADVERTISEMENT\nShare:\n").kind == "plain"
