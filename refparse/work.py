"""A work, named as CSL 1.0.2 names it: what is written, whoever cites it.

Everything here is an immutable value. Nothing is guessed: a field the source does not
state is ``None`` or empty, and text is kept as printed (misprints and case included).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

WorkType = Literal[
    "article-journal",
    "article",
    "book",
    "chapter",
    "paper-conference",
    "thesis",
    "report",
    "webpage",
    "dataset",
    "patent",
    "standard",
    "legislation",
    "document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One person or one group; a group has ``literal`` and nothing else.

    >>> Name(particle="de", family="Souza", given="RB").printed_family
    'de Souza'
    >>> Name(literal="World Health Organization").is_group
    True
    """

    family: str | None = None
    given: str | None = None
    #: Lower-case words before the family: "de", "van der"; CSL's non-dropping particle.
    particle: str | None = None
    #: "Jr", "III"; on a page also degrees, as printed ("MD, MS").
    suffix: str | None = None
    literal: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether this is a group rather than a person."""
        return self.literal is not None

    @property
    def printed_family(self) -> str:
        """The family with its particle, or the group's whole name."""
        if self.literal is not None:
            return self.literal
        if not self.particle:
            return self.family or ""
        return f"{self.particle} {self.family}" if self.family else self.particle


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names in the order printed, and whether "et al." followed them.

    >>> len(Names(names=(Name(family="Kim"),), et_al=True))
    1
    """

    names: tuple[Name, ...] = ()
    et_al: bool = False

    def __len__(self) -> int:
        """How many names are printed; "et al." counts for none."""
        return len(self.names)

    def __bool__(self) -> bool:
        """Whether anything is said of people at all."""
        return bool(self.names) or self.et_al


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date at the precision printed.

    >>> Date(year=2008, month=8).iso
    '2008-08'
    >>> Date(literal="in press").iso is None
    True
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    #: The date as printed, where the numbers do not say it all ("2005b", "in press").
    literal: str | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601, as far as the numbers go."""
        if self.year is None:
            return None
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text


NOBODY = Names()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work as far as one source states it; names are CSL's, spelt for Python.

    >>> work = Work(title="Calcinosis cutis", issued=Date(year=2006), volume="25")
    >>> work.stated()
    ('title', 'issued', 'volume')
    """

    type: WorkType | None = None
    title: str | None = None
    author: Names = NOBODY
    editor: Names = NOBODY
    container_title: str | None = None
    collection_title: str | None = None
    issued: Date | None = None
    volume: str | None = None
    issue: str | None = None
    #: Pages or article number, as printed ("2679-84", "e0200721").
    page: str | None = None
    number: str | None = None
    edition: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    DOI: str | None = None
    PMID: str | None = None
    PMCID: str | None = None
    arXiv: str | None = None
    ISSN: str | None = None
    ISBN: str | None = None
    URL: str | None = None
    language: str | None = None
    abstract: str | None = None
    keyword: tuple[str, ...] = ()
    #: What is left of a DOI that was cut for display; narrows a search, identifies nothing.
    doi_prefix: str | None = None
    #: What a library file had that we do not name, kept for the way back.
    extra: tuple[tuple[str, str], ...] = field(default=())

    def stated(self) -> tuple[str, ...]:
        """Names of the fields this source states, in the order of the class."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name))
