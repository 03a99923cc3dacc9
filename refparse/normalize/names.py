"""Names of people and groups, read from every order and punctuation, and written back.

A reference list prints "Muller SA, Winkelmann RK", "Smith, J. A., & Doe, B.", "J. A. Smith
and B. Doe" or "World Health Organization"; all become :class:`~refparse.work.Name`. Given
names stay as printed ("SA", "J. A.", "Antonio G."): expanding them is not ours to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from refparse.work import NOBODY, Name, Names

#: Generational suffixes. Without a stop "I" and "V" are initials, so they are not here.
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th|2d|3d|Jnr|Snr)\.?")
_ET_AL = re.compile(
    r"[,;]?\s*(?:\b(?:et|and|und|y|i)\s+(?:al|a1|others|alii|coll|co-workers|in|wsp|colab|cols|andere|colleagues)|и\s+др)\b\.?,?\s*$",
    re.IGNORECASE,
)
#: A list that ends otherwise has no such end; to look for these is quicker.
_ET_AL_ENDS = (
    "al",
    "a1",
    "others",
    "alii",
    "coll",
    "co-workers",
    "in",
    "wsp",
    "colab",
    "cols",
    "andere",
    "leagues",
    "др",
)
_ET_AL_INSIDE = re.compile(r",?\s*\bet\s+al\.?\s*[;,]\s*(?=\w)")
#: Longest "et al." met, with what stands around it: only this much of the end is searched.
_ET_AL_ROOM = 24
#: Longest run of initials ("J. A. B. C. D.").
_GIVEN_ROOM = 14
#: A person is hardly named in more words than this; from there on a group's word decides.
_PERSON_WORDS = 3
#: Family, given names and a suffix between or after them: fewer words have no room for a suffix.
_SUFFIX_NEEDS = 3
_AND = re.compile(r"\s*,?\s*(?:&|\band\b|\bund\b|\bet\b|\by\b)\s+")
#: Where this is not found, that is not either; to look for it is quicker.
_ANY_AND = re.compile(r"[&dty]\s")
_COMMA = re.compile(r"\s*,\s*")
_FIRST_AND = re.compile(r"^(?:&|and)\s+")
#: The commonest list, "Family AB, Family C et al": read whole by one pattern, it needs no mending.
_FAMILY_AB = r"(?!(?:and|&|[^,]*\b(?:II|III|IV)\b))[A-ZÀ-ÖØ-Þ][^\s,;.&]*+ [A-ZÀ-ÖØ-Þ]{1,4}+"
_VANCOUVER = re.compile(rf"({_FAMILY_AB}(?>(?:, {_FAMILY_AB})*))(,? et al\.?)?")
#: "SA", "J-P", "J.-P.", "J. A.", "Yu.", "ÅM"; at most five letters, as PubMed prints at most two and BMJ four.
_INITIALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][a-z]?(?:\.[\s‐-―-]?|[‐-―-])?){1,5}")
_BARE = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,5}(?:[‐-―-][^\W\d_a-zß-öø-ÿ]{1,3})?")
_GIVEN_FIRST = re.compile(r"(?:[^\W\d_a-z]\.[\s‐-―-]?)+(?=\s*[^\W\d_])")
#: Words only groups have; the list is short on purpose, style tells the rest.
_GROUP = re.compile(
    r"\b(?:group|organi[sz]ation|committee|consortium|society|association|collaborat\w+|network|institutes?|university"
    r"|department|ministry|cent(?:re|er)s?|foundation|investigators|team|trialists|federation|college|academy|council"
    r"|agency|registry|commission|board|panel|force|initiative|union|office|bureau|service|administration|project|study"
    r"|league|alliance|party|hospital|program(?:me)?|company|corporation|inc|ltd)\b",
    re.IGNORECASE,
)
#: A given name or initial, and the stop behind it; two letters in a row without a stop are a word.
_GIVEN = re.compile(r"([^\s.]++)(\.?)")
_WORD = re.compile(r"[^\W\d_]{2}")
_LOWER = re.compile(r"(?:(?:d['’]|[a-zß-öø-ÿ'’]+)\s+)+(?=[^\W\d_])")


def parse_names(text: str, *, natural: bool = False) -> Names:
    """The people and groups of an author or editor list, and whether "et al." ends it.

    >>> [(n.family, n.given) for n in parse_names("Nomura M, Okada, N, Okada M").names]
    [('Nomura', 'M'), ('Okada', 'N'), ('Okada', 'M')]
    >>> parse_names("de Souza RB, Smith JA 3rd, et al.").et_al
    True
    >>> parse_names("Smith, J. A., & Doe, B.").names[1].given
    'B.'
    >>> parse_names("Lupus Study Group").names[0].literal
    'Lupus Study Group'

    ``natural`` says that given names come first ("Joey Kim"), as bylines print them; in
    reference lists several words without initials are a group, not a person.
    """
    if plain := _VANCOUVER.fullmatch(text):
        return Names(names=tuple(map(_vancouver, plain[1].split(", "))), et_al=plain[2] is not None)
    text = " ".join(text.split())
    et_al = False
    if "et" in text and (inner := _ET_AL_INSIDE.search(text)):
        # "Teo KK, et al; INTERHEART Investigators": the group is one more author.
        et_al, text = True, f"{text[: inner.start()]}, {text[inner.end() :]}"
    end = text[-_ET_AL_ROOM:]
    if end.casefold().rstrip(" ,.").endswith(_ET_AL_ENDS) and (ended := _ET_AL.search(text, len(text) - len(end))):
        et_al, text = True, text[: ended.start()]
    text = text.strip(" ,;")
    if not text:
        return Names(et_al=True) if et_al else NOBODY
    if not natural and _one_group(text.split(", ")):
        return Names(names=(Name(literal=text.rstrip(".")),), et_al=et_al)
    return Names(names=tuple(_people(text, natural=natural)), et_al=et_al)


@lru_cache(maxsize=1 << 16)
def _vancouver(part: str) -> Name:
    """One name of the commonest shape, "Family AB"."""
    family, _, given = part.rpartition(" ")
    return Name(family=family, given=given)


def _people(text: str, *, natural: bool) -> Iterator[Name]:
    """Names of a list that is not plain Vancouver: cut at the separators, then mend the cuts."""
    held, *rest = _parts(text, natural=natural)
    for part in rest:
        more = part.startswith(("the ", "and ")) and _is_group(held)
        if more or (_is_given(part) and _lacks_given(held)) or _SUFFIX.fullmatch(part):
            held = f"{held}, {part}"
        else:
            yield _finish(held, natural=natural)
            held = part
    yield _finish(held, natural=natural)


def _parts(text: str, *, natural: bool) -> list[str]:
    """The list cut at semicolons if it has them, else at commas; "and" counts as a comma between people."""
    if ";" in text:
        pieces = [p.strip() for p in re.split(r"\s*;\s*(?:and\s+|&\s*)?|\s+&\s+", text) if p.strip()]
        # "Smith JA, Doe B; Lupus Study Group" has commas between people too, "Smith, JA; Doe, B" has not.
        listed = ([half for part in piece.split(", ") for half in _halves(part)] for piece in pieces)
        return [part for parts in listed for part in (parts if _names_each(parts) else [", ".join(parts)])]
    pieces = _COMMA.split(text)
    if not _ANY_AND.search(text):
        return [piece for piece in pieces if piece]
    parts: list[str] = []
    for piece in pieces:
        halves = [half for half in _AND.split(piece) if half]
        # "Department of Health and Human Services" is one group, "Smith J and Doe B" are two people.
        apart = len(halves) > 1 and (natural or not _GROUP.search(piece) or _is_given(halves[0].split()[-1]))
        parts += [h for h in (halves if apart else [_FIRST_AND.sub("", piece)]) if h]
    return parts


def _halves(part: str) -> list[str]:
    """Two people joined by "and": "Smith J and Doe B"; what has no initials before it is left whole."""
    halves = [half for half in _AND.split(part) if half]
    return halves if len(halves) > 1 and _is_given(halves[0].split()[-1]) else [part]


def _names_each(parts: list[str]) -> bool:
    """Whether every part is a person with given names, so that commas part people."""
    return len(parts) > 1 and all(" " in part and _is_given(part.split()[-1]) for part in parts)


@lru_cache(maxsize=1 << 16)
def _is_given(part: str) -> bool:
    return bool(_BARE.fullmatch(part) or _INITIALS.fullmatch(part)) and len(part) <= _GIVEN_ROOM


@lru_cache(maxsize=1 << 14)
def _lacks_given(held: str) -> bool:
    """Whether this is a family alone, so that initials may follow a comma."""
    if _GROUP.search(held) and " " in held:
        return False
    family, comma, last = held.rpartition(", ")
    if comma:
        return bool(_SUFFIX.fullmatch(last)) and _lacks_given(family)
    words = held.split()
    return not (len(words) > 1 and _is_given(words[-1])) and not _GIVEN_FIRST.match(held)


def _one_group(parts: list[str]) -> bool:
    """Whether commas stand inside one group's name: "Expert Panel on Detection, Evaluation, and Treatment of …"."""
    if len(parts) == 1 or not _is_group(parts[0]) or any(map(_GROUP.search, parts[1:])):
        return False
    return not any(_is_given(part.split()[-1]) for part in parts if part)


def _is_group(text: str) -> bool:
    """Whether this is a group by a word of its own, however its name ends ("Research Group for HUS")."""
    return len(text.split()) > _PERSON_WORDS and _GROUP.search(text) is not None


@lru_cache(maxsize=1 << 16)
def _finish(text: str, *, natural: bool) -> Name:
    """One name from its printed words: "Family, A. B., Jr", "Family AB Jr", "A. B. Family", a group."""
    suffix = None
    body, _, last = text.rpartition(", ")
    if body and _SUFFIX.fullmatch(last):
        text, suffix = body, last
    if _is_group(text):
        return Name(literal=text.rstrip("."))
    if "," in text:
        return _inverted([p.strip() for p in text.split(",")], suffix)
    words = text.split()
    if len(words) >= _SUFFIX_NEEDS and _SUFFIX.fullmatch(words[-1]):
        suffix, words = words[-1], words[:-1]
    elif len(words) >= _SUFFIX_NEEDS and _SUFFIX.fullmatch(words[-2]) and _is_given(words[-1]):
        suffix = words.pop(-2)
    return _uninverted(words, suffix, natural=natural) or Name(literal=text.rstrip("."))


def _uninverted(words: list[str], suffix: str | None, *, natural: bool) -> Name | None:
    """A person whose names no comma parts: initials last, initials first, or given names first."""
    body = " ".join(words)
    first = _GIVEN_FIRST.match(body)
    if first and first.end() < len(body):
        return _person(body[first.end() :].strip(), first.group().strip(), suffix)
    if len(words) > 1 and (cut := _given_at(words)):
        return _person(" ".join(words[:cut]), " ".join(words[cut:]), suffix)
    if natural and len(words) > 1 and not _GROUP.search(body):
        cut = _family_at(words)
        return _person(" ".join(words[cut:]), " ".join(words[:cut]), suffix)
    if len(words) == 1:
        return Name(family=body.rstrip("."), suffix=suffix)
    return None


def _given_at(words: list[str]) -> int:
    """Index where trailing initials begin ("van der Berg J. A."), 0 where there are none."""
    cut = len(words)
    while cut > 1 and _is_given(words[cut - 1]):
        cut -= 1
    return cut if cut < len(words) else 0


def _family_at(words: list[str]) -> int:
    """Index where the family begins when given names come first: the last word and the particles before it."""
    cut = len(words) - 1
    while cut > 1 and words[cut - 1][:1].islower():
        cut -= 1
    return cut


def _inverted(parts: list[str], suffix: str | None) -> Name:
    """Family, then given names, with a suffix between or after them."""
    suffix = suffix or next((p for p in parts[1:] if _SUFFIX.fullmatch(p)), None)
    given = next((p for p in parts[1:] if p != suffix), None)
    return _person(parts[0], given, suffix)


def _person(family: str, given: str | None, suffix: str | None) -> Name:
    """A person, the lower-case words before the family kept apart as its particle."""
    if given and suffix is None and (inner := re.fullmatch(rf"(.+?)\s+({_SUFFIX.pattern})", given)):
        given, suffix = inner.groups()
    particle, family = split_particle(family)
    return Name(family=family, given=given or None, particle=particle, suffix=suffix)


def split_particle(family: str) -> tuple[str | None, str]:
    """The small-letter words before a family name, and the family.

    >>> split_particle("van der Berg"), split_particle("d'Amato"), split_particle("El Sayed")
    (('van der', 'Berg'), (None, "d'Amato"), (None, 'El Sayed'))
    """
    lower = _LOWER.match(family)
    return (lower.group().strip(), family[lower.end() :]) if lower else (None, family)


def print_name(name: Name) -> str:
    """A name as Vancouver style prints it.

    >>> print_name(Name(particle="de", family="Souza", given="R. B.", suffix="Jr"))
    'de Souza RB Jr'
    >>> print_name(Name(family="Gubler", given="Johannes G. H."))
    'Gubler Johannes GH'

    Initials are drawn together; names that are spelt out stay words.
    """
    given, behind_word = "", False
    for part, stop in _GIVEN.findall(name.given or ""):
        word = not stop and _WORD.search(part) is not None
        given += f" {part}" if word or behind_word else part
        behind_word = word
    return " ".join(part for part in (name.printed_family, given.strip(), name.suffix) if part)


def print_inverted(name: Name) -> str:
    """A name as APA style prints it.

    >>> print_inverted(Name(family="Smith", given="JA"))
    'Smith, J. A.'
    """
    if name.is_group or not name.given:
        return name.printed_family
    given = name.given if "." in name.given else " ".join(f"{letter}." for letter in name.given if letter.isalpha())
    return ", ".join(part for part in (name.printed_family, given, name.suffix) if part)
