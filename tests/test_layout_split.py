"""References cut out of a region, with every other character named."""

from refparse.layout import find_list, split_list
from refparse.reference import Document, ListRegion, ListStyle, content_id

STYLES = (ListStyle(name="any", trailing=("Article", "CAS", "PubMed", "Google Scholar")),)


def split(text):
    return split_list(Document(id="d", text=text, source="page.txt"), find_list(text, STYLES), STYLES)


def test_ids_and_numbers_follow_the_position():
    result = split("References\n7. Kim A. One. Lupus. 2001;1:2–3.\n9. Lee B. Two.\xa0Lupus. 2002;3:4–5.\n")
    assert [(r.number, r.label) for r in result.references] == [(1, "7"), (2, "9")]
    assert result.references[1].text == "Lee B. Two.\xa0Lupus. 2002;3:4–5."
    assert result.references[1].id == content_id("reference", "d", "2", result.references[1].text)
    assert result.references[1].list_style is None


def test_a_cut_link_belongs_to_the_entry():
    entry = "Kim A. One. Lupus. 2001;1:2–3. https://doi.org/10.1016/j.sema...."
    other = entry.replace("Kim", "Lee")
    result = split(f"REFERENCES (2)\n1.\n{entry}\n\xa0\n2.\n{other}\n\xa0\nScroll to top")
    assert [r.text for r in result.references] == [entry, other]


def test_works_under_one_number_are_parted():
    third = "[2] Roe C. Three. Lupus 2003, 5, 6–7."
    result = split(
        f"References\n[1] a) Kim A. One. Lupus 2001, 1, 2–3; b ) Lee B, c. d) Two. Lupus 2002, 3, 4–5.\n{third}\n"
    )
    assert [(r.label, r.text) for r in result.references] == [
        ("1a", "Kim A. One. Lupus 2001, 1, 2–3"),
        ("1b", "Lee B, c. d) Two. Lupus 2002, 3, 4–5."),
        ("2", "Roe C. Three. Lupus 2003, 5, 6–7."),
    ]
    assert [r.label for r in split("References\n[1] a) Kim A. One. Lupus 2001, 1, 2–3.\n").references] == ["1"]


def test_a_second_copy_of_an_entry_is_dropped():
    entry = "Kim A (2020) One thing. Sci Rep 10(1):14710"
    labels = "Article CAS Google Scholar"
    rest = f"- {entry.replace('Kim', 'Lee')} Google Scholar\n- Roe C (2001) Two. Lupus 1:2–3\n"
    result = split(f"- {entry} {labels}\n{entry}\n{labels}\n{rest}")
    assert [r.text[:3] for r in result.references] == ["Kim", "Lee", "Roe"]
    assert "second copy" in {d.reason for d in result.dropped}


def test_reasons_cover_the_page():
    text = "Title\n\nReferences\n1. Kim A. One. Lupus. 2001;1:2–3.PubMed\n2. Lee B. Two. Lupus. 2002;3:4–5.\n\nShare"
    assert [(d.reason, text[slice(*d.span)]) for d in split(text).dropped] == [
        ("before the list", "Title"),
        ("heading", "References"),
        ("marker", "1."),
        ("link label", "PubMed"),
        ("marker", "2."),
        ("after the list", "Share"),
    ]


def test_a_region_given_by_hand_is_kept_to():
    text = "See 1. Kim A. One. Lupus. 2001;1:2–3.\n2. Lee B. Two. Lupus. 2002;3:4–5. and so on"
    region = ListRegion(span=(4, text.index(" and")), heading=None, layout="numbered")
    result = split_list(Document(id="d", text=text, source="page.txt"), region, ())
    assert [r.text for r in result.references] == ["Kim A. One. Lupus. 2001;1:2–3.", "Lee B. Two. Lupus. 2002;3:4–5."]
    assert result.dropped[-1].reason == "after the list"


def test_a_region_without_the_layout_it_names_gives_nothing():
    region = ListRegion(span=(0, 5), heading=None, layout="numbered []")
    assert split_list(Document(id="d", text="words", source="page.txt"), region, ()).references == ()


def test_an_entry_of_labels_alone_is_no_reference():
    text = "References\n1. Kim A. One. Lupus. 2001;1:2–3.\n2. PubMedGoogle Scholar\n3. Lee B. Two. Lupus. 2002;3:4–5.\n"
    result = split(text)
    assert [r.label for r in result.references] == ["1", "3"]
    assert [text[slice(*d.span)] for d in result.dropped if d.reason == "link label"] == ["PubMedGoogle Scholar"]


def test_a_second_copy_has_the_same_label():
    entry, other = "Kim A. One. Lupus. 2001;1:2–3.", "Lee B. Two. Lupus. 2002;3:4–5."
    result = split(f"References\n1. {entry}\n2. {entry}\n2. {entry}\n3. {other}\n1. {entry}\n")
    assert [(r.number, r.label) for r in result.references] == [(1, "1"), (2, "2"), (3, "3")]
    assert [d.reason for d in result.dropped].count("second copy") == 1 + 1
