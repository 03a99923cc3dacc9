"""The abstract: what a page's own running text says before its list, or, on an abstract page, at all."""

from __future__ import annotations

from collections.abc import Iterator

from refparse.layout.prose import is_prose, own_blocks
from refparse.reference import Document, Field, ListRegion, Span

#: Pages that print an abstract; a magazine or a PDF text goes straight on into the article.
KINDS = frozenset({"pubmed", "springer", "journals-system"})
#: Structured abstracts run to some 3,000 characters; what is longer is the article itself.
_ROOM = 4000
#: An affiliation or a notice may look like a sentence; a paragraph of an abstract is longer.
_SHORTEST = 60


def read_abstract(document: Document, region: ListRegion | None) -> Field | None:
    r"""The paragraphs of the abstract as one field, one span for each.

    >>> page = "Fever.\n\nWe report three patients who were ill after the lambing season of 1990.\n\nHome"
    >>> read_abstract(Document(id="d", text=page, source="<text>"), None).spans
    ((8, 79),)
    """
    spans = tuple(_paragraphs(document.text, region.span[0] if region is not None else len(document.text)))
    if not spans:
        return None
    text = "".join(document.text[start:end] for start, end in spans)
    value = "\n".join(" ".join(document.text[start:end].split()) for start, end in spans)
    return Field(name="abstract", value=value, text=text, spans=spans)


def _paragraphs(text: str, stop: int) -> Iterator[Span]:
    room = _ROOM
    for block in own_blocks(text, stop):
        words = text[block.start : block.end]
        room -= len(words)
        if room < 0:
            return
        if len(words) >= _SHORTEST and is_prose(words):
            yield block.start, block.end
