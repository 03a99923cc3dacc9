"""Headings of the columns in which databases and reference managers write a library as a table.

Scopus, Web of Science, Embase, Cochrane, PubMed, EBSCO (CINAHL), ProQuest, IEEE Xplore,
Dimensions, Ovid, Rayyan, Covidence, Zotero and Citavi; in English, and the main ones in other languages.
Compared without case, blanks and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from refparse.formats.fields import Slots

_NOT_LETTER = re.compile(r"[\W_]+")

#: Our name of a column → the headings it is known by.
_HEADINGS: Mapping[str, str] = {
    "title": """Title | Article Title | Document Title | Primary Title | Item Title | Titel | Titre | Título | Titolo
        | Tytuł | Название | タイトル | 论文标题 | 标题""",
    "original": "Original Title | Original (non-English) Title | Translated Title",
    "short-title": "Short Title | Title Short",
    "full-authors": "Author Full Names",
    "authors": """Authors | Author | Author(s) | Author Names | Creator | Creators | Autor | Autoren | Auteur | Auteurs
        | Autores | Autori | Autorzy | Автор | Авторы | 著者名 | 著者 | 作者""",
    "groups": "Group Authors | Book Group Authors | Corporate Author | Corporate Authors | Institutional Author",
    "editors": "Editors | Editor | Book Editors | Conference Editors | Herausgeber",
    "journal": """Journal | Journal Title | Journal Name | Journal/Book | Source Title | Source Title/Anthology Title
        | Publication Title | Publication Name | Container Title | Periodical | Full Journal Name | Secondary Title
        | Zeitschrift | Revue | Revista | Rivista | Czasopismo | Журнал | Название источника | 出版物名 | 来源出版物名称
        | 期刊""",
    "book": "Book Title",
    "short-journal": """Journal Abbreviation | Abbreviated Source Title | Journal ISO Abbreviation | Abbreviated Journal
        | Alternate Journal | Journal Abbrev""",
    "source": "Source",
    "citation": "Citation",
    "series": "Series | Series Title | Book Series Title | Reihe",
    "volume": "Volume | Vol | Band | Jahrgang | Tome | Volumen | Tom | Том | 巻 | 卷",
    "issue": "Issue | Issue Number | Heft | Numéro | Número | Fascicolo | Zeszyt | Номер | 号 | 期",
    "first": """Page Start | Start Page | First Page | Beginning Page | Startseite | Página inicial | 開始ページ
        | 起始页码""",
    "last": "Page End | End Page | Last Page | Ending Page | Endseite | Página final | 終了ページ | 结束页码",
    "pages": """Pages | Page Range | Pagination | Page(s) | Seiten | Páginas | Pagine | Strony | Страницы | ページ
        | 页码""",
    "article": "Art. No. | Article Number | Article No | eLocation ID | 論文番号 | 论文编号",
    "year": """Year | Publication Year | Year Published | PubYear | Published Year | Year of Publication | Jahr
        | Erscheinungsjahr | Année | Año | Ano | Anno | Rok | Год | 出版年 | 年 | 年份""",
    "date": """Date | Publication Date | Date of Publication | Date Published | Issue Date | Cover Date | Datum
        | Fecha""",
    "publisher": "Publisher | Book Publisher | Verlag | Éditeur | Editorial | Editore | Wydawca | 出版社",
    "place": "Place | Place Published | Place of Publication | Publisher City | Ort",
    "edition": "Edition | Auflage",
    "doi": "DOI | Digital Object Identifier | DOI Link | Digital Object Identifier (DOI)",
    "pmid": "PMID | PubMed ID | Pubmed Id | Medline PMID | PubMed-ID",
    "pmcid": "PMCID | PMC | PMC ID",
    "issn": "ISSN | eISSN | E-ISSN | Print ISSN | ISSNs",
    "isbn": "ISBN | eISBN | ISBNs",
    "url": "URL | Link | URLs | Full Text Link | PDF Link | PLink | Document URL | Web Address | リンク | 链接",
    "language": """Language | Language of Original Document | Article Language | Language of Article | Sprache | Langue
        | Idioma | Lingua""",
    "abstract": """Abstract | Abstract Note | Summary | Zusammenfassung | Résumé | Resumen | Resumo | Riassunto
        | Streszczenie | Аннотация | 抄録 | 摘要""",
    "keywords": """Author Keywords | Keywords | Manual Tags | Schlagwörter | Mots-clés | Palabras clave | Schlagworte
        | Subjects | Subject Terms | 著者キーワード | 作者关键字""",
    "terms": """Index Keywords | Keywords Plus | MeSH Terms | IEEE Terms | Emtree Medical Index Terms
        | Emtree Drug Index Terms | Automatic Tags | Mesh Headings | 索引キーワード | 索引关键字""",
    "type": """Document Type | Publication Type | Item Type | Reference Type | Doctype | Type | Type of Reference
        | Dokumententyp | 文献タイプ | 文献类型""",
    "accession": """EID | UT (Unique WOS ID) | UT (Unique ID) | Accession Number | Embase Accession ID | PUI
        | CENTRAL ID | Cochrane ID | Cochrane Review ID | Unique Identifier | Key | Covidence # | Publication ID
        | StoreId | Record ID""",
    "database": "Database | Database Name | Database Provider",
    "note": "Notes | Note",
}


def heading(text: str) -> str:
    """A heading as headings are compared.

    >>> heading('\\ufeffUT (Unique WOS ID)'), heading("Mots-clés")
    ('utuniquewosid', 'motsclés')
    """
    return _NOT_LETTER.sub("", text.casefold())


KNOWN: Mapping[str, str] = {
    heading(text): name for name, headings in _HEADINGS.items() for text in " ".join(headings.split()).split(" | ")
}

SLOTS: Slots = {
    "title": "title",
    "container_title": "journal book source",
    "collection_title": "series",
    "author": "author",
    "editor": "editor",
    "volume": "volume",
    "issue": "issue",
    "first_page": "first",
    "last_page": "last",
    "page": "pages",
    "article_number": "article",
    "edition": "edition",
    "year": "year",
    "date": "date",
    "publisher": "publisher",
    "publisher_place": "place",
    "language": "language",
    "abstract": "abstract",
    "keyword": "keyword",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISSN": "issn isbn",
    "URL": "url",
    "+container-title-short": "short-journal",
    "+original-title": "original",
    "+title-short": "short-title",
    "+genre": "type",
    "+accession": "accession",
    "+source": "database source",
    "+note": "note",
}


def told(cells: Sequence[str]) -> int:
    """How many cells of a row are headings of ours; none where no column could be a title.

    >>> told(["PMID", "Title", "Authors", "Create Date"]), told(["Title of the song", "Year"])
    (3, 0)
    """
    names = [KNOWN[key] for cell in cells if (key := heading(cell)) in KNOWN]
    return len(set(names)) if "title" in names else 0
