"""Pairs that people reported as wrongly merged, or missed: the facts of real cases, retyped."""

from __future__ import annotations

from importlib.resources import files

import pytest

from refparse.match.rules import judge, read_rules
from refparse.match.traits import traits
from refparse.work import Date, Name, Names, Work

TEXT = (files("refparse.match") / "rules.toml").read_text(encoding="utf-8")
LIBRARIAN, STRICT, RECALL = (read_rules(TEXT, preset) for preset in ("librarian", "strict", "recall"))


def work(title=None, by="", year=None, **said):
    names = tuple(Name(family=one.rpartition(" ")[0], given=one.rpartition(" ")[2]) for one in by.split(", ") if one)
    return Work(title=title, author=Names(names=names), issued=Date(year=year) if year else None, **said)


def merged(left, right, rules=LIBRARIAN):
    judged = judge(traits(left), traits(right), rules)
    return judged.weight >= rules.same and not judged.objections


AT = {"container_title": "Journal of Clinical Epidemiology", "volume": "55", "page": "100-109"}
NEXT = AT | {"page": "110-119"}
LIPIDS = {"container_title": "Diabetologia", "DOI": "10.1007/s00125-017-4350-z"}
AMCIS = "Americas Conference on Information Systems"
CAIS = "Communications of the Association for Information Systems"

DIFFERENT = {
    "part I and part II, two DOIs": (
        work("A study of costs. Part I. Design and denominators", "Lee A, Roy B", 2002, DOI="10.1016/a1", **AT),
        work("A study of costs. Part II. Results and interpretation", "Lee A, Roy B", 2002, DOI="10.1016/a2", **NEXT),
    ),
    "part numeral only": (
        work("Desingularisation de metriques d'Einstein. II", "Biquard O", 2016),
        work("Désingularisation de métriques d'Einstein. I", "Biquard O", 2013),
    ),
    "generic title in a series": (work("Preface", "Lee A", 2010), work("Preface", "Lee A", 2012)),
    "section heading of each issue": (
        work("Hepatology Highlights", year=2018, container_title="Hepatology", volume="67", issue="3", page="817-819",
             DOI="10.1002/hep.29805"),
        work("Hepatology Highlights", year=2018, container_title="Hepatology", volume="67", issue="4", page="1195-1197",
             DOI="10.1002/hep.29850"),
    ),
    "chapters under the book's DOI": (
        work("Introduction", "Lee A", 2012, DOI="10.1201/b14859"),
        work("Spike trains as event sequences: fundamental implications", "Roy B", 2012, DOI="10.1201/b14859"),
    ),
    "DOI of a whole supplement": (
        work("DPP4 inhibition by linagliptin prevents cardiac dysfunction", "Heymans S", 2017, volume="60", issue="S1",
             page="S259", **LIPIDS),
        work("No major impact seen with sitagliptin on heart failure", "Nauck M", 2017, volume="60", issue="S1",
             page="S356", **LIPIDS),
    ),
    "wrong DOI on another congress's abstract": (
        work("Belatacept after conversion", "Segovia J, Lee A", 2019, container_title="Transplantation", volume="103",
             issue="7 S2", page="S143", DOI="10.1097/01.tp.0000576288.84252.91"),
        work("Belatacept after conversion", "Segovia J, Lee A", 2019, container_title="Neurology", volume="92",
             issue="15 S1", DOI="10.1097/01.tp.0000576288.84252.91"),
    ),
    "wrong DOI, article and abstract": (
        work("Gait and falls in early disease", "Bang Y, Lim J", 2016,
             container_title="Parkinsonism & Related Disorders",
             volume="28", page="41-48", DOI="10.1016/j.parkreldis.2016.04.014"),
        work("Gait and falls in early disease", "Bang Y, Lim J", 2016, container_title="J Neurochem", volume="138",
             page="366", DOI="10.1016/j.parkreldis.2016.04.014"),
    ),
    "one abstract, two congresses": (
        work("Maternal ethanol and DNA methylation", "Zhang C, Kaminen-Ahola N", 2012, volume="36", page="56A",
             container_title="Alcohol Clin Exp Res"),
        work("Maternal ethanol and DNA methylation", "Kaminen-Ahola N, Zhang C", 2012, volume="36", page="333A",
             container_title="Alcohol Clin Exp Res"),
    ),
    "one abstract in two journals": (
        work("Immunotherapy of established lesions", "Melief C, Welters M, Lee A", 2010, volume="3",
             container_title="Cancer Prevention Research"),
        work("Immunotherapy of established lesions", "Melief C, Welters M, Lee A", 2010, volume="16",
             container_title="Clinical Cancer Research"),
    ),
    "one paper printed in two journals": (
        work("Development of emotional disorders", "Hruby R, Maas L", 2013, volume="34", issue="6", page="447-463",
             container_title="Neuro Endocrinology Letters"),
        work("Development of emotional disorders", "Hruby R, Maas L", 2013, volume="55", issue="4", page="203-219",
             container_title="Activitas Nervosa Superior Rediviva"),
    ),
    "conference paper, then journal article": (
        work("Fast joins of streams", "Lee A, Roy B", 2005, container_title="Symposium on Principles of Databases",
             DOI="10.1145/1111037.1111059"),
        work("Fast joins of streams", "Lee A, Roy B, Das G", 2009, container_title="ACM Transactions on Databases",
             volume="31", DOI="10.1145/1667048.1667051"),
    ),
    "editions of a book": (
        work("Robust statistics", "Huber P, Ronchetti E", 2009, type="book", edition="2", publisher="Wiley"),
        work("Robust statistics", "Huber P", 1981, type="book", publisher="Wiley"),
    ),
    "volumes of one work": (
        work("Handbook of surfaces", "Lee A", 1990, volume="1", type="book"),
        work("Handbook of surfaces", "Lee A", 1990, volume="2", type="book"),
    ),
    "chapters of one book": (
        work("Tides and moons", "Lee A", 1990, container_title="The Sea", page="30-41", ISBN="9780841212626"),
        work("Salt and winds", "Lee A", 1990, container_title="The Sea", page="70-81", ISBN="9780841212626"),
    ),
    "a book and its chapter": (
        work("Statistics of shapes", "Lee A", 2005, DOI="10.1007/3-540-32144-6"),
        work("Curves", "Lee A", 2005, container_title="Statistics of shapes", DOI="10.1007/3-540-32144-6_8"),
    ),
    "titles alike, authors alike": (
        work("Focusing of a vortex carrying beam with Gaussian background by a lens", "Singh R", 2007, volume="45",
             page="773", container_title="Opt Lasers Eng"),
        work("Focusing of a vortex carrying beam with Gaussian background by an apertured system", "Singh R", 2008,
             volume="281", page="923", container_title="Opt Commun"),
    ),
    "sister chapters": (
        work("Negation in the history of the Brythonic Celtic languages", "Willis D", 2013),
        work("Negation in the history of the Slavonic languages", "Willis D", 2013),
    ),
    "one word turned": (
        work("Bone loss in men with asthma", "Lee A, Roy B", 2001, **AT),
        work("Bone loss in women with asthma", "Lee A, Roy B", 2001, **NEXT),
    ),
    "one short title": (
        work("Deep Learning", "Goodfellow I, Bengio Y", 2016, type="book", publisher="MIT Press"),
        work("Deep learning", "LeCun Y, Bengio Y, Hinton G", 2015, container_title="Nature", volume="521",
             page="436-444"),
    ),
    "an erratum": (
        work("Effects of neutral currents", "Dicus D", 1973, container_title="Phys Rev D", volume="8", page="890"),
        work("Effects of neutral currents (Erratum)", "Dicus D", 1974, container_title="Phys Rev D",
             volume="10", page="1669"),
    ),
    "two replies": (work("Reply", "Lee A", 2001, **AT), work("Reply", "Roy B", 2001, **AT)),
    "two abstracts on neighbouring pages": (
        work("Outcome of grafts in children", "Lee A, Roy B", 2010, volume="12", page="S1178-S1178"),
        work("Outcome of grafts in adults", "Lee A, Roy B", 2010, volume="12", page="S1178-S1179"),
    ),
    "a title that is no title": (
        work("UNKNOWN", "Hall D, Lee K", 2020, container_title=AMCIS),
        work("Negotiation in Database Schema Integration", "Hall G", 1995, container_title=AMCIS),
    ),
    "related papers of one conference": (
        work("A Proposed Study on Commitment in Virtual Teams", "Powell A", 1999, container_title=AMCIS),
        work("Commitment in a Virtual Team", "Powell A", 1999, container_title=AMCIS),
    ),
    "one title, two venues": (
        work("Learning-based scheduling for digital work", "Smith J", 2020,
             container_title="Journal of Digital Studies"),
        work("Learning-based scheduling for digital work", "Smith J", 2020,
             container_title="Workshop of Digital Studies"),
    ),
    "boilerplate for a title": (
        work(f"{CAIS} {CAIS} Volume 52 Paper 45", "Rao L, Verma S", 2023, container_title=CAIS, volume="52"),
        work(f"{CAIS} {CAIS} Volume 52 Paper 41", "Hu H, Moody G", 2023, container_title=CAIS, volume="52"),
    ),
    "book reviews": (
        work("Book review", year=1995, container_title="European Journal of Information Systems", volume="4",
             issue="2"),
        work("Book review: Reengineering the Corporation", "Hammer M, Champy J", 1995, volume="4", issue="2",
             container_title="European Journal of Information Systems"),
    ),
    "a column, year after year": (
        work("Editor's Notes", "Franklin M", 1998, container_title="SIGMOD Record"),
        work("Editor's Notes", "Franklin M", 1999, container_title="SIGMOD Record"),
    ),
    "introductions to two years' tracks": (
        work("Introduction to the Minitrack on Crowdsourcing", "Deng X, Taylor J", 2021, DOI="10.24251/HICSS.2021.510"),
        work("Introduction to the Minitrack on Crowdsourcing", "Deng X, Taylor J", 2022, DOI="10.24251/HICSS.2022.544"),
    ),
    "news item and thesis": (
        work("Listening to black holes", "Cho A", 2015, container_title="Science", volume="347", page="500"),
        work("Listening to black holes", "Riaz S", 2010, type="thesis"),
    ),
}  # fmt: skip

SAME = {
    "retraction wording": (
        work("RETRACTED: Bone loss in lupus", "Lee A, Roy B", 2002, **AT),
        work("Bone loss in lupus (Retracted article. See vol. 20, 2025)", "Lee A, Roy B", 2002, **AT),
    ),
    "subtitle left out": (
        work("Managing change", "Lee A, Roy B", 2002, **AT),
        work("Managing change: the role of the board", "Lee A, Roy B", 2002, **AT),
    ),
    "particle dropped, a month for the volume": (
        work("Robots for the impaired hand after stroke", "van Kessel M, Lee A, Roy B", 2013, volume="7", page="358",
             container_title="Frontiers in Human Neuroscience"),
        work("Robots for the impaired hand after stroke", "Kessel M, Lee A, Roy B", 2013, volume="(Jul)",
             container_title="Frontiers in Human Neuroscience"),
    ),
    "names inverted": (
        work("Bone loss in lupus of children", "Wei Li, Chen Bo, Zhao Jun", 2002, **AT),
        work("Bone loss in lupus of children", "Li Wei, Bo Chen, Jun Zhao", 2002, **AT),
    ),
    "authors in another order": (
        work("DBXplorer: enabling keyword search over relational databases", "Agrawal S, Chaudhuri S, Das G", 2002,
             container_title="SIGMOD Conference"),
        work("DBXplorer: enabling keyword search over relational databases", "Das G, Agrawal S, Chaudhuri S", 2002,
             container_title="International Conference on Management of Data"),
    ),
    "translated title in brackets": (
        work("[Bone loss in lupus of children]", "Lee A, Roy B", 2002, **AT),
        work("Bone loss in lupus of children. [Polish]", "Lee A, Roy B", 2002, **AT),
    ),
    "little said, and the same": (
        work("Bone loss in lupus of children", "Lee A, Roy B, Das G"),
        work("Bone loss in lupus of children", "Lee A, Roy B, Das G"),
    ),
    "a DOI spelt in two ways": (
        work("Bone loss in lupus of children", "Lee A", 2002, DOI="10.1000/AbC"),
        work("Bone loss in lupus of children", "Lee A", 2002, DOI="10.1000/abc"),
    ),
    "the DOI of a section": (
        work("Bone loss in lupus of children", "Lee A, Roy B", 2002, DOI="10.7554/eLife.06487"),
        work("Bone loss in lupus of children", "Lee A, Roy B", 2002, DOI="10.7554/eLife.06487.001"),
    ),
    "thin entry and full entry": (
        work("Encoding the linux kernel in constraints", "Zengler C, Küchlin W", 2013, page="51-60",
             container_title="Proceedings of the Workshop on Configuration"),
        work("Encoding the linux kernel in constraints", "Zengler C, Küchlin W"),
    ),
    "one paper registered twice": (
        work("Bone loss in lupus of children", "Lee A, Roy B", 2002, DOI="10.54294/q0xgnv", **AT),
        work("Bone loss in lupus of children", "Lee A, Roy B", 2002, DOI="10.54294/2wj3ti", **AT),
    ),
    "ahead of print": (
        work("How to frame impactful review articles", "Paré G, Wagner G, Prester J", 2024, volume="33", issue="4",
             page="566-582", container_title="Journal of Decision Systems"),
        work("How to frame impactful review articles", "Paré G, Wagner G, Prester J", 2023, page="1-17",
             container_title="Journal of Decision Systems"),
    ),
    "a page of a supplement in two styles": (
        work("Outcome of grafts in children", "Lee A, Roy B", 2010, volume="12", page="S1178-S1178"),
        work("Outcome of grafts in children", "Lee A, Roy B", 2010, volume="12", page="S-1178"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENT)
@pytest.mark.parametrize("rules", [STRICT, LIBRARIAN, RECALL], ids=lambda rules: rules.preset)
def test_two_works_are_not_merged(case, rules):
    assert not merged(*DIFFERENT[case], rules)


@pytest.mark.parametrize("case", SAME)
def test_one_work_is_merged(case):
    assert merged(*SAME[case])


def test_versions_of_a_review_follow_the_preset():
    said = {"container_title": "Cochrane Database Syst Rev", "page": "CD002273"}
    title = "Air versus oxygen for resuscitation of infants at birth"
    left = work(title, "Tan A, Schulze A, Davis P", 2004, issue="3", DOI="10.1002/14651858.CD002273.pub2", **said)
    right = work(title, "Tan A, Schulze A, Davis P", 2005, issue="2", DOI="10.1002/14651858.CD002273.pub3", **said)
    assert [merged(left, right, rules) for rules in (STRICT, LIBRARIAN, RECALL)] == [False, False, True]
