"""A page somebody copied, and what was read from it: documents, reference strings, results.

Every span counts characters of :attr:`Document.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from refparse.evidence import Vote
from refparse.work import Date, Work

Span = tuple[int, int]


def content_id(*parts: str) -> str:
    """An id made of content: the same on every run, machine and engine.

    >>> content_id("a", "b") == content_id("a", "b") != content_id("ab", "")
    True

    Sixteen hexadecimal digits: at 10⁸ ids the chance of any clash is 3 in 10⁴.
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A range of the text and where it was in the source: bytes, an HTML node, a PDF box."""

    span: Span
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page as decoded; nothing is cleaned away, so every span can be shown to a person."""

    #: Hash of the text: the same page is the same document, whatever its file is called.
    id: str
    text: str
    #: File name, ``-`` for standard input, or ``<text>``.
    source: str
    segments: tuple[Segment, ...] = ()
    #: What decoding had to mend ("decoded as cp1252", "3 NUL characters replaced").
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStyle:
    """How reference lists of one style lie on a page: the ``[list]`` table of a grammar."""

    name: str
    #: Heading templates, ``{count}`` standing for a number ("REFERENCES ({count})").
    headings: tuple[str, ...] = ()
    #: Label before an entry ("{number}.", "[{number}]"), ``None`` where entries have none.
    marker: str | None = None
    #: Link labels a platform adds after an entry, to be stripped from its end inwards.
    trailing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Characters that belong to no reference, and why."""

    span: Span
    #: "before the list", "heading", "marker", "link label", "page furniture", "second copy",
    #: "after the list", "no list".
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRegion:
    """Where the reference list lies in a page, with what was seen there."""

    span: Span
    heading: Span | None
    #: Name of the layout recognised: "number on its own line", "doubled number", "numbered", "lines" ...
    layout: str
    #: Sentences a person can check ("35 labels in order", "heading states 28").
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceString:
    """One entry of a reference list, as typed.

    ``text`` is the entry without its label and without link labels, odd blanks kept;
    ``spans`` say where it lies (several where a page break cuts it), and joined they are
    ``text`` exactly.
    """

    id: str
    document_id: str
    #: Position in the list, from 1; ``label`` is the number as printed.
    number: int
    label: str | None
    text: str
    spans: tuple[Span, ...]
    list_style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """The list of one page, or the reason why it has none."""

    document_id: str
    region: ListRegion | None
    references: tuple[ReferenceString, ...] = ()
    #: Every character of the page that is in no reference, blanks aside.
    dropped: tuple[Dropped, ...] = ()
    #: Why there is no list; ``None`` when there is one.
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A citation in running text: the numbers one marker stands for, ranges written out."""

    document_id: str
    numbers: tuple[int, ...]
    #: The marker itself, from its first digit ("14,15,16").
    span: Span
    #: Some words before the marker, ending with it.
    context: str
    #: Ids of the entries, in the order of ``numbers``; ``None`` where the list is not here.
    linked: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value and where in the page it came from."""

    name: str
    #: The value as the work holds it, for people several joined by "; ".
    value: str
    #: The characters it was read from.
    text: str
    spans: tuple[Span, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A reference string read whole: every character is in a field, a separator or a dropped span."""

    reference: ReferenceString
    work: Work
    fields: tuple[Field, ...]
    #: Who read it: ``grammar:springer``, ``labeller:3f2a…``.
    by: str
    #: Probability that author list, title, container, volume, year and first page are all right.
    confidence: float = 1.0
    #: Words of no field: a note, a word that announces a field, a field printed twice.
    dropped: tuple[Dropped, ...] = ()
    #: Why this reader and this type, as sentences a person can check.
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """A reference string that nothing reads: a result that says how far reading got."""

    reference: ReferenceString
    #: The span in the page that was read before it failed.
    reached: Span
    #: What was expected there ('":" after {volume}').
    expected: str
    nearest_grammar: str | None


Result = Parsed | Unparsed


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """What a page says of itself; a field it does not state is absent from ``work``."""

    document_id: str
    #: Which kind of page it looks like: "pubmed", "springer", "journals-system", "magazine", "pdf", "plain".
    kind: str
    work: Work
    fields: tuple[Field, ...] = ()
    #: (what, date): "submitted", "revised", "accepted", "published", "published-online", "copyright".
    dates: tuple[tuple[str, Date], ...] = ()
    #: (label as printed, text).
    affiliations: tuple[tuple[str, str], ...] = ()
    #: "Case Report" where it stands on a line of its own.
    article_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything read from one document."""

    document: Document
    record: PageRecord
    list: ReferenceList
    votes: tuple[Vote, ...]
    results: tuple[Result, ...]
    callouts: tuple[Callout, ...]

    @property
    def cited_without_entry(self) -> tuple[int, ...]:
        """Numbers cited in the text whose entry is not on this page, sorted, once each."""
        missing = {n for c in self.callouts for n, linked in zip(c.numbers, c.linked, strict=True) if linked is None}
        return tuple(sorted(missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of a library file (RIS, BibTeX, CSV …), as it stands there and as it was read."""

    #: Hash of the file, the position and the text.
    id: str
    #: Hash of the file's bytes.
    document_id: str
    #: Position among the records of the file, from 1.
    number: int
    #: Number of its first line, from 1.
    line: int
    #: What the file calls it: a cite key, an accession number; may be empty.
    key: str
    text: str
    work: Work
    #: What had to be mended to read it, in words.
    repaired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One record of a library file that was not read, and why."""

    id: str
    document_id: str
    number: int
    line: int
    text: str
    reason: str


#: ``registry``: the record of a DOI, as a registry gave it; ``library``: a record of a library file.
OriginKind = Literal["page", "reference", "registry", "library"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A work as one source gave it; never changed after it is written."""

    id: str
    work: Work
    origin: OriginKind
    #: Id of the document, of the reference string, of the entry; of a registry's record its DOI.
    origin_id: str
    #: Empty where it stands on no page.
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePair:
    """Two records worth comparing, and the key that brought them together."""

    left_id: str
    right_id: str
    blocking_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Records held to be one work, and the one work made of them."""

    #: Sorted; the first names the cluster.
    member_ids: tuple[str, ...]
    canonical: Work
    #: (field, id of the record it came from), for every field of ``canonical`` that is stated;
    #: of keywords and ``extra``, which are united, the record that gives most.
    origin: tuple[tuple[str, str], ...]
