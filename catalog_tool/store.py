"""The only module that touches users' files: what a catalog consists of, reading, writing.

Links, extensions and nesting are judged here because only the file system knows
them; what is wrong becomes a refusal beside the files, never an exception.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import (
    LINK_OUTSIDE,
    NESTED_CATALOG,
    UNREAD_EXTENSION,
    UNREADABLE_FILE,
    Refusal,
)
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, too_large
from catalog_tool.model import Place

OWN_FILES = frozenset({"alignments.yaml", "approved.yaml", "policy.yaml"})
"""Files beside catalog.yaml that are the tool's own (format.md §1)."""
_TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and the name people are shown."""

    path: str
    shown: str


@dataclass
class CatalogFolder:
    """A catalog on disk: its folder, manifest and files in order, and what was refused."""

    root: Path
    manifest: SourceFile
    files: list[SourceFile] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)
    only: tuple[Path, ...] = ()
    """Files or folders the user named; empty means the whole catalog."""

    def is_asked(self, file: SourceFile) -> bool:
        """Whether the user asked for this file."""
        here = Path(file.path)
        return not self.only or any(here == path or path in here.parents for path in self.only)


def shown_name(path: str | os.PathLike[str]) -> str:
    """A path as people are shown it: relative to the working directory, with forward slashes."""
    try:
        text = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        text = os.path.abspath(path)
    text = os.fsencode(text).decode("utf-8", "replace")
    return text.replace(os.sep, "/")


def find_catalogs(paths: Iterable[str]) -> list[CatalogFolder]:
    """The catalogs that paths (catalogs, folders of catalogs, files) belong to, each once.

    Raises CannotRun for a path that is missing or belongs to no catalog.
    """
    found: dict[Path, CatalogFolder] = {}
    wanted: dict[Path, list[Path] | None] = {}
    for text in paths:
        path = Path(os.path.abspath(text))
        if not os.path.lexists(path):
            raise CannotRun(f"没有这个文件或文件夹：{text}。请检查路径。")
        root = _catalog_above(path)
        roots = [root] if root else sorted(_catalogs_below(path))
        if not roots:
            raise CannotRun(
                f"{text} 里没有目录：它、它的上级和下级文件夹里都没有 {MANIFEST_NAME}。"
                f"请指到放 {MANIFEST_NAME} 的文件夹。"
            )
        for each in roots:
            if each not in found:
                found[each] = list_catalog(each)
                wanted[each] = []
            if path == each or path in each.parents:
                wanted[each] = None
            elif (named := wanted[each]) is not None:
                named.append(path)
    for each, catalog in found.items():
        catalog.only = tuple(wanted[each] or ())
    return list(found.values())


def _catalog_above(path: Path) -> Path | None:
    for folder in (path, *path.parents):
        if os.path.isfile(folder / MANIFEST_NAME) or os.path.islink(folder / MANIFEST_NAME):
            return folder
    return None


def _catalogs_below(folder: Path) -> Iterator[Path]:
    """Topmost folders with a manifest."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    if any(entry.name == MANIFEST_NAME for entry in entries):
        yield folder
        return
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
            yield from _catalogs_below(Path(entry.path))


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "_"))


def _is_junction(entry: os.DirEntry[str]) -> bool:
    check = getattr(entry, "is_junction", None)  # Python 3.12 and later
    return bool(check and check())


def list_catalog(root: Path) -> CatalogFolder:
    """The files of the catalog at `root`, sorted by name, and what cannot be one of them."""
    manifest = root / MANIFEST_NAME
    catalog = CatalogFolder(root, SourceFile(str(manifest), shown_name(manifest)))
    if os.path.islink(manifest):
        _take_link(catalog, SourceFile(str(manifest), shown_name(manifest)), os.path.realpath(root), keep=False)
    _list_folder(catalog, root, os.path.realpath(root), top=True)
    catalog.files.sort(key=lambda file: file.shown)
    return catalog


def _list_folder(catalog: CatalogFolder, folder: Path, real_root: str, *, top: bool) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        catalog.refusals.append((shown_name(folder), unreadable(error)))
        return
    if not top and any(entry.name == MANIFEST_NAME for entry in entries):
        inner = shown_name(folder / MANIFEST_NAME)
        args = {"inner": inner, "outer": catalog.manifest.shown}
        catalog.refusals.append((inner, Refusal(NESTED_CATALOG, _TOP, (), 0, args)))
        return
    for entry in entries:
        if _is_passed_over(entry.name) or (top and (entry.name == MANIFEST_NAME or entry.name in OWN_FILES)):
            continue
        file = SourceFile(entry.path, shown_name(entry.path))
        if entry.is_symlink() or _is_junction(entry):
            if os.path.isdir(entry.path):
                _refuse_link(catalog, file, "链接", "指向文件夹的链接不跟随")
            elif _has_extension(entry.name):
                _take_link(catalog, file, real_root)
        elif entry.is_dir(follow_symlinks=False):
            _list_folder(catalog, Path(entry.path), real_root, top=False)
        elif entry.name.endswith(".yaml"):
            catalog.files.append(file)
        elif _has_extension(entry.name):
            _refuse_extension(catalog, file)


def _has_extension(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _refuse_extension(catalog: CatalogFolder, file: SourceFile) -> None:
    name = os.path.basename(file.shown)
    stem, extension = os.path.splitext(name)
    args = {"extension": extension, "better": f"{stem}.yaml"}
    catalog.refusals.append((file.shown, Refusal(UNREAD_EXTENSION, _TOP, (), 0, args)))


def _refuse_link(catalog: CatalogFolder, file: SourceFile, thing: str, why: str) -> None:
    try:
        target = os.fsencode(os.readlink(file.path)).decode("utf-8", "replace")
    except OSError:
        target = "别处"
    args = {"target": target, "thing": thing, "why": why}
    catalog.refusals.append((file.shown, Refusal(LINK_OUTSIDE, _TOP, (), 0, args)))


def _take_link(catalog: CatalogFolder, file: SourceFile, real_root: str, *, keep: bool = True) -> None:
    """A link to a file counts as the file while it stays inside the catalog."""
    real = os.path.realpath(file.path)
    if not Path(real).is_relative_to(real_root):
        _refuse_link(catalog, file, "链接", "它指到目录之外")
    elif keep and not file.path.endswith(".yaml"):
        _refuse_extension(catalog, file)
    elif keep:
        catalog.files.append(file)


_PROBLEMS = {
    errno.EACCES: "没有读取的权限",
    errno.EPERM: "没有读取的权限",
    errno.ENOENT: "文件不见了（读的时候被删除或改名）",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读取出错",
}


def unreadable(error: OSError) -> Refusal:
    """The refusal of a file or folder that the system would not read."""
    problem = _PROBLEMS.get(error.errno or 0, "系统拒绝读取")
    return Refusal(UNREADABLE_FILE, _TOP, (), 0, {"problem": problem})


def read_source(file: SourceFile) -> bytes | Refusal:
    """The bytes of a file, or why they cannot be had: never blocks on a pipe, never reads past the limit."""
    try:
        status = os.stat(file.path)
        if not stat.S_ISREG(status.st_mode):
            return Refusal(UNREADABLE_FILE, _TOP, (), 0, {"problem": "它不是普通文件（可能是管道、设备或文件夹）"})
        if status.st_size > MOST_BYTES:
            return too_large()
        with open(file.path, "rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        return unreadable(error)
    except ValueError:  # a NUL in the name
        return Refusal(UNREADABLE_FILE, _TOP, (), 0, {"problem": "文件名里有不允许的字符"})


_REPLACE_TRIES = 5


def write_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    Raises CannotRun with what to do; on Windows a file open in Excel cannot be
    replaced, so it is tried a few times.
    """
    target = Path(path)
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        _take_mode(target, temporary)
        _replace(temporary, target)
    except OSError as error:
        if temporary:
            _remove_quietly(temporary)
        raise CannotRun(_write_problem(target, error)) from error


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
            return
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.2 * (attempt + 1))


def _remove_quietly(path: str) -> None:
    # The write has failed already and says so; a leftover that cannot be removed adds nothing.
    if os.path.exists(path):
        os.unlink(path)


def _write_problem(target: Path, error: OSError) -> str:
    shown = shown_name(target)
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，没有写成 {shown}（原文件未动）。请腾出空间后重试。"
    if isinstance(error, PermissionError):
        return f"没有写成 {shown}（原文件未动）：没有写入权限，或文件正被 Excel、WPS 等程序打开。请关闭后重试，或用 -o 换个位置。"
    if isinstance(error, (NotADirectoryError, FileExistsError, IsADirectoryError)):
        return f"没有写成 {shown}：这个位置上已有同名的文件或文件夹。请用 -o 换个位置。"
    return f"没有写成 {shown}（原文件未动）：{error.strerror or error}。请用 -o 换个位置。"
