"""Strings that stand near references and are none: captions, table rows, dates of receipt, notices, addresses.

To the labeller every string is a reference; what it never met it fills into fields as well
as it can. Captions, notices and the like say themselves what they are by how they begin,
and rows of tables by their figures.
"""

from __future__ import annotations

import re
from collections.abc import Container

from refparse.normalize.dates import find_year

#: Words that captions begin with, before a number; in small letters.
CAPTIONS = (
    "figure", "figures", "fig", "figs", "table", "tables", "scheme", "chart", "plate", "box", "panel", "abbildung",
    "abbildungen", "abb", "tabelle", "tabellen", "tab", "grafik", "figura", "figuras", "tabla", "tablas", "gráfico",
    "quadro", "tabela", "tabella", "tableau", "tabl", "schéma", "rycina", "ryc", "rysunek", "rys", "wykres",
    "obrázek", "obr", "tabulka", "рисунок", "рис", "таблица", "табл",
)  # fmt: skip
#: What may stand before these words.
BEFORE_CAPTIONS = (
    "supplementary", "supplemental", "supporting", "extended data", "appendix", "online", "additional",
)  # fmt: skip
#: Words that a paper's history begins with, before a date.
HISTORIES = (
    "received", "accepted", "submitted", "revised", "published", "available online", "published online",
    "manuscript received", "manuscript accepted", "first published", "first published online",
    "accepted for publication", "accepted after revision", "revised version received", "resubmitted",
    "received in revised form", "article history", "received for publication", "date received", "epub",
    "eingegangen", "eingegangen am", "eingereicht", "eingereicht am", "angenommen", "angenommen am",
    "online veröffentlicht", "online publiziert", "reçu", "reçu le", "accepté", "accepté le",
    "disponible sur internet le", "recibido", "recibido el", "aceptado", "aceptado el", "recebido", "recebido em",
    "aceito", "aceito em", "ricevuto", "ricevuto il", "accettato", "otrzymano", "przyjęto", "zaakceptowano",
    "praca wpłynęła", "nadesłano", "поступила", "принята",
)  # fmt: skip
#: How notices, addresses and thanks begin; the rest of the string may be anything.
NOTICES = (
    "©", "copyright ©", "copyright (c)", "copyright 1", "copyright 2", "(c) 19", "(c) 20",
    "this is an open access article", "this is an open-access article", "this article is licensed",
    "this work is licensed", "distributed under the terms", "open access this", "all rights reserved",
    "downloaded from", "downloaded by", "cited by ", "published under licen", "abbreviations:", "correspondence to",
    "correspondence:", "correspondence address", "corresponding author", "address for correspondence",
    "address correspondence", "address reprint requests", "reprint requests", "korrespondenzadresse",
    "adres do korespondencji", "dirección para correspondencia", "auteur correspondant", "e-mail:", "email:",
    "tel.:", "tel:", "we thank", "the authors thank", "the authors would like to thank", "we would like to thank",
    "the author thanks", "the authors are grateful", "the authors declare", "the authors have no",
    "acknowledgements", "acknowledgments", "acknowledgement:", "acknowledgment:", "danksagung", "remerciements",
    "agradecimientos", "podziękowania", "funding:", "funding.", "this work was supported",
    "this study was supported", "this research was supported", "supported by grant", "supported by a grant",
    "supported by the ", "supported in part by", "conflict of interest", "conflicts of interest",
    "competing interests", "declaration of interest", "interessenkonflikt", "conflit d'intérêts",
    "conflicto de intereses", "konflikt interesów", "keywords:", "key words:", "keywords ", "schlüsselwörter",
    "mots-clés", "mots clés", "palabras clave", "palavras-chave", "parole chiave", "słowa kluczowe",
    "ключевые слова", "author contributions", "authors' contributions", "contributors:", "ethics approval",
    "informed consent", "data availability", "supplementary material",
)  # fmt: skip
#: How addresses of people begin, a number or letter of theirs before it.
ADDRESSES = (
    "department of", "departments of", "division of", "section of", "institute of", "institute for", "faculty of",
    "school of", "klinik für", "klinik und poliklinik", "institut für", "abteilung für", "medizinische klinik",
    "universitätsklinikum", "service de", "département de", "hôpital", "faculté de", "servicio de",
    "departamento de", "facultad de", "istituto di", "dipartimento di", "katedra i klinika", "klinika", "katedra",
    "zakład", "oddział", "кафедра", "клиника",
)  # fmt: skip
#: What such strings are called in results.
_CAPTION, _HISTORY, _NOTICE = "a caption", "dates of receipt", "a notice"
_ADDRESS, _ROW = "an address", "a table's row"
#: Characters of the beginning that are looked at, and those by which most strings are told apart at once.
_ROOM, _HEAD = 120, 3


def _any(*lists: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrases in lists for phrase in sorted(phrases, key=len, reverse=True))


_OF_CAPTION = (
    rf"(?:(?:{_any(BEFORE_CAPTIONS)}) )?(?:{_any(CAPTIONS)})\b[. ]{{0,2}}"
    r"(?:[a-z]?[0-9]{1,3}|[ivx]{1,5})[a-z]?(?![\w/-])"
)
_OF_HISTORY = (
    rf"(?:{_any(HISTORIES)})\b[ :,]{{0,3}}"
    rf"(?:(?:{_any(HISTORIES)})\b[ :,]{{0,3}})?"
    r"(?=[^\W\d_]{3,12}\b[ .]{1,2}[0-9]|[0-9]{1,4}[ ./-])"
)
_OF_NOTICE = rf"(?:{_any(NOTICES)})|page [0-9]{{1,3}} (?:of|/) [0-9]"
_BEGINS = tuple(
    (what, re.compile(rule)) for what, rule in ((_CAPTION, _OF_CAPTION), (_HISTORY, _OF_HISTORY), (_NOTICE, _OF_NOTICE))
)
_OF_ADDRESS = re.compile(rf"(?:[0-9]{{1,2}}\W? ?|[a-z]\W )?(?:{_any(ADDRESSES)})\b")
_HEADS = frozenset(
    phrase[:_HEAD] for some in (BEFORE_CAPTIONS, CAPTIONS, HISTORIES, NOTICES, ("page",)) for phrase in some
)
#: A figure as tables have it: a decimal, a share, a spread, a range in brackets; or what parts columns.
_FIGURE = re.compile(r"[0-9][.,][0-9]{1,3}(?![0-9./-])|[0-9] ?%|[±\t]|[<>=≤≥] ?[0-9]|\([0-9]{1,4}[–-][0-9]{1,4}\)")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
#: A row has so many figures, and one to so many words, and no author; of 26,657 labelled references and
#: entries of pages none does.
_FEWEST, _WORDS = 2, 5


def unlike(text: str, labels: Container[str]) -> str | None:
    """What a string is that is plainly no reference; ``labels`` are those of the fields read in it.

    >>> unlike("Figure 2. Kaplan-Meier curves of 34 patients, 2001-2010", {"title", "issued"})
    'a caption'
    >>> unlike("Received 12 March 2010; accepted 3 May 2010", {"issued"})
    'dates of receipt'
    >>> unlike("Age, years 54.3 ± 12.1 57.2 ± 11.4 0.21", {"title", "page"}), unlike("Skin 1970", {"title", "issued"})
    ("a table's row", None)

    None of 26,657 references begins like a caption, a history or a notice; of the 20 that begin
    like an address all state a year, and such are let pass.
    """
    low = " ".join(text[:_ROOM].split()).lower()
    # A lone sign, as of copyright, is a beginning too, whatever follows.
    if low[:_HEAD] in _HEADS or low[:1] in _HEADS:
        for what, rule in _BEGINS:
            if rule.match(low):
                return what
    # Departments write reports too: those are dated.
    if _OF_ADDRESS.match(low) and find_year(text) is None:
        return _ADDRESS
    ruled = text.startswith("|") and text.count("|") > _FEWEST
    return _ROW if ruled or ("author" not in labels and _is_row(text)) else None


def _is_row(text: str) -> bool:
    figures = len(_FIGURE.findall(text))
    return (figures >= _FEWEST and figures * _WORDS >= len(_WORD.findall(text))) or not _LETTER.search(text)
