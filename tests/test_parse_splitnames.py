"""Fields of one person, single words, and gold: where families and given names lie."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.normalize.folding import listed
from refparse.parse.namewords import is_initials
from refparse.parse.splitnames import split_spans

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "parsing"


def spans(text: str, *, one: bool = False) -> str:
    """The runs as one line: families plain, given names in round, groups in square brackets."""
    marks = {"family": "{}", "given": "({})", "literal": "[{}]"}
    return " ".join(
        marks[part].format(text[start:end]) for part, start, end in split_spans(text, 0, len(text), one=one)
    )


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Smith, John Andrew", "Smith (John Andrew)"),
        ("Okada, N", "Okada (N)"),
        ("John Smith", "(John) Smith"),
        ("Smith & Nephew", "(Smith) Nephew"),
        ("Group – Subgroup on Formulation", "[Group – Subgroup on Formulation]"),
        ("Council of Science and Art", "[Council of Science and Art]"),
        ("FAO/WHO", "[FAO] [WHO]"),
        ("Rasheed, Madawi al-", "Rasheed (Madawi al)"),
        ('"Roe, T."', "Roe (T.)"),
        ("Roe, J. † Doe, K.", "Roe (J.) Doe (K.)"),
        ("J. Roe C. T.", "(J.) Roe (C. T.)"),
    ],
)
def test_one_person_or_group(text, runs):
    assert spans(text, one=True) == runs


def test_only_the_field_is_read():
    text = "Doe B. Smith J, Brown K (2001) Title"
    assert [text[start:end] for _, start, end in split_spans(text, 7, 23)] == ["Smith", "J", "Brown", "K"]


@pytest.mark.parametrize(
    ("word", "yes"),
    [
        ("J.", True), ("J.-P.", True), ("Yu.", True), ("SA", True), ("J-P", True), ("KhM", True), ("M.D.J.", True),
        ("Li", False), ("Wu.", False), ("Smith", False), ("St.", False), ("", False), ("j.", False), ("J.2", False),
        ("ABCDE", False), ("ABCD.", False), ("McL", True),
    ],
)  # fmt: skip
def test_initials(word, yes):
    assert is_initials(word) is yes


PIECES = st.sampled_from(
    listed(
        "Smith van der Berg J. A. JA Jr. III and & et al. , ; / ( ) – . II Group of the WHO Mary Li LI"
        " Kim-Lee ders. Ед. é 7 u. a."
    ),
)
FIELD = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40)


@given(FIELD, st.booleans())
@settings(max_examples=300, deadline=None)
def test_runs_of_any_field_are_sorted_and_apart(text, one):
    runs = split_spans(text, 0, len(text), one=one)
    edges = [edge for _, start, end in runs for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(start < end for _, start, end in runs)
    assert {part for part, _, _ in runs} <= {"family", "given", "literal"}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("source", "floor"),
    [("pmc-med", 0.99), ("plos", 0.99), ("excite-de", 0.985), ("anystyle-core", 0.97), ("grobid", 0.95)],
)
def test_families_agree_with_the_scorer(source, floor):
    """The scorer takes the last word of an institution for a family: there it is asked about our words."""
    path = GOLD / f"dev-{source}.jsonl"
    if not path.is_file():
        pytest.skip("the shared parsing gold is not here")
    sys.path.insert(0, str(GOLD))
    try:
        import score
    finally:
        sys.path.remove(str(GOLD))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    fields = [(row["fields"]["author"], row.get("split", False)) for row in rows if row["fields"].get("author")]
    agree = sum(
        score.families(author, split) == _families(author, score, one=split or len(author) > 1)
        for author, split in fields
    )
    assert agree / len(fields) >= floor


def _families(author: list[str], score, *, one: bool) -> list[str]:
    found: list[str] = []
    for text in author:
        for part, start, end in split_spans(text, 0, len(text), one=one):
            if part == "literal":
                found += [score.one_family(text[start:end])] if one else score.split_people(text[start:end])
            elif part == "family":
                found.append(text[start:end])
    return [name for name in map(score.alnum, found) if name]
