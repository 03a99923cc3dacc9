"""Grammars: one style each, reading entries into works and printing works back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refparse.parse.template import Template
from refparse.reference import Field, ListStyle, Parsed, ReferenceString, Span, Unparsed
from refparse.work import Date, Name, Names, Work, WorkType

#: Volume, issue and pages, or the words before editors' titles, where a title should be.
_ARTICLE_TAIL = re.compile(
    r"\b[0-9]{1,4}\s?\([0-9]{1,3}\)\s?[:,]\s?\w?[0-9]|\b[0-9]{1,4}[:,]\s?\w?[0-9]+[-–][0-9]|\((?:[Ee]ds?|pp)\b|\b(?:19|20)[0-9]{2};|\[(?:Internet|cited)\b"
)
_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-zß-öø-ÿ]{3,}(?![\w'’-])")
#: Words that stand in lower case in a group's name ("Department of Health and Human Services").
_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "de",
        "la",
        "le",
        "des",
        "der",
        "und",
        "et",
        "y",
        "to",
        "against",
        "with",
        "from",
    }
)
#: No family is longer (a Portuguese one of four words has about 30 letters).
_LONGEST_FAMILY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A reference string a grammar must read, and the fields it must give, all as text."""

    text: str
    fields: Mapping[str, Any]


class Form:
    """One kind of entry in one style."""

    def __init__(self, number: int, type_: WorkType, template: Template) -> None:
        """Name the form by its place in the file, from 1."""
        self.number = number
        self.type = type_
        self.template = template
        titles = [n for n, place in enumerate(template.places) if place.slot.field == "title"]
        self._title = titles[0] if titles else None
        self._people = [n for n, place in enumerate(template.places) if place.slot.field in {"author", "editor"}]

    def read(self, text: str) -> Reading | None:
        """The reading of a whole entry, or ``None``."""
        found = self.template.match(text)
        if found is None:
            return None
        reading = Reading(self, found)
        return None if self._misplaced(reading) else reading

    def _slid(self, title: str) -> bool:
        """Whether an article's tail slid into the title; an article's own title is suspect only with a semicolon."""
        return (self.type != "article-journal" or ";" in title) and _ARTICLE_TAIL.search(title) is not None

    def _misplaced(self, reading: Reading) -> bool:
        """Whether a title slid to where people stand: looked at closely only when words there are lower case."""
        groups = reading.found.groups()
        if self._title is not None and self._slid(groups[self._title] or ""):
            return True
        for n in self._people:
            people = groups[n]
            if people and not _initials_end(people) and _LOWER_WORD.search(people):
                return not _plausible(self.template.values(reading.found))
        return False


class Reading:
    """An entry as one form reads it: cheap to make, a work only when asked."""

    __slots__ = ("form", "found")

    def __init__(self, form: Form, found: re.Match[str]) -> None:
        """Keep the match: its texts and spans cost nothing until somebody wants them."""
        self.form = form
        self.found = found

    def texts(self) -> tuple[str | None, ...]:
        """What stands in each slot of the form, as printed; ``None`` where a part is absent."""
        return self.found.groups()

    @property
    def literals(self) -> int:
        """Characters of the entry that the template itself supplied, blanks aside."""
        taken = sum(len("".join(group.split())) for group in self.found.groups() if group)
        return len("".join(self.found.string.split())) - taken

    def work(self) -> Work:
        """The work this entry states."""
        values = self.form.template.values(self.found)
        if "DOI" in values:
            # Beside the whole DOI a cut link says nothing more; its field keeps what was printed.
            values.pop("doi_prefix", None)
        return Work(type=self.form.type, **values)

    def spans(self) -> tuple[tuple[str, Span], ...]:
        """(field, span in the entry) in the order of the entry; words of the style itself are separators."""
        places = self.form.template.places
        pairs = [(place.slot.field, self.found.span(n)) for n, place in enumerate(places, start=1)]
        return tuple(sorted(((name, span) for name, span in pairs if name and span[0] >= 0), key=lambda pair: pair[1]))


class Grammar:
    """One style: where its lists lie, its forms, and the examples that prove them."""

    def __init__(
        self,
        *,
        name: str,
        file: str,
        general: bool,
        replaces: str | None = None,
        style: ListStyle,
        forms: Sequence[Form],
        examples: Sequence[Example],
        negatives: Sequence[str],
    ) -> None:
        """Hold the parts of one grammar file."""
        self.name = name
        self.file = file
        self.general = general
        #: Name of the grammar this one stands in for.
        self.replaces = replaces
        self.style = style
        self.forms = tuple(forms)
        self.examples = tuple(examples)
        self.negatives = tuple(negatives)

    def __repr__(self) -> str:
        """Name and size, for people at a prompt."""
        return f"<Grammar {self.name}: {len(self.forms)} forms>"

    def read(self, text: str) -> Reading | None:
        """The entry as the first form reads it that reads it whole."""
        for form in self.forms:
            reading = form.read(text)
            if reading is not None:
                return reading
        return None

    def render(self, work: Work) -> str | None:
        """The work as this style prints it, ``None`` when no form of its type can.

        Of several forms the one that leaves least of the work out is taken, the first of equals.
        """
        printed = [form.template.prints(work) for form in self.forms if form.type == work.type]
        whole = min((one for one in printed if one is not None), key=lambda one: len(one[1].stated()), default=None)
        return None if whole is None else whole[0]

    def reached(self, text: str) -> tuple[int, str]:
        """How far the best form gets into an entry it does not read, and what it expected."""
        return max((form.template.reached(text) for form in self.forms), key=lambda pair: pair[0])


def _initials_end(people: str) -> bool:
    """Whether this is plainly a list of "Family AB": two words between commas and a capital at the end."""
    return people[-1].isupper() and people.count(" ") <= 2 * people.count(",") + 1


def _plausible(values: Mapping[str, Any]) -> bool:
    """Whether what stands where people stand can be people or a group, not a title.

    A group's name is capitalised; two plain lower-case words say that a title slid there.
    """
    for field in ("author", "editor"):
        names = values.get(field)
        if names is None:
            continue
        for name in names.names:
            text = name.literal or (name.family if name.given is None else None)
            if text and sum(w.islower() and w not in _SMALL for w in text.split()) > 1:
                return False
            if name.given is not None and len(name.family or "") > _LONGEST_FAMILY:
                return False
    return True


def read_entry(reference: ReferenceString, grammars: Sequence[Grammar]) -> Parsed | Unparsed:
    """The entry as the first of these grammars reads it, or how far the first of them got.

    >>> from refparse.parse.load import parse_grammar
    >>> grammar = parse_grammar('name = "mine"\\n[[form]]\\ntype = "book"\\ntemplate = "{title}. {issued:year}"')
    >>> entry = ReferenceString(id="r", document_id="d", number=1, label=None, text="Lupus. 1999", spans=((5, 16),))
    >>> read_entry(entry, [grammar]).fields[1].spans
    ((12, 16),)
    """
    for grammar in grammars:
        reading = grammar.read(reference.text)
        if reading is not None:
            return _parsed(reference, grammar, reading)
    if not grammars:
        return Unparsed(
            reference=reference, reached=reference.spans[0][:1] * 2, expected="a grammar", nearest_grammar=None
        )
    reached, expected = grammars[0].reached(reference.text)
    where = project(reference, 0, reached)
    span = (where[0][0], where[-1][1]) if where else (reference.spans[0][0],) * 2
    return Unparsed(reference=reference, reached=span, expected=expected, nearest_grammar=grammars[0].name)


def _parsed(reference: ReferenceString, grammar: Grammar, reading: Reading) -> Parsed:
    work = reading.work()
    # A link that is a DOI speaks of the DOI, whatever the slot that took it is called.
    link = "URL" if work.URL is not None else "DOI" if work.DOI is not None else "doi_prefix"
    fields = tuple(
        Field(
            name=known,
            value=text_value(work, known),
            text=reference.text[start:end],
            spans=project(reference, start, end),
        )
        for name, (start, end) in reading.spans()
        for known in (link if name == "URL" else name,)
    )
    return Parsed(reference=reference, work=work, fields=fields, by=f"grammar:{grammar.name}")


def project(reference: ReferenceString, start: int, end: int) -> tuple[Span, ...]:
    """Where characters of an entry lie in its page.

    >>> entry = ReferenceString(id="r", document_id="d", number=1, label=None, text="abcde", spans=((1, 4), (9, 11)))
    >>> project(entry, 2, 5)
    ((3, 4), (9, 11))
    """
    out: list[Span] = []
    offset = 0
    for left, right in reference.spans:
        low, high = max(start, offset), min(end, offset + right - left)
        if low < high:
            out.append((left + low - offset, left + high - offset))
        offset += right - left
    return tuple(out)


def text_value(work: Work, field: str) -> str:
    """A field's value as text, as examples state it and tables show it.

    >>> text_value(Work(author=Names(names=(Name(family="Kim", given="MS"),), et_al=True)), "author")
    'Kim MS; et al.'
    """
    value = getattr(work, field, None)
    if value is None:
        return dict(work.extra).get(field, "")
    if isinstance(value, Names):
        return "; ".join([*map(_name_text, value.names), *(["et al."] if value.et_al else [])])
    if isinstance(value, Date):
        return value.literal or value.iso or ""
    return str(value)


def _name_text(name: Name) -> str:
    return " ".join(filter(None, (name.printed_family, name.given, name.suffix)))
