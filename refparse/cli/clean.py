"""Text of pages as it may be shown on a terminal."""

from __future__ import annotations

import re

from refparse.formats.unseen import UNSEEN

# What a terminal obeys or does not show: controls, marks that reorder or hide text, surrogates.
_UNSEEN = re.compile(f"[\x00-\x1f\u00ad{UNSEEN}]")


def clean(text: str) -> str:
    r"""Text of a page as it may be shown: one line, nothing in it that a terminal obeys.

    >>> clean("Calci\nnosis \x1b[31m\u202e")
    'Calci nosis \\x1b[31m\\u202e'
    """
    return _UNSEEN.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    if found[0] in "\n\t\r":
        return " "
    return found[0].encode("unicode_escape").decode("ascii")
