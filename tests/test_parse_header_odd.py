"""Pages that lack a part, or carry one in an odd place: what is not surely stated stays absent."""

import pytest

from refparse.parse.header import read_header
from refparse.parse.pages.draft import own_doi
from refparse.parse.pages.lines import is_article_type
from refparse.parse.pages.people import read_people
from refparse.reference import Document, PageRecord


def read(text: str) -> PageRecord:
    return read_header(Document(id="d", text=text, source="<text>"), None)


def families(record: PageRecord) -> list[str]:
    return [name.printed_family for name in record.work.author.names]


# People


@pytest.mark.parametrize(
    ("text", "pubmed", "wanted"),
    [
        ("Dr. Ann Lee, Prof Bo Ray", False, [("Lee", "Ann"), ("Ray", "Bo")]),
        ("Ronald Van Den Berg", False, [("Van Den Berg", "Ronald")]),
        ("Santiago Ramón y Cajal", False, [("Ramón y Cajal", "Santiago")]),
        ("Maria L. Garcia Lopez", False, [("Garcia Lopez", "Maria L.")]),
        ("Jean-Paul d'Angelo, Omar al-Rashid", False, [("d'Angelo", "Jean-Paul"), ("al-Rashid", "Omar")]),
        ("Anna KRUSZEWSKA(1), Jian MA [2]", False, [("KRUSZEWSKA", "Anna"), ("MA", "Jian")]),
        ("Ann Lee a, Bo Ray b", False, [("Lee", "Ann"), ("Ray", "Bo")]),
        ("Ann Lee¹ and Bo Ray²", False, [("Lee", "Ann"), ("Ray", "Bo")]),
        ("on behalf of the SLE Study Group", False, [("SLE Study Group", None)]),
        ("Smith J 3rd, Doe K 2nd1, dos Santos LM", True, [("Smith", "J"), ("Doe", "K"), ("dos Santos", "LM")]),
        ("Okada J(1), Kim J-H(2)(3)", True, [("Okada", "J"), ("Kim", "J-H")]),
        ("Ejemplo AG; for the XY Investigators.", True, [("Ejemplo", "AG"), ("XY Investigators", None)]),
        ("J García López 1", True, [("García López", "J")]),
        ("Department of Medicine, Karachi", False, []),
        ("for our group", False, []),
        ("of Y", False, []),
        ("van Lee", False, []),
    ],
)
def test_people(text, pubmed, wanted):
    assert [(n.printed_family, n.given) for n in read_people(text, pubmed=pubmed).names.names] == wanted


def test_people_et_al_and_unsure_lines():
    assert read_people("Ann Lee et al.").names.et_al
    assert not read_people("Ann Lee, and a sentence about her").sure
    assert not read_people("").sure


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("STATE OF THE ART PAPER", True), ("Review", True), ("Lupus Review", False), ("a" * 200, False)],
)
def test_article_types(text, wanted):
    assert is_article_type(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("DOI 10.1007/s10067-005-1122-3.", "10.1007/s10067-005-1122-3"),
        ("https://dx.doi.org/10.1016%2Fj....", "10.1016%2Fj"),
        ("doi:10.1016/S0140-6736(98)07027-2)", "10.1016/S0140-6736(98)07027-2"),
        ("doi: 10.1000/abc]", "10.1000/abc"),
        ("no 10.1000/abc label", None),
    ],
)
def test_own_doi(text, wanted):
    place = own_doi(text)
    assert (text[place[0] : place[1]] if place else None) == wanted


def test_cut_doi_is_a_prefix():
    work = read("Send to\nLupus. 1999;8(6):456-61. doi: 10.1016/j.sema....\nA title.\n").work
    assert (work.DOI, work.doi_prefix) == (None, "10.1016/j.sema")


# PubMed


def test_pubmed_comment_is_not_the_page():
    record = read("Send to\nComment in\nJ Rheumatol. 2006 Jan;33(1):1-2.\nLupus. 1999;8(6):456-61.\nA title.\n")
    assert record.work.container_title == "Lupus"


def test_pubmed_labels_on_lines_of_their_own():
    record = read("""Review
Lupus. 1999;8(6):456-61.
A title that says Hepatitis B.
Source
Dept of X, City.
Publication Types
Clinical Trial
DOI:
    10.1000/xyz
Keywords
    lupus, calcinosis
PMID: 123 PMCID: PMC456
""")
    assert record.article_type == "Review"
    assert (record.work.DOI, record.work.PMID, record.work.PMCID) == ("10.1000/xyz", "123", "PMC456")
    assert record.work.keyword == ("lupus", "calcinosis")
    assert record.affiliations == (("1", "Dept of X, City."),)
    assert record.work.title == "A title that says Hepatitis B"


def test_pubmed_publication_type_below():
    record = read("Lupus. 1999;8(6):456-61.\nA title.\nPublication types\nCase Reports\nPMID: 1\n")
    assert record.article_type == "Case Reports"


def test_pubmed_without_journal_line():
    record = read("Send to\n. 1999;8(6):456-61.\nA title.\n")
    assert (record.work.container_title, record.work.volume) == (None, "8")


def test_pubmed_title_is_not_a_person_and_ends_the_page():
    assert read("Send to\nLupus. 1999;8(6):456-61.\nHepatitis B.\n").work.title == "Hepatitis B"
    two_people = read("Send to\nLupus. 1999;8(6):456-61.\nLupus Nephritis and Renal Failure.\nLee A.\n")
    assert (two_people.work.title, families(two_people)) == ("Lupus Nephritis and Renal Failure", ["Lee"])
    assert read("Send to\nLupus. 1999;8(6):456-61.\n").work.title is None
    assert read("Send to\nLupus. 1999;8(6):456-61.\nCase Report, Short Report\nfiller\n").work.author.names == ()


def test_citation_line_deep_in_prose_is_no_pubmed_page():
    assert read("a\nb\nc\nd\ne\nLupus. 1999;8(6):456-61.\nf\n").kind == "plain"


# SpringerLink


def test_springer_without_title():
    record = read(
        "Clinical Rheumatology\n, Volume 25, Issue 1, pp 70–74 | Cite as\n  • Ann Lee\n  • Bo Ray\nAbstract\n"
    )
    assert (record.work.title, families(record)) == (None, ["Lee", "Ray"])
    assert record.work.container_title == "Clinical Rheumatology"


def test_springer_nothing_around_the_anchor():
    record = read(", Volume 25, pp 70–74 | Cite as")
    assert record.work.stated() == ("volume", "page")
    since = read("Lupus Research volume 25, pages 70–74 (2006)Cite this article")
    assert (since.work.container_title, since.work.title) == ("Lupus Research", None)
    latest = read("Volume 25, pages 70–74, (2006)Cite this article\nfiller\n")
    assert (latest.work.volume, latest.work.container_title) == ("25", None)


def test_springer_kind_above_the_journal_or_the_title():
    record = read("Brief Report\nLupus Research\n, Volume 25, Issue 1, pp 1–2 | Cite as\nA title of words\nAnn Lee\n")
    assert record.article_type == "Brief Report"
    record = read(
        "Lupus Research\n, Volume 25, Issue 1, pp 1–2 | Cite as\nOriginal Article\nA title of words\n• Ann Lee\n"
    )
    assert (record.article_type, families(record)) == ("Original Article", ["Lee"])


def test_springer_dates_and_keywords_in_line():
    record = read("""Lupus Research volume 25, pages 70–74 (2006)Cite this article
Keywords: Lupus · Calcinosis
Issue date
February 2006
Cite this article
Lee, A. A title. Lupus Res 25, 70–74 (2007). https://doi.org/10.1000/x
Smith B. Another title. https://doi.org/10.1000/y
""")
    assert record.work.keyword == ("Lupus", "Calcinosis")
    assert (record.work.issued.year, record.work.DOI) == (2006, "10.1000/x")


def test_springer_issue_date_gives_the_year():
    page = "Lupus Research\n, Volume 25, Issue 1, pp 1–2 | Cite as\nA title of words\nAnn Lee\n"
    assert read(f"{page}Issue Date: February 2006\n").work.issued.iso == "2006-02"
    assert read(f"{page}Cite this article as:\nLee, A. Lupus Res (2007) 25: 1.\n").work.issued.iso == "2007"
    assert read(f"{page}Received: 3 May 2004\n" + "filler " * 100).work.issued is None


def test_springer_keywords_end_at_the_prose():
    page = "Lupus Research\n, Volume 25, Issue 1, pp 1–2 | Cite as\nA title of words\nKeywords\nLupus\nCalcinosis\n"
    assert read(
        page + "This sentence is much too long for one keyword, so it ends the list of keywords here.\n"
    ).work.keyword == (
        "Lupus",
        "Calcinosis",
    )


def test_springer_affiliation_number_alone():
    page = "Lupus Research\n, Volume 25, Issue 1, pp 1–2 | Cite as\nAuthors and Affiliations\n"
    assert read(f"{page}1. 1.\nDept of FooCity\n").affiliations == (("1", "Dept of Foo, City"),)
    assert read(f"{page}filler, text\nno names here\n").affiliations == ()


def test_springer_most_parts_missing():
    latest = read("Case Report\nVolume 25, pages 70–74, (2006)\nCite this article\nfiller\nAims and scope\nAnn Lee\n")
    assert (latest.work.title, latest.article_type, latest.work.container_title) == (None, "Case Report", "filler")
    keyword = "Lupus Research\n, Volume 25, pp 1–2 | Cite as\nA title of words\nKeywords\n"
    assert read(keyword + "• Lupus\n" * 40).work.keyword == ("Lupus",) * 30
    above = read("A title of words\nLupus Research\n, Volume 25, pp 1–2 | Cite as\nAnn Lee\n")
    assert (above.work.title, families(above)) == ("A title of words", ["Lee"])


# Journals System


def test_journals_system_without_details():
    record = read("""CASE REPORT
Submission date: 2010-02-03
Acceptance date: sometime
Corresponding author
Ann Lee
Arch Med Sci 2010;6(3):45-50
KEYWORDS
lupus
""")
    assert (record.kind, record.work.title, record.work.page) == ("journals-system", None, "45-50")
    assert record.work.keyword == ("lupus",)
    assert [what for what, _ in record.dates] == ["submitted"]


def test_journals_system_authors_that_are_not_sure():
    record = read(
        "CASE REPORT\nA title\nAnn Lee, of this town\nMore details\nHide details\nSubmission date: 2010-02-03\n"
    )
    assert (record.work.title, families(record)) == ("A title", [])


def test_journals_system_button_is_no_kind():
    record = read(
        "Article\n\nA title of five words\nMore details\nHide details\n1\nDept, X\nSubmission date: 2010-02-03\n"
    )
    assert (record.article_type, record.work.title) == (None, "A title of five words")


# Magazine


def test_magazine_without_anything_above():
    record = read("Jane Doe | Issue: May 2016\n" + "filler " * 300)
    assert (record.work.title, record.work.issued.iso) == (None, "2016-05")


def test_magazine_kind_of_article_alone_is_no_byline():
    assert read("News\nCase Report | May 13, 2016\nShare:\nAbout Us\n").kind == "plain"


def test_magazine_needs_its_own_words():
    assert read("A title\nBy Jane Doe\nMay 9, 2016\nFiller.\n").kind == "plain"


# PDF


def test_pdf_doi_on_a_line_of_its_own_and_titles_too_long():
    record = read("Abstract\nFiller.\nIntroduction\nFiller.\nhttps://doi.org/10.5455/JPMA.12345\nDiscussion\nFiller.\n")
    assert record.work.stated() == ("DOI",)
    prose = "Case Report\n" + "This is running text.\n" * 8 + "Abstract\nIntroduction\n"
    assert read(prose).work.title is None


def test_pdf_journal_in_the_volume_line():
    head = "Journal of Lupus Cases Volume 4, Issue 2, March 2014\nA Rare Case of Lupus\nAnn Lee* and Bo Ray\n"
    record = read(head + "Department of X, City\nAbstract\nFiller.\nIntroduction\nFiller.\n")
    work = record.work
    assert (work.container_title, work.volume, work.issue, work.issued.iso) == (
        "Journal of Lupus Cases",
        "4",
        "2",
        "2014-03",
    )
    assert families(record) == ["Lee", "Ray"]
    assert record.affiliations == (("1", "Department of X, City"),)


def test_pdf_listed_authors_and_kind_below_them():
    record = read(
        "A Rare Case of Lupus\nAnn Lee, Bo Ray,\nand some words\nCase Report\nAbstract\nIntroduction\nFiller\n"
    )
    assert record.work.title == "A Rare Case of Lupus"
    assert families(record) == ["Lee", "Ray"]
    assert record.article_type == "Case Report"


def test_pdf_text_without_abstract():
    record = read("Case Report\nA Rare Case of Lupus\nAnn Lee, MD\nFiller text of the report.\nDiscussion\nFiller.\n")
    assert record.work.title == "A Rare Case of Lupus"
    assert families(record) == ["Lee"]


def test_pdf_heads_without_a_journal_or_a_year():
    record = read("Abstract\nFiller.\nVol. 66, No. 5\nfiller\nIntroduction\n" + "x" * 300 + "\nVolume 12\n")
    assert record.work.stated() == ("volume", "issue")
    named = read("abstract journal\nVolume 2013, Article ID 123456\nA title\nAnn Lee1\nAbstract\nIntroduction\n")
    assert (named.work.container_title, named.work.page) == (None, "123456")


def test_pdf_published_and_issue_dates():
    record = read(
        "A Rare Case of Lupus\nAnn Lee1\nPublished: 2 May 2013\nIssue date: May 2013\nAbstract\nIntroduction\n"
    )
    assert [(what, date.iso) for what, date in record.dates] == [("published-online", "2013-05-02")]


def test_words_that_are_no_month_date_nothing():
    page = "Lupus Research\n, Volume 25, pp 1–2 | Cite as\nA title of words\nAnn Lee\nReceived: 3 Foo 2004\n"
    assert read(page).dates == ()
    bare = read("Lupus Research volume 25, pages 70–74 (2006)Cite this article\nPublished\nFiller\n")
    assert bare.dates == ()


def test_magazine_with_a_date_line_beside():
    record = read("A title\nMarch 3, 2019\nJane Doe\nIssue: March 2019\nPosted: March 4, 2019\nShare:\nAbout Us\n")
    assert (record.work.title, record.work.issued.iso, record.work.issue) == ("A title", "2019-03-04", "March 2019")


def test_pdf_keywords_end_at_a_heading():
    record = read("Abstract\nFiller.\nIntroduction\nFiller\nKeywords: lupus;\nSLE\nDiscussion\nFiller\n")
    assert record.work.keyword == ("lupus", "SLE")
    four = read("Abstract\nIntroduction\nKeywords: a,\nb,\nc,\nd,\ne,\nDiscussion\n")
    assert four.work.keyword == ("a", "b", "c", "d")


def test_springer_kind_below_the_date():
    head = "Published: 7 October 2015\nCase report\nCalcinosis of hands\nAnn Lee\n"
    record = read(f"{head}Lupus Research volume 25, pages 70–74 (2006)Cite this article\n")
    assert (record.article_type, record.work.title) == ("Case report", "Calcinosis of hands")
