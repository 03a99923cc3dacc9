"""Journal names compared as librarians abbreviate them (ISO 4): word by word, in order.

An abbreviated word is the beginning of the full one ("Rheumatol"), or keeps its first
and last letters ("natl", "jpn"). Articles, prepositions and "and" are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from refparse.evidence import Level
from refparse.normalize.folding import fold, listed

_SMALL = frozenset(
    listed(
        "a and at d da de dei del della der des di die do dos du e ed el en et for fuer fur i in l la las le les los"
        " na of official on och og the to und van voor y z",
    ),
)
#: A place behind the name tells namesakes apart for a library, not in a citation: "Rheumatology (Oxford)".
_PLACE = re.compile(r"\s?\((?!(?:[A-Z]|am|br|eur?|american|british|european)\b)[^()]{2,60}\)", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s?[:;]\s|\s[=/|]\s")
#: Parts of one journal, printed as a last word: they must agree where both name one.
_SECTIONS = {"am": "am", "american": "am", "br": "br", "british": "br", "eur": "eur", "european": "eur"}
#: Abbreviations that begin many words and stand for few.
_FIXED = {
    "am": ("america", "amerika"),
    "br": ("brit",),
    "can": ("cana",),
    "int": ("intern",),
    "j": ("journal", "jornal", "jurnal"),
    "n": ("new", "north"),
    "r": ("royal",),
    "s": ("south", "sud"),
}
_FILLERS = frozenset({"edition", "volume", "section", "series", "usa", "us", "uk", "online", "print"})
#: Two words of this length are alike from this ratio on.
_ALIKE = 85.0
_COMPARABLE = 4
#: Names of fewer words are too short to be known by their beginning, or to make an acronym.
_FEW = 3
_SHORTEST_CONTRACTION = 3


class Container(NamedTuple):
    """A container title taken apart for comparing."""

    text: str
    words: tuple[str, ...]
    section: str


def prepare_container(text: str) -> Container:
    """The words of a container title that count, and its section.

    >>> prepare_container("The Journal of Hand Surgery (British)")
    Container(text='The Journal of Hand Surgery (British)', words=('journal', 'hand', 'surgery'), section='br')
    """
    main = _SUBTITLE.split(_PLACE.sub("", text), maxsplit=1)[0]
    words = [word for word in fold(main).split() if word not in _SMALL]
    while len(words) > 1 and words[-1] in _FILLERS:
        words.pop()
    section = _SECTIONS.get(words[-1], "") if len(words) >= _FEW else ""
    if section:
        words.pop()
    return Container(text, tuple(words or fold(text).split()), section)


def _abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` can stand for the longer word ``full``."""
    if short in _FIXED:
        return full.startswith(_FIXED[short])
    if full.startswith(short):
        return True
    if len(short) < _SHORTEST_CONTRACTION and short != "jt":
        return False
    letters = iter(full)
    contraction = short[0] == full[0] and short[-1] in full[len(full) // 2 :]
    return contraction and all(letter in letters for letter in short)


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, full = (one, other) if len(one) <= len(other) else (other, one)
    return _abbreviates(short, full)


def _stands_for(acronym: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one word of capitals is made of the others' first letters ("JAMA", "BMJ")."""
    if len(acronym) != 1 or len(words) < _FEW:
        return False
    letters = "".join(word[0] for word in words)
    return acronym[0] == letters or (len(words) == _FEW and sorted(acronym[0]) == sorted(letters))


def compare_containers(left: Container, right: Container) -> Level:
    """How far two container titles agree: exact, folded (by the rules of abbreviation), near, conflict.

    >>> compare_containers(prepare_container("Pol. Ann. Med."), prepare_container("Polish Annals of Medicine"))
    'folded'
    >>> compare_containers(prepare_container("Arch Dermatol"), prepare_container("Am J Dermatol"))
    'conflict'

    Near: misspelt, one name the beginning of the other (three words or more), or a
    section only one of them names. "Lancet" and "Lancet Neurol" are two journals.
    """
    if left.text == right.text:
        return "exact"
    if left.section and right.section and left.section != right.section:
        return "conflict"
    pairs = list(zip(left.words, right.words, strict=False))
    agreeing = sum(_same_word(one, other) for one, other in pairs)
    if agreeing == len(left.words) == len(right.words):
        return "folded" if left.section == right.section else "near"
    if _stands_for(left.words, right.words) or _stands_for(right.words, left.words):
        return "folded"
    if agreeing == len(pairs) >= _FEW:
        return "near"
    return "near" if _misspelt(left.words, right.words, agreeing) else "conflict"


def _misspelt(left: tuple[str, ...], right: tuple[str, ...], agreeing: int) -> bool:
    """Whether all words but one agree, and that one is nearly the same."""
    if len(left) != len(right) or agreeing != len(left) - 1:
        return False
    one, other = next(pair for pair in zip(left, right, strict=True) if not _same_word(*pair))
    short = min(len(one), len(other))
    return short >= _COMPARABLE and ratio(one[:short], other[:short]) >= _ALIKE
