"""The rule files that say how works are compared: the shipped one, or one's own."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from refparse.errors import SourceError
from refparse.evidence import Preset
from refparse.graph import Graph, judged
from refparse.match.rules import Rules, read_rules
from refparse.reference import content_id

#: The presets of the shipped file, the most careful first.
PRESETS: tuple[Preset, ...] = get_args(Preset)
PRESET: Preset = "librarian"


def load_rules(preset: str = PRESET, path: str | Path | None = None) -> Rules:
    """One preset of the shipped rule file, or of one's own.

    >>> load_rules("strict").same > load_rules("recall").same
    True
    """
    return read_chosen(preset) if path is None else read_chosen(preset, rule_text(path), str(path))


def rule_text(path: str | Path) -> str:
    """The text of a rule file of one's own."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise SourceError(str(path), what=f"cannot be read ({reason})", hint="name a rule file") from fault


def rules_of(graph: Graph) -> Rules:
    """The rules a store is judged by: those chosen for it, else the preset of the package.

    >>> rules_of(Graph(":memory:")).preset
    'librarian'
    """
    found = judged.chosen(graph)
    return read_chosen() if found is None else read_chosen(found.preset, found.text, "the rules of this store")


@lru_cache(maxsize=8)
def read_chosen(preset: str = PRESET, text: str | None = None, source: str = "<rules>") -> Rules:
    """One preset of this text, or of the shipped file.

    Rules of one's own are signed by their content: whoever changes them does not sign as before.
    """
    if text is None:
        return read_rules((files("refparse.match") / "rules.toml").read_text(encoding="utf-8"), preset, source=source)
    own = read_rules(text, preset, source=source)
    return replace(own, version=f"own {content_id('rules', text)[:8]} {own.version}")
