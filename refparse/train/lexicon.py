"""The lists of facts a labeller knows: cue words, names, journals, publishers, places.

They lie beside this file as plain text, one entry a line. Nothing in them comes from the
strings a labeller is judged on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from refparse.parse.tokens import cut
from refparse.parse.words import CUES, JOURNAL, PLACE, PUBLISHER, Lexicon

_PHRASES = {"journals.txt": JOURNAL, "publishers.txt": PUBLISHER, "places.txt": PLACE}
#: A phrase of more words than this is a sentence.
_LONGEST = 12


def shipped() -> Traversable:
    """The folder of lists that comes with the package."""
    return files("refparse") / "train" / "lexicon"


@cache
def read_lexicon() -> Lexicon:
    """The lexicon made of the lists that come with the package.

    >>> read_lexicon().cues["hrsg"]
    'editor'
    """
    folder = shipped()
    phrases: dict[str, int] = {}
    for name, bit in _PHRASES.items():
        for line in _lines(folder / name):
            words = [word.lower() for word in cut(line)[0]]
            if 0 < len(words) <= _LONGEST and len("".join(words)) > 1:
                key = " ".join(words)
                phrases[key] = phrases.get(key, 0) | bit
    table = tomllib.loads((folder / "words.toml").read_text("utf8"))
    # A word on two lists is of the kind that comes first.
    cues = {word: kind for kind in reversed(CUES) for word in table.get(kind, ())}
    return Lexicon(
        cues=cues,
        families=_single(_lines(folder / "families.txt")),
        givens=_single(_lines(folder / "given.txt")),
        phrases=phrases,
    )


def _lines(file: Traversable) -> Iterator[str]:
    for line in file.read_text("utf8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def _single(lines: Iterable[str]) -> frozenset[str]:
    """The words of names, small letters; initials say nothing."""
    return frozenset(word.lower() for line in lines for word in line.split() if len(word) > 1)
