"""Rows of labelled strings: read, refused, and made of results."""

from __future__ import annotations

import json

import pytest

from refparse.errors import SourceError
from refparse.pipeline import parse_strings
from refparse.reference import Field, Parsed, ReferenceString, Unparsed
from refparse.train.gold import FIELDS, mended, permissive, read_gold, read_row, same
from refparse.train.rows import printed_people, row_of
from refparse.work import Date, Name, Names, Work

TEXT = "Tay CH, van der Berg K. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11(2):30-41."


def row(**members):
    return read_row(json.dumps({"raw": "Tay CH. Skin.", "fields": {}} | members), file="mine.jsonl", line=7)


def test_a_file_is_read_line_by_line(tmp_path):
    file = tmp_path / "mine.jsonl"
    lines = [
        '\ufeff{"raw": "Skin", "fields": {"title": "Skin"}, "doc": 3}',
        "",
        '{"raw": "Lupus", "fields": {}, "id": 9}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    first, second = read_gold(file)
    assert first == {
        "raw": "Skin", "fields": {"title": "Skin"}, "doc": 3, "id": "mine#1", "source": "mine", "split": False,
    }  # fmt: skip
    assert (second["id"], second["source"]) == ("9", "mine")


def test_what_says_nothing_is_absent_and_people_are_a_list():
    fields = {
        "author": "Tay CH",
        "editor": ["", " Lim D "],
        "title": " Skin ",
        "volume": "",
        "issue": None,
        "pages": [],
    }
    assert row(fields=fields)["fields"] == {"author": ["Tay CH"], "editor": ["Lim D"], "title": "Skin"}
    assert row(fields={"author": None, "editor": []})["fields"] == {}


def test_halves_of_characters_do_not_stay():
    found = read_row(r'{"raw": "Tay \ud83d\ude00 \ud83d", "fields": {"title": "\ude00x"}}', file="a", line=1)
    assert (found["raw"], found["fields"]["title"]) == ("Tay \U0001f600 \ufffd", "\ufffdx")
    assert mended("plain") == "plain"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON (Expecting property name"),
        (b"\xff{}", "not JSON ('utf-8' codec"),
        ("[" * 100_000, "maximum recursion"),
        ('{"fields": {}}', 'no "raw", the reference string'),
        ('{"raw": " ", "fields": {}}', 'no "raw", the reference string'),
        ('{"raw": "x"}', 'no "fields", an object'),
        ('{"raw": "x", "fields": {"journal": "y"}}', 'unknown field "journal"; did you mean "container"?'),
        ('{"raw": "x", "fields": {"Issued": "y"}}', 'unknown field "Issued"; did you mean "date"?'),
        ('{"raw": "x", "fields": {"tilte": "y"}}', 'unknown field "tilte"; did you mean "title"?'),
        ('{"raw": "x", "fields": {"qq": "y"}}', 'unknown field "qq"; the fields are author, title, container,'),
        ('{"raw": "x", "fields": {"year": 1970}}', 'field "year" is not text: put 1970 in quotes'),
        ('{"raw": "x", "fields": {"author": ["Tay CH", 3]}}', 'field "author" is not text: put 3 in quotes'),
    ],
)
def test_what_is_no_row_is_refused_with_its_place(line, message):
    with pytest.raises(SourceError) as caught:
        read_row(line, file="mine.jsonl", line=7)
    assert str(caught.value).startswith("mine.jsonl:7: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_gold(tmp_path / "none.jsonl"))


@pytest.mark.parametrize(
    ("licence", "free"),
    [(None, True), ("", True), ("CC BY", True), ("CC-BY-4.0", True), ("cc by 3.0", True), ("CC0", True), ("CC 0", True),
     ("CC0 1.0", True), ("CC BY-NC", False), ("CC BY-SA", False), ("CC BY-NC-ND", False), ("none", False), (3, False)],
)  # fmt: skip
def test_licences(licence, free):
    assert permissive(row(license=licence)) is free


def test_printings_of_one_string_are_the_same():
    assert same("Tay CH. ＳＫＩＮ, 1970_") == same("tay ch: skin (1970)") == "taychskin1970"


# --- results as rows ----------------------------------------------------------------------


def test_a_result_is_a_row_that_can_be_read_again():
    [result] = parse_strings([TEXT])
    made = row_of(result, id_="mine#1", source="mine")
    again = read_row(json.dumps(made), file="x", line=1)
    assert again == made
    assert again["fields"]["author"] == ["Tay CH", "van der Berg K"]
    assert again["fields"]["year"] == "1970"
    assert (again["split"], again["type"], again["by"][:9]) == (True, "article-journal", "labeller:")
    assert set(again["field_confidence"]) == set(again["fields"]) - {"year"} <= set(FIELDS)
    assert 0 <= again["confidence"] <= 1


def string(text):
    return ReferenceString(id="r", document_id="d", number=1, label=None, text=text, spans=((0, len(text)),))


def result(text, work, *fields):
    made = tuple(Field(name=name, value=value, text=value, spans=()) for name, value in fields)
    return Parsed(reference=string(text), work=work, fields=made, by="grammar:mine")


def test_what_nothing_reads_has_no_fields():
    nothing = Unparsed(reference=string("?"), reached=(0, 0), expected="a field", nearest_grammar=None)
    made = row_of(nothing, id_="a", source="b")
    assert (made["fields"], made["by"], made["confidence"], made["field_confidence"]) == ({}, None, 0.0, {})


def test_identifiers_found_elsewhere_and_years_are_told_as_printed():
    text = "Skin, https://example.org/10.1000/ABC, in press 1999"
    made = row_of(
        result(text, Work(DOI="10.1000/abc", issued=Date(year=1999)), ("available-date", "x")), id_="a", source="b"
    )
    assert made["fields"] == {"year": "1999", "doi": "10.1000/ABC"}
    made = row_of(result("Skin", Work(DOI="10.1000/abc"), ("issued", "May 1970 [1865]")), id_="a", source="b")
    assert made["fields"] == {"date": "May 1970 [1865]", "year": "1970", "doi": "10.1000/abc"}
    made = row_of(result("Skin", Work(issued=Date(literal="in press")), ("issued", "in press")), id_="a", source="b")
    assert made["fields"] == {"date": "in press"}
    editor = Work(editor=Names(names=(Name(family="Lim", given="D"),)))
    assert row_of(result("Lim D", editor, ("editor", "Lim D")), id_="a", source="b")["fields"] == {"editor": ["Lim D"]}


@pytest.mark.parametrize(
    ("text", "names", "printed"),
    [
        ("Kim K, Lim M", [Name(family="Kim", given="K"), Name(family="Lim", given="M")], ["Kim K", "Lim M"]),
        ("J. Smith & J. Smith", [Name(family="Smith", given="J.")] * 2, ["J. Smith", "J. Smith"]),
        ("Okada, N, Jr", [Name(family="Okada", given="N", suffix="Jr")], ["Okada, N, Jr"]),
        ("WHO  Group", [Name(literal="WHO Group")], ["WHO  Group"]),
        ("Kim K", [Name(family="Kím", given="K")], ["Kím K"]),
        ("Kim and a long way to go until some K", [Name(family="Kim", given="K")], ["Kim K"]),
        ("Kim", [Name()], [""]),
    ],
)
def test_people_are_found_as_they_are_printed(text, names, printed):
    assert printed_people(text, Names(names=tuple(names))) == printed
