"""Text as publishers deposit it, made plain: JATS, HTML and MathML taken out, entities read.

Deposits are escaped once, twice or not at all, printed prettily (line breaks around every
tag) or glued ("of<i>Burkholderia terrae</i>BS001"). Only tags we know are tags: in
"p <0.05" the sign stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refparse.normalize.folding import listed

_AMPERSANDS = re.compile(r"&(?>(?:amp;)+)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"<(/?)(?:([A-Za-z0-9]{1,8}):)?([A-Za-z][A-Za-z0-9-]{0,30})((?:\s[^<>]*+)?|/)>")
_HTML = frozenset(
    listed(
        "a abbr alternatives annotation b bold br div disp-formula em emph ext-link fn font h1 h2 h3 h4 i"
        " inline-formula inline-graphic italic label li list list-item math monospace named-content ns ol overline p"
        " roman sc scp sec section small span strike strong styled-content sub subtitle sup tex-math title tt u ul"
        " underline uri xref",
    ),
)
_MATHML = re.compile(
    r"m(?:ath|[ions]|row|su[bp]|subsup|multiscripts|prescripts|text|over|under|underover|frac|sqrt"
    r"|fenced|style|space|table|tr|td|padded|phantom|root|enclose)|none|semantics",
)
_BLOCKS = frozenset(listed("br div h1 h2 h3 h4 li list list-item p sec section title"))
_SLANTED = frozenset(listed("b bold em emph i italic math"))
_UNSEEN = {ord(char): None for char in "\u00ad\u200b\u200e\u200f\u2060\ufeff"}
_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
#: A line break beside a stop, hyphen or bracket is the deposit's layout; a blank may be the author's.
_BREAK_BESIDE_MARK = re.compile(r"(?<=[(\[])\s++|(?<!\s)\s++(?=[.,;:?!)\]’”]|[-‐](?=\w))")
_SMALL_WORD = re.compile(r"(?:^|[\s(])(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|via|with)$", re.IGNORECASE)
_NAMELIKE = re.compile(r"[a-z]{4}$")
_WORD_GOES_ON = re.compile(r"[A-Za-z0-9]{2}")
_FOOTNOTE = re.compile(r"[0-9]{1,2}[a-z]?(?:\s?[,–-]\s?[0-9]{1,2}[a-z]?){0,5}|[*†‡§]{1,3}")
_FOOTNOTE_AFTER = re.compile(r"(?:[a-z]{3}|[A-Z]{4}|[.?!])$")
_MASS_NUMBER = re.compile(r"[0-9]{2,3}")
_ELEMENT = re.compile(r"\s*[A-Z][a-z]?(?![a-z])")
_LABEL = re.compile(r"^(?:abstract|summary)\s?[:.]\s*+", re.IGNORECASE)


class _Token(NamedTuple):
    """A run of text, or a tag: ``open``, ``close``, ``empty``; ``math`` is a whole formula as text."""

    kind: str
    value: str


def plain(deposited: str) -> str:
    """The text a reader would see, on one line.

    >>> plain("Water Data &amp;amp; Facts: &lt;i&gt;p&lt;/i&gt; &lt; 0.05"), plain("H<sub>2</sub>O")
    ('Water Data & Facts: p < 0.05', 'H2O')
    >>> plain("on<i>Burkholderia terrae</i>BS001"), plain("enhances O\\n   <sub>3</sub>\\n   removal")
    ('on Burkholderia terrae BS001', 'enhances O3 removal')

    TeX between dollar signs is left: dollars also stand for dollars.
    """
    if deposited.isascii() and deposited.isprintable() and "<" not in deposited and "&" not in deposited:
        return " ".join(deposited.split())
    return _tidy(_without_tags(_unescape(deposited)))


def plain_abstract(deposited: str) -> str:
    """An abstract on one line, headings followed by a colon, its own heading left out.

    >>> plain_abstract("<jats:title>Abstract</jats:title><sec><title>Aim</title><p>To see.</p></sec>")
    'Aim: To see.'
    """
    return _LABEL.sub("", plain(deposited), count=1)


def _unescape(text: str) -> str:
    # Twice: a number may stand for the ampersand of a name.
    for _ in range(2):
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), _AMPERSANDS.sub("&", text))
    return text


def _tidy(text: str) -> str:
    whole = _BROKEN.sub("�", text).translate(_UNSEEN)
    return unicodedata.normalize("NFC", " ".join(whole.split()))


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    tokens = list(_formulas(list(_tokens(text))))
    joined = "".join(_joined(tokens))
    return _BREAK_BESIDE_MARK.sub(lambda found: "" if "\n" in found[0] else found[0], joined)


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for found in _TAG.finditer(text):
        slash, prefix, name, rest = found.groups()
        name = name.lower()
        if not prefix and name not in _HTML and not _MATHML.fullmatch(name):
            continue
        if found.start() > end:
            yield _Token("text", text[end : found.start()])
        yield _Token("close" if slash else "empty" if rest.endswith("/") else "open", name)
        end = found.end()
    if end < len(text):
        yield _Token("text", text[end:])


def _formulas(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens with every formula as one; TeX beside MathML says the same again and goes."""
    twice = any(token == _Token("open", "math") for token in tokens)
    stream = iter(tokens)
    for token in stream:
        if token == _Token("open", "math"):
            yield _formula(_until(stream, "math"))
        elif token == _Token("open", "tex-math") and twice:
            list(_until(stream, "tex-math"))
        else:
            yield token


def _until(stream: Iterator[_Token], name: str) -> Iterator[_Token]:
    """The tokens up to the tag that closes this element, which is taken too."""
    for token in stream:
        if token == _Token("close", name):
            return
        yield token


def _formula(tokens: Iterator[_Token]) -> _Token:
    """A formula as text, its prescripts before their base; a blank ahead marks one that has no base."""
    parts: list[str] = []
    base: list[str] = []
    start, bare, seen, previous = 0, False, False, _Token("text", "")
    for token in tokens:
        if token == _Token("open", "annotation"):
            list(_until(tokens, "annotation"))
        elif token.value == "mmultiscripts":
            parts += base
            start, base = len(parts), []
        elif token.value == "mprescripts" and token.kind != "close":
            base, parts = parts[start:], parts[:start]
        elif token.kind == "text":
            parts.append("".join(token.value.split()))
            seen = seen or parts[-1] != ""
        else:
            bare = bare or (not seen and (token.kind == "empty" or (token.kind, previous.kind) == ("close", "open")))
        previous = token
    return _Token("math", ("\x00" if bare else "") + "".join(parts + base))


def _joined(tokens: Sequence[_Token]) -> Iterator[str]:
    """The text of the tokens, with the blanks that a reader would set."""
    before = ""
    for at, token in enumerate(tokens):
        if token.kind == "text":
            piece = _text(tokens, at)
        elif token.kind == "math":
            piece = _glued_formula(token.value, before, _next_text(tokens, at))
        elif token.value == "title" and token.kind == "close":
            piece = ": " if before[-1:].isalnum() else " "
        elif token.value == "subtitle":
            piece = ": " if token.kind == "open" else " "
        elif token.value in _BLOCKS:
            piece = " "
        else:
            piece = _blank(token, before, _next_text(tokens, at))
        yield piece
        before = (before + piece)[-40:]


def _next_text(tokens: Sequence[_Token], at: int) -> str:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following.value if following is not None and following.kind == "text" else ""


def _glued_formula(formula: str, before: str, after: str) -> str:
    """A formula with blanks where words were glued to it: "in the<math>N</math>nucleus"."""
    bare = formula.startswith("\x00")
    formula = formula.lstrip("\x00")
    ahead = " " if before[-1:].isalpha() and formula[:1].isalnum() and not bare else ""
    behind = " " if after[:1].isalpha() and formula[-1:].isalnum() and not bare else ""
    return f"{ahead}{formula}{behind}"


def _blank(token: _Token, before: str, after: str) -> str:
    """A blank where words in italics were glued to their neighbours, else nothing."""
    if token.value not in _SLANTED:
        return ""
    if token.kind == "open":
        return " " if _SMALL_WORD.search(before) and after[:1].isalpha() else ""
    return " " if _NAMELIKE.search(before) and _WORD_GOES_ON.match(after) else ""


def _text(tokens: Sequence[_Token], at: int) -> str:
    """A run of text without the line breaks that lie between it and what is raised or lowered."""
    text = tokens[at].value
    if _script_of(tokens, at) and _is_footnote(tokens, at):
        return ""
    if _script_of(tokens, at + 2) and not _is_mass_number(tokens, at + 2) and _broken(text[len(text.rstrip()) :]):
        text = text.rstrip()
    # "13" and, on the next line, "C" are one word.
    return text.lstrip() if _script_of(tokens, at - 2) and _is_mass_number(tokens, at - 2) else text


def _script_of(tokens: Sequence[_Token], at: int) -> str:
    """The text at this place, where it is all that is raised or lowered."""
    if not 0 < at < len(tokens) - 1:
        return ""
    opened, token, closed = tokens[at - 1 : at + 2]
    scripts = opened.kind == "open" and closed.kind == "close" and opened.value == closed.value in {"sub", "sup"}
    return token.value if scripts and token.kind == "text" else ""


def _broken(blank: str) -> bool:
    """Whether a run of blanks at the beginning holds a line break."""
    return "\n" in blank[: len(blank) - len(blank.lstrip())]


def _is_mass_number(tokens: Sequence[_Token], at: int) -> bool:
    """Whether this is the 13 of "13C", which belongs to what follows."""
    raised = tokens[at - 1].value == "sup" and _MASS_NUMBER.fullmatch(tokens[at].value.strip()) is not None
    return raised and _ELEMENT.match(_next_text(tokens, at + 1)) is not None


def _is_footnote(tokens: Sequence[_Token], at: int) -> bool:
    """Whether this is the mark of a footnote to a title: behind a word, at the end or behind a stop."""
    if tokens[at - 1].value != "sup" or not _FOOTNOTE.fullmatch(tokens[at].value.strip()):
        return False
    before = next((token.value for token in reversed(tokens[max(at - 4, 0) : at - 1]) if token.kind == "text"), "")
    ends = at + 2 >= len(tokens) or (before.endswith((".", "?", "!")) and _next_text(tokens, at + 1)[:1] == " ")
    return ends and _FOOTNOTE_AFTER.search(before) is not None
