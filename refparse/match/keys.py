"""Blocking keys: what two records have to share to be worth comparing, cheap and wide apart.

One misprint hides a pair from few of them. Very many works are brought together by all of them
at once; a store asks by them which of its records to compare, without the blocks that a heading
("Editorial") or a column ("Career forum") would make, since it compares every record of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations, islice, product

from refparse.match.headlines import is_heading
from refparse.match.traits import Traits
from refparse.match.venues import venue
from refparse.match.wording import numbers, unlabelled
from refparse.normalize.folding import fold, listed

Key = str | tuple[str, ...]

_TITLE = 16
_BEGINS = "title begins"
#: A word of a column may differ from year to year, and from source to source: "on influential papers", "in …".
_SHORT_TITLE = 12
_LONG_WORD, _WORDS = 5, 3
#: Numbers of a string that are looked at: the year, the volume, the issue, both pages.
_NUMBERS = 5
#: Long words of a string that are looked at: its people, or its title.
_HEAD = 3
#: Words of venues that one source prints and another leaves out.
_UNPRINTED = frozenset(
    listed("acm annual conference ieee int international j journal of on proc proceedings symposium the workshop")
)
#: What the names of keys begin with that are made of the title.
TITLED = "title "
#: What the keys begin with that tell columns.
COLUMN = "column: "
#: A title of more words is no column, however often it comes back.
_COLUMN_WORDS = 6
#: A title that one journal prints in so many years is a column.
_YEARS = 3


def _begins(one: Traits) -> str | None:
    return one.squeezed[:_TITLE] or None


def _ends(one: Traits) -> str | None:
    return one.squeezed[-_TITLE:] if len(one.squeezed) > _TITLE else None


def _long_words(one: Traits) -> tuple[str, ...] | None:
    """The longest words of a title, in the order of the alphabet; none where it has too few."""
    words = [word for word in one.title.split() if len(word) >= _LONG_WORD]
    if len(words) < _WORDS:
        return None
    return tuple(sorted(sorted(sorted(set(words)), key=len, reverse=True)[:_WORDS]))


def _people_of_year(one: Traits) -> tuple[str, ...] | None:
    if not one.families or not one.year:
        return None
    return one.families[0], str(one.year), venue_initial(one.container)


@lru_cache(maxsize=1 << 14)
def venue_initial(container: str) -> str:
    """The first letter of a venue's name, of the words that not every source prints the next.

    >>> venue_initial("ACM SIGMOD Record"), venue_initial("The Journal of Bones"), venue_initial("J Bone")
    ('s', 'b', 'b')
    """
    words = fold(container).split()
    return next((word[0] for word in words if word not in _UNPRINTED), words[0][0] if words else "")


def _people_of_page(one: Traits) -> tuple[str, ...] | None:
    return (one.families[0], one.first) if one.families and one.first else None


def _people_of_volume(one: Traits) -> tuple[str, ...] | None:
    return (min(one.families), one.volume, str(one.year)) if one.families and one.volume else None


def _page_of_volume(one: Traits) -> tuple[str, ...] | None:
    return (one.volume, one.first) if one.volume and one.first else None


def _page_of_year(one: Traits) -> tuple[str, ...] | None:
    return (str(one.year), one.first, one.last) if one.year and one.first else None


def is_short(one: Traits) -> bool:
    """Whether the title may be that of a column: few words, which come back year after year."""
    return bool(one.squeezed) and one.title.count(" ") < _COLUMN_WORDS


def _short_title(one: Traits) -> tuple[str, ...] | None:
    """A heading or a column brings only those together that came out in one year and, it seems, in one place."""
    return (short_title(one), str(one.year), venue_initial(one.container)) if is_short(one) and one.year else None


def short_title(one: Traits) -> str:
    """How a short title begins; empty where it is long."""
    return one.squeezed[:_SHORT_TITLE] if is_short(one) else ""


#: (what a person is told, the key of a record), where the key is one text.
TEXTS: tuple[tuple[str, Callable[[Traits], Key | None]], ...] = (
    ("DOI", lambda one: one.doi or None),
    ("PMID", lambda one: one.pmid or None),
    ("PMCID", lambda one: one.pmcid or None),
    ("arXiv", lambda one: one.arxiv or None),
    (_BEGINS, _begins),
    ("title ends", _ends),
    ("title words", _long_words),
)
#: And where it is made of several fields.
JOINED: tuple[tuple[str, Callable[[Traits], Key | None]], ...] = (
    ("author and year", _people_of_year),
    ("author and page", _people_of_page),
    ("author and volume", _people_of_volume),
    ("volume and page", _page_of_volume),
    ("year and page", _page_of_year),
    ("short title of year", _short_title),
)


def number_keys(one: Traits) -> Iterator[tuple[str, ...]]:
    """Two numbers of a string at a time: one misread number leaves pairs of the others."""
    if not one.raw:
        return
    told = numbers(one.raw)[:_NUMBERS]
    yield from combinations(sorted(told), 2)
    words = dict.fromkeys(
        word for word in fold(unlabelled(one.raw)).split() if len(word) >= _LONG_WORD and word.isalpha()
    )
    yield from product(islice(words, _HEAD), told)


def told(key: Key | None) -> str:
    """A key in words."""
    return key if isinstance(key, str) else ", ".join(key or ())


def is_titled_by_heading(one: Traits) -> bool:
    """Whether the title is one that many different pieces carry ("Editorial")."""
    return bool(one.text) and is_heading(one.text)


def column_key(one: Traits) -> str | None:
    """What tells a column that comes back year after year: its title, its place, the year.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Date, Work
    >>> column_key(traits(Work(title="Career forum", container_title="J Bone", issued=Date(year=1999))))
    'column: careerforum|jbone|1999'

    A heading ("Editorial") says nothing anyhow.
    """
    if not (one.year and one.container and is_short(one)):
        return None
    if is_titled_by_heading(one):
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
    return f"{COLUMN}{one.squeezed}|" if is_short(one) else None


def titled(title: str) -> str:
    """A key of every record with this title, which is given without blanks.

    >>> titled("calcinosiscutisinlupus")
    'title begins: calcinosiscutisi'
    """
    return f"{_BEGINS}: {title[:_TITLE]}"


def _keys(one: Traits) -> Iterator[str]:
    heading = is_titled_by_heading(one)
    for name, key in (*TEXTS, *JOINED):
        value = None if heading and name.startswith(TITLED) else key(one)
        if value is not None:
            yield f"{name}: {told(value)}"
    yield from (f"numbers: {told(pair)}" for pair in number_keys(one))
    column = column_key(one)
    if column is not None:
        yield column


def blocking_keys(one: Traits) -> tuple[str, ...]:
    """The keys of a record, sorted; two records that share one are worth comparing.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> blocking_keys(traits(Work(title="Calcinosis cutis in lupus", volume="79", page="669–673")))
    ('title begins: calcinosiscutisi', 'title ends: osiscutisinlupus', ..., 'volume and page: 79, 669')

    A heading ("Editorial") brings nothing together: what stands under it is known by its place.
    """
    return tuple(sorted(set(_keys(one))))


def meeting_keys(one: Traits) -> frozenset[str]:
    """The blocking keys that bring a record together with others that have them among theirs.

    >>> from refparse.match.traits import traits
    >>> from refparse.work import Work
    >>> forum = traits(Work(title="Career forum", volume="79", page="669–673"))
    >>> sorted(meeting_keys(forum)), sorted(meeting_keys(forum._replace(recurs=True)))
    (['title begins: careerforum', 'volume and page: 79, 669'], ['volume and page: 79, 669'])

    The title of a column is a heading by now. No size of a block is looked at: which pairs
    meet must not depend on which records came first.
    """
    mute = (COLUMN, TITLED) if one.recurs else (COLUMN,)
    return frozenset(key for key in _keys(one) if not key.startswith(mute))
