"""What several commands take the same way: standards, catalogs, rule names, source lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import typer

from catalog_tool import checking, store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.resources import Resources
from catalog_tool.rules import all_infos
from catalog_tool.settling.rules import UNREAD
from catalog_tool.standards import Standards
from catalog_tool.workbook_folders import WorkbookFolder, is_workbook


def standards(overlay: str | None = None) -> tuple[Resources, Standards]:
    """The resources, and what checking needs of them; CannotRun where the user's own are broken."""
    resources = Resources(Path(overlay) if overlay is not None else None)
    return resources, Standards(resources.schemas, resources.profile, resources.profile_names, resources.lexicon)


def selection(only: Sequence[str], never: Sequence[str]) -> checking.Selection:
    """--select and --ignore; names that are no rule are a usage error."""
    known = list(all_infos())
    for name in [name for name in (*only, *never) if name not in known]:
        near = get_close_matches(name, known, n=1)
        hint = f"是不是 {near[0]}？" if near else "全部规则见 catalog-tool rules。"
        raise typer.BadParameter(f"没有 {name} 这条规则，{hint}")
    for name in sorted(UNREAD & set(never)):
        raise typer.BadParameter(f"{name} 不能不看：读不了的内容没有检查过。请先改好那个文件。")
    return checking.Selection(frozenset(only), frozenset(never))


def catalogs_for(
    paths: Sequence[str], catalog: str | None, replaced: str | None, read_workbook: Callable[[str], WorkbookFolder]
) -> list[store.CatalogFolder]:
    """The catalogs that paths belong to, a workbook being one of its own.

    For `-` it is the one given by --catalog, without the file that stdin replaces.
    """
    if "-" not in paths:
        if replaced is not None:
            raise typer.BadParameter("--stdin-filename 只在从标准输入读（-）时用。")
        # A shell's * names the attachments of a catalog too: among its files a workbook is one of those.
        meant = all(map(is_workbook, paths))
        workbooks: dict[str, str] = {}
        others = []
        for path in paths:
            if is_workbook(path) and (meant or not store.is_in_catalog(path)):
                workbooks.setdefault(os.path.realpath(path), path)
            else:
                others.append(path)
        folders = store.find_catalogs(others) if others or not workbooks else []
        return [*folders, *map(read_workbook, workbooks.values())]
    if len(paths) > 1:
        raise typer.BadParameter("- 不能和别的路径一起用。")
    if catalog is None:
        if replaced is None:
            raise typer.BadParameter("从标准输入读时，请用 --catalog 指明它属于哪个目录。")
        catalog = os.path.dirname(replaced) or "."
    folders = store.find_catalogs([catalog])
    if len(folders) != 1:
        raise CannotRun(f"--catalog 应指到一个目录，{catalog} 里有 {len(folders)} 个。")
    if replaced is not None:
        path = os.path.realpath(replaced)
        folders[0].files = [file for file in folders[0].files if os.path.realpath(file.path) != path]
    return folders


def refuse_overwriting(targets: Iterable[str], catalogs: Iterable[store.CatalogFolder], *others: str | None) -> None:
    """Wrong usage where a report would take the place of a file that is being checked, or of another that is read.

    A catalog's YAML is never replaced, whoever names that catalog: an upper directory and
    people's decisions are read too, without standing among the arguments.
    """
    # Only what is there can be replaced; told by what the system calls the same file, since to follow
    # the path of every file of a province takes seconds.
    there = {same: target for target in targets if (same := _identity(target)) is not None}
    inputs = (file.path for catalog in catalogs for file in (catalog.manifest, *catalog.files)) if there else ()
    for path in (*inputs, *filter(None, others)):
        if (same := _identity(path)) in there and same is not None:
            raise _not_onto(there[same])
    for target in there.values():
        if _is_of_a_catalog(target):
            raise _not_onto(target)


def _identity(path: str) -> tuple[int, int] | None:
    """What the system knows a file by; None where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _not_onto(target: str) -> typer.BadParameter:
    return typer.BadParameter(f"{target} 是要检查的文件，结果不能写到它上面。请换个文件名。")


def _is_of_a_catalog(target: str) -> bool:
    path = os.path.realpath(target)
    is_read = path.endswith(".yaml") and not os.path.basename(path).startswith((".", "_"))
    return is_read and os.path.isfile(path) and store.is_in_catalog(path)


def stdin_bytes() -> bytes:
    """What stands on standard input, up to just beyond the size that is refused."""
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def source_lines(
    catalogs: Iterable[store.CatalogFolder], stdin: Mapping[str, bytes] | None = None
) -> Callable[[str, int], str]:
    """A reader of single source lines for excerpts; "" where a line cannot be had.

    Only what belongs to the catalogs is ever opened: a link that was refused may
    lead to anything.
    """
    files = {file.shown: file for catalog in catalogs for file in (catalog.manifest, *catalog.files)}
    given = stdin or {}

    @lru_cache(maxsize=64)
    def lines(name: str) -> list[str]:
        data = given.get(name)
        if data is None and name in files:
            found = store.read_source(files[name])
            data = None if isinstance(found, Refusal) else found
        if data is None:
            return []
        try:
            text = data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            return []  # the finding says so; a line of rubbish helps nobody
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(name: str, number: int) -> str:
        known = lines(name)
        return known[number - 1] if 0 < number <= len(known) else ""

    return line


def whole_catalog(path: str, instead: str) -> str:
    """The path of a folder; a single file is refused rather than silently widened to its catalog."""
    if os.path.isfile(path):
        raise typer.BadParameter(f"{path} 是一个文件，这里要写目录的文件夹。{instead}")
    return path
