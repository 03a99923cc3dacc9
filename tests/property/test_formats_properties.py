"""Export, then import: the same works, whatever stands in them."""

from __future__ import annotations

import json
import unicodedata
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.formats.jsonl import ExportWork
from refparse.formats.keys import base_key
from refparse.formats.latex import escape, protect, unescape
from refparse.normalize.keys import KEY
from refparse.work import Date, Name, Names, Work, WorkType

HOSTILE = ["\\", "{", "}", "%", "#", "&", "$", "_", "~", "^", '"', ",", "=", "@", "\n", "\t", " ", "\u00a0", "--", "–"]
HOSTILE += [
    "\\write18{rm}",
    "\\input",
    "\n@article{x,",
    " and ",
    " others",
    "SLE",
    "U1-RNP",
    "κB",
    "D",
    "A",
    "é",
    "\u202e",
    "\x00",
]
HOSTILE += ["{SLE}", "{\\char64}", "\\textbackslash", "\u2028", "12", "van ", "de la ", ", ", "; "]

text = st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=6
).map("".join)
maybe = st.none() | text
names = st.builds(
    Names,
    names=st.lists(
        st.builds(Name, literal=text) | st.builds(Name, family=maybe, given=maybe, particle=maybe, suffix=maybe),
        max_size=3,
    ).map(tuple),
    et_al=st.booleans(),
)
number = st.none() | st.integers(-10, 10_000)
dates = st.none() | st.builds(Date, year=number, month=number, day=number, season=maybe, literal=maybe)
TEXTS = (
    "title container_title collection_title volume issue page number edition publisher publisher_place DOI PMID PMCID"
)
TEXTS += " arXiv ISSN ISBN URL language abstract doi_prefix"
strange = st.sampled_from(["note", "title", "year", "refparse_rest"]) | text
fields = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(get_args(WorkType)),
        "author": names,
        "editor": names,
        "issued": dates,
        "keyword": st.lists(text, max_size=2).map(tuple),
        "extra": st.lists(st.tuples(strange, text), max_size=2).map(tuple),
    },
)
works = st.builds(
    lambda texts, others: Work(**texts, **others),
    st.dictionaries(st.sampled_from(TEXTS.split()), text, max_size=4),
    fields,
)
exported = st.builds(
    ExportWork, id=text, key=st.from_regex(KEY, fullmatch=True), work=works, kinds=st.lists(text, max_size=2).map(tuple)
)
several = st.lists(exported, max_size=2, unique_by=lambda one: one.key).map(tuple)


# One test of three properties: drawing the works costs ten times what writing and reading them does.
@given(found=several)
def test_what_was_written_is_read_as_the_same_works_and_says_nothing_to_a_terminal(found):
    for form in (bibtex, riswrite, csljson, jsonl):
        written = form.write(found)
        read = form.read(written)
        assert read == found, form
        assert form.write(read) == written, form
        assert not [char for char in written if unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n\t\u00ad"]


@given(found=text)
def test_latex_is_balanced_and_holds_no_command_of_the_text(found):
    latex = protect(escape(found))
    depth = 0
    for char in latex.replace("\\{", "").replace("\\}", ""):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert unescape(escape(found)) == found


@given(work=works, work_id=text)
def test_a_key_is_always_one_that_latex_and_files_can_carry(work, work_id):
    assert KEY.fullmatch(base_key(work, work_id))


@given(junk=st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_junk_is_refused_by_name(junk):
    from refparse.errors import SourceError

    for form in (csljson, jsonl, bibtex, riswrite):
        try:
            form.read(junk)
        except SourceError:
            continue
