"""Whether a record can be the work somebody holds: slips and styles are, near twins are not."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase

import pytest
from test_match_factory import people, work

from refparse.resolve.fit import refusal
from refparse.work import NOBODY, Date, Work

TITLE = "Calcinosis cutis in lupus erythematosus: treatment with warfarin"
BASE = work(
    TITLE,
    "Reiter NX, El-Shabrawi L, Leinweber B, Berghold A",
    year=2011,
    container_title="J Am Acad Dermatol",
    volume="65",
    issue="1",
    page="1057–1069",
    type="article-journal",
)
FULL = replace(
    BASE,
    author=people("Reiter/Nadja Xenia, El-Shabrawi/Laila, Leinweber/Bernd, Berghold/Andrea"),
    container_title="Journal of the American Academy of Dermatology",
    DOI="10.1016/j.jaad.2010.08.024",
)

VARIANTS = {
    "nothing changed": {},
    "et al. after one": {"author": people("Reiter N", et_al=True)},
    "et al. after three": {"author": people("Reiter NX, El-Shabrawi L, Leinweber B", et_al=True)},
    "one author, no et al.": {"author": people("Reiter NX")},
    "one author left out": {"author": people("Reiter NX, Leinweber B, Berghold A")},
    "first author misspelt": {"author": people("Retter NX, El-Shabrawi L, Leinweber B, Berghold A")},
    "one initial misread": {"author": people("Reiter NX, El-Shabrawi L, Leinweber B, Berghold F")},
    "two authors exchanged": {"author": people("El-Shabrawi L, Reiter NX, Leinweber B, Berghold A")},
    "no authors": {"author": NOBODY},
    "no issue": {"issue": None},
    "another issue": {"issue": "2"},
    "Roman volume": {"volume": "LXV"},
    "volume misprinted": {"volume": "56"},
    "volume with supplement": {"volume": "65 Suppl 1"},
    "page shortened": {"page": "1057-69"},
    "first page only": {"page": "1057"},
    "last page misprinted": {"page": "1057–1068"},
    "first page misprinted": {"page": "1075–1069"},
    "no page": {"page": None},
    "another page": {"page": "15–22"},
    "online the year before": {"issued": Date(year=2010)},
    "years apart": {"issued": Date(year=2001), "page": None},
    "no year": {"issued": None},
    "capitals": {"title": TITLE.upper()},
    "translated title's brackets": {"title": f"[{TITLE}]"},
    "in another language": {"title": "Kalzinose der Haut und ihre Behandlung"},
    "in another language, one author": {"title": "Kalzinose der Haut", "author": people("Reiter N", et_al=True)},
    "no title": {"title": None},
    "a heading": {"title": "Case report"},
    "subtitle cut": {"title": "Calcinosis cutis in lupus erythematosus"},
    "subtitle cut, no page": {"title": "Calcinosis cutis in lupus erythematosus", "page": None},
    "subtitle added": {"title": f"{TITLE}. A case report"},
    "a word misspelt": {"title": TITLE.replace("warfarin", "warfarine")},
    "a word left out": {"title": TITLE.replace(" with", "")},
    "journal misspelt": {"container_title": "J Am Acad Dermatal"},
    "another type": {"type": "paper-conference"},
    "another DOI": {"DOI": "10.1016/j.other"},
    "another DOI, cut": {"doi_prefix": "10.1001/arch"},
    "retracted since": {"title": f"RETRACTED: {TITLE}"},
    "misprinted, on its page": {"title": "Calcinosis in 18 patients"},
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS.keys())
def test_one_work_however_it_is_cited(change):
    held = replace(BASE, **change)
    assert refusal(held, FULL) == ()
    assert refusal(held, replace(FULL, DOI=None)) == ()


TWINS = {
    "other part": (
        {"title": "Calcinosis: part I. Diagnosis"},
        {"title": "Calcinosis: part II. Therapy", "page": "15–22"},
        "the titles name different parts or numbers",
    ),
    "numeral": (
        {"title": "Calcinosis cutis. I"},
        {"title": "Calcinosis cutis. II", "page": "15–22"},
        "the titles name different parts or numbers",
    ),
    "types 1 and 2": (
        {"title": "Calcification in diabetes type 1"},
        {"title": "Calcification in diabetes type 2", "page": "1–9"},
        "the titles name different parts or numbers",
    ),
    "annual": (
        {"title": "Standards of care 2012"},
        {"title": "Standards of care 2013", "volume": "66", "page": "9"},
        "the titles name different parts or numbers",
    ),
    "reply": ({}, {"title": f"{TITLE}: reply", "page": "1070"}, "one is a notice about the other"),
    "erratum": ({}, {"title": f"Erratum: {TITLE}", "issue": "4", "page": "1570"}, "one is a notice about the other"),
    "neighbours by one group": (
        {},
        {"title": "Bone infarcts in scleroderma", "page": "1070–1072"},
        "another title in the same journal",
    ),
    "the next paper, on its last page": (
        {},
        {"title": "Bone infarcts in sheep", "author": people("Smith A, Jones B"), "page": "1069–1072"},
        "other people",
    ),
    "two journals": (
        {},
        {"container_title": "Lupus", "volume": "20", "issue": "3", "page": "7–9", "issued": Date(year=2013)},
        "another page of another issue",
    ),
    "another paper": (
        {},
        {
            "title": "Fire ecology of the pampas",
            "author": people("Gomez P"),
            "container_title": "Ecology",
            "volume": "3",
            "page": "201–230",
        },
        "other people",
    ),
}


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS.keys())
@pytest.mark.parametrize("turned", [False, True])
def test_near_twins_are_refused_with_their_reason(twins, turned):
    one, other = (replace(BASE, **change) for change in twins[:2])
    found = refusal(other, one) if turned else refusal(one, other)
    assert any(twins[2] in words for words in found), found


def test_the_reasons_are_sentences_what_differs_first():
    other = replace(FULL, title="Bone infarcts in scleroderma", page="1070–1072", issued=Date(year=2010))
    assert refusal(BASE, other) == (
        f"title: “{TITLE}”, but the record has “Bone infarcts in scleroderma”",
        "pages: “1057–1069”, but the record has “1070–1072”",
        "no title to go by, and the page is another",
        "another title in the same journal",
        "the same or nearly: author, journal or book, year, volume, issue",
        "6.6 bits too few",
    )


def test_a_long_value_is_cut_in_words_only():
    found = refusal(replace(BASE, title="word " * 100), replace(BASE, title="other thing entirely", page="3"))
    assert found[0].startswith(f"title: “{('word ' * 32).strip()} …”, but")


@pytest.mark.parametrize(
    "held",
    [Work(), Work(DOI="10.1/a"), Work(PMID="1"), Work(title="Editorial"), work(TITLE), work("Calcinosis", year=2011)],
)
def test_what_says_little_contradicts_nothing(held):
    assert refusal(held, held) == ()
    assert refusal(held, FULL) == () or held.title in {"Editorial", "Calcinosis"}


def test_a_container_read_as_title_is_a_container():
    held = work("J Am Acad Dermatol", "Reiter NX", et_al=True, year=2011, volume="65", page="1057")
    assert refusal(held, FULL) == ()
    assert refusal(replace(held, volume="7", page="9"), FULL) != ()
    assert refusal(replace(held, title="J Bone Joint Surg", page="9"), FULL) != ()


def test_editors_answer_for_a_book_without_authors():
    held = work(
        "Cochrane handbook for systematic reviews", year=2008, type="book", editor=people("Higgins JPT, Green S")
    )
    assert refusal(held, replace(held, title="Cochrane Handbook for Systematic Reviews", issued=Date(year=2009))) == ()
    assert "other people" in refusal(held, replace(held, editor=people("Smith A"), issued=Date(year=2003)))


def test_a_list_of_thousands_does_not_hide_the_title():
    letters = ascii_lowercase[:18]
    crowd = people(", ".join(f"Able{one}{two}{three} A" for one in letters for two in letters for three in letters))
    held = replace(BASE, author=crowd)
    assert refusal(held, held) == ()
    assert "another title in the same journal" in refusal(held, replace(held, title="Mass of a boson", page="3–9"))
