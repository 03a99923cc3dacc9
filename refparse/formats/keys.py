"""Cite keys: ``[auth][year][veryshorttitle]``, plain ASCII, the same for the same work for ever.

Only the base is made here; the store pins it at first export and adds a, b, c where two
works share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from refparse.normalize.folding import fold
from refparse.normalize.keys import KEY, suffixed, usable
from refparse.work import Date, Name, Work

# 28 + 4 + 28 leaves room for a suffix within the 64 that a key may have.
_PART = 28
# What is left of a key that a number follows, so that both are no longer than a key may be.
_NUMBERED = 50
# A key begins with a letter or a figure.
_LEADING = re.compile("^[^A-Za-z0-9]+")
_NOT_KEY = re.compile("[^a-z0-9]+")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
# Articles, prepositions and other small words of the languages our lists are in.
_STOPWORD = re.compile(
    r"""(?x)
    a|an|and|are|as|at|between|by|for|from|her|his|in|into|is|its|of|on|or|our|s|the|their|to|under|upon|via|with|without
    |al|aux|d|das|de|del|dem|den|der|des|die|du|ein|eine|einer|el|en|et|l|la|las|le|les|los|nach|o|ou|per|por|pour
    |sur|uber|um|un|una|une|und|vom|von|w|z|zu|zum|zur"""
)


def base_key(work: Work, work_id: str) -> str:
    """The key a work would have if no other had it.

    >>> from refparse.work import Names
    >>> author = Names(names=(Name(family="Tristano", given="AG"),))
    >>> base_key(Work(author=author, issued=Date(year=2006), title="The calcinosis of lupus"), "3f2a")
    'tristano2006calcinosis'
    >>> base_key(Work(title="Case report: a man with stones"), "3f2a")
    'case'
    >>> base_key(Work(), "3f2a9c01d4e5f607")
    'work3f2a9c01'

    The id is used only where the work names nobody and nothing.
    """
    people = work.author.names or work.editor.names
    who = _compact(people[0]) if people else ""
    what = _first_word(work.title or "")
    if not who and not what:
        return f"work{_ascii(work_id)[:8]}"
    return f"{who}{_year(work.issued)}{what}" if who else f"{what}{_year(work.issued)}"


def _compact(name: Name) -> str:
    return _ascii(name.printed_family or name.given or "")[:_PART]


def _ascii(text: str) -> str:
    return _NOT_KEY.sub("", fold(text))


def _year(date: Date | None) -> str:
    """The four digits printed, wherever they are; other years make no key."""
    if date is None:
        return ""
    found = _YEAR.search(f"{date.year} {date.literal}")
    return found[0] if found else ""


def _first_word(title: str) -> str:
    """The first word that says something: not an article or preposition, not a bare number."""
    words = [_ascii(word) for word in fold(title).split()]
    telling = [word for word in words if word and not (_STOPWORD.fullmatch(word) or word.isdecimal())]
    return next(iter(telling or words), "")[:_PART]


def cited_by(key: str, form: str) -> str:
    """The key that people cite a record of a library file by, as one of ours; "" where it has none.

    >>> cited_by("DBLP:conf/vldb/Kim99", "bibtex"), cited_by("kim1999", "csljson"), cited_by("WOS:000123", "ris")
    ('DBLP:confvldbKim99', 'kim1999', '')

    BibTeX's keys are written by people, so what no key may hold is left out of them. Ids of the
    other formats are a program's: only such as may be keys are taken for some.
    """
    if form == "bibtex":
        return usable(_LEADING.sub("", key))
    return key if form in {"csljson", "jsonl"} and KEY.fullmatch(key) else ""


def distinct(keys: Iterable[str]) -> list[str]:
    """The same keys in the same order, those that come again with a letter.

    >>> distinct(["kim2006", "kim2006", "lee1990", "kim2006"])
    ['kim2006', 'kim2006a', 'lee1990', 'kim2006b']

    For works that no store holds; a store pins keys instead, so that they never change.
    """
    given = Distinct()
    return [given.out(key) for key in keys]


class Distinct:
    """Gives out keys one at a time, never the same twice, in capitals or not: BibTeX knows no difference.

    >>> given = Distinct(remembered=2)
    >>> [given.out("kim2006") for _ in range(4)]
    ['kim2006', 'kim2006a', 'kim2006-3', 'kim2006-4']

    Of a stream without end only so many keys are ``remembered``; the later ones have their
    number behind them, as no other key has.
    """

    def __init__(self, *, remembered: int | None = None) -> None:
        """Begin with no key given."""
        self._remembered = remembered
        self._taken: set[str] = set()
        self._turns: dict[str, Iterator[str]] = {}
        self._numbers = count(1)

    def out(self, key: str) -> str:
        """The key itself, or with what tells it from those given before."""
        number = next(self._numbers)
        if self._remembered is not None and number > self._remembered:
            return f"{key[:_NUMBERED]}-{number}"
        tries = self._turns.setdefault(key, suffixed(key))
        own = next(one for one in tries if one.lower() not in self._taken)
        self._taken.add(own.lower())
        return own
