"""Where work runs. The only module that knows.

`run_partition(job, items)` is the whole contract of an engine: open the job once a
worker, apply it to each item, give the results in the order of the items. The plain
loop is the first engine; processes are the second and must equal it.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from catalog_tool.findings import CannotRun

Item = TypeVar("Item", contravariant=True)
Result = TypeVar("Result", covariant=True)

CHUNK = 64
"""Items a worker gets at once: fewer cost messages, more leave one worker idle at the end."""
WORTH = 200
"""From so many items on the start of workers pays (measured on two cores)."""
AHEAD = 3
"""Chunks under way for each worker: what waits for its turn must not fill the memory."""


class Job(Protocol[Item, Result]):
    """Work that can leave this process: frozen, picklable, carrying its data."""

    def open(self) -> Callable[[Item], Result]:
        """Make ready once a worker; what comes back is called once an item."""
        ...


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def run_partition(
    job: Job[Item, Result], items: Sequence[Item], workers: int = 1, *, chunk: int = CHUNK, worth: int = WORTH
) -> Iterator[Result]:
    """The results in the order of the items, from this process or from several.

    Items that are files go by `chunk` and `worth` as they are; a whole catalog is a
    chunk by itself.
    """
    if workers > 1 and len(items) >= worth:
        return _in_processes(job, items, workers, chunk)
    return _here(job, items)


def _here(job: Job[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
    """The plain loop every other engine must equal."""
    work = job.open()
    # What is alive before the work is no garbage: walking it again and again while
    # items come and go would cost a tenth of the time.
    gc.freeze()
    try:
        for item in items:
            yield work(item)
    finally:
        gc.unfreeze()


def _in_processes(job: Job[Item, Result], items: Sequence[Item], workers: int, chunk: int) -> Iterator[Result]:
    # Half of what a start costs, and most runs never need it.
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    chunks = (items[start : start + chunk] for start in range(0, len(items), chunk))
    pending: deque[Future[list[Result]]] = deque()
    # Spawned everywhere: what a fork would take along differs from system to system.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _open_here, (job,))
    try:
        for part in chunks:
            with _deaf_to_ctrl_c():
                pending.append(pool.submit(_work_here, part))
            if len(pending) >= workers * AHEAD:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        raise CannotRun("一个工作进程中途没了，多半是内存不够。请加 --jobs 1 重跑。") from error
    finally:
        # Ctrl-C too comes by here: what has not begun is dropped, what has is soon done.
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: a worker begun meanwhile takes that along, and is not hit while it imports."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Callable[[Any], Any]


def _open_here(job: Job[Any, Any]) -> None:
    """Make a worker ready."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone hears Ctrl-C
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = job.open()
    gc.freeze()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers to stop; they would wait for work for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_here(chunk: Sequence[Any]) -> list[Any]:
    return [_work(item) for item in chunk]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Have no rubbish looked for while what is made is all kept.

    Looking for circles among facts, findings or cells that pile up would cost half of a
    warm run. Reading and checking make no circles, so nothing is left behind
    (tests/test_inspecting.py).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
