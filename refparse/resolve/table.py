"""What each grade of agreement weighs, and where the figures come from.

For every field, ``m`` is how often the grade is met when two records **are** one work
and both state the field, ``u`` how often when they are not but lie in the same journals
and years; each column adds up to one. A weight is log₂(m/u), to the nearest eighth of a
bit, so that weights add without rounding and a verdict can be checked by hand.

The figures are set by judgement beside what was counted, not fitted. Counted were four
public sets of labelled duplicates from systematic reviews (copper, cytology screening,
stroke, ASySD diabetes: 5,498 records, 29,271 candidate pairs): one title in 30 of true
pairs is reworded, one volume in 20 and one page in 50 differ, one issue in 25, one
journal in 30 is not known again, and years nearly never lie two apart. Citations are
typed with less care than library records, so ``m`` leaves more room for slips. ``u`` is
for records at large: the sets count only pairs that a blocking key had brought together,
where a title in 200 is alike and is a congress abstract printed again; vetoes see to those.
Publishers were not counted: those sets hold hardly a book. A large house brings out one
book in 25 of a subject, so agreement is worth three to four bits; imprints, mergers and
a place printed in its stead make a disagreement weak.
Fields lean on one another (volume on year, people on title), so no single agreement is
given all the weight its own count would allow.
"""

from __future__ import annotations

from math import log2
from typing import NamedTuple

from refparse.evidence import Level


class Row(NamedTuple):
    """One grade of one field: its level, its two probabilities, and what it means."""

    field: str
    grade: str
    level: Level
    m: float
    u: float
    means: str

    @property
    def weight(self) -> float:
        """log₂(m/u), to the nearest eighth."""
        return round(8 * log2(self.m / self.u)) / 8


TABLE = (
    Row("title", "exact", "exact", 0.67, 2.0e-5, "printed alike"),
    Row("title", "folded", "folded", 0.15, 5.0e-6, "alike but for case, accents, dashes, blanks"),
    Row("title", "short", "folded", 0.03, 3.0e-4, "alike, but so short that others may bear it"),
    Row("title", "misspelt", "near", 0.06, 1.0e-5, "every word of one is a word of the other, perhaps misspelt"),
    Row("title", "cut", "near", 0.04, 1.0e-5, "one is the other without its subtitle"),
    Row("title", "heading", "near", 0.005, 3.0e-3, "both are one heading that many pieces carry"),
    Row("title", "reworded", "near", 0.02, 2.0e-3, "alike, but words were added or exchanged"),
    Row("title", "contained", "conflict", 0.001, 3.0e-3, "one is a run of words in the other, not before a subtitle"),
    Row("title", "other number", "conflict", 0.001, 1.6e-2, "alike but for a number or letter that counts"),
    Row("title", "opposite", "conflict", 0.0005, 0.002, "alike but for a word that turns the meaning"),
    Row("title", "conflict", "conflict", 0.0225, 0.973655, "two titles"),
    Row("author", "exact list", "exact", 0.50, 6.0e-4, "several, printed alike"),
    Row("author", "folded list", "folded", 0.05, 6.0e-5, "several, alike but for case and accents"),
    Row("author", "initials list", "initials", 0.12, 2.0e-4, "several, given names in full against initials"),
    Row("author", "exact one", "exact", 0.10, 1.5e-3, "the only one that can be compared, printed alike"),
    Row("author", "folded one", "folded", 0.02, 3.0e-4, "the only one, alike but for case and accents"),
    Row("author", "initials one", "initials", 0.05, 1.0e-3, "the only one, given name in full against initials"),
    Row("author", "shorter list", "near", 0.04, 1.0e-3, "one list stops earlier, without et al."),
    Row("author", "shorter one", "near", 0.02, 1.0e-3, "one names only the first of several, without et al."),
    Row("author", "one off", "near", 0.04, 1.0e-3, "three or more agree but for one name or initial"),
    Row("author", "one off of few", "near", 0.015, 1.0e-3, "one or two agree but for one name or initial"),
    Row("author", "reordered", "near", 0.01, 1.25e-3, "the same people in another order"),
    Row("author", "overlap", "near", 0.01, 1.0e-2, "half of them or more in common"),
    Row("author", "conflict", "conflict", 0.025, 0.98109, "other people"),
    Row("container_title", "exact", "exact", 0.62, 0.05, "printed alike"),
    Row("container_title", "folded", "folded", 0.28, 0.02, "one abbreviates the other by the rules"),
    Row("container_title", "near", "near", 0.06, 0.01, "misspelt, renamed, or one names a section"),
    Row("container_title", "conflict", "conflict", 0.04, 0.92, "two containers, as far as abbreviations tell"),
    Row("issued", "exact", "exact", 0.94, 0.06, "one year"),
    Row("issued", "near", "near", 0.04, 0.10, "a year apart, as online and in print"),
    Row("issued", "conflict", "conflict", 0.02, 0.84, "years apart"),
    Row("volume", "exact", "exact", 0.93, 0.025, "one volume"),
    Row("volume", "folded", "folded", 0.02, 0.0005, "one volume, Roman against Arabic"),
    Row("volume", "near", "near", 0.02, 0.005, "one says more: a supplement, a part"),
    Row("volume", "conflict", "conflict", 0.03, 0.9695, "two volumes"),
    Row("issue", "exact", "exact", 0.88, 0.12, "one issue"),
    Row("issue", "folded", "folded", 0.01, 0.001, "one issue, Roman against Arabic"),
    Row("issue", "near", "near", 0.04, 0.02, "one says more: a double issue, a supplement"),
    Row("issue", "conflict", "conflict", 0.07, 0.859, "two issues"),
    Row("page", "exact", "exact", 0.60, 0.001, "printed alike"),
    Row("page", "folded", "folded", 0.25, 0.0004, "the same first and last page, one shortened"),
    Row("page", "first", "near", 0.07, 0.0006, "the same first page, the last printed once"),
    Row("page", "other end", "near", 0.02, 0.001, "the same first page, another last one"),
    Row("page", "misprint", "near", 0.03, 0.03, "a digit off, or the same last page"),
    Row("page", "conflict", "conflict", 0.03, 0.967, "other pages"),
    Row("publisher", "exact", "exact", 0.45, 0.04, "printed alike"),
    Row("publisher", "folded", "folded", 0.20, 0.015, "alike but for case, dashes, & against and"),
    Row("publisher", "near", "near", 0.15, 0.025, "misspelt, or one says more: a branch, Inc."),
    Row("publisher", "conflict", "conflict", 0.20, 0.92, "two houses; many were renamed or bought"),
    Row("DOI", "exact", "exact", 0.96, 2.0e-7, "one DOI; supplements and books share theirs"),
    Row("DOI", "conflict", "conflict", 0.04, 0.9999998, "two DOIs; few works have two"),
    Row("doi_prefix", "near", "near", 0.97, 0.12, "a cut DOI begins as the other does: one publisher"),
    Row("doi_prefix", "conflict", "conflict", 0.03, 0.88, "a cut DOI begins otherwise"),
    Row("PMID", "exact", "exact", 0.98, 2.0e-7, "one PMID"),
    Row("PMID", "conflict", "conflict", 0.02, 0.9999998, "two PMIDs"),
    Row("PMCID", "exact", "exact", 0.98, 2.0e-7, "one PMCID"),
    Row("PMCID", "conflict", "conflict", 0.02, 0.9999998, "two PMCIDs"),
    Row("arXiv", "exact", "exact", 0.98, 2.0e-7, "one preprint"),
    Row("arXiv", "conflict", "conflict", 0.02, 0.9999998, "two preprints"),
    Row("type", "exact", "exact", 0.93, 0.85, "of one type"),
    Row("type", "conflict", "conflict", 0.07, 0.15, "of two types"),
)

#: A field only one record states: missing is not different.
ABSENT: tuple[Level, float] = ("absent", 0.0)

#: Two records that share a blocking key are one work once in 4,096 pairs before anything
#: else is looked at: five pages of fifty references meet some thousand times and share three.
PRIOR = -12.0
#: From here on two records are one work without asking: 512 to 1.
SAME = 9.0
#: From here on a person is asked: even odds.
ASK = 0.0

WEIGHTS: dict[tuple[str, str], tuple[Level, float]] = {(row.field, row.grade): (row.level, row.weight) for row in TABLE}
