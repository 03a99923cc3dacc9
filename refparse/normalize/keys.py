"""Cite keys as text: what one may hold, and what tells those apart that would be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, count, product
from string import ascii_lowercase

#: What a key may be: safe in LaTeX, in a URL and a file.
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_-]{0,63}")
_FORBIDDEN = re.compile(r"[^A-Za-z0-9:_-]")
#: What is left of a key, so that a suffix makes it no longer than a key may be.
_USABLE = 60


def usable(text: str) -> str:
    """The text without what no key may hold, short enough for a suffix; it may be empty.

    >>> usable("DBLP:conf/vldb/Kim99")
    'DBLP:confvldbKim99'
    """
    return _FORBIDDEN.sub("", text)[:_USABLE]


def suffixed(key: str) -> Iterator[str]:
    """The key, then with a, b … z, aa, ab … behind it, without end.

    >>> from itertools import islice
    >>> list(islice(suffixed("kim2006"), 3))
    ['kim2006', 'kim2006a', 'kim2006b']
    """
    letters = chain.from_iterable(product(ascii_lowercase, repeat=length) for length in count(1))
    return chain([key], (key + "".join(some) for some in letters))
