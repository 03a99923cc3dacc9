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
from refparse.parse.labels import LABELS
from refparse.parse.model import Weights
from refparse.parse.words import CLASSES

Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Template → for some of the candidates, the answer as a number; a candidate may answer often.
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
#: So many times, names and the like are told apart, and so many families.
_OFTEN, _FEW = 3, 8
#: Of what :func:`refparse.parse.features.find_phrases` says of a word, modulo 3: it ends a phrase.
_LAST = 2
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


def _of_order(these: Readings, runs: Runs) -> Answers:
    role, reading = runs.role, runs.reading
    before, after = these.gaps[runs.begins], these.gaps_behind[runs.ends - 1]
    beyond = np.zeros_like(role)
    beyond[:-1] = COARSE[these.classes[runs.begins[1:]]]
    beyond *= runs.later > 0
    opening = runs.former == _EDGE
    return {
        "order": (np.append(reading, reading[opening]), np.append(role * _ROLES + runs.later, role[opening])),
        "order-3": (reading, (runs.former * _ROLES + role) * _ROLES + runs.later),
        "before": (reading, role * _GAPS + before),
        "after": (reading, role * _GAPS + after),
        "both": (reading, (role * _GAPS + before) * _GAPS + after),
        "next": (reading, ((role * _ROLES + runs.later) * _GAPS + after) * SORTS + beyond),
    }


def _of_text(these: Readings, runs: Runs) -> Answers:
    role, reading, words = runs.role, runs.reading, runs.ends - runs.begins
    inside = ~runs.first & (these.roles > _EDITORS) & (these.gaps != KIND[" "])
    codes, often = np.unique(runs.of_word[inside] * _GAPS + these.gaps[inside], return_counts=True)
    run, gap = codes // _GAPS, codes % _GAPS
    wordy = _WORDY[role]
    small = _sum(_LOW[these.classes], runs) * 4 // words
    depth = np.clip(_sum(these.opens * ~runs.first, runs), -1, 1) + 1
    odd = _sum(these.quotes * ~runs.first, runs) & 1
    head, tail = these.hits[runs.begins] - 1, these.hits[runs.ends - 1] - 1
    starts = np.where(head < 0, 0, 1 + (head % 3 == 0))
    stops = np.where(tail < 0, 0, 1 + ((tail % 3 == _LAST) | (tail % 9 == 0)))
    kind = np.where(head < 0, 0, head // 9 & 7)
    return {
        "length": (reading, role * 16 + _LENGTHS[np.minimum(words, len(_LENGTHS) - 1)]),
        "inner": (reading[run], (role[run] * _GAPS + gap) * _OFTEN + np.minimum(often, _OFTEN) - 1),
        "first": (reading, role * _KIND_OF_WORD + these.classes[runs.begins]),
        "last": (reading, role * _KIND_OF_WORD + these.classes[runs.ends - 1]),
        "small": (reading[wordy], (role * 5 + small)[wordy]),
        "phrase": (reading[wordy], (((role * 3 + starts) * 3 + stops) * 8 + kind)[wordy]),
        "brackets": (reading, (role * 3 + depth) * 2 + odd),
    }


def _sum(values: NDArray[np.generic], runs: Runs) -> Ints:
    """The sum of some words' values over each run."""
    return np.add.reduceat(values.astype(np.int64), runs.begins)


def _of_presence(these: Readings, runs: Runs) -> Answers:
    codes, often = np.unique(runs.reading * _ROLES + runs.role, return_counts=True)
    several = often > 1
    there = np.zeros((these.count, _ROLES), np.bool_)
    there[runs.reading, runs.role] = True
    usual = there[:, [ROLE[name] for name in _USUAL]]
    lacking, which = np.nonzero(~usual)
    telling = there[:, [ROLE[name] for name in _TELLING]] @ (1 << np.arange(len(_TELLING)))
    return {
        "many": (codes[several] // _ROLES, codes[several] % _ROLES * _OFTEN + np.minimum(often[several], _OFTEN) - 1),
        "missing": (lacking, which),
        "present": (np.arange(these.count), telling),
    }


def _of_names(these: Readings, runs: Runs) -> Answers:
    of_names = runs.role <= _EDITORS
    reading, whose = runs.reading[of_names], runs.role[of_names] - 1
    person = (these.roles <= _EDITORS) & ~runs.first
    at = np.flatnonzero(person)
    parts = (these.parts[at - 1] * len(_PARTS) + these.parts[at]) * _GAPS + these.gaps[at]
    span = len(_PARTS) ** 2 * _GAPS
    codes = np.unique(runs.of_word[at] * span + parts)
    run = codes // span
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
    few = np.minimum
    return {
        "names": (runs.reading[run], (runs.role[run] - 1) * span + codes % span),
        "kinds-of-names": (reading, whose * _FEW + few(ways, _FEW - 1)),
        "families": (reading, (whose * _FEW + few(families, _FEW - 1)) * 5 + np.clip(families - givens, -2, 2) + 2),
        "groups": (reading, ((whose * 16 + _LENGTHS[few(group, 63)]) * _OFTEN + few(groups, 2)) * 2 + (families > 0)),
        "long-family": (reading, whose * _FEW + few(long, _FEW - 1)),
        "given-length": (reading, whose * 5 + few(full * 4 // np.maximum(families + givens, 1), 4)),
        "short-family": (reading, whose * _FEW + few(letters, _FEW - 1)),
    }


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
