"""Words that head a reference list, and words that say a list or an article is over.

They are a help, never the proof: a list is found by what its entries look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LIST = """
references|reference|reference list|list of references|references cited|references and notes
references and recommended reading|notes and references|bibliography|selected bibliography|selected references
suggested reading|literature|literature cited|works cited|cited literature|cited references|citations|sources
endnotes|piśmiennictwo|bibliografia|literatura|literatura cytowana|literatur|literaturverzeichnis|quellen|schrifttum
bibliografía|referencias|referencias bibliográficas|referências|referências bibliográficas|bibliographie|références
références bibliographiques|riferimenti bibliografici|referenties|litteratur|referenser|referanser|kirjallisuus
irodalom|lähteet|kaynaklar|kaynakça|bibliografie|reference literature|список литературы|литература|література|参考文献
"""
_OTHER = """
related articles|related article|related content|related posts|related reading|related stories|related topics
similar articles|similar articles in pubmed|similar content being viewed by others|cited by|articles citing this
citing articles|you may also like|you might also like|recommended articles|recommended for you|recommended reading
more from|more in|most read|most popular|trending|latest articles|latest news|editor's picks|in case you missed it
read next|next article|previous article|explore this issue|from this issue|also in this issue|see also
popular articles|what to read next|keep reading|people also viewed|cited by other articles
"""
_END = """
download references|copyright information|about this article|cite this article|rights and permissions
author information|authors and affiliations|affiliations|corresponding author|corresponding authors
additional information|ethics declarations|acknowledgements|acknowledgments|acknowledgement|acknowledgment|funding
conflict of interest|conflicts of interest|competing interests|author contributions|authors' contributions
author's contributions|supplementary material|supplementary information|electronic supplementary material
supplemental content|supplementary materials|footnotes|personalised recommendations|personalized recommendations
share|share this|share this article|share:|filed under|tagged with|tags|keywords|comments|leave a comment
leave a reply|publication types|mesh terms|substances|linkout - more resources|linkout|full text sources|medical
miscellaneous|grant support|figures|figures and tables|tables|journals system - logo|scroll to top|back to top
return to top|download pdf|download citation|export citation|advertise|contact us|about us|privacy policy
terms of use|cookie preferences|cookie policy|support center|loading ...|pubmed commons|pubmed commons home
about the author|about the authors|disclosures|disclosure|appendix|publisher's note|open access|article metrics
metrics|information|eissn|issn|indexed in|buy article|access this article|publish with us|log in|subscribe
newsletter|follow us|page|single page|abbreviations|copyright|abstract|cite|citation|actions|display options|send to
favorites|page navigation|title & authors|full text links|permalink
"""
#: Headings after which the article itself goes on.
_BODY = """
abstract|introduction|background|methods|materials and methods|patients and methods|material and methods|results
discussion|conclusion|conclusions|case report|case reports|case presentation|case study|case description|case
the case|presentation|aim|aims|objective|objectives|results and discussion|clinical presentation|diagnosis|treatment
management|pathogenesis|epidemiology|summary
"""

#: A heading is shorter than this, and so is a line that begins like the foot of a page.
_HEADING, _LINE = 80, 160
_DRESS = re.compile(
    r"^(?:#{1,6}\s*|[*_]{1,3}|\[|(?:[0-9]{1,2}|[IVX]{1,5})\.?\s+(?=\w))+|(?:[*_:.\]\s]|\{[^{}]{0,40}\})+$"
)
_COUNT = re.compile(r"\s*[(\[]\s*([0-9]{1,4})\s*[)\]]$")


def _words(block: str) -> frozenset[str]:
    return frozenset(word for line in block.split("\n") for word in line.split("|") if word)


_LIST_WORDS, _OTHER_WORDS, _END_WORDS, _BODY_WORDS = map(_words, (_LIST, _OTHER, _END, _BODY))
_PREFIXES = (
    "©",
    "copyright ©",
    "copyright",
    "filed under",
    "tagged with",
    "share:",
    "page:",
    "received:",
    "accepted:",
    "cite this",
    "correspondence",
    "journals system",
    "scroll to",
    "all rights reserved",
    "icon for",
    "how to cite",
    "back to top",
    "address for correspondence",
    "corresponding author",
    "e-mail",
    "email",
    "conflict of interest",
    "source of support",
)


def plain(text: str) -> str:
    """A line without heading dress, folded for looking up.

    >>> plain("## **6. References:**")
    'references'
    """
    folded = _DRESS.sub("", " ".join(text[:120].split()))
    return folded.casefold().replace("’", "'")


def list_heading(text: str, templates: Iterable[str] = ()) -> int | None:
    """How many entries a list heading states, 0 where it states none; ``None`` for other lines.

    >>> list_heading("REFERENCES (28)"), list_heading("Piśmiennictwo"), list_heading("Results")
    (28, 0, None)

    ``templates`` are headings of list styles, ``{count}`` standing for the number.
    """
    if not text or len(text) > _HEADING:
        return None
    folded = " ".join(text.split())
    for pattern in _compiled(tuple(templates)):
        if hit := pattern.fullmatch(folded):
            return int(hit["count"] or 0) if "count" in pattern.groupindex else 0
    count = _COUNT.search(folded)
    name = plain(folded[: count.start()] if count else folded)
    if name in _LIST_WORDS or _undoubled(name) in _LIST_WORDS:
        return int(count[1]) if count else 0
    return None


@lru_cache(maxsize=64)
def _compiled(templates: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    escaped = (re.escape(" ".join(t.split())).replace(r"\{count\}", "(?P<count>[0-9]{1,4})", 1) for t in templates)
    return tuple(re.compile(e, re.IGNORECASE) for e in escaped)


def _undoubled(name: str) -> str:
    """``RREEFFEERREENNCCEESS``, as some PDF tools print bold type."""
    return name[::2] if name[::2] == name[1::2] else name


def other_heading(text: str) -> bool:
    """Whether a line heads articles that are not cited here: related ones, similar ones, citing ones.

    >>> other_heading("Related Articles"), other_heading("References")
    (True, False)
    """
    name = plain(text)
    return name in _OTHER_WORDS or name.startswith(("similar articles", "cited by", "related articles", "more from"))


def end_heading(text: str) -> bool:
    """Whether a line heads or is something that stands after a list.

    >>> end_heading("Copyright information"), end_heading("© Clinical Rheumatology 2005")
    (True, True)
    """
    name = plain(text)
    return name in _END_WORDS or name in _OTHER_WORDS or (len(text) <= _LINE and name.startswith(_PREFIXES))


def body_heading(text: str) -> bool:
    """Whether a line heads a section of the article itself.

    >>> body_heading("2. Case Report"), body_heading("Share this")
    (True, False)
    """
    return plain(text) in _BODY_WORDS
