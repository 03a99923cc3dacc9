"""Files made into one list: which works, under which keys, with which counts."""

from __future__ import annotations

from itertools import permutations

import pytest
from dedupe_tools import KIM, LEE, MANY, WORSE, bib, library, part, ris
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.errors import SourceError
from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.formats.bibtex import read, write
from refparse.pipeline.merging import dedupe_files
from refparse.pipeline.reading import parse
from refparse.pipeline.reading import read as read_page


def found(*files, **asked):
    return dedupe_files([library(data, f"{n}.lib") for n, data in enumerate(files)], **asked)


def test_each_work_comes_once_each_field_from_a_record_that_states_it():
    deduped = found(bib(worse=WORSE, lee=LEE), ris(KIM))
    kim, lee = deduped.works()
    assert (kim.key, lee.key) == ("worse", "lee")
    assert [name.printed_family for name in kim.work.author.names] == ["Kim", "Roe"]
    assert (kim.work.page, lee.work.title) == ("17-22", LEE["title"])
    [merged] = deduped.merged()
    assert (merged.key, merged.places, merged.verdicts[0].decision) == ("worse", (0, 2), "same")
    assert [deduped.place(place) for place in merged.places] == ["0.lib, record 1", "1.lib, record 1"]


MINE = {"keywords": "screened, include", "groups": "RCT", "file": "paper.pdf", "note": "patient 7 excluded"}
THEIRS = {"keywords": "Lupus, Include", "note": "seen", "comment": "longer than all that the other says of it"}


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("form", [bibtex, csljson, jsonl, riswrite])
def test_nothing_people_noted_is_lost(turn, form):
    [kept] = found(*[bib(KIM | MINE), bib(KIM | THEIRS)][::turn]).works()
    assert {word.casefold() for word in kept.work.keyword} == {"screened", "include", "lupus"}
    noted = {(name, text) for one in (MINE, THEIRS) for name, text in one.items() if name != "keywords"}
    assert noted == set(kept.work.extra)
    assert len(kept.work.extra) == len(noted)
    assert list(form.read(form.write([kept]))) == [kept]


def test_the_counts_add_up():
    counts = found(bib(WORSE, LEE), ris(KIM) + b"\nTY  - JOUR\nER  - \n").prisma
    assert (counts.identified, counts.refused, counts.duplicates, counts.works) == (4, 1, 1, 2)
    assert [(one.found, one.read, one.refused, one.only_here) for one in counts.sources] == [(2, 2, 0, 1), (2, 1, 1, 0)]


def test_keys_of_files_stay_and_others_are_made():
    assert [work.key for work in found(ris(KIM), bib(**{"Kim:1998/x": KIM})).works()] == ["Kim:1998x"]
    assert [work.key for work in found(ris(KIM, LEE)).works()] == ["kim1998calcinosis", "lee2004tumoral"]
    # One key for two works, in capitals or not: the first keeps it.
    assert found(bib(same=KIM), bib(Same=LEE)).keys == ("same", "Samea")
    assert found(bib(Lee2004tumoral=KIM), ris(LEE)).keys == ("Lee2004tumoral", "lee2004tumorala")


def test_what_is_uncertain_is_asked_and_parts_are_tied():
    deduped = found(bib(part("I", "100--110"), part("II", "200--210"), KIM, KIM | {"pages": "97--102"}))
    assert len(deduped.plan.groups) == 4
    [asked] = deduped.asked()
    assert ({asked.left, asked.right}, asked.verdict.vetoes) == ({2, 3}, ("the pages differ",))
    assert [(one.left, one.right, one.kind) for one in deduped.tied()] == [(0, 1, "part"), (2, 3, "version")]
    assert deduped.prisma.asked == 1


def test_pages_and_libraries_are_one_heap():
    entry = b"1. Kim S, Roe J. Calcinosis cutis in childhood lupus. Arch Dermatol. 1998;134:17-22."
    page = parse(read_page(b"References\n" + entry))
    deduped = dedupe_files([library(bib(kim=KIM), "a.bib"), page])
    assert (deduped.keys, deduped.prisma.duplicates) == (("kim",), 1)
    assert [deduped.place(place) for place in deduped.plan.groups[0]] == ["a.bib, record 1", "<bytes>, entry 1"]


def test_a_file_named_twice_is_one_file():
    one = library(bib(KIM, LEE), "a.bib")
    assert dedupe_files([one, library(bib(KIM, LEE), "a.bib")]).prisma.identified == 2
    copied = dedupe_files([one, library(bib(KIM, LEE), "copy.bib")])
    assert (copied.prisma.identified, copied.prisma.duplicates, copied.prisma.works) == (4, 2, 2)
    assert [len({copied.held[place].id for place in places}) for places in copied.plan.groups] == [2, 2]


def test_a_rule_file_that_is_none(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("version = 1")
    with pytest.raises(SourceError, match="does not say 'presets'"):
        found(bib(KIM), rules=mine)


def test_what_is_written_reads_back_and_has_no_duplicates_left():
    text = write(found(bib(WORSE, LEE), ris(KIM, part("I", "1--9"))).works())
    again = dedupe_files([library(text.encode(), "merged.bib")])
    assert again.prisma.duplicates == 0
    assert [work.key for work in again.works()] == [work.key for work in read(text)]


def told(deduped, texts):
    """Groups and questions in words that no order or format changes."""
    place = {at: texts[origin.source][origin.number - 1] for at, origin in enumerate(deduped.origins)}
    groups = sorted(sorted(place[at] for at in places) for places in deduped.plan.groups)
    asked = sorted(sorted((place[one.left], place[one.right])) for one in deduped.plan.questions)
    return groups, asked


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(MANY)), st.integers(1, 7), st.booleans())
def test_neither_order_nor_format_nor_parting_into_files_shows(names, cut, as_ris):
    texts = [names[:cut], names[cut:]]
    files = [(ris if as_ris else bib)(*(MANY[name] for name in some)) for some in texts]
    expected = told(found(bib(*(MANY[name] for name in sorted(MANY)))), [sorted(MANY)])
    assert told(found(*files), texts) == expected


def test_ids_of_works_do_not_tell_which_file_came_first():
    files = [library(bib(KIM), "a.bib"), library(ris(KIM), "b.ris")]
    assert len({next(dedupe_files(order).works()).id for order in permutations(files)}) == 1


def test_whatever_file_comes_first_the_works_are_the_same():
    files = [bib(KIM, LEE), ris(WORSE), bib(part("II", "1--9"))]
    ends = {tuple(sorted(work.work.title for work in found(*order).works())) for order in permutations(files)}
    assert len(ends) == 1
