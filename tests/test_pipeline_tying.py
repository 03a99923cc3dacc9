"""Ties in a store are those of a plan, in whatever order the records come and go."""

from __future__ import annotations

from itertools import pairwise

from dedupe_tools import KIM, LEE, bib, library, part
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.graph import Graph, judged
from refparse.pipeline.deciding import decide
from refparse.pipeline.deduping import dedupe
from refparse.pipeline.merging import dedupe_files
from refparse.pipeline.storing import add, remove

BOOK = {"author": "Smith, Jane", "title": "Statistics of shapes", "year": "2005", "publisher": "Hill"}
LATER = {"year": "1999", "volume": "135", "author": "Kim, Soo"}
TIED = {
    "kim": KIM,
    "erratum": KIM | LATER | {"title": f"{KIM['title']} (vol 134, pg 17, 1998)", "pages": "12"},
    "reply": KIM | {"author": "Foe, Max", "year": "2001", "title": f"{KIM['title']} - Reply", "pages": "700--701"},
    "book": BOOK,
    "curves": LEE | {"title": "Curves", "journal": "Statistics of shapes", "year": "2006"},
    "areas": KIM | {"author": "Roe, Ann", "title": "Areas of bones", "journal": "Statistics of Shapes"},
    "one": part("I", "1--9"),
    "three": part("III", "40--49") | {"year": "1993", "volume": "6"},
    "lee": LEE,
}
EXPECTED = {
    ("erratum", "kim", "erratum"),
    ("kim", "reply", "comment"),
    ("book", "curves", "chapter"),
    ("areas", "book", "chapter"),
    ("one", "three", "part"),
}


def told(graph):
    """What is tied, by the keys of the records."""
    keys = dict(graph.store.rows("SELECT r.id, e.key FROM record r JOIN entry e ON e.id = r.origin_id"))
    return {(*sorted((keys[one.left_id], keys[one.right_id])), one.kind) for one in judged.ties(graph)}


def test_a_plan_ties_them():
    found = dedupe_files([library(bib(**TIED), "all.bib")])
    names = [origin.key for origin in found.origins]
    assert {(*sorted((names[one.left], names[one.right])), one.kind) for one in found.tied()} == EXPECTED


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(TIED)), st.lists(st.integers(1, len(TIED) - 1), max_size=4))
def test_a_store_ties_them_whichever_came_first(names, cuts):
    bounds = [0, *sorted(set(cuts)), len(names)]
    with Graph(":memory:") as graph:
        for number, (start, stop) in enumerate(pairwise(bounds)):
            add(
                graph, [], libraries=[library(bib(**{name: TIED[name] for name in names[start:stop]}), f"{number}.bib")]
            )
        assert told(graph) == EXPECTED
        dedupe(graph, apply=True)
        assert told(graph) == EXPECTED


def test_what_a_person_joins_is_tied_to_itself_no_more():
    with Graph(":memory:") as graph:
        add(graph, [], libraries=[library(bib(one=TIED["one"], three=TIED["three"]), "parts.bib")])
        assert told(graph) == {("one", "three", "part")}
        [tie] = judged.ties(graph)
        decide(graph, tie.left_id, tie.right_id, "same")
        assert told(graph) == set()


def test_ties_go_with_what_they_tied():
    with Graph(":memory:") as graph:
        add(graph, [], libraries=[library(bib(book=BOOK), "book.bib")])
        add(graph, [], libraries=[library(bib(curves=TIED["curves"]), "curves.bib")])
        assert told(graph) == {("book", "curves", "chapter")}
        remove(graph, "book.bib")
        assert told(graph) == set()
