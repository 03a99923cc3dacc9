"""Every character of a reference string belongs to a field, to a dropped span, or to a separator."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.pipeline.strings import parse_strings, shipped_labeller
from refparse.reference import Parsed, Unparsed

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "parsing"
STRINGS = {
    "anystyle-core": 1507,
    "anystyle-gold": 1090,
    "anystyle-good": 2893,
    "anystyle-ugly": 2274,
    "excite-de": 2823,
    "excite-en": 1564,
    "excite-foot": 479,
    "grobid-cjk": 207,
    "grobid": 5229,
    "parscit-citeseerx": 119,
    "parscit-cora": 495,
    "parscit-flux-cim-cs": 172,
    "parscit-humanities": 192,
    "parscit-iconip": 43,
    "plos": 556,
    "pmc-bio": 2968,
    "pmc-med": 3405,
}
PIECES = st.sampled_from(
    [
        "Smith J",
        "van der Berg, K.",
        ", ",
        ". ",
        "; ",
        ": ",
        " (",
        ") ",
        "1999",
        "2019b",
        "12",
        "3-7",
        "S12–5",
        "e0200721",
        "Lupus of the skin",
        "Arch Dermatol",
        "In: ",
        "eds.",
        "pp. ",
        "Vol. ",
        "Heft ",
        "doi:10.1000/182",
        "https://a.b/c",
        "„",
        "“",
        "[",
        "]",
        "\u00a0",
        "中国",
        "Ж",
        "\ud800",
        "é",
        "n.d.",
        "et al.",
        " & ",
        "Suhrkamp",
        "Frankfurt a. M.",
    ]
)


def _left_over(result: Parsed | Unparsed) -> str:
    """The letters and digits that no field and no dropped span holds."""
    if isinstance(result, Unparsed):
        return ""
    text, at, left = result.reference.text, 0, ""
    spans = [span for field in result.fields for span in field.spans] + [one.span for one in result.dropped]
    for start, end in sorted(spans):
        left, at = left + text[at:start], max(at, end)
    return "".join(filter(str.isalnum, left + text[at:]))


def _check(texts: Iterable[str]) -> int:
    count = 0
    for result in parse_strings(texts, labeller=shipped_labeller()):
        assert _left_over(result) == "", result.reference.text
        for field in result.fields if isinstance(result, Parsed) else ():
            assert field.text == "".join(result.reference.text[start:end] for start, end in field.spans)
            assert field.text
            assert 0.0 <= field.confidence <= 1.0
        count += 1
    return count


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_pieces_of_references_are_all_accounted_for(text: str) -> None:
    assert _check([text]) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_accounted_for(text: str) -> None:
    assert _check([text]) == 1


@pytest.mark.no_cover
@pytest.mark.parametrize(("source", "count"), STRINGS.items())
def test_every_gold_string_is_accounted_for(source: str, count: int) -> None:
    file = GOLD / f"dev-{source}.jsonl"
    if not file.is_file():
        pytest.skip("the gold strings lie beside the checkout, and are not here")
    texts = [json.loads(line)["raw"] for line in file.read_text("utf8").splitlines()]
    assert _check(texts) == len(texts) == count
