"""Blocking keys: which records are worth comparing at all.

Two records meet when they share a key. Keys are wide apart on purpose (an identifier, a
place in a journal, the people and the year, either end of the title), so that one
misprint never hides a pair from all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from refparse.match.prepare import Prepared, names_a_work, prepare
from refparse.reference import CandidatePair, Record

#: A block of more records is split: its pairs grow with the square.
CAP = 64
_TITLE_LETTERS = 20
_LONG_WORD = 6


class Oversized(NamedTuple):
    """A block that held too many records, and the fields it was split on."""

    blocking_key: str
    size: int
    split_on: tuple[str, ...]


class Blocks(NamedTuple):
    """Blocks of at most ``CAP`` records, and the larger ones they were made from."""

    blocks: tuple[tuple[str, tuple[Prepared, ...]], ...]
    oversized: tuple[Oversized, ...]


def _fingerprint(words: str) -> str:
    """The long words of a title in alphabetical order: what is left when small words and order change."""
    return " ".join(sorted({word for word in words.split() if len(word) >= _LONG_WORD}))


def _title_keys(record: Prepared) -> Iterator[str]:
    title = record.title
    if title is None or title.says_nothing:
        return
    yield f"title begins:{title.squeezed[:_TITLE_LETTERS]}"
    yield f"title ends:{title.squeezed[-_TITLE_LETTERS:]}"
    long_words = _fingerprint(title.words)
    if " " in long_words:
        yield f"title words:{long_words}"


def _keys(record: Prepared) -> Iterator[str]:
    if not names_a_work(record):
        return
    for name, number in (("DOI", record.doi), ("PMID", record.pmid), ("PMCID", record.pmcid), ("arXiv", record.arxiv)):
        if number:
            yield f"{name}:{number}"
    first = record.authors[0].family if record.authors else ""
    joined = (
        ("author+page", first, record.first_page),
        ("volume+page", record.volume, record.first_page),
        ("author+year", first, str(record.year or "")),
        ("author+volume", first, record.volume),
    )
    for name, one, other in joined:
        if one and other:
            yield f"{name}:{one}|{other}"
    yield from _title_keys(record)


def blocking_keys(record: Record) -> tuple[str, ...]:
    """The keys of a record, sorted.

    >>> from refparse.work import Work
    >>> work = Work(title="Calcinosis in dermatomyositis", volume="79", page="669–673")
    >>> keys = blocking_keys(Record(id="a", work=work, origin="reference", origin_id="a", document_id="d"))
    >>> keys[0]
    'title begins:calcinosisindermatom'
    >>> keys[-1]
    'volume+page:79|669'

    A record that names no work ("Editorial, 1998", or nothing at all) has no keys, and
    so is never compared and never merged.
    """
    return tuple(sorted(set(_keys(prepare(record)))))


#: What an oversized block is split on, in this order.
_SPLITS: tuple[tuple[str, Callable[[Prepared], str]], ...] = (
    ("first author", lambda record: record.authors[0].family if record.authors else ""),
    ("year", lambda record: str(record.year or "")),
    ("first page", lambda record: record.first_page),
    ("title", lambda record: record.title.squeezed if record.title else ""),
)


def _split(members: Sequence[Prepared], depth: int) -> Iterator[tuple[int, tuple[Prepared, ...]]]:
    """Blocks no larger than the cap, each with the number of fields it was split on."""
    if len(members) <= CAP:
        yield depth, tuple(members)
    elif depth == len(_SPLITS):
        # Alike in everything: each meets its neighbours, which joins them all the same.
        step = CAP // 2
        for start in range(0, len(members) - step, step):
            yield depth, tuple(members[start : start + CAP])
    else:
        parts: dict[str, list[Prepared]] = defaultdict(list)
        for member in members:
            parts[_SPLITS[depth][1](member)].append(member)
        for part in sorted(parts):
            yield from _split(parts[part], depth + 1)


def make_blocks(records: Iterable[Record]) -> Blocks:
    """Every block of two records or more, the oversized ones split and reported."""
    by_key: dict[str, list[Prepared]] = defaultdict(list)
    for record in sorted({record.id: record for record in records}.values(), key=lambda record: record.id):
        for key in blocking_keys(record):
            by_key[key].append(prepare(record))
    blocks: list[tuple[str, tuple[Prepared, ...]]] = []
    oversized: list[Oversized] = []
    for key in sorted(by_key):
        parts = list(_split(by_key[key], 0))
        blocks += [(key, part) for _, part in parts if len(part) > 1]
        if len(by_key[key]) > CAP:
            names = tuple(name for name, _ in _SPLITS[: max(depth for depth, _ in parts)])
            oversized.append(Oversized(key, len(by_key[key]), names))
    return Blocks(tuple(blocks), tuple(oversized))


def candidate_pairs(records: Iterable[Record]) -> Iterator[CandidatePair]:
    """Pairs worth comparing, each once, under the first key that brings them together.

    Records in any order give the same pairs in the same order. Ask :func:`make_blocks`
    which blocks were too large and had to be split.
    """
    seen: set[tuple[str, str]] = set()
    for key, members in make_blocks(records).blocks:
        for left, right in combinations(members, 2):
            pair = (left.id, right.id)
            if pair not in seen:
                seen.add(pair)
                yield CandidatePair(left_id=left.id, right_id=right.id, blocking_key=key)
