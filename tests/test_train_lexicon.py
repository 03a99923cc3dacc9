"""The lists of facts that come with the package."""

from __future__ import annotations

from refparse.parse.words import CUES, JOURNAL, PLACE, PUBLISHER
from refparse.train.lexicon import read_lexicon, shipped


def test_the_lists_know_what_they_should() -> None:
    lexicon = read_lexicon()
    assert lexicon.cues["hrsg"] == "editor"
    assert lexicon.cues["pp"] == "page"
    assert "is" not in lexicon.cues
    assert lexicon.phrases["arch dermatol"] & JOURNAL
    assert lexicon.phrases["suhrkamp"] & PUBLISHER
    assert lexicon.phrases["frankfurt am main"] & PLACE
    assert "müller" in lexicon.families
    assert "hans" in lexicon.givens


def test_every_cue_is_of_a_kind_that_is_used() -> None:
    assert set(read_lexicon().cues.values()) <= set(CUES)


def test_lists_are_sorted_and_say_what_they_are() -> None:
    for name in ("journals.txt", "publishers.txt", "places.txt", "families.txt", "given.txt"):
        lines = (shipped() / name).read_text("utf8").splitlines()
        assert lines[0].startswith("# ")
        assert len(lines) == len(set(lines))
