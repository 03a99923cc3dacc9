"""tests/known-failures.toml: what we cannot read yet, strictly; and what must never be read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import refparse
from refparse.parse.check import example_fields
from refparse.parse.vote import ballot, vote

TABLES = tomllib.loads((Path(__file__).with_name("known-failures.toml")).read_text(encoding="utf-8"))
GRAMMARS = refparse.load_grammars()


def read(text: str) -> dict[str, Any]:
    """The fields of an entry as the grammar it votes for reads it; nothing when none does."""
    for grammar in ballot(vote([text], GRAMMARS), GRAMMARS):
        if (reading := grammar.read(text)) is not None:
            return example_fields(reading)
    return {}


@pytest.mark.parametrize(
    "failure",
    [pytest.param(one, marks=pytest.mark.xfail(reason=one["why"], strict=True)) for one in TABLES["failure"]],
    ids=lambda one: one["text"][:40],
)
def test_we_wish_it_were_read_so(failure):
    got = read(failure["text"])
    assert {key: got.get(key) for key in failure["wish"]} == failure["wish"]


@pytest.mark.parametrize("mended", TABLES["mended"], ids=lambda one: one["text"][:40])
def test_what_was_mended_stays_so(mended):
    got = read(mended["text"])
    assert {key: got.get(key) for key in mended["wish"]} == mended["wish"]


@pytest.mark.parametrize("negative", TABLES["negative"], ids=lambda one: one["text"][:40])
def test_text_that_only_looks_like_a_reference_stays_unread(negative):
    assert read(negative["text"]) == {}


def test_every_failure_says_what_and_why():
    for failure in TABLES["failure"]:
        assert set(failure) == {"text", "wish", "why"}
        assert failure["wish"]
    texts = [one["text"] for one in (*TABLES["failure"], *TABLES["negative"])]
    assert len(set(texts)) == len(texts)
