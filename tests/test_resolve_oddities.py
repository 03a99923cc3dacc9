"""Every oddity counted in genuine Crossref records goes through refresh and export, and re-reads to the same values.

The facts are retyped, one situation a line; long texts are our own.
"""

from __future__ import annotations

import pytest

from refparse.formats import bibtex, csljson
from refparse.formats.jsonl import ExportWork
from refparse.resolve.deposited import references_of
from refparse.resolve.notices import is_retracted, notices_of
from refparse.resolve.record import own_dois, read_record, related
from refparse.resolve.refresh import apply, compare, hold
from refparse.work import Work

SELF = "10.1016/j.brainres.2022.148038"


def parts(*numbers):
    return {"date-parts": [list(numbers)]}


def to(doi, kind):
    return {"update-to": [{"DOI": doi, "type": kind, "updated": parts(2022, 10, 15)}]}


def by(doi, kind, source="publisher"):
    return {"updated-by": [{"DOI": doi, "type": kind, "source": source}]}


def tell(message):
    return [(notice.kind, notice.DOI, notice.sources) for notice in notices_of(message)]


def cited(**members):
    return {"reference": [{"key": "r"} | {name.replace("_", "-"): value for name, value in members.items()}]}


def doi_of_reference(message):
    return [(entry.DOI, entry.asserted_by) for entry in references_of(message)]


def shown(name):
    return lambda message: getattr(read_record(message), name)


def relation(name):
    return {"relation": {name: [{"id-type": "doi", "id": "10.1/R"}]}}


def first(name):
    return lambda message: getattr(references_of(message)[0], name)


def retracted(message):
    return is_retracted(notices_of(message))


def author(**members):
    return {"author": [members]}


def people(message):
    return [(name.literal or name.family, name.given, name.suffix) for name in read_record(message).author.names]


def issued(message):
    date = read_record(message).issued
    return date and date.iso


RELATIONS = ("has-review", "cites", "has-preprint", "is-preprint-of", "is-version-of", "is-identical-to")
#: What it is, the members that show it, how it is looked at, what a person expects to see.
ODDITIES = [
    *((f"relation {name}", relation(name), related, ((name, "10.1/r"),)) for name in RELATIONS),
    ("relation is-review-of", {"type": "peer-review"}, shown("type"), "document"),
    (
        "preprint",
        {"type": "posted-content", "subtype": "preprint", "posted": parts(2020, 10, 27)},
        shown("type"),
        "article",
    ),
    (
        "update-to a correction",
        to("10.1111/ijal.12157", "correction"),
        tell,
        [("correction", "10.1111/ijal.12157", ("publisher",))],
    ),
    ("update-to without source", to("10.1/x", "retraction"), tell, [("retraction", "10.1/x", ("publisher",))]),
    ("update-to itself", to(SELF, "retraction") | {"DOI": SELF}, retracted, True),
    ("update-to a new version of itself", to(SELF, "new_version") | {"DOI": SELF}, retracted, False),
    ("update-to an erratum", to("10.1/x", "erratum"), tell, [("correction", "10.1/x", ("publisher",))]),
    (
        "updated-by",
        by("10.1371/journal.pbio.0060304", "correction"),
        tell,
        [("correction", "10.1000/odd", ("publisher",))],
    ),
    (
        "updated-by Retraction Watch",
        by("10.1/n", "retraction", "retraction-watch"),
        tell,
        [("retraction", "10.1000/odd", ("retraction-watch",))],
    ),
    ("aliases", {"aliases": ["10.26434/chemrxiv.5406907"]}, own_dois, ("10.1000/odd", "10.26434/chemrxiv.5406907")),
    ("upper case in a reference DOI", cited(DOI="10.5244/C.2.23"), doi_of_reference, [("10.5244/c.2.23", None)]),
    (
        "reference DOI matched by Crossref",
        cited(DOI="10.1/a", doi_asserted_by="crossref"),
        doi_of_reference,
        [("10.1/a", "crossref")],
    ),
    (
        "reference DOI from the publisher",
        cited(DOI="10.1/a", doi_asserted_by="publisher"),
        doi_of_reference,
        [("10.1/a", "publisher")],
    ),
    (
        "SICI-like signs in a reference DOI",
        cited(DOI="10.1061/40943(250)4"),
        doi_of_reference,
        [("10.1061/40943(250)4", None)],
    ),
    ("unstructured text", cited(unstructured="Cited References"), first("text"), "Cited References"),
    ("reference-count without a list", {"reference-count": 3}, references_of, ()),
    ("reference year with a letter", cited(year="1977a"), lambda m: references_of(m)[0].work.issued.literal, "1977a"),
    (
        "markup in an unstructured reference",
        cited(unstructured="2003. <i>eCognition</i>"),
        first("text"),
        "2003. eCognition",
    ),
    (
        "reference DOI ends in punctuation",
        cited(DOI="10.1021/la302706b."),
        doi_of_reference,
        [("10.1021/la302706b", None)],
    ),
    (
        "DOI in the string alone",
        cited(unstructured="http://dx.doi.org/10.5281/zenodo.17594"),
        doi_of_reference,
        [("10.5281/zenodo.17594", "text")],
    ),
    ("a key only", cited(), first("says_something"), False),
    (
        "malformed reference DOI",
        cited(DOI="10.1126/science. 1109070"),
        doi_of_reference,
        [("10.1126/science.1109070", None)],
    ),
    ("counts that differ", {"reference-count": 40, "references-count": None}, references_of, ()),
    ("title is an empty list", {"title": []}, shown("title"), None),
    ("markup in title", {"title": ["<i>Abstraction: Windows</i>"]}, shown("title"), "Abstraction: Windows"),
    ("subtitle", {"title": ["Icônes"], "subtitle": ["Images du monde"]}, shown("title"), "Icônes: Images du monde"),
    ("an empty subtitle", {"title": ["Icônes"], "subtitle": [""]}, shown("title"), "Icônes"),
    ("Unicode dashes", {"title": ["VI.—NEW BOOKS"]}, shown("title"), "VI.—NEW BOOKS"),
    ("title in capitals", {"title": ["BOOKS RECEIVED"]}, shown("title"), "BOOKS RECEIVED"),
    ("title ends in a full stop", {"title": ["Gastric cancer."]}, shown("title"), "Gastric cancer."),
    ("original title", {"title": ["Fire Ecology"], "original-title": ["Fire Ecology"]}, shown("extra"), ()),
    (
        "line breaks in title",
        {"title": ["<i>Women in Ming China</i>\n            ."]},
        shown("title"),
        "Women in Ming China.",
    ),
    ("title missing", {}, shown("title"), None),
    (
        "odd spaces",
        {"title": ["Generalized reflection groups\xa0II"]},
        shown("title"),
        "Generalized reflection groups II",
    ),
    ("title begins Correction", {"title": ["Correction of a split nail deformity"]}, tell, []),
    (
        "title begins Retracted",
        {"title": ["Retracted: Influence on bones"]},
        tell,
        [("retraction", "10.1000/odd", ("title",))],
    ),
    ("entity in title", {"title": ["Water Data &amp; Facts"]}, shown("title"), "Water Data & Facts"),
    (
        "mojibake",
        {"title": ["Dentistry � Endodontic instruments"]},
        shown("title"),
        "Dentistry � Endodontic instruments",
    ),
    (
        "MathML",
        {"title": ["theorems for<mml:math alttext='d'><mml:mi>d</mml:mi></mml:math>-complete spaces"]},
        shown("title"),
        "theorems for d-complete spaces",
    ),
    ("a very long title", {"title": ["high spin " * 60]}, shown("title"), ("high spin " * 60).strip()),
    ("title not in Latin script", {"title": ["模糊测试技术研究"]}, shown("title"), "模糊测试技术研究"),
    (
        "TeX in title",
        {"title": ["OpenType $$^{\\textregistered}$$ fonts"]},
        shown("title"),
        "OpenType $$^{\\textregistered}$$ fonts",
    ),
    ("leading space", {"title": ["\n   Muller F\n   Elements"]}, shown("title"), "Muller F Elements"),
    ("two titles", {"title": ["Desain satu", "Desain dua"]}, shown("title"), "Desain satu"),
    (
        "no first author marked",
        {"author": [{"family": "A"}, {"family": "B"}]},
        people,
        [("A", None, None), ("B", None, None)],
    ),
    ("no author", {}, people, []),
    ("ORCID as http", author(family="A", ORCID="http://orcid.org/0000-0003-0474-9935"), people, [("A", None, None)]),
    ("ORCID as https", author(family="A", ORCID="https://orcid.org/0000-0003-0474-9935"), people, [("A", None, None)]),
    ("family in capitals", author(family="WILLIAMS", given="A"), people, [("WILLIAMS", "A", None)]),
    ("suffix", author(family="Poe", suffix="Jr"), people, [("Poe", None, "Jr")]),
    ("no given name", author(family="W. E. W."), people, [("W. E. W.", None, None)]),
    ("corporate author", author(name="Urban & Vogel"), people, [("Urban & Vogel", None, None)]),
    ("editor and no author", {"editor": [{"family": "Poe"}]}, lambda m: len(read_record(m).editor), 1),
    (
        "neither family nor name",
        {"author": [{"sequence": "additional"}, {"family": "Tan", "sequence": "first"}]},
        people,
        [("Tan", None, None)],
    ),
    ("name not in Latin script", author(family="조혜린"), people, [("조혜린", None, None)]),
    ("comma inside a family name", author(family="McAdams, III", given="L"), people, [("McAdams", "L", "III")]),
    ("degree inside a name", author(family="V", given="Dr.Geetha"), people, [("V", "Dr.Geetha", None)]),
    (
        "role of 2026",
        {"author": [{"family": "A", "role": [{"vocabulary": "crossref", "role": "author"}]}]},
        people,
        [("A", None, None)],
    ),
    ("many authors", {"author": [{"family": f"F{n}"} for n in range(161)]}, lambda m: len(read_record(m).author), 161),
    ("full date", {"issued": parts(2006, 2, 27)}, issued, "2006-02-27"),
    ("year and month", {"issued": parts(2011, 3)}, issued, "2011-03"),
    ("year only", {"issued": parts(2008)}, issued, "2008"),
    (
        "print and online years differ",
        {"published-print": parts(2011, 3), "published-online": parts(2013, 4), "issued": parts(2011, 3)},
        issued,
        "2011-03",
    ),
    ("null date", {"issued": parts(None)}, issued, None),
    ("empty date", {"issued": {"date-parts": [[]]}}, issued, None),
    ("page range x-x", {"page": "472-472"}, shown("page"), "472"),
    ("page begins with a letter", {"page": "E1003-1006"}, shown("page"), "E1003-1006"),
    ("article number", {"article-number": "e12059", "page": ""}, shown("page"), "e12059"),
    ("journal article without page", {}, shown("page"), None),
    ("issue not a plain number", {"issue": "7-8"}, shown("issue"), "7-8"),
    ("comma list in page", {"page": "7-7, 12"}, shown("page"), "7, 12"),
    ("volume not a plain number", {"volume": "n° 95"}, shown("volume"), "n° 95"),
    ("volume null", {"volume": "null"}, shown("volume"), None),
    ("range runs backwards", {"page": "998-100"}, shown("page"), "998-100"),
    ("no short container title", {"container-title": ["Ecology"]}, shown("extra"), ()),
    ("two ISSNs", {"ISSN": ["1935-7893", "1938-744X"]}, shown("ISSN"), "1935-7893, 1938-744X"),
    (
        "short equals long",
        {"container-title": ["Cancer Reports"], "short-container-title": ["Cancer Reports"]},
        shown("extra"),
        (),
    ),
    (
        "entity in container title",
        {"container-title": ["Gait &amp; Posture"]},
        shown("container_title"),
        "Gait & Posture",
    ),
    ("no container title", {}, shown("container_title"), None),
    (
        "two container titles",
        {"type": "book-chapter", "container-title": ["Studies of Population", "Shared Custody"]},
        shown("container_title"),
        "Shared Custody",
    ),
    (
        "abstract in JATS",
        {"abstract": "<jats:title>ABSTRACT</jats:title><jats:p>Plain.</jats:p>"},
        shown("abstract"),
        "Plain.",
    ),
    ("abstract without prefix", {"abstract": "<p>Plain <i>text</i>.</p>"}, shown("abstract"), "Plain text."),
    ("two slashes", {"DOI": "10.1090/tran/7204"}, shown("DOI"), "10.1090/tran/7204"),
    ("brackets", {"DOI": "10.22529/cdp.2020(8)06"}, shown("DOI"), "10.22529/cdp.2020(8)06"),
    (
        "angle brackets and semicolon",
        {"DOI": "10.1175/1520-0493(1974)102<0736:WACOJ>2.0.CO;2"},
        shown("DOI"),
        "10.1175/1520-0493(1974)102<0736:wacoj>2.0.co;2",
    ),
    ("question mark, hash, per cent, plus", {"DOI": "10.1000/a?b#c%20d&e+f"}, shown("DOI"), "10.1000/a?b#c%20d&e+f"),
    ("no language", {}, shown("language"), None),
    ("null score", {"score": None}, shown("title"), None),
    ("language other than English", {"language": "de"}, shown("language"), "de"),
    ("an empty message", {"DOI": None, "type": None}, shown("DOI"), None),
]
RECORDS = [pytest.param(members, look, wanted, id=what) for what, members, look, wanted in ODDITIES]


def record(members):
    return {"DOI": "10.1000/odd", "type": "journal-article", **members}


@pytest.mark.parametrize(("members", "look", "wanted"), RECORDS)
def test_an_oddity_is_read_as_a_person_would(members, look, wanted):
    assert look(record(members)) == wanted


@pytest.mark.parametrize(("members", "look", "wanted"), RECORDS)
def test_an_oddity_goes_through_refresh_and_export(members, look, wanted):
    held = hold(Work(DOI="10.1000/odd"), "reference:1")
    recorded = read_record(record(members))
    after = apply(held, compare(held, recorded, source="crossref", at="2026-11-21"))
    assert not compare(after, recorded, source="crossref", at="2026-11-22").changes_anything
    exported = [ExportWork(id="1", key="odd", work=after.work)]
    assert csljson.read(csljson.write(exported))[0].work == after.work
    assert bibtex.read(bibtex.write(exported))[0].work == after.work
    assert look(record(members)) == wanted
