"""The seam: what a registry answers, and the registry that refuses."""

from __future__ import annotations

import pytest

from refparse import errors
from refparse.resolve.registry import Answer, Offline, Query, Registry


def test_an_answer_knows_whether_there_is_a_record():
    assert Answer(DOI="10.1000/1", message={"DOI": "10.1000/1"}, by="crossref", at="").known
    assert not Answer(DOI="10.1000/1", message=None, by="crossref", at="", agency="DataCite").known


@pytest.mark.parametrize(
    ("ask", "about"),
    [
        (lambda registry: registry.work("10.1000/1"), "10.1000/1"),
        (lambda registry: registry.works(["10.1000/1"]), "10.1000/1"),
        (lambda registry: registry.search(Query(bibliographic="Lupus 1969")), "Lupus 1969"),
        (lambda registry: registry.search(Query(volume="3")), "a search for 20 works"),
        (lambda registry: registry.updates("10.1000/1"), "10.1000/1"),
        (lambda registry: list(registry.stream(["10.1000/1"])), "10.1000/1"),
        (lambda registry: list(registry.updates_of(["10.1000/1"])), "10.1000/1"),
        (lambda registry: registry.renew(Answer(DOI="10.1000/1", message=None, by="", at="")), "10.1000/1"),
    ],
)
def test_offline_refuses_every_question_with_its_reason(ask, about):
    with pytest.raises(errors.RegistryUnreachable) as caught:
        ask(Offline())
    assert str(caught.value) == f"{about}: not asked, as the network is off; go online, or name a mirror"
    assert caught.value.exit_code == 4
    assert caught.value.final


def test_offline_has_nothing_against_nothing():
    assert Offline().works([]) == {}
    assert list(Offline().stream([])) == []


class Plain(Registry):
    """A registry that knows what it must, and where one DOI cannot be had."""

    def work(self, doi):
        return Answer(DOI=doi, message={"DOI": doi}, by="plain", at="")

    def works(self, dois):
        if "10.1000/150" in dois:
            raise errors.RegistryNonsense("", what="spoilt")
        return {doi: self.work(doi) for doi in dois}


def test_answers_come_by_the_handful_and_a_failure_ends_no_other():
    kept = []
    dois = [f"10.1000/{n}" for n in (*range(250), 0)]
    answers = Plain().stream(dois, keep=lambda some: kept.append(len(some)))
    given = [next(answers).DOI for _ in range(150)]
    with pytest.raises(errors.RegistryNonsense, match="spoilt"):
        next(answers)
    assert kept == [100, 50]
    assert given == dois[:100] + dois[200:250]
    assert [one.DOI for one in Plain().stream(["https://doi.org/10.1000/A"])] == ["10.1000/a"]
    assert Plain().renew(Answer(DOI="10.1000/1", message=None, by="", at="")).known


def test_an_error_names_the_doi_or_else_the_address():
    assert str(errors.RegistryRefused("https://a.example", what="no")) == "https://a.example: no"
    error = errors.RegistryRefused("https://a.example", doi="10.1000/1", what="no", retry_after=3.0)
    assert (error.url, error.doi, error.retry_after, error.final) == ("https://a.example", "10.1000/1", 3.0, False)
    assert str(errors.RegistryUnreachable("", what="not asked")) == "not asked"
