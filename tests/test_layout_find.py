"""Where a list is, with and without a heading, and everything that is none."""

import json
from pathlib import Path

import pytest

from refparse.layout import find_list, split_list
from refparse.reference import Document, ListRegion, ListStyle

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SPRINGER = ("Article", "ADS", "CAS", "CrossRef", "PubMed", "PubMed Central", "Google Scholar")
STYLES = (
    ListStyle(name="springer", headings=("References",), marker="{number}.", trailing=SPRINGER),
    ListStyle(name="pol-ann-med", headings=("REFERENCES ({count})",), marker="{number}.", trailing=()),
    ListStyle(name="pubmed", trailing=("[PubMed]", "[Google Scholar]", "[CrossRef]", "PMC", "DOI", "Medline")),
)
ENTRIES = (
    "Kim A, Lee B (1999) First thing. Lupus 8:456–461",
    "van der Velde D (2001) Second thing. Arch Dermatol 111:352–356",
    "Smith J Jr, Doe C (2010) Third thing. J Test 1:2–3",
)


def found(text):
    document = Document(id="d", text=text, source="page.txt")
    region = find_list(text, STYLES)
    return region, split_list(document, region, STYLES)


def listed(text):
    return [(r.label, r.text) for r in found(text)[1].references]


AFFILIATIONS = "  1. 1.Department of MedicineUniversity HospitalLeidenThe Netherlands\n  2. 2.Second DepartmentDelft\n"


@pytest.mark.parametrize(
    ("marker", "layout"),
    [
        ("  {n}. {n}.\n    ", "doubled number, on its own line"),
        ("  {n}. {n}. ", "doubled number"),
        ("{n}.\n", "numbered, on its own line"),
        ("{n}. ", "numbered"),
        ("  {n}.\t", "numbered"),
        ("{n}.↵", "numbered"),
        ("- {n}.", "numbered"),
        ("{n} ", "bare number"),
        ("{n}", "bare number"),
        ("{n}) ", "numbered )"),
        ("[{n}] ", "numbered []"),
        ("[{n}]\n", "numbered [], on its own line"),
        ("({n}) ", "numbered ()"),
        ("<sup>{n}</sup> ", "numbered <sup>"),
    ],
)
@pytest.mark.parametrize("heading", ["", "References\n", "REFERENCES\xa0(3)\n", "## 6. Literatur:\n\n"])
def test_numbers_of_every_shape_are_markers(marker, layout, heading):
    body = "\n".join(marker.format(n=n) + entry for n, entry in enumerate(ENTRIES, 1))
    after = f"Copyright information\n\n{AFFILIATIONS}\nPersonalised recommendations\n"
    text = f"A title\n\n{AFFILIATIONS}\n{heading}{body}\n\n{after}"
    region, result = found(text)
    assert isinstance(region, ListRegion)
    assert region.layout == layout
    assert (region.heading is not None) == bool(heading)
    assert [(r.label, r.text) for r in result.references] == [(str(n), e) for n, e in enumerate(ENTRIES, 1)]


@pytest.mark.parametrize("lead", ["", "• ", "- ", "* [Key, 2001] ", "↵"])
@pytest.mark.parametrize(
    "between", ["\n", "\n\n", "\nCrossRef PubMed Google Scholar\n", "\n\nArticleCASPubMedGoogle Scholar\n\n"]
)
def test_lists_without_numbers(lead, between):
    body = between.join(lead + entry for entry in ENTRIES) + between
    for heading in ("Piśmiennictwo\n", ""):
        assert [
            text for _, text in listed(f"A title\n\n{heading}{body}\nDownload references\nAuthor information\n")
        ] == list(ENTRIES)


def test_name_and_date_above_each_entry_is_its_label():
    body = "\n".join(
        f"Kim et al., 200{n}\nA. Kim, B. Lee\nThing {n}\nAnimal, 12 (200{n}), pp. s199-s209" for n in range(3)
    )
    assert [label for label, _ in listed(f"References\n{body}\n")] == [f"Kim et al., 200{n}" for n in range(3)]


def test_wrapped_entries_are_joined_by_how_they_begin():
    wrapped = (
        "Kim A, Lee B, Roe C, Poe D, Okada N, Nomura M, Doe\nE (1999) First thing in a column. Lupus\n8: 456 – 461\n"
    )
    group = "Centers for Disease Control (CDC) (2003) Second thing\nin a column. MMWR 52:884–885\n"
    text = f"and this is the end of the text.\nReferences\n{wrapped}{group}{wrapped.replace('Kim', 'Zhao')}"
    assert [text.split(" ")[0] for _, text in listed(text)] == ["Kim", "Centers", "Zhao"]


def test_a_wrapped_entry_that_cannot_end_goes_on():
    first = "Kim A, Lee B (1999) Third thing, 8:1, with\nRoe C, and in\nDoe D, who was there. Lupus 8:456–461\n"
    assert [text[:3] for _, text in listed(f"References\n{first}{first.replace('Kim', 'Zoe')}")] == ["Kim", "Zoe"]


def test_entries_that_run_on_in_one_paragraph():
    run_on = " ".join(f"{n}. {entry}." for n, entry in enumerate(ENTRIES, 1))
    assert listed(f"References\n{run_on}") == [(str(n), f"{e}.") for n, e in enumerate(ENTRIES, 1)]


def test_a_gap_a_repetition_and_a_lost_first_number_are_kept():
    assert [
        label for label, _ in listed("\n".join(f"{n}. {e}" for n, e in zip((3, 22, 51), ENTRIES, strict=True)))
    ] == ["3", "22", "51"]
    assert [label for label, _ in listed("\n".join(f"1. {e}" for e in ENTRIES))] == ["1", "1", "1"]
    assert [label for label, _ in listed(f"References\n{ENTRIES[0]}\n2. {ENTRIES[1]}\n3. {ENTRIES[2]}")] == [
        None,
        "2",
        "3",
    ]


def test_furniture_between_entries_and_inside_them():
    text = (
        "References\n1. Kim A. First thing in\nPage 14\nNIH-PA Author Manuscript\nNIH-PA Author Manuscript\n457\n"
        "lupus. Lupus. 1999;8:4–6.\nad goes here:advert-3\nADVERTISEMENT\nSCROLL TO CONTINUE\n"
        "2. Lee B. Second. Lupus. 2001;9:1–2.\nJournals System - logo\nScroll to top\n"
    )
    assert listed(text) == [
        ("1", "Kim A. First thing in\nlupus. Lupus. 1999;8:4–6."),
        ("2", "Lee B. Second. Lupus. 2001;9:1–2."),
    ]
    reasons = {text[slice(*d.span)]: d.reason for d in found(text)[1].dropped}
    assert reasons["Page 14"] == reasons["457"] == reasons["ADVERTISEMENT"] == "page furniture"
    assert reasons["Journals System - logo\nScroll to top"] == "after the list"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Menu\n• One\n• Two", "2 bullets are a menu"),
        (AFFILIATIONS, "no heading and no run"),
        (
            "1\nDepartment of Things, Poland\n\xa0\n2\nDepartment of Others, 10-229 Olsztyn. Tel.: +4889 678 66 70",
            "no heading",
        ),
        (
            "Methods\n1. Patients were older than 18 in 2010.\n2. Patients were seen in 2011.\n3. They had no disease.",
            "no heading",
        ),
        (
            "Related Articles\n\n  Case Report: A Thing\n\n  May 13, 2021\n\n  A Second Thing\n\n  May 14, 2021",
            "no heading",
        ),
        ("Page: 1 2 3 4 5 6 | Single Page", "no heading"),
        ("Table 1\n1 2001 12–15\n2 2002 13–16\n3 2003 17–19", "no heading"),
        ("References\n1. Available online\nShare this", "nothing after the heading 'References' looks like references"),
        ("It was said that this is rare.1 It is not that of others.2,3", "numbers 1 to 3 are cited"),
        ("Similar articles\n" + "\n".join(f"Kim A. Thing. Lupus. 200{n};8:1-2." for n in range(5)), "no heading"),
        ("By Joey Kim, MD, May 17, 2018\n\nBy Ann Roe, MD, May 18, 2018\n\nBy Cal Poe, MD, May 19, 2018", "no heading"),
        ("References\n\nReferences", "nothing after the heading"),
        ("", "no heading"),
    ],
)
def test_what_is_no_list_is_answered_with_a_reason(text, reason):
    region, result = found(text)
    assert isinstance(region, str)
    assert reason in region
    assert result.reason == region
    assert result.references == ()
    assert [d.reason for d in result.dropped] == (["no list"] if text else [])


def test_a_wrapped_line_may_begin_with_a_number():
    first = "1. Kim A. First thing. Lupus\n126. A supplement, 1999;8:4–6."
    text = f"References\n{first}\n2. Lee B. Second. Lupus. 2001;9:1–2.\n"
    assert [label for label, _ in listed(text)] == ["1", "2"]


def test_a_list_that_begins_anew_is_another_list():
    first = "\n".join(f"{n}. Thing of {n} parts" for n in range(1, 5))
    assert len(listed(f"{first}\n\n1. {ENTRIES[0]}\n2. {ENTRIES[1]}\n3. {ENTRIES[2]}\n")) == len(ENTRIES)


def test_long_lines_without_numbers_go_on_where_they_do():
    title = "A thing that is long enough to fill more than a column of a page " * 2
    long = [f"{name} A, Lee B (1999) {title}. Lupus 8:456–461" for name in ("Kim", "Okada", "Zhao")]
    text = "References\n" + "\n".join([long[0], "doi: 10.1000/abc which goes on and " + "on " * 30, *long[1:]])
    assert [text.partition(" ")[0] for _, text in listed(text)] == ["Kim", "Okada", "Zhao"]


def test_the_evidence_can_be_checked():
    region, _ = found("REFERENCES (3)\n" + "\n".join(f"{n}.\n{e}\n\xa0" for n, e in enumerate(ENTRIES, 1)))
    assert region.evidence == ("3 of 3 entries look like references", "labels 1 to 3", "heading states 3")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold is not on this machine")
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_five_pages_are_cut_as_the_gold(name):
    gold_path = next((SHARED / "gold" / "seeds").glob(f"{name}*.json"))
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    text = (SHARED / "seeds" / f"{gold_path.stem}.txt").read_text(encoding="utf-8")
    region, result = found(text)
    assert [r.text.replace("\xa0", " ") for r in result.references] == [
        text[g["start"] : g["end"]].replace("\xa0", " ")[: len(r.text)]
        for g, r in zip(gold["references"], result.references, strict=True)
    ]
    for reference, entry in zip(result.references, gold["references"], strict=True):
        assert reference.spans[0][0] == entry["start"]
        assert reference.text.replace("\xa0", " ").startswith(entry["raw_clean"])
        assert not reference.text.endswith("Scholar")
    assert isinstance(region, str) == (not gold["references"])


def test_labels_that_count_from_one_under_a_heading_make_a_list_of_odd_entries_too():
    odd = ["Personal communication, Dr Smith.", "Ibid.", "See the website of the ministry", "Unpublished data on file"]
    entries = ["Tay CH. Lupus of skin. Lupus. 1970;11:30-41.", *odd]
    text = "Page\n\nReferences\n" + "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, start=1))
    region = find_list(text, [])
    assert region.layout == "numbered"
    assert region.evidence[1] == "labels 1 to 5"
