"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.formats.system_errors import not_written
from catalog_tool.store.reading import shown_name

_REPLACE_TRIES = 5


def write_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    A link is written through, a device or pipe directly. Raises CannotRun with what
    to do; on Windows a file open in Excel cannot be replaced, so it is tried a few times.
    """
    target = Path(path)
    try:
        if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
            with open(target, "wb") as stream:
                stream.write(data)
        else:
            _write_beside(Path(os.path.realpath(target)), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotRun(not_written(shown_name(target), error, existed=os.path.isfile(target))) from error


def _write_beside(target: Path, data: bytes) -> None:
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        _take_mode(target, temporary)
        _replace(temporary, target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        if temporary:
            _remove_quietly(temporary)
        raise


def _take_mode(target: Path, temporary: str) -> None:
    # mkstemp makes files private; what people hand on must be as readable as any new file.
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.chmod(temporary, mode)


def _replace(temporary: str, target: Path) -> None:
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.2 * (attempt + 1))
        else:
            return


def _remove_quietly(path: str) -> None:
    # The write has failed already and says so; a leftover that cannot be removed adds nothing.
    if os.path.exists(path):
        os.unlink(path)


def copy_folder(source: Path, target: str | os.PathLike[str]) -> None:
    """Copy a folder's files to a place where the user may change them; files already there are left as they are."""
    for path in sorted(source.rglob("*")):
        copy = Path(target, path.relative_to(source))
        if path.is_file() and not copy.exists():
            write_file(copy, path.read_bytes())
