from __future__ import annotations

import io
import tracemalloc

import pytest
from library_tools import people

from refparse.formats.chunks import Chunks
from refparse.formats.endnotexml import read
from refparse.formats.entries import Read, Refused
from refparse.formats.library import open_library

HEAD = '<?xml version="1.0" encoding="UTF-8" ?><xml><records>'
STYLE = '<style face="normal" font="default" size="100%">'
ARTICLE = f"""<record><database name="My.enl" path="C:\\My.enl">My.enl</database><rec-number>7</rec-number>
<foreign-keys><key app="EN" db-id="x" timestamp="1">7</key></foreign-keys><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author>{STYLE}Powell, R. J.</style></author>
<author>{STYLE}World Health Organization,</style></author></authors>
<secondary-authors><author>Lee, J</author></secondary-authors></contributors>
<auth-address>{STYLE}London</style></auth-address>
<titles><title>{STYLE}Lupus with </style>
<style face="italic" font="default" size="100%">subcutaneous</style>
{STYLE} fat &amp; skin</style></title>
<secondary-title>{STYLE}Proc R Soc Med</style></secondary-title></titles>
<periodical><full-title>Proceedings of the Royal Society of Medicine</full-title>
<abbr-1>Proc R Soc Med</abbr-1></periodical>
<pages>215-7</pages><volume>67</volume><number>3</number><keywords><keyword>Lupus</keyword>
<keyword>Skin&#xD;Fat</keyword></keywords>
<dates><year>1974</year><pub-dates><date>Mar</date></pub-dates></dates>
<isbn>0035-9157 (Print)&#xD;0035-9158 (Linking)</isbn>
<accession-num>4369247</accession-num><urls><related-urls><url>https://x</url></related-urls></urls>
<custom2>PMC1645367</custom2>
<electronic-resource-num>10.1177/003591577406700306</electronic-resource-num>
<remote-database-name>Medline</remote-database-name>
<research-notes>seen</research-notes></record>"""


def records(*texts):
    return list(read([HEAD, *texts, "</records></xml>"]))


def test_an_article_with_styles():
    [record] = records(ARTICLE)
    work = record.work
    assert (record.key, record.line, record.text) == ("7", 1, ARTICLE)
    assert work.title == "Lupus with subcutaneous fat & skin"
    assert people(work.author) == ["Powell, R. J.", "World Health Organization"]
    assert people(work.editor) == ["Lee, J"]
    assert work.container_title == "Proceedings of the Royal Society of Medicine"
    assert (work.volume, work.issue, work.page, work.issued.iso) == ("67", "3", "215-7", "1974-03")
    assert (work.PMID, work.PMCID, work.DOI) == ("4369247", "PMC1645367", "10.1177/003591577406700306")
    assert (work.ISSN, work.keyword, work.URL) == ("0035-9157", ("Lupus", "Skin", "Fat"), "https://x")
    assert ("container-title-short", "Proc R Soc Med") in work.extra
    assert ("research-notes", "seen") in work.extra
    assert ("ISSN", "0035-9158") in work.extra


@pytest.mark.parametrize(
    ("name", "kind", "container", "series"),
    [
        ("Book Section", "chapter", "Within", None),
        ("Book", "book", None, "Within"),
        ("Conference Proceedings", "paper-conference", "Within", None),
        ("Newspaper Article", "article-journal", "Within", None),
        ("Ancient Text", None, "Within", None),
    ],
)
def test_types(name, kind, container, series):
    titles = "<titles><title>Lupus</title><secondary-title>Within</secondary-title></titles>"
    [record] = records(f'<record><ref-type name="{name}">5</ref-type>{titles}</record>')
    work = record.work
    assert (work.type, work.container_title, work.collection_title) == (kind, container, series)
    usual = {"Book Section", "Book"}
    assert (("ref-type", name) in work.extra) == (name not in usual)


def test_the_cut_does_not_depend_on_the_pieces():
    text = HEAD + ARTICLE + "\n" + ARTICLE.replace("Lupus", "Skin") + "</records></xml>"
    whole = list(read([text]))
    for size in (1, 7, 1000):
        assert list(read(text[at : at + size] for at in range(0, len(text), size))) == whole
    assert [item.line for item in whole] == [1, 22]


def test_a_broken_record_spoils_no_other():
    good = "<record><titles><title>Good</title></titles></record>"
    cut = "<record><titles><title>Cut off</title></titles>\n"
    items = records(good, "\n<record><titles><title>A & B</title></titles></record>", cut, good, "<record><titles>")
    assert [type(item) for item in items] == [Read, Refused, Refused, Read, Refused]
    assert (items[1].line, items[1].reason.startswith("not XML: ")) == (2, True)
    assert items[2].text == cut


def test_entities_are_neither_declared_nor_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    bomb = '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb += f'<!ENTITY c SYSTEM "file://{secret}">]><xml><records>'
    for use in ("&b;", "&c;"):
        [item] = read([bomb, f"<record><titles><title>{use}</title></titles></record></records></xml>"])
        assert isinstance(item, Refused)
        assert "secret" not in item.reason
    [item] = read(["<record><!DOCTYPE record [<!ENTITY a 'x'>]><titles><title>&a;</title></titles></record>"])
    assert isinstance(item, Refused)


def test_control_characters_are_mended_and_told():
    [item] = records("<record><titles><title>Lupus&#x1D;skin</title></titles></record>")
    assert (item.work.title, item.repaired) == ("Lupus skin", ("control characters made blanks: 1",))
    library = open_library((HEAD + "<record><titles><title>a\x02b</title></titles></record>").encode())
    [entry] = library
    assert (entry.work.title, library.report.notes) == ("a b", ("control characters made blanks: 1",))


def test_a_record_without_end_is_given_up():
    big = "<record><notes>" + "x" * 5_000_000
    first, second = records(big, "<record><titles><title>Good</title></titles></record>")
    assert (isinstance(first, Refused), second.work.title) == (True, "Good")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    text = HEAD + "<record><titles><title>Größe</title></titles></record></records></xml>"
    [entry] = open_library(text.encode(encoding))
    assert entry.work.title == "Größe"


def test_memory_does_not_grow_with_the_file():
    class Long(io.RawIOBase):
        left = 200

        def readable(self):
            return True

        def readinto(self, buffer):
            self.left -= 1
            piece = (ARTICLE * 4).encode()[: len(buffer)] if self.left > 0 else b""
            buffer[: len(piece)] = piece
            return len(piece)

    tracemalloc.start()
    count = sum(1 for _ in read(Chunks(io.BufferedReader(Long(), 1 << 16), name="-")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 700
    assert peak < 3_000_000
