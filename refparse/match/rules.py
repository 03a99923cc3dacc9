"""What grades weigh and when two works are one: a rule file that a person can read, and its use.

The weights in it are fitted (``python -m benchmarks.dedup_fit``), the limits of its presets
chosen on the same sets; nothing else decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from refparse.errors import SourceError
from refparse.match.levels import FIELDS, Grades, compare
from refparse.match.objections import Objection, objections
from refparse.match.traits import Traits


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
    #: Below, two works are never put into one group, whoever joins them.
    never: float
    #: Objections this preset overrules.
    waived: frozenset[str]

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
    grades = compare(left, right)
    weigh = rules.weights.get
    weight = rules.prior + sum([weigh(row, 0.0) for row in zip(FIELDS, grades, strict=True)])
    if weight < rules.never:
        return Judged(weight, grades, ())
    found = objections(left, right, grades)
    if rules.waived and found:
        found = tuple([one for one in found if one.words not in rules.waived])
    return Judged(weight, grades, found)


#: The smallest rule file, for examples.
EXAMPLE = """
version = "example"
prior = -2.0

[weights.DOI]
exact = 6.0

[presets.librarian]
same = 3.0
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
            never=float(chosen["never"]),
            waived=frozenset(map(str, chosen.get("waives", ()))),
        )
    except KeyError as fault:
        raise SourceError(
            source, what=f"the rule file does not say {fault}", hint="copy it from the shipped one"
        ) from fault
    except (tomllib.TOMLDecodeError, TypeError, ValueError, AttributeError) as fault:
        raise SourceError(source, what=f"not a rule file: {fault}", hint="copy it from the shipped one") from fault
