"""Page records of PDF texts whose heads stand before, inside or behind the text, one row a layout; prose is filler."""

import pytest
from header_cases import facts, people, read_whole

HEAD = """CASE REPORT
Acute kidney injury after a bee sting in a child
Sadia Rehman,1 Kamran Javed2
"""
BODY = """Abstract
Filler text that is wrapped and was seen in the patient. It
was not known.
Keywords: Lupus, Kidney.
Introduction
Filler that is known and was seen.1

Case Report
Filler, which was.2

Discussion
Filler.

"""
REFERENCES = """References
1. Kim A, Lee B. One thing. Lupus 2001; 10: 2-3.
2. Lee B, Doe C. Two things. Lancet 2002; 359: 4-5.
3. Roe B, Doe C. Three things. Lancet 2003; 360: 4-5.
"""
CASES = [
    (
        (
            HEAD
            + "\n"
            + BODY
            + """J Pak Med Assoc

More filler that was.

"""
            + REFERENCES
            + "\n"
            "Vol. 62, No. 9, September 2012\n"
        ),
        "pdf",
        ("J Pak Med Assoc", "2012", "62", "9", None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD
            + "\n"
            + BODY
            + """Vol. 62, No. 9, September 2012 1011

More filler that was.

"""
            + REFERENCES
            + "\n"
            "1012 J Pak Med Assoc\n"
        ),
        "pdf",
        ("J Pak Med Assoc", "2012", "62", "9", None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD
            + "\n"
            + BODY
            + """Indian Pediatrics 245 Volume 49 - March 15, 2012

More filler that was.

"""
            + REFERENCES
        ),
        "pdf",
        ("Indian Pediatrics", "2012", "49", None, None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD
            + "\n"
            + BODY
            + """INDIAN PEDIATRICS VOLUME 49__MARCH 15, 2012

More filler that was.

"""
            + REFERENCES
        ),
        "pdf",
        ("INDIAN PEDIATRICS", "2012", "49", None, None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD + "\n" + BODY + "Indian J Nephrol\n"
            "\n" + REFERENCES + "\n"
            "Indian Journal of Nephrology January 2013 / Vol 23 / Issue 1 67\n"
        ),
        "pdf",
        ("Indian Journal of Nephrology", "2013", "23", "1", None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD + "\n" + BODY + REFERENCES + "\n"
            "Journal of the College of Physicians and Surgeons Pakistan 2014, Vol. 24 (Special Supplement 1): S55-S56\n"
        ),
        "pdf",
        (
            "Journal of the College of Physicians and Surgeons Pakistan",
            "2014",
            "24",
            "Special Supplement 1",
            "S55-S56",
            None,
        ),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD
            + "\n"
            + BODY
            + """Pak J Med Sci 2014 Vol. 30 No. 3 www.pjms.com.pk 687

Filler that was.

"""
            + REFERENCES
        ),
        "pdf",
        ("Pak J Med Sci", "2014", "30", "3", None, None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            HEAD
            + "\n"
            + BODY
            + """Khan S, et al. BMJ Case Rep 2014. doi:10.1136/bcr-2013-202233 1

Filler.

"""
            + REFERENCES
            + "\n"
            "2 Khan S, et al. BMJ Case Rep 2014. doi:10.1136/bcr-2013-202233\n"
        ),
        "pdf",
        ("BMJ Case Rep", "2014", None, None, None, "10.1136/bcr-2013-202233"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            "Unexpected outcome (positive or negative) including adverse drug reactions\n"
            + HEAD
            + """1Department of Medicine, Leeds, UK
Correspondence to Dr Sadia Rehman, s@example.org
To cite: Rehman S, Javed K. BMJ Case Rep Published online: 12 May 2014 doi:10.1136/bcr-2013-202233
SUMMARY
Filler that was.
BACKGROUND
Filler that is.
CASE PRESENTATION
Filler that was.
DISCUSSION
Filler.
REFERENCES
1 Kim A, Lee B. One thing. Lupus 2001;10:2–3.
2 Lee B, Doe C. Two things. Lancet 2002;359:4–5.
3 Roe B, Doe C. Three things. Lancet 2003;360:4–5.
"""
        ),
        "pdf",
        ("BMJ Case Rep", "2014", None, None, None, "10.1136/bcr-2013-202233"),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed"],
    ),
    (
        (
            """Case Report / Olgu Sunumu
Turk J Rheumatol 2013;28(1):55-58
doi: 10.5606/tjr.2013.2705

Acute kidney injury after a bee sting in a child
Mehmet YILMAZ,1 Ayşe DEMİR-ÖZ,2

1Department of Internal Medicine, Ege University, İzmir, Turkey

ABSTRACT
Filler text that is wrapped and was seen in the patient. It
was not known.
Keywords: Lupus, Kidney.
Introduction
Filler that is known and was seen.1

Case Report
Filler, which was.2

Discussion
Filler.

"""
            + REFERENCES
        ),
        "pdf",
        ("Turk J Rheumatol", "2013", "28", "1", "55-58", "10.5606/tjr.2013.2705"),
        "Acute kidney injury after a bee sting in a child",
        ["YILMAZ", "DEMİR-ÖZ"],
    ),
    (
        (
            """Olgu Sunumu / Case Report
DOI: 10.4274/tpa.1234
Turk Pediatri Ars 2014; 49: 171-4

Acute kidney injury after a bee sting in a child
Arı sokması sonrası akut böbrek hasarı
Mehmet Yılmaz1, Ayşe Demir2
1Department of Pediatrics, Ege University, İzmir, Turkey
"""
            + BODY
            + REFERENCES
        ),
        "pdf",
        ("Turk Pediatri Ars", "2014", "49", None, "171-4", "10.4274/tpa.1234"),
        "Acute kidney injury after a bee sting in a child Arı sokması sonrası akut böbrek hasarı",
        ["Yılmaz", "Demir"],
    ),
    (
        (
            """[Downloaded free from http://www.indianjnephrol.org on Monday, April 1, 2013, IP: 1.2.3.4]
Case Report
Acute kidney injury after a bee sting in a child
A. Kumar, R. Singh1, P. Sharma2
Departments of Nephrology, 1Medicine and 2Pathology, AIIMS, New Delhi, India
ABSTRACT
Filler text that is wrapped and was seen in the patient.
Key words: Bee, kidney
Introduction
Filler.
Case Report
Filler that was.
Discussion
Filler.
Access this article online
Website: www.indianjnephrol.org
DOI: 10.4103/0971-4065.107212
How to cite this article: Kumar A, Singh R, Sharma P. Acute kidney injury after a bee sting in a "
"child. Indian J Nephrol 2013;23:67-9.
Source of Support: Nil, Conflict of Interest: None declared.
"""
            + REFERENCES
        ),
        "pdf",
        ("Indian J Nephrol", "2013", "23", None, "67-9", "10.4103/0971-4065.107212"),
        "Acute kidney injury after a bee sting in a child",
        ["Kumar", "Singh", "Sharma"],
    ),
    (
        (
            """Lupus (2009) 18, 1053–1060
http://lup.sagepub.com
CASE REPORT
Acute kidney injury after a bee sting in a child
S Rehman1, K Javed2 and A van der Berg3
1Department of Medicine, Leeds, UK; and 2Department of Renal Medicine, York, UK
"""
            + BODY
            + REFERENCES
        ),
        "pdf",
        ("Lupus", "2009", "18", None, "1053–1060", None),
        "Acute kidney injury after a bee sting in a child",
        ["Rehman", "Javed", "van der Berg"],
    ),
    (
        (
            BODY + "Figure 1 shows Vol. of 62 and No. 9 and that.\n"
            "Nephrol Dial Transplant 2008; 23: 2679-84 is cited here.\n"
            "\n" + REFERENCES
        ),
        "pdf",
        (None, None, None, None, None, None),
        None,
        [],
    ),
    (
        (BODY + REFERENCES + "\nKhan S, et al. 12\n"),
        "pdf",
        (None, None, None, None, None, None),
        None,
        [],
    ),
]


@pytest.mark.parametrize(("page", "kind", "wanted", "title", "families"), CASES)
def test_a_page_states(page, kind, wanted, title, families):
    record = read_whole(page)
    assert (record.kind, facts(record), record.work.title) == (kind, wanted, title)
    assert [family for family, _, _ in people(record)] == families
