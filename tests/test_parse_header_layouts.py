"""Page records of PubMed, magazine and SpringerLink pages over the years, one row a layout; prose is filler."""

import pytest
from header_cases import facts, people, read_whole

MAGAZINE = (
    "\nIt was seen that this is a disease.1 It has been known.\n\nADVERTISEMENT\nFiled under: Conditions\nShare: \n"
)
SPRINGER = """
Abstract

Filler that was seen.

Keywords

Bee Kidney

References
1.
Kim A (2001) One. Lupus 1:2–3CrossRefGoogle Scholar
2.
Lee B (2002) Two. Lancet 3:4–5CrossRefGoogle Scholar

Copyright information

© Springer 2012

About this article
"""
CASES = [
    (
        (
            """Display Settings: Abstract
Send to:
1: Kidney Int. 2009 Mar;75(6):652-60. Epub 2009 Jan 7.
Links
Acute kidney injury after a bee sting in a child.
Rehman S, Javed K, de Vries J.
Department of Medicine, Leeds, UK. s@example.org

Filler that was seen and is known with this.

PMID: 12345678 [PubMed - indexed for MEDLINE]
Related articles
"""
        ),
        "pubmed",
        ("Kidney Int", "2009", "75", "6", "652-60", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            """Abstract
Send to:
Pediatr Nephrol. 2013 Jan;28(1):12-8. doi: 10.1007/s00467-012-2345-1. Epub 2012 Nov 3.
Acute kidney injury after a bee sting in a child.
Rehman S, Javed K.
Source
Department of Medicine, Leeds, UK.
Abstract
BACKGROUND:
Filler that was seen.
PMID: 12345678 [PubMed - indexed for MEDLINE]
"""
        ),
        "pubmed",
        ("Pediatr Nephrol", "2013", "28", "1", "12-8", "10.1007/s00467-012-2345-1"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """Format: Abstract

Send to
J Med Case Rep. 2018 Apr 2;12(1):88. doi: 10.1186/s13256-018-1234-5.
Acute kidney injury after a bee sting in a child: a case report.
Rehman S1, Javed K2.
Author information
1
Department of Medicine, Leeds, UK.
2
Department of Nephrology, York, UK.

Abstract

Filler that was seen and is known with this.

PMID: 12345678
"""
        ),
        "pubmed",
        ("J Med Case Rep", "2018", "12", "1", "88", "10.1186/s13256-018-1234-5"),
        "Acute kidney injury after a bee sting in a child: a case report",
        ["Rehman", "Javed"],
    ),
    (
        (
            """Case Reports
Cureus
. 2022 Feb 3;14(2):e21876.
doi: 10.7759/cureus.21876. eCollection 2022 Feb.
Acute kidney injury after a bee sting in a child
Sadia Rehman 1, Kamran Javed 2, Jan de Vries 1
Affiliations expand
PMID: 12345678 PMCID: PMC8901234 DOI: 10.7759/cureus.21876
Free PMC article
Abstract
Filler that was.
"""
        ),
        "pubmed",
        ("Cureus", "2022", "14", "2", "e21876", "10.7759/cureus.21876"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            """Ann Intern Med. 2005 Jul 5;143(1):77-8.

Summaries for patients. Bee stings and kidneys.

[No authors listed]

Comment on
    Ann Intern Med. 2005 Jul 5;143(1):1-9.

PMID: 15998747
[Indexed for MEDLINE]
Similar articles
"""
        ),
        "pubmed",
        ("Ann Intern Med", "2005", "143", "1", "77-8", None),
        "Summaries for patients. Bee stings and kidneys",
        [],
    ),
    (
        (
            """Send to
Nihon Rinsho. 2010 Oct;68 Suppl 9:123-6.

[Bee stings and the kidney].

[Article in Japanese]

Tanaka K1, Suzuki H.
Author information
1
Tokyo.
PMID: 21111111
[Indexed for MEDLINE]
"""
        ),
        "pubmed",
        ("Nihon Rinsho", "2010", "68", "Suppl 9", "123-6", None),
        "[Bee stings and the kidney]",
        ["Tanaka", "Suzuki"],
    ),
    (
        (
            """Search
Home

Gout: New Targets

By Maria L. Santos, MD, and Wei Chen, MBBS

March 14, 2016
"""
            + MAGAZINE
            + "Copyright © 2016 Wiley Periodicals, Inc. All rights reserved. ISSN 1931-3268\n"
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos", "Chen"],
    ),
    (
        (
            """Search
Home

Gout: New Targets

Maria L. Santos, MD  |  Issue: March 2016  |  March 14, 2016
"""
            + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, "March 2016", None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            """Home > Rheum News

Feature
Gout: New Targets
What we learned in a year of trials and why the old drug is back again.

March 14, 2016 • By Maria L. Santos, MD
"""
            + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            """Home

Gout: New Targets

Publish date: March 14, 2016
By Maria L. Santos
Rheumatology News
"""
            + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            """Home

Gout: New Targets

By Maria L. Santos | March 14, 2016
"""
            + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            """Home

Case Report: Gout: New Targets

From the College  |  Issue: March 2016  |  March 14, 2016
"""
            + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, "March 2016", None, None),
        "Case Report: Gout: New Targets",
        [],
    ),
    (
        (
            """Pediatric Nephrology
March 2012, Volume 27, Issue 3, pp 455-460
Acute kidney injury after a bee sting in a child
Sadia Rehman, Kamran Javed
Download PDF
"""
            + SPRINGER
        ),
        "springer",
        ("Pediatric Nephrology", "2012", "27", "3", "455-460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """Pediatric Nephrology

March 2016, Volume 27, Issue 3, pp 455–460 | Cite as

Acute kidney injury after a bee sting in a child

  • Authors
  • Authors and affiliations

  • Sadia RehmanEmail author
  • Kamran Javed
Case Report
First Online: 03 January 2016
"""
            + SPRINGER
        ),
        "springer",
        ("Pediatric Nephrology", "2016", "27", "3", "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """CEN Case Reports

May 2019, Volume 8, Issue 2, pp 95–99 | Cite as

Acute kidney injury after a bee sting in a child

Authors
Authors and affiliations
Sadia Rehman
Kamran Javed
Case Report
First Online: 03 January 2019
26 Downloads
"""
            + SPRINGER
        ),
        "springer",
        ("CEN Case Reports", "2019", "8", "2", "95–99", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """Download PDF

Case report
Open Access
Published: 03 January 2021

Acute kidney injury after a bee sting in a child

Sadia Rehman ORCID: orcid.org/0000-0001-2345-67891,
Kamran Javed1,2 &
Jan de Vries2

BMC Nephrology volume 22, Article number: 5 (2021) Cite this article

1200 Accesses

3 Citations
"""
            + SPRINGER
        ),
        "springer",
        ("BMC Nephrology", "2021", "22", None, "5", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            """Case Based Review
Published: 03 January 2021
Acute kidney injury after a bee sting in a child
Sadia Rehman1 & Kamran Javed1
Rheumatology International volume 41, pages 455–460 (2021)Cite this article
"""
            + SPRINGER
        ),
        "springer",
        ("Rheumatology International", "2021", "41", None, "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """La radiologia medica

, Volume 117, Issue 3, pp 455–460 | Cite as

Acute kidney injury after a bee sting in a child

  • S. Rehman
  • K. Javed
Musculoskeletal Radiology
"""
            + SPRINGER
        ),
        "springer",
        ("La radiologia medica", None, "117", "3", "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
]


@pytest.mark.parametrize(("page", "kind", "wanted", "title", "families"), CASES)
def test_a_page_states(page, kind, wanted, title, families):
    record = read_whole(page)
    assert (record.kind, facts(record), record.work.title) == (kind, wanted, title)
    assert [family for family, _, _ in people(record)] == families
