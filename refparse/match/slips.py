"""Two titles much alike, word by word: misspelt, reworded, another number, or another meaning."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.fuzz import ratio

from refparse.match.opposites import say_opposites
from refparse.normalize.folding import listed
from refparse.normalize.titles import number_value

# Two words are one misspelt word from this ratio on.
_WORD_ALIKE = 75.0
# More words that differ are no slips, and a text of thousands is no title.
_WORDS_OFF = 20
# Shorter words are made of one another's letters by chance: "causal", "casual".
_LONG_RUN = 9
# One source prints them, another drops them; no two titles differ in them alone. But "a" is a letter too: "vitamin A".
_ARTICLES = frozenset({"an", "the"})
_BEFORE_ARTICLE = frozenset(
    listed(
        "about after against among and as at between by during for from in into is of on or over than through to"
        " toward towards under upon using versus via vs with without"
    )
)

_value = lru_cache(maxsize=1 << 14)(number_value)


def _beyond(words: list[str], others: list[str]) -> list[str]:
    """The words that others do not have as often; "two" is "2", and "II" too."""
    if not frozenset(words) - frozenset(others) and len(words) <= len(frozenset(words)):
        return []
    spare: dict[int | str, int] = {}
    for word in others:
        key = _value(word) or word
        spare[key] = spare.get(key, 0) + 1
    beyond = []
    for word in words:
        key = _value(word) or word
        if spare.get(key):
            spare[key] -= 1
        else:
            beyond.append(word)
    return beyond


def _unpaired(only_left: list[str], only_right: list[str]) -> tuple[list[str], list[str]]:
    """What is left of them when words that are one word misspelt are taken off."""
    rest = list(only_right)
    unmatched = []
    for word in only_left:
        twin = next((other for other in rest if _same_but_misspelt(word, other)), None)
        if twin is None:
            unmatched.append(word)
        else:
            rest.remove(twin)
    return unmatched, rest


def _same_but_misspelt(word: str, other: str) -> bool:
    if number_value(word) is not None or number_value(other) is not None or not (word[1:] and other[1:]):
        return False
    return ratio(word, other) >= _WORD_ALIKE


def _tells_apart(word: str) -> bool:
    """Whether a word is of the kind that numbers things: "2", "iii", "b"."""
    return number_value(word) is not None or (len(word) == 1 and word not in "as")


def grade_words(left: list[str], right: list[str]) -> str:
    """The grade of two titles much alike: misspelt, reworded, another number, or turned round in meaning.

    >>> grade_words(["lupus", "of", "men"], ["lupus", "of", "women"]), grade_words(["tumour"], ["tumor"])
    ('opposite', 'misspelt')
    """
    only_left, only_right = _unglued(*_unglued(_beyond(left, right), _beyond(right, left))[::-1])[::-1]
    if _only_articles(only_left, left) and _only_articles(only_right, right):
        return "misspelt"
    if _typed_over("".join(only_left), "".join(only_right)):
        return "misspelt"
    if max(len(only_left), len(only_right)) > _WORDS_OFF:
        return "reworded"
    return "opposite" if say_opposites(only_left, only_right) else _grade_other_words(only_left, only_right)


def _only_articles(only: list[str], title: list[str]) -> bool:
    """Whether nothing but articles is left of a title: "a" is one at the beginning and behind a preposition."""
    letters = (place for place, word in enumerate(title) if word == "a") if "a" in only else ()
    articles = all(place == 0 or title[place - 1] in _BEFORE_ARTICLE for place in letters)
    return articles and _ARTICLES.issuperset(word for word in only if word != "a")


def _unglued(words: list[str], others: list[str]) -> tuple[list[str], list[str]]:
    """Both without the words that the other side prints as two or three: "p16ink4a", "p16 ink4a"."""
    whole = []
    rest = list(others)
    for word in words:
        for size in (2, 3):
            place = next((n for n in range(len(rest) - size + 1) if "".join(rest[n : n + size]) == word), None)
            if place is not None:
                del rest[place : place + size]
                break
        else:
            whole.append(word)
    return whole, rest


def _typed_over(left: str, right: str) -> bool:
    """Whether both are one run of letters, or a long one with letters in each other's place: "mutli"."""
    return left == right or (len(left) >= _LONG_RUN and left.isalpha() and sorted(left) == sorted(right))


def _grade_other_words(only_left: list[str], only_right: list[str]) -> str:
    """The grade of words that one title has and the other has not, none of them turning its meaning."""
    only_left, only_right = _unpaired(only_left, only_right)
    if not only_left and not only_right:
        return "misspelt"
    if any(map(_tells_apart, only_left)) and any(map(_tells_apart, only_right)):
        return "other number"
    if only_left and only_right:
        glued = ratio("".join(only_left), "".join(only_right)) >= _WORD_ALIKE
        return "misspelt" if glued and not any(map(_tells_apart, only_left + only_right)) else "other words"
    return "reworded"
