"""Works that are tied and never one: parts, editions, errata, replies, abstracts, preprints, chapters."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from test_match_factory import PAPER, judge, people, record, work

from refparse.match.keys import blocking_keys
from refparse.match.plan import plan
from refparse.match.rules import read_rules
from refparse.match.ties import look_up, tie_keys, tied_by
from refparse.match.traits import traits
from refparse.work import Date

TEXT = (files("refparse.match") / "rules.toml").read_text(encoding="utf-8")
PRESETS = {name: read_rules(TEXT, name) for name in ("strict", "librarian", "recall")}
ARTICLE = replace(PAPER, type="article-journal")
BOOK = work("Statistics of shapes", "Smith J, Brown K", year=2005, type="book", publisher="Hill & Dale")

TIED = {
    "parts of a series": (
        "part",
        replace(ARTICLE, title="Calcinosis cutis. Part I. Children"),
        replace(ARTICLE, title="Calcinosis cutis. Part II. Adults", page="534-540"),
    ),
    "numbered communications": (
        "part",
        replace(ARTICLE, title="Studies on calcinosis. III. Rats", issued=Date(year=1996), volume="37"),
        replace(ARTICLE, title="Studies on calcinosis. IV. Rats", page="1-9"),
    ),
    "only one names a part": (
        "part",
        replace(ARTICLE, title="Calcinosis cutis in lupus of children. Part 2", page="534-540"),
        ARTICLE,
    ),
    "reports of two years": (
        "edition",
        work("Survey of bone diseases 1998", "Smith J, Brown K", year=1998, publisher="Hill & Dale", type="report"),
        work("Survey of bone diseases 1999", "Smith J, Brown K", year=1999, publisher="Hill & Dale", type="report"),
    ),
    "one report, year after year": (
        "edition",
        work("Annual survey of bone diseases", "Smith J, Brown K", year=1998, publisher="Hill & Dale", type="report"),
        work("Annual survey of bone diseases", "Smith J, Brown K", year=1999, publisher="Hill & Dale", type="report"),
    ),
    "editions of a book": ("edition", replace(BOOK, edition="1"), replace(BOOK, edition="2")),
    "an erratum": (
        "erratum",
        ARTICLE,
        replace(ARTICLE, title=f"Erratum: {ARTICLE.title}", page="911", issue="6", author=people("Smith J")),
    ),
    "an erratum a year later": (
        "erratum",
        ARTICLE,
        replace(
            ARTICLE,
            title=f"{ARTICLE.title} (vol 39, pg 527, 1998)",
            page="12",
            volume="40",
            issue="1",
            issued=Date(year=1999),
            author=people("Smith J"),
        ),
    ),
    "a retraction": ("erratum", ARTICLE, replace(ARTICLE, title=f"Retraction: {ARTICLE.title}", page="911")),
    "a comment": (
        "comment",
        ARTICLE,
        replace(ARTICLE, title=f"Comment on: {ARTICLE.title}", page="700-701", author=people("Roy B")),
    ),
    "a reply": ("comment", ARTICLE, replace(ARTICLE, title=f"{ARTICLE.title} - Reply", page="701-702")),
    "an abstract of the paper": (
        "version",
        ARTICLE,
        replace(ARTICLE, issue="Suppl 1", page="S12", container_title="Proceedings of the Congress of Bones"),
    ),
    "one abstract at two meetings": (
        "version",
        replace(ARTICLE, issue="Suppl 1", page="S12"),
        replace(ARTICLE, issue="Suppl 2", page="A44", volume="12", container_title="Annals of Skin Diseases"),
    ),
    "called an abstract": (
        "version",
        work("Bones of very large datasets", "Smith J, Brown K", year=1998, container_title="Bone Conference"),
        work(
            "Bones of very large datasets (abstract)", "Smith J, Brown K", year=1998, container_title="Bone Conference"
        ),
    ),
    "the protocol of the study": (
        "same patients",
        replace(ARTICLE, title=f"{ARTICLE.title}: study protocol", page=None, volume=None, issue=None),
        replace(ARTICLE, page=None),
    ),
    "another look at it": (
        "same patients",
        replace(ARTICLE, title="Calcinosis cutis in lupus of children revisited", page="700-709"),
        ARTICLE,
    ),
    "a preprint": (
        "version",
        work(ARTICLE.title, "Smith J, Brown K, Cho U", year=1998, DOI="10.48550/arXiv.1707.08052"),
        replace(ARTICLE, issued=Date(year=1998)),
    ),
    "a preprint known by its number": (
        "version",
        work(ARTICLE.title, "Smith J, Brown K, Cho U", year=1998, arXiv="1707.08052"),
        replace(ARTICLE, DOI="10.1000/1"),
    ),
    "a chapter of its book": (
        "chapter",
        BOOK,
        work("Curves", "Lee A", year=2005, container_title="Statistics of shapes", page="30-41", type="chapter"),
    ),
    "a chapter by the book's own people": (
        "chapter",
        BOOK,
        work("Curves of bones", "Smith J, Brown K", year=2005, container_title="Statistics of Shapes"),
    ),
}


#: What the recall preset takes for one work: the objections to it are among those it waives.
WAIVED = ("a preprint", "a preprint known by its number")
#: What it asks about, the objection that would show the tie being waived.
UNTOLD = {"only one names a part": (("the pages differ",), ["version"]), "one report, year after year": ((), [])}


@pytest.mark.parametrize(
    ("preset", "name"),
    [(preset, name) for preset in PRESETS for name in TIED if preset != "recall" or name not in {*WAIVED, *UNTOLD}],
)
def test_a_tie_is_told_and_never_a_merger(preset, name):
    tie, one, other = TIED[name]
    for works in ([one, other], [other, one]):
        found = plan(works, PRESETS[preset])
        assert found.groups == ((0,), (1,))
        assert [(tied.left, tied.right, tied.objection.tie) for tied in found.ties] == [(0, 1, tie)]


@pytest.mark.parametrize("name", WAIVED)
def test_what_the_recall_preset_waives_is_one_work(name):
    _, one, other = TIED[name]
    for works in ([one, other], [other, one]):
        found = plan(works, PRESETS["recall"])
        assert (found.groups, found.ties) == (((0, 1),), ())


@pytest.mark.parametrize("name", UNTOLD)
def test_what_the_recall_preset_waives_may_still_be_asked(name):
    _, one, other = TIED[name]
    reasons, tied = UNTOLD[name]
    for works in ([one, other], [other, one]):
        found = plan(works, PRESETS["recall"])
        assert found.groups == ((0,), (1,))
        assert [question.reasons for question in found.questions] == [reasons]
        assert [tie.objection.tie for tie in found.ties] == tied


def test_what_is_joined_all_the_same_is_tied_to_nothing():
    works = [ARTICLE, replace(ARTICLE, page="527"), replace(ARTICLE, issued=Date(year=1999), page=None, volume=None)]
    found = plan(works, PRESETS["recall"])
    joined = {place: members for members in found.groups for place in members}
    assert all(joined[tied.left] != joined[tied.right] for tied in found.ties)


@pytest.mark.parametrize(
    ("field", "left", "right"),
    [
        ("PMID", "123", "456"),
        ("PMCID", "PMC2427152", "PMC2427153"),
        ("arXiv", "1707.08052", "1707.08053"),
        ("DOI", "10.1000/1", "10.2000/1"),
    ],
)
def test_two_numbers_of_one_register_are_two_works_or_a_question(field, left, right):
    found = judge(record("a", replace(ARTICLE, **{field: left})), record("b", replace(ARTICLE, **{field: right})))
    assert found.decision == "ask"
    assert "two DOIs, PMIDs, PMCIDs or arXiv numbers" in found.vetoes


@pytest.mark.parametrize(
    ("field", "left", "right"),
    [("PMID", "123", "123"), ("PMCID", "PMC2427152", "pmc2427152"), ("arXiv", "1707.08052v1", "1707.08052v2")],
)
def test_one_number_of_a_register_speaks_for_one_work(field, left, right):
    one, other = replace(ARTICLE, page=None, issue=None), replace(ARTICLE, volume=None, page=None)
    without = judge(record("a", one), record("b", other))
    found = judge(record("a", replace(one, **{field: left})), record("b", replace(other, **{field: right})))
    assert found.weight > without.weight
    assert {row.field: row.level for row in found.evidence}[field] == "exact"


def test_the_doi_of_arxiv_is_its_number():
    one = replace(ARTICLE, arXiv="1707.08052", container_title="arXiv", volume=None, page=None)
    other = replace(one, arXiv=None, DOI="10.48550/arXiv.1707.08052")
    assert judge(record("a", one), record("b", other)).decision == "same"


def test_two_dois_of_one_house_on_the_same_pages_are_one_work_registered_twice():
    one, other = replace(ARTICLE, DOI="10.1000/1"), replace(ARTICLE, DOI="10.1000/2")
    assert judge(record("a", one), record("b", other)).decision == "same"
    single = replace(one, page="527"), replace(other, page="527")
    assert judge(record("a", single[0]), record("b", single[1])).decision == "ask"
    named = replace(one, PMID="1"), replace(other, PMID="2")
    assert judge(record("a", named[0]), record("b", named[1])).decision == "ask"


@pytest.mark.parametrize(
    ("title", "more"),
    [
        ("Calcinosis cutis in lupus of adults", {}),
        (ARTICLE.title, {"author": people("Roy B, Das G, Wu X")}),
    ],
)
def test_opposite_titles_and_other_people_on_one_page_range_are_asked(title, more):
    assert judge(record("a", ARTICLE), record("b", replace(ARTICLE, title=title, **more))).decision == "ask"


def test_a_group_may_stand_for_its_people_on_the_same_pages_only():
    group = people("Lupus Study/Group")
    assert judge(record("a", ARTICLE), record("b", replace(ARTICLE, author=group))).decision == "same"
    elsewhere = replace(ARTICLE, author=group, page=None, volume=None)
    assert "a group, and people by name" in judge(record("a", ARTICLE), record("b", elsewhere)).vetoes


@pytest.mark.parametrize("page", [(None, None), ("S12", None), ("S12", "S12"), ("S12", "S40")])
@pytest.mark.parametrize(
    "title", ["Effects of warfarin on calcinosis in obese mice", "Calcinosis in mice: an effect of warfarin on obesity"]
)
def test_the_doi_of_a_supplement_alone_merges_nothing(title, page):
    said = {"issue": "Suppl 1", "DOI": "10.1000/s1"}
    one = replace(ARTICLE, title="Effects of warfarin on calcinosis in lean mice with lupus", page=page[0], **said)
    other = replace(ARTICLE, title=title, page=page[1], **said)
    assert judge(record("a", one), record("b", other)).decision != "same"


def test_a_small_column_twice_in_one_list_is_asked_about():
    one = work("Distinguished bone profiles", "Winslett M", year=2002, container_title="Bone Record")
    assert judge(record("a", one), record("b", one)).decision == "ask"


def test_journals_whose_names_are_joined_otherwise_are_two():
    one = work("Schools of bones and skin", "Smith J, Brown K", year=2001, container_title="Education for Health")
    other = replace(one, container_title="Education and Health")
    assert judge(record("a", one), record("b", other)).decision != "same"
    amp = replace(other, container_title="Education & Health")
    assert judge(record("a", other), record("b", amp)).decision == "same"


def test_a_notice_and_its_paper_look_for_one_another():
    paper = traits(ARTICLE)
    notice = traits(replace(ARTICLE, title=f"Erratum: {ARTICLE.title}", page="911"))
    assert tied_by(paper) & tie_keys(notice)
    assert tied_by(notice) & set(blocking_keys(paper))
    assert look_up(paper, notice)
    assert not look_up(paper, traits(BOOK))


def test_a_title_cut_on_the_very_page_is_no_other_report():
    long = replace(ARTICLE, title=f"{ARTICLE.title}: a pilot study")
    assert judge(record("a", long), record("b", ARTICLE)).decision == "same"
    assert judge(record("a", replace(long, page=None)), record("b", replace(ARTICLE, page=None))).decision == "ask"
