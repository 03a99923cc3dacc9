"""Labels for every word of a labelled text, the words no field wants included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refparse.parse.labels import AUTHOR_LINK, EDITOR_LINK, INSIDE, NOTE
from refparse.parse.tokens import cut
from refparse.train.labelled import Labelled

#: Kinds of cue words, and the label of the value they announce.
_ANNOUNCES = {"page": "page", "article-number": "page", "volume": "volume", "issue": "issue", "part": "issue"}
_IDENTIFIERS = {"doi": "DOI", "pmid": "PMID", "pubmed": "PMID", "arxiv": "arXiv", "url": "URL"}


def tag(labelled: Labelled, cues: Mapping[str, str]) -> list[str]:
    """One label for each word of the text.

    >>> from refparse.train.labelled import Labelled
    >>> one = Labelled(id="x", source="x", text="Tay C and Lim D, Cutis, pp. 2-4", spans=(
    ...     ("author-family", 0, 3), ("author-given", 4, 5), ("author-family", 10, 13), ("author-given", 14, 15),
    ...     ("container-title", 17, 22), ("page", 28, 31)))
    >>> tag(one, {"pp": "page", "and": "and"})[2], tag(one, {"pp": "page", "and": "and"})[6]
    ('author-link', 'page')
    """
    words, _, starts = cut(labelled.text)
    labels = _covered(labelled, words, starts)
    kinds = [cues.get(word.lower(), "") for word in words]
    for at in range(len(words) - 1, -1, -1):
        if not labels[at]:
            labels[at] = _uncovered(at, words, kinds, labels)
    return labels


def _covered(labelled: Labelled, words: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The label of the span that holds most of each word, empty where none does."""
    labels = [""] * len(words)
    at = 0
    for label, start, end in labelled.spans:
        while at < len(words) and starts[at] + len(words[at]) <= start:
            at += 1
        place = at
        while place < len(words) and starts[place] < end:
            shared = min(end, starts[place] + len(words[place])) - max(start, starts[place])
            if not labels[place] or 2 * shared > len(words[place]):
                labels[place] = label
            place += 1
    return labels


def _uncovered(at: int, words: Sequence[str], kinds: Sequence[str], labels: Sequence[str]) -> str:
    """The label of a word no span holds: what ties names, what announces a value, else a note."""
    low, kind = words[at].lower(), kinds[at]
    before = next((label for label in reversed(labels[:at]) if label), "")
    after = labels[at + 1] if at + 1 < len(labels) else ""
    if kind == "in" and after.startswith(("container", "editor", "title", "author", "collection")):
        return INSIDE
    if low in _IDENTIFIERS and after == _IDENTIFIERS[low]:
        return after
    if low.endswith("doi.org/") and after == "DOI":
        return "DOI"
    if after and _ANNOUNCES.get(kind) == after:
        return after
    if kind == "edition" and "edition" in (before, after):
        return "edition"
    role = _role(kind, before, after)
    return role or NOTE


def _role(kind: str, before: str, after: str) -> str:
    """Which list of people a word ties together, if any."""
    for role, link in (("editor", EDITOR_LINK), ("author", AUTHOR_LINK)):
        if before.startswith(role) and after.startswith(role):
            return link
        if before.startswith(role) and kind in ("et-al", "and"):
            return link
        if kind == "editor" and (before.startswith(role) or after.startswith(role)):
            return EDITOR_LINK if role == "editor" else AUTHOR_LINK
    return EDITOR_LINK if kind == "editor" else ""
