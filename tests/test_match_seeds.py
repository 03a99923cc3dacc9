"""The five seed pages: exactly the works that are one are one."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from test_match_factory import judge, pairs_that_meet, sides

from refparse.match.cluster import cluster, to_ask
from refparse.match.merge import merge
from refparse.pipeline.rules import load_rules
from refparse.reference import Record
from refparse.work import NOBODY, Date, Name, Names, Work

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "seeds"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"{GOLD} is not here: the gold lies outside the repository")


def names(people, *, et_al=False):
    listed = tuple(Name(family=one["family"], given=one.get("given"), suffix=one.get("suffix")) for one in people or ())
    return Names(names=listed, et_al=et_al) if listed or et_al else NOBODY


def gold_work(entry):
    return Work(
        type=entry.get("type"),
        title=entry["title"],
        author=names(entry["authors"], et_al=entry.get("et_al", False)),
        editor=names(entry.get("editors")),
        container_title=entry.get("container") or entry.get("journal"),
        issued=Date(year=int(entry["year"])) if entry["year"] else None,
        volume=entry["volume"],
        issue=entry["issue"],
        page=entry["pages"],
        publisher=entry.get("publisher"),
        DOI=entry["doi"],
        doi_prefix=entry.get("doi_prefix"),
    )


def at(place):
    return f"{place['seed'][:3]}#{0 if place.get('document') else place['n']:02}"


@pytest.fixture(scope="module")
def records():
    made = {}
    for path in sorted(GOLD.glob("00*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        for n, entry in enumerate([page["document"], *page["references"]]):
            id_ = f"{path.name[:3]}#{n:02}"
            made[id_] = Record(
                id=id_, work=gold_work(entry), origin="reference" if n else "page", origin_id=id_, document_id=path.stem
            )
    return made


@pytest.fixture(scope="module")
def cross():
    return json.loads((GOLD / "cross.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wanted(cross):
    pairs = {tuple(sorted(map(at, group["members"]))) for group in cross["same_work"]}
    return pairs | {tuple(sorted((f"{seen['seed'][:3]}#00", at(seen["cited_by"])))) for seen in cross["seed_is_cited"]}


def test_of_all_pairs_exactly_the_gold_ones_are_the_same_and_none_is_asked(records, wanted):
    verdicts = [judge(left, right) for left, right in combinations(records.values(), 2)]
    assert {(v.left_id, v.right_id) for v in verdicts if v.decision == "same"} == wanted
    assert [v for v in verdicts if v.decision == "ask"] == []


def test_what_must_not_merge_is_different(records, cross):
    for pair in cross["must_not_merge"]:
        assert judge(records[at(pair["a"])], records[at(pair["b"])]).decision == "different", pair["why"]


def test_blocking_finds_them_and_clusters_hold_nothing_else(records, wanted, cross):
    verdicts = [judge(records[left], records[right]) for left, right in pairs_that_meet(records.values())]
    clusters = cluster(sides(records.values()), verdicts, load_rules())
    assert {members for members in clusters if len(members) > 1} == wanted
    assert len(clusters) == len(records) - len(wanted)
    cited = [members for members in clusters if any(records[id_].origin == "reference" for id_ in members)]
    assert len(cited) == cross["distinct_works_count"]
    assert to_ask(clusters, verdicts) == ()


def test_the_cited_page_gives_its_names_and_the_citation_its_year(records, wanted):
    (pair,) = [pair for pair in wanted if pair[0].endswith("#00")]
    merged = merge([records[id_] for id_ in pair])
    assert merged.canonical.issued == Date(year=2006)
    assert merged.canonical.author.names[0].given == "Antonio G."
    assert merged.canonical.container_title == "Clinical Rheumatology"
    assert dict(merged.origin)["issued"] == pair[1]
