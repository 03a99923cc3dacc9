"""The slots a template may name: what each one matches, how it is read, how it is written.

A slot is three things, as a shapes.URL convertor is: a pattern, ``read(text) → value`` and
``write(work) → text``. The patterns have a file of their own, where they can be kept safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from refparse.normalize.dates import parse_date, print_date
from refparse.normalize.identifiers import parse_doi
from refparse.normalize.names import parse_names, print_inverted, print_name
from refparse.parse import patterns as shapes
from refparse.work import Date, Name, Names, Work

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One kind of field place; ``field`` is the work's field it speaks of, empty for a word of the style itself."""

    field: str
    pattern: str
    #: Puts what was read into the values of the work to be.
    read: Callable[[Values, str], None]
    #: The text to print, ``None`` when the work does not state it.
    write: Callable[[Work], str | None]
    #: For the table in the grammars' README.
    example: str
    #: Searched for before a template with this slot runs: what no match can do without.
    needs: re.Pattern[str] | None = None
    #: Fields that count as printed once this slot is; without any, ``field`` does.
    spends: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Text with every run of blanks as one blank, and words cut at a line's end joined again.

    >>> fold("immuno-\\nsuppressed\\u00a0 mice")
    'immunosuppressed mice'
    """
    if "\n" in text:
        text = re.sub(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[a-zß-öø-ÿ])", "", text)
    return " ".join(text.split())


def _text(field: str) -> tuple[Callable[[Values, str], None], Callable[[Work], str | None]]:
    """Read and write of a field that is plain text."""

    def read(values: Values, text: str) -> None:
        values[field] = fold(text)

    def write(work: Work) -> str | None:
        value: str | None = getattr(work, field)
        return value

    return read, write


def _plain(field: str, pattern: str, example: str) -> Slot:
    read, write = _text(field)
    return Slot(field=field, pattern=pattern, read=read, write=write, example=example)


def _read_page(values: Values, text: str) -> None:
    # A page range never holds a blank: "585 -7", "585–\n587".
    values["page"] = text if len(text.split()) == 1 else re.sub(r"\s*([-‐-―−])\s*", r"\1", fold(text))


def _read_issued(values: Values, text: str) -> None:
    values["issued"] = parse_date(text) or Date(literal=fold(text))


def _write_issued(work: Work) -> str | None:
    return print_date(work.issued) if work.issued else None


def _write_year(work: Work) -> str | None:
    if not work.issued:
        return None
    return work.issued.literal or str(work.issued.year)


def _people(field: str, pattern: str, printer: Callable[[Name], str], *, last: str, et_al: str, example: str) -> Slot:
    """A slot for people: ``last`` joins the last of them, ``et_al`` stands for the rest."""

    def read(values: Values, text: str) -> None:
        values[field] = parse_names(text)

    def write(work: Work) -> str | None:
        people: Names = getattr(work, field)
        printed = [printer(name) for name in people.names]
        if not printed:
            return None
        if people.et_al:
            return ", ".join(printed) + et_al
        return last.join([", ".join(printed[:-1]), printed[-1]]) if len(printed) > 1 else printed[0]

    return Slot(field=field, pattern=pattern, read=read, write=write, example=example)


def _read_link(values: Values, text: str) -> None:
    """A link or labelled identifier: a DOI if it is one, what is left of a cut one, else the URL."""
    doi, prefix = parse_doi(re.sub(r"\s+(?=\.{3}|…)", "", text))  # "archde ....": still cut
    if doi is not None:
        values["DOI"] = doi
    elif prefix is not None:
        values["doi_prefix"] = prefix
    else:
        values["URL"] = fold(text)


def _write_link(work: Work) -> str | None:
    if work.DOI is not None:
        return f"https://doi.org/{work.DOI}"
    if work.doi_prefix is not None:
        return f"https://doi.org/{work.doi_prefix}...."
    return work.URL


def _read_none(_values: Values, _text: str) -> None:
    """Words of the style itself ("eds") say nothing of the work."""


def _word(printed: str, pattern: str) -> Slot:
    """A word of the style itself, spelt in several ways and printed in one."""
    return Slot(field="", pattern=pattern, read=_read_none, write=lambda _: printed, example=printed)


def _write_ed(work: Work) -> str | None:
    return "ed" if len(work.editor) == 1 and not work.editor.et_al else "eds"


def _write_pp(work: Work) -> str | None:
    return work.page and ("pp" if re.search(r"[-‐-―−,]", work.page) else "p")


def _digits(field: str, pattern: str, example: str) -> Slot:
    """An identifier made of the word characters in its match."""
    _, write = _text(field)

    def read(values: Values, text: str) -> None:
        values[field] = text.strip()

    return Slot(field=field, pattern=pattern, read=read, write=write, example=example)


def _keep(key: str, pattern: str, example: str) -> Slot:
    """A slot for what CSL has no field of ours for: kept under ``extra`` for the way back."""

    def read(values: Values, text: str) -> None:
        values["extra"] = (*values.get("extra", ()), (key, fold(text)))

    def write(work: Work) -> str | None:
        return dict(work.extra).get(key)

    return Slot(field=key, pattern=pattern, read=read, write=write, example=example)


_VANCOUVER = {"last": ", ", "et_al": ", et al"}
_SPRINGER = {"last": ", ", "et_al": " et al"}
_APA = {"last": ", & ", "et_al": ", et al."}

SLOTS: dict[str, Slot] = {
    "author": _people("author", shapes.PEOPLE_TO_STOP, print_name, example="Muller SA, Brunsting LA", **_VANCOUVER),
    "author:bracket": _people(
        "author", shapes.PEOPLE_TO_BRACKET, print_name, example="Palmieri GMA, Sebes JI et al", **_SPRINGER
    ),
    "author:inverted": _people(
        "author", shapes.PEOPLE_TO_BRACKET, print_inverted, example="Smith, J. A., & Doe, B.", **_APA
    ),
    "author:dotted": _people("author", shapes.PEOPLE_DOTTED, print_inverted, example="Smith, J. A., Doe, B.", **_APA),
    "author:et-al": _people("author", shapes.PEOPLE_ET_AL, print_name, example="Tan EM, Cohen AS, et al", **_VANCOUVER),
    "editor": _people("editor", shapes.EDITORS, print_name, example="McLean FC", **_VANCOUVER),
    "editor:bracket": _people(
        "editor", shapes.PEOPLE_TO_BRACKET, print_name, example="Wallace DJ, Hahn BH", **_SPRINGER
    ),
    "editor:dotted": _people(
        "editor", shapes.PEOPLE_DOTTED, print_name, example="McLean, F. C.", last=" & ", et_al=" et al."
    ),
    "editor:inverted": _people(
        "editor", shapes.PEOPLE_TO_BRACKET, print_inverted, example="Wallace, D. J., & Hahn, B. H.", **_APA
    ),
    "editor-label": Slot(
        field="",
        pattern=r"(?:[Ee]ds?|[Ee]ditors?|[Hh]rsgg?)\b",
        read=_read_none,
        write=_write_ed,
        example="eds",
    ),
    "title": _plain("title", shapes.SENTENCES, "Calcinosis cutis: part I. Diagnostic pathway"),
    "title:any": _plain("title", shapes.TITLE, "Dubois' lupus erythematosus"),
    "title:alone": _plain("title", shapes.NO_NAMES + shapes.SENTENCES, "Diagnostic criteria for diabetic retinopathy"),
    "title:lazy": _plain("title", shapes.SENTENCES_LAZY, "Facial calcinosis cutis"),
    "container-title": _plain("container_title", shapes.CONTAINER, "J Hand Surg [Br]"),
    "container-title:bare": _plain("container_title", r"[^.,;:0-9]+(?<!\s)", "Eur J Clin Microbiol Infect Dis"),
    "container-title:dotted": replace(
        _plain("container_title", shapes.DOTTED, "J. Am. Acad. Dermatol."), needs=shapes.STOPS
    ),
    "container-title:sentences": _plain("container_title", shapes.SENTENCES_LAZY, "Clinical Studies. A Symposium"),
    "container-title:any": _plain("container_title", shapes.BOOK, "Dubois' lupus erythematosus"),
    "container-title:comma": _plain("container_title", r"[^.]*[^.,\s]", "Journal of Bone and Joint Surgery"),
    "collection-title": _plain("collection_title", shapes.SERIES, "WHO Technical Report Series 843"),
    "issued": Slot(field="issued", pattern=shapes.DATE, read=_read_issued, write=_write_issued, example="2008 Aug 12"),
    "issued:year": Slot(field="issued", pattern=shapes.YEAR, read=_read_issued, write=_write_year, example="1990"),
    "issued:any": Slot(
        field="issued",
        pattern=rf"(?:{shapes.ANYDATE}|in press|forthcoming|n\.d\.)",
        read=_read_issued,
        write=_write_issued,
        example="May 17, 2018",
    ),
    "volume": _plain("volume", shapes.VOLUME, "148"),
    "issue": _plain("issue", shapes.ISSUE, "1 Suppl 40"),
    "issue:supplement": _plain("issue", shapes.SUPPLEMENT, "Suppl 3"),
    "page": Slot(field="page", pattern=shapes.PAGE, read=_read_page, write=_text("page")[1], example="1057–1059"),
    "page:range": Slot(
        field="page",
        pattern=rf"{shapes.NUMBER}\s?[-‐-―−]\s?{shapes.NUMBER}",
        read=_read_page,
        write=_text("page")[1],
        example="17–22",
    ),
    "page-label": Slot(field="", pattern=r"[Pp]p?\.?", read=_read_none, write=_write_pp, example="pp"),
    "page-label:p": _word("p.", r"[Pp]p?\.?"),
    "page-label:pp": _word("pp.", r"[Pp]p?\.?"),
    "edition-label": _word("ed", r"ed(?:n|ition)?\b"),
    "edition-label:edn": _word("edn", r"ed(?:n|ition)?\b"),
    "edition": _plain("edition", shapes.EDITION, "2nd"),
    "publisher": _plain("publisher", shapes.PUBLISHER, "FA Davis Co Publishers"),
    "publisher:comma": _plain("publisher", shapes.HOUSE, "Williams & Wilkins"),
    "publisher-place": _plain("publisher_place", shapes.PLACE, "Philadelphia, Pa"),
    "publisher-place:comma": _plain("publisher_place", rf"(?:[^:;0-9.]|{shapes.STOP_INSIDE})+?", "New York"),
    "DOI": Slot(field="DOI", pattern=shapes.DOI, read=_read_link, write=_text("DOI")[1], example="10.1093/ndt/gfn036"),
    "URL": Slot(
        field="URL",
        pattern=shapes.URL,
        read=_read_link,
        write=_write_link,
        spends=("DOI", "doi_prefix", "URL"),
        example="https://doi.org/10.1001/archde....",
    ),
    "ISBN": _digits("ISBN", r"(?:97[89][ -]?)?[0-9][0-9 -]{7,13}[0-9Xx]", "0-7216-3645-9"),
    "PMID": _digits("PMID", r"[0-9]{1,9}", "18329987"),
    "PMCID": _digits("PMCID", r"PMC[0-9]{1,9}(?:\.[0-9]+)?", "PMC1233456"),
    "language": _plain("language", r"[A-Z][a-z]+(?:[,;]?\s(?:and\s)?[A-Z][a-z]+)*", "French"),
    "available-date": _keep("available-date", rf"(?:{shapes.ANYDATE}|ahead of print)", "2008 Mar 7"),
    "accessed": _keep("accessed", shapes.ACCESSED, "12 May 2019"),
    "number": _plain("number", r"[A-Za-z]*[0-9][\w./-]*+", "TR123"),
    "genre": _keep(
        "genre",
        r"(?:[A-Z][A-Za-z.’']*\s){0,3}(?:[Tt]hesis|[Dd]issertation|[Dd]iss|[Hh]abilitation)(?:\s[A-Za-z]+)?",
        "PhD thesis",
    ),
    "status": _keep("status", r"(?:[Ii]n [Pp]ress|[Ff]orthcoming|[Ss]ubmitted|[Aa]ccepted)", "in press"),
    "discussion": _keep("discussion", rf"(?:discussion|quiz|author reply|reply)\s{shapes.PAGE}", "discussion 579–581"),
    "pii": _keep("pii", r"[^\s.;]+(?:\.[^\s.;]+)*", "bcr2012007301"),
}

#: Slots tried sentence by sentence: only a stop, a question mark or an exclamation mark ends them.
WHOLE_SENTENCES = frozenset({"title", "title:lazy", "title:alone", "container-title:sentences"})
