"""Numbers that may cite: their shapes in running text, and what stands around them.

A superscript that was copied is a number glued to the word or stop before it; lists of them
go on behind a blank or on the next line. Which of these the article means, its order tells
(:mod:`refparse.layout.callouts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from refparse.layout.clean import UPPER

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_BETWEEN = r"(?:\s?(?:[,;–‐‑−-]|and\b|&)\s?)"
_NUMBERS = rf"[1-9][0-9]{{0,2}}(?>(?:{_BETWEEN}[1-9][0-9]{{0,2}}(?![0-9])){{0,20}})"
_GLUED = r"[1-9][0-9]{0,2}(?>(?:[,–‐‑−-][1-9][0-9]{0,2}(?![0-9])){0,20})"
#: After a marker: not more of a number, of a unit, of a name.
_AFTER = rf"(?![0-9%°(/=<>+′″'’]|[.:][0-9]|[,–‐‑−-][0-9A-Za-z]|[a-zµμ](?![{UPPER}]))"
_PARAGRAPH = r"[ \t\xa0]*\n[ \t\xa0]*(?:\n|\Z)|\s*\Z"
_OPENS = rf"\s+[“\"‘(]?[{UPPER}]|{_PARAGRAPH}"
_ENDED = re.compile(
    rf"(?:(?<=[^\W0-9_])|(?<=[)\]%]))(?P<stop>[.,;:!?]?[”\"’'»)\]]|[.!?…])[”\"’')»\]]?(?P<numbers>{_GLUED}){_AFTER}"
    rf"|(?<=[0-9])(?P<late>\.)(?P<dated>{_GLUED})(?={_OPENS}|[{UPPER}][a-z]){_AFTER}"
)
_PAUSED = re.compile(
    rf"(?:(?<=[^\W0-9_])|(?<=[)\]”\"’'%])|(?<=\bal\.)|(?<=\betc\.))[,;:](?P<numbers>{_GLUED}){_AFTER}(?=[\s.,;:)]|$)"
    rf"|(?<=[0-9])[,;](?P<dated>{_GLUED})(?=\s[a-z]{{2,}}){_AFTER}"
)
_WORD = re.compile(
    rf"(?:(?<=[^\W0-9_{UPPER}]{{3}})|(?<=\bet al)|(?<=[a-z]['’]s)|(?<=[0-9]%))(?P<numbers>{_GLUED}){_AFTER}"
    r"(?=[\s.,;:)]|$)"
)
_BRACKET = re.compile(rf"\[\s?(?P<numbers>{_NUMBERS})\s?\]")
_ROUND = re.compile(
    r"(?:(?<=[^\W0-9_][ \n\xa0])|(?<=[%)”\"][ \n\xa0])|(?<=\b(?:19|20)[0-9]{2}[ \n\xa0]))"
    rf"\((?P<numbers>{_NUMBERS})\)(?=(?P<ends>[.,;:]|\s[a-z{UPPER}]|\s?$|\s\n))"
)
_KINDS = (("ended", _ENDED), ("paused", _PAUSED), ("word", _WORD), ("bracket", _BRACKET), ("round", _ROUND))
#: Kinds that are markers by their shape; the others need strong ones beside them, or an order of their own.
STRONG = ("ended", "bracket")

#: A list that goes on behind a blank, on the next line or in the next column, and what then lets it be one:
#: after a stop the next sentence, elsewhere a stop or a word that joins clauses and counts nothing.
_MORE = re.compile(rf"(?:[,;]\s{{0,4}}+|[ \xa0]?[–‐‑−-]\s{{0,3}}+){_GLUED}{_AFTER}")
_JOINS = r"[.;:)]|\s(?:and|but|while|whereas|which|although|though|because|however)\b"
_GOES_ON = {
    "ended": re.compile(_OPENS),
    "paused": re.compile(rf"{_JOINS}|{_PARAGRAPH}"),
    "word": re.compile(rf"{_JOINS}|{_PARAGRAPH}"),
}
_LONGEST_LIST = 12

_CLOSERS = ".,;:\"”’'»)]!?…"
_CAPITAL = re.compile(rf"(?<![^\W_])[{UPPER}][^\W0-9_]*\Z")
_IN_SENTENCE = re.compile(r"\b[a-z]{2,}\s\Z")
_BEFORE = re.compile(r"[^\W0-9_]+\Z")
_POSSESSIVE = re.compile(r"['’]s\Z")


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


#: Words a stop belongs to, or that name what is numbered: no marker follows them at all.
_ABBREVIATIONS = _words(
    """
no nos nr vol fig figs figure figures ref refs reference references p pp ch chap sec sect eq eqs tab table tables vs
approx ver version v st art suppl ser ed eds tel fax page pages jan feb mar apr jun jul aug sep sept oct nov dec box
appendix panel pt www http https isbn issn doi pmid section chapter algorithm scheme supplementary
"""
)
_REFERENCES = _words("ref refs reference references")
#: Words that are numbered themselves: a number glued to them, or after their colon, is theirs.
_NUMBERED = _words(
    """
january february march april june july august september october november december step item grade stage type class
phase group level day days week weeks month months year years hour hours case cases patient patients score model
chapter section volume issue number interleukin vitamin factor titer titre ratio sample lane exon intron codon site
arm cohort study trial question aim age aged room suite mg ml covid subtype genotype kappa alpha beta gamma caspase
serotype lead lesion line visit cycle part dose kinase collagen
"""
)
#: Words whose count may follow their comma where a copy lost the blank: "of 12 patients,3 died".
_COUNTED = re.compile(
    r"\s(?:of|died|were|was|had|have|has|with|who|developed|received|showed|underwent|required|responded|relapsed"
    r"|remained|survived|recovered|presented|men|women|to|or)\b"
)
_UNIT = re.compile(
    r"\s?(?:mg|g|kg|µg|mcg|ng|pg|ml|mL|dl|dL|l|L|mm|cm|nm|µm|years?|yrs?|months?|weeks?|days?|hours?|hrs?|h|min(?:utes)?"
    r"|patients?|cases?|cells?|times|per|litres?|liters?|sessions?|doses|cycles|points?|episodes|"
    r"women|men|boys|girls|children|infants|subjects?|percent|mmol|µmol|units?|IU|U/|of the (?:patients|cases))\b"
)
#: One letter that ends a sentence by itself: a unit behind its number, the letter of a vitamin, a virus, a group.
_LETTER = re.compile(r"(?:[0-9]\s?[a-zA-Z]|/[a-zA-Z]|\b[a-z]{3,}[\s-][A-Z])\Z")
#: How a number before a stop ends its sentence: a year, a p-value, the name of a gene or virus,
#: a measure behind its verb; behind any other number only a word that begins sentences tells.
_YEAR = r"\b(?:19|20)[0-9]{2}"
_DATED = re.compile(rf"(?:{_YEAR}|[<>=≤≥]\s?0?\.[0-9]+)\Z")
_NAMED = re.compile(
    r"(?<![^\W_])(?!pH|PM|Fig|Tab|No|Vol)[A-Za-z]{1,6}(?:[A-Za-z]|-[A-Za-z]{0,4}-?)[0-9]{1,3}\Z|\bB12\Z"
    # The same glued to the word before it.
    r"|[a-z][A-Z]{2,8}[0-9]{1,3}\Z"
)
_DECIMAL = re.compile(
    r"\b(?!(?:section|version|chapter|table|figure|release|type|clause|code)s?\b)[a-z]{2,12}\s[<>=~≤≥]?\s?[0-9]{1,4}\.[0-9]{1,3}\Z"
)
_WHOLE = re.compile(r"\b(?!(?:section|version|chapter|table|figure|code)s?\b)[a-z]{2,12}\s[0-9]{1,4}\Z")
_ENDS = re.compile(_PARAGRAPH)
_SENTENCE = re.compile(
    r"\s(?:The|In|It|This|These|Those|We|He|She|They|His|Her|Their|Our|A|An|However|Although|There|When|While|Since|As"
    r"|On|At|For|After|Of|To|Thus|Moreover|Because|If|No|Some|Most|Such|Both|All)\s[a-z]"
)
#: Where a clause may stop at a number, and what must not follow the marker then.
_STOPPED = re.compile(
    r"(?:\b[a-z]{2,12}\s(?:[<>=~≤≥]\s?)?[0-9]{1,4}(?:[.·][0-9]{1,3})?;"
    rf"|\b(?:in|since|until|by|from) {_YEAR},)\Z"
)
_JOINED = re.compile(r"\s(?:and|or|to|of|vs|versus|x)\b")
#: What measures a spread or has one: the numbers in brackets behind it are not cited.
_SPREAD = re.compile(
    r"(?:\b(?:CI|ranged?|IQR|interval|SD|ratio|median|mean|score|between)|(?<![0-9.])[0-9][0-9.]{0,2})[:,]?\s\Z"
)
_RANGE = re.compile(r"([0-9]+)(?:\s*(,|;|and|&|[–‐‑−-])\s*)?")
_RANGES = "–‐‑−-"
_WIDEST = 60


class Mark(NamedTuple):
    """A possible marker: its kind, its place, the numbers it stands for."""

    kind: str
    start: int
    end: int
    numbers: tuple[int, ...]
    #: Nothing but the right number makes this one a marker.
    faint: bool = False


def possible_marks(text: str) -> list[Mark]:
    """Every number that may cite by its shape and its neighbours, in the order of the text.

    >>> [(m.kind, m.numbers) for m in possible_marks("It was used.14, 15 It was so in 7% [2].")]
    [('ended', (14, 15)), ('bracket', (2,))]
    """
    words = text.translate(_SUPERSCRIPT)
    found = (mark for kind, pattern in _KINDS for mark in _of_kind(words, kind, pattern))
    return sorted(found, key=lambda mark: mark.start)


def _of_kind(words: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Mark]:
    for hit in pattern.finditer(words):
        name = "dated" if kind in {"ended", "paused"} and hit["dated"] else "numbers"
        start, end = hit.span(name)
        faint = _admitted(words, kind, hit, name)
        if faint is None:
            continue
        if kind in _GOES_ON:
            end = _last(words, kind, start, end)
        if numbers := written_out(words[start:end]):
            yield Mark(kind, start, end, numbers, faint)


def _last(words: str, kind: str, start: int, end: int) -> int:
    """The end of a list of numbers that goes on behind a blank, as far as it counts up and a sentence follows."""
    ends = [end]
    while len(ends) <= _LONGEST_LIST and (more := _MORE.match(words, ends[-1])):
        ends.append(more.end())
    for last in reversed(ends[1:]):
        numbers = written_out(words[start:last])
        if numbers and all(a < b for a, b in pairwise(numbers)) and _GOES_ON[kind].match(words, last):
            return last
    return end


def written_out(marker: str) -> tuple[int, ...]:
    """Every number a marker stands for, or nothing where it cannot be one.

    >>> written_out("3–6,9")
    (3, 4, 5, 6, 9)
    >>> written_out("26-12")
    ()
    """
    numbers: list[int] = []
    open_range = False
    for hit in _RANGE.finditer(marker):
        number = int(hit[1])
        if open_range:
            if not 0 < number - numbers[-1] <= _WIDEST:
                return ()
            numbers.extend(range(numbers[-1] + 1, number + 1))
        else:
            numbers.append(number)
        open_range = hit[2] is not None and hit[2] in _RANGES
    return tuple(numbers)


def _admitted(words: str, kind: str, hit: re.Match[str], name: str) -> bool | None:
    """Whether a number is a faint marker, ``None`` where what stands around it lets it be none."""
    start, end = hit.span(name)
    if kind == "bracket":
        return None if _measures(words, hit) else False
    if kind == "round":
        return _round(words, hit)
    if name == "dated":
        return _behind_number(words, kind, start, end)
    if not _after_word(words, kind, start, end):
        return None
    return kind == "word" and _CAPITAL.search(_POSSESSIVE.sub("", words[max(0, start - 40) : start])) is not None


def _measures(words: str, hit: re.Match[str]) -> bool:
    """Whether numbers in brackets are a range or spread of the measure before them."""
    before = words[max(0, hit.start() - 12) : hit.start()]
    one = hit["numbers"].isdecimal()
    return _SPREAD.search(before) is not None and (not one or _UNIT.match(words, hit.end()) is not None)


def _round(words: str, hit: re.Match[str]) -> bool | None:
    one = hit["numbers"].isdecimal()
    before = _BEFORE.search(words[max(0, hit.start() - 20) : hit.start()].rstrip())
    word = before[0].casefold() if before else ""
    numbered = one and word in (_ABBREVIATIONS | _NUMBERED) - _REFERENCES
    if numbered or _UNIT.match(words, hit.end()) or (not one and _measures(words, hit)):
        return None
    return one and hit["ends"] not in tuple(".,;:")


def _behind_number(words: str, kind: str, start: int, end: int) -> bool | None:
    """Whether a marker behind a number and a stop is a faint one, ``None`` where it belongs to the number."""
    before = words[max(0, start - 30) : start]
    if kind == "paused":
        other = _UNIT.match(words, end) or _COUNTED.match(words, end) or _JOINED.match(words, end)
        return True if _STOPPED.search(before) and not other else None
    before = before[:-1]
    if _DATED.search(before):
        return False
    if _NAMED.search(before) or _DECIMAL.search(before):
        return True
    return True if _WHOLE.search(before) and (_SENTENCE.match(words, end) or _ENDS.match(words, end)) else None


def _after_word(words: str, kind: str, start: int, end: int) -> bool:
    """Whether the word before a glued number leaves it to the article, and the word behind it too."""
    clause = _POSSESSIVE.sub("", words[max(0, start - 40) : start].rstrip(_CLOSERS))
    before = _BEFORE.search(clause)
    word = before[0] if before else ""
    folded = word.casefold()
    if folded in _ABBREVIATIONS:
        return False
    if len(word) == 1 and words[start - 1] not in "”\"’')]" and not _LETTER.search(clause):
        return False
    if word == "al":
        return True
    numbered = folded in _NUMBERED and (
        kind == "word" or (kind == "paused" and (words[start - 1] == ":" or _COUNTED.match(words, end) is not None))
    )
    if numbered or _UNIT.match(words, end):
        return False
    # A person's name in a sentence ("described by Brown1 in"), not one of a row of names.
    return (
        kind != "word"
        or not word[:1].isupper()
        or _POSSESSIVE.search(words, start - 2, start) is not None
        or _IN_SENTENCE.search(words, max(0, start - 60), start - len(word)) is not None
    )
