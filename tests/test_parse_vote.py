from __future__ import annotations

import pytest

from refparse.parse.grammar import Grammar
from refparse.parse.load import parse_grammar
from refparse.parse.vote import ballot, vote


def grammar(name: str, template: str, *, general: bool = False) -> Grammar:
    head = f'name = "{name}"\n' + ("general = true\n" if general else "")
    return parse_grammar(f'{head}[[form]]\ntype = "book"\ntemplate = "{template}"\n')


COMMA = grammar("comma", "{title:any}, {issued:year}")
BRACKET = grammar("bracket", "{title:any} ({issued:year})")
LOOSE = grammar("loose", "{container-title:any}")
COMMA_AGAIN = grammar("again", "{container-title}, {issued:year}")
COMMA_GENERAL = grammar("a-general", "{title:any}, {issued:year}", general=True)


@pytest.mark.parametrize(
    ("entries", "grammars", "names"),
    [
        (["Skin (1999)", "Bone (2001)"], [COMMA, BRACKET], ["bracket", "comma"]),
        (["Skin (1999)", "Bone, 2001", "Hair, 2002"], [BRACKET, COMMA], ["comma", "bracket"]),
        # A tie in entries goes to the grammar whose template supplied more of the characters,
        (["Skin (1999)"], [LOOSE, BRACKET], ["bracket", "loose"]),
        # then to the style over the general one, then to the name.
        (["Skin, 1999"], [COMMA_GENERAL, COMMA], ["comma", "a-general"]),
        (["Skin, 1999"], [COMMA, COMMA_AGAIN], ["again", "comma"]),
        ([], [COMMA, BRACKET, COMMA_GENERAL], ["bracket", "comma", "a-general"]),
        (["Skin"], [], []),
    ],
)
def test_the_list_votes(entries, grammars, names):
    votes = vote(entries, grammars)
    assert [v.grammar for v in votes] == names
    assert [one.name for one in ballot(votes, grammars)] == names
    assert all(v.entries == len(entries) for v in votes)


def test_what_a_vote_counts():
    (one, other) = vote(["Skin (1999)", "Bone (2001)", "what"], [COMMA, BRACKET])
    assert (one.grammar, one.read, one.entries, one.literals) == ("bracket", 2, 3, 4)
    assert (other.grammar, other.read, other.literals) == ("comma", 0, 0)
