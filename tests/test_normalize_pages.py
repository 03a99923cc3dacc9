"""Pages written out, and the keys made of them."""

from __future__ import annotations

import pytest

from refparse.normalize.pages import first_page, last_page, page_range


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2679-84", "2679", "2684"),
        ("2679–2684", "2679", "2684"),
        ("70–4", "70", "74"),
        ("1057–9", "1057", "1059"),
        ("585 – 587", "585", "587"),
        ("e12–e19", "e12", "e19"),
        ("e12-9", "e12", "e19"),
        ("E100-5.", "E100", "E105"),
        ("S70–S76", "S70", "S76"),
        ("S70–6", "S70", "S76"),
        ("s70-S76", "s70", "S76"),
        ("128S–132S", "128S", "132S"),
        ("128S-32S", "128S", "132S"),
        ("iii32-5", "iii32", "iii35"),
        ("pp. 12-15", "12", "15"),
        ("p 12", "12", "12"),
        ("393", "393", "393"),
        ("e0200721", "e0200721", "e0200721"),
        ("S-1178", "S1178", "S1178"),
        ("xi–xv", "xi", "xv"),
        ("84-2679", "84", "2679"),
        ("84-79", "84", "79"),
        ("12A-13B", "12A", "13B"),
        ("S12-T14", "S12", "T14"),
        ("12–14, 20", "12", "14"),
        ("12-", "12", "12"),
        ("-12", "", ""),
        ("", "", ""),
        ("1-2-3", "1", "2-3"),
    ],
)
def test_ranges_are_written_out(text, first, last):
    assert page_range(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "key"), [("S-1178", "s1178"), ("E0012", "e12"), ("0", "0"), ("100–17", "100"), ("", "")]
)
def test_first_pages_are_keys(text, key):
    assert first_page(text) == key


@pytest.mark.parametrize(("text", "key"), [("2679-84", "2684"), ("S070–S076", "s76"), ("12", "12")])
def test_last_pages_are_keys(text, key):
    assert last_page(text) == key
