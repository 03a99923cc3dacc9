"""Titles as they are compared, and what in a title forbids taking two works for one."""

from __future__ import annotations

import re
from functools import lru_cache

from refparse.normalize.folding import fold

_TAGS = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|italic|bold)\s?/?>", re.IGNORECASE)
_NOT_THE_TITLE = (
    # "[in French]", "(author's transl)" behind it; the mark of a retracted article before or behind it.
    re.compile(r"[\[(](?:article\s)?in\s[A-Za-z]{4,14}[\])]\W?$", re.IGNORECASE),
    re.compile(r"[\[(]author['’]?s\stransl\.?[\])]\W?$", re.IGNORECASE),
    re.compile(r"[\[(]retracted\s(?:article|paper)\b[^\])]{0,200}[\])]\W?$", re.IGNORECASE),
)
_RETRACTED = re.compile(r"^\W{0,2}retracted(?:\sarticle)?\s?:", re.IGNORECASE)
#: Where a subtitle may begin.
_SUBTITLE = re.compile(r"\s?[:;]\s|\s[-–—]\s|[.?!]\s(?=[A-Z0-9(])|\s\(")

_NUMBER_WORDS = (
    ("one", "first"), ("two", "second"), ("three", "third"), ("four", "fourth"), ("five", "fifth"),
    ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"), ("nine", "ninth"), ("ten", "tenth"),
)  # fmt: skip
_VALUES = {word: n for n, words in enumerate(_NUMBER_WORDS, start=1) for word in words}
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ORDINAL_TAIL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)$")

_CARDINAL = rf"(?:[0-9]{{1,3}}|[IVX]{{1,6}}|{'|'.join(words[0] for words in _NUMBER_WORDS)})"
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(words[1] for words in _NUMBER_WORDS)})"
#: Ways to say which part of a series this is; the first that matches counts.
_PARTS = (
    re.compile(rf"\b({_CARDINAL}|{_ORDINAL})\s(?:of|in a series of)\s(?:a\s)?{_CARDINAL}"
               r"[\s-](?:parts?|articles|papers|reports)\b", re.IGNORECASE),
    re.compile(rf"\bpart\s({_CARDINAL})\sof\s{_CARDINAL}\b", re.IGNORECASE),
    re.compile(rf"\b(?:part|pt|teil|partie|parte|część|volume|vol|report|communication|no)\b\.?\s?({_CARDINAL})\b"
               r"(?!\s(?:patient|case|year|of))", re.IGNORECASE),
    re.compile(rf"\b({_ORDINAL})\s(?:part|report|communication|edition|update|annual|survey)\b", re.IGNORECASE),
    # A Roman numeral between stops, or after a stop at the end: "bone. III. Observations".
    re.compile(r"(?:^|[.:;?!]\s|\s[-–—]\s)([IVX]{1,6})(?=\s?[.:]\s|\W{0,2}$|\s[-–—]\s)"),
    re.compile(r"\s\(([IVX]{1,6}|[0-9]{1,2})\)\W{0,2}$"),
)  # fmt: skip

#: Without one of these the pattern at the same place finds nothing; to look for them is quicker.
_NEEDED: tuple[tuple[str, ...], ...] = (
    ("part", "articles", "papers", "reports"),
    ("part",),
    ("part", "pt", "teil", "część", "vol", "report", "communication", "no"),
    ("part", "report", "communication", "edition", "update", "annual", "survey"),
    ("i", "v", "x"),
    ("(",),
)

#: Headings a journal prints over many different pieces: equal headings say nothing.
_HEADING_LIST = """
    abstract|abstracts|announcement|announcements|anonymous|articles|author reply|author response|authors reply
    |authors response|back cover|back matter|backmatter|book review|book reviews|calendar|call for papers
    |calls for papers|calls for papers and announcements|calls for papers announcements|case report|case reports
    |case series|chairs message|clinical image|clinical images|comment|commentary|comments|conclusion|contents
    |contributors|correction|corrections|correspondence|corrigendum|cover|cover and back matter|cover and front matter
    |discussion|editorial|editorial board|editorial comment|editorial note|editorials|editors choice|editors comment
    |editors introduction|editors note|editors notes|epilogue|errata|erratum|foreword|from the editor|front cover
    |front matter|frontmatter|guest editorial|guest editors introduction|highlights|image of the month
    |images in clinical medicine|in brief|in memoriam|in reply|in this issue|index|instructions for authors
    |instructions to authors|introduction|issue information|letter|letter from the editor|letter to the editor|letters
    |letters to the editor|list of contributors|masthead|meeting abstracts|message from the editor|news|news and views
    |news in brief|no title|no title available|not available|notes|notes for contributors|notes on contributors
    |obituaries|obituary|original article|overview|poster presentations|preface|presidents message|references|reply
    |reply to the editor|reports|response|review|review article|reviewers|short communication|short note|short notes
    |subject index|summary|table of contents|the author replies|the authors reply|the authors respond|title foreword
    |title page|to the editor|unknown|untitled|what is your diagnosis|whats new|whats your diagnosis
    """
_HEADINGS = frozenset(" ".join(words.split()) for words in _HEADING_LIST.split("|"))
_HEADING_WORDS = frozenset(heading.split()[0] for heading in _HEADINGS)
#: What a heading may carry without becoming a title: "Editorial, May 1998".
_DATE_WORDS = re.compile(
    r"\b(?:[0-9]++|[ivx]{1,5}|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|vol(?:ume)?|issue|no)\b",
)

#: Without one of these no title is a notice: one quick look instead of twenty.
_NOTICE_WORDS = (
    "errat", "corrig", "correct", "addend", "retract", "withdraw", "concern", "reply", "replies", "respon", "comment",
    "re:", "re :", "book review", "(vol", "(19", "(20",
)  # fmt: skip
_BY = r"(?:authors?['’]?s?['’]?\s)?"
#: The volume, the issue and the pages of the paper that is corrected.
_PLACE_THERE = r"[0-9]{1,4}[0-9:]{0,4}\s\([0-9A-Z]{1,9}(?:-[0-9A-Z]{1,9})?\)"
#: (kind, pattern on the title as printed); the first that matches counts.
_NOTICES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("erratum", r"^\W{0,2}(?:errat(?:um|a)|corrigend(?:um|a)|addendum)\b"),
        ("erratum", r"^\W{0,2}(?:(?:author|publisher)(?:['’]s)?\s)?corrections?(?:\W{0,2}$|\s?[:.]|\sto\s?:)"),
        ("erratum", r"[\[(](?:errat(?:um|a)|correction|corrigendum)\b[^\])]{0,80}[\])]\W?$"),
        ("erratum", r"(?:[:–—.]|\s-)\s?(?:errat(?:um|a)|corrigendum|corrections?)\W?$"),
        # How Web of Science marks a correction.
        ("erratum", r"\(vol\.? [0-9A-Z]{1,6}, pg? [0-9A-Z]{1,9}, [0-9]{4}\)\W?$"),
        ("retraction", r"^\W{0,2}(?:retraction(?:\snot(?:e|ice))?|withdrawal)(?:\W{0,2}$|\s?:|\sto\b)"),
        ("retraction", r"^\W{0,2}(?:notice of retraction|expression of concern)\b"),
        ("reply", rf"^\W{{0,2}}{_BY}(?:reply|response)(?:\W{{0,2}}$|\s?:|\sto\s?:)"),
        ("reply", rf"^\W{{0,2}}{_BY}(?:reply\sto\b|response\sto\s(?:the\s)?(?:letter|comment|editor|drs?\b|prof))"),
        ("reply", r"^\W{0,2}in\s(?:reply|response)(?:\W{0,2}$|\s?[:.]|\sto\b)"),
        ("reply", rf"(?:[:–—.]|\s-)\s?{_BY}(?:reply|response)\W?$|[\[(]{_BY}(?:reply|response)[\])]\W?$"),
        ("comment", r"^\W{0,2}(?:comment(?:s|ary)?\son\b|re\s?:|(?:invited\s|editorial\s)?comment(?:ary)?\s?:)"),
        (
            "comment",
            r"(?:[:–—.]|\s-)\s?(?:invited\s)?comment(?:s|ary)?\W?$|[\[(]comments?(?:\son\b[^\])]{0,200})?[\])]\W?$",
        ),
        ("book review", r"^\W{0,2}book\sreviews?\s?[:.–—-]|\s[-–—]\sbook\sreview\W?$"),
        # How Embase marks a correction: "(Blood (2010) 115:3 (456-460))".
        ("erratum", rf"\([^\W\d_][^()]{{3,120}}\((?:19|20)[0-9]{{2}}\)\s{_PLACE_THERE}[^()]{{0,80}}\)\W?$"),
    )
)


_BESIDE_NOTICE = " \t.:;,-–—'’\"“”"
#: Fewer letters are left of "Erratum, Smith et al." and tell no work.
_LEAST_LETTERS = 12


def strip_marks(title: str) -> str:
    """The title without mark-up, language notes and retraction marks, which belong to its listing.

    >>> strip_marks("[Calcinosis in <i>lupus</i>] [Article in French]")
    '[Calcinosis in lupus]'
    """
    plain = (_TAGS.sub("", title) if "<" in title else title).strip()
    if plain[-2:].endswith((")", "]")) or plain[-2:-1] in {")", "]"}:
        for pattern in _NOT_THE_TITLE:
            plain = pattern.sub("", plain).strip()
    return _RETRACTED.sub("", plain).strip()


def fold_title(title: str) -> str:
    """The title as compared: its words, small and bare.

    >>> fold_title("Soft‐tissue calcification in “Sjögren's” syndrome?")
    'soft tissue calcification in sjogrens syndrome'

    Folding a folded title changes nothing.
    """
    return fold(strip_marks(title))


def main_titles(title: str) -> tuple[str, ...]:
    """What is left when the title is cut where a subtitle may begin, shortest first, folded.

    >>> main_titles("Calcinosis cutis: treatment with warfarin. A case report")
    ('calcinosis cutis', 'calcinosis cutis treatment with warfarin')
    """
    plain = strip_marks(title)
    # A title of a hundred stops is a page gone wrong; ten places are more than any has.
    starts = [found.start() for found, _ in zip(_SUBTITLE.finditer(plain), range(10), strict=False)]
    return tuple(part for part in (fold(plain[:start]) for start in starts) if part)


@lru_cache(maxsize=1 << 16)
def number_value(word: str) -> int | None:
    """The number a word stands for: digits, a Roman numeral up to 39, or "second".

    >>> number_value("III"), number_value("2nd"), number_value("second"), number_value("vivid")
    (3, 2, 2, None)
    """
    word = _ORDINAL_TAIL.sub("", word.lower())
    if word.isdecimal():
        return int(word)
    roman = _ROMAN.fullmatch(word)
    if roman is not None and word:
        return 10 * len(roman[1]) + _ROMAN_UNITS.index(roman[2])
    return _VALUES.get(word)


def part_number(title: str) -> int | None:
    """Which part of a series the title says it is.

    >>> part_number("Cutaneous deposition diseases. Part II")
    2
    >>> part_number("The surface chemistry of bone. III. Observations on phosphatase")
    3

    "Collagen type II" and "angiotensin II" are no parts: a bare numeral counts only
    between stops.
    """
    plain = title.casefold()
    for pattern, needed in zip(_PARTS, _NEEDED, strict=True):
        if not any(word in plain for word in needed):
            continue
        found = pattern.search(title)
        if found is not None:
            return number_value(found[1])
    return None


def says_nothing(title: str) -> bool:
    """Whether the title is a heading that many different pieces carry.

    >>> says_nothing("Editorial, May 1998"), says_nothing("Reply"), says_nothing("Calcinosis")
    (True, True, False)
    """
    folded = fold_title(title)
    if folded and folded[0].isalpha() and _HEADING_WORDS.isdisjoint(folded.split()):
        # No word of it begins a heading: most titles, at a tenth of the cost.
        return False
    undated = " ".join(_DATE_WORDS.sub(" ", folded).split())
    return folded in _HEADINGS or undated in _HEADINGS or not any(map(str.isalpha, folded))


def notice_kind(title: str) -> str | None:
    """The kind of piece about another work this is: erratum, retraction, reply, comment, book review.

    >>> notice_kind("Erratum to: Calcinosis cutis"), notice_kind("Calcinosis cutis: reply")
    ('erratum', 'reply')

    "RETRACTED: …" is the article itself, marked; it is no notice.
    """
    plain = " ".join(title.casefold().split())
    if not any(word in plain for word in _NOTICE_WORDS):
        return None
    return next((kind for kind, pattern in _NOTICES if pattern.search(title)), None)


def without_notice(title: str) -> str:
    """The title of the work that a notice is about, where the notice's title says it; else the title as it is.

    >>> without_notice("Erratum: Calcinosis cutis"), without_notice("Calcinosis cutis (vol 85, pg 553, 2010)")
    ('Calcinosis cutis', 'Calcinosis cutis')
    >>> without_notice("Erratum"), without_notice("Calcinosis cutis")
    ('Erratum', 'Calcinosis cutis')
    """
    rest = title
    for _, pattern in _NOTICES:
        rest = pattern.sub("", rest).strip(_BESIDE_NOTICE)
    return rest if sum(map(str.isalpha, rest)) >= _LEAST_LETTERS else title
