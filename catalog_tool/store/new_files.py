"""Names for new files in a catalog's folder: none that is taken, none that leads out of the folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from catalog_tool.domain.file_names import is_safe_path
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.store.listing import OWN_FILES


class NewFiles:
    """What names are left; `taken` are those of the catalog's files, with forward slashes."""

    def __init__(self, root: Path, taken: Iterable[str] = ()) -> None:
        self._root = root
        # By some systems 甲A.yaml and 甲a.yaml are one file.
        self._taken = {name.casefold() for name in taken}

    def take(self, name: str) -> None:
        """Nobody else may have this name."""
        self._taken.add(name.casefold())

    def is_free(self, name: str) -> bool:
        """Whether a file of matters may be made under a name that somebody wrote."""
        return is_safe_path(name) and self._is_way(name.rpartition("/")[0]) and self._is_unused(name)

    def invented(self, folder: str, stem: str) -> str:
        """A free name like the one that is wanted, in such a folder."""
        where, number = folder, 1
        while not self._is_way(where):
            number += 1
            where = f"{folder}-{number}"
        start = f"{where}/{stem}" if where else stem
        name, number = f"{start}.yaml", 1
        while not self._is_unused(name):
            number += 1
            name = f"{start}-{number}.yaml"
        return name

    def _is_unused(self, name: str) -> bool:
        folded = name.casefold()
        own = MANIFEST_NAME in folded.split("/") or folded in OWN_FILES
        return not own and folded not in self._taken and not os.path.lexists(self._root / name)

    def _is_way(self, folder: str) -> bool:
        """Whether a folder lies in the catalog, or can be made there: through no link, file or other catalog."""
        here = self._root
        for part in folder.split("/") if folder else ():
            here /= part
            if os.path.lexists(here) and (
                not os.path.isdir(here) or _is_link(here) or os.path.lexists(here / MANIFEST_NAME)
            ):
                return False
        return True


def _is_link(path: Path) -> bool:
    is_junction = getattr(os.path, "isjunction", None)  # Python 3.12 and later
    return os.path.islink(path) or bool(is_junction and is_junction(path))
