"""Adding later equals adding first, and taking out equals never having added."""

from hypothesis import given, settings
from hypothesis import strategies as st
from test_graph_factory import add, cluster, dump, make_page, recluster, remove

from refparse.graph import Graph, queries
from refparse.graph.rows import work_of, work_row
from refparse.work import Date, Name, Names, Work

WORKS = [Work(title=f"Work {n}", issued=Date(year=2000 + n % 3)) for n in range(6)]

entries = st.lists(st.none() | st.sampled_from(WORKS), max_size=5)
page = st.builds(
    make_page,
    st.sampled_from(["a.txt", "b.txt"]),
    st.sampled_from(WORKS),
    st.none() | entries,
    copy=st.sampled_from(["", "again"]),
)
pages = st.lists(page, max_size=5, unique_by=lambda made: made[0].document.id)


def answers(graph):
    """All that can be asked, ids aside."""
    works = graph.works()
    title = {work.id: work.work.title for work in works}
    told = [(work.work, work.members, work.kinds) for work in works]
    who = [queries.citing(graph, work.id) for work in works]
    cited = [
        (
            [(row.citing.title, row.number, row.document_id, row.text, row.itself) for row in answer.cited_by],
            [paper.work.title for paper in answer.not_citing],
            [paper.work.title for paper in answer.unknown],
        )
        for answer in who
    ]
    shared = [(row.work.title, [brief.title for brief in row.citing]) for row in queries.shared(graph)]
    paired = [
        [(title[row.work.id], row.count) for row in question(graph, work.id)]
        for work in works
        for question in (queries.co_cited, queries.coupled)
    ]
    return told, cited, shared, paired, queries.counts(graph)


@given(pages, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_adding_does_not_show(made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    with Graph(":memory:") as first, Graph(":memory:") as second:
        for each in made:
            add(first, each)
        for each in shuffled:
            add(second, each)
        assert answers(first) == answers(second)
        before = dump(first)
        assert not any(add(first, each) for each in made)
        assert dump(first) == before


@given(pages, st.integers(min_value=0, max_value=5))
@settings(max_examples=30)
def test_a_page_taken_out_was_never_there(made, kept):
    with Graph(":memory:") as fewer, Graph(":memory:") as more:
        for each in made[:kept]:
            add(fewer, each)
        for each in reversed(made):
            add(more, each)
        for each in made[kept:]:
            remove(more, each[0].document.id)
        assert answers(fewer) == answers(more)
        for each in made[:kept]:
            remove(more, each[0].document.id)
        assert all(not rows for name, rows in dump(more).items() if name != "cite_key")


@given(pages)
@settings(max_examples=30)
def test_ids_and_keys_stay_when_pages_come(made):
    with Graph(":memory:") as graph:
        known: dict[str, str] = {}
        for each in made:
            add(graph, each)
            found = {work.work.title: work.id for work in graph.works()}
            assert known.items() <= found.items()
            graph.pin_keys(dict.fromkeys(found.values(), "key"))
            known = found
        assert len(set(graph.keys().values())) == len(known)


@given(pages.filter(bool), st.data())
@settings(max_examples=30)
def test_however_works_are_merged_and_parted_an_old_id_finds_one(made, data):
    with Graph(":memory:") as graph:
        for each in made:
            add(graph, each)
        old = {work.id for work in graph.works()}
        keys = graph.pin_keys(dict.fromkeys(old, "key"))
        for _ in range(3):
            some = data.draw(st.lists(st.sampled_from(sorted(old)), max_size=4))
            ids = {graph.find_work(work_id).id for work_id in some}
            records = [record for work_id in sorted(ids) for record in graph.members(work_id)]
            if records:
                graph.put_clusters([cluster(*records)])
        assert sum(work.members for work in graph.works()) == len(list(graph.records()))
        assert {graph.find_work(key).id for key in keys.values()} == {work.id for work in graph.works()}
        with graph.transaction():
            recluster(graph, [record.id for record in graph.records()])
        assert old == {work.id for work in graph.works()} == {graph.find_work(work_id).id for work_id in old}
        assert graph.keys() == keys


text = st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
word = st.none() | text.filter(bool)
names = st.builds(Names, names=st.lists(st.builds(Name, family=word, given=word)).map(tuple), et_al=st.booleans())


@given(st.builds(Work, title=word, author=names, DOI=word, keyword=st.lists(text).map(tuple), issued=st.builds(Date)))
def test_a_work_goes_into_a_row_and_comes_back(work):
    assert work_of(work_row(work)) == work
