"""Sets of records with known duplicates, as works: what ``benchmarks.dedup`` reads.

A set is a folder with records.jsonl and truth.csv. Fields are taken as they lie there; a record
that is one raw reference string is read by the labeller.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

from refparse.normalize.dates import parse_date
from refparse.normalize.identifiers import parse_doi
from refparse.normalize.names import parse_names
from refparse.pipeline.strings import parse_strings
from refparse.reference import Parsed
from refparse.work import NOBODY, Date, Name, Names, Work, WorkType

_AND = re.compile(r"\s+and\s+|\s*;\s*")
#: "Adeli K.Lewis G. F.": a name that begins right behind the stop of an initial.
_GLUED = re.compile(r"(?<=[A-ZÀ-Þ]\.)(?=(?:[A-ZÀ-Þ][a-zà-ÿ'’A-ZÀ-Þ-]|[a-z]{2,3}\s?[A-Z]))")
_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_ONLY_INITIALS = re.compile(r"(?:[^\W\d_]\b[.\s-]*){1,4}")
#: "Given Family, G. M. Family": nothing to mend, and every name can be kept.
_NATURAL_NAME = (
    r"(?!The\s)(?:[A-ZÀ-Þ]\.?|[A-ZÀ-Þ][a-zà-ÿ]{2,}+(?:-[A-ZÀ-Þ]?[a-zà-ÿ]++)?)(?: [A-ZÀ-Þ]\.?)*+"
    r" [A-ZÀ-Þ][a-zà-ÿ]{3,}+(?:-[A-ZÀ-Þ][a-zà-ÿ]{3,}+)?"
)
_NATURAL = re.compile(rf"{_NATURAL_NAME}(?:, {_NATURAL_NAME})*+")
#: "Family G. H."
_TURNED = re.compile(r"([A-ZÀ-Þ][a-zà-ÿ]{2,}+) ([A-ZÀ-Þ]\.(?: [A-ZÀ-Þ]\.)?+)")
_EDGES = " \t,;:"
_TYPES: dict[str, WorkType] = {
    "article": "article-journal",
    "journal article": "article-journal",
    "inproceedings": "paper-conference",
    "conference proceedings": "paper-conference",
    "conference paper": "paper-conference",
    "book": "book",
    "edited book": "book",
    "book section": "chapter",
    "incollection": "chapter",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "web page": "webpage",
    "online": "webpage",
}

Fields = dict[str, str]


def people(text: str) -> Names:
    """The people of an author field, whichever of the usual ways it is written.

    >>> [(name.family, name.given) for name in people("Adeli K.Lewis G. F.").names]
    [('Adeli', 'K.'), ('Lewis', 'G. F.')]
    >>> [(name.family, name.given) for name in people("Dan Suciu, Werner Nutt").names]
    [('Suciu', 'Dan'), ('Nutt', 'Werner')]
    """
    if _NATURAL.fullmatch(text):
        return Names(names=tuple(map(_person, text.split(", "))))
    parts = [part.strip(_EDGES) for part in (_AND.split(text) if ";" in text or "and" in text else (text,))]
    if len(parts) == 1 and ("," not in text or _GLUED.search(text)):
        parts = [part.strip(_EDGES) for part in _GLUED.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(part.count(",") <= 1 for part in parts):
        others = parts[-1].lower() in {"others", "et al", "et al."}
        return Names(names=tuple(map(_person, parts[: -1 if others else None])), et_al=others)
    natural = not re.search(r"\b[A-ZÀ-Þ]{1,3}\b(?:,|$)", text)
    names = parse_names(text, natural=natural)
    return replace(names, names=tuple(_glued(names.names)))


def _glued(names: Iterable[Name]) -> Iterator[Name]:
    """The names, one that is nothing but initials joined to the family before it."""
    held: Name | None = None
    for name in names:
        if held and not held.given and _ONLY_INITIALS.fullmatch(name.family or ""):
            yield replace(held, given=name.family)
            held = None
            continue
        if held:
            yield held
        held = name
    if held:
        yield held


@lru_cache(maxsize=1 << 16)
def _person(part: str) -> Name:
    family, comma, given = part.partition(",")
    if comma:
        return Name(family=family.strip(), given=given.strip() or None)
    if turned := _TURNED.fullmatch(part):
        return Name(family=turned[1], given=turned[2])
    return (parse_names(part, natural=True).names or (Name(family=part),))[0]


def _issued(fields: Fields) -> Date | None:
    text = fields.get("year") or fields.get("date") or ""
    year = _YEAR.search(text)
    if year:
        return Date(year=int(year[1]))
    return parse_date(text) if text else None


def work_of(fields: Fields) -> Work:
    """One record as a work."""
    fields = {name: unescape(value) if "&" in value else value for name, value in fields.items()}
    doi, prefix = parse_doi(fields.get("doi", ""))
    return Work(
        type=_TYPES.get(fields.get("type", "").lower()),
        title=fields.get("title"),
        author=people(fields["author"]) if fields.get("author") else NOBODY,
        container_title=fields.get("journal") or fields.get("booktitle"),
        issued=_issued(fields),
        volume=fields.get("volume"),
        issue=fields.get("issue"),
        page=fields.get("pages"),
        publisher=fields.get("publisher") or fields.get("institution"),
        DOI=doi,
        doi_prefix=prefix,
        PMID=fields.get("pmid"),
        ISSN=fields.get("isbn"),
        abstract=fields.get("abstract"),
    )


def _raw_works(raws: Iterable[str]) -> Iterator[Work]:
    for result in parse_strings(raws):
        yield result.work if isinstance(result, Parsed) else Work(title=result.reference.text)


def read_set(folder: Path) -> tuple[list[str], list[Work], list[str]]:
    """Ids, works and raw strings of a set, in its order."""
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        rows: list[Fields] = [json.loads(line) for line in lines]
    if rows and "raw" in rows[0]:
        raws = [row["raw"] for row in rows]
        return [row["id"] for row in rows], list(_raw_works(raws)), raws
    return [row["id"] for row in rows], list(map(work_of, rows)), [""] * len(rows)


def each_work(folder: Path, ids: list[str]) -> Iterator[Work]:
    """The works of a set that holds fields, one after the other; their ids are added to ``ids``."""
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row: Fields = json.loads(line)
            ids.append(row["id"])
            yield work_of(row)


def read_truth(folder: Path) -> dict[str, str]:
    """The cluster of every record."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["cluster"] for row in csv.DictReader(lines)}
