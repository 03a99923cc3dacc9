"""References that lead astray, look invented, or cite what was retracted; and those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refparse.resolve.candidate import candidate_of
from refparse.resolve.prepare import in_words
from refparse.resolve.registry import Answer
from refparse.resolve.suspect import Checked
from refparse.resolve.suspect import check as suspect
from refparse.resolve.verify import verify
from refparse.work import Date, Name, Names, Work

TITLE = "Calcinosis cutis and its relationship to scleroderma"


def check(reference, **answers):
    """The check of a reference printed as it was read."""
    printed = answers.get("printed")
    if printed is not None:
        reference = replace(reference, DOI=printed.DOI)
    return suspect(in_words(reference), reference, **answers)


def work(title=TITLE, *, family="Muller", given="SA", year=1959, **stated):
    stated = {"type": "article-journal", "container_title": "Arch Dermatol", "volume": "80", "page": "15-21"} | stated
    author = Names(names=(Name(family=family, given=given),))
    return Work(title=title, author=author, issued=year and Date(year=year), **stated)


def answer(
    doi="10.1001/right",
    title=TITLE,
    *,
    family="Muller",
    year=1959,
    journal="Archives of Dermatology",
    volume="80",
    page="15",
    **more,
):
    message = {
        "DOI": doi, "type": "journal-article", "title": [title], "container-title": [journal],
        "volume": volume, "page": page,
        "author": [{"family": family, "given": "Sigfrid A."}], "issued": {"date-parts": [[year]]},
    }  # fmt: skip
    return Answer(DOI=doi, message=message | more, by="crossref", at="2026-11-21T08:00:00Z")


def unknown(doi="10.1001/none", agency=None):
    return Answer(DOI=doi, message=None, by="crossref", at="", agency=agency)


OTHER = answer(
    "10.1001/other",
    "Fire ecology of the southern pampas",
    family="Gomez",
    year=2011,
    volume="3",
    page="1-20",
    journal="Ecology",
)
NEIGHBOUR = answer("10.1001/next", "Lichen planus in children", family="Poe", page="99-104")


def kinds(checked):
    return [found.kind for found in checked.findings]


def test_a_doi_that_leads_to_its_work_is_no_finding():
    checked = check(work(), printed=answer(), searched=[OTHER, answer()])
    assert (checked.DOI, checked.findings, checked.unchecked) == ("10.1001/right", (), ())


@pytest.mark.parametrize(
    "reference",
    [
        work(year=1960),
        work(page="16-21"),
        work("Calcinosis cutis"),
        work(family="Mueller"),
        work(TITLE, container_title="A.M.A. Arch. Derm.", volume=None),
        Work(
            title="Arch Dermatol",
            author=Names(names=(Name(family="Muller", given="S"),)),
            issued=Date(year=1959),
            page="15",
        ),
        Work(DOI="10.1001/right"),
        Work(title="Editorial"),
    ],
    ids=[
        "a year off",
        "a page off",
        "cut",
        "misspelt",
        "renamed",
        "without title",
        "a DOI alone",
        "a heading",
    ],
)
def test_slips_and_styles_raise_no_alarm(reference):
    assert check(reference, printed=answer(), searched=[OTHER]).findings == ()


def test_a_doi_of_another_paper_is_flagged_with_what_differs():
    checked = check(work(), printed=OTHER)
    [found] = checked.findings
    assert (found.kind, found.DOI, checked.DOI) == ("other-paper", "10.1001/other", None)
    assert found.words[0] == "10.1001/other is “Fire ecology of the southern pampas”"
    assert found.words[1] == f"title: “{TITLE}”, but the record has “Fire ecology of the southern pampas”"
    assert "year: “1959”, but the record has “2011”" in found.words
    assert {"other people", "another title in another journal"} & set(found.vetoes)
    assert {row.field for row in found.evidence if row.level == "conflict"} >= {"title", "author", "volume", "page"}


def test_the_work_it_describes_is_named_where_a_search_finds_it():
    checked = check(work(), printed=OTHER, searched=[NEIGHBOUR, answer()])
    assert kinds(checked) == ["other-paper"]
    assert f"the reference describes 10.1001/right: “{TITLE}”" in checked.findings[0].words
    assert checked.DOI == "10.1001/right"


def test_the_next_paper_of_the_same_people_is_another_paper():
    titleless = work(None)
    beside = answer("10.1001/beside", "A letter", page="87-91")
    assert kinds(check(titleless, printed=beside)) == ["other-paper"]
    assert "pages: “15-21”, but the record has “87-91”" in check(titleless, printed=beside).findings[0].words
    assert kinds(check(titleless, printed=beside, searched=[answer()])) == ["other-paper"]
    assert kinds(check(titleless, printed=answer("10.1001/x", page="15-21", year=1961), searched=[answer()])) == []


ELSEWHERE = "Familial focal facial dermal dysplasia"
AT_PLACE = answer("10.1001/place", ELSEWHERE, page="15-21")
GERMAN = "Kalzinose der Haut und ihre Beziehung zur Sklerodermie"


@pytest.mark.parametrize(
    ("reference", "record", "kind"),
    [
        (work(), AT_PLACE, "other-title"),
        (work(GERMAN), answer(page="15-21"), "translated"),
        (work(f"[{TITLE}]"), AT_PLACE, "translated"),
        (work(), answer("10.1/o", ELSEWHERE, page="15-21", **{"original-title": ["Die Haut"]}), "translated"),
        (work(GERMAN), answer("10.1/o", ELSEWHERE, page="15-21", language="en"), "translated"),
        (work(GERMAN), answer("10.1/o", ELSEWHERE, page="15-21", language="de"), "other-title"),
    ],
)
@pytest.mark.parametrize("doi_is_printed", [True, False])
def test_another_title_at_that_very_place(reference, record, kind, doi_is_printed):
    checked = check(reference, printed=record) if doi_is_printed else check(reference, searched=[record])
    [found] = checked.findings
    assert (found.kind, found.DOI) == (kind, record.DOI)
    assert found.words[0] == f"{record.DOI} is “{record.message['title'][0]}”"
    # What may be the work is still asked what became of it.
    assert (record.DOI if kind == "translated" else None) == checked.DOI


TITLED = answer("10.1001/title", family="Poe", year=1990, volume="200", page="700-711", journal="Lancet")


def test_a_title_of_one_work_and_the_place_of_another():
    [found] = check(work(), searched=[TITLED, AT_PLACE]).findings
    assert (found.kind, found.DOI) == ("other-title", "10.1001/place")
    assert found.words[-1] == "the title is that of 10.1001/title"


def test_a_title_with_other_people_year_and_place():
    [found] = check(work(), searched=[TITLED]).findings
    assert (found.kind, found.DOI) == ("other-people", "10.1001/title")
    assert "author: “Muller SA”, but the record has “Poe Sigfrid A.”" in found.words


@pytest.mark.parametrize(
    "reference",
    [
        work("Calcinosis cutis in children"),
        work(year=1990),
        work(volume=None, page=None),
        work(type="book"),
    ],
    ids=["a common title", "one year", "no place", "a book"],
)
def test_a_namesake_of_a_work_is_no_finding(reference):
    title = reference.title
    assert check(reference, searched=[answer("10.1/t", title, family="Poe", year=1990, page="7")]).findings == ()


def test_a_mirror_that_lacks_a_doi_proves_nothing_by_itself():
    lacks = Answer(DOI="10.5281/new", message=None, by="mirror:c.db", at="2026-03-01T08:00:00Z")
    said = "10.5281/new is not in this mirror, built 2026-03-01; it may be another agency's, or newer"
    assert check(work(), printed=lacks) == Checked(DOI=None, findings=(), unchecked=(said,))
    described = check(work(), printed=lacks, searched=[answer()])
    assert (kinds(described), described.unchecked) == (["unknown-doi"], ())
    assert described.findings[0].words == (said, f"the reference describes 10.1001/right: “{TITLE}”")
    jugglers = work("Calcinosis of the left ear in professional jugglers")
    assert kinds(check(jugglers, printed=lacks, searched=[NEIGHBOUR])) == ["invented"]


@pytest.mark.parametrize("record", [answer(), OTHER, AT_PLACE, NEIGHBOUR, TITLED])
@pytest.mark.parametrize(
    "reference", [work(), work(None), work(GERMAN), work("Calcinosis cutis"), work(year=1961), work(family="Poe")]
)
def test_what_resolving_flags_is_a_finding_and_nothing_else_is(reference, record):
    reference = replace(reference, DOI=record.DOI)
    text = in_words(reference)
    resolution = verify(text, reference, [candidate_of(record)])
    led = {"other-paper", "other-title", "translated", "invented"}
    assert bool(led.intersection(kinds(suspect(text, reference, printed=record)))) == (
        resolution.printed_doi == "flagged"
    )


def test_part_two_is_not_part_one():
    one = work("Cutaneous deposits: a review. Part I", page="15-21", volume="80")
    two = answer(title="Cutaneous deposits: a review. Part II", volume="81", page="201-210", year=1960)
    assert kinds(check(one, printed=two)) == ["other-paper"]


def test_a_real_doi_with_a_title_that_exists_nowhere_looks_invented():
    checked = check(
        work("Calcinosis of the left ear in professional jugglers"), printed=OTHER, searched=[OTHER, NEIGHBOUR]
    )
    [found] = checked.findings
    assert (found.kind, found.DOI) == ("invented", "10.1001/other")
    nothing, example = found.words[-2:]
    assert nothing.startswith("nothing found for a full description, though 1 of the works found ")
    assert nothing.endswith(" of “Archives of Dermatology” in these years")
    assert example == "for example 10.1001/next: “Lichen planus in children”"


def test_a_full_description_without_doi_that_is_nowhere_looks_invented():
    checked = check(work("Calcinosis of the left ear in professional jugglers"), searched=[OTHER, NEIGHBOUR])
    assert [(found.kind, found.DOI) for found in checked.findings] == [("invented", "")]


@pytest.mark.parametrize(
    ("reference", "searched"),
    [
        (work("Calcinosis of the left ear in professional jugglers"), []),
        (work("Calcinosis of the left ear in professional jugglers"), [OTHER]),
        (work("Calcinosis of the left ear in professional jugglers"), [unknown()]),
        (
            work("Calcinosis of the left ear in professional jugglers", container_title="Probl Dermatol Sofia"),
            [NEIGHBOUR],
        ),
        (work("Calcinosis of the left ear in professional jugglers", year=1932), [NEIGHBOUR]),
        (work("Calcinosis of the left ear in professional jugglers", type="book"), [NEIGHBOUR]),
        (work("Calcinosis of the left ear in professional jugglers", volume=None, page=None), [NEIGHBOUR]),
        (work("Calcinosis of the left ear in professional jugglers", container_title=None), [NEIGHBOUR]),
        (work("Calcinosis of the left ear in professional jugglers", year=None), [NEIGHBOUR]),
        (work("Letter to the editor"), [NEIGHBOUR]),
        (work("Calcinosis"), [NEIGHBOUR]),
        (work(None), [NEIGHBOUR]),
        (work("Lichen planus in children of jugglers", page="99-104"), [NEIGHBOUR]),
        (
            work("Calcinosis of the left ear in professional jugglers"),
            [answer("10.1/n", "Lichen", page="1", year=None, family="X")],
        ),
        (
            work("Calcinosis of the left ear in professional jugglers"),
            [answer("10.1/n", "Lichen planus", page="1", journal="", family="X")],
        ),
    ],
)
def test_what_a_registry_need_not_have_is_not_called_invented(reference, searched):
    assert check(reference, searched=searched).findings == ()


def test_an_unknown_doi():
    assert check(work(), printed=unknown()).findings[0].words == ("crossref knows no DOI 10.1001/none",)
    known = check(work(), printed=unknown(), searched=[answer()])
    assert (kinds(known), known.DOI) == (["unknown-doi"], "10.1001/right")
    assert known.findings[0].words[1] == f"the reference describes 10.1001/right: “{TITLE}”"
    invented = work("Calcinosis of the left ear in professional jugglers")
    assert kinds(check(invented, printed=unknown(), searched=[NEIGHBOUR])) == ["invented"]


def test_the_doi_of_another_agency_is_not_held_against_the_reference():
    checked = check(work(), printed=unknown("10.5281/zenodo.1", agency="DataCite"), searched=[NEIGHBOUR])
    assert (checked.findings, checked.unchecked) == (
        (),
        ("10.5281/zenodo.1 is DataCite's; its record was not compared",),
    )


def test_an_empty_record_is_not_compared():
    empty = Answer(DOI="10.1/e", message={}, by="crossref", at="")
    checked = check(work(), printed=empty, updates=[empty])
    assert (checked.DOI, checked.findings, checked.unchecked) == (None, (), ("the record of 10.1/e is empty",))


def update(doi, kind, year):
    return {"DOI": doi, "type": kind, "source": "publisher", "updated": {"date-parts": [[year]]}}


def test_what_happened_to_a_work_is_told_gravest_first():
    events = [
        update("10.1/c", "correction", 1961),
        update("10.1/v", "new_version", 1962),
        update("10.1/x", "odd", 1962),
    ]
    told = Answer(
        DOI="10.1/r",
        message={"DOI": "10.1/r", "update-to": [update("10.1001/RIGHT", "retraction", 1963)]},
        by="crossref",
        at="",
    )
    stranger = Answer(
        DOI="10.1/s",
        message={"DOI": "10.1/s", "update-to": [update("10.1/z", "retraction", 1963)]},
        by="crossref",
        at="",
    )
    checked = check(work(), searched=[answer(**{"updated-by": events})], updates=[told, stranger, unknown()])
    assert kinds(checked) == ["retracted", "corrected", "newer"]
    assert checked.findings[0].words == ("retraction on 1963: 10.1/r says so of 10.1001/right (publisher)",)
    assert (checked.findings[0].DOI, checked.findings[0].notices[0].by) == ("10.1001/right", "10.1/r")


def test_a_concern_and_a_retraction_taken_back():
    events = [
        update("10.1/r", "retraction", 1961),
        update("10.1/i", "reinstatement", 1962),
        update("10.1/e", "expression_of_concern", 1960),
    ]
    checked = check(work(), printed=answer(**{"updated-by": events}))
    assert kinds(checked) == ["corrected", "concern"]
    assert [words.split(" on ")[0] for words in checked.findings[0].words] == ["retraction", "reinstatement"]


def test_a_retraction_of_the_paper_a_wrong_doi_leads_to_is_not_told():
    retracted = answer(
        "10.1001/other",
        "Fire ecology of the southern pampas",
        family="Gomez",
        year=2011,
        volume="3",
        page="1",
        **{"updated-by": [update("10.1/r", "retraction", 2012)]},
    )
    assert kinds(check(work(), printed=retracted)) == ["other-paper"]


def test_a_merged_doi_is_the_same_work():
    merged = answer("10.1001/new", aliases=["10.1001/old"], **{"updated-by": [update("10.1/r", "retraction", 1963)]})
    asked = Answer(DOI="10.1001/old", message=merged.message, by="crossref", at="")
    checked = check(work(), printed=asked)
    assert (checked.DOI, kinds(checked)) == ("10.1001/new", ["retracted"])
