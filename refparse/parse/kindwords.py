"""Words that tell the kind of a work, in the languages of reference lists: a table to be read from the top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from refparse.work import WorkType


class Rule(NamedTuple):
    """A type, words of which one must begin a word of the text, what else must be there, and where it counts."""

    type: WorkType
    #: In small letters, but for a rule that is loud.
    words: tuple[str, ...]
    pattern: str
    #: Counts inside the title too.
    anywhere: bool
    #: Its words count only as they are printed here.
    loud: bool

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text has what the rule asks for."""
        return _compiled(self.pattern, loud=self.loud).search(text)


@cache
def _compiled(pattern: str, *, loud: bool) -> re.Pattern[str]:
    """The pattern, compiled when first asked for: most readers of a few strings never meet a patent."""
    return re.compile(pattern, re.VERBOSE if loud else re.VERBOSE | re.IGNORECASE)


def _rule(type_: WorkType, words: str, pattern: str, *, anywhere: bool = False, loud: bool = False) -> Rule:
    return Rule(type_, tuple(words.split("|")), pattern, anywhere, loud)


#: A number as patent offices print it: "5,123,456", "2010/123456", "10 2004 012 345".
_OFFICE = r"""(?:[0-9]{1,2},[0-9]{3},[0-9]{3}|(?:19|20)[0-9]{2}[/ ]?[0-9]{5,7}|[0-9]{6,11}
    |10\ (?:19|20)[0-9]{2}\ [0-9]{3}\ [0-9]{3})"""
#: What bodies call their standards; letters that mean much else too need a year behind the number.
_BODY = r"""(?:ISO(?:/(?:IEC|TS|TR|DIS))?|IEC|DIN(?:\ (?:EN|ISO|V)){0,2}|ASTM|ANSI(?:/[A-Z]{2,5})?|IEEE\ Std\.?
    |ITU-[TR](?:\ Rec(?:ommendation|\.)?)?|ETSI\ (?:EN|TS|TR)|VDI|JIS|GB/T|ГОСТ|FIPS(?:\ PUB)?
    |(?:BS|NF|UNE|PN|SN|UNI|NEN|ÖNORM|EN)[ -](?:EN|ISO)(?:[ -]ISO)?)"""
_LETTERS_OF_BODIES = r"(?:EN|BS|CLSI|NCCLS|SAE|ECMA)"

#: Not asked about what has a volume and pages in a journal.
RULES: tuple[Rule, ...] = (
    _rule(
        "patent",
        "patent|brevet|offenlegung|gebrauchsmuster|патент",
        rf"""\b(?:patents?(?:schrift)?|brevet|patente|brevetto|offenlegungsschrift|gebrauchsmuster|патент)\b
           [^0-9\n]{{0,40}}{_OFFICE} | {_OFFICE}[^0-9\n]{{0,12}}\bpatent\b
           | \b(?:U\.?S\.?|European|United\ States|German|Japanese|Chinese)\ patent\ (?:application|no\b|pending)""",
        anywhere=True,
    ),
    _rule(
        "patent",
        "US|EP|DE|GB|FR|JP|CN|CA|KR|WO",
        r"""\b(?:US|EP|DE|GB|FR|JP|CN|CA|KR)[ -]?(?:[0-9]{1,2},[0-9]{3},[0-9]{3}|[0-9]{6,11}[ ]?[ABCUT][1-9]?)\b
          | \bWO[ /-]?(?:(?:19|20)[0-9]{2}|[0-9]{2})[/ -]?[0-9]{5,6}(?:[ ]?A[1-9])?\b""",
        anywhere=True,
        loud=True,
    ),
    _rule(
        "legislation",
        "bgbl|bundesgesetzblatt|u.s.c|usc|c.f.r|cfr|fed reg|fed. reg|federal reg|regulation (|stat. "
        "|pub l|pub. l|pub.l|public l|directive|richtlijn|richtlinie|diretiva|directiva"
        "|direttiva|dyrektywa"
        "|verordnung|règlement|reglamento|regolamento|rozporządzenie|dz.|official journal|oj l|ecli|bverfge|bghz"
        "|ewca|ukhl"
        "|uksc|ewhc|v. |v |act of|act 18|act 19|act 20|loi n|ley |legge|ustawa|федеральный|decreto",
        # Most places in a text begin no word, and are given up at once.
        r"""\b(?:BGBl\b | Bundesgesetzblatt\b | Dz\.\ ?U\. | ECLI: | BVerfGE\b | BGHZ\b
            | [0-9]{1,3}\ U\.?\s?S\.?\s?C(?:ode)?\b | [0-9]{1,3}\ C\.?\s?F\.?\s?R\b
            | (?:[0-9]{1,3}\ )?Fed(?:eral|\.)?\ Reg(?:ister|\.)
            | Pub(?:lic|\.)?\ ?L(?:aw|\.)?\ ?(?:No\.?\ ?)?[0-9]{2,3}[-–][0-9]{1,3} | [0-9]{1,3}\ Stat\.\ [0-9]+
            | (?:Directive|Richtlinie|Directiva|Direttiva|Dyrektywa|Richtlijn
            |Diretiva)\ (?:\([A-Z]{2,3}\)\ )?[0-9]{2,4}/[0-9]{1,4}
            | (?:Regulation|Verordnung|Règlement|Reglamento|Regolamento|Rozporządzenie)\ \((?:EU|EC|EEC|EG|UE|CE|WE
            |EWG)\)
            | Official\ Journal\ of\ the\ European | OJ\ L\ ?[0-9]
            | Act\ (?:of\ )?(?:18|19|20)[0-9]{2}(?:,?\ (?:c|ch|chapter|No)\.?\ ?[0-9]|\ \((?:UK|Cth|NSW|Vic|Qld)\))
            | Loi\ n[°o]\ ?[0-9] | Ley\ (?:Orgánica\ )?[0-9]+/(?:19|20)[0-9]{2} | Legge\ [0-9]+
            | Ustawa\ z\ dnia
            | Decreto[ -](?:Lei\ |Ley\ |Legislativo\ )?(?:n\.?[°º]?\ ?)?[0-9] | Федеральный\ закон)
          | \[(?:19|20)[0-9]{2}\]\ (?:EWCA|UKHL|UKSC|EWHC)\b
          | \ v\.?\ [A-Z][^;\n]{2,60}?\b[0-9]{1,4}\ (?:U\.?\ ?S\.?|S\.?\ ?Ct\.?|F\.?\ ?(?:2d|3d|Supp\.?))\ [0-9]""",
        anywhere=True,
    ),
    _rule(
        "standard",
        "ISO|IEC|DIN|EN|BS|ASTM|ANSI|IEEE|ITU|ETSI|VDI|JIS|GB/T|ГОСТ|CLSI|NCCLS|FIPS|SAE|ECMA",
        rf"""\b(?:{_BODY}|{_LETTERS_OF_BODIES})[ -]?(?:[A-Z]{{1,3}}[ -]?)?[0-9]{{1,6}}(?:[-/.][0-9A-Z]{{1,5}}){{0,6}}
            [:–-](?:19|20)[0-9]{{2}}\b
          | (?:^|[.;:,(\]]\ ?){_BODY}
            [ -]?(?:[A-Z]{{1,2}}[ -]?)?[0-9]{{2,6}}(?:[-/.][0-9A-Z]{{1,5}}){{0,6}}\b(?![/.][0-9])""",
        anywhere=True,
        loud=True,
    ),
    _rule("standard", "RFC", r"\bRFC[ -]?[0-9]{3,5}\b", anywhere=True, loud=True),
    _rule(
        "thesis",
        "thes|diss|inaugural|tesi|tese|thès",
        r"""\b(?:ph\.?\s?d\.?|d\.?\s?phil\.?|doctoral|doctorate|doctor['’]s|master(?:['’]?s)?|m\.?\s?sc?\.?
          |m\.?\s?a\.?|m\.?\s?d\.?
          |bachelor(?:['’]?s)?|diploma|hono(?:u)?rs|licentiate)\s(?:level\s)?(?:thes[ei]s|diss(?:ertation)?\b)
          | \binaugural-?\ ?diss | \b(?:thèse|tesis|tese)\ (?:de\ )?(?:doct|maestr|mestr|magist|licenc)
          | \btesi\ di\ (?:laurea|dott)""",
        anywhere=True,
    ),
    _rule(
        "thesis",
        "thes|diss|doktorarbeit|diplomarbeit|magisterarbeit|masterarbeit|bachelorarbeit|staatsexamensarbeit|habil|thès|mémoire|tesi|tese|praca|rozprawa"
        "|proefschrift|doctoraalscriptie|masterscriptie|дис|автореф|phd|ph.d|ph d|ph. d",
        r"""\b(?:thes[ei]s|dissertation|doktorarbeit|diplomarbeit|magisterarbeit|masterarbeit|bachelorarbeit
          |staatsexamensarbeit
          |habilitation(?:sschrift)?|thèse|tesis|tesina|tese|dissertação|proefschrift|doctoraalscriptie
          |masterscriptie)\b
          | \b(?:phil\.\ |med\.\ |jur\.\ )?diss\b(?!\.?\ abs) | \bhabil\. | \bmémoire\ (?:de|d['’])
          | \btesi\ d | \b(?:praca|rozprawa)\ (?:doktorska|magisterska|habilitacyjna|licencjacka)
          | \bдиссертаци | \b(?:канд|докт)\.\ дис | \bавтореф | \bph\.?\ ?d\.?[,.]?\ univ""",
    ),
    _rule(
        "document",
        "software|program|package|github|environment for|python|matlab|stata|bioconductor|app]|app |app,|app.",
        r"""\[[^\]]{0,30}\b(?:software|program(?:me)?|app|code)\b[^\]]{0,30}\] | \bR\ package\b | \bgithub\.com/
          | \b(?:python|matlab|stata|bioconductor)\ package\b | \benvironment\ for\ statistical\ computing""",
        anywhere=True,
    ),
    _rule(
        "document",
        "software|computer program",
        r"""\bcomputer\ (?:software|program(?:me)?)\b | \bsoftware[ ,]{1,2}\(?v(?:ersion|\.)?\ ?[0-9]""",
    ),
    _rule(
        "dataset",
        "[data|[jeu|dryad|figshare|zenodo|mendeley|dataverse|icpsr|pangaea|gesis|genbank|data from|datensatz|gse|prjna"
        "|10.17632|ukda|10.7910",
        r"""\[(?:data\ ?sets?|data|database|datensatz|jeu\ de\ données)\b[^\]]{0,20}\] | \bdryad\b | \bfigshare\b
          | \bzenodo\b
          | \bmendeley\ data\b | \bdataverse\b | \bicpsr\b | \bpangaea\b | \bgesis\ daten | \bgenbank\b
          | ^[^.]*+\.?\ *data\ from:
          | \bdatensatz\b | \bGSE[0-9]{4,}\b | \bPRJNA[0-9]+ | 10\.17632/ | 10\.7910/DVN | \bUKDA\b""",
    ),
    _rule(
        "article",
        "10.1101|10.21203|10.20944|10.2139|10.48550|10.26434|10.31234|10.31219",
        r"""10\.1101/(?:(?:19|20)[0-9]{2}\.[0-9.]{4,12}|[0-9]{6,8})\b | 10\.21203/rs | 10\.20944/preprints
          | 10\.2139/ssrn
          | 10\.48550/arxiv | 10\.26434/chemrxiv | 10\.3123[14]/osf | 10\.31219/osf""",
        anywhere=True,
    ),
    _rule(
        "paper-conference",
        "present|vortrag|in proc|in: proc|ponencia|communication",
        r"""\b(?:paper|poster|abstract|talk|keynote|lecture)s?(?:\ session)?\ (?:was\ )?(?:presented|given)\b
          | \bpresented\ (?:at|to)\b
          | \bvortrag\ (?:auf|bei|am|an|im|gehalten)\b | \bcommunication\ présentée | \bponencia\ present
          | \bpresentado\ en
          | \bIn:?\ Proc(?:eedings|\.)(?!\ (?:of\ the\ )?(?:nat|roy|r\.?\ soc))""",
    ),
    _rule(
        "report",
        "report|rep.|paper|arbeits|diskussions|technical |tech. |tech |rapport|forschungsbericht|abschlussbericht"
        "|abschlußbericht|projektbericht|tätigkeitsbericht|jahresbericht|schlussbericht|onderzoeksrapport|informe|document|relatório"
        "|raport|sprawozdanie|отчет"
        "|nber|brief|werkdocument|quaderni|cahier",
        r"""\b(?:(?:technical|tech\.?|research|final|annual|interim|progress|internal|project|status)\ rep(?:orts?\b|\.)
            | tech(?:nical|\.)?\ (?:note|paper|memo(?:randum)?)\b
            | (?:working|discussion|occasional|white)\ papers?\b
            | policy\ (?:brief|paper|research\ working) | research\ paper\ (?:no|series)
            | report\ (?:no\b|number|nr\b|series|to\ the)
            | NBER\b | IZA\ DP\b | (?:arbeits|diskussions)(?:bericht|papier|beitr[aä]g)e?
            | (?:forschungs|abschluss|abschluß|projekt|tätigkeits|jahres|schluss)berichte?\b
            | rapport\ (?:technique|de\ recherche|final|n[°o]|d['’]) | documents?\ de\ travail
            | cahiers?\ de\ recherche
            | informe\ (?:técnico|final|n) | documentos?\ de\ traba(?:jo|lho) | relatório
            | rapporto\ (?:tecnico|finale)
            | raport\b | sprawozdanie | отчет\b | werkdocument | onderzoeksrapport
            | quaderni\ di\ lavoro)""",
    ),
)


def _forest(words: Iterable[str]) -> str:
    """A pattern for any of some words that tries each letter once."""
    ends: dict[str, list[str]] = {}
    for word in sorted(words):
        if not word:
            # A word that others begin with stands for them.
            return ""
        ends.setdefault(word[0], []).append(word[1:])
    return f"(?:{'|'.join(re.escape(letter) + _forest(rest) for letter, rest in ends.items())})"


class _Index(NamedTuple):
    """Where rules' words stand in a text, and which rules have each."""

    quiet: re.Pattern[str]
    loud: re.Pattern[str]
    #: Words that begin with a bracket or a digit.
    anywhere: tuple[str, ...]
    rules: Mapping[str, frozenset[int]]


@cache
def _index() -> _Index:
    """The index, made when first asked for: who reads articles in journals never does."""
    words = [{word for rule in RULES if rule.loud is loud for word in rule.words} for loud in (False, True)]
    # Words that begin with another one are found with it.
    quiet, loud = ([word for word in some if not any(map(word.startswith, some - {word}))] for some in words)
    rules = {
        word: frozenset(n for n, rule in enumerate(RULES) if any(one.startswith(word) for one in rule.words))
        for word in quiet + loud
    }
    begins, anywhere = [word for word in quiet if word[0].isalpha()], [word for word in quiet if not word[0].isalpha()]
    behind_a_mark = r"[\W_](?=({}))"
    return _Index(
        re.compile(behind_a_mark.format(_forest(begins))), re.compile(behind_a_mark.format(_forest(loud))),
        tuple(anywhere), rules,
    )  # fmt: skip


def rules_for(text: str) -> list[Rule]:
    """The rules that have a word in the text, in the order of the table.

    >>> [rule.type for rule in rules_for("Doe J. On patents. Ulm: DIN; 1999")]
    ['patent', 'standard']
    """
    index, printed, low = _index(), f" {text}", f" {text.lower()}"
    words = index.quiet.findall(low) + index.loud.findall(printed)
    # DOIs are glued to what announces them, and nothing need stand before a bracket.
    if "[" in text or "10." in text:
        words += [word for word in index.anywhere if word in low]
    return [RULES[number] for number in sorted({number for word in words for number in index.rules[word]})]


#: What a server's name has, in small letters.
_SERVED = ("rxiv", "ssrn", "square", "preprint", "authorea")
_SERVER = re.compile(
    r"\b(?:arxiv|(?:bio|med|chem|psy|soc|engr|eco)rxiv|ssrn|research\ ?square|preprints?(?:\.org)?|authorea)\b",
    re.IGNORECASE,
)
_PROCEEDINGS = re.compile(
    r"\b(?:proc(?:eedings|s)?\b|tagungsb[aä]nd|konferenzband|verhandlungen\ des|actes\ d[ue]|atti\ de|actas\ de"
    r"|anais\ d"
    r"|advances\ in\ neural\ information|материалы|труды|сборник)",
    re.IGNORECASE | re.VERBOSE,
)
_MEETING = re.compile(
    r"\b(?:conf(?:erences?)?\b|symp(?:osi(?:um|a))?\b|workshops?\b|congress\b|kongre(?:ss|ß)|colloqui(?:um|a)\b"
    r"|colloque"
    r"|kolloquium|[\w]*tagung|meeting\b|annual\ convention\b|konferen[cz]|sympozjum|congr(?:eso|esso|ès)\b"
    r"|convegno|simp[oó]sio"
    r"|seminar\b|summit\b|encontro|jornadas|конференц|spie\b)",
    re.IGNORECASE | re.VERBOSE,
)
_ORDINAL = re.compile(r"\b[0-9]{1,3}(?:st|nd|rd|th)\b")
#: A full name of a meeting, certain even where a volume follows.
_NAMED_MEETING = re.compile(
    r"\b(?:conference|symposium|workshop|congress|meeting|colloquium)\ (?:on|of|for)\b|\bspie\b|\blecture\ notes\ in",
    re.IGNORECASE | re.VERBOSE,
)
#: Conferences known by their letters, as computer science cites them.
_LETTERS = re.compile(
    r"\b(?:ICML|NIPS|NeurIPS|ICLR|CVPR|ICCV|ECCV|AAAI|IJCAI|ECAI|SIGMOD|SIGIR|SIGKDD|KDD|VLDB|ICDE|INFOCOM"
    r"|SIGCOMM|SIGGRAPH|FOCS"
    r"|STOC|SODA|POPL|PLDI|OOPSLA|ECOOP|ICSE|CRYPTO|EUROCRYPT|EMNLP|COLING|NAACL|CHI|INTERSPEECH|ICASSP|ICRA|IROS"
    r"|UAI|COLT"
    r"|AISTATS|MICCAI|ISCA|MICRO|USENIX|ASPLOS|PODC|PODS|SOSP|OSDI|NSDI|WSDM|CIKM|LREC|CoNLL)\b"
)
#: Journals called proceedings, by whose they are.
_SOCIETY = re.compile(
    r"^(?:the\ )?(?:(?:mayo\ clin(?:ic)?|transplant(?:ation)?|fed(?:eration|\.)?"
    r"|baylor\ univ\w*\ med\w*\ cent\w*)\.?\ proc"
    r"|proc(?:eedings)?\b\.?\ (?:of\ )?(?:the\ )?(?:[a-z]+\ )?(?:natl?\b|national\ acad|r\b\.?\ ?soc|roy(?:al)?\b"
    r"|ieee$|institution|"
    r"acad|soc(?:iety)?\b|am(?:er(?:ican)?)?\b|london|edinburgh|camb(?:ridge)?\b|zool|linn|biol|nutr|entomol|phys"
    r"|west|inst\b))",
    re.IGNORECASE | re.VERBOSE,
)
_JOURNAL = re.compile(
    r"(?:the\ )?(?:j\b|journal|jornal|revista|zeitschrift|annals|ann\b|bull)", re.IGNORECASE | re.VERBOSE
)


def server(text: str) -> str | None:
    """The server of preprints that a container is or a text names, or ``None``.

    >>> server("Research Square"), server("Acta Physica")
    ('Research Square', None)
    """
    low = text.lower()
    found = any(map(low.__contains__, _SERVED)) and _SERVER.search(text)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def meeting(container: str, *, volume: bool) -> str | None:
    """The word that shows a container to be the proceedings of a meeting, or ``None``.

    >>> meeting("Proceedings of the 5th Workshop on Refinement", volume=False)
    'Proceedings'
    >>> meeting("Proc Natl Acad Sci USA", volume=True) is None
    True

    With a volume, "proceedings" are as a rule a society's journal: then a meeting must be named.
    """
    proceedings, meets = _PROCEEDINGS.search(container), _MEETING.search(container)
    if _JOURNAL.match(container) or (not meets and _SOCIETY.search(container)):
        return None
    named = _NAMED_MEETING.search(container)
    if volume and not named and not (proceedings and (meets or _ORDINAL.search(container))):
        return None
    found = proceedings or named or meets or _LETTERS.search(container)
    return found[0] if found else None
