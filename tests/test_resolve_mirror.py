"""A mirror: what is asked of it, and what it answers."""

import sqlite3
import threading

import pytest
from test_resolve_mirror_factory import FEW, work, written

from refparse.errors import SourceError
from refparse.resolve import mirror as room
from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import build
from refparse.resolve.mirror_store import moment
from refparse.resolve.mirror_terms import first_text, folded, place_term, string_terms, work_terms
from refparse.resolve.registry import Answer, Query, Registry

KABIR = work("10.1000/Kabir", "Lupus and calcinosis cutis", family="Kabir", volume="100", page="17-22")


@pytest.fixture
def few(tmp_path):
    build(written(tmp_path / "few.jsonl", FEW), tmp_path / "few.mirror")
    mirror = Mirror(tmp_path / "few.mirror")
    yield mirror
    mirror.close()


def dois(answers):
    return [answer.DOI for answer in answers]


def test_a_record_comes_back_as_far_as_it_was_kept(few):
    registry: Registry = few
    answer = registry.work("10.1000/KABIR")
    assert answer == Answer(
        DOI="10.1000/KABIR", message=answer.message, by="mirror:few.mirror", at="2020-04-10T00:38:19Z"
    )
    assert answer.message["title"] == ["Lupus and calcinosis cutis"]
    assert answer.message["DOI"] == "10.1000/kabir"
    assert answer.message["author"] == [{"family": "Kabir", "given": "D. I."}]
    assert answer.message["URL"] == "https://doi.org/10.1000/kabir"
    assert answer.message["indexed"]["timestamp"] == 1586479099000
    assert "license" not in answer.message
    assert "reference" not in answer.message


def test_every_doi_asked_for_is_answered(few):
    answers = few.works(["10.1000/kabir", "10.1000/nobody", "10.1000/merged"])
    assert [answer.known for answer in answers.values()] == [True, False, True]
    assert answers["10.1000/nobody"].at == few.built
    assert answers["10.1000/merged"].DOI == "10.1000/merged"
    assert answers["10.1000/merged"].message["DOI"] == "10.1000/primary"
    assert few.works([]) == {}


def test_notices_are_found_by_what_they_update(few):
    assert dois(few.updates("10.1000/KABIR")) == ["10.1000/notice"]
    assert few.updates("10.1000/notice") == []


@pytest.mark.parametrize(
    "string",
    [
        "Kabir DI (1969) Lupus and calcinosis cutis. Arch Dermatol 100:17–22",
        "Kabir, Archives of Dermatology 100, 17 (1969)",
        "1Kabir , Archives of Dermat ology1 00, 17(19 69)",
        "Lupus andCalcinosis cutis",
    ],
)
def test_a_string_finds_its_work_first(few, string):
    answers = few.search(Query(bibliographic=string))
    assert answers[0].DOI == "10.1000/kabir"
    assert answers[0].score >= answers[-1].score > 0


def test_journal_volume_and_page_find_the_work(few):
    found = few.search(Query(container_title="Archives of Dermatology", volume="100", page="17"), rows=1)
    assert dois(found) == ["10.1000/kabir"]


def test_fields_find_the_work(few):
    assert dois(few.search(Query(title="A merged preprint", author="Roe", issued=1969), rows=1)) == ["10.1000/primary"]


def test_a_prefix_puts_its_dois_first(few):
    found = few.search(Query(bibliographic="lupus calcinosis Archives of Dermatology", doi_prefix="10.1000/N"))
    assert found[0].DOI == "10.1000/notice"
    assert "10.1000/kabir" in dois(found)


def test_nothing_in_common_finds_nothing(few):
    assert few.search(Query(bibliographic="xylophone")) == []
    assert few.search(Query()) == []


def test_a_superseded_version_is_not_found(few):
    assert few.work("10.1000/twice").message["title"] == ["The later version"]
    assert few.search(Query(bibliographic="quondam")) == []


def test_words_in_every_work_are_followed_together(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_BUDGET", 5)
    works = [work(f"10.1000/{n}", "Common words", volume=str(n)) for n in range(20)]
    build(written(tmp_path / "a.jsonl", works), tmp_path / "a")
    mirror = Mirror(tmp_path / "a")
    assert len(mirror.search(Query(bibliographic="common words"), rows=30)) == 20
    assert mirror.search(Query(bibliographic="common 7 words"), rows=1)[0].DOI == "10.1000/7"
    monkeypatch.setattr(room, "_BUDGET", 0)
    assert mirror.search(Query(bibliographic="words zzzz yyyy xxxx"))
    mirror.close()


def test_many_threads_may_ask(few):
    found = []
    string = Query(bibliographic="Kabir lupus calcinosis")
    threads = [threading.Thread(target=lambda: found.append(few.search(string)[0].DOI)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["10.1000/kabir"] * 4


def test_a_mirror_in_a_folder_nobody_may_write(tmp_path):
    build(written(tmp_path / "a.jsonl", [KABIR]), tmp_path / "kept" / "a")
    (tmp_path / "kept" / "a").chmod(0o444)
    (tmp_path / "kept").chmod(0o555)
    mirrors = [Mirror(tmp_path / "kept" / "a") for _ in range(3)]
    assert all(mirror.work("10.1000/kabir").known for mirror in mirrors)
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["a"]
    for mirror in mirrors:
        mirror.close()
    (tmp_path / "kept").chmod(0o755)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no mirror of refparse's; name the file"),
        (b"PDF" * 1000, "no mirror of refparse's; name the file"),
        (b"SQLite format 3\x00" + b"\x00" * 50, "no mirror of refparse's"),
    ],
)
def test_a_file_that_is_no_mirror(tmp_path, content, said):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(SourceError, match=said):
        Mirror(tmp_path / "a")


def test_a_mirror_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="there is no mirror; make it with `mirror build`"):
        Mirror(tmp_path / "a")
    (tmp_path / "a.draft").touch()
    with pytest.raises(SourceError, match="begun and not finished: give it again"):
        Mirror(tmp_path / "a")


def change(path, statement):
    db = sqlite3.connect(path)
    db.execute(statement)
    db.commit()
    db.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("PRAGMA user_version = 9", "a mirror of another refparse .format 9, here 1.; remove it"),
        ("PRAGMA application_id = 9", "no mirror of refparse's"),
        ("UPDATE about SET value = 'draft' WHERE name = 'state'", "not finished; give `mirror build` again"),
        ("DROP TABLE work", "a: the file is damaged; remove it and build the mirror again"),
    ],
)
def test_a_mirror_of_another_kind(tmp_path, statement, said):
    build(written(tmp_path / "a.jsonl", [KABIR]), tmp_path / "a")
    change(tmp_path / "a", statement)
    with pytest.raises(SourceError, match=said):
        Mirror(tmp_path / "a")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE work SET record = x'0102'",
        "UPDATE work SET record = 'text'",
        "UPDATE work SET record = substr(record, 1, 30) || x'00000000' || substr(record, 35)",
        "DELETE FROM about WHERE name = 'dictionary'",
    ],
)
def test_a_damaged_record_is_never_taken_for_one(tmp_path, statement):
    build(written(tmp_path / "a.jsonl", [KABIR]), tmp_path / "a")
    change(tmp_path / "a", statement)
    mirror = Mirror(tmp_path / "a")
    with pytest.raises(SourceError, match=r"^[^:]*/a: [^:]*; remove it and build the mirror again"):
        mirror.work("10.1000/kabir")
    with pytest.raises(SourceError):
        mirror.search(Query(bibliographic="Kabir lupus"))
    mirror.close()


def test_damaged_pages_are_reported_or_leave_the_answer_right(tmp_path):
    build(written(tmp_path / "a.jsonl", FEW * 40), tmp_path / "a")
    whole = (tmp_path / "a").read_bytes()
    for start in range(4096, len(whole), 4096):
        damaged = whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :]
        (tmp_path / "b").write_bytes(damaged)
        try:
            mirror = Mirror(tmp_path / "b")
        except SourceError:
            continue
        try:
            answer = mirror.work("10.1000/kabir")
            assert not answer.known or answer.message["title"] == ["Lupus and calcinosis cutis"]
            mirror.search(Query(bibliographic="Kabir lupus Archives 100 17"))
            mirror.updates("10.1000/kabir")
        except SourceError:
            pass
        finally:
            mirror.close()


def test_words_of_odd_records():
    assert work_terms({}) == []
    assert work_terms({"title": None, "author": "x", "issued": {"date-parts": [[None]]}, "volume": 5}) == []
    assert work_terms({"title": [None, "A"], "author": [None, {"name": "WHO"}], "issued": {"date-parts": [[]]}}) == [
        "a",
        "who",
    ]
    assert work_terms({"title": ["H<sub>2</sub>O &amp; I"], "issued": {"date-parts": [["2001"]]}}) == [
        "h2o", "and", "i", "h", "2", "o", "2001",
    ]  # fmt: skip
    assert "12pe7" in work_terms({"volume": "12", "article-number": "e007"})
    assert first_text({"page": []}, "page") == ""


def test_words_of_strings():
    assert folded("e0200721 00 100") == ["e200721", "00", "100"]
    assert place_term("12", "") is None
    assert "perinatology" in string_terms("Clinics inPerinatolo gy28")
    assert {"28", "gy", "in", "perinatolo"} <= set(string_terms("Clinics inPerinatolo gy28"))
    assert string_terms("") == []
    assert len(string_terms("word 12 " * 100_000)) < 20


def test_a_time_unknown_is_empty():
    assert moment(0) == ""
