"""Running heads and feet of a PDF: "J Pak Med Assoc", "Vol. 66, No. 5, May 2016", "Lupus (2006) 15, 400–403"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from refparse.parse.pages.draft import Draft, TextField, own_doi
from refparse.parse.pages.lines import Line, is_article_type, tidy
from refparse.parse.pages.words import JOURNAL_WORDS, SECTIONS, SMALL_WORDS

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}"
    r"|Spring|Summer|Autumn|Fall|Winter)\.?(?: [0-9]{1,2}(?=,))?"
)
_MONTHS = rf"(?:{_MONTH}(?: ?[-–/&] ?{_MONTH})? *,? *)?"
_JOURNAL = r"(?P<journal>[A-Z][^0-9;:|()\[\]]{1,90}?(?:\([A-Z][a-z]{2,20}\))?)"
_SEPARATED = r"[ ,;:.|/(_–-]*"
_NUMBERED = (
    rf"V(?:ol(?:ume|\.)?|OL(?:UME|\.)?) *(?P<volume>[0-9]{{1,4}}){_SEPARATED}"
    r"(?:(?:No\.?|NO\.?|Number|NUMBER|Issue|ISSUE|Iss\.?) *:? *"
    r"(?P<issue>[0-9]{1,3}(?:[-–][0-9]{1,3})?(?: *\(?Suppl[^,;:)|]{0,14}\)?)?))?"
)
_PAGE_NUMBER = r"(?:[ |/]+[0-9]{1,5})?"
_VOLUMES = (
    re.compile(
        rf"(?:[0-9]{{1,5}}[ |]+)?(?:{_JOURNAL}(?:[ |/]+(?!{_YEAR})[0-9]{{1,5}})?[ ,.|/–-]+)?{_NUMBERED}"
        rf" *[),;:.|/_–-]*+ *(?P<date>{_MONTHS}{_YEAR})?{_PAGE_NUMBER} *\.?"
    ),
    # The date before the volume: "January 2013 / Vol 23 / Issue 1", "2014, Vol. 24 (Suppl 1): S5".
    re.compile(
        rf"(?:[0-9]{{1,5}}[ |]+)?(?:{_JOURNAL}[ ,.|/–-]+)?(?P<date>{_MONTHS}{_YEAR})[ ,;:|/–-]+{_NUMBERED}"
        rf"(?:\(?(?P<part>(?:Special |Spec )?Suppl[^()]{{0,14}}|[0-9]{{1,3}})\))?"
        rf"(?: ?: ?(?P<page>[A-Za-z]?[0-9]{{1,7}}(?:[-–][A-Za-z]?[0-9]{{1,7}})?))?{_PAGE_NUMBER} *\.?"
    ),
)
_SITE = re.compile(r"(?: *[|/–-])? *(?:www\.|https?://)\S{1,80}(?: +[0-9]{1,5})?$")
_PAGES = r"(?P<page>[A-Za-z]?[0-9]{1,7}(?:[-–][A-Za-z]?[0-9]{1,7})?)"
_ISSUE = r"(?: ?\((?P<issue>[^()]{1,20})\))?"
#: Whose article it is, before the journal in a running head.
_BY = (
    r"(?:[0-9]{1,5}[ |]+)?"
    r"(?:[^\W\d_][^.;:()0-9]{1,60}? et al[.,:]+ |[^\W\d_][^.;:()0-9]{1,40} (?:and|&) [A-Z][\w’'-]{1,20}[.:] )?"
)
_MON = "[A-Z][a-z]{2}"
_CITATIONS = tuple(
    re.compile(f"{_BY}{form}{_PAGE_NUMBER}")
    for form in (
        rf"{_JOURNAL} \((?P<year>{_YEAR})\) (?P<volume>[0-9]{{1,4}}){_ISSUE} ?[:,] ?{_PAGES}\.?",
        rf"{_JOURNAL}[.,]? (?P<year>{_YEAR})(?: {_MON})?[;,] ?(?P<volume>[0-9]{{1,4}}){_ISSUE} ?: ?{_PAGES}\.?",
        rf"{_JOURNAL}[.,]? (?P<volume>[0-9]{{1,4}}){_ISSUE} ?: ?{_PAGES} ?[;,] ?(?P<year>{_YEAR})\.?",
        rf"{_JOURNAL}[.,]? (?P<volume>[0-9]{{1,4}}){_ISSUE} \((?P<year>{_YEAR})\) {_PAGES}\.?",
    )
)
#: An article without volume and pages, known by its DOI alone.
_ONLINE = re.compile(rf"{_BY}{_JOURNAL} (?P<year>{_YEAR})[.;:,]*")
#: How a page asks to be cited; the citation may run over some lines.
_ASKS = re.compile(
    r"(?:(?:how to|to|please)? ?cit(?:e|ing)(?: this)?(?: (?:article|paper|case report))?(?: as| in press as)?"
    r"|(?:suggested )?citation) *:",
    re.IGNORECASE,
)
_ASKED = (
    re.compile(
        r"[.?!]\s(?P<journal>[A-Z][^.;:0-9()\[\]?!]{1,80}|(?:[A-Z][A-Za-z]{0,9}\.\s?){2,6})[.,]?\s?"
        rf"(?P<year>{_YEAR})(?:\s{_MON}(?:\s[0-9]{{1,2}})?)?\s?;\s?(?P<volume>[0-9]{{1,4}})"
        rf"{_ISSUE}\s?:\s?{_PAGES}"
    ),
    re.compile(
        r"[.?!]\s(?P<journal>[A-Z][^.;:0-9()\[\]?!]{1,80}?)\s"
        rf"(?:Published\s[Oo]nline:?\s(?:[0-9]{{1,2}}\s)?[A-Z][a-z]{{2,8}}\s)?(?P<year>{_YEAR})[.,;:]?\sdoi"
    ),
)
_ASKED_LINES = 6
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
_OTHERWISE = re.compile(
    r"(?:[0-9]{1,5}[ |]+)?(?P<journal>[A-Z][A-Za-z.&]*+(?: [A-Za-z.&]++){1,7}?)(?:[ |]+[0-9]{1,5})?"
)
_STATED: tuple[TextField, ...] = ("volume", "issue", "page")
_DOI_BEHIND = re.compile(r",? *(?:doi|https?:)", re.IGNORECASE)
_NUMBER_BESIDE = re.compile(r"^[0-9]{1,5}\b[ |]*+|[ |]\b[0-9]{1,5}$")
_LONGEST = 200
_ABSTRACT_ENDS = 80


def put_running_heads(draft: Draft, lines: Sequence[Line], opening: int, behind: Sequence[Line] = ()) -> set[int]:
    """State what running heads say; where the lines that are heads begin.

    The ``opening`` lines may be heads by their shape; further down a head must come back
    on another page, or be a volume line. ``behind`` are the lines after the reference list.
    """
    often = Counter(_bare(line) for line in (*lines, *behind) if len(line.text) <= _LONGEST)
    text_at = next((i for i, line in enumerate(lines) if line.key == "introduction"), _ABSTRACT_ENDS)
    heads: set[int] = set()
    tails: list[tuple[re.Match[str], int]] = []
    numbered = False
    for index, line in enumerate(lines):
        if len(line.text) > _LONGEST:
            continue
        repeated = often[_bare(line)] > 1
        if (index < opening or repeated) and _citation(draft, lines, index):
            heads.add(line.start)
        elif found := _volume_line(line):
            numbered = True
            heads |= {line.start, *_volume(draft, lines, index, found)}
        elif repeated and _put_journal(draft, line):
            heads.add(line.start)
        elif index < text_at and (tail := _TAIL.search(line.text)):
            tails.append((tail, line.start))
    for tail, start in tails:
        _cited(draft, tail, start)
    _behind(draft, lines, behind, numbered=numbered)
    return heads


def _volume_line(line: Line) -> re.Match[str] | None:
    """A line read as volume with its issue or date."""
    if "ol" not in line.text and "OL" not in line.text:
        return None
    text = _SITE.sub("", line.text)
    for form in _VOLUMES:
        found = form.fullmatch(text)
        if found and (found["issue"] or found["date"]) and " et al" not in (found["journal"] or ""):
            return found
    return None


def _behind(draft: Draft, lines: Sequence[Line], behind: Sequence[Line], *, numbered: bool) -> None:
    """State what stands after the list, and a journal that stands alone on a page that has a volume line."""
    for index, line in enumerate(behind):
        # Where the list was not found its own lines stand here, too: they follow one another without a gap.
        apart = line.gap or index == len(behind) - 1
        if apart and len(line.text) <= _LONGEST and (found := _volume_line(line)):
            numbered = True
            _volume(draft, behind, index, found)
    for part in (lines, behind):
        for index, line in enumerate(part):
            if _ASKS.match(line.text):
                _asked(draft, part[index : index + _ASKED_LINES])
    if numbered and not draft.states("container_title"):
        alone = [line for line in (*lines, *behind) if line.gap or _bare(line) != tidy(line.text)]
        named = {_bare(line): line for line in alone if _titled(line)}
        if len(named) == 1:
            _put_journal(draft, *named.values())


def _asked(draft: Draft, lines: Sequence[Line]) -> None:
    """State the citation a page asks for, which ends where a gap or the next part of the page begins."""
    together = list(takewhile(lambda line: line is lines[0] or not (line.gap or line.key in SECTIONS), lines))
    start = lines[0].start
    text = draft.document.text[start : together[-1].end]
    found = min((hit for form in _ASKED if (hit := form.search(text))), key=lambda hit: hit.start("year"), default=None)
    if found is not None:
        _put_name(draft, found, start)
        draft.put_groups(found, start, [name for name in _STATED if name in found.re.groupindex])
        draft.put_issued_group(found, "year", start)


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
    if text != line.text and (found := _ONLINE.fullmatch(text)):
        _put_name(draft, found, line.start)
        draft.put_issued_group(found, "year", line.start)
        draft.put_doi(line)
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
    draft.put_groups(found, line.start, [name for name in _STATED if name in found.re.groupindex])
    if "part" in found.re.groupindex and found["part"]:
        draft.put("issue", line.start + found.start("part"), line.start + found.end("part"))
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


def _titled(line: Line) -> re.Match[str] | None:
    """A line read as a journal's name: "J" or "Journal" among its words, or nothing but words of such names."""
    if len(line.text) > _LONGEST:
        return None
    found = _TITLED.fullmatch(line.text) if "J" in line.text else None
    found = found or (_OTHERWISE.fullmatch(line.text) if not is_article_type(line.text) else None)
    if found is None or not _is_named(found["journal"]):
        return None
    words = found["journal"].lower().replace(".", "").split()
    return found if found.re is _TITLED or JOURNAL_WORDS.issuperset(words) else None


def _put_journal(draft: Draft, line: Line) -> bool:
    """State the journal, if the line is a journal's name."""
    found = _titled(line)
    if found is not None:
        _put_name(draft, found, line.start)
    return found is not None
