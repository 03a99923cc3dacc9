"""Reading with a grammar: which form, what it refuses, where in the page its fields lie."""

from __future__ import annotations

import pytest

from refparse.parse.grammar import Grammar, project, read_entry, text_value
from refparse.parse.load import parse_grammar
from refparse.reference import Parsed, ReferenceString, Span, Unparsed
from refparse.work import Date, Name, Names, Work


def grammar(*forms: tuple[str, str], name: str = "mine") -> Grammar:
    tables = [f'[[form]]\ntype = "{type_}"\ntemplate = "{template}"\n' for type_, template in forms]
    return parse_grammar(f'name = "{name}"\n' + "".join(tables))


def entry(text: str, *spans: Span) -> ReferenceString:
    return ReferenceString(
        id="r", document_id="d", number=1, label="1", text=text, spans=spans or ((100, 100 + len(text)),)
    )


ARTICLE = ("article-journal", "{author:bracket} ({issued:year}) {title}. {container-title} {volume}[({issue})]:{page}")
BOOK = ("book", "{author:bracket} ({issued:year}) {title}. {publisher:comma}, {publisher-place:comma}")
BOTH = grammar(ARTICLE, BOOK)
TAY = "Tay CH (1970) Of skin. Lupus 11:30–41"


def test_the_first_form_that_reads_the_whole_entry_reads_it():
    article, book = BOTH.read(TAY), BOTH.read("Tay CH (1970) Of skin. Saunders, Philadelphia")
    assert article is not None
    assert book is not None
    assert (article.form.number, article.work().type, book.form.number) == (1, "article-journal", 2)
    assert article.texts() == ("Tay CH", "1970", "Of skin", "Lupus", "11", None, "30–41")
    assert book.work() == Work(
        type="book",
        author=Names(names=(Name(family="Tay", given="CH"),)),
        issued=Date(year=1970),
        title="Of skin",
        publisher="Saunders",
        publisher_place="Philadelphia",
    )
    assert BOTH.read("Tay CH, Of skin") is None


def test_literals_are_the_characters_of_the_template():
    reading = BOTH.read(TAY)
    assert reading is not None
    assert reading.literals == len("().:")


def test_spans_come_in_the_order_of_the_entry():
    reading = BOTH.read(TAY)
    assert reading is not None
    assert [(name, TAY[slice(*span)]) for name, span in reading.spans()] == [
        ("author", "Tay CH"), ("issued", "1970"), ("title", "Of skin"), ("container_title", "Lupus"), ("volume", "11"),
        ("page", "30–41"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("author", "taken"),
    [
        ("Tay CH", True),
        ("van der Berg J", True),
        ("World Health Organization", True),
        ("Department of Health and Human Services", True),
        ("Working Party of the British Society for Antimicrobial Chemotherapy", True),
        ("Calcification of the skin", True),
        ("Late calcification of the whole skin after lupus", False),
        ("Lupus erythematosus, subcutaneous and extensive calcification", False),
        ("Calcification which was seen in the skin of nine patients who had lupus AB", False),
    ],
)
def test_a_title_where_people_stand_is_no_reading(author, taken):
    assert (BOTH.read(f"{author} (1970) Of skin. Lupus 11:30–41") is not None) is taken


def test_editors_are_looked_at_too():
    books = grammar(("book", "{editor:bracket} ({editor-label}) {title:any}, {issued:year}"))
    assert books.read("Kaye D (ed) Endocarditis, 1992") is not None
    assert books.read("late endocarditis after lupus of the skin (ed) Endocarditis, 1992") is None


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Tay CH (1970) Of skin. Saunders, Philadelphia", True),
        ("Tay CH (1970) Of skin. Lupus 1999;11:30–41. Saunders, Philadelphia", False),
    ],
)
def test_an_articles_tail_is_no_part_of_a_books_title(text, taken):
    assert (grammar(BOOK).read(text) is not None) is taken


def test_printing_asks_for_the_type():
    reading = BOTH.read(TAY)
    assert reading is not None
    assert BOTH.render(reading.work()) == TAY
    assert BOTH.render(Work(type="thesis", title="Of skin")) is None
    assert BOTH.render(Work(type="book", title="Of skin")) is None


def test_the_form_that_gets_farthest_says_what_it_expected():
    link, article = ("webpage", "{title}. {URL}"), ("article", "{title}. {container-title} {volume}:{page}")
    assert grammar(link, article).reached("Of skin. Lupus 11 30") == (17, '":" after {volume}')
    assert grammar(article, link).reached("Of skin. Lupus 11 30") == (17, '":" after {volume}')
    assert grammar(link).reached("Of skin. Lupus 11 30") == (9, "{URL}")


def test_fields_lie_where_the_page_has_them():
    parsed = read_entry(entry(TAY), [BOTH])
    assert isinstance(parsed, Parsed)
    assert parsed.by == "grammar:mine"
    assert parsed.confidence == 1.0
    assert [(f.name, f.value, f.text, f.spans) for f in parsed.fields[:2]] == [
        ("author", "Tay CH", "Tay CH", ((100, 106),)),
        ("issued", "1970", "1970", ((108, 112),)),
    ]


def test_a_field_cut_by_a_page_break_has_two_spans():
    cut = TAY.index("skin") + 2
    parts = ((100, 100 + cut), (500, 500 + len(TAY) - cut))
    parsed = read_entry(entry(TAY, *parts), [BOTH])
    assert isinstance(parsed, Parsed)
    title = next(field for field in parsed.fields if field.name == "title")
    assert title.text == "Of skin"
    assert title.spans == ((cut + 95, cut + 100), (500, 502))
    assert [field.spans for field in parsed.fields if field.name == "volume"] == [((510, 512),)]


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        (0, 6, ((10, 13), (20, 23))),
        (0, 3, ((10, 13),)),
        (3, 6, ((20, 23),)),
        (2, 4, ((12, 13), (20, 21))),
        (4, 4, ()),
        (5, 99, ((22, 23),)),
    ],
)
def test_project(start, end, spans):
    assert project(entry("abcdef", (10, 13), (20, 23)), start, end) == spans


def test_the_next_grammar_reads_what_the_first_cannot():
    other = grammar(("webpage", "{title}. {URL}"), name="other")
    parsed = read_entry(entry("Of skin. https://a.org"), [BOTH, other])
    assert isinstance(parsed, Parsed)
    assert (parsed.by, parsed.work.type) == ("grammar:other", "webpage")


def test_what_nobody_reads_says_how_far_the_first_got():
    text = "Tay CH (1970) Of skin. Lupus 11 30–41"
    unread = read_entry(entry(text), [grammar(ARTICLE), grammar(("webpage", "{title}. {URL}"))])
    assert isinstance(unread, Unparsed)
    assert unread.reached == (100, 131)
    assert (unread.expected, unread.nearest_grammar) == ('":"', "mine")
    assert unread.reference.text == text


def test_what_fails_at_once_reaches_nothing():
    unread = read_entry(entry("1970"), [grammar(("book", "In: {title:any}"))])
    assert isinstance(unread, Unparsed)
    assert (unread.reached, unread.expected) == ((100, 100), '"In:"')


def test_without_a_grammar_nothing_is_read():
    unread = read_entry(entry(TAY), [])
    assert isinstance(unread, Unparsed)
    assert (unread.reached, unread.expected, unread.nearest_grammar) == ((100, 100), "a grammar", None)


def test_a_whole_doi_beside_a_cut_one_is_the_doi():
    both = grammar(("article", "{title}. doi:{DOI} {URL}"))
    parsed = read_entry(entry("Of skin. doi:10.1016/j.sema.2005.01 https://doi.org/10.1016/j.sema...."), [both])
    assert isinstance(parsed, Parsed)
    assert (parsed.work.DOI, parsed.work.doi_prefix) == ("10.1016/j.sema.2005.01", None)


@pytest.mark.parametrize(
    ("work", "field", "text"),
    [
        (Work(title="Skin"), "title", "Skin"),
        (
            Work(author=Names(names=(Name(family="Kim", given="MS", suffix="Jr"), Name(particle="de", family="Roe")))),
            "author",
            "Kim MS Jr; de Roe",
        ),
        (Work(author=Names(names=(Name(literal="WHO"),), et_al=True)), "author", "WHO; et al."),
        (Work(issued=Date(year=2008, month=8)), "issued", "2008-08"),
        (Work(issued=Date(year=2008, literal="2008b")), "issued", "2008b"),
        (Work(issued=Date(season="spring")), "issued", ""),
        (Work(DOI="10.1000/a"), "DOI", "10.1000/a"),
        (Work(DOI="10.1000/a"), "URL", ""),
        (Work(extra=(("pii", "s1"),)), "pii", "s1"),
        (Work(), "editor-label", ""),
    ],
)
def test_a_field_as_text(work, field, text):
    assert text_value(work, field) == text


@pytest.mark.parametrize(
    ("link", "name", "value"),
    [
        ("https://doi.org/10.1000/abc", "DOI", "10.1000/abc"),
        ("https://doi.org/10.1016/j.sema....", "doi_prefix", "10.1016/j.sema"),
        ("https://www.who.int/x", "URL", "https://www.who.int/x"),
    ],
)
def test_a_link_is_named_by_what_it_is_and_words_of_the_style_are_no_fields(link, name, value):
    text = f"Fries JF. Clinical features. In: McLean FC, ed. Lupus. 2nd ed. Berne: Huber; 1975:8-48. {link}"
    grammar = parse_grammar(
        'name = "a"\n[[form]]\ntype = "chapter"\ntemplate = "{author}. {title}. In: {editor}, {editor-label}. '
        "{container-title:sentences}. {edition} {edition-label}. "
        '{publisher-place}: {publisher}; {issued}:{page}. {URL}"'
    )
    entry = ReferenceString(id="r", document_id="d", number=1, label=None, text=text, spans=((0, len(text)),))
    fields = read_entry(entry, [grammar]).fields
    assert (fields[-1].name, fields[-1].value, fields[-1].text) == (name, value, link)
    assert [one.name for one in fields[:-1]] == [
        "author", "title", "editor", "container_title", "edition", "publisher_place", "publisher", "issued", "page",
    ]  # fmt: skip
