"""Link labels a platform adds after an entry, taken off from its end inwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from refparse.reference import ListStyle

#: What stands between two labels and says nothing.
_BETWEEN = " \t\n\r\f\v\xa0\u2009\u200b\u202f|·•,;-–"
_REST = " \t\n\r\f\v\xa0\u2009\u200b\u202f|·•"
_PLAIN_WORD = re.compile(r"[A-Z][a-z]+|[A-Z]{2,5}")
#: Plain words that nobody ends an entry with by chance.
_STRONG_WORDS = frozenset({"Crossref", "Scopus", "Medline", "Pubmed", "PMC"})
_LONGEST = 200
#: A name after these words belongs to the sentence: "retrieved from PubMed".
_LEADING = re.compile(r"\b(?:in|from|of|with|via|on|to|and|or|using|for|the|by|is|versus|vs)\Z")


class Labels:
    """The labels of some list styles, longest first.

    >>> labels = Labels(("CrossRef", "PubMed", "Google Scholar", "Article"))
    >>> text = "Rom Med Rev 12:29–32CrossRefPubMedGoogle Scholar"
    >>> text[: labels.strip(text, 0, len(text))]
    'Rom Med Rev 12:29–32'
    >>> text = "A reading of the article. Lupus 8:1"
    >>> labels.strip(text, 0, len(text)) == len(text)
    True

    A weak label, a word such as ``Article``, counts only beside a stronger one.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        """Sort the labels once, so that ``PubMed Central`` is tried before ``Central``."""
        self._labels = tuple(
            sorted({" ".join(label.split()) for label in labels if label.strip()}, key=len, reverse=True)
        )
        self._ends = frozenset(label[-1] for label in self._labels)
        self._flexible = tuple(
            re.compile(re.escape(label).replace(r"\ ", r"\s{1,3}") + r"\Z") for label in self._labels
        )

    def strip(self, text: str, start: int, end: int) -> int:
        """Where the entry between two places ends once its labels are off.

        >>> Labels(("[PubMed]",)).strip("12–19. [PubMed] ", 0, 16)
        6
        """
        window = max(start, end - 10 * _LONGEST)
        piece = text[window:end].rstrip(_REST)
        found: list[tuple[int, str]] = []
        rest = piece
        while (label := self._last(rest)) is not None:
            rest = rest[: -label[1]]
            found.append((len(rest), label[0]))
            rest = rest.rstrip(_BETWEEN)
        return window + _kept(piece, found, at_start=window == start)

    def is_row(self, text: str) -> bool:
        """Whether a line holds nothing but labels.

        >>> Labels(("PubMed", "Google Scholar")).is_row("PubMedGoogle Scholar")
        True
        """
        return len(text) <= _LONGEST and text[-1:] in self._ends and _is_row(self, text)

    def _last(self, rest: str) -> tuple[str, int] | None:
        """The label ``rest`` ends with, and how long it is there."""
        if not rest or rest[-1] not in self._ends:
            return None
        tail = rest[-_LONGEST:]
        for label, pattern in zip(self._labels, self._flexible, strict=True):
            if hit := pattern.search(tail, max(0, len(tail) - len(label) - 2 * label.count(" "))):
                return label, len(tail) - hit.start()
        return None


@lru_cache(maxsize=1 << 14)
def _is_row(labels: Labels, text: str) -> bool:
    # The same few rows stand under every entry of a list.
    return labels.strip(text, 0, len(text)) == 0


@lru_cache(maxsize=32)
def labels_of(styles: tuple[ListStyle, ...]) -> Labels:
    """The labels of all styles together: the list style is not known before the list is cut."""
    return Labels([label for style in styles for label in style.trailing])


def _kept(piece: str, found: list[tuple[int, str]], *, at_start: bool) -> int:
    """The length of ``piece`` without its run of labels, as far as the run is believed."""
    run = list(found)
    while run and not _believed(piece, run, at_start=at_start):
        run.pop()
    if not run:
        return len(piece)
    kept = piece[: run[-1][0]].rstrip(_REST)
    # "… 15:30. - DOI - PubMed": the dash before the first label is no part of the entry.
    return len(kept[:-1].rstrip(_REST)) if kept.endswith((" -", " –")) else len(kept)


def _believed(piece: str, run: list[tuple[int, str]], *, at_start: bool) -> bool:
    """Whether the innermost label of a run is a label and not the entry's own last word."""
    cut, label = run[-1]
    if not any(_strong(name) for _, name in run):
        return False
    before = piece[:cut].rstrip(_REST)
    if not before:
        return at_start
    if label.startswith("[") or not before[-1].isalpha():
        return True
    # After a letter: on a line of its own, glued to a small one, or a strong label nobody would be led to.
    gap = piece[len(before) : cut]
    if "\n" in gap or (not gap and before[-1].islower()):
        return True
    return _strong(label) and _LEADING.search(before) is None


def _strong(label: str) -> bool:
    return label in _STRONG_WORDS or _PLAIN_WORD.fullmatch(label) is None
