"""Page records of the text of PDFs; prose is filler, layouts are what journals print."""

import pytest
from header_cases import facts, people, read

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
Antonio G. Ejemplo · José L. Muestra ·
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
    ("above", "title"),
    [
        (
            "CASE REPORT\n\nLupus nephritis in a man of fifty\n\nBir erkekte lupus nefriti\n",
            "Lupus nephritis in a man of fifty",
        ),
        ("A Publisher of Journals\n\nLupus nephritis in a man\nof fifty\n", "Lupus nephritis in a man of fifty"),
        ("CASE REPORT\n\nRheumatology\n\nLupus nephritis in a man\n", "Lupus nephritis in a man"),
        ("CASE REPORT\n\nLupus nephritis\n\nin a man of fifty\n", "Lupus nephritis in a man of fifty"),
        ("Reporte de caso\nLupus nephritis in a man\n", "Lupus nephritis in a man"),
        ("Olgu Sunumu / Case Report\nLupus nephritis in a man\n", "Lupus nephritis in a man"),
    ],
)
def test_the_title_is_the_block_beside_the_authors_or_below_the_kind(above, title):
    record = read(f"{above}Saba Ali Khan,1 Omar Beg2\n{PDF_BODY}")
    assert record.work.title == title


@pytest.mark.parametrize(
    "behind",
    [
        # Two names, lower-case words, a citation of somebody else, a wrapped entry of an unnumbered list.
        "J Pak Med Assoc\n\nJ Clin Invest\n\nFiller.\nFiller.\n\nVol. 62, No. 9, September 2012\n",
        "J of no known land\n\nVol. 62, No. 9, September 2012\n",
        "To cite: ask the authors.\n\nVol. 62, No. 9, September 2012\n",
        "Khan S, et al. Vol. 62, No. 9\n\nVol. 62, No. 9, September 2012\n",
        f"J {'x' * 300}\n\n{'Journal ' * 30}\n\nVol. 62, No. 9, September 2012\n",
    ],
)
def test_a_journal_not_surely_named_behind_the_list_is_absent(behind):
    record = read(f"{PDF_BODY.replace('(JPMA 66: 623; 2016)', '')}References\n\n{behind}")
    assert facts(record) == (None, "2012", "62", "9", None, None)


def test_entries_of_a_list_that_was_not_found_are_no_heads():
    record = read(
        f"{PDF_BODY.replace('(JPMA 66: 623; 2016)', '')}References\nKim A. One thing of many.\n"
        "J Pak Med Assoc 2012; 62: 12-4.\nLee B. Two things.\nJ Clin Invest, Vol. 2, No. 3, 2011\nDoe C.\n"
    )
    assert facts(record) == (None, None, None, None, None, None)
