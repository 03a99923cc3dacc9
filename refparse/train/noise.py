"""What pages, archives and scanners do to reference strings, spans kept exact.

Every kind of damage is a list of edits (start, end, instead), and one function applies
edits and moves the spans with the text: what a value loses or gains inside itself stays
inside its span, what is put between two values belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random

from refparse.train.labelled import Labelled, LabelledSpan

#: From where to where, and what stands there instead.
Edit = tuple[int, int, str]

#: How often a string is spoilt in more than one way, by chance in up to three.
_TWICE = 0.3
#: Shares: quotes curled rather than straightened, DOIs cut rather than said twice, case changed in the whole string.
_CURL, _CUT, _WHOLE = 0.5, 0.6, 0.15
#: A DOI shorter than this is not cut, a string with fewer values not either.
_CUTTABLE, _ENOUGH = 12, 4
_WORD = re.compile(r"[a-zß-öø-ÿ]{6,}")
_JOINT = re.compile(r"(?<=[,;:.)]) (?=[\w(])|(?<=[a-z]) (?=[12][0-9]{3}[;:(])|(?<=[0-9,;:]) (?=[0-9(])")
_MARK = re.compile(r"[.,;:](?= |$)")
_BLANK_AFTER = re.compile(r"(?<=[,;:(])(?=\w)|(?<=[a-z0-9])(?=[,;:)])")
#: How often a label has letters; labels of figures "#", and what follows them.
_ALPHA = 0.1
_LABELS = (
    ("#.", " "),
    ("#.", " "),
    ("[#]", " "),
    ("[#]", " "),
    ("[#]", ""),
    ("#", " "),
    ("(#)", " "),
    ("#.", ""),
    ("#)", " "),
    ("#.", "\t"),
    ("", "• "),
    ("", "- "),
    ("", "* "),
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "«": '"', "»": '"'})
_CURLED = {'"': "”", "'": "’"}
_DASHES = "-–—−‐‑"
_TAILS = (
    "CrossRefPubMedGoogle Scholar",
    " CrossRef PubMed Google Scholar",
    "CrossRefGoogle Scholar",
    "PubMedGoogle Scholar",
    " [PubMed] [Google Scholar]",
    " [Google Scholar]",
    " [CrossRef] [PubMed]",
    " [CrossRef]",
    " [PubMed]",
    " Article CAS PubMed Google Scholar",
    "Article CAS",
    " Article PubMed PubMed Central Google Scholar",
    " View Article PubMed/NCBI Google Scholar",
    " View Article",
    " [Crossref]",
    " [PMC free article] [PubMed] [Google Scholar]",
    " Medline",
    " [DOI] [PubMed]",
    " Full Text",
    " ISI",
    " Google Scholar",
    " [Epub ahead of print]",
    ", and references therein",
    " (in press)",
    " Erratum in: see note.",
)
_SLIPS = {
    "l": "1",
    "1": "l",
    "O": "0",
    "0": "O",
    "rn": "m",
    "fi": "ﬁ",
    "fl": "ﬂ",
    "ff": "ﬀ",
    "I": "l",
    "S": "5",
    "cl": "d",
    "e": "c",
}
_UNDO = str.maketrans("äöüéèêëáàâåãíìîïóòôõúùûçñøÄÖÜÉÁłńśźżąęšžčřě", "aoueeeeaaaaaiiiioooouuucnoAOUEAlnszzaeszcre")


def edited(labelled: Labelled, edits: Iterable[Edit]) -> Labelled:
    """The string with edits applied and its spans moved along; a value that is gone has no span.

    >>> one = Labelled(id="x", source="x", text="Tay 1970", spans=(("author-family", 0, 3), ("issued", 4, 8)))
    >>> edited(one, [(0, 0, "3. "), (3, 4, ". ")])
    Labelled(id='x', source='x', text='3. Tay. 1970', spans=(('author-family', 3, 6), ('issued', 8, 12)))
    """
    kept = _apart(edits)
    parts: list[str] = []
    at = 0
    for start, end, instead in kept:
        parts += (labelled.text[at:start], instead)
        at = end
    parts.append(labelled.text[at:])
    text = "".join(parts)
    spans = tuple(_trimmed(text, _moved(labelled.spans, kept)))
    return replace(labelled, text=text, spans=spans)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, one that overlaps an earlier one left out."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1] + (edit[0] == edit[1]):
            kept.append(edit)
    return kept


def _moved(spans: Iterable[LabelledSpan], edits: list[Edit]) -> Iterator[LabelledSpan]:
    """Spans where they lie after the edits; both run through the text once."""
    shift, at = 0, 0
    for label, start, end in spans:
        # What is put in right before a value is not of it.
        while at < len(edits) and edits[at][1] <= start:
            shift += len(edits[at][2]) - (edits[at][1] - edits[at][0])
            at += 1
        first = start + shift
        while at < len(edits) and edits[at][0] < end:
            low, high, instead = edits[at]
            if low < start or high > end:
                # Across an edge: the change is taken for punctuation, what is left of the value stays.
                inside = min(high, end) - max(low, start)
                yield label, first, end + shift - inside if low >= start else first
                break
            shift += len(instead) - (high - low)
            at += 1
        else:
            yield label, first, end + shift


def _trimmed(text: str, spans: Iterable[LabelledSpan]) -> Iterator[LabelledSpan]:
    for label, start, end in spans:
        value = text[start:end]
        left = len(value) - len(value.lstrip())
        right = len(value.rstrip())
        if left < right:
            yield label, start + left, start + right


def add_noise(labelled: Labelled, rng: Random) -> Labelled:
    """The string spoilt in one way, sometimes in two or three, as pages spoil them.

    >>> one = Labelled(id="x", source="x", text="Tay CH. Skin. 1970", spans=(("author-family", 0, 3),))
    >>> add_noise(one, Random(1)).values("author-family")
    ('Tay',)
    """
    for _ in range(1 + (rng.random() < _TWICE and int(rng.random() * 3))):
        [kind] = rng.choices(_KINDS, cum_weights=_WEIGHTS)
        labelled = kind(labelled, rng)
    return labelled


def _some(found: list[re.Match[str]], rng: Random, share: float) -> list[re.Match[str]]:
    return [one for one in found if rng.random() < share]


def lose_blanks(one: Labelled, rng: Random) -> Labelled:
    """Blanks after marks lost, a few or nearly all."""
    share = rng.choice((0.15, 0.15, 0.3, 0.9))
    return edited(one, [(m.start(), m.end(), "") for m in _some([*_JOINT.finditer(one.text)], rng, share)])


def add_blanks(one: Labelled, rng: Random) -> Labelled:
    """Blanks around marks where none were."""
    share = rng.choice((0.1, 0.3, 0.7))
    return edited(one, [(m.start(), m.start(), " ") for m in _some([*_BLANK_AFTER.finditer(one.text)], rng, share)])


def shift_blanks(one: Labelled, rng: Random) -> Labelled:
    """Blanks before commas and stops instead of behind them, as some PDFs give them."""
    share = rng.choice((0.3, 0.6, 0.95))
    found = _some([*re.finditer(r"[.,;] (?=\w)", one.text)], rng, share)
    return edited(one, [edit for m in found for edit in ((m.start(), m.start(), " "), (m.end() - 1, m.end(), ""))])


def lose_marks(one: Labelled, rng: Random) -> Labelled:
    """Marks between values lost, one or a few; those inside values stay."""
    found = [m for m in _MARK.finditer(one.text) if not _inside(one, m.start())]
    return edited(one, [(m.start(), m.end(), "") for m in _some(found, rng, rng.choice((0.15, 0.3, 0.8)))])


def swap_marks(one: Labelled, rng: Random) -> Labelled:
    """A mark between values doubled, or another one in its place."""
    found = [m for m in _MARK.finditer(one.text) if not _inside(one, m.start())]
    if not found:
        return one
    mark = rng.choice(found)
    instead = rng.choice((mark[0] * 2, ".,", ",", ".", ";", " " + mark[0], ".;", ":"))
    return edited(one, [(mark.start(), mark.end(), instead)])


def _inside(one: Labelled, at: int) -> bool:
    return any(start <= at < end for _, start, end in one.spans)


def break_words(one: Labelled, rng: Random) -> Labelled:
    """Words broken at a line's end: a hyphen and a blank, a hyphen alone, or a blank alone."""
    found = _some([*_WORD.finditer(one.text)], rng, 0.15)
    glue = rng.choice(("- ", "- ", "-", " ", "-\n"))
    return edited(one, [(cut, cut, glue) for m in found for cut in (rng.randrange(m.start() + 2, m.end() - 2),)])


def misread(one: Labelled, rng: Random) -> Labelled:
    """Letters misread by a scanner: one for one, and ligatures."""
    slip = rng.choice([*_SLIPS])
    share = 0.9 if slip[0] == "f" else 0.1
    found = _some([*re.finditer(re.escape(slip), one.text)], rng, share)
    return edited(one, [(m.start(), m.end(), _SLIPS[slip]) for m in found])


def lose_accents(one: Labelled, rng: Random) -> Labelled:
    """Letters with accents without them, read in a wrong encoding, or lost."""
    how = int(rng.random() * 4)
    edits: list[Edit] = []
    for at, letter in enumerate(one.text):
        if letter.isalpha() and letter > "\x7f" and letter < "\u0250":
            plain = letter.translate(_UNDO)
            wrong = letter.encode().decode("cp1252", "replace")
            edits.append((at, at + 1, (plain, wrong, "?", " " + plain)[how]))
    return edited(one, edits)


def plain_quotes(one: Labelled, rng: Random) -> Labelled:
    """Curved quotes straight, straight ones curved."""
    instead = _CURLED if rng.random() < _CURL else {chr(k): v for k, v in _QUOTES.items()}
    return edited(one, [(at, at + 1, instead[m]) for at, m in enumerate(one.text) if m in instead])


def other_dashes(one: Labelled, rng: Random) -> Labelled:
    """Every dash between figures another one."""
    instead = rng.choice(("-", "–", "—", "−", "‐", "--", " - ", " – ", "- ", "\u2011"))
    return edited(
        one, [(m.start(), m.end(), instead) for m in re.finditer(rf"(?<=[0-9])[{_DASHES}](?=[0-9])", one.text)]
    )


def other_blanks(one: Labelled, rng: Random) -> Labelled:
    """Blanks that do not break, are doubled, or end a line."""
    instead = rng.choice(("\u00a0", "  ", "\u00a0", "\u2009", "\n"))
    return edited(one, [(m.start(), m.end(), instead) for m in _some([*re.finditer(" ", one.text)], rng, 0.15)])


def _alpha(one: Labelled, rng: Random) -> tuple[str, str]:
    """A label of letters: "[Smi05]", "[SMITH 2005]", "a)"."""
    family, year = (one.values("author-family") or ("Tay",))[0], (one.values("issued") or ("1999",))[0][:4]
    first = family.split()[-1]
    shapes = (f"[{first[:3]}{year[2:]}]", f"[{first[:4].upper()}{year[2:]}]", f"[{first} {year}]", f"[{first}, {year}]")
    return rng.choice((*shapes, *(rng.choice("abcdef") + ")" for _ in range(3)), f"({rng.choice('abc')})")), " "


def add_label(one: Labelled, rng: Random) -> Labelled:
    """A number before the string, as lists print it."""
    if any(label == "citation-number" for label, _, _ in one.spans):
        return one
    number = rng.randrange(1, 200)
    if rng.random() < _ALPHA:
        label, after = _alpha(one, rng)
    else:
        shape, after = rng.choice(_LABELS)
        label = shape.replace("#", str(number))
    spoilt = edited(one, [(0, 0, label + after)])
    first = (("citation-number", 0, len(label)),) if label else ()
    return replace(spoilt, spans=first + spoilt.spans)


def add_markup(one: Labelled, rng: Random) -> Labelled:
    """Tags of a web page left around the container and the volume, or around the title."""
    name = rng.choice(("i", "i", "em", "italic", "b"))
    labels = rng.choice(({"container-title"}, {"container-title", "volume"}, {"title"}, {"volume"}))
    spans = [(start, end) for label, start, end in one.spans if label in labels]
    return edited(one, [edit for s, e in spans for edit in ((s, s, f"<{name}>"), (e, e, f"</{name}>"))])


def add_tail(one: Labelled, rng: Random) -> Labelled:
    """The labels of links that pages put after an entry."""
    tail = rng.choice(_TAILS)
    return replace(one, text=one.text + tail)


def cut_doi(one: Labelled, rng: Random) -> Labelled:
    """A DOI cut for display, or said again as a link."""
    for label, start, end in one.spans:
        if label == "DOI" and end - start > _CUTTABLE:
            if rng.random() < _CUT:
                return edited(one, [(rng.randrange(start + 8, end), end, rng.choice(("...", "....", "…")))])
            tail = rng.choice((". https://doi.org/", ". http://dx.doi.org/", " https://doi.org/")) + one.text[start:end]
            size = len(one.text)
            again = ("DOI", size + len(tail) - (end - start), size + len(tail))
            return replace(one, text=one.text + tail, spans=(*one.spans, again))
    return cut_end(one, rng)


def change_case(one: Labelled, rng: Random) -> Labelled:
    """The title in capitals or in small letters; now and then the whole string."""
    change: Callable[[str], str] = rng.choice((str.upper, str.upper, str.lower, str.title))
    whole = rng.random() < _WHOLE
    spans = [(0, len(one.text))] if whole else [(s, e) for label, s, e in one.spans if label == "title"]
    text = one.text
    for start, end in spans:
        changed = change(text[start:end])
        if len(changed) == end - start:
            text = text[:start] + changed + text[end:]
    return replace(one, text=text)


def cut_end(one: Labelled, rng: Random) -> Labelled:
    """The end cut off after one of the later values."""
    if len(one.spans) < _ENOUGH:
        return one
    keep = rng.randrange(max(2, len(one.spans) - 3), len(one.spans))
    return replace(one, text=one.text[: one.spans[keep][2]], spans=one.spans[: keep + 1])


def join_fields(one: Labelled, rng: Random) -> Labelled:
    """The mark between two values lost, a blank alone left, or nothing at all."""
    gaps = [
        (a[2], b[1])
        for a, b in zip(one.spans, one.spans[1:], strict=False)
        if re.fullmatch(r"[.,;:] ", one.text[a[2] : b[1]])
    ]
    return edited(one, [(*rng.choice(gaps), rng.choice((" ", " ", "")))]) if gaps else one


_NOISE: dict[Callable[[Labelled, Random], Labelled], float] = {
    add_label: 7,
    lose_blanks: 4,
    add_blanks: 2,
    shift_blanks: 1,
    lose_marks: 3,
    swap_marks: 2,
    join_fields: 2,
    break_words: 2.5,
    misread: 1.5,
    lose_accents: 1.5,
    plain_quotes: 1,
    other_dashes: 1.5,
    other_blanks: 1.5,
    add_tail: 3,
    add_markup: 0.7,
    cut_doi: 1,
    change_case: 1,
    cut_end: 0.7,
}
_KINDS = list(_NOISE)
_WEIGHTS = [sum(list(_NOISE.values())[: n + 1]) for n in range(len(_NOISE))]
