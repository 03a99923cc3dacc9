"""Blocking keys of one record, as text: a store asks by them which of its records are worth comparing.

They are the keys by which very many works are brought together at once, without the blocks
that a heading ("Editorial") would make: a store compares every record of a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from refparse.match.candidates import PASSES
from refparse.match.headlines import is_heading
from refparse.match.traits import Traits, traits
from refparse.match.venues import venue
from refparse.match.wording import numbers
from refparse.work import Work

#: Numbers of a string that are looked at: the year, the volume, the issue, both pages.
_NUMBERS = 5
#: What the keys begin with that tell columns.
COLUMN = "column: "
#: A title of more words is no column, however often it comes back.
_COLUMN_WORDS = 6
#: A title that one journal prints in so many years is a column.
_YEARS = 3


def column_key(one: Traits) -> str | None:
    """What tells a column that comes back year after year: its title, its place, the year.

    >>> from refparse.work import Date
    >>> column_key(traits(Work(title="Career forum", container_title="J Bone", issued=Date(year=1999))))
    'column: careerforum|jbone|1999'
    """
    if not (one.year and one.container and one.squeezed) or one.title.count(" ") >= _COLUMN_WORDS:
        return None
    return f"{COLUMN}{one.squeezed}|{venue(one.container).spelt}|{one.year}"


def columns(keys: set[str]) -> frozenset[str]:
    """Titles, without blanks, that come back year after year in one place: columns, reports, forewords.

    ``keys`` are those that :func:`column_key` makes.

    >>> sorted(columns({f"column: careerforum|jbone|{year}" for year in (1999, 2001, 2002)}))
    ['careerforum']
    """
    years: dict[str, int] = {}
    for key in keys:
        place = key.rpartition("|")[0]
        years[place] = years.get(place, 0) + 1
    return frozenset(place.removeprefix(COLUMN).partition("|")[0] for place, seen in years.items() if seen >= _YEARS)


def column_of(one: Traits) -> str | None:
    """What the column keys of all records with this title begin with; ``None`` where it can be no column."""
    return f"{COLUMN}{one.squeezed}|" if one.squeezed and one.title.count(" ") < _COLUMN_WORDS else None


def titled(title: str) -> str:
    """A key of every record with this title, which is given without blanks.

    >>> titled("calcinosiscutisinlupus")
    'title begins: calcinosiscutisi'
    """
    return next(key for key in blocking_keys(traits(Work(title=title))) if key.startswith("title begins: "))


def _said(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "|".join(value)


def _keys(one: Traits) -> Iterator[str]:
    heading = bool(one.text) and is_heading(one.text)
    for name, key in PASSES:
        value = None if heading and name.startswith("title") else key(one)
        if value is not None:
            yield f"{name}: {_said(value)}"
    for pair in combinations(sorted(numbers(one.raw)[:_NUMBERS]), 2) if one.raw else ():
        yield f"numbers: {_said(pair)}"
    column = column_key(one)
    if column is not None:
        yield column


def blocking_keys(one: Traits) -> tuple[str, ...]:
    """The keys of a record, sorted; two records that share one are worth comparing.

    >>> blocking_keys(traits(Work(title="Calcinosis cutis in lupus", volume="79", page="669–673")))
    ('title begins: calcinosiscutisi', 'title ends: osiscutisinlupus', ..., 'volume and page: 79|669')

    A heading ("Editorial") brings nothing together: what stands under it is known by its place.
    """
    return tuple(sorted(set(_keys(one))))
