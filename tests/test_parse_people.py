"""People out of fields and out of labelled words; "|" parts what the labeller sees as words of one field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.normalize.folding import listed
from refparse.parse.people import people
from refparse.parse.splitnames import split_spans
from refparse.parse.tokens import cut
from refparse.work import Name, Names


def spans(text: str, *, one: bool = False) -> str:
    """The runs as one line: families plain, given names in round, groups in square brackets."""
    marks = {"family": "{}", "given": "({})", "literal": "[{}]"}
    return " ".join(
        marks[part].format(text[start:end]) for part, start, end in split_spans(text, 0, len(text), one=one)
    )


def words(text: str, *, links: bool = True) -> list[tuple[str, int, int]]:
    """What a labeller without fault says of a people field."""
    return list(_words(text, links=links))


def _words(text: str, *, links: bool) -> Iterator[tuple[str, int, int]]:
    runs = split_spans(text, 0, len(text))
    found, _, starts = cut(text)
    for word, start in zip(found, starts, strict=True):
        part = next((part for part, begin, end in runs if begin <= start < end), "link" if links else None)
        if part:
            yield part, start, start + len(word)


def shown(names: Names) -> str:
    """Names as one line: parts joined by "/", people by ", ", "et al." at the end."""
    printed = ["/".join(filter(None, _parts(name))) for name in names.names]
    return ", ".join([*printed, *(["et al."] if names.et_al else [])])


def _parts(name: Name) -> tuple[str | None, ...]:
    literal = name.literal and f"L:{name.literal}"
    return literal, name.particle and f"P:{name.particle}", name.family, name.given, name.suffix and f"S:{name.suffix}"


#: A field, its runs, and the people that are read from its words.
FIELDS = [
    # Family first, initials bare.
    ("Smith J, Brown K", "Smith (J) Brown (K)", "Smith/J, Brown/K"),
    ("Kim YS", "Kim (YS)", "Kim/YS"),
    ("García Márquez G", "García Márquez (G)", "García Márquez/G"),
    ("Serre J-P, O'Donnell K", "Serre (J-P) O'Donnell (K)", "Serre/J-P, O'Donnell/K"),
    ("Smith J; Brown K", "Smith (J) Brown (K)", "Smith/J, Brown/K"),
    ("Ma Y, Benson V, Ma M", "Ma (Y) Benson (V) Ma (M)", "Ma/Y, Benson/V, Ma/M"),
    ("Li X, Xu YA", "Li (X) Xu (YA)", "Li/X, Xu/YA"),
    ("Smith J*, Brown K†", "Smith (J) Brown (K)", "Smith/J, Brown/K"),
    ("Smith J Brown K Doe AB", "Smith (J) Brown (K) Doe (AB)", "Smith/J, Brown/K, Doe/AB"),
    ("Lin J-s, Cai S-q", "Lin (J-s) Cai (S-q)", "Lin/J-s, Cai/S-q"),
    ("van der Sijp JR", "van der Sijp (JR)", "P:van der/Sijp/JR"),
    # Family first, initials with stops.
    ("Wiemer G., Itter G.", "Wiemer (G.) Itter (G.)", "Wiemer/G., Itter/G."),
    ("Smith, J. A., Brown, K.", "Smith (J. A.) Brown (K.)", "Smith/J. A., Brown/K."),
    ("Smith, J. A., & Brown, K.", "Smith (J. A.) Brown (K.)", "Smith/J. A., Brown/K."),
    ("Smith, J. & Brown", "Smith (J.) Brown", "Smith/J., Brown"),
    ("Lu, N., XU, Z. Z., LIU, T.", "Lu (N.) XU (Z. Z.) LIU (T.)", "Lu/N., XU/Z. Z., LIU/T."),
    ("BARRÓN CRUZ, M.G., KIM, J.", "BARRÓN CRUZ (M.G.) KIM (J.)", "BARRÓN CRUZ/M.G., KIM/J."),
    ("VON DROSTE ZU HÜLSHOFF, B.", "VON DROSTE ZU HÜLSHOFF (B.)", "VON DROSTE ZU HÜLSHOFF/B."),
    ("Strüder,L .,Briel ,U .", "Strüder (L) Briel (U)", "Strüder/L, Briel/U"),
    ("Zhou, M. -F., Moore, M.L.", "Zhou (M. -F.) Moore (M.L.)", "Zhou/M. -F., Moore/M.L."),
    ("Sampson (P.), Serneels (Chr.)", "Sampson (P.) Serneels (Chr.)", "Sampson/P., Serneels/Chr."),
    ("Green, MF. Mintz, J. Brekke, JS", "Green (MF.) Mintz (J.) Brekke (JS)", "Green/MF., Mintz/J., Brekke/JS"),
    ("Petrov Yu. A., Ivanov V.", "Petrov (Yu. A.) Ivanov (V.)", "Petrov/Yu. A., Ivanov/V."),
    ("Santos Otero, A. de.", "Santos Otero (A. de.)", "Santos Otero/A. de."),
    ("Garbelotto T. de A., Doe B.", "Garbelotto (T. de A.) Doe (B.)", "Garbelotto/T. de A., Doe/B."),
    ("Khudiakov, IIa, Kirnos, MD, Vaniushin, BF", "Khudiakov (IIa) Kirnos (MD) Vaniushin (BF)",
     "Khudiakov/IIa, Kirnos/MD, Vaniushin/BF"),
    ("Bell E, Butcher K.", "Bell (E) Butcher (K.)", "Bell/E, Butcher/K"),
    ("WU J., LI XY", "WU (J.) LI (XY)", "WU/J., LI/XY"),
    # A comma astray, one missing.
    ("Okada, N, Okada M", "Okada (N) Okada (M)", "Okada/N, Okada/M"),
    ("Loker ES, A C", "Loker (ES) (A C)", "Loker/ES A C"),
    # Given names first.
    ("J. Smith, K. Brown", "(J.) Smith (K.) Brown", "Smith/J., Brown/K."),
    ("J. P. COLLMAN, B. IVERSON et J. L. SESSLER", "(J. P.) COLLMAN (B.) IVERSON (J. L.) SESSLER",
     "COLLMAN/J. P., IVERSON/B., SESSLER/J. L."),
    ("J.Smith ,K .Brown", "(J.) Smith (K) Brown", "Smith/J., Brown/K"),
    ("S. Keshav H. Zhang", "(S.) Keshav (H.) Zhang", "Keshav/S., Zhang/H."),
    ("U. Nunes da Rocha", "(U.) Nunes da Rocha", "Nunes da Rocha/U."),
    ("R. Scott Johnson", "(R. Scott) Johnson", "Johnson/R. Scott"),
    ("F. DE A. M. REIS, X. LI", "(F. DE A. M.) REIS (X.) LI", "REIS/F. DE A. M., LI/X."),
    ("H. DE MEIS", "(H.) DE MEIS", "DE MEIS/H."),
    ("R. White, D. Jr. Richard", "(R.) White (D. Jr.) Richard", "White/R., Richard/D./S:Jr."),
    ("Paul J. Johnson and Sean M Arietta", "(Paul J.) Johnson (Sean M) Arietta", "Johnson/Paul J., Arietta/Sean M"),
    ("Mihalis Dafermos, Gustav Holzegel", "(Mihalis) Dafermos (Gustav) Holzegel", "Dafermos/Mihalis, Holzegel/Gustav"),
    ("Cristina La Rocca, Luigi Provero", "(Cristina) La Rocca (Luigi) Provero", "La Rocca/Cristina, Provero/Luigi"),
    ("Mary Ann de la Cruz", "(Mary Ann) de la Cruz", "P:de la/Cruz/Mary Ann"),
    ("Désirée VAN DER HEIJDE", "(Désirée) VAN DER HEIJDE", "VAN DER HEIJDE/Désirée"),
    ("Paul J. Peter Johnson", "(Paul J. Peter) Johnson", "Johnson/Paul J. Peter"),
    # Given names written out, family first.
    ("Smith, John and Mary Brown", "Smith (John) (Mary) Brown", "Smith/John, Brown/Mary"),
    ("Weber, Max", "Weber (Max)", "Weber/Max"),
    ("Greene, Patricia G., Brush, Candida G.", "Greene (Patricia G.) Brush (Candida G.)",
     "Greene/Patricia G., Brush/Candida G."),
    ("Eyal, Ophir, Clifford Nass, and Anthony D. Wagner", "Eyal (Ophir) (Clifford) Nass (Anthony D.) Wagner",
     "Eyal/Ophir, Nass/Clifford, Wagner/Anthony D."),
    ("Catmull, Edwin and Rom, Raphael", "Catmull (Edwin) Rom (Raphael)", "Catmull/Edwin, Rom/Raphael"),
    ("Aida, Jun, Kondo, Katsunori, Subramanian, SV", "Aida (Jun) Kondo (Katsunori) Subramanian (SV)",
     "Aida/Jun, Kondo/Katsunori, Subramanian/SV"),
    ("Ansoff, H. Igor and Richard G. Brandenburg", "Ansoff (H. Igor) (Richard G.) Brandenburg",
     "Ansoff/H. Igor, Brandenburg/Richard G."),
    ("Reiser, Helmut, Urban, Michael und Willmann", "Reiser (Helmut) Urban (Michael) Willmann",
     "Reiser/Helmut, Urban/Michael, Willmann"),
    ("Doe, Hans, Whitlow, S. Scott, Brown, Kay and Roe", "Doe (Hans) Whitlow (S. Scott) Brown (Kay) Roe",
     "Doe/Hans, Whitlow/S. Scott, Brown/Kay, Roe"),
    ("Doe, Hans, Mary Brown, K. Roe", "Doe (Hans) (Mary) Brown (K.) Roe", "Doe/Hans, Brown/Mary, Roe/K."),
    ("RAMADIER Thierry, MYERS David G.", "RAMADIER (Thierry) MYERS (David G.)", "RAMADIER/Thierry, MYERS/David G."),
    ("Roe, Sean P.", "Roe (Sean P.)", "Roe/Sean P."),
    ("DOTTI, René Ariel", "DOTTI (René Ariel)", "DOTTI/René Ariel"),
    ("Smith, Jones KL, Brown AB", "Smith Jones (KL) Brown (AB)", "Smith, Jones/KL, Brown/AB"),
    # Families only.
    ("Müller/Schulz", "Müller Schulz", "Müller, Schulz"),
    ("Braun, Müller and Schmidt", "Braun Müller Schmidt", "Braun, Müller, Schmidt"),
    ("Braun – Schmidt", "Braun Schmidt", "Braun, Schmidt"),
    ("Plato", "Plato", "Plato"),
    ("Van Gennep", "Van Gennep", "Van Gennep"),
    ("詹慧珊、吳明芳", "詹慧珊 吳明芳", "詹慧珊, 吳明芳"),
    # Particles and suffixes.
    ("van der Berg, A. B., Jr.", "van der Berg (A. B.) (Jr.)", "P:van der/Berg/A. B./S:Jr."),
    ("de Souza RB, Al-Ahmad A", "de Souza (RB) Al-Ahmad (A)", "P:de/Souza/RB, Al-Ahmad/A"),
    ("Fowler VG Jr, Miro JM", "Fowler (VG Jr) Miro (JM)", "Fowler/VG/S:Jr, Miro/JM"),
    ("Fowler Jr VG, Miro JM", "Fowler (Jr VG) Miro (JM)", "Fowler/VG/S:Jr, Miro/JM"),
    ("Fowler, Jr., V. G., Miro, J.", "Fowler (Jr.) (V. G.) Miro (J.)", "Fowler/V. G./S:Jr., Miro/J."),
    ("Baes Jr., C. F., Mesmer, R. E.", "Baes (Jr., C. F.) Mesmer (R. E.)", "Baes/C. F./S:Jr., Mesmer/R. E."),
    ("V. G. Fowler III, J. Doe", "(V. G.) Fowler (III) (J.) Doe", "Fowler/V. G./S:III, Doe/J."),
    ("Smith JA III, Silva AB Neto", "Smith (JA III) Silva (AB Neto)", "Smith/JA/S:III, Silva/AB/S:Neto"),
    ("da Silva Filho AA", "da Silva Filho (AA)", "P:da/Silva Filho/AA"),
    ("Ellis, P. E., JR., Doe, A.", "Ellis (P. E.) (JR.) Doe (A.)", "Ellis/P. E./S:JR., Doe/A."),
    ("ELLIS P. E. JR.", "ELLIS (P. E. JR.)", "ELLIS/P. E./S:JR."),
    ("Smith J, MD, PhD, Brown K, MPH", "Smith (J) (MD) (PhD) Brown (K) (MPH)", "Smith/J/S:MD, PhD, Brown/K/S:MPH"),
    # Others that are not named.
    ("Smith J, et al.", "Smith (J)", "Smith/J, et al."),
    ("Anthony, D. u. a.", "Anthony (D.)", "Anthony/D., et al."),
    ("Kim MS i wsp.", "Kim (MS)", "Kim/MS, et al."),
    ("Kim MS and others", "Kim (MS)", "Kim/MS, et al."),
    ("Ким МС и др.", "Ким (МС)", "Ким/МС, et al."),
    ("Smith, J., & al.", "Smith (J.)", "Smith/J., et al."),
    ("Smith J etal", "Smith (J)", "Smith/J, et al."),
    ("Smith, J., … Brown, K.", "Smith (J.) Brown (K.)", "Smith/J., Brown/K., et al."),
    ("Kim J et al; INTERHEART Study Investigators", "Kim (J) [INTERHEART Study Investigators]",
     "Kim/J, L:INTERHEART Study Investigators, et al."),
    # Groups.
    ("Centers for Disease Control and Prevention", "[Centers for Disease Control and Prevention]",
     "L:Centers for Disease Control and Prevention"),
    ("Ministry of Health, Labour and Welfare", "[Ministry of Health, Labour and Welfare]",
     "L:Ministry of Health, Labour and Welfare"),
    ("Health and Retirement Study", "[Health and Retirement Study]", "L:Health and Retirement Study"),
    ("World Health Organization; UNICEF", "[World Health Organization] [UNICEF]",
     "L:World Health Organization, L:UNICEF"),
    ("Kim MS, European Research Group for HUS, Doe B", "Kim (MS) [European Research Group for HUS] Doe (B)",
     "Kim/MS, L:European Research Group for HUS, Doe/B"),
    ("Lupus Study Group, Smith, J.", "[Lupus Study Group] Smith (J.)", "L:Lupus Study Group, Smith/J."),
    ("Lupus Study Group and Brown K", "[Lupus Study Group] Brown (K)", "L:Lupus Study Group, Brown/K"),
    ("Smith, World Health Organization", "Smith [World Health Organization]", "Smith, L:World Health Organization"),
    ("European Food Safety Authority (EFSA)", "[European Food Safety Authority (EFSA)]",
     "L:European Food Safety Authority (EFSA)"),
    ("CONGREGAZIONE PER LA DOTTRINA", "[CONGREGAZIONE PER LA DOTTRINA]", "L:CONGREGAZIONE PER LA DOTTRINA"),
    ("The Cochrane Library", "[The Cochrane Library]", "L:The Cochrane Library"),
    ("Statistisches Bundesamt", "[Statistisches Bundesamt]", "L:Statistisches Bundesamt"),
    ("Chernobyl Forum 2003", "[Chernobyl Forum 2003]", "L:Chernobyl Forum 2003"),
    ("Many Quite Unknown Small Words Together", "[Many Quite Unknown Small Words Together]",
     "L:Many Quite Unknown Small Words Together"),
    # Words of roles.
    ("In C. Pinney and N. Mookherjee (eds)", "(C.) Pinney (N.) Mookherjee", "Pinney/C., Mookherjee/N."),
    ("Edited by Hans Walter Gabler with Ann Lee", "(Hans Walter) Gabler (Ann) Lee", "Gabler/Hans Walter, Lee/Ann"),
    ("hg. von Alfred WENDEHORST", "(Alfred) WENDEHORST", "WENDEHORST/Alfred"),
    ("Harris ED Jr.", "Harris (ED Jr.)", "Harris/ED/S:Jr."),
    ("Dr. Mary Brown", "(Mary) Brown", "Brown/Mary"),
    ("20] K. Khrennikov", "(K.) Khrennikov", "Khrennikov/K."),
    ("", "", ""),
    (" , ; ()", "", ""),
    ("______.", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "runs", "read"), FIELDS)
def test_fields_are_split_and_read(text, runs, read):
    assert spans(text) == runs
    assert shown(people(text, words(text))[0]) == read


def labelled(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Text and labelled words: "f:Smith g:J" with the marks between them kept."""
    parts = {"f": "family", "g": "given", "l": "literal", "k": "link"}
    text, runs = "", []
    for piece in marked.split("~"):
        kind, colon, word = piece.partition(":")
        if colon and kind in parts:
            runs.append((parts[kind], len(text), len(text) + len(word)))
            text += word
        else:
            text += piece
    return text, runs


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        # Labels without fault where the marks alone are hard.
        ("f:Erisman~, ~g:A~. ~f:Bleeker~, ~g:A~. ~f:Hensen~", "Erisman, Bleeker/A., Hensen/A."),
        ("g:J~. ~f:Smith~ ~g:Jr~, ~g:K~. ~f:Brown", "Smith/J./S:Jr, Brown/K."),
        ("g:J~. ~f:Smith~ ~g:III~, ~g:K~. ~f:Brown", "Smith/J./S:III, Brown/K."),
        ("f:Aa~ ~g:II~, ~f:Doe~ ~g:B", "Aa/II, Doe/B"),
        ("f:Smith~, ~g:Jr~", "Smith/S:Jr"),
        ("g:John~ ~f:Smith~ ~g:J~, ~f:Doe", "Smith/John J, Doe"),
        (
            "l:Centers~ ~l:for~ ~l:Disease~, ~l:Control~ & ~l:Care~; ~l:Other~ ~l:Panel",
            "L:Centers for Disease, Control & Care, L:Other Panel",
        ),
        ("l:World~ ~l:Bank~ ~k:and~ ~l:UNICEF", "L:World Bank, L:UNICEF"),
        ("l:Bank~ of the ~l:World", "L:Bank, L:World"),
        ("l:Panel~ (~l:EP~)", "L:Panel (EP)"),
        ("f:Kim~ ~g:J~ et al. ~f:Doe~ ~g:B", "Kim/J, Doe/B, et al."),
        ("f:Smith~, ~g:J~... ~f:Brown~, ~g:K", "Smith/J., Brown/K, et al."),
        ("f:Smith~  ~g:J\n~, ~f:van~\n~f:Berg~ ~g:K", "Smith/J, P:van/Berg/K"),
        # Labels that are wrong: nothing is lost, nothing is invented.
        ("g:Kim", "Kim"),
        ("g:Jr", "Jr"),
        ("g:Kim~; ~g:J~; ~f:Doe~ ~g:B", "Kim, J, Doe/B"),
        ("g:Kim~, ~f:Doe", "Doe/Kim"),
        ("f:Doe~ ~g:B~; ~g:K~; ~f:Roe", "Doe/B K, Roe"),
        ("f:Doe~; ~g:K", "Doe/K"),
        ("l:Group~, ~g:Jr~, ~f:Doe", "L:Group, Doe/Jr"),
        ("l:Group~, ~g:J~ ~g:Jr", "L:Group, J/S:Jr"),
        ("k:et~ ~k:al", "et al."),
        ("x:odd", ""),
    ],
)
def test_labelled_words_make_people(marked, read):
    assert shown(people(*labelled(marked))[0]) == read


@pytest.mark.parametrize(
    ("after", "et_al"),
    [
        (" et al. Title", True), (", et al", True), (". Et al.", True), (" u. a. 2005", True), ("; и др.", True),
        ("... ", True), (" …", True), (". Et alpha", False), (" and Title", False),
        (". Effects of", False), ("", False), (" (2001)", False),
    ],
)  # fmt: skip
def test_words_behind_the_last_name(after, et_al):
    assert people(f"Kim MS{after}", [("family", 0, 3), ("given", 4, 6)])[0].et_al is et_al


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Smith J. Lupus", "J"), ("Smith, J. Lupus", "J."), ("Smith JA. Lupus", "JA"), ("Doe B., Smith J. Lupus", "J."),
        ("Doe B, Smith J. Lupus", "J"), ("Smith, John. Lupus", "John"), ("Doe, A., Smith, J. R. Lupus", "J. R."),
        ("Doe A. Jr., Smith J. Lupus", "J."), ("Doe A Jr., Smith J. Lupus", "J"),
    ],
)  # fmt: skip
def test_whose_the_last_stop_is(text, given):
    names, _ = people(text, words(text[: text.index(" Lupus")]))
    assert names.names[-1].given == given


def test_spans_cover_whole_names():
    text = "Smith, J. A., Jr., K. van Brown; Study Panel (P) et al."
    names, found = people(text, words(text))
    assert [text[start:end] for start, end in found] == ["Smith, J. A., Jr.", "K. van Brown", "Study Panel (P)"]
    assert names.et_al


def test_a_gap_of_any_length_is_read():
    text = f"Smith J{' ' * 50}Brown K{' ' * 20};{' ' * 20}Doe A"
    assert shown(people(text, words(text))[0]) == "Smith/J, Brown/K, Doe/A"


PIECES = st.sampled_from(
    listed(
        "Smith van der Berg J. A. JA Jr. III and & et al. , ; / ( ) – . II Group of the WHO Mary Li LI"
        " Kim-Lee ders. Ед. é 7 u. a."
    ),
)
FIELD = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40)


# Forty labels in one drawing, each as likely as the others: forty drawings take ten times as long.
PARTS = ("family", "given", "literal", "link")
LABELS = st.binary(min_size=40, max_size=40).map(lambda drawn: [PARTS[one % len(PARTS)] for one in drawn])


@given(FIELD, LABELS)
@settings(max_examples=500, deadline=None)
def test_every_family_and_literal_is_in_exactly_one_name(text, labels):
    found, _, starts = cut(text)
    runs = [(label, s, s + len(word)) for label, word, s in zip(labels, found, starts, strict=False)]
    names, places = people(text, runs)
    assert len(names) == len(places)
    for part, start, end in runs:
        if part in ("family", "literal"):
            holders = [
                n for n, (begin, stop) in zip(names.names, places, strict=True) if begin <= start and end <= stop
            ]
            assert sum(_holds(name, part, text[start:end]) for name in holders) == 1
    assert all(name.family or name.literal for name in names.names)
    assert not (names.names and names.names[0].family == "")


def _holds(name: Name, part: str, word: str) -> bool:
    return word in ((name.literal or "") if part == "literal" else name.printed_family)


@given(
    st.text(max_size=12), st.lists(st.tuples(st.text(max_size=7), st.integers(0, 15), st.integers(0, 15)), max_size=6)
)
@settings(max_examples=200, deadline=None)
def test_nonsense_never_raises(text, runs):
    names, places = people(text, runs)
    assert len(names) == len(places)


@pytest.mark.parametrize(
    "piece", ["Smith J, ", "( ", "(a) ", "et al ", "A. ", "Smith, John, ", "Group, ", "van ", "J. Smith ", ", ", "– "]
)
def test_long_fields_take_time_in_proportion(piece):
    text = piece * 5_000
    names, places = people(text, split_spans(text, 0, len(text)))
    assert len(names) == len(places) <= 10_000
