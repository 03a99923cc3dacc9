"""Running heads and feet of a PDF: "J Pak Med Assoc", "Vol. 66, No. 5, May 2016", "Lupus (2006) 15, 400–403"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from refparse.parse.pages.draft import Draft, own_doi
from refparse.parse.pages.lines import Line, tidy
from refparse.parse.pages.words import SMALL_WORDS

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTHS = r"(?:[A-Z][a-z]{2,8}\.?(?: ?[-–/&] ?[A-Z][a-z]{2,8}\.?)? *,? *)?"
_JOURNAL = r"(?P<journal>[A-Z][^0-9;:|()\[\]]{1,90}?(?:\([A-Z][a-z]{2,20}\))?)"
_VOLUME = re.compile(
    rf"(?:[0-9]{{1,5}}[ |]+)?(?:{_JOURNAL}[ ,.|–-]+)?V(?:ol(?:ume|\.)?|OL(?:UME|\.)?) *(?P<volume>[0-9]{{1,4}})"
    r" *[,;:.|(–-]* *(?:(?:No\.?|NO\.?|Number|NUMBER|Issue|ISSUE|Iss\.?) *:? *"
    r"(?P<issue>[0-9]{1,3}(?:[-–][0-9]{1,3})?(?: *\(?Suppl[^,;:)|]{0,14}\)?)?))?"
    rf" *[),;:.|–-]* *(?P<date>{_MONTHS}{_YEAR})?(?:[ |]+[0-9]{{1,5}})? *\.?"
)
_PAGES = r"(?P<page>[A-Za-z]?[0-9]{1,7}(?:[-–][A-Za-z]?[0-9]{1,7})?)"
_ISSUE = r"(?: ?\((?P<issue>[^()]{1,20})\))?"
_CITATIONS = tuple(
    re.compile(form)
    for form in (
        rf"{_JOURNAL} \((?P<year>{_YEAR})\) (?P<volume>[0-9]{{1,4}}){_ISSUE} ?[:,] ?{_PAGES}\.?",
        rf"{_JOURNAL}[.,]? (?P<year>{_YEAR})(?: [A-Z][a-z]{{2}})?; ?(?P<volume>[0-9]{{1,4}}){_ISSUE} ?: ?{_PAGES}\.?",
        rf"{_JOURNAL}[.,]? (?P<volume>[0-9]{{1,4}}){_ISSUE} ?: ?{_PAGES} ?[;,] ?(?P<year>{_YEAR})\.?",
        rf"{_JOURNAL}[.,]? (?P<volume>[0-9]{{1,4}}){_ISSUE} \((?P<year>{_YEAR})\) {_PAGES}\.?",
    )
)
_ARTICLE_ID = re.compile(r"Volume (?P<volume>[0-9]{4}), Article ID (?P<page>[0-9]{3,9})(?:, [0-9]+ pages?)?")
#: How a journal asks to be cited, in brackets at the end of the keywords.
_TAIL = re.compile(
    rf"\((?P<journal>[A-Z][A-Za-z. ]{{1,60}}?) (?P<volume>[0-9]{{1,4}}){_ISSUE} ?: ?{_PAGES}"
    rf" ?[;,] ?(?P<year>{_YEAR})\)\.?$"
)
_TITLED = re.compile(
    r"(?:[0-9]{1,5}[ |]+)?(?P<journal>(?:The )?(?:[A-Z][\w.&]*,? ){0,6}?(?:J|Journal|JOURNAL)\b[^0-9;:|()]{0,70}?)"
    r"(?:[ |]+[0-9]{1,5})?"
)
_DOI_BEHIND = re.compile(r",? *(?:doi|https?:)", re.IGNORECASE)
_NUMBER_BESIDE = re.compile(r"^[0-9]{1,5}\b[ |]*+|[ |]\b[0-9]{1,5}$")
_LONGEST = 200
_ABSTRACT_ENDS = 80


def put_running_heads(draft: Draft, lines: Sequence[Line], opening: int) -> set[int]:
    """State what running heads say; where the lines that are heads begin.

    The ``opening`` lines may be heads by their shape; further down a head must come back
    on another page, or be a volume line.
    """
    often = Counter(_bare(line) for line in lines if len(line.text) <= _LONGEST)
    text_at = next((i for i, line in enumerate(lines) if line.key == "introduction"), _ABSTRACT_ENDS)
    heads: set[int] = set()
    tails: list[tuple[re.Match[str], int]] = []
    for index, line in enumerate(lines):
        if len(line.text) > _LONGEST:
            continue
        repeated = often[_bare(line)] > 1
        found = _VOLUME.fullmatch(line.text) if "ol" in line.text or "OL" in line.text else None
        if (index < opening or repeated) and _citation(draft, lines, index):
            heads.add(line.start)
        elif found and (found["issue"] or found["date"]):
            heads |= {line.start, *_volume(draft, lines, index, found)}
        elif repeated and _put_journal(draft, line):
            heads.add(line.start)
        elif index < text_at and (tail := _TAIL.search(line.text)):
            tails.append((tail, line.start))
    for tail, start in tails:
        _cited(draft, tail, start)
    return heads


def _bare(line: Line) -> str:
    """A head without the page number beside it."""
    return _NUMBER_BESIDE.sub("", tidy(line.text))


def _cited(draft: Draft, found: re.Match[str], offset: int) -> None:
    """State journal, year, volume, issue and pages of a citation."""
    _put_name(draft, found, offset)
    draft.put_groups(found, offset, ("volume", "issue", "page"))
    draft.put_issued_group(found, "year", offset)


def _put_name(draft: Draft, found: re.Match[str], offset: int) -> None:
    start = offset + found.start("journal")
    draft.put("container_title", start, start + len(found["journal"].rstrip(" .,")))


def _citation(draft: Draft, lines: Sequence[Line], index: int) -> bool:
    """State a head that cites the article, if the line is one."""
    line = lines[index]
    text = _DOI_BEHIND.split(line.text, maxsplit=1)[0].rstrip() if own_doi(line.text) else line.text
    for form in _CITATIONS:
        if found := form.fullmatch(text):
            _cited(draft, found, line.start)
            return True
    if found := _ARTICLE_ID.match(text):
        if index and _is_named(tidy(lines[index - 1].text)):
            draft.put("container_title", lines[index - 1].start, lines[index - 1].end)
        draft.put_groups(found, line.start, ("volume", "page"))
        draft.put_issued_group(found, "volume", line.start)
        return True
    return False


def _volume(draft: Draft, lines: Sequence[Line], index: int, found: re.Match[str]) -> set[int]:
    """State a volume line, and the journal in it or on the lines beside it; where that line begins."""
    line = lines[index]
    draft.put_groups(found, line.start, ("volume", "issue"))
    draft.put_issued_group(found, "date", line.start)
    if found["journal"]:
        _put_name(draft, found, line.start)
        return set()
    beside = (*lines[max(0, index - 2) : index][::-1], *lines[index + 1 : index + 3])
    return {next((other.start for other in beside if _put_journal(draft, other)), line.start)}


def _is_named(text: str) -> bool:
    """Whether words can be a journal's name: several, and all but the small ones with capitals."""
    words = text.split()
    return len(words) > 1 and all(word in SMALL_WORDS or not word[0].islower() for word in words)


def _put_journal(draft: Draft, line: Line) -> bool:
    """State the journal, if the line is a journal's name with "J" or "Journal" among its words."""
    found = _TITLED.fullmatch(line.text) if "J" in line.text and len(line.text) <= _LONGEST else None
    if found is None or not _is_named(found["journal"]):
        return False
    _put_name(draft, found, line.start)
    return True
