"""A folder that a catalog is to be written into: the one that stands there, or room for a new one."""

from __future__ import annotations

import os
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.store.listing import CatalogFolder, first_yaml, list_catalog
from catalog_tool.store.reading import shown_name


def catalog_in(folder: str) -> CatalogFolder | None:
    """The catalog in a folder, None where there is none yet; CannotRun where there can be none."""
    root = Path(os.path.abspath(folder))
    shown = shown_name(root)
    if os.path.lexists(root) and not os.path.isdir(root):
        raise CannotRun(f"{shown} 不是文件夹。请写目录的文件夹。")
    if os.path.isfile(root / MANIFEST_NAME):
        return list_catalog(root)
    # By where it really lies: a link into a catalog is a way into it.
    for above in Path(os.path.realpath(root)).parents:
        if os.path.lexists(above / MANIFEST_NAME):
            raise CannotRun(
                f"{shown} 在目录 {shown_name(above)} 里面，目录里不能再有目录。请写那个目录，或换一个文件夹。"
            )
    inner = first_yaml(root)
    if inner is not None and os.path.basename(inner) == MANIFEST_NAME:
        where = shown_name(os.path.dirname(inner))
        raise CannotRun(f"{shown} 里面有目录 {where}，目录里不能再有目录。请写那个目录，或换一个文件夹。")
    if inner is not None:
        raise CannotRun(
            f"{shown} 里有 {shown_name(inner)}，却没有 {MANIFEST_NAME}。请核对文件夹；是新目录的，请用一个空文件夹。"
        )
    return None
