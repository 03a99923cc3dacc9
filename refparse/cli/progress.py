"""How far a job is: a bar on a terminal, a line a minute elsewhere, only when there is something to wait for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import click

from refparse.cli.clean import clean

#: The stage, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]
_PATIENCE = 1.0
_MINUTE = 60.0


class Bar:
    """A bar on standard error, drawn from the second second on."""

    def __init__(self) -> None:
        """Begin to count the time; nothing is drawn yet."""
        self._began = time.monotonic()
        self._stop: Callable[[], None] = lambda: None
        self._draw: Progress | None = None

    def show(self, stage: str, done: int, total: int) -> None:
        """Say how far a stage has come; of a total of nothing, nobody knows how much it will be."""
        if self._draw is None and time.monotonic() - self._began > _PATIENCE:
            self._draw = self._start()
        if self._draw is not None:
            self._draw(stage, done, total)

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress as Bars

        # What goes to standard output while the bar is shown is the result, and stays there.
        bars = Bars(console=Console(stderr=True), transient=True, redirect_stdout=False)
        task = bars.add_task("", total=None)
        bars.start()
        self._stop = bars.stop
        return lambda stage, done, total: bars.update(
            task, description=clean(stage), completed=done, total=total or None
        )

    def stop(self) -> None:
        """Take the bar away, if there is one."""
        self._stop()


class Lines:
    """A line on standard error at the end of every minute, whether anything has come of it or not."""

    def __init__(self) -> None:
        """Begin to count the minutes."""
        self._said = "nothing yet"
        self._minutes = 0
        self._ended = threading.Event()
        # What is waited for may be silent for minutes, and then tells nothing.
        self._teller = threading.Thread(target=self._wait, daemon=True)
        self._teller.start()

    def show(self, stage: str, done: int, total: int) -> None:
        """Say how far a stage has come; of a total of nothing, nobody knows how much it will be."""
        self._said = f"{clean(stage)} ({done:,}{f' of {total:,}' if total else ''})"

    def tell(self) -> None:
        """Print the line of another minute."""
        self._minutes += 1
        click.echo(f"after {self._minutes} min: {self._said}", err=True)

    def _wait(self) -> None:
        while not self._ended.wait(_MINUTE):
            self.tell()

    def stop(self) -> None:
        """Say no more."""
        self._ended.set()
        self._teller.join()
