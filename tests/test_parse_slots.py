"""What each slot matches, what it reads from it, and what it prints."""

from __future__ import annotations

import re

import pytest

from refparse.parse.slots import SLOTS, Values, fold
from refparse.parse.template import Template
from refparse.work import Date, Name, Names, Work

MATCH = {
    "volume": "148|A12|12B|36-A|98–B|XII|iv|Suppl|12-13|12 – 13|12/13|S1",
    "issue": "8|3-4|11 Pt 2|1 Suppl|4 Suppl 78|Suppl 3|Suppl. 1|5479",
    "issue:supplement": "Suppl 3|Suppl|suppl. 1|Suppl 1A|Suppl S2|SUPPL 4|Pt 2|Pt 2 Suppl 3|Spec No|Spec Issue",
    "page": (
        "393|70-74|2679-84|17–22|S70–S76|128S–132S|e10|e0200721|R89-98|iii32-5|xi-xiv|585 –587|1–6, 9|1-2; 5|1 and 3"
        "|17–22 passim|CD001321|1.e1-1.e5"
    ),
    "page:range": "17–22|17 - 22|S70—S76",
    "issued": "2008|2005b|2008 Aug|2008 Aug 12|2008 Aug-Sep|2008 Aug 12-19|2008 Aug 30-Sep 2|2008 Spring",
    "issued:year": "2008|2005b|1500",
    "issued:any": "2008|2008 Aug|May 17, 2018|17 May 2018|Aug 2008|August, 2008|in press|forthcoming|n.d.",
    "publisher": (
        "Mosby|FA Davis Co Publishers|Lippincott Williams & Wilkins|W.B. Saunders|W. B. Saunders|C.V. Mosby, Inc"
        "|John Wiley & Sons, Inc.|J.B. Lippincott Co."
    ),
    "publisher:comma": "Williams & Wilkins|W.B. Saunders|John Wiley & Sons, Inc",
    "publisher-place": "New York|New York, NY|Philadelphia, Pa|St. Louis, MO|London, New York",
    "publisher-place:comma": "New York|Philadelphia, PA|St. Louis, MO",
    "edition": "2nd|6th|2|2.|third|Third|3rd rev.|rev.|revised|International|12th int",
    "DOI": "10.1093/ndt/gfn036|10.1016%2Fj.jaad|https://doi.org/10.1016/0190-9622(95)91803-5|http://dx.doi.org/10.1000/abc",
    "URL": "https://icd.who.int/browse10/2019/en|www.who.int/x|ftp://a.b/c|https://doi.org/10.1016/j.sema....",
    "ISBN": "0-7216-3645-9|978-3-16-148410-0|080442957X",
    "PMID": "18329987|7",
    "PMCID": "PMC1233456|PMC12.1",
    "language": "French|French and German|French, English, Polish",
    "available-date": "2008 Mar 7|7 March 2008|ahead of print",
    "accessed": "12 May 2019|2019 May 12|May 12, 2019|12.05.2019|05/12/19",
    "genre": "PhD thesis|dissertation|Master's thesis|Habilitation",
    "pii": "bcr2012007301|S0140-6736(09)61965-6",
    "editor-label": "ed|eds|Ed|Eds|editor|Editors|Hrsg",
    "page-label": "p|pp|p.|pp.|P",
    "author": "Muller SA, Brunsting LA|Kim MS, et al|Fowler VG Jr., Miro JM|World Health Organization (WHO)",
    "author:bracket": "Palmieri GMA, Sebes JI et al|World Health Organization (WHO)|Smith, J. A., & Doe, B.",
    "author:dotted": "Smith, J. A., Doe, B.|Fowler, V. G., Jr.|Smith, J. A. et al.|J. A. Smith, B.",
    "editor": "McLean FC|Wallace DJ, Hahn BH|Fowler VG Jr., Miro JM",
    "title": "Is it?|T|E. coli in children|2014 AHA/ACC guideline|Calcinosis cutis: part I. Diagnostic pathway",
    "title:any": "Heart disease, in two volumes|Edited lives|Is it?",
    "container-title": "Arch Dermatol|J Hand Surg [Br]|Rheumatology (Oxford)|3D Print Med|Spine (Phila Pa 1976)",
    "container-title:dotted": (
        "J. Am. Acad. Dermatol.|N. Engl. J. Med."
        "|Acta Derm. Venereol.|Genes Genet. Syst.|Clin. and Exp. Rheumatol."
    ),
    "container-title:comma": "Journal of Bone and Joint Surgery|Journal, B",
    "collection-title": "Lecture Notes in Medicine|WHO Technical Report Series 843",
}  # fmt: skip
NO_MATCH = {
    "volume": "|ABCD1|12.5|Mcm|12)|٣",
    "issue": "|a(b)|1;2|1:2|[1]",
    "issue:supplement": "|Supplanted|11|Suppl 3 ",
    "page": "|abc|12-|FR-1|17 22|٣",
    "page:range": "17|17-",
    "issued": "Aug 2008|20081|1499|2008 Foo|in press|2101",
    "issued:year": "2008 Aug|in press|208",
    "issued:any": "17 2018|soon",
    "publisher": "Mosby. London|A;b|A: b|Elsevier,",
    "publisher:comma": "Lippincott, Williams|A;b",
    "publisher-place": "Basel: Karger|Boca Raton; London|Philadelphia. |London 2",
    "edition": "101st|2nd of|vol 3",
    "DOI": "10.1093/ndt/gfn036.|10.12/x|doi:10.1000/2|11.1000/x",
    "URL": "who.int|https://a b|mailto:a@b",
    "PMID": "PMID1|1234567890|٣",
    "PMCID": "1233456|PMC",
    "language": "french|French1",
    "available-date": "soon|March",
    "accessed": "yesterday|12.05",
    "genre": "Novel|a thesis of mine on bones",
    "pii": "a b|a.|a;b",
    "editor-label": "edited|edsx",
    "page-label": "page|ppp",
    "author": "Savin, J|J. A. Smith|Smith J &|Smith J,|A: b|Smith J: b",
    "author:bracket": "Kaye D (ed)|Kim (1999)|Kim (in press)| ",
    "author:dotted": "Smith J|Smith, J. 1|J. A. Smith and B. Doe",
    "editor": "Wallace DJ, eds|A. B|Wallace DJ (ed)",
    "title": "A. Systemic lupus|and so on|& more|et al in Rome|A b.|A b ",
    "title:any": "A. Systemic lupus|Heart disease 4th ed|Heart disease, 4th edn|Heart disease, 2nd edition|A b.",
    "container-title": "J. Am.|Lancet 12|Arch Dermatol ",
    "container-title:dotted": "Arch Dermatol|A. b. C.|Lancet",
    "container-title:comma": "J. Bone|X,",
    "collection-title": "Heart disease|Notes. Two",
}


def fits(slot: str, text: str) -> bool:
    return re.fullmatch(SLOTS[slot].pattern, text, re.DOTALL) is not None


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(slot, text) for slot, texts in table.items() for text in texts.split("|")]


def read(slot: str, text: str) -> Values:
    values: Values = {}
    SLOTS[slot].read(values, text)
    return values


@pytest.mark.parametrize(("slot", "text"), cases(MATCH))
def test_a_slot_takes(slot, text):
    assert fits(slot, text)


@pytest.mark.parametrize(("slot", "text"), cases(NO_MATCH))
def test_a_slot_refuses(slot, text):
    assert not fits(slot, text)


@pytest.mark.parametrize(
    ("slot", "text", "values"),
    [
        ("volume", "148", {"volume": "148"}),
        ("issue", "11\u00a0Pt 2", {"issue": "11 Pt 2"}),
        ("issue:supplement", "Suppl 3", {"issue": "Suppl 3"}),
        ("page", "585 –587", {"page": "585–587"}),
        ("page", "585–\n587", {"page": "585–587"}),
        ("page", "1–6, 9", {"page": "1–6, 9"}),
        ("page", "70 - 74", {"page": "70-74"}),
        ("issued", "2008 Aug 12", {"issued": Date(year=2008, month=8, day=12)}),
        ("issued:any", "in press", {"issued": Date(literal="in press")}),
        ("issued:any", "forthcoming", {"issued": Date(literal="forthcoming")}),
        ("DOI", "https://doi.org/10.1016/0190-9622(95)91803-5", {"DOI": "10.1016/0190-9622(95)91803-5"}),
        ("DOI", "10.1016%2Fj.jaad.2006", {"DOI": "10.1016/j.jaad.2006"}),
        ("URL", "https://doi.org/10.1086/313753", {"DOI": "10.1086/313753"}),
        ("URL", "https://doi.org/10.1016/j.sema....", {"doi_prefix": "10.1016/j.sema"}),
        ("URL", "https://dx.doi.org/10.1016%2Fj....", {"doi_prefix": "10.1016/j"}),
        ("URL", "https://doi.org/10.1001/archde…", {"doi_prefix": "10.1001/archde"}),
        ("URL", "https://who.int/x", {"URL": "https://who.int/x"}),
        ("PMID", "18329987", {"PMID": "18329987"}),
        ("PMCID", "PMC12.1", {"PMCID": "PMC12.1"}),
        ("accessed", "12 May\n2019", {"extra": (("accessed", "12 May 2019"),)}),
        ("editor-label", "eds", {}),
        ("page-label", "pp", {}),
        ("title", "immuno-\nsuppressed \u00a0mice", {"title": "immunosuppressed mice"}),
        ("author", "Kim MS, et al", {"author": Names(names=(Name(family="Kim", given="MS"),), et_al=True)}),
        ("editor:bracket", "Kaye D", {"editor": Names(names=(Name(family="Kaye", given="D"),))}),
    ],
)
def test_what_a_slot_reads(slot, text, values):
    assert fits(slot, text)
    assert read(slot, text) == values


def test_what_has_no_field_is_kept_in_order():
    values: Values = {}
    SLOTS["pii"].read(values, "s1")
    SLOTS["accessed"].read(values, "12 May 2019")
    assert values == {"extra": (("pii", "s1"), ("accessed", "12 May 2019"))}


@pytest.mark.parametrize(
    ("text", "place", "publisher"),
    [
        ("Washington, D.C.: American Psychiatric Press", "Washington, D.C.", "American Psychiatric Press"),
        ("St. Louis: C.V. Mosby", "St. Louis", "C.V. Mosby"),
        ("Philadelphia, Pa : W. B. Saunders", "Philadelphia, Pa", "W. B. Saunders"),
        ("Cambridge, U.K.: Cambridge University Press", "Cambridge, U.K.", "Cambridge University Press"),
    ],
)
def test_a_place_ends_at_the_colon(text, place, publisher):
    template = Template("{publisher-place}: {publisher}")
    found = template.match(text)
    assert found is not None
    assert template.values(found) == {"publisher_place": place, "publisher": publisher}


ONE = Names(names=(Name(family="Kim", given="MS"),))
TWO = Names(names=(*ONE.names, Name(family="Lee", given="BC", suffix="Jr")))
MORE = Names(names=TWO.names, et_al=True)


@pytest.mark.parametrize(
    ("slot", "work", "text"),
    [
        ("author", Work(author=ONE), "Kim MS"),
        ("author", Work(author=TWO), "Kim MS, Lee BC Jr"),
        ("author", Work(author=MORE), "Kim MS, Lee BC Jr, et al"),
        ("author:bracket", Work(author=MORE), "Kim MS, Lee BC Jr et al"),
        ("author:inverted", Work(author=TWO), "Kim, M. S., & Lee, B. C., Jr"),
        ("author:inverted", Work(author=MORE), "Kim, M. S., Lee, B. C., Jr, et al."),
        ("editor:dotted", Work(editor=TWO), "Kim MS & Lee BC Jr"),
        ("author", Work(), None),
        ("author", Work(author=Names(et_al=True)), None),
        ("editor-label", Work(editor=ONE), "ed"),
        ("editor-label", Work(editor=TWO), "eds"),
        ("editor-label", Work(editor=Names(names=ONE.names, et_al=True)), "eds"),
        ("page-label", Work(page="17"), "p"),
        ("page-label", Work(page="17–22"), "pp"),
        ("page-label", Work(page="1, 9"), "pp"),
        ("page-label", Work(), None),
        ("page-label:p", Work(page="17–22"), "p."),
        ("page-label:pp", Work(page="17"), "pp."),
        ("issued", Work(issued=Date(year=2008, month=8)), "2008 Aug"),
        ("issued", Work(), None),
        ("issued:year", Work(issued=Date(year=2008, month=8)), "2008"),
        ("issued:year", Work(issued=Date(year=2008, literal="2008b")), "2008b"),
        ("issued:year", Work(), None),
        ("URL", Work(DOI="10.1000/a", URL="https://b.org"), "https://doi.org/10.1000/a"),
        ("URL", Work(doi_prefix="10.1000/a"), "https://doi.org/10.1000/a...."),
        ("URL", Work(URL="https://b.org"), "https://b.org"),
        ("URL", Work(), None),
        ("PMID", Work(PMID="7"), "7"),
        ("accessed", Work(extra=(("accessed", "12 May 2019"),)), "12 May 2019"),
        ("accessed", Work(), None),
        ("title", Work(title="T"), "T"),
    ],
)
def test_what_a_slot_prints(slot, work, text):
    assert SLOTS[slot].write(work) == text


@pytest.mark.parametrize("slot", SLOTS)
def test_a_slot_takes_its_own_example(slot):
    assert fits(slot, SLOTS[slot].example)


@pytest.mark.parametrize("text", MATCH["container-title:dotted"].split("|")[:2])
def test_what_a_template_needs_is_where_the_slot_is(text):
    needs = SLOTS["container-title:dotted"].needs
    assert needs is not None
    assert needs.search(f"Skin. {text} 33:1")
    assert not needs.search("Skin. Arch Dermatol 33:1")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a  b\u00a0c", "a b c"), ("immuno-\nsuppressed", "immunosuppressed"), ("T-\nCell", "T- Cell"), (" a\n", "a")],
)
def test_fold(text, wanted):
    assert fold(text) == wanted
