"""A reference string as something to look into: what of a work stands in it, and what else does.

A registry's record is whole and a reading may be wrong, so a candidate is looked for in the
string itself: its title letter by letter, its numbers one by one. What is found is crossed
off; what is left when everything was looked for speaks against the candidate.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from refparse.normalize.folding import fold, listed

#: No reference is longer; what lies behind is a page gone wrong.
_LONGEST = 10_000
_LABEL = re.compile(r"\s*+(?:[\[(][0-9]{1,4}[\])]|[0-9]{1,3}(?=[A-Z\s.]))[.:\s]*+")
_LINK = re.compile(r"(?:https?://|www\.)\S++|\b(?:doi:?\s?)?10\.[0-9]{4,9}/\S++", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,40}>")
_GLUED = re.compile(r"[a-z]{4,}+([0-9]++)")
_ET_AL = re.compile(r"\bet\.? al\b|…|\band others\b", re.IGNORECASE)
_YEAR = re.compile(r"((?:1[5-9]|20)[0-9]{2})[a-z]?")
_MONTHS = frozenset(
    listed(
        "january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
)
#: Words that are part of no field, or of every one.
_SMALL = _MONTHS | frozenset(
    listed(
        "and the of in for from with und der die des von les del vol volume pages pag issue eds edited editor editors"
        " doi available accessed pmid pmcid pubmed crossref cross ref google scholar medline press suppl ibid",
    ),
)
_DAY, _DAY_DIGITS = 31, 2
#: A word is a misprint of another from this ratio on, if it has this many letters.
_WORD_ALIKE, _WORD_LETTERS = 75.0, 4
_SHORTEST_WORD = 3
#: Counting further would say nothing more.
MANY = 7


class Printed(NamedTuple):
    """A reference string, folded."""

    words: tuple[str, ...]
    #: The words without blanks, for strings whose blanks are wrong, and where each word starts in it.
    letters: str
    starts: tuple[int, ...]
    #: Words with digits in them, in order, without leading zeros.
    numbers: tuple[str, ...]
    #: Neighbours that may be one number broken by a blank ("20 12"), under what they make together.
    broken: Mapping[str, tuple[str, str]]
    years: tuple[int, ...]
    et_al: bool
    dated: bool


def strip_label(text: str) -> str:
    """The reference without the number it has in its list.

    >>> strip_label("[12] Tay CH."), strip_label("1 C. Lee"), strip_label("2010 IEEE Conference")
    ('Tay CH.', 'C. Lee', '2010 IEEE Conference')
    """
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def read_printed(text: str) -> Printed:
    """The string made ready for looking into; links, mark-up and its label are left out.

    >>> read_printed("[3] Lee, Skin 12, 34 (1998). doi:10.1000/x5").numbers
    ('12', '34', '1998')
    """
    plain = html.unescape(_TAG.sub(" ", text[:_LONGEST]))
    words = tuple(fold(_LINK.sub(" ", strip_label(plain))).split())
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word)
    numbers = tuple(map(_number, filter(_has_digit, words)))
    found = (_YEAR.fullmatch(number) for number in numbers)
    return Printed(
        words=words,
        letters="".join(words),
        starts=tuple(starts),
        numbers=numbers,
        broken={
            one + other: (_number(one), _number(other))
            for one, other in pairwise(words)
            if one.isdecimal() and other.isdecimal()
        },
        years=tuple(int(year[1]) for year in found if year),
        et_al=_ET_AL.search(text[:_LONGEST]) is not None,
        dated=not _MONTHS.isdisjoint(words),
    )


def _has_digit(word: str) -> bool:
    return any(char.isdecimal() for char in word)


def _number(word: str) -> str:
    """A word with digits as it is compared: "journal85" is a volume glued to a name, "0067" is "67"."""
    glued = _GLUED.fullmatch(word)
    return (glued[1] if glued else word).lstrip("0") or "0"


def digits(text: str) -> Counter[str]:
    """How often each word with digits is in a folded text."""
    return Counter(map(_number, filter(_has_digit, text.split())))


class Window(NamedTuple):
    """Where a text stands in a string, and how like it is to what stands there (0: it does not)."""

    score: float
    start: int
    end: int


NOWHERE = Window(0.0, 0, 0)
#: The score of a text that stands there letter for letter.
WHOLE = 100.0
#: A text may be so much longer than the string it stands in: letters a page has lost.
_LONGER = 1.1


def find_window(text: str, letters: str, least: float) -> Window:
    """Where squeezed ``text`` stands, misprints allowed as far as ``least`` says.

    >>> find_window("skinlesions", "leeskimlesions12", 85)
    Window(score=90.9..., start=3, end=14)
    """
    if not text or len(text) > _LONGER * len(letters):
        return NOWHERE
    at = letters.find(text)
    if at >= 0:
        return Window(WHOLE, at, at + len(text))
    if len(text) > len(letters):
        score = ratio(text, letters, score_cutoff=least)
        return Window(score, 0, len(letters)) if score else NOWHERE
    found = partial_ratio_alignment(text, letters, score_cutoff=least)
    if found is None:
        return NOWHERE
    # At the ends of the string a narrower window scores better than one with a letter off.
    start = min(found.dest_start, max(0, found.dest_end - len(text)))
    return Window(found.score, start, max(found.dest_end, min(len(letters), found.dest_start + len(text))))


class Sheet:
    """One comparison's working sheet: what of the string is accounted for, crossed off as it is found."""

    def __init__(self, printed: Printed) -> None:
        """Start with nothing crossed off."""
        self.printed = printed
        self._covered = bytearray(len(printed.letters))
        self._numbers = Counter(printed.numbers)

    def cover(self, start: int, end: int) -> None:
        """Cross off letters."""
        self._covered[start:end] = b"\1" * (end - start)

    def cover_text(self, squeezed: str) -> None:
        """Cross off a text where it first stands, if it does."""
        at = self.printed.letters.find(squeezed)
        if at >= 0:
            self.cover(at, at + len(squeezed))

    def words_at(self, window: Window) -> tuple[str, ...]:
        """The whole words that a window touches."""
        words = zip(self.printed.words, self.printed.starts, strict=True)
        return tuple(word for word, at in words if at < window.end and at + len(word) > window.start)

    def take(self, number: str) -> bool:
        """Whether the number stands there, not yet crossed off; now it is."""
        if self._numbers[number] <= 0:
            return False
        self._numbers[number] -= 1
        return True

    def take_all(self, words: Iterable[str]) -> bool:
        """Whether every number among the words stands there, and there is one."""
        wanted = Counter(filter(_has_digit, words))
        if not wanted or not wanted <= self._numbers:
            return False
        self._numbers -= wanted
        return True

    def take_misprinted(self, number: str, *, glued: bool = True) -> bool:
        """Whether the number stands there with a blank in it, a letter for a digit, or (``glued``) one more.

        >>> [Sheet(read_printed(text)).take_misprinted("1987") for text in ("(l987)", "(19 87)", "(19N87)", "(1978)")]
        [True, True, True, False]
        """
        if self.take_all(self.printed.broken.get(number, ())):
            return True
        return any(self.take(word) for word in tuple(self._numbers) if _misprints(word, number, glued=glued))

    def take_range(self, first: str, last: str) -> bool:
        """Whether a range stands there with a letter for its dash.

        >>> Sheet(read_printed("Skin 67(1),23m31.")).take_range("23", "31")
        True
        """
        return any(self.take(word) for word in tuple(self._numbers) if _is_range(word, first, last))

    def spare_numbers(self, *, beside: Collection[str] = ()) -> list[str]:
        """Numbers that nothing has accounted for, the day of a date left out."""
        spare = [word for word, times in self._numbers.items() if word not in beside for _ in range(times)]
        return [word for word in spare if not (self.printed.dated and _is_day(word))]

    def spare_words(self, known: Collection[str]) -> list[str]:
        """Words that nothing has accounted for and that are none of ``known``, as far as counting them says more."""
        spare = []
        for word, at in zip(self.printed.words, self.printed.starts, strict=True):
            if (
                _counts(word)
                and word not in known
                and not self._is_covered(at, at + len(word))
                and _is_new(word, known)
            ):
                spare.append(word)
                if len(spare) == MANY:
                    break
        return spare

    def _is_covered(self, start: int, end: int) -> bool:
        return 2 * self._covered.count(1, start, end) >= end - start


def _counts(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in _SMALL and not _has_digit(word)


def _is_new(word: str, known: Collection[str]) -> bool:
    """Whether the word is not even a misprint of a known one."""
    if len(word) < _WORD_LETTERS:
        return True
    return not any(
        abs(len(word) - len(other)) < _SHORTEST_WORD and ratio(word, other) >= _WORD_ALIKE for other in known
    )


def _is_day(word: str) -> bool:
    return len(word) <= _DAY_DIGITS and word.isdecimal() and int(word) <= _DAY


def _is_range(word: str, first: str, last: str) -> bool:
    """Whether a word is two numbers with a letter between."""
    long_enough = len(word) == len(first) + 1 + len(last)
    return long_enough and word.startswith(first) and word.endswith(last) and word[len(first)].isalpha()


def _misprints(word: str, number: str, *, glued: bool) -> bool:
    """Whether a word is a number with a letter for a digit, or (``glued``) one letter more."""
    if glued and len(word) == len(number) + 1 and "".join(filter(str.isdecimal, word)) == number:
        return True
    if len(word) != len(number) or not word[1:]:
        return False
    off = [(one, other) for one, other in zip(word, number, strict=True) if one != other]
    return len(off) == 1 and off[0][0].isalpha() and off[0][1].isdecimal()
