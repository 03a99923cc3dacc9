"""Templates in both directions, what they forgive, and what they say when they are wrong."""

from __future__ import annotations

import pytest

from refparse.errors import GrammarError, UnknownSlot
from refparse.parse.slots import Values
from refparse.parse.template import Template
from refparse.work import Date, Name, Names, Work

ARTICLE = "{title}. {container-title} {volume}:{page}"
SKIN = {"title": "Of skin", "container_title": "Lupus", "volume": "11", "page": "30–41"}


def values(source: str, text: str) -> Values | None:
    template = Template(source)
    found = template.match(text)
    return None if found is None else template.values(found)


@pytest.mark.parametrize(
    "text",
    [
        "Of skin. Lupus 11:30–41",
        "Of skin. Lupus 11:30–41.",
        "Of skin. Lupus 11:30–41...",
        " Of skin. Lupus 11:30–41 ",
        "Of skin. Lupus 11:30–41 .",
        "Of skin. Lupus 11: 30–41",
        "Of skin. Lupus 11 :30–41",
        "Of skin.\u00a0Lupus\u00a011:\u00a030–41",
        "Of skin.\nLupus\n11:\n30–41",
        "Of skin.  Lupus   11:30–41",
        "Of\nskin. Lupus 11:30–41",
    ],
)
def test_blanks_and_the_last_stop_are_free(text):
    assert values(ARTICLE, text) == SKIN


@pytest.mark.parametrize("text", ["Of skin Lupus 11:30–41", "Of skin. Lupus11:30–41", "Of skin. Lupus 11 30–41", ""])
def test_what_a_template_insists_on(text):
    assert values(ARTICLE, text) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Is it skin? Lupus 11:30–41", "Is it skin?"),
        ("Is it skin?. Lupus 11:30–41", "Is it skin?"),
        ("It is skin! Lupus 11:30–41", "It is skin!"),
        ("Skin. Part two. Lupus 11:30–41", "Skin. Part two"),
    ],
)
def test_a_stop_is_satisfied_by_the_mark_before_it(text, title):
    assert values(ARTICLE, text) == SKIN | {"title": title}


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("{container-title}, {issued:year}", "Skin, 1999|Skin,1999|Skin , 1999|Skin,\n1999"),
        ("{container-title}; {issued:year}", "Skin; 1999|Skin;1999|Skin ;1999"),
        ("{container-title} ({issued:year})", "Skin (1999)|Skin(1999)|Skin ( 1999 )|Skin\u00a0(1999)"),
        ("In: {container-title} ed, {issued:year}", "In: Skin ed, 1999|in:Skin ED, 1999"),
        ('"{container-title}", {issued:year}', '"Skin", 1999|“Skin”, 1999|„Skin“, 1999|«Skin», 1999'),
        ("'{container-title}', {issued:year}", "'Skin', 1999|‘Skin’, 1999"),
        ("{container-title} {[}{issued:year}{]}", "Skin [1999]|Skin  [1999]"),
        ("{container-title}–{issued:year}", "Skin–1999|Skin-1999|Skin — 1999"),
        ("{container-title}-{issued:year}", "Skin–1999|Skin-1999|Skin—1999"),
        ("{container-title}. {issued:year}", "Skin. 1999|Skin . 1999|Skin.\n1999|Skin.\u00a01999."),
        ("{container-title}/{issued:year}", "Skin/1999"),
        ("{title}. {issued:year}", "Skin. 1999|Skin.\u00a01999."),
    ],
)
def test_punctuation_is_forgiven_once_for_every_grammar(source, texts):
    for text in texts.split("|"):
        assert values(source, text) in ({name: "Skin", "issued": Date(year=1999)} for name in SKIN), text


@pytest.mark.parametrize(
    ("text", "issue", "url"),
    [
        ("Skin. 11(2):3. https://a.org", "2", "https://a.org"),
        ("Skin. 11(2):3 https://a.org", "2", "https://a.org"),
        ("Skin. 11:3. https://a.org", None, "https://a.org"),
        ("Skin. 11 (2) : 3", "2", None),
        ("Skin. 11:3.", None, None),
        ("Skin. 11:3", None, None),
    ],
)
def test_parts_that_may_be_absent_take_their_stops_along(text, issue, url):
    found = values("{title}. {volume}[({issue})]:{page}.[ {URL}]", text)
    assert found is not None
    assert (found["title"], found["volume"], found["page"]) == ("Skin", "11", "3")
    assert (found.get("issue"), found.get("URL")) == (issue, url)


def test_a_stop_that_opens_an_absent_part_may_be_doubled():
    source = "{title:lazy}[. {edition} ed]. {publisher-place}: {publisher}"
    assert values(source, "Heart disease. 4th ed. Philadelphia: Saunders") == {
        "title": "Heart disease",
        "edition": "4th",
        "publisher_place": "Philadelphia",
        "publisher": "Saunders",
    }


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{titel}", "unknown slot {titel}; did you mean {title}?"),
        ("{container}", "unknown slot {container}; did you mean {container-title}?"),
        ("{Title}", "unknown slot {Title}; did you mean {title}?"),
        ("{xyzzyq}", "unknown slot {xyzzyq}; the table of slots is in grammars/README.md"),
    ],
)
def test_an_unknown_slot_is_named_with_what_was_meant(source, what):
    with pytest.raises(UnknownSlot) as caught:
        Template(source, file="acme.toml", form=3)
    assert str(caught.value) == f"acme.toml, form 3: {what}"
    assert (caught.value.file, caught.value.form) == ("acme.toml", 3)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("[{title:any}", "'[' without ']'; close the part that may be absent"),
        ("{title:any}[ {volume}[({issue})]", "'[' without ']'; close the part that may be absent"),
        ("{title:any}]", "']' without '['; write {]} for the character"),
        ("{title", "'{' alone; a slot is written {name}"),
        ("{title:any}}", "'}' alone; a slot is written {name}"),
        ("plain words", "template has no slot; name one, such as {title}"),
        ("[plain]", "template has no slot; name one, such as {title}"),
        ("", "template has no slot; name one, such as {title}"),
    ],
)
def test_a_wrong_template_says_where_and_what_to_do(source, what):
    with pytest.raises(GrammarError) as caught:
        Template(source, file="acme.toml", form=3)
    assert str(caught.value) == f"acme.toml, form 3: {what}"


KIM = Names(names=(Name(family="Kim", given="MS"),))
WORK = Work(author=KIM, title="Skin", container_title="Lupus", issued=Date(year=1999), volume="11", page="3")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{author}. {title}. {container-title} {volume}:{page}", "Kim MS. Skin. Lupus 11:3"),
        # A part that may be absent is printed whole or not at all.
        ("{title:any} {volume}[({issue})]:{page}", "Skin 11:3"),
        ("{title:any}[ {volume}({issue}) of {page}]", "Skin"),
        ("{title:any}[ {volume}[({issue})]:{page}]", "Skin 11:3"),
        # Without a slot it is forgiven on the page and never printed.
        ("{title:any}[,] {volume}", "Skin 11"),
        # Nothing is printed twice.
        ("{title:any}[ {volume}][ vol {volume}]", "Skin 11"),
        ("{title:any}[ {page:range}][ p {page}]", "Skin p 3"),
        ("{title:any} {[}{issued:year}{]}", "Skin [1999]"),
        ("{title:any} {issue}", None),
        ("{title:any} {page:range}", None),
    ],
)
def test_printing(source, text):
    assert Template(source).render(WORK) == text


def test_a_link_spends_the_identifier_it_shows():
    work = Work(title="Skin", DOI="10.1000/a", URL="https://b.org")
    assert Template("{title:any}[ {URL}][ doi: {DOI}]").render(work) == "Skin https://doi.org/10.1000/a"
    assert Template("{title:any}[ doi: {DOI}][ {URL}]").render(work) == "Skin doi: 10.1000/a https://b.org"


def test_an_issue_is_printed_where_it_fits():
    source = "{volume}[({issue:supplement})][ {issue}]"
    assert Template(source).render(Work(volume="1", issue="Suppl 3")) == "1(Suppl 3)"
    assert Template(source).render(Work(volume="1", issue="8")) == "1 8"


def test_people_are_still_counted_after_they_are_printed():
    source = "{editor} ({editor-label}) {title:any}"
    assert Template(source).render(Work(editor=KIM, title="Skin")) == "Kim MS (ed) Skin"


def test_an_absent_part_that_fails_halfway_spends_nothing():
    work = Work(title="Skin", volume="11", page="3")
    assert Template("{title:any}[ {volume}({issue})][ vol {volume}]").render(work) == "Skin vol 11"


def test_a_part_kept_under_extra_prints_back():
    source = "{title}. pii: {pii}"
    found = values(source, "Skin. pii: bcr2012")
    assert found == {"title": "Skin", "extra": (("pii", "bcr2012"),)}
    assert Template(source).render(Work(**found)) == "Skin. pii: bcr2012"


SPRINGER = "{author:bracket} ({issued:year}) {title}. {container-title} {volume}[({issue})]:{page}"


@pytest.mark.parametrize(
    ("text", "reached", "expected"),
    [
        ("", "", '"(" after {author:bracket}'),
        ("Tay CH 1970 Skin", "Tay CH 1970 Skin", '"(" after {author:bracket}'),
        ("Tay CH (70) Skin", "Tay CH (", "{issued:year}"),
        ("Tay CH (1970", "Tay CH (1970", '")" after {issued:year}'),
        ("Tay CH (1970) Skin", "Tay CH (1970) Skin", '"." after {title}'),
        ("Tay CH (1970) Skin. Lupus", "Tay CH (1970) Skin. Lupus", '" " after {container-title}'),
        ("Tay CH (1970) Skin. Lupus 100 17–22", "Tay CH (1970) Skin. Lupus 100", '":"'),
        ("Tay CH (1970) Skin. Lupus 100(2) 17–22", "Tay CH (1970) Skin. Lupus 100(2)", '":"'),
        ("Tay CH (1970) Skin. Lupus 100:x", "Tay CH (1970) Skin. Lupus 100:", "{page}"),
    ],
)
def test_where_the_caret_stands(text, reached, expected):
    at, wanted = Template(SPRINGER).reached(text)
    assert text.startswith(reached)
    assert text[:at].strip() == reached.strip()
    assert wanted == expected


def test_the_first_thing_expected_may_be_words_of_the_style():
    assert Template("In: {title:any}").reached("Skin") == (0, '"In:"')
    assert Template("{volume}[({issue})]").reached("11 of 12") == (2, '"(" after {volume}')


def test_a_dotted_journal_is_looked_for_before_the_pattern_runs():
    source = "{title:lazy}. {container-title:dotted} {volume}:{page}"
    assert values(source, "Of skin. Lupus 11:30–41") is None
    found = values(source, "Of skin. J. Am. Acad. Dermatol. 11:30–41")
    assert found == SKIN | {"container_title": "J. Am. Acad. Dermatol."}


def test_the_pattern_is_made_once():
    template = Template("{title:any}")
    assert template.pattern is template.pattern


@pytest.mark.parametrize(
    "source", ["{title}, {issued:year}", "{title} ({issued:year})", "{title}{volume}", "{title}[, {volume}]"]
)
def test_what_is_made_of_sentences_must_be_followed_by_a_stop(source):
    with pytest.raises(
        GrammarError, match=r"\{title\} is made of sentences, so a stop must follow; write \{title:any\}"
    ):
        Template(source, file="mine.toml", form=1)


@pytest.mark.parametrize("source", ["{title}. {volume}", "{title}[. {volume}]."])
def test_a_stop_may_follow_in_a_part_that_may_be_absent(source):
    assert Template(source).match("Skin. 12") is not None
