"""Writing to the terminal or a pipe.

Pipes and files get UTF-8 whatever the code page says: a Windows console in GBK must
not change the bytes a CI job reads.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_BAR_STEP = 20


def prepare_streams() -> None:
    """Make stdin, stdout and stderr fit for Chinese; one that the caller closed reads and writes nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Lives as long as the process: closing it would free the number for a user's file.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def silence_streams() -> None:
    """Let what is still buffered go nowhere: whoever read our pipe has gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # Python flushes again at exit and must not complain then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def wants_color(stream: TextIO) -> bool:
    """Whether a stream shows colours: a terminal, and NO_COLOR is not set (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide the terminal is; 100 for a pipe."""
    return shutil.get_terminal_size((100, 24)).columns


def emit(text: str, *, error: bool = False) -> None:
    """Write text to stdout or stderr, as UTF-8 where it is no terminal."""
    stream = sys.stderr if error else sys.stdout
    if stream.isatty() or not hasattr(stream, "buffer"):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
        return
    _write_bytes(stream, text.encode("utf-8", "replace"))


def emit_bytes(data: bytes) -> None:
    """Write a report to stdout: as text on a terminal, as it is to a pipe."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        emit(data.decode("utf-8", "replace"))
    else:
        _write_bytes(sys.stdout, data)


def _write_bytes(stream: TextIO, data: bytes) -> None:
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something that takes (done, all) and draws a bar on stderr; None where stderr is no terminal."""
    if not wants_bar(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    look = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*look, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def show(done: int, total: int) -> None:
            if done % _BAR_STEP == 0 or done == total:
                bar.update(task, completed=done, total=total)

        yield show


def wants_bar(stream: TextIO) -> bool:
    """Whether a moving bar can be shown."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"
