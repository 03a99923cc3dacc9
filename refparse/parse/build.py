"""A work from what the labels found: values tidied, identifiers read, the type decided."""

from __future__ import annotations

import re
from typing import Any

from refparse.normalize.dates import read_date
from refparse.normalize.identifiers import find_doi, parse_arxiv, parse_doi, parse_pmcid, parse_pmid
from refparse.parse.assemble import Assembled
from refparse.parse.kind import work_kind
from refparse.parse.slots import fold
from refparse.work import Work

#: Labels whose value is their text, and the work's names for them.
_TEXTS = {
    "title": "title",
    "container-title": "container_title",
    "collection-title": "collection_title",
    "volume": "volume",
    "issue": "issue",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "edition": "edition",
    "URL": "URL",
}
#: Work's field for each label that a field of a result can have.
FIELDS = _TEXTS | {
    "page": "page", "issued": "issued", "DOI": "DOI", "PMID": "PMID", "arXiv": "arXiv", "author": "author",
    "editor": "editor", "citation-number": "citation-number",
}  # fmt: skip
_DASH = re.compile(r" ?([-‐-―−]) ?")
#: What every DOI has.
_DOI = re.compile(r"10\.[0-9]")


def build(text: str, found: Assembled) -> tuple[Work, str]:
    """The work the fields state, and what its type was decided by.

    >>> from refparse.parse.assemble import Found
    >>> from refparse.work import NOBODY
    >>> fields = (Found("container-title", 0, 4, 1.0), Found("volume", 5, 7, 1.0), Found("page", 8, 13, 1.0))
    >>> work, because = build("Skin 12:30–41", Assembled(fields, NOBODY, NOBODY, (), ()))
    >>> work.container_title, work.page, work.type
    ('Skin', '30–41', 'article-journal')
    """
    printed = {label: text[start:end] for label, start, end, _ in found.fields}
    # Most strings are folded as they stand, and so is all that is printed in them.
    folded = printed if _is_folded(text) else {label: fold(value) for label, value in printed.items()}
    values: dict[str, Any] = {_TEXTS[label]: value for label, value in folded.items() if label in _TEXTS}
    if "page" in folded:
        page = folded["page"]
        values["page"] = _DASH.sub(r"\1", page) if " " in page else page
    if "issued" in folded:
        values["issued"] = read_date(folded["issued"])
    _identify(values, printed, text)
    kind, because = work_kind(text, printed)
    return Work(type=kind, author=found.author, editor=found.editor, **values), because


def _is_folded(text: str) -> bool:
    """Whether folding changes nothing printed in a text, from word to word: single blanks are all it has."""
    return text.isprintable() and "  " not in text


def _identify(values: dict[str, Any], printed: dict[str, str], text: str) -> None:
    """Identifiers, wherever they were printed: a DOI in a link is a DOI."""
    doi, prefix = parse_doi(printed["DOI"]) if "DOI" in printed else (None, None)
    # Most years are followed by a stop, few by a stop and a digit.
    if doi is None and "10." in text and _DOI.search(text):
        doi = find_doi(text)
    if doi is not None:
        values["DOI"] = doi
        if doi in values.get("URL", ""):
            del values["URL"]
    elif prefix is not None:
        values["doi_prefix"] = prefix
    if "PMID" in printed and (pmid := parse_pmid(printed["PMID"])):
        values["PMID"] = pmid
    if "PMC" in text and (pmcid := parse_pmcid(text)):
        values["PMCID"] = pmcid
    if "arXiv" in printed:
        arxiv = parse_arxiv(printed["arXiv"]) or parse_arxiv(f"arXiv:{printed['arXiv']}")
        values["arXiv"] = arxiv or fold(printed["arXiv"])
