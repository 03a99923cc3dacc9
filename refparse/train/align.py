"""Gold rows turned into labelled text: where in the string each labelled value lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from refparse.parse.splitnames import split_spans
from refparse.train.gold import LABELS, PEOPLE
from refparse.train.labelled import Labelled, LabelledSpan

#: Longest and plainest first: what they take, a bare number cannot take by mistake.
_ORDER = ("title", "container", "series", "author", "editor", "publisher", "url", "doi", "location", "edition",
          "label", "arxiv", "pmid", "pages", "date", "volume", "issue")  # fmt: skip
#: What stands before and after the value where it is meant, for values that are short numbers.
_AROUND: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "volume": (
        re.compile(r"(?:vol(?:ume|\.)?|bd\.?|jg\.?|t\.|band|[a-z.]|;|,|\)|\d{4})\W*$", re.IGNORECASE),
        re.compile(r"\s*(?:\(|:|,|[–-]\d|\.\d|no|suppl)", re.IGNORECASE),
    ),
    "issue": (
        re.compile(r"(?:\(|no\.?|nr\.?|n°|issue|heft|h\.|number|\d[.:/,])\s*$", re.IGNORECASE),
        re.compile(r"\s*(?:\)|:|,|/)"),
    ),
    "pages": (
        re.compile(r"(?:[:,;]|pp?\.?|s\.|pages?|seiten?|art\w*\.?|no\.)\s*$", re.IGNORECASE),
        re.compile(r"\s*(?:$|[.,;)])"),
    ),
    "date": (re.compile(r"(?:[(,.;:]|\w)\s*$"), re.compile(r"\s*(?:$|[.,;:)]|\()")),
}
_TAIL = re.compile(r"^((?:1[5-9]|20)\d\d[^;]*?)\s*;\s*(\w+)?\s*(?:\(\s*([^()]*?)\s*\)?)?$")
#: "36, no. 9", "22, (18)", "18(9):1434–40", labelled as one volume.
_PAIR = re.compile(
    r"^(\w+)[\s,]*(?:\(|\b(?:nos?|nr|n°|heft|issue)\b\.?)\s*([\w/–-]+)\)?(?:\s*:\s*([\w–-]+))?$", re.IGNORECASE
)
_AFTER_VOLUME = re.compile(r"\)?\s?:\s?([A-Za-z]{0,2}[0-9]+(?:[-–][A-Za-z]?[0-9]+)?)(?=[.,;]?(?:\s|$))")
_EDGE = " \t\n\u00a0,;:.()[]{}\"'“”„‟‘’‚«»‹›/*•–—-"


def align(row: Mapping[str, Any]) -> Labelled:
    """The row's string with its fields found in it; a value that is not there is left out.

    >>> row = {"id": "a#1", "source": "a", "raw": "Tay CH. Cutis 2. 1970;2:2-4",
    ...        "fields": {"title": "Cutis 2", "date": "1970", "volume": "2", "pages": "2-4"}}
    >>> align(row).spans
    (('title', 8, 15), ('issued', 17, 21), ('volume', 22, 23), ('page', 24, 27))
    """
    text = row["raw"]
    taken: list[tuple[int, int]] = []
    spans: list[LabelledSpan] = []
    fields = _numbered(repaired(row["fields"]), text)
    for name in _ORDER:
        values = fields.get(name, ())
        at = 0
        for value in (values,) if isinstance(values, str) else values:
            found = _find(text, value, name, taken, at)
            if found is not None:
                taken.append(found)
                at = found[1]
                spans.extend(_spans(text, name, found, one=bool(row.get("split"))))
    spans.sort(key=lambda span: span[1])
    spans.extend(_untagged_page(text, spans))
    return Labelled(id=row["id"], source=row["source"], text=text, spans=tuple(sorted(spans, key=lambda span: span[1])))


def _numbered(fields: dict[str, Any], text: str) -> dict[str, Any]:
    """Fields with an article number tagged as an issue called what it is: "Molecules 21:770" has a page, no issue."""
    volume, issue = fields.get("volume"), fields.get("issue")
    if not volume or not issue or "pages" in fields:
        return fields
    if re.search(rf"(?<!\w){re.escape(volume)}\s?:\s?{re.escape(issue)}(?!\w)", text):
        fields["pages"] = fields.pop("issue")
    return fields


def _untagged_page(text: str, spans: list[LabelledSpan]) -> Iterator[LabelledSpan]:
    """The number right after "volume:" or "volume(issue):" where nothing was labelled a page.

    Archives leave many article numbers untagged ("Molecules 21:770."); learnt from, they teach
    that such a number is nothing.
    """
    if any(label == "page" for label, _, _ in spans):
        return
    for label, _, end in reversed(spans):
        if label in ("volume", "issue"):
            found = _AFTER_VOLUME.match(text, end)
            if found and not any(start < found.end(1) and found.start(1) < stop for _, start, stop in spans):
                yield "page", *found.span(1)
            return


def repaired(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with a tail labelled as one volume, "1994;2(4)" or "36, no. 9", cut into what it states.

    >>> repaired({"volume": "2009;28(7-8"})
    {'date': '2009', 'volume': '28', 'issue': '7-8'}
    """
    out = dict(fields)
    volume = out.get("volume", "")
    for pattern, names in ((_TAIL, ("date", "volume", "issue")), (_PAIR, ("volume", "issue", "pages"))):
        tail = pattern.match(volume)
        if tail:
            del out["volume"]
            out |= {name: value for name, value in zip(names, tail.groups(), strict=True) if value and name not in out}
            return out
    return out


def _spans(text: str, name: str, found: tuple[int, int], *, one: bool) -> Iterator[LabelledSpan]:
    if name in PEOPLE:
        for part, start, end in split_spans(text, *found, one=one):
            yield f"{name}-{part}", start, end
    else:
        yield LABELS[name], *found


def _find(text: str, value: str, name: str, taken: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The place of a value: free, not inside a word where it can be, and where such a value stands."""
    value = value.strip(_EDGE) or value.strip()
    best: tuple[float, int, int] | None = None
    start = text.find(value)
    while start >= 0 and value:
        end = start + len(value)
        if not any(start < b and a < end for a, b in taken):
            score = _score(text, name, start, end) - (start < at)
            if best is None or score > best[0]:
                best = (score, start, end)
        start = text.find(value, start + 1)
    return None if best is None else best[1:]


def _score(text: str, name: str, start: int, end: int) -> float:
    before, after = text[max(0, start - 12) : start], text[end : end + 8]
    score = 0.0
    if before[-1:].isalnum() and text[start].isdigit() == before[-1:].isdigit():
        score -= 2
    if after[:1].isalnum() and text[end - 1].isdigit() == after[:1].isdigit():
        score -= 2
    if name in _AROUND:
        left, right = _AROUND[name]
        score += bool(left.search(before)) + bool(right.match(after))
    # Titles come before what repeats their words, numbers near the end.
    place = start / max(len(text), 1)
    return score + (0.5 * place if name in _AROUND else -0.5 * place)
