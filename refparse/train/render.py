"""Reference strings printed from facts in many styles, every value labelled: so unseen styles become readable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random

from refparse.train.facts import Fact
from refparse.train.labelled import Labelled
from refparse.train.noise import add_noise
from refparse.train.printing import Print
from refparse.train.splice import Pool
from refparse.train.style import Style, styles

#: What is rendered for each group of styles, and how often each kind of work is met there.
GROUPS: Mapping[str, float] = {"medicine": 0.5, "humanities": 0.25, "rest": 0.25}
_KINDS: Mapping[str, Mapping[str, float]] = {
    "medicine": {
        "article-journal": 82,
        "chapter": 5,
        "book": 5,
        "report": 2,
        "webpage": 2,
        "paper-conference": 2,
        "thesis": 1,
        "preprint": 1,
    },
    "humanities": {
        "article-journal": 33,
        "chapter": 27,
        "book": 26,
        "report": 4,
        "thesis": 3,
        "webpage": 3,
        "article-newspaper": 2,
        "paper-conference": 1,
        "legal": 1,
    },
    "rest": {
        "article-journal": 48,
        "chapter": 10,
        "book": 12,
        "paper-conference": 16,
        "report": 4,
        "thesis": 3,
        "webpage": 2,
        "preprint": 4,
        "patent": 0.7,
        "standard": 0.5,
        "dataset": 0.5,
        "software": 0.5,
    },
}
#: How often a style prints a work in a language of its own rather than whatever is at hand.
_OWN_LANGUAGE = 0.8
#: How often given names are put for initials where the style prints given names.
_FULL_NAMES = 0.85
_ATTEMPTS = 12


def rendered(
    facts: Iterable[Fact], *, count: int, seed: int, noise: float, names: Sequence[str] = ()
) -> Iterator[Labelled]:
    """``count`` strings in styles drawn at random, ``noise`` of them spoilt as pages spoil them.

    >>> from refparse.train.facts import shipped_facts
    >>> [one] = rendered(shipped_facts(), count=1, seed=1, noise=0.0)
    >>> all(one.text[start:end].strip() for _, start, end in one.spans)
    True

    The same facts, count, seed and noise give the same strings. ``names`` picks styles by name.
    """
    rng = Random(seed)
    pool = Pool(tuple(facts))
    chosen = [style for style in styles() if not names or style.name in names]
    groups = {group: [style for style in chosen if style.group == group] for group in GROUPS}
    present = [group for group in GROUPS if groups[group]]
    bounds = [*accumulate(GROUPS[group] for group in present)]
    shares = {group: [*accumulate(style.share for style in groups[group])] for group in present}
    for number in range(count):
        [group] = rng.choices(present, cum_weights=bounds)
        [style] = rng.choices(groups[group], cum_weights=shares[group])
        one = _some(pool, style, rng)
        if one is not None:
            text, spans = one.sheet.text.rstrip(), tuple(one.sheet.spans)
            plain = Labelled(id=f"rendered#{seed}-{number}", source=f"rendered:{style.name}", text=text, spans=spans)
            yield add_noise(plain, rng) if rng.random() < noise else plain


def _some(pool: Pool, style: Style, rng: Random) -> Print | None:
    """A work the style can print, printed."""
    weights = {kind: weight for kind, weight in _KINDS[style.group].items() if kind in style.forms}
    kinds = weights or dict.fromkeys(style.forms, 1.0)
    for _ in range(_ATTEMPTS):
        [kind] = rng.choices([*kinds], weights=[*kinds.values()])
        language = rng.choice(style.languages) if rng.random() < _OWN_LANGUAGE else "en"
        fact = pool.draw(kind, language, rng)
        if fact is not None and style.people.names_given and rng.random() < _FULL_NAMES:
            fact = pool.full_names(fact, rng)
        if fact is not None and (one := print_fact(fact, style, rng)):
            return one
    return None


def print_fact(fact: Fact, style: Style, rng: Random) -> Print | None:
    """The fact as the style prints it; ``None`` when it lacks what every form of its kind needs."""
    forms = style.forms.get(fact.type, ())
    first = int(rng.random() * len(forms)) if forms else 0
    for step in range(len(forms)):
        one = Print(fact, style, rng)
        if forms[(first + step) % len(forms)](one):
            return one
    return None
