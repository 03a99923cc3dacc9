"""What each kind of field looks like: the patterns behind the slots, and nothing else.

They meet pasted text, so none may backtrack without bound: digits are ``[0-9]`` (``\\d``
takes every script's), repeats are possessive or atomic wherever two ways of matching the same
characters could multiply, and ``grammar check`` times every template on hostile text.
"""

from __future__ import annotations

import re

YEAR = r"(?:1[5-9]|20)[0-9]{2}[a-z]?(?![0-9])"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*+\.?"
DAY = r"[0-9]{1,2}(?:[-‐-―−][0-9]{1,2})?(?![0-9])"
DATE = rf"{YEAR}(?:,?\s+{MONTH}(?:\s?[-‐-―−/]\s?{MONTH})?(?:\s+{DAY}(?:\s?[-‐-―−]\s?{MONTH}(?:\s+{DAY})?)?)?)?"
ANYDATE = rf"(?:{DATE}|{DAY}\s+{MONTH},?\s+{YEAR}|{MONTH}\s+{DAY},\s+{YEAR}|{MONTH},?\s+{YEAR})"
ACCESSED = rf"(?:{ANYDATE}|[0-9]{{1,4}}[./-][0-9]{{1,2}}[./-][0-9]{{2,4}})"
# People up to "(": a group may carry its acronym in brackets, a year may not be one.
PEOPLE_TO_BRACKET = (
    r"[^()]*(?:\((?!(?:1[5-9]|20)[0-9]{2}|[Ee]ds?\b|[Hh]rsg|in press|forthcoming|n\.d)[^()]*\)[^()]*)*(?<!\s)"
)
# People up to a full stop: only the stop of "Jr.," or of "et al." inside brackets does not end them.
# "Savin, J" and "J" end in an initial whose stop was taken for the end: those lists are the dotted kind.
PEOPLE_TO_STOP = (
    r"(?!\w\.)(?:[^.:]*+(?>(?:\.(?=[,;])[^.:]*+)*)"
    r"|[^.:]{3,80}+:\s[^.:]*\b(?:Group|Committee|Consortium|Network|Investigators|Society|Outcomes)(?=\.))"
    r"(?<!,\s\w)(?<![&,])"
)
# People before "et al" whose stop is missing, the title right after.
PEOPLE_ET_AL = r"[^.:()]{1,400}?,?\set\sal\b"
# Editors up to the word that says so.
EDITORS = r"(?>(?:(?!,?\s\(?(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\b)[^.:]|\.(?=[,;]))+)"
# People whose initials have stops; a stop ends an initial ("J.") or stands before a comma.
PEOPLE_DOTTED = r"(?>(?:[^.:()0-9]{0,60}?(?:\b\w\.|\bJr\.|\bSr\.))+)(?:,?\set\sal\.?)?"
#: An edition after a title belongs to neither title nor publisher, so a title never ends in one.
#: What may follow is looked at first: most places a title is tried to end at fail there.
NO_EDITION = r"(?=[.,(\s'’”\"]|\Z)(?<! edn)(?<! ed)(?<! ed\.)(?<! edition)(?<! ed\.\))(?<! ed\))(?<! edn\))(?<![\s.])"
#: "A. Systemic lupus" is an author's initial gone astray, "E. coli in children" is a title.
NO_INITIAL = r"(?!(?:\w\.[\s-]?){1,4}[A-ZÀ-Þ&,;]|[&,;]|and\s|et\sal)"
_NAME = r"[^\s,.]+(?:\s[^\s,.]+)?\s[A-Z]{1,3}"
#: A title with no authors before it must not be a list of authors whose stop was lost.
NO_NAMES = rf"(?!{_NAME}(?:,\s{_NAME}\b|,?\set\sal|\s[A-Z][a-z]))"
TITLE = rf"{NO_INITIAL}\S.*{NO_EDITION}"
# A title that a stop follows is made of whole sentences: tried sentence by sentence, not letter by letter.
SENTENCES = rf"{NO_INITIAL}(?=\S)[^.?!]++(?:[.?!]++[^.?!]++)*[?!]*+(?<!\s)"
SENTENCES_LAZY = rf"{NO_INITIAL}(?=\S)[^.?!]++(?:[.?!]++[^.?!]++)*?[?!]*+(?<!\s)"
SERIES = r"[^.]*\b(?:Series|Reports?|Monographs?|Notes|Bulletin|Publications?|[Ss]eries)\b[^.]*(?<!\s)"
#: A whole book, stops and all: only what can follow one ends it.
BOOK = r"\S.*?(?=\.|,|\s\(|\Z|(?<=[?!]))"
CONTAINER = r"(?:[^.0-9(]|[0-9](?=[A-Za-z])|\([^().]{1,40}\))+(?<![\s,])"
SMALL = r"(?:of|the|and|in|for|on|de|der|des|die|la|le|et|und|für|i|y|e|&)"
# A journal's first word without a stop, before one that has it: "Acta Derm.", "Genes Genet."; not "Part II.".
OPENERS = r"(?:(?!(?:Part|Report|Study|Section|Vol)\s)[A-ZÀ-Þ][\w'’-]+(?=\s[A-ZÀ-Þ][\w'’-]*\.)|J)"
WORD_WITH_STOP = r"[A-ZÀ-Þ][\w'’-]*+\."
# At most a dozen words: titles of journals end there, and so does the work on hostile text.
# A stop inside is needed: one at the end may be the style's own ("Arch Dermatol. 1990").
DOTTED = (
    r"(?=[^:;0-9]*?\w\.\s?[A-ZÀ-Þ(])(?:"
    rf"(?:{WORD_WITH_STOP}|{OPENERS}(?=\s))"
    rf"(?:\s?{WORD_WITH_STOP}|\s{SMALL}(?=\s)|\s[A-Z][A-Za-z]*+(?=[\s:])){{0,12}}"
    rf"\s?[A-ZÀ-Þ(\[][\w'’()\[\]-]*+\.?(?<=\.)|"
    rf"(?:{WORD_WITH_STOP}\s?){{1,12}}[A-ZÀ-Þ(\[][\w'’()\[\]-]*+)"
)
#: Two words with stops and capitals only from there to a number: abbreviations have it, few sentences do.
STOPS = re.compile(
    r"\.\s?(?>(?:[A-ZÀ-Þ][a-z]*+\s)?)[A-ZÀ-Þ][\w'’-]*+\.\s?+(?>(?:[A-ZÀ-Þ(][\w'’()&-]*+\.?+\s?+){1,2})[0-9(,;]"
)
VOLUME = r"(?:[A-Z]{0,3}[0-9]++(?:\s?[-‐-―−/]\s?[0-9]++|[-‐-―−][A-Z]\b)?[A-Z]?|[IVXLC]++|[ivx]++|Suppl)"
SUPPLEMENT = (
    r"(?:(?:[Ss]uppl(?:ement)?|SUPPL|Pt|[Pp]art|Spec(?:\sNo)?|Spec\sIssue)\b\.?"
    r"(?:\s?[A-Z]?[0-9]*+[A-Z]?\b)?\s?){1,2}(?<!\s)"
)
ISSUE = r"[^()\[\];:]++"
LETTERS = r"[A-Za-z]{0,4}"
NUMBER = rf"(?:{LETTERS}[0-9]++(?>(?:\.[0-9]++)*)(?:\.?[A-Za-z]{{1,2}}[0-9]*+)?|[ivxlc]++)"
RANGE = rf"{NUMBER}(?:\s?[-‐-―−]\s?{NUMBER})?"
PAGE = rf"{RANGE}(?:(?:,\s?|;\s|\s(?:and|&)\s){RANGE})*(?:\s(?:passim|contd?))?"
PLACE = r"(?:[^.:;0-9]|\.(?=[,:A-Z])|(?<=\bSt)\.)+(?<!\s)"
# A stop inside a publisher or place ends an initial ("W.B. Saunders") or a short word, never a sentence.
STOP_INSIDE = r"\.(?=\S)|(?<=\b[A-Z])\.|(?<=\bSt)\.|(?<=\bCo)\.|(?<=\bInc)\."
PUBLISHER = rf"(?![0-9])(?:[^;:./]|{STOP_INSIDE})+(?<![\s,])"
HOUSE = rf"(?![0-9])(?:[^,;:./]|{STOP_INSIDE}|,(?=\s(?:Inc|Ltd|LLC|Co|GmbH)\b))+(?<!\s)"
EDITION = (
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)|[0-9]{1,2}\.?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth"
    r"|[Rr]ev(?:ised)?\.?|[Ii]nternational)(?:\s(?:rev(?:ised)?\.?|int(?:ernational)?))?"
)
URL = r"(?:https?://|www\.|ftp://)\S*[^\s.,;…](?:\s?\.{3,}|…)?"
DOI = r"(?:https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}(?:/|%2[Ff])\S+(?<![.,;\s])"
