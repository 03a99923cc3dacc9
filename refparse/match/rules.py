"""What grades weigh and when two works are one: a rule file that a person can read, and its use.

The weights in it are fitted (``python -m benchmarks.dedup_fit``), the limits of its presets
chosen on the same sets; nothing else decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from refparse.errors import SourceError
from refparse.match.levels import (
    AUTHOR,
    CONTAINER,
    DOI,
    FIELDS,
    ISSUE,
    PLACE,
    STRING,
    TITLE,
    VOLUME,
    Grades,
    compare,
    compare_people,
    compare_plainly,
    compare_titles,
    compare_venues,
)
from refparse.match.objections import Objection, objections
from refparse.match.traits import Traits

#: Sums of weights in another order may differ by this much.
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One preset of a rule file."""

    version: str
    preset: str
    #: log₂ of the odds that two works which met are one, before anything is compared.
    prior: float
    #: (field, grade) → log₂ of how much likelier one work is than two.
    weights: Mapping[tuple[str, str], float]
    #: From here on two works are one, where nothing objects; from ``ask`` on a person may be asked.
    same: float
    ask: float
    #: From here on two works read from strings are one, where the strings of both groups agree so far on the mean.
    strings: float
    #: Below, two works are never put into one group, whoever joins them.
    never: float
    #: Objections this preset overrules.
    waived: frozenset[str]

    def enough(self, judged: Judged) -> float:
        """The weight from which on two works that were so judged are one."""
        return self.strings if judged.of_strings else self.same

    @property
    def name(self) -> str:
        """What verdicts are signed with: version and preset."""
        return f"{self.version} {self.preset}"


class Judged(NamedTuple):
    """Two works compared: the weight of it all, what each field said, and what forbids merging."""

    weight: float
    grades: Grades
    objections: tuple[Objection, ...]

    @property
    def parted(self) -> bool:
        """Whether the two must not stand in one group, whoever joins them."""
        unlikely = self.weight < 0 and bool(self.objections)
        return unlikely or any(objection.parts or objection.force == "settles" for objection in self.objections)

    @property
    def of_strings(self) -> bool:
        """Whether two strings were compared, not their fields."""
        return bool(self.grades) and self.grades[STRING] != "absent"

    @property
    def settled(self) -> bool:
        """Whether these are two works, whatever else agrees."""
        return any(objection.force == "settles" for objection in self.objections)


def judge(left: Traits, right: Traits, rules: Rules) -> Judged:
    """How much speaks for two works being one, and what forbids it.

    >>> rules = read_rules(EXAMPLE)
    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> judge(traits(Work(DOI="10.1000/a")), traits(Work(DOI="10.1000/a")), rules).weight
    4.0
    """
    grades, weigh = compare(left, right), rules.weights.get
    weight = rules.prior + sum([weigh(row, 0.0) for row in zip(FIELDS, grades, strict=True)])
    return _judged(left, right, grades, weight, rules)


def _judged(left: Traits, right: Traits, grades: Grades, weight: float, rules: Rules) -> Judged:
    if weight < rules.never:
        return Judged(weight, grades, ())
    found = objections(left, right, grades)
    if rules.waived and found:
        found = tuple([one for one in found if one.words not in rules.waived])
    return Judged(weight, grades, found)


#: Fields whose grades title and people may change: two DOIs of one work, an abstract given at two meetings.
_LATE = frozenset({DOI, VOLUME, ISSUE, PLACE})


class Sieve:
    """Judges very many pairs, each only as far as it may still be one work."""

    def __init__(self, rules: Rules) -> None:
        """A sieve for the pairs that these rules do not keep apart."""
        self._rules = rules
        #: What every grade of a field weighs, a table for each field.
        self._weights = tuple(
            {grade: weight for (of, grade), weight in rules.weights.items() if of == field} for field in FIELDS
        )
        #: What a grade may still come to weigh when title and people are known.
        self._hopeful = tuple(
            {
                grade: max(weight, 0.0, self._weights[DOI].get("twice", 0.0) if field == DOI else 0.0)
                for grade, weight in table.items()
            }
            if field in _LATE
            else table
            for field, table in enumerate(self._weights)
        )
        title, people, venue = (max((0.0, *self._weights[field].values())) for field in (TITLE, AUTHOR, CONTAINER))
        spare = rules.prior - rules.never + _SLACK
        #: Fields that weigh less than this cannot be made up for by people, venue and title; by the last two; by one.
        self._least = -spare - title - venue - people, -spare - title - venue, -spare - title

    def judge(self, left: Traits, right: Traits) -> Judged | None:
        """What :func:`judge` says; ``None`` where that is below ``never``.

        >>> from refparse.match.traits import traits
        >>> from refparse.work import Work
        >>> sieve = Sieve(read_rules(EXAMPLE.replace("exact = 6.0", "exact = 6.0\\nconflict = -9.0")))
        >>> sieve.judge(traits(Work(DOI="10.1000/a")), traits(Work(DOI="10.1000/b"))) is None
        True
        """
        strings = bool(left.raw and right.raw)
        # Two strings are compared as strings, of which no field can be left out.
        grades = compare(left, right) if strings else self._compare(left, right)
        if grades is None:
            return None
        weight = self._rules.prior + self._sum(grades)
        return _judged(left, right, grades, weight, self._rules) if weight >= self._rules.never else None

    def _sum(self, grades: Sequence[str]) -> float:
        return sum([table.get(grade, 0.0) for table, grade in zip(self._weights, grades, strict=True)])

    def _compare(self, left: Traits, right: Traits) -> Grades | None:
        """The grades, as long as the fields to come may still make the pair one work."""
        weights, (least, least_of_venue, least_of_title) = self._weights, self._least
        grades = compare_plainly(left, right)
        weight = sum([table.get(grade, 0.0) for table, grade in zip(self._hopeful, grades, strict=True)])
        if weight < least:
            return None
        grades[AUTHOR] = compare_people(left, right)
        weight += weights[AUTHOR].get(grades[AUTHOR], 0.0)
        if weight < least_of_venue:
            return None
        grades[CONTAINER] = compare_venues(left, right)
        weight += weights[CONTAINER].get(grades[CONTAINER], 0.0)
        return None if weight < least_of_title else compare_titles(left, right, grades)


#: The smallest rule file, for examples.
EXAMPLE = """
version = "example"
prior = -2.0

[weights.DOI]
exact = 6.0

[presets.librarian]
same = 3.0
strings = 3.0
ask = 0.0
never = -6.0
"""


def read_rules(text: str, preset: str = "librarian", *, source: str = "<rules>") -> Rules:
    """One preset of a rule file.

    >>> read_rules(EXAMPLE).same, read_rules(EXAMPLE).weights["DOI", "exact"]
    (3.0, 6.0)

    Raises :class:`SourceError` where the file is no rule file or has no such preset.
    """
    try:
        table = tomllib.loads(text)
        chosen = table["presets"][preset]
        return Rules(
            version=str(table["version"]),
            preset=preset,
            prior=float(table["prior"]),
            weights={
                (field, grade): float(weight)
                for field, grades in table["weights"].items()
                for grade, weight in grades.items()
            },
            same=float(chosen["same"]),
            ask=float(chosen["ask"]),
            strings=float(chosen.get("strings", chosen["same"])),
            never=float(chosen["never"]),
            waived=frozenset(map(str, chosen.get("waives", ()))),
        )
    except KeyError as fault:
        raise SourceError(
            source, what=f"the rule file does not say {fault}", hint="copy it from the shipped one"
        ) from fault
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError) as fault:
        raise SourceError(source, what=f"not a rule file: {fault}", hint="copy it from the shipped one") from fault
