"""Rarer shapes of facts: article numbers for pages, double volumes, groups for people, given names for initials.

Lists hold them seldom and readers trip over them, so they are made more often than chance
would bring them, each with a share of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from refparse.train.facts import Fact
from refparse.work import Name

Found = TypeVar("Found")

#: How often each rarer shape is put for the plain one.
SHARES: Mapping[str, float] = {
    "page": 0.15,
    "volume": 0.04,
    "issue": 0.06,
    "container": 0.02,
    "title": 0.2,
    "remark": 0.015,
    "group": 0.03,
    "and group": 0.02,
    "acronym": 0.2,
    "suffix": 0.008,
    "second name": 0.15,
    "DOI": 0.5,
}
#: How publishers make DOIs: "?" a letter, "!" a capital, "#" a digit, "~" the year.
_DOIS = (
    "10.1016/j.????.~.##.###", "10.1016/j.??????.~.##.###", "10.1016/S####-####(##)#####-#",
    "10.1007/s#####-###-####-#",
    "10.1007/#########", "10.1371/journal.????.#######", "10.3389/f????.~.#####", "10.1002/???.#####",
    "10.1002/(SICI)####-####(####)##:#<###::AID-!!!#>3.0.CO;2-#", "10.1111/j.####-####.~.#####.x", "10.1111/???.#####",
    "10.1056/NEJMoa######", "10.1093/????/???###", "10.1186/s#####-###-####-#", "10.1186/####-####-#-##",
    "10.3390/????????#######", "10.1038/??????#####", "10.1038/s#####-###-#####-#", "10.1097/!!!.0b013e3181######",
    "10.1097/!!!.################", "10.1136/???-~-######", "10.1136/bmj.?####", "10.1001/jama.~.#####",
    "10.1073/pnas.##########", "10.1126/science.#######", "10.1103/PhysRev!.##.######", "10.1021/??#######",
    "10.1177/################", "10.1080/########.~.#######", "10.1155/~/######", "10.2147/!!!.S#####",
    "10.1159/#########", "10.1055/s-####-#####", "10.1210/??.~-####", "10.1210/??????/???###", "10.1128/!!!.#####-##",
    "10.1105/???.##.#####", "10.21037/???.~.##.##",
)  # fmt: skip
_SUFFIXES = ("Jr.", "Jr", "Sr.", "II", "III", "3rd", "IV", "Jr")
_REMARKS = (
    "(abstract)",
    "[abstract]",
    "(in Russian)",
    "(in Japanese)",
    "[In German]",
    "[Article in Chinese]",
    "(review)",
    "[letter]",
)
_TOWNS = ("Basel", "Lond", "Engl", "Seoul", "Oxf", "Berl", "Bp", "Milano", "Tokyo", "Phila Pa", "Auckl", "Moscow")
_ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XVII", "XX", "XXIV", "XLII")
_NO_WORDS = frozenset(
    {"of", "the", "for", "and", "in", "on", "und", "der", "die", "das", "für", "de", "des", "du", "la", "et"}
)


def one_of(found: Sequence[Found], rng: Random) -> Found:
    """One of several, as likely as any other."""
    return found[int(rng.random() * len(found))]


def varied(fact: Fact, groups: Sequence[Name], rng: Random) -> Fact:
    """The fact, now and then in a rarer shape; ``groups`` are those that may stand for people.

    >>> varied(Fact(type="book", title="Moby Dick"), (), Random(1)).title
    'Moby Dick'
    """
    changes = _of_article(fact, rng) if fact.type == "article-journal" else {}
    if ": " in fact.title and rng.random() < SHARES["title"]:
        changes["title"] = _restopped(fact.title)
    if rng.random() < SHARES["remark"]:
        changes["title"] = f"{changes.get('title', fact.title)} {one_of(_REMARKS, rng)}"
    if groups and fact.author and rng.random() < SHARES["group"]:
        changes["author"] = (grouped(groups, rng),)
    elif groups and len(fact.author) > 1 and rng.random() < SHARES["and group"]:
        changes["author"] = (*fact.author, grouped(groups, rng))
    elif rng.random() < SHARES["suffix"] * len(fact.author):
        changes["author"] = _suffixed(fact.author, rng)
    return replace(fact, **changes) if changes else fact


def _of_article(fact: Fact, rng: Random) -> dict[str, Any]:
    """Rarer pages, volumes and containers, and a DOI where the fact has none."""
    changes: dict[str, Any] = {
        field: make(rng) for field, make in _SHAPES.items() if getattr(fact, field) and rng.random() < SHARES[field]
    }
    if fact.container_short and rng.random() < SHARES["container"]:
        changes["container_short"] = f"{fact.container_short} ({one_of(_TOWNS, rng)})"
    if fact.volume and not fact.DOI and rng.random() < SHARES["DOI"]:
        changes["DOI"] = _doi(fact, rng)
    return changes


def _doi(fact: Fact, rng: Random) -> str:
    """A DOI such as a publisher would have made for the fact."""
    year = str(fact.issued.year) if fact.issued and fact.issued.year else "2011"
    kinds = {"?": "abcdefghijklmnopqrstuvwxyz", "!": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "#": "0123456789"}
    made = (one_of(kinds[mark], rng) if mark in kinds else mark for mark in one_of(_DOIS, rng))
    return "".join(made).replace("~", year)


def grouped(groups: Sequence[Name], rng: Random) -> Name:
    """A group, with its letters before or behind it where it has enough words.

    >>> grouped([Name(literal="World Health Organization")], Random(5)).literal
    'World Health Organization'
    """
    name = one_of(groups, rng)
    text = name.literal or ""
    words = [word for word in text.split() if word.lower() not in _NO_WORDS]
    if len(words) > 1 and "(" not in text and rng.random() < SHARES["acronym"]:
        letters = "".join(word[0] for word in words).upper()
        shapes = (f"{text} ({letters})", f"{text} ({letters})", f"{letters} ({text})", letters, f"{text} – {letters}")
        return Name(literal=one_of(shapes, rng))
    return name


def _restopped(title: str) -> str:
    """A subtitle after a stop instead of a colon."""
    main, _, rest = title.partition(": ")
    return f"{main.rstrip()}. {rest[:1].upper()}{rest[1:]}"


def _suffixed(people: tuple[Name, ...], rng: Random) -> tuple[Name, ...]:
    at = rng.randrange(len(people))
    name = people[at]
    if name.literal or not name.given or name.suffix:
        return people
    return (*people[:at], replace(name, suffix=one_of(_SUFFIXES, rng)), *people[at + 1 :])


def _page(rng: Random) -> str:
    first, more = rng.randrange(1, 2400), rng.randrange(1, 20)
    shapes = (
        str(first),
        str(first),
        f"{rng.randrange(10**5):06}",
        str(rng.randrange(10**5, 2 * 10**6)),
        f"e{rng.randrange(10**3, 10**6):07}",
        f"e{first}",
        f"e{first}",
        f"e{first}-e{first + more}",
        f"S{first}-S{first + more}",
        f"S{first}-{first + more}",
        f"R{first}-{first + more}",
        f"{rng.choice('ABCDFHLRW')}{first}",
        f"{rng.choice('ACDHLW')}{first}-{rng.choice('ACDHLW')}{first + more}",
        f"{first}.e{rng.randrange(1, 5)}-{first + more}.e{rng.randrange(5, 25)}",
        f"{first}.e{rng.randrange(1, 9)}",
        f"{first}{rng.choice('abA')}",
        f"{first}S-{first + more}S",
        f"{first}-{first + more}, {first + 40}-{first + 41}",
        f"{rng.choice(('ii', 'iii', 'v', 'x'))}-{rng.choice(('xi', 'xiv', 'xx'))}",
        f"Article {first}",
        f"Art. {first}",
        f"Art. No. {first}",
        f"ID {rng.randrange(10**5, 10**6)}",
    )
    return one_of(shapes, rng)


def _volume(rng: Random) -> str:
    number = rng.randrange(2, 300)
    return one_of((f"{number}-{number + 1}", one_of(_ROMAN, rng), f"{number}{rng.choice('AB')}"), rng)


def _issue(rng: Random) -> str:
    number = rng.randrange(1, 13)
    shapes = (
        f"{number}-{number + 1}",
        f"{number}-{number + 1}",
        f"{number}/{number + 1}",
        f"{number} Pt {rng.randrange(1, 4)}",
        f"Pt {rng.randrange(1, 13)}",
        f"Suppl {rng.randrange(1, 5)}",
        f"Suppl. {rng.randrange(1, 5)}",
        f"{number} Suppl",
        f"{number} Suppl {rng.randrange(1, 5)}",
        f"suppl_{rng.randrange(1, 5)}",
        f"Suppl{rng.randrange(1, 5)}",
        f"S{rng.randrange(1, 5)}",
        "Suppl",
    )
    return one_of(shapes, rng)


_SHAPES: Mapping[str, Callable[[Random], str]] = {"page": _page, "volume": _volume, "issue": _issue}
