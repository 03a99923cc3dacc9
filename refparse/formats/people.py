"""Names as databases list them, one to a value: "Behan L.", "Kim, JS", "Adams, Hugo J. A.", a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from refparse.normalize.names import parse_names, split_particle
from refparse.work import Name, Names

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ](?:[a-zß-öø-ÿ]?\.)?[-‐]?){1,5}")
_NUMBER = re.compile(r"\s*\((?:[0-9]+|orcid[^)]*)\)$", re.IGNORECASE)
_OTHERS = re.compile(r"(?:and |& )?(?:et al|others)\.?", re.IGNORECASE)
_NOBODY = re.compile(r"\[?no authors?(?: name)?s?(?: available| listed)?\]?|anon(?:ymous|\.)?", re.IGNORECASE)
_MANY_WORDS = 4
_BARE_NAME = 2


class _Kept(Protocol):
    def keep(self, name: str, text: str) -> None: ...


def people(values: Sequence[str], said: _Kept) -> Names:
    """The people of a list, one to a value; what stands for "nobody named" is kept aside.

    >>> class Aside(list):
    ...     def keep(self, *pair): self.append(pair)
    >>> people(["van der Berg, J", "Behan L.", "et al."], Aside())
    Names(names=(Name(family='Berg', given='J', particle='van der', ...), et_al=True)
    """
    names = []
    et_al = False
    for value in values:
        if _OTHERS.fullmatch(value):
            et_al = True
        elif _NOBODY.fullmatch(value):
            said.keep("author", value)
        else:
            names.append(person(value))
    return Names(names=tuple(names), et_al=et_al)


@lru_cache(maxsize=1 << 14)
def person(text: str) -> Name:
    """One name: family first where there is a comma or initials end it, else as it is spoken.

    >>> person("Smith, John A., Jr").suffix, person("Smith JA 3rd").given, person("Dos Santos, H.B.").family
    ('Jr', 'JA', 'Dos Santos')
    >>> person("World Health Organization,").literal, person("Hugo J. A. Adams").family
    ('World Health Organization', 'Adams')

    EndNote marks a group by a comma at its end.
    """
    text = _NUMBER.sub("", text.strip(" ;"))
    if text.endswith(","):
        return Name(literal=text.rstrip(", "))
    if "," in text:
        return _inverted(text)
    words = text.split()
    suffix = words.pop() if len(words) > _BARE_NAME and _SUFFIX.fullmatch(words[-1]) else None
    at = next((n for n in range(1, len(words)) if all(map(_INITIALS.fullmatch, words[n:]))), None)
    if at is not None:
        return _named(" ".join(words[:at]), " ".join(words[at:]), suffix)
    if len(words) == 1:
        return Name(family=text)
    spoken = parse_names(text, natural=True).names
    return spoken[0] if len(spoken) == 1 else Name(literal=text)


def _inverted(text: str) -> Name:
    family, *rest = (part.strip() for part in text.split(","))
    if len(text.split()) > _MANY_WORDS:
        group = parse_names(text).names
        if len(group) == 1 and group[0].is_group:
            return group[0]
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), None)
    given = " ".join(part for part in rest if part != suffix)
    return _named(family, given, suffix)


def _named(family: str, given: str, suffix: str | None) -> Name:
    particle, family = split_particle(family)
    return Name(family=family or None, given=given or None, particle=particle, suffix=suffix)
