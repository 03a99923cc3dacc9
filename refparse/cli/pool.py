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
from multiprocessing import resource_tracker
from typing import TypeVar

from refparse.errors import RefparseError

T = TypeVar("T")
R = TypeVar("R")
#: Items handed out for each process before the first result is waited for: none idles, and memory stays small.
_AHEAD = 3
#: Seconds for a process to finish what it is at before it is killed.
_GRACE = 1.0
#: Not on Windows.
_CAN_BE_DEAF = hasattr(signal, "pthread_sigmask")
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
    start = multiprocessing.get_context("spawn")
    if _CAN_BE_DEAF:
        # Started by the first process, it would end the deafness that process is to inherit.
        resource_tracker.ensure_running()
    pool = ProcessPoolExecutor(jobs, mp_context=start)
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
        pool.shutdown(wait=not waiting, cancel_futures=True)
        # Asked again until there is none: one that the pool's own thread is just burying still counts as a child.
        while waiting and (processes := multiprocessing.active_children()):
            for process in processes:
                # One killed while it hands over a result would leave whoever takes it waiting for the rest.
                process.join(_GRACE)
                process.terminate()
                process.join()


@contextmanager
def _deaf() -> Iterator[None]:
    """Start what is started here without an ear for Ctrl-C: this process hears it, afterwards, and ends the others."""
    if not _CAN_BE_DEAF:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
