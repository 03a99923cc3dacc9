"""What of a record stands in a reference string, field by field, whatever was read."""

from __future__ import annotations

import pytest

from refparse.resolve.candidate import candidate_of, describe
from refparse.resolve.prepare import prepare
from refparse.resolve.printed import NOWHERE, Sheet, digits, find_window, read_printed, strip_label
from refparse.resolve.registry import Answer
from refparse.resolve.standing import compare
from refparse.resolve.weights import WEIGHTS
from refparse.work import Date, Name, Names, Work

MOLES = {
    "DOI": "10.1000/moles",
    "type": "journal-article",
    "title": ["On the skins of moles: a study of seven winters"],
    "author": [{"family": "Able", "given": "Ann"}, {"family": "Baker", "given": "Bo"}],
    "container-title": ["Archives of Dermatology"],
    "issued": {"date-parts": [[1969]]},
    "volume": "100",
    "issue": "4",
    "page": "417-421",
}


ABLE_A, ABLE_B = (Names(names=(Name(family="Able", given=given),)) for given in "AB")


def names(*families):
    return Names(names=tuple(Name(family=one) for one in families))


def grades(text, work=None, **changed):
    message = {name: value for name, value in {**MOLES, **changed}.items() if value is not None}
    candidate = candidate_of(Answer(DOI="10.1000/moles", message=message, by="", at=""))
    read = prepare(work or Work())
    found = compare(read_printed(text), read, describe(candidate))
    assert all((one.field, one.grade) in WEIGHTS for one in found)
    return {one.field: one.grade for one in found}


WHOLE = "Able A, Baker B. On the skins of moles: a study of seven winters. Archives of Dermatology 1969;100(4):417-421."


def test_a_string_that_says_all_without_being_read():
    assert grades(WHOLE) == {
        "title": "whole",
        "author": "all",
        "container_title": "stands",
        "issued": "exact",
        "volume": "stands",
        "issue": "stands",
        "page": "both stand",
        "other numbers": "none",
        "other words": "none",
    }


@pytest.mark.parametrize(
    ("title", "text", "grade"),
    [
        (MOLES["title"], "On the slins of mo les: a studyof seven wintars", "misprinted"),
        (MOLES["title"], "0m the slins of noles: a studg of seve wintars", "alike"),
        (MOLES["title"], "On the skins of moles. Dermatology", "main"),
        (MOLES["title"], "On the skins of moles: bones, hair and claws in summer. Arch Dermatol", "main and more"),
        (MOLES["title"], "Arch Dermatol 1969", "not printed"),
        (["The skin of moles"], "The skins of moles", "misprinted short"),
        (["The skin of moles"], "The skin of moles", "whole short"),
        (["Editorial"], "Editorial. Arch Dermatol", "whole heading"),
        (["Letters to the editor"], "Letlers to the editor. Arch Dermatol", "misprinted heading"),
        (["Skins of old moles grown 2"], "Skins of old moles grown 3", "other number"),
        (["Skins of old moles. Part I"], "Skins of old moles. Part II", "other number"),
        (["Skins of old moles with vitamin C"], "Skins of old moles with vitamin D", "other number"),
        (["Skins of old moles with vitamin C"], "Skins of old moles with vitamin 0", "misprinted"),
        (["Skins of a hundred and two moles"], "Skins of s hundred and two moles", "misprinted"),
        (["Moles in 1950 and their winter skins"], "Moles in 1960 and their winter skins", "other number"),
        (["The skins of moles before breeding"], "The skins of moles after breeding", "other number"),
        ([], "Arch Dermatol 1969", "none given"),
    ],
)
def test_titles(title, text, grade):
    assert grades(text, title=title)["title"] == grade


@pytest.mark.parametrize(
    ("read", "grade"),
    [("Ferns of the far north", "other title"), ("Archives of Dermatology", "not printed"), (None, "not printed")],
)
def test_a_title_that_was_read_and_is_not_the_records(read, grade):
    assert grades("Ferns of the far north. Archives of Dermatology", Work(title=read))["title"] == grade


@pytest.mark.parametrize(
    ("text", "read", "grade"),
    [
        ("Able A, Baker B.", names("Able", "Baker"), "all"),
        ("Ahle A, Bakor B.", names("Ahle", "Bakor"), "not the first"),
        ("Able A, Bakor B.", names("Able", "Bakor"), "all"),
        ("Able A, et al.", names("Able"), "et al."),
        ("Able A.", names("Able"), "the first"),
        ("Baker B, Able A.", names("Baker", "Able"), "reordered"),
        ("Able A, Baker B, Cole C.", names("Able", "Baker", "Cole"), "more people"),
        ("Able A, Baker B, X1.", names("Able", "Baker", "X1"), "all"),
        ("Dunn D", names("Dunn"), "conflict"),
        ("Arch Dermatol", Names(), "not printed"),
    ],
)
def test_people(text, read, grade):
    assert grades(text, Work(author=read))["author"] == grade


@pytest.mark.parametrize(
    ("people", "text", "read", "grade"),
    [
        ([{"family": "Able", "given": "Ann"}], "Able A.", ABLE_A, "the only one"),
        ([{"family": "Able", "given": "Ann"}], "Able B.", ABLE_B, "namesake"),
        ([{"family": "Able"}], "Able B.", ABLE_B, "the only one"),
        ([{"family": "Li", "given": "Ying"}], "Li Y. Skin", Names(), "the only one"),
        ([{"family": "Li", "given": "Ying"}], "Livers and skin", Names(), "not printed"),
        ([{"family": "Li"}], "Skin", Names(), "not printed"),
        ([{"family": "M", "given": "Rayyan"}], "Rayyan M. Skin", names("Rayyan"), "the only one"),
        ([{"family": one} for one in ("Able", "Baker", "Colet", "Dunne")], "Able, Baker, Colet", Names(), "most"),
        ([{"family": "A. H."}], "A. H. Skin", Names(), "the only one"),
        ([{"family": "A. H."}], "H. A. Skin", Names(), "not printed"),
        (None, "Able A.", names("Able"), "none given"),
        (None, "Skin", Names(), "neither"),
    ],
)  # fmt: skip
def test_people_of_other_records(people, text, read, grade):
    assert grades(text, Work(author=read), author=people)["author"] == grade


@pytest.mark.parametrize(
    ("containers", "text", "read", "grade"),
    [
        (["Archives of Dermatology"], "Arch Dermatol 1", "Arch Dermatol", "folded"),
        (["Archives of Dermatology"], "Archives of Dermatology 1", "Archives of Dermatology", "exact"),
        (["Archives of Dermatology"], "Lancet 1", "Lancet", "conflict"),
        (["Archives of Dermatology"], "1969", None, "not printed"),
        (["Archives of Dermatology"], "Lancet, Archivs of Dermatology", "Lancet", "stands"),
        (["Archives of Dermatology: The Journal of Skins"], "see Archives of Dermatology 1", None, "stands"),
        (["On the skins"], WHOLE, None, "not printed"),
        (["J"], "J 1", None, "not printed"),
        (None, "Lancet", "Lancet", "none given"),
    ],
)
def test_containers(containers, text, read, grade):
    assert grades(text, Work(container_title=read), **{"container-title": containers})["container_title"] == grade


@pytest.mark.parametrize(
    ("text", "read", "years", "grade"),
    [
        ("1969", None, [[1969]], "exact"),
        ("1969a", None, [[1969]], "exact"),
        ("l969", None, [[1969]], "misprint"),
        ("Skin 19N69", None, [[1969]], "misprint"),
        ("Skin 19 69", None, [[1969]], "misprint"),
        ("Skin 19 69", 1969, [[1969]], "exact"),
        ("1970", None, [[1969]], "near"),
        ("1999", None, [[1969]], "conflict"),
        ("undated", None, [[1969]], "not printed"),
        ("1969", None, [[None]], "none given"),
    ],
)
def test_years(text, read, years, grade):
    work = Work(issued=Date(year=read)) if read else Work()
    assert grades(text, work, issued={"date-parts": years})["issued"] == grade


@pytest.mark.parametrize(
    ("text", "read", "given", "grade"),
    [
        ("100", "100", "100", "exact"),
        ("100 Suppl 1", "100 Suppl 1", "100", "exact"),
        ("63", "63", "63(1)", "near"),
        ("100", None, "100", "stands"),
        ("1o0", None, "100", "misprint"),
        ("n100", None, "100", "misprint"),
        ("12", "12", "100", "conflict"),
        ("Skin", None, "100", "not printed"),
        ("Skin", None, "1969", "the year"),
        ("12", "12", None, "none given"),
        ("Skin", None, None, "neither"),
    ],
)
def test_volumes(text, read, given, grade):
    assert grades(text, Work(volume=read), volume=given)["volume"] == grade


@pytest.mark.parametrize(
    ("text", "read", "given", "grade"),
    [
        ("Skin (4)", "4", "4", "exact"),
        ("Skin (4)", None, "4", "stands"),
        ("(5)", "5", "4", "conflict"),
        ("Skin", None, "4", "not printed"),
        ("(5)", "5", None, "none given"),
        ("Skin", None, None, "neither"),
    ],
)
def test_issues(text, read, given, grade):
    assert grades(text, Work(issue=read), issue=given)["issue"] == grade


@pytest.mark.parametrize(
    ("text", "read", "given", "grade"),
    [
        ("417-421", "417-421", "417-421", "both"),
        ("417-21", "417-21", "417-421", "both"),
        ("417–21", "417–21", "417-421", "both"),
        ("417", "417", "417-421", "first"),
        ("417", "417", "417", "first"),
        ("417-421", "417-421", "417", "first"),
        ("417-425", "417-425", "417-421", "other end"),
        ("417-421", None, "417-421", "both stand"),
        ("417", None, "417-421", "stands"),
        ("17", None, "17-21", "may stand"),
        ("4l7", None, "417-421", "misprint"),
        ("417m421", "417m421", "417-421", "both stand"),
        ("417m21", None, "417-421", "conflict"),
        ("pdb.rec080069", None, "pdb.rec080069", "stands"),
        ("iii-iv", None, "iii-iv", "both stand"),
        ("p. iii", None, "iii-iv", "may stand"),
        ("S417", "S417", "417-421", "other letters"),
        ("418-421", "418-421", "417-421", "slip"),
        ("900-905", "900-905", "417-421", "conflict"),
        ("900", None, "417-421", "conflict"),
        ("Skin", None, "417-421", "not printed"),
        ("417", "417", None, "none given"),
        ("Skin", None, None, "neither"),
    ],
)
def test_pages(text, read, given, grade):
    assert grades(text, Work(page=read), page=given, volume=None)["page"] == grade


def test_a_page_of_a_whole_book():
    book = {"type": "book", "container-title": None, "page": None, "volume": None}
    text = "Able A. On the skins of moles: a study of seven winters. 1969, p. 147"
    assert grades(text, Work(page="147"), **book)["page"] == "a part of it"


@pytest.mark.parametrize(
    ("more", "numbers", "words"),
    [
        ("", "none", "none"),
        (" Chicago", "none", "one"),
        (" Chicago Illinois, 12", "one", "few"),
        (" Fourteen hundred pictures by hand, 12, 13", "two", "some"),
        (" Fourteen hundred pictures by another hand lost since summer, 12, 13, 55", "more", "many"),
        # The day of a date, an end shortened, links and marks of the list are no numbers of the reference.
        (" March 12", "none", "none"),
        (" 17-21", "one", "none"),
        (" https://example.org/77/x doi:10.1000/88", "none", "none"),
        (" <b>&amp;</b>", "none", "none"),
    ],
)
def test_what_is_left(more, numbers, words):
    found = grades(WHOLE + more)
    assert (found["other numbers"], found["other words"]) == (numbers, words)


def test_people_and_editors_are_not_counted_again():
    work = Work(author=names("Able", "Baker", "Zimmermann"), editor=names("Quill"))
    assert grades(f"{WHOLE} Zimmermann. Ed. Quill", work)["other words"] == "none"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("[12] Skin", "Skin"), ("(3) Skin", "Skin"), ("1Skin", "Skin"), ("1. Skin", "Skin"), ("2010 Skin", "2010 Skin")],
)
def test_labels(text, bare):
    assert strip_label(text) == bare


def test_windows():
    assert find_window("", "skin", 80) == NOWHERE
    assert find_window("skin", "", 80) == NOWHERE
    assert find_window("skinsofmoles", "skinsofmole", 80).score > 95
    assert find_window("skinsofmoles", "fernsofmars", 80) == NOWHERE
    assert find_window("skin", "xxskinxx", 80) == (100.0, 2, 6)


def test_a_container_that_a_reader_mended():
    # As read it stands nowhere in the string; it agrees all the same.
    assert grades("Arch. Der matol. 1969", Work(container_title="Arch Derm"))["container_title"] == "folded"
    sheet = Sheet(read_printed("Arch Der1 matol"))
    sheet.cover_text("archdermatol")
    assert sheet.spare_words(frozenset()) == ["arch", "matol"]


def test_glued_numbers_and_what_breaks_them():
    printed = read_printed("Journal85, 0067 (19 93)")
    assert printed.numbers == ("85", "67", "19", "93")
    sheet = Sheet(printed)
    assert sheet.take_misprinted("1993")
    assert not sheet.take_misprinted("1993")
    assert not sheet.take_all(["67", "67"])
    assert sheet.take_all(["67"])
    assert sheet.spare_numbers() == ["85"]
    assert digits("phase 2 of 2") == {"2": 2}


def test_a_hostile_string_is_read_no_further_than_any_reference_goes():
    assert len(read_printed("a1 " * 1_000_000).words) < 10_001
