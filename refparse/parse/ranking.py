"""What can be said of all the labels of a string together, and which of several readings that speaks for.

The labeller weighs a word by what stands near it and a label by the label before. That a
reading has two titles, that its container ends in a comma, or that one person's name is
put together unlike the others', it cannot see. So where it is in doubt, its best paths
are judged once more, as a whole, by a log-linear model (Collins and Koo 2005) over the
questions of :data:`QUESTIONS`, its weights learnt from readings known to be right or wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from refparse.parse.features import Batch, Vocabulary
from refparse.parse.gaps import KIND, KINDS
from refparse.parse.groups import COARSE, SMALL, SORTS, members
from refparse.parse.hits import LISTS, closes, lists_of, opens
from refparse.parse.labels import LABELS
from refparse.parse.model import Weights
from refparse.parse.words import CLASSES

Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Question → readings by number, and what each answers, as a number; a reading may answer often, or never.
Answers = dict[str, tuple[Ints, Ints]]

#: What is asked of a run of words of one role, or of a whole reading; names as they stand in a model.
QUESTIONS: Mapping[str, str] = {
    "order": "Of which role are a run and the one behind it?",
    "order-3": "Of which role are three runs in a row?",
    "before": "Of which role is it, and which gap comes before it?",
    "after": "Of which role is it, and which gap comes behind it?",
    "both": "Of which role is it, and which gaps stand on both sides?",
    "next": "Of which roles are it and the next, which gap parts them, of what sort is the first word beyond?",
    "length": "Of which role is it, and about how many words has it?",
    "inner": "Of which role is it, and how often does it have a certain gap inside?",
    "first": "Of which role is it, and which class has its first word?",
    "last": "Of which role is it, and which class has its last word?",
    "small": "Of which role is it, and how many quarters of its words begin small?",
    "phrase": "Of which role is it, and does it begin and end with a phrase of our lists?",
    "brackets": "Of which role is it, and are more brackets opened in it than closed, and quotations?",
    "many": "Which role has two runs, or more?",
    "missing": "Which of the usual roles has no run?",
    "present": "Which of the roles that make a reference are there?",
    "names": "Whose names are they, and which gap stands between which parts of them?",
    "kinds-of-names": "Whose names are they, and in how many ways are their parts put together?",
    "families": "Whose names are they, how many families, and how many more or fewer given names?",
    "groups": "Whose names are they, how long is a group's, and are there families beside it?",
    "long-family": "Whose names are they, and how many families have several words?",
    "given-length": "Whose names are they, and how many given names are longer than initials?",
    "short-family": "Whose names are they, and how many families are one letter?",
}
#: What counts besides: how probable the labels are, as a logarithm and as it is.
OWN = ("score", "share")

_EDGE, _AUTHORS, _EDITORS = 0, 1, 2
_PARTS = {"": 0, "family": 1, "given": 2, "literal": 3, "link": 4}
_FAMILY, _GIVEN, _LITERAL = 1, 2, 3


def _roles() -> dict[str, int]:
    """Each label's role: all the labels of authors have one, and so have those of editors."""
    known = {"author": _AUTHORS, "editor": _EDITORS}
    return {label: known.setdefault(label.partition("-")[0] if label.startswith(("author-", "editor-")) else label,
                                    len(known) + 1) for label in LABELS}  # fmt: skip


ROLE = _roles()
_ROLES = max(ROLE.values()) + 1
#: Roles a reference usually has, and those that together show of what sort it is.
_USUAL = ("author-family", "title", "container-title", "volume", "page", "issued", "publisher", "editor-family",
          "issue", "publisher-place")  # fmt: skip
_TELLING = ("author-family", "title", "container-title", "volume", "page", "publisher", "editor-family")
#: Roles of names and numbers, whose inner gaps and small letters say nothing.
_WORDY = np.zeros(_ROLES, np.bool_)
_WORDY[[ROLE[name] for name in ("title", "container-title", "collection-title", "publisher", "publisher-place")]] = True
_LENGTHS = np.searchsorted([1, 2, 3, 4, 6, 9, 14, 22, 35], np.arange(64), side="right")
_LOW = SMALL | members("stop-word", "small-letter")
#: Gaps that part nothing.
_JOINS = np.zeros(len(KINDS), np.bool_)
_JOINS[[KIND[kind] for kind in ("", " ", "-", ". ")]] = True
_GAPS, _KIND_OF_WORD = len(KINDS), len(CLASSES)
#: So many answers a question has: once, twice or more often; none, one … seven or more; no or yes.
_OFTEN, _FEW, _YES_NO = 3, 8, 2
#: No group, one, or more.
_GROUPS = 3
#: Lengths of a run, which :data:`_LENGTHS` puts in ten classes; room for six more.
_SIZES = 16
#: Quarters of a run: none of it to all of it.
_QUARTERS = 5
#: More brackets closed than opened, as many, fewer.
_DEPTHS = 3
#: At the edge of a run there is no phrase, the inside of one, or its edge.
_EDGES = 3
#: Given names fewer than families by so many, at most, or more by as many.
_MOST_APART = 2
#: Given names of more letters are written out.
_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Readings:
    """Several ways to label strings of a batch, word after word, one reading after the other."""

    #: Role and name part of every word, and which reading it is of.
    roles: Ints
    parts: Ints
    reading: Ints
    #: Its class, the kinds of the gaps on both sides, and what the left one opens and quotes.
    classes: Ints
    gaps: Ints
    gaps_behind: Ints
    opens: NDArray[np.int32]
    quotes: NDArray[np.int32]
    #: The phrase it stands in, and how many characters it has.
    hits: Ints
    widths: NDArray[np.int32]
    count: int

    @classmethod
    def of(
        cls, labels: Ints, places: Ints, lengths: Ints, *, roles: tuple[Ints, Ints], batch: Batch, met: Vocabulary
    ) -> Readings:
        """The readings with these label numbers; ``places`` are where their words stand in the batch."""
        words, gaps = batch.words[places], batch.gaps[places]
        width, (kind, opens, quotes) = met.word_table[3], met.gap_table[:3]
        return cls(
            roles=roles[0][labels], parts=roles[1][labels], reading=np.repeat(np.arange(len(lengths)), lengths),
            classes=met.word_table[0][words].astype(np.int64), gaps=kind[gaps].astype(np.int64),
            gaps_behind=kind[batch.gaps[places + 1]].astype(np.int64),
            opens=opens[gaps], quotes=quotes[gaps], hits=batch.hits[places].astype(np.int64), widths=width[words],
            count=len(lengths),
        )  # fmt: skip


def roles_of(labels: Sequence[str]) -> tuple[Ints, Ints]:
    """The role of each label and the part of a name it is, as numbers.

    >>> roles, parts = roles_of(["author-family", "author-given", "title"])
    >>> bool(roles[0] == roles[1] != roles[2]), parts.tolist()
    (True, [1, 2, 0])
    """
    roles = np.array([ROLE[label] for label in labels])
    parts = np.array([_PARTS.get(label.partition("-")[2], 0) if ROLE[label] <= _EDITORS else 0 for label in labels])
    return roles, parts


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of words of one role in some readings."""

    #: First word and the one behind the last; role; reading.
    begins: Ints
    ends: Ints
    role: Ints
    reading: Ints
    #: The roles of the runs before and behind, 0 where there is none.
    former: Ints
    later: Ints
    #: For every word, its run, and whether it is the first of it.
    of_word: Ints
    first: Bools


def _runs(these: Readings) -> Runs:
    size = len(these.roles)
    first = np.ones(size, np.bool_)
    first[1:] = (these.roles[1:] != these.roles[:-1]) | (these.reading[1:] != these.reading[:-1])
    begins = np.flatnonzero(first)
    role, reading = these.roles[begins], these.reading[begins]
    former, later = np.zeros_like(role), np.zeros_like(role)
    same = reading[1:] == reading[:-1]
    former[1:][same] = role[:-1][same]
    later[:-1][same] = role[1:][same]
    ends = np.append(begins[1:], size)
    return Runs(begins, ends, role, reading, former, later, np.cumsum(first) - 1, first)


def answers(these: Readings) -> Answers:
    """The answers to all of :data:`QUESTIONS`."""
    runs = _runs(these)
    return {**_of_order(these, runs), **_of_text(these, runs), **_of_presence(these, runs), **_of_names(these, runs)}


def _together(answer: Ints, *others: tuple[Ints | Bools, int]) -> Ints:
    """Several answers as one number, each but the first with how many there are of it."""
    for other, count in others:
        answer = answer * count + other
    return answer


def _of_order(these: Readings, runs: Runs) -> Answers:
    role, reading = runs.role, runs.reading
    before, after = these.gaps[runs.begins], these.gaps_behind[runs.ends - 1]
    beyond = np.zeros_like(role)
    beyond[:-1] = COARSE[these.classes[runs.begins[1:]]]
    beyond *= runs.later > 0
    opening = runs.former == _EDGE
    return {
        "order": (
            np.append(reading, reading[opening]),
            np.append(_together(role, (runs.later, _ROLES)), role[opening]),
        ),
        "order-3": (reading, _together(runs.former, (role, _ROLES), (runs.later, _ROLES))),
        "before": (reading, _together(role, (before, _GAPS))),
        "after": (reading, _together(role, (after, _GAPS))),
        "both": (reading, _together(role, (before, _GAPS), (after, _GAPS))),
        "next": (reading, _together(role, (runs.later, _ROLES), (after, _GAPS), (beyond, SORTS))),
    }


def _of_text(these: Readings, runs: Runs) -> Answers:
    role, reading, words = runs.role, runs.reading, runs.ends - runs.begins
    inside = ~runs.first & (these.roles > _EDITORS) & (these.gaps != KIND[" "])
    codes, often = np.unique(_together(runs.of_word[inside], (these.gaps[inside], _GAPS)), return_counts=True)
    run, gap = np.divmod(codes, _GAPS)
    wordy = _WORDY[role]
    small = _sum(_LOW[these.classes], runs) * (_QUARTERS - 1) // words
    depth = np.clip(_sum(these.opens * ~runs.first, runs), -1, 1) + 1
    odd = _sum(these.quotes * ~runs.first, runs) & 1
    head, tail = these.hits[runs.begins], these.hits[runs.ends - 1]
    phrases = ((head > 0).astype(np.int64) + opens(head), _EDGES), ((tail > 0).astype(np.int64) + closes(tail), _EDGES)
    return {
        "length": (reading, _together(role, (_length(words), _SIZES))),
        "inner": (reading[run], _together(role[run], (gap, _GAPS), (_times(often), _OFTEN))),
        "first": (reading, _together(role, (these.classes[runs.begins], _KIND_OF_WORD))),
        "last": (reading, _together(role, (these.classes[runs.ends - 1], _KIND_OF_WORD))),
        "small": (reading[wordy], _together(role, (small, _QUARTERS))[wordy]),
        "phrase": (reading[wordy], _together(role, *phrases, (lists_of(head), LISTS))[wordy]),
        "brackets": (reading, _together(role, (depth, _DEPTHS), (odd, _YES_NO))),
    }


def _length(words: Ints) -> Ints:
    """The classes of some lengths."""
    return _LENGTHS[np.minimum(words, len(_LENGTHS) - 1)]


def _times(often: Ints) -> Ints:
    """How often, from once on, as answers."""
    return np.minimum(often, _OFTEN) - 1


def _sum(values: NDArray[np.generic], runs: Runs) -> Ints:
    """The sum of some words' values over each run."""
    return np.add.reduceat(values.astype(np.int64), runs.begins)


def _of_presence(these: Readings, runs: Runs) -> Answers:
    codes, often = np.unique(_together(runs.reading, (runs.role, _ROLES)), return_counts=True)
    several = often > 1
    reading, role = np.divmod(codes[several], _ROLES)
    there = np.zeros((these.count, _ROLES), np.bool_)
    there[runs.reading, runs.role] = True
    usual = there[:, [ROLE[name] for name in _USUAL]]
    lacking, which = np.nonzero(~usual)
    telling = there[:, [ROLE[name] for name in _TELLING]] @ (1 << np.arange(len(_TELLING)))
    return {
        "many": (reading, _together(role, (_times(often[several]), _OFTEN))),
        "missing": (lacking, which),
        "present": (np.arange(these.count), telling),
    }


def _of_names(these: Readings, runs: Runs) -> Answers:
    of_names = runs.role <= _EDITORS
    reading, whose = runs.reading[of_names], runs.role[of_names] - 1
    person = (these.roles <= _EDITORS) & ~runs.first
    at = np.flatnonzero(person)
    parts = _together(these.parts[at - 1], (these.parts[at], len(_PARTS)), (these.gaps[at], _GAPS))
    ties = len(_PARTS) ** 2 * _GAPS
    run, tie = np.divmod(np.unique(_together(runs.of_word[at], (parts, ties))), ties)
    # A chunk begins where the part changes or a gap parts.
    begins = runs.first | np.append(True, these.parts[1:] != these.parts[:-1]) | ~_JOINS[these.gaps]
    families, givens, groups = (
        _sum(begins & (these.parts == part), runs)[of_names] for part in (_FAMILY, _GIVEN, _LITERAL)
    )
    long = _sum(~begins & (these.parts == _FAMILY), runs)[of_names]
    letters = _sum((these.parts == _FAMILY) & (these.widths == 1), runs)[of_names]
    full = _sum((these.parts == _GIVEN) & (these.widths > _INITIALS), runs)[of_names]
    group = _sum(these.parts == _LITERAL, runs)[of_names]
    ways = np.bincount(run, minlength=len(runs.role))[of_names]
    written = np.minimum(full * (_QUARTERS - 1) // np.maximum(families + givens, 1), _QUARTERS - 1)
    apart = np.clip(families - givens, -_MOST_APART, _MOST_APART) + _MOST_APART
    some = (np.minimum(groups, _GROUPS - 1), _GROUPS)
    return {
        "names": (runs.reading[run], _together(runs.role[run] - 1, (tie, ties))),
        "kinds-of-names": (reading, _together(whose, _few(ways))),
        "families": (reading, _together(whose, _few(families), (apart, 2 * _MOST_APART + 1))),
        "groups": (reading, _together(whose, (_length(group), _SIZES), some, (families > 0, _YES_NO))),
        "long-family": (reading, _together(whose, _few(long))),
        "given-length": (reading, _together(whose, (written, _QUARTERS))),
        "short-family": (reading, _together(whose, _few(letters))),
    }


def _few(count: Ints) -> tuple[Ints, int]:
    """How many there are, as answers, and the number of answers."""
    return np.minimum(count, _FEW - 1), _FEW


class Ranker:
    """Weights laid out to judge readings with."""

    def __init__(self, weights: Weights) -> None:
        """Lay the weights out, a table for each question."""
        found: dict[str, tuple[list[int], list[float]]] = {}
        for key, (weight,) in zip(weights.keys, weights.dense(1).tolist(), strict=True):
            name, _, value = key.partition(":")
            values, gains = found.setdefault(name, ([], []))
            values.append(int(value))
            gains.append(weight)
        self._own = [found.pop(name, ([], [0.0]))[1][0] for name in OWN]
        self._tables = {name: _table(values, gains) for name, (values, gains) in found.items()}
        #: Whether there is anything to judge by.
        self.ready = bool(self._tables)

    def points(self, scores: Doubles, said: Answers) -> Doubles:
        """The points of each reading, of which the highest of a string is best.

        ``scores`` are logarithms of how probable the labels of a reading are, less that of its string's best.
        """
        points = self._own[0] * scores + self._own[1] * np.exp(scores)
        for name, table in self._tables.items():
            reading, values = said[name]
            points += np.bincount(reading, weights=table.take(values, mode="clip"), minlength=len(scores))
        return points


def _table(values: list[int], gains: list[float]) -> Doubles:
    """Points by answer; the last entry, none, stands for all beyond."""
    table = np.zeros(max(values) + 2)
    table[values] = gains
    return table
