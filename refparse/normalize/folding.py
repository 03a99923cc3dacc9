"""Text as it is compared: case, accents, dashes and punctuation taken off.

Nothing here is shown to anybody; it decides only whether two spellings count as one.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters that Unicode does not take apart, though typists do.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"},
)
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon"
    " phi chi psi omega"
)
# A Greek letter among Latin ones is a symbol; among Greek ones it is a word of that language.
_SYMBOL = re.compile(r"(?<![Ͱ-Ͽ])[α-ω](?![Ͱ-Ͽ])")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´′](?=\w)")
_NOT_WORD = re.compile(r"[^\w]+|_+")

_ASCII = {ord(char): char.lower() if char.isalnum() else " " for char in map(chr, range(128))}


def listed(text: str) -> tuple[str, ...]:
    """The words of a list written in one line.

    >>> listed("de la van")
    ('de', 'la', 'van')
    """
    return tuple(text.split())


_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", listed(_GREEK_NAMES), strict=True))
_PARTICLES = frozenset(
    listed("af al ap da das de del della den der des di do dos du e el la le les ten ter van von zu zum zur"),
)


def _bare(text: str) -> str:
    """Compatibility forms, case and accents gone."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", kept.translate(_LETTERS))


def fold(text: str) -> str:
    """The words of a text, small, without accents or punctuation, one blank between them.

    >>> fold("Soft‐Tissue Calcification in Sjögren's Syndrome: TNF-α & “lupus”")
    'soft tissue calcification in sjogrens syndrome tnf alpha and lupus'

    An apostrophe inside a word goes without a trace, any other mark becomes a blank, so
    "U.S." folds to "u s" and not to "us": compare with :func:`squeeze` where that matters.
    """
    if not text.isascii():
        # Twice: taking letters apart can lay bare a capital or a mark that was hidden.
        text = _bare(_bare(_APOSTROPHE.sub("", text)))
        text = _SYMBOL.sub(lambda found: _GREEK[found[0]], text)
    else:
        if "'" in text or "`" in text:
            text = _APOSTROPHE.sub("", text)
        # A table of letters is many times quicker than a pattern, and does the same.
        return " ".join(text.replace("&", " and ").translate(_ASCII).split())
    return " ".join(_NOT_WORD.sub(" ", text.replace("&", " and ")).split())


def squeeze(text: str) -> str:
    """The folded text without its blanks, for pages whose words are glued or wrongly parted.

    >>> squeeze("Soft-tissue") == squeeze("soft tissue") == squeeze("SoftTissue")
    True
    """
    return fold(text).replace(" ", "")


def family_key(family: str) -> str:
    """A family name for comparing: folded, blanks and leading particles gone.

    >>> family_key("de Souza"), family_key("Grant-Kels"), family_key("O’Donnell")
    ('souza', 'grantkels', 'odonnell')

    A name that is nothing but particles ("Van", "Du") keeps them.
    """
    words = fold(family).split()
    first = next((i for i, word in enumerate(words) if word not in _PARTICLES), 0)
    return "".join(words[first:])


def initials(given: str) -> str:
    """First letters of given names, whether they are printed in full or not.

    >>> [initials(given) for given in ("Antonio G.", "AG", "J-M", "Jean-Marie", "José L.")]
    ['ag', 'ag', 'jm', 'jm', 'jl']
    """
    letters: list[str] = []
    for word in _NOT_WORD.sub(" ", given).split():
        plain = fold(word)
        # Capitals without a small letter are initials typed together ("MDP").
        letters.append(plain if word.isupper() else plain[:1])
    return "".join(letters)
