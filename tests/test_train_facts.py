"""Facts are read from our own files and from gold rows."""

import json

import pytest

from refparse.train.facts import KINDS, Fact, gold_fact, guess_language, read_facts, shipped_facts
from refparse.work import Date, Name

OURS = {
    "type": "chapter",
    "author": "Brown, Ann; {Field Study Group}; Doe, John, Jr.",
    "editor": "van der Berg, Jan",
    "title": "On rivers /",
    "container-title": "Waters of the north",
    "container-title-short": "Waters",
    "collection-title": "Water series",
    "volume": "3",
    "page": "12-34",
    "publisher": "River Press,",
    "publisher-place": "Ghent :",
    "issued": "1981-05-12",
    "edition": "2",
}
GOLD = {
    "raw": "Brown A, Doe J. On rivers. J Waters 2006;3:12-4.",
    "fields": {
        "author": ["Brown A", "Doe J"],
        "title": "On rivers.",
        "container": "J Waters",
        "volume": "3",
        "pages": "12-4",
        "year": "2006",
    },
}


def written(tmp_path, *rows):
    path = tmp_path / "facts.jsonl"
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return list(read_facts(path))


def test_our_own_rows(tmp_path):
    [fact] = written(tmp_path, OURS)
    assert fact.author == (
        Name(family="Brown", given="Ann"),
        Name(literal="Field Study Group"),
        Name(family="Doe", given="John", suffix="Jr."),
    )
    assert fact.editor == (Name(family="van der Berg", given="Jan"),)
    assert (fact.title, fact.publisher, fact.place) == ("On rivers", "River Press", "Ghent")
    assert fact.issued == Date(year=1981, month=5, day=12)
    assert (fact.container, fact.container_short, fact.collection) == ("Waters of the north", "Waters", "Water series")


def test_gold_rows():
    assert gold_fact(GOLD) == Fact(
        type="article-journal",
        title="On rivers",
        author=(Name(family="Brown", given="A"), Name(family="Doe", given="J")),
        container="J Waters",
        volume="3",
        page="12-4",
        issued=Date(year=2006),
    )


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"publisher": "Press"}, "chapter"),
        ({"publisher": "Press", "container": "Proceedings of a Symposium"}, "paper-conference"),
        ({"container": None, "location": "Ghent"}, "book"),
        ({"container": None}, "report"),
    ],
)
def test_the_kind_of_a_gold_row(fields, kind):
    fact = gold_fact(GOLD | {"fields": GOLD["fields"] | fields})
    assert fact is not None
    assert fact.type == kind


@pytest.mark.parametrize(
    "fields",
    [
        {"author": ["Brown"]},
        {"author": ["Brown A, Doe J", "Smith B"]},
        {"author": None},
        {"title": None},
    ],
)
def test_doubtful_gold_rows_are_passed_over(fields):
    assert gold_fact(GOLD | {"fields": GOLD["fields"] | fields}) is None


def test_rows_of_ours_without_title_or_of_no_kind_are_passed_over(tmp_path):
    assert written(tmp_path, OURS | {"title": ""}, OURS | {"type": "song"}) == []


def test_kinds_by_other_names(tmp_path):
    facts = written(tmp_path, OURS | {"type": "legal_case"}, OURS | {"type": "article", "issued": "soon"})
    assert [fact.type for fact in facts] == ["legal", "preprint"]
    assert facts[1].issued is None


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Zur Geschichte der Stadt", "de"),
        ("Les mots et les choses", "fr"),
        ("Война и мир", "ru"),
        ("The history of the town", "en"),
        ("Hypothyreosis", "en"),
    ],
)
def test_languages_are_guessed_by_small_words(title, language):
    assert guess_language(title) == language


def test_shipped_facts_are_of_every_common_kind_and_language():
    facts = shipped_facts()
    assert {fact.type for fact in facts} <= KINDS
    assert {"article-journal", "book", "chapter", "thesis", "report", "webpage"} <= {fact.type for fact in facts}
    assert {"de", "en", "fr"} <= {fact.language for fact in facts}
