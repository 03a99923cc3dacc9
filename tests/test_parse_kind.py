"""The type of a work, and what says so; titles and names are filler, the words around them are what is tested."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.parse.kind import work_kind
from refparse.parse.kindwords import meeting
from refparse.parse.labels import VALUES

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "parsing"
ARTICLE = {"title": "T", "container-title": "Lupus", "volume": "3", "page": "4-9"}

#: By words: the text, and the phrase in the evidence.
WORDS = {
    "thesis": [
        ("Doe J. T [dissertation]. Ulm; 1999", "dissertation"),
        ("Doe J. T. PhD thesis, Ulm, 1999", "PhD thesis"),
        ("Doe J. T. M.Sc. Thesis, Ulm, 1999", "M.Sc. Thesis"),
        ("Doe J. T. Unpublished doctoral dissertation, Ulm", "doctoral dissertation"),
        ("Doe J. T. Med. Diss., Ulm 1999", "Med. Diss"),
        ("Doe J. T. Inaugural-Dissertation. Ulm 1999", "Inaugural-Diss"),
        ("Doe J. T. Diplomarbeit, Ulm 1999", "Diplomarbeit"),
        ("Doe J. T. Magisterarbeit, Ulm 1999", "Magisterarbeit"),
        ("Doe J. T. Habilitationsschrift, Ulm 1999", "Habilitationsschrift"),
        ("Doe J. T. Thèse de doctorat, Lyon 1999", "Thèse de doct"),
        ("Doe J. T. Mémoire de maîtrise, Lyon 1999", "Mémoire de"),
        ("Doe J. T. Tesis doctoral, Madrid 1999", "Tesis doct"),
        ("Doe J. T. Tesi di laurea, Roma 1999", "Tesi di laurea"),
        ("Doe J. T. Tese (Doutorado), São Paulo 1999", "Tese"),
        ("Doe J. T. Praca doktorska. Kraków 1999", "Praca doktorska"),
        ("Doe J. T. Rozprawa habilitacyjna. Kraków 1999", "Rozprawa habilitacyjna"),
        ("Doe J. T. Proefschrift, Leiden 1999", "Proefschrift"),
        ("Иванов И. T: дис. канд. мед. наук: автореф. М., 1999", "автореф"),
        ("Doe J. T. Ph.D., Univ. of Ulm, 1999", "Ph.D., Univ"),
    ],
    "patent": [
        ("Doe J. T. US Patent 5,123,456. 1992", "Patent 5,123,456"),
        ("Doe J, inventor. T. United States patent US 5,123,456", "patent US 5,123,456"),
        ("Doe J. T. WO/2010/123456", "WO/2010/123456"),
        ("Doe J. T. 2013:WO2013173711A1", "WO2013173711A1"),
        ("Doe J. T. EP 1234567 B1, 2004", "EP 1234567 B1"),
        ("Doe J. T. Patentschrift DE 10 2004 012 345, 2004", "Patentschrift DE 10 2004 012 345"),
        ("Doe J. T. U.S. patent application, pending", "U.S. patent application"),
        ("Doe J. T. Brevet FR 2712345, 1994", "Brevet FR 2712345"),
    ],
    "standard": [
        ("ISO 690:2010 T. Geneva: ISO; 2010", "ISO 690:2010"),
        ("DIN EN ISO 9001. T. Berlin: Beuth; 2015", "DIN EN ISO 9001"),
        ("ASTM D1234-98 T. 1998", "ASTM D1234-98"),
        ("T. IEEE Std 802.11, 2007", "IEEE Std 802.11"),
        ("PN-EN 206:2014 T", "PN-EN 206:2014"),
        ("T. Internet RFC 5050, 2007", "RFC 5050"),
        ("T. ISO/IEC 27001:2013", "ISO/IEC 27001"),
        ("ГОСТ 7.1-2003. T", "ГОСТ 7.1-2003"),
    ],
    "legislation": [
        ("Gesetz über T. BGBl. I 2007, Nr. 55", "BGBl"),
        ("T Act, 42 U.S.C. § 12101 (1990)", "42 U.S.C"),
        ("T. 45 C.F.R. 164 (2002)", "45 C.F.R"),
        ("T. 61 Fed. Reg. 51498 (1996)", "61 Fed. Reg."),
        ("Doe v. Roe, 410 U.S. 113 (1973)", "v. Roe, 410 U.S. 1"),
        ("T, Pub. L. No. 111-148, 124 Stat. 119 (2010)", "Pub. L. No. 111-148"),
        ("Directive 2004/23/EC of the European Parliament", "Directive 2004/23"),
        ("Richtlinie 2004/23/EG", "Richtlinie 2004/23"),
        ("Regulation (EU) 2016/679 of T", "Regulation (EU)"),
        ("Rozporządzenie (UE) 2016/679", "Rozporządzenie (UE)"),
        ("Dz. U. 2004 nr 92 poz. 881", "Dz. U."),
        ("Human Tissue Act 2004 (UK)", "Act 2004 (UK)"),
        ("Ley 22/1988, de 28 de julio", "Ley 22/1988"),
        ("Decreto-Lei n.º 12/2004", "Decreto-Lei n.º 1"),
        ("BVerfGE 65, 1", "BVerfGE"),
    ],
    "report": [
        ("Doe J. T. Technical Report TR-92, Ulm, 1993", "Technical Report"),
        ("Doe J. T. NBER Working Paper No. 7653. 2000", "NBER"),
        ("Doe J. T. Discussion Paper 472. 1985", "Discussion Paper"),
        ("WHO. T. WHO Technical Report Series 916. Geneva; 2003", "Technical Report"),
        ("Doe J. T. Arbeitspapier 12, Ulm 1999", "Arbeitspapier"),
        ("Doe J. T. Abschlussbericht, Ulm 1999", "Abschlussbericht"),
        ("Doe J. T. Rapport technique 12, Lyon", "Rapport technique"),
        ("Doe J. T. Informe técnico. Madrid", "Informe técnico"),
        ("Doe J. T. Raport. Kraków 1999", "Raport"),
        ("Doe J. T. Documento de trabalho 3", "Documento de trabalho"),
    ],
    "dataset": [
        ("Doe J. T [dataset]. 2018", "[dataset]"),
        ("Doe J. Data from: T. 2018", "Doe J. Data from:"),
        ("Doe J. T. Dryad Digital Repository 2018", "Dryad"),
        ("Doe J. T. Zenodo. 2018", "Zenodo"),
        ("Doe J. T. figshare. 2018", "figshare"),
        ("Doe J. T. GESIS Datenarchiv, Köln 2018", "GESIS Daten"),
    ],
    "document": [
        ("Doe J. T [Computer software]. 2018", "[Computer software]"),
        ("Doe J. T. R package version 1.2. 2018", "R package"),
        ("Doe J. T. https://github.com/doe/t", "github.com/"),
        ("Doe J. T, software version 3.6", "software version 3"),
        ("R Core Team. R: a language and environment for statistical computing. Vienna", "environment for statistical"),
    ],
    "paper-conference": [
        ("Doe J. T. Paper presented at the Lupus Meeting, Ulm", "Paper presented"),
        ("Doe J. T. Poster session presented at Ulm", "Poster session presented"),
        ("Doe J. T. Vortrag auf der Tagung, Ulm", "Vortrag auf"),
        ("Doe J. T. In Proceedings of the 5th Workshop, Ulm", "In Proceedings"),
    ],
    "article": [
        ("Doe J. T. 10.1101/2020.03.09.982884", "10.1101/2020.03.09.982884"),
        ("Doe J. T. doi:10.21203/rs.3.rs-1", "10.21203/rs"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "phrase"), [(kind, *row) for kind, rows in WORDS.items() for row in rows])
def test_words_tell(kind, text, phrase):
    told, because = work_kind(text, {"title": "T"})
    assert (told, because.startswith(f"'{phrase}"), because.endswith("is printed")) == (kind, True, True)


@pytest.mark.parametrize("text", [row[0] for rows in WORDS.values() for row in rows])
def test_nothing_of_it_tells_in_a_journal(text):
    assert work_kind(text, ARTICLE) == ("article-journal", "volume and page in a container")


@pytest.mark.parametrize(
    "title",
    [
        "Writing a thesis", "A dissertation upon roast pig", "Working papers in medicine", "Papers presented to a king",
        "Computer programs at home", "Lupus in the US 1999", "Standards: EN 3 and more", "ISO and its 9 lives",
        "Patents and people since 1900", "Dryad and other nymphs",
    ],
)  # fmt: skip
def test_words_of_a_title_prove_little(title):
    values = {"title": title, "publisher": "P"}
    assert work_kind(f"Doe J. {title}. Ulm: P; 1999", values) == ("book", "a publisher and no container")


#: By shape: labels and values, text, kind, evidence.
SHAPES = [
    ({"title": "T", "container-title": "Lupus", "volume": "3", "issue": "2"}, "T. Lupus 3(2)", "article-journal",
     "volume and issue in a container"),
    ({"title": "T", "container-title": "Lupus", "volume": "3"}, "T. Lupus 3", "article-journal",
     "a volume of a container"),
    ({"title": "T", "container-title": "Lupus", "issue": "3"}, "T. Lupus, 3", "article-journal",
     "an issue of a container"),
    ({"title": "T", "container-title": "Lupus"}, "T. Lupus. 2007", "article-journal",
     "a container that nobody edits or publishes"),
    ({"container-title": "Lupus"}, "Doe J, Lupus 2007", "article-journal",
     "a container that nobody edits or publishes"),
    ({"title": "T", "container-title": "C", "editor": "Roe A"}, "T. In: Roe A, ed. C", "chapter",
     "an editor of the container"),
    ({"title": "T", "container-title": "C", "publisher": "P", "volume": "2", "page": "3"},
     "T. In: C, vol 2. P; p 3", "chapter",
     "a publisher of the container"),
    ({"title": "T", "container-title": "C", "edition": "2nd"}, "T. In: C. 2nd ed", "chapter",
     "an edition of the container"),
    ({"container-title": "C", "publisher": "P"}, "Doe J. C. P; 1999", "book", "a publisher of the container"),
    ({"title": "T", "container-title": "C"}, "T. In: Roe A (Hrsg.): C. Ulm", "chapter", "editors of the container"),
    ({"title": "T", "container-title": "C", "publisher-place": "Ulm"}, "T, in: C, Ulm 1999", "chapter",
     "'In' before the container"),
    ({"title": "T", "container-title": "Lupus", "volume": "3", "page": "4"}, "T. In: Lupus 3, S. 4",
     "article-journal",
     "volume and page in a container"),
    ({"title": "T", "container-title": "Herald", "URL": "http://x.org"}, "T. Herald. http://x.org (accessed May 3)",
     "webpage",
     "an address and when it was visited"),
    ({"title": "T", "container-title": "bioRxiv"}, "T. bioRxiv 2020", "article", "'bioRxiv' is the container"),
    ({"title": "T", "container-title": "SSRN Electronic Journal"}, "T. SSRN Electronic Journal", "article",
     "'SSRN' is the container"),
    ({"title": "T", "container-title": "Proceedings of SPIE", "volume": "3", "page": "4"},
     "T. Proceedings of SPIE 3, 4",
     "paper-conference", "'Proceedings' in the container"),
    ({"title": "T", "arXiv": "1707.08052"}, "T. 1707.08052", "article", "an arXiv number"),
    ({"title": "T"}, "T. Preprint, medRxiv 2020", "article", "'Preprint' is printed"),
    ({"volume": "3", "page": "4"}, "Doe 3:4 [hep-th/9911015]", "article-journal", "volume and page"),
    ({"title": "T", "URL": "http://x.org"}, "T. http://x.org. Accessed May 3, 2010", "webpage",
     "an address, and 'Accessed'"),
    ({"title": "T", "URL": "http://x.org"}, "T. http://x.org. Zugriff: 3.5.2010", "webpage",
     "an address, and 'Zugriff'"),
    ({"title": "T", "URL": "http://x.org", "publisher": "P", "publisher-place": "U"},
     "T [Internet]. U: P; 2010. Available from: http://x.org", "webpage", "an address, and 'Internet]'"),
    ({"title": "T", "URL": "http://x.org", "publisher": "P", "publisher-place": "U"},
     "T. U: P; 2010. Available at http://x.org", "book", "a publisher and no container"),
    ({"title": "T", "URL": "http://x.org"}, "T. http://x.org", "webpage", "an address and no container"),
    ({"title": "T", "edition": "2nd"}, "T. 2nd ed.", "book", "an edition and no container"),
    ({"editor": "Roe A", "title": "T"}, "Roe A, ed. T", "book", "an editor and no container"),
    ({"title": "T"}, "Doe J. T. 213 pp.", "book", "'213 pp' is printed"),
    ({"title": "T"}, "Doe J. T. ISBN 3-16-148410-0", "book", "'ISBN' is printed"),
    ({"title": "T", "publisher-place": "Ulm"}, "Doe J. T. Ulm 1999", "book", "a place and no container"),
    ({"title": "T"}, "Roe A (eds.) T. 1999", "book", "editors and no container"),
    ({"title": "T", "DOI": "10.1000/1"}, "T. 10.1000/1", "article-journal", "a DOI, and no publisher"),
    ({"title": "T", "page": "3"}, "T. 3-9", "article-journal", "a page, and no publisher"),
    ({"title": "T"}, "Doe J. T. 1999", "document", "a title and nothing else that tells"),
    ({}, "Doe J, personal communication", None, "nothing that tells is printed"),
    ({}, "", None, "nothing that tells is printed"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "text", "kind", "because"), SHAPES)
def test_shape_tells(values, text, kind, because):
    assert work_kind(text, values) == (kind, because)


@pytest.mark.parametrize(
    ("container", "volume", "word"),
    [
        ("Proceedings of the 5th International Conference on Lupus", False, "Proceedings"),
        ("Proc. 19th ACM Symp. Applied Computing", False, "Proc"),
        ("Proceedings of the American Control Conference", True, "Proceedings"),
        ("AIP Conf. Proc.", True, "Proc"),
        ("Proceedings of the 36th National Roundtable", True, "Proceedings"),
        ("International Conference on Lupus", True, "Conference on"),
        ("Lecture Notes in Computer Science", True, "lecture notes in"),
        ("Lupus Workshop", False, "Workshop"),
        ("Tagungsband der Lupustage", False, "Tagungsband"),
        ("Materiały: XX Sympozjum", False, "Sympozjum"),
        ("Actas del Congreso de Lupus", False, "Actas de"),
        ("Материалы конференции", False, "Материалы"),
        ("NeurIPS 2017", False, "NeurIPS"),
        ("Proc Natl Acad Sci USA", True, None),
        ("Proceedings of the National Academy of Sciences", False, None),
        ("Proc R Soc Med", True, None),
        ("Proceedings of the Royal Society of London B", False, None),
        ("Proceedings of the IEEE", False, None),
        ("Proceedings of the IEEE", True, None),
        ("Mayo Clin Proc", True, None),
        ("Mayo Clinic Proceedings", False, None),
        ("Transplantation Proceedings", True, None),
        ("Fed Proc", True, None),
        ("Proc Am Thorac Soc", False, None),
        ("Proc Helminthol Washington", True, None),
        ("Cold Spring Harb Symp Quant Biol", True, None),
        ("Journal of Physics: Conference Series", True, None),
        ("J Symp Logic", False, None),
        ("Seminars in Nephrology", False, None),
        ("Lupus", False, None),
        ("ACM Computing Surveys", False, None),
    ],
)  # fmt: skip
def test_meetings_and_journals_called_proceedings(container, volume, word):
    found = meeting(container, volume=volume)
    assert (found and found.lower()) == (word and word.lower())


def test_a_title_that_is_not_in_the_text_is_no_trouble():
    values = {"title": "Else", "container-title": "Other", "editor": "Roe A"}
    assert work_kind("Doe J. T. In: C", values) == ("chapter", "an editor of the container")


WORD = st.sampled_from(["Proc.", "thesis", "In:", "(Eds.)", "v. A", "US", "5,123,456", "[data", "ISO 9:1999"])


@given(
    st.text(max_size=60) | st.lists(WORD).map(" ".join),
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.text(min_size=1, max_size=20)),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_anything_has_a_kind_or_none(text, values):
    kind, because = work_kind(text, values)
    assert because
    assert (kind is None) == (because == "nothing that tells is printed")


@pytest.mark.parametrize(
    "piece", ["Patent ", " v. A", "Proc ", "(Eds", "ISO 1-", "[data ", "a.", "1", "tagung", "US ", "Fed. ", "In "]
)
def test_long_text_takes_no_long_time(piece):
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    work_kind(text, {"title": "T", "container-title": text[:3000], "publisher": "P"})
    work_kind(text, {})
    assert time.process_time() - start < 0.5


#: What publishers call what they tagged, and our types that can stand for it.
TAGGED = {
    "journal": {"article-journal", "article"},
    "book": {"book", "chapter", "paper-conference", "thesis", "report"},
    "web": {"webpage"},
    "webpage": {"webpage"},
}


@pytest.mark.no_cover
@pytest.mark.parametrize(("source", "floor"), [("pmc-med", 0.98), ("pmc-bio", 0.98), ("plos", 0.98)])
def test_kinds_agree_with_what_publishers_tagged(source, floor):
    path = GOLD / f"dev-{source}.jsonl"
    if not path.is_file():
        pytest.skip("the shared parsing gold is not here")
    names = {"container": "container-title", "pages": "page", "location": "publisher-place", "doi": "DOI", "url": "URL"}
    right: Counter[bool] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("type") in TAGGED:
            values = {names.get(key, key): str(value) for key, value in row["fields"].items()}
            right[work_kind(row["raw"], values)[0] in TAGGED[row["type"]]] += 1
    assert right[True] / right.total() >= floor
