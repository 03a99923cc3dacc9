"""Link labels at the end of entries, and the same words where they belong to the entry."""

import pytest

from refparse.layout.labels import Labels, labels_of
from refparse.reference import ListStyle

WORDS = (
    "Article",
    "ADS",
    "CAS",
    "CrossRef",
    "PubMed",
    "PubMed Central",
    "Google Scholar",
    "Abstract",
    "Crossref",
    "Medline",
    "PMC",
    "DOI",
)
LABELS = Labels(
    (
        *WORDS,
        "Abstract/FREE Full Text",
        "[PubMed]",
        "[Google Scholar]",
        "View Article",
        "PubMed/NCBI",
        "[Web of Science ®]",
        "",
    )
)


@pytest.mark.parametrize(
    ("entry", "labels"),
    [
        ("Arch Dermatol 79:669–673", "Google Scholar"),
        ("Arch Dermatol 79:669–673", "CrossRefPubMedGoogle Scholar"),
        ("Fortschr. Phys.48, 771–783 (2000).", "ArticleADSCASPubMedPubMed CentralGoogle Scholar"),
        ("Sci Rep 10(1):14710", " Article CAS PubMed PubMed Central Google Scholar"),
        ("Sci Rep 10(1):14710.", "\nArticle CAS\nPubMed\n\nGoogle  Scholar"),
        ("2023;73(1):17-48. doi:10.1007/S12094-010-0474-z", "PubMedGoogle ScholarCrossref"),
        ("J. Exp. Biol. 222, jeb188094 (2019).", "Abstract/FREE Full TextGoogle Scholar"),
        ("J. Exp. Biol. 203, 857–868 (2000).", "AbstractGoogle Scholar"),
        ("2013;62:267–269.", " [PubMed] [Google Scholar]"),
        ("doi: 10.1109/34.709601", " [PubMed], [Web of Science ®], , [Google Scholar] "),
        ("2021;17(7):e1008984. pmid:34329294", "\nView ArticlePubMed/NCBIGoogle Scholar"),
        ("Annu. Rev. 67, 425-479", " CrossRef Medline"),
        ("J Thing. 2002;15:30-3.", " - DOI - PMC - PubMed"),
        ("Report on nothing. WHO, Geneva", "Google Scholar"),
        ("Philadelphia: Saunders", " | Google Scholar"),
        ("On the use of an Article", " Google Scholar"),
    ],
)
def test_labels_come_off_from_the_end(entry, labels):
    text = entry + labels
    assert text[: LABELS.strip(text, 0, len(text))] == entry


@pytest.mark.parametrize(
    "entry",
    [
        "A review of the Article",
        "Searching in PubMed",
        "Lupus 8:1. Abstract",
        "A Google Scholar of note. Lupus 8:1",
        "Data from Medline",
        "ADS CAS",
        "",
    ],
)
def test_words_of_the_entry_stay(entry):
    assert LABELS.strip(entry, 0, len(entry)) == len(entry)


def test_rows_hold_labels_alone():
    assert LABELS.is_row("Article CAS PubMed Google Scholar")
    assert LABELS.is_row("[PubMed]")
    assert not LABELS.is_row("Article")
    assert not LABELS.is_row("Lupus 8:1 PubMed")
    assert not LABELS.is_row("")
    assert not LABELS.is_row("|")


def test_the_labels_of_all_styles_go_together():
    labels = labels_of((ListStyle(name="a", trailing=("PubMed",)), ListStyle(name="b", trailing=("[DOI]",))))
    assert labels.strip("12–15. [DOI] PubMed", 0, 19) == 6
    assert labels is labels_of((ListStyle(name="a", trailing=("PubMed",)), ListStyle(name="b", trailing=("[DOI]",))))
