"""What of a candidate stands in a reference string: one grade for every field, as for two records.

Each field is compared with the field as it was read (:mod:`refparse.resolve.compare`); where the
reading disagrees or is silent, the candidate's value is looked for in the string itself, so that
one misread field costs no match. ``weights`` says what each grade means and weighs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from refparse.match.opposites import opposed
from refparse.normalize.folding import fold, squeeze
from refparse.normalize.journals import compare_containers
from refparse.normalize.pages import page_range
from refparse.normalize.titles import number_value
from refparse.resolve.candidate import Described
from refparse.resolve.compare import grades
from refparse.resolve.people import find_people
from refparse.resolve.prepare import PEOPLE, Person, Prepared
from refparse.resolve.printed import NOWHERE, WHOLE, Printed, Sheet, Window, digits, find_window

# All of these are judged: they part grades, and what each grade is worth was fitted afterwards.
# A title or journal stands in the string from these ratios on: one letter in five off, as in scans, and one
# in seven where the name is shorter, as a part of a title or a journal is.
_TITLE_ALIKE, _MAIN_ALIKE, _CONTAINER_ALIKE = 80.0, 85.0, 85.0
#: One letter in ten off, which is what careless typing comes to.
_WELL_ALIKE = 90.0
#: Letters: two or three words, which several works may bear.
_SHORT_TITLE = 16
#: Letters: a shorter name stands inside many a word.
_SHORTEST_CONTAINER = 4
#: Digits: a shorter number may be a day, an issue, a volume.
_LONG_PAGE = 3
#: Letters and digits together: so many stand nowhere by chance, as in "e1234".
_LETTERED_PAGE = 5
#: Share of a read title's letters that must be unknown for it to be another title; less is a misreading.
_OTHER_TITLE = 0.3
#: Titles that differ in more words than these are told apart by their ratio, and need no look at each word.
_WORDS_OFF = 3
#: Two words this alike are one word in another form ("infant", "infants"), no opposites.
_SAME_FORM = 80.0
_AGREE = ("exact", "folded", "near")
_PLACE = ("exact", "folded")


class Finding(NamedTuple):
    """One field: how it is printed on both sides, and the grade of agreement."""

    field: str
    left: str
    right: str
    grade: str


def compare(printed: Printed, read: Prepared, given: Described) -> tuple[Finding, ...]:
    """What every field says of a candidate, in the order in which they are looked for."""
    return _Comparison(printed, read, given).all()


class _Comparison:
    """One reference against one candidate; what is found is crossed off a sheet as it goes."""

    def __init__(self, printed: Printed, read: Prepared, given: Described) -> None:
        self.printed, self.read, self.given = printed, read, given
        self.sheet = Sheet(printed)
        self.grades = grades(read, given.prepared)
        self.page_words: set[str] = set()

    def all(self) -> tuple[Finding, ...]:
        window, main = self._find_title()
        self.sheet.cover(window.start, window.end)
        container = self._container(window)
        self._cross_off_titles(window, container)
        author = find_people(self.sheet, self.read, self.given.prepared)
        issued = self._issued()
        volume = self._volume()
        page = self._page(window)
        issue = self._issue()
        spare = self._spare_numbers()
        words = self._spare_words(window, main=main)
        title = self._title(window, words, main=main)
        return tuple(
            Finding(field, left, right, grade)
            for field, left, right, grade in (
                ("title", self._read_title(), self._text("title"), title),
                ("author", _people(self.read), _people(self.given.prepared), author),
                ("container_title", self._read_container(), self._text("container_title"), container),
                ("issued", str(self.read.year or ""), _joined(map(str, self.given.years)), issued),
                ("volume", self.read.volume, self.given.prepared.volume, volume),
                ("issue", self.read.issue, self.given.prepared.issue, issue),
                ("page", self.read.page, self.given.prepared.page, page),
                ("other numbers", _joined(spare), "", _count(len(spare), ("none", "one", "two", "more"))),
                ("other words", _joined(words), "", _count(_size(len(words)), ("none", "one", "few", "some", "many"))),
            )
        )

    def _text(self, field: str) -> str:
        value = getattr(self.given.prepared.work, field)
        return value if isinstance(value, str) else ""

    def _read_title(self) -> str:
        return self.read.title.text if self.read.title else ""

    def _read_container(self) -> str:
        return self.read.container.text if self.read.container else ""

    # Titles

    def _find_title(self) -> tuple[Window, bool]:
        """Where the title stands, and whether only its main part does."""
        title = self.given.title
        window = find_window(title, self.printed.letters, _TITLE_ALIKE)
        if window.score:
            return window, False
        mains = (find_window(main, self.printed.letters, _MAIN_ALIKE) for main in self.given.mains)
        found = next((main for main in mains if main.score), NOWHERE)
        return found, bool(found.score)

    def _title(self, window: Window, words: list[str], *, main: bool) -> str:
        if not self.given.title:
            return "none given"
        if not window.score:
            return "other title" if self._is_other_title(words) else "not printed"
        if main:
            return "main" if len(words) <= 1 else "main and more"
        size = self._size_of_title()
        well = "whole" if window.score == WHOLE else "misprinted" if window.score >= _WELL_ALIKE else "alike"
        here = self.sheet.words_at(window)
        # "Part I" stands in "Part II" letter for letter.
        if not size and "".join(here) != self.given.title and self._names_other_part(here):
            return "other number"
        return f"{well} {size}".rstrip()

    def _size_of_title(self) -> str:
        title = self.given.prepared.title
        if title is not None and title.says_nothing:
            return "heading"
        return "short" if len(self.given.title) < _SHORT_TITLE else ""

    def _is_other_title(self, words: list[str]) -> bool:
        """Whether the title as read is made of words that nothing of the candidate accounts for."""
        title = self.read.title
        if title is None:
            return False
        unknown = sum(len(word) for word in title.words.split() if word in words)
        return unknown > 0 and unknown >= _OTHER_TITLE * len(title.squeezed)

    def _names_other_part(self, words: tuple[str, ...]) -> bool:
        # A number at the very end falls out of the window; of titles as read it does not. What may be a misprint
        # ("type a" for "type 2") counts on another page only.
        read = self.grades.get("title")
        if read == "other number" or (read == "opposite" and self.grades.get("page") == "conflict"):
            return True
        title = fold(self._text("title"))
        here, there = digits(" ".join(words)), digits(title)
        if _swapped(here - there, there - here):
            return True
        return _turned(words, tuple(title.split()))

    # Containers

    def _container(self, title: Window) -> str:
        if not self.given.containers:
            return "none given"
        grade = "not printed"
        if self.read.container is not None:
            read = self.read.container
            grade = min((compare_containers(read, one) for one in self.given.containers), key=_LEVELS.index)
        if grade in _AGREE:
            self.sheet.cover_text(squeeze(self._read_container()))
            return grade
        return "stands" if self._container_stands(title) else grade

    def _container_stands(self, title: Window) -> bool:
        for container in self.given.containers:
            for name in dict.fromkeys((squeeze(container.text), squeeze(container.text.split(":")[0]))):
                # What stands in the title found is no journal beside it.
                if len(name) < _SHORTEST_CONTAINER or (title.score and name in self.given.title):
                    continue
                window = find_window(name, self.printed.letters, _CONTAINER_ALIKE)
                if window.score:
                    self.sheet.cover(window.start, window.end)
                    return True
        return False

    def _cross_off_titles(self, title: Window, container: str) -> None:
        """Cross off numbers that belong to the title or the journal's name."""
        if title.score or container in (*_AGREE, "stands"):
            for number in self.given.digits:
                self.sheet.take(number)

    # Date and place

    def _issued(self) -> str:
        given, read = self.given.years, self.read.year
        if not given:
            return "none given"
        years = {*self.printed.years, *((read,) if read else ())}
        for year in given:
            if year in years:
                _ = self.sheet.take(str(year)) or self.sheet.take_misprinted(str(year))
                return "exact"
        if not self.printed.years and any(self.sheet.take_misprinted(str(year)) for year in given):
            return "misprint"
        if not years:
            return "not printed"
        if any(abs(year - other) == 1 for year in given for other in years):
            return "near"
        return "conflict"

    def _volume(self) -> str:
        given, read = self.given.prepared.volume, self.read.volume
        if not given:
            return "neither" if not read else "none given"
        grade = self.grades.get("volume", "absent")
        if grade in _AGREE:
            self.sheet.take_all(given.split())
            return "near" if grade == "near" else "exact"
        if self.sheet.take_all(given.split()):
            return "stands"
        if given in map(str, self.given.years):
            return "the year"
        if self.sheet.take_misprinted(given):
            return "misprint"
        return "conflict" if read else "not printed"

    def _issue(self) -> str:
        given, read = self.given.prepared.issue, self.read.issue
        if not given:
            return "neither" if not read else "none given"
        if self.grades.get("issue") in _AGREE:
            self.sheet.take_all(given.split())
            return "exact"
        if self.sheet.take_all(given.split()):
            return "stands"
        return "conflict" if read else "not printed"

    def _page(self, title: Window) -> str:
        first, last = self.given.prepared.first_page, self.given.prepared.last_page
        if not first:
            # A page of a whole book: the reference is to a part of it.
            part = bool(title.score) and not self.given.containers
            return "neither" if not self.read.page else "a part of it" if part else "none given"
        return self._read_page(first, last) or self._printed_page(first, last) or self._no_page(first, last)

    def _read_page(self, first: str, last: str) -> str | None:
        """The grade where the page as read agrees."""
        grade = self.grades.get("page", "absent")
        if grade not in {*_PLACE, "first", "other end"}:
            return None
        self.sheet.take(first)
        for end in (self.read.last_page, last, *self.read.page.lower().split("–"), *self.read.page.lower().split("-")):
            if end != first and self.sheet.take(end):
                break
        if grade in _PLACE:
            return "both" if first != last else "first"
        return grade

    def _printed_page(self, first: str, last: str) -> str | None:
        """The grade where the page stands in the string, however it was read."""
        if self.sheet.take(first):
            if last != first and self.sheet.take(last):
                return "both stand"
            return "stands" if sum(map(str.isdecimal, first)) >= _LONG_PAGE else "may stand"
        if self.sheet.take_range(first, last):
            return "both stand"
        if self.sheet.take_misprinted(first, glued=False):
            return "misprint"
        return self._named_page(first, last)

    def _named_page(self, first: str, last: str) -> str | None:
        """The grade where the first page stands in the string as a word, letters and all."""
        name = squeeze(page_range(self.given.prepared.page)[0])
        if len(name) >= _LETTERED_PAGE and name in self.printed.letters:
            for number in self.printed.numbers:
                _ = number in name and self.sheet.take(number)
            self.page_words.add(name)
            return "stands"
        if name in self.printed.words and not name.isdecimal():
            self.page_words.update((name, last))
            return "both stand" if last != first and squeeze(last) in self.printed.words else "may stand"
        return None

    def _no_page(self, first: str, last: str) -> str:
        """The grade where the page stands nowhere: silence, a slip, or another page."""
        read = self.read.first_page
        figures = "".join(filter(str.isdecimal, first))
        if figures[1:] and figures == "".join(filter(str.isdecimal, read)):
            self.sheet.take(read)
            return "other letters"
        if not read:
            place = {
                *map(str, self.given.years),
                *self.given.prepared.volume.split(),
                *self.given.prepared.issue.split(),
            }
            return "conflict" if any(number[1:] for number in self.sheet.spare_numbers(beside=place)) else "not printed"
        if self.grades.get("page") == "misprint":
            self.sheet.take(read)
            self.sheet.take(last)
            return "slip"
        return "conflict"

    # What is left

    def _spare_numbers(self) -> list[str]:
        first, last = self.given.prepared.first_page, self.given.prepared.last_page
        for number in (first, last, *map(str, self.given.years)):
            self.sheet.take(number)
        # The end of a range, shortened.
        return [
            number for number in self.sheet.spare_numbers() if not (len(number) < len(last) and last.endswith(number))
        ]

    def _spare_words(self, window: Window, *, main: bool) -> list[str]:
        title = self.given.title_words if window.score and not main else frozenset()
        people = (*self.read.work.author.names, *self.read.work.editor.names)
        # People are judged by themselves, and editors are in few records.
        named = fold(" ".join(f"{name.printed_family} {name.given or ''}" for name in people[:PEOPLE])).split()
        return self.sheet.spare_words(self.given.words | title | self.page_words | frozenset(named))


_LEVELS = ("exact", "folded", "near", "conflict")


def _swapped(here: Counter[str], there: Counter[str]) -> bool:
    """Whether each has a number that the other has not, and of one length: no misprint, another number."""
    left, right = "".join(here.elements()), "".join(there.elements())
    return bool(left) and len(left) == len(right) and left.isdecimal() and right.isdecimal()


def _turned(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether two titles, alike word for word, differ in words that make two works of them."""
    if len(here) != len(there):
        return False
    off = [(one, other) for one, other in zip(here, there, strict=True) if one != other]
    return len(off) <= _WORDS_OFF and any(_tells_apart(one, other) for one, other in off)


def _tells_apart(one: str, other: str) -> bool:
    values = number_value(one), number_value(other)
    if None not in values:
        return values[0] != values[1]
    if len(one) == len(other) == 1:
        # A letter for a digit is a misprint, and an article is no letter that numbers.
        return "a" not in {one, other} and one.isdecimal() == other.isdecimal()
    return opposed(one, other) and ratio(one, other) < _SAME_FORM


def _people(record: Prepared) -> str:
    return _joined(_named(record.authors[:PEOPLE]))


def _named(people: tuple[Person, ...]) -> Iterator[str]:
    return (person.printed for person in people)


def _joined(parts: Iterator[str] | list[str] | map[str]) -> str:
    return "; ".join(parts)


def _count(number: int, names: tuple[str, ...]) -> str:
    return names[min(number, len(names) - 1)]


def _size(words: int) -> int:
    """None, one, up to three, up to six, more."""
    return sum(words > most for most in (0, 1, 3, 6))
