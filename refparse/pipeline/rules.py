"""The rule files that say how works are compared: the shipped one, or one's own."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from refparse.errors import SourceError
from refparse.match.rules import Rules, read_rules

#: The presets of the shipped file, the most careful first.
PRESETS = ("strict", "librarian", "recall")
PRESET = "librarian"


@lru_cache(maxsize=8)
def load_rules(preset: str = PRESET, path: Path | None = None) -> Rules:
    """One preset of the shipped rule file, or of one's own.

    >>> load_rules("strict").same > load_rules("recall").same
    True
    """
    if path is None:
        return read_rules((files("refparse.match") / "rules.toml").read_text(encoding="utf-8"), preset)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise SourceError(str(path), what=f"cannot be read: {fault}", hint="name a rule file") from fault
    return read_rules(text, preset, source=str(path))
