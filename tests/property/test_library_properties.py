from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from refparse.formats import csvexport, nbib, ris, wos
from refparse.formats.entries import Outside, Read, Refused
from refparse.formats.jsonl import dumps, work_json

WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
VALUE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
# What stands in a work in another shape than in the file: dates, names, numbers, pages.
SHAPED = {"TY", "ER", "PY", "Y1", "DA", "AU", "A1", "A2", "ED", "SN", "DO", "SP", "EP", "AN", "ID", "C2", "C5"}
TAGS = st.sampled_from([tag for a in string.ascii_uppercase for b in "123TIBDEKLNORSU" if (tag := a + b) not in SHAPED])
LINE = st.one_of(
    st.just(""), VALUE, st.tuples(st.sampled_from(["TY", "ER", "TI", "AU", "PT", "PMID"]), VALUE).map("  - ".join)
)
LINES = (
    st.lists(
        st.one_of(
            LINE, st.sampled_from(["ER  - ", "ER", "TY  - JOUR", "PMID- 1", "PT J", "Title,Authors,Year", '"a,b'])
        )
    ),
)


@given(st.lists(st.tuples(TAGS, VALUE), max_size=12))
def test_every_value_of_a_ris_record_is_in_its_work(pairs):
    lines = ["TY  - JOUR", "TI  - Lupus", *(f"{tag}  - {text}" for tag, text in pairs), "ER  - "]
    [record] = ris.read(enumerate(lines, 1))
    shown = dumps(work_json(record.work))
    assert [text for _, text in pairs if text not in shown] == []


@given(*LINES)
def test_every_line_is_in_a_record_or_outside(lines):
    for read in (ris.read, nbib.read, wos.read, csvexport.read):
        told = []
        for item in read(enumerate(lines, 1)):
            assert isinstance(item, Read | Refused | Outside)
            assert lines[item.line - 1] == item.text.split("\n")[0]
            told += item.text.split("\n")
        headings = 1 if read is csvexport.read and "Title,Authors,Year" in lines[:20] else 0
        kept = sorted(line.rstrip() for line in lines if line.strip(" ,"))
        if not headings:
            assert sorted(line.rstrip() for line in told if line.strip(" ,")) == kept
