"""The language of a title, by the small words that no other language has: enough to know a translation may be meant."""

from __future__ import annotations

import unicodedata

from refparse.normalize.folding import fold, listed

#: Words that titles are full of; those that several of these languages share ("de", "la") are left out.
_WORDS = {
    "en": "the of and with for by from its their during after between among versus",
    "de": "der die das und bei mit von zur zum ein eine einer eines über ueber uber im beim des nach durch",
    "fr": "les des et du une avec dans chez sur aux apres traitement etude",
    "es": "el los las y del por una estudio tratamiento",
    "it": "il di della delle degli nel nella gli dei con e sulla studio",
    "pt": "do da dos das em uma com ao um",
    "nl": "het een en bij met voor naar",
    "pl": "w z i na oraz przy u ze leczenie",
    "sv": "och med hos av ett vid",
    "da": "og til ved hos af",
}
_LANGUAGES = {name: frozenset(listed(words)) for name, words in _WORDS.items()}


def languages(title: str) -> frozenset[str]:
    """The languages the title may be in, as codes, or its script where that is not Latin; empty: nothing tells.

    >>> sorted(languages("Kalzinose der Haut und ihre Beziehung zur Sklerodermie"))
    ['de']
    >>> sorted(languages("Calcinosis cutis")), sorted(languages("Кальциноз кожи"))
    ([], ['cyrillic'])
    """
    script = _script(title)
    if script != "latin":
        return frozenset({script})
    words = fold(title).split()
    counts = {name: sum(word in small for word in words) for name, small in _LANGUAGES.items()}
    most = max(counts.values())
    return frozenset(name for name, count in counts.items() if count == most) if most else frozenset()


def _script(title: str) -> str:
    """The script of most of its letters; Latin where there are none."""
    letters = [unicodedata.name(char, "latin").split()[0].lower() for char in title if char.isalpha()]
    return max(sorted(set(letters)), key=letters.count) if letters else "latin"
