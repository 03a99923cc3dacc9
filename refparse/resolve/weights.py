"""What each grade of a candidate's standing in a reference string weighs, and where the figures come from.

A weight is in bits: how much likelier the grade makes it that the candidate is the work
meant, given all other fields. The weights of the string's fields were fitted together by
logistic regression (L2, penalty 1) on half of a public set of reference strings with known
targets, parted by a hash of the DOI, each string against the ten best hits of a word search,
and rounded to an eighth; ``python -m benchmarks.matching GOLD --fit`` makes them again. So
fields that lean on one another share what they weigh, and the common grade of a field
may weigh little. The figures for DOIs are set by judgement: too few strings print one.
The limit is the lowest, in quarters of a bit, that keeps false resolutions on that half under
one in two hundred.
"""

from __future__ import annotations

from typing import NamedTuple

from refparse.evidence import Level


class Row(NamedTuple):
    """One grade of one field: its level, its weight in bits, and what it means."""

    field: str
    grade: str
    level: Level
    weight: float
    means: str


TABLE = (
    Row("title", "whole", "exact", 2.625, "stands in the string, letter for letter"),
    Row("title", "misprinted", "near", 1.0, "stands in the string, a letter in ten off"),
    Row("title", "alike", "near", -2.75, "stands in the string, a letter in five off"),
    Row("title", "whole short", "folded", 1.25, "stands there, but so short that others may bear it"),
    Row("title", "misprinted short", "near", 1.125, "short, and misprinted"),
    Row("title", "alike short", "near", -1.0, "short, and a letter in five off"),
    Row("title", "whole heading", "near", 0.875, "a heading that many pieces carry"),
    Row("title", "misprinted heading", "near", 0.125, "such a heading, misprinted"),
    Row("title", "alike heading", "near", 1.625, "such a heading, a letter in five off"),
    Row("title", "main", "near", -1.0, "stands there without its subtitle"),
    Row("title", "main and more", "conflict", 0.0, "its main part stands there, and other words"),
    Row("title", "not printed", "absent", -0.125, "the string prints no title that is known"),
    Row("title", "other title", "conflict", -2.625, "the string has another title"),
    Row("title", "other number", "conflict", -0.75, "alike but for a number, or a word that turns the meaning"),
    Row("title", "none given", "absent", -0.125, "the record has none"),
    Row("author", "all", "exact", 4.25, "all families of the record stand in the string, the first one first"),
    Row("author", "the only one", "exact", 3.875, "the record's only one stands in the string"),
    Row("author", "et al.", "folded", 1.5, "the first ones, and the string says et al."),
    Row("author", "most", "near", 1.25, "more than two in three"),
    Row("author", "the first", "near", -1.75, "the first, without et al."),
    Row("author", "more people", "near", 0.0, "the string names people that the record does not"),
    Row("author", "namesake", "conflict", 0.0, "the first has another initial"),
    Row("author", "reordered", "conflict", -1.75, "another one comes first"),
    Row("author", "not the first", "conflict", -2.0, "some, but not the first"),
    Row("author", "conflict", "conflict", -5.25, "other people"),
    Row("author", "not printed", "absent", -2.5, "the string names nobody"),
    Row("author", "none given", "absent", -0.5, "the record names nobody"),
    Row("author", "neither", "absent", 3.125, "neither names anybody"),
    Row("container_title", "exact", "exact", 0.375, "printed alike"),
    Row("container_title", "folded", "folded", 0.625, "one abbreviates the other by the rules"),
    Row("container_title", "near", "near", 0.25, "misspelt, or one says more"),
    Row("container_title", "stands", "near", 0.875, "read otherwise, but it stands in the string"),
    Row("container_title", "conflict", "conflict", -1.125, "another one was read"),
    Row("container_title", "not printed", "absent", -0.5, "none was read, and it does not stand in the string"),
    Row("container_title", "none given", "absent", -0.625, "the record has none"),
    Row("issued", "exact", "exact", 2.375, "the year in print or online"),
    Row("issued", "misprint", "near", 2.25, "the year with a letter in it, or broken by a blank"),
    Row("issued", "near", "near", -2.625, "a year apart"),
    Row("issued", "conflict", "conflict", -3.0, "years apart"),
    Row("issued", "not printed", "absent", -0.75, "the string has no year"),
    Row("issued", "none given", "absent", 1.75, "the record has no year"),
    Row("volume", "exact", "exact", 1.625, "one volume"),
    Row("volume", "near", "near", 0.375, "one says more: a supplement, a part"),
    Row("volume", "stands", "near", 2.375, "read otherwise, but the number stands in the string"),
    Row("volume", "misprint", "near", 0.5, "with a letter in it, or broken by a blank"),
    Row("volume", "the year", "near", -0.75, "the record has the year as its volume"),
    Row("volume", "conflict", "conflict", -2.625, "another volume"),
    Row("volume", "not printed", "absent", -0.5, "the string has none"),
    Row("volume", "none given", "absent", -0.75, "the record has none"),
    Row("volume", "neither", "absent", -0.25, "neither has one"),
    Row("issue", "exact", "exact", -0.5, "one issue"),
    Row("issue", "stands", "near", -1.375, "read otherwise, but the number stands in the string"),
    Row("issue", "conflict", "conflict", 0.75, "another issue"),
    Row("issue", "not printed", "absent", 0.125, "the string has none"),
    Row("issue", "none given", "absent", -0.375, "the record has none"),
    Row("issue", "neither", "absent", 1.25, "neither has one"),
    Row("page", "both", "exact", 3.0, "first and last page"),
    Row("page", "first", "folded", 2.625, "the first page"),
    Row("page", "both stand", "near", 1.125, "read otherwise, but both numbers stand in the string"),
    Row("page", "stands", "near", 3.5, "read otherwise, but the first page stands in the string"),
    Row("page", "may stand", "near", 1.875, "the same, a number of one or two digits"),
    Row("page", "other letters", "near", 0.375, "one number under other letters"),
    Row("page", "other end", "near", 0.625, "the first page, and another last one"),
    Row("page", "misprint", "near", 1.25, "with a letter in it, or broken by a blank"),
    Row("page", "slip", "near", -1.875, "a digit off, or only the last page agrees"),
    Row("page", "conflict", "conflict", -5.5, "another page"),
    Row("page", "a part of it", "conflict", -2.25, "a page of a record that is a whole book"),
    Row("page", "not printed", "absent", -4.125, "the string has none"),
    Row("page", "none given", "absent", -0.25, "the record has none"),
    Row("page", "neither", "absent", -0.375, "neither has one"),
    Row("other numbers", "none", "exact", 2.75, "all numbers are accounted for"),
    Row("other numbers", "one", "near", -0.125, "one number is not"),
    Row("other numbers", "two", "conflict", -1.375, "two are not"),
    Row("other numbers", "more", "conflict", -1.375, "three or more are not"),
    Row("other words", "none", "exact", 2.125, "all words are accounted for"),
    Row("other words", "one", "near", -0.25, "one word is not"),
    Row("other words", "few", "conflict", -1.25, "two or three are not"),
    Row("other words", "some", "conflict", 0.5, "four to six are not"),
    Row("other words", "many", "conflict", -1.125, "seven or more are not"),
    Row("DOI", "as printed", "exact", 12.0, "the DOI printed in the reference"),
    Row("DOI", "another", "conflict", -2.0, "the reference prints another one"),
    Row("doi_prefix", "begins so", "near", 3.0, "the DOI begins as the reference prints it"),
    Row("doi_prefix", "conflict", "conflict", -8.0, "the DOI begins otherwise"),
)

#: Before anything is looked at, a hit of a search is the work meant this seldom.
PRIOR = -9.0
#: From here on a candidate is the work meant.
RESOLVED = 0.25
#: A runner-up that is another work must weigh this much less.
MARGIN = 1.0

WEIGHTS = {(row.field, row.grade): row for row in TABLE}
