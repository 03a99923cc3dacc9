from __future__ import annotations

import json

import pytest

import refparse
from refparse import cli
from refparse.errors import SourceError
from refparse.graph import Graph, libraries
from refparse.pipeline.importing import library_records

RIS = (
    "TY  - JOUR\nAU  - Rothe, C\nTI  - Calcinosis in lupus\nJO  - Skin\nVL  - 3\nSP  - 7\nPY  - 1957\nER  - \n\n"
    "TY  - JOUR\nVL  - 4\nER  - \n"
)
BIB = "@article{rothe, title = {Calcinosis in lupus}, author={Rothe, C}, journal={Skin}, volume=3, pages=7, year=1957}"
CSV = "Title,Authors,Year,DOI\nSomething else,Kim S,1990,10.1000/182\n"


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, text in {"a.ris": RIS, "b.txt": BIB, "c.csv": CSV}.items():
        (tmp_path / name).write_text(text)
        paths.append(tmp_path / name)
    return paths


def library(text, name):
    return refparse.read_library(text.encode(), name=name)


def test_records_say_where_they_come_from():
    a = library(RIS, "a.ris")
    [record] = library_records(a)
    [entry, _] = a
    assert (record.origin, record.origin_id, record.document_id) == ("library", entry.id, a.id)
    assert record.work == entry.work


def test_files_of_several_formats_are_one_library():
    with Graph(":memory:") as graph:
        report = refparse.add(
            graph, [], libraries=[library(RIS, "a.ris"), library(BIB, "b.bib"), library(CSV, "c.csv")]
        )
        assert report.counts.nodes == 2
        assert report.counts.papers == 0
        assert len(report.merged) == 1
        assert sorted(report.places.values()) == ["a.ris, record 1 (line 1)", "b.bib, record 1 (line 1)"]
        assert sum(one.found for one in report.imported) == 4
        again = refparse.add(graph, [], libraries=[library(RIS, "other name.ris")])
        assert (again.added, len(again.unchanged), again.counts) == ((), 1, report.counts)


def test_the_store_keeps_every_record_as_it_stood_and_why_it_was_refused():
    a = library(RIS, "a.ris")
    with Graph(":memory:") as graph:
        refparse.add(graph, [], libraries=[a])
        texts = dict(libraries.entry_texts(graph, a.id))
        assert texts[1] == RIS.split("\n\n", maxsplit=1)[0]
        assert texts[2] == "TY  - JOUR\nVL  - 4\nER  - "
        [row] = graph.store.rows("SELECT number, line, refused FROM entry WHERE refused IS NOT NULL")
        assert tuple(row) == (2, 10, "it names no work: no title, no name, no number")
        [document] = graph.documents()
        assert (document.kind, document.list_known) == ("ris", False)


def test_a_file_can_be_taken_out_again():
    with Graph(":memory:") as graph:
        refparse.add(graph, [], libraries=[library(CSV, "c.csv")])
        before = refparse.export(graph, to="jsonl")
        refparse.add(graph, [], libraries=[library(RIS, "a.ris")])
        refparse.remove(graph, "a.ris")
        assert refparse.export(graph, to="jsonl") == before
        assert graph.store.rows("SELECT 1 FROM entry WHERE document_id <> ?", [graph.documents()[0].id]) == []


def test_nothing_is_half_written(tmp_path):
    class Broken(refparse.Library):
        def __iter__(self):
            for n, one in enumerate(super().__iter__()):
                if n:
                    raise SourceError("a.ris", what="the disk went away")
                yield one

    path = tmp_path / "a.ris"
    path.write_text(RIS)
    with Graph(":memory:") as graph:
        with pytest.raises(SourceError):
            refparse.add(graph, [], libraries=[library(CSV, "c.csv"), Broken(lambda: path.open("rb"), name="a.ris")])
        assert (graph.documents(), graph.works()) == ((), ())


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_add_tells_what_became_of_everything(capsys, tmp_path, files):
    code, out, _ = run(capsys, "add", "--db", tmp_path / "l.sqlite", "--color", "never", *files)
    assert code == 0
    assert f"{files[0]}: RIS library\n  2 records found, 1 read, 1 refused\n" in out
    assert "  line 10: refused: it names no work: no title, no name, no number: TY - JOUR VL - 4 ER -\n" in out
    assert f"{files[1]}: BibTeX library\n  1 records found, 1 read, 0 refused\n" in out
    assert "[a.ris, record 1 (line 1)]" in out
    assert out.endswith("the store holds 0 papers, 2 works and 0 citations of 0 works\n")
    _, out, _ = run(capsys, "add", "--db", tmp_path / "l.sqlite", "--color", "never", files[2])
    assert f"{files[2]}: table library  (already in the store)\n" in out


def test_add_reads_pages_and_libraries_and_standard_input_together(capsys, tmp_path, files, monkeypatch):
    page = tmp_path / "page.txt"
    page.write_text("References\n1. Tay CH. Lupus. Skin. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.")

    class Pipe:
        buffer = (tmp_path / "a.ris").open("rb")

        def isatty(self):
            return False

    with Pipe.buffer:
        monkeypatch.setattr("sys.stdin", Pipe())
        code, out, _ = run(capsys, "add", "--db", tmp_path / "l.sqlite", "--json", page, "-", files[2])
    found = json.loads(out)
    assert code == 0
    assert [one["format"] for one in found["libraries"]] == [
        one["format"] for one in sorted(found["libraries"], key=lambda one: one["document_id"])
    ]
    assert {one["source"] for one in found["libraries"]} == {"-", str(files[2])}
    assert len(found["pages"]) == 1
    assert found["counts"]["papers"] == 1


def test_many_refusals_repairs_and_stray_lines_are_told_in_short(capsys, tmp_path):
    path = tmp_path / "a.ris"
    path.write_text("stray\nstray\nTY  - JOUR\nTI  - One\n" + "TY  - JOUR\nER  - \n\nstray\n" * 60)
    _, out, _ = run(capsys, "add", "--db", tmp_path / "l.sqlite", "--color", "never", path)
    assert "  61 records found, 1 read (1 of them repaired), 60 refused\n  repaired: 1 × no end line\n" in out
    assert "  and 50 more refused; --json names them all\n" in out
    assert "  62 lines outside any record: 1–2, 8, 12" in out
    assert " …\n" in out


def test_a_file_in_another_encoding_is_told(capsys, tmp_path):
    path = tmp_path / "a.ris"
    path.write_bytes("TY  - JOUR\nTI  - Größe\nER  - \n".encode("cp1252"))
    _, out, _ = run(capsys, "add", "--db", tmp_path / "l.sqlite", "--color", "never", path)
    assert "  note: lines decoded as cp1252: 1\n" in out


def test_a_bad_file_among_good_ones_leaves_the_store_as_it_was(capsys, tmp_path, files):
    code, _, err = run(capsys, "add", "--db", tmp_path / "l.sqlite", *files, tmp_path / "missing.ris")
    assert (code, "no such file" in err) == (3, True)
    assert not (tmp_path / "l.sqlite").exists()
