"""Words styles print of their own, by language: months, editions, kinds of thesis, and shortened journal names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any, cast

from refparse.work import Date

#: What is left of a word whose ending is cut has at least so many letters.
_STEM = 4
#: A year's letter is "a" this often, else one of four.
_FIRST_OF_YEAR = 0.4


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(str(files("refparse"))) / "train" / "words.toml").read_text(encoding="utf-8"))


@cache
def months(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the months, whole and short; English for a language without any.

    >>> months("de")[0][2], months("en")[1][7]
    ('März', 'Aug')
    """
    table = _words()["months"]
    whole, short = table.get(language, table["en"])
    return tuple(whole.split()), tuple(short.split())


def edition(number: str, language: str, rng: Random) -> str:
    """An edition in words.

    >>> edition("2", "de", Random(1))
    '2. Auflage'
    """
    table = _words()["editions"]
    ordinal = {"1": "st", "2": "nd", "3": "rd"}.get(number, "th")
    form = cast("str", rng.choice(table.get(language, table["en"])))
    return form.replace("#th", number + ordinal).replace("#", number)


def genre(kind: str, language: str, rng: Random) -> str:
    """What a thesis, report or patent is called.

    >>> genre("patent", "xx", Random(1))
    'U.S. Patent'
    """
    table = _words()["genres"].get(kind, _words()["genres"]["report"])
    return cast("str", rng.choice(table.get(language, table["en"])))


def series(language: str, rng: Random) -> str:
    """A series of working papers.

    >>> series("fr", Random(1))
    'Cahiers de recherche'
    """
    table = _words()["series"]
    return cast("str", rng.choice(table.get(language, table["en"])))


@cache
def shorten_title(full: str) -> str:
    """A journal's name shortened as lists shorten it: known words, then cut endings, small words dropped.

    >>> shorten_title("American Journal of Epidemiology")
    'Am J Epidemiol'
    >>> shorten_title("Nature")
    'Nature'
    """
    small = _words()["journals"]["small"].split()
    words = [word.strip(",:;.()") for word in full.replace("&", " ").split()]
    kept = [word for word in words if word and word.lower() not in small]
    return " ".join(map(_short, kept)) if len(kept) > 1 else full


def _short(word: str) -> str:
    journals = _words()["journals"]
    if word.lower() in journals["words"]:
        return cast("str", journals["words"][word.lower()])
    for end, instead in journals["ends"].items():
        if word.endswith(end) and len(word) - len(end) >= _STEM:
            return f"{word[: -len(end)]}{instead}"
    return word


def printed_date(date: Date, look: str, language: str, rng: Random) -> str:
    """A date in a style's look; month and day are made up where the look wants them and the fact has none.

    >>> printed_date(Date(year=2008, month=8, day=5), "y mon d", "en", Random(1))
    '2008 Aug 5'
    >>> printed_date(Date(year=2008), "letter", "en", Random(1))
    '2008a'
    """
    year = str(date.year)
    if look == "year":
        return year
    if look == "letter":
        return year + ("a" if rng.random() < _FIRST_OF_YEAR else rng.choice("abcd"))
    month, day = date.month or rng.randrange(1, 13), date.day or rng.randrange(1, 29)
    whole, short = months(language)
    words = {
        "y": year,
        "month": whole[month - 1],
        "mon": short[month - 1],
        "d": str(day),
        "mm": f"{month:02}",
        "m": str(month),
        "dd": f"{day:02}",
        "season": rng.choice(("Spring", "Summer", "Fall", "Autumn", "Winter", "Spring/Summer")),
        "range": f"{day}-{day + rng.randrange(1, 5)}",
    }
    return "".join(words.get(part, part) for part in _parts(look))


def accessed_date(look: str, language: str, rng: Random) -> str:
    """A day on which somebody might have looked at a page.

    >>> accessed_date("dd.mm.y", "de", Random(1))
    '28.10.2003'
    """
    return printed_date(Date(year=rng.randrange(1999, 2025)), look, language, rng)


@cache
def _parts(look: str) -> tuple[str, ...]:
    """A look cut into its words and marks: "d. month y"."""
    parts: list[str] = []
    for mark in look:
        if parts and mark.isalpha() and parts[-1].isalpha():
            parts[-1] += mark
        else:
            parts.append(mark)
    return tuple(parts)
