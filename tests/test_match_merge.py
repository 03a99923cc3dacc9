"""The canonical work of a cluster, field by field."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from test_match_factory import people, record, work

from refparse.match.merge import merge
from refparse.work import Date, Names, Work


def chosen(name, *values, origins=()):
    """The value merged from records "a", "b", … that state nothing else."""
    kinds = (*origins, *["reference"] * len(values))
    members = [
        record(id_, replace(Work(), **{name: value}), kind)
        for id_, value, kind in zip("abcdef", values, kinds, strict=False)
    ]
    merged = merge(members)
    assert all(merge(order) == merged for order in permutations(members))
    return getattr(merged.canonical, name), dict(merged.origin)[name]


def test_one_member_is_its_own_work():
    of = work("Calcinosis", "Kim M", year=2010, doi_prefix="10.1016/j")
    merged = merge([record("a", of)])
    assert merged.canonical == of
    assert merged.origin == (("title", "a"), ("author", "a"), ("issued", "a"), ("doi_prefix", "a"))


def test_nothing_stated_gives_nothing():
    merged = merge([record("b", Work()), record("a", Work())])
    assert (merged.member_ids, merged.canonical, merged.origin) == (("a", "b"), Work(), ())


def test_a_whole_doi_does_away_with_the_cut_one():
    merged = merge([record("a", Work(doi_prefix="10.1016/j")), record("b", Work(DOI="10.1016/j.sema.1"))])
    assert merged.canonical == Work(DOI="10.1016/j.sema.1")
    assert merged.origin == (("DOI", "b"),)


def test_people():
    cut, short, full = people("Kim M, Lee T, Cho U", et_al=True), people("Kim M"), people("Kim M, Lee T")
    assert chosen("author", cut, short) == (short, "b")
    assert chosen("author", short, full) == (full, "b")
    spelt = people("Kim Min-Su, Lee Tae")
    assert chosen("author", full, spelt) == (spelt, "b")
    assert chosen("author", people("Kim N"), people("Kim M"), origins=("reference", "page")) == (people("Kim M"), "b")
    assert chosen("editor", short, full) == (full, "b")


def test_pages():
    assert chosen("page", "1057", "1057-9") == ("1057-9", "b")
    assert chosen("page", "1057-9", "1057–1059") == ("1057–1059", "b")


def test_dates():
    assert chosen("issued", Date(literal="in press"), Date(year=2006)) == (Date(year=2006), "b")
    assert chosen("issued", Date(year=2005), Date(year=2006), Date(year=2006, month=2)) == (
        Date(year=2006, month=2),
        "c",
    )


def test_the_page_is_heard_before_citations_and_citations_by_number():
    assert chosen("title", "Calcinosis", "Calcinosus", "Calcinosus", origins=("page",)) == ("Calcinosis", "a")
    assert chosen("title", "Calcinosus", "Calcinosis", "CALCINOSIS") == ("Calcinosis", "b")
    assert chosen("volume", "25", "52") == ("25", "a")
    assert chosen("container_title", "Lupus", "Lupus.") == ("Lupus.", "b")


def test_long_texts_and_lists():
    assert chosen("abstract", "Short.", "Much longer.") == ("Much longer.", "b")


def test_keywords_are_united():
    assert chosen("keyword", ("lupus",), ("lupus", "bone")) == (("lupus", "bone"), "b")
    assert chosen("keyword", ("screened", "include"), ("Include", "bone", "skin")) == (
        ("screened", "include", "bone", "skin"),
        "b",
    )
    # The page's own spelling and order come first.
    assert chosen("keyword", ("sjogren", "bone"), ("Bone", "Sjögren"), origins=("reference", "page")) == (
        ("Bone", "Sjögren"),
        "b",
    )


def test_signs_at_the_end_of_a_keyword_are_its_meaning():
    signs = ("CD4+", "include?", "C++", "***")
    assert chosen("keyword", signs, ("CD4-", "include", "C", "§"))[0] == (*signs, "CD4-", "include", "C", "§")
    assert chosen("keyword", ("*Lupus", "CD4+"), ("Lupus.", "cd4 +"))[0] == ("*Lupus", "CD4+")


def test_one_record_alone_keeps_its_keywords_as_they_are():
    assert chosen("keyword", ("Lupus", "lupus"), ()) == (("Lupus", "lupus"), "a")


def test_what_has_no_name_is_united_name_by_name():
    mine = (("groups", "RCT"), ("file", "paper.pdf"), ("note", "patient 7 excluded"))
    theirs = (("note", "seen"), ("comment", "much longer than all the others"), ("groups", "RCT"))
    assert chosen("extra", mine, theirs) == (
        (*mine, ("note", "seen"), ("comment", "much longer than all the others")),
        "b",
    )
    assert chosen("extra", mine[:2], theirs, (*theirs, ("C1", "x")))[1] == "c"
    assert chosen("extra", mine, theirs[:1], origins=("reference", "page")) == (
        (("note", "seen"), ("note", "patient 7 excluded"), *mine[:2]),
        "a",
    )


def test_many_members_that_say_the_same_say_it_once():
    said = Work(keyword=("lupus", "bone"), extra=(("note", "seen"), ("C1", "x")))
    members = [record(f"r{n:03}", replace(said, keyword=(*said.keyword, f"k{n % 3}"))) for n in range(300)]
    merged = merge(members)
    assert merged.canonical == replace(said, keyword=("lupus", "bone", "k0", "k1", "k2"))
    assert merged.origin == (("keyword", "r000"), ("extra", "r000"))


def test_every_field_names_its_record():
    merged = merge([
        record("a", work("Calcinosis cutis", "Kim M", container_title="Clinical Rheumatology"), "page"),
        record("b", work("Calcinosis cutis", "Kim M", year=2006, container_title="Clin Rheumatol", issue="1")),
    ])  # fmt: skip
    assert dict(merged.origin) == {"title": "a", "author": "a", "container_title": "a", "issued": "b", "issue": "b"}
    assert merged.canonical.author == Names(names=people("Kim M").names)
