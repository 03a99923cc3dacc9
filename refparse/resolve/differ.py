"""How a registry's value stands to the one we hold: the same, spelt otherwise, fuller, poorer, near, other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from refparse.normalize.folding import family_key, fold, initials, squeeze
from refparse.normalize.identifiers import doi_key
from refparse.normalize.journals import compare_containers, prepare_container
from refparse.normalize.pages import first_page, last_page
from refparse.normalize.titles import fold_title, main_titles, number_value
from refparse.work import Date, Name, Names

Value = str | Names | Date | tuple[str, ...] | tuple[tuple[str, str], ...]
#: ``near``: not the same, and no reason to doubt either (print and online, one journal renamed).
Relation = Literal["same", "spelling", "fuller", "poorer", "near", "other"]

_SERIALS = re.compile(r"[0-9][0-9 -]{6,15}[0-9Xx]")
_CUT = re.compile(r"(?:\.{3,}|…)\W?$")
#: Under this a main title is too short to be known by.
_SHORTEST_MAIN = 8


def relate(field: str, old: Value, new: Value) -> Relation:
    """How the new value of a field stands to the old one.

    >>> relate("page", "2679-84", "2679–2684"), relate("page", "2679", "2679-2684")
    ('spelling', 'fuller')
    >>> relate("title", "Errors in surgery", "Errors in Surgery: a case control study")
    'fuller'
    >>> relate("container_title", "Arch Dermatol", "Archives of Dermatology")
    'spelling'

    "Fuller" says all that the old value says and more, so taking it contradicts nobody.
    """
    if old == new:
        return "same"
    if isinstance(old, Names) and isinstance(new, Names):
        return _relate_names(old, new)
    if isinstance(old, Date) and isinstance(new, Date):
        return _relate_dates(old, new)
    if isinstance(old, str) and isinstance(new, str):
        return _BY_FIELD.get(field, _relate_texts)(old, new)
    return _relate_sets(old, new)


def _relate_texts(old: str, new: str) -> Relation:
    return "spelling" if squeeze(old) and squeeze(old) == squeeze(new) else "other"


def _relate_titles(old: str, new: str) -> Relation:
    one, other = (fold_title(title).replace(" ", "") for title in (old, new))
    if one == other:
        return "spelling" if one else "other"
    if len(one) >= _SHORTEST_MAIN and one in _mains(new):
        return "fuller"
    return "poorer" if len(other) >= _SHORTEST_MAIN and other in _mains(old) else "other"


def _mains(title: str) -> frozenset[str]:
    return frozenset(main.replace(" ", "") for main in main_titles(title))


def _relate_containers(old: str, new: str) -> Relation:
    level = compare_containers(prepare_container(old), prepare_container(new))
    return "spelling" if level in {"exact", "folded"} else "near" if level == "near" else "other"


def _relate_numbers(old: str, new: str) -> Relation:
    value = number_value(old)
    return "spelling" if value is not None and value == number_value(new) else _relate_texts(old, new)


def _relate_pages(old: str, new: str) -> Relation:
    firsts, lasts = (first_page(old), first_page(new)), (last_page(old), last_page(new))
    if firsts[0] != firsts[1]:
        return "other"
    if lasts[0] == lasts[1]:
        return "spelling"
    if firsts[0] == lasts[0]:
        return "fuller"
    return "poorer" if firsts[1] == lasts[1] else "near"


def _relate_dois(old: str, new: str) -> Relation:
    return "spelling" if doi_key(old) == doi_key(new) else "other"


def _relate_serials(old: str, new: str) -> Relation:
    """ISSNs or ISBNs, of which each may name several."""
    one, other = ({squeeze(number) for number in _SERIALS.findall(text)} for text in (old, new))
    if one == other:
        return "spelling" if one else _relate_texts(old, new)
    return "fuller" if one < other else "poorer" if other < one else "other"


def _relate_abstracts(old: str, new: str) -> Relation:
    one, other = squeeze(_CUT.sub("", old)), squeeze(_CUT.sub("", new))
    if one == other:
        return "spelling"
    return "fuller" if other.startswith(one) else "poorer" if one.startswith(other) else "other"


def _relate_types(_old: str, new: str) -> Relation:
    # CSL's "document" is how a registry says that it has no word for it.
    return "poorer" if new == "document" else "other"


_BY_FIELD: Mapping[str, Callable[[str, str], Relation]] = {
    "title": _relate_titles,
    "container_title": _relate_containers,
    "volume": _relate_numbers,
    "issue": _relate_numbers,
    "edition": _relate_numbers,
    "page": _relate_pages,
    "DOI": _relate_dois,
    "ISSN": _relate_serials,
    "ISBN": _relate_serials,
    "abstract": _relate_abstracts,
    "type": _relate_types,
}


def _relate_dates(old: Date, new: Date) -> Relation:
    if old.year is None or new.year is None:
        return "fuller" if old.year is None and new.year is not None else "poorer"
    if old.year != new.year:
        return "near" if abs(old.year - new.year) == 1 else "other"
    if old.literal is not None or old.season is not None:
        # "2005b" tells two papers of one author apart, which no month does.
        return "near"
    if old.month is None:
        return "fuller"
    if new.month != old.month:
        return "poorer" if new.month is None else "near"
    return "fuller" if old.day is None else "poorer" if new.day is None else "near"


def _relate_names(old: Names, new: Names) -> Relation:
    if not old.names or not new.names:
        return "fuller" if new.names else "poorer"
    if len(old.names) != len(new.names):
        return _relate_lengths(old, new)
    relations = {_relate_people(*pair) for pair in zip(old.names, new.names, strict=True)}
    if "other" in relations:
        return "other"
    # A list that spells out one name and shortens another is no fuller than ours.
    more, less = "fuller" in relations, "poorer" in relations
    return "spelling" if more == less else "fuller" if more else "poorer"


def _relate_lengths(old: Names, new: Names) -> Relation:
    """Of two lists the shorter must say itself that it is cut."""
    shared = zip(old.names, new.names, strict=False)
    if any(_relate_people(one, other) == "other" for one, other in shared):
        return "other"
    longer = len(old.names) < len(new.names)
    if not (old if longer else new).et_al:
        return "other"
    return "fuller" if longer else "poorer"


def _relate_people(old: Name, new: Name) -> Relation:
    if family_key(old.printed_family) != family_key(new.printed_family):
        return "other"
    one, other = initials(old.given or ""), initials(new.given or "")
    if not (one.startswith(other) or other.startswith(one)):
        return "other"
    said = [len(fold(name.given or "").replace(" ", "")) for name in (old, new)]
    return "spelling" if said[0] == said[1] else "fuller" if said[0] < said[1] else "poorer"


def _relate_sets(old: Value, new: Value) -> Relation:
    one, other = (frozenset(value) if isinstance(value, tuple) else frozenset() for value in (old, new))
    return "fuller" if one < other else "poorer" if other < one else "spelling" if one == other else "other"
