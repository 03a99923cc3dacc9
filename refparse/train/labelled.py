"""A reference string whose fields are known: what the labeller learns from."""

from __future__ import annotations

from dataclasses import dataclass

#: (label, start, end): a label of :data:`refparse.parse.labels.VALUES` and where its text lies.
LabelledSpan = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and where its fields lie in it.

    >>> one = Labelled(id="x#1", source="x", text="Tay CH (1970)", spans=(("author-family", 0, 3),))
    >>> one.values("author-family")
    ('Tay',)
    """

    id: str
    #: Where it is from: the gold's source, or ``rendered:`` and the style.
    source: str
    text: str
    #: Sorted, not overlapping, of value text only: no "pp.", "In:" or quotes at the edges.
    spans: tuple[LabelledSpan, ...]

    def values(self, label: str) -> tuple[str, ...]:
        """The texts of one label, in the order they stand."""
        return tuple(self.text[start:end] for name, start, end in self.spans if name == label)
