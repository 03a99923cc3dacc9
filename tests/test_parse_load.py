"""Grammar files: what is read from them, and every mistake named with its place and remedy."""

from __future__ import annotations

import pytest

from refparse.errors import GrammarError, UnknownSlot
from refparse.parse.load import parse_grammar
from refparse.reference import ListStyle

FORM = '[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
WHOLE = (
    """
name = "mine"
seen = ["a page", "2026-11-20"]
general = true

[list]
heading = "REFERENCES ({count})"
marker = "{number}."
trailing = ["CrossRef", "PubMed"]

[[form]]
type = "article-journal"
template = "{title}. {container-title} {volume}:{page}"

"""
    + FORM
    + """
[[example]]
text = "Skin, 1999"
title = "Skin"
issued = "1999"

[[not]]
text = "no reference"
"""
)


def test_a_whole_file():
    grammar = parse_grammar(WHOLE, file="mine.toml")
    assert (grammar.name, grammar.file, grammar.general) == ("mine", "mine.toml", True)
    assert grammar.style == ListStyle(
        name="mine", headings=("REFERENCES ({count})",), marker="{number}.", trailing=("CrossRef", "PubMed")
    )
    assert [(form.number, form.type) for form in grammar.forms] == [(1, "article-journal"), (2, "book")]
    assert [(example.text, dict(example.fields)) for example in grammar.examples] == [
        ("Skin, 1999", {"title": "Skin", "issued": "1999"})
    ]
    assert grammar.negatives == ("no reference",)
    assert repr(grammar) == "<Grammar mine: 2 forms>"


def test_the_least_file():
    grammar = parse_grammar('name = "a1-b"\n' + FORM)
    assert (grammar.general, grammar.examples, grammar.negatives) == (False, (), ())
    assert grammar.style == ListStyle(name="a1-b")


def test_several_headings():
    grammar = parse_grammar('name = "a"\n[list]\nheading = ["References", "Literature"]\n' + FORM)
    assert grammar.style.headings == ("References", "Literature")


def test_a_single_text_is_a_list_of_one():
    assert parse_grammar('name = "a"\n[list]\ntrailing = "CrossRef"\n' + FORM).style.trailing == ("CrossRef",)


NAME = 'name = "a"\n'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name = ", "not toml: invalid value (at end of document); compare with a shipped grammar"),
        (FORM, 'no name; begin with name = "small-letters-and-hyphens"'),
        ('name = "Big Name"\n' + FORM, 'no name; begin with name = "small-letters-and-hyphens"'),
        ("name = 7\n" + FORM, 'no name; begin with name = "small-letters-and-hyphens"'),
        (
            NAME + 'nmae = "b"\n' + FORM,
            "unknown key 'nmae' in the file; known are example, form, general, list, name, not, replaces, seen",
        ),
        (
            NAME + '[list]\nheadings = "x"\n' + FORM,
            "unknown key 'headings' in [list]; known are heading, marker, trailing",
        ),
        (NAME, "no form; write at least one [[form]] with type and template"),
        (NAME + "form = []\n", "no form; write at least one [[form]] with type and template"),
        (NAME + '[form]\ntype = "book"\n', "form is not a list of tables; write [[form]]"),
        (NAME + "form = [1]\n", "form is not a list of tables; write [[form]]"),
        (NAME + 'example = "x"\n' + FORM, "example is not a list of tables; write [[example]]"),
        (NAME + FORM + '[[example]]\ntitle = "x"\n', 'no text; write text = "…"'),
        (NAME + FORM + "[[not]]\ntext = 3\n", 'no text; write text = "…"'),
        (NAME + FORM + '[[not]]\ntext = ""\n', 'no text; write text = "…"'),
    ],
)
def test_a_mistake_in_the_file(text, what):
    with pytest.raises(GrammarError) as caught:
        parse_grammar(text, file="acme.toml")
    assert str(caught.value) == f"acme.toml: {what}"
    assert caught.value.form is None


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ('template = "{title}"', 'no type; write type = "…"'),
        ('type = "book"', 'no template; write template = "…"'),
        ('type = "book"\ntemplate = ""', 'no template; write template = "…"'),
        ('type = "book"\ntemplate = "words"', "template has no slot; name one, such as {title}"),
        (
            'type = "book"\ntemplate = "{title}"\nregex = "."',
            "unknown key 'regex' in [[form]]; known are template, type",
        ),
    ],
)
def test_a_mistake_in_a_form(form, what):
    with pytest.raises(GrammarError) as caught:
        parse_grammar(NAME + FORM + f"[[form]]\n{form}\n", file="acme.toml")
    assert str(caught.value).startswith("acme.toml")
    assert str(caught.value).endswith(f": {what}")


def test_an_unknown_type_lists_those_there_are():
    with pytest.raises(GrammarError) as caught:
        parse_grammar(NAME + '[[form]]\ntype = "novel"\ntemplate = "{title}"\n', file="acme.toml")
    assert str(caught.value).startswith("acme.toml, form 1: unknown type 'novel'; known are article, article-journal, ")
    assert str(caught.value).endswith(", webpage")


def test_an_unknown_slot_names_its_form():
    with pytest.raises(UnknownSlot, match=r"^acme.toml, form 2: unknown slot \{titel\}; did you mean \{title\}\?$"):
        parse_grammar(NAME + FORM + '[[form]]\ntype = "book"\ntemplate = "{titel}"\n', file="acme.toml")


@pytest.mark.parametrize(
    "text",
    [
        NAME + "list = 3\n" + FORM,
        NAME + "[list]\nheading = 3\n" + FORM,
        NAME + "[list]\nmarker = 3\n" + FORM,
        NAME + 'general = "no"\n' + FORM,
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(text):
    with pytest.raises(GrammarError, match=r"^acme\.toml: .+; .+"):
        parse_grammar(text, file="acme.toml")
