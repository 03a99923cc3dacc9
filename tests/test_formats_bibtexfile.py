from __future__ import annotations

import pytest
from library_tools import found, one, people, refusals

from refparse.formats.bibtexfile import read
from refparse.formats.entries import Outside, Read

MESSY = """Scopus
EXPORT DATE: 12 March 2020

@comment{jabref-meta: x;}
@preamble{"x"}
@string{lan = "The Lancet"}
@article{a1, title={{Double Braced}}, author={Kim, S and {World Health Organization}}, journal=lan,
 year=2001, year={2002}}
@article{a1, title="Quoted {T}itle", journal = lan}
@article{bad, title={never closed,
 year=2001
@book{good, title={Fine}}
@article{
 title={No key}, year=2000}
@article{nocomma title={x}, year=2000}
@article{ WOS:0001,
Author = {X, Y},
Title = {Z},
DOI = {https://doi.org/10.1000/182},
}
"""


def test_what_programs_write():
    items = found(read, MESSY)
    assert [(item.work.title, item.key, item.repaired) for item in items if isinstance(item, Read)] == [
        ("Double Braced", "a1", ("a field stands twice",)),
        ("Quoted Title", "a1", ()),
        ("Fine", "good", ()),
        ("No key", "", ("no cite key",)),
        ("Z", "WOS:0001", ()),
    ]
    assert [line for line, _ in refusals(items)] == [10, 15]
    assert all(reason.startswith("not BibTeX: ") for _, reason in refusals(items))
    assert [item.line for item in items if isinstance(item, Outside)] == [1, 4, 5]
    first, last = items[3].work, items[-1].work
    assert people(first.author) == ["Kim, S", "World Health Organization"]
    assert (first.container_title, first.issued.year) == ("The Lancet", 2001)
    assert ("year", "2002") in first.extra
    assert last.DOI == "10.1000/182"


def test_macros_reach_entries_far_below():
    filler = "@book{b%d, title = {Filler %s}}"
    lines = [
        "@string{lan = {The Lancet}}",
        *(filler % (n, "x" * 500) for n in range(600)),
        "@article{z, title={Z}, journal=lan}",
    ]
    items = found(read, "\n".join(lines))
    assert len(items) == 601
    assert (items[-1].work.container_title, items[-1].line) == ("The Lancet", 602)


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ("date = {2008-08-07}", "issued", "2008-08-07"),
        ("eprint = {123456}, eprinttype = {pubmed}", "PMID", "123456"),
        # Of works made one, the one may say where the other's number is from.
        ("eprint = {2101.00001}, eprinttype = {pubmed}", "arXiv", "2101.00001"),
        ("eprint = {123456}, eprinttype = {pubmed}", "arXiv", None),
        ("pubmed_id = {123456}", "PMID", "123456"),
        ("note = {PMID: 123456}", "PMID", "123456"),
        ("doi = {nothing}", "DOI", None),
        ("pages = {17--22}", "page", "17–22"),
    ],
)
def test_fields_of_other_programs(fields, field, value):
    work = one(read, f"@article{{x, title = {{Lupus}}, {fields}}}").work
    found_ = getattr(work, field)
    assert (found_.iso if field == "issued" else found_) == value


def test_types_we_have_no_word_for_are_kept():
    assert ("entrytype", "periodical") in one(read, "@periodical{x, title = {Lupus}}").work.extra


def test_our_own_exports_come_back():
    from refparse.formats import bibtex
    from refparse.formats.jsonl import ExportWork
    from refparse.work import Name, Names, Work

    work = Work(
        type="article-journal", title="On SLE", author=Names(names=(Name(family="Kim", given="S"),)), page="2679-84"
    )
    assert one(read, bibtex.write([ExportWork(id="3f", key="kim", work=work)])).work == work


def test_an_entry_without_end_is_given_up():
    lines = ((n, "@book{x, title = {" if n == 1 else "x" * 900_000) for n in range(1, 8))
    items = list(read(lines))
    assert items[0].reason.startswith("longer than any record")


def test_entries_that_share_a_key_are_all_read():
    items = found(
        read, "@book{a, title={One}}\n@book{a, title={Two}}\n@string{m = {x}}\n@string{m = {y}}\n@book{a, title={T}}"
    )
    assert [(item.work.title, item.repaired) for item in items if isinstance(item, Read)] == [
        ("One", ()),
        ("Two", ()),
        ("T", ()),
    ]
    assert [item.line for item in items if isinstance(item, Outside)] == [4]


def test_a_rest_of_ours_that_somebody_spoilt_is_refused():
    assert refusals(found(read, "@book{a, title={One}, refparse_rest={spoilt}}"))[0][0] == 1
