"""How the command line behaves, whatever it is asked."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest

from refparse import cli
from refparse.cli.clean import clean
from refparse.cli.face import Face
from refparse.cli.progress import Bar, Lines

PAGES = Path(__file__).parent / "pages"
SPRINGER = str(PAGES / "springer.txt")
SUBCOMMANDS = (
    "ask shared",
    "ask citing",
    "grammar check",
    "mirror build",
    "mirror info",
    "cache info",
    "cache prune",
)
STREAM = b"References\n1. Tay CH. Lupus of the skin. Lupus. 1970;11:30-41.\n2. Savin JA. Skin. Lancet. 1971;84:191-2.\n"


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.fixture
def typed(monkeypatch):
    def give(content: bytes, *, terminal: bool = False) -> None:
        stream = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdin", stream)

    return give


def test_help_lists_every_command_with_the_words_of_its_own_help(capsys):
    assert run("--help") == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, words in cli.COMMANDS.items():
        assert f"{name} {words}" in shown
        command = cli.app.get_command(click.Context(cli.app), name)
        assert command.help.startswith(words)
    assert cli.app.list_commands(click.Context(cli.app)) == list(cli.COMMANDS)


@pytest.mark.parametrize("name", [*cli.COMMANDS, *SUBCOMMANDS])
def test_every_command_takes_the_common_options(name, capsys):
    assert run(*name.split(), "--help") == 0
    shown = capsys.readouterr().out
    assert "\\b" not in shown
    assert name in {"ask", "grammar", "mirror", "cache"} or all(
        option in shown for option in ("--json", "--quiet", "--color")
    )


def test_no_command_is_wrong_usage_and_shows_the_help(capsys):
    assert run() == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("Usage: refparse")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "refparse: No such command 'nope'; see refparse --help\n"),
        (["parse", "--to", "pdf"], "see refparse parse --help\n"),
        (["export", "-o", "x.pdf"], "refparse: x.pdf: what format is that? say --to bibtex, ris, csljson, jsonl; see"),
        (["ask", "shared", "--min", "1"], "see refparse ask shared --help\n"),
    ],
)
def test_wrong_usage_is_one_line_and_two(arguments, message, capsys):
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse", "no-such-page.txt"], "refparse: no-such-page.txt: "),
        (["ask", "shared", "--db", "none.sqlite"], "refparse: none.sqlite: no store here; add a page first"),
        (["export", "--db", "none.sqlite"], "refparse: none.sqlite: no store here; add a page first"),
        (["tag", "x", "review", "--db", "none.sqlite"], "refparse: none.sqlite: no store here; add a page first"),
        (["grammar", "check", "none.toml"], "refparse: none.toml: "),
        (["parse", "--strict", PAGES / "magazine.txt"], "refparse: "),
    ],
)
def test_what_cannot_be_used_is_one_line_and_three(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(message)
    assert shown.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_three(capsys, tmp_path):
    assert run("demo", "--into", tmp_path / "x" / "y" / ("z" * 300)) == 3
    assert capsys.readouterr().err.startswith("refparse: ")
    (tmp_path / "file").touch()
    assert run("demo", "--into", tmp_path / "file") == 3
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_an_entry_that_cannot_be_read_shows_a_caret(capsys, typed):
    typed(
        STREAM.replace(
            b"Savin JA. Skin. Lancet. 1971;84:191-2.", b"Nothing \x1b[31mhere but words, and words after them."
        )
    )
    assert run("parse", "--strict") == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("refparse: -:3: expected ")
    assert lines[-1].strip() == "^"


def test_ctrl_c_is_one_line_and_130(capsys, monkeypatch):
    from refparse import pipeline

    def interrupt(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "parse", interrupt)
    assert run("parse", SPRINGER) == 130
    assert capsys.readouterr() == ("", "refparse: interrupted; nothing was half written\n")


def test_a_reader_that_leaves_is_no_error():
    call = [sys.executable, "-c", "import sys; from refparse.cli import main; sys.exit(main())", "parse", SPRINGER]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_nothing_more_is_written_to_a_reader_that_left(capfd, monkeypatch):
    from refparse import pipeline

    def leave(*_arguments: object, **_named: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(pipeline, "parse", leave)
    assert run("parse", SPRINGER) == 0
    sys.stdout.write("more")
    sys.stdout.flush()
    assert capfd.readouterr() == ("", "")


def test_an_error_of_ours_is_not_hidden(monkeypatch):
    from refparse import pipeline

    monkeypatch.setattr(pipeline, "parse", lambda *_arguments, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("parse", SPRINGER)


def test_standard_input_is_a_dash_or_nothing(capsys, typed):
    for arguments in (["parse"], ["parse", "-"]):
        typed(STREAM)
        assert run(*arguments) == 0
        shown = capsys.readouterr()
        assert shown.out.startswith("-: plain page\n")
        assert "2 entries" in shown.out
        assert shown.err == ""


def test_a_terminal_is_told_what_is_waited_for(capsys, typed):
    typed(STREAM, terminal=True)
    assert run("parse") == 0
    assert capsys.readouterr().err == "paste the page, then press Ctrl-D\n"
    typed(STREAM, terminal=True)
    assert run("parse", "-q") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("option", "environment", "colored"),
    [
        ("always", {}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_where_it_is_wanted(option, environment, colored, capsys, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run("parse", SPRINGER, "--color", option) == 0
    assert ("\x1b[" in capsys.readouterr().out) == colored


def test_pages_cannot_speak_to_the_terminal(capsys, typed):
    typed(STREAM.replace(b"Lupus of", "Lu\x1b]0;x\x07\u202epus of".encode()))
    assert run("parse", "--color", "never") == 0
    assert not set("\x1b\x07\u202e") & set(capsys.readouterr().out)
    typed(STREAM.replace(b"Lupus of", "Lu\u202epus of".encode()))
    assert run("parse", "--json") == 0
    assert "\u202e" not in capsys.readouterr().out


def test_version(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("refparse 0.")


def test_output_is_utf8_in_every_locale():
    call = [sys.executable, "-c", "import sys; from refparse.cli import main; sys.exit(main())", "parse", SPRINGER]
    said = subprocess.run(
        call, capture_output=True, check=True, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert "–" in said.stdout.decode("utf-8")


def test_streams_that_have_no_encoding_are_left_alone(monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", said)
    assert run("parse", SPRINGER) == 0
    assert "springer page" in said.getvalue()


def test_what_decoding_had_to_mend_is_said(capsys, typed):
    typed(STREAM.replace(b"Tay", b"T\xe4y"))
    assert run("parse") == 0
    assert "  note: " in capsys.readouterr().out


def test_progress_is_drawn_on_a_terminal_after_a_second(monkeypatch, capsys):
    face = Face(command="add", json=False, quiet=False, color=None)
    with face.progress() as show:
        show("reading", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ticks = iter([0.0, 0.5, 1.5])
    monkeypatch.setattr("refparse.cli.progress.time.monotonic", lambda: next(ticks))
    drawn = []
    monkeypatch.setattr(Bar, "_start", lambda self: drawn.append(self) or (lambda *said: drawn.append(said)))
    with face.progress() as show:
        for done in range(3):
            show("reading", done, 3)
    assert drawn[1:] == [("reading", 1, 3), ("reading", 2, 3)]


def test_without_a_terminal_a_long_job_tells_once_a_minute(capsys):
    lines = Lines()
    lines.tell()
    lines.show("3 resolved\x1b", 3, 1200)
    lines.tell()
    lines.show("bytes", 5, 0)
    lines.tell()
    lines.stop()
    said = ["after 1 min: nothing yet", "after 2 min: 3 resolved\\x1b (3 of 1,200)", "after 3 min: bytes (5)"]
    assert capsys.readouterr().err.splitlines() == said


@pytest.mark.parametrize("quiet", [False, True])
def test_minutes_pass_by_themselves_and_not_for_the_quiet(monkeypatch, quiet):
    passed = threading.Event()
    monkeypatch.setattr("refparse.cli.progress._MINUTE", 0.001)
    monkeypatch.setattr(Lines, "tell", lambda _self: passed.set())
    with Face(command="add", json=False, quiet=quiet, color=None).progress() as show:
        show("reading", 1, 2)
        assert passed.wait(0.1 if quiet else 10) != quiet


def test_the_bar_is_taken_away(capsys, monkeypatch):
    bar = Bar()
    monkeypatch.setattr("refparse.cli.progress._PATIENCE", float("-inf"))
    bar.show("reading\x1b", 1, 2)
    bar.stop()
    assert "\x1b]" not in capsys.readouterr().err


def test_json_has_one_head(capsys):
    assert run("grammar", "list", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "refparse/1"
    assert found["command"] == "grammar list"


def test_clean_spells_what_cannot_be_seen():
    assert clean("a\tb\r\n\x00\u200b\ufeff") == "a b  \\x00\\u200b\\ufeff"
    assert clean("κ – é\u00a0") == "κ – é\u00a0"
