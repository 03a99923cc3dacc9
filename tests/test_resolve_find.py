"""What a registry is asked for a reference, and what its answers come to."""

from __future__ import annotations

import pytest

from refparse.resolve.candidate import candidate_of
from refparse.resolve.find import find_doi, look_up_printed, merge, queries
from refparse.resolve.registry import Answer, Query
from refparse.work import Date, Name, Names, Work

TEXT = "[3] Able A. On the skins of moles. Arch Dermatol 1969;100:17-21."
WORK = Work(
    title="On the skins of moles",
    author=Names(names=(Name(family="Able", given="A"),)),
    container_title="Arch Dermatol",
    issued=Date(year=1969),
    volume="100",
    page="17-21",
)
MOLES = {
    "DOI": "10.1000/moles",
    "type": "journal-article",
    "title": ["On the skins of moles"],
    "author": [{"family": "Able", "given": "Ann"}],
    "container-title": ["Archives of Dermatology"],
    "issued": {"date-parts": [[1969]]},
    "volume": "100",
    "page": "17-21",
}
FERNS = {"DOI": "10.1000/ferns", "title": ["Ferns of the north"], "author": [{"family": "Fell", "given": "F"}]}


class Desk:
    """A registry of a few records that keeps what it was asked."""

    def __init__(self, *found, **held):
        self.found, self.held, self.asked = list(found), held, []

    def work(self, doi):
        self.asked.append(doi)
        return _answer(doi, self.held.get(doi))

    def works(self, dois):
        return {doi: self.work(doi) for doi in dois}

    def search(self, query, *, rows=20):
        self.asked.append(query)
        return [_answer(one["DOI"], one) for one in (self.found.pop(0) if self.found else ())][:rows]

    def updates(self, doi):
        self.asked.append(doi)
        return []


def _answer(doi, message):
    return Answer(DOI=doi, message=message, by="mirror:desk", at="")


def test_what_is_asked():
    assert queries(TEXT, WORK) == (
        ("string", Query(bibliographic=TEXT.removeprefix("[3] "))),
        ("fields", Query(title="On the skins of moles", author="Able", issued=1969)),
        ("place", Query(container_title="Arch Dermatol", volume="100", page="17")),
    )


@pytest.mark.parametrize(
    ("text", "work", "names"),
    [
        ("", Work(), []),
        ("A note", Work(), ["string"]),
        ("A note", Work(title="A note"), ["string", "fields"]),
        ("A note", Work(container_title="J", volume="1"), ["string"]),
    ],
)
def test_what_is_not_known_is_not_asked(text, work, names):
    assert [name for name, _ in queries(text, work)] == names


def test_a_cut_doi_goes_with_the_string_and_a_long_string_is_cut():
    [(_, query)] = queries("x" * 5000, Work(doi_prefix="10.1016/j"))
    assert (query.doi_prefix, len(query.bibliographic)) == ("10.1016/j", 1000)


def test_the_string_is_enough_where_it_finds_the_work():
    desk = Desk([FERNS, MOLES])
    found = find_doi(desk, TEXT, WORK)
    assert (found.DOI, len(desk.asked)) == ("10.1000/moles", 1)


def test_further_questions_are_asked_where_it_does_not():
    desk = Desk([FERNS], [], [FERNS, MOLES])
    assert find_doi(desk, TEXT, WORK).DOI == "10.1000/moles"
    assert len(desk.asked) == 3
    assert find_doi(Desk([FERNS]), TEXT, WORK).state == "not found"
    assert find_doi(Desk(), TEXT, WORK).state == "not found"


def test_a_printed_doi_is_looked_up_first():
    printed = Work(title=WORK.title, DOI="10.1000/MOLES")
    desk = Desk(**{"10.1000/moles": MOLES})
    assert find_doi(desk, f"{TEXT} doi:10.1000/MOLES", printed).printed_doi == "followed"
    assert desk.asked == ["10.1000/moles"]


def test_a_printed_doi_of_another_work_is_not_followed():
    desk = Desk([MOLES], **{"10.1000/ferns": FERNS})
    found = find_doi(desk, f"{TEXT} doi:10.1000/ferns", Work(title=WORK.title, DOI="10.1000/ferns"))
    assert (found.DOI, found.printed_doi) == ("10.1000/moles", "flagged")


def test_a_printed_doi_that_nobody_knows():
    assert look_up_printed(Desk(), Work(DOI="10.1000/gone")) == ()
    assert look_up_printed(Desk(), Work()) == ()


def test_candidates_come_once_with_all_that_found_them():
    string, place = (candidate_of(_answer("10.1000/moles", MOLES), found_by=name) for name in ("string", "place"))
    [one] = merge([string, place, string])
    assert one.found_by == ("string", "place")


def test_a_candidate_is_known_under_all_its_names_and_years():
    message = {
        "title": ["Pores"],
        "container-title": ["Archives of Dermatology"],
        "short-container-title": ["Arch Dermatol"],
        "issued": {"date-parts": [[1969]]},
        "published-online": {"date-parts": [[1968, 12]]},
    }
    candidate = candidate_of(_answer("10.1000/PORES", message))
    assert candidate.DOI == "10.1000/pores"
    assert {"Archives of Dermatology", "Arch Dermatol"} <= set(candidate.containers)
    assert set(candidate.years) == {1968, 1969}
    assert candidate_of(_answer("10.1000/gone", None)) is None
