"""The sheet a style prints on: text and labelled spans, with what is printed taken back where a part fails."""

from __future__ import annotations

from refparse.train.labelled import LabelledSpan

#: What a stop satisfies: no second one is printed after it.
_STOPPED = (".", "?", "!", "…")


class Sheet:
    """Text in the making.

    >>> sheet = Sheet()
    >>> sheet.put("Why?", "title")
    >>> sheet.put(". ")
    >>> sheet.put("J. Ed.", "container-title")
    >>> sheet.put(". 3")
    >>> sheet.text
    'Why? J. Ed. 3'
    """

    __slots__ = ("length", "parts", "spans")

    def __init__(self) -> None:
        """Begin an empty sheet."""
        self.parts: list[str] = []
        self.spans: list[LabelledSpan] = []
        self.length = 0

    @property
    def text(self) -> str:
        """What is printed so far."""
        return "".join(self.parts)

    def put(self, text: str, label: str | None = None) -> None:
        """Print a text; without a label it is punctuation, and no mark or blank comes twice."""
        if label is None:
            last = self.parts[-1][-1:] if self.parts else " "
            if text[:1] == "." and last in _STOPPED:
                text = text[1:]
            if text[:1] == " " and last == " ":
                text = text[1:]
            if not text:
                return
        elif text:
            self.spans.append((label, self.length, self.length + len(text)))
        self.parts.append(text)
        self.length += len(text)

    def mark(self) -> tuple[int, int, int]:
        """Where the sheet stands, for :meth:`back`."""
        return len(self.parts), len(self.spans), self.length

    def back(self, mark: tuple[int, int, int]) -> None:
        """Take back what was printed since the mark."""
        del self.parts[mark[0] :]
        del self.spans[mark[1] :]
        self.length = mark[2]
