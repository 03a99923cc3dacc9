"""What kind of study a work is, by its own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refparse.normalize.study import KINDS, study_kind
from refparse.work import Work

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
GOLD = SEEDS.parent / "gold" / "seeds"

TITLES = [
    ("Calcinosis cutis: report of three cases", "case-series"),
    ("The clinic's experience with 78 patients, 1996–2009", "case-series"),
    ("Diltiazem in 3 patients", "case-series"),
    ("Warfarin for calcinosis in three elderly Japanese patients", "case-series"),
    ("Calcinosis: two case reports", "case-series"),
    ("Calcinosis in lupus: a case series", "case-series"),
    ("A series of 12 patients with calcinosis", "case-series"),
    ("Calcinosis in twenty-one children", "case-series"),
    ("Analysis of 1,234 cases", "case-series"),
    ("Case reports of calcinosis", "case-series"),
    ("Prevalence of calcinosis in 50 patients", "case-series"),
    ("A 10-patient series", "case-series"),
    ("Calcinosis in lupus: a case report", "case-report"),
    ("Case Report: Refractory Calciphylaxis", "case-report"),
    ("Calcifications – case report and literature review", "case-report"),
    ("Calcinosis: a case report and review of the published work", "case-report"),
    ("A case of lupus with leg ulcers", "case-report"),
    ("Case of lupus with calcification", "case-report"),
    ("Calcinosis associated with lupus: an exuberant case", "case-report"),
    ("Report of one case", "case-report"),
    ("Experience with one patient", "case-report"),
    ("A giant pseudocyst seen in a patient with overlap syndrome", "case-report"),
    ("Lupus in a 12-year-old girl", "case-report"),
    ("Calcinosis: a propósito de un caso", "case-report"),
    ("Kalzinose: ein Fallbericht", "case-report"),
    ("Warfarin in calcinosis: a randomized controlled trial", "trial"),
    ("Double-blind study of warfarin in 30 patients", "trial"),
    ("Open-label trial of minocycline", "trial"),
    ("Calcinosis: a systematic review", "systematic-review"),
    ("Calcinosis: systematic review and meta-analysis", "meta-analysis"),
    ("Calcinosis treatment: a review of the literature", "review"),
    ("Calcinosis cutis: a review", "review"),
    ("Calcinosis. Review", "review"),
    ("Calcinosis: an overview", "review"),
    ("EULAR guidelines for lupus", "guideline"),
    ("Calcinosis in a lupus cohort of 200 patients", "cohort"),
    ("A retrospective study of calcinosis", "cohort"),
    ("Risk of calcinosis: a case-control study", "case-control"),
    ("Calcinosis: a cross-sectional survey", "cross-sectional"),
    ("Warfarin in lupus: study protocol", "protocol"),
    ("Calcinosis in rheumatic diseases", None),
    ("Prevalence of calcifications in patients with SLE", None),
    ("Screening of type 2 diabetic patients", None),
    ("Lupus in COVID-19 patients", None),
    ("Lupus 1996–2009 patients seen", None),
    ("Survival at 5 years in patients with lupus", None),
    ("Treatment of calcinosis with diltiazem", None),
    ("In case of fire", None),
    ("Patient's view of lupus", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_titles(title, kind):
    found = study_kind(Work(title=title or None))
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize(
    ("abstract", "kind"),
    [
        ("It was thought so. We report three patients whose calcification resolved.", "case-series"),
        ("We here describe two cases of calcinosis.", "case-series"),
        ("Five patients with calcinosis are described.", "case-series"),
        ("We report a 34-year-old woman with lupus.", "case-report"),
        ("We report the case of a man.", "case-report"),
        ("A case of calcinosis in lupus is described.", "case-report"),
        ("Seventy patients were randomized to warfarin.", "trial"),
        ("Children were randomly assigned to warfarin.", "trial"),
        ("A prospective cohort of 200 patients was followed.", "cohort"),
        ("In this case-control study lupus was rare.", "case-control"),
        ("We performed a systematic review.", "systematic-review"),
        ("We performed a meta-analysis.", "meta-analysis"),
        ("This review covers calcinosis.", "review"),
        ("Calcinosis is rare in 3 of 4 series.", None),
        ("78 patients took part.", None),
    ],
)
def test_abstracts(abstract, kind):
    found = study_kind(Work(title="Calcinosis", abstract=abstract))
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("CASE REPORT", "case-report"),
        ("Case Reports", "case-report"),
        ("Randomized Controlled Trial", "trial"),
        ("Clinical Trial, Phase II", "trial"),
        ("Review Article", "review"),
        ("Original Article", None),
    ],
)
def test_stated_types(stated, kind):
    for work in (
        Work(title="Calcinosis", extra=(("article-type", stated),)),
        Work(title="Calcinosis", keyword=(stated,)),
    ):
        found = study_kind(work)
        assert (found[0] if found else None) == kind


def test_other_extras_state_no_type():
    assert study_kind(Work(extra=(("note", "Review"),))) is None


def test_the_title_goes_before_the_type_and_the_type_before_the_abstract():
    work = Work(title="Report of two cases", keyword=("Review",), abstract="This review covers it.")
    assert study_kind(work) == ("case-series", "title reports several patients: “Report of two cases”")
    assert study_kind(Work(keyword=("Review",), abstract="We report two patients.")) == (
        "review",
        "publication type: “Review”",
    )


def test_kinds_are_slugs():
    assert all(kind.replace("-", "").isalpha() and kind.islower() for kind in KINDS)
    assert len(KINDS) == len(set(KINDS)) == 11


@pytest.mark.no_cover
def test_the_two_case_series_of_the_seeds():
    if not GOLD.is_dir():
        pytest.skip(f"{GOLD} is not here: the seed pages lie outside the repository")
    page = next(SEEDS.glob("000*.txt")).read_text(encoding="utf-8")
    assert study_kind(Work(abstract=page))[0] == "case-series"
    found = set()
    for path in sorted(GOLD.glob("00*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8"))["references"]:
            kind = study_kind(Work(title=entry["title"]))
            found |= {(path.name[:3], entry["n"])} if kind and kind[0] == "case-series" else set()
    assert found == {("004", 5)}
