"""Refreshing changes nothing the second time, and nothing anybody said is ever lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.normalize.folding import listed
from refparse.resolve.differ import relate
from refparse.resolve.markup import plain
from refparse.resolve.record import read_record
from refparse.resolve.refresh import POLICY, apply, compare, hold
from refparse.resolve.rendering import render
from refparse.work import Date, Name, Names, Work

TEXT = st.sampled_from(
    [
        "Calcinosis cutis",
        "CALCINOSIS CUTIS",
        "Calcinosis cutis: a review",
        "Fire ecology",
        "12",
        "XII",
        "15-21",
        "15",
        "—",
    ]
)
NAME = st.builds(
    Name, family=st.sampled_from(["Kim", "KIM", "Lee", "de Souza"]), given=st.sampled_from([None, "J", "Joey", "B"])
)
NAMES = st.builds(Names, names=st.lists(NAME, max_size=3).map(tuple), et_al=st.booleans())
DATE = st.builds(
    Date,
    year=st.sampled_from([None, 2005, 2006, 2009]),
    month=st.sampled_from([None, 3]),
    literal=st.sampled_from([None, "in press"]),
)
WORK = st.builds(
    Work,
    title=st.none() | TEXT,
    author=NAMES,
    issued=st.none() | DATE,
    volume=st.none() | TEXT,
    page=st.none() | TEXT,
    container_title=st.none() | TEXT,
    abstract=st.none() | TEXT,
    DOI=st.sampled_from([None, "10.1/a", "10.1/B"]),
    doi_prefix=st.sampled_from([None, "10.1/"]),
    keyword=st.lists(TEXT, max_size=2).map(tuple),
    extra=st.dictionaries(st.sampled_from(["note", "event-title"]), TEXT).map(lambda pairs: tuple(pairs.items())),
)
WORDS = st.sampled_from(["keep", "fill", "replace", "ask"])
# One word for all fields, but another for one of them.
POLICIES = st.builds(
    lambda most, field, one: {**dict.fromkeys(POLICY, most), field: one}, WORDS, st.sampled_from(sorted(POLICY)), WORDS
)
SOURCES = st.sampled_from(["user", "page:1", "reference:1", "library", "crossref", "mirror:a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
MEMBERS = listed(
    "type title subtitle original-title author editor container-title short-container-title issued published-print"
    " published-online volume issue journal-issue page article-number publisher institution DOI aliases ISSN ISBN"
    " language abstract event relation edition-number",
)


@settings(max_examples=40, deadline=None)
@given(
    held=WORK,
    recorded=WORK,
    policy=POLICIES,
    source=SOURCES,
    answers=st.dictionaries(st.sampled_from(sorted(POLICY)), st.booleans()),
)
def test_a_second_refresh_changes_nothing(held, recorded, policy, source, answers):
    before = hold(held, source, "2026-01-01")
    diff = compare(before, recorded, source="crossref", at="2026-02-02", policy=policy)
    after = apply(before, diff, answers=answers)
    again = compare(after, recorded, source="crossref", at="2026-03-03", policy=policy)
    assert not again.changes_anything
    assert apply(after, again) == after
    assert render(diff, everything=True).count("\n") > len(diff.changes)


@settings(max_examples=40, deadline=None)
@given(held=WORK, recorded=WORK, policy=POLICIES, source=SOURCES)
def test_nothing_said_is_lost_and_nothing_shown_is_invented(held, recorded, policy, source):
    before = hold(held, source)
    diff = compare(before, recorded, source="crossref", at="2026-02-02", policy=policy)
    after = apply(before, diff)
    assert after.said[: len(before.said)] == before.said
    for name in after.work.stated():
        assert after.who_said(name) is not None
        assert getattr(after.work, name) == getattr(held, name) or policy.get(name) != "keep"
    kept = {name for name in held.stated() if name != "doi_prefix"}
    assert kept <= set(after.work.stated())


@settings(max_examples=40, deadline=None)
@given(field=st.sampled_from(sorted(POLICY)), old=TEXT, new=TEXT)
def test_fuller_is_poorer_the_other_way_round(field, old, new):
    there, back = relate(field, old, new), relate(field, new, old)
    if "document" not in {old, new}:
        assert {there, back} in [{"fuller", "poorer"}, {there}]
    assert relate(field, old, old) == "same"


@settings(max_examples=40, deadline=None)
@given(message=st.dictionaries(st.sampled_from(MEMBERS), JSON))
def test_no_record_raises(message):
    work = read_record(message)
    assert work == read_record(message)
    assert all(work.stated()) or work == Work()


@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet="<>&;/ \nabisup1234amphtm:=\"'", max_size=60))
def test_plain_text_is_one_tidy_line(text):
    made = plain(text)
    assert made == " ".join(made.split())
