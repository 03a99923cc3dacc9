"""Mirrors being made: what parts may look like, what may go wrong, and a kill at any moment."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from dataclasses import replace

import pytest
from test_resolve_mirror_factory import FEW, later, work, written

from refparse.errors import SourceError
from refparse.resolve import mirror_build, mirror_source, mirror_store
from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import Built, build
from refparse.resolve.mirror_source import missing

MANY = [work(f"10.1000/{n}", f"Title {n} of many", page=str(n)) for n in range(60)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(mirror_build, "_BATCH", 7)
    monkeypatch.setattr(mirror_build, "_TOLD_EVERY", 10)
    monkeypatch.setattr(mirror_source, "_CHUNK", 300)


def zipped(path, works, *, items=False):
    plain = written(path.with_name(path.name + ".plain"), works, items=items)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    return path


def parts(folder, works=MANY, each=20):
    for number, start in enumerate(range(0, len(works), each)):
        zipped(folder / f"{number}.json.gz", works[start : start + each], items=number % 2 == 0)
    return folder


def tarred(path, folder, mode="w"):
    with tarfile.open(path, mode) as tar:
        tar.add(folder, arcname="public-data")
    return path


def titles(path):
    """What a mirror holds, by DOI; read by the way it is asked."""
    db = sqlite3.connect(path)
    dois = [doi for (doi,) in db.execute("SELECT doi FROM work ORDER BY doi")]
    db.close()
    mirror = Mirror(path)
    held = {doi: mirror.work(doi).message["title"][0] for doi in dois}
    mirror.close()
    return held


WHOLE = {record["DOI"]: record["title"][0] for record in MANY}


def test_a_folder_of_parts(tmp_path):
    built = build(parts(tmp_path / "data"), tmp_path / "new" / "a")
    assert built == Built(works=60, parts=3, troubles=())
    assert titles(tmp_path / "new" / "a") == WHOLE
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["a"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_tar_of_parts(tmp_path, mode):
    (parts(tmp_path / "data") / "README").write_text("no part")
    assert build(tarred(tmp_path / "data.tar", tmp_path / "data", mode), tmp_path / "a") == Built(works=60, parts=3)
    assert titles(tmp_path / "a") == WHOLE


def test_one_plain_part_with_a_mark_and_empty_lines(tmp_path):
    part = written(tmp_path / "a.jsonl", MANY)
    part.write_bytes(b"\xef\xbb\xbf" + part.read_bytes().replace(b"\n", b"\r\n\n"))
    assert build(part, tmp_path / "a") == Built(works=60, parts=1)


def test_items_laid_out_over_lines(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"items": MANY}, indent=4))
    assert build(tmp_path / "a.json", tmp_path / "a") == Built(works=60, parts=1)
    assert titles(tmp_path / "a") == WHOLE


def test_progress_is_told_in_bytes_and_then_in_steps(tmp_path):
    told = []
    source = parts(tmp_path / "data")
    build(source, tmp_path / "a", progress=lambda *said: told.append(said))
    total = sum(part.stat().st_size for part in source.iterdir())
    read = [done for done, of, unit in told if unit == "bytes" and of == total]
    assert read == sorted(read)
    assert read[-1] == total
    assert told[-1] == (4, 4, "steps")


def test_of_two_versions_the_one_indexed_last_is_kept(tmp_path):
    old, new = work("10.1000/A", "Old"), later(work("10.1000/a", "New"), 5)
    for number, works in enumerate([[old, new], [new, old], [work("10.1000/a", "Before"), old | {"title": ["New"]}]]):
        index = tmp_path / f"{number}"
        assert build(written(tmp_path / f"{number}.jsonl", works), index).works == 1
        assert titles(index) == {"10.1000/a": "New"}


def test_what_is_there_already_is_not_read_again(tmp_path, monkeypatch):
    source = parts(tmp_path / "data")
    first = build(source, tmp_path / "a")
    before = (tmp_path / "a").stat().st_ino
    monkeypatch.setattr(mirror_build, "records", None)
    assert build(source, tmp_path / "a") == replace(first, changed=False)
    assert (tmp_path / "a").stat().st_ino == before


def test_new_parts_are_added_and_the_mirror_stands_meanwhile(tmp_path):
    source = parts(tmp_path / "data")
    build(source, tmp_path / "a")
    mirror = Mirror(tmp_path / "a")
    zipped(source / "3.json.gz", [later(work("10.1000/5", "Title 5, second version"), 9), work("10.1000/new", "New")])
    assert build(source, tmp_path / "a") == Built(works=61, parts=4)
    assert mirror.work("10.1000/5").message["title"] == ["Title 5 of many"]
    mirror.close()
    assert titles(tmp_path / "a") == WHOLE | {"10.1000/5": "Title 5, second version", "10.1000/new": "New"}


def test_reference_lists_are_kept_when_asked(tmp_path):
    source = written(tmp_path / "a.jsonl", FEW)
    build(source, tmp_path / "a", references=True)
    mirror = Mirror(tmp_path / "a")
    assert mirror.references
    assert mirror.work("10.1000/kabir").message["reference"] == FEW[1]["reference"]
    mirror.close()
    with pytest.raises(
        SourceError, match="a: begun with reference lists kept, now they are to be left out; build under"
    ):
        build(source, tmp_path / "a")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(b"<html>Service unavailable</html>\n"), "no record of a work in it"),
        (b"", "no record of a work in it"),
        (os.urandom(5000), "no record of a work in it"),
        (b'{"items": [{"DOI": "10.1000/x"}, {"DOI": ', r"damaged after 1 records \(no JSON after 1 records\)"),
        (b'{"items": [' + b"[" * 200_000, r"damaged after 0 records \(no record after 0 records\)"),
        (b'{"items": [1, "x", ' + b"9" * 5000 + b"]}", "no record"),
        (b'{"DOI": "10.1000/x"}\n{"DOI": \n[1]\n' + b"9" * 5000, "3 of 4 records left out, being no records of works"),
        (b'{"DOI": "10.1000/x"}\n' + b"[" * 200_000, "1 of 2 records left out"),
        (b'{"DOI": "10.1000/x"}\n{"DOI": " "}\n{"title": []}\n{"DOI": 5}', "3 of 4 records left out"),
    ],
    ids=["html", "empty", "noise", "cut", "deep", "a long number", "lines", "a deep line", "no DOI"],
)
def test_a_part_that_cannot_be_read_is_reported_and_the_others_are_read(tmp_path, content, said):
    source = parts(tmp_path / "data")
    (source / "1.json.gz").write_bytes(content)
    built = build(source, tmp_path / "a")
    assert [trouble.part for trouble in built.troubles] == ["1.json.gz"]
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(str(built.troubles[0]))
    assert str(built.troubles[0]).endswith("; download it again, then build again: only this part is read")
    assert built.works == 40 + (b"10.1000/x" in content)


def test_a_record_without_end_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(mirror_source, "LONGEST_RECORD", 1000)
    (tmp_path / "a.json").write_text('{"items": [{"DOI": "' + "x" * 10_000)
    assert "no JSON after 0 records" in build(tmp_path / "a.json", tmp_path / "a").troubles[0].what


@pytest.mark.parametrize("cut", [1, 12, 200, -30, -5])
def test_a_part_cut_short_is_taken_as_far_as_it_goes_and_mended_later(tmp_path, cut):
    source = parts(tmp_path / "data")
    whole = (source / "1.json.gz").read_bytes()
    (source / "1.json.gz").write_bytes(whole[:cut])
    built = build(source, tmp_path / "a")
    assert 40 <= built.works <= 60
    assert [trouble.part for trouble in built.troubles] == ["1.json.gz"]
    assert build(source, tmp_path / "a") == replace(built, changed=False)
    (source / "1.json.gz").write_bytes(whole)
    assert build(source, tmp_path / "a") == Built(works=60, parts=3)
    assert titles(tmp_path / "a") == WHOLE


def test_one_part_cut_within_its_first_bytes(tmp_path):
    part = zipped(tmp_path / "0.json.gz", MANY)
    part.write_bytes(part.read_bytes()[:12])
    built = build(part, tmp_path / "a")
    assert (built.works, built.troubles[0].part) == (0, "0.json.gz")


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_cut_short(tmp_path, mode):
    tar = tarred(tmp_path / "data.tar", parts(tmp_path / "data"), mode)
    whole = tar.read_bytes()
    tar.write_bytes(whole[: len(whole) * 2 // 5 if mode == "w:gz" else 3000])
    built = build(tar, tmp_path / "a")
    assert built.troubles
    assert built.works < 60
    assert build(tar, tmp_path / "a").works == built.works
    tar.write_bytes(whole)
    assert build(tar, tmp_path / "a") == Built(works=60, parts=3)


def test_parts_between_others_are_missed():
    assert [str(trouble) for trouble in missing(["p/8.json", "p/9.json", "p/11.json", "p/12.json"])] == [
        "p/10.json: missing: parts before and after it are there; download it and build again",
    ]
    assert [trouble.part for trouble in missing(["001.gz", "003.gz", "x.gz"])] == ["002.gz"]
    assert missing(["2024.json", "1.json", "works.jsonl"]) == []
    assert missing([]) == []


def test_missing_parts_are_reported(tmp_path):
    source = parts(tmp_path / "data")
    (source / "1.json.gz").unlink()
    assert [trouble.part for trouble in build(source, tmp_path / "a").troubles] == ["1.json.gz"]


def test_a_source_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="there is no such file or folder; check the path"):
        build(tmp_path / "none", tmp_path / "a")
    with pytest.raises(SourceError, match=r"no part in it; name a folder of .json.gz or .jsonl.gz files"):
        build(tmp_path, tmp_path / "a")


def test_another_programs_file_is_not_touched(tmp_path):
    source = written(tmp_path / "works.jsonl", FEW)
    for name in ("a", "b.draft"):
        (tmp_path / name).write_text("my thesis" * 1000)
        with pytest.raises(SourceError, match="no mirror of refparse's"):
            build(source, tmp_path / name.removesuffix(".draft"))
        assert (tmp_path / name).read_text() == "my thesis" * 1000


def test_a_place_that_is_no_folder(tmp_path):
    with pytest.raises(SourceError, match=r"Not a directory|File exists"):
        build(written(tmp_path / "works.jsonl", FEW), tmp_path / "works.jsonl" / "a")


def test_one_build_at_a_time(tmp_path):
    source = parts(tmp_path / "data")
    holder = sqlite3.connect(tmp_path / "a.draft")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SourceError, match="another process is at work on it; wait until it has finished"):
        build(source, tmp_path / "a")
    holder.close()
    assert build(source, tmp_path / "a").works == 60


def test_a_full_disk_loses_nothing_that_was_written(tmp_path, monkeypatch):
    source = parts(tmp_path / "data")

    def on_a_small_disk(path):
        db = mirror_store.open_draft(path)
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 1}")
        return db

    monkeypatch.setattr(mirror_build, "open_draft", on_a_small_disk)
    with pytest.raises(SourceError, match="the disk is full; make room and build again: it goes on where it stopped"):
        build(source, tmp_path / "a")
    monkeypatch.undo()
    assert not (tmp_path / "a").exists()
    assert build(source, tmp_path / "a") == Built(works=60, parts=3)
    assert titles(tmp_path / "a") == WHOLE


@pytest.mark.parametrize("stop", range(1, 13))
def test_an_interruption_anywhere_is_gone_on_from(tmp_path, stop):
    source = parts(tmp_path / "data")
    left = [stop]

    def interrupt(*_said):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    try:
        build(source, tmp_path / "a", progress=interrupt)
    except KeyboardInterrupt:
        assert not (tmp_path / "a").exists()
    assert build(source, tmp_path / "a") == Built(works=60, parts=3)
    assert titles(tmp_path / "a") == WHOLE


def test_a_write_that_fails_is_taken_back(tmp_path, monkeypatch):
    source = parts(tmp_path / "data")

    def full(_self, _record):
        raise OSError(28, "No space left")

    monkeypatch.setattr(mirror_build.Press, "small", full)
    with pytest.raises(SourceError, match=r"a.draft: No space left; check the disk"):
        build(source, tmp_path / "a")
    monkeypatch.undo()
    assert build(source, tmp_path / "a").works == 60


KILLED = """
import sys
from refparse.resolve import mirror_build
mirror_build._BATCH = 50
mirror_build.build(sys.argv[1], sys.argv[2], progress=lambda *said: print(*said, flush=True))
"""


@pytest.mark.parametrize("wait", [0.0, 0.02])
def test_kill_9_leaves_no_half_mirror(tmp_path, wait):
    works = [work(f"10.1000/{n}", f"Title {n} of very many", page=str(n)) for n in range(300)]
    source = tarred(tmp_path / "data.tar", parts(tmp_path / "data", works, 75))
    command = [sys.executable, "-c", KILLED, str(source), str(tmp_path / "a")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
    if (tmp_path / "a").exists():
        assert len(titles(tmp_path / "a")) == 300
    assert build(source, tmp_path / "a") == Built(works=300, parts=4)
    assert titles(tmp_path / "a") == {record["DOI"]: record["title"][0] for record in works}


def test_records_of_any_shape(tmp_path):
    odd = [
        {"DOI": "10.1000/\ud800", "title": ["\ud800 lone"], "author": [None, "x", {"family": None}]},
        {"DOI": " 10.1000/B ", "title": None, "indexed": {"timestamp": 10**30}, "editor": 5, "aliases": 7},
        {"DOI": "10.1000/c", "title": ["nul \x00"], "indexed": "x", "update-to": [["a"]], "volume": 3},
        {"DOI": "10.1000/d", "author": [{"family": f"Name{n}"} for n in range(5000)], "title": ["x" * 100_000]},
        {"DOI": "1" * 5000},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, odd)))
    built = build(tmp_path / "a.jsonl", tmp_path / "a")
    assert (built.works, built.troubles[0].what) == (4, "1 of 5 records left out, being no records of works")
    mirror = Mirror(tmp_path / "a")
    assert mirror.work("10.1000/b").known
    assert mirror.work("10.1000/?").message["title"] == ["\ud800 lone"]
    assert len(mirror.work("10.1000/d").message["author"]) == 5000
    mirror.close()


def test_a_stream_is_told_apart_by_its_content(tmp_path):
    written(tmp_path / "data" / "0.json.gz", MANY)
    assert build(tmp_path / "data", tmp_path / "a").works == 60
