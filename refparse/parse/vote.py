"""Which style a list is in, voted by the whole list rather than guessed by the line.

One careless slot can make a grammar read a few entries of a foreign list; over a whole
list that cannot win (three grammars on three lists gave a clean diagonal).
"""

from __future__ import annotations

from collections.abc import Sequence

from refparse.evidence import Vote
from refparse.parse.grammar import Grammar


def vote(entries: Sequence[str], grammars: Sequence[Grammar]) -> tuple[Vote, ...]:
    """How well each grammar fits the list, the best first.

    >>> from refparse.parse.load import parse_grammar
    >>> a = parse_grammar('name = "a"\\n[[form]]\\ntype = "book"\\ntemplate = "{title}. {issued:year}"')
    >>> b = parse_grammar('name = "b"\\n[[form]]\\ntype = "book"\\ntemplate = "{title}. ({issued:year})"')
    >>> [(v.grammar, v.read) for v in vote(["Lupus. (1999)", "Skin. (2001)"], [a, b])]
    [('b', 2), ('a', 0)]

    Ties go to the grammar whose templates supplied more of the characters, then to one
    made for a style over a general one, then to the name.
    """
    general = {grammar.name: grammar.general for grammar in grammars}
    votes = [_count(entries, grammar) for grammar in grammars]
    return tuple(sorted(votes, key=lambda v: (-v.read, -v.literals, general[v.grammar], v.grammar)))


def _count(entries: Sequence[str], grammar: Grammar) -> Vote:
    readings = [reading for reading in map(grammar.read, entries) if reading is not None]
    return Vote(
        grammar=grammar.name,
        read=len(readings),
        entries=len(entries),
        literals=sum(reading.literals for reading in readings),
    )


def ballot(votes: Sequence[Vote], grammars: Sequence[Grammar]) -> tuple[Grammar, ...]:
    """The grammars in the order of their votes: the list's own style first, the others for entries it cannot read."""
    by_name = {grammar.name: grammar for grammar in grammars}
    return tuple(by_name[v.grammar] for v in votes)
