"""What stands near references and is none, and what only looks like it."""

from __future__ import annotations

import pytest

from refparse.parse.unlike import unlike
from refparse.pipeline.strings import parse_strings
from refparse.reference import Parsed, Unparsed

CAPTIONS = (
    "Figure 2. Kaplan-Meier curves of overall survival in patients treated between 2001 and 2010.",
    "Fig. 1 Flow chart of the study population, 2005–2014",
    "Fig 3b. MRI of the knee, sagittal view, 12 May 2008.",
    "Table IV. Multivariate analysis of risk factors for relapse (2000–2012)",
    "Supplementary Figure S1. Funnel plot of the included trials, 1990–2015",
    "Abb. 2: Verlauf der Entzündungswerte unter Behandlung (2009 bis 2011)",
    "Figura 5. Evolución de los valores de proteína C reactiva",
    "Ryc. 1. Przebieg choroby u pacjentki w latach 2008–2012",
    "Рис. 2. Динамика показателей крови, 2008",
)
HISTORIES = (
    "Received 12 March 2010; accepted 3 May 2010",
    "Received in revised form 8 July 2015. Available online 15 August 2015.",
    "Article history: Received 3 March 2014; Accepted 9 June 2014",
    "Eingegangen am 3. Mai 2011, angenommen am 14. Juli 2011",
    "Reçu le 12 mars 2010, accepté le 3 mai 2010",
    "Recibido el 4 de junio de 2012; aceptado el 21 de agosto de 2012",
    "Otrzymano: 12.03.2010, zaakceptowano: 3.05.2010",
)
NOTICES = (
    "Copyright © 2014 Elsevier Ltd. All rights reserved.",
    "© Springer-Verlag Berlin Heidelberg 2009",
    "This is an open access article under the CC BY license (http://creativecommons.org/licenses/by/4.0/).",
    "Downloaded from www.example.org by guest on March 4, 2015",
    "Correspondence to: Dr J. Miller, 12 Park Road, Leeds LS1 3EX, UK. E-mail: j.miller@example.org",
    "We thank Dr. A. Brown and Dr. C. Green for their helpful comments on the manuscript.",
    "Page 12 of 14",
)
ADDRESSES = (
    "1 Division of Rheumatology, St Thomas' Hospital, London SE1 7EH, UK",
    "Klinik für Innere Medizin, Universitätsklinikum Ulm, Albert-Einstein-Allee 23, 89081 Ulm, Germany",
    "Katedra i Klinika Reumatologii, Uniwersytet Medyczny, ul. Fredry 10, 61-701 Poznań",
)
ROWS = (
    "| Age, years | 54 (12) | 57 (11) | 0.34 |",
    "Male sex\t34 (56.7)\t29 (48.3)\t0.36",
    "CRP, mg/L 14 (5–38) 22 (9–61) <0.001",
    "Smoking 1.45 (1.02–2.06) 0.038 1.31 (0.88–1.95) 0.18",
    "Geschlecht (weiblich) 45 (51,7 %) 39 (44,8 %) 0,36",
    "Diabetes mellitus; 23 (19%); 31 (26%); p = 0.21",
    "2015 34 12 5 51",
)
KINDS = {
    "a caption": CAPTIONS, "dates of receipt": HISTORIES, "a notice": NOTICES, "an address": ADDRESSES,
    "a table's row": ROWS,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, some in KINDS.items() for text in some])
def test_what_is_none(kind: str, text: str) -> None:
    assert unlike(text, {"title", "issued"}) == kind
    [result] = parse_strings([text])
    assert isinstance(result, Unparsed)


@pytest.mark.parametrize(
    "text",
    [
        "J Clin Oncol 22:2363-2370.",
        "Tay CH (n.d.). Figure drawing. Singapore: Lim Press.",
        "Department of Health (2012). Tables of mortality. London: HMSO.",
        "Table tennis injuries. Br J Sports Med 2001;35:1-4.",
        "Figures of speech. Poetics 1990;12:3-15.",
        "Accepted practices in wound care. Nurs Times 1999;95:30-2.",
        "Received wisdom on lupus. Lancet 1970;1:100-2.",
        "Tab K, Lim D. On skin. Skin 1971;12:1-9.",
        "10.1000/182",
        "A randomised trial of 0.5% and 1% hydrocortisone in 34 children. Skin 1980;14:100-9.",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    [result] = parse_strings([text])
    assert isinstance(result, Parsed)


def test_what_has_a_number_of_its_own_is_a_work() -> None:
    [result] = parse_strings(["Table 1. Kim MS. Lupus. Skin 2010;3:4-9. doi:10.1000/182"])
    assert isinstance(result, Parsed)


def test_people_make_no_row() -> None:
    text = "Lim D. 5% or 10%. 1980"
    assert (unlike(text, {"author"}), unlike(text, {"title"})) == (None, "a table's row")


def test_what_it_is_taken_for_is_told() -> None:
    [result] = parse_strings([HISTORIES[0]])
    assert isinstance(result, Unparsed)
    assert result.expected == "a reference, not dates of receipt"
