"""Small libraries in several formats, for tests of deduplication."""

from __future__ import annotations

from refparse.formats.library import open_library

KIM = {
    "author": "Kim, Soo and Roe, Jane",
    "title": "Calcinosis cutis in childhood lupus",
    "journal": "Arch Dermatol",
    "year": "1998",
    "volume": "134",
    "pages": "17--22",
}
LEE = {
    "author": "Lee, Ann",
    "title": "Tumoral masses of the elbow",
    "journal": "Lancet",
    "year": "2004",
    "volume": "9",
    "pages": "1--4",
}
ROE = {
    "author": "Roe, Jane",
    "title": "Stones of the skin, part {}",
    "journal": "Skin",
    "year": "1990",
    "volume": "3",
}
WORSE = KIM | {"author": "Kim, S and others", "pages": "17"}
_TAGS = {"journal": "JO", "year": "PY", "volume": "VL", "title": "TI"}


def part(number, pages):
    """One part of a paper in two."""
    return ROE | {"title": ROE["title"].format(number), "pages": pages}


#: Two of most things: a worse copy, another spelling, other pages, a near title, parts.
MANY = {
    "kim": KIM,
    "worse": WORSE,
    "again": KIM | {"journal": "Archives of Dermatology"},
    "later": KIM | {"pages": "97--102"},
    "lee": LEE,
    "lees": LEE | {"title": "Tumoral mass of the elbow"},
    "one": part("I", "1--9"),
    "two": part("II", "10--19"),
}


def bib(*works, **keyed):
    """BibTeX of these works, or of works by their keys."""
    given = keyed or {f"key{number}": work for number, work in enumerate(works)}
    entries = (
        f"@article{{{key},\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in work.items()) + "\n}\n"
        for key, work in given.items()
    )
    return "".join(entries).encode()


def ris(*works):
    """RIS of these works."""
    out = []
    for work in works:
        out.append("TY  - JOUR")
        out += [f"AU  - {name}" for name in work["author"].split(" and ")]
        out += [f"{tag}  - {work[name]}" for name, tag in _TAGS.items() if name in work]
        start, _, end = work["pages"].partition("--")
        out += [f"SP  - {start}", f"EP  - {end}", "ER  - ", ""]
    return "\n".join(out).encode()


def library(data, name):
    """The library in these bytes."""
    return open_library(data, name=name)
