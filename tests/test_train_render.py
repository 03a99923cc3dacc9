"""Rendered strings hold the values of their facts, where their spans say."""

from collections import Counter
from random import Random

import pytest

from refparse.parse.labels import VALUES
from refparse.train.facts import Fact, shipped_facts
from refparse.train.people import PeopleStyle, print_people, shorten_given
from refparse.train.printing import Print
from refparse.train.render import GROUPS, print_fact, rendered
from refparse.train.sheet import Sheet
from refparse.train.splice import Pool
from refparse.train.style import compiled, styles
from refparse.train.vary import varied
from refparse.train.words import printed_date, shorten_title
from refparse.work import Date, Name

PEOPLE = (
    Name(family="Brown", given="Ann Mary"),
    Name(family="van der Berg", given="Jean-Paul"),
    Name(literal="Field Study Group"),
    Name(family="Doe", given="J", suffix="Jr."),
)
FACT = Fact(
    type="article-journal",
    title="On rivers and their mouths: a study",
    author=PEOPLE[:2],
    editor=PEOPLE[3:],
    container="American Journal of Waters",
    container_short="Am J Waters",
    collection="Series of waters",
    volume="3",
    issue="2",
    page="112-118",
    publisher="River Press",
    place="Ghent",
    issued=Date(year=1999, month=5, day=4),
    edition="2",
    DOI="10.1000/waters.3.112",
    URL="https://example.org/waters",
    number="17",
)


@pytest.fixture(scope="module")
def strings():
    return list(rendered(shipped_facts(), count=3000, seed=8, noise=0.3))


@pytest.fixture(scope="module")
def pool():
    return Pool(shipped_facts())


def printed(template, fact=FACT, style="apa", seed=1):
    [found] = [one for one in styles() if one.name == style]
    printing = Print(fact, found, Random(seed))
    done = compiled(template)(printing)
    return printing.sheet.text if done else None


def people(names, **style):
    sheet = Sheet()
    print_people(sheet, names, PeopleStyle.of(style), "author")
    return sheet.text, [(label.removeprefix("author-"), sheet.text[a:b]) for label, a, b in sheet.spans]


def test_spans_are_sorted_apart_and_without_blanks_at_their_edges(strings):
    for one in strings:
        last = 0
        for label, start, end in one.spans:
            assert label in VALUES
            assert last <= start < end <= len(one.text)
            assert one.text[start:end] == one.text[start:end].strip()
            last = end


def test_nearly_every_string_asked_for_is_rendered(strings):
    assert len(strings) > 2990


def test_the_same_seed_gives_the_same_strings(strings):
    facts = shipped_facts()
    assert list(rendered(facts, count=200, seed=8, noise=0.3)) == strings[: len(strings) * 200 // 3000][:200]
    assert list(rendered(facts, count=20, seed=9, noise=0.3)) != strings[:20]


def test_groups_of_styles_have_their_shares(strings):
    group = {f"rendered:{style.name}": style.group for style in styles()}
    met = Counter(group[one.source] for one in strings)
    for name, share in GROUPS.items():
        assert met[name] / len(strings) == pytest.approx(share, abs=0.04)


def test_every_label_of_values_is_met(strings):
    assert {label for one in strings for label, _, _ in one.spans} == VALUES


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.name)
def test_each_style_prints_each_kind_it_has_a_form_for(pool, style):
    for kind in style.forms:
        drawn = [pool.draw(kind, style.languages[0], Random(seed)) for seed in range(12)]
        texts = [print_fact(fact, style, Random(3)) for fact in drawn if fact]
        assert any(texts), kind


def test_values_of_the_fact_are_printed_as_they_are():
    for style in styles():
        one = print_fact(FACT, style, Random(2)) if "article-journal" in style.forms else None
        if one is None:
            continue
        got = {label: one.sheet.text[start:end] for label, start, end in reversed(one.sheet.spans)}
        assert got.get("DOI", FACT.DOI) == FACT.DOI
        assert got.get("title", FACT.title).casefold() == FACT.title.casefold()
        assert "112" in got.get("page", "112")
        assert "1999" in got["issued"] or not any(map(str.isdigit, got["issued"]))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{title}[, {arXiv-nothing}]", "On rivers and their mouths: a study, arXiv-nothing"),
        ("{volume}[({issue})]:{page:short}", "3(2):112-8"),
        ("{page:first}", "112"),
        ("{volume}<;|;>{publisher-place}: {publisher}", "3;Ghent: River Press"),
        ("{container-title:short}", "Am J Waters"),
        ("{container-title:dotted}.", "Am. J. Waters."),
        ("{container-title:full}", "American Journal of Waters"),
        ("{issued:y mon d}", "1999 May 4"),
        ("{issued:dd.mm.y}", "04.05.1999"),
        ("{Ed./Eds.} {#p./pp.} {[}{<}x{>}{]}", "Ed. pp. [<x>]"),
        ("{title:capitals}", "ON RIVERS AND THEIR MOUTHS: A STUDY"),
        ("{title:title}", "On Rivers and Their Mouths: a Study"),
        ("{no}", "2"),
        ("{number}", "17"),
        ("{URL}", "https://example.org/waters"),
        ("<{ISBN:never}{PMID}x{translation-of}|>{volume}", None),
    ],
)
def test_templates_print(template, text):
    assert text is None or printed(template, style="physics-no-title") in {text, text.replace("-8", "–8")}


def test_parts_that_lack_something_are_left_out():
    bare = Fact(type="book", title="Waters", publisher="River Press")
    assert printed("{title}[ ({volume})]. {publisher}[, {issued}]", bare) == "Waters. River Press"
    assert printed("{title}. {volume}", bare) is None
    assert printed("{title}< ({volume})|, {publisher}>", bare) == "Waters, River Press"
    assert printed("<{volume}|{issue}>", bare) is None


@pytest.mark.parametrize("template", ["{title", "[{title}", "{title}]", "<{title}"])
def test_templates_that_are_not_closed_are_refused(template):
    with pytest.raises(ValueError, match=r"alone|closed"):
        compiled(template)


def test_no_stop_comes_twice():
    assert printed("{title}. {volume}.", Fact(type="book", title="Why?", volume="3")) == "Why? 3."


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ({}, "Brown AM, van der Berg JP, Field Study Group, Doe J Jr."),
        (
            {"given": "A. B.", "comma": ", ", "last": ", & "},
            "Brown, A. M., van der Berg, J. P., Field Study Group, & Doe, J., Jr.",
        ),
        ({"order": "given", "given": "A.-B."}, "A. M. Brown, J.-P. van der Berg, Field Study Group, J. Doe, Jr."),
        (
            {"order": "first", "given": "first", "comma": ", "},
            "Brown, Ann M., Jean-Paul van der Berg, Field Study Group, J. Doe, Jr.",
        ),
        ({"case": "capitals", "given": "A.B.", "most": 2, "shown": 1, "et_al": " i in."}, "BROWN A.M. i in."),
        ({"given": "none", "between": "/"}, "Brown/van der Berg/Field Study Group/Doe"),
    ],
)
def test_people_are_printed_in_many_forms(style, text):
    assert people(PEOPLE, **style)[0] == text


def test_parts_of_names_are_labelled():
    assert people(PEOPLE[1:], given="A. B.", comma=", ")[1] == [
        ("family", "van der Berg"),
        ("given", "J. P."),
        ("literal", "Field Study Group"),
        ("family", "Doe"),
        ("given", "J., Jr."),
    ]
    assert people(PEOPLE[1:2], given="full", comma=", ")[0] == "van der Berg, Jean-Paul"
    assert people(PEOPLE[1:2], given="full", comma=", ", particle="after")[1] == [
        ("family", "Berg"),
        ("given", "Jean-Paul van der"),
    ]


def test_two_people_are_joined_as_the_style_joins_two():
    assert (
        people(PEOPLE[:2], order="given", given="A.", last=", and ", pair=" and ")[0] == "A. Brown and J. van der Berg"
    )


@pytest.mark.parametrize(
    ("given", "how", "expected"),
    [
        ("Ann Mary", "AB", "AM"),
        ("JP", "A. B.", "J. P."),
        ("J-P", "A-B", "J-P"),
        ("J. P.", "A B", "J P"),
        ("Jean-Paul", "A.", "J."),
        ("Ann Mary", "first", "Ann M."),
        ("JP", "full", "J. P."),
        ("", "AB", ""),
        ("Anna-", "AB", "A"),
        ("-", "AB", ""),
    ],
)
def test_given_names_are_shortened(given, how, expected):
    assert shorten_given(given, how) == expected


def test_facts_are_put_together_where_a_kind_is_rare():
    book = Fact(type="book", title="Waters", author=PEOPLE[:1], publisher="River Press", place="Ghent")
    pool = Pool([FACT, book])
    chapter = pool.draw("chapter", "en", Random(1))
    assert (chapter.title.replace(". A", ": a"), chapter.container, chapter.publisher) == (
        FACT.title,
        "Waters",
        "River Press",
    )
    assert pool.draw("preprint", "en", Random(1)).container == "arXiv"
    assert pool.draw("standard", "en", Random(1)) is None
    assert Pool([book]).draw("chapter", "en", Random(1)) is None


def test_given_names_stand_in_for_initials_of_their_letter():
    pool = Pool([FACT])
    full = pool.full_names(Fact(type="book", title="x", author=(Name(family="Roe", given="A. B."),)), Random(2))
    assert full.author[0].given.split()[0] == "Ann"


def test_rarer_shapes_are_shapes_of_pages_volumes_and_issues():
    facts = [varied(FACT, (PEOPLE[2],), Random(seed)) for seed in range(600)]
    assert len({fact.page for fact in facts}) > 40
    assert {FACT.title, "On rivers and their mouths. A study"} <= {fact.title for fact in facts}
    assert all(fact.title.casefold().startswith("on rivers and their mouths") for fact in facts)
    assert any(fact.author[-1].literal for fact in facts)
    assert all(fact.DOI == FACT.DOI for fact in facts)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Journal of Experimental Psychology", "J Exp Psychol"),
        ("Zeitschrift für Soziologie", "Z Soziolog"),
        ("Nature", "Nature"),
    ],
)
def test_journals_are_shortened(full, short):
    assert shorten_title(full).startswith(short[:4])


@pytest.mark.parametrize(
    ("look", "language", "text"),
    [("d. month y", "de", "4. Mai 1999"), ("y, month d", "en", "1999, May 4"), ("y-mm-dd", "en", "1999-05-04")],
)
def test_dates_are_printed_by_their_look(look, language, text):
    assert printed_date(FACT.issued, look, language, Random(1)) == text
