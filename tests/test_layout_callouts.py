"""Numbers cited in running text, and every other number there."""

import json
from pathlib import Path

import pytest

from refparse.layout import cited_numbers, find_callouts, find_list, split_list
from refparse.layout.cited import written_out
from refparse.reference import Document, ReferenceList

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def callouts(text):
    document = Document(id="d", text=text, source="page.txt")
    return find_callouts(document, split_list(document, find_list(text, ()), ()))


def markers(text):
    return [text[slice(*c.span)] for c in callouts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was seen that this is a disease.1 It is also rare.2,3 This was by others.4–6", ["1", "2,3", "4–6"]),
        ("It was seen in neuro-Behçet’s.1 Weakness was gone in most by month 12.2-4\n\nThen it ended.", ["1", "2-4"]),
        ("It was known before.1\n\nMeasure cortisol in every patient with unexplained fatigue.2\n\nEnd", ["1", "2"]),
        ("It was seen first.1 An autoantibody inhibitsADAMTS13.2Hence it is that this is so.", ["1", "2"]),
        ("It was also a known cause.2\n\nCase Report\nThis is the case that was seen.", ["2"]),
        ("It is known that they\ninhibitOPG.4Thus, it was said that this is so.", ["4"]),
        ("This was reported by Smith et al.1 and it was also found by Doe et al.2 reported that.", ["1", "2"]),
        ("“It is not rare.”1 It was “this is that”;2 the tissue is that.3–5 was seen: 6 patients.", ["1", "2", "3–5"]),
        (
            "It is that.1 This is calcification2,3 and was more,4 with things (that is SLE)5 which is it.6",
            ["1", "2,3", "4", "5", "6"],
        ),
        ("It was first described by Brown1 in 1959 and is seen in children.2", ["1", "2"]),
        (
            "In 2013 it was said that it is so (p<0.05).1 It was seen in 45%.2 This was changed in 2013.3 It is so.",
            ["1", "2", "3"],
        ),
        ("It was rare.¹ It is also that.²⁻⁴ The dose was 10 mg/m² and cm² were seen.", ["¹", "²⁻⁴"]),
        (
            "It is rare [1]. It has been by [2,3] and others [4-7] (see [8], [9]), as was known.[10]",
            ["1", "2,3", "4-7", "8", "9", "10"],
        ),
        (
            "It was seen (1). It has been by others (2, 3). This is (4–6), and it (7) was (n = 12) in (12) patients.",
            ["1", "2, 3", "4–6", "7"],
        ),
        ("This is calcification1,2 and it was seen in the tissue3 and that was known4 to be so.", ["1,2", "3", "4"]),
    ],
)
def test_markers_of_every_shape(text, expected):
    assert markers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Her serum calcium was high (13.4\nmg/dl) and that was 9.2mg/dl with 26,400 cells and it was 2.6g daily.",
        "It was anti-dsDNA and interleukin-1, IL-6, CD4, vitamin D3, T4 and HbA1c which is not Bcl2 or Foxp3.",
        "It has been 18-years and 26-38 months and >6 months that this is so, p<0.05, and it was 1:160.",
        "This is in Figure-1 and it was in Table 1. It is Fig.2 and No.5 and Vol.3 which was ref.5 and that is p.7",
        "It was version 2.3 and that is 10.1093/ndt/gfn036.12 which was at https://a.org/x.5 and a.b@c.org.5",
        "It was published and that is Nephrol Dial Transplant. 2008 Aug;23(8):2679-84. It has been Epub 2008 Mar 7.",
        "John Smith1, Anne Doe2, Karl Roe3\n1Department of Medicine, 2Department of Surgery",
        "Department of Medicine, University of Poland.2Department of Surgery",
        "Page: 1 2 3 4 5 6 | Single Page",
        "The range of [0, 1] is that which was [1H] seen.",
        "It was seen in day 3 of week2 and that is phase3 of type2 which was grade4.",
        "It was (1) that and (2) this is so.",
        "It is a rare disease that was described and is this.1 It has been…",
        "[1] Kim A. This is that. It was Lupus.\n\n[2] Lee B. That is this. It was Lupus.",
        "",
    ],
)
def test_other_numbers_cite_nothing(text):
    assert markers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was seen that anakinra has been used.1, 2\n\nThe next was that.3", ["1, 2", "3"]),
        (
            "It was seen that this is so.1 It has been used by others.2, 3, 5-7 The rest was not.4",
            ["1", "2, 3, 5-7", "4"],
        ),
        (
            "It was seen that this is so.1 It has been used by others.2,\n3 The rest was not.4,\n\n5, 6\n\nThis was.7",
            ["1", "2,\n3", "4,\n\n5, 6", "7"],
        ),
        (
            "It was seen that this is so.1 It has been used,2, 3 and others were.4–\n6 The rest.7",
            ["1", "2, 3", "4–\n6", "7"],
        ),
        ("It was seen that this is so.1 It has been so.2, 10 patients were seen.3", ["1", "2", "3"]),
        ("It was seen that this is so.1 It has been so.2, 5 mg was given and that is it.3", ["1", "2", "3"]),
        ("It was seen that this is so.1 It has been so.3, 2 The others were.4", ["1", "3", "4"]),
        ("It was seen in calcinosis1, 2 and that is it.3 It was.", ["1, 2", "3"]),
        ("It was seen in calcinosis1, 2 patients were it.3 It was.", ["1", "3"]),
        (
            (
                "It was so.1 Wang et al2 found that it was so. Khan et al.3 described it. Brown's4 "
                "series is old. Lee et al.,5 who was."
            ),
            ["1", "2", "3", "4", "5"],
        ),
        ("It was so.1 Wang et al 2 found that it was so and Doe et al 2010 was old.", ["1"]),
        (
            (
                "It was so.1 It acts within 48 h.2 In Thailand it was 5 g.3 The end is 3 mg/l.4 It was "
                "with vitamin D.5 The virus was hepatitis B,6 which is."
            ),
            ["1", "2", "3", "4", "5", "6"],
        ),
        ("It was so.1 This was by J.2 Smith and p.3 The and e.g.4 It was i.v.5 This is.", ["1"]),
        ("It was so.1 The relative risk was 1.41;2 beer was worse; in 1997,3 when it was.", ["1", "2", "3"]),
        ("It was so.1 The risk was 1.41;2 patients had it; in 1997,2 patients were and 0.4;2 of 9 had it.", ["1"]),
        (
            (
                "It was so.1 It was 1.41.2 Beer was that. It was IL-6.3 The virus was SARS-CoV-2.4 It "
                "was in HLA-B27.5 This was on day 21.6 He was home."
            ),
            ["1", "2", "3", "4", "5", "6"],
        ),
        (
            (
                "It was so.1 See Section 4.2 The way. PM2.2 Exposure was. pH7.2 Blood was. The M32.2 "
                "Code was. It was 24.2 Gy which is."
            ),
            ["1"],
        ),
        (
            "It is not of the Institute of Medicine [1]. By day 3 it was so [2;3] and that [4 and 5].",
            ["1", "2;3", "4 and 5"],
        ),
        (
            (
                "It is so [1]. The 95% CI [2-5] was and median 5 [3-8] days and the mean was 45 [12] "
                "years, in range [2,3]."
            ),
            ["1"],
        ),
        (
            "It is so (1). The 95% CI (2-5) was in stage (2) and it is (2). This was by others (3; 4).",
            ["1", "2", "3; 4"],
        ),
        (
            "It was so.1 He was admitted to Mayo Hospital.2 He was seen at the Department of Surgery.3 That is so.",
            ["1", "2", "3"],
        ),
        (
            (
                "From the Department of Medicine, University of Poland.2Department of Surgery, Hospital "
                "of X.3Department of Y\nIt was with and by as."
            ),
            [],
        ),
        (
            (
                "It was so.1 This was in many patients,2 which is so. It was given for days,3 the rest "
                "was in 12 patients,3 died."
            ),
            ["1", "2", "3"],
        ),
        ("It was so.1 It is seen in 7%2 of them and in 53%,3 which is that.", ["1", "2", "3"]),
        (
            (
                "It was so.1 The count was 10⁹/l and 1.2×10⁶ and 4 m². It was 1,200;2,300 and 3;4;5 of "
                "that. Type 1,2 and 3 was."
            ),
            ["1"],
        ),
        ("It was so.1 It was BRCA2 and CD34 and anti-Sm2 and TNF-a2 that is 25-OH-D3 was 2,3 cm and 2, 3 mm.", ["1"]),
        (
            (
                "It has been shown that gout is seen in 4% of men.1,2 It was reviewed by Choi et al3 and by "
                "others.3–5\nSerum urate was 8.2 mg/dL; creatinine was 1.4 mg/dL.6 He was given 0.6 mg of colchicine."
            ),
            ["1,2", "3", "3–5", "6"],
        ),
        (
            (
                "Dr. Chen says it is so.1 “It was seen,” he says.2 The ACR’s 2012 guideline3,4 is old. In the "
                "trial, 45 of 90 were well.5\nAt week 24, 12 of 40 (30%) were."
            ),
            ["1", "2", "3,4", "5"],
        ),
        (
            (
                "Lyme disease is common in Poland [1,2]. In 2012 there were 8,806 cases [3]. Sensitivity was "
                "85% [95% CI 80-90] and it was [4, 5]."
            ),
            ["1,2", "3", "4, 5"],
        ),
        (
            (
                "It was noted in 1959 (1). Others (2,3) have found it. In one series (n=12) it was 4 (33%). It "
                "was mild in most (4)."
            ),
            ["1", "2,3", "4"],
        ),
        (
            (
                "It is known that TNF-α2 is high.1 He was HLA-B27 positive, and COVID-19 was absent. IL-17A was "
                "seen.2 The T2-weighted image was normal (Fig. 3).4"
            ),
            ["1", "2", "4"],
        ),
        (
            (
                "Eq.2 was used and it is that.1 The model (Table 2) was with R2 of 0.98. Values were 3, 4, 5 "
                "and that.2 On 12.3.2014 it was well."
            ),
            ["1", "2"],
        ),
        (
            (
                "The score was 24.3 It was low.1 The patient was born at 39 weeks.2 The weight was 2.8 kg.3 "
                "APGAR was 9.4 The child was well."
            ),
            ["1", "2", "3", "4"],
        ),
        (
            (
                "It has been described.1–3 Surgery was by Smith and Jones.4 This is so (see Table 3).5\nKey "
                "points: 1. It was. 2. It is. 3. They were."
            ),
            ["1–3", "4", "5"],
        ),
        (
            (
                "He was treated with prednisolone (1 mg/kg),1 methotrexate,2 and rituximab;3 he was well at 6 "
                "months,4 and at 2 years;5 the dose was 1,000 mg."
            ),
            ["1", "2", "3", "4", "5"],
        ),
        (
            ("It is so.[1] The rest was not.[2,3] Others[4] were, and it was in 10 patients.[5-7]"),
            ["1", "2,3", "4", "5-7"],
        ),
        (
            ("It was so.1\nIn this case, 2 patients were seen.\n2\nThe rest was.2\n3 J Pak Med Assoc"),
            ["1", "2"],
        ),
        ("It was noted in 1959 (1). Others (2,3) have. It was seen in 4% (4). It was 12 (5).", ["1", "2,3", "4"]),
    ],
)
def test_markers_and_what_stands_beside_them(text, expected):
    assert markers(text) == expected


def test_what_is_not_this_article_is_left_out():
    own = "It was seen that this is a rare disease, which is not known to be that of others who have been here.1"
    teaser = "It is a disease that was seen by them and resulted in necrosis.2 This is serious."
    assert markers(f"{own}\n\nRelated Articles\n\n{teaser}\n") == ["1"]
    assert markers(
        f"{own}\n\nSimilar content being viewed by others\n\n{teaser}\n\nDiscussion\n\nThat was it, which is so.3"
    ) == ["1", "3"]
    assert markers(f"Related Articles\nAbout\n\n{own}\n\nShare:\xa0\n{teaser}") == ["1"]


def test_markers_are_linked_to_the_entries():
    text = (
        "It was seen and this is so.1,3 It was not that of others.2\n\nReferences\n"
        "1. Kim A. One. Lupus. 2001;1:2–3.\n2. Lee B. Two. Lupus. 2002;3:4–5.\n"
    )
    document = Document(id="d", text=text, source="page.txt")
    references = split_list(document, find_list(text, ()), ())
    first, second = (r.id for r in references.references)
    assert [(c.numbers, c.linked) for c in find_callouts(document, references)] == [
        ((1, 3), (first, None)),
        ((2,), (second,)),
    ]
    assert markers(text.replace(".2\n", ".42\n")) == ["1,3"]


def test_digits_of_a_byline_cite_nothing_however_much_it_reads_like_a_sentence():
    byline = "Saima Abdul Rehman,1 Ejaz ul-Haq,2 who was with them,3 Farah N. Siddiqui1"
    text = f"{byline}\n\nIt was seen in the lung.1 It is rare in children, and was described late.2"
    document = Document(id="d", text=text, source="page.txt")
    nothing = ReferenceList(document_id="d", region=None)
    assert [one.numbers for one in find_callouts(document, nothing, [(0, len(byline))])] == [(1,), (2,)]
    assert len(find_callouts(document, nothing)) > 2


def test_the_context_ends_with_the_marker_on_one_line():
    (callout,) = callouts(
        "Prolonged use of many things and steroids is also\na known and very\nfrequent cause that is seen.2 This is it."
    )
    assert (
        callout.context
        == "of many things and steroids is also a known and very frequent cause that is seen.2"[-len(callout.context) :]
    )
    assert "\n" not in callout.context


def test_numbers_are_written_out():
    assert written_out("14,15,16") == (14, 15, 16)
    assert written_out("3–6, 9") == (3, 4, 5, 6, 9)
    assert written_out("3–300") == written_out("6-6") == ()
    assert cited_numbers("It was so.3–5 It is so.1") == (1, 3, 4, 5)


@pytest.mark.parametrize(
    "piece", ["1. ", "[", "a.1", "it is a.1 ", "1,", "It was.1\n\n", "1" * 50, "(1) ", "x@", "\xa0", "1.\n"]
)
def test_repetition_is_answered(piece):
    text = piece * (20_000 // len(piece))
    assert isinstance(callouts(text), tuple)


@pytest.mark.no_cover
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold is not on this machine")
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_five_pages_cite_what_the_gold_says(name):
    gold_path = next((SHARED / "gold" / "seeds").glob(f"{name}*.json"))
    gold = json.loads(gold_path.read_text(encoding="utf-8"))["in_text_citations"]
    text = (SHARED / "seeds" / f"{gold_path.stem}.txt").read_text(encoding="utf-8")
    assert [(list(c.numbers), c.span[0]) for c in callouts(text)] == [(g["numbers"], g["start"]) for g in gold]
