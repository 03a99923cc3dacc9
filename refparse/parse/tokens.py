"""A reference string cut into words and the gaps between them.

A word is what one label can be given to: letters, a number with the letter glued behind it
("143A", "2nd"), an article number ("e0200721"), a whole DOI, a whole address. The "D" of
"Phys. Rev. D94" and the "S" of "S12" are words of their own: only their neighbours tell
whether they belong to the journal or to the page. Everything else, blanks and
marks, is a gap. Gaps are not labelled: what stands between two words of one field belongs
to it, what stands between two fields separates them, so half as many tokens need a
decision and a comma tells the labeller about both its neighbours.
"""

from __future__ import annotations

import re
from itertools import accumulate

_LETTER = r"[^\W\d_]"
#: Accents printed beside their letter, as pages cut from PDF files have them.
_MARK = r"\u0300-\u036f\u00b8\u00a8\u00b4\u02c7"
_JOINER = r"'’ʼ‐-"
#: The letters of most words: looked up in a table, where all the world's letters need several questions each.
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_PIECE = rf"{_LETTER}*+(?>(?:[{_MARK}]++{_LETTER}*+)*)"
# Every word begins with a letter or a digit, so a search skips gaps without trying anything;
# what kind of word it is, each branch asks of the character before (and first of its own, which is quicker).
_WORD = re.compile(
    rf"""([^\W_](?:
    t(?<=ht)tps?://(?:(?:dx\.|www\.)?doi\.org/ | [^\s<>"]*[^\s<>".,;:)\]])   # what announces a DOI; an address
  | t(?<=ft)p://[^\s<>"]*[^\s<>".,;:)\]]
  | w(?<=ww)w\.[^\s<>"]*[^\s<>".,;:)\]]
  | 0(?<=10)\.[0-9]{{4,9}}/[^\s<>"]*[^\s<>".,;:)\]]                           # a DOI
  | [0-9](?<=[eE][0-9])[0-9]{{2,}}                                            # an article number
  | (?<=[{_LATIN}])[{_LATIN}]*+(?![\w{_MARK}{_JOINER}])                       # a plain word
  | (?<=[0-9])[0-9]*+(?:{_LETTER}{{1,2}}(?![^\W_]))?                          # 2019 143A 2nd, but 22 of 22CrossRef
  | (?<={_LETTER}){_PIECE}(?>(?:[{_JOINER}]{_LETTER}{_PIECE})*)               # any other word
  |                                                                           # digits of other scripts, one at a time
    ))""",
    re.VERBOSE,
)


def parts(text: str) -> list[str]:
    """Gaps and words by turns, a gap first and last.

    >>> parts("Skin 12(3)")
    ['', 'Skin', ' ', '12', '(', '3', ')']
    """
    return _WORD.split(text)


def cut(text: str) -> tuple[list[str], list[str], list[int]]:
    """Words, the gaps around them (one more than words), and where each word starts.

    >>> words, gaps, starts = cut("Arch Dermatol 2019;14(3):153-60.")
    >>> words
    ['Arch', 'Dermatol', '2019', '14', '3', '153', '60']
    >>> gaps
    ['', ' ', ' ', ';', '(', '):', '-', '.']
    >>> starts[-1]
    29
    """
    both = parts(text)
    ends = list(accumulate(map(len, both)))
    return both[1::2], both[::2], ends[0::2][:-1]
