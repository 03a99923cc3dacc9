"""What `grammar check` finds, each finding with its place and remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from refparse.parse.check import HOSTILE, canonical, check_grammar, example_fields
from refparse.parse.grammar import Grammar
from refparse.parse.load import parse_grammar

ARTICLE = '[[form]]\ntype = "article-journal"\ntemplate = "{author}. {title}. {container-title} {volume}:{page}."\n'
BOOK = '[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
TAY = 'author = ["Tay CH"]\ntitle = "Of skin"\ncontainer-title = "Lupus"\nvolume = "11"\npage = "30–41"\n'
TAY_EXAMPLE = f'[[example]]\ntext = "Tay CH. Of skin. Lupus 11:30–41."\n{TAY}'
BOOK_EXAMPLE = '[[example]]\ntext = "Skin, 1999"\ntitle = "Skin"\nissued = "1999"\n'


def grammar(*parts: str, name: str = "mine") -> Grammar:
    return parse_grammar(f'name = "{name}"\n' + "".join(parts), file="mine.toml")


@pytest.mark.parametrize(
    ("parts", "findings"),
    [
        ((ARTICLE, TAY_EXAMPLE), ()),
        ((ARTICLE, BOOK, TAY_EXAMPLE, BOOK_EXAMPLE), ()),
        ((ARTICLE,), ("form 1: no example; add an [[example]] it reads",)),
        ((ARTICLE, BOOK, TAY_EXAMPLE), ("form 2: no example; add an [[example]] it reads",)),
        (
            (BOOK, BOOK_EXAMPLE, '[[example]]\ntext = "Skin 1999"\n'),
            ("example 2: not read, expected \",\" after {title:any} at ''",),
        ),
        (
            (BOOK, '[[example]]\ntext = "Skin, 1999"\ntitle = "Bone"\nissued = "1999"\n'),
            ("example 1: title is 'Skin', the example says 'Bone'",),
        ),
        ((BOOK, '[[example]]\ntext = "Skin, 1999"\n[[example]]\n' + BOOK_EXAMPLE[12:]), (
            "example 1: issued is '1999', the example says None",
            "example 1: title is 'Skin', the example says None",
        )),
        (
            (BOOK, BOOK_EXAMPLE + 'volume = "3"\n'),
            ("example 1: volume is None, the example says '3'",),
        ),
        ((BOOK, BOOK_EXAMPLE, '[[not]]\ntext = "no reference"\n'), ()),
        ((BOOK, BOOK_EXAMPLE, '[[not]]\ntext = "Bone, 1998"\n'), ("not 1: read by form 1",)),
    ],
)  # fmt: skip
def test_findings(parts, findings):
    assert check_grammar(grammar(*parts)) == findings


def test_an_example_must_print_back():
    once = grammar(
        '[[form]]\ntype = "book"\ntemplate = "{title:any}[, {volume}], {issued:any}"\n',
        '[[example]]\ntext = "Skin, Aug 1999"\ntitle = "Skin"\nissued = "1999-08"\n',
    )
    assert check_grammar(once) == ("example 1: prints back as 'Skin, 1999 Aug'",)


def test_a_stop_after_a_question_mark_is_a_blank_to_printing_back():
    once = grammar(
        '[[form]]\ntype = "book"\ntemplate = "{title}. {issued:year}."\n',
        '[[example]]\ntext = "Is it skin? 1999."\ntitle = "Is it skin?"\nissued = "1999"\n',
    )
    assert check_grammar(once) == ()


def test_a_work_the_form_cannot_print_is_found():
    label = grammar(
        '[[form]]\ntype = "book"\ntemplate = "{title:any}[ p {page}], {issued:year}{page-label}"\n',
        '[[example]]\ntext = "Skin, 1999p"\ntitle = "Skin"\nissued = "1999"\n',
    )
    assert check_grammar(label) == ("example 1: prints back as None",)


def test_people_are_stated_as_a_list_and_et_al_as_true():
    reading = grammar(ARTICLE).read("Tay CH, Doe B, et al. Of skin. Lupus 11:30–41.")
    assert reading is not None
    assert example_fields(reading) == {
        "author": ["Tay CH", "Doe B"],
        "author-et-al": True,
        "title": "Of skin",
        "container-title": "Lupus",
        "volume": "11",
        "page": "30–41",
    }


def test_what_is_kept_beside_the_fields_is_stated_too():
    reading = grammar('[[form]]\ntype = "book"\ntemplate = "{title}. pii: {pii} doi: {DOI}"\n').read(
        "Skin. pii: s1 doi: 10.1000/a"
    )
    assert reading is not None
    assert example_fields(reading) == {"title": "Skin", "pii": "s1", "DOI": "10.1000/a"}


LOOSE = '[[form]]\ntype = "book"\ntemplate = "{container-title:comma}, 1999"\n'


def test_nobody_may_outvote_a_grammar_on_its_own_examples():
    own = grammar(BOOK, BOOK_EXAMPLE, '[[example]]\ntext = "Skin 2, Bone 1999"\n')
    rival = grammar(LOOSE.replace(", ", " "), LOOSE, name="rival")
    (finding,) = [one for one in check_grammar(own, [own, rival]) if "outvoted" in one]
    assert finding == "outvoted by rival on its own examples, 2 to 1"


def test_a_tie_is_no_defeat_and_ones_own_name_no_rival():
    own = grammar(BOOK, BOOK_EXAMPLE)
    twin = grammar(BOOK, LOOSE)
    assert check_grammar(own, [grammar(LOOSE, name="rival"), twin]) == ()


def test_without_examples_nobody_votes():
    own = grammar(BOOK)
    assert check_grammar(own, [grammar(LOOSE, name="rival")]) == ("form 1: no example; add an [[example]] it reads",)


def ticking(*steps: float) -> Callable[[], float]:
    """A clock whose readings grow by these steps, over and over."""
    now, count = 0.0, 0

    def clock() -> float:
        nonlocal now, count
        now += steps[count % len(steps)]
        count += 1
        return now

    return clock


def test_a_slow_template_is_found_by_the_clock():
    own = grammar(BOOK, BOOK_EXAMPLE)
    assert check_grammar(own, clock=ticking(0.07)) == (
        "form 1: 70 ms on 10,000 hostile characters; 50 are allowed",
    )  # fmt: skip
    assert check_grammar(own, clock=ticking(0.04)) == ()


def test_one_slow_call_may_be_somebody_elses_work():
    # Two calls for each text: the first takes nine seconds, the second none.
    own = grammar(BOOK, BOOK_EXAMPLE)
    assert check_grammar(own, clock=ticking(0.0, 9.0, 0.0, 0.0)) == ()


def test_hostile_texts_are_long_and_no_two_alike():
    assert {len(text) for text in HOSTILE} == {10_000}
    assert len(set(HOSTILE)) == len(HOSTILE)


ORDERED = """# Why this style is here.
name = "a"

[list]
marker = "{number}."

# The usual one.
[[form]]
type = "book"

[[form]]
type = "chapter"

[[example]]
text = "x"

[[not]]
text = "y"
"""


@pytest.mark.parametrize(
    "text",
    [
        ORDERED,
        ORDERED.replace("\n\n", "\n\n\n"),
        """# Why this style is here.
name = "a"
[[not]]
text = "y"
[[example]]   # a comment
text = "x"
# The usual one.
[[form]]
type = "book"
[list]
marker = "{number}."
[[form]]
type = "chapter"
""".replace("   # a comment", ""),
    ],
)
def test_canonical_order(text):
    assert canonical(text) == ORDERED


def test_canonical_keeps_what_it_does_not_know_at_the_end():
    assert canonical('[[more]]\nx = 1\n[[form]]\ntype = "book"\n') == '[[form]]\ntype = "book"\n\n[[more]]\nx = 1\n'
    assert canonical("") == "\n"


def test_canonical_keeps_comments_beside_a_header():
    assert canonical('[[form]] # the usual one\ntype = "book"\n') == '[[form]] # the usual one\ntype = "book"\n'
