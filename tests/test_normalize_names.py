"""Names from every order and punctuation; "L:" marks a group, "P:" a particle, "S:" a suffix."""

from __future__ import annotations

import pytest

from refparse.normalize.names import parse_names, print_inverted, print_name
from refparse.work import NOBODY, Name, Names


def shown(names: Names) -> str:
    """Names as one line: parts joined by "/", people by ", ", "et al." at the end."""
    people = ["/".join(filter(None, _parts(name))) for name in names.names]
    return ", ".join([*people, *(["et al."] if names.et_al else [])])


def _parts(name: Name) -> tuple[str | None, ...]:
    literal = name.literal and f"L:{name.literal}"
    return literal, name.particle and f"P:{name.particle}", name.family, name.given, name.suffix and f"S:{name.suffix}"


VANCOUVER = {
    "Muller SA": "Muller/SA",
    "Muller SA, Winkelmann RK, Brunsting LA": "Muller/SA, Winkelmann/RK, Brunsting/LA",
    "Palmieri GMA, Sebes JI, Aelion JA": "Palmieri/GMA, Sebes/JI, Aelion/JA",
    "Serre J-P, Al-Ahmad A, O'Donnell K, McLean FC": "Serre/J-P, Al-Ahmad/A, O'Donnell/K, McLean/FC",
    "O’Donnell K": "O’Donnell/K",
    "Łoś-Müller Ż, Ångström ÅM": "Łoś-Müller/Ż, Ångström/ÅM",
    "MULLER SA, WINKELMANN RK": "MULLER/SA, WINKELMANN/RK",
    "Di Salvo G, De Vita S": "Di Salvo/G, De Vita/S",
    "El-Sayed M, Mc Donald A, Al Ahmad A": "El-Sayed/M, Mc Donald/A, Al Ahmad/A",
    "García Márquez G": "García Márquez/G",
    "Henry V, James I": "Henry/V, James/I",
    "Nguyen TTTTT": "Nguyen/TTTTT",
    "Fries JF; Holman HR": "Fries/JF, Holman/HR",
    "Fries JF; and Holman HR": "Fries/JF, Holman/HR",
    "Smith J,\nDoe B": "Smith/J, Doe/B",
    "Smith\u00a0J, Doe\u00a0B": "Smith/J, Doe/B",
    "Smith J and Doe B": "Smith/J, Doe/B",
    "Smith J, and Doe B": "Smith/J, Doe/B",
    "Smith J; Doe B and Roe C": "Smith/J, Doe/B, Roe/C",
    "Smith J & Doe B": "Smith/J, Doe/B",
    "Smith J und Doe B": "Smith/J, Doe/B",
}
#: A comma between family and initials, as misprints and inverted styles have it, is mended.
INVERTED = {
    "Okada, N,": "Okada/N",
    "Nomura M, Okada, N, Okada M": "Nomura/M, Okada/N, Okada/M",
    "Nomura, M, Okada, N": "Nomura/M, Okada/N",
    "Smith, J. A., & Doe, B.": "Smith/J. A., Doe/B.",
    "Smith, J. A., and Doe, B.": "Smith/J. A., Doe/B.",
    "Smith, J.A.; Doe, B.C.": "Smith/J.A., Doe/B.C.",
    "Kim, Joey; Kaur, Navneet": "Kim/Joey, Kaur/Navneet",
    "SMITH, J. A.": "SMITH/J. A.",
    "van der Berg, J. A.": "P:van der/Berg/J. A.",
    "Kim J.-H., Lee B.": "Kim/J.-H., Lee/B.",
    "Petrov Yu.": "Petrov/Yu.",
}
INITIALS_FIRST = {
    "J. A. Smith": "Smith/J. A.",
    "J. A. Smith, B. Doe": "Smith/J. A., Doe/B.",
    "J. A. Smith and B. Doe": "Smith/J. A., Doe/B.",
    "J.-P. Serre, Y. Kim": "Serre/J.-P., Kim/Y.",
    "J. A. van der Berg": "P:van der/Berg/J. A.",
}
PARTICLES = {
    "de Souza RB": "P:de/Souza/RB",
    "van der Berg J, de la Cruz-Gomez MA": "P:van der/Berg/J, P:de la/Cruz-Gomez/MA",
    "von Reyn CF": "P:von/Reyn/CF",
    "d'Amato G": "d'Amato/G",
}
SUFFIXES = {
    "Fowler VG Jr, Miro JM": "Fowler/VG/S:Jr, Miro/JM",
    "Fowler VG, Jr, Miro JM": "Fowler/VG/S:Jr, Miro/JM",
    "Fowler VG, Jr., Miro JM": "Fowler/VG/S:Jr., Miro/JM",
    "Fowler Jr VG": "Fowler/VG/S:Jr",
    "Fowler, V. G., Jr.": "Fowler/V. G./S:Jr.",
    "Fowler, Jr., V. G.": "Fowler/V. G./S:Jr.",
    "Fowler, V. G. Jr.; Miro, J. M.": "Fowler/V. G./S:Jr., Miro/J. M.",
    "Fowler V. G. Jr., Miro J. M.": "Fowler/V. G./S:Jr., Miro/J. M.",
    "V. G. Fowler Jr.": "Fowler/V. G./S:Jr.",
    "Smith JA 3rd": "Smith/JA/S:3rd",
    "Smith JA III, Doe B": "Smith/JA/S:III, Doe/B",
    "Smith JA, III, Doe B": "Smith/JA/S:III, Doe/B",
    "Smith JA IV, Doe B 2nd, Roe C Sr": "Smith/JA/S:IV, Doe/B/S:2nd, Roe/C/S:Sr",
    "Smith, Jr": "Smith/S:Jr",
}
GROUPS = {
    "Expert Panel on Detection, Evaluation, and Treatment of High Blood Cholesterol": (
        "L:Expert Panel on Detection, Evaluation, and Treatment of High Blood Cholesterol"
    ),
    "Working Group on Skin of Poland, Smith J": "L:Working Group on Skin of Poland, Smith/J",
    "Kim MS, European Research Group for HUS": "Kim/MS, L:European Research Group for HUS",
    "Taylor CM, Working Party from the Renal Association, the British Committee for Standards in Haematology": (
        "Taylor/CM, L:Working Party from the Renal Association, the British Committee for Standards in Haematology"
    ),
    "Teo KK, Hawken S, et al; INTERHEART Study Investigators": (
        "Teo/KK, Hawken/S, L:INTERHEART Study Investigators, et al."
    ),
    "World Health Organization": "L:World Health Organization",
    "Lupus Study Group": "L:Lupus Study Group",
    "Nomura M, Lupus Study Group": "Nomura/M, L:Lupus Study Group",
    "Department of Health and Human Services": "L:Department of Health and Human Services",
    "Working Party of the British Society for Antimicrobial Chemotherapy": (
        "L:Working Party of the British Society for Antimicrobial Chemotherapy"
    ),
    "Council A, Doe B": "Council/A, Doe/B",
    "Joey Kim": "L:Joey Kim",
    "Lupus Study Group, A, Doe B": "L:Lupus Study Group, A, Doe/B",
}
ET_AL = {
    "Kim MS et al": "Kim/MS, et al.",
    "Kim MS, et al": "Kim/MS, et al.",
    "Kim MS, Lee BC, et al.": "Kim/MS, Lee/BC, et al.",
    "Kim MS et al.,": "Kim/MS, et al.",
    "Kim MS, et al; Lupus Study Group": "Kim/MS, L:Lupus Study Group, et al.",
    "Kim MS; et al.": "Kim/MS, et al.",
    "Kim MS et a1.": "Kim/MS, et al.",
    "Kim MS and others": "Kim/MS, et al.",
    "Kim MS, and co-workers": "Kim/MS, et al.",
    "Kim MS i wsp.": "Kim/MS, et al.",
    "Kim MS y cols.": "Kim/MS, et al.",
    "Kim MS et coll.": "Kim/MS, et al.",
    "Kim MS et alii": "Kim/MS, et al.",
    "Ким МС и др.": "Ким/МС, et al.",
    "Smith, J. A., et al.": "Smith/J. A., et al.",
    "et al.": "et al.",
}
SINGLE = {"Plato": "Plato", "Aristotle, Plato": "Aristotle, Plato", "": "", " ": "", ", ;": ""}
TABLE = VANCOUVER | INVERTED | INITIALS_FIRST | PARTICLES | SUFFIXES | GROUPS | ET_AL | SINGLE


@pytest.mark.parametrize(("text", "wanted"), TABLE.items())
def test_lists_of_references(text, wanted):
    assert shown(parse_names(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Joey Kim, Navneet Kaur, & Irene Blanco", "Kim/Joey, Kaur/Navneet, Blanco/Irene"),
        ("Joey Kim and Navneet Kaur", "Kim/Joey, Kaur/Navneet"),
        ("Joey Kim; Navneet Kaur", "Kim/Joey, Kaur/Navneet"),
        ("Antonio G. Tristano", "Tristano/Antonio G."),
        ("Vincent G. Fowler Jr.", "Fowler/Vincent G./S:Jr."),
        ("Ludwig van Beethoven", "P:van/Beethoven/Ludwig"),
        ("Mary Ann de la Cruz", "P:de la/Cruz/Mary Ann"),
        ("Lupus Study Group", "L:Lupus Study Group"),
        ("Plato", "Plato"),
    ],
)
def test_bylines_put_given_names_first(text, wanted):
    assert shown(parse_names(text, natural=True)) == wanted


@pytest.mark.parametrize("text", [*TABLE, *[f"Aa {letters}" for letters in ("II", "III", "IV")]])
def test_no_letter_is_invented_and_none_is_lost(text):
    names = parse_names(text)
    kept = "".join(part for n in names.names for part in (n.literal, n.particle, n.family, n.given, n.suffix) if part)
    left = list(text)
    for letter in kept:
        if not letter.isspace():
            left.remove(letter)
    # What is left over is punctuation, "and", and the words for "et al.".
    rest = "".join(left)
    assert not names.et_al or len(rest) < 30
    assert names.et_al or sorted(filter(str.isalpha, rest)) in ([], sorted("and"), sorted("und"))


@pytest.mark.parametrize("text", VANCOUVER | PARTICLES | ET_AL | SUFFIXES)
def test_printed_names_read_back_the_same(text):
    once = ", ".join(map(print_name, parse_names(text).names))
    assert ", ".join(map(print_name, parse_names(once).names)) == once


def test_nobody_is_nobody():
    assert parse_names(" ; ") is NOBODY
    assert not parse_names("")
    assert parse_names("et al.") == Names(et_al=True)


@pytest.mark.parametrize(
    ("name", "vancouver", "inverted"),
    [
        (Name(family="Smith", given="JA"), "Smith JA", "Smith, J. A."),
        (Name(family="Smith", given="J. A."), "Smith JA", "Smith, J. A."),
        (Name(family="Serre", given="J-P"), "Serre J-P", "Serre, J. P."),
        (Name(family="Serre", given="J.-P. A."), "Serre J-PA", "Serre, J.-P. A."),
        (Name(family="Gubler", given="Johannes G.H."), "Gubler Johannes GH", "Gubler, Johannes G.H."),
        (Name(family="Ejemplo", given="M. Luisa B."), "Ejemplo M Luisa B", "Ejemplo, M. Luisa B."),
        (Name(family="Peterson", given="WILLARD C."), "Peterson WILLARD C", "Peterson, WILLARD C."),
        (Name(family="Fowler", given="VG", suffix="Jr"), "Fowler VG Jr", "Fowler, V. G., Jr"),
        (Name(particle="van der", family="Berg", given="J"), "van der Berg J", "van der Berg, J."),
        (Name(literal="World Health Organization"), "World Health Organization", "World Health Organization"),
        (Name(family="Plato"), "Plato", "Plato"),
    ],
)
def test_printing(name, vancouver, inverted):
    assert print_name(name) == vancouver
    assert print_inverted(name) == inverted


def test_ten_thousand_names_keep_their_order():
    text = ", ".join(f"Family{'abcdefghij'[n % 10]} {chr(65 + n % 26)}" for n in range(10_000))
    names = parse_names(text)
    assert len(names) == 10_000
    assert shown(Names(names=names.names[-1:])) == "Familyj/P"
