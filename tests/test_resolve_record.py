"""Crossref records read as works: every member, in every shape that was met."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from refparse.formats import csljson
from refparse.formats.jsonl import ExportWork
from refparse.resolve.deposited import references_of
from refparse.resolve.notices import notices_of
from refparse.resolve.record import bare_doi, own_dois, read_date, read_record, related
from refparse.work import Date, Name, Names, Work

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "crossref" / "works.jsonl.gz"


def read(**message):
    return read_record({"DOI": "10.1000/1", "type": "journal-article", **message})


@pytest.mark.parametrize(
    "message", [{}, {"title": None}, {"author": "Kim", "issued": 3, "title": {"a": 1}, "page": True}]
)
def test_what_has_another_shape_is_not_there(message):
    assert read_record(message) == Work(type="document" if message else None)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("journal-article", "article-journal"),
        ("book-chapter", "chapter"),
        ("reference-entry", "chapter"),
        ("proceedings-article", "paper-conference"),
        ("posted-content", "article"),
        ("monograph", "book"),
        ("edited-book", "book"),
        ("proceedings", "book"),
        ("dissertation", "thesis"),
        ("report", "report"),
        ("dataset", "dataset"),
        ("standard", "standard"),
        ("component", "document"),
        ("journal", "document"),
        ("journal-issue", "document"),
        ("peer-review", "document"),
        ("grant", "document"),
        (None, "document"),
    ],
)
def test_types_become_csl_types(kind, wanted):
    assert read(type=kind).type == wanted


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (
            {"title": ["Errors in Surgery"], "subtitle": ["A Case Control Study"]},
            "Errors in Surgery: A Case Control Study",
        ),
        ({"title": ["Getting closure?"], "subtitle": ["Views from practice"]}, "Getting closure? Views from practice"),
        (
            {"title": ["American Genesis:"], "subtitle": ["Indians and the Borderlands"]},
            "American Genesis: Indians and the Borderlands",
        ),
        ({"title": ["Collapse and Total War:"]}, "Collapse and Total War"),
        (
            {"title": ["Global state of sunscreens"], "subtitle": ["Global State of Sunscreens"]},
            "Global state of sunscreens",
        ),
        ({"title": ["Getting closure?"], "subtitle": ["Editorials"]}, "Getting closure?"),
        ({"title": ["Blossoms at state hospital"], "subtitle": ["(718982007-001)"]}, "Blossoms at state hospital"),
        ({"title": [""], "original-title": ["五、乾餾及瓦斯化"]}, "五、乾餾及瓦斯化"),
        ({"title": [], "subtitle": ["微細構造"]}, "微細構造"),
        ({"title": ["模糊测试技术研究"]}, "模糊测试技术研究"),
        ({"title": "A bare title"}, "A bare title"),
        ({"title": []}, None),
        ({}, None),
    ],
)
def test_titles_are_whole(titles, wanted):
    assert read(**titles).title == wanted


def test_a_title_in_another_language_is_kept_beside():
    work = read(title=["Mediation Service"], **{"original-title": ["Служба медиации"]})
    assert (work.title, work.extra) == ("Mediation Service", (("original-title", "Служба медиации"),))
    assert read(title=["Desain satu", "Desain dua"]).extra == (("original-title", "Desain dua"),)
    assert read(title=["Fire Ecology"], **{"original-title": ["Fire ecology"]}).extra == ()


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ([{"family": "van Dijk", "given": "J."}], Name(family="Dijk", given="J.", particle="van")),
        ([{"family": "WILLIAMS", "given": "A"}], Name(family="WILLIAMS", given="A")),
        ([{"family": "Kim", "suffix": "Jr."}], Name(family="Kim", suffix="Jr.")),
        ([{"family": "McAdams, III", "given": "Louis"}], Name(family="McAdams", given="Louis", suffix="III")),
        ([{"family": "McAdams, III", "suffix": "MD"}], Name(family="McAdams, III", suffix="MD")),
        ([{"name": "Urban &amp; Vogel"}], Name(literal="Urban & Vogel")),
        ([{"given": "Geetha"}], Name(family="Geetha")),
        ([{"family": "조혜린"}], Name(family="조혜린")),
    ],
)
def test_names_are_people_or_groups(author, wanted):
    assert read(author=author).author.names == (wanted,)


def test_entries_that_name_nobody_are_no_authors():
    author = [{"sequence": "additional", "affiliation": []}, {"family": "Tan", "sequence": "first"}, {"name": "NA"}]
    assert read(author=author).author == Names(names=(Name(family="Tan"),))


def test_the_one_marked_first_is_first_and_et_al_is_no_author():
    author = [
        {"family": "B", "sequence": "additional"},
        {"family": "A", "sequence": "first"},
        {"family": "al.", "given": "et"},
    ]
    read_ = read(author=author).author
    assert ([name.family for name in read_.names], read_.et_al) == (["A", "B"], True)
    both = [{"family": "B", "sequence": "first"}, {"family": "A", "sequence": "first"}, {"name": "others"}]
    assert [name.family for name in read(author=both).author.names] == ["B", "A"]


def test_five_thousand_authors_are_five_thousand():
    author = [{"family": f"Family{n}", "given": "A"} for n in range(5000)]
    assert len(read(author=author).author) == 5000


def parts(*numbers):
    return {"date-parts": [list(numbers)]}


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        ({"issued": parts(2011, 3)}, Date(year=2011, month=3)),
        (
            {"published-print": parts(2013), "published-online": parts(2011, 5, 2), "issued": parts(2011, 5, 2)},
            Date(year=2013),
        ),
        ({"published-online": parts(2002, 5), "published-print": parts(1966, 6)}, Date(year=1966, month=6)),
        ({"issued": parts(None), "published-online": parts(2016)}, Date(year=2016)),
        ({"issued": parts(None), "approved": parts(1970, 9, 11)}, Date(year=1970, month=9, day=11)),
        ({"posted": parts(2020, 10, 27)}, Date(year=2020, month=10, day=27)),
        ({"issued": parts(None), "created": parts(2007, 12, 10), "deposited": parts(2009)}, None),
        ({"issued": {"date-parts": [[]]}}, None),
        ({"issued": {"date-parts": []}}, None),
        ({"issued": {"date-parts": None}}, None),
        ({"issued": {"date-parts": [None]}}, None),
        ({"issued": None}, None),
        ({"issued": parts("2011", "7", None)}, Date(year=2011, month=7)),
        ({"issued": parts("in press")}, None),
        ({"issued": parts(*[True, 3])}, None),
        ({"issued": parts(20011)}, None),
        ({"issued": parts(2011, 13, 1)}, Date(year=2011)),
        ({"issued": parts(2011, 2, 40)}, Date(year=2011, month=2)),
    ],
)
def test_one_date_counts(dates, wanted):
    assert read(**dates).issued == wanted


def test_the_online_date_stands_beside_that_of_print():
    dates = {"published-print": parts(1966, 6), "published-online": parts(2002, 5, 1)}
    assert read(**dates).extra == (("available-date", "2002-05-01"),)
    assert read(**{"published-online": parts(2002, 5, 1)}).extra == ()


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ({"page": "472-472"}, "472"),
        ({"page": "7-7, 12"}, "7, 12"),
        ({"page": "E1003-1006"}, "E1003-1006"),
        ({"page": "998-100"}, "998-100"),
        ({"page": "198-a-198"}, "198-a-198"),
        ({"page": "12-12a"}, "12-12a"),
        ({"page": "n/a-n/a", "article-number": "e5"}, "e5"),
        ({"page": "no-no"}, None),
        ({"page": "xi-xv"}, "xi-xv"),
        ({"article-number": "e12059"}, "e12059"),
        ({"page": "118723", "article-number": "118723"}, "118723"),
        ({}, None),
    ],
)
def test_pages_or_article_numbers(stated, wanted):
    assert read(**stated).page == wanted


def test_numbers_that_are_none_are_left_out():
    work = read(volume="null", issue="Publish Ahead of Print", **{"edition-number": "0"})
    assert (work.volume, work.issue, work.edition) == (None, None, None)
    work = read(volume=25, **{"journal-issue": {"issue": "7-8"}, "edition-number": "3"})
    assert (work.volume, work.issue, work.edition) == ("25", "7-8", "3")


@pytest.mark.parametrize(
    ("kind", "titles", "event", "wanted"),
    [
        (
            "book-chapter",
            ["European Studies of Population", "Shared Custody"],
            None,
            ("Shared Custody", "European Studies of Population"),
        ),
        (
            "book-chapter",
            ["Evaluation Challenges", "Communications in Computer Science"],
            None,
            ("Evaluation Challenges", "Communications in Computer Science"),
        ),
        ("proceedings-article", ["Proc. of ICST21", "Physics"], "Proc. of ICST21", ("Proc. of ICST21", "Physics")),
        ("proceedings-article", ["Physics", "Proc. of ICST21"], "Proc. of ICST21", ("Proc. of ICST21", "Physics")),
        ("monograph", ["Oxford Monographs"], None, (None, "Oxford Monographs")),
        ("journal-article", ["Gait &amp; Posture"], None, ("Gait & Posture", None)),
        ("journal-article", ["Fire", "Fire"], None, ("Fire", None)),
        ("component", [], None, (None, None)),
    ],
)
def test_containers_and_series(kind, titles, event, wanted):
    work = read(type=kind, **{"container-title": titles, "event": {"name": event} if event else None})
    assert (work.container_title, work.collection_title) == wanted


def test_a_journal_in_short_and_in_full_is_one_container():
    both = read(
        **{"container-title": ["Scand J Med Sci Sports", "Scandinavian Journal of Medicine &amp; Science in Sports"]}
    )
    assert both.container_title == "Scandinavian Journal of Medicine & Science in Sports"
    assert both.extra == (("container-title-short", "Scand J Med Sci Sports"),)
    short = read(**{"container-title": ["JAMA Surgery"], "short-container-title": ["JAMA Surg"]})
    assert short.extra == (("container-title-short", "JAMA Surg"),)
    alike = read(**{"container-title": ["Cancer Reports"], "short-container-title": ["Cancer Reports"]})
    assert alike.extra == ()


def test_what_else_is_stated():
    isbns = ["http://id.crossref.org/isbn/9781484267004", "none"]
    issns = ["1935-7893", "1938-744X", "1935-7893"]
    event = {"name": "E", "location": "L"}
    work = read(publisher="ACM", language="en", abstract="<jats:p>Short.</jats:p>", ISSN=issns, ISBN=isbns, event=event,
                editor=[{"family": "Poe"}], **{"publisher-location": "New York"})  # fmt: skip
    assert (work.publisher, work.publisher_place, work.language, work.abstract) == ("ACM", "New York", "en", "Short.")
    assert (work.ISSN, work.ISBN, work.editor.names[0].family) == ("1935-7893, 1938-744X", "9781484267004", "Poe")
    assert work.extra == (("event-title", "E"), ("event-place", "L"))
    assert read(abstract="").abstract is None
    assert read(abstract="<p></p>").abstract is None


def test_a_thesis_is_published_by_its_university():
    institution = [{"department": ["Law"]}, {"name": "Victoria University"}]
    assert read(type="dissertation", publisher="Library", institution=institution).publisher == "Victoria University"
    assert read(type="dissertation", publisher="Library", institution=[{}]).publisher == "Library"
    assert read(type="dataset", publisher="Library", institution=institution).publisher == "Library"


def test_dois():
    sici = "10.1175/1520-0493(1974)102<0736:WACOJ>2.0.CO;2"
    assert sici.lower() == read(DOI=sici).DOI
    assert (read(DOI=" ").DOI, read(DOI=None).DOI) == (None, None)
    assert own_dois({"aliases": ["10.26434/A"]}) == ("10.26434/a",)
    assert bare_doi("10.1061/40943(250)4") == "10.1061/40943(250)4"
    assert bare_doi("no DOI at all") == "nodoiatall"


def test_relations_are_links_to_dois():
    relation = {
        "is-review-of": [{"id-type": "doi", "id": "10.1/A"}, {"id-type": "doi"}],
        "cites": [{"id-type": "uri", "id": "x"}],
    }
    assert related({"relation": relation}) == (("is-review-of", "10.1/a"),)
    assert related({}) == ()


def test_dates_of_another_shape():
    assert read_date([2011]) is None
    assert read_date({"date-parts": [["x" * 9]]}) is None


@pytest.mark.no_cover
@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder with genuine records is not beside this checkout")
def test_genuine_records_are_read_and_written_and_read_again():
    with gzip.open(SHARED, "rt", encoding="utf-8") as lines:
        # One in forty, by content, so that every run meets the same.
        messages = [json.loads(line) for line in lines if zlib.crc32(line.encode()) % 40 == 0]
    works = [read_record(message) for message in messages]
    assert len(works) > 250
    assert all(message["DOI"].lower() == work.DOI and work.type for work, message in zip(works, messages, strict=True))
    assert not any("<i>" in (work.title or "") or "&amp;" in (work.title or "") for work in works)
    exported = [ExportWork(id=str(n), key=f"k{n}", work=work) for n, work in enumerate(works)]
    assert [again.work for again in csljson.read(csljson.write(exported))] == works
    for message in messages:
        assert len(references_of(message)) == len(message.get("reference") or ())
        assert all(notice.DOI and notice.by for notice in notices_of(message))
