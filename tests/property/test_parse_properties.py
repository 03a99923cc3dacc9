"""Templates both ways: what a grammar prints it reads, and what it reads it prints."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import refparse
from refparse.errors import GrammarError
from refparse.normalize.dates import parse_date, print_date
from refparse.normalize.names import parse_names, print_name
from refparse.parse.grammar import Form, Grammar
from refparse.parse.template import Template
from refparse.work import Date, Name, Names, Work

GRAMMARS = {grammar.name: grammar for grammar in refparse.load_grammars()}

FAMILIES = st.sampled_from(
    ["Kim", "Muller", "Łoś-Müller", "O'Donnell", "Al-Ahmad", "McLean", "Ångström", "Di Salvo", "Nguyen", "Tan"]
)
INITIALS = st.text("ABCDEFGHJKLMNPRSTUW", min_size=1, max_size=3).filter(lambda text: text not in {"AND", "ET"})
PEOPLE = st.builds(
    lambda family, given, particle, suffix: Name(family=family, given=given, particle=particle, suffix=suffix),
    FAMILIES,
    INITIALS,
    st.sampled_from([None, None, None, "de", "van der"]),
    st.sampled_from([None, None, None, "Jr", "3rd"]),
)
GROUPS = st.sampled_from(["World Health Organization", "Lupus Study Group"]).map(lambda text: Name(literal=text))
NAMES = st.lists(st.one_of(PEOPLE, PEOPLE, PEOPLE, GROUPS), min_size=1, max_size=5).map(tuple)
AUTHORS = st.builds(lambda names, et_al: Names(names=names, et_al=et_al), NAMES, st.booleans())
WORDS = st.sampled_from(
    [
        "calcinosis",
        "of",
        "the",
        "skin",
        "in",
        "lupus",
        "78",
        "patients,",
        "U1-RNP",
        "β-blockers",
        "and",
    ]
)
TITLES = st.builds(
    lambda first, words, last: f"{first} {' '.join(words)}{last}",
    st.sampled_from(["Calcification", "Dystrophic calcinosis:", "Treatment", "Lupus", "Does it"]),
    st.lists(WORDS, min_size=1, max_size=8).filter(lambda words: not words[-1].endswith(",")),
    st.sampled_from(["", "?"]),
)
JOURNALS = st.sampled_from(
    ["Arch Dermatol", "Lupus", "J Hand Surg [Br]", "Rheumatology (Oxford)", "Acta Reumatol Port"]
)
PAGES = st.builds(
    lambda first, more, letter: f"{letter}{first}" + (f"–{letter}{first + more}" if more else ""),
    st.integers(1, 3000),
    st.integers(0, 40),
    st.sampled_from(["", "", "S", "e"]),
)
ARTICLES = st.builds(
    Work,
    type=st.just("article-journal"),
    author=AUTHORS,
    title=TITLES,
    container_title=JOURNALS,
    issued=st.integers(1900, 2026).map(lambda year: Date(year=year)),
    volume=st.integers(1, 400).map(str),
    issue=st.one_of(st.none(), st.sampled_from(["8", "3-4", "11 Pt 2", "1 Suppl", "4 Suppl 78"])),
    page=PAGES,
)
#: Styles whose names have no stops give back the very work.
EXACT = ("pol-ann-med", "springer", "pubmed", "vancouver")


def blankless(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=40)
@given(ARTICLES)
def test_what_a_style_prints_it_reads_back(name, work):
    printed = GRAMMARS[name].render(work)
    assert printed is not None
    reading = GRAMMARS[name].read(printed)
    assert reading is not None, printed
    assert reading.work() == work, printed


@pytest.mark.parametrize("name", GRAMMARS)
@settings(max_examples=30)
@given(ARTICLES)
def test_printing_what_was_read_is_identity_up_to_blanks(name, work):
    printed = GRAMMARS[name].render(work)
    assert printed is not None
    reading = GRAMMARS[name].read(printed)
    assert reading is not None, printed
    again = reading.form.template.render(reading.work())
    assert again is not None
    assert blankless(again) == blankless(printed)


@settings(max_examples=40)
@given(ARTICLES, st.sampled_from(sorted(GRAMMARS)))
def test_every_character_is_in_a_field_or_a_literal_once(work, name):
    printed = GRAMMARS[name].render(work)
    assert printed is not None
    reading = GRAMMARS[name].read(printed)
    assert reading is not None, printed
    spans = [span for _, span in reading.spans()]
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert reading.literals == len(blankless(printed)) - sum(len(blankless(printed[slice(*span)])) for span in spans)


def _broken(text: str, at: Sequence[int]) -> str:
    """Text with some of its blanks as other blanks: what a browser or a PDF makes of them."""
    kinds = iter(at)
    return re.sub(r"\s", lambda _: ("\n", "\u00a0", "  ", " ")[next(kinds, 3)], text)


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=30)
@given(ARTICLES, st.lists(st.integers(0, 3), max_size=30))
def test_any_blank_is_a_blank(name, work, at):
    printed = GRAMMARS[name].render(work)
    assert printed is not None
    reading = GRAMMARS[name].read(_broken(printed, at))
    assert reading is not None
    assert reading.work() == work


@settings(max_examples=60)
@given(st.text("{}[]ab .:;tile-vopaguh", max_size=40))
def test_a_template_is_read_or_refused_with_our_error(source):
    try:
        template = Template(source, file="acme.toml", form=1)
    except GrammarError as error:
        said = str(error)
    else:
        said = "acme.toml, form 1: " if template.places else ""
    assert said.startswith("acme.toml, form 1: ")


def _forms() -> list[tuple[Grammar, Form]]:
    return [(grammar, form) for grammar in GRAMMARS.values() for form in grammar.forms]


@settings(max_examples=60)
@given(st.sampled_from(_forms()), st.text("Aa Bb, .:;()[]12–-\n&?", max_size=120))
def test_no_text_breaks_a_form(pair, text):
    _, form = pair
    reading = form.read(text)
    if reading is not None:
        assert reading.work().type == form.type
    reached, expected = form.template.reached(text)
    assert 0 <= reached <= len(text)
    assert expected


@settings(max_examples=60)
@given(AUTHORS)
def test_printed_names_are_read_back(names):
    printed = ", ".join(map(print_name, names.names)) + (", et al." if names.et_al else "")
    assert parse_names(printed) == names


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_names_invent_no_letter(text):
    names = parse_names(text)
    left = list("".join(text.split()))
    for name in names.names:
        for part in (name.literal, name.particle, name.family, name.given, name.suffix):
            for letter in "".join((part or "").split()):
                left.remove(letter)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_a_date_printed_is_read_back(text):
    date = parse_date(text)
    assert date is None or parse_date(print_date(date)) == date
