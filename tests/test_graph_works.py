"""Works found, tagged and keyed: by id, identifier or words; by rule or user; once and for ever."""

import pytest
from test_graph_factory import NOMURA, ROTHE, add, cluster, make_page, remove

from refparse.errors import StaleId
from refparse.graph import Graph, Tag
from refparse.work import Date, Work

A, B = Work(title="Paper A", issued=Date(year=2001)), Work(title="Paper B")


@pytest.fixture
def graph():
    with Graph(":memory:") as opened:
        yield opened


def ids(graph):
    return {work.work.title: work.id for work in graph.works()}


class TestFind:
    @pytest.fixture(autouse=True)
    def filled(self, graph):
        longer = Work(
            title="Large deposits in the skin of a child", PMID="18326887", PMCID="PMC1234", arXiv="1707.08052"
        )
        add(graph, make_page("a.txt", A, [NOMURA, ROTHE, longer, Work(title="Müller’s sign", PMID="1990")]))

    @pytest.mark.parametrize(
        ("asked", "title"),
        [
            ("10.1000/rothe", ROTHE.title),
            ("https://doi.org/10.1000/ROTHE", ROTHE.title),
            ("18326887", "Large deposits in the skin of a child"),
            ("PMID: 18326887", "Large deposits in the skin of a child"),
            ("pmc1234", "Large deposits in the skin of a child"),
            ("arXiv:1707.08052v2", "Large deposits in the skin of a child"),
            ("muller", "Müller’s sign"),
            ("Mu\u0308ller’s", "Müller’s sign"),
            ("nomura 1057", None),
            ("nomura 1990", NOMURA.title),
            ("large deposits in the SKIN", NOMURA.title),
            (" deposits child ", "Large deposits in the skin of a child"),
        ],
    )
    def test_a_work_is_found(self, graph, asked, title):
        if title is None:
            with pytest.raises(StaleId, match="no work matches"):
                graph.find_work(asked)
        else:
            assert graph.find_work(asked).work.title == title

    def test_an_id_and_a_key_find_it_whatever_their_case(self, graph):
        work = ids(graph)[NOMURA.title]
        assert graph.find_work(work).work == NOMURA
        graph.pin_keys({work: "Nomura1990"})
        assert graph.find_work("nomura1990").key == "Nomura1990"
        assert [found.key for found in graph.search("Nomura1990")] == ["Nomura1990"]

    def test_words_of_several_works_list_them(self, graph):
        with pytest.raises(StaleId) as caught:
            graph.find_work("deposits\nin")
        work = ids(graph)[NOMURA.title]
        assert str(caught.value).startswith('2 works match "deposits in": ')
        assert f"{work} Nomura 1990 Large deposits in the skin" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_long_list_of_candidates_is_cut(self, graph):
        add(graph, make_page("b.txt", B, [Work(title=f"Lupus {n}") for n in range(9)]))
        with pytest.raises(StaleId, match='more than 5 works match "lupus"') as caught:
            graph.find_work("lupus")
        assert str(caught.value).count(";") == 5

    @pytest.mark.parametrize("asked", ["", "–", '"', "title:x OR (", "NEAR(", "x" * 5000, "a\x00b\ud800", "_"])
    def test_odd_questions_find_nothing_and_break_nothing(self, graph, asked):
        assert graph.search(asked) == ()
        with pytest.raises(StaleId, match="no work matches"):
            graph.find_work(asked)

    def test_the_best_hit_comes_first_and_hits_are_limited(self, graph):
        add(graph, make_page("b.txt", B, [Work(title="Deposits, large deposits, and large deposits again")]))
        found = graph.search("large deposits")
        assert [(work.work.title or "")[:5] for work in found] == ["Depos", "Large", "Large"]
        assert graph.search("large deposits", limit=1) == found[:1]

    def test_the_word_index_follows_the_works(self, graph):
        remove(graph, graph.documents()[0].id)
        assert graph.search("deposits") == ()

    def test_a_work_is_told_in_few_words(self, graph):
        assert str(graph.find_work("nomura")) == "Nomura 1990 Large deposits in the skin"
        page, (own, *_) = make_page("c.txt", Work(PMID="5"), [])
        graph.put_page(page, [own])
        (work_id,) = graph.put_clusters([cluster(own)])
        assert str(graph.find_work("PMID 5")) == work_id


class TestTags:
    @pytest.fixture
    def work(self, graph):
        add(graph, make_page("a.txt", A, [NOMURA]))
        add(graph, make_page("b.txt", B, [NOMURA]))
        return ids(graph)[NOMURA.title]

    def test_rules_speak_until_the_user_does(self, graph, work):
        graph.put_tags({work: [("case-report", "report of a case"), ("Case report", "again")]})
        assert graph.tags(work) == (Tag(work_id=work, kind="case-report", by="rule", evidence="report of a case"),)
        assert graph.tag(work, "Case  Series", "read it") == work
        assert graph.tags(work) == (Tag(work_id=work, kind="case-series", by="user", evidence="read it"),)
        assert graph.find_work(work).kinds == ("case-series",)
        assert graph.untag(work, "case-series") == work
        assert graph.find_work(work).kinds == ("case-report",)
        graph.untag(work, "case-report")
        assert graph.tags(work) == ()
        graph.put_tags({work: [("case-report", "the rule again")]})
        assert graph.tags(work) == ()
        graph.tag(work, "case-report")
        assert [tag.by for tag in graph.tags(work)] == ["user"]

    def test_a_rule_that_no_longer_holds_is_forgotten(self, graph, work):
        graph.put_tags({work: [("case-report", "x")]})
        graph.put_tags({work: []})
        assert graph.tags(work) == ()

    def test_what_the_user_says_survives_a_new_clustering(self, graph, work):
        graph.tag(work, "case-series")
        graph.put_tags({work: [("review", "x")]})
        members = graph.members(work)
        parts = graph.put_clusters([cluster(record) for record in members])
        assert [[tag.kind for tag in graph.tags(part)] for part in parts] == [["case-series"]] * 2
        (whole,) = graph.put_clusters([cluster(*members)])
        assert [tag.kind for tag in graph.tags(whole)] == ["case-series"]
        remove(graph, graph.find_document("a.txt"))
        assert [tag.kind for tag in graph.tags(whole)] == ["case-series"]

    def test_a_tag_that_is_not_there_cannot_be_taken(self, graph, work):
        with pytest.raises(StaleId, match="has no tag 'review'"):
            graph.untag(work, "review")


class TestKeys:
    def test_a_key_is_given_once_and_letters_follow_what_works_say(self, graph):
        add(graph, make_page("a.txt", A, [Work(title=title) for title in ("c", "a", "b")]))
        known = ids(graph)
        assert graph.pin_keys({known[t]: "smith2000" for t in ("b", "c")}) == {
            known["b"]: "smith2000",
            known["c"]: "smith2000a",
        }
        assert graph.pin_keys({known[t]: "smith2000" for t in ("a", "b", "c")})[known["a"]] == "smith2000b"
        assert graph.pin_keys({known["a"]: "other"}) == {known["a"]: "smith2000b"}
        assert list(graph.keys().values()) == ["smith2000", "smith2000a", "smith2000b"]

    def test_letters_go_on_after_z(self, graph):
        works = [Work(title=f"{n:02d}") for n in range(29)]
        add(graph, make_page("a.txt", A, works))
        pinned = graph.pin_keys({work_id: "k" for title, work_id in ids(graph).items() if title != A.title})
        assert [pinned[ids(graph)[f"{n:02d}"]] for n in (0, 1, 26, 27, 28)] == ["k", "ka", "kz", "kaa", "kab"]

    @pytest.mark.parametrize(
        ("proposal", "key"),
        [("a/../b,{}", "ab"), ("Łoś", "o"), ("", "work"), ("x" * 99, "x" * 60), ("a:b-c_1", "a:b-c_1")],
    )
    def test_a_key_is_safe_everywhere(self, graph, proposal, key):
        add(graph, make_page("a.txt", A, []))
        assert list(graph.pin_keys({ids(graph)[A.title]: proposal}).values()) == [key]

    def test_an_unknown_work_is_said(self, graph):
        with pytest.raises(StaleId, match="no work 'zz'"):
            graph.pin_keys({"zz": "key"})
