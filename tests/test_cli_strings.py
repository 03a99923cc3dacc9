"""Reference strings by the thousand: read as they stream by, written in their order."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from refparse import cli
from refparse.cli import pool, strings
from refparse.cli.asked import ROOM, Asked, Strings, asked, batched
from refparse.cli.face import Face
from refparse.cli.pool import cores, in_order
from refparse.errors import RefparseError, SourceError
from refparse.formats import bibtex, csljson, jsonl, riswrite
from refparse.train.gold import read_gold

TAY = "Tay CH. Cutaneous lupus in Singapore. Australas J Dermatol 1970;11:30-41."
SAVIN = "Savin JA. Skin and systemic disease. Lancet 1971;84:191-2."
FACE = Face(command="parse", json=False, quiet=False, color=None)


def run(*arguments: object) -> int:
    return cli.main(["parse", "--strings", *(str(argument) for argument in arguments)])


@pytest.fixture
def refs(tmp_path):
    file = tmp_path / "refs.txt"
    file.write_text(f"{TAY}\n\n{SAVIN}\n???\n", encoding="utf-8")
    return file


@pytest.fixture
def typed(monkeypatch):
    def give(content: bytes, *, terminal: bool = False) -> None:
        stream = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdin", stream)

    return give


# --- what is printed ----------------------------------------------------------------------


def test_a_line_for_each_string_with_its_line_number(refs, capsys):
    assert run(refs) == 0
    shown = capsys.readouterr()
    first, second, *unread = shown.out.splitlines()
    assert first.startswith("  1  Tay CH (1970). Cutaneous lupus in Singapore. Australas J Dermatol 11:30-41  ")
    assert first.endswith(" % sure")
    assert second.startswith("  3  Savin JA (1971).")
    assert unread[0] == "  4  not read: ???"
    assert shown.err == "1 of 3 strings do not read as references\n"


def test_rows_that_can_be_learnt_from(refs, capsys, tmp_path):
    assert run(refs, "--json", "-q") == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    out = tmp_path / "out.jsonl"
    out.write_text(shown.out, encoding="utf-8")
    rows = list(read_gold(out))
    assert [row["raw"] for row in rows] == [TAY, SAVIN, "???"]
    assert [row["id"] for row in rows] == ["refs#1", "refs#3", "refs#4"]
    assert rows[0]["fields"]["container"] == "Australas J Dermatol"
    assert rows[2]["fields"] == {}
    # The rows are read again as they are: by their strings, with their ids.
    assert run(out, "--json", "-q") == 0
    assert capsys.readouterr().out == shown.out


def test_several_files_are_told_apart(refs, tmp_path, capsys):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"raw": SAVIN}) + "\n", encoding="utf-8")
    assert run(refs, other, "-q") == 0
    labels = [line.split()[0] for line in capsys.readouterr().out.splitlines() if not line.startswith("   ")]
    assert labels == ["refs#1", "refs#3", "refs#4", "other#1"]


def test_standard_input(typed, capsys):
    typed(f"{TAY}\n".encode())
    assert run("--json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "stdin#1"
    typed(b"", terminal=True)
    assert run() == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "paste the references, one a line, then press Ctrl-D\n")


@pytest.mark.parametrize(
    ("form", "reader"),
    [("bibtex", bibtex.read), ("ris", riswrite.read), ("csljson", csljson.read), ("jsonl", jsonl.read)],
)
def test_works_in_other_formats_each_with_a_key_of_its_own(form, reader, typed, capsys):
    typed(f"{TAY}\n{SAVIN}\n{TAY}\n???\n".encode())
    assert run("--to", form) == 0
    shown = capsys.readouterr()
    found = reader(shown.out)
    assert [one.key for one in found] == ["tay1970cutaneous", "savin1971skin", "tay1970cutaneousa"]
    assert found[0].work == found[2].work
    assert (found[1].work.volume, found[1].work.page) == ("84", "191-2")
    assert shown.err == "1 of 4 strings do not read as references\n"


@pytest.mark.parametrize(("form", "nothing"), [("bibtex", ""), ("ris", ""), ("csljson", "[]\n"), ("jsonl", "")])
def test_no_works(form, nothing, typed, capsys):
    typed(b"\n")
    assert run("--to", form) == 0
    assert capsys.readouterr().out == nothing


def test_text_that_a_terminal_obeys_is_spelt(typed, capsys):
    typed(b"Tay CH. \x1b[31mSkin\x1b[0m. Lancet 1970;1:2.\n")
    assert run() == 0
    assert "\x1b" not in capsys.readouterr().out


# --- what is wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--json", "--to", "bibtex"], "say --json or --to, not both"),
        (["--grammars", "."], "--grammars are voted for by the list of a page"),
        (["--jobs", "0"], "0 is not in the range x>=1"),
    ],
)
def test_wrong_usage(options, message, refs, capsys):
    assert run(refs, *options) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert message in shown.err


def test_jobs_are_for_strings(refs, capsys):
    assert cli.main(["parse", str(refs), "--jobs", "2"]) == 2
    assert "--jobs is for --strings" in capsys.readouterr().err


def test_a_model_that_is_none(refs, capsys):
    assert run(refs, "--model", refs) == 3
    assert capsys.readouterr().err == f"refparse: {refs}: not a labeller model; make one with refparse train\n"
    assert cli.main(["parse", str(refs), "--model", "none.npz"]) == 3
    assert "none.npz: cannot read the model" in capsys.readouterr().err


@pytest.mark.parametrize("lines", [0, 1, 3000])
def test_what_came_before_a_fault_is_printed(lines, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pool, "ProcessPoolExecutor", None)
    file = tmp_path / "rows.jsonl"
    file.write_text((json.dumps({"raw": "Tay"}) + "\n") * lines + '{"row": 3}\n', encoding="utf-8")
    assert run(file, "--json", "--jobs", "1") == 3
    shown = capsys.readouterr()
    assert shown.out.count("\n") == lines
    assert shown.err.startswith(f'refparse: {file}:{lines + 1}: no "raw", the reference string')


@pytest.mark.parametrize("own", [0, "", "mine", 1.5, False, ["a", 1], {"doc": 3}])
def test_an_id_comes_back_as_it_was_given(own, tmp_path, capsys):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"raw": TAY, "id": own}) + "\n", encoding="utf-8")
    assert run(file, "--json") == 0
    back = json.loads(capsys.readouterr().out)["id"]
    assert (back, type(back)) == (own, type(own))


def test_what_has_no_id_gets_one(tmp_path, capsys):
    file = tmp_path / "rows.jsonl"
    file.write_text(f'{{"raw": "{TAY}"}}\n{{"raw": "{TAY}", "id": null, "source": 7}}\n', encoding="utf-8")
    assert run(file, "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["source"]) for row in rows] == [("rows#1", "rows"), ("rows#2", "7")]


def test_strict_stops_at_what_is_not_read(refs, capsys):
    assert run(refs, "--strict") == 3
    shown = capsys.readouterr()
    assert shown.err.splitlines()[0].startswith(f"refparse: {refs}:4: expected ")
    assert shown.err.splitlines()[1] == "???"


def test_a_file_that_is_not_there_comes_after_those_that_are(refs, capsys):
    assert run(refs, "none.txt") == 3
    shown = capsys.readouterr()
    assert "refs#1" in shown.out
    assert shown.err.startswith("refparse: none.txt: cannot be read")


def test_notes_of_a_file_are_told(tmp_path, capsys):
    file = tmp_path / "old.txt"
    file.write_bytes(b"M\xfcller H. Haut. Lancet 1970;1:2.\n")
    assert run(file) == 0
    shown = capsys.readouterr()
    assert "Müller" in shown.out
    assert shown.err == f"{file}: lines decoded as cp1252: 1\n"


# --- reading ------------------------------------------------------------------------------


def test_the_first_line_tells_what_a_file_holds():
    plain = [(1, "{Smith}, J."), (2, '{"raw": "x"}')]
    assert [one.text for one in asked(plain, "a.txt")] == ["{Smith}, J.", '{"raw": "x"}']
    rows = [(1, ""), (2, '{"raw": "x", "id": 7, "source": "s"}'), (3, '{"raw": "y\\ud800"}')]
    assert list(asked(rows, "-")) == [Asked("-", 2, 7, "s", "x"), Asked("-", 3, "stdin#3", "stdin", "y\ufffd")]


@pytest.mark.parametrize(
    ("line", "message"),
    [("Tay CH", "not JSON"), ("[]", 'no "raw"'), ('{"raw": 3}', 'no "raw"'), ("[" * 99_999, "not JSON")],
)
def test_a_row_that_is_none(line, message):
    with pytest.raises(SourceError) as caught:
        list(asked([(1, '{"raw": "x"}'), (2, line)], "a.jsonl"))
    assert str(caught.value).startswith(f"a.jsonl:2: {message}")


def test_batches_are_small_where_strings_are_long():
    sizes = [10, ROOM // 2, 10, ROOM * 2, *[10] * 600]
    found = list(batched(Asked("", number, "", "", "x" * size) for number, size in enumerate(sizes)))
    assert [len(batch) for batch in found] == [2, 1, 1, 512, 88]
    assert [one.number for batch in found for one in batch] == list(range(604))


def test_how_much_there_is_to_read(tmp_path, typed):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"Tay\n" * 10)
    found = Strings(FACE, [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert (found.total, found.done) == (80, 0)
    assert sum(map(len, found.batches())) == 20
    assert (found.done, found.fault) == (80, None)
    typed(b"Tay")
    piped = Strings(FACE, ["-", str(tmp_path / "a.txt")])
    assert piped.total == 0


def test_the_bar_tells_how_many_and_how_fast(refs, capsys, monkeypatch):
    told = []

    class Progress:
        def __enter__(self):
            return lambda *stage: told.append(stage)

        def __exit__(self, *_error):
            pass

    monkeypatch.setattr(Face, "progress", lambda _self: Progress())
    assert run(refs) == 0
    [(stage, done, total)] = told
    assert stage.startswith("3 references, ")
    assert stage.endswith(" a second")
    assert (done, total) == (refs.stat().st_size, refs.stat().st_size)
    # On a terminal the results themselves run by.
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(refs) == 0
    assert len(told) == 1
    capsys.readouterr()


# --- processes ----------------------------------------------------------------------------


def double(number: int) -> int:
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_results_come_in_order_and_no_faster_than_they_are_taken():
    taken = []
    numbers = (taken.append(number) or number for number in range(40))
    results = in_order(double, numbers, 2)
    assert [next(results) for _ in range(3)] == [0, 2, 4]
    assert len(taken) < 15
    assert list(results) == [2 * number for number in range(3, 40)]
    assert multiprocessing.active_children() == []


def test_processes_end_with_what_asked_for_them():
    results = in_order(double, iter(range(1000)), 2)
    next(results)
    results.close()
    assert multiprocessing.active_children() == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_where_no_process_can_be_deaf_work_is_done_as_well(monkeypatch):
    monkeypatch.setattr(pool, "_CAN_BE_DEAF", False)
    assert list(in_order(double, [1, 2], 1)) == [2, 4]


def test_ctrl_c_while_work_is_handed_out_is_heard():
    def numbers():
        for number in range(100):
            if number == 3:
                os.kill(os.getpid(), signal.SIGINT)
            yield number

    with pytest.raises(KeyboardInterrupt):
        list(in_order(double, numbers(), 2))
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_told():
    with pytest.raises(RefparseError, match="a process that was reading died; there may be too little memory"):
        list(in_order(double, [1, -1, 2], 1))


def test_cores_where_only_their_number_is_known(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


def test_many_strings_are_read_by_processes_and_the_same(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(strings, "_FEW", 0)
    file = tmp_path / "refs.txt"
    file.write_text(f"{TAY}\n{SAVIN}\n" * 300, encoding="utf-8")
    assert run(file, "--json", "--jobs", "1") == 0
    alone = capsys.readouterr().out
    asked_for = []

    def here(function, items, jobs):
        asked_for.append(jobs)
        return map(function, items)

    monkeypatch.setattr(pool, "in_order", here)
    assert run(file, "--json") == 0
    assert capsys.readouterr().out == alone
    assert asked_for == ([cores()] if cores() > 1 else [])
    batch = [Asked("a.txt", 1, "a#1", "a", TAY)]
    assert strings.read_apart(batch, form="json", model=None) == strings.read_apart(batch, form="json", model=None)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_at_once_and_no_half_line(tmp_path, jobs):
    file = tmp_path / "refs.txt"
    file.write_text(f"{TAY}\n" * 200_000, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", "import sys; from refparse.cli import main; sys.exit(main())"]
    with out.open("wb") as stream:
        running = subprocess.Popen(
            [*command, "parse", "--strings", str(file), "--json", "--jobs", jobs],
            stdout=stream, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    while not out.stat().st_size and running.poll() is None:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=300)
    assert (running.returncode, said) == (130, b"refparse: interrupted; nothing was half written\n")
    assert out.read_bytes().endswith(b"}\n")
