"""Whether two lists of people are one: names in any order, cut lists, namesakes, typing slips.

A name agrees where the family names do and the given names do not speak against it; where a
source took a given name for the family, the words of the whole list decide.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from refparse.match.traits import Traits
from refparse.normalize.folding import fold, listed

#: Families that many people bear; met in a list of one name, they say little.
_COMMON = frozenset(
    listed(
        "ahmed ali anderson brown carter chan chang chen cheng cho choi chung clark cohen das davies davis evans"
        " fischer garcia ghosh gonzalez green gupta hall han harris hernandez ho hong hu huang hughes hwang inoue"
        " ito jackson jang jiang johansson johnson jones jung kang kato khan kim king kobayashi kumar kwon lee"
        " lewis li lim lin liu lopez lu ma martin martinez mehta meyer miller mitchell moore morris muller murphy"
        " nakamura nguyen nielsen oh park patel perez phillips rao roberts robinson rodriguez rossi saito sanchez"
        " sato schmidt schneider shah sharma shen shin silva singh smith song suh sun suzuki takahashi tan tanaka"
        " tang taylor thomas thompson turner walker wang ward watanabe weber white williams wilson wong wood"
        " wright wu xu yamada yamamoto yang ye young yu yuan zhang zhao zheng zhou zhu"
    )
)
_GROUPS = frozenset(
    listed(
        "alliance association board collaboration collaborative collaborators commission committee consortium corporate"
        " council"
        " department federation foundation group inc institute investigators ministry network organization panel"
        " project society subcommittee team trial trialists union university"
    )
)
#: What names of groups are printed with or without.
_NO_NAME = frozenset({"the", "of", "and", "for"})
_CORPORATE = "corporate"
_NAME_ALIKE = 80.0
_SHORTEST = 4
_SEVERAL = 3
_MOST = 0.7


class Shared(NamedTuple):
    """What two lists share: how many of the shorter one, how many of those with given names that differ."""

    short: int
    full: int
    shared: int
    namesakes: int
    first: bool


@lru_cache(maxsize=1 << 15)
def _words(names: str) -> frozenset[str]:
    """Every word of two letters or more in a list of names."""
    return frozenset(word for word in fold(names).split() if len(word) > 1)


def _agree(one: str, other: str) -> bool:
    """Whether initials can be one person's."""
    if not one or not other or one[0] == other[0]:
        return True
    # "Wei-Ting" against "TW", a given name left out, order turned: one letter in common will do.
    return len(one) > 1 and len(other) > 1 and bool(set(one) & set(other))


def _one_person(family: str, other: str) -> bool:
    """Whether two families are one misspelt, or one the half of a double name."""
    short, full = (family, other) if len(family) <= len(other) else (other, family)
    if short[0] != full[0] and short[-1] != full[-1]:
        return False
    if len(short) < _SHORTEST:
        # "Böhm" whose letter was lost on the way is "bhm".
        return len(short) == _SHORTEST - 1 == len(full) - 1 and Levenshtein.distance(short, full) == 1
    if full.startswith(short) or full.endswith(short):
        return True
    return ratio(short, full) >= _NAME_ALIKE


def share(left: Traits, right: Traits) -> Shared:
    """What the lists of two works share, name by name.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Name, Names, Work
    >>> def by(*names):
    ...     return traits(Work(author=Names(names=tuple(Name(family=f, given=g) for f, g in names))))
    >>> share(by(("Agrawal", "S."), ("Das", "G.")), by(("Das", "Gautam"), ("Agrawal", "Sanjay")))
    Shared(short=2, full=2, shared=2, namesakes=0, first=False)
    >>> share(by(("Wei", "Li")), by(("Li", "Wei"))).shared
    1
    """
    short, full = (left, right) if len(left.families) <= len(right.families) else (right, left)
    if left.families == right.families and left.initials == right.initials:
        count = len(left.families)
        return Shared(count, count, count, 0, first=True)
    spare: dict[str, list[str]] = {}
    for family, first in zip(full.families, full.initials, strict=True):
        spare.setdefault(family, []).append(first)
    shared = namesakes = 0
    lost: list[tuple[str, str]] = []
    for family, first in zip(short.families, short.initials, strict=True):
        letters = spare.get(family)
        if letters:
            # Brothers, couples: whoever agrees is meant, in whatever order they are named.
            other = next((one for one in letters if _agree(first, one)), letters[0])
            letters.remove(other)
            shared += 1
            namesakes += not _agree(first, other)
        else:
            lost.append((family, first))
    if lost:
        shared += _found_otherwise(lost, short, full, spare)
    if not shared and _turned_round(short, full):
        shared = len(short.families)
    first_agrees = _same_first(short, full)
    return Shared(len(short.families), len(full.families), shared, namesakes, first_agrees)


def _found_otherwise(lost: list[tuple[str, str]], short: Traits, full: Traits, spare: dict[str, list[str]]) -> int:
    """How many names are there misspelt, turned round, or glued to others."""
    found = 0
    words = _words(full.names)
    unused = [family for family, letters in spare.items() if letters]
    own = _words(short.names)
    for family, _ in lost:
        if family in words:
            found += 1
            continue
        twin = next((other for other in unused if _one_person(family, other) or (other in own and len(lost) == 1)), "")
        if twin:
            unused.remove(twin)
            found += 1
    return found


def _turned_round(short: Traits, full: Traits) -> bool:
    """Whether given names stand for the families all through: "Cicek FA, Keskin ZT" and "Amber CF, Zeynep TK"."""
    if len(short.families) != len(full.families) or len(short.families) < _SEVERAL:
        return False
    # Families of the shorter list among the names of the longer one have been found before.
    if sum(map(_words(short.names).__contains__, full.families)) >= _MOST * len(full.families):
        return True
    mine, theirs = (
        [sorted(family[0] + first) for family, first in zip(one.families, one.initials, strict=True)]
        for one in (short, full)
    )
    agreeing = sum(one == other for one, other in zip(mine, theirs, strict=True))
    return agreeing >= _MOST * len(mine)


def _same_first(one: Traits, other: Traits) -> bool:
    mine, theirs = one.families[0], other.families[0]
    return mine == theirs or _one_person(mine, theirs) or mine in _words(other.names.partition(";")[0])


def grade_people(left: Traits, right: Traits) -> str:
    """How far the people of two works agree.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Name, Names, Work
    >>> def by(*names):
    ...     return traits(Work(author=Names(names=tuple(Name(family=f, given=g) for f, g in names))))
    >>> grade_people(by(("Smith", "J")), by(("Smith", "John"))), grade_people(by(("Smith", "J")), by(("Smith", "A")))
    ('one common', 'namesake')
    >>> grade_people(by(("Snodgrass", "R")), by(("Snodgrass", "Richard"), ("Ahn", "I")))
    'cut one'
    """
    got = share(left, right)
    told = got.shared - got.namesakes
    if got.short == 1:
        return _grade_one(left, right, got)
    if told == got.short:
        if got.short == got.full:
            return "all" if got.short >= _SEVERAL else "both"
        return "cut" if got.first else "subset"
    if told >= _MOST * got.short and got.short >= _SEVERAL:
        return "most"
    if 2 * told >= got.short:
        return "half"
    return "few" if told else "none"


def _is_group(one: Traits) -> bool:
    """Whether the only name is that of a group, which says nothing of who is in it."""
    return len(one.families) == 1 and not _GROUPS.isdisjoint(_words(one.names))


def _one_group(left: Traits, right: Traits) -> bool:
    """Whether two names of groups are one: the same words, or ACM's "CORPORATE" and a company added to them."""
    mine, theirs = (frozenset(fold(one.names).split()) - _NO_NAME for one in (left, right))
    added = max(mine, theirs, key=len)
    return mine == theirs or (_CORPORATE in added and len(mine & theirs) > 1 and mine & theirs in {mine, theirs})


def _grade_one(left: Traits, right: Traits, got: Shared) -> str:
    groups = _is_group(left), _is_group(right)
    if all(groups):
        return "one" if _one_group(left, right) else "none"
    if got.shared == 0:
        return "group" if any(groups) else "none"
    if got.namesakes:
        return "namesake"
    if got.full > 1:
        return "cut one" if got.first else "subset one"
    common = left.families[0] in _COMMON
    return "one common" if common else "one"
