"""What kind of work a reference names, by CSL's types, from what is printed: words first, then the shape.

Words of a title prove little ("PhD theses on lupus" may be an article), so most rules look
beside it; what has a volume and pages in a journal is an article whatever it talks of.
CSL's "software" is not among our types: a program is a "document", CSL's type for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from refparse.parse.kindwords import PREPRINT, RULES, meeting
from refparse.work import WorkType

Kind = tuple[WorkType | None, str]

#: More than any reference has, and the longest quotation in the evidence.
_ROOM, _QUOTED = 3000, 60
_IN = re.compile(r"(?:^|\W)(?:in|dans|nel|w)\b\s*:?", re.IGNORECASE)
_EDITORS = re.compile(
    r"\((?:eds?|hrsgg?|hgg?|editors?|red|dirs?|coords?|orgs?|a cura di)\.?\)|[,.] ?eds?\b|\beditors?\b|\bhrsg\b", re.IGNORECASE
)
_BOOK = re.compile(r"\bISBN\b|\b[0-9]{2,4}\s?(?:pp|p|S|s|str|pages|Seiten|стр)\b(?!\.?\s?[0-9])")
_VISITED = re.compile(
    r"\b(?:accessed|retrieved|available|viewed|cited|visited|zugriff|abgerufen|aufgerufen|verfügbar|consult|disponible"
    r"|accès|dostęp|accesso|acesso|disponí|geraadpleegd|обращения)|\b(?:internet|online)\]",
    re.IGNORECASE,
)


class _Printed(NamedTuple):
    """What is printed, and where rules may look."""

    text: str
    #: The text without its title.
    beside: str
    #: What stands between title and container.
    between: str
    container: str
    #: Whether a container has a volume, with pages or an issue, and nobody publishes it.
    journal: bool


def work_kind(text: str, values: Mapping[str, str]) -> Kind:
    """The type of the work a reference names, and what says so; ``None`` where nothing does.

    >>> work_kind("Doe J. On lupus [PhD thesis]. Ulm; 1999", {"title": "On lupus", "publisher-place": "Ulm"})
    ('thesis', "'PhD thesis' is printed")
    >>> values = {"title": "PhD theses on lupus", "container-title": "Lupus", "volume": "3", "page": "4-9"}
    >>> work_kind("Doe J. PhD theses on lupus. Lupus 1999;3:4-9", values)
    ('article-journal', 'volume and page in a container')

    ``values`` are printed texts by label; what no label has may still be seen in ``text``.
    """
    seen = _printed(text[:_ROOM], values)
    if not seen.journal:
        low = seen.text.lower()
        for rule in RULES:
            if any(word in low for word in rule.words):
                found = rule.pattern.search(seen.text if rule.anywhere else seen.beside)
                if found:
                    return rule.type, f"'{' '.join(found[0].split())[:_QUOTED]}' is printed"
    return _contained(seen, values) if seen.container else _alone(seen, values)


def _printed(text: str, values: Mapping[str, str]) -> _Printed:
    title, container = values.get("title", ""), values.get("container-title", "")
    begin = text.find(title) if title else -1
    end = begin + len(title)
    at = text.find(container, max(end, 0)) if container else -1
    numbered = "volume" in values and ("page" in values or "issue" in values)
    return _Printed(
        text=text,
        beside=f"{text[:begin]} {text[end:]}" if begin >= 0 else text,
        between=text[end:at] if 0 <= begin and end <= at else "",
        container=container,
        journal=bool(container) and numbered and "publisher" not in values and "editor" not in values,
    )


def _contained(seen: _Printed, values: Mapping[str, str]) -> Kind:
    """The type of what stands in something else."""
    if not seen.journal and (found := PREPRINT.search(seen.container)):
        return "article", f"'{found[0]}' is the container"
    if word := meeting(seen.container, volume="volume" in values):
        return "paper-conference", f"'{word}' in the container"
    if seen.journal:
        return "article-journal", f"volume and {'page' if 'page' in values else 'issue'} in a container"
    whole = "book" if "title" not in values else "chapter"
    for field in ("editor", "publisher", "edition"):
        if field in values:
            return whole, f"{'an' if field[0] == 'e' else 'a'} {field} of the container"
    if _EDITORS.search(seen.between):
        return whole, "editors of the container"
    if "volume" in values or "issue" in values:
        return "article-journal", f"{'a volume' if 'volume' in values else 'an issue'} of a container"
    if _IN.search(seen.between) and ("page" in values or "publisher-place" in values):
        return whole, "'In' before the container"
    if "URL" in values and "page" not in values and _VISITED.search(seen.beside):
        return "webpage", "an address and when it was visited"
    return "article-journal", "a container that nobody edits or publishes"


def _alone(seen: _Printed, values: Mapping[str, str]) -> Kind:
    """The type of what stands in nothing else."""
    if "arXiv" in values or (found := PREPRINT.search(seen.beside)):
        return "article", "an arXiv number" if "arXiv" in values else f"'{found[0]}' is printed"
    if "URL" in values and (visited := _VISITED.search(seen.beside)):
        return "webpage", f"an address, and '{visited[0]}'"
    for field in ("edition", "publisher", "editor"):
        if field in values:
            return "book", f"{'an' if field[0] == 'e' else 'a'} {field} and no container"
    if book := _BOOK.search(seen.beside):
        return "book", f"'{book[0]}' is printed"
    if "URL" in values:
        return "webpage", "an address and no container"
    if "publisher-place" in values or _EDITORS.search(seen.beside):
        return "book", "a place and no container" if "publisher-place" in values else "editors and no container"
    if "volume" in values and "page" in values:
        return "article-journal", "volume and page"
    if "title" in values:
        return "document", "a title and nothing else that tells"
    return None, "nothing that tells is printed"
