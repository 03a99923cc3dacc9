from __future__ import annotations

import pytest
from library_tools import found, one, people

from refparse.formats.entries import Outside
from refparse.formats.nbib import read

ARTICLE = """
PMID- 21314913
OWN - NLM
STAT- MEDLINE
IS  - 1745-6215 (Electronic)
IS  - 1745-6215 (Linking)
VI  - 12
IP  - 3
DP  - 2011 Feb 11
TI  - The Incredible Years Therapeutic Dinosaur Programme to build social and
      emotional competence.
PG  - 39
LID - 10.1186/1745-6215-12-39 [doi]
AID - 1745-6215-12-39 [pii]
AID - 10.1186/1745-6215-12-39 [doi]
AB  - BACKGROUND: filler - with a hyphen.
      More filler.
FAU - Bywater, Tracey
AU  - Bywater T
AD  - Bangor University, Bangor, UK.
FAU - van der Berg, Jan
AU  - van der Berg J
CN  - Lupus, Skin and Joint Study Group
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - Trials
JT  - Trials
PMC - PMC3045344
MH  - Child
OT  - parenting
CIN - Trials. 2012 Mar 1;13:1. PMID: 22222222
EIN - Trials. 2011;12:99
SO  - Trials. 2011 Feb 11;12:39. doi: 10.1186/1745-6215-12-39.

PMID- 4369247
TI  - Systemic lupus erythematosus.
DP  - 1974 Mar-Apr
TT  - Toczen.
JT  - Proceedings of the Royal Society of Medicine
TA  - Proc R Soc Med
"""


def test_an_article():
    first, second = found(read, ARTICLE)
    work = first.work
    assert (first.line, first.key, work.PMID, work.PMCID) == (2, "21314913", "21314913", "PMC3045344")
    assert work.title == "The Incredible Years Therapeutic Dinosaur Programme to build social and emotional competence."
    assert people(work.author) == ["Bywater, Tracey", "van der Berg, Jan", "Lupus, Skin and Joint Study Group"]
    assert work.author.names[2].is_group
    assert (work.type, work.volume, work.issue, work.page, work.DOI, work.ISSN) == (
        "article-journal", "12", "3", "39", "10.1186/1745-6215-12-39", "1745-6215",
    )  # fmt: skip
    assert work.issued.iso == "2011-02-11"
    assert work.keyword == ("parenting", "Child")
    assert work.abstract == "BACKGROUND: filler - with a hyphen. More filler."
    assert first.repaired == ()
    assert (second.line, second.work.issued.iso) == (36, "1974-03")
    assert ("container-title-short", "Proc R Soc Med") in second.work.extra


def test_links_between_records_are_kept_as_pubmed_words_them():
    extra = found(read, ARTICLE)[0].work.extra
    assert ("CIN", "Trials. 2012 Mar 1;13:1. PMID: 22222222") in extra
    assert ("EIN", "Trials. 2011;12:99") in extra
    assert ("genre", "Randomized Controlled Trial") in extra
    assert ("pii", "1745-6215-12-39") in extra
    assert ("affiliation", "Bangor University, Bangor, UK.") in extra
    assert ("original-title", "Toczen.") in found(read, ARTICLE)[1].work.extra


@pytest.mark.parametrize(
    ("lines", "kind", "title", "container"),
    [
        (["TI  - Lupus", "BTI - Textbook", "PL  - Bethesda"], "chapter", "Lupus", "Textbook"),
        (["BTI - Textbook", "PL  - Bethesda"], "book", "Textbook", None),
        (["TI  - Lupus", "PT  - Preprint", "JT  - bioRxiv", "PL  - England"], "article", "Lupus", "bioRxiv"),
        (["TI  - Lupus"], None, "Lupus", None),
    ],
)
def test_books_and_preprints(lines, kind, title, container):
    work = one(read, "\n".join(["PMID- 1", *lines])).work
    assert (work.type, work.title, work.container_title) == (kind, title, container)
    assert work.publisher_place == ("Bethesda" if kind in {"book", "chapter"} else None)


def test_short_names_are_read_where_full_ones_are_fewer():
    work = one(read, "PMID- 1\nTI  - Lupus\nAU  - Powell RJ\nAU  - Smith JA 3rd").work
    assert people(work.author) == ["Powell, RJ", "Smith, JA, 3rd"]
    work = one(read, "PMID- 1\nTI  - Lupus\nFAU - Powell, R J\nAU  - Powell RJ\nAU  - Smith JA").work
    assert people(work.author) == ["Powell, R J"]
    assert ("AU", "Smith JA") in work.extra


def test_records_without_blank_lines_between_and_a_lost_first_line():
    records = found(read, "STAT- MEDLINE\nTI  - One\nPMID- 2\nTI  - Two\nPMID- 3\nTI  - Three\n\nhello")
    assert [(item.work.title, item.repaired) for item in records[:3]] == [
        ("One", ("its first line is missing",)),
        ("Two", ()),
        ("Three", ()),
    ]
    assert records[3] == Outside(8, "hello")
