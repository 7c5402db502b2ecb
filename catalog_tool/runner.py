"""Where work runs. The only module that knows.

`run_partition(job, items)` is the whole contract of an engine: open the job once,
apply it to each item, give the results in the order of the items.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item", contravariant=True)
Result = TypeVar("Result", covariant=True)


class Job(Protocol[Item, Result]):
    """Work that can leave this process: frozen, picklable, carrying its data."""

    def open(self) -> Callable[[Item], Result]:
        """Make ready once a worker; what comes back is called once an item."""
        ...


def run_partition(job: Job[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
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
