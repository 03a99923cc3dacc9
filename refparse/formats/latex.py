r"""Text into LaTeX and back, for BibTeX values: nothing in a title can become a command.

Three ways of spelling, each read back by one function: whole text (:func:`escape`), a
title, whose capitals a style would take down (:func:`protect`), and a link, which packages
read letter by letter (:func:`verbatim`).
"""

from __future__ import annotations

import re

from refparse.formats.unseen import UNSEEN

_WORDS = {
    "\\": "textbackslash",
    "{": "textbraceleft",
    "}": "textbraceright",
    "~": "textasciitilde",
    "^": "textasciicircum",
}
_LETTERS = {word: letter for letter, word in _WORDS.items()}
# What TeX obeys, and what no TeX engine can set: controls, surrogates, marks that reorder or hide text.
# An @ that opens a line would open an entry for bibtexparser, whatever braces it stands in.
_SPECIAL = re.compile(r"[\\{}~^%#&$_\x00-\x08\x0b-\x1f" + UNSEEN + r"]|(?<=\n)[^\S\n]*+@")
_ESCAPED = re.compile(r"\{\\(text[a-z]{3,14})\}|\{\\char([0-9]{1,7})\}|\\([%#&$_{}])")
_GROUPED = re.compile(_ESCAPED.pattern + "|[{}]")
_LINK = re.compile(r"(?:https?://|10\.)(?>(?:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~<>-]|%[0-9A-Fa-f]{2})*)")
_BRACE = re.compile("[{}]")


def escape(text: str, *, keep_braces: bool = True) -> str:
    r"""Text that LaTeX prints as it is and BibTeX finds balanced.

    >>> print(escape(r"5% of {SLE} \write18{rm}}"))
    5\% of {SLE} {\textbackslash}write18{rm}{\textbraceright}

    Braces that pair are kept: they protect, and somebody may have put them there for that.
    """
    kept = _paired(text) if keep_braces else frozenset[int]()

    def spell(found: re.Match[str]) -> str:
        letter = found[0]
        if letter in "{}" and found.start() in kept:
            return letter
        if letter in _WORDS:
            return f"{{\\{_WORDS[letter]}}}"
        if letter in "%#&$_":
            return f"\\{letter}"
        return f"{letter[:-1]}{{\\char{ord(letter[-1])}}}"

    return _SPECIAL.sub(spell, text)


def _paired(text: str) -> frozenset[int]:
    """Where braces stand that have their counterpart."""
    opened: list[int] = []
    kept: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            kept += (opened.pop(), brace.start())
    return frozenset(kept)


def unescape(text: str) -> str:
    r"""The text that :func:`escape` spelt; other commands stay as they are.

    >>> print(unescape(r"5\% of {SLE} {\textbackslash}write18"))
    5% of {SLE} \write18
    """
    return _ESCAPED.sub(_letter, text)


def ungroup(text: str) -> str:
    r"""As :func:`unescape`, and braces that only group are gone.

    >>> print(ungroup(r"{van {\textbraceleft}Gogh}"))
    van {Gogh
    """
    return _GROUPED.sub(lambda found: "" if found[0] in "{}" else _letter(found), text)


def _letter(found: re.Match[str]) -> str:
    word, number, sign = found.group(1, 2, 3)
    if number is not None:
        return chr(min(int(number), 0x10FFFF))
    return sign if word is None else _LETTERS.get(word, found[0])


def verbatim(link: str) -> str:
    r"""A link or DOI as packages want it, untouched; anything that is more than a link, escaped.

    >>> print(verbatim("https://a.org/x_y%20z"), verbatim(r"https://a.org/\input{x}"))
    https://a.org/x_y%20z https://a.org/{\textbackslash}input{x}
    """
    return link if _LINK.fullmatch(link) else escape(link)


_A_SENTENCE = 3
_DASH = "([-‐‑–/])"
_COMPOUND = re.compile("[^\\W_]++(?>(?:[-‐‑–/'’][^\\W_]++)*)")
_TAIL = re.compile("[0-9]+|[α-ω][0-9]*")
_DOTTED = "(?>(?:[A-Z]\\.){2,})"
_TITLE_WORD = re.compile(rf"\{{\\[a-z]++[0-9]*+\}}|\\.|{_DOTTED}|{_COMPOUND.pattern}")
_BRACED = re.compile(r"\{([^{}\\]*+)\}")
_SENTENCE_END = re.compile("(?:^|[:.?!—])[\\s\"'“‘«(\\[]*$")


def protect(title: str) -> str:
    """A title with braces round the capitals that must stay, and round nothing else.

    >>> protect(escape("Calcinosis in SLE: anti-U1-RNP, NF-κB and vitamin D. A Review of mRNA"))
    'Calcinosis in {SLE}: anti-{U1-RNP}, {NF-κB} and vitamin {D}. A Review of {mRNA}'

    A title all in capitals says nothing of which must stay, and is left alone.
    """
    if title.upper() == title and len(_COMPOUND.findall(title)) >= _A_SENTENCE:
        return title
    return _TITLE_WORD.sub(_braced, title)


def _braced(found: re.Match[str]) -> str:
    word = found[0]
    if word.islower() or word[0] in "{\\":
        return word
    if word[-1] == ".":
        return f"{{{word}}}"
    parts = re.split(_DASH, word)
    alone = len(parts) == 1
    hot = [_must_stay(part) or (_is_capital(part) and not (alone and not _is_label(found))) for part in parts[::2]]
    out, inside = "", False
    for place, (dash, part) in enumerate(zip(["", *parts[1::2]], parts[::2], strict=True)):
        stays = hot[place] or (inside and _TAIL.fullmatch(part) is not None)
        out += ("}" if inside and not stays else "") + dash + ("{" if stays and not inside else "") + part
        inside = stays
    return out + ("}" if inside else "")


def _must_stay(word: str) -> bool:
    """Two capitals, a capital with a digit, or a capital that is not the first letter."""
    capitals = sum(map(str.isupper, word))
    return capitals > 1 or (capitals == 1 and (not word[0].isupper() or any(map(str.isdecimal, word))))


def _is_capital(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_label(found: re.Match[str]) -> bool:
    """Whether a capital standing alone is a name ("vitamin D"), not an article or the start of a sentence."""
    title = found.string
    before = title[max(0, found.start() - 8) : found.start()]
    if _SENTENCE_END.search(before) or not before.strip():
        return False
    return found[0] != "A" or not re.match("\\s+[^\\W_]", title[found.end() : found.end() + 8])


def unprotect(title: str) -> str:
    """The title without the braces that :func:`protect` puts.

    >>> unprotect("Calcinosis in {SLE} and {Lupus}")
    'Calcinosis in SLE and {Lupus}'
    """
    return _BRACED.sub(_unbraced, title)


def _unbraced(found: re.Match[str]) -> str:
    word = found[1]
    if re.fullmatch(_DOTTED, word) or (_COMPOUND.fullmatch(word) and _hot(re.split(_DASH, word)[0])):
        return word
    return found[0]


def _hot(part: str) -> bool:
    return _must_stay(part) or _is_capital(part)
