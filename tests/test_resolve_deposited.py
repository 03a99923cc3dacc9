"""Reference lists as publishers deposit them."""

from __future__ import annotations

import pytest

from refparse.resolve.deposited import references_of
from refparse.work import Date, Work


def entry(**members):
    return references_of(
        {"reference": [{"key": "r1"} | {name.replace("_", "-"): value for name, value in members.items()}]}
    )[0]


def test_an_entry_with_a_key_only_keeps_its_number():
    found = references_of({"reference": [{"key": "ref10"}, {"DOI": "10.1/a"}]})
    assert [(one.number, one.key, one.says_something) for one in found] == [(1, "ref10", False), (2, "2", True)]
    assert references_of({"reference": None}) == ()


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        ({"DOI": "10.5244/C.2.23", "doi_asserted_by": "publisher"}, ("10.5244/c.2.23", "publisher")),
        ({"DOI": "10.1021/la302706b."}, ("10.1021/la302706b", None)),
        ({"DOI": "10.1126/science. 1109070"}, ("10.1126/science.1109070", None)),
        ({"DOI": "https://doi.org/10.1061/40943(250)4"}, ("10.1061/40943(250)4", None)),
        (
            {"unstructured": "Cermine 1.6 (2015). http://dx.doi.org/10.5281/Zenodo.17594"},
            ("10.5281/zenodo.17594", "text"),
        ),
        ({"unstructured": "PACER Model MOU § 3.2."}, (None, None)),
        ({"DOI": "10.1/b", "unstructured": "doi:10.1000/a", "doi_asserted_by": "crossref"}, ("10.1/b", "crossref")),
    ],
)
def test_dois_with_who_says_so(members, wanted):
    found = entry(**members)
    assert (found.DOI, found.asserted_by) == wanted


def test_markup_in_a_string_goes():
    assert entry(unstructured="Imaging, 2003. <i>User\n Guide.</i>").text == "Imaging, 2003. User Guide."


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        (
            {
                "article_title": "Enterovirus 71",
                "journal_title": "Emerg Infect Dis",
                "volume": "9",
                "issue": "3",
                "first_page": "291",
            },
            Work(
                type="article-journal",
                title="Enterovirus 71",
                container_title="Emerg Infect Dis",
                volume="9",
                issue="3",
                page="291",
            ),
        ),
        (
            {"article_title": "Computing", "volume_title": "Widgets", "series_title": "LNCS", "edition": "2"},
            Work(type="chapter", title="Computing", container_title="Widgets", collection_title="LNCS", edition="2"),
        ),
        ({"article_title": "Computing", "series_title": "LNCS"}, Work(title="Computing", container_title="LNCS")),
        ({"article_title": "Computing"}, Work(title="Computing")),
        ({"volume_title": "Widgets", "series_title": "LNCS"}, Work(title="Widgets", collection_title="LNCS")),
        ({"series_title": "2006 Guidelines"}, Work(title="2006 Guidelines")),
        (
            {"ISSN": "http://id.crossref.org/issn/1935-7893", "ISBN": "978-1-4842-6700-4"},
            Work(ISSN="1935-7893", ISBN="978-1-4842-6700-4"),
        ),
        ({"year": "2005b"}, Work(issued=Date(year=2005, literal="2005b"))),
        ({"year": "in press"}, Work(issued=Date(literal="in press"))),
        ({"year": "circa 1900?"}, Work(issued=Date(literal="circa 1900?"))),
    ],
)
def test_fields(members, wanted):
    assert entry(**members).work == wanted


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ("Renear", [("Renear", None, None)]),
        ("A Renear", [("Renear", "A", None)]),
        ("TY Lin", [("Lin", "TY", None)]),
        ("van Dijk", [("Dijk", None, "van")]),
        ("Rothery, G.A.; Day, D.W.", [("Rothery", "G.A.", None), ("Day", "D.W.", None)]),
    ],
)
def test_the_first_author(author, wanted):
    assert [(name.family, name.given, name.particle) for name in entry(author=author).work.author.names] == wanted
