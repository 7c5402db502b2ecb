"""Many new files that come one by one, and stand in their places only when all of them are there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from catalog_tool.findings import CannotRun
from catalog_tool.formats.system_errors import not_written
from catalog_tool.store.reading import shown_name
from catalog_tool.store.writing import NEW_FILE, remove_quietly, replace, take_mode


class Together:
    """A folder that gets files by `put`; leaving the `with` puts all in place, or on an error none.

    What is written waits beside its place under another name: a full disk is noticed
    before the first file is replaced.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._waiting: list[tuple[str, Path]] = []
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def put(self, name: str, data: bytes) -> None:
        """Write one file; `name` may have folders, with `/`. Raises CannotRun with what to do."""
        target = Path(os.path.realpath(self._folder / name))
        try:
            self._make_folder(target.parent)
            temporary = str(target.parent / f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
            self._waiting.append((temporary, target))
            with os.fdopen(os.open(temporary, NEW_FILE, 0o600), "wb") as stream:
                stream.write(data)
            take_mode(target, temporary)
        except OSError as error:
            raise _said(target, error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            self._give_up()
            return
        try:
            while self._waiting:
                temporary, target = self._waiting[0]
                try:
                    replace(temporary, target)
                except OSError as failed:
                    raise _said(target, failed) from failed
                del self._waiting[0]
        except BaseException:
            self._give_up()
            raise

    def _make_folder(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir()
            self._made.append(each)

    def _give_up(self) -> None:
        for temporary, _ in self._waiting:
            remove_quietly(temporary)
        for folder in reversed(self._made):
            try:
                folder.rmdir()
            except OSError:
                # Something stands in it: what was put in place before, or another's.
                return


def _said(target: Path, error: OSError) -> CannotRun:
    return CannotRun(not_written(shown_name(target), error, existed=os.path.isfile(target)))
