"""Who reads an entry: a grammar, exact and brittle, or the labeller, which always says something.

Both propose. A whole list that voted for a grammar outweighs a labeller in doubt, which sees
one line at a time; a sure labeller outweighs any grammar, and without a list behind it a
grammar only happens to match. Where a list's grammar and the labeller say the same, either
is surer than alone. The figures were measured on the PMC and PLOS part of the gold, an
article's references being a list, and on lists rendered by the grammars themselves; the
labeller had learnt from a part of the former.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
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
from refparse.parse.unlike import unlike
from refparse.reference import Dropped, Field, Parsed, ReferenceString, Span, Unparsed
from refparse.work import Work

#: From this share of its entries on, a list of at least this many speaks for a grammar.
_LIST_SHARE, _LIST_ENTRIES = 0.5, 2
#: Odds of a reading once a grammar with its list behind it and the labeller agree on it, against what they
#: were: measured 4.9 on 3,711 entries of articles, 4.2 on 4,110 rendered, a third of them spoilt at most.
#: Without a list they were 0.7 on 2,330 strings: there agreement says nothing.
_AGREEMENT = 5.0
#: A labeller less sure than the first gives way to a grammar with its list behind it, which is then right as
#: often as the second says: where it reads the whole list, and where it reads a part. Of entries on which the
#: two differed, the grammar read wholly right and the labeller,
#: - the whole list: below .98, 12 and 18 of 31 in articles, but 23 and 0 of 23 in pages of the kinds grammars
#:   were written for, by which the bound is set; from .98 on, 0 and 8 of 8 in articles, none in such pages;
#: - a part: below .8, 9 and 13 of 24 in articles, 91 and 73 of 234 in rendered lists, at most a third of
#:   them spoilt; from .8 to .97, 9 and 30 of 38 in articles.
#: Without a list the labeller is right more often however unsure: of 113 strings that it gave .2 to .5, it read
#: 45 and a grammar 7, of 427 given .5 to .8, 281 and 38.
_OF_WHOLE, _OF_PART = (0.98, 0.65), (0.8, 0.4)
#: One of these names a work, of those it takes two.
_IDENTIFIERS = frozenset({"DOI", "PMID", "arXiv", "URL"})
_TELLING = frozenset({"author", "editor", "title", "container-title", "issued", "publisher", "volume", "page"})
_ENOUGH = 2
#: What has one of these is a work, however the string begins.
_NUMBERS = _IDENTIFIERS - {"URL"}
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
    behind = vote if vote is not None and vote.grammar == name and _speaks(vote) else None
    if not apart:
        because = f"grammar {name} reads it whole, and the labeller agrees"
        sure = agreed(proposed.confidence) if behind else proposed.confidence
        return _as_sure(read, _alike(proposed, apart, listed=behind is not None), sure, because)
    against = f"agrees, but not in {', '.join(apart)}"
    if behind is None:
        return _because(proposed, f"no list speaks; grammar {name} matches and {against}")
    gives_way, sure = _OF_WHOLE if behind.read == behind.entries else _OF_PART
    if proposed.confidence >= gives_way:
        return _because(proposed, f"the labeller is sure; grammar {name} matches and {against}")
    because = (
        f"grammar {name} reads {behind.read} of {behind.entries} entries of this list; the labeller, unsure, {against}"
    )
    return _as_sure(read, _alike(proposed, apart, listed=True), sure, because)


def _because(read: Parsed, because: str) -> Parsed:
    """A reading with one more reason before the others."""
    return replace(read, because=(because, *read.because))


def _alike(proposed: Parsed, apart: Container[str], *, listed: bool) -> dict[str, float]:
    """How sure the labeller's fields are that a grammar reads alike, with a list behind it or none."""
    return {
        name: agreed(field.confidence) if listed else field.confidence
        for field in proposed.fields
        if (name := field.name.replace("_", "-")) not in apart
    }


def _as_sure(read: Parsed, alike: Mapping[str, float], sure: float, because: str) -> Parsed:
    """A grammar's reading with this confidence; a field that is ``alike`` may be surer."""
    fields = tuple(
        replace(field, confidence=max(sure, alike.get(field.name.replace("_", "-"), 0.0))) for field in read.fields
    )
    return _because(replace(read, confidence=sure, fields=fields), because)


def _speaks(vote: Vote) -> bool:
    """Whether a list is long enough, and one grammar reads enough of it, to be its style."""
    return vote.entries >= _LIST_ENTRIES and vote.read >= _LIST_SHARE * vote.entries


def agreed(labelled: float) -> float:
    """The confidence of a reading that the labeller shares with the grammar of a list.

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
    if expected := _against({label for label, _, _, _ in found.fields}, reference.text):
        start = reference.spans[0][0] if reference.spans else 0
        return Unparsed(reference=reference, reached=(start, start), expected=expected, nearest_grammar=None)
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


def _against(labels: set[str], text: str) -> str | None:
    """What a string would need to be a reference: to the labeller any sentence is a title."""
    if not labels & _IDENTIFIERS and len(labels & _TELLING) < _ENOUGH:
        return _NEEDED
    if labels & _NUMBERS:
        return None
    other = unlike(text, labels)
    return other and f"a reference, not {other}"


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
