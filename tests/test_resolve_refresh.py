"""What a record changes in a work, field by field, and what it must never change."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from refparse.resolve.differ import relate
from refparse.resolve.notices import Notice
from refparse.resolve.refresh import POLICY, Held, Said, apply, compare, hold, stated
from refparse.resolve.rendering import render, show
from refparse.work import Date, Name, Names, Work

AT = "2026-11-21T08:00:00Z"
TITLE = "Calcinosis cutis and its relationship to scleroderma"


def names(*people, et_al=False):
    split = (person.partition("/") for person in people)
    return Names(names=tuple(Name(family=family, given=given or None) for family, _, given in split), et_al=et_al)


HELD = Work(
    type="article-journal", title=TITLE, author=names("Muller/SA", "Brunsting/LA", et_al=True),
    container_title="Arch Dermatol", issued=Date(year=1959), volume="80", page="15", doi_prefix="10.1001/archd",
)  # fmt: skip
RECORDED = Work(
    type="article-journal", title="CALCINOSIS CUTIS AND ITS RELATIONSHIP TO SCLERODERMA",
    author=names("Muller/Sigfrid A.", "Brunsting/Louis A.", "Winkelmann/R. K."),
    container_title="Archives of Dermatology", issued=Date(year=1959, month=7), volume="80", issue="1", page="15-21",
    publisher="AMA", DOI="10.1001/archderm.80.1.15",
)  # fmt: skip


def diff_of(held, recorded, **more):
    held = held if isinstance(held, Held) else hold(held, "reference:1f")
    return compare(held, recorded, source="crossref", at=AT, **more)


def decisions(diff):
    return {change.field: change.decision for change in diff.changes}


def decided(field, old, new, source="reference:1f", **more):
    """The decision on one field of a work that is otherwise the same."""
    base = Work(title=TITLE, author=names("Muller/SA"), volume="80", page="15-21", issued=Date(year=1959))
    held, recorded = replace(base, **{field: old}), replace(base, **{field: new})
    [change] = [change for change in diff_of(hold(held, source), recorded, **more).changes if change.field == field]
    return change.decision, change.reason


def test_every_field_has_a_policy():
    assert {*POLICY, "doi_prefix"} == {field.name for field in fields(Work)}


def test_a_doi_that_does_not_begin_as_printed_is_asked_for():
    diff = diff_of(replace(HELD, doi_prefix="10.1016/j.sema"), RECORDED)
    [change] = [change for change in diff.changes if change.field == "DOI"]
    assert (change.decision, change.reason) == ("asked", "the DOI printed was cut, and began 10.1016/j.sema")
    held = hold(replace(HELD, doi_prefix="10.1016/j.sema"), "reference:1f")
    assert apply(held, diff).work.doi_prefix == "10.1016/j.sema"
    assert apply(held, diff, answers={"DOI": True}).work.DOI == RECORDED.DOI


def test_a_librarian_gets_what_was_missing_and_keeps_what_was_printed():
    diff = diff_of(HELD, RECORDED)
    assert diff.refused == ()
    assert decisions(diff) == {
        "type": "same", "title": "kept", "author": "filled", "container_title": "kept", "issued": "filled",
        "volume": "same", "issue": "filled", "page": "filled", "publisher": "filled", "DOI": "filled",
    }  # fmt: skip
    after = apply(hold(HELD, "reference:1f"), diff)
    assert (after.work.title, after.work.container_title, after.work.page) == (TITLE, "Arch Dermatol", "15-21")
    assert (after.work.doi_prefix, after.work.DOI) == (None, "10.1001/archderm.80.1.15")
    assert [said.value for said in after.said if said.field == "doi_prefix"] == ["10.1001/archd"]
    assert {(said.field, said.source, said.at) for said in after.said if said.field == "container_title"} == {
        ("container_title", "reference:1f", ""),
        ("container_title", "crossref", AT),
    }


def test_refreshing_again_changes_nothing():
    once = apply(hold(HELD, "reference:1f"), diff_of(HELD, RECORDED))
    again = diff_of(once, RECORDED)
    assert not again.changes_anything
    assert apply(once, again) == once


def test_another_papers_record_is_not_taken():
    other = replace(
        RECORDED, title="Fire ecology of the pampas", author=names("Gomez/P"), page="201-230", issued=Date(year=2011)
    )
    diff = diff_of(HELD, other)
    assert diff.refused[0] == f"title: “{TITLE}”, but the record has “Fire ecology of the pampas”"
    assert set(decisions(diff).values()) == {"kept", "same"}
    held = hold(HELD, "reference:1f")
    assert apply(held, diff) is held
    assert "! not taken: title: “Calcinosis" in render(diff)


@pytest.mark.parametrize(
    ("policy", "field", "old", "new", "wanted"),
    [
        ("keep", "issue", None, "1", "kept"),
        ("fill", "issue", None, "1", "filled"),
        ("fill", "page", "15", "15-21", "filled"),
        ("fill", "issue", "2", "1", "kept"),
        ("ask", "issue", "2", "1", "asked"),
        ("ask", "issue", "I", "1", "kept"),
        ("replace", "issue", "2", "1", "replaced"),
        ("replace", "container_title", "Arch Dermatol", "Archives of Dermatology", "replaced"),
        ("replace", "title", TITLE, TITLE.upper(), "kept"),
        ("replace", "title", "Zähne", "Z�hne", "kept"),
        ("ask", "issued", Date(year=1959), Date(year=1960), "kept"),
        ("ask", "issued", Date(year=1959), Date(year=1961), "asked"),
    ],
)
def test_policies(policy, field, old, new, wanted):
    assert decided(field, old, new, policy={field: policy})[0] == wanted


def test_a_field_the_policy_does_not_name_is_filled():
    assert decided("issue", None, "1", policy={}) == ("filled", "not stated before")
    assert decided("issue", "2", "1", policy={}) == (
        "kept",
        "the registry says otherwise, and this field is only filled",
    )


def test_what_a_user_typed_is_asked_even_where_all_is_replaced():
    assert decided("issue", "2", "1", "user", policy={"issue": "replace"})[0] == "asked"
    assert decided("issue", "2", "1", "user:kim") == ("asked", "you typed it, and the registry says otherwise")
    assert decided("issue", "2", "1", "user", policy={"issue": "fill"}) == ("kept", "you typed it")
    assert decided("page", "15", "15-21", "user") == ("kept", "you typed it")
    assert decided("page", None, "15-21", "user")[0] == "filled"


def test_an_answer_is_remembered():
    held = hold(replace(HELD, issue="2"), "reference:1f")
    diff = diff_of(held, RECORDED)
    assert decisions(diff)["issue"] == "asked"
    unanswered = apply(held, diff)
    assert (unanswered.work.issue, decisions(diff_of(unanswered, RECORDED))["issue"]) == ("2", "asked")
    yes = apply(held, diff, answers={"issue": True})
    assert (yes.work.issue, decisions(diff_of(yes, RECORDED))["issue"]) == ("1", "same")
    no = apply(held, diff, answers={"issue": False})
    assert (no.work.issue, no.who_said("issue").source) == ("2", "user")
    assert [change.reason for change in diff_of(no, RECORDED).changes if change.field == "issue"] == [
        "you chose it before"
    ]
    # Another value than the one declined is another question.
    assert decisions(diff_of(no, replace(RECORDED, issue="3")))["issue"] == "asked"
    assert {said.value for said in no.said if said.field == "issue"} == {"1", "2"}


def test_a_registry_may_correct_itself_but_not_a_page():
    earlier = Said(field="volume", value="80", source="crossref", at="2025-01-01")
    alone = Held(work=replace(HELD, volume="80"), said=(*stated(replace(HELD, volume=None), "page:a"), earlier))
    assert [c.reason for c in diff_of(alone, replace(RECORDED, volume="8")).changes if c.field == "volume"] == [
        "a registry said the old value too, and earlier"
    ]
    assert apply(alone, diff_of(alone, replace(RECORDED, volume="8"))).work.volume == "8"
    newer = replace(alone, said=(*alone.said[:-1], replace(earlier, at="2027-01-01")))
    assert decisions(diff_of(newer, replace(RECORDED, volume="8")))["volume"] == "kept"
    printed = Held(work=alone.work, said=(*stated(HELD, "page:a"), earlier))
    assert decisions(diff_of(printed, replace(RECORDED, volume="8")))["volume"] == "asked"


def test_extras_are_united():
    held, recorded = (
        replace(HELD, extra=(("note", "mine"),)),
        replace(RECORDED, extra=(("note", "theirs"), ("event-title", "E"))),
    )
    after = apply(hold(held, "library"), diff_of(hold(held, "library"), recorded))
    assert after.work.extra == (("note", "mine"), ("event-title", "E"))


def test_a_value_nobody_is_known_to_have_given_can_be_filled_and_asked():
    unknown = Held(work=HELD, said=())
    assert decisions(diff_of(unknown, replace(RECORDED, volume="8")))["volume"] == "asked"
    assert unknown.who_said("volume") is None


@pytest.mark.parametrize(
    ("field", "old", "new", "wanted"),
    [
        ("title", "Fire ecology", "Fire ecology", "same"),
        ("title", "Fire ecology", "Fire‐Ecology.", "spelling"),
        ("title", "Fire ecology", "RETRACTED: Fire ecology", "spelling"),
        ("title", "Fire ecology", "Fire ecology: a review", "fuller"),
        ("title", "Fire ecology: a review", "Fire ecology", "poorer"),
        ("title", "Lupus", "Lupus: a review", "other"),
        ("title", "Fire", "Water", "other"),
        ("title", "—", "–", "other"),
        ("author", names("Kim/J", et_al=True), names("Kim/J", "Lee/B"), "fuller"),
        ("author", names("Kim/J", "Lee/B"), names("Kim/J", et_al=True), "poorer"),
        ("author", names("Kim/J"), names("Kim/J", "Lee/B"), "other"),
        ("author", names("Lee/B", et_al=True), names("Kim/J", "Lee/B"), "other"),
        ("author", names("Kim/J"), names("Kim/Joey"), "fuller"),
        ("author", names("Kim/Joey"), names("Kim/J."), "poorer"),
        ("author", names("Kim/J"), names("KIM/J."), "spelling"),
        ("author", names("Kim/J", "Lee/Bea"), names("Kim/Joey", "Lee/B"), "spelling"),
        ("author", names("Kim/J", "Lee/B"), names("Kim/J", "Lee/Bea"), "fuller"),
        ("author", names("Kim/J"), names("Kim/B"), "other"),
        ("author", names("Kim/J"), names("Lee/J"), "other"),
        ("author", names(et_al=True), names("Lee/J"), "fuller"),
        ("author", names("Lee/J"), names(et_al=True), "poorer"),
        ("issued", Date(literal="in press"), Date(year=2008), "fuller"),
        ("issued", Date(year=2008), Date(literal="in press"), "poorer"),
        ("issued", Date(year=2008), Date(year=2008, month=8), "fuller"),
        ("issued", Date(year=2008, month=8), Date(year=2008), "poorer"),
        ("issued", Date(year=2008, month=8), Date(year=2008, month=9), "near"),
        ("issued", Date(year=2008, month=8), Date(year=2008, month=8, day=1), "fuller"),
        ("issued", Date(year=2008, month=8, day=1), Date(year=2008, month=8), "poorer"),
        ("issued", Date(year=2008, month=8, day=1), Date(year=2008, month=8, day=2), "near"),
        ("issued", Date(year=2008, season="spring"), Date(year=2008, month=4), "near"),
        ("issued", Date(year=2005, literal="2005b"), Date(year=2005, month=1), "near"),
        ("issued", Date(year=2005), Date(year=2006), "near"),
        ("issued", Date(year=2005), Date(year=2007), "other"),
        ("page", "15", "15-21", "fuller"),
        ("page", "2679-84", "2679–2684", "spelling"),
        ("page", "15-21", "15", "poorer"),
        ("page", "15-21", "15-22", "near"),
        ("page", "15-21", "16-21", "other"),
        ("container_title", "Arch Dermatol", "Archives of Dermatology", "spelling"),
        ("container_title", "J Am Acad Dermatol", "J Am Acad Dermatol Venereol", "near"),
        ("container_title", "Arch Dermatol", "Am J Dermatol", "other"),
        ("volume", "XII", "12", "spelling"),
        ("volume", "12", "12a", "other"),
        ("DOI", "10.1/A", "10.1/a", "spelling"),
        ("DOI", "10.1/a", "10.1/b", "other"),
        ("ISSN", "1935-7893", "1935-7893, 1938-744X", "fuller"),
        ("ISSN", "1935-7893, 1938-744X", "1938744x", "poorer"),
        ("ISSN", "1935-7893", "19357893", "spelling"),
        ("ISSN", "1935-7893", "0003-987X", "other"),
        ("ISBN", "none", "None.", "spelling"),
        ("abstract", "We saw that …", "We saw that it is so.", "fuller"),
        ("abstract", "We saw that it is so.", "We saw that...", "poorer"),
        ("abstract", "We saw.", "WE SAW", "spelling"),
        ("abstract", "We saw.", "They saw.", "other"),
        ("type", "book", "document", "poorer"),
        ("type", "book", "chapter", "other"),
        ("publisher", "Wiley & Sons", "Wiley and Sons", "spelling"),
        ("publisher", "Wiley", "Elsevier", "other"),
        ("keyword", ("a",), ("b", "a"), "fuller"),
        ("keyword", ("a", "b"), ("b",), "poorer"),
        ("keyword", ("a", "b"), ("b", "a"), "spelling"),
        ("keyword", ("a",), ("b",), "other"),
    ],
)
def test_how_values_stand_to_one_another(field, old, new, wanted):
    assert relate(field, old, new) == wanted


def test_a_diff_reads_like_one():
    notice = Notice(DOI="10.1/x", by="10.1/n", kind="retraction", type="retraction", sources=("publisher",))
    diff = diff_of(replace(HELD, issue="2"), RECORDED, notices=(notice,))
    assert render(diff) == (
        "10.1001/archderm.80.1.15, crossref 2026-11-21\n"
        "  ! retraction: 10.1/n says so of 10.1/x (publisher)\n"
        "  + author           Muller SA, Brunsting LA, et al. → Muller Sigfrid A, Brunsting Louis A, Winkelmann RK"
        "  (says all that was said, and more)\n"
        "  + issued           1959 → 1959-07  (says all that was said, and more)\n"
        "  ? issue            2 → 1  (the registry says otherwise)\n"
        "  + page             15 → 15-21  (says all that was said, and more)\n"
        "  + publisher        AMA  (not stated before)\n"
        "  + DOI              10.1001/archderm.80.1.15  (not stated before)\n"
    )
    whole = render(diff, everything=True)
    assert (
        "  = container_title  Arch Dermatol (crossref: Archives of Dermatology)  (the same, spelt otherwise)\n" in whole
    )
    assert "    volume           80  (both say so)\n" in whole


def test_a_diff_without_changes_says_so():
    assert render(compare(hold(Work(title="A"), "user"), Work(title="A"), source="crossref", at="")) == (
        "no DOI, crossref\n    nothing to change\n"
    )


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (Date(literal="in press"), "in press"),
        (Date(season="spring"), "spring"),
        (Date(year=2008, season="spring"), "2008 spring"),
        (Date(), ""),
        (("a", "b"), "a; b"),
        ("x" * 200, "x" * 100 + " …"),
        (names(*(f"Kim{n}/J" for n in range(5000))), "Kim0 J, Kim1 J, Kim2 J, Kim3 J, Kim4 J, Kim5 J, and 4994 more"),
    ],
)
def test_values_on_one_line(value, wanted):
    assert show(value) == wanted
