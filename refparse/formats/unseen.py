"""Characters no output may hold raw: a terminal or a TeX engine obeys them, and nobody sees them."""

from __future__ import annotations

#: The body of a character class: controls but for tab and line feed, lone surrogates, line and
#: paragraph separators, and every format character of Unicode 14 (category Cf: marks that reorder,
#: join or hide text, tags) except the soft hyphen, which is only a place to break a word.
UNSEEN = (
    "\x7f-\x9f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
