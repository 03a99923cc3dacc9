"""The order of the steps: reading, adding in any order, taking out, asking, exporting."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

import refparse
from refparse import pipeline
from refparse.errors import GrammarError, NoReferenceList, ParseError, SourceError, StaleId
from refparse.formats import bibtex, csljson, jsonl
from refparse.graph import Graph
from refparse.reference import Page, Parsed, Unparsed

PATHS = refparse.example_pages()
NAMES = [path.stem for path in PATHS]
ORDERS = ((0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (1, 4, 0, 3, 2), (4, 1, 3, 0, 2), (2, 0, 4, 1, 3))


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    grammars = refparse.load_grammars()
    return tuple(refparse.parse(path, grammars=grammars) for path in PATHS)


@pytest.fixture
def graph() -> Iterable[Graph]:
    with Graph(":memory:") as graph:
        yield graph


def content(graph: Graph) -> object:
    """Everything a store says, without the ids it minted."""
    works = sorted(
        (repr(one.work), one.kinds, tuple(sorted(member.id for member in graph.members(one.id))))
        for one in graph.works()
    )
    shared = [
        (row.work.title, row.kinds, sorted(one.title or "" for one in row.citing))
        for row in refparse.ask(graph, "shared")
    ]
    open_ = sorted((v.left_id, v.right_id, v.decision, v.weight) for v in graph.verdicts())
    return works, sorted(shared), open_, sorted(document.id for document in graph.documents())


def added(pages: Sequence[Page], *, at_once: bool = False) -> object:
    with Graph(":memory:") as graph:
        for batch in [pages] if at_once else [[page] for page in pages]:
            refparse.add(graph, batch)
        return content(graph)


LISTED = "References\n1. Tay CH. Lupus of skin. Lupus. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.\n"
UNREAD = LISTED + "3. Nothing here but words, and words after them.\n"


# --- reading ------------------------------------------------------------------------------


def test_a_page_is_read_whole():
    page = refparse.parse(LISTED.encode())
    assert [result.work.title for result in page.results if isinstance(result, Parsed)] == ["Lupus of skin", "Skin"]
    assert page.votes[0].read == 2
    assert page.list.reason is None
    assert page.record.kind == "plain"


@pytest.mark.parametrize("grammars", [None, refparse.load_grammars()])
def test_a_document_is_read_as_it_is(grammars):
    document = refparse.read(io.BytesIO(LISTED.encode()), name="-")
    page = refparse.parse(document, grammars=grammars)
    assert page.document is document
    assert (page.document.source, len(page.results)) == ("-", 2)


def test_without_a_list_there_are_no_results_and_a_reason():
    page = refparse.parse(b"Only prose stands here, and no list of anything.")
    assert (page.results, page.votes) == ((), ())
    assert page.list.reason


def test_strict_reading_insists_on_a_list():
    with pytest.raises(NoReferenceList) as caught:
        refparse.parse(refparse.read(b"Only prose stands here.", name="prose.txt"), strict=True)
    assert str(caught.value).startswith("prose.txt: ")
    assert str(caught.value).endswith("; copy the page with its list")


def test_strict_reading_insists_on_every_entry():
    with pytest.raises(ParseError) as caught:
        refparse.parse(UNREAD.encode(), strict=True)
    what, text, caret = str(caught.value).split("\n")
    assert text == "Nothing here but words, and words after them."
    place, _, said = what.partition(": ")
    line = UNREAD[: UNREAD.index(text)].count("\n") + 1
    assert (place, said[:9], caught.value.place) == (f"<bytes>:{line}", "expected ", place)
    assert caret == " " * caught.value.reached + "^"
    assert 0 < caught.value.reached <= len(text)


def test_strict_reading_gives_the_page_where_all_is_well():
    assert refparse.parse(LISTED.encode(), strict=True) == refparse.parse(LISTED.encode())


def test_what_is_unread_is_kept_and_counted(graph):
    page = refparse.parse(UNREAD.encode())
    unread = page.results[2]
    assert isinstance(unread, Unparsed)
    assert unread.reference.text == "Nothing here but words, and words after them."
    refparse.add(graph, [page])
    answer = refparse.ask(graph, "citing", "Lupus of skin")
    assert [row.number for row in answer.cited_by] == [1]
    assert graph.documents()[0].references == 3
    assert len(pipeline.records_of(page)) == 3


def test_records_have_ids_of_their_content():
    page = refparse.parse(LISTED.encode())
    records = pipeline.records_of(page)
    assert records == pipeline.records_of(refparse.parse(LISTED.encode()))
    assert [record.origin for record in records] == ["page", "reference", "reference"]
    assert len({record.id for record in records}) == 3


# --- grammars -----------------------------------------------------------------------------

MINE = 'name = "{}"\n[[form]]\ntype = "book"\ntemplate = "{{title:any}}, {{issued:year}}"\n'


def test_a_folder_of_ones_own(tmp_path):
    (tmp_path / "mine.toml").write_text(MINE.format("mine"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a grammar", encoding="utf-8")
    names = [grammar.name for grammar in refparse.load_grammars(tmp_path)]
    assert names == [*(grammar.name for grammar in refparse.load_grammars()), "mine"]
    assert names.count("mine") == 1


def test_a_name_that_is_taken_is_refused(tmp_path):
    twin = tmp_path / "mine.toml"
    twin.write_text(MINE.format("springer"), encoding="utf-8")
    with pytest.raises(GrammarError, match=r"mine\.toml: name 'springer' is taken by .*springer\.toml; choose another"):
        refparse.load_grammars(tmp_path)


def test_two_of_ones_own_may_not_be_twins(tmp_path):
    for file in ("a.toml", "b.toml"):
        (tmp_path / file).write_text(MINE.format("mine"), encoding="utf-8")
    with pytest.raises(GrammarError, match=r"b\.toml: name 'mine' is taken by .*a\.toml"):
        refparse.load_grammars(tmp_path)


def test_the_same_folder_named_twice_is_read_once(tmp_path, monkeypatch):
    (tmp_path / "mine.toml").write_text(MINE.format("mine"), encoding="utf-8")
    monkeypatch.setenv("REFPARSE_GRAMMARS", str(tmp_path))
    assert [grammar.name for grammar in refparse.load_grammars(tmp_path)].count("mine") == 1


def test_checking_a_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(MINE.format("mine"), encoding="utf-8")
    (finding,) = [one for one in refparse.check_grammar(file) if "order" not in one]
    assert finding == "form 1: no example; add an [[example]] it reads"
    with pytest.raises(SourceError):
        refparse.load_grammar(tmp_path / "none.toml")


def test_a_file_out_of_order_is_found_and_put_in_order(tmp_path):
    file = tmp_path / "mine.toml"
    example = '[[example]]\ntext = "Skin, 1999"\ntitle = "Skin"\nissued = "1999"\n'
    head, form = MINE.format("mine").split("\n", 1)
    file.write_text(f"{head}\n{example}{form}", encoding="utf-8")
    assert refparse.check_grammar(file) == ("tables out of order; say grammar check --fix",)
    assert pipeline.fix_grammar(file)
    assert file.read_text(encoding="utf-8") == f"{head}\n\n{form}\n{example}"
    assert refparse.check_grammar(file) == ()
    assert not pipeline.fix_grammar(file)


# --- adding -------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ORDERS[1:])
def test_any_order_of_pages_gives_the_same_answers(pages, order):
    assert added([pages[n] for n in order]) == added(pages, at_once=True)


def test_adding_twice_changes_nothing(pages, graph):
    first = refparse.add(graph, pages)
    before = content(graph)
    again = refparse.add(graph, pages[::-1])
    assert (first.added, again.unchanged) == (tuple(sorted(page.document.id for page in pages)), first.added)
    assert (again.added, again.merged, again.asked, dict(again.records)) == ((), (), (), {})
    assert again.counts == first.counts
    assert content(graph) == before


def test_one_page_given_twice_is_one_page(pages, graph):
    report = refparse.add(graph, [pages[0], pages[0]])
    assert len(report.added) == 1


def test_the_report_names_what_was_merged_and_what_is_open(pages, graph):
    report = refparse.add(graph, pages)
    for verdicts in (report.merged, report.asked):
        weights = [verdict.weight for verdict in verdicts]
        assert weights == sorted(weights, reverse=True)
    assert len(report.merged) == 5
    assert {v.decision for v in report.merged} == {"same"}
    ends = {id_ for v in (*report.merged, *report.asked) for id_ in (v.left_id, v.right_id)}
    assert set(report.records) == ends
    together = {frozenset(member.id for member in graph.members(one.id)) for one in graph.works() if one.members > 1}
    assert together == {frozenset((v.left_id, v.right_id)) for v in report.merged}


def test_later_reports_speak_only_of_what_is_new(pages, graph):
    first, second = (pages[NAMES.index(name)] for name in ("springer", "journals-system"))
    assert refparse.add(graph, [first]).merged == ()
    merged = refparse.add(graph, [second]).merged
    assert len(merged) == 5
    assert refparse.add(graph, [pages[NAMES.index("pubmed")]]).merged == ()


def test_progress_is_told(pages, graph):
    told: list[tuple[str, int, int]] = []
    refparse.add(graph, pages[:2], progress=lambda *what: told.append(what))
    assert {what for what, _, _ in told} == {"storing pages", "comparing records"}
    assert all(0 <= done < total for _, done, total in told)


@pytest.mark.parametrize("gone", NAMES)
def test_what_is_removed_might_never_have_been_added(pages, graph, gone):
    page = pages[NAMES.index(gone)]
    refparse.add(graph, pages)
    report = refparse.remove(graph, str(PATHS[NAMES.index(gone)]))
    assert report.document_id == page.document.id
    assert report.records == len(pipeline.records_of(page))
    assert content(graph) == added([other for other in pages if other is not page], at_once=True)


def test_what_is_removed_may_come_back(pages, graph):
    refparse.add(graph, pages)
    before = content(graph)
    refparse.remove(graph, pages[3].document.id)
    refparse.add(graph, [pages[3]])
    assert content(graph) == before


def test_a_page_that_is_not_there_cannot_be_removed(pages, graph):
    refparse.add(graph, pages[:1])
    before = content(graph)
    with pytest.raises(StaleId):
        refparse.remove(graph, "nowhere.txt")
    assert content(graph) == before


# --- asking -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(pages) -> Iterable[Graph]:
    with Graph(":memory:") as graph:
        refparse.add(graph, pages)
        yield graph


def test_shared_works(full):
    rows = refparse.ask(full, "shared")
    assert sorted(len(row.citing) for row in rows) == [2, 2, 2, 2]
    assert refparse.ask(full, "shared", minimum=3) == ()
    (series,) = refparse.ask(full, "shared", kind="case-series")
    assert series.work.title == "Whipple endocarditis without overt gastrointestinal disease: report of four cases"


def test_questions_of_one_work(full):
    title = "Whipple endocarditis without overt gastrointestinal disease: report of four cases"
    answer = refparse.ask(full, "citing", title)
    assert len(answer.cited_by) == 2
    assert len(answer.not_citing) == 0
    assert len(answer.unknown) == 3
    assert [row.count for row in refparse.ask(full, "co-cited", title)][:3] == [2, 2, 2]
    (coupled,) = refparse.ask(full, "coupled", answer.cited_by[0].citing.id)
    assert coupled.count == 4


@pytest.mark.parametrize("question", ["citing", "co-cited", "coupled"])
def test_a_question_of_one_work_needs_it(full, question):
    with pytest.raises(ValueError, match=f"{question} asks of a work; name one by id, cite key, doi or words"):
        refparse.ask(full, question)


def test_the_users_word_on_a_kind(pages, graph):
    refparse.add(graph, pages)
    title = "New criteria for diagnosis of infective endocarditis"
    work = refparse.tag(graph, title, "Case series", because="I have read it")
    assert work in {row.work.id for row in refparse.ask(graph, "shared", kind="case-series")}
    assert [(t.kind, t.by, t.evidence) for t in graph.tags(work)] == [("case-series", "user", "I have read it")]
    assert refparse.tag(graph, title, "case-series", remove=True) == work
    assert work not in {row.work.id for row in refparse.ask(graph, "shared", kind="case-series")}


PUBMED = """Ann Example Med. 2011 Nov;4(11):310-6. doi: 10.5555/aem.2011.0310.

{title}

Campion PL1, Sampla CO.

Author information

1
    Department of Invented Cases, Example Hospital.

Abstract
{abstract}

PMID: 99999901
"""


@pytest.mark.parametrize(
    ("title", "abstract", "kinds"),
    [
        (
            "Fever in farmers: report of three cases.",
            "They were ill for long, and then they were not.",
            ("case-series",),
        ),
        ("Fever in farmers.", "We report three patients who kept sheep. All of them had fever.", ("case-series",)),
        ("Fever in a farmer: a case report.", "He kept sheep and had fever.", ("case-report",)),
        ("Fever in farmers.", "Fever has many causes, and sheep are one of them.", ()),
    ],
)
def test_a_page_says_its_own_kind(graph, title, abstract, kinds):
    page = refparse.parse(PUBMED.format(title=title, abstract=abstract).encode())
    refparse.add(graph, [page])
    (work,) = graph.works()
    assert work.work.title == title.removesuffix(".")
    assert work.kinds == kinds


# --- exporting ----------------------------------------------------------------------------


@pytest.mark.parametrize(("to", "read"), [("bibtex", bibtex.read), ("csljson", csljson.read), ("jsonl", jsonl.read)])
def test_an_export_reads_back_to_the_same_works(full, to, read):
    text = refparse.export(full, to=to)
    back = read(text)
    stored = {one.id: one for one in full.works() if one.work.stated()}
    assert {one.id: one.work for one in back} == {id_: one.work for id_, one in stored.items()}
    assert [one.key for one in back] == sorted(one.key for one in back)
    assert refparse.export(full, to=to) == text


def test_cite_keys_stay_when_works_come(pages, graph):
    refparse.add(graph, pages[:4])
    refparse.export(graph)
    before = graph.keys()
    refparse.add(graph, pages[4:])
    refparse.export(graph)
    assert before.items() <= graph.keys().items()


def test_the_version_is_that_of_the_package():
    pyproject = (Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{refparse.version()}"' in pyproject


def test_a_grammar_stands_in_for_another_only_when_it_says_so(tmp_path):
    form = '[[form]]\ntype = "book"\ntemplate = "{title:any}, {issued:year}"\n'
    (tmp_path / "mine.toml").write_text(f'name = "mine"\nreplaces = "springer"\n{form}', encoding="utf-8")
    names = [grammar.name for grammar in refparse.load_grammars(tmp_path)]
    assert "mine" in names
    assert "springer" not in names
    (tmp_path / "mine.toml").write_text(f'name = "mine"\nreplaces = "nobody"\n{form}', encoding="utf-8")
    with pytest.raises(GrammarError, match="no grammar 'nobody' to replace"):
        refparse.load_grammars(tmp_path)


def test_a_pair_its_cluster_refuses_is_asked_and_not_said_to_be_merged(graph):
    entry = "Tay CH, Savin JA. Calcification of the skin in lupus. Lupus. 1990;11(2):30"
    tails = ("-41. https://doi.org/10.1000/abc", ".", "-48. https://doi.org/10.1000/xyz")
    pages = [
        f"Page {n}\nReferences\n1. {entry}{tail}\n2. Roe D{n}. Fever {n}. Gut. 199{n};{n}:1-2."
        for n, tail in enumerate(tails, 1)
    ]
    report = refparse.add(graph, [refparse.parse(page.encode()) for page in pages])
    pairs = [[(one.left_id, one.right_id) for one in found] for found in (report.merged, report.asked)]
    assert not set(pairs[0]) & set(pairs[1])
    assert len(report.merged) == 1
    work = {record.id: one.id for one in graph.works() for record in graph.members(one.id)}
    assert all(work[left] == work[right] for left, right in pairs[0])
    assert all(work[left] != work[right] for left, right in pairs[1])
