"""The shipped recipe: which strings a labeller learns from, and in which order.

Gold rows, each string once, and as many strings again as are asked for, rendered from the
facts that ship with the package and those the gold rows state. Everything follows from
the rows, the facts and the seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from refparse.reference import content_id
from refparse.train.align import align
from refparse.train.facts import Fact, gold_fact
from refparse.train.gold import LABELS, PEOPLE, Row, permissive, same
from refparse.train.labelled import Labelled
from refparse.train.render import rendered as render

#: How many strings are rendered besides the gold.
RENDERED = 30_000
#: The share of them spoilt as pages spoil them.
NOISE = 0.35
#: Why a row is not learnt from.
LICENCE, REPEATED, EMPTY = "licence", "repeated", "no field"


def usable(rows: Iterable[Row], *, any_license: bool = False) -> tuple[list[Row], Counter[str]]:
    """The rows that may be learnt from, each string once, and how many were left out for which reason.

    >>> from refparse.train.gold import read_row
    >>> text = '{"raw": "Skin 1970", "fields": {"title": "Skin"}, "license": "CC BY-NC"}'
    >>> usable([read_row(text, file="a", line=1)])
    ([], Counter({'licence': 1}))
    """
    kept: list[Row] = []
    seen: set[str] = set()
    left: Counter[str] = Counter()
    for row in rows:
        key = same(row["raw"])
        reason = _against(row, any_license=any_license) or (REPEATED if key in seen else "")
        if reason:
            left[reason] += 1
            continue
        seen.add(key)
        kept.append(row)
    return kept, left


def _against(row: Row, *, any_license: bool) -> str:
    if not any_license and not permissive(row):
        return LICENCE
    # Without a field it would teach that references hold nothing.
    return "" if row["fields"] else EMPTY


def training_rows(
    gold: Iterable[Row], facts: Sequence[Fact], *, rendered: int, seed: int, apart: Container[str] = ()
) -> list[Labelled]:
    """Labelled strings in the order they are learnt: the gold's, each once, and ``rendered`` ones.

    >>> from refparse.train.facts import shipped_facts
    >>> rows = training_rows([], shipped_facts(), rendered=3, seed=1)
    >>> rows == training_rows([], shipped_facts(), rendered=3, seed=1)
    True

    A rendered string whose title is one of those ``apart`` is left out. Licences are not
    looked at here: :func:`usable` does.
    """
    kept, _ = usable(gold, any_license=True)
    known = [*facts, *(fact for row in kept if (fact := gold_fact(row)) is not None)]
    printed = render(known, count=rendered, seed=seed, noise=NOISE)
    rows = [*map(align, kept), *(row for row in printed if same(" ".join(row.values("title"))) not in apart)]
    # Shuffled by a hash, so that the order is the same on every machine and version of Python.
    return sorted(rows, key=lambda row: content_id(str(seed), row.id, row.text))


def is_rendered(row: Labelled) -> bool:
    """Whether a string is one of our own.

    >>> is_rendered(Labelled(id="x#1", source="x", text="", spans=()))
    False
    """
    return row.source.startswith("rendered:")


def unplaced(row: Row) -> tuple[str, ...]:
    """The fields whose value does not stand in the string as stated, and so teaches nothing.

    >>> from refparse.train.gold import read_row
    >>> unplaced(read_row('{"raw": "Skin 1970", "fields": {"title": "Skin", "volume": "3"}}', file="a", line=1))
    ('volume',)
    """
    found = {label for label, _, _ in align(row).spans}
    found |= {label.partition("-")[0] for label in found if label.startswith(tuple(PEOPLE))}
    # The year is read off the date, which is what is labelled.
    return tuple(name for name in row["fields"] if name != "year" and LABELS.get(name, name) not in found)
