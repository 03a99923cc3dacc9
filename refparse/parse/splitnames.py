"""Where the families, the given names and the groups lie in a field that names several people.

Gold often has one string for all people of a reference; the labeller learns from their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refparse.parse.namewords import (
    AND,
    AND_LOUD,
    ET,
    ET_AL,
    GIVEN,
    OTHERS,
    PARTICLES,
    ROLE,
    ROLE_ALONE,
    TITLE,
    is_initials,
)
from refparse.parse.onename import (
    GIVEN_WORDS,
    Run,
    Word,
    all_initials,
    dotted,
    is_given,
    is_group,
    is_suffix,
    lacks_given,
    loud_family,
    loud_words,
    marks_of,
    particles,
    person,
    run,
)

#: What stands before some words ("," ";" "&" or nothing), and the words.
Atom = tuple[str, list[Word]]

_TOKEN = re.compile(r"[^\s,;/&|()\[\]{}+·•、，；]+|[,;/&|()\[\]{}+·•、，；]")
_GLUED = re.compile(r"((?:[^\W\d_]\.[-‐‑–]?)+)([^\W\d_][^\W\d_.]\S*)")
_LETTER = re.compile(r"[^\W_]")
_SEPARATORS = {
    ",": ",", "、": ",", "，": ",", ";": ";", "；": ";", "/": ";", "|": ";", "·": ";", "•": ";", "&": "&", "+": "&",
}  # fmt: skip
_STRENGTH = ("", ",", "&", ";")
_CLOSER = {"(": ")", "[": "]", "{": "}"}
#: Marks of footnotes, printed after a name.
_NOTES = "*†‡§¶#"
_EDGES = " \t\r\n,;:.'\"’”“‘„«»`*_-–—"
#: Longest given name that brackets and a stop mark as cut short ("Chr.").
_SHORT = 4
_PAIR = 2


def split_spans(text: str, start: int, end: int, *, one: bool = False) -> tuple[Run, ...]:
    """The families, given names and groups of a people field, each with its place.

    >>> text = "Smith, J. A., van der Berg K and Mary Brown (2001)"
    >>> [text[begin:stop] for part, begin, stop in split_spans(text, 0, 43) if part == "family"]
    ['Smith', 'van der Berg', 'Brown']
    >>> [text[begin:stop] for part, begin, stop in split_spans(text, 0, 43) if part == "given"]
    ['J. A.', 'K', 'Mary']

    ``one`` says that the text is one person or group, as gold with a string a person has it.
    Suffixes count as given; "et al.", "and" and "(Eds.)" belong to nobody.
    """
    atoms = _atoms(_words(text, start, end), one=one)
    runs: list[Run] = []
    block: list[Atom] = []
    for atom in [*atoms, (";", [])]:
        if atom[0] == ";" and block:
            runs += _block(block, one=one)
            block = []
        block.append(atom)
    return tuple(sorted((done for run in runs if (done := _trimmed(text, run, end))), key=lambda run: run[1]))


def _words(text: str, start: int, end: int) -> list[Word]:
    """Words and separators, glued initials ("J.Smith") cut off, words of roles in brackets left out."""
    words: list[Word] = []
    for found in _TOKEN.finditer(text, start, end):
        word = found[0].lstrip(".-‐–") or found[0]
        at = found.end() - len(word)
        word = word.rstrip(_NOTES)
        to = at + len(word)
        if glued := _GLUED.fullmatch(word):
            cut = at + glued.end(1)
            words += [(text[at:cut], at, cut), (text[cut:to], cut, to)]
        elif word:
            words.append((word, at, to))
    return words


def _atoms(words: list[Word], *, one: bool) -> list[Atom]:
    """Words between separators, each with the separator before it; "et al." ends a list as a semicolon does."""
    atoms: list[Atom] = [("", [])]
    at, role = 0, False
    while at < len(words):
        word, at = words[at], at + 1
        if word[0] in _CLOSER:
            inside, at = _bracket(words, at, _CLOSER[word[0]])
            _add_bracket(atoms, inside)
        elif others := _et_al(words, at - 1):
            at += others - 1
            atoms.append((";", []))
        elif mark := _separator(word[0], one=one):
            atoms.append((mark, []))
        elif _LETTER.search(word[0]) and not (role := _drops(word[0], first=not atoms[-1][1], role=role)):
            atoms[-1][1].append(word)
    return _joined(atoms)


def _separator(word: str, *, one: bool) -> str:
    """What a word or a mark does between people: as a comma, as "and", as a semicolon, or nothing."""
    mark = _SEPARATORS.get(word, "")
    if not mark and ((word.islower() and word.rstrip(".:") in AND) or word in AND_LOUD):
        mark = "&"
    if not mark and len(word) <= _PAIR and not word.strip("–—-"):
        mark = ";"
    return "" if one and (mark == "&" or (mark == ";" and word not in _SEPARATORS)) else mark


def _add_bracket(atoms: list[Atom], inside: list[Word]) -> None:
    """Brackets hold given names ("Opitz (R.)"), a role ("(Eds.)") or words like any other ("(EFSA)")."""
    if not inside or all(word.lower().rstrip(".:") in ROLE for word, _, _ in inside):
        return
    if all("." in word and (is_initials(word) or len(word) <= _SHORT) for word, _, _ in inside):
        atoms.append((",", inside))
    else:
        atoms[-1][1].extend(inside)


def _bracket(words: list[Word], at: int, closer: str) -> tuple[list[Word], int]:
    """The words up to a closing bracket, and where to go on."""
    inside: list[Word] = []
    while at < len(words) and words[at][0] != closer:
        if _LETTER.search(words[at][0]):
            inside.append(words[at])
        at += 1
    return inside, at + 1


def _et_al(words: list[Word], at: int) -> int:
    """How many words from here on say that others are not named."""
    low = words[at][0].lower().rstrip(":,")
    if low.rstrip(".") in ET_AL or low in ET_AL:
        return 1
    low = low.rstrip(".")
    if (low in ET or low == "&") and at + 1 < len(words):
        return 2 if words[at + 1][0].lower().rstrip(".:") in OTHERS and not words[at + 1][0].istitle() else 0
    return 0


def _drops(word: str, *, first: bool, role: bool) -> bool:
    """Whether a word is nobody's name: "eds" anywhere; where a name begins "In", a number, "by" after a role."""
    low = word.lower().rstrip(".:")
    if low in ROLE_ALONE and (first or not word.isupper()):
        return True
    if not first or is_initials(word):
        return False
    if low.isdigit():
        return True
    return low in TITLE or (low in ROLE and (role or low not in PARTICLES))


def _joined(atoms: list[Atom]) -> list[Atom]:
    """Atoms that hold words, each after the strongest of the separators before it."""
    kept: list[Atom] = []
    sep = ""
    for mark, words in atoms:
        sep = max(sep, mark, key=_STRENGTH.index)
        if words:
            kept.append((sep, words))
            sep = ""
    return kept


def _block(atoms: list[Atom], *, one: bool) -> Iterator[Run]:
    """The runs of a list whose people commas and "and" part."""
    if _ends_in_group(atoms):
        yield "literal", atoms[0][1][0][1], atoms[-1][1][-1][2]
        return
    atoms = _stopped(atoms)
    full = _full_names(atoms, one=one)
    at = 0
    while at < len(atoms):
        mark, words = atoms[at]
        following = atoms[at + 1][1] if at + 1 < len(atoms) and atoms[at + 1][0] == "," else []
        if at and is_suffix(words):
            yield run("given", words)
        elif is_group(words):
            stop = _group_end(atoms, at)
            yield "literal", words[0][1], atoms[stop][1][-1][2]
            at = stop
        elif following and lacks_given(words) and (at in full or is_given(following)):
            cut = len(words) - (len(words) > 1 and is_suffix(words[-1:]))
            yield run("family", words[:cut])
            yield run("given", [*words[cut:], *following])
            at += 1
        elif at and mark == "," and all_initials(words) and not (len(words) > 1 and any(map(loud_family, words))):
            yield run("given", words)
        else:
            yield from person(words)
        at += 1


def _group_end(atoms: list[Atom], at: int) -> int:
    """The last atom of an institution's name that begins here."""
    while at + 1 < len(atoms) and _goes_on(atoms, at + 1):
        at += 1
    return at


def _stopped(atoms: list[Atom]) -> list[Atom]:
    """Atoms cut anew where stops, not commas, part people: "Green, MF. Mintz, J. Brekke, JS"."""
    middle = [(marks_of(words), words) for _, words in atoms[1:-1]]
    if not middle or not lacks_given(atoms[0][1]) or not all_initials(atoms[-1][1]):
        return atoms
    if any(mark != "," for mark, _ in atoms[1:]) or not all(m[0] and not m[-1] and dotted(w[0][0]) for m, w in middle):
        return atoms
    cut = [atoms[0]]
    for marks, words in middle:
        at = marks.index(False)
        cut += [(",", words[:at]), (",", words[at:])]
    return [*cut, atoms[-1]]


def _ends_in_group(atoms: list[Atom]) -> bool:
    """Whether "and" stands inside an institution's name, before the word that tells: "Health and Retirement Study"."""
    words = [word for _, part in atoms for word in part]
    if len(atoms) != _PAIR or atoms[1][0] != "&" or not is_group(atoms[1][1]) or is_group(atoms[0][1]):
        return False
    return not any(is_initials(word) or word.lower() in GIVEN for word, _, _ in words)


def _goes_on(atoms: list[Atom], at: int) -> bool:
    """Whether an institution's name goes on here: "…, Labour and Welfare", "… and Prevention"."""
    mark, words = atoms[at]
    if (
        any(is_initials(word) and (len(word) <= _PAIR or "." in word) for word, _, _ in words)
        or words[0][0].lower() in GIVEN
    ):
        return False
    if at + 1 < len(atoms) and atoms[at + 1][0] == "," and is_given(atoms[at + 1][1]):
        return False
    return mark == "&" or not is_group(words) or words[0][0].islower()


def _full_names(atoms: list[Atom], *, one: bool) -> frozenset[int]:
    """Where a family is followed by a comma and given names that are no initials: "Smith, John A.,"."""
    if one:
        return frozenset({0})
    if pairs := _pairs(atoms):
        return pairs
    if len(atoms) < _PAIR or atoms[1][0] != "," or not _first_is_inverted(atoms):
        return frozenset()
    found = {0}
    for at in range(_PAIR, len(atoms) - 1):
        if at - 1 not in found and atoms[at + 1][0] == "," and _is_inverted(atoms, at):
            found.add(at)
    return frozenset(found)


def _pairs(atoms: list[Atom]) -> frozenset[int]:
    """Where pairs begin if everybody is a pair of family and given: "Catmull, Edwin and Rom, Raphael"."""
    starts = range(0, len(atoms), _PAIR)
    if len(atoms) % _PAIR or not all(atoms[at + 1][0] == "," and _can_invert(atoms, at) for at in starts):
        return frozenset()
    givens = [(atoms[at][1], atoms[at + 1][1]) for at in starts]
    known = any(all_initials(given) or (_known(given) and _simple(family, given)) for family, given in givens)
    apart = all(atoms[at][0] != "," for at in starts) and all(len(words) == 1 for _, words in atoms)
    return frozenset(starts) if known or apart else frozenset()


def _first_is_inverted(atoms: list[Atom]) -> bool:
    """Whether the first person has the family first and the list goes on with given names first, or in pairs."""
    family, given = atoms[0][1], atoms[1][1]
    if not _can_invert(atoms, 0):
        return False
    simple = _simple(family, given)
    alone = len(atoms) == _PAIR or atoms[2][0] == "&"
    others = [words for _, words in atoms[2:]]
    if len(given) > 1 and is_initials(given[0][0]):
        # "Woodworth, G. Walter"; in a list, "G. Walter" is one more person.
        natural = alone and all(len(words) > 1 and not is_initials(words[0][0]) for words in others)
        return simple and (natural or given[-1][0].rstrip(".").lower() in GIVEN)
    if len(given) > 1:
        return simple and (alone or _known(given) or dotted(given[-1][0])) and not _loud_initials(given)
    # "Weber, Max, and Mary Brown"; "Braun, Müller and Schmidt" are three.
    natural = bool(others) and all(len(words) > 1 and not is_initials(words[-1][0]) for words in others)
    return _known(given) or (simple and natural)


def _is_inverted(atoms: list[Atom], at: int) -> bool:
    """Whether a later person has the family first, in a list whose first has it so."""
    family, given = atoms[at][1], atoms[at + 1][1]
    alone = at + _PAIR == len(atoms) or atoms[at + _PAIR][0] == "&"
    if not _can_invert(atoms, at) or not _simple(family, given):
        return False
    if len(given) > 1 and is_initials(given[0][0]):
        return given[-1][0].rstrip(".").lower() in GIVEN
    return alone or _known(given) or (len(given) > 1 and dotted(given[-1][0]))


def _can_invert(atoms: list[Atom], at: int) -> bool:
    """Whether a family alone stands here, and before the next separator what can be given names."""
    family, given = atoms[at][1], atoms[at + 1][1]
    if len(family) > GIVEN_WORDS + 1 or not lacks_given(family) or len(given) > GIVEN_WORDS:
        return False
    return given[0][0][:1].isupper() and not is_group(given) and (len(family) == 1 or not _known(family))


def _known(words: list[Word]) -> bool:
    """Whether the first word is a common given name ("Hans-Peter")."""
    return words[0][0].lower().partition("-")[0] in GIVEN


def _simple(family: list[Word], given: list[Word]) -> bool:
    """Whether a family is one word, with its particles, or all of its words are in capitals."""
    return particles(family) >= len(family) - 1 or loud_words([*family, given[0]]) == len(family)


def _loud_initials(given: list[Word]) -> bool:
    """Whether the last word is "KL" without stops: then the first is a family ("Smith, Jones KL")."""
    return len(given[-1][0]) > 1 and is_initials(given[-1][0]) and "." not in given[-1][0]


def _trimmed(text: str, run: Run, limit: int) -> Run | None:
    """The run without marks at its edges; given names keep their stop, an opened bracket its end."""
    part, start, end = run
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and not (part == "given" and text[end - 1] == "."):
        end -= 1
    if end < limit and text[end] == ")" and "(" in text[start:end]:
        end += 1
    return (part, start, end) if start < end else None
