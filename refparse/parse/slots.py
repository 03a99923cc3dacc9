"""The slots a template may name: what each one matches, how it is read, how it is written.

A slot is three things, as a URL convertor is: a pattern, ``read(text) → value`` and
``write(work) → text``. Patterns live here and nowhere else, so that they can be kept
safe: they use ``[0-9]`` (``\\d`` takes every script's digits) and possessive or atomic
repeats wherever two ways of matching the same characters could multiply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from refparse.normalize.dates import parse_date, print_date
from refparse.normalize.identifiers import parse_doi
from refparse.normalize.names import parse_names, print_inverted, print_name
from refparse.work import Date, Name, Names, Work

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One kind of field place; ``field`` is the work's field it speaks of."""

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
    values["page"] = text if len(text.split()) == 1 else re.sub(r"\s*([-–—])\s*", r"\1", fold(text))


def _read_issued(values: Values, text: str) -> None:
    values["issued"] = parse_date(text) or Date(literal=fold(text))


def _write_issued(work: Work) -> str | None:
    return print_date(work.issued) if work.issued else None


def _write_year(work: Work) -> str | None:
    if not work.issued:
        return None
    return work.issued.literal or str(work.issued.year)


def _people(field: str, pattern: str, printer: Callable[[Name], str], last: str, et_al: str, example: str) -> Slot:
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
    doi, prefix = parse_doi(text)
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


def _write_ed(work: Work) -> str | None:
    return "ed" if len(work.editor) == 1 and not work.editor.et_al else "eds"


def _write_pp(work: Work) -> str | None:
    return work.page and ("pp" if re.search(r"[-–—,]", work.page) else "p")


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


# --- the patterns -----------------------------------------------------------------------

_YEAR = r"(?:1[5-9]|20)[0-9]{2}[a-z]?(?![0-9])"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*+\.?"
_DAY = r"[0-9]{1,2}(?:[-–][0-9]{1,2})?(?![0-9])"
_DATE = rf"{_YEAR}(?:\s+{_MONTH}(?:\s?[-–/]\s?{_MONTH})?(?:\s+{_DAY}(?:\s?[-–]\s?{_MONTH}(?:\s+{_DAY})?)?)?)?"
_ANYDATE = rf"(?:{_DATE}|{_DAY}\s+{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},\s+{_YEAR}|{_MONTH},?\s+{_YEAR})"
# People up to "(": a group may carry its acronym in brackets, a year may not be one.
_PEOPLE_TO_BRACKET = (
    r"[^()]*(?:\((?!(?:1[5-9]|20)[0-9]{2}|[Ee]ds?\b|[Hh]rsg|in press|forthcoming|n\.d)[^()]*\)[^()]*)*+(?<!\s)"
)
# People up to a full stop: only the stop of "Jr.," or of "et al." inside brackets does not end them.
# "Savin, J" and "J" end in an initial whose stop was taken for the end: those lists are the dotted kind.
_PEOPLE_TO_STOP = r"(?!\w\.)[^.:]*+(?:\.(?=[,;])[^.:]*+)*+(?<!,\s\w)(?<![&,])"
# Editors up to the word that says so.
_EDITORS = r"(?:(?!,?\s\(?(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\b)[^.:]|\.(?=[,;]))++"
# People whose initials have stops; a stop ends an initial ("J.") or stands before a comma.
_PEOPLE_DOTTED = r"(?:[^.:()0-9]{0,60}?(?:\b\w\.|\bJr\.|\bSr\.))++(?:,?\set\sal\.?)?"
#: An edition after a title belongs to neither title nor publisher, so a title never ends in one.
#: What may follow is looked at first: most places a title is tried to end at fail there.
_NO_EDITION = r"(?=[.,(\s'’”\"]|\Z)(?<! edn)(?<! ed)(?<! ed\.)(?<! edition)(?<! ed\.\))(?<! ed\))(?<! edn\))(?<![\s.])"
#: "A. Systemic lupus" is an author's initial gone astray, "E. coli in children" is a title.
_NO_INITIAL = r"(?!(?:\w\.[\s-]?){1,4}[A-ZÀ-Þ&,;]|[&,;]|and\s|et\sal)"
_TITLE = rf"{_NO_INITIAL}\S.*{_NO_EDITION}"
_CONTAINER = r"(?:[^.0-9]|[0-9](?=[A-Za-z]))+(?<!\s)"
_SMALL = r"(?:of|the|and|in|for|on|de|der|des|die|la|le|et|und|für|i|y|e|&)"
_OPENERS = (
    r"(?:Acta|Lancet|Blood|Lupus|Cancer|Gut|Heart|Brain|Nature|Science|Cell|Pain|Bone|Skin|Int|Eur|Am|Br|Proc|Arch|J)"
)
_WORD_WITH_STOP = r"[A-ZÀ-Þ][\w'’-]*+\."
# At most a dozen words: titles of journals end there, and so does the work on hostile text.
_DOTTED = (
    rf"(?:{_WORD_WITH_STOP}|{_OPENERS}(?=\s))"
    rf"(?:\s?{_WORD_WITH_STOP}|\s{_SMALL}(?=\s)|\s[A-Z][A-Za-z]*+(?=[\s:])){{0,12}}"
    rf"\s?[A-ZÀ-Þ(\[][\w'’()\[\]-]*+\.?(?<=\.)|"
    rf"(?:{_WORD_WITH_STOP}\s?){{1,12}}[A-ZÀ-Þ(\[][\w'’()\[\]-]*+"
)
#: A word between two stops with a capital after it, which abbreviations have and few sentences do.
_STOPS = re.compile(r"\.\s?[A-ZÀ-Þ][\w'’-]*\.\s?[A-ZÀ-Þ(]")
_VOLUME = r"(?:[A-Z]{0,3}[0-9]++(?:\s?[-–/]\s?[0-9]++)?[A-Z]?|[IVXLC]++|[ivx]++|Suppl)"
_SUPPLEMENT = r"(?:(?:[Ss]uppl(?:ement)?|SUPPL|Pt|[Pp]art|Spec(?:\sNo)?|Spec\sIssue)\b\.?(?:\s?[A-Z]?[0-9]*+[A-Z]?\b)?\s?){1,2}(?<!\s)"
_ISSUE = r"[^()\[\];:]++"
_LETTERS = r"[A-Za-z]{0,4}"
_NUMBER = rf"(?:{_LETTERS}[0-9]++(?:\.?[A-Za-z]{{1,2}}[0-9]*+)?|[ivxlc]++)"
_RANGE = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_PAGE = rf"{_RANGE}(?:(?:,\s?|;\s|\s(?:and|&)\s){_RANGE})*(?:\s(?:passim|contd?))?"
_PLACE = r"(?:[^.:;0-9]|\.(?=[,:A-Z])|(?<=\bSt)\.)+(?<!\s)"
# A stop inside a publisher or place ends an initial ("W.B. Saunders") or a short word, never a sentence.
_STOP_INSIDE = r"\.(?=\S)|(?<=\b[A-Z])\.|(?<=\bSt)\.|(?<=\bCo)\.|(?<=\bInc)\."
_PUBLISHER = rf"(?:[^;:.]|{_STOP_INSIDE})+(?<![\s,])"
_HOUSE = rf"(?:[^,;:.]|{_STOP_INSIDE}|,(?=\s(?:Inc|Ltd|LLC|Co|GmbH)\b))+(?<!\s)"
_EDITION = r"(?:[0-9]{1,2}(?:st|nd|rd|th)|[0-9]{1,2}\.?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Rr]ev(?:ised)?\.?|[Ii]nternational)(?:\s(?:rev(?:ised)?\.?|int(?:ernational)?))?"
_URL = r"(?:https?://|www\.|ftp://)\S*[^\s.,;…](?:\s?\.{3,}|…)?"
_DOI = r"(?:https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}(?:/|%2[Ff])\S+(?<![.,;\s])"

_VANCOUVER = {"last": ", ", "et_al": ", et al"}
_SPRINGER = {"last": ", ", "et_al": " et al"}
_APA = {"last": ", & ", "et_al": ", et al."}

SLOTS: dict[str, Slot] = {
    "author": _people("author", _PEOPLE_TO_STOP, print_name, example="Muller SA, Brunsting LA", **_VANCOUVER),
    "author:bracket": _people(
        "author", _PEOPLE_TO_BRACKET, print_name, example="Palmieri GMA, Sebes JI et al", **_SPRINGER
    ),
    "author:inverted": _people("author", _PEOPLE_TO_BRACKET, print_inverted, example="Smith, J. A., & Doe, B.", **_APA),
    "author:dotted": _people("author", _PEOPLE_DOTTED, print_inverted, example="Smith, J. A., Doe, B.", **_APA),
    "editor": _people("editor", _EDITORS, print_name, example="McLean FC", **_VANCOUVER),
    "editor:bracket": _people("editor", _PEOPLE_TO_BRACKET, print_name, example="Wallace DJ, Hahn BH", **_SPRINGER),
    "editor:dotted": _people("editor", _PEOPLE_DOTTED, print_name, example="F. C. McLean", last=" & ", et_al=" et al."),
    "editor:inverted": _people(
        "editor", _PEOPLE_TO_BRACKET, print_inverted, example="Wallace, D. J., & Hahn, B. H.", **_APA
    ),
    "editor-label": Slot(
        field="editor-label",
        pattern=r"(?:[Ee]ds?|[Ee]ditors?|[Hh]rsgg?)\b",
        read=_read_none,
        write=_write_ed,
        example="eds",
    ),
    "title": _plain("title", _TITLE, "Calcinosis cutis: part I. Diagnostic pathway"),
    "title:lazy": _plain("title", rf"{_NO_INITIAL}\S.*?{_NO_EDITION}", "Facial calcinosis cutis"),
    "container-title": _plain("container_title", _CONTAINER, "J Hand Surg [Br]"),
    "container-title:dotted": replace(_plain("container_title", _DOTTED, "J. Am. Acad. Dermatol."), needs=_STOPS),
    "container-title:any": _plain("container_title", r"\S.*?", "Radioisotopes and Bone. A Symposium"),
    "container-title:comma": _plain("container_title", r"[^.]*[^.,\s]", "Journal of Bone and Joint Surgery"),
    "collection-title": _plain("collection_title", r"[^().;:]+(?<!\s)", "Lecture notes in medicine"),
    "issued": Slot(field="issued", pattern=_DATE, read=_read_issued, write=_write_issued, example="2008 Aug 12"),
    "issued:year": Slot(field="issued", pattern=_YEAR, read=_read_issued, write=_write_year, example="1990"),
    "issued:any": Slot(
        field="issued",
        pattern=rf"(?:{_ANYDATE}|in press|forthcoming|n\.d\.)",
        read=_read_issued,
        write=_write_issued,
        example="May 17, 2018",
    ),
    "volume": _plain("volume", _VOLUME, "148"),
    "issue": _plain("issue", _ISSUE, "1 Suppl 40"),
    "issue:supplement": _plain("issue", _SUPPLEMENT, "Suppl 3"),
    "page": Slot(field="page", pattern=_PAGE, read=_read_page, write=_text("page")[1], example="1057–1059"),
    "page:range": Slot(
        field="page",
        pattern=rf"{_NUMBER}\s?[-–—]\s?{_NUMBER}",
        read=_read_page,
        write=_text("page")[1],
        example="17–22",
    ),
    "page-label": Slot(field="page-label", pattern=r"[Pp]p?\.?", read=_read_none, write=_write_pp, example="pp"),
    "page-label:p": Slot(field="page-label", pattern=r"[Pp]p?\.?", read=_read_none, write=lambda _: "p.", example="p."),
    "page-label:pp": Slot(
        field="page-label", pattern=r"[Pp]p?\.?", read=_read_none, write=lambda _: "pp.", example="pp."
    ),
    "edition": _plain("edition", _EDITION, "2nd"),
    "publisher": _plain("publisher", _PUBLISHER, "FA Davis Co Publishers"),
    "publisher:comma": _plain("publisher", _HOUSE, "Williams & Wilkins"),
    "publisher-place": _plain("publisher_place", _PLACE, "Philadelphia, Pa"),
    "publisher-place:comma": _plain("publisher_place", rf"(?:[^:;0-9.]|{_STOP_INSIDE})+?", "New York"),
    "DOI": Slot(field="DOI", pattern=_DOI, read=_read_link, write=_text("DOI")[1], example="10.1093/ndt/gfn036"),
    "URL": Slot(
        field="URL",
        pattern=_URL,
        read=_read_link,
        write=_write_link,
        spends=("DOI", "doi_prefix", "URL"),
        example="https://doi.org/10.1001/archde....",
    ),
    "PMID": _digits("PMID", r"[0-9]{1,9}", "18329987"),
    "PMCID": _digits("PMCID", r"PMC[0-9]{1,9}(?:\.[0-9]+)?", "PMC1233456"),
    "language": _plain("language", r"[A-Z][a-z]+(?:[,;]?\s(?:and\s)?[A-Z][a-z]+)*", "French"),
    "available-date": _keep("available-date", rf"(?:{_ANYDATE}|ahead of print)", "2008 Mar 7"),
    "accessed": _keep("accessed", rf"(?:{_ANYDATE}|[0-9]{{1,2}}[./][0-9]{{1,2}}[./][0-9]{{2,4}})", "12 May 2019"),
    "number": _plain("number", r"[A-Za-z]*[0-9][\w./-]*+", "WHO/123"),
    "genre": _keep(
        "genre",
        r"(?:[A-Z][A-Za-z.’']*\s){0,3}(?:[Tt]hesis|[Dd]issertation|[Dd]iss|[Hh]abilitation)(?:\s[A-Za-z]+)?",
        "PhD thesis",
    ),
    "pii": _keep("pii", r"[^\s.;]+(?:\.[^\s.;]+)*", "bcr2012007301"),
}
