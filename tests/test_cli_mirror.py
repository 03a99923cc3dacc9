"""A mirror that is closed while it is asked, is none, or is damaged: one line, the right code, and no crash."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest
from test_resolve_mirror_factory import work, written

import refparse
from refparse import cli
from refparse.errors import RegistryUnreachable
from refparse.pipeline import resolving
from refparse.pipeline.looking import Ask, look_up
from refparse.resolve.mirror import Mirror
from refparse.resolve.mirror_build import build
from refparse.resolve.registry import Query
from refparse.work import Work

WORKS = [work(f"10.1000/{n}", f"Lupus of the {n}th kind", volume=str(n % 90), page=f"{n}-{n + 5}") for n in range(900)]
STRINGS = [f"Roe D. Lupus of the {n}th kind. Arch Dermatol {n % 90}:{n}-{n + 5}, 1969." for n in range(900)]
REFPARSE = [sys.executable, "-c", "import sys; from refparse.cli import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    place = tmp_path_factory.mktemp("mirror")
    build(written(place / "part.jsonl", WORKS), place / "c.mirror")
    (place / "refs.txt").write_text("\n".join(STRINGS), encoding="utf-8")
    return place / "c.mirror"


@pytest.fixture
def strings(mirror):
    """Many strings on their way through the mirror, the first of them answered."""
    files = (str(mirror.with_name("refs.txt")), "--mirror", str(mirror))
    with subprocess.Popen(
        [*REFPARSE, "resolve", "--strings", *files, "--json", "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as running:  # fmt: skip
        assert running.stdout.readline().startswith(b"{")
        yield running
        running.kill()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
# What is not read stays in the pipe, which holds far fewer than are left: whoever writes is not done, however quick.
@pytest.mark.parametrize("read", [0, 5, 20, 60])
def test_ctrl_c_is_one_line_at_any_moment(strings, read):
    for _ in range(read):
        strings.stdout.readline()
    os.killpg(strings.pid, signal.SIGINT)
    _, said = strings.communicate(timeout=300)
    assert (strings.returncode, said) == (130, b"refparse: interrupted; nothing was half written\n")


def test_a_reader_that_has_seen_enough_is_no_error(strings):
    strings.stdout.close()
    assert strings.stderr.read() == b""
    assert strings.wait(timeout=300) == 0


def test_who_is_told_may_fail_while_the_mirror_is_busy(mirror):
    asks = [Ask(id=str(n), text=text, work=Work(title="Lupus")) for n, text in enumerate(STRINGS[:100])]
    for _ in range(3):
        with suppress(OSError), refparse.registry(mirror=mirror) as desk:
            for _ in look_up(desk, asks):
                raise OSError("the disk is full")
    with pytest.raises(RegistryUnreachable, match="closed"):
        desk.work("10.1000/1")


def test_closing_breaks_off_what_is_asked_and_refuses_the_rest(mirror):
    opened, ends = Mirror(mirror), []
    busy = threading.Barrier(5)

    def ask() -> None:
        opened.search(Query(bibliographic=STRINGS[0]))
        busy.wait()
        try:
            while True:
                opened.search(Query(bibliographic=STRINGS[0]))
        except RegistryUnreachable as error:
            ends.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    busy.wait()
    opened.close()
    for thread in threads:
        thread.join(timeout=300)
    assert ends == [f"{mirror}: the mirror was closed; open it again"] * 4
    opened.close()


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize(
    "command", [("resolve", "--strings", "refs.txt", "--mirror"), ("mirror", "build", "part.jsonl"), ("mirror", "info")]
)
def test_places_without_a_name(command, mirror, capsys, monkeypatch):
    monkeypatch.chdir(mirror.parent)
    for place in (".", "/", ".."):
        said = f"refparse: {place}: a folder, not a mirror; name the file that `mirror build` makes\n"
        assert run(capsys, *command, place) == (3, "", said)
    assert sorted(file.name for file in Path.cwd().iterdir()) == ["c.mirror", "part.jsonl", "refs.txt"]


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """A mirror with one record that cannot be read, and strings of which only the last needs it."""
    monkeypatch.chdir(tmp_path)
    lone = work("10.1000/lone", "Quondam zeugma", family="Xylander", volume="777", page="e1", year=1803)
    build(written(tmp_path / "part.jsonl", [*WORKS[:50], lone]), tmp_path / "d.mirror")
    with closing(sqlite3.connect("d.mirror")) as db, db:
        db.execute("UPDATE work SET record = x'0102' WHERE doi = '10.1000/lone'")
    monkeypatch.setattr(resolving, "BATCH", 20)
    return [*STRINGS[:20], *STRINGS[:10], "Xylander D. Quondam zeugma. Arch Dermatol 777:e1, 1803."]


SAID = "refparse: d.mirror: the file is damaged; remove it and build the mirror again\n"


def test_damage_found_late_ends_the_job_with_one_line(damaged, capsys):
    Path("refs.txt").write_text("\n".join(damaged), encoding="utf-8")
    code, out, err = run(capsys, "resolve", "--strings", "refs.txt", "--mirror", "d.mirror", "--json")
    assert (code, err) == (3, SAID)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["raw"] for row in rows][:20] == damaged[:20]
    assert {row["state"] for row in rows} == {"resolved"}


def test_what_was_answered_before_the_damage_was_found_is_kept(damaged, capsys):
    entries = "".join(f"{n}. {text}\n" for n, text in enumerate(damaged[-11:], start=1))
    Path("page.txt").write_text(f"A page\n\nReferences\n\n{entries}", encoding="utf-8")
    assert run(capsys, "add", "-q", "page.txt")[0] == 0
    assert run(capsys, "resolve", "--mirror", "d.mirror", "-q")[::2] == (3, SAID)
    build("part.jsonl", "whole.mirror")
    code, out, _ = run(capsys, "resolve", "--mirror", "whole.mirror", "--json")
    assert code == 0
    assert json.loads(out)["store"]["resolved"] == 11
    assert len(json.loads(out)["resolutions"]) < 11


def test_a_mirror_of_no_name_is_wrong_usage(capsys):
    said = "refparse: Invalid value for '--mirror': no name; see refparse resolve --help\n"
    assert run(capsys, "resolve", "--mirror", "") == (2, "", said)
    said = "refparse: .: a folder, not a mirror; name the file that `mirror build` makes\n"
    assert run(capsys, "mirror", "info", "") == (3, "", said)
