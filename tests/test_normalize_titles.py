"""Titles folded, and the words in them that forbid a merge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.normalize.folding import family_key, fold, initials, listed, squeeze
from refparse.normalize.titles import (
    fold_title,
    main_titles,
    notice_kind,
    number_value,
    part_number,
    says_nothing,
    strip_marks,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Soft‐Tissue CALCIFICATION", "soft tissue calcification"),
        ("Sjögren's syndrome", "sjogrens syndrome"),
        ("Sjögren’s – syndrome?", "sjogrens syndrome"),
        ("TNF-α & IFNγ", "tnf alpha and ifngamma"),
        ("Ελληνικά", "ελληνικα"),
        ("Łódź Ærø Straße", "lodz aero strasse"),
        ("ﬁbrosis\xa0in H₂O", "fibrosis in h2o"),
        ("snake_case", "snake case"),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=60) | st.text(alphabet="aİıßͅΐαβ'’-_ .ﬁſK[]()é́", max_size=20))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold_title(fold_title(text)) == fold_title(text)


def test_glued_words_are_squeezed_alike():
    assert squeeze("LiaquatNational Hospital") == squeeze("Liaquat National-Hospital")
    assert listed("a b") == ("a", "b")


@pytest.mark.parametrize(
    ("family", "key"),
    [
        ("de Souza", "souza"),
        ("van der Berg", "berg"),
        ("Du", "du"),
        ("Grant-Kels", "grantkels"),
        ("Rodríguez", "rodriguez"),
    ],
)
def test_family_keys(family, key):
    assert family_key(family) == key


@pytest.mark.parametrize(
    ("given_name", "letters"),
    [("Antonio G.", "ag"), ("A. G.", "ag"), ("MDP", "mdp"), ("Jean-Marie", "jm"), ("Joey", "j"), ("Ł", "l"), ("", "")],
)
def test_initials(given_name, letters):
    assert initials(given_name) == letters


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Calcinosis in <i>lupus</i> [in French]", "Calcinosis in lupus"),
        ("[Calcinosis] (author's transl).", "[Calcinosis]"),
        ("RETRACTED: Calcinosis", "Calcinosis"),
        ("RETRACTED ARTICLE: Calcinosis", "Calcinosis"),
        ("Calcinosis (Retracted article. See vol. 20, 2025)", "Calcinosis"),
        ("Calcinosis in lupus", "Calcinosis in lupus"),
    ],
)
def test_marks_are_no_part_of_a_title(title, plain):
    assert strip_marks(title) == plain


def test_main_titles_end_where_a_subtitle_may_begin():
    assert main_titles("Calcinosis cutis: a case – and review") == ("calcinosis cutis", "calcinosis cutis a case")
    assert main_titles("Is it so? Yes (partly)") == ("is it so", "is it so yes")
    assert main_titles("No subtitle") == ()
    assert len(main_titles("a: " * 50)) == 10


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("iv", 4),
        ("IX", 9),
        ("xiv", 14),
        ("XXX", 30),
        ("12", 12),
        ("2nd", 2),
        ("third", 3),
        ("ten", 10),
        ("civil", None),
        ("", None),
    ],
)
def test_number_words(word, value):
    assert number_value(word) == value


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Calcinosis cutis: part I. Diagnostic pathway", 1),
        ("Cutaneous deposition diseases. Part II", 2),
        ("Surface chemistry of bone. III. Observations on phosphatase", 3),
        ("II. Treatment of calcinosis", 2),
        ("Désingularisation de métriques. II", 2),
        ("Calcinosis, second report", 2),
        ("3rd annual survey of calcinosis", 3),
        ("Studies on bone (IV)", 4),
        ("Teil 2: Therapie", 2),
        ("Calcinosis (second of two parts)", 2),
        ("Calcinosis: the first of three articles", 1),
        ("Calcinosis. Part 2 of 3", 2),
        ("Calcinosis. Fourth in a series of six papers", 4),
        ("One of two patients", None),
        ("Effects of angiotensin II", None),
        ("Collagen type II in cartilage", None),
        ("A report of three cases", None),
        ("Report three cases of calcinosis", None),
        ("Calcinosis", None),
    ],
)
def test_part_numbers(title, part):
    assert part_number(title) == part


@pytest.mark.parametrize(
    "title",
    [
        "Editorial",
        "Reports",
        "Contributors",
        "Calls for Papers and Announcements",
        "EDITORIAL.",
        "Editorial, May 1998",
        "Reply",
        "In this issue",
        "Letter to the Editor",
        "Erratum",
        "Editor's Notes",
        "2008",
        "Untitled",
        "Case report",
    ],
)
def test_headings_say_nothing(title):
    assert says_nothing(title)


@pytest.mark.parametrize(
    "title",
    ["Calcinosis", "Reply to therapy in lupus", "Editorial independence in journals", "Letters from the war on lupus"],
)
def test_titles_say_something(title):
    assert not says_nothing(title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Erratum to: Calcinosis", "erratum"),
        ("Corrigendum", "erratum"),
        ("Correction: Calcinosis", "erratum"),
        ("Author Correction: Calcinosis", "erratum"),
        ("Calcinosis [Erratum, see p. 12]", "erratum"),
        ("Calcinosis. Erratum", "erratum"),
        ("Calcinosis. Correction", "erratum"),
        ("Deformity and its correction", None),
        ("Calcinosis (vol 360, pg 542, 2009)", "erratum"),
        ("Retraction: Calcinosis", "retraction"),
        ("Expression of concern: Calcinosis", "retraction"),
        ("Reply to Dr Smith", "reply"),
        ("Authors' response", "reply"),
        ("In reply: calcinosis", "reply"),
        ("Response to the letter by Smith", "reply"),
        ("Calcinosis: author reply", "reply"),
        ("Calcinosis [reply]", "reply"),
        ("Comment on: Calcinosis", "comment"),
        ("Commentary: Calcinosis", "comment"),
        ("Re: Calcinosis", "comment"),
        ("Calcinosis: comment", "comment"),
        ("Book review: Calcinosis", "book review"),
        ("Calcinosis - reply", "reply"),
        ("Calcinosis in lupus (Journal of Bones (2009) 360:3 (542-544))", "erratum"),
        ("Reply to Dr Smith (Journal of Bones (2009) 360 (542-544))", "reply"),
        ("Calcinosis in lupus (a study of bones (2009) in rats)", None),
        ("RETRACTED: Calcinosis", None),
        ("Correction of deformity in lupus", None),
        ("Response of calcification to immunoglobulin", None),
        ("Correction", "erratum"),
        ("Calcinosis", None),
    ],
)
def test_notices(title, kind):
    assert notice_kind(title) == kind
