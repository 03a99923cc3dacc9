"""What a registry's record would change in a work we hold, field by field, each with its reason.

Nothing is lost: every value stays, with who said it and when; a decision only chooses
which of them is shown. And nothing is taken from a record that is another paper's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from refparse.normalize.identifiers import doi_key
from refparse.resolve.differ import Relation, Value, relate
from refparse.resolve.fit import refusal
from refparse.resolve.notices import Notice
from refparse.work import Names, Work

#: ``keep``: never change · ``fill``: take what is missing or cut short, never contradict ·
#: ``ask``: as fill, and put contradictions to a person · ``replace``: take whatever the registry says.
Policy = Literal["keep", "fill", "replace", "ask"]
Decision = Literal["same", "kept", "filled", "replaced", "asked"]

#: What a librarian would want: a contradiction in what a work is found by is a question,
#: a contradiction beside it is not worth one.
POLICY: Mapping[str, Policy] = {
    "type": "fill",
    "title": "ask",
    "author": "ask",
    "editor": "fill",
    "container_title": "ask",
    "collection_title": "fill",
    "issued": "ask",
    "volume": "ask",
    "issue": "ask",
    "page": "ask",
    "number": "fill",
    "edition": "ask",
    "publisher": "fill",
    "publisher_place": "fill",
    "DOI": "ask",
    "PMID": "ask",
    "PMCID": "ask",
    "arXiv": "ask",
    "ISSN": "fill",
    "ISBN": "fill",
    "URL": "fill",
    "language": "fill",
    "abstract": "fill",
    "keyword": "fill",
    "extra": "fill",
}
_TAKEN = frozenset({"filled", "replaced"})
_SAME: tuple[Decision, str] = ("same", "both say so")
_REGISTRIES = ("crossref", "mirror")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One value of one field, with who said it and when."""

    field: str
    value: Value
    #: "user", "page", "reference", "crossref", "mirror:<name>", "library"; what follows a colon is its id.
    source: str
    #: ISO 8601, empty where nobody noted it.
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A work as we show it, and every value anybody gave for it, in the order they came."""

    work: Work
    said: tuple[Said, ...]

    def who_said(self, field: str) -> Said | None:
        """Who gave the value that is shown: a user before pages and lists, a registry last.

        >>> held = Held(work=Work(page="70"), said=(
        ...     *stated(Work(page="70"), "crossref"), *stated(Work(page="70"), "reference:1f")))
        >>> held.who_said("page").source, held.who_said("title")
        ('reference:1f', None)
        """
        shown = getattr(self.work, field)
        found = [said for said in self.said if said.field == field and said.value == shown]
        return min(reversed(found), key=lambda said: _rank(said.source), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one field: both values, the decision and why."""

    field: str
    old: Value | None
    new: Value
    decision: Decision
    reason: str
    #: Who says the new value, and when.
    source: str
    at: str
    #: Who said the old one; empty: nobody noted it.
    old_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything one record would change in one work."""

    DOI: str
    source: str
    at: str
    changes: tuple[Change, ...]
    #: Why the record is not taken at all; empty: it is.
    refused: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether applying it would show anything new."""
        return any(change.decision in _TAKEN for change in self.changes)


def stated(work: Work, source: str, at: str = "") -> tuple[Said, ...]:
    """Every value a work states, as said by one source.

    >>> [(said.field, said.source) for said in stated(Work(title="Calcinosis", volume="3"), "page:4f")]
    [('title', 'page:4f'), ('volume', 'page:4f')]
    """
    return tuple(Said(field=name, value=getattr(work, name), source=source, at=at) for name in work.stated())


def hold(work: Work, source: str, at: str = "") -> Held:
    """A work that one source alone has spoken of."""
    return Held(work=work, said=stated(work, source, at))


def _rank(source: str) -> int:
    return 0 if source.startswith("user") else 2 if source.startswith(_REGISTRIES) else 1


class _Field(NamedTuple):
    """One field on its way to a decision."""

    name: str
    old: Value | None
    new: Value
    policy: Policy
    told: Said | None
    #: Whether whoever gave the old value had heard the new one before.
    heard: bool
    #: What a page printed of a DOI it cut.
    prefix: str
    source: str
    at: str


def compare(
    held: Held,
    recorded: Work,
    *,
    source: str,
    at: str,
    policy: Mapping[str, Policy] = POLICY,
    notices: tuple[Notice, ...] = (),
) -> Diff:
    """What a registry's work would change in ours; :func:`apply` does it.

    >>> held = hold(Work(title="Errors in surgery", page="70", volume="4"), "reference:1f")
    >>> recorded = Work(title="Errors in Surgery", page="70-74", volume="5", DOI="10.1/x")
    >>> diff = compare(held, recorded, source="crossref", at="2026-11-21")
    >>> [(change.field, change.decision) for change in diff.changes]
    [('title', 'kept'), ('volume', 'asked'), ('page', 'filled'), ('DOI', 'filled')]

    Fields that the policy does not name are filled. A DOI that does not begin as the page
    printed it, before cutting it, is asked for. Of a record that is another paper's
    everything is kept as it is, and ``refused`` says why.
    """
    refused = refusal(held.work, recorded)
    changes = (_change(each, refused=bool(refused)) for each in _fields(held, recorded, source, at, policy))
    doi = recorded.DOI or held.work.DOI or ""
    return Diff(DOI=doi, source=source, at=at, changes=tuple(changes), refused=refused, notices=notices)


def _fields(held: Held, recorded: Work, source: str, at: str, policy: Mapping[str, Policy]) -> Iterator[_Field]:
    prefix = doi_key(held.work.doi_prefix or "")
    # A registry knows whole DOIs only.
    for name in replace(recorded, doi_prefix=None).stated():
        old, new = getattr(held.work, name) or None, getattr(recorded, name)
        if name == "extra":
            known = {key for key, _ in held.work.extra}
            new = (*held.work.extra, *(pair for pair in new if pair[0] not in known))
        told = held.who_said(name)
        heard = told is not None and _heard(held.said, told, new)
        yield _Field(name, old, new, policy.get(name, "fill"), told, heard, prefix, source, at)


def _heard(said: tuple[Said, ...], told: Said, new: Value) -> bool:
    """Whether a registry had said the new value before this was told."""
    before = said[: said.index(told)]
    return any(each.value == new and each.field == told.field and _rank(each.source) > 1 for each in before)


def _change(each: _Field, *, refused: bool) -> Change:
    decision, reason = _refused(each) if refused else _settled(each) or _weighed(each)
    old_source = each.told.source if each.told is not None else ""
    return Change(
        field=each.name, old=each.old, new=each.new, decision=decision, reason=reason,
        source=each.source, at=each.at, old_source=old_source,
    )  # fmt: skip


def _refused(each: _Field) -> tuple[Decision, str]:
    if each.old == each.new:
        return _SAME
    return "kept", "the record is another paper's"


def _settled(each: _Field) -> tuple[Decision, str] | None:
    """The decision where nothing need be weighed."""
    if each.old == each.new:
        return _SAME
    if each.policy == "keep":
        return "kept", "this field is kept as it is"
    if each.name == "DOI" and not doi_key(str(each.new)).startswith(each.prefix):
        return "asked", f"the DOI printed was cut, and began {each.prefix}"
    if each.old is None:
        return "filled", "not stated before"
    worse = _worse(each.old, each.new)
    return ("kept", worse) if worse else None


def _weighed(each: _Field) -> tuple[Decision, str]:
    """The decision between two values, both of which somebody stands for."""
    relation = relate(each.name, each.old or "", each.new)
    source = each.told.source if each.told is not None else ""
    if source.startswith("user"):
        return _against_user(each, relation)
    if each.policy == "replace":
        return "replaced", "this field is taken from the registry"
    if each.told is not None and source.startswith(_REGISTRIES):
        return _own_earlier(each.told.at, each.at)
    if relation == "fuller":
        return "filled", "says all that was said, and more"
    return _contradicted(each.policy, relation)


def _own_earlier(then: str, now: str) -> tuple[Decision, str]:
    """A registry against what a registry said: the later word counts."""
    if now >= then:
        return "replaced", "a registry said the old value too, and earlier"
    return "kept", "a registry said the old value, and later"


def _against_user(each: _Field, relation: Relation) -> tuple[Decision, str]:
    if each.heard:
        return "kept", "you chose it before"
    if relation == "other" and each.policy in {"replace", "ask"}:
        return "asked", "you typed it, and the registry says otherwise"
    return "kept", "you typed it"


_REASONS: Mapping[Relation, str] = {
    "spelling": "the same, spelt otherwise",
    "poorer": "ours says more",
    "near": "near enough: print and online, or another end",
}


def _contradicted(policy: Policy, relation: Relation) -> tuple[Decision, str]:
    if relation in _REASONS:
        return "kept", _REASONS[relation]
    if policy == "ask":
        return "asked", "the registry says otherwise"
    return "kept", "the registry says otherwise, and this field is only filled"


def _worse(old: Value, new: Value) -> str:
    """Why the new text is damaged where ours is not; empty: it is not."""
    one, other = _letters(old), _letters(new)
    if "�" in other and "�" not in one:
        return "the registry's text is damaged"
    if other.isupper() and not one.isupper() and other.casefold() == one.casefold():
        return "the same in capitals"
    return ""


def _letters(value: Value) -> str:
    if isinstance(value, Names):
        return " ".join(name.printed_family for name in value.names)
    return value if isinstance(value, str) else ""


def apply(held: Held, diff: Diff, *, answers: Mapping[str, bool] | None = None) -> Held:
    """The work after a diff, with what the registry said kept beside what was said before.

    >>> held = hold(Work(title="Errors in surgery", page="70"), "reference:1f")
    >>> after = apply(held, compare(held, Work(title="Errors in Surgery", page="70-74"), source="crossref", at=""))
    >>> after.work.page, [said.source for said in after.said if said.field == "page"]
    ('70-74', ['reference:1f', 'crossref'])

    ``answers`` are a person's to the fields asked for: take the registry's value, or not.
    A field without an answer stays as it is and is asked again. Of a refused record
    nothing is noted: it speaks of another work.
    """
    if diff.refused:
        return held
    # Names of fields with their values, which no annotation can say.
    taken: dict[str, Any] = {change.field: change.new for change in diff.changes if _is_taken(change, answers or {})}
    if "DOI" in taken:
        # What is left of a cut DOI has served its turn; it stays among what was said.
        taken["doi_prefix"] = None
    known = {(said.field, said.value, said.source) for said in held.said}
    heard = (
        Said(field=change.field, value=change.new, source=change.source, at=change.at)
        for change in diff.changes
        if (change.field, change.new, change.source) not in known
    )
    declined = (
        Said(field=change.field, value=change.old, source="user", at=change.at)
        for change in diff.changes
        if change.decision == "asked" and change.old is not None and (answers or {}).get(change.field) is False
    )
    return Held(work=replace(held.work, **taken), said=(*held.said, *heard, *declined))


def _is_taken(change: Change, answers: Mapping[str, bool]) -> bool:
    return change.decision in _TAKEN or (change.decision == "asked" and answers.get(change.field, False))
