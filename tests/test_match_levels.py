"""Two works compared field by field: pages, abstracts, titles in noise, people whose names were turned round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_match_factory import people, work

from refparse.match.levels import FIELDS, compare
from refparse.match.traits import traits
from refparse.work import Work

TITLE = "Calcinosis cutis in lupus of children"
PAPER = work(TITLE, "Smith J, Brown K", year=1998, container_title="Journal of Bones", volume="39")
ABSTRACT = (
    "We followed 61 children with lupus for nine years and looked for calcium in the skin of the knees and elbows"
    " by plain films every winter."
)
RETOLD = (
    "We followed 61 children with lupus for ten years and looked for calcium under the skin of hips and elbows"
    " by plain films each summer."
)
OTHER = (
    "Warfarin was given to forty obese mice from birth, and their aortas were weighed after staining for calcium"
    " with silver nitrate at the age of one."
)


def told(left, right):
    return dict(zip(FIELDS, compare(left, right), strict=True))


def graded(field, left, right):
    one, other = traits(left), traits(right)
    found = told(one, other)[field]
    assert told(other, one)[field] == found
    return found


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("527-533", "527533", "glued"),
        ("527-533", "527", "first"),
        ("527-533", "527-535", "other end"),
        ("527-533", "39, pp. 527-533", "exact"),
        ("527-533", "(pp. 527-533),", "exact"),
        ("527-533", "39) (pp. 527-533).", "exact"),
    ],
)
def test_pages_that_begin_alike_or_lost_their_dash(left, right, grade):
    assert graded("page", replace(PAPER, page=left), replace(PAPER, page=right)) == grade


CUT = replace(PAPER, author=people("Smith J, Brown K,  U"), issued=None)


@pytest.mark.parametrize("title", ["Cho (1998). {}", "(1998b) {}", "Cho, (1998): {}"])
def test_a_title_that_begins_with_the_year_is_put_right(title):
    cut = traits(replace(CUT, title=title.format(PAPER.title)))
    assert (cut.title, cut.year) == (traits(PAPER).title, 1998)


def test_a_country_before_a_year_is_no_name():
    title = "Sweden (2001): mortality from all causes"
    assert traits(replace(PAPER, title=title, issued=None)).title.startswith("sweden 2001")


def test_a_year_that_begins_a_title_goes_only_where_it_is_the_year():
    title = f"(1984) {PAPER.title}"
    assert traits(replace(PAPER, title=title)).title.startswith("1984")
    assert traits(replace(PAPER, title=f"(1998) {PAPER.title}")).title == traits(PAPER).title


@pytest.mark.parametrize("extent", ["304 p. 24 cm", "245 pp. 12 illus", "A12-A15 p. 1"])
def test_how_long_a_book_is_is_no_page(extent):
    assert traits(replace(PAPER, page=extent)).first != traits(replace(PAPER, page=extent.rpartition("p. ")[2])).first


def test_an_article_number_in_the_place_of_the_issue_is_a_page():
    numbered = replace(PAPER, issue="12724")
    assert (traits(numbered).first, traits(numbered).issue) == ("12724", "")
    assert graded("place", numbered, replace(PAPER, page="12724")) == "page of volume"


@pytest.mark.parametrize(
    ("abstract", "grade"),
    [
        (ABSTRACT, "exact"),
        (f"{ABSTRACT} Calcium was found in nine of them.", "exact"),
        (ABSTRACT[:60], "absent"),
        (RETOLD, "near"),
        (OTHER, "conflict"),
    ],
)
def test_abstracts_are_compared_as_far_as_the_shorter_goes(abstract, grade):
    assert graded("abstract", replace(PAPER, abstract=ABSTRACT), replace(PAPER, abstract=abstract)) == grade


def test_strings_read_alike_are_compared_by_their_fields_where_numbers_differ():
    one = traits(replace(PAPER, page="527"), f"Smith J, {TITLE}, Journal of Bones 39 (1998) 527")
    other = traits(replace(PAPER, page="534"), f"Smith J. {TITLE}. Journal of Bones 1998;39:534.")
    found = told(one, other)
    assert (found["title"], found["page"], found["string"]) == ("exact", "conflict", "absent")


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("Calcinosis cutis in lupus erythematosus", "C a l c i n o s i s cutis in l u p u s erythematosis", "misspelt"),
        (
            "Calcinosis cutis in lupus erythematosus",
            "Calcinosls cut is in lupus erythematosus of children and of their mothers, as seen in Norway of late",
            "begins",
        ),
    ],
)
def test_titles_with_letters_misread(left, right, grade):
    assert graded("title", work(left), work(right)) == grade


def test_strings_whose_titles_are_of_the_same_letters():
    one = traits(work("Calcinosis cutis in lupus erythematosus"), "Smith J. Bones 39 (1998) 527")
    other = traits(work("erythe matosuslupus: calci nosiscutis"), "Roy B. Skin 12 (1999) 3")
    assert told(one, other)["wording"] == "same letters"


@pytest.mark.parametrize(
    ("named", "turned"),
    [
        ("Cicek F, Keskin Z, Ozturk B", "Amber/Cicek, Zeynep/Keskin, Okan/Ozturk"),
        ("Cicek FA, Keskin ZT, Ozturk BO", "Amber CF, Zeynep KT, Burak OO"),
    ],
)
def test_given_names_for_families_all_through_are_the_same_people(named, turned):
    assert graded("author", work(TITLE, named), work(TITLE, turned)) == "all"


def test_a_namesake_both_strings_name_is_in_them():
    one = traits(work(TITLE, "Smith J"), f"Smith J, Smith A. {TITLE}. Nature 12 (1999) 15")
    other = traits(work(TITLE, "Smith A"), f"Smith A. {TITLE}. Nature 12 (1999) 15")
    assert told(one, other)["people"] == "in string"


@pytest.mark.parametrize(
    ("container", "grade"),
    [("Technical report, Institute of Bones", "other kind"), ("Journal of Bones", "exact"), ("J Bones", "folded")],
)
def test_a_report_is_no_journal(container, grade):
    assert graded("container_title", PAPER, replace(PAPER, container_title=container)) == grade


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("1559", "1595", "misprint"),
        ("2310", "1023", "conflict"),
        ("637", "763", "conflict"),
        ("2085", "2185", "misprint"),
    ],
)
def test_a_slip_is_one_digit_or_two_in_each_others_place(one, other, grade):
    left, right = (traits(Work(title="Bone", page=f"{page}-{int(page) + 7}")) for page in (one, other))
    assert dict(zip(FIELDS, compare(left, right), strict=True))["page"] == grade


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Team/The Access", "Microsoft/CORPORATE The Access Team", "one"),
        ("Team/The Access", "Group/The Bone", "none"),
        ("Team/The Access", "Brown J", "group"),
        ("Group/Stroke Study", "Group/Canadian Stroke Study", "none"),
        ("Association/American Diabetes", "Association/European Diabetes", "none"),
        ("Group A/Cancer Trial", "Group B/Cancer Trial", "none"),
        ("Group/The Study of Stroke", "Group/Stroke Study", "one"),
    ],
)
def test_groups_are_known_by_their_words(one, other, grade):
    assert graded("author", work("Bone", one), work("Bone", other)) == grade
