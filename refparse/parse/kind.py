"""What kind of work a reference names, by CSL's types, from what is printed: words first, then the shape.

Words of a title prove little ("PhD theses on lupus" may be an article), so most rules look
beside it; what has a volume and pages in a journal is an article whatever it talks of.
CSL's "software" is not among our types: a program is a "document", CSL's type for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from refparse.parse.kindwords import meeting, rules_for, server
from refparse.work import WorkType

Kind = tuple[WorkType | None, str]

#: More than any reference has, and the longest quotation in the evidence.
_ROOM, _QUOTED = 3000, 60
_IN = re.compile(r"(?:^|\W)(?:in|dans|nel|w)\b\s*:?", re.IGNORECASE)
_EDITORS = re.compile(
    r"\((?:eds?|hrsgg?|hgg?|editors?|red|dirs?|coords?|orgs?|a cura di)\.?\)|[,.] ?eds?\b|\beditors?\b|\bhrsg\b",
    re.IGNORECASE,
)
_BOOK = re.compile(r"\bISBN\b|\b[0-9]{2,4}\s?(?:pp|p|S|s|str|pages|Seiten|стр)\b(?!\.?\s?[0-9])")
_VISITED = re.compile(
    r"\b(?:accessed|retrieved|available|viewed|cited|visited|zugriff|abgerufen|aufgerufen|verfügbar|consult|disponible"
    r"|accès|dostęp|accesso|acesso|disponí|geraadpleegd|обращения)|\b(?:internet|online)\]",
    re.IGNORECASE,
)
#: Of a printed book, too, one may say where it can be had.
_MERELY_THERE = re.compile(r"avail|verf|dispon", re.IGNORECASE)


class _Printed(NamedTuple):
    """What is printed, and where rules may look."""

    text: str
    #: The text without its title.
    beside: str
    #: What stands between title and container.
    between: str
    container: str


def work_kind(text: str, values: Mapping[str, str]) -> Kind:
    """The type of the work a reference names, and what says so; ``None`` where nothing does.

    >>> work_kind("Doe J. On lupus [PhD thesis]. Ulm; 1999", {"title": "On lupus", "publisher-place": "Ulm"})
    ('thesis', "'PhD thesis' is printed")
    >>> values = {"title": "PhD theses on lupus", "container-title": "Lupus", "volume": "3", "page": "4-9"}
    >>> work_kind("Doe J. PhD theses on lupus. Lupus 1999;3:4-9", values)
    ('article-journal', 'volume and page in a container')

    ``values`` are printed texts by label; what no label has may still be seen in ``text``.
    """
    container = values.get("container-title", "")
    if container and _in_a_journal(values):
        if word := meeting(container, volume=True):
            return "paper-conference", f"'{word}' in the container"
        return "article-journal", f"volume and {'page' if 'page' in values else 'issue'} in a container"
    seen = _printed(text[:_ROOM], values.get("title", ""), container)
    for rule in rules_for(seen.text):
        found = rule.search(seen.text if rule.anywhere else seen.beside)
        if found:
            return rule.type, f"'{' '.join(found[0].split()).lstrip(' .,;:(')[:_QUOTED]}' is printed"
    return _contained(seen, values) if container else _alone(seen, values)


def _in_a_journal(values: Mapping[str, str]) -> bool:
    """Whether a container has a volume, with pages or an issue, and nobody publishes it."""
    numbered = "volume" in values and ("page" in values or "issue" in values)
    return numbered and "publisher" not in values and "editor" not in values


def _printed(text: str, title: str, container: str) -> _Printed:
    begin = text.find(title) if title else -1
    end = begin + len(title)
    at = text.find(container, max(end, 0)) if container else -1
    return _Printed(
        text=text,
        beside=f"{text[:begin]} {text[end:]}" if begin >= 0 else text,
        between=text[end:at] if begin >= 0 and at >= end else "",
        container=container,
    )


def _contained(seen: _Printed, values: Mapping[str, str]) -> Kind:
    """The type of what stands in something else."""
    if found := server(seen.container):
        return "article", f"'{found}' is the container"
    if word := meeting(seen.container, volume="volume" in values):
        return "paper-conference", f"'{word}' in the container"
    if because := _of_a_book(seen, values):
        return "chapter" if "title" in values else "book", because
    return _of_a_periodical(seen, values)


def _of_a_book(seen: _Printed, values: Mapping[str, str]) -> str | None:
    """What shows a container to be a book."""
    numbered = "volume" in values or "issue" in values
    if field := _first(values, "editor", "publisher", "edition"):
        return f"{field} of the container"
    if _EDITORS.search(seen.between):
        return "editors of the container"
    if not numbered and ("page" in values or "publisher-place" in values) and _IN.search(seen.between):
        return "'In' before the container"
    return None


def _of_a_periodical(seen: _Printed, values: Mapping[str, str]) -> Kind:
    """An article, or a page of a site whose name stands where a journal's does."""
    if field := _first(values, "issue", "volume"):
        return "article-journal", f"{field} of a container"
    if "URL" in values and "page" not in values and _VISITED.search(seen.beside):
        return "webpage", "an address and when it was visited"
    return "article-journal", "a container that nobody edits or publishes"


def _alone(seen: _Printed, values: Mapping[str, str]) -> Kind:
    """The type of what stands in nothing else."""
    if {"volume", "page"} <= values.keys():
        return "article-journal", "volume and page"
    found = server(seen.beside)
    if found or "arXiv" in values:
        return "article", f"'{found}' is printed" if found else "an arXiv number"
    if because := _on_the_web(seen, values):
        return "webpage", because
    if because := _published(seen, values):
        return "book", because
    return _bare(values)


def _bare(values: Mapping[str, str]) -> Kind:
    """The type of what has no container, publisher or address."""
    if field := _first(values, "DOI", "page"):
        return "article-journal", f"{field}, and no publisher"
    if "title" in values:
        return "document", "a title and nothing else that tells"
    return None, "nothing that tells is printed"


def _on_the_web(seen: _Printed, values: Mapping[str, str]) -> str | None:
    """What shows that this is a page: an address, and that one has visited it, or that nobody publishes it."""
    if "URL" not in values:
        return None
    if visited := _VISITED.search(seen.beside):
        printed = "publisher" in values and "publisher-place" in values and _MERELY_THERE.match(visited[0])
        return None if printed else f"an address, and '{visited[0]}'"
    return None if _published(seen, values) else "an address and no container"


def _published(seen: _Printed, values: Mapping[str, str]) -> str | None:
    """What shows that this is a book."""
    if field := _first(values, "edition", "publisher", "editor", "publisher-place"):
        return f"{field} and no container"
    if book := _BOOK.search(seen.beside):
        return f"'{book[0]}' is printed"
    return "editors and no container" if _EDITORS.search(seen.beside) else None


def _first(values: Mapping[str, str], *fields: str) -> str | None:
    """The first of some fields that is printed, with its article."""
    field = next((field for field in fields if field in values), None)
    return field and f"{'an' if field[0] in 'ei' else 'a'} {field.removeprefix('publisher-')}"
