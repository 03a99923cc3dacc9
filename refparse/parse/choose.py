"""Who reads an entry: a grammar, exact and brittle, or the labeller, which always says something.

Both propose. A whole list that voted for a grammar outweighs the labeller, which sees one
line at a time; a single string has no list, and there a sure labeller outweighs a grammar
that happens to match. Where both say the same, either is surer than alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from refparse.evidence import Vote
from refparse.normalize.folding import squeeze
from refparse.normalize.pages import page_range
from refparse.parse import confidence
from refparse.parse.assemble import Assembled, assemble
from refparse.parse.build import FIELDS, build
from refparse.parse.grammar import Grammar, project, read_entry, text_value
from refparse.parse.labeller import Labelling
from refparse.parse.model import Model
from refparse.reference import Dropped, Field, Parsed, ReferenceString, Span, Unparsed
from refparse.work import Work

#: From this share of its entries on, a list of at least this many speaks for a grammar.
_LIST_SHARE, _LIST_ENTRIES = 0.5, 2
#: Odds of a reading once a grammar and the labeller agree on it, against what they were.
_AGREEMENT = 5.0
#: How often a grammar was right against the labeller: with its list behind it, and alone.
_LISTED, _MATCHED = 0.9, 0.5
#: From this confidence on the labeller outweighs a grammar that reads a string which no list speaks for.
_SURE = 0.5


#: One of these names a work, of those it takes two.
_IDENTIFIERS = frozenset({"DOI", "PMID", "arXiv", "URL"})
_TELLING = frozenset({"author", "editor", "title", "container-title", "issued", "publisher", "volume", "page"})
_NEEDED = "an identifier, or two of people, title, container, date, publisher, volume and pages"


def choose(
    reference: ReferenceString,
    proposed: Parsed | Unparsed,
    grammars: Sequence[Grammar],
    vote: Vote | None = None,
) -> Parsed | Unparsed:
    """The entry as a grammar or as the labeller reads it (``proposed``), with why, and how sure that makes it.

    ``grammars`` are in the order of their votes, and ``vote`` is the first one's, where there was a list.
    """
    read = read_entry(reference, grammars)
    if isinstance(read, Unparsed):
        return proposed if isinstance(proposed, Parsed) else read
    if isinstance(proposed, Unparsed):
        return read
    name = read.by.removeprefix("grammar:")
    apart = differing(read.work, proposed.work)
    listed = vote is not None and vote.grammar == name and _speaks(vote)
    if not apart:
        because = f"grammar {name} reads it whole, and the labeller agrees"
        return _as_sure(read, proposed, agreed(proposed.confidence), because)
    against = f"but not in {', '.join(apart)}"
    if listed and vote is not None:
        because = (
            f"grammar {name} reads {vote.read} of {vote.entries} entries of this list; the labeller agrees, {against}"
        )
        return _as_sure(read, proposed, _LISTED, because, apart)
    if proposed.confidence < _SURE:
        because = f"grammar {name} reads it whole; the labeller, unsure, agrees, {against}"
        return _as_sure(read, proposed, _MATCHED, because, apart)
    because = f"the labeller is sure; grammar {name} matches and agrees, {against}"
    return replace(proposed, because=(because, *proposed.because))


def _as_sure(read: Parsed, proposed: Parsed, sure: float, because: str, apart: Sequence[str] = ()) -> Parsed:
    """A grammar's reading with this confidence.

    A field the labeller reads too is as sure as both together, one that it reads otherwise
    or not at all as sure as the reading.
    """
    alike = {field.name: field.confidence for field in proposed.fields if field.name.replace("_", "-") not in apart}
    fields = tuple(
        replace(field, confidence=max(sure, agreed(alike[field.name])) if field.name in alike else sure)
        for field in read.fields
    )
    return replace(read, confidence=sure, fields=fields, because=(because, *read.because))


def _speaks(vote: Vote) -> bool:
    """Whether a list is long enough, and one grammar reads enough of it, to be its style."""
    return vote.entries >= _LIST_ENTRIES and vote.read >= _LIST_SHARE * vote.entries


def agreed(labelled: float) -> float:
    """The confidence of a reading that a grammar and the labeller share.

    >>> round(agreed(0.5), 2)
    0.83
    """
    return confidence.sigmoid(confidence.logit(labelled) + log(_AGREEMENT))


def differing(left: Work, right: Work) -> tuple[str, ...]:
    """Fields by which a reference is judged in which two readings differ; marks, case and accents do not count.

    >>> differing(Work(title="On skin.", volume="3"), Work(title="On skin", volume="4"))
    ('volume',)
    """
    pairs = zip(_judged(left), _judged(right), strict=True)
    return tuple(name for name, (one, other) in zip(confidence.CORE, pairs, strict=True) if one != other)


def _judged(work: Work) -> tuple[object, ...]:
    return (
        tuple(squeeze(name.printed_family) for name in work.author.names),
        squeeze(work.title or ""),
        squeeze(work.container_title or ""),
        squeeze(work.volume or ""),
        work.issued.year if work.issued else None,
        page_range(work.page)[0] if work.page else "",
    )


def read_labelled(reference: ReferenceString, labelling: Labelling, model: Model, *, by: str) -> Parsed | Unparsed:
    """The entry as the labels have it; one of which they say nothing is unparsed."""
    found = assemble(reference.text, labelling, model.lexicon.cues)
    if not _says_enough({label for label, _, _, _ in found.fields}):
        start = reference.spans[0][0] if reference.spans else 0
        return Unparsed(reference=reference, reached=(start, start), expected=_NEEDED, nearest_grammar=None)
    work, because = build(reference.text, found)
    whole = confidence.of_reference(labelling, found, model.tables)
    return Parsed(
        reference=reference,
        work=work,
        fields=_fields(reference, work, found, confidence.of_fields(found, model.tables, whole)),
        by=by,
        confidence=whole,
        dropped=_dropped(reference, found),
        because=(f"type: {because}",),
    )


def _says_enough(labels: set[str]) -> bool:
    """Whether these fields can be a reference: to the labeller any sentence is a title."""
    return bool(labels & _IDENTIFIERS) or len(labels & _TELLING) > 1


def _fields(reference: ReferenceString, work: Work, found: Assembled, sure: Sequence[float]) -> tuple[Field, ...]:
    """The fields found, with their values as the work holds them."""
    text = reference.text
    places = _located(reference, [(start, end) for _, start, end, _ in found.fields])
    fields = []
    for (label, start, end, _), spans, chance in zip(found.fields, places, sure, strict=True):
        name, printed = FIELDS[label], text[start:end]
        value = getattr(work, name, None)
        if type(value) is not str:
            value = text_value(work, name)
        fields.append(Field(name=name, value=value or printed, text=printed, spans=spans, confidence=chance))
    return tuple(fields)


def _dropped(reference: ReferenceString, found: Assembled) -> tuple[Dropped, ...]:
    """What no field holds, each piece of it where it lies in the page."""
    if not found.dropped:
        return ()
    places = _located(reference, [(start, end) for start, end, _ in found.dropped])
    return tuple(
        [
            Dropped(span=span, reason=reason)
            for (_, _, reason), spans in zip(found.dropped, places, strict=True)
            for span in spans
        ]
    )


def _located(reference: ReferenceString, stretches: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Where stretches of an entry lie in its page; most entries lie there in one piece."""
    if len(reference.spans) == 1:
        offset = reference.spans[0][0]
        return [((offset + start, offset + end),) for start, end in stretches]
    return [project(reference, start, end) for start, end in stretches]
