"""A file's bytes, or why they cannot be had."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import NamedTuple

from catalog_tool.formats.refusals import UNREADABLE_FILE, Refusal
from catalog_tool.formats.system_errors import said
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.formats.yaml_reader import too_large
from catalog_tool.model import Place

TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, the name people are shown, and why it must not be read if so.

    `inside` is its name within its catalog, with forward slashes: the same wherever
    the catalog stands and whoever works in which folder.
    """

    path: str
    shown: str
    refusal: Refusal | None = None
    inside: str = ""


class Stamp(NamedTuple):
    """What a file was when it was read: size in bytes, its state, sha256 of its bytes."""

    size: int
    state: str
    digest: str


def state_of(status: os.stat_result) -> str:
    """What tells that a file may have changed: times of content and of inode, and the inode.

    The time of the content alone can be set by anybody (`cp -p`, `rsync -t`, archives).
    """
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def shown_name(path: str | os.PathLike[str]) -> str:
    """Give a path as people are shown it: relative to the working directory, with forward slashes."""
    try:
        text = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        text = os.path.abspath(path)
    text = os.fsencode(text).decode("utf-8", "replace")
    return text.replace(os.sep, "/")


def unreadable(error: OSError) -> Refusal:
    """Make the refusal of a file or folder that the system would not read."""
    return _unreadable(said(error))


def _unreadable(problem: str) -> Refusal:
    return Refusal(UNREADABLE_FILE, TOP, (), 0, {"problem": problem})


# Without waiting for a pipe's other end; descriptors, since a file object costs four
# times as much as the reading of a guide.
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _read_handle(handle: int, status: os.stat_result) -> bytes | Refusal:
    if not stat.S_ISREG(status.st_mode):
        return _unreadable("它不是普通文件（可能是管道、设备或文件夹）")
    if status.st_size > MOST_BYTES:
        return too_large()
    data = os.read(handle, status.st_size + 1)
    # Short reads, and files that grow meanwhile; one byte beyond the limit is enough to refuse.
    while len(data) <= MOST_BYTES and (more := os.read(handle, MOST_BYTES + 1 - len(data))):
        data += more
    return data


def read_source(file: SourceFile) -> bytes | Refusal:
    """Give the bytes of a file, or why they cannot be had; never blocks on a pipe or reads past the limit."""
    return _read(file)[0]


def read_stamped(file: SourceFile) -> tuple[bytes | Refusal, Stamp | None]:
    """As read_source, with the file's stamp; None where it was refused or changed while it was read."""
    data, status = _read(file)
    if isinstance(data, Refusal) or status is None or status.st_size != len(data):
        return data, None
    return data, Stamp(status.st_size, state_of(status), hashlib.sha256(data).hexdigest())


def _read(file: SourceFile) -> tuple[bytes | Refusal, os.stat_result | None]:
    if file.refusal is not None:
        return file.refusal, None
    try:
        handle = os.open(file.path, _READ_FLAGS)
        try:
            status = os.fstat(handle)
            return _read_handle(handle, status), status
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        return _unreadable("链接指到的文件不存在") if os.path.islink(file.path) else unreadable(error), None
    except OSError as error:
        return unreadable(error), None
    except ValueError:  # a NUL in the name
        return _unreadable("文件名里有不允许的字符"), None
