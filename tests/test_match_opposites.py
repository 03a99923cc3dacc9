"""Words that make another work of a title, and spellings that do not."""

from __future__ import annotations

import pytest

from refparse.match.opposites import glue_prefixes, opposed, say_opposites

OPPOSED = """
    men women
    males female
    with without
    left right
    mice rats
    inpatients outpatients
    primary tertiary
    acute chronic
    pediatric adults
    january june
    hypocalcemia hypercalcaemia
    intracellular extracellular
    pretreatment posttreatment
    premenopausal postmenopausal
    microscopic macroscopic
    monoarticular polyarticular
    unilateral bilateral
    anticoagulant procoagulant
    typical atypical
    ankylosing nonankylosing
    stable unstable
    active inactive
    dna antidna
    clinical subclinical
    gout pseudogout
    thyroid parathyroid
    function dysfunction
    a b
    c3 c4
    b12 b6
    static dynamic
    temporal spatial
    elective emergency
"""
ALIKE = """
    tumour tumor
    aetiology etiology
    aetiological etiological
    anaemia anemia
    oedema edema
    woman women
    child children
    men males
    calcification calcifications
    arthritis artrhitis
    interstitial interstital
    hypercalcaemia hypercalcemia
    nephritis neuritis
    men man
    a a
    12 13
    form inform
    interim extra
"""


def pairs(table):
    return [tuple(line.split()) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(OPPOSED))
def test_opposites(one, other):
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_no_opposites(one, other):
    assert not opposed(one, other)
    assert not opposed(other, one)


@pytest.mark.parametrize(
    ("words", "glued"),
    [
        ("non hodgkin lymphoma", "nonhodgkin lymphoma"),
        ("pre and post treatment", "preand posttreatment"),
        ("post 2000 survey", "post 2000 survey"),
        ("in patients", "in patients"),
        ("anti", "anti"),
    ],
)
def test_beginnings_are_joined_to_their_words(words, glued):
    assert " ".join(glue_prefixes(words.split())) == glued


def test_a_negation_on_one_side_is_an_opposite():
    assert say_opposites([], ["not"])
    assert say_opposites(["without"], ["cutis"])
    assert not say_opposites(["not", "lupus"], ["not", "lupsu"])
    assert not say_opposites([], ["cutis"])
