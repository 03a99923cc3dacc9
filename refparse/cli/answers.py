"""Answers of the graph as lines for people, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from refparse.cli.clean import clean
from refparse.cli.show import plain, said

if TYPE_CHECKING:
    from refparse.formats.jsonl import Json
    from refparse.graph.queries import Brief, PairedRow, PaperRow, SharedRow, WhoCites
    from refparse.pipeline import Answer
    from refparse.pipeline.apart import Apart

_MOST = 3
_NOTHING = {
    "shared": "no work is cited by that many of your papers",
    "co-cited": "no other work is cited together with it",
    "coupled": "no other paper whose list is known cites what it cites",
}
_COUNTED = {
    "co-cited": ("paper cites both", "papers cite both"),
    "coupled": ("work is cited by both", "works are cited by both"),
}


def answer_json(
    question: str, answer: Answer, papers: Sequence[PaperRow], apart: Sequence[Apart] | None = None
) -> dict[str, Json]:
    """An answer, beside it the papers that could not take part, and DOIs that the work does not show."""
    data = {"question": question, "answer": plain(answer), "list_unknown": plain(unknown(papers))}
    return data | ({"not_shown": plain(tuple(apart))} if apart is not None else {})


def unknown(papers: Sequence[PaperRow]) -> tuple[PaperRow, ...]:
    """Papers whose reference list is not in the store."""
    return tuple(paper for paper in papers if not paper.list_known)


def answer_lines(
    question: str, answer: Answer, papers: Sequence[PaperRow], apart: Sequence[Apart] | None = None
) -> Iterator[str]:
    """An answer for people; what cannot be known is kept apart from "no"."""
    from refparse.graph.queries import WhoCites

    if isinstance(answer, WhoCites):
        yield from _citing(answer)
        for one in apart or ():
            yield f"{click.style(one.DOI, fg='yellow')} was found for it and is not shown: {clean(one.because)}"
            yield f"      for the entry {clean(' '.join((one.text or 'a page of yours').split()))}"
        return
    if not answer:
        yield _NOTHING[question]
    for row in answer:
        yield from _row(question, row)
    yield from _papers("not known, for want of their lists", unknown(papers))


def _citing(answer: WhoCites) -> Iterator[str]:
    yield click.style(brief(answer.work), bold=True)
    yield click.style(f"cited by {answer.papers} of your papers", bold=True)
    for row in answer.cited_by:
        yield f"  {brief(row.citing)}"
        whose = "Crossref's entry" if row.by == "crossref" else "entry"
        yield f"      as {whose} {clean(row.label or str(row.number))}: {clean(row.text)}"
    yield from _papers("does not cite it", answer.not_citing)
    yield from _papers("not known, for want of their lists", answer.unknown)


def _papers(title: str, papers: Sequence[PaperRow]) -> Iterator[str]:
    if papers:
        yield click.style(f"{title} ({len(papers)})", bold=True)
    for paper in papers:
        why = (
            (paper.list_reason or "").removeprefix("no reference list: ")
            if not paper.list_known
            else f"{paper.unread} entries not read"
            if paper.unread
            else ""
        )
        yield f"  {brief(paper.work)}" + (click.style(f"  [{clean(why)}]", dim=True) if why else "")


def _row(question: str, row: SharedRow | PairedRow) -> Iterator[str]:
    from refparse.graph.queries import SharedRow

    if not isinstance(row, SharedRow):
        yield f"{row.count:3} {_COUNTED[question][row.count > 1]}: {brief(row.work)}"
        return
    kinds = f"  [{', '.join(map(clean, row.kinds))}]" if row.kinds else ""
    yield click.style(brief(row.work), bold=True) + kinds
    yield f"  cited by {row.papers} of your papers"
    yield from (f"    {brief(citing)}" for citing in row.citing)


def brief(work: Brief) -> str:
    """A work of the store in one line.

    >>> from refparse.graph.queries import Brief
    >>> brief(Brief(id="3f", key=None, title="Calcinosis", author="Kim S; Lee J; Ito K; Ono M", issued="2006"))
    'Kim S, Lee J, Ito K, et al. (2006). Calcinosis'
    """
    names = (work.author or "").split("; ")
    who = ", ".join([*names[:_MOST], "et al."] if len(names) > _MOST else names)
    line = said(who, work.issued or "", work.title or f"(a page that does not say its title, {work.id})")
    return clean(" ".join([line, *(f"[{notice}]" for notice in work.notices)]))
