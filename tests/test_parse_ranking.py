"""What is asked of whole readings, and which reading wins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from refparse.parse.features import Vocabulary, observe
from refparse.parse.gaps import KIND
from refparse.parse.groups import CLASS, COARSE, SORTS
from refparse.parse.labels import LABELS
from refparse.parse.model import Weights
from refparse.parse.ranking import QUESTIONS, ROLE, Ranker, Readings, answers, roles_of
from refparse.parse.rivals import Rivals, judged
from refparse.parse.words import JOURNAL, Lexicon

LEXICON = Lexicon({}, frozenset(), frozenset(), {"arch skin": JOURNAL})
NUMBER = {label: place for place, label in enumerate(LABELS)}
GAPS, ROLES = len(KIND), max(ROLE.values()) + 1
TEXT = "Tay CH, Lim D. On skin: a (small) tale. Arch Skin 1970"
WORDS = 11
GOOD = ["author-family", "author-given"] * 2 + ["title"] * 5 + ["container-title"] * 2 + ["issued"]
BAD = [*GOOD[:4], "title", "title", "container-title", "title", "title", "title", "container-title", "issued"]


def said(*all_labels, text=TEXT):
    met = Vocabulary(LEXICON)
    batch = observe([text], met)
    size = int(batch.lengths[0])
    labels = np.array([NUMBER[label] for labels in all_labels for label in labels])
    assert len(labels) == size * len(all_labels)
    places = np.tile(int(batch.firsts[0]) + np.arange(size), len(all_labels))
    sizes = np.full(len(all_labels), size)
    return answers(Readings.of(labels, places, sizes, roles=roles_of(LABELS), batch=batch, met=met))


def of(found, question, reading=0):
    which, values = found[question]
    return sorted(values[which == reading].tolist())


def test_every_question_is_answered_and_no_other() -> None:
    assert set(said(GOOD)) == set(QUESTIONS)


def test_order_of_runs() -> None:
    author, title, container, issued = (ROLE[x] for x in ("author-family", "title", "container-title", "issued"))
    found = said(GOOD, BAD)
    chain = [author, title, container, issued, 0]
    assert of(found, "order") == sorted([author, *(a * ROLES + b for a, b in pairwise(chain))])
    assert of(found, "order-3")[0] == author * ROLES + title
    assert of(found, "many") == []
    assert of(found, "many", 1) == [title * 3 + 1, container * 3 + 1]


def test_gaps_around_and_inside() -> None:
    title, container = ROLE["title"], ROLE["container-title"]
    found = said(GOOD)
    assert title * GAPS + KIND[". "] in of(found, "before")
    assert container * GAPS + KIND[" "] in of(found, "after")
    assert (title * GAPS + KIND[". "]) * GAPS + KIND[". "] in of(found, "both")
    inner = [(title * GAPS + KIND[kind]) * 3 for kind in (": ", " (", ") ")]
    assert of(found, "inner") == sorted(inner)
    year = COARSE[CLASS["year"]]
    assert ((container * ROLES + ROLE["issued"]) * GAPS + KIND[" "]) * SORTS + year in of(found, "next")


def test_brackets_left_open_show() -> None:
    title = ROLE["title"]
    cut = [*GOOD[:7], "note", "note", *GOOD[9:]]
    assert title * 6 + 2 in of(said(GOOD), "brackets")
    assert (title * 3 + 1) * 2 in of(said(GOOD), "brackets")
    assert said(cut)["brackets"][1].max() > 0
    # "On skin: a (" closes nothing: the bracket opens in the gap behind its last word.
    assert (title * 3 + 1) * 2 in of(said(cut), "brackets")


@pytest.mark.parametrize(
    ("labels", "starts", "stops", "kind"),
    [(GOOD, 2, 2, 1), ([*GOOD[:9], "title", "container-title", "issued"], 1, 2, 1)],
    ids=["the whole phrase", "its second word"],
)
def test_phrases_of_our_lists(labels, starts, stops, kind) -> None:
    expected = ((ROLE["container-title"] * 3 + starts) * 3 + stops) * 8 + kind
    assert expected in of(said(labels), "phrase")


def test_names_by_their_parts() -> None:
    split = ["author-family", "author-family", *GOOD[2:]]
    found = said(GOOD, split)
    assert of(found, "families") == [2 * 5 + 2]
    assert of(found, "families", 1) == [2 * 5 + 3]
    assert of(found, "long-family") == [0]
    assert of(found, "long-family", 1) == [1]
    assert len(of(found, "names")) == 2
    assert of(found, "kinds-of-names") == [2]
    group = ["author-literal"] * 4 + GOOD[4:]
    assert of(said(group), "groups") == [(4 * 3 + 2) * 2]


def test_what_is_missing() -> None:
    found = said(GOOD)
    assert 0 not in of(found, "missing")
    assert 3 in of(found, "missing")
    assert of(found, "present") == [0b111]


def weights(gains):
    """One number for each key, as a model holds them."""
    return Weights.of({key: [(0, gain)] for key, gain in gains.items()})


def test_points_add_up() -> None:
    title = ROLE["title"]
    ranker = Ranker(weights({f"many:{title * 3 + 1}": -2.0, "score:0": 1.0, "share:0": 0.5, "order:999999": 4.0}))
    scores = np.array([-1.0, 0.0])
    assert ranker.points(scores, said(GOOD, BAD)).tolist() == pytest.approx([-1 + 0.5 * np.exp(-1), 0.5 - 2])
    assert ranker.ready
    assert not Ranker(weights({})).ready


def test_the_highest_wins_and_the_first_among_equals() -> None:
    title = ROLE["title"]
    ranker = Ranker(weights({f"many:{title * 3 + 1}": -2.0}))
    found = {name: (np.zeros(0, np.int64), np.zeros(0, np.int64)) for name in QUESTIONS}
    found["many"] = (np.array([0, 3]), np.array([title * 3 + 1] * 2))
    none = np.zeros(5)
    them = Rivals(np.array([0, 0, 2, 2, 2]), none, np.zeros(0), np.zeros(5), np.zeros(5), found)
    winners, sure = judged(them, ranker)
    assert winners.tolist() == [1, 2]
    assert sure.tolist() == pytest.approx([1 / (1 + np.exp(-2)), 1 / (2 + np.exp(-2))])
