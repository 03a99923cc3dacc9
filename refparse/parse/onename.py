"""One person's name whose parts no comma parts: which of its words are the family, which the given names.

"Smith JA", "J. A. Smith", "MYERS David G.", "Mary Ann de la Cruz", and several people one
after another where a list has no separators at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from refparse.parse.namewords import (
    ACRONYMS,
    DEGREE,
    GIVEN,
    GLUE,
    GROUP,
    PARTICLES,
    SUFFIX,
    SUFFIX_INSIDE,
    SUFFIX_LOUD,
    is_initials,
)

#: (part, start, end): "family", "given" or "literal", and where it lies.
Run = tuple[str, int, int]
#: A word and where it lies.
Word = tuple[str, int, int]

#: A name is hardly of more words than this, given names hardly of more than that.
NAME_WORDS, GIVEN_WORDS = 5, 3
_PAIR = 2


def run(part: str, words: list[Word]) -> Run:
    """The run from the first of some words to the last.

    >>> run("family", [("van", 0, 3), ("Berg", 4, 8)])
    ('family', 0, 8)
    """
    return part, words[0][1], words[-1][2]


def dotted(word: str) -> bool:
    """Whether a word is initials with stops.

    >>> dotted("J.-P."), dotted("JP")
    (True, False)
    """
    return "." in word and is_initials(word)


def is_suffix(words: list[Word]) -> bool:
    """Whether words are suffixes or degrees, and nothing else.

    >>> is_suffix([("Jr.", 0, 3)]), is_suffix([("MD", 0, 2), ("PhD", 4, 7)]), is_suffix([("JR", 0, 2)])
    (True, True, False)
    """
    return all(word.rstrip(".:") in SUFFIX or word.rstrip(".") in DEGREE for word, _, _ in words)


def all_initials(words: list[Word]) -> bool:
    """Whether words are initials, with suffixes or without.

    >>> all_initials([("J.", 0, 2), ("A.", 3, 5), ("Jr.", 6, 9)]), all_initials([("Mary", 0, 4)])
    (True, False)
    """
    return all(is_initials(word[0]) or is_suffix([word]) for word in words)


def is_given(words: list[Word]) -> bool:
    """Whether words are initials, perhaps with a suffix or with the particles of the family before them."""
    cut = len(words)
    while cut > 1 and words[cut - 1][0].islower():
        cut -= 1
    return all_initials(words[:cut])


def lacks_given(words: list[Word]) -> bool:
    """Whether words can be a family alone, so that given names may follow a comma.

    >>> lacks_given([("van", 0, 3), ("Berg", 4, 8)]), lacks_given([("Berg", 0, 4), ("J", 5, 6)])
    (True, False)
    """
    if len(words) == 1:
        return len(words[0][0].rstrip(".")) > 1 and not dotted(words[0][0])
    if "." in words[0][0] and is_initials(words[0][0]):
        return False
    # "BARRÓN CRUZ" is all family: what is as long as a name is initials only beside small letters.
    room = _PAIR if words[0][0].isupper() else NAME_WORDS * _PAIR
    later = [word for word, _, _ in words[1:]]
    return not any(is_initials(word) and ("." in word or (len(word) <= room and not _particle(word))) for word in later)


def is_group(words: list[Word]) -> bool:
    """Whether words name an institution: by a word, a number or a length that no person's name has.

    >>> is_group([("Lupus", 0, 5), ("Study", 6, 11), ("Group", 12, 17)]), is_group([("Mary", 0, 4), ("Brown", 5, 10)])
    (True, False)
    """
    texts = [word.rstrip(".:") for word, _, _ in words]
    if len(texts) == 1:
        return texts[0] in ACRONYMS
    lows = [text.lower() for text in texts]
    if dotted(words[-1][0]) and not any(low in GLUE for low in lows):
        return False
    telling = any(low in GROUP and not is_initials(text) for low, text in zip(lows[1:], texts[1:], strict=True))
    first = texts[0] == "The" or (lows[0] in GROUP and not is_initials(texts[-1]))
    loud = len(texts) > GIVEN_WORDS and all(map(str.isupper, texts))
    glued = texts[-1].isdigit() or any(text in GLUE for text in (lows[1:] if loud else texts[1:]))
    long = len(texts) > NAME_WORDS and not any(is_initials(word) for word, _, _ in words)
    return telling or first or glued or long


def marks_of(words: list[Word]) -> list[bool]:
    """Which words are initials, or stand among them: "J. DE MEIS", "Garbelotto T. de A.", "D. Jr. Richard"."""
    marks: list[bool] = []
    for at, (word, _, _) in enumerate(words):
        # "H. DE MEIS": behind initials with stops, longer words are no initials.
        mark = is_initials(word) and not (at and len(word) > _PAIR and "." not in word and dotted(words[0][0]))
        following = words[at + 1][0] if at + 1 < len(words) else ""
        if mark and at and following and _particle(word):
            mark = dotted(following) if marks[-1] else not following.isupper()
        elif at and marks[-1]:
            mark = dotted(following) if word in PARTICLES else mark or is_suffix(words[at : at + 1])
        marks.append(mark)
    return marks


def loud_words(words: list[Word]) -> int:
    """How many words in capitals begin a name that goes on in small letters."""
    count = 0
    while count < len(words) and (words[count][0].isupper() or words[count][0].lower() in PARTICLES):
        count += 1
    return count if count < len(words) and any(len(w[0]) > 1 and w[0].isupper() for w in words[:count]) else 0


def particles(words: list[Word]) -> int:
    """How many particles a family begins with."""
    return len(list(takewhile(lambda word: word[0].lower() in PARTICLES, words)))


def person(words: list[Word]) -> Iterator[Run]:
    """The runs of words that no comma parts: one person, or several one after another."""
    cut = len(words)
    while cut > _PAIR and is_suffix(words[cut - 1 : cut]):
        cut -= 1
    marks = marks_of(words[:cut])
    if cut > _PAIR and words[cut - 1][0].rstrip(".") in SUFFIX_LOUD and marks[cut - 2]:
        cut -= 1
    if cut == 1:
        yield run("family", words)
    elif all(marks):
        yield from _capitals(words)
    else:
        yield from _mixed(words, marks[:cut], cut)


def _capitals(words: list[Word]) -> Iterator[Run]:
    """A family in capitals that looks like initials: "LI X.", "X. LI"."""
    bare = [at for at, word in enumerate(words) if loud_family(word)]
    if not bare:
        yield run("given", words)
    elif bare[-1] == len(words) - 1 and bare[0] > 0:
        yield run("given", words[:-1])
        yield run("family", words[-1:])
    else:
        yield run("family", words[:1])
        yield run("given", words[1:])


def loud_family(word: Word) -> bool:
    """Whether a word that looks like initials can be a family in capitals.

    >>> loud_family(("LI", 0, 2)), loud_family(("J.P.", 0, 4)), loud_family(("J", 0, 1))
    (True, False, False)
    """
    text = word[0].rstrip(".")
    return len(text) > 1 and "." not in text


def _mixed(words: list[Word], marks: list[bool], cut: int) -> Iterator[Run]:
    """A person with initials and words, or with words alone."""
    switches = [at for at in range(1, cut) if marks[at] != marks[at - 1]]
    people = (len(switches) + 1) // _PAIR
    if people > 1 and marks[0] != marks[cut - 1]:
        # "Smith J Brown K": no separators at all.
        edges = [0, *switches[1::2], len(words)]
        for begin, stop in pairwise(edges):
            yield from person(words[begin:stop])
    elif marks[0] and not marks[cut - 1]:
        yield from _given_first(words, _after(words, marks, cut), cut)
    elif marks[cut - 1]:
        yield from _given_last(words, marks, cut)
    else:
        yield from _natural(words, marks, cut)


def _after(words: list[Word], marks: list[bool], cut: int) -> int:
    """Where the family begins after leading initials: a given name among them is no family."""
    at = max(n for n in range(cut) if marks[n]) + 1
    return at + 1 if at < cut - 1 and words[at][0].lower() in GIVEN else at


def _given_first(words: list[Word], at: int, cut: int) -> Iterator[Run]:
    yield run("given", words[:at])
    yield run("family", words[at:cut])
    if cut < len(words):
        yield run("given", words[cut:])


def _given_last(words: list[Word], marks: list[bool], cut: int) -> Iterator[Run]:
    """Family, then initials; of capitals and small letters the capitals are the family ("MYERS David G.")."""
    begin = 0
    while begin < cut - 1 and marks[begin]:
        begin += 1
    at = next(n for n in range(cut - 1, -1, -1) if not marks[n]) + 1
    loud = loud_words(words[begin:at])
    suffix = next((n for n in range(begin + 1, at) if words[n][0].rstrip(".") in SUFFIX_INSIDE), at)
    if begin:
        yield run("given", words[:begin])
    stop = begin + loud if loud else suffix
    yield run("family", words[begin:stop])
    yield run("given", words[stop:])


def _natural(words: list[Word], marks: list[bool], cut: int) -> Iterator[Run]:
    """Given names first ("Mary Ann de la Cruz"), or the family in capitals ("RAMADIER Thierry")."""
    if (loud := loud_words(words[:cut])) and not any(marks):
        yield run("family", words[:loud])
        yield run("given", words[loud:])
        return
    at = max((n + 1 for n in range(cut) if marks[n]), default=0)
    if at:
        yield from _given_first(words, _after(words, marks, cut), cut)
        return
    at = cut - 1
    loud_end = words[at][0].isupper()
    while at > 1 and words[at - 1][0].lower() in PARTICLES and loud_end >= words[at - 1][0].isupper():
        at -= 1
    if at == 1 and words[0][0].lower() in PARTICLES:
        yield run("family", words)
    else:
        yield from _given_first(words, at, cut)


def _particle(word: str) -> bool:
    """Whether a word can be a particle; one letter is an initial sooner."""
    return len(word) > 1 and word.lower() in PARTICLES
