"""RIS on its way out: what other programs read, and what comes back."""

from __future__ import annotations

import json
from functools import partial
from textwrap import wrap

import pytest
from library_tools import found, one
from test_formats_ris import COCHRANE, EMBASE, ENDNOTE, OVID, WOS

from refparse.errors import SourceError
from refparse.formats import ris
from refparse.formats.entries import Read
from refparse.formats.jsonl import ExportWork
from refparse.formats.library import open_library
from refparse.formats.riswrite import read, write
from refparse.formats.tagged import MAX_RECORD
from refparse.work import Date, Name, Names, Work

ARTICLE = Work(
    type="article-journal",
    title="Calcinosis: a series",
    author=Names(
        names=(
            Name(particle="de", family="Souza", given="RB", suffix="Jr"),
            Name(family="Kim", given="Sung-Ho"),
            Name(literal="SLE Study Group, Seoul"),
        )
    ),
    container_title="Lupus",
    issued=Date(year=2008, month=8, day=7),
    volume="23",
    issue="8",
    page="2679-2684",
    DOI="10.1000/182",
    PMID="18326562",
    PMCID="PMC2427152",
    ISSN="0961-2033",
    URL="https://example.org/a?b=c&d",
    language="eng",
    abstract="Filler. ER  - nothing.",
    keyword=("Calcinosis", "Lupus, Systemic"),
    extra=(("container-title-short", "Lup"), ("note", "read twice"), ("L1", "file.pdf"), ("U1", "x"), ("U1", "y")),
)


def lines(work, *, id_="", key="k", kinds=()):
    """Lines of the record by tag, TY, ID and C8 left out, and what is in C8."""
    written = write([ExportWork(id=id_, key=key, work=work, kinds=kinds)]).split("\n")
    assert (written[1], written[-2:]) == (f"ID  - {key}", ["ER  - ", ""])
    assert written[-3].startswith("C8  - refparse/1 {")
    return [*written[:1], *written[2:-3]], json.loads(written[-3].removeprefix("C8  - refparse/1 "))


def test_every_field_is_under_the_tag_that_endnote_looks_for():
    shown, lost = lines(ARTICLE, id_="3f")
    assert shown == [
        "TY  - JOUR",
        "AU  - de Souza, RB, Jr",
        "AU  - Kim, Sung-Ho",
        "AU  - SLE Study Group, Seoul,",
        "TI  - Calcinosis: a series",
        "T2  - Lupus",
        "PY  - 2008",
        "DA  - 2008/08/07",
        "VL  - 23",
        "IS  - 8",
        "SP  - 2679",
        "EP  - 2684",
        "SN  - 0961-2033",
        "DO  - 10.1000/182",
        "AN  - 18326562",
        "DP  - NLM",
        "C2  - PMC2427152",
        "UR  - https://example.org/a?b=c&d",
        "LA  - eng",
        "AB  - Filler. ER - nothing.",
        "KW  - Calcinosis",
        "KW  - Lupus, Systemic",
        "J2  - Lup",
        "N1  - read twice",
        "L1  - file.pdf",
        "U1  - x",
        "U1  - y",
    ]
    # A value is one line with single blanks.
    assert lost == {"id": "3f", "work": {"abstract": "Filler. ER  - nothing."}}


@pytest.mark.parametrize(
    ("work", "shown", "lost"),
    [
        (Work(), ["TY  - GEN"], {"type": None}),
        (Work(extra=(("TY", "SLIDE"),)), ["TY  - SLIDE"], {}),
        (Work(type="article-journal", extra=(("TY", "EJOUR"),)), ["TY  - EJOUR"], {}),
        (Work(type="book", extra=(("TY", "EJOUR"),)), ["TY  - BOOK"], {"extra": [["TY", "EJOUR"]]}),
        (Work(type="book", title="A\nB\u202e"), ["TY  - BOOK", "TI  - A B"], {"title": "A\nB\u202e"}),
        (
            Work(type="book", collection_title="Series", publisher="Press", publisher_place="Kraków"),
            ["TY  - BOOK", "T2  - Series", "PB  - Press", "CY  - Kraków"],
            {},
        ),
        (
            Work(type="chapter", container_title="Book", collection_title="Series"),
            ["TY  - CHAP", "T2  - Book", "T3  - Series"],
            {},
        ),
        (
            Work(type="book", container_title="Set", collection_title="Series"),
            ["TY  - BOOK", "T2  - Series", "T3  - Set"],
            {"container_title": "Set", "extra": None},
        ),
        (Work(type="report", number="7", ISBN="3-540-12345-6"), ["TY  - RPRT", "M1  - 7", "SN  - 3-540-12345-6"], {}),
        (Work(type="report", extra=(("M1", "7"),)), ["TY  - RPRT"], {"extra": [["M1", "7"]]}),
        (Work(type="article-journal", number="7"), ["TY  - JOUR"], {"number": "7"}),
        (
            Work(type="chapter", ISSN="0961-2033", ISBN="3540123456", edition="2"),
            ["TY  - CHAP", "ET  - 2", "SN  - 3540123456", "SN  - 0961-2033"],
            {},
        ),
        (Work(type="document", doi_prefix="10.1016/j.sema"), ["TY  - GEN"], {"doi_prefix": "10.1016/j.sema"}),
        (
            Work(type="article-journal", PMID="7", extra=(("accession", "A1"),)),
            ["TY  - JOUR", "AN  - 7", "DP  - NLM"],
            {"PMID": "7", "extra": [["accession", "A1"]]},
        ),
        (
            Work(type="article-journal", extra=(("source", "Embase"), ("accession", "A1"))),
            ["TY  - JOUR", "DB  - Embase", "AN  - A1"],
            {},
        ),
        (Work(type="article-journal", extra=(("C8", "mine"),)), ["TY  - JOUR"], {"extra": [["C8", "mine"]]}),
    ],
)  # fmt: skip
def test_what_has_no_tag_goes_beside_the_tags(work, shown, lost):
    written, kept = lines(work)
    assert (written, kept.get("work", {})) == (shown, lost)
    assert read(write([ExportWork(id="", key="k", work=work)])) == (ExportWork(id="", key="k", work=work),)


@pytest.mark.parametrize(
    ("name", "shown", "same"),
    [
        (Name(family="Kim", given="S"), "Kim, S", True),
        (Name(family="Kim"), "Kim", True),
        (Name(family="Kim", suffix="Jr"), "Kim, , Jr", True),
        (Name(particle="van der", family="Berg", given="J"), "van der Berg, J", True),
        (Name(family="Dos Santos"), "Dos Santos,", False),
        (Name(given="Madonna"), "Madonna", False),
        (Name(literal="World Health Organization"), "World Health Organization,", True),
        (Name(literal="Anonymous"), "Anonymous,", True),
    ],
)
def test_names_as_endnote_takes_them(name, shown, same):
    work = Work(type="book", author=Names(names=(name,)), editor=Names(names=(name,)))
    written, lost = lines(work)
    assert written == ["TY  - BOOK", f"AU  - {shown}", f"ED  - {shown}"]
    assert (lost == {}) is same


def test_et_al_and_a_group_without_a_name_are_no_authors():
    work = Work(type="book", author=Names(names=(Name(family="Kim"), Name(literal="")), et_al=True))
    written, lost = lines(work)
    assert written == ["TY  - BOOK", "AU  - Kim"]
    assert lost["work"]["author"] == {"names": [{"family": "Kim"}, {"literal": ""}], "et_al": True}


@pytest.mark.parametrize(
    ("date", "shown", "same"),
    [
        (Date(year=2008), ["PY  - 2008"], True),
        (Date(year=2008, month=8), ["PY  - 2008", "DA  - 2008/08"], True),
        (Date(year=2008, month=12, day=24), ["PY  - 2008", "DA  - 2008/12/24"], True),
        (Date(year=2008, season="spring"), ["PY  - 2008", "DA  - 2008///spring"], False),
        (Date(year=2005, literal="2005b"), ["PY  - 2005"], False),
        (Date(year=800), ["PY  - 0800"], False),
        (Date(literal="in press"), ["PY  - in press"], True),
        (Date(), [], False),
    ],
)
def test_dates(date, shown, same):
    written, lost = lines(Work(type="article-journal", issued=date))
    assert (written[1:], lost == {}) == (shown, same)


@pytest.mark.parametrize(
    ("page", "shown", "same"),
    [
        ("2679-84", ["SP  - 2679", "EP  - 2684"], False),
        ("2679–2684", ["SP  - 2679", "EP  - 2684"], False),
        ("iii32-iii35", ["SP  - iii32", "EP  - iii35"], True),
        ("e0200721", ["SP  - e0200721"], True),
        ("S-1178", ["SP  - S-1178"], True),
        ("12-14, 20", ["SP  - 12-14, 20"], True),
        ("7-7", ["SP  - 7-7"], True),
    ],
)
def test_pages(page, shown, same):
    written, lost = lines(Work(type="article-journal", page=page))
    assert (written[1:], lost == {}) == (shown, same)


def test_id_key_and_kinds_come_back():
    works = tuple(
        ExportWork(id=id_, key=key, work=work, kinds=kinds)
        for id_, key, work, kinds in (
            ("3f", "kim2006", ARTICLE, ("case report", "review")),
            ("", "18326562", ARTICLE, ()),
            ("a  b", "a\nb", Work(title=" x  y\x7f\u00a0"), ()),
            ("", "", Work(), ()),
        )
    )
    assert read(write(works)) == works
    assert write(read(write(works))) == write(works)
    assert (read(""), write([])) == ((), "")


@pytest.mark.parametrize("text", [COCHRANE, EMBASE, OVID, ENDNOTE, WOS])
def test_records_of_databases_come_back_through_a_file_of_ours(text):
    works = [item.work for item in found(ris.read, text) if isinstance(item, Read)]
    written = write([ExportWork(id="", key=f"k{number}", work=work) for number, work in enumerate(works)])
    library = open_library(written.encode())
    assert ([entry.work for entry in library], [entry.key for entry in library]) == (
        works,
        [f"k{number}" for number in range(len(works))],
    )
    assert (library.format, library.report.repaired, library.report.outside) == ("ris", (), ())


def test_a_line_that_was_folded_is_read_like_one_that_was_not():
    work = Work(title="Calcinosis  of   the skin " * 20, doi_prefix="10.1016/j.sema")
    written = write([ExportWork(id="3f", key="k", work=work)])
    fold = partial(wrap, width=60, subsequent_indent="   ", break_long_words=False, break_on_hyphens=False)
    folded = "\n".join(piece for line in written.split("\n") for piece in fold(line))
    assert folded.count("\n") > 15
    assert read(folded) == read(written) == (ExportWork(id="3f", key="k", work=work),)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("mine", 0),
        ("refparse/1", 0),
        ("refparse/1 {", 1),
        ("refparse/1 []", 1),
        ('refparse/1 {"work": {"title": 7}}', 1),
        ("refparse/1 " + "[" * 100_000, 1),
    ],
)
def test_c8_of_others_is_kept_as_it_is(text, repaired):
    record = one(ris.read, f"TY  - BOOK\nID  - 16\nTI  - Calcinosis\nC8  - {text}\nER  - ")
    assert (record.key, record.work.title) == ("16", "Calcinosis")
    assert record.work.extra == (("ID", "16"), ("C8", text))
    assert len(record.repaired) == repaired
    assert all(told.startswith("C8 is ours no longer: ") for told in record.repaired)


def test_lines_of_windows_are_read_and_a_record_without_end_is_refused():
    assert read(write([ExportWork(id="3f", key="k", work=ARTICLE)]).replace("\n", "\r\n"))[0].work == ARTICLE
    with pytest.raises(SourceError, match=r"<ris>.*longer than any record is"):
        read("TY  - BOOK\nAB  - " + "x" * MAX_RECORD)
