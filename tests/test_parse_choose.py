"""Grammar or labeller: who wins, why, and how sure that makes the reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refparse.evidence import Vote
from refparse.parse.choose import agreed, choose, differing
from refparse.parse.load import parse_grammar
from refparse.pipeline.strings import parse_strings
from refparse.reference import Field, Parsed, ReferenceString, Unparsed
from refparse.work import Date, Name, Names, Work

GRAMMAR = parse_grammar('name = "mine"\n[[form]]\ntype = "book"\ntemplate = "{title}. {issued:year}"')
ENTRY = ReferenceString(id="r", document_id="d", number=1, label=None, text="Lupus. 1999", spans=((5, 16),))
READ = Work(type="book", title="Lupus", issued=Date(year=1999))
NOTHING = Unparsed(reference=ENTRY, reached=(5, 5), expected="two fields", nearest_grammar=None)


def _labelled(work: Work, confidence: float) -> Parsed:
    return Parsed(
        reference=ENTRY, work=work, fields=(), by="labeller:1", confidence=confidence, because=("type: a title",)
    )


def _vote(read: int, entries: int) -> Vote:
    return Vote(grammar="mine", read=read, entries=entries, literals=9)


def test_agreement_with_the_grammar_of_a_list_is_surer_than_either() -> None:
    result = choose(ENTRY, _labelled(READ, 0.9), [GRAMMAR], _vote(5, 10))
    assert isinstance(result, Parsed)
    assert result.by == "grammar:mine"
    assert result.confidence == pytest.approx(agreed(0.9))
    assert result.confidence > 0.97
    assert result.because == ("grammar mine reads it whole, and the labeller agrees",)


@pytest.mark.parametrize("vote", [None, _vote(4, 10), _vote(1, 1)], ids=["no list", "another style", "too short"])
def test_agreement_without_a_list_says_nothing(vote: Vote | None) -> None:
    year = Field(name="issued", value="1999", text="1999", spans=((12, 16),), confidence=0.95)
    result = choose(ENTRY, replace(_labelled(READ, 0.9), fields=(year,)), [GRAMMAR], vote)
    assert isinstance(result, Parsed)
    assert (result.by, result.confidence) == ("grammar:mine", 0.9)
    assert {field.name: field.confidence for field in result.fields} == {"title": 0.9, "issued": 0.95}


@pytest.mark.parametrize(
    ("vote", "sure", "by", "confidence"),
    [
        (_vote(10, 10), 0.97, "grammar:mine", 0.65),
        (_vote(10, 10), 0.98, "labeller:1", 0.98),
        (_vote(9, 10), 0.79, "grammar:mine", 0.4),
        (_vote(9, 10), 0.8, "labeller:1", 0.8),
        (_vote(4, 10), 0.2, "labeller:1", 0.2),
        (_vote(1, 1), 0.2, "labeller:1", 0.2),
        (None, 0.2, "labeller:1", 0.2),
    ],
)
def test_who_wins_where_the_two_differ(vote: Vote | None, sure: float, by: str, confidence: float) -> None:
    other = replace(READ, title="Lupus 1999", issued=None)
    result = choose(ENTRY, _labelled(other, sure), [GRAMMAR], vote)
    assert isinstance(result, Parsed)
    assert (result.by, result.confidence) == (by, confidence)


@pytest.mark.parametrize(
    ("vote", "sure", "because"),
    [
        (
            _vote(4, 5), 0.7,
            ("grammar mine reads 4 of 5 entries of this list; the labeller, unsure, agrees, but not in title, issued",),
        ),
        (
            _vote(9, 10), 0.9,
            ("the labeller is sure; grammar mine matches and agrees, but not in title, issued", "type: a title"),
        ),
        (None, 0.9, ("no list speaks; grammar mine matches and agrees, but not in title, issued", "type: a title")),
    ],
)  # fmt: skip
def test_the_reason_is_told(vote: Vote | None, sure: float, because: tuple[str, ...]) -> None:
    result = choose(ENTRY, _labelled(replace(READ, title="Lupus 1999", issued=None), sure), [GRAMMAR], vote)
    assert isinstance(result, Parsed)
    assert result.because == because


def test_each_field_is_as_sure_as_both_make_it() -> None:
    year = Field(name="issued", value="1999", text="1999", spans=((12, 16),), confidence=0.95)
    name = Field(name="title", value="Lupus 1999", text="Lupus. 1999", spans=((5, 16),), confidence=0.95)
    proposed = replace(_labelled(replace(READ, title="Lupus 1999"), 0.7), fields=(name, year))
    result = choose(ENTRY, proposed, [GRAMMAR], _vote(9, 10))
    assert isinstance(result, Parsed)
    sure = {field.name: field.confidence for field in result.fields}
    assert sure == {"title": 0.4, "issued": pytest.approx(agreed(0.95))}


def test_what_no_grammar_reads_is_the_labellers() -> None:
    entry = replace(ENTRY, text="Lupus, 1999")
    proposed = _labelled(READ, 0.1)
    assert choose(entry, proposed, [GRAMMAR]) is proposed


def test_what_the_labeller_says_nothing_of_is_the_grammars() -> None:
    result = choose(ENTRY, NOTHING, [GRAMMAR])
    assert isinstance(result, Parsed)
    assert result.by == "grammar:mine"


def test_what_nobody_reads_says_how_far_reading_got() -> None:
    result = choose(replace(ENTRY, text="Lupus, 1999"), NOTHING, [GRAMMAR])
    assert isinstance(result, Unparsed)
    assert result.nearest_grammar == "mine"


def test_marks_case_and_shortened_pages_are_no_difference() -> None:
    one = Work(
        author=Names(names=(Name(family="Müller", given="J. A."),)),
        title="On skin?",
        container_title="J. Skin",
        volume="3",
        issued=Date(year=1999, month=5),
        page="10-12",
    )
    other = replace(
        one,
        author=Names(names=(Name(family="Muller", given="JA"),)),
        title="ON SKIN",
        container_title="J Skin",
        issued=Date(year=1999),
        page="10",
    )
    assert differing(one, other) == ()
    assert differing(one, replace(other, page="11", author=Names())) == ("author", "page")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "Smith J",
        "The quick brown fox jumps over the lazy dog and goes home to sleep for a while.",
        "\ud800\udfff",
    ],
)
def test_what_is_no_reference_is_not_read(text: str) -> None:
    [result] = parse_strings([text])
    assert isinstance(result, Unparsed)
    assert result.reference.text == text
    assert result.expected.startswith("an identifier, or two of")


def test_an_identifier_alone_is_enough() -> None:
    [result] = parse_strings(["10.1000/182"])
    assert isinstance(result, Parsed)
    assert result.work.DOI == "10.1000/182"
