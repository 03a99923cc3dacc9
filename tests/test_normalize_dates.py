from __future__ import annotations

import pytest

from refparse.normalize.dates import find_year, parse_date, print_date, read_date
from refparse.work import Date

TABLE = {
    "2008": Date(year=2008),
    "1500": Date(year=1500),
    "2008 Aug": Date(year=2008, month=8),
    "2008 Aug 12": Date(year=2008, month=8, day=12),
    "2008 Aug. 12": Date(year=2008, month=8, day=12),
    "2008 August 12th": Date(year=2008, month=8, day=12),
    "  2008\n Aug ": Date(year=2008, month=8),
    "2011 Sept 1": Date(year=2011, month=9, day=1),
    "Aug 2008": Date(year=2008, month=8),
    "May 17, 2018": Date(year=2018, month=5, day=17),
    "May 17 2018": Date(year=2018, month=5, day=17),
    "17 May 2018": Date(year=2018, month=5, day=17),
    "17. Mai 2018": Date(year=2018, month=5, day=17),
    "1st May 2001": Date(year=2001, month=5, day=1),
    "18 sierpnia 2021": Date(year=2021, month=8, day=18),
    "12 Août 1999": Date(year=1999, month=8, day=12),
    "2008 Okt": Date(year=2008, month=10),
    "2018-05-17": Date(year=2018, month=5, day=17),
    "2018-05": Date(year=2018, month=5),
    "2005b": Date(year=2005, literal="2005b"),
    "in press": Date(literal="in press"),
    "In press": Date(literal="In press"),
    "im Druck": Date(literal="im Druck"),
    "n.d.": Date(literal="n.d."),
    # Of a range the first counts.
    "1999 Mar-Apr": Date(year=1999, month=3),
    "1999 Mar–Apr": Date(year=1999, month=3),
    "Mar-Apr 1999": Date(year=1999, month=3),
    "2008 Aug 12-19": Date(year=2008, month=8, day=12),
    "2008 Spring": Date(year=2008, season="spring"),
    "Winter 1999": Date(year=1999, season="winter"),
    "3 Spring 2001": Date(year=2001, season="spring"),
}
NO_DATES = (
    "", "hello", "0999", "1499", "2101", "20080", "2008 Foo", "Foo 2008", "2008 Aug 0", "2008 Aug 32", "2008-00",
    "2008-13", "2018-05-32", "2008 Aug 12 13", "May 2018 17", "1998-99", "٢٠٠٨", "100:17–22", "13.4",
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TABLE.items())
def test_a_date_at_the_precision_printed(text, wanted):
    assert parse_date(text) == wanted


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (Date(year=2008, month=8, day=12), "2008 Aug 12"),
        (Date(year=2008, month=8), "2008 Aug"),
        (Date(year=2008, season="autumn"), "2008 Autumn"),
        (Date(year=2008), "2008"),
        (Date(year=2005, literal="2005b"), "2005b"),
        (Date(literal="in press"), "in press"),
    ],
)
def test_printing_as_pubmed_does(date, text):
    assert print_date(date) == text


@pytest.mark.parametrize("text", TABLE)
def test_printing_and_reading_again_changes_nothing(text):
    assert parse_date(print_date(TABLE[text])) == TABLE[text]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_prints_and_reads(month):
    assert parse_date(print_date(Date(year=1999, month=month, day=3))) == Date(year=1999, month=month, day=3)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(Berlin, 1911)", "1911"),
        ("1889-1911", "1889"),
        ("2005b", "2005"),
        ("1492", None),
        ("pp. 120005", None),
        ("", None),
    ],
)
def test_years_in_running_text(text, year):
    assert find_year(text) == year


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2008 Aug 12", Date(year=2008, month=8, day=12)),
        ("reprinted 1970 and 1981", Date(year=1970, literal="reprinted 1970 and 1981")),
        ("undated", Date(literal="undated")),
    ],
)
def test_what_is_no_date_keeps_its_year_and_its_words(text, date):
    assert read_date(text) == date
