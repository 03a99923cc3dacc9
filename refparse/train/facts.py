"""Bibliographic facts to render: those of the facts files, and those gold rows state.

A fact is a work with the few things a work has no field for and a style prints: the
short name of its journal, the kind of thesis, translators.

The files shipped beside this one were written from memory and checked by nobody: most of
the works exist, volumes and pages are often off, and some were made up to fill a rare
shape. They are material to print strings from and must never be cited or looked up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from refparse.normalize.names import parse_names
from refparse.work import Date, Name

#: Kinds a style may have a form for; CSL's names, as far as they are printed differently.
KINDS = frozenset(
    {
        "article-journal",
        "article-newspaper",
        "book",
        "chapter",
        "paper-conference",
        "preprint",
        "report",
        "thesis",
        "webpage",
        "patent",
        "standard",
        "legal",
        "dataset",
        "software",
    }
)
_LEGAL = {"legal_case", "legislation", "bill", "treaty", "regulation", "statute", "case"}
_MEANT = dict.fromkeys(_LEGAL, "legal") | {
    "article": "preprint",
    "article-magazine": "article-newspaper",
    "post-weblog": "webpage",
    "post": "webpage",
    "entry": "chapter",
    "entry-encyclopedia": "chapter",
    "document": "report",
    "manuscript": "report",
    "monograph": "book",
}
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_LONGEST_FAMILY = 25
_MONTHS = 12
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
#: Words common enough to tell a title's language, none of them a word of two of these languages.
_SMALL_WORDS = {
    "de": "der und im zur zum für von über das die den des ein eine eines mit nach zwischen am bei als",
    "en": "the of and for with on from an by",
    "fr": "les du et dans une aux le sur au pour entre chez",
    "es": "los las del el y con por",
    "it": "della di delle nella il gli degli alla",
    "pt": "da dos em um uma na no das ao",
    "pl": "w i na z oraz dla polsce",
    "nl": "het van voor een bij",
    "cs": "v a pro se ve",
}
_LANGUAGE_OF = {word: language for language, words in _SMALL_WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known of one work, as far as reference strings print it.

    >>> Fact(type="book", title="Moby Dick", issued=Date(year=1851)).container is None
    True
    """

    type: str
    title: str
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    container: str | None = None
    #: The container's name as libraries shorten it ("J Am Acad Dermatol").
    container_short: str | None = None
    collection: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    place: str | None = None
    issued: Date | None = None
    edition: str | None = None
    DOI: str | None = None
    PMID: str | None = None
    arXiv: str | None = None
    URL: str | None = None
    #: Two letters; guessed from the title's small words where the source is silent.
    language: str = "en"
    #: "Dissertation", "Pressemitteilung", "Working Paper": printed, of no field.
    genre: str | None = None
    #: Of a report, a standard, a patent or a case.
    number: str | None = None


def read_facts(path: Path) -> Iterator[Fact]:
    """The facts one of our own files states, as JSON Lines.

    A line without a title, or of a kind no style prints, is passed over.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and (fact := _fact(json.loads(line))) is not None:
                yield fact


@cache
def shipped_facts() -> tuple[Fact, ...]:
    """The facts that ship with this package, in the order of their files' names.

    >>> {"article-journal", "book", "chapter"} <= {fact.type for fact in shipped_facts()}
    True
    """
    folder = Path(str(files("refparse"))) / "train" / "facts"
    return tuple(fact for path in sorted(folder.glob("*.jsonl")) for fact in read_facts(path))


def guess_language(text: str) -> str:
    """The language the small words of a text speak for, English where they say nothing.

    >>> [guess_language(t) for t in ("Die Geschichte der Stadt", "La vie dans les villes", "Acute renal failure")]
    ['de', 'fr', 'en']
    """
    if re.search(r"[а-яА-Я]", text):
        return "ru"
    found = [_LANGUAGE_OF[word] for word in text.lower().split() if word in _LANGUAGE_OF]
    return max(_SMALL_WORDS, key=lambda language: (found.count(language), language == "en"))


def _fact(row: Mapping[str, Any]) -> Fact | None:
    text = {key: " ".join(str(value).split()) for key, value in row.items() if value not in (None, "")}
    title = _tidy(text.get("title"))
    kind = text.get("type", "article-journal")
    kind = _MEANT.get(kind, kind)
    if not title or kind not in KINDS:
        return None
    return Fact(
        type=kind,
        title=title,
        author=_written_people(text.get("author", "")),
        editor=_written_people(text.get("editor", "")),
        translator=_written_people(text.get("translator", "")),
        container=text.get("container-title"),
        container_short=text.get("container-title-short"),
        collection=text.get("collection-title"),
        volume=text.get("volume"),
        issue=text.get("issue"),
        page=text.get("page"),
        publisher=_tidy(text.get("publisher")),
        place=_tidy(text.get("publisher-place")),
        issued=_iso(text.get("issued", "")),
        edition=text.get("edition"),
        DOI=text.get("DOI"),
        PMID=text.get("PMID"),
        arXiv=text.get("arXiv"),
        URL=text.get("URL"),
        language=text.get("language", "")[:2] or guess_language(title),
        genre=text.get("genre"),
        number=text.get("number"),
    )


def _written_people(text: str) -> tuple[Name, ...]:
    """People written "Family, Given; {Group}"."""
    return tuple(_written_person(part.strip()) for part in text.split(";") if part.strip(" {}"))


def _written_person(text: str) -> Name:
    if text.startswith("{"):
        return Name(literal=text.strip("{} "))
    family, *rest = [part.strip() for part in text.split(",")]
    suffix = rest.pop() if len(rest) > 1 and _SUFFIX.fullmatch(rest[-1]) else None
    return Name(family=family, given=" ".join(rest) or None, suffix=suffix)


def _iso(text: str) -> Date | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return Date(year=year, month=month if month and month <= _MONTHS else None, day=day)


def gold_fact(row: Mapping[str, Any]) -> Fact | None:
    """The fact a row of the documented gold states, ``None`` where it has no title or a name does not read plainly.

    >>> fact = gold_fact({"fields": {"title": "Calcinosis", "author": ["Tay CH"], "container": "Lupus"}})
    >>> fact.type, fact.author[0].family
    ('article-journal', 'Tay')
    """
    fields = {k: v for k, v in row["fields"].items() if v}
    author, editor = (_gold_people(fields.get(key)) for key in ("author", "editor"))
    title, container = (_clean(fields.get(key)) for key in ("title", "container"))
    if not title or author is None or editor is None or not (author or editor):
        return None
    year = _YEAR.search(str(fields.get("year") or fields.get("date") or ""))
    return Fact(
        type=_gold_kind(fields),
        title=title,
        author=author,
        editor=editor,
        container=container,
        collection=_clean(fields.get("series")),
        volume=_clean(fields.get("volume")),
        issue=_clean(fields.get("issue")),
        page=_clean(fields.get("pages")),
        publisher=_clean(fields.get("publisher")),
        place=_clean(fields.get("location")),
        issued=Date(year=int(year[0])) if year else None,
        DOI=_clean(fields.get("doi")),
        URL=_clean(fields.get("url")),
        language=str(row.get("lang") or guess_language(title))[:2],
    )


def _gold_kind(fields: Mapping[str, object]) -> str:
    if "container" not in fields:
        return "book" if "publisher" in fields or "location" in fields else "report"
    if "publisher" in fields or "editor" in fields:
        proceedings = re.search(r"(?i)\b(?:proc|conference|symposium|workshop)", str(fields["container"]))
        return "paper-conference" if proceedings else "chapter"
    return "article-journal"


def _gold_people(texts: list[str] | None) -> tuple[Name, ...] | None:
    """People of a gold row; ``None`` when one of them is no plain "Family, Given" or "Family AB"."""
    names: list[Name] = []
    for text in texts or ():
        found = parse_names(text).names
        if len(found) != 1 and len(texts or ()) > 1:
            return None
        names.extend(found)
    doubtful = any(
        n.literal is None and (not n.family or not n.given or len(n.family) > _LONGEST_FAMILY) for n in names
    )
    return None if doubtful else tuple(names)


def _tidy(text: str | None) -> str | None:
    """A text without the marks that catalogues put after it."""
    return (text or "").rstrip(" /:;,=") or None


def _clean(value: object) -> str | None:
    return (" ".join(str(value).split()).strip(" .,;:\"“”„'‘’«»") or None) if value else None
