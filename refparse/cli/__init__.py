"""The command line. Only click is imported here, so that ``refparse --help`` comes at once.

Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 finished
with findings (``grammar check``), 2 wrong usage, 3 input or store unusable, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

#: What each command does; its code is loaded when it is called.
COMMANDS = {
    "parse": "Read pages: their own record, reference list and in-text citations.",
    "add": "Add pages to the store, matching what they cite with what is there.",
    "remove": "Take a page out of the store again.",
    "ask": "Ask who cites what, and what your papers share.",
    "tag": "Say what kind of study a work is.",
    "export": "Write the merged works as BibTeX, CSL-JSON or JSON Lines.",
    "grammar": "List and check the grammars that read reference lists.",
    "demo": "Run the main job on five example pages.",
}
_INTERRUPTED = 130
_USAGE = 2


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog="See refparse COMMAND --help.")
@click.version_option(package_name="refparse", message="%(prog)s %(version)s")
def app() -> None:
    """Turn pasted pages into one bibliography and a graph of who cites whom.

    \b
    refparse add *.txt                 read pages into your library
    refparse ask shared                what several of your papers cite
    refparse export -o merged.bib      one clean bibliography
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one call; what went wrong is said in one line on standard error."""
    from refparse.cli.face import speak_utf8
    from refparse.errors import RefparseError

    speak_utf8()
    try:
        code = app.main(args=arguments, prog_name="refparse", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        called = error.ctx.command_path if error.ctx else "refparse"
        return _fail(f"{error.format_message().rstrip('.')}; see {called} --help", _USAGE)
    except RefparseError as error:
        return _fail(str(error), error.exit_code)
    except BrokenPipeError:
        # Whoever read us has seen enough; the interpreter must not complain of that when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'input or output'}: {error.strerror or error}".lower(), 3)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted; nothing was half written", _INTERRUPTED)
    return code if isinstance(code, int) else 0


def _fail(what: str, code: int) -> int:
    from refparse.cli.face import clean

    # A parse error goes on with the entry and a caret below it: lines of its own.
    said = "\n".join(map(clean, what.split("\n")))
    click.echo(f"refparse: {said}", err=True)
    return code
