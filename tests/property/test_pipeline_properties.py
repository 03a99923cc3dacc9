"""The whole path: nothing raises, nothing is lost, and no answer depends on an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

import refparse
from refparse.formats.text import from_text
from refparse.reference import Page, Parsed

GRAMMARS = refparse.load_grammars()
BY_NAME = {grammar.name: grammar for grammar in GRAMMARS}
ENTRIES = [
    "Tay CH. Cutaneous manifestations of lupus. Australas J Dermatol. 1970;11:30–41.",
    "Savin JA. Ectopic calcification. Br J Dermatol. 1971;84:191–192. https://doi.org/10.1111/j.1365...",
    "Powell RJ (1974) Widespread subcutaneous fat calcification. Proc R Soc Med 67:215–217CrossRefPubMed",
    "Walsh, J. S., & Fairley, J. A. (1995). Calcifying disorders of skin. J Skin, 33(5), 693–706.",
    "Fries JF, Holman HR. Systemic lupus. Philadelphia, PA: WB Saunders; 1975.",
    "Nobody reads this one, whatever it says",
]
FURNITURE = [
    "",
    "Journals System - logo\nScroll to top",
    "It was so.1,2 It is 13.4 mg/dl.",
    "Copyright 2005",
    "• One\n• Two",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    marker = draw(st.sampled_from(["{n}. ", "{n}.\n", "[{n}] ", "  {n}. {n}.\n    ", ""]))
    between = draw(st.sampled_from(["\n", "\n\n", "\n\u00a0\n"]))
    entries = draw(st.lists(st.sampled_from(ENTRIES), max_size=6))
    body = between.join(marker.format(n=n) + entry for n, entry in enumerate(entries, 1))
    head, foot = draw(st.sampled_from(FURNITURE)), draw(st.sampled_from(FURNITURE))
    return f"{head}\n\n{draw(st.sampled_from(['References', 'REFERENCES (3)', '']))}\n{body}\n\n{foot}"


def check(text: str) -> Page:
    page = refparse.parse(from_text(text), grammars=GRAMMARS)
    shown = page.document.text
    assert [result.reference for result in page.results] == list(page.list.references)
    owners: Counter[int] = Counter()
    for result in page.results:
        owners.update(i for a, b in result.reference.spans for i in range(a, b))
        if isinstance(result, Parsed):
            inside = {i for a, b in result.reference.spans for i in range(a, b)}
            for field in result.fields:
                assert "".join(shown[a:b] for a, b in field.spans) == field.text
                assert {i for a, b in field.spans for i in range(a, b)} <= inside
        else:
            assert result.reference.spans[0][0] <= result.reached[0] <= result.reached[1]
            assert result.reached[1] <= result.reference.spans[-1][1]
            assert result.expected
    for dropped in page.list.dropped:
        owners.update(range(*dropped.span))
    if page.list.reason is None:
        assert [i for i, mark in enumerate(shown) if not mark.isspace() and owners[i] != 1] == []
    return page


@settings(max_examples=60)
@given(texts())
def test_every_character_of_a_page_is_accounted_for(text):
    check("page " + text)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.text("1. 2[]()\n;:–,ABKim aitwas2001\u00a0•-)\f", max_size=300)))
@example("x")
@example("References\n1.")
@example("\u0661. \u0662\u0660\u0660\u0661;1:2")
def test_no_text_raises(text):
    check("page " + text)


#: A few works and the ways two styles print them: the same work on many pages.
POOL = (
    ("Tay CH", "1970", "Cutaneous manifestations of lupus", "Lupus", "11", "30–41"),
    ("Savin JA", "1971", "Ectopic calcification of skin", "Skin", "84", "191–192"),
    ("Powell RJ", "1974", "Subcutaneous fat calcification", "Lupus", "67", "215–217"),
    ("Kabir DI", "1969", "Lupus erythematosus and calcinosis", "Skin", "100", "17–22"),
    ("Kabir DI", "1965", "Lupus erythematosus", "Skin", "96", "17–22"),
)
STYLES = ("{0}. {2}. {3}. {1};{4}:{5}.", "{0} ({1}) {2}. {3} {4}:{5}")


@st.composite
def shelves(draw: st.DrawFn) -> list[Page]:
    """Up to four pages that cite works of one small pool, each page in one style."""
    pages = []
    for number in range(draw(st.integers(2, 4))):
        style = draw(st.sampled_from(STYLES))
        works = draw(st.lists(st.sampled_from(POOL), min_size=2, max_size=4, unique=True))
        lines = [f"{n}. {style.format(*work)}" for n, work in enumerate(works, 1)]
        text = f"Page {number} of nobody.\n\nReferences\n" + "\n".join(lines) + "\n"
        pages.append(refparse.parse(from_text(text), grammars=GRAMMARS))
    return pages


def said(graph: refparse.Graph) -> object:
    """What a store says of works, without the ids it minted."""
    members = {one.id: tuple(sorted(member.id for member in graph.members(one.id))) for one in graph.works()}
    works = sorted((repr(one.work), one.kinds, members[one.id]) for one in graph.works())
    shared = sorted(
        (members[row.work.id], sorted(members[one.id] for one in row.citing)) for row in refparse.ask(graph, "shared")
    )
    return works, shared, sorted((v.left_id, v.right_id, v.decision) for v in graph.verdicts())


def stored(batches: Sequence[Sequence[Page]]) -> object:
    with refparse.Graph(":memory:") as graph:
        for batch in batches:
            refparse.add(graph, batch)
        return said(graph)


@settings(max_examples=15)
@given(shelves(), st.randoms(use_true_random=False))
def test_any_order_and_any_batches_give_the_same_answers(pages, chance):
    turned = list(pages)
    chance.shuffle(turned)
    assert stored([[page] for page in turned]) == stored([pages]) == stored([turned, pages])


@settings(max_examples=15)
@given(shelves())
def test_adding_and_removing_is_nothing(pages):
    with refparse.Graph(":memory:") as graph:
        refparse.add(graph, pages)
        refparse.remove(graph, pages[0].document.id)
        assert said(graph) == stored([pages[1:]])
