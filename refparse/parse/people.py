"""People from labelled words: whose family goes with whose given names, and where each name stands.

The labeller says of every word which part of a name it is; the marks between the words say
where one person ends. That is enough for any order: "Smith J, Brown K", "Smith, J. and
K. Brown" and "J. Smith K. Brown" are read by the same few rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from refparse.normalize.names import split_particle
from refparse.parse.namewords import DEGREE, ET, OTHERS, OTHERS_ALONE, SUFFIX, SUFFIX_INSIDE, SUFFIX_LOUD
from refparse.reference import Span
from refparse.work import Name, Names

#: (part, start, end, what parts it from the words before): words of one part that nothing parts.
_Chunk = tuple[str, int, int, int]
#: The family or the group, the given names, the suffix of one person.
_Person = tuple[_Chunk | None, list[_Chunk], _Chunk | None]

_PARTS = frozenset({"family", "given", "literal"})
#: What a gap does: nothing, what a comma does, end a person, say "et al." too; what a link word does.
_JOINS, _COMMA, _ENDS, _ET_AL, _LINKED = 0, 1, 2, 3, 4
_GAPS = dict.fromkeys((" ", "", ". ", "-", ".-", "."), _JOINS) | dict.fromkeys((", ", "., ", ",", ".,"), _COMMA)
_STRONG = frozenset(";/&+|•·；…")
_WEAK = frozenset(",:()[]{}、，")
_DASHES = frozenset("–—")
_OTHERS_FOLLOW = re.compile(
    r"(?:\b(?:et\.?[ ]?al|and others|et coll|et autres|u\.[ ]?a|und andere|i in|i wsp|и др|y cols?|y otros|e outros"
    r"|e altri|m\.[ ]?fl|a kol)(?![^\W_])|&[ ]?al\b|…|\.\.\.)",
    re.IGNORECASE,
)
#: How any of these begins: the quick test.
_OTHERS_BEGIN = frozenset("eauiym&.…иEAUIYMИ")
#: The gaps worth remembering, and how far after the last name "et al." is looked for.
_SHORT_GAP, _TAIL = 12, 14
_SUFFIXES = SUFFIX | SUFFIX_LOUD | DEGREE
#: Beside a family alone these are initials.
_ROMAN = frozenset({"II", "III", "IV"})
#: Longest piece of a given name whose stop is its own.
_STOPPED = 3


def people(text: str, runs: Sequence[tuple[str, int, int]]) -> tuple[Names, tuple[Span, ...]]:
    """The people and groups of labelled words, and where each of them stands in the text.

    >>> text = "Smith, J. A., van der Berg K et al."
    >>> words = [("family", 0, 5), ("given", 7, 8), ("given", 10, 11), ("family", 14, 17), ("family", 18, 21)]
    >>> names, spans = people(text, [*words, ("family", 22, 26), ("given", 27, 28), ("link", 29, 31), ("link", 32, 34)])
    >>> [(n.particle, n.family, n.given) for n in names.names], names.et_al
    ([(None, 'Smith', 'J. A.'), ('van der', 'Berg', 'K')], True)
    >>> [text[start:end] for start, end in spans]
    ['Smith, J. A.', 'van der Berg K']

    Every family and every literal is in exactly one name, however odd the labels; given
    names that nobody owns go to the person before them.
    """
    chunks, et_al = _chunks(text, runs)
    if not chunks:
        return Names(et_al=et_al), ()
    et_al = et_al or _others_follow(text, chunks[-1][2])
    names, spans = _by_turns(text, chunks) or _named(text, _owned(chunks))
    return Names(names=tuple(names), et_al=et_al), tuple(spans)


def _others_follow(text: str, stop: int) -> bool:
    """Whether "et al." stands behind the last name, where no label says so."""
    tail = text[stop : stop + _TAIL].lstrip(" ,;(")
    if tail[:1] == "." and not tail.startswith("..."):
        tail = tail[1:].lstrip(" ,;(")
    return tail[:1] in _OTHERS_BEGIN and _OTHERS_FOLLOW.match(tail) is not None


def _chunks(text: str, runs: Sequence[tuple[str, int, int]]) -> tuple[list[_Chunk], bool]:
    """Words of one part merged where nothing parts them, and whether "et al." stands among them."""
    chunks: list[_Chunk] = []
    et_al = False
    before = link = ""
    stop = 0
    for part, start, end in runs:
        if part not in _PARTS:
            word = text[start:end].lower().strip(" .,;")
            et_al = et_al or word in OTHERS_ALONE or (link in ET and word in OTHERS)
            link = word or part
            continue
        gap = text[stop:start] if chunks else ""
        sep = _GAPS.get(gap, -1)
        if sep < 0:
            sep = _parting(gap) if len(gap) <= _SHORT_GAP else _read_gap(gap)
            et_al = et_al or sep == _ET_AL
        if link:
            sep, link = _LINKED, ""
        kind = part
        if part == "given" and end - start > 1 and text[start:end] in _SUFFIXES and _ends_name(text[start:end], chunks):
            kind = "suffix"
        if kind == before and (sep == _JOINS or (kind == "literal" and _one_literal(gap, sep))):
            chunks[-1] = (kind, chunks[-1][1], max(end, chunks[-1][2]), chunks[-1][3])
        else:
            chunks.append((kind, start, end, sep))
        before, stop = kind, end
    return chunks, et_al


def _read_gap(gap: str) -> int:
    """What an unusual gap does; words that are no part of a name end one as a semicolon does."""
    if _OTHERS_FOLLOW.search(gap):
        return _ET_AL
    if not _STRONG.isdisjoint(gap) or any(map(str.isalpha, gap)) or any(word in _DASHES for word in gap.split()):
        return _ENDS
    return _COMMA if not _WEAK.isdisjoint(gap) else _JOINS


_parting = lru_cache(maxsize=1024)(_read_gap)


def _one_literal(gap: str, sep: int) -> bool:
    """Whether a group's name goes on behind a comma, "&" or a stroke."""
    return sep not in (_ET_AL, _LINKED) and ";" not in gap and not any(map(str.isalpha, gap))


def _ends_name(word: str, chunks: list[_Chunk]) -> bool:
    """Whether "Jr", "III" or "MD" is a suffix here, not initials or a family's second word."""
    if not chunks:
        return False
    last = chunks[-1][0]
    if word in SUFFIX_INSIDE and word not in _ROMAN:
        return last != "literal"
    behind = last == "family" and len(chunks) > 1 and chunks[-2][0] == "given" and chunks[-1][3] == _JOINS
    return last in ("given", "suffix") or behind


def _by_turns(text: str, chunks: list[_Chunk]) -> tuple[list[Name], list[Span]] | None:
    """The people of the commonest lists, family and given names by turns, or nothing if it is not one."""
    first = chunks[0][0] == "family"
    families, givens = (chunks[::2], chunks[1::2]) if first else (chunks[1::2], chunks[::2])
    final = chunks[-1][2]
    stretch = text[chunks[0][1] : final]
    if len(families) != len(givens) or "  " in stretch or not stretch.isprintable():
        return None
    names: list[Name] = []
    spans: list[Span] = []
    stopped = len(givens) == 1 and givens[0][3] == _COMMA
    for (kind, start, stop, close), (other, begin, ended, near) in zip(families, givens, strict=True):
        if kind != "family" or other != "given" or (near >= _ENDS if first else close != _JOINS):
            return None
        family, given, end = text[start:stop], text[begin:ended], ended
        if text[end : end + 1] == "." and (end != final or stopped or _stops(given)) and _ends_short(given):
            stopped = True
            end += 1
            given += "."
        if family[:1].islower():
            particle, family = split_particle(family)
            names.append(Name(family=family, given=given, particle=particle))
        else:
            names.append(Name(family=family, given=given))
        spans.append((start, end) if first else (begin, stop))
    return names, spans


def _owned(chunks: list[_Chunk]) -> list[_Person]:
    """The people of any list: each chunk given to the person it stands by."""
    people: list[_Person] = []
    family: _Chunk | None = None
    givens: list[_Chunk] = []
    suffix: _Chunk | None = None
    for at, chunk in enumerate(chunks):
        starts = _starts(chunks, at, family, givens)
        if starts and (family or givens or suffix):
            people.append((family, givens, suffix))
            family, givens, suffix = None, [], None
        if chunk[0] == "given":
            givens.append(chunk)
        elif chunk[0] == "suffix":
            suffix = (*suffix[:2], *chunk[2:]) if suffix else chunk
        else:
            family = chunk
    return _adopted([*people, (family, givens, suffix)])


def _starts(chunks: list[_Chunk], at: int, family: _Chunk | None, givens: list[_Chunk]) -> bool:
    """Whether a new person begins with this chunk."""
    part, _, _, sep = chunks[at]
    if part == "literal" or (family and family[0] == "literal"):
        return True
    if part == "family":
        return family is not None or (bool(givens) and sep >= _ENDS)
    if part == "suffix":
        return False
    # Given names before a family they stand close to are its own, unless the list has families first.
    after = at + 2 if at + 1 < len(chunks) and chunks[at + 1][0] == "suffix" else at + 1
    ahead = after < len(chunks) and chunks[after][0] == "family" and chunks[after][3] == _JOINS
    if family is None:
        return bool(givens)
    if givens:
        return ahead or (sep >= _ENDS)
    return sep >= _ENDS or (sep == _COMMA and ahead and chunks[-1][0] == "family")


def _adopted(people: list[_Person]) -> list[_Person]:
    """Given names without a family go to the person before them, or are a family themselves."""
    kept: list[_Person] = []
    for family, givens, suffix in people:
        if family is None and kept and kept[-1][0] and kept[-1][0][0] == "family":
            kept[-1] = (kept[-1][0], [*kept[-1][1], *givens], kept[-1][2] or suffix)
        else:
            kept.append((family, givens, suffix))
    return kept


def _named(text: str, people: list[_Person]) -> tuple[list[Name], list[Span]]:
    """Names and their spans, of people in any shape."""
    names: list[Name] = []
    spans: list[Span] = []
    final = max(chunk[2] for person in people for chunk in _parts_of(person))
    stopped = _has_stops(text, people, final)
    for person in people:
        family, _, suffix = person
        pieces = [
            _piece(text, chunk, own=stopped or chunk[2] != final) for chunk in _parts_of(person)[family is not None :]
        ]
        edges = [*pieces, family[1:3]] if family else pieces
        start, stop = min(begin for begin, _ in edges), max(end for _, end in edges)
        if family and family[0] == "literal":
            stop += text[stop : stop + 1] == ")" and "(" in text[start:stop]
            names.append(Name(literal=_folded(text[start:stop])))
        else:
            printed = text[family[1] : family[2]] if family else ""
            names.append(_person(printed, [text[begin:end] for begin, end in pieces], ends=suffix is not None))
        spans.append((start, stop))
    return names, spans


def _person(printed: str, pieces: list[str], *, ends: bool) -> Name:
    """A person; ``ends`` says that the last piece is a suffix. Without a family, what there is becomes one."""
    last = _folded(pieces.pop()) if ends else None
    given = _folded(" ".join(pieces)) or None
    if not printed:
        return Name(family=given, suffix=last) if given else Name(family=last)
    particle, family = split_particle(_folded(printed))
    return Name(family=family, given=given, particle=particle, suffix=last)


def _parts_of(person: _Person) -> list[_Chunk]:
    """Family, given names, suffix: what there is of them."""
    family, givens, suffix = person
    return [*([family] if family else ()), *givens, *([suffix] if suffix else ())]


def _has_stops(text: str, people: list[_Person], final: int) -> bool:
    """Whether given names have stops here, so that the last one's is not the sentence's."""
    givens = [chunk for _, chunks, _ in people for chunk in chunks]
    alone = len(givens) == 1 and givens[0][3] == _COMMA
    return alone or any(text[end : end + 1] == "." for _, _, end, _ in givens if end != final)


def _piece(text: str, chunk: _Chunk, *, own: bool) -> Span:
    """Where given names or a suffix lie, with their stop."""
    _, start, end, _ = chunk
    own = own or _stops(text[start:end])
    return start, end + (text[end : end + 1] == "." and own and _ends_short(text[start:end]))


def _stops(given: str) -> bool:
    """Whether a stop behind these is theirs even at the end: "Brown KL." may end a sentence, "Brown David L." not."""
    return "." in given or not given.isupper()


def _ends_short(given: str) -> bool:
    """Whether given names end in initials, so that a stop behind them is theirs."""
    return len(given) <= _STOPPED or not given[-_STOPPED - 1 :].isalpha()


def _folded(text: str) -> str:
    return text if text.isprintable() and "  " not in text else " ".join(text.split())
