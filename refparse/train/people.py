"""People printed in every form reference lists use, each part of each name with its label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any

from refparse.train.sheet import Sheet
from refparse.work import Name

_PARTICLES = re.compile(r"(?:[a-zäöü’']+ )+(?=[^\W\d_])")
_PAIR = 2
#: "Brown (A.)", as French lists print given names.
_BRACKETS = "(A.)"
#: A choice of texts of which one is taken for each string.
Texts = tuple[str, ...]
_GIVEN_PART = re.compile(r"[^\s.‐-―-]+\.?|[‐-―-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleStyle:
    """How a style prints people; where several texts stand, one is taken for each string."""

    #: "family" first, "given" first, or "first": only the first of them inverted.
    order: Texts = ("family",)
    #: "AB", "A B", "A.B.", "A. B.", "A.-B.", "full", "first" (first name whole, the rest initials), "none".
    given: Texts = ("AB",)
    #: Between a family and the given names after it.
    comma: Texts = (" ",)
    #: "small", "capitals", "given-capitals".
    case: Texts = ("small",)
    #: Where "van der" stands in an inverted name: "before" the family, or "after" the given names.
    particle: Texts = ("before",)
    between: Texts = (", ",)
    #: Before the last; empty: as between the others. Of two people ``pair`` does, where stated.
    last: Texts = ("",)
    pair: Texts = ()
    #: More than this many are cut ...
    most: tuple[int, ...] = (99,)
    #: ... to so many,
    shown: tuple[int, ...] = (3,)
    #: and this stands for the rest.
    et_al: Texts = (" et al.",)

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> PeopleStyle:
        """The style a table of the styles file states; a single value is a choice of one."""
        known = {field.name for field in fields(cls)}
        chosen = {name: tuple(v) if isinstance(v, list) else (v,) for name, v in table.items() if name in known}
        return cls(**chosen)

    @property
    def names_given(self) -> bool:
        """Whether given names may be printed whole."""
        return "full" in self.given or "first" in self.given

    def fixed(self, rng: Random) -> PeopleStyle:
        """The style with each choice made."""
        chosen = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(self, **{k: (v[int(rng.random() * len(v))],) for k, v in chosen.items() if len(v) > 1})


def print_people(sheet: Sheet, people: tuple[Name, ...], style: PeopleStyle, role: str) -> None:
    """Puts people on the sheet as a style whose choices are made prints them; ``role`` is author or editor.

    >>> sheet = Sheet()
    >>> style = PeopleStyle(last=(" & ",))
    >>> print_people(sheet, (Name(family="Smith", given="John A."), Name(family="Doe", given="B")), style, "author")
    >>> sheet.text, sheet.spans[0]
    ('Smith JA & Doe B', ('author-family', 0, 5))
    """
    cut = len(people) > style.most[0]
    shown = people[: style.shown[0]] if cut else people
    for number, name in enumerate(shown):
        if number:
            sheet.put(_joiner(style, number, len(shown), cut=cut))
        if name.literal is not None:
            sheet.put(name.literal, f"{role}-literal")
        elif style.order[0] == "family" or (style.order[0] == "first" and not number):
            _print_inverted(sheet, name, style, role)
        else:
            _print_natural(sheet, name, style, role)
    if cut:
        sheet.put(style.et_al[0])


def _joiner(style: PeopleStyle, number: int, count: int, *, cut: bool) -> str:
    if number < count - 1 or cut or not style.last[0]:
        return style.between[0]
    return style.pair[0] if style.pair and count == _PAIR else style.last[0]


def _print_inverted(sheet: Sheet, name: Name, style: PeopleStyle, role: str) -> None:
    """Family, then given names; their span holds a suffix too."""
    family, given = name.printed_family, _given(name, style)
    if style.particle[0] == "after" and given and (lower := _PARTICLES.match(family)):
        family, given = family[lower.end() :], f"{given} {lower[0].strip()}"
    if name.suffix and given:
        given += f", {name.suffix}" if style.comma[0] == ", " else f" {name.suffix}"
    sheet.put(_cased(family, style), f"{role}-family")
    if given:
        sheet.put(" (" if style.given[0] == _BRACKETS else style.comma[0])
        sheet.put(given, f"{role}-given")
        sheet.put(")" if style.given[0] == _BRACKETS else "")


def _print_natural(sheet: Sheet, name: Name, style: PeopleStyle, role: str) -> None:
    """Given names, then the family; a suffix follows with a span of its own."""
    if given := _given(name, style):
        sheet.put(given, f"{role}-given")
        sheet.put(" ")
    sheet.put(_cased(name.printed_family, style), f"{role}-family")
    if given and name.suffix:
        sheet.put(", ")
        sheet.put(name.suffix, f"{role}-given")


def _given(name: Name, style: PeopleStyle) -> str:
    given = shorten_given(name.given or "", style.given[0])
    return given.upper() if style.case[0] == "given-capitals" else given


def _cased(family: str, style: PeopleStyle) -> str:
    return family if style.case[0] == "small" else family.upper()


#: As many capitals as stand together where given names are initials without stops.
_INITIALS = 4


def shorten_given(given: str, how: str) -> str:
    """Given names as a style prints them.

    >>> [shorten_given("Jean-Paul M.", how) for how in ("AB", "A. B.", "A.B.", "A B", "A.-B.", "full", "first")]
    ['JPM', 'J. P. M.', 'J.P.M.', 'J P M', 'J.-P. M.', 'Jean-Paul M.', 'Jean-Paul M.']

    Names that are initials already ("JP") are parted; nothing is made up that is not there.
    """
    if how == "full" or not given:
        # No list that prints names in full leaves initials without stops.
        return (
            shorten_given(given, "A. B.") if given.isupper() and given.isalpha() and len(given) <= _INITIALS else given
        )
    if how == "none":
        return ""
    parts = _parts(given)
    if how == "first":
        rest = [f"{part[0]}." for part in parts[1:]]
        first = parts[0] if len(parts[0]) > 1 else f"{parts[0]}."
        return given if "-" in parts else " ".join([first, *rest])
    letters = [part[0].upper() if part != "-" else part for part in parts]
    if how in {"A.", _BRACKETS}:
        return letters[0] + "."
    if how == "A.-B.":
        return re.sub(r"\. -", ".-", ". ".join(letters) + ".").replace("-. ", "-")
    hyphened = how == "A-B"
    letters = [letter for letter in letters if letter != "-" or hyphened]
    joined = {"AB": "", "A-B": "", "A B": " ", "A.B.": ".", "A. B.": ". "}[how].join(letters)
    return joined + "." if how in {"A.B.", "A. B."} else joined


def _parts(given: str) -> list[str]:
    """Names and initials of given names, hyphens on their own: "J-P" and "JP" have two."""
    parts: list[str] = []
    for part in _GIVEN_PART.findall(given):
        if part[0] in "‐‑‒–—―-":
            parts.append("-")
        elif len(part) <= _INITIALS and part.isupper() and part.isalpha():
            parts.extend(part)
        else:
            parts.append(part)
    while parts and parts[-1] == "-":
        parts.pop()
    return parts or [given]
