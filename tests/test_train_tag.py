"""Labels for the words no value holds."""

from __future__ import annotations

import pytest

from refparse.parse.tokens import cut
from refparse.train.labelled import Labelled
from refparse.train.lexicon import read_lexicon
from refparse.train.tag import tag


def _tags(text: str, **values: str | list[str]) -> dict[str, str]:
    spans = []
    for name, found in values.items():
        label = name.replace("_", "-")
        for value in [found] if isinstance(found, str) else found:
            start = text.index(value)
            spans.append((label, start, start + len(value)))
    spans.sort(key=lambda span: span[1])
    words = cut(text)[0]
    tags = tag(Labelled(id="x", source="x", text=text, spans=tuple(spans)), read_lexicon().cues)
    return dict(zip(words, tags, strict=True))


@pytest.mark.parametrize(
    ("text", "values", "word", "label"),
    [
        ("Doe J and Lim K", {"author_family": ["Doe", "Lim"], "author_given": ["J", "K"]}, "and", "author-link"),
        ("Doe J et al. Skin", {"author_family": "Doe", "author_given": "J", "title": "Skin"}, "al", "author-link"),
        (
            "Skin. In: Doe J (eds) Cutis",
            {"title": "Skin", "editor_family": "Doe", "editor_given": "J"},
            "eds",
            "editor-link",
        ),
        ("Skin. In: Cutis", {"title": "Skin", "container_title": "Cutis"}, "In", "in"),
        ("Cutis, pp. 2-4", {"container_title": "Cutis", "page": "2-4"}, "pp", "page"),
        ("Cutis, Vol. 3", {"container_title": "Cutis", "volume": "3"}, "Vol", "volume"),
        ("Cutis, Heft 3", {"container_title": "Cutis", "issue": "3"}, "Heft", "issue"),
        ("Skin. doi: 10.1000/182", {"title": "Skin", "DOI": "10.1000/182"}, "doi", "DOI"),
        ("Skin. https://doi.org/10.1000/182", {"title": "Skin", "DOI": "10.1000/182"}, "https://doi.org/", "DOI"),
        ("Skin. PMID: 123", {"title": "Skin", "PMID": "123"}, "PMID", "PMID"),
        ("Skin. 2nd edition", {"title": "Skin", "edition": "2nd"}, "edition", "edition"),
        ("Skin. Epub ahead", {"title": "Skin"}, "Epub", "note"),
        (
            "Edited by Doe J. Skin",
            {"editor_family": "Doe", "editor_given": "J", "title": "Skin"},
            "Edited",
            "editor-link",
        ),
    ],
)
def test_a_word_of_no_value_is_told_by_its_neighbours(
    text: str, values: dict[str, str | list[str]], word: str, label: str
) -> None:
    assert _tags(text, **values)[word] == label


def test_every_word_has_one_label() -> None:
    text = "12. Doe J. Skin [in German]. Cutis 1999;3:2"
    tags = _tags(text, title="Skin", issued="1999")
    assert tags["Skin"] == "title"
    assert tags["1999"] == "issued"
    assert tags["German"] == "note"


def test_a_word_two_spans_share_is_the_one_that_holds_most_of_it() -> None:
    row = Labelled(id="x", source="x", text="Skin2019", spans=(("title", 0, 4), ("issued", 4, 8)))
    assert tag(row, read_lexicon().cues) == ["title", "issued"]
    row = Labelled(id="x", source="x", text="2019b", spans=(("volume", 0, 1), ("issued", 1, 5)))
    assert tag(row, read_lexicon().cues) == ["issued"]
