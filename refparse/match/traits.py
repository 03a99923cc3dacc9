"""A work as the deduplicator compares it: every normal form worked out once, as plain text and numbers.

Fields of libraries and of cited strings are often not what they are called: a volume holds
the issue, a page the word "pages", an author list the title. What can be mended without
guessing is mended here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from refparse.normalize.folding import family_key, fold, initials, listed
from refparse.normalize.identifiers import arxiv_key, doi_key
from refparse.normalize.pages import page_range, plain_range
from refparse.normalize.titles import fold_title, notice_kind, number_value, without_notice
from refparse.work import Name, Work

_VOLUME = re.compile(
    r"\W*(?:v(?:ol(?:ume|\.)?|\.)?\W*(?=[0-9ivxlc]))?([0-9]++|[ivxlc]++\b|[a-z]-?[0-9]++)(.*)", re.DOTALL
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)|\s*[:/,.]\s*(?:n(?:o|umber|r)?\.?\s*)?([0-9]++)\b")
_SUPPLEMENT = re.compile(r"\b(?:s(?=[0-9])|suppl?(?:ement(?:um|ary)?s?)?)\W*([0-9]*|[ivx]*)\b")
_NO_PAGES = re.compile(r"n\.? ?pag\.?|no[- ]?pagination|no-no|n/a|\?+|0+(?:-0+)?|online.*", re.IGNORECASE)
#: A first page lost but for a letter: "t-51" for 849-51. S, E and A begin pages of their own.
_LOST_FIRST = re.compile(r"[b-df-rt-z]-([0-9]{1,4})", re.IGNORECASE)
_EDGES = re.compile(r"^\W+|(?:[^\w)]|(?<!\()\))+$")
#: How many pages a thesis or a report has, not which: "215 p", "xii, 304 leaves".
_COUNT = re.compile(r"(?:[ivxlc]{1,7},\s?)?[0-9]{1,4}\s?(?:p|pp|pages|leaves)\.?", re.IGNORECASE)
_PAGE_WORDS = re.compile(r"^(?:pp?|pages?|pgs?|págs?|s)\b\W*(?=[a-z]{0,2}[0-9])", re.IGNORECASE)
#: The volume before the pages: "2, pp. 524-532", "2) (pp. 524-532)".
_BEFORE_PAGES = re.compile(
    r"^\W*(?:vol(?:ume)?\.?\s?)?[0-9]{1,4}\s?[,;)]\W*(?=pp?\.\s?[a-z]?[0-9]+\W*(?:[a-z]?[0-9]+\W*)?$)", re.IGNORECASE
)
_PLACEHOLDERS = frozenset(
    {"unknown", "anonymous", "anon", "no author", "na", "not available", "untitled", "none", "nn"}
)
#: "[Review]", "[31 refs]", "[Chinese]" behind a title, and what MEDLINE tells there of other papers:
#: "[Erratum appears in J Bone. 2006 Jan;15(1):187]", "[see comment]".
_NOTE = re.compile(
    r"\s*\[(?:(?!errat|corrig|correction|comment|reply|response|retract|withdraw)[^\[\]]{1,24}"
    r"|(?:published\s)?(?:errat(?:um|a)|corrections?|comments?|retraction|update)\s(?:appears?\s)?in\b[^\[\]]{0,300})\]\s*$",
    re.IGNORECASE,
)
#: What kind of piece it is, in brackets: one source says so, the other leaves it out.
_GENRE = re.compile(
    r"\s*\((?:panel|tutorial|keynote|(?:[a-z]+\s)?abstract|(?:panel|tutorial)\s(?:session|abstract|discussion)"
    r"|experience\spaper|invited\s(?:paper|talk|lecture)|keynote\s(?:address|talk)|short\spaper|industrial\spaper)\)",
    re.IGNORECASE,
)
#: A string cut in two behind the initials of its last author, or before the year: "(1996) Experiments with boosting".
_LED = re.compile(r"([^\W\d_][\w'’-]*[^\W_]\.?,?\s)?\(((?:1[6-9]|20)[0-9]{2})[a-z]?\)[.,:]?\s+(?=\S{2})")
#: An abstract is no paper; one that a database wrote of a paper ("structured abstract") stands for it, an
#: extended one is all there is, and of a panel nothing else is printed.
_EXTRACT = re.compile(r"\((?!structured|provisional|extended|panel)(?:[a-z]+\s)?abstract(?:\sonly)?\)", re.IGNORECASE)
#: DOIs of arXiv, bioRxiv and medRxiv, SSRN, ChemRxiv, PsyArXiv, Preprints, Research Square.
_PREPRINT = re.compile(r"10\.(?:48550/arxiv|1101/[0-9]|2139/|26434/|31234/|20944/|21203/)")
_PREPRINTS = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|ssrn|chemrxiv|psyarxiv|preprints?|research square)\b", re.IGNORECASE
)
#: A table program took "10-17" for a date.
_MONTHS = dict(zip(listed("jan feb mar apr may jun jul aug sep oct nov dec"), map(str, range(1, 13)), strict=True))
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b(?=-[0-9])|(?<=[0-9]-)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b",
    re.IGNORECASE,
)
_ARTICLE_NUMBER = re.compile(r"e?[0-9]{5,9}|e[0-9]{3,9}")
_WORD_ONLY = re.compile(r"(?![ivxlc]+$)[^\W\d_]+")
_ZEROS = re.compile(r"(?<![0-9])0++(?=[0-9])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
#: An abstract is known by this much of its beginning, blanks left out.
_ABSTRACT = 400
_LONGEST_ISSUE = 3
_ARXIV_DOI = "10.48550/arxiv."


class Traits(NamedTuple):
    """What is compared; empty text and zero where a record says nothing."""

    #: The title as printed, its words folded, and the same without blanks.
    text: str
    title: str
    squeezed: str
    #: One entry a person: the folded family, the initials; every word of all the names.
    families: tuple[str, ...]
    initials: tuple[str, ...]
    names: str
    et_al: bool
    container: str
    year: int
    volume: str
    issue: str
    supplement: bool
    first: str
    last: str
    doi: str
    pmid: str
    pmcid: str
    arxiv: str
    edition: str
    type: str
    publisher: str
    abstract: str
    #: The string that was parsed, where one was; what fields lost is still in it.
    raw: str = ""
    #: The kind of notice about another work that the title announces; the title itself is kept without it.
    notice: str = ""
    #: Whether the title says that this is only the abstract of a paper or a talk.
    extract: bool = False
    #: Whether it came out where preprints do.
    preprint: bool = False
    #: Whether the title comes back year after year in one place: a column, not a title.
    recurs: bool = False

    @property
    def key(self) -> str:
        """All of it in one line: two records that say the same have one key."""
        told = " ".join(self.families), self.container, str(self.year), self.volume, self.issue
        return "|".join((self.squeezed, *told, self.first, self.last, self.doi, self.raw))


@lru_cache(maxsize=1 << 16)
def _person(family: str, given: str) -> tuple[str, str, str]:
    """The folded family, empty where it names nobody, the initials, and the words of the name."""
    key = family_key(family)
    named = len(key) > 1 and key not in _PLACEHOLDERS
    return key if named else "", initials(given), f"{family} {given}"


def _people(names: tuple[Name, ...]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Folded families, initials, and all the words of all the names."""
    people = [_person(name.printed_family, name.given or "") for name in names]
    kept = [person for person in people if person[0]]
    families, letters = tuple([person[0] for person in kept]), tuple([person[1] for person in kept])
    return families, letters, "; ".join([person[2] for person in people])


def _arxiv(number: str, doi: str) -> str:
    """The number at arXiv, which its own DOIs name too: "10.48550/arXiv.1707.08052"."""
    return arxiv_key(number or doi.removeprefix(_ARXIV_DOI)) if number or doi.startswith(_ARXIV_DOI) else ""


def _numbered(text: str) -> str:
    return " ".join(word.lstrip("0") or "0" for word in fold(text).split())


@lru_cache(maxsize=1 << 14)
def volume_and_issue(volume: str, issue: str) -> tuple[str, str, bool]:
    """Volume and issue told apart, and whether a supplement is named.

    >>> volume_and_issue("vol. 6(1),", ""), volume_and_issue("39 Suppl 1", ""), volume_and_issue("12", "SUPPL. 1")
    (('6', '1', False), ('39', 'suppl 1', True), ('12', 'suppl 1', True))
    >>> volume_and_issue("(Jul)", ""), volume_and_issue("2017 (no pagination)", "")
    (('', '', False), ('2017', '', False))
    """
    plain, whole = volume.lower(), issue.lower()
    found = _VOLUME.match(plain)
    if found is None:
        return "", _issue(whole), "suppl" in whole
    number = str(number_value(found[1]) or found[1].lstrip("0") or "0").replace("-", "")
    rest = found[2]
    if not whole and rest:
        bracket = _BRACKET.match(rest)
        whole = (bracket[1] or bracket[2] or "") if bracket else ""
        if "pagination" in whole or (whole.isalpha() and not whole.startswith("s")):
            whole = ""
    supplement = _SUPPLEMENT.search(rest)
    if supplement and "suppl" not in whole:
        whole = f"{whole} {supplement[0]}"
    issue = _issue(whole)
    return number, issue, "suppl" in issue


def _issue(text: str) -> str:
    """An issue for comparing: "Supplement I", "S1" and "Suppl. 1" are "suppl 1"."""
    plain = fold(_SUPPLEMENT.sub(r" suppl \1 ", text))
    words = plain.split()
    if "suppl" not in words:
        return " ".join(word.lstrip("0") or "0" for word in words)[:24]
    before = [str(number_value(word) or word) for word in words[: words.index("suppl")]]
    after = [str(number_value(word) or word) for word in words[words.index("suppl") + 1 :]]
    return " ".join((*before, "suppl", *after))[:24]


@lru_cache(maxsize=1 << 14)
def _ends(page: str) -> tuple[str, str]:
    """First and last page as keys."""
    if numbers := plain_range(page):
        return numbers
    # "2, pp. 524-532": what stands before is the volume.
    plain = _PAGE_WORDS.sub("", _EDGES.sub("", _BEFORE_PAGES.sub("", page))).strip()
    if not plain or _COUNT.fullmatch(plain) or _NO_PAGES.fullmatch(plain):
        return "", ""
    if lost := _LOST_FIRST.fullmatch(plain):
        return "", lost[1]
    plain = _MONTH.sub(lambda found: _MONTHS[found[0].lower()], plain)
    first, last = page_range(plain)
    first, last = (_ZEROS.sub("", end.lower().replace(" ", "").split(".")[0]) for end in (first, last))
    # "Suppl-12" names no first page.
    return ("" if _WORD_ONLY.fullmatch(first) else first), last


def traits(work: Work, raw: str = "") -> Traits:
    """What the deduplicator compares of a work.

    >>> from refparse.work import Date, Work
    >>> one = traits(Work(title="Calcinosis <i>cutis</i>", page="pp. 70--4.", volume="12(3)", issued=Date(year=1990)))
    >>> one.title, one.first, one.last, one.volume, one.issue, one.year
    ('calcinosis cutis', '70', '74', '12', '3', 1990)

    A placeholder ("UNKNOWN", "Anonymous") is a missing value.
    """
    text = work.title or ""
    named = work.editor if work.type == "book" and not work.author.names else work.author
    families, first_letters, names = _people(named.names)
    year = (work.issued.year or 0) if work.issued else 0
    led = _LED.match(text) if "(" in text else None
    # A name goes only where the people end in one that lost its family; a country is no name.
    if led and year in {0, int(led[2])} and (not led[1] or len(families) < len(named.names)):
        text, year = text[led.end() :], int(led[2])
    while text.rstrip().endswith("]") and (bare := _NOTE.sub("", text)) != text and bare:
        text = bare
    extract = bool(_EXTRACT.search(text))
    text = (_GENRE.sub("", text) if "(" in text else text) or text
    notice = notice_kind(text) or ""
    text = without_notice(text) if notice else text
    title = fold_title(text) if text else ""
    if title in _PLACEHOLDERS:
        text = title = ""
    volume, issue, supplement = volume_and_issue(work.volume or "", work.issue or "")
    first, last = _ends(work.page) if work.page else ("", "")
    if not first and _ARTICLE_NUMBER.fullmatch(issue):
        first, last, issue = issue, issue, ""
    container = work.container_title or ""
    doi = doi_key(work.DOI) if work.DOI else ""
    abstract = "".join(_WORDS.findall(work.abstract[: 2 * _ABSTRACT].lower()))[:_ABSTRACT] if work.abstract else ""
    return Traits(
        text, title, title.replace(" ", ""), families, first_letters, names, named.et_al, container, year,
        volume, issue, supplement, first, last, doi, work.PMID or "", (work.PMCID or "").upper(),
        _arxiv(work.arXiv or "", doi), _numbered(work.edition) if work.edition else "",
        work.type or "", work.publisher or "", abstract, raw, notice, extract,
        bool(_PREPRINT.match(doi) or _PREPRINTS.search(container) or (work.arXiv and not (container or volume))),
    )  # fmt: skip
