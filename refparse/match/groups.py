"""Works joined into groups, each checked as a whole, and the questions that are left.

A chain of pairs may join what no single one would: A is B, B is C, yet A and C are two
works. So pairs are taken heaviest first, and one that would put works together that
contradict one another is refused and left for a person.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence, Sized
from itertools import combinations, islice, product
from typing import NamedTuple, TypeVar

from refparse.match.objections import identified, placed_alike
from refparse.match.rules import Judged, Rules, judge
from refparse.match.traits import Traits

Pair = tuple[int, int]
Name = TypeVar("Name", bound=Hashable)
Edges = dict[Pair, Judged]

#: What was said of a pair outweighs all that could be found out about it.
_SURE = Judged(math.inf, (), ())

#: Of two large groups this many members each are compared; every other pair is much the same.
_SAMPLE = 12
#: In a group of many copies one in ten may be typed so badly that it contradicts another.
_TOLERATED = 10
#: No pair outweighs several others.
_MOST = 6.0


class Question(NamedTuple):
    """Two works a person should look at, one of each group, and how many pairs the answer may settle."""

    left: int
    right: int
    weight: float
    gain: float
    #: Why it was not decided without asking.
    reasons: tuple[str, ...]


def _judged(left: int, right: int, works: Sequence[Traits], edges: Edges, rules: Rules) -> Judged:
    pair = (left, right) if left < right else (right, left)
    judged = edges.get(pair)
    if judged is None:
        # No blocking key brought the two together; now a third one does.
        judged = edges[pair] = judge(works[pair[0]], works[pair[1]], rules)
    return judged


def _contradict(left: int, right: int, works: Sequence[Traits], edges: Edges, rules: Rules) -> bool:
    judged = _judged(left, right, works, edges, rules)
    return judged.parted or judged.weight < rules.never


def _other_titles(left: int, right: int, works: Sequence[Traits], edges: Edges, rules: Rules) -> bool:
    judged = _judged(left, right, works, edges, rules)
    return judged.weight < rules.never or any(one.parts for one in judged.objections)


def _bounded(weight: float) -> float:
    return max(-_MOST, min(_MOST, weight))


def _compatible(left: Sequence[int], right: Sequence[int], works: Sequence[Traits], edges: Edges, rules: Rules) -> bool:
    """Whether two groups can be one work: few pairs contradict it, and strings agree on the mean."""
    pairs = list(product(islice(left, _SAMPLE), islice(right, _SAMPLE)))
    against = sum(_contradict(one, other, works, edges, rules) for one, other in pairs)
    if against * _TOLERATED > len(pairs):
        return False
    found = (_judged(one, other, works, edges, rules) for one, other in pairs)
    strings = [_bounded(judged.weight) for judged in found if judged.of_strings]
    return sum(strings) >= rules.strings * len(strings)


def _kept_apart(left: Sequence[int], right: Sequence[int], apart: Sequence[Pair]) -> bool:
    """Whether it was said of a member of each that they are two works."""
    return any((one in left and other in right) or (one in right and other in left) for one, other in apart)


def _joining(edges: Mapping[Pair, Judged], rules: Rules) -> list[Pair]:
    """Pairs that are one work by themselves, heaviest first."""
    same = [(-judged.weight, pair) for pair, judged in edges.items() if judged.weight >= rules.enough(judged)]
    return [pair for _, pair in sorted(same) if not edges[pair].objections]


def _thin(works: Sequence[Traits], joins: Sequence[Pair], edges: Edges, rules: Rules) -> frozenset[int]:
    """Works without a title that fit two others which are not one: nobody can say which they are."""
    met: defaultdict[int, list[int]] = defaultdict(list)
    for pair in joins:
        for one, other in (pair, pair[::-1]):
            if not works[one].squeezed and works[other].squeezed:
                met[one].append(other)
    return frozenset(
        one
        for one, others in met.items()
        if any(_other_titles(left, right, works, edges, rules) for left, right in combinations(others[:_SAMPLE], 2))
    )


def group(
    works: Sequence[Traits], edges: Edges, rules: Rules, *, sure: Sequence[Pair] = (), apart: Sequence[Pair] = ()
) -> tuple[tuple[int, ...], ...]:
    """Every work in exactly one group; judgements made on the way are added to ``edges``.

    What people said goes before all rules: pairs that are ``sure`` are joined first, in the order
    given, and no two works that were said to be ``apart`` meet in one group.
    """
    of: list[list[int]] = [[place] for place in range(len(works))]
    joins = _joining(edges, rules)
    thin = _thin(works, joins, edges, rules)
    edges |= dict.fromkeys(sure, _SURE)
    for left, right in (*sure, *(pair for pair in joins if thin.isdisjoint(pair))):
        mine, theirs = of[left], of[right]
        if mine is theirs or _kept_apart(mine, theirs, apart) or not _compatible(mine, theirs, works, edges, rules):
            continue
        joined = sorted(mine + theirs)
        for place in joined:
            of[place] = joined
    return tuple(tuple(members) for place, members in enumerate(of) if members[0] == place)


def gain(weight: float, left: Sized, right: Sized) -> float:
    """How many pairs an answer may settle: those between two groups, as likely as they are one work.

    >>> gain(0.0, "ab", "cde")
    3.0
    """
    return len(left) * len(right) / (1 + math.exp2(-weight))


def worth_asking(
    pair: tuple[Name, Name],
    groups: tuple[Collection[Name], Collection[Name]],
    judge_pair: Callable[[Name, Name], Judged],
    rules: Rules,
) -> bool:
    """Whether two works may be one in the eyes of their groups: all pairs between these are so heavy on the mean.

    >>> from refparse.match.rules import EXAMPLE, read_rules
    >>> weights = {frozenset("ab"): 0.5, frozenset("bc"): -3.0, frozenset("ac"): 6.0}
    >>> from refparse.match.levels import FIELDS
    >>> nothing = ("absent",) * len(FIELDS)
    >>> found = {pair: Judged(weight, nothing, ()) for pair, weight in weights.items()}
    >>> worth_asking(("a", "b"), ("ac", "b"), lambda *pair: found[frozenset(pair)], read_rules(EXAMPLE))
    False

    Of each group those count that are alike by themselves to the one asked about: what a
    person joined against all likeness does not speak for the others. One number of a register, or
    one page of one volume, is asked about whatever poorer copies say.
    """
    (left, right), sides = pair, []
    grades = judge_pair(left, right).grades
    if identified(grades) or placed_alike(grades):
        return True
    for one, members in zip((left, right), groups, strict=True):
        alike = (other for other in members if other != one and judge_pair(one, other).weight >= rules.ask)
        sides.append((one, *islice(alike, _SAMPLE - 1)))
    found = [_bounded(judge_pair(one, other).weight) for one, other in product(*sides)]
    return sum(found) >= rules.ask * len(found)


def _open(groups: Sequence[Sequence[int]], edges: Edges, rules: Rules) -> Iterator[tuple[Pair, Question]]:
    """For every pair that stayed apart though it may be one: the groups, and the question."""
    number = {place: index for index, members in enumerate(groups) for place in members}
    for (left, right), judged in edges.items():
        mine, theirs = number[left], number[right]
        if mine == theirs or judged.weight < rules.ask or judged.settled:
            continue
        gained = gain(judged.weight, groups[mine], groups[theirs])
        reasons = tuple(objection.words for objection in judged.objections)
        between = (mine, theirs) if mine < theirs else (theirs, mine)
        yield between, Question(left, right, judged.weight, gained, reasons)


def questions(
    works: Sequence[Traits], groups: Sequence[Sequence[int]], edges: Edges, rules: Rules
) -> tuple[Question, ...]:
    """What a person should be asked, one question for two groups, what a minute gains most first.

    Judgements made on the way are added to ``edges``.
    """
    best: dict[Pair, Question] = {}
    home = {place: members for members in groups for place in members}
    for between, asked in _open(groups, edges, rules):
        held = best.get(between)
        if held is None or _rank(asked) < _rank(held):
            best[between] = asked

    def judge_pair(one: int, other: int) -> Judged:
        return _judged(one, other, works, edges, rules)

    def worth(asked: Question) -> bool:
        sides = home[asked.left], home[asked.right]
        return worth_asking((asked.left, asked.right), sides, judge_pair, rules)

    return tuple(sorted(filter(worth, best.values()), key=_rank))


def _rank(asked: Question) -> tuple[float, int, int]:
    return -asked.gain, asked.left, asked.right
