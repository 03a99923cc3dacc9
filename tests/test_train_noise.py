"""Spoilt strings keep their values and know where they lie."""

from random import Random

import pytest

from refparse.train import noise
from refparse.train.facts import Fact
from refparse.train.labelled import Labelled
from refparse.train.noise import add_noise, edited
from refparse.train.render import print_fact, rendered
from refparse.train.style import styles
from refparse.work import Date, Name

TEXT = "Tay CH, Müller B. “Skin: a review”. Skin J 1970;12(3):30–41. doi:10.1000/skin.1970.12.30"
PARTS = (
    ("author-family", "Tay"),
    ("author-given", "CH"),
    ("author-family", "Müller"),
    ("author-given", "B"),
    ("title", "Skin: a review"),
    ("container-title", "Skin J"),
    ("issued", "1970"),
    ("volume", "12"),
    ("issue", "3"),
    ("page", "30–41"),
    ("DOI", "10.1000/skin.1970.12.30"),
)


def one():
    spans, at = [], 0
    for label, value in PARTS:
        at = TEXT.index(value, at)
        spans.append((label, at, at + len(value)))
        at += len(value)
    return Labelled(id="x#1", source="x", text=TEXT, spans=tuple(spans))


def values(labelled):
    return [(label, labelled.text[start:end]) for label, start, end in labelled.spans]


def assert_sound(labelled):
    last = 0
    for _, start, end in labelled.spans:
        assert last <= start < end <= len(labelled.text)
        assert labelled.text[start:end] == labelled.text[start:end].strip()
        last = end


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(0, 0, "1. ")], ["Tay", "CH"]),
        ([(3, 4, "")], ["Tay", "CH"]),
        ([(1, 1, "- ")], ["T- ay", "CH"]),
        ([(3, 3, ","), (6, 6, ".")], ["Tay", "CH"]),
        ([(4, 6, "")], ["Tay"]),
        ([(0, 1, "D"), (5, 6, "K")], ["Day", "CK"]),
        ([(0, 2, "x"), (1, 3, "y")], ["xy", "CH"]),
    ],
)
def test_spans_move_with_the_text(edits, expected):
    tay = Labelled(id="x", source="x", text="Tay CH.", spans=(("author-family", 0, 3), ("author-given", 4, 6)))
    assert [value for _, value in values(edited(tay, edits))] == expected


def test_an_edit_across_an_edge_takes_only_what_it_covers():
    tay = Labelled(id="x", source="x", text="Tay CH.", spans=(("author-family", 0, 3), ("author-given", 4, 6)))
    assert values(edited(tay, [(2, 4, "_")])) == [("author-family", "Ta"), ("author-given", "CH")]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(
    "kind",
    [noise.lose_blanks, noise.add_blanks, noise.lose_marks, noise.swap_marks, noise.join_fields, noise.shift_blanks],
)
def test_punctuation_may_go_but_values_stay(kind, seed):
    spoilt = kind(one(), Random(seed))
    assert_sound(spoilt)
    plain = [(label, "".join(value.split())) for label, value in values(spoilt)]
    assert plain == [(label, "".join(value.split())) for label, value in PARTS]


@pytest.mark.parametrize("seed", range(40))
def test_a_label_goes_before_and_is_labelled_where_it_has_figures_or_letters(seed):
    spoilt = noise.add_label(one(), Random(seed))
    assert values(spoilt)[-len(PARTS) :] == list(PARTS)
    assert spoilt.text.endswith(TEXT)
    label = spoilt.text[: -len(TEXT)].strip()
    assert spoilt.values("citation-number") == ((label,) if label not in set("•-*") else ())
    assert noise.add_label(spoilt, Random(seed)) == spoilt or label in set("•-*")


@pytest.mark.parametrize("seed", range(10))
def test_a_tail_of_link_labels_belongs_to_no_value(seed):
    spoilt = noise.add_tail(one(), Random(seed))
    assert values(spoilt) == list(PARTS)
    assert len(spoilt.text) > len(TEXT)


@pytest.mark.parametrize("seed", range(12))
def test_a_doi_is_cut_or_said_twice(seed):
    spoilt = noise.cut_doi(one(), Random(seed))
    dois = spoilt.values("DOI")
    assert len(dois) == 2 or dois[0].rstrip(".…") in PARTS[-1][1]
    assert dois[0] == dois[-1]


def test_a_string_without_doi_is_cut_after_a_value():
    whole = one()
    short = Labelled(id="x", source="x", text=TEXT[: whole.spans[-1][1]], spans=whole.spans[:-1])
    spoilt = noise.cut_doi(short, Random(1))
    assert spoilt.text.endswith(values(spoilt)[-1][1])
    tiny = Labelled(id="x", source="x", text="Tay", spans=(("author-family", 0, 3),))
    assert noise.cut_doi(tiny, Random(1)) == tiny
    assert noise.swap_marks(tiny, Random(1)) == tiny
    assert noise.join_fields(tiny, Random(1)) == tiny


def test_case_changes_the_letters_of_the_title_alone_most_of_the_time():
    changed = {noise.change_case(one(), Random(seed)).values("title")[0] for seed in range(20)}
    assert {"SKIN: A REVIEW", "skin: a review"} <= changed


def test_accents_are_lost_or_misread_and_nothing_else():
    families = {noise.lose_accents(one(), Random(seed)).values("author-family") for seed in range(20)}
    assert families == {("Tay", "Muller"), ("Tay", "MÃ¼ller"), ("Tay", "M?ller"), ("Tay", "M uller")}


def test_dashes_and_quotes_are_written_otherwise():
    pages = {noise.other_dashes(one(), Random(seed)).values("page")[0] for seed in range(60)}
    assert {"30-41", "30--41", "30 - 41", "30—41"} <= pages
    assert '"Skin: a review"' in {noise.plain_quotes(one(), Random(seed)).text[18:34] for seed in range(9)}


@pytest.mark.parametrize("kind", [noise.break_words, noise.misread, noise.other_blanks])
def test_damage_inside_values_keeps_every_value(kind):
    for seed in range(30):
        spoilt = kind(one(), Random(seed))
        assert_sound(spoilt)
        assert [label for label, _ in values(spoilt)] == [label for label, _ in PARTS]


def test_noise_is_the_same_for_the_same_seed_and_sound_for_every_seed():
    for seed in range(300):
        spoilt = add_noise(one(), Random(seed))
        assert spoilt == add_noise(one(), Random(seed))
        assert_sound(spoilt)


def test_rendered_noise_leaves_most_strings_clean():
    fact = Fact(
        type="article-journal",
        title="On rivers and their many mouths",
        author=(Name(family="Brown", given="Ann"),),
        container="Waters",
        volume="3",
        page="4-5",
        issued=Date(year=1999),
    )
    clean = list(rendered([fact], count=400, seed=4, noise=0.0, names=["bmj"]))
    spoilt = list(rendered([fact], count=400, seed=4, noise=1.0, names=["bmj"]))
    assert len(clean) == len(spoilt) == 400
    assert all(row.source == "rendered:bmj" for row in spoilt)
    [style] = [style for style in styles() if style.name == "bmj"]
    assert print_fact(Fact(type="patent", title="A wheel"), style, Random(1)) is None
