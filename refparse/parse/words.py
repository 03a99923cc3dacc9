"""What a word looks like, on its own: its class, and the features a person can read.

A class is one of some sixty kinds ("four digits that can be a year", "one capital",
"a word for pages"); pairs and triples of classes are what the labeller knows of word
order. Features are finer: the word itself, how it begins and ends, what lists it is on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Kinds of cue words, in order of precedence where a word is on several lists.
CUES = (
    "et-al", "and", "in", "editor", "translator", "page", "volume", "issue", "edition", "part", "months", "seasons",
    "accessed", "available", "no-date", "thesis", "report", "conference", "article-number", "particles", "suffixes",
    "institution",
)  # fmt: skip
_SHAPES = (
    "year", "year-letter", "one-digit", "two-digits", "three-digits", "four-digits", "digits", "letter-digits",
    "digits-letter", "ordinal", "roman", "capital", "capitals-2", "capitals-3", "capitals", "hyphened-initials",
    "mixed",
    "small-letter", "stop-word", "small", "DOI", "DOI-address", "address", "other-script",
    "family", "given", "family-or-given", "word",
)  # fmt: skip
#: Classes by number; 0 stands before the first word and after the last.
CLASSES = ("outside", *_SHAPES, *(f"cue:{cue}" for cue in CUES), "id:doi", "id:pmid", "id:pmc", "id:arxiv", "id:url")
_NUMBER = {name: number for number, name in enumerate(CLASSES)}
_IDENTIFIERS = {
    "doi": "id:doi", "pmid": "id:pmid", "pubmed": "id:pmid", "pmcid": "id:pmc", "pmc": "id:pmc", "arxiv": "id:arxiv",
    "url": "id:url", "http": "id:url",
}  # fmt: skip
_STOP = frozenset(
    {
        "a", "an", "the", "of", "for", "on", "by", "with", "from", "to", "at", "as", "is", "are", "was", "be",
        "or", "its", "their", "into", "via", "than", "that", "this", "these", "how", "what", "why", "between",
        "among", "during", "after", "before", "under", "over", "against", "within", "without", "versus", "vs",
        "using", "based", "toward", "towards", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer",
        "eines", "zur", "zum", "von", "und", "für", "mit", "auf", "im", "am", "aus", "bei", "über", "nach",
        "als", "durch", "le", "la", "les", "du", "de", "un", "une", "et", "en", "dans", "sur", "pour", "par",
        "au", "aux", "el", "los", "las", "del", "y", "con", "por", "para", "una", "il", "lo", "gli", "della",
        "delle", "dei", "di", "da", "do", "dos", "na", "no", "nas", "nos", "e", "em", "o", "z", "w", "i",
        "oraz", "ze", "przy",
    }
)  # fmt: skip
_ROMAN = re.compile(r"[IVXLCDM]+|[ivxl]+")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_DIGIT = re.compile(r"[0-9]")
#: Two letters of these scripts and more are initials or words as Latin ones are.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff\u1e00-\u1eff'’ʼ‐\-\u0300-\u036f¨´¸ˇ]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lists of facts: words by kind, and names of journals, publishers and places as phrases."""

    #: Small-letter word → its cue kind.
    cues: Mapping[str, str]
    families: frozenset[str]
    givens: frozenset[str]
    #: Small-letter words joined by one blank → bits of :data:`JOURNAL`, :data:`PUBLISHER`, :data:`PLACE`.
    phrases: Mapping[str, int]


JOURNAL, PUBLISHER, PLACE = 1, 2, 4


def word_class(word: str, lexicon: Lexicon) -> int:
    """The number of the word's class in :data:`CLASSES`."""
    return _NUMBER[_class(word, lexicon)]


def _class(word: str, lexicon: Lexicon) -> str:
    if _DIGIT.search(word):
        return _number(word)
    low = word.lower()
    if low in _IDENTIFIERS:
        return _IDENTIFIERS[low]
    if low in lexicon.cues and not (len(word) == 1 and word.isupper() and low != "s"):
        return f"cue:{lexicon.cues[low]}"
    if not _LATIN.fullmatch(word):
        return "address" if "." in word or "/" in word else "other-script"
    if len(word) == 1:
        return "capital" if word.isupper() else "small-letter"
    if word.isupper():
        return _capitals(word)
    if word[0].islower():
        return "stop-word" if low in _STOP else "small"
    if low in _STOP:
        return "stop-word"
    if (
        any(map(str.isupper, word[1:]))
        and "-" not in word
        and not word.startswith(("Mc", "Mac", "O'", "O’", "De", "Di"))
    ):
        return "mixed"
    return _capitalised(low, lexicon)


def _number(word: str) -> str:
    if word.startswith("10.") and "/" in word:
        return "DOI"
    if "/" in word or "." in word:
        return "DOI-address" if "doi.org/" in word and word.endswith("/") else "address"
    if word.isdigit():
        if _YEAR.fullmatch(word):
            return "year"
        return ("one-digit", "two-digits", "three-digits", "four-digits", "digits")[min(len(word), 5) - 1]
    if _YEAR.match(word) and len(word) == 5:
        return "year-letter"
    if word[0].isdigit():
        return "ordinal" if word[-2:].lower() in ("st", "nd", "rd", "th") else "digits-letter"
    return "letter-digits"


def _capitals(word: str) -> str:
    if "-" in word or "‐" in word:
        return "hyphened-initials" if len(word) <= 4 else "capitals"
    if (
        _ROMAN.fullmatch(word)
        and len(word) > 1
        and word not in ("CD", "MD", "DM", "CM", "DC", "MC", "CC", "MM", "LM", "ML", "CL", "DI", "MI", "LI")
    ):
        return "roman"
    return {2: "capitals-2", 3: "capitals-3"}.get(len(word), "capitals")


def _capitalised(low: str, lexicon: Lexicon) -> str:
    family, given = low in lexicon.families, low in lexicon.givens
    if family and given:
        return "family-or-given"
    if family or given:
        return "family" if family else "given"
    return "word"


def word_features(word: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Features of a word seen from itself and its neighbours, and those seen from itself alone."""
    name = _class(word, lexicon)
    if _DIGIT.search(word):
        pattern = name if name in ("DOI", "DOI-address", "address") else _DIGIT.sub("0", word)[:8]
        near = [f"c={name}", f"n={pattern}"]
        if name.startswith("year"):
            near.append(f"y={word[:3]}")
        return tuple(near), ((f"#={word}",) if len(word) < 3 else ())
    low = word.lower()
    near = [f"c={name}", f"w={low}", f"h={shape(word)}"]
    alone = [f"p={low[:3]}", f"s={low[-3:]}", f"z={low[-2:]}", f"q={low[:4]}", f"t={low[-4:]}"] if len(low) > 2 else []
    near += [f"l={bit}" for bit in (JOURNAL, PUBLISHER, PLACE) if lexicon.phrases.get(low, 0) & bit]
    if low in lexicon.families:
        near.append("l=f")
    if low in lexicon.givens:
        near.append("l=g")
    return tuple(near), tuple(alone)


def shape(word: str) -> str:
    """Letters by case, runs shortened, and the length.

    >>> shape("McDonald"), shape("SA"), shape("lupus")
    ('XxXx:8', 'XX:2', 'x:5')
    """
    out: list[str] = []
    for letter in word:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "-" if letter in "-‐" else "'"
        if not out or out[-1] != kind or (kind == "X" and len(out) < 3 and set(out) == {"X"}):
            out.append(kind)
    return f"{''.join(out[:6])}:{min(len(word), 9)}"
