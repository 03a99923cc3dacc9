"""Page records of Journals System pages of several journals, one row a layout; prose is filler."""

import pytest
from header_cases import facts, people, read_whole

SYSTEM = (
    "More details\n"
    "Hide details\n"
    "1\n"
    "Department of Medicine, Medical University, Lodz, Poland\n"
    " \n"
    "2\n"
    "Department of Surgery, Medical University, Lodz, Poland\n"
    " \n"
    " \n"
    "Submission date: 2018-03-02\n"
    " \n"
    " \n"
    "Acceptance date: 2018-06-30\n"
    " \n"
    " \n"
    "Publication date: 2019-03-04\n"
    " \n"
    " \n"
    "Corresponding author\n"
    "Marta Zielińska   \n"
    "Department of X, Lodz, Poland\n"
    " \n"
    " \n"
)
SYSTEM_END = (
    "KEYWORDS\n"
    "beekidney\n"
    "TOPICS\n"
    "ABSTRACT\n"
    "Introduction:\n"
    "Filler.\n"
    " \n"
    "REFERENCES (2)\n"
    "1.\n"
    "Kim A. One. Lupus. 2001;1:2–3.\n"
    "2.\n"
    "Lee B. Two. Lancet. 2002;3:4–5.\n"
)
CASES = [
    (
        (
            "CASE REPORT\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n"
            "Marta Zielińska 1,  2  ,  Jan de Vries 2,  Ewa Nowak-Kos 1 \n" + SYSTEM + "Reumatologia 2019;57(1):45-49\n"
            " \n"
            "DOI: https://doi.org/10.5114/reum.2019.83239\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Reumatologia", "2019", "57", "1", "45-49", "10.5114/reum.2019.83239"),
        "Acute kidney injury after a bee sting in a child",
        ["Zielińska", "de Vries", "Nowak-Kos"],
    ),
    (
        (
            "ORIGINAL PAPER\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n"
            "Marta Zielińska 1, A-F,\n"
            "Jan de Vries 2, B,D \n" + SYSTEM + "Ann Agric Environ Med. 2019;26(1):45-49\n"
            " \n"
            "DOI: https://doi.org/10.26444/aaem/12345\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Ann Agric Environ Med", "2019", "26", "1", "45-49", "10.26444/aaem/12345"),
        "Acute kidney injury after a bee sting in a child",
        ["Zielińska", "de Vries"],
    ),
    (
        (
            "Research paper\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n"
            "Marta Zielińska  1  \n"
            ",\n"
            "Jan de Vries  2\n"
            ",\n"
            "Ewa Nowak  1\n" + SYSTEM + "Acta Biochim Pol 2019;66(4)\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Acta Biochim Pol", "2019", "66", "4", None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Zielińska", "de Vries", "Nowak"],
    ),
    (
        (
            "REVIEW PAPER\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n" + SYSTEM + "Med Pr Work Health Saf. 2023;74(3):45–52\n"
            " \n"
            "DOI: https://doi.org/10.13075/mp.5893.01234\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Med Pr Work Health Saf", "2023", "74", "3", "45–52", "10.13075/mp.5893.01234"),
        "Acute kidney injury after a bee sting in a child",
        [],
    ),
    (
        (
            "Short communication\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n"
            "Marta Zielińska 1\n"
            " \n" + SYSTEM + "Tob. Induc. Dis. 2019;17(October):71\n"
            " \n"
            "DOI: https://doi.org/10.18332/tid/111539\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Tob. Induc. Dis.", "2019", "17", "October", "71", "10.18332/tid/111539"),
        "Acute kidney injury after a bee sting in a child",
        ["Zielińska"],
    ),
    (
        (
            "Case Study\n"
            "Acute kidney injury after a bee sting in a child\n"
            " \n"
            "Marta Zielińska 1,2, Jan de Vries 3\n"
            " \n" + SYSTEM + "Eur J Midwifery 2019;3(February):7\n"
            " \n" + SYSTEM_END
        ),
        "journals-system",
        ("Eur J Midwifery", "2019", "3", "February", "7", None),
        "Acute kidney injury after a bee sting in a child",
        ["Zielińska", "de Vries"],
    ),
]


@pytest.mark.parametrize(("page", "kind", "wanted", "title", "families"), CASES)
def test_a_page_states(page, kind, wanted, title, families):
    record = read_whole(page)
    assert (record.kind, facts(record), record.work.title) == (kind, wanted, title)
    assert [family for family, _, _ in people(record)] == families
