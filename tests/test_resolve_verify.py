"""A reference and the records offered for it: the DOI, or none, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refparse.pipeline.strings import parse_strings
from refparse.reference import Parsed
from refparse.resolve.candidate import PRINTED, Candidate, candidate_of
from refparse.resolve.registry import Answer
from refparse.resolve.verify import Resolution, is_one_work, verify
from refparse.resolve.weights import MARGIN, PRIOR, RESOLVED, TABLE, WEIGHTS
from refparse.work import Name, Names, Work


def record(doi: str, title: str | None, people: str, container: str = "", year: int | None = None, **rest) -> Candidate:
    """A candidate from a record in the registry's shape; people are "Given Family; …"."""
    message = {
        "DOI": doi,
        "type": rest.pop("type", "journal-article"),
        "title": [title] if title else [],
        "author": [
            dict(zip(("given", "family"), name.rsplit(" ", 1), strict=True)) for name in people.split("; ") if name
        ],
        "container-title": [container] if container else [],
        "issued": {"date-parts": [[year]]},
        **rest,
    }
    candidate = candidate_of(Answer(DOI=doi, message=message, by="mirror:test", at=""))
    assert candidate is not None
    return candidate


def answer(text: str, *candidates: Candidate, work: Work | None = None) -> Resolution:
    if work is None:
        [result] = parse_strings([text])
        work = result.work if isinstance(result, Parsed) else Work()
    return verify(text, work, candidates)


MORTGAGES = record(
    "10.1007/bf00114081",
    "Pricing mortgages: An interpretation of the models and results",
    "Patric H. Hendershott; Robert Van Order",
    "Journal of Financial Services Research",
    1987,
    volume="1",
    issue="1",
    page="19-55",
)
WORKING_PAPER = record(
    "10.3386/w2290", "Pricing Mortgages: An Interpretation of the Models and Results", "Patric Hendershott; Robert Van "
    "Order", "", 1987, type="report",
)  # fmt: skip
TREE = record(
    "10.1017/s0021900200024372", "Random motion on binary trees", "Douglas H. Frank; Stephen Durham",
    "Journal of Applied Probability", 1984, volume="21", issue="1", page="58-69",
)  # fmt: skip
TREE_AGAIN = record(
    "10.2307/3213664", "Random Motion on Binary Trees", "Douglas H. Frank; Stephen Durham",
    "Journal of Applied Probability", 1984, volume="21", issue="1", page="58-69",
)  # fmt: skip
ABSTRACT = record(
    "10.1002/chin.197828213", "ChemInform Abstract: Synthesis of alpha-silylated nitriles", "A. Ekouya; R. Calas",
    "Chemischer Informationsdienst", 1978, volume="9", issue="28",
)  # fmt: skip
SYNTHESIS = record(
    "10.1016/s0022-328x(00)92065-6", "Synthesis of alpha-silylated nitriles", "A. Ekouya; R. Calas",
    "Journal of Organometallic Chemistry", 1978, volume="148", issue="3", page="225-236",
)  # fmt: skip
PART_ONE = record(
    "10.1000/part1", "Cutaneous deposition diseases. Part I", "Jaime Touart; Peter Sau",
    "Journal of the American Academy of Dermatology", 1998, volume="39", issue="2", page="149-171",
)  # fmt: skip
PART_TWO = record(
    "10.1000/part2", "Cutaneous deposition diseases. Part II", "Jaime Touart; Peter Sau",
    "Journal of the American Academy of Dermatology", 1998, volume="39", issue="4", page="527-544",
)  # fmt: skip
NO_PART = record(
    "10.1000/nopart", "Cutaneous deposition diseases", "Jaime Touart; Peter Sau",
    "Journal of the American Academy of Dermatology", 1998, volume="39", issue="4", page="527-544",
)  # fmt: skip
TYPE_ONE = record(
    "10.1000/type1", "Calcification in diabetes of type 1", "Ann Able", "Archives of Dermatology", 1998, volume="134",
    issue="2", page="101-111",
)  # fmt: skip
ERRATUM = record(
    "10.1000/erratum", "Erratum: Random motion on binary trees", "Douglas H. Frank; Stephen Durham",
    "Journal of Applied Probability", 1984, volume="21", issue="3", page="700",
)  # fmt: skip
MEETING = record(
    "10.1109/cdc.1986.267399", "On the linearizing feedback in nonlinear sampled data control schemes",
    "S. Monaco; D. Normand-Cyrot", "25th IEEE Conference on Decision and Control", 1986, type="proceedings-article",
    page="2056-2060",
)  # fmt: skip
JOURNAL = record(
    "10.1000/tac", "On the linearizing feedback in nonlinear sampled data control schemes",
    "S. Monaco; D. Normand-Cyrot", "IEEE Transactions on Automatic Control", 1988, volume="33", issue="4",
    page="310-318",
)  # fmt: skip


IN_JOURNAL = "J Appl Probab 1984;21(1):58-69."
LINEARIZING = "On the linearizing feedback in nonlinear sampled data control schemes"
CITED_MORTGAGES = (
    "Hendershott P, Van Order R. Pricing mortgages: an interpretation of the models and results."
    " J Financ Serv Res 1987;1(1):19-55."
)
TORN = "Frank,D. H.,& Durha m, S. (l984). Random motlon on blnary trees. J. Appl. Probab. 2 1(1), 58–69."
CITED_MEETING = (
    f"S. Monaco, D. Normand-Cyrot, {LINEARIZING}, in: 25th IEEE Conference on Decision and Control (1986) 2056-2060."
)


@pytest.mark.parametrize(
    ("text", "offered", "doi"),
    [
        (CITED_MORTGAGES, (WORKING_PAPER, MORTGAGES), MORTGAGES.DOI),
        (
            f"Monaco S, Normand-Cyrot D. {LINEARIZING}. IEEE Trans Automat Control 1988;33(4):310-8.",
            (MEETING, JOURNAL),
            JOURNAL.DOI,
        ),
        (CITED_MEETING, (JOURNAL, MEETING), MEETING.DOI),
        (
            "Ekouya A, Calas R. Synthesis of alpha-silylated nitriles. J Organomet Chem 1978;148(3):225-236.",
            (ABSTRACT, SYNTHESIS),
            SYNTHESIS.DOI,
        ),
        (
            "Touart J, Sau P. Cutaneous deposition diseases. Part II. J Am Acad Dermatol 1998;39(4):527-44.",
            (PART_ONE, PART_TWO),
            PART_TWO.DOI,
        ),
        (f"Frank DH, Durham S. Random motion on binary trees. {IN_JOURNAL}", (ERRATUM, TREE), TREE.DOI),
        # Without a title, misprinted, with numbers that a page has torn.
        ("[7] D.H. Frank, S. Durham, Journal of Applied Probability 21 (1984) 58.", (TREE,), TREE.DOI),
        (TORN, (TREE,), TREE.DOI),
        # An initial misprinted, an author left out: where journal, volume and page agree it is the work.
        ("[7] H. Frank, S. Durham, Journal of Applied Probability 21 (1984) 58.", (TREE,), TREE.DOI),
        ("[7] D.H. Frank, Journal of Applied Probability 21 (1984) 58.", (TREE,), TREE.DOI),
    ],
)  # fmt: skip
def test_near_twins_are_told_apart(text, offered, doi):
    found = answer(text, *offered)
    assert (found.state, found.DOI) == ("resolved", doi), found.because
    assert found.best.weight >= RESOLVED
    if len(offered) > 1:
        assert doi != found.runner_up.DOI
        assert found.runner_up_lost


@pytest.mark.parametrize(
    ("text", "offered", "because"),
    [
        # The work itself is not there; its twin must not stand in for it.
        (
            "Ekouya A, Calas R. Synthesis of alpha-silylated nitriles. J Organomet Chem 1978;148(3):225-236.",
            (ABSTRACT,),
            "lacks",
        ),
        (
            "Touart J, Sau P. Cutaneous deposition diseases. Part II. J Am Acad Dermatol 1998;39(4):527-44.",
            (PART_ONE,),
            "different parts",
        ),
        (
            "Frank DH, Durham S. Erratum: Random motion on binary trees. J Appl Probab 1984;21(3):700.",
            (TREE,),
            "a notice about the other",
        ),
        ("[4] J. Sau, P. Touart, J Am Acad Dermatol 39 (1998) 149.", (PART_ONE,), "people are others"),
        ("[4] J. Touart, P. Sau, J Am Acad Dermatol 39 (1998) 194.", (PART_ONE,), "the page is another"),
        ("Simon R. Random motion on binary trees. J Appl Probab 1984;21(1):58-69.", (TREE,), "other people"),
        (
            "Frank DH, Durham S. Counting the leaves of ferns in winter. J Appl Probab 1984;21(1):58-69.",
            (TREE,),
            "another title",
        ),
        (
            "Frank DH, Durham S. Random motion on binary trees. J Appl Probab 1984;21(4):358-69.",
            (TREE,),
            "another page of another issue",
        ),
        # A number at the end of a title, of which all but the number stands there.
        (
            "Able A. Calcification in diabetes of type 2. Arch Dermatol 1998;134(2):112-119.",
            (TYPE_ONE,),
            "different parts or numbers",
        ),
        # One person more is another paper on the page; a namesake on it is not.
        (
            "[7] P. Hendershott, R. Van Order, C. Cole, Journal of Financial Services Research 1 (1987) 19.",
            (MORTGAGES,),
            "people are others",
        ),
    ],
)
def test_no_doi_is_an_answer(text, offered, because):
    found = answer(text, *offered)
    assert (found.state, found.DOI, found.twins) == ("refused", None, ())
    assert because in found.because


@pytest.mark.parametrize("text", ["Krisciunas K. GCN Circ 2003, 2093", "Skin 12 (1984) 58."])
def test_what_resembles_nothing_offered_is_not_found(text):
    found = answer(text, TREE, MORTGAGES)
    assert (found.state, found.because, found.best) == ("not found", "nothing offered resembles it", None)


def test_the_nearest_is_one_that_resembles():
    fern = record("10.1000/fern", "Ferns", "Fay Fell", "Kew", 1984, volume="21", page="70-71")
    found = answer("Simon R. Random motion on binary trees. J Appl Probab 1984;21(1):58-69.", fern, TREE)
    assert (found.state, found.best.DOI) == ("refused", TREE.DOI)


@pytest.mark.parametrize(
    ("cited", "offered", "said"),
    [
        ("Cutaneous deposition diseases. Part II", PART_TWO, None),
        ("Cutaneous deposition diseases. Part II", NO_PART, "the string says part 2, the record none"),
        ("Cutaneous deposition diseases", PART_TWO, "the record says part 2, the string none"),
    ],
)
def test_a_part_that_only_one_names_is_told(cited, offered, said):
    found = answer(f"Touart J, Sau P. {cited}. J Am Acad Dermatol 1998;39(4):527-44.", offered)
    assert found.DOI == offered.DOI
    assert found.because.endswith(f"; {said}" if said else "above the limit")


def test_nothing_offered():
    found = answer("Frank DH. Random motion on binary trees.")
    assert (found.state, found.best, found.printed_doi) == ("not found", None, "none")


def test_editions_are_two_works():
    text = "Lever WF. Histopathology of the skin. 5th ed. Philadelphia: Lippincott; 1975."
    work = Work(title="Histopathology of the skin", edition="5")
    given = record("10.1000/h6", "Histopathology of the skin", "W. F. Lever", "", 1975, type="book")
    sixth = Candidate(DOI=given.DOI, work=Work(title=given.work.title, author=given.work.author, edition="6"))
    assert "two editions" in verify(text, work, [sixth]).best.vetoes


def test_one_work_under_two_dois_is_no_tie():
    found = answer(
        "Frank DH, Durham S. Random motion on binary trees. J Appl Probab 1984;21(1):58-69.", TREE, TREE_AGAIN
    )
    assert (found.DOI, found.twins, found.runner_up) == (TREE.DOI, (TREE_AGAIN.DOI,), None)


def test_two_works_that_fit_alike_are_a_tie():
    one = record("10.1000/gown", "Gown", "", "Encyclopedia of Medieval Dress", 2012, page="24-24")
    other = record("10.1000/glove", "Glove", "", "Encyclopedia of Medieval Dress", 2012, page="24-24")
    found = answer("[1] Encyclopedia of Medieval Dress (2012) 24.", one, other)
    assert found.DOI is None
    assert found.best.weight - found.runner_up.weight < MARGIN
    assert found.runner_up_lost == "nothing tells it from the best"
    if found.best.weight >= RESOLVED:
        assert "fit alike" in found.because


CITED = "Frank DH, Durham S. Random motion on binary trees. J Appl Probab 1984;21(1):58-69."
FIELDS = {"title": "Random motion on binary trees", "volume": "21", "page": "58-69"}


@pytest.mark.parametrize(
    ("doi", "offered", "found", "said"),
    [
        (TREE.DOI.upper(), (TREE,), TREE.DOI, "followed"),
        (MORTGAGES.DOI, (MORTGAGES,), None, "flagged"),
        (MORTGAGES.DOI, (MORTGAGES, TREE), TREE.DOI, "flagged"),
        ("10.1000/nowhere", (TREE,), TREE.DOI, "unknown"),
        ("10.1000/nowhere", (), None, "unknown"),
    ],
)
def test_a_printed_doi_is_verified_like_any(doi, offered, found, said):
    result = answer(f"{CITED} doi:{doi}", *offered, work=Work(**FIELDS, DOI=doi))
    assert (result.DOI, result.printed_doi) == (found, said)
    assert ("do not bear out the printed DOI" in result.because) == (said == "flagged")


def test_a_merged_doi_is_followed_though_its_record_names_another():
    offered = replace(TREE, found_by=(PRINTED,))
    result = answer(f"{CITED} doi:10.1000/old", offered, work=Work(**FIELDS, DOI="10.1000/old"))
    assert (result.DOI, result.printed_doi) == (TREE.DOI, "followed")


def test_a_printed_doi_outweighs_no_title_and_journal_that_are_others():
    chemistry = record("10.1000/board", "Editorial Board", "", "Advances in Mathematics", 2010)
    text = "Ohtani B. Photocatalytic syntheses of cyclic imino acids. ChemInform 2010;22:1-9."
    work = Work(title="Photocatalytic syntheses of cyclic imino acids", container_title="ChemInform", DOI=chemistry.DOI)
    result = answer(text, chemistry, work=work)
    assert (result.state, result.printed_doi) == ("refused", "flagged")
    assert "another title in another journal" in result.best.vetoes


def test_a_doi_alone_is_followed_as_nothing_speaks_against_it():
    result = answer(f"https://doi.org/{TREE.DOI}", TREE, work=Work(DOI=TREE.DOI))
    assert (result.DOI, result.printed_doi) == (TREE.DOI, "followed")


@pytest.mark.parametrize(
    ("prefix", "doi", "veto"),
    [
        ("10.1017/s00219", TREE.DOI, ()),
        ("10.1017/S00219", TREE.DOI, ()),
        ("10.1002/art", None, ("the DOI does not begin as printed",)),
    ],
)
def test_a_cut_doi_is_evidence(prefix, doi, veto):
    result = answer(CITED, TREE, work=Work(**FIELDS, doi_prefix=prefix))
    assert (result.DOI, result.best.vetoes) == (doi, veto)


def test_a_cut_doi_is_never_completed_by_itself():
    other = "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."
    assert answer(other, TREE, work=Work(title="Cutaneous lupus in Singapore", doi_prefix="10.1017/s")).DOI is None


def test_a_record_in_chinese():
    title = "系统性红斑狼疮的皮肤表现与治疗进展研究综述报告"
    chinese = record("10.3969/j.1", title, "Ming Li", "中华皮肤科杂志", 2010, volume="43", page="12-15")
    text = f"Li M. {title}. 中华皮肤科杂志 2010;43:12-15."
    assert answer(text, chinese).DOI == chinese.DOI


def test_a_record_without_title_needs_its_people_and_place():
    bare = record("10.1000/bare", None, "Ann Able; Bo Baker", "Archives of Dermatology", 1991, volume="127", page="274")
    assert answer("A. Able, B. Baker, Archives of Dermatology 127 (1991) 274.", bare).best.vetoes == ()
    assert "no title" in answer("C. Cole, Archives of Dermatology 127 (1991) 274.", bare).best.vetoes[0]


def test_every_answer_can_be_replayed():
    found = answer(CITED, TREE, MORTGAGES, ABSTRACT)
    for judged in (found.best, found.runner_up):
        assert judged.prior == PRIOR
        assert judged.weight == PRIOR + sum(row.weight for row in judged.evidence)
        assert [(row.field, row.level, row.weight) for row in judged.evidence] == [
            (field, WEIGHTS[field, grade].level, WEIGHTS[field, grade].weight) for field, grade in judged.grades
        ]
    reasons = found.best.reasons()
    assert any("letter for letter" in line for line in reasons)
    assert found.runner_up.reasons()[0].startswith("veto: ")


def test_the_same_question_has_the_same_answer_in_any_order():
    assert answer(CITED, TREE, MORTGAGES, ABSTRACT) == answer(CITED, ABSTRACT, MORTGAGES, TREE)


def test_the_table_names_each_grade_once():
    assert len(WEIGHTS) == len(TABLE)
    assert all(row.weight * 8 == round(row.weight * 8) for row in TABLE)


DEPOSITED = Work(
    title="Sizes of circles as those beside them are seen",
    author=Names(names=(Name(family="Circel", given="Edda"),)),
    container_title="Motor Skills",
    volume="11",
    issue="1",
    page="47",
)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (Work(title="Weak limits", page="659"), Work(title="Weak limits", page="659"), True),
        (Work(title="Weak limits", page="659"), Work(title="Weak limits", page="700-9"), False),
        (Work(title="Weak limits of powers"), Work(title="Weak limits of powers"), False),
        (Work(title="Erratum: Weak limits", page="6"), Work(title="Weak limits", page="6"), False),
        (Work(title="Gown", container_title="Dress"), Work(title="Gown", container_title="Dress"), True),
        (Work(title="On gowns", page="5-9"), Work(title="A book review", page="5-9"), False),
        (DEPOSITED, replace(DEPOSITED, issue="5", author=Names(), page="47-53"), True),
        (DEPOSITED, replace(DEPOSITED, volume="12", issue="5"), False),
    ],
)
def test_one_work_or_two(left, right, one):
    assert is_one_work(left, right) is one
