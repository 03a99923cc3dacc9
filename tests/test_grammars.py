"""Every grammar in grammars/ holds what `refparse grammar check` asks, and styles read one another's print."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import refparse
from refparse.normalize.names import print_name
from refparse.parse.check import canonical
from refparse.parse.grammar import Grammar
from refparse.parse.vote import vote
from refparse.work import Names, Work

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "grammars").glob("*.toml"))
GRAMMARS = {grammar.name: grammar for grammar in refparse.load_grammars()}
CROSS = ("pol-ann-med", "springer", "vancouver", "pubmed")
PAGES = sorted((ROOT / "tests" / "pages").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_grammar_check_finds_nothing(path):
    assert refparse.check_grammar(path, clock=time.process_time) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_in_canonical_order(path):
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_every_file_is_a_grammar_of_its_own_name():
    assert sorted(GRAMMARS) == [path.stem for path in FILES]
    assert len(FILES) >= 5


def test_a_file_is_read_anew_only_where_it_says_something_else(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_bytes(FILES[0].read_bytes())
    held = refparse.load_grammar(file)
    assert refparse.load_grammar(file) is held
    file.write_bytes(FILES[1].read_bytes())
    assert refparse.load_grammar(file).name == FILES[1].stem


@pytest.mark.parametrize("name", GRAMMARS)
def test_no_grammar_outvotes_another_on_its_own_examples(name):
    votes = vote([example.text for example in GRAMMARS[name].examples], tuple(GRAMMARS.values()))
    assert votes[0].grammar == name
    assert votes[0].read == votes[0].entries


@pytest.mark.parametrize("name", GRAMMARS)
def test_examples_print_back_by_the_form_that_read_them(name):
    for example in GRAMMARS[name].examples:
        reading = GRAMMARS[name].read(example.text)
        assert reading is not None
        printed = reading.form.template.render(reading.work())
        assert printed is not None
        again = reading.form.template.match(printed)
        assert again is not None
        assert reading.form.template.values(again) == reading.form.template.values(reading.found)


def bare(work: Work) -> Work:
    """An article without what not every style prints."""
    return replace(
        work, DOI=None, doi_prefix=None, URL=None, PMID=None, PMCID=None, language=None, extra=(),
        author=plain(work.author),
    )  # fmt: skip


def plain(names: Names) -> Names:
    """People as the styles without stops print them, so that "J. A." and "JA" compare."""
    given = (print_name(replace(name, family="", particle=None, suffix=None)).strip() or None for name in names.names)
    people = (name if name.is_group else replace(name, given=new) for name, new in zip(names.names, given, strict=True))
    return replace(names, names=tuple(people))


@cache
def articles() -> list[tuple[str, Work]]:
    texts = [(name, example.text) for name in CROSS for example in GRAMMARS[name].examples]
    pages = [refparse.parse(path) for path in PAGES]
    texts += [(page.votes[0].grammar, result.reference.text) for page in pages for result in page.results]
    works = [(name, reading.work()) for name, text in texts if (reading := GRAMMARS[name].read(text)) is not None]
    # Without volume or pages an article is "in press" or online only, which few styles can print.
    whole = [(name, work) for name, work in works if work.type == "article-journal" and work.volume and work.page]
    return [(name, bare(work)) for name, work in whole]


@pytest.mark.parametrize(("read_by", "printed_by"), [*itertools.product(CROSS, repeat=2)])
def test_what_one_style_reads_another_prints_and_reads_the_same(read_by, printed_by):
    printer = GRAMMARS[printed_by]
    printed = [(work, printer.render(work)) for name, work in articles() if name == read_by]
    both = [(work, text) for work, text in printed if text is not None]
    assert len(both) >= len(printed) / 2
    for work, text in both:
        reading = printer.read(text)
        assert reading is not None, text
        assert bare(reading.work()) == work, text


def test_there_is_enough_to_compare():
    counts = {name: sum(one == name for one, _ in articles()) for name in CROSS}
    assert counts["springer"] >= 20
    assert counts["pol-ann-med"] >= 15
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("owner", GRAMMARS)
def test_a_grammar_reads_few_entries_of_another_that_is_laid_out_otherwise(owner: str):
    """Year after the authors or year before the volume: no grammar of one kind reads the other."""
    kinds = {"springer": "after", "author-year": "after"}
    examples = [example.text for example in GRAMMARS[owner].examples if "http" not in example.text]
    for rival in GRAMMARS.values():
        if kinds.get(rival.name) != kinds.get(owner):
            assert sum(rival.read(text) is not None for text in examples) == 0, rival


def _forms(grammar: Grammar) -> set[str]:
    return {form.type for form in grammar.forms}


@pytest.mark.parametrize("name", sorted(set(GRAMMARS) - {"pubmed"}))
def test_each_style_has_article_chapter_and_book(name):
    assert {"article-journal", "chapter", "book"} <= _forms(GRAMMARS[name])
