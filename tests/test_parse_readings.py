"""From labels to values to works, label by label, so that every rule shows."""

from __future__ import annotations

import sys

import pytest

from refparse.parse.assemble import Assembled, Found, assemble
from refparse.parse.build import build
from refparse.parse.choose import read_labelled
from refparse.parse.gaps import read_gap
from refparse.parse.labeller import Labelling
from refparse.parse.tokens import cut
from refparse.pipeline.strings import load_labeller, parse_strings
from refparse.reference import Parsed, ReferenceString
from refparse.work import NOBODY, Date

CUES = {"vol": "volume", "heft": "issue", "no": "issue", "pp": "page", "s": "page", "eds": "editor", "jg": "volume"}
SHORT = {
    "T": "title", "C": "container-title", "V": "volume", "I": "issue", "P": "page", "Y": "issued", "D": "DOI",
    "F": "author-family", "G": "author-given", "A": "author-link", "E": "editor-family", "H": "editor-given",
    "X": "editor-link", "N": "note", "i": "in", "R": "arXiv",
}  # fmt: skip


def _read(text: str, letters: str) -> Assembled:
    """The assembled string; one letter a word."""
    words, _, starts = cut(text)
    assert len(words) == len(letters), words
    labels = [SHORT[letter] for letter in letters]
    return assemble(text, Labelling(words, starts, labels, [0.9] * len(words), -0.1, 0), CUES)


def _texts(text: str, found: Assembled) -> dict[str, str]:
    return {one.label: text[one.start : one.end] for one in found.fields}


def _dropped(text: str, found: Assembled) -> list[tuple[str, str]]:
    return [(text[start:end], reason) for start, end, reason in found.dropped]


@pytest.mark.parametrize(
    ("text", "letters", "fields"),
    [
        ("Skin, Heft 3", "CII", {"container-title": "Skin", "issue": "3"}),
        ("Skin 8, Heft 1", "CVVV", {"container-title": "Skin", "volume": "8", "issue": "1"}),
        ("Skin 105 (419", "CVV", {"container-title": "Skin", "volume": "105", "issue": "419"}),
        ("Skin, 45. Jg.", "CVV", {"container-title": "Skin", "volume": "45"}),
        ("Skin 39/153", "CVV", {"container-title": "Skin", "volume": "39", "issue": "153"}),
        ("Skin 12/13", "CVV", {"container-title": "Skin", "volume": "12/13"}),
        ("Skin 2/2004", "CVV", {"container-title": "Skin", "volume": "2/2004"}),
        ("Skin II/3", "CVV", {"container-title": "Skin", "volume": "II/3"}),
        ("Skin, S. 320ff.", "CPP", {"container-title": "Skin", "page": "320"}),
        ("Skin 320 ff", "CPP", {"container-title": "Skin", "page": "320"}),
        ("Skin 320-330f", "CPP", {"container-title": "Skin", "page": "320-330f"}),
        ("Skin 53-54", "CVV", {"container-title": "Skin", "volume": "53-54"}),
        ("Skin, S. 12-5", "CPPP", {"container-title": "Skin", "page": "12-5"}),
        ("Skin S12-5", "CPPP", {"container-title": "Skin", "page": "S12-5"}),
        ("Skin pp12-5", "CPPP", {"container-title": "Skin", "page": "12-5"}),
        ("doi: 10.1000/182", "DD", {"DOI": "10.1000/182"}),
        ("https://doi.org/10.1000/182", "DD", {"DOI": "10.1000/182"}),
        ("doi", "D", {"DOI": "doi"}),
        ("Skin (British", "CC", {"container-title": "Skin (British"}),
        ("Skin (British) 3", "CCV", {"container-title": "Skin (British)", "volume": "3"}),
        ("(British) Skin 3", "CCV", {"container-title": "(British) Skin", "volume": "3"}),
        ("On skin? Skin 3", "TTCV", {"title": "On skin?", "container-title": "Skin", "volume": "3"}),
        ("Skin (Lond.) 3", "CCV", {"container-title": "Skin (Lond.)", "volume": "3"}),
        ("(Br. Skin.) 3", "CCV", {"container-title": "Br. Skin.", "volume": "3"}),
        ("पत्रिका 3", "CCCV", {"container-title": "पत्रिका", "volume": "3"}),
        ("J. Skin. 3", "CCV", {"container-title": "J. Skin.", "volume": "3"}),
        ("J Skin. 3", "CCV", {"container-title": "J Skin", "volume": "3"}),
    ],
)
def test_a_run_loses_what_announces_it_and_keeps_its_own_marks(text: str, letters: str, fields: dict[str, str]) -> None:
    assert _texts(text, _read(text, letters)) == fields


def test_the_pages_that_follow_are_told() -> None:
    text = "Skin, S. 320 ff."
    assert _dropped(text, _read(text, "CPPP")) == [("S", "announces a field"), ("ff", "the pages that follow")]


def test_words_of_no_field_are_dropped_with_a_reason() -> None:
    text = "Doe J et al. Skin. In: Lim K (eds) Cutis [Epub] vol. 3"
    found = _read(text, "FGAATiEHXCNVV")
    assert _texts(text, found) == {
        "author": "Doe J",
        "title": "Skin",
        "editor": "Lim K",
        "container-title": "Cutis",
        "volume": "3",
    }
    assert found.author.et_al
    assert _dropped(text, found) == [
        ("et", "ties names"),
        ("al", "ties names"),
        ("In", "announces a field"),
        ("eds", "ties names"),
        ("Epub", "note"),
        ("vol", "announces a field"),
    ]


def test_a_field_printed_twice_is_taken_once() -> None:
    text = "1999; Skin 3; 2001"
    found = _read(text, "YCVY")
    assert _texts(text, found)["issued"] == "1999"
    assert _dropped(text, found) == [("2001", "second issued")]


def test_of_two_containers_the_longer_counts_where_there_is_a_title() -> None:
    text = "Skin; On it; Journal of Skin"
    found = _read(text, "CTTCCC")
    assert _texts(text, found) == {"title": "On it", "container-title": "Journal of Skin"}
    assert _dropped(text, found) == [("Skin", "second container-title")]
    text = "Journal of Skin; On it; Skin"
    found = _read(text, "CCCTTC")
    assert _texts(text, found)["container-title"] == "Journal of Skin"


def test_two_titles_without_a_container_are_a_title_and_its_container() -> None:
    text = "On skin 3 Journal of Skin"
    assert _texts(text, _read(text, "TTVTTT")) == {
        "title": "On skin",
        "volume": "3",
        "container-title": "Journal of Skin",
    }
    assert _texts("On skin; Skin", _read("On skin; Skin", "TTT")) == {"title": "On skin; Skin"}


def test_editors_before_their_book_are_editors() -> None:
    text = "Doe J (eds) Skin"
    found = _read(text, "FGNT")
    assert [name.family for name in found.editor.names] == ["Doe"]
    assert found.author == NOBODY
    for text, letters in (("Doe J, eds Skin", "FGNT"), ("Skin Doe J", "TFG"), ("Doe J Skin", "FGT")):
        assert [name.family for name in _read(text, letters).author.names] == ["Doe"]


def test_what_ties_nobody_is_nobody() -> None:
    for text, letters in (("et al. Skin", "AAT"), ("and Skin", "AT")):
        assert not _read(text, letters).author.names


@pytest.mark.parametrize(
    ("text", "fields", "field", "value"),
    [
        ("1991, 1992", {"issued": (0, 10)}, "issued", Date(year=1991, literal="1991, 1992")),
        ("o. J.", {"issued": (0, 5)}, "issued", Date(literal="o. J.")),
        ("May 2010", {"issued": (0, 8)}, "issued", Date(year=2010, month=5)),
        ("10.1000/182", {"DOI": (0, 11)}, "DOI", "10.1000/182"),
        ("Skin https://doi.org/10.1016/j.ab.... x", {"DOI": (5, 37)}, "doi_prefix", "10.1016/j.ab"),
        ("Skin 10.1000/182", {"title": (0, 4)}, "DOI", "10.1000/182"),
        ("http://a.org/10.1000/182", {"URL": (0, 24)}, "URL", None),
        ("http://a.org/x", {"URL": (0, 14)}, "URL", "http://a.org/x"),
        ("PMID: 18329987", {"PMID": (6, 14)}, "PMID", "18329987"),
        ("PMID: many", {"PMID": (6, 10)}, "PMID", None),
        ("Skin PMC1233456", {"title": (0, 4)}, "PMCID", "PMC1233456"),
        ("Skin PMC", {"title": (0, 4)}, "PMCID", None),
        ("arXiv:1707.08052v2", {"arXiv": (6, 18)}, "arXiv", "1707.08052v2"),
        ("arXiv hep", {"arXiv": (6, 9)}, "arXiv", "hep"),
        ("Skin 30 – 41", {"page": (5, 12)}, "page", "30–41"),
        ("Skin 1995.2", {"title": (0, 4)}, "DOI", None),
    ],
)
def test_values_are_tidied_and_identifiers_read(
    text: str, fields: dict[str, tuple[int, int]], field: str, value: object
) -> None:
    found = tuple(Found(label, start, end, 1.0) for label, (start, end) in fields.items())
    work, _ = build(text, Assembled(found, NOBODY, NOBODY, (), ()))
    assert getattr(work, field) == value


def test_the_type_says_what_it_was_decided_by() -> None:
    work, because = build(
        "Doe J. Skin. PhD thesis. Ulm", Assembled((Found("title", 7, 11, 1.0),), NOBODY, NOBODY, (), ())
    )
    assert (work.type, because) == ("thesis", "'PhD thesis' is printed")


def test_a_long_gap_is_known_by_its_ends() -> None:
    assert read_gap(" .......... ").key == read_gap(" ............ ").key
    assert len(read_gap("; -- : -- ;").key) < len("; -- : -- ;")


def test_nothing_to_label_is_nothing_labelled() -> None:
    labeller = load_labeller()
    assert labeller.label([]) == []
    assert [one.words for one in labeller.label(["", "Skin"])] == [[], ["Skin"]]


def test_an_entry_a_page_break_cuts_lies_in_two_places() -> None:
    labeller = load_labeller()
    text = "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."
    cut_entry = ReferenceString(id="r", document_id="d", number=1, label=None, text=text, spans=((0, 20), (50, 103)))
    result = read_labelled(cut_entry, labeller.label([text])[0], labeller.model, by=labeller.name)
    assert isinstance(result, Parsed)
    places = {field.name: field.spans for field in result.fields}
    assert places["title"] == ((8, 20), (50, 66))
    assert places["page"] == ((97, 102),)


def test_words_met_once_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."
    labeller = load_labeller()
    first = labeller.label([text])
    monkeypatch.setattr(sys.modules["refparse.parse.labeller"], "_REMEMBERED", 3)
    assert labeller.label([text]) == first
    [result] = parse_strings([text], labeller=labeller)
    assert isinstance(result, Parsed)


@pytest.mark.parametrize(
    ("text", "letters", "number", "volume", "dropped"),
    [
        ("arXiv:1810.04805v2 [cs.CL]", "iRRVVNN", "1810.04805v2", None, ["arXiv", "cs.CL"]),
        ("arXiv:1810.04805v2 [cs.CL]", "iRRRRRR", "1810.04805v2", None, ["arXiv", "cs", "CL"]),
        ("1810.04805 [cs.CL]", "RRRR", "1810.04805", None, ["cs", "CL"]),
        ("hep-th/9901001v3", "RRVV", "hep-th/9901001v3", None, []),
        ("1810.04805v2", "RRTT", "1810.04805v2", None, []),
        ("1810.04805, vol 2", "RRVV", "1810.04805", "2", ["vol"]),
        ("cs.CL", "RR", "cs.CL", None, []),
        ("1810.04805v2 Lupus", "RRTTT", "1810.04805", None, []),
    ],
)
def test_a_preprints_number_ends_with_its_version(
    text: str, letters: str, number: str, volume: str | None, dropped: list[str]
) -> None:
    found = _read(text, letters)
    texts = _texts(text, found)
    assert (texts["arXiv"], texts.get("volume")) == (number, volume)
    assert [one for one, _ in _dropped(text, found)] == dropped


def test_an_author_list_of_thousands_is_read_to_its_end() -> None:
    names = [
        f"{family} {given}" for family in ("Tay", "Lim", "Okada", "Savin", "Powell") for given in "ABCDEFGHIJKLMNOPRSTW"
    ]
    [result] = parse_strings([f"{', '.join(names * 10)}. Calcinosis of the skin. Lancet 1970;11:30-41."])
    assert isinstance(result, Parsed)
    assert len(result.work.author.names) == 1000
    assert (result.work.title, result.work.container_title) == ("Calcinosis of the skin", "Lancet")
    assert (result.work.volume, result.work.page) == ("11", "30-41")
