"""A work as it is compared: every normal form worked out once, and the work in words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from refparse.normalize.folding import family_key, fold, initials
from refparse.normalize.identifiers import doi_key
from refparse.normalize.journals import Container, prepare_container
from refparse.normalize.pages import first_page, last_page
from refparse.normalize.titles import fold_title, main_titles, notice_kind, number_value, part_number, says_nothing
from refparse.work import Name, Names, Work

#: People whose names are looked for: a list of thousands is known by its beginning.
PEOPLE = 30
_SUPPLEMENT = re.compile(r"(?:s(?=[0-9])|suppl?(?:ement(?:um|ary)?)?)([0-9]*+)")
_TRAILING_S = re.compile(r"^([0-9]++)s$")
_BEHIND_VOLUME = re.compile(r"([0-9]++|[ivxlc]++) (s(?:upp|[0-9]).*)")


class Person(NamedTuple):
    """One author for comparing; ``printed`` is for showing."""

    family: str
    initials: str
    printed: str


class Title(NamedTuple):
    """One title for comparing."""

    text: str
    words: str
    squeezed: str
    #: The title cut where a subtitle may begin, each squeezed.
    mains: frozenset[str]
    says_nothing: bool
    part: int | None
    notice: str | None


class Prepared(NamedTuple):
    """A work with its normal forms; empty text where it says nothing."""

    work: Work
    title: Title | None
    authors: tuple[Person, ...]
    et_al: bool
    container: Container | None
    year: int | None
    volume: str
    issue: str
    page: str
    first_page: str
    last_page: str
    doi: str
    doi_prefix: str
    edition: str


def _person(name: Name) -> Person:
    given = name.given or ""
    printed = " ".join(part for part in (name.printed_family, given) if part)
    return Person(family_key(name.printed_family), "" if name.is_group else initials(given), printed)


def people(names: Names) -> tuple[Person, ...]:
    """The printed names for comparing; a name without a letter is nobody."""
    return tuple(person for person in map(_person, names.names) if person.family)


def _answering(work: Work) -> Names:
    """Under whose names a work is looked for: a book that editors alone answer for, under theirs."""
    return work.editor if work.type == "book" and not work.author else work.author


def _title(text: str | None) -> Title | None:
    words = fold_title(text) if text else ""
    if not text or not words:
        return None
    mains = frozenset(main.replace(" ", "") for main in main_titles(text))
    return Title(text, words, words.replace(" ", ""), mains, says_nothing(text), part_number(text), notice_kind(text))


def _numbered(text: str | None) -> str:
    """A volume, issue or edition for comparing: "5–6" is "5 6", "Suppl. 1" is "suppl 1"."""
    return " ".join(word.lstrip("0") or "0" for word in fold(text or "").split())


def _supplement(word: str) -> str:
    """A word of a volume or issue, "S1" and "Suppl1" written out."""
    found = _SUPPLEMENT.fullmatch(word)
    return f"suppl {found[1]}".rstrip() if found else word


def _issue(text: str) -> str:
    """An issue for comparing: "1 Suppl", "(Suppl. 1)", "Supplement I" and "S1" are all "suppl 1"."""
    words = " ".join(map(_supplement, text.split())).split()
    if "suppl" not in words:
        return " ".join(_TRAILING_S.sub(r"suppl \1", word) for word in words)
    numbers = [str(number_value(word) or word) for word in words if word != "suppl"]
    # Of two numbers the first is the issue that the supplement belongs to.
    return " ".join((*numbers[:-1], "suppl", *numbers[-1:]))


def _volume_and_issue(work: Work) -> tuple[str, str]:
    """Both for comparing; a supplement named behind the volume ("39 Suppl 1") belongs to the issue."""
    volume, issue = _numbered(work.volume), _numbered(work.issue)
    behind = _BEHIND_VOLUME.fullmatch(volume)
    if behind is None:
        return volume, _issue(issue)
    return behind[1], _issue(f"{issue} {behind[2]}" if "suppl" not in _issue(issue) else issue)


@lru_cache(maxsize=1 << 14)
def prepare(work: Work) -> Prepared:
    """A work with every normal form worked out.

    Kept for the last 16,384 works: a work meets many others, and its title need be
    folded only once.
    """
    volume, issue = _volume_and_issue(work)
    named = _answering(work)
    return Prepared(
        work=work,
        title=_title(work.title),
        authors=people(named),
        et_al=named.et_al,
        container=prepare_container(work.container_title) if work.container_title else None,
        year=work.issued.year if work.issued else None,
        volume=volume,
        issue=issue,
        page=work.page or "",
        first_page=first_page(work.page or ""),
        last_page=last_page(work.page or ""),
        doi=doi_key(work.DOI or ""),
        doi_prefix=doi_key(work.doi_prefix or ""),
        edition=_numbered(work.edition),
    )


def in_words(work: Work) -> str:
    """A work as a reference string: what is looked into when there is no string, as for a page itself.

    >>> in_words(Work(title="Calcinosis cutis", container_title="Arch Dermatol", volume="80", page="15-21"))
    'Calcinosis cutis. Arch Dermatol 80:15-21.'

    Of thousands of people the first few are named: they must not push the title out of sight.
    """
    names = _answering(work).names[:PEOPLE]
    people = ", ".join(" ".join(filter(None, (name.printed_family, name.given))) for name in names)
    year = f"({work.issued.year})" if work.issued is not None and work.issued.year is not None else ""
    issue = f"({work.issue})" if work.volume and work.issue else ""
    place = " ".join(filter(None, (work.container_title, f"{work.volume or ''}{issue}")))
    place += f":{work.page}" if work.page else ""
    parts = (" ".join(filter(None, (people, year))), work.title, place.strip())
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
