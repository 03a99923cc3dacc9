"""Page records of the five kinds of page; prose is filler, layouts are what the sites print."""

import json
from pathlib import Path

import pytest
from header_cases import facts, people, read

from refparse.reference import ListRegion

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

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
J Okada\u00a0 1 , Manuel García López, Antonio G Ejemplo 2 3, R B de Souza, F P Quismorio Jr
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
    assert [family for family, _, _ in people(record)] == ["Okada", "López", "Ejemplo", "de Souza", "Quismorio"]
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


@pytest.mark.no_cover
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
