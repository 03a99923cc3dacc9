"""Page records of websites over the years, one row a layout; prose is filler."""

import pytest
from header_cases import facts, people, read_whole

MAGAZINE = """
It was seen that this is a disease.1 It has been known.

ADVERTISEMENT
Filed under: Conditions
Share: 
"""
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
SYSTEM = """More details
Hide details
1
Department of Medicine, Medical University, Lodz, Poland
 
2
Department of Surgery, Medical University, Lodz, Poland
 
 
Submission date: 2018-03-02
 
 
Acceptance date: 2018-06-30
 
 
Publication date: 2019-03-04
 
 
Corresponding author
Marta Zielińska   
Department of X, Lodz, Poland
 
 
"""
SYSTEM_END = """KEYWORDS
beekidney
TOPICS
ABSTRACT
Introduction:
Filler.
 
REFERENCES (2)
1.
Kim A. One. Lupus. 2001;1:2–3.
2.
Lee B. Two. Lancet. 2002;3:4–5.
"""
CASES = [
    (
        (
            "Display Settings: Abstract\n"
            "Send to:\n"
            "1: Kidney Int. 2009 Mar;75(6):652-60. Epub 2009 Jan 7.\n"
            "Links\n"
            "Acute kidney injury after a bee sting in a child.\n"
            "Rehman S, Javed K, de Vries J.\n"
            "Department of Medicine, Leeds, UK. s@example.org\n"
            "\n"
            "Filler that was seen and is known with this.\n"
            "\n"
            "PMID: 12345678 [PubMed - indexed for MEDLINE]\n"
            "Related articles\n"
        ),
        "pubmed",
        ("Kidney Int", "2009", "75", "6", "652-60", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            "Abstract\n"
            "Send to:\n"
            "Pediatr Nephrol. 2013 Jan;28(1):12-8. doi: 10.1007/s00467-012-2345-1. Epub 2012 Nov 3.\n"
            "Acute kidney injury after a bee sting in a child.\n"
            "Rehman S, Javed K.\n"
            "Source\n"
            "Department of Medicine, Leeds, UK.\n"
            "Abstract\n"
            "BACKGROUND:\n"
            "Filler that was seen.\n"
            "PMID: 12345678 [PubMed - indexed for MEDLINE]\n"
        ),
        "pubmed",
        ("Pediatr Nephrol", "2013", "28", "1", "12-8", "10.1007/s00467-012-2345-1"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "Format: Abstract\n"
            "\n"
            "Send to\n"
            "J Med Case Rep. 2018 Apr 2;12(1):88. doi: 10.1186/s13256-018-1234-5.\n"
            "Acute kidney injury after a bee sting in a child: a case report.\n"
            "Rehman S1, Javed K2.\n"
            "Author information\n"
            "1\n"
            "Department of Medicine, Leeds, UK.\n"
            "2\n"
            "Department of Nephrology, York, UK.\n"
            "\n"
            "Abstract\n"
            "\n"
            "Filler that was seen and is known with this.\n"
            "\n"
            "PMID: 12345678\n"
        ),
        "pubmed",
        ("J Med Case Rep", "2018", "12", "1", "88", "10.1186/s13256-018-1234-5"),
        "Acute kidney injury after a bee sting in a child: a case report",
        ["Rehman", "Javed"],
    ),
    (
        (
            "Case Reports\n"
            "Cureus\n"
            ". 2022 Feb 3;14(2):e21876.\n"
            "doi: 10.7759/cureus.21876. eCollection 2022 Feb.\n"
            "Acute kidney injury after a bee sting in a child\n"
            "Sadia Rehman 1, Kamran Javed 2, Jan de Vries 1\n"
            "Affiliations expand\n"
            "PMID: 12345678 PMCID: PMC8901234 DOI: 10.7759/cureus.21876\n"
            "Free PMC article\n"
            "Abstract\n"
            "Filler that was.\n"
        ),
        "pubmed",
        ("Cureus", "2022", "14", "2", "e21876", "10.7759/cureus.21876"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            "Ann Intern Med. 2005 Jul 5;143(1):77-8.\n"
            "\n"
            "Summaries for patients. Bee stings and kidneys.\n"
            "\n"
            "[No authors listed]\n"
            "\n"
            "Comment on\n"
            "    Ann Intern Med. 2005 Jul 5;143(1):1-9.\n"
            "\n"
            "PMID: 15998747\n"
            "[Indexed for MEDLINE]\n"
            "Similar articles\n"
        ),
        "pubmed",
        ("Ann Intern Med", "2005", "143", "1", "77-8", None),
        "Summaries for patients. Bee stings and kidneys",
        [],
    ),
    (
        (
            "Send to\n"
            "Nihon Rinsho. 2010 Oct;68 Suppl 9:123-6.\n"
            "\n"
            "[Bee stings and the kidney].\n"
            "\n"
            "[Article in Japanese]\n"
            "\n"
            "Tanaka K1, Suzuki H.\n"
            "Author information\n"
            "1\n"
            "Tokyo.\n"
            "PMID: 21111111\n"
            "[Indexed for MEDLINE]\n"
        ),
        "pubmed",
        ("Nihon Rinsho", "2010", "68", "Suppl 9", "123-6", None),
        "[Bee stings and the kidney]",
        ["Tanaka", "Suzuki"],
    ),
    (
        (
            "Search\n"
            "Home\n"
            "\n"
            "Gout: New Targets\n"
            "\n"
            "By Maria L. Santos, MD, and Wei Chen, MBBS\n"
            "\n"
            "March 14, 2016\n"
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
            "Search\n"
            "Home\n"
            "\n"
            "Gout: New Targets\n"
            "\n"
            "Maria L. Santos, MD  |  Issue: March 2016  |  March 14, 2016\n" + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, "March 2016", None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            "Home > Rheum News\n"
            "\n"
            "Feature\n"
            "Gout: New Targets\n"
            "What we learned in a year of trials and why the old drug is back again.\n"
            "\n"
            "March 14, 2016 • By Maria L. Santos, MD\n" + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            "Home\n"
            "\n"
            "Gout: New Targets\n"
            "\n"
            "Publish date: March 14, 2016\n"
            "By Maria L. Santos\n"
            "Rheumatology News\n" + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        ("Home\n\nGout: New Targets\n\nBy Maria L. Santos | March 14, 2016\n" + MAGAZINE),
        "magazine",
        (None, "2016", None, None, None, None),
        "Gout: New Targets",
        ["Santos"],
    ),
    (
        (
            "Home\n"
            "\n"
            "Case Report: Gout: New Targets\n"
            "\n"
            "From the College  |  Issue: March 2016  |  March 14, 2016\n" + MAGAZINE
        ),
        "magazine",
        (None, "2016", None, "March 2016", None, None),
        "Case Report: Gout: New Targets",
        [],
    ),
    (
        (
            "Pediatric Nephrology\n"
            "March 2012, Volume 27, Issue 3, pp 455-460\n"
            "Acute kidney injury after a bee sting in a child\n"
            "Sadia Rehman, Kamran Javed\n"
            "Download PDF\n" + SPRINGER
        ),
        "springer",
        ("Pediatric Nephrology", "2012", "27", "3", "455-460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "Pediatric Nephrology\n"
            "\n"
            "March 2016, Volume 27, Issue 3, pp 455–460 | Cite as\n"
            "\n"
            "Acute kidney injury after a bee sting in a child\n"
            "\n"
            "  • Authors\n"
            "  • Authors and affiliations\n"
            "\n"
            "  • Sadia RehmanEmail author\n"
            "  • Kamran Javed\n"
            "Case Report\n"
            "First Online: 03 January 2016\n" + SPRINGER
        ),
        "springer",
        ("Pediatric Nephrology", "2016", "27", "3", "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "CEN Case Reports\n"
            "\n"
            "May 2019, Volume 8, Issue 2, pp 95–99 | Cite as\n"
            "\n"
            "Acute kidney injury after a bee sting in a child\n"
            "\n"
            "Authors\n"
            "Authors and affiliations\n"
            "Sadia Rehman\n"
            "Kamran Javed\n"
            "Case Report\n"
            "First Online: 03 January 2019\n"
            "26 Downloads\n" + SPRINGER
        ),
        "springer",
        ("CEN Case Reports", "2019", "8", "2", "95–99", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "Download PDF\n"
            "\n"
            "Case report\n"
            "Open Access\n"
            "Published: 03 January 2021\n"
            "\n"
            "Acute kidney injury after a bee sting in a child\n"
            "\n"
            "Sadia Rehman ORCID: orcid.org/0000-0001-2345-67891,\n"
            "Kamran Javed1,2 &\n"
            "Jan de Vries2\n"
            "\n"
            "BMC Nephrology volume 22, Article number: 5 (2021) Cite this article\n"
            "\n"
            "1200 Accesses\n"
            "\n"
            "3 Citations\n" + SPRINGER
        ),
        "springer",
        ("BMC Nephrology", "2021", "22", None, "5", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "de Vries"],
    ),
    (
        (
            "Case Based Review\n"
            "Published: 03 January 2021\n"
            "Acute kidney injury after a bee sting in a child\n"
            "Sadia Rehman1 & Kamran Javed1\n"
            "Rheumatology International volume 41, pages 455–460 (2021)Cite this article\n" + SPRINGER
        ),
        "springer",
        ("Rheumatology International", "2021", "41", None, "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "La radiologia medica\n"
            "\n"
            ", Volume 117, Issue 3, pp 455–460 | Cite as\n"
            "\n"
            "Acute kidney injury after a bee sting in a child\n"
            "\n"
            "  • S. Rehman\n"
            "  • K. Javed\n"
            "Musculoskeletal Radiology\n" + SPRINGER
        ),
        "springer",
        ("La radiologia medica", None, "117", "3", "455–460", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
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
