"""Author lines of pages: bylines with degrees, names with affiliation numbers, PubMed's initials.

Reference lists are :mod:`refparse.normalize.names`' business. Pages print names as people
write them, given names first, and hang degrees, numbers and link labels on them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from refparse.parse.pages.words import CAPITAL_PARTICLES, DEGREES, PARTICLES
from refparse.work import NOBODY, Name, Names

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKS = " 0123456789*†‡§¶#‖^✉∗⁎,"
_NOISE = re.compile(
    r"ORCID:? *(?:https?://)?orcid\.org/[0-9X-]{1,30}|(?:Affiliated with|Search for more papers).*"
    r"|Email (?:the )?authors?(?! [a-z])|View (?:author details|ORCID(?: ID)? profile|author['’]s OrcID profile)"
    r"|\(?[Cc]orresponding [Aa]uthor\)?|\S{1,64}@\S{1,200}"
)
_ETAL = re.compile(r"\bet al\b\.?", re.IGNORECASE)
_CUT = re.compile(r"[,;·•|…]|(?<=\s)(?:&|and)(?=\s)|(?<=[0-9])&|&$|^&|^and(?=\s)")
_GENERATION = re.compile(r"(?:Jr|Sr|Jnr|Snr)\.?|II|III|IV|2nd|3rd|4th", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:groups?|consortium|committee|investigators|network|society|team|association|trialists|collaborat\w{2,12}"
    r"|registry|task force|foundation|college|federation|council|league|working party|initiative|study"
    r"|program(?:me)?)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:departments?|dept|universit\w{1,5}|hospitals?|institut\w{1,3}|cent(?:er|re)|school|division|clinic"
    r"|faculty"
    r"|unit|laborator\w{1,3}|klinik|abteilung|servicio|service|section|ward)\b",
    re.IGNORECASE,
)
_HONORIFIC = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "sir"})
_LINKS = frozenset({"y", "e", "i", "und"})
_GLUED_PARTICLE = re.compile(r"(?:d|l|al|el|as|ash|an|ad|ul|ap|O)['’`-]\w", re.IGNORECASE)
_INITIAL = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,3}")
_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,4}(?:-[^\W\d_a-zß-öø-ÿ])?")
#: In words, and in letters.
_LONGEST_NAME = 8
_LONGEST_DEGREE = 10


class People(NamedTuple):
    """Names of a line, and whether every piece of it was a name or belongs to one."""

    names: Names
    sure: bool


def read_people(text: str, *, pubmed: bool = False) -> People:
    """The people of a byline or author line.

    >>> read_people("By Joey Kim, MD, & Irene Blanco, MD, MS").names.names[1]
    Name(family='Blanco', given='Irene', particle=None, suffix='MD, MS', literal=None)
    >>> [n.printed_family for n in read_people("Saba A. Khan,1 Rui de Souza2").names.names]
    ['Khan', 'de Souza']
    >>> read_people("Okada J1, Smith AB Jr2,3, Lupus Study Group.", pubmed=True).names.names[1].given
    'AB'
    >>> read_people("Department of Medicine, Karachi").sure
    False

    Two capitalised words are a person to this function ("Case Report"): only ask about
    lines that stand where authors stand.
    """
    text = _NOISE.sub(" ", text.translate(_SUPERSCRIPTS)).strip()
    text = (
        re.sub(r"^by:?\s+", "", text, flags=re.IGNORECASE).removesuffix(".")
        if pubmed or text[:2].lower() == "by"
        else text
    )
    plain = _ETAL.sub(" ", text)
    pieces = [piece.strip() for piece in _pieces(plain)]
    family_first = pubmed and _family_first(pieces)
    names: list[Name] = []
    sure = True
    for piece in pieces:
        bare = _unmarked(piece)
        if not bare:
            continue
        if names and not family_first and _is_suffix(bare):
            names[-1] = _with_suffix(names[-1], bare)
        elif name := (_initials_last(bare) if family_first else None) or _person(bare, pubmed=pubmed):
            names.append(name)
        else:
            sure = False
    return People(Names(names=tuple(names), et_al=plain != text) if names else NOBODY, sure and bool(names))


def is_link_label(text: str) -> bool:
    """Whether a line is nothing but what sites hang on names: numbers, "Email author", an ORCID.

    >>> is_link_label("Email authorView ORCID ID profile"), is_link_label("1,2"), is_link_label("Ann Lee")
    (True, True, False)
    """
    return not _NOISE.sub("", text).strip(_MARKS)


def _pieces(text: str) -> list[str]:
    """The line cut where names part; letters that stand for contributions go with the numbers before them."""
    marked = re.search(r"[0-9]", text) is not None
    text = re.sub(r"(?<=[0-9])[A-G](?:[-–][A-G])?(?![\w.])", "", text) if marked else text
    pieces = _CUT.split(text)
    return [p for p in pieces if not (marked and re.fullmatch(r"\s*[A-G](?:\s*[-–]\s*[A-G])?\s*", p))]


def _unmarked(piece: str) -> str:
    """A piece without affiliation numbers and signs around it."""
    if _GENERATION.fullmatch(piece):
        return piece
    piece = piece.strip(_MARKS)
    while bracket := re.search(r"(?:\([0-9 ]{1,4}\)|\[[0-9 ]{1,4}\])$", piece[-8:]):
        piece = piece[: -len(bracket[0])].strip(_MARKS)
    piece = re.sub(r"^(?:\([0-9 ]{1,4}\)|\[[0-9 ]{1,4}\])\s*", "", piece)
    piece = re.sub(r"(?<=[^\W\d_])(?<!\s[23])(?<!\s4)[0-9]{1,2}(?=\s)", "", piece)
    return "" if len(piece) == 1 and piece.islower() else re.sub(r"(?<=\S \S{2}) [a-z]$|(?<=\S{2}) [a-z]$", "", piece)


def _is_degree(word: str) -> bool:
    return word.replace(".", "").replace("-", "").replace("(", "").replace(")", "").replace("/", "").upper() in DEGREES


def _is_suffix(piece: str) -> bool:
    """Whether a piece between commas is degrees or a generation, not a person.

    A word alone is no person, so there any word with two capitals counts ("RhMSUS").
    """
    words = piece.split()
    if all(_is_degree(word) or _GENERATION.fullmatch(word) for word in words):
        return True
    capitals = sum(letter.isupper() for letter in piece)
    return len(words) == 1 and capitals > 1 and len(piece) <= _LONGEST_DEGREE


def _with_suffix(name: Name, suffix: str) -> Name:
    joined = f"{name.suffix}, {suffix}" if name.suffix else suffix
    return Name(family=name.family, given=name.given, particle=name.particle, suffix=joined, literal=name.literal)


def _group(text: str) -> Name | None:
    """A corporate author, without the words that say for whom somebody wrote; "From the College" is a column."""
    text = re.sub(r"^(?:(?:on behalf of|for) )?(?:the )?(?=.)", "", text, flags=re.IGNORECASE)
    named = (text[:1].isupper() or text[:1].isdigit()) and text[:5].lower() != "from "
    return Name(literal=text.rstrip(".")) if named else None


def _person(text: str, *, pubmed: bool) -> Name | None:
    """A person with given names first, or a group; ``None`` for anything else."""
    if _PLACE.search(text) and not re.search(r"\b(?:group|consortium|investigators|network)\b", text, re.IGNORECASE):
        return None
    if _GROUP.search(text):
        return _group(text)
    words = text.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in _HONORIFIC:
        words = words[1:]
    suffix: list[str] = []
    while words[2:] and (_GENERATION.fullmatch(words[-1]) or _is_degree(words[-1])):
        suffix.insert(0, words.pop())
    if not 1 < len(words) <= _LONGEST_NAME or not all(map(_is_name_word, words)):
        return None
    cut = _family_at(words, pubmed=pubmed)
    return _parted(words[cut:], " ".join(words[:cut]), " ".join(suffix)) if cut else None


def _is_name_word(word: str) -> bool:
    if word in PARTICLES or _GLUED_PARTICLE.match(word):
        return True
    letters = re.sub(r"['’`.-]", "", word)
    return letters.isalpha() and not letters[0].islower()


def _family_at(words: list[str], *, pubmed: bool) -> int:
    """Index where the family begins: the last word, particles before it, all that follows a middle initial."""
    cut = len(words) - 1
    while cut > 1 and (words[cut - 1] in PARTICLES or words[cut - 1] in CAPITAL_PARTICLES):
        cut -= 2 if words[cut - 1] in _LINKS and words[1 : cut - 1] else 1
    if cut == 1 and words[0] in PARTICLES:
        return 0
    # PubMed prints initials only where it knows no given name, so all that follows them is the family.
    for index in range(cut - 2, -1 if pubmed else 0, -1):
        if _INITIAL.fullmatch(words[index]) and not any(_INITIAL.fullmatch(w) for w in words[index + 1 : cut]):
            return index + 1
    return cut


def _parted(family: list[str], given: str, suffix: str) -> Name:
    """A person, the lower-case words before the family kept apart as its particle."""
    count = 0
    while count < len(family) - 1 and family[count] in PARTICLES and family[count] not in _LINKS:
        count += 1
    particle = " ".join(family[:count])
    return Name(family=" ".join(family[count:]), given=given, particle=particle or None, suffix=suffix or None)


def _family_first(pieces: list[str]) -> bool:
    """Whether the list prints initials after the family: what most of its names do."""
    bare = [words for piece in pieces if len(words := _unmarked(piece).split()) > 1 and not _GROUP.search(piece)]
    last = sum(_initials_last(" ".join(words)) is not None for words in bare)
    return last * 2 > len(bare)


def _initials_last(text: str) -> Name | None:
    """A person as "van der Berg C" or "Smith AB Jr", ``None`` for anything else."""
    words = text.split()
    suffix = words.pop() if words[2:] and _GENERATION.fullmatch(words[-1]) else ""
    if not words[1:] or not _INITIALS.fullmatch(words[-1]) or not all(map(_is_name_word, words[:-1])):
        return None
    return _parted(words[:-1], words[-1], suffix)
