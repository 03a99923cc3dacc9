"""Identifiers as pages print them, cut, wrapped and glued."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.normalize.identifiers import (
    arxiv_key,
    doi_key,
    find_doi,
    parse_arxiv,
    parse_doi,
    parse_pmcid,
    parse_pmid,
)

WHOLE = [
    ("10.1093/ndt/gfn036", "10.1093/ndt/gfn036"),
    ("doi:10.1093/ndt/gfn036", "10.1093/ndt/gfn036"),
    ("doi: 10.1093/ndt/gfn036.", "10.1093/ndt/gfn036"),
    ("DOI 10.1093/ndt/gfn036,", "10.1093/ndt/gfn036"),
    ("DOI10.1093/ndt/gfn036", "10.1093/ndt/gfn036"),
    ("https://doi.org/10.1093/NDT/gfn036", "10.1093/NDT/gfn036"),
    ("http://dx.doi.org/10.1016%2Fj.semarthrit.2004.09.009", "10.1016/j.semarthrit.2004.09.009"),
    (
        "https://doi.org/10.1002%2F(sici)1097-0142(19970801)80:3%3C1::aid-cncr1%3E3.0.co;2-x",
        "10.1002/(sici)1097-0142(19970801)80:3<1::aid-cncr1>3.0.co;2-x",
    ),
    (
        "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
        "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
    ),
    ("(doi:10.1000/182)", "10.1000/182"),
    ("[10.1016/S0140-6736(05)17741-1].", "10.1016/S0140-6736(05)17741-1"),
    ("“10.1000/182”", "10.1000/182"),
    ("<https://doi.org/10.1000/182>", "10.1000/182"),
    ("10.1000/x..", "10.1000/x"),
    ("https://onlinelibrary.example/doi/10.1111/jdv.12345/full?x=1#top", "10.1111/jdv.12345"),
    ("10.1000.10/123", "10.1000.10/123"),
    ("10.1000%2F182", "10.1000/182"),
    ("https://doi.org/10.1000%252F182", "10.1000/182"),
    ("10.1590/s0365-....  10.1590/s0365-0596", "10.1590/s0365-0596"),
]

CUT = [
    ("https://doi.org/10.1016/j.sema....", "10.1016/j.sema"),
    ("https://dx.doi.org/10.1016%2Fj....", "10.1016/j"),
    ("https://doi.org/10.1590/s0365-....", "10.1590/s0365-"),
    ("https://doi.org/10.1016/j.sema…", "10.1016/j.sema"),
    ("https://doi.org/10.1016/j.sema...", "10.1016/j.sema"),
    ("https://dx.doi.org/10.1016%2....", "10.1016"),
    ("https://dx.doi.org/10.1016%....", "10.1016"),
    ("(https://doi.org/10.1002/(sici)1....).", "10.1002/(sici)1"),
]

NOTHING = [
    "",
    "   ",
    "doi:",
    "10.5/12",
    "p. 10.1234",
    "110.1234/x",
    "3.10.1234/x",
    "10.1000/",
    "10.1000/.",
    "10.1000/" + "x" * 500,
]


@pytest.mark.parametrize(("text", "doi"), WHOLE)
def test_whole_dois(text, doi):
    assert parse_doi(text) == (doi, None)


@pytest.mark.parametrize(("text", "prefix"), CUT)
def test_cut_links_are_prefixes_and_never_dois(text, prefix):
    assert parse_doi(text) == (None, prefix)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_doi(text):
    assert parse_doi(text) == (None, None)


def test_the_first_whole_doi_of_running_text():
    assert find_doi("cut https://doi.org/10.1016/j.s.... then doi:10.1000/182; and 10.1000/183") == "10.1000/182"
    assert find_doi("13.4 mg/dl") is None


def test_case_counts_for_showing_only():
    assert doi_key("10.1093/NDT/gfn036") == doi_key("10.1093/ndt/GFN036")


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("18326562", "18326562"),
        ("PMID: 18326562", "18326562"),
        ("PMID 18326562 [Indexed for MEDLINE]", "18326562"),
        ("[PubMed: 18326562]", "18326562"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/18326562", "18326562"),
        ("https://pubmed.ncbi.nlm.nih.gov/18326562/", "18326562"),
        ("PMID: 123456789", None),
        ("in 2008", None),
        ("PMC2427152", None),
    ],
)
def test_pmid(text, pmid):
    assert parse_pmid(text) == pmid


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [("PMCID: PMC2427152", "PMC2427152"), ("pmc 2427152", "PMC2427152"), ("XPMC2427152", None), ("PMC", None)],
)
def test_pmcid(text, pmcid):
    assert parse_pmcid(text) == pmcid


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("arXiv:1707.08052v2 [cs.CL]", "1707.08052v2"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("arXiv: math.GT/0309136", "math.GT/0309136"),
        ("10.48550/arXiv.1707.08052", "1707.08052"),
        ("1707.08052", "1707.08052"),
        ("see 2017.12345 there", None),
        ("arXiv preprint", None),
        ("", None),
    ],
)
def test_arxiv(text, arxiv):
    assert parse_arxiv(text) == arxiv


def test_versions_of_a_preprint_are_one():
    assert arxiv_key("1707.08052v2") == arxiv_key("1707.08052")


PIECES = st.sampled_from(
    [
        "10.1000/",
        "10.1016%2F",
        "doi:",
        "https://doi.org/",
        "x",
        "(",
        ")",
        "<",
        ">",
        "...",
        ".",
        "…",
        "%",
        "%2",
        "%25",
        "2F",
        "-",
        " ",
        "a1",
        "/full",
        "?",
    ],
)


def test_half_an_escape_is_no_beginning_however_it_is_escaped():
    for cut in ("10.1016/%...", "10.1016%2F%...", "10.1016%2F%25...", "https://doi.org/10.1016/%252..."):
        assert parse_doi(cut) == (None, "10.1016/")


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_reading_a_doi_again_changes_nothing(text):
    doi, prefix = parse_doi(text)
    assert doi is None or prefix is None
    if doi is not None:
        assert parse_doi(doi) == (doi, None)
    if prefix is not None:
        assert parse_doi(prefix + "....") == (None, prefix)
