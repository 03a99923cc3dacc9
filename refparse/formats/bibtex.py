r"""BibTeX both ways, through bibtexparser 2 with one stack for reading and one for writing.

What LaTeX would obey is escaped, capitals that must stay are braced, page ranges are
written out. Fields of our own carry what BibTeX has no field for: ``doi_prefix``,
``csl_type`` where an entry type stands for several, ``pages_printed`` and ``date_printed``
where those differ from what BibTeX wants, ``study_kinds``, ``refparse_id``; and, seldom
needed, ``refparse_rest``: JSON of the fields that would otherwise come back changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, cast, get_args

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry, Field, ParsingFailedBlock
from bibtexparser.writer import BibtexFormat

from refparse.errors import ExportError, FieldMissing, SourceError
from refparse.formats.jsonl import ExportWork, dumps, rest, restore
from refparse.formats.latex import escape, protect, unescape, ungroup, unprotect, verbatim
from refparse.normalize.keys import KEY
from refparse.normalize.pages import page_range
from refparse.work import NOBODY, Date, Name, Names, Work, WorkType

_ENTRY_TYPES: Mapping[WorkType | None, str] = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
}
_TYPES: Mapping[str, WorkType] = {entry: kind for kind, entry in _ENTRY_TYPES.items() if kind} | {
    "inbook": "chapter",
    "conference": "paper-conference",
    "proceedings": "book",
    "mastersthesis": "thesis",
    "manual": "document",
    "unpublished": "document",
    "online": "webpage",
}
_CSL_TYPES = frozenset(get_args(WorkType))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile("0|-?[1-9][0-9]{0,8}")
_DAY = re.compile("[1-9][0-9]?")
_RANGE = re.compile(r"[A-Za-z]{0,4}[0-9]+[A-Za-z]?\s*+[-‐‑‒–—−]\s*+[A-Za-z]{0,4}[0-9]+[A-Za-z]?")
_BRACED = re.compile(r"[{}\\]")
_AND = re.compile(r"[ \r\n\t]++and[ \r\n\t]++", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"([^\s,{}\\~]++), ([^\s,{}\\~]++)")
_FIELD = re.compile("[a-z][a-z_-]{0,40}")
#: Where other programs put a field that our own table has under another name.
_ELSEWHERE = (
    ("container_title", "journal"),
    ("container_title", "booktitle"),
    ("container_title", "journaltitle"),
    ("publisher", "publisher"),
    ("publisher", "institution"),
    ("publisher", "school"),
    ("publisher", "organization"),
    ("publisher_place", "location"),
)
_OURS = frozenset(["refparse_id", "refparse_rest", "study_kinds"])
_LINKS = frozenset(["doi", "url", "doi_prefix", "eprint"])


class _Value(NamedTuple):
    """A field's value as it stands in the file; bare ones (``aug``) get no braces."""

    text: str
    bare: bool = False


def write(works: Iterable[ExportWork]) -> str:
    """A BibTeX file, one entry for each work, in the order given.

    >>> author = Names(names=(Name(particle="de", family="Souza", given="RB"),), et_al=True)
    >>> work = Work(type="article-journal", title="Calcinosis in SLE", author=author, page="2679-84",
    ...             issued=Date(year=2008, month=8))
    >>> print(write([ExportWork(id="", key="souza2008calcinosis", work=work)]), end="")
    @article{souza2008calcinosis,
      author = {de Souza, RB and others},
      title = {Calcinosis in {SLE}},
      year = {2008},
      month = aug,
      pages = {2679--2684},
      pages_printed = {2679-84}
    }

    Two works of one key, or a key that BibTeX cannot carry, are an :class:`ExportError`.
    """
    library = Library([_entry(exported) for exported in works], fail_on_duplicate_key=False)
    for block in library.failed_blocks:
        key = block.key if isinstance(block, DuplicateBlockKeyBlock) else block.raw
        raise ExportError(f"two works with the cite key {key}", hint="export from a store, which gives each its own")
    form = _form()
    form.indent = "  "
    form.block_separator = "\n"
    stack = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return write_string(library, unparse_stack=[stack], bibtex_format=form)


# bibtexparser's own annotations leave this one out.
_form: Callable[[], BibtexFormat] = BibtexFormat


def _entry(exported: ExportWork) -> Entry:
    if not exported.key:
        raise FieldMissing(f"work {exported.id}: no cite key", hint="export from a store, which gives one")
    if not KEY.fullmatch(exported.key):
        raise ExportError(f"{escape(exported.key)}: not a cite key", hint="use letters, digits, : _ and - only")
    entry_type, found = _fields(exported.work)
    ours = {"study_kinds": escape(", ".join(exported.kinds)), "refparse_id": escape(exported.id)}
    found |= {name: _Value(text) for name, text in ours.items() if text}
    back = _bare(entry_type, exported.key, {name: value.text for name, value in found.items()})
    if lost := rest(exported, back):
        found["refparse_rest"] = _Value(escape(dumps(lost), keep_braces=False))
    bare = {True: "no-enclosing", False: None}
    return Entry(entry_type, exported.key, [Field(n, v.text, enclosing=bare[v.bare]) for n, v in found.items()])


def _fields(work: Work) -> tuple[str, dict[str, _Value]]:
    """The entry type, and the fields in the order people expect them."""
    entry_type = _ENTRY_TYPES.get(work.type, "misc")
    names = {"author": _names(work.author), "editor": _names(work.editor)}
    named = {role: _Value(text) for role, text in names.items() if text}
    title = {"title": _Value(protect(escape(work.title)))} if work.title else {}
    texts = {field: _text(work, name, field) for name, field in _text_fields(entry_type) if getattr(work, name)}
    front = {field: texts.pop(field) for field in ("journal", "booktitle", "series", "edition") if field in texts}
    numbers = {field: texts.pop(field) for field in ("volume", "number", "issue", "eid") if field in texts}
    found = named | title | front | _date(work.issued) | numbers | _pages(work.page) | texts
    if work.arXiv:
        found["archiveprefix"] = _Value("arXiv")
    if work.keyword:
        found["keywords"] = _Value(escape(", ".join(work.keyword)))
    if work.type and entry_type == "misc":
        found["csl_type"] = _Value(work.type)
    strange = _strange(work)
    return entry_type, strange | found if strange.keys() & found.keys() else found | strange


def _strange(work: Work) -> dict[str, _Value]:
    """Fields we have no name for; of several that share a name programs read one, so their texts share a field."""
    found: dict[str, list[str]] = {}
    for name, text in work.extra:
        if _FIELD.fullmatch(name) and name not in _OURS:
            found.setdefault(name, []).append(text)
    return {name: _Value(escape("; ".join(texts))) for name, texts in found.items()}


def _text_fields(entry_type: str) -> tuple[tuple[str, str], ...]:
    """(name in Work, name in BibTeX), which for a few depends on the entry."""
    within = "booktitle" if entry_type in {"incollection", "inproceedings"} else "journal"
    house = {"phdthesis": "school", "techreport": "institution"}.get(entry_type, "publisher")
    issue, number = ("issue", "number") if entry_type in {"techreport", "misc"} else ("number", "eid")
    return (
        ("container_title", within),
        ("collection_title", "series"),
        ("edition", "edition"),
        ("volume", "volume"),
        ("issue", issue),
        ("number", number),
        ("publisher", house),
        ("publisher_place", "address"),
        ("DOI", "doi"),
        ("doi_prefix", "doi_prefix"),
        ("PMID", "pmid"),
        ("PMCID", "pmcid"),
        ("arXiv", "eprint"),
        ("ISSN", "issn"),
        ("ISBN", "isbn"),
        ("URL", "url"),
        ("language", "language"),
        ("abstract", "abstract"),
    )


def _text(work: Work, name: str, field: str) -> _Value:
    text = getattr(work, name)
    return _Value(verbatim(text) if field in _LINKS else escape(text))


def _date(date: Date | None) -> dict[str, _Value]:
    if date is None:
        return {}
    found: dict[str, _Value] = {}
    if date.year is not None:
        found["year"] = _Value(str(date.year))
    elif date.literal and not _YEAR.fullmatch(date.literal):
        found["year"] = _Value(escape(date.literal))
    if date.month is not None and 1 <= date.month <= len(_MONTHS):
        found["month"] = _Value(_MONTHS[date.month - 1], bare=True)
    if date.day is not None:
        found["day"] = _Value(str(date.day))
    if date.season:
        found["season"] = _Value(escape(date.season))
    if date.literal and date.year is not None:
        found["date_printed"] = _Value(escape(date.literal))
    return found


def _pages(page: str | None) -> dict[str, _Value]:
    """Pages as BibTeX wants them, and as printed where reading those back would give others."""
    if not page:
        return {}
    pages = escape("--".join(page_range(page)) if _RANGE.fullmatch(page) else page)
    printed = {} if _page(pages) == page else {"pages_printed": _Value(escape(page))}
    return {"pages": _Value(pages)} | printed


def _page(pages: str) -> str:
    return unescape(pages).replace("--", "–")


def _names(names: Names) -> str:
    return " and ".join([*map(_name, names.names), *(["others"] if names.et_al else [])])


def _name(name: Name) -> str:
    r"""A name as BibTeX takes it apart again: ``von Last, Jr, First``; a group in braces.

    >>> _name(Name(family="Davis", given="MDP", suffix="Jr")), _name(Name(literal="SLE Group"))
    ('Davis, Jr, MDP', '{SLE Group}')
    """
    if name.literal is not None:
        return f"{{{escape(name.literal, keep_braces=False)}}}"
    family = " ".join(
        filter(None, (escape(name.particle or "", keep_braces=False), _whole(name.family or "", family=True)))
    )
    if name.suffix:
        return f"{family}, {_whole(name.suffix)}, {_whole(name.given or '') or '{}'}"
    if name.given:
        return f"{family}, {_whole(name.given)}"
    return family if name.particle is None and " " not in family else f"{family}, {{}}"


def _whole(part: str, *, family: bool = False) -> str:
    """A part of a name, braced where BibTeX would cut it or take small words for a particle."""
    text = escape(part, keep_braces=False)
    cut = re.search(r",|[^\S ]|  |^ | $|(?:^|\s)(?i:and|others)(?:\s|$)", part)
    small = (
        family and " " in part and re.search(r"(?:^| )[^\W\d_]", part) and any(w[:1].islower() for w in part.split())
    )
    return f"{{{text}}}" if cut or small else text


def read(text: str) -> tuple[ExportWork, ...]:
    """The works of a BibTeX file, ours or anybody's.

    >>> read("@book{rothe, title = {Calcinosis in {SLE}}, month = aug, year = 1990}")[0].work
    Work(type='book', title='Calcinosis in SLE', ...issued=Date(year=1990, month=8, ...

    Entries that share a key are all kept; an entry that cannot be read is a :class:`SourceError`
    naming its line: half a file is not read.
    """
    library = parse_string(text)
    entries = [entry for block in library.blocks if (entry := _readable(block)) is not None]
    return tuple(map(read_entry, entries))


def _readable(block: Block) -> Entry | None:
    if isinstance(block, DuplicateBlockKeyBlock):
        return _readable(block.ignore_error_block) if block.ignore_error_block else None
    if isinstance(block, ParsingFailedBlock):
        raise SourceError("<bibtex>", what="an entry that cannot be read", line=_line(block), hint="mend its braces")
    return block if isinstance(block, Entry) else None


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def read_entry(entry: Entry) -> ExportWork:
    """The work of one entry whose macros are written out.

    >>> read_entry(Entry("book", "rothe", [Field("title", "Calcinosis")])).work.title
    'Calcinosis'
    """
    found = {field.key.lower(): str(field.value) for field in entry.fields}
    lost = unescape(found.pop("refparse_rest", "{}"))
    try:
        return restore(_bare(entry.entry_type, entry.key, found), json.loads(lost))
    except (ValueError, RecursionError) as error:
        what = f"refparse_rest: {error}"
        raise SourceError("<bibtex>", what=what, line=_line(entry), hint="delete that field") from error


def _bare(entry_type: str, key: str, fields: dict[str, str]) -> ExportWork:
    """What the entry says in fields."""
    kinds, work_id = (unescape(fields.pop(name, "")) for name in ("study_kinds", "refparse_id"))
    work = _work(entry_type, fields)
    return ExportWork(id=work_id, key=key, work=work, kinds=tuple(kinds.split(", ")) if kinds else ())


def _work(entry_type: str, fields: Mapping[str, str]) -> Work:
    """The work that an entry describes; fields nobody knows go to ``extra``."""
    left = {name: text for name, text in fields.items() if text}
    kind = left.pop("csl_type", None)
    author, editor = (_people(left.pop(role, "")) for role in ("author", "editor"))
    title = unprotect(left.pop("title", ""))
    issued = _issued(left)
    page = left.pop("pages_printed", None)
    pages = left.pop("pages", "")
    keywords = unescape(left.pop("keywords", ""))
    left.pop("archiveprefix", None)
    texts: dict[str, Any] = {}
    for name, field in (*_text_fields(entry_type), *_ELSEWHERE):
        if field in left and name not in texts:
            texts[name] = unescape(left.pop(field))
    return Work(
        type=cast("WorkType", kind) if kind in _CSL_TYPES else _TYPES.get(entry_type),
        title=unescape(title) or None,
        author=author,
        editor=editor,
        issued=issued,
        page=unescape(page) if page else _page(pages) or None,
        keyword=tuple(keywords.split(", ")) if keywords else (),
        extra=tuple((name, unescape(text)) for name, text in left.items()),
        **texts,
    )


def _issued(left: dict[str, str]) -> Date | None:
    year, month, day = (left.pop(name, "") for name in ("year", "month", "day"))
    season, printed = (unescape(left.pop(name, "")) or None for name in ("season", "date_printed"))
    date = Date(
        year=int(year) if _YEAR.fullmatch(year) else None,
        month=_MONTHS.index(month.lower()[:3]) + 1 if month.lower()[:3] in _MONTHS else None,
        day=int(day) if _DAY.fullmatch(day) else None,
        season=season,
        literal=printed or (None if _YEAR.fullmatch(year) else unescape(year) or None),
    )
    return None if date == Date() else date


def _people(text: str) -> Names:
    if not text:
        return NOBODY
    # The splitter walks character by character, for the sake of braces: most lists have none.
    people = split_multiple_persons_names(text) if _BRACED.search(text) else _AND.split(text)
    et_al = people[-1:] == ["others"]
    return Names(names=tuple(map(_person, people[:-1] if et_al else people)), et_al=et_al)


def _person(text: str) -> Name:
    """One name; what is braced as a whole is a group.

    >>> _person("de Souza, Jr, RB")
    Name(family='Souza', given='RB', particle='de', suffix='Jr', literal=None)
    """
    if text.startswith("{") and text.find("}") == len(text) - 1:
        return Name(literal=ungroup(text))
    if plain := _PLAIN_NAME.fullmatch(text):
        return Name(family=plain[1], given=plain[2])
    parts = parse_single_name_into_parts(text, strict=False)
    particle, family, suffix, given = (
        ungroup(" ".join(words)) or None for words in (parts.von, parts.last, parts.jr, parts.first)
    )
    return Name(family=family, given=given, particle=particle, suffix=suffix)
