"""``grammar check``: everything a grammar file must hold, as findings a librarian can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from refparse.evidence import Vote
from refparse.parse.grammar import Example, Grammar, Reading, text_value
from refparse.parse.vote import vote

#: Seconds a template may take on :data:`HOSTILE`; a page must not be able to stall a reader.
BUDGET = 0.05
#: Ten thousand characters each, written to make patterns try again and again.
HOSTILE = tuple(
    (unit * (10_000 // len(unit) + 1))[:10_000]
    for unit in (
        "a",
        "A. ",
        "Aa B, ",
        "Aa B. Cc. ",
        "(1990) ",
        "((",
        "1990;12:1-2. ",
        "Muller SA (1959) a. ",
        "In: Aa B, ed. ",
        "J. Am. Acad. ",
        "1, ",
        "http://a.",
        "\u00a0",
    )
)
_SECTIONS = ("", "list", "form", "example", "not")


def check_grammar(
    grammar: Grammar, others: Sequence[Grammar] = (), *, clock: Callable[[], float] | None = None
) -> tuple[str, ...]:
    """What is wrong with a grammar, a line for each finding; nothing when it holds.

    >>> from refparse.parse.load import parse_grammar
    >>> check_grammar(parse_grammar('name = "a"\\n[[form]]\\ntype = "book"\\ntemplate = "{title}. {issued:year}"'))
    ('form 1: no example; add an [[example]] it reads',)

    Every form reads an example and every example is read whole, gives exactly the fields
    it states and prints back; what [[not]] lists is not read; no other grammar outvotes
    this one on its own examples. With a ``clock`` each template is also held to
    50 ms on 10,000 hostile characters.
    """
    findings = [*_examples(grammar), *_negatives(grammar), *_outvoted(grammar, others)]
    if clock is not None:
        findings += _slow(grammar, clock)
    return tuple(findings)


def _examples(grammar: Grammar) -> Iterator[str]:
    proven: set[int] = set()
    for number, example in enumerate(grammar.examples, start=1):
        reading = grammar.read(example.text)
        if reading is None:
            reached, expected = grammar.reached(example.text)
            yield f"example {number}: not read, expected {expected} at {example.text[reached : reached + 20]!r}"
            continue
        proven.add(reading.form.number)
        yield from (f"example {number}: {finding}" for finding in _compare(example, reading))
    for form in grammar.forms:
        if form.number not in proven:
            yield f"form {form.number}: no example; add an [[example]] it reads"


def _compare(example: Example, reading: Reading) -> Iterator[str]:
    got = example_fields(reading)
    for key in sorted(got.keys() | example.fields.keys()):
        want = example.fields.get(key)
        if want != got.get(key):
            yield f"{key} is {got.get(key)!r}, the example says {want!r}"
    printed = reading.form.template.render(reading.work())
    if printed is None or _blankless(printed) != _blankless(example.text):
        yield f"prints back as {printed!r}"


def _blankless(text: str) -> str:
    """Text without blanks and without the stop some styles print after a question mark."""
    return re.sub(r"([?!])\.", r"\1", "".join(text.split()))


def example_fields(reading: Reading) -> dict[str, Any]:
    """Fields as an example states them: CSL's names, people as a list, "et-al" as true."""
    work = reading.work()
    fields: dict[str, Any] = {}
    for name in work.stated():
        key = name if name.isupper() else name.replace("_", "-")
        if name in {"author", "editor"}:
            people = text_value(work, name).split("; ")
            if people[-1] == "et al.":
                fields[f"{key}-et-al"] = True
                people.pop()
            fields[key] = people
        elif name == "extra":
            fields |= dict(work.extra)
        elif name != "type":
            fields[key] = text_value(work, name)
    return fields


def _negatives(grammar: Grammar) -> Iterator[str]:
    for number, text in enumerate(grammar.negatives, start=1):
        if (reading := grammar.read(text)) is not None:
            yield f"not {number}: read by form {reading.form.number}"


def _outvoted(grammar: Grammar, others: Sequence[Grammar]) -> Iterator[str]:
    rivals = [other for other in others if other.name != grammar.name]
    texts = [example.text for example in grammar.examples]
    if not rivals or not texts:
        return
    votes = vote(texts, [grammar, *rivals])
    own = next(v for v in votes if v.grammar == grammar.name)
    yield from (f"outvoted by {v.grammar} on its own examples, {v.read} to {own.read}" for v in votes if _beats(v, own))


def _beats(rival: Vote, own: Vote) -> bool:
    return rival.read > own.read


def _slow(grammar: Grammar, clock: Callable[[], float]) -> Iterator[str]:
    for form in grammar.forms:
        form.template.match("")
        worst = max(_time(form.template.match, text, clock) for text in HOSTILE)
        if worst > BUDGET:
            took, allowed = worst * 1000, BUDGET * 1000
            yield f"form {form.number}: {took:.0f} ms on 10,000 hostile characters; {allowed:.0f} are allowed"


def _time(action: Callable[[str], object], text: str, clock: Callable[[], float]) -> float:
    """Seconds for one call, the better of two: the first may have paid for somebody else's work."""
    times = []
    for _ in range(2):
        begun = clock()
        action(text)
        times.append(clock() - begun)
    return min(times)


def canonical(text: str) -> str:
    """A grammar file in canonical order: head, list, forms, examples, negatives.

    >>> canonical('name = "a"\\n\\n[[example]]\\ntext = "x"\\n\\n[[form]]\\ntype = "book"\\n').split("\\n")[2]
    '[[form]]'

    Tables move whole, with the comments right above them; nothing inside one changes.
    """
    blocks = _blocks(text)
    blocks.sort(key=lambda block: _SECTIONS.index(block[0]) if block[0] in _SECTIONS else len(_SECTIONS))
    return "\n\n".join(body for _, body in blocks) + "\n"


def _blocks(text: str) -> list[tuple[str, str]]:
    """(table name, its lines) for every table of a TOML text."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if header := re.match(r"\[{1,2}([a-z]+)\]{1,2}\s*(?:#.*)?$", line):
            above: list[str] = []
            while blocks[-1][1] and blocks[-1][1][-1].startswith("#") and len(blocks[-1][1]) > 1:
                above.insert(0, blocks[-1][1].pop())
            blocks.append((header[1], above))
        blocks[-1][1].append(line)
    return [(name, "\n".join(lines).strip()) for name, lines in blocks if "\n".join(lines).strip()]
