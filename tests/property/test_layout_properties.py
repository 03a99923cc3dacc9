"""What holds for every page: nothing is lost, nothing is counted twice, spans say what they say."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from refparse.layout import find_callouts, find_list, split_list
from refparse.reference import Document, ListStyle

STYLES = (
    ListStyle(
        name="a", headings=("References ({count})",), trailing=("CrossRef", "PubMed", "Google Scholar", "Article")
    ),
    ListStyle(name="b", headings=("REFERENCES",), marker="[{number}]", trailing=("[PubMed]", "Medline")),
)

AUTHORS = st.sampled_from(
    ["Kim A, Lee BC", "Okada N, et al", "van der Velde D", "World Health Organization", "Müller-Lüdenscheidt K"]
)
TITLES = st.sampled_from(
    ["A first thing", "Calcification: a study\nof two lines", "Was it seen in 1999?", "Thing\xa0with a blank"]
)
TAILS = st.sampled_from(
    ["", "PubMedGoogle Scholar", "\nCrossRef PubMed", " [PubMed]", "\n\nGoogle Scholar", " Article"]
)
YEARS = st.integers(1950, 2025)
ENTRIES = st.builds(
    lambda a, t, y, v, tail: f"{a}. {t}. Lupus. {y};{v}:12–{v + 12}.{tail}",
    AUTHORS,
    TITLES,
    YEARS,
    st.integers(1, 99),
    TAILS,
)
MARKERS = st.sampled_from(["{n}. ", "  {n}. {n}.\n    ", "{n}.\n", "[{n}] ", "({n}) ", "{n} ", "", "• "])
FURNITURE = st.sampled_from(
    [
        "",
        "Journals System - logo\nScroll to top",
        "Page 14",
        "Copyright information\n© A Journal 2005",
        "  1. 1.DepartmentHospital",
        "Menu\n• One\n• Two",
        "It was seen by them.1,2 It is 13.4 mg/dl.3",
        "Related Articles\nA Case\nMay 13, 2021",
        "NIH-PA Author Manuscript\nNIH-PA Author Manuscript",
    ]
)


@st.composite
def pages(draw):
    marker = draw(MARKERS)
    entries = draw(st.lists(ENTRIES, max_size=6))
    between = draw(st.sampled_from(["\n", "\n\n", "\n\xa0\n", "\n" + draw(FURNITURE) + "\n"]))
    body = between.join(marker.format(n=n) + entry for n, entry in enumerate(entries, draw(st.integers(1, 12))))
    heading = draw(st.sampled_from(["References\n", "REFERENCES\xa0(3)\n", "", "## Literatur\n\n"]))
    return draw(FURNITURE) + "\n\n" + heading + body + "\n" + draw(FURNITURE)


LOOSE = st.text(alphabet="1. 2[]()\n\n;:–,ABKim aitwas2001\xa0\u200b•-↵)\f", max_size=300)


def _check(text):
    document = Document(id="d", text=text, source="page.txt")
    found = find_list(text, STYLES)
    result = split_list(document, found, STYLES)
    owners = Counter()
    for reference in result.references:
        assert reference.text == "".join(text[a:b] for a, b in reference.spans)
        assert reference.text.strip()
        assert all(b <= c for (_, b), (c, _) in zip(reference.spans, reference.spans[1:], strict=False))
        owners.update(i for a, b in reference.spans for i in range(a, b))
    for dropped in result.dropped:
        assert dropped.reason
        assert text[slice(*dropped.span)].strip() == text[slice(*dropped.span)] != ""
        owners.update(range(*dropped.span))
    assert [i for i, c in enumerate(text) if not c.isspace() and owners[i] != 1] == []
    assert [r.number for r in result.references] == list(range(1, len(result.references) + 1))
    assert (result.reason is None) == (result.region is not None) == bool(result.references)
    for callout in find_callouts(document, result):
        marker = text[slice(*callout.span)]
        assert marker[0] not in "0 "
        assert callout.context.endswith(" ".join(marker.split()))
        assert callout.numbers == tuple(sorted(callout.numbers)) or "," in marker
        assert not result.region or callout.span[1] <= result.region.span[0]
    return result


@settings(max_examples=150, deadline=None)
@given(pages())
def test_every_character_of_a_page_is_in_one_reference_or_one_dropped_span(text):
    _check(text)


@settings(max_examples=150, deadline=None)
@given(st.one_of(LOOSE, st.text(max_size=200)))
@example("")
@example("References\n1.")
@example("References\n1. a) Kim A. 2001;1:2. b) Lee B. 2002;3:4.")
@example(
    "So. References 1. Kim A. 2001;1:2. 2. Lee B. 2002;3:4.\n1. Roe C. 2003;5:6.\nFurther reading\n1. Poe D. 2004;7."
)
@example("References\na. Kim A. 2001;1:2.\n\ufffdb. Lee B. 2002;3:4.\n\na. Roe C. 2003;5:6.\nb. Roe C. 2003;5:6.")
def test_arbitrary_text_loses_nothing(text):
    _check(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ENTRIES, min_size=2, max_size=6, unique=True),
    st.sampled_from(["{n}. ", "  {n}. {n}.\n    ", "{n}.\n", "[{n}] "]),
)
def test_a_numbered_list_under_a_heading_gives_every_entry(entries, marker):
    text = "References\n" + "\n".join(marker.format(n=n) + entry for n, entry in enumerate(entries, 1)) + "\n"
    result = _check(text)
    assert [r.label for r in result.references] == [str(n) for n in range(1, len(entries) + 1)]
    for reference, entry in zip(result.references, entries, strict=True):
        assert entry.startswith(reference.text)
        assert reference.text.endswith("." if not entry.endswith(" Article") else "Article")
