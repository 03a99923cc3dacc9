"""Facts put together from others, where a kind is rare: a chapter of an article's title in a book of its language.

Every part is a real one, only their company is new. So a labeller cannot learn a work
by heart, and kinds of which few facts are at hand are met as often as lists print them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from refparse.train.facts import Fact
from refparse.train.vary import SHARES, grouped, one_of, varied
from refparse.work import Name

#: Facts taken of one journal: a file may hold thousands of the same.
_OF_ONE = 60
#: A given name has more letters than this; "Th" and "Yu" are initials.
_SHORTEST = 2
#: Beside this many facts of a kind and language, none need be put together ...
_ENOUGH = 400
#: ... and this share is all the same.
_MIXED = 0.3
_MIXED_ARTICLES = 0.25
#: Shares of what is put together: articles in another journal, books with editors alone, books with volumes or
#: editions, papers with pages or editors, chapters of a book by a group.
_MOVED, _EDITED, _VOLUMES, _EDITIONS, _PAGED, _EDITORS, _OF_GROUP = 0.5, 0.26, 0.1, 0.15, 0.7, 0.3, 0.06


class Pool:
    """Facts by kind and language, and new ones made of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Sort the facts, of one journal no more than a share."""
        self._by: dict[tuple[str, str], list[Fact]] = {}
        met: Counter[str | None] = Counter()
        self._given: dict[str, list[str]] = {}
        self.groups: list[Name] = []
        for fact in facts:
            met[fact.container] += 1
            if fact.container and met[fact.container] > _OF_ONE:
                continue
            self.groups += [name for name in fact.author if name.literal]
            for name in fact.author:
                if name.given and len(name.given.split()[0]) > _SHORTEST and name.given[1:2].islower():
                    self._given.setdefault(name.given[0], []).append(name.given)
            for language in ("", fact.language):
                self._by.setdefault((fact.type, language), []).append(fact)
                self._by.setdefault(("", language), []).append(fact)
        self._letters = [*self._given]

    def draw(self, kind: str, language: str, rng: Random) -> Fact | None:
        """A fact of a kind and language, real or put together; another language's where there is none."""
        fact = self._draw(kind, language, rng)
        return fact and varied(fact, self.groups, rng)

    def _draw(self, kind: str, language: str, rng: Random) -> Fact | None:
        found = self._by.get((kind, language), ())
        share = _MIXED_ARTICLES if kind == "article-journal" else max(_MIXED, 1 - len(found) / _ENOUGH)
        if found and (len(found) > 10 * _ENOUGH or rng.random() >= share or kind not in _MIXERS):
            return one_of(found, rng)
        mixed = _MIXERS[kind](self, language, rng) if kind in _MIXERS else None
        return mixed or (one_of(found, rng) if found else self._any(kind, rng))

    def some(self, kind: str, language: str, rng: Random) -> Fact | None:
        """A fact of a kind, of the language if there is one."""
        found = self._by.get((kind, language)) or self._by.get((kind, ""))
        return one_of(found, rng) if found else None

    def _any(self, kind: str, rng: Random) -> Fact | None:
        found = self._by.get((kind, ""))
        return one_of(found, rng) if found else None

    def people(self, language: str, rng: Random, most: int = 99) -> tuple[Name, ...]:
        """The authors of some work."""
        for _ in range(4):
            found = self.some("", language, rng)
            if found and found.author:
                return found.author[:most]
        return ()

    def editors(self, language: str, rng: Random) -> tuple[Name, ...]:
        """The editors of some book: a few people, now and then a group."""
        if self.groups and rng.random() < _OF_GROUP:
            return (grouped(self.groups, rng),)
        return self.people(language, rng, rng.choice((1, 2, 2, 3, 4)))

    def full_names(self, fact: Fact, rng: Random) -> Fact:
        """The fact with given names where it has initials, for styles that print them."""
        return replace(
            fact,
            author=tuple(self._full(name, rng) for name in fact.author),
            editor=tuple(self._full(name, rng) for name in fact.editor),
        )

    def _full(self, name: Name, rng: Random) -> Name:
        given = name.given
        if not given or given[1:2].islower() or given[0] not in self._given:
            return name
        first = one_of(self._given[given[0]], rng)
        if " " not in first and rng.random() < SHARES["second name"]:
            first = f"{first} {one_of(self._given[one_of(self._letters, rng)], rng).split()[0]}"
        return replace(name, given=first)


def _pages(rng: Random) -> str:
    first = rng.randrange(1, 700)
    return f"{first}-{first + rng.randrange(2, 40)}"


def _article(pool: Pool, language: str, rng: Random) -> Fact | None:
    """An article with other authors and, half the time, in another journal."""
    base, other = pool.some("article-journal", language, rng), pool.some("article-journal", language, rng)
    if base is None or other is None:
        return None
    author = pool.people(language, rng) or base.author
    if rng.random() < _MOVED:
        return replace(base, author=author)
    return replace(other, title=base.title, author=author, language=base.language)


def _chapter(pool: Pool, language: str, rng: Random) -> Fact | None:
    article = pool.some("article-journal", language, rng) or pool.some("chapter", language, rng)
    book = pool.some("book", language, rng)
    if article is None or book is None:
        return None
    return Fact(
        type="chapter",
        title=article.title,
        author=article.author,
        editor=pool.editors(language, rng),
        container=book.title,
        collection=book.collection,
        volume=book.volume or (str(rng.randrange(1, 9)) if rng.random() < _VOLUMES else None),
        page=_pages(rng),
        publisher=book.publisher,
        place=book.place,
        issued=book.issued or article.issued,
        edition=book.edition or (str(rng.randrange(2, 9)) if rng.random() < _EDITIONS else None),
        DOI=article.DOI,
        language=book.language,
    )


def _book(pool: Pool, language: str, rng: Random) -> Fact | None:
    """A book under other names; one time in six an edited one."""
    book = pool.some("book", language, rng)
    if book is None:
        return None
    people = pool.people(language, rng, rng.choice((1, 1, 2, 3))) or book.author
    edition = book.edition or (str(rng.randrange(2, 9)) if rng.random() < _EDITIONS else None)
    if rng.random() < _EDITED:
        return replace(book, author=(), editor=people, edition=edition)
    return replace(book, author=people, editor=(), edition=edition)


def _paper(pool: Pool, language: str, rng: Random) -> Fact | None:
    article, paper = pool.some("article-journal", language, rng), pool.some("paper-conference", language, rng)
    if article is None or paper is None:
        return None
    page = paper.page or (_pages(rng) if rng.random() < _PAGED else None)
    editor = paper.editor or (pool.people(language, rng, 3) if rng.random() < _EDITORS else ())
    return replace(
        paper, title=article.title, author=article.author, page=page, editor=editor, language=article.language
    )


def _thesis(pool: Pool, language: str, rng: Random) -> Fact | None:
    book, thesis = pool.some("article-journal", language, rng), pool.some("thesis", language, rng)
    if book is None or thesis is None:
        return None
    return replace(thesis, title=book.title, author=(book.author or thesis.author)[:1], language=book.language)


def _report(pool: Pool, language: str, rng: Random) -> Fact | None:
    report, other = pool.some("report", language, rng), pool.some("report", language, rng)
    if report is None or other is None:
        return None
    return replace(report, publisher=other.publisher, place=other.place, author=other.author or report.author)


def _preprint(pool: Pool, language: str, rng: Random) -> Fact | None:
    article = pool.some("article-journal", language, rng)
    return None if article is None else replace(article, type="preprint", container="arXiv", DOI=None, page=None)


def _newspaper(pool: Pool, language: str, rng: Random) -> Fact | None:
    paper, other = pool.some("article-newspaper", language, rng), pool.some("webpage", language, rng)
    if paper is None or other is None:
        return None
    return replace(
        paper, author=pool.people(language, rng, 1), title=re.sub(r"[.:]\s.*", "", paper.title) or paper.title
    )


def _dataset(pool: Pool, language: str, rng: Random) -> Fact | None:
    article = pool.some("article-journal", language, rng)
    publisher = one_of(("Dryad", "Zenodo", "figshare", "PANGAEA", "Harvard Dataverse", "Mendeley Data"), rng)
    return None if article is None else replace(article, type="dataset", publisher=publisher, container=None)


def _software(pool: Pool, language: str, rng: Random) -> Fact | None:
    page = pool.some("webpage", language, rng)
    return None if page is None else replace(page, type="software", author=pool.people(language, rng, 3) or page.author)


def _patent(pool: Pool, language: str, rng: Random) -> Fact | None:
    article = pool.some("article-journal", language, rng)
    number = f"{rng.randrange(2, 11)},{rng.randrange(1000):03},{rng.randrange(1000):03}"
    return None if article is None else replace(article, type="patent", author=article.author[:3], number=number)


_MIXERS = {
    "article-journal": _article,
    "chapter": _chapter,
    "book": _book,
    "paper-conference": _paper,
    "thesis": _thesis,
    "report": _report,
    "preprint": _preprint,
    "article-newspaper": _newspaper,
    "dataset": _dataset,
    "software": _software,
    "patent": _patent,
}
