"""Work done by several processes, its results in the order asked for."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from refparse.errors import RefparseError

T = TypeVar("T")
R = TypeVar("R")
#: Items handed out for each process before the first result is waited for: none idles, and memory stays small.
_AHEAD = 3
#: Each process has a core; libraries that start threads of their own would fight over them.
_ALONE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def cores() -> int:
    """How many processes may run at once on this machine.

    >>> cores() >= 1
    True
    """
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux knows
        return os.cpu_count() or 1


def in_order(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """The results of ``function`` for each item, in order, made by so many processes.

    Items are taken only as fast as results are. Interrupted, the processes end at once.
    """
    for name in _ALONE:
        os.environ.setdefault(name, "1")
    # Started afresh rather than forked: this process may have threads by now.
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            with _deaf():
                waiting.append(pool.submit(function, item))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as fault:
        hint = "there may be too little memory for so many: say --jobs 1"
        raise RefparseError("a process that was reading died", hint=hint) from fault
    finally:
        for process in multiprocessing.active_children() if waiting else ():
            process.terminate()
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start what is started here without an ear for Ctrl-C: this process hears it and ends the others."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
