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


@pytest.mark.no_cover
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


def people(count):
    letters = "abcdefghij"
    return ", ".join("Nam" + "".join(letters[int(digit)] for digit in str(n)) + " A" for n in range(count))


@pytest.mark.parametrize("count", [400, 5000])
@pytest.mark.parametrize("heading", ["References\n", ""])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("marker", ["{n}. ", "{n}.\n"])
def test_an_entry_of_thousands_of_people_keeps_itself_and_its_neighbours(count, heading, place, marker):
    entries = list(ENTRIES)
    entries[place] = f"{people(count)}. A big thing. Lupus. 1999;1:2-3."
    body = "\n".join(marker.format(n=n) + entry for n, entry in enumerate(entries, 1))
    assert [text for _, text in listed(f"A title\n{heading}{body}\n\nShare this\n")] == entries


def test_a_long_entry_may_be_wrapped_and_stand_last():
    wrapped = people(900).replace(", Namb", ",\nNamb") + ". A big thing. Lupus. 1999;1:2-3."
    for entries in ([ENTRIES[0], wrapped, ENTRIES[2]], [*ENTRIES[:2], wrapped]):
        body = "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, 1))
        assert [text for _, text in listed(f"References\n{body}\n\nShare this\n")] == entries


def test_a_long_title_and_a_long_entry_without_a_number():
    long = "Kim A. " + "word " * 4000 + ". Lupus. 1999;1:2."
    assert [label for label, _ in listed(f"References\n1. {long}\n2. {ENTRIES[0]}")] == ["1", "2"]
    entry = f"{people(400)}. A big thing. Lupus. 1999;1:2-3."
    assert [text for _, text in listed(f"References\n{entry}\n{ENTRIES[1]}\n{ENTRIES[2]}")] == [entry, *ENTRIES[1:]]


def test_a_page_between_two_numbers_parts_them():
    page = "\n\n".join("It is said that this was seen before, and it was not." for _ in range(100))
    assert [label for label, _ in listed(f"1. {ENTRIES[0]}\n{page}\n2. {ENTRIES[1]}\n3. {ENTRIES[2]}")] == ["2", "3"]


AGAIN = ("Roe C (2003) Fourth thing. Lupus 9:1–2", "Poe D (2004) Fifth thing. Lupus 9:3–4")


@pytest.mark.parametrize("marker", ["{n}. ", "[{n}] ", "{n}.\n", "{n} "])
@pytest.mark.parametrize("between", ["", "\nSupplementary references\n", "Further reading:\n", "References\n\n"])
@pytest.mark.parametrize("heading", ["References\n", ""])
def test_numbers_that_start_again_go_on_as_further_entries(marker, between, heading):
    one, two = ("".join(marker.format(n=n) + e + "\n" for n, e in enumerate(es, 1)) for es in (ENTRIES, AGAIN))
    region, result = found(f"A title\n{heading}{one}{between}{two}\nShare this\n")
    assert [(r.number, r.label) for r in result.references] == [(1, "1"), (2, "2"), (3, "3"), (4, "1"), (5, "2")]
    assert [r.text for r in result.references] == [*ENTRIES, *AGAIN]
    assert "numbering starts again at entry 4" in region.evidence
    headings = [d for d in result.dropped if d.reason == "heading"]
    assert len(headings) == bool(heading) + bool(between)


@pytest.mark.parametrize(
    "after",
    [
        "1. Department of Things\n2. Department of Others\n",
        "Further reading\n1. On things\n2. On others\n",
        f"Related Articles\n1. {AGAIN[0]}\n2. {AGAIN[1]}\n",
    ],
)
def test_what_begins_anew_and_is_no_reference_is_left_out(after):
    body = "\n".join(f"{n}. {entry}" for n, entry in enumerate(ENTRIES, 1))
    _, result = found(f"References\n{body}\n{after}")
    assert [r.text for r in result.references] == list(ENTRIES)
    assert result.dropped[-1].reason == "after the list"


def test_a_line_that_begins_with_1_within_a_list_is_wrapped():
    body = f"1. {ENTRIES[0]}\n2. Kim A. In: Things, Vol.\n1. Springer; 1999:2–3\n3. {ENTRIES[2]}\n"
    assert [label for label, _ in listed(f"References\n{body}")] == ["1", "2", "3"]
    last = f"1. {ENTRIES[0]}\n2. {ENTRIES[1]}\n3. Kim A. In: Things, 1999:2–3. Vol.\n1. Springer\n"
    assert listed(f"References\n{last}")[-1][1].endswith("Springer")


@pytest.mark.parametrize("marker", ["{c}. ", "{c}) ", "({c}) ", "[{c}] "])
@pytest.mark.parametrize("heading", ["References\n", ""])
def test_letters_are_labels(marker, heading):
    body = "\n".join(marker.format(c=c) + entry for c, entry in zip("abc", ENTRIES, strict=True))
    assert listed(f"A title\n\n{heading}{body}\n\nShare this\n") == list(zip("abc", ENTRIES, strict=True))


def test_a_heading_with_a_number_is_no_entry():
    assert [label for label, _ in listed(f"1. References\n1. {ENTRIES[0]}\n2. {ENTRIES[1]}")] == ["1", "2"]


def test_a_number_with_nothing_behind_it_is_no_entry():
    page = f"References\n\n1. {ENTRIES[0]}\n2.\n3. {ENTRIES[1]}\n4. {ENTRIES[2]}\n"
    assert listed(page) == [("1", ENTRIES[0]), ("3", ENTRIES[1]), ("4", ENTRIES[2])]


def test_rows_of_links_end_the_last_entry_too():
    page = "".join(f"{n}. {entry}\nCrossRef\nGoogle Scholar\n" for n, entry in enumerate(ENTRIES[:3], start=1))
    assert listed(f"References\n\n{page}") == [("1", ENTRIES[0]), ("2", ENTRIES[1]), ("3", ENTRIES[2])]


def test_the_last_entry_goes_on_behind_a_blank_line_as_the_others_did():
    texts = [f"Smith J, Doe A.\n\nA study of {name}. J Waters 1999;12:1-9." for name in ("rivers", "lakes", "seas")]
    page = "\n\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1))
    assert listed(f"References\n\n{page}\n") == [("1", texts[0]), ("2", texts[1]), ("3", texts[2])]


def test_letters_under_numbers_are_no_list_of_their_own():
    pairs = "".join(f"[{n}]\na) {ENTRIES[0]}\nb) {ENTRIES[1]}\n" for n in (1, 2))
    assert [label for label, _ in listed(f"References\n{pairs}")] == ["1a", "1b", "2a", "2b"]
    assert listed("Methods\nb. Patients of 2010\nc. Patients of 2011") == []


@pytest.mark.parametrize("marker", ["{n}. ", "[{n}] ", "({n}) ", "{n}) "])
@pytest.mark.parametrize("lead", ["It was rare. References ", "It was rare REFERENCES: ", "Literatur ", "References\n"])
@pytest.mark.parametrize("stop", [".", ".\nShare this\n"])
def test_a_list_on_one_line_behind_its_heading_is_cut(marker, lead, stop):
    run_on = ". ".join(marker.format(n=n) + entry for n, entry in enumerate(ENTRIES, 1))
    assert [label for label, _ in listed(f"Intro\n{lead}{run_on}{stop}")] == ["1", "2", "3"]
    assert listed(f"Intro\n{lead}{run_on}{stop}")[0][1] == f"{ENTRIES[0]}."


def test_words_of_a_heading_within_a_sentence_head_nothing():
    assert listed("We looked at the literature 1. It was seen in 1999 by Kim A.") == []
    assert listed("We looked at Literature 1. Kim A saw it in 1999, and 2. Lee B, too.") == []


@pytest.mark.parametrize("unseen", ["\ufffd", "\u200e\u2060", "\xad"])
def test_what_no_reader_sees_may_stand_before_a_marker(unseen):
    body = "\n".join(f"{unseen}{n}. {entry}" for n, entry in enumerate(ENTRIES, 1))
    assert listed(f"References\n{body}") == [(str(n), e) for n, e in enumerate(ENTRIES, 1)]


def test_numbers_of_five_digits_go_on_and_never_begin():
    body = "\n".join(f"{n}. Kim A. Thing {n}. Lupus. 1999;8:4–6." for n in range(9998, 10003))
    assert [label for label, _ in listed(f"10229. Olsztyn\nReferences\n{body}")] == [
        *("9998", "9999", "10000", "10001", "10002")
    ]


def test_a_post_code_alone_is_no_marker():
    assert listed("10229. Olsztyn\n10230. Olsztyn") == []


def test_entries_that_say_little_are_a_list_where_labels_count_and_all_have_years():
    body = "1. Editorial. Lancet. 1998.\n2. Editorial. Lancet. 1998.\n3. Editorial. Lancet. 1999."
    assert [label for label, _ in listed(f"References\n{body}")] == ["1", "2", "3"]
