"""The command line. Only click is imported here, so that ``refparse --help`` comes at once.

Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 finished
with findings (``grammar check``, ``check``, ``dedupe``, ``mirror build``), 2 wrong usage, 3 input or store
unusable, 4 a registry gave no answer to some of it and what it did answer is kept, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

#: What each command does; its code is loaded when it is called.
COMMANDS = {
    "parse": "Read pages: their own record, reference list and in-text citations.",
    "add": "Add pages and library files to the store, matching what they cite with what is there.",
    "remove": "Take a page out of the store again.",
    "dedupe": "Find duplicates, in library files or in the store.",
    "review": "Decide pairs that may be one work.",
    "undo": "Take a decision back.",
    "log": "List every decision, and those taken back.",
    "ask": "Ask who cites what, and what your papers share.",
    "tag": "Say what kind of study a work is.",
    "resolve": "Find the DOIs of references, and say why.",
    "refresh": "Bring works up to date with their registry.",
    "check": "List references that look wrong, and retracted works.",
    "export": "Write the merged works as BibTeX, RIS, CSL-JSON or JSON Lines.",
    "grammar": "List and check the grammars that read reference lists.",
    "mirror": "Keep Crossref on your own disk.",
    "cache": "Look at the answers that are kept, or forget them.",
    "train": "Learn to read reference strings, from yours and from strings of our own.",
    "evaluate": "Measure a labeller by labelled reference strings.",
    "demo": "Run the main job on five example pages.",
}
_INTERRUPTED = 130
_USAGE = 2
_UNUSABLE = 3
_HELP = """Turn pasted pages into one bibliography and a graph of who cites whom.

\b
refparse add *.txt             read pages into your library
refparse ask shared            what several of your papers cite
refparse export -o merged.bib  one clean bibliography
"""


class Commands(click.Group):
    """A group whose commands are modules of this folder, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of this name, loaded now."""
        if name not in COMMANDS:
            return super().get_command(ctx, name)
        command: click.Command = import_module(f"refparse.cli.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Call the command; a reader that has seen enough (``| head``) is no error, Ctrl-C is one line."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The interpreter flushes once more at its end, and must find somebody who listens.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except KeyboardInterrupt as error:
            raise click.Abort from error
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="refparse", message="%(prog)s %(version)s")
def app() -> None:
    """Hold the options of refparse itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one call; what went wrong is said in one line on standard error."""
    from refparse.errors import RefparseError

    _speak_utf8()
    try:
        code = app.main(args=arguments, prog_name="refparse", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return _USAGE
    except click.UsageError as error:
        called = error.ctx.command_path if error.ctx else "refparse"
        return _fail(f"{error.format_message().rstrip('.')}; see {called} --help", _USAGE)
    except RefparseError as error:
        return _fail(str(error), error.exit_code)
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}", _UNUSABLE)
    except click.Abort:
        return _fail("interrupted; nothing was half written", _INTERRUPTED)
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: the same pages give the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(what: str, code: int) -> int:
    from refparse.cli.clean import clean

    # A parse error goes on with the entry and a caret below it: lines of its own.
    said = "\n".join(map(clean, what.split("\n")))
    click.echo(f"refparse: {said}", err=True)
    return code
