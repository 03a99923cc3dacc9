"""Several questions at once: threads that ask, and one that takes the answers as they come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, TypeVar

from refparse.errors import RegistryError

Task = TypeVar("Task")
Result = TypeVar("Result")


class _Outcome(Generic[Task, Result]):
    """What became of one task: results and further tasks, or what it raised."""

    def __init__(self) -> None:
        self.results: Iterable[Result] = ()
        self.further: Iterable[Task] = ()
        self.error: BaseException | None = None

    def __enter__(self) -> _Outcome[Task, Result]:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> bool:
        self.error = error
        return True


def abreast(
    tasks: Iterable[Task], run: Callable[[Task], tuple[Iterable[Result], Iterable[Task]]], *, threads: int
) -> Iterator[Result]:
    """The results of all tasks, in the order they are done; a task may leave others to be done after it.

    >>> sorted(abreast([3], lambda n: ([n], [n - 1] if n else []), threads=2))
    [0, 1, 2, 3]

    A task that ends in a :class:`RegistryError` does not end the others: the first of them
    is raised when all is done. The threads are daemons, so that Ctrl-C waits for no server.
    """
    todo: SimpleQueue[Task | None] = SimpleQueue()
    done: SimpleQueue[_Outcome[Task, Result]] = SimpleQueue()
    stopped = threading.Event()

    def worker() -> None:
        while (task := todo.get()) is not None and not stopped.is_set():
            with _Outcome[Task, Result]() as outcome:
                outcome.results, outcome.further = run(task)
            done.put(outcome)

    waiting = _put(todo, tasks)
    workers = [threading.Thread(target=worker, daemon=True) for _ in range(min(threads, waiting))]
    failed: BaseException | None = None
    try:
        for thread in workers:
            thread.start()
        while waiting:
            outcome = done.get()
            if outcome.error is not None and not isinstance(outcome.error, RegistryError):
                raise outcome.error
            failed = failed or outcome.error
            waiting += _put(todo, outcome.further) - 1
            yield from outcome.results
    finally:
        stopped.set()
        for _ in workers:
            todo.put(None)
    if failed is not None:
        raise failed


def _put(todo: SimpleQueue[Task | None], tasks: Iterable[Task]) -> int:
    """How many tasks were added."""
    added = 0
    for task in tasks:
        todo.put(task)
        added += 1
    return added
