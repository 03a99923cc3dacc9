"""The slots of a template printed from a fact: dates, pages, names, identifiers in a style's own look."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from refparse.train.facts import Fact
from refparse.train.people import print_people
from refparse.train.sheet import Sheet
from refparse.train.style import Style
from refparse.train.words import accessed_date, edition, genre, months, printed_date, series, shorten_title

_RANGE = re.compile(r"([A-Za-z]*)([0-9]+)\s*[-‐-―−]+\s*([A-Za-z]*)([0-9]+)")
_DASHES = re.compile(r"\s*[-‐-―−]+\s*")
#: How often a part few strings have is printed where a template offers it.
_RARE = 0.12
#: How often a supplement names the issue it belongs to, has no number, or has its letter before each page.
_NUMBERED, _UNNUMBERED, _LETTERED = 0.3, 0.2, 0.6
#: Share of arXiv's identifiers in the form of before 2007.
_OLD = 0.3
#: Share of strings that print a sign or a word for the authors of the one before.
_SAME = 0.015
_SAME_WORDS = {"en": ("———", "---", "———.", "----", "_____", "–––"), "de": ("Ders.", "Dies.", "Ders", "ders.", "Dies.")}
#: Shares of dates with an older year beside them, and of dates that are none.
_OLDER, _UNDATED = 0.025, 0.01
_NO_DATE = {
    "de": ("o. J.", "o.J.", "im Erscheinen", "i. E.", "im Druck"),
    "en": ("n.d.", "in press", "forthcoming", "n. d."),
}
_SERVERS = ("bioRxiv", "bioRxiv", "medRxiv", "Research Square", "PsyArXiv", "SSRN Electronic Journal", "ChemRxiv")
#: Words shorter than this keep their case in titles.
_LONG = 4


class Print:
    """One string in the making: a fact, a style, and every choice made so far."""

    __slots__ = ("editors", "fact", "looks", "people", "rng", "sheet", "style")

    def __init__(self, fact: Fact, style: Style, rng: Random) -> None:
        """Make the choices that hold for the whole string."""
        self.fact = fact
        self.style = style
        self.rng = rng
        self.sheet = Sheet()
        self.people = style.people.fixed(rng)
        self.editors = self.people if style.editors is style.people else style.editors.fixed(rng)
        self.looks = {key: values[int(rng.random() * len(values))] for key, values in style.looks.items()}

    @property
    def language(self) -> str:
        """The language of the style's own words: the work's, if the style has it."""
        languages = self.style.languages
        return self.fact.language if self.fact.language in languages else languages[0]

    def slot(self, name: str, option: str) -> bool:
        """Print a slot; whether there was anything to print."""
        if name in _SLOTS:
            return _SLOTS[name](self, option)
        if name in _PLAIN:
            return self.value(getattr(self.fact, _PLAIN[name]), name)
        one, _, many = name.partition("/")
        if one.startswith("#"):
            several = self.fact.page is not None and _DASHES.search(self.fact.page) is not None
            one = one[1:]
        else:
            several = len(self.fact.editor or self.fact.author) > 1
        self.sheet.put(many if several and many else one)
        return True

    def value(self, text: str | None, label: str | None) -> bool:
        """Print a value; whether it was there."""
        if text:
            self.sheet.put(text, label)
        return bool(text)


_PLAIN = {
    "volume": "volume",
    "issue": "issue",
    "publisher": "publisher",
    "publisher-place": "place",
    "collection-title": "collection",
    "DOI": "DOI",
}


def _author(p: Print, _option: str) -> bool:
    if p.fact.author and p.style.group == "humanities" and p.rng.random() < _SAME:
        p.sheet.put(p.rng.choice(_SAME_WORDS["de" if p.language == "de" else "en"]))
    elif p.fact.author:
        print_people(p.sheet, p.fact.author, p.people, "author")
    return bool(p.fact.author)


def _editor(p: Print, _option: str) -> bool:
    if p.fact.editor:
        print_people(p.sheet, p.fact.editor, p.editors, "editor")
    return bool(p.fact.editor)


def _title(p: Print, option: str) -> bool:
    look = option if option in _CASES else p.looks.get("title", "as")
    text = p.fact.title.rstrip(" .,;:")
    return p.value(_CASES[look](text), "title")


def _title_case(text: str) -> str:
    return " ".join(w if len(w) < _LONG or not w.islower() else w.capitalize() for w in text.split())


def _sentence_case(text: str) -> str:
    """Capitals of plain words taken off, as far as nothing speaks for a name."""
    first, *rest = text.split(" ")
    return " ".join([first, *(w.lower() if w[1:].islower() and len(w) >= _LONG else w for w in rest)])


_CASES: dict[str, Callable[[str], str]] = {
    "as": lambda text: text,
    "title": _title_case,
    "sentence": _sentence_case,
    "capitals": str.upper,
}


def _container(p: Print, option: str) -> bool:
    look = option if option in {"full", "short", "dotted"} else p.looks.get("container", "full")
    if option == "name" and (p.fact.container or "").startswith(("Proc", "In ")):
        return False
    full, short = p.fact.container, p.fact.container_short
    if not full or look == "full" or p.fact.type not in {"article-journal", "paper-conference"}:
        return p.value((full or short or "").rstrip(" ,;:") or None, "container-title")
    if p.fact.type == "paper-conference":
        return p.value(full, "container-title")
    text = (short or shorten_title(full)).replace(".", "")
    if look == "dotted":
        whole = {word.lower() for word in full.split()}
        text = " ".join(w if w.lower() in whole or not w.isalpha() else f"{w}." for w in text.split())
    return p.value(text, "container-title")


def _issued(p: Print, option: str) -> bool:
    look = option if option and option != "any" else p.looks.get("date", "year")
    if p.fact.issued is None or p.fact.issued.year is None:
        return False
    if look in {"year", "letter"} and p.style.group == "humanities" and p.rng.random() < _OLDER:
        older = p.fact.issued.year - p.rng.randrange(1, 90)
        shapes = (f"{older}/{p.fact.issued.year}", f"{p.fact.issued.year} [{older}]", f"[{older}] {p.fact.issued.year}")
        return p.value(
            p.rng.choice((*shapes, f"{older}/{p.fact.issued.year}", f"{older}-{p.fact.issued.year}")), "issued"
        )
    if look == "letter" and p.rng.random() < _UNDATED:
        return p.value(p.rng.choice(_NO_DATE["de" if p.language == "de" else "en"]), "issued")
    return p.value(printed_date(p.fact.issued, look, p.language, p.rng), "issued")


def _supplement(p: Print, option: str) -> bool:
    """A supplement or part, which counts as the issue."""
    rng, number = p.rng, p.rng.randrange(1, 13)
    if option == "rare" and rng.random() > _RARE:
        return False
    word = rng.choice(("Suppl", "Suppl", "Suppl", "Suppl.", "suppl", "Pt", "Part", "Supplement"))
    inside = f"{p.fact.issue or number} " if rng.random() < _NUMBERED else ""
    after = "" if word == "Suppl" and rng.random() < _UNNUMBERED else f" {rng.randrange(1, 5)}"
    return p.value(inside + word + after, "issue")


def _page(p: Print, option: str) -> bool:
    text = p.fact.page
    if not text:
        return False
    if option == "supplement" and text[0].isdigit() and p.rng.random() < _LETTERED:
        text = re.sub(r"(?<![0-9])(?=[0-9])", "S", text)
    found = _RANGE.fullmatch(text)
    if found and (option or p.looks.get("page")) in {"first", "followed"}:
        text = found[1] + found[2] + (p.rng.choice(("f.", "ff.", " f.", " ff.", "ff")) if option == "followed" else "")
    elif found and (option or p.looks.get("page")) == "short":
        text = found[1] + found[2] + "-" + _shortened(found[2], found[4])
    dash = p.looks.get("dash", "-")
    return p.value(_DASHES.sub(dash, text), "page")


def _shortened(first: str, last: str) -> str:
    """The last page without the digits it shares with the first."""
    if len(first) != len(last):
        return last
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first) - 1)
    return last[same:]


def _edition(p: Print, option: str) -> bool:
    if not p.fact.edition:
        return False
    number = re.search(r"[0-9]+", p.fact.edition)
    if not number:
        return p.value(p.fact.edition, "edition")
    return p.value(edition(number[0], "en" if option else p.language, p.rng), "edition")


def _url(p: Print, option: str) -> bool:
    if option == "rare" and p.rng.random() > _RARE:
        return False
    text = p.fact.URL
    if not text or text.startswith("https://doi.org"):
        number = p.rng.randrange(10**5, 10**8)
        hosts = (
            f"http://www.jstor.org/stable/{number}",
            f"https://www.ncbi.nlm.nih.gov/pubmed/{number}",
            f"http://www.sciencedirect.com/science/article/pii/S0{number}0{number}",
            f"https://hal.archives-ouvertes.fr/hal-0{number}",
            f"https://link.springer.com/article/{p.fact.DOI}"
            if p.fact.DOI
            else f"http://hdl.handle.net/10419/{number}",
            f"http://onlinelibrary.wiley.com/doi/{p.fact.DOI}/full" if p.fact.DOI else f"http://goo.gl/{number:x}",
        )
        text = p.rng.choice(hosts)
    return p.value(text, "URL")


def _pmid(p: Print, option: str) -> bool:
    if option == "rare" and p.rng.random() > _RARE:
        return False
    return p.value(p.fact.PMID or str(p.rng.randrange(10**6, 38 * 10**6)), "PMID")


def _arxiv(p: Print, option: str) -> bool:
    text = p.fact.arXiv
    if not text:
        rng = p.rng
        old = f"{rng.choice(_ARCHIVES)}/{rng.randrange(91, 100)}{rng.randrange(1, 13):02}{rng.randrange(1000):03}"
        new = f"{rng.randrange(7, 25):02}{rng.randrange(1, 13):02}.{rng.randrange(10**4, 3 * 10**4)}"
        text = old if rng.random() < _OLD else new
    if option != "bare":
        text = p.rng.choice(("arXiv:", "arXiv:", "arXiv:", "arXiv: ", "arXiv preprint arXiv:", "")) + text
    if text.startswith("arXiv preprint "):
        p.sheet.put("arXiv preprint ")
        text = text.removeprefix("arXiv preprint ")
    return p.value(text, "arXiv")


_ARCHIVES = ("hep-ph", "hep-th", "astro-ph", "quant-ph", "cond-mat", "math", "gr-qc", "cs")


def _genre(p: Print, _option: str) -> bool:
    p.sheet.put(p.fact.genre or genre(p.fact.type, p.language, p.rng))
    return True


def _accessed(p: Print, option: str) -> bool:
    p.sheet.put(accessed_date(option or "d month y", p.language, p.rng))
    return True


def _lone_number(p: Print, _option: str) -> bool:
    """The only number after a container: whatever it counts, it stands where the volume stands."""
    return p.value(p.fact.issue or p.fact.volume, "volume")


def _series(p: Print, _option: str) -> bool:
    """The series of a working paper, which is what contains it."""
    return p.value(series(p.language, p.rng), "container-title")


def _series_number(p: Print, _option: str) -> bool:
    number = p.rng.randrange(1, 4000 if p.rng.random() < _RARE else 200)
    return p.value(str(number), "volume")


def _journal(p: Print, option: str) -> bool:
    """One of the few journals a field's lists are full of."""
    return p.value(p.looks.get(option or "journal"), "container-title")


def _server(p: Print, _option: str) -> bool:
    """Where a preprint lies."""
    return p.value(p.rng.choice(_SERVERS), "container-title")


def _translator(p: Print, option: str) -> bool:
    """Translators, who are nobody's label: "trans. Ann Lee"."""
    if not p.fact.translator and p.rng.random() > _LETTERED:
        return False
    names = p.fact.translator or p.fact.editor or p.fact.author
    if not names or names[0].literal:
        return False
    p.sheet.put(f"{option}{names[0].given or ''} {names[0].printed_family}".strip())
    return True


def _number(p: Print, _option: str) -> bool:
    p.sheet.put(p.fact.number or str(p.rng.randrange(1, 400)))
    return True


def _rare(write: Callable[[Random], str]) -> Callable[[Print, str], bool]:
    def slot(p: Print, option: str) -> bool:
        if option == "always" or p.rng.random() < _RARE:
            p.sheet.put(write(p.rng))
            return True
        return False

    return slot


def _month(p: Print, _option: str) -> bool:
    p.sheet.put(months("en")[0][p.rng.randrange(12)])
    return True


def _status(p: Print, option: str) -> bool:
    """Words where a date would stand, or after a journal's name."""
    if option == "issued":
        return p.value(p.rng.choice(_NO_DATE["en"]), "issued")
    return _rare(lambda rng: rng.choice(("in press", "forthcoming", "submitted", "accepted")))(p, "")


_SLOTS: dict[str, Callable[[Print, str], bool]] = {
    "author": _author,
    "editor": _editor,
    "title": _title,
    "container-title": _container,
    "issued": _issued,
    "page": _page,
    "edition": _edition,
    "URL": _url,
    "PMID": _pmid,
    "arXiv": _arxiv,
    "arXiv-class": _rare(lambda rng: rng.choice(_ARCHIVES)),
    "genre": _genre,
    "accessed": _accessed,
    "number": _number,
    "supplement": _supplement,
    "no": _lone_number,
    "server": _server,
    "journal": _journal,
    "series": _series,
    "series-number": _series_number,
    "translator": _translator,
    "month": _month,
    "editor-label": lambda p, _: p.slot("ed/eds", ""),
    "page-label": lambda p, option: p.slot({"p": "p.", "pp": "pp."}.get(option, "#p/pp"), ""),
    "PMCID": _rare(lambda rng: f"PMC{rng.randrange(10**5, 10**7)}"),
    "ISBN": _rare(
        lambda rng: f"978-{rng.randrange(10)}-{rng.randrange(10**3)}-{rng.randrange(10**5)}-{rng.randrange(10)}"
    ),
    "ISSN": _rare(lambda rng: f"{rng.randrange(1000, 9999)}-{rng.randrange(1000, 9999)}"),
    "language": _rare(lambda rng: rng.choice(("Japanese", "German", "French", "Chinese", "Spanish", "Polish"))),
    "available-date": _rare(
        lambda rng: f"{rng.randrange(1998, 2024)} {months('en')[1][rng.randrange(12)]} {rng.randrange(1, 29)}"
    ),
    "status": _status,
    "discussion": _rare(lambda rng: f"discussion {rng.randrange(100, 999)}"),
    "pii": _rare(lambda rng: f"S{rng.randrange(10**8)}"),
    "extent": _rare(lambda rng: str(rng.randrange(90, 900))),
}
