"""What kind of study a work is, read from its own words by a table anybody can check.

Rules are tried in order, first on the title, then on what the page or library says of
its type, then on the abstract; the first that matches decides and its words are the
evidence. No rule guesses from the subject.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from refparse.work import Work

_ONE = r"(?:one|1|a\ssingle|single|an?)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_MANY_WORDS = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    rf"|nineteen|{_TENS}(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:one\s|two\s|three\s)?hundred|several|a\sdozen"
)
# "type 2 diabetic patients", "COVID-19 patients" and "1996–2009 patients" count nobody.
_COUNTS_NOBODY = r"(?<![\w.,–-])(?<!type\s)(?<!stage\s)(?<!grade\s)(?<!class\s)(?<!phase\s)(?<!group\s)"
_DIGITS = r"(?!1(?!,?[0-9])|0)[0-9]{1,3}(?:,[0-9]{3})?\b|(?!19|20)[1-9][0-9]{3,4}\b"
_MANY = rf"{_COUNTS_NOBODY}(?:{_DIGITS}|(?:{_MANY_WORDS})\b)"
# Up to three words between the number and whom it counts: "three elderly Japanese patients".
_NOT_BETWEEN = (
    r"(?!(?:years?|months?|weeks?|days?|hours?|min|mg|ml|cm|mm|kg|of|in|and|or|with|for|to|on|from|by|at|versus|vs)\b)"
)
_BETWEEN = rf"(?:[\s-]{_NOT_BETWEEN}[\w-]{{1,24}}){{0,3}}[\s-]"
_PATIENTS = r"(?:patients|cases|children|women|men|infants|neonates|adults|adolescents|siblings|brothers|sisters)\b"
_COUNTED = rf"{_MANY}{_BETWEEN}{_PATIENTS}"
_PERSON = r"(?:patient|child|woman|man|girl|boy|infant|neonate|adult|adolescent)\b(?!['’-])"
_WE_TELL = (
    r"\bwe\s(?:[\w-]{1,12}\s)?"
    r"(?:report|describe|present|document|illustrate|discuss|observed|treated|encountered)\s(?:on\s|herein\s|here\s)?"
)


class Rule(NamedTuple):
    """A kind, why the words show it, and the words."""

    kind: str
    why: str
    pattern: re.Pattern[str]


def _rule(kind: str, why: str, *alternatives: str) -> Rule:
    return Rule(kind, why, re.compile("|".join(alternatives), re.IGNORECASE))


TITLE_RULES = (
    _rule("meta-analysis", "says meta-analysis", r"\bmeta-?\s?anal(?:ysis|yses|ytic)\b"),
    _rule("systematic-review", "says systematic review", r"\b(?:systematic|scoping)(?:\sliterature)?\sreviews?\b"),
    _rule(
        "guideline",
        "says guideline or consensus",
        r"\bguidelines?\b",
        r"\bconsensus\s(?:statement|report|recommendations?)\b",
        r"\b(?:practice\sparameters?|position\s(?:paper|statement))\b",
        r"\brecommendations\sfor\sthe\s(?:management|diagnosis|treatment)\b",
    ),
    _rule("protocol", "says protocol", r"\b(?:study|trial|review)\sprotocol\b", r"\bprotocol\s(?:for|of)\sa\b"),
    _rule(
        "trial",
        "says trial",
        r"\brandomi[sz]ed\b",
        r"\bplacebo-?\s?controlled\b",
        r"\bdouble-?\s?blind(?:ed)?\b",
        r"\b(?:clinical|controlled|open(?:-label)?|pilot|multicent(?:er|re)|crossover|phase\s[IVX0-9]{1,3}[ab]?)\strial\b",
    ),
    _rule(
        "cohort",
        "says cohort or follow-up",
        r"\bcohort\b",
        r"\bfollow-up\sstudy\b",
        r"\b(?:prospective|retrospective|longitudinal)\s(?:[\w-]{1,20}\s){0,2}(?:study|analysis)\b",
    ),
    _rule("case-control", "says case-control", r"\bcase[-–\s]control(?:led)?\b"),
    _rule("cross-sectional", "says cross-sectional", r"\bcross-?\s?sectional\b"),
    _rule(
        "case-series",
        "says case series",
        r"\bcase[-\s]series\b",
        r"\bseries\sof\s(?:[\w-]{1,20}\s){0,2}(?:patients|cases)\b",
    ),
    _rule(
        "case-series",
        "reports several patients",
        rf"\b(?:reports?|study|review|analysis|survey|experience|presentation|description)\s(?:of|on|with)\s{_COUNTED}",
        rf"{_MANY}[\s-](?:new\s|further\s)?case[\s-](?:reports|studies)\b",
        rf"{_MANY}[\s-](?:patient|case)\sseries\b",
        r"\bcase\sreports\sof\b",
        r"\bexperience\swith\smultiple\s(?:patients|cases)\b",
        _COUNTED,
    ),
    _rule(
        "case-report", "says case report", r"\bcase\s(?:reports?|presentation|study|description|record|discussion)\b"
    ),
    _rule(
        "case-report",
        "says one case",
        rf"\breport\sof\s{_ONE}\s(?:[\w-]{{1,20}}\s){{0,3}}(?:case|patient)\b",
        r"\b(?:an?|one)\s(?:[\w-]{1,20}\s){0,3}case(?:\s(?:of|with|in|report)\b|\W{0,2}$)",
        r"^(?:the\s)?case\sof\b",
    ),
    _rule(
        "case-report",
        "says case report, in another language",
        r"\b(?:fallbericht|kasuistik|opis\sprzypadku)\b",
        r"\b[aà]\sprop[oó]s(?:ito)?\s(?:d['’]|de\s)un\scas",
        r"\b(?:reporte|informe|presentaci[oó]n|relato|apresenta[cç][aã]o)\sde\s(?:un\s)?caso\b",
    ),
    _rule(
        "review",
        "says review",
        r"\b(?:literature|narrative|critical|comprehensive|state-of-the-art|mini-?)\s?reviews?\b",
        r"\breview\sof\s(?:the\s)?(?:[\w-]{1,20}\s){0,2}(?:literature|evidence|reports)\b",
        r"\breview\sof\s(?:the\s)?published\b",
        r"\b(?:a|an\supdated|brief|short|clinical)\sreview\b",
        r"^review\s?:|[:.]\s?review\W{0,2}$|\breview\sand\supdate\b|\boverview\b",
    ),
    _rule(
        "case-report", "speaks of one patient", rf"\b(?:in|from|of|with)\s{_ONE}\s(?:[\w-]{{1,24}}\s){{0,4}}{_PERSON}"
    ),
)

#: What PubMed, a journal's page or a library calls it: the whole of what it says.
TYPE_RULES = (
    _rule("meta-analysis", "publication type", r"meta-?\s?analysis"),
    _rule("systematic-review", "publication type", r"systematic\sreview"),
    _rule("guideline", "publication type", r"(?:practice\s)?guideline|consensus\sdevelopment\sconference"),
    _rule("protocol", "publication type", r"(?:clinical\strial|study)\sprotocol"),
    _rule(
        "trial", "publication type", r"(?:(?:randomi[sz]ed|controlled|clinical)\s){1,2}trial(?:,?\sphase\s[IV]{1,3})?"
    ),
    _rule("case-series", "publication type", r"case\sseries"),
    _rule("case-report", "publication type", r"case\s(?:reports?|study)"),
    _rule("review", "publication type", r"(?:literature\s|mini-?\s?)?review(?:\s(?:article|paper))?"),
)

ABSTRACT_RULES = (
    _rule(
        "meta-analysis", "says so of itself", r"\b(?:we\s(?:performed|conducted|did)|this)\s(?:an?\s)?meta-?analysis\b"
    ),
    _rule(
        "systematic-review",
        "says so of itself",
        r"\b(?:we\s(?:performed|conducted|did)|this)\s(?:a\s)?systematic(?:\sliterature)?\sreview\b",
    ),
    _rule(
        "trial",
        "patients were randomised",
        r"\bpatients\s(?:[\w-]{1,20}\s){0,3}randomi[sz]ed\b",
        r"\brandomly\s(?:assigned|allocated)\b",
        r"\bin\sthis\s(?:[\w-]{1,20},?\s){0,4}trial\b",
    ),
    _rule("cohort", "says cohort", r"\b(?:prospective|retrospective|population-based)\s(?:[\w-]{1,20}\s){0,2}cohort\b"),
    _rule("case-control", "says case-control study", r"\bcase-control\sstudy\b"),
    _rule(
        "case-series",
        "reports several patients",
        rf"{_WE_TELL}(?:the\s|our\s|cases\sof\s){{0,2}}{_COUNTED}",
        rf"{_COUNTED}(?:\s[\w-]{{1,24}}){{0,5}}\s(?:are|is|were)\s(?:here\s)?(?:reported|described|presented)\b",
        r"\bthis\scase\sseries\b",
    ),
    _rule(
        "case-report",
        "reports one patient",
        rf"{_WE_TELL}(?:here\s)?(?:the|{_ONE})\s(?:[\w-]{{1,24}}\s){{0,4}}(?:case\b|{_PERSON})",
        r"\bthis\scase\sreport\b",
        r"\b(?:a|the)\scase\sof\s.{1,120}?\sis\s(?:reported|described|presented)\b",
    ),
    _rule(
        "review",
        "says so of itself",
        r"\b(?:this|the\spresent)\s(?:[\w-]{1,20}\s)?review\b",
        r"\bwe\s(?:here\s)?review\s(?:the|current|recent)\b",
        r"\bthis\s(?:article|paper)\sreviews\b",
    ),
)

#: Every kind a rule can give.
KINDS = tuple(dict.fromkeys(rule.kind for rule in (*TITLE_RULES, *TYPE_RULES, *ABSTRACT_RULES)))
#: Names under which a page or a library states the type of a piece.
_TYPE_KEYS = frozenset({"article-type", "article_type", "publication-type", "publication_type", "pubtype", "genre"})
#: A longer title is a page gone wrong, a longer abstract a whole paper.
_TITLE_LENGTH = 1000
_ABSTRACT_LENGTH = 6000


def _in_words(text: str | None, longest: int, rules: tuple[Rule, ...], where: str) -> tuple[str, str] | None:
    plain = " ".join((text or "")[:longest].split())
    for rule in rules:
        found = rule.pattern.search(plain)
        if found is not None:
            return rule.kind, f"{where} {rule.why}: “{found[0].strip()}”"
    return None


def _stated_type(work: Work) -> tuple[str, str] | None:
    stated = (*(value for key, value in work.extra if key.lower() in _TYPE_KEYS), *work.keyword)
    for words in (value.strip() for value in stated):
        for rule in TYPE_RULES:
            if rule.pattern.fullmatch(words):
                return rule.kind, f"{rule.why}: “{words}”"
    return None


def study_kind(work: Work) -> tuple[str, str] | None:
    """The kind of study and the words that say so, or nothing when no words do.

    >>> study_kind(Work(title="Calcinosis cutis: report of three cases"))
    ('case-series', 'title reports several patients: “report of three cases”')
    >>> study_kind(Work(title="Calcinosis in rheumatic diseases")) is None
    True

    A title that tells of one case and reviews the literature is a case report: the
    review is there for the case.
    """
    return (
        _in_words(work.title, _TITLE_LENGTH, TITLE_RULES, "title")
        or _stated_type(work)
        or _in_words(work.abstract, _ABSTRACT_LENGTH, ABSTRACT_RULES, "abstract")
    )
