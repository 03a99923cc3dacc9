"""Citations as they are typed on two pages: what must merge, and what must not without asking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_match_factory import judge, people, record, work

from refparse.work import NOBODY, Date, Name, Names

LETTER = work(
    "Calcinosis cutis in lupus",
    "Smith J",
    year=1998,
    container_title="Lancet",
    volume="39",
    page="527",
    type="article-journal",
)
SUPPLEMENT = replace(LETTER, issue="Suppl 1", page="S12")
PAPER = replace(LETTER, author=people("Smith J, Brown K, Cho U"), page="527–533")
#: On one page there is room for two; the pages of a paper hold one.
NOTE = replace(PAPER, page="527")
BOOK = work(
    "Calcium glands and bone disease: selected studies",
    "Miller F, Carter EC",
    year=1948,
    type="book",
    publisher="Hill & Dale",
    publisher_place="Baltimore",
)
GROUP = Names(names=(Name(literal="Lupus Study Group"),))


def titles(one, other):
    return {"title": one}, {"title": other}


TITLE_ONE = "Calcinosis cutis in systemic lupus erythematosus"
TITLE_TWO = "Calcinosis cutis seen in systemic lupus erythematosus"

MERGED = {
    "Suppl 1, 1 Suppl": (SUPPLEMENT, {}, {"issue": "1 Suppl"}),
    "Suppl 1, (Suppl. 1)": (SUPPLEMENT, {}, {"issue": "(Suppl. 1)"}),
    "Suppl 1, S1": (SUPPLEMENT, {}, {"issue": "S1"}),
    "Suppl 1, Supplement I": (SUPPLEMENT, {}, {"issue": "Supplement I"}),
    "Suppl 1, Suppl1": (SUPPLEMENT, {}, {"issue": "Suppl1"}),
    "Suppl 1, 4 Suppl 1": (SUPPLEMENT, {}, {"issue": "4 Suppl 1"}),
    "Suppl 1 of the issue, of the volume": (SUPPLEMENT, {}, {"volume": "39 Suppl 1", "issue": None}),
    "Suppl 1 told twice": (SUPPLEMENT, {}, {"volume": "39 Suppl 1"}),
    "Suppl 1, nothing": (SUPPLEMENT, {}, {"issue": None}),
    "supplements with one DOI": (SUPPLEMENT, {"DOI": "10.1000/1"}, {"issue": "Suppl 2", "DOI": "10.1000/1"}),
    "wrong issue of a volume paged through": (PAPER, {"issue": "3", "page": "527–33"}, {"issue": "4"}),
    "one author, an initial more": (LETTER, {"author": people("Smith NI")}, {"author": people("Smith NF")}),
    "one author, another initial": (LETTER, {}, {"author": people("Smith T")}),
    "one author misspelt": (LETTER, {}, {"author": people("Smyth J")}),
    "et al.": (PAPER, {}, {"author": people("Smith J", et_al=True)}),
    "a group for its people": (PAPER, {}, {"author": GROUP}),
    "British": (PAPER, *titles("Aetiology of oedema in lupus tumours", "Etiology of edema in lupus tumors")),
    "plural": (PAPER, *titles("Soft tissue calcification in lupus", "Soft tissue calcifications in lupus")),
    "hyphen": (PAPER, *titles("Non-Hodgkin lymphoma in lupuss patients", "NonHodgkin lymphoma in lupus patients")),
    "a slip": (PAPER, *titles("Calcinosis in dermatomyositis", "Calcinosis in dermatomyosits")),
    "two, 2": (PAPER, *titles("Calcinosis in lupus: report of two cases", "Calcinosis in lupus: report of 2 cases")),
    "type II, type 2": (PAPER, *titles("Calcinosis in diabetes type II", "Calcinosis in diabetes type 2")),
}
APART = {
    "two supplements": (SUPPLEMENT, {}, {"issue": "Suppl 2"}),
    "supplements in the volume": (
        SUPPLEMENT,
        {"volume": "39 Suppl 1", "issue": None},
        {"volume": "39 Suppl 2", "issue": None},
    ),
    "supplements of two issues": (SUPPLEMENT, {"issue": "4 Suppl 1"}, {"issue": "4 Suppl 2"}),
    "supplements on a plain page": (PAPER, {"issue": "Suppl 1"}, {"issue": "Suppl 2"}),
    "columns of two issues": (LETTER, {"issue": "1", "page": "12"}, {"issue": "2", "page": "12"}),
    "lettered pages of two issues": (LETTER, {"issue": "1", "page": "A12"}, {"issue": "2", "page": "A12"}),
    "two letters on one page": (LETTER, {}, {"author": people("Brown K")}),
    "two abstracts on one page": (NOTE, {}, {"author": people("Reiter N, Leinweber B, Berghold A")}),
    "a reply under the same title": (LETTER, {}, {"author": people("Brown K"), "page": "527–528"}),
    "replies, one unsigned": (LETTER, {"title": "Reply"}, {"title": "Reply", "author": NOBODY}),
    "a reply so called": (LETTER, {}, {"title": "Calcinosis cutis in lupus: reply"}),
    "a correction on that page": (LETTER, {}, {"title": "Calcinosis cutis in lupus. Correction"}),
    "annual reports": (
        BOOK,
        {"title": "Annual report on calcium in bone"},
        {"title": "Annual report on calcium in bone", "issued": Date(year=1949)},
    ),
    "same title in two journals": (
        PAPER,
        {},
        {"container_title": "Arch Dermatol", "volume": "80", "page": "15–21"},
    ),
    "with, without": (
        NOTE,
        *titles("Patients with lupus nephritis", "Patients without lupus nephritis"),
    ),
    "men, women": (NOTE, *titles("Calcinosis cutis of lupus in men", "Calcinosis cutis of lupus in women")),
    "mice, rats": (NOTE, *titles("Experimental calcinosis cutis in mice", "Experimental calcinosis cutis in rats")),
    "hypo, hyper": (NOTE, *titles("Hypocalcemia in cutaneous lupus", "Hypercalcemia in cutaneous lupus")),
    "pre, post": (NOTE, *titles("Pre-operative care in lupus patients", "Post-operative care in lupus patients")),
    "anti": (NOTE, *titles("Anti-DNA antibodies in lupus nephritis", "DNA antibodies in lupus nephritis")),
    "para": (NOTE, *titles("Diseases of the parathyroid in lupus", "Diseases of the thyroid in lupus")),
    "not": (
        NOTE,
        *titles("Warfarin is effective in lupus", "Warfarin is not effective in lupus"),
    ),
    "I, II": (PAPER, *titles("Studies on calcinosis in lupus I", "Studies on calcinosis in lupus II")),
    "A, B": (NOTE, *titles("Calcinosis cutis after hepatitis A", "Calcinosis cutis after hepatitis B")),
    "C3, C4": (NOTE, *titles("Complement C3 in lupus nephritis", "Complement C4 in lupus nephritis")),
    "one, two": (PAPER, *titles("Calcinosis in lupus, part one", "Calcinosis in lupus, part two")),
    "first of two parts": (
        PAPER,
        *titles("Calcinosis in lupus (first of two parts)", "Calcinosis in lupus (second of two parts)"),
    ),
    "two series": (PAPER, *titles("Calcinosis in lupus: 12 cases", "Calcinosis in lupus: 21 cases")),
    "a book without its subtitle": (BOOK, {}, {"title": "Calcium glands and bone disease"}),
    "books of two houses": (BOOK, {}, {"title": "Calcium glands and bone disease", "publisher": "Sea Press"}),
    "books of two places": (BOOK, {}, {"title": "Calcium glands and bone disease", "publisher_place": "Oslo"}),
    "books of two years": (BOOK, {}, {"title": "Calcium glands and bone disease", "issued": Date(year=1947)}),
    "books by others": (BOOK, {}, {"title": "Calcium glands and bone disease", "author": people("Lee T")}),
    "a book, a chapter": (BOOK, {}, {"title": "Calcium glands and bone disease", "type": "chapter"}),
}


def judged(base, first, second):
    return judge(record("a", replace(base, **first)), record("b", replace(base, **second)))


@pytest.mark.parametrize("name", MERGED)
def test_these_merge(name):
    found = judged(*MERGED[name])
    assert found.decision == "same", found


@pytest.mark.parametrize("name", APART)
def test_these_never_merge_without_asking(name):
    found = judged(*APART[name])
    assert found.decision != "same", found
    assert found.vetoes, found


def test_companion_papers_on_other_pages_are_different():
    one, other = titles("Calcinosis cutis of lupus in men", "Calcinosis cutis of lupus in women")
    assert judged(PAPER, one, {**other, "page": "534–540"}).decision == "different"


def test_a_text_of_many_other_words_is_no_misspelt_title():
    text = " ".join(f"calcinosis{chr(97 + n % 26)} lupus erythematosus" for n in range(30))
    found = judged(PAPER, {"title": text}, {"title": text.replace("lupus", "lupos")})
    assert found.evidence[0].weight == judged(PAPER, {"title": TITLE_ONE}, {"title": TITLE_TWO}).evidence[0].weight
