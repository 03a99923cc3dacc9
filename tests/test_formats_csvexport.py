from __future__ import annotations

import pytest
from library_tools import found, people, refusals, works

from refparse.formats.csvexport import read
from refparse.formats.entries import Outside, Read
from refparse.work import Date

SCOPUS = (
    '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Volume","Issue",'
    '"Art. No.","Page start",'
    '"Page end","Page count","Cited by","DOI","Link","Affiliations","Abstract","Author Keywords","Index Keywords",'
    '"ISSN","PubMed ID","Language of Original Document","Abbreviated Source Title","Document Type","Source","EID"\n'
    '"Wilson L.N.; Gardner J.D.","Wilson, Lauren N. (58975547800); Gardner, Jacob D. (57190394669)",'
    '"58975547800; 57190394669",'
    '"Global latitudinal gradients, and ""size""","2024","Nature Communications","15","1","2864","","","","2",'
    '"10.1038/s41467-024-46843-2","https://www.scopus.com/x","Univ","Filler.\nMore.","body size","Animals; Body Size",'
    '"20411723","38570000","English","Nat. Commun.","Article","Scopus","2-s2.0-85189760133"\n'
)

EMBASE = (
    '"SEARCH QUERY","lupus:ti"\n-------------------------------------\n\n'
    '"Title","Original Title","Author Names","Source","Source title","Publication Year","Volume","Issue","First Page",'
    '"Last Page","Date of Publication","Publication Type","ISSN","Abstract","Emtree Medical Index '
    'Terms","Article Language",'
    '"Embase Accession ID","Medline PMID","PUI","DOI"\n'
    '"A new abelisaurid dinosaur",,"Pol D., Baiano M.A., Černý D.","Cladistics (2024) 40:3 '
    '(307-356). Date of Publication: 1 Jun 2024",'
    '"Cladistics","2024","40","3","307","356","1 Jun 2024","Article","1932-8494 (electronic),1932-8486","Filler.",'
    '"animal, skull","English",,38771085,L644327397,10.1111/cla.12583\n'
)

COCHRANE = (
    "CENTRAL ID,Author(s),Title,Source,Year,Abstract,Volume,Issue,Pages,Database Name,PubMed ID,"
    "Publication Type,DOI,URL\n"
    '"CN-02677909","Kim, JS; Gilbert, JB","Time to transfer","Developmental psychology","2024","Filler.","60","7",'
    '"1279‐1297","Cochrane Central Register of Controlled Trials (CENTRAL)","PUBMED 38407106","Journal article",'
    '"10.1037/dev0001710","https://www.cochranelibrary.com/x"\n'
)

PUBMED = (
    "\ufeffPMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
    '"21314913","The Incredible Years.","Bywater T, Hutchings J, Parry L.",'
    '"Trials. 2011 Feb 11;12(3):39-45. doi: 10.1186/1745-6215-12-39.","Bywater T","Trials",2011,'
    "2011/02/15,PMC3045344,,10.1186/1745-6215-12-39\n"
)

CINAHL = (
    "Article Title,Author,Journal Title,ISSN,ISBN,Publication Date,Volume,Issue,First Page,Page "
    "Count,Accession Number,DOI,Doctype\n"
    '"How to verify fossil tracks.","Lallensack, Jens N.; Owais, Abdalla","Historical Biology",="08912963",,="Jun2023",'
    '"35","6","924","11","163764290","10.1080/08912963.2022.2069020","Article"\n'
)

RAYYAN = (
    "key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,notes,doi,"
    "keywords,pubmed_id,pmc_id\n"
    'rayyan-1,Cellular structure,2024,,,Anat. Rec.,"[""1932-8494"", ""1932-8486""]",307,3,549-565,'
    '"Yang, Z. and Jiang, B.",'
    "https://x,English,RAYYAN-INCLUSION: yes,10.1038/s41467-024-48400-3     LK  - https://y,a;b,,PMC7654321\n"
)


def work_of(text):
    [work] = works(text)
    return work


def test_scopus():
    work = work_of(SCOPUS)
    assert work.title == 'Global latitudinal gradients, and "size"'
    assert people(work.author) == ["Wilson, Lauren N.", "Gardner, Jacob D."]
    assert (work.container_title, work.volume, work.page, work.PMID) == (
        "Nature Communications",
        "15",
        "2864",
        "38570000",
    )
    assert (work.ISSN, work.language, work.abstract) == ("20411723", "English", "Filler. More.")
    assert work.keyword == ("body size", "Animals", "Body Size")
    extra = dict(work.extra)
    assert (extra["accession"], extra["container-title-short"], extra["source"]) == (
        "2-s2.0-85189760133", "Nat. Commun.", "Scopus",
    )  # fmt: skip
    assert extra["Cited by"] == "2"
    assert extra["Author(s) ID"] == "58975547800; 57190394669"


def test_embase_puts_the_search_before_the_table():
    items = found(read, EMBASE.rstrip("\n"))
    assert [item.line for item in items if isinstance(item, Outside)] == [1, 2]
    [record] = [item for item in items if isinstance(item, Read)]
    work = record.work
    assert (record.line, record.key) == (5, "L644327397")
    assert people(work.author) == ["Pol, D.", "Baiano, M.A.", "Černý, D."]
    assert (work.page, work.issued.iso, work.PMID, work.ISSN) == ("307-356", "2024-06-01", "38771085", "1932-8494")
    assert (work.container_title, work.keyword) == ("Cladistics", ("animal", "skull"))
    assert dict(work.extra)["source"].startswith("Cladistics (2024) 40:3")


def test_cochrane():
    work = work_of(COCHRANE)
    assert (work.container_title, work.PMID, work.page) == ("Developmental psychology", "38407106", "1279‐1297")
    assert people(work.author) == ["Kim, JS", "Gilbert, JB"]
    assert work.type == "article-journal"
    assert dict(work.extra)["accession"] == "CN-02677909"


def test_pubmed_has_volume_and_pages_only_within_the_citation():
    work = work_of(PUBMED)
    assert (work.volume, work.issue, work.page) == ("12", "3", "39-45")
    assert people(work.author) == ["Bywater, T", "Hutchings, J", "Parry, L."]
    assert (work.PMID, work.PMCID, work.issued) == ("21314913", "PMC3045344", Date(year=2011))
    assert dict(work.extra)["Create Date"] == "2011/02/15"


def test_cinahl_writes_formulas_for_numbers():
    work = work_of(CINAHL)
    assert (work.ISSN, work.issued.iso, work.page) == ("08912963", "2023-06", "924")
    assert work.type == "article-journal"


def test_rayyan():
    work = work_of(RAYYAN)
    assert people(work.author) == ["Yang, Z.", "Jiang, B."]
    assert (work.DOI, work.ISSN, work.PMCID) == ("10.1038/s41467-024-48400-3", "1932-8494", "PMC7654321")
    assert work.keyword == ("a", "b")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_and_encodings(delimiter, encoding):
    rows = [["Titel", "Autor", "Jahr", "Zeitschrift"], ["Größe", "Müller, B.", "1990", "Haut"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    work = work_of(text.encode(encoding))
    assert (work.title, work.container_title, work.issued.year) == ("Größe", "Haut", 1990)
    assert people(work.author) == ["Müller, B."]


@pytest.mark.parametrize(
    "headings",
    ["Title,Authors,Year", "タイトル,著者名,出版年", "标题,作者,年份", "Título,Autores,Año", "Titre,Auteurs,Année"],
)
def test_headings_in_other_languages(headings):
    work = work_of(f"{headings}\nLupus,Kim S,1990\n")
    assert (work.title, people(work.author), work.issued.year) == ("Lupus", ["Kim, S"], 1990)


def test_embase_writes_a_line_for_each_field_where_asked():
    text = (
        '"TITLE","Lupus"\n"AUTHOR NAMES","Pol D.","Baiano M.A."\n"SOURCE TITLE",'
        '"Cladistics"\n"PUBLICATION YEAR","2024"\n'
        '"EMBASE ACCESSION ID","L1"\n\n"TITLE","Skin"\n"AUTHOR NAMES","Kim S."\n"ODD","x"\n'
    )
    first, second = found(read, text)
    assert (first.work.title, people(first.work.author), first.key) == ("Lupus", ["Pol, D.", "Baiano, M.A."], "L1")
    assert (second.line, second.work.extra) == (7, (("ODD", "x"),))


def test_rows_of_another_length():
    text = (
        "Title,Authors,Year,DOI\nShort,Kim S\nEmpty ends,Kim S,1990,,,\n\n,,,\nToo long,Kim S,1990,10.1000/1,more\n"
        "Copyright of the database\nFine,Lee J,1991,10.1000/2"
    )
    items = found(read, text)
    assert [(item.work.title, item.repaired) for item in items if isinstance(item, Read)] == [
        ("Short", ("2 cells under 4 headings",)),
        ("Empty ends", ()),
        ("Fine", ()),
    ]
    assert refusals(items) == [(6, "5 cells under 4 headings")]
    assert [item for item in items if isinstance(item, Outside)] == [Outside(7, "Copyright of the database")]


def test_a_quote_that_is_not_closed_takes_one_record_with_it():
    text = 'Title,Authors,Year,DOI\n"Open,Kim S,1990,x\nFine,Lee J,1991,y\n"Good",Ito K,1992,z\nLast,Ono M,1993,w'
    items = found(read, text)
    assert [item.work.title for item in items if isinstance(item, Read)] == ["Fine", "Good", "Last"]
    [(line, reason)] = refusals(items)
    assert (line, reason.endswith("a quote is not closed")) == (2, True)


def test_a_quote_open_to_the_end_of_a_long_file_is_given_up():
    special = {1: "Title,Abstract,Year", 2: '"Open,x,1990'}
    lines = ((n, special.get(n, f"A,{'x' * 5000},1991")) for n in range(1, 1_000))
    refused = read_ = 0
    for item in read(lines):
        refused += not isinstance(item, Read)
        read_ += isinstance(item, Read)
    assert (refused, read_) == (1, 997)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Book Chapter", "chapter"),
        ("Book", "book"),
        ("Book Review", None),
        ("Conference Paper", "paper-conference"),
        ("Conference Abstract", "article-journal"),
        ("Ph.D. Thesis", "thesis"),
        ("journalArticle", "article-journal"),
        ("bookSection", "chapter"),
    ],
)
def test_types(words, kind):
    work = work_of(f"Title,Authors,Item Type\nLupus,Kim S,{words}\n")
    assert work.type == kind
    assert ("genre", words) in work.extra


def test_groups_and_editors():
    work = work_of("Title;Authors;Group Authors;Editors;Year\nLupus;Kim S;Lupus Group;Lee, J;1990.0\n")
    assert people(work.author) == ["Kim, S", "Lupus Group"]
    assert (people(work.editor), work.issued) == (["Lee, J"], Date(year=1990))


def test_a_table_of_something_else_is_no_library():
    assert [type(item) for item in found(read, "a,b,c\n1,2,3")] == [Outside, Outside]


def test_quotes_that_stand_where_they_should_not():
    items = found(read, 'Title,Authors,Year\n"On "lupus" again",Kim S,1990\nFine,Lee J,1991\n"a\nb" c\nd,e,f,g",x\n')
    assert [item.work.title for item in items if isinstance(item, Read)] == ['On lupus" again"', "Fine"]
    assert [line for line, _ in refusals(items)] == [4, 6]


def test_a_cell_longer_than_any_in_the_first_lines_makes_no_table():
    assert [type(item) for item in found(read, "x," * 3 + "y" * 200_000)] == [Outside]


def test_a_line_for_each_field_begins_with_a_title():
    text = '"SEARCH QUERY","x"\n"TITLE","Lupus"\n"AUTHOR NAMES","Pol D."\n\n"SOURCE TITLE","Skin"\n"DOI","10.1000/182"'
    items = found(read, text)
    assert items[0] == Outside(1, '"SEARCH QUERY","x"')
    assert items[1].work.DOI == "10.1000/182"
