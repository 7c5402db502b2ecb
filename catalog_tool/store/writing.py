"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.formats.system_errors import not_written
from catalog_tool.store.reading import shown_name

_REPLACE_TRIES = 5
NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_file(path: str | os.PathLike[str], data: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    `data` may come in pieces, made as they are written. A link is written through, a
    device or pipe directly. Raises CannotRun with what to do; on Windows a file open in
    Excel cannot be replaced, so it is tried a few times.
    """
    target = Path(path)
    pieces = (data,) if isinstance(data, bytes) else data
    try:
        if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
            with open(target, "wb") as stream:
                stream.writelines(pieces)
        else:
            _write_beside(Path(os.path.realpath(target)), pieces)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotRun(not_written(shown_name(target), error, existed=os.path.isfile(target))) from error


def _write_beside(target: Path, pieces: Iterable[bytes]) -> None:
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Named before it is there: who interrupts in between must not leave it behind either.
        temporary = str(target.parent / f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
        handle = os.open(temporary, NEW_FILE, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        take_mode(target, temporary)
        replace(temporary, target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        if temporary:
            remove_quietly(temporary)
        raise


def take_mode(target: Path, temporary: str) -> None:
    """Give a file that waits the mode of the one it will replace, or of a new one."""
    # The file was made private; what people hand on must be as readable as any new file.
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.chmod(temporary, mode)


def replace(temporary: str, target: Path) -> None:
    """Put a file that waits in its place."""
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.2 * (attempt + 1))
        else:
            return


def remove_quietly(path: str) -> None:
    """Remove a file that waits, if it is there."""
    # The write has failed already and says so; a leftover that cannot be removed adds nothing.
    if os.path.exists(path):
        os.unlink(path)


def copy_folder(source: Path, target: str | os.PathLike[str]) -> None:
    """Copy a folder's files to a place where the user may change them; files already there are left as they are."""
    for path in sorted(source.rglob("*")):
        copy = Path(target, path.relative_to(source))
        if path.is_file() and not copy.exists():
            write_file(copy, path.read_bytes())


def keep_earlier(path: str, data: bytes) -> str:
    """Copy a file that other bytes are to replace to a free name beside it; that name as shown, or ""."""
    if not os.path.isfile(path):
        return ""
    with open(path, "rb") as stream:
        earlier = stream.read()
    if earlier == data:
        return ""
    stem, extension = os.path.splitext(path)
    name, number = f"{stem}-旧{extension}", 1
    while os.path.lexists(name):
        number += 1
        name = f"{stem}-旧{number}{extension}"
    write_file(name, earlier)
    return shown_name(name)
