"""Verdicts: what merges, what is asked, what is told apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from test_match_factory import people, record, work

from refparse.evidence import Evidence
from refparse.resolve.table import ABSENT, ASK, PRIOR, SAME, TABLE, WEIGHTS
from refparse.resolve.weigh import RULES, VETOES, judge
from refparse.work import NOBODY, Date, Names, Work

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


def verdict(one: Work, other: Work):
    return judge(record("a", one), record("b", other))


def weight(found, field):
    return next((row.weight for row in found.evidence if row.field == field), None)


def level(found, field):
    return next((row.level for row in found.evidence if row.field == field), None)


VARIANTS = {
    "nothing changed": {},
    "et al. after one": {"author": people("Reiter N", et_al=True)},
    "et al. after three": {"author": people("Reiter NX, El-Shabrawi L, Leinweber B", et_al=True)},
    "one author, no et al.": {"author": people("Reiter NX")},
    "three of four authors": {"author": people("Reiter NX, El-Shabrawi L, Leinweber B")},
    "one author left out": {"author": people("Reiter NX, Leinweber B, Berghold A")},
    "first author misspelt": {"author": people("Retter NX, El-Shabrawi L, Leinweber B, Berghold A")},
    "one initial misread": {"author": people("Reiter NX, El-Shabrawi L, Leinweber B, Berghold F")},
    "initials misread": {"author": people("Reiter NZ, El-Shabrawi L, Leinweber B, Berghold A")},
    "full given names": {"author": people("Reiter/Nadja Xenia, El-Shabrawi/Laila, Leinweber/Bernd, Berghold/Andrea")},
    "two authors exchanged": {"author": people("El-Shabrawi L, Reiter NX, Leinweber B, Berghold A")},
    "no authors": {"author": NOBODY},
    "no issue": {"issue": None},
    "another issue": {"issue": "2"},
    "double issue": {"issue": "1–2"},
    "Roman volume": {"volume": "LXV"},
    "volume misprinted": {"volume": "56"},
    "volume with supplement": {"volume": "65 Suppl 1"},
    "page shortened": {"page": "1057-69"},
    "first page only": {"page": "1057"},
    "last page misprinted": {"page": "1057–1068"},
    "first page misprinted": {"page": "1075–1069"},
    "no page": {"page": None},
    "online the year before": {"issued": Date(year=2010)},
    "no year": {"issued": None},
    "capitals": {"title": TITLE.upper()},
    "title case": {"title": TITLE.title()},
    "translated title's brackets": {"title": f"[{TITLE}]"},
    "language note": {"title": f"{TITLE} [in French]"},
    "subtitle cut": {"title": "Calcinosis cutis in lupus erythematosus"},
    "subtitle added": {"title": f"{TITLE}. A case report"},
    "words glued": {"title": TITLE.replace(" ", "")},
    "a word misspelt": {"title": TITLE.replace("warfarin", "warfarine")},
    "a word left out": {"title": TITLE.replace(" with", "")},
    "a word parted": {"title": TITLE.replace("erythematosus", "erythe matosus")},
    "journal in full": {"container_title": "Journal of the American Academy of Dermatology"},
    "journal with stops": {"container_title": "J. Am. Acad. Dermatol."},
    "journal misspelt": {"container_title": "J Am Acad Dermatal"},
    "DOI on one side": {"DOI": "10.1016/j.jaad.2010.08.024"},
    "cut DOI on one side": {"doi_prefix": "10.1016/j"},
    "another type": {"type": "paper-conference"},
    "no type": {"type": None},
    "retracted since": {"title": f"RETRACTED: {TITLE}"},
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS.keys())
def test_one_work_however_it_is_cited(change):
    found = verdict(BASE, replace(BASE, **change))
    assert found.decision == "same", found


TWINS = {
    "other part": (
        {"title": "Calcinosis: part I. Diagnosis"},
        {"title": "Calcinosis: part II. Therapy", "page": "15–22"},
    ),
    "numeral": ({"title": "Calcinosis cutis. I"}, {"title": "Calcinosis cutis. II", "page": "15–22"}),
    "types 1 and 2": (
        {"title": "Calcification in diabetes type 1"},
        {"title": "Calcification in diabetes type 2", "page": "1–9"},
    ),
    "reply": ({}, {"title": f"{TITLE}: reply"}),
    "erratum": ({}, {"title": f"Erratum: {TITLE}"}),
    "neighbours by one group": ({}, {"title": "Bone infarcts in scleroderma", "page": "1070–1072"}),
    "letters on one page": ({}, {"title": "Bone infarcts in scleroderma", "author": people("Smith A, Jones B")}),
    "chapter": (
        {"title": "Skin", "container_title": "Lupus Erythematosus: A Textbook", "type": "chapter"},
        {"title": "Lupus erythematosus. A textbook", "container_title": None, "type": "book"},
    ),
    "two journals": (
        {},
        {"container_title": "Lupus", "volume": "20", "issue": "3", "page": "7–9", "issued": Date(year=2013)},
    ),
    "annual": ({"title": "Standards of care 2012"}, {"title": "Standards of care 2013", "volume": "66", "page": "9"}),
}


@pytest.mark.parametrize("pair", TWINS.values(), ids=TWINS.keys())
def test_near_twins_are_different(pair):
    one, other = (replace(BASE, **change) for change in pair)
    assert verdict(one, other).decision == "different"


ASKED = {
    "other pages": ({"page": "15–22"}, "the pages differ"),
    "two DOIs": ({}, "two DOIs"),
    "two PMIDs": ({}, "two PMIDs"),
    "other editions": ({"edition": "6th", "page": None}, "two editions"),
    "preprint": (
        {"container_title": "medRxiv", "volume": None, "issue": None, "page": None},
        "two containers, and no volume and page that agree",
    ),
    "years apart": ({"issued": Date(year=2001), "page": None}, "years apart, and no page that agrees"),
    "year and volume": ({"issued": Date(year=2010), "volume": "64"}, "volume and year differ"),
    "opposites": (
        {"title": TITLE.replace("with", "without"), "page": None},
        "the titles differ",
    ),
    "words exchanged": (
        {"title": TITLE.replace("warfarin", "aspirin and rest"), "page": None},
        "the titles share words, but not the place",
    ),
    "half the people, no page": (
        {"author": people("Reiter NX, El-Shabrawi L, Smith A, Jones B"), "page": None},
        "other authors, and no volume and page that agree",
    ),
    "subtitle, no page": (
        {"title": "Calcinosis cutis in lupus erythematosus", "page": None},
        "one title has more to it, and no page agrees",
    ),
    "a number on one page": (
        {"title": "Calcinosis in 18 patients"},
        "on one page, the titles name different parts or numbers",
    ),
    "in another language": ({"title": "Kalzinose der Haut"}, "the titles differ"),
    "longer, by others": (
        {"title": "Calcinosis cutis in lupus erythematosus", "author": people("Smith A, Jones B")},
        "one title contains the other, and the authors are other people",
    ),
}
SIDES = {
    "two DOIs": ({"DOI": "10.1000/1"}, {"DOI": "10.1000/2"}),
    "two PMIDs": ({"PMID": "1"}, {"PMID": "2"}),
    "other editions": ({"edition": "5th", "page": None}, {}),
    "a number on one page": ({"title": "Calcinosis in 78 patients"}, {}),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_veto_asks_however_heavy_the_evidence(name):
    change, words = ASKED[name]
    first, second = SIDES.get(name, ({}, {}))
    found = verdict(replace(BASE, **first), replace(BASE, **change, **second))
    assert (found.decision, words in found.vetoes) == ("ask", True), found


THIN = [
    (work(TITLE, "Reiter N"), "same"),
    (work(TITLE, year=2011), "ask"),
    (work(TITLE), "ask"),
    (work(TITLE, year=2011, container_title="Lupus"), "same"),
    (work("Calcinosis", "Reiter N"), "ask"),
    (work("Editorial", year=1998), "different"),
    (work("Editorial", "Smith J", year=1998, container_title="Lupus"), "ask"),
    (work("Editorial", "Smith J", year=1998, container_title="Lupus", volume="7", page="1–2"), "same"),
    (work(author="Smith J", year=1998, container_title="Lupus", volume="7", page="1–2"), "same"),
    (work(container_title="Lupus", volume="7", page="1"), "ask"),
    (Work(DOI="10.1000/1"), "same"),
    (Work(PMID="1"), "same"),
    (Work(), "different"),
]


@pytest.mark.parametrize(("of", "decision"), THIN)
def test_identical_records_merge_when_they_name_a_work(of, decision):
    assert verdict(of, of).decision == decision


def test_one_doi_under_two_titles_is_asked():
    other = replace(BASE, title="Bone infarcts in sheep", author=people("Foo B"), page="7", DOI="10.1000/1")
    found = verdict(replace(BASE, DOI="10.1000/1"), other)
    assert found.decision == "ask"
    assert "the titles differ" in found.vetoes


def test_cut_dois_narrow():
    whole, cut = replace(BASE, DOI="10.1016/j.jaad.2010"), replace(BASE, doi_prefix="10.1016/J")
    assert level(verdict(whole, cut), "doi_prefix") == "near"
    assert weight(verdict(whole, cut), "doi_prefix") > 0
    assert weight(verdict(whole, replace(BASE, doi_prefix="10.1001/j")), "doi_prefix") < 0
    assert level(verdict(BASE, cut), "doi_prefix") == "absent"
    both = verdict(replace(BASE, doi_prefix="10.1016/j.ja"), cut)
    assert [row.field for row in both.evidence if "oi" in row.field.lower()][-1] == "doi_prefix"


def test_missing_is_not_different():
    found = verdict(BASE, work(TITLE))
    absent = {row.field for row in found.evidence if row.level == "absent"}
    assert absent == {"author", "container_title", "issued", "volume", "issue", "page", "type"}
    assert all(row.weight == 0 for row in found.evidence if row.level == "absent")
    assert verdict(work(TITLE), work(TITLE)).evidence == (
        Evidence(field="title", left=TITLE, right=TITLE, level="exact", weight=WEIGHTS["title", "exact"][1]),
    )


def test_a_heading_against_a_title_says_nothing():
    assert level(verdict(replace(BASE, title="Case report"), BASE), "title") == "absent"


def test_levels_of_people():
    def people_level(one, other, *, et_al=False):
        return level(verdict(work(author=one), work(author=other, et_al=et_al)), "author")

    assert people_level("Tristano AG, Millan A", "Tristano/Antonio G., Millan/Alberto") == "initials"
    assert people_level("Müller S", "Muller S") == "folded"
    assert people_level("Kim S", "Kim S, Lee T") == "near"
    assert people_level("Kim S, Lee T, Cho U", "Kim S", et_al=True) == "exact"
    assert people_level("Rothe MJ, Grant-Kels JM, Rothfield NI", "Rothe MJ, Grant-Kels JM, Rothfield NF") == "near"
    assert people_level("Muller SA, Winkelmann RK, Brunsting LA", "Brunsting LA, Muller SA, Winkelmann RK") == "near"
    assert people_level("Muller SA, Winkelmann RK, Brunsting LA", "Muller SA, Brunsting LA, Winkelmann RK") == "near"
    assert people_level("Kabir I", "Kabir DI") == "near"
    assert people_level("Kim S", "Kim T") == "conflict"
    assert people_level("Nadja Reiter", "Reiter Nadja") == "folded"
    assert people_level("Reiter N", "Rieter K") == "conflict"
    assert people_level("Grant-Kels JM, Smith A", "Grant JM, Smith A") == "near"
    assert people_level("Wu N, Lee T", "Li N, Cho U") == "conflict"


def test_a_group_has_no_initials():
    group = Names(names=(replace(people("x y").names[0], family=None, given=None, literal="WHO Study Group"),))
    assert level(verdict(Work(author=group), Work(author=group)), "author") == "exact"


def test_short_pages_are_no_misprints_of_one_another():
    assert level(verdict(replace(BASE, page="12"), replace(BASE, page="13")), "page") == "conflict"
    assert weight(verdict(replace(BASE, page="120"), replace(BASE, page="102")), "page") == 0


def test_the_sum_and_the_order_of_a_verdict():
    found = judge(record("b", BASE), record("a", BASE))
    assert (found.left_id, found.right_id, found.rules, found.prior) == ("a", "b", RULES, PRIOR)
    assert found.weight == found.prior + sum(row.weight for row in found.evidence)


def test_the_probabilities_of_a_field_add_up():
    sums = defaultdict(lambda: [0.0, 0.0])
    for row in TABLE:
        sums[row.field][0] += row.m
        sums[row.field][1] += row.u
    for field, (m, u) in sums.items():
        assert (field, round(m, 6), round(u, 6)) == (field, 1.0, 1.0)


def test_the_table_is_sound():
    assert len(WEIGHTS) == len(TABLE)
    assert ABSENT == ("absent", 0.0)
    assert ASK < SAME
    for row in TABLE:
        assert (row.weight * 8).is_integer()
        assert row.weight > 0 or row.level in {"near", "conflict"}
        assert row.weight < 0 or row.level != "conflict"
    assert len({(veto.words, veto.settles) for veto in VETOES}) == len(VETOES)


def test_editors_answer_for_a_book_without_authors():
    editors = people("Higgins JPT, Green S")
    one = work("Cochrane handbook for systematic reviews", year=2008, type="book", editor=editors)
    two = replace(one, title="Cochrane Handbook for Systematic Reviews")
    assert verdict(one, two).decision == "same"
    assert verdict(replace(one, editor=NOBODY), two).decision == "ask"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Hill & Dale", "Hill & Dale", "exact"),
        ("Hill & Dale", "Hill and Dale", "folded"),
        ("Hill & Dale", "Hill & Dale Inc.", "near"),
        ("Hill & Dale", "Sea Press", "conflict"),
        ("Hill & Dale", "—", "conflict"),
        ("Hill & Dale", None, "absent"),
    ],
)
def test_publishers_are_evidence_of_their_own(one, other, level):
    found = verdict(work("Calcium glands", publisher=one), work("Calcium glands", publisher=other))
    assert [row.level for row in found.evidence if row.field == "publisher"] == [level]
