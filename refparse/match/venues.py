"""Where two works appeared: journals, meetings and series compared by their names.

Finer than :func:`refparse.normalize.journals.compare_containers`: a meeting is known by its
subject whatever its number, year and place, a journal is never a meeting, and an acronym
says nothing against a name it does not spell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from refparse.normalize.folding import fold, listed
from refparse.normalize.titles import number_value

_MEETING_TAIL = re.compile(r"\s?[.:;,]?\s?\bconference\s?(?:publication)?\s?:.*|\s\|.*", re.IGNORECASE | re.DOTALL)
#: The meeting whose abstracts a journal prints: "J Bone.Conference: 23rd Congress of …".
_MEETING_IN = re.compile(r"\bconference\s?(?:publication)?\s?:\s*+(.{12,})", re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r"\s?\([^()]{2,60}\)")
_OWN_NAME = re.compile(r"\s?[=|]\s.*|\s[—–]\s.*")
#: Pages and editors that a cut string left behind the name.
_BEHIND = re.compile(r",?\s*\(?\b(?:pp?|pages?|eds?|editors?|vol|volume)\b[\s.:].*", re.IGNORECASE | re.DOTALL)
_ORDINAL = re.compile(
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|[a-z]{3,}(?:teenth|tieth)|eleventh|twelfth"
)
_SMALL = frozenset(
    listed(
        "a an and at by d da de dei del della der des di die do dos du e ed el en et for fuer fur i in l la las le les"
        " los na o of official on och or the to und van voor y z th st nd rd"
    )
)
#: Small words that a name keeps, where it keeps any.
_JOINING = frozenset(listed("and at by for in of on to"))
_JOURNAL = frozenset(
    listed(
        "annals ann archives arch bulletin bull journal jour journ j letters lett magazine quarterly q record review"
        " revue reviews rev revista rivista trans transactions zeitschrift z zhurnal zh acta advances adv"
        " communications commun newsletter zeitung"
    )
)
_MEETING = frozenset(
    listed(
        "conference conf conferences proceedings proc symposium symp sympos symposia workshop workshops congress"
        " colloquium meeting meetings annual annu ann international intl int eds editor editors advances"
    )
)
_MET = frozenset(
    listed("conference conf symposium symp sympos workshop workshops congress colloquium meeting conferences")
)
_REPORT = frozenset(listed("report reports technical tech tr thesis dissertation manuscript unpublished submitted"))
_PREPRINT = frozenset(listed("arxiv biorxiv medrxiv ssrn preprint preprints psyarxiv chemrxiv"))
#: Houses and societies that a source may leave out before a name.
_HOUSES = frozenset(listed("aaai acm ieee ifip siam usenix springer elsevier online electronic resource"))
_FIXED = {"am": ("america",), "br": ("brit",), "int": ("intern",), "j": ("journal", "jornal"), "n": ("new", "north")}
_AGREEING = frozenset({"exact", "folded", "near"})
_ALIKE = 84.0
_COMPARABLE = 4
_ACRONYM = 7
_FEW = 2
_STEM, _ENDING = 6, 3
_MOST = 0.65


class Venue(NamedTuple):
    """A container's name taken apart: the words of its subject, its kind, the numbers in it."""

    words: tuple[str, ...]
    kind: str
    spelt: str
    #: One word of capitals, or all that tells a meeting from others: it may stand for any name.
    acronym: bool


@lru_cache(maxsize=1 << 14)
def venue(text: str) -> Venue:
    """The words of a container that tell it from others, and its kind.

    >>> venue("Proc. 25th Annu. ACM Sympos. Theory Comput. (1993)").words
    ('acm', 'theory', 'comput')
    >>> venue("SIGMOD Record").kind, venue("SIGMOD Conference").kind, venue("arXiv preprint").kind
    ('journal', 'meeting', 'preprint')
    """
    main = _BEHIND.sub("", _OWN_NAME.sub("", _PLACE.sub("", _MEETING_TAIL.sub("", text)))) or text
    words = [word for word in fold(main).split() if word not in _SMALL] or [""]
    seen = frozenset(words)
    kind = ""
    if seen & _PREPRINT:
        kind = "preprint"
    elif seen & _MET:
        kind = "meeting"
    elif seen & _REPORT and not seen & _JOURNAL:
        kind = "report"
    elif seen & _JOURNAL:
        kind = "journal"
    bare = [word for word in words if not _is_number(word)]
    told = [word for word in bare if word not in _MEETING] if kind != "journal" else bare
    kept = tuple(told or bare or words)
    acronym = (
        len(kept) == 1
        and len(kept[0]) <= _ACRONYM
        and (kind == "meeting" or len(kept) < len(words) <= _ACRONYM or (len(kept[0]) > 1 and kept[0].upper() in text))
    )
    return Venue(kept, kind, "".join(kept), acronym or not any(map(str.isalpha, kept)))


def _is_number(word: str) -> bool:
    return word[:1].isdecimal() or (len(word) > 1 and number_value(word) is not None) or bool(_ORDINAL.fullmatch(word))


@lru_cache(maxsize=1 << 16)
def _abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` can stand for the longer word ``full``."""
    if short in _FIXED:
        return full.startswith(_FIXED[short])
    if len(short) < _COMPARABLE - 1:
        return False
    letters = iter(full)
    contracted = short[0] == full[0] and short[-1] in full[len(full) // 2 :] and all(c in letters for c in short)
    if contracted or _inflected(short, full):
        return True
    return len(short) > _COMPARABLE and ratio(short, full[: len(short) + 1]) >= _ALIKE


def _inflected(short: str, full: str) -> bool:
    """Whether both are one word with two endings: "computation", "computing"."""
    stem = next(
        (place for place, (one, other) in enumerate(zip(short, full, strict=False)) if one != other), len(short)
    )
    return stem >= _STEM and len(short) - stem <= _ENDING and len(full) - stem <= _ENDING + 1


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[:1] != other[:1]:
        return False
    if one.startswith(other) or other.startswith(one):
        short = one if len(one) <= len(other) else other
        return short not in _FIXED or _abbreviates(short, other if short is one else one)
    return _abbreviates(one, other) if len(one) <= len(other) else _abbreviates(other, one)


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> int:
    """How many words of the shorter name stand in the longer one, in order."""
    found = place = 0
    for word in short:
        for index in range(place, len(full)):
            if _same_word(word, full[index]):
                found, place = found + 1, index + 1
                break
    return found


def _acronym_of(short: Venue, full: Venue) -> bool:
    """Whether one is made of the other's first letters ("VLDB", "PNAS")."""
    if len(short.words) > _FEW or len(full.words) < _FEW:
        return False
    letters = "".join(word[:1] for word in full.words)
    return len(short.words[0]) > 1 and (letters.startswith(short.words[0]) or short.words[0] == letters)


@lru_cache(maxsize=1 << 16)
def grade_venues(left: str, right: str) -> str:
    """How far two containers agree.

    >>> grade_venues("J Clin Oncol", "Journal of Clinical Oncology"), grade_venues("VLDB", "Very Large Data Bases")
    ('folded', 'folded')
    >>> grade_venues("SIGMOD Conference", "International Conference on Management of Data")
    'unknown'
    >>> grade_venues("VLDB", "VLDB J."), grade_venues("Lancet", "Lancet Neurol")
    ('other kind', 'longer')
    >>> grade_venues("SIGMOD Record", "SIGMOD Conference"), grade_venues("Nature", "Diabetes Care")
    ('other kind', 'conflict')
    """
    if left == right:
        return "exact"
    meetings = _MEETING_IN.search(left), _MEETING_IN.search(right)
    for found, whole in ((meetings[0], right), (meetings[1], left)):
        if found and not all(meetings) and grade_venues(found[1], whole) in _AGREEING:
            return "near"
    one, other = sorted((venue(left), venue(right)), key=lambda name: (len(name.words), name))
    if one.spelt == other.spelt and one.kind == other.kind:
        return "conflict" if _joined_otherwise(left, right) else "folded"
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and (kinds & {"preprint", "report"} or kinds == {"journal", "meeting"}):
        return "other kind"
    return _grade_words(one, other)


def _joined_otherwise(left: str, right: str) -> bool:
    """Whether two names of the same words are joined by other small ones: "Education for Health", "and"."""
    mine, theirs = (
        [word for word in fold(text.replace("&", " and ")).split() if word in _JOINING] for text in (left, right)
    )
    return len(mine) == len(theirs) and sorted(mine) != sorted(theirs)


def _grade_words(one: Venue, other: Venue) -> str:
    found = _in_order(one.words, other.words)
    if found == len(one.words):
        return _grade_longer(one, other)
    if _acronym_of(one, other) or _acronym_of(other, one):
        # "VLDB Journal" is no name of "Very Large Data Bases", as the meeting is called.
        return "folded" if one.kind == other.kind or len(one.words) == 1 else "other kind"
    if found >= _FEW and found >= _MOST * len(one.words):
        return "near"
    if ratio(one.spelt, other.spelt) >= _ALIKE:
        return "near"
    if one.acronym or other.acronym:
        return "unknown" if "journal" not in {one.kind, other.kind} else "conflict"
    return "conflict"


def _grade_longer(one: Venue, other: Venue) -> str:
    """The grade where every word of the shorter name is in the longer one."""
    beyond = len(other.words) - len(one.words)
    if not beyond or (one.kind == other.kind and {*other.words} - {*one.words} <= _HOUSES):
        return "folded"
    if one.kind != other.kind and one.acronym and other.kind == "journal":
        return "other kind"
    return "near" if len(one.words) > _FEW or (one.acronym and one.kind == "meeting") else "longer"
