"""What forbids a merger, each beside the case that differs in one thing and is let through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_match_factory import PAPER, people, work

from refparse.match.levels import compare
from refparse.match.objections import objections
from refparse.match.traits import traits
from refparse.work import Date

UNPAGED = replace(PAPER, page=None)
UNNUMBERED = replace(PAPER, volume=None, issue=None)
EARLY = replace(UNPAGED, title="The bones of Celtic and other early peoples", volume=None, issue=None)
YOUNG = replace(UNPAGED, title="Calcinosis cutis in children with lupus erythematosus")
REWORDED = {"title": "Calcinosis cutis in young children with severe lupus erythematosus"}
ALONE = replace(YOUNG, author=people("Snodgrass R"), volume=None, issue=None)
RETOLD_BY_ONE = "the titles share words, but not the people and the place"
NOWHERE = replace(YOUNG, title="A trial of aspirin in severe lupus of children", volume=None, issue=None)
OTHER_WORDS = {"title": "A trial of warfarin in severe lupus of children"}
OTHERS = {"author": people("Roy B, Das G, Wu X")}
DOI = {"DOI": "10.1000/1"}
NEXT_YEAR = {"issued": Date(year=1999)}
TRANSLATED = {"title": "Kalkablagerungen der Haut bei Kindern"}
RETOLD = {"title": "Calcinosis of the skin in children with systemic lupus"}
ANNALS = {"container_title": "Annals of Skin Diseases"}
HYPER, HYPO = {"title": "Hypercalcemia in cutaneous lupus"}, {"title": "Hypocalcemia in cutaneous lupus"}
MEETING = {"container_title": "International Conference on Management of Data"}
HEADING = {"title": "Editorial"}


@pytest.mark.parametrize(
    ("base", "first", "second", "words"),
    [
        (PAPER, HYPER, HYPO, ["a word turns the meaning of the title"]),
        (PAPER, HYPER | DOI, HYPO | DOI, []),
        (UNPAGED, {}, TRANSLATED, ["the titles differ"]),
        (UNPAGED, DOI, TRANSLATED | DOI, []),
        (PAPER, {}, RETOLD | {"page": "527"}, ["the titles differ"]),
        (PAPER, {}, RETOLD, []),
        (UNNUMBERED, {}, ANNALS | NEXT_YEAR, ["another journal or meeting, and no page of one volume"]),
        (UNNUMBERED, {}, ANNALS, []),
        (PAPER, {"issue": "Suppl 1"}, {"issue": "Suppl 1", "page": "e12724"}, ["the pages differ"]),
        (PAPER, {}, {"page": "e12724"}, []),
        (PAPER, {}, {"page": "528"}, []),
        (PAPER, {}, {"page": "611-617"}, ["the pages differ"]),
        (PAPER, DOI, DOI | {"page": "611-617"}, []),
        (
            EARLY,
            {},
            {"title": "The bones of Slavonic and other early peoples"} | NEXT_YEAR,
            ["each title has a word that the other has not", "a year apart, and no page that agrees"],
        ),
        (EARLY, {}, {"title": "The bones of Slavonic and other early peoples"}, []),
        (
            YOUNG,
            {},
            REWORDED | OTHERS,
            ["the titles share words, but not the people and the place", "other people"],
        ),
        (YOUNG, {}, REWORDED, []),
        (
            replace(YOUNG, author=people("Snodgrass R")),
            {},
            REWORDED | ANNALS,
            ["another journal or meeting, and no page of one volume"],
        ),
        (YOUNG, {"container_title": "SIGMOD Conference"}, REWORDED | MEETING, []),
        (ALONE, {}, REWORDED, []),
        (ALONE, {}, REWORDED | {"page": "9"}, [RETOLD_BY_ONE]),
        (ALONE, {}, REWORDED | ANNALS, ["another journal or meeting, and no page of one volume", RETOLD_BY_ONE]),
        (NOWHERE, {}, OTHER_WORDS, []),
        (NOWHERE, {}, OTHER_WORDS | {"page": "9"}, ["each title has a word that the other has not"]),
        (NOWHERE, {"container_title": None}, OTHER_WORDS, ["each title has a word that the other has not"]),
        (ALONE, {}, REWORDED | NEXT_YEAR, [RETOLD_BY_ONE, "a year apart, and no page that agrees"]),
        (PAPER, HEADING, HEADING | {"page": None}, ["a heading that many pieces carry"]),
        (PAPER, HEADING, HEADING, []),
        (PAPER, {}, OTHERS, ["other people"]),
        (PAPER, DOI, DOI | OTHERS, []),
    ],
)
def test_what_is_objected_to(base, first, second, words):
    one, other = traits(replace(base, **first)), traits(replace(base, **second))
    assert [found.words for found in objections(one, other, compare(one, other))] == words
    assert [found.words for found in objections(other, one, compare(other, one))] == words


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("Warfarin is effective", "Warfarin is not effective", ["a word turns the meaning of the title"]),
        ("Studies on calcinosis in lupus", "Calcinosis after warfarin", []),
    ],
)  # fmt: skip
def test_what_is_objected_to_in_strings(left, right, words):
    one = traits(work(left, "Smith J"), f"Smith J. {left}. Journal of Bones 39 (1998) 527")
    other = traits(work(right, "Smith J"), f"Smith J. {right}. Journal of Bones 39 (1998) 611")
    assert [found.words for found in objections(one, other, compare(one, other))] == words
