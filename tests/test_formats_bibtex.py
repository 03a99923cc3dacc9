from __future__ import annotations

import pytest
from bibtexparser import parse_string

from refparse.errors import ExportError, FieldMissing, SourceError
from refparse.formats import bibtex
from refparse.formats.jsonl import ExportWork
from refparse.formats.latex import escape, protect, unescape, ungroup, unprotect, verbatim
from refparse.work import Date, Name, Names, Work


def one(work: Work, **others) -> str:
    return bibtex.write([ExportWork(id="", key="key", work=work, **others)])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Resolution of SLE-related soft-tissue calcification",
            "Resolution of {SLE}-related soft-tissue calcification",
        ),
        ("The antibody U1-RNP and VEGF in HSCT", "The antibody {U1-RNP} and {VEGF} in {HSCT}"),
        ("NF-κB, TGF-β1, IL-6 and COVID-19", "{NF-κB}, {TGF-β1}, {IL-6} and {COVID-19}"),
        ("CREST: calcinosis of the skin", "{CREST}: calcinosis of the skin"),
        ("Calcinosis Cutis In Systemic Lupus", "Calcinosis Cutis In Systemic Lupus"),
        ("Anti-dsDNA, mRNA, pH and McDonald", "Anti-{dsDNA}, {mRNA}, {pH} and {McDonald}"),
        ("Vitamin D in T-cell disease", "Vitamin {D} in {T}-cell disease"),
        ("Lupus. A case. Part A", "Lupus. A case. Part {A}"),
        ("Is it A question of “B” symptoms?", "Is it A question of “{B}” symptoms?"),
        ("S.L.E. of the skin", "{S.L.E.} of the skin"),
        ("LUPUS ERYTHEMATOSUS AND CALCINOSIS", "LUPUS ERYTHEMATOSUS AND CALCINOSIS"),
        ("SLE", "{SLE}"),
        ("In {Lupus} and {SLE}", "In {Lupus} and {{SLE}}"),
        ("A 5% Dose of H1N1", "A 5\\% Dose of {H1N1}"),
    ],
)
def test_titles_are_braced_where_capitals_must_stay(title, expected):
    assert protect(escape(title)) == expected
    assert unescape(unprotect(expected)) == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&D: 5% #1 $x_2$", r"R\&D: 5\% \#1 \$x\_2\$"),
        (r"\write18{rm}", r"{\textbackslash}write18{rm}"),
        ("a}{b", r"a{\textbraceright}{\textbraceleft}b"),
        ("a~b^c", r"a{\textasciitilde}b{\textasciicircum}c"),
        ("bell\x07 turn\u202e", r"bell{\char7} turn{\char8238}"),
        ("one\n  @book{x", "one\n  {\\char64}book{\\textbraceleft}x"),
        ("no-break\u00a0blank", "no-break\u00a0blank"),
    ],
)
def test_what_latex_would_obey_is_spelt(text, expected):
    assert escape(text) == expected
    assert unescape(expected) == text


def test_commands_of_others_stay_as_they_are():
    assert unescape(r"{\textgreek} \emph{x}") == r"{\textgreek} \emph{x}"
    assert unescape(r"{\char9999999}") == "\U0010ffff"
    assert ungroup(r"{van {\textbackslash}Gogh}") == "van \\Gogh"


def test_links_are_left_to_the_packages_that_read_them():
    assert verbatim("10.1002/(SICI)1097<1661::AID>3.0.CO;2-2") == "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2"
    assert verbatim("https://a.org/%") == r"https://a.org/\%"


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            Work(type="article-journal", container_title="Lupus", volume="8", issue="6"),
            "@article{key,\n  journal = {Lupus},",
        ),
        (Work(type="chapter", container_title="Bone"), "@incollection{key,\n  booktitle = {Bone}\n"),
        (
            Work(type="book", publisher="Raven", publisher_place="NY", edition="2nd"),
            "  edition = {2nd},\n  publisher = {Raven},",
        ),
        (Work(type="thesis", publisher="Uni Łódź"), "@phdthesis{key,\n  school = {Uni Łódź}"),
        (
            Work(type="report", publisher="WHO", number="12"),
            "@techreport{key,\n  number = {12},\n  institution = {WHO}",
        ),
        (Work(type="webpage", URL="https://a.org/x_y"), "  url = {https://a.org/x_y},\n  csl_type = {webpage}\n"),
        (Work(page="S70-S76"), "  pages = {S70--S76},\n  pages_printed = {S70-S76}\n"),
        (Work(page="75–84"), "  pages = {75--84}\n}"),
        (Work(page="e0200721"), "  pages = {e0200721}\n}"),
        (
            Work(issued=Date(year=2008, month=8, day=7, season="summer")),
            "  month = aug,\n  day = {7},\n  season = {summer}\n",
        ),
        (Work(issued=Date(year=2005, literal="2005b")), "  year = {2005},\n  date_printed = {2005b}\n"),
        (Work(issued=Date(literal="in press")), "  year = {in press}\n"),
        (
            Work(DOI="10.1093/ndt/gfn036", PMID="18326879", PMCID="PMC1"),
            "  doi = {10.1093/ndt/gfn036},\n  pmid = {18326879},",
        ),
        (Work(arXiv="2101.00001"), "  eprint = {2101.00001},\n  archiveprefix = {arXiv}\n"),
        (Work(keyword=("lupus", "skin")), "  keywords = {lupus, skin}\n"),
        (Work(extra=(("note", "5%"),)), "  note = {5\\%}\n"),
    ],
)
def test_fields_have_the_names_and_forms_people_expect(work, expected):
    written = one(work)
    assert expected in written
    assert "refparse_rest" not in written
    assert bibtex.read(written)[0].work == work


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(particle="de", family="Souza", given="RB"), "de Souza, RB"),
        (Name(family="Davis", suffix="Jr", given="MDP"), "Davis, Jr, MDP"),
        (Name(family="Davis", suffix="MD, MS"), "Davis, {MD, MS}, {}"),
        (Name(literal="Lupus and Skin Group"), "{Lupus and Skin Group}"),
        (Name(family="Kim"), "Kim"),
        (Name(family="Brinch Hansen"), "Brinch Hansen, {}"),
        (Name(family="van Gogh", given="V"), "{van Gogh}, V"),
        (Name(family="Madonna", given="X and Y"), "Madonna, {X and Y}"),
    ],
)
def test_names_come_apart_again(name, expected):
    written = one(Work(author=Names(names=(name,), et_al=True)))
    assert f"author = {{{expected} and others}}" in written
    assert "refparse_rest" not in written
    assert bibtex.read(written)[0].work.author == Names(names=(name,), et_al=True)


def test_what_no_field_can_say_is_kept_beside():
    work = Work(title="", issued=Date(month=13), keyword=("a, b",), author=Names(names=(Name(given="X"),)))
    exported = ExportWork(id="3f", key="key", work=work, kinds=("a, b", "review"))
    written = bibtex.write([exported])
    assert "refparse_rest" in written
    assert bibtex.read(written) == (exported,)


def test_several_texts_of_one_name_share_a_field_and_come_apart_again():
    work = Work(extra=(("note", "seen {once"), ("note", "5%"), ("groups", "RCT"), ("refparse_id", "x")))
    written = one(work)
    assert "  note = {seen {\\textbraceleft}once; 5\\%},\n  groups = {RCT},\n  refparse_rest" in written
    assert bibtex.read(written)[0].work == work


def test_files_of_others_are_read():
    found = bibtex.read(
        """@comment{x}
        @Online{a, Title = {On {Lupus}}, author = {Anna van Smith and {WHO} and others}, year = 2008, month = {March},
          journaltitle = "Web", location = {Rome}, organization = {W}, custom = {kept}}
        @misc{a, title = {Again}}"""
    )
    assert [one.key for one in found] == ["a", "a"]
    assert found[0].work == Work(
        type="webpage",
        title="On {Lupus}",
        author=Names(names=(Name(particle="van", family="Smith", given="Anna"), Name(literal="WHO")), et_al=True),
        issued=Date(year=2008, month=3),
        container_title="Web",
        publisher="W",
        publisher_place="Rome",
        extra=(("custom", "kept"),),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@book{a, title = {x}}\n@book{b, title = {x", "<bibtex>:2: an entry that cannot be read"),
        ("@book{a, title = {x}, title = {y}}", "<bibtex>:1: an entry that cannot be read"),
        ("@book{a, refparse_rest = {x}}", "<bibtex>:1: refparse_rest: "),
        ("@book{a, refparse_rest = {[]}}", "refparse_rest: expected an object"),
    ],
)
def test_half_a_file_is_not_read(text, message):
    with pytest.raises(SourceError, match=message):
        bibtex.read(text)


def test_two_works_of_one_key_are_refused():
    with pytest.raises(ExportError, match="two works with the cite key kim2006"):
        bibtex.write([ExportWork(id=i, key="kim2006", work=Work(title=i)) for i in "ab"])


def test_keys_are_checked():
    with pytest.raises(FieldMissing, match="work 3f: no cite key"):
        bibtex.write([ExportWork(id="3f", key="", work=Work())])
    with pytest.raises(ExportError, match="not a cite key"):
        bibtex.write([ExportWork(id="3f", key="../x", work=Work())])


def test_what_we_write_bibtexparser_reads_without_a_failed_block():
    works = [ExportWork(id="", key=f"k{i}", work=Work(title=t)) for i, t in enumerate(["{", "}", "a\n@x{", "\\", '"'])]
    library = parse_string(bibtex.write(works))
    assert len(library.entries) == 5
    assert library.failed_blocks == []
