"""The only module that touches users' files: what a catalog consists of, reading, writing.

Links, extensions and nesting are judged here because only the file system knows
them; what is wrong becomes a refusal beside the files, never an exception.
"""

from __future__ import annotations

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
from catalog_tool.formats.system_errors import not_written, said
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, too_large
from catalog_tool.model import Place

OWN_FILES = frozenset({"alignments.yaml", "approved.yaml", "policy.yaml"})
"""Files beside catalog.yaml that are the tool's own (format.md §1)."""
_TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, the name people are shown, and why it must not be read if so."""

    path: str
    shown: str
    refusal: Refusal | None = None


@dataclass
class CatalogFolder:
    """A catalog on disk: its folder, manifest and files in order, and what was refused."""

    root: Path
    manifest: SourceFile
    files: list[SourceFile] = field(default_factory=list)
    refusals: list[tuple[str, Refusal]] = field(default_factory=list)
    only: frozenset[str] = frozenset()
    """Files or folders the user named, absolute; empty means the whole catalog."""
    refused: list[SourceFile] = field(default_factory=list)
    """The files and folders that `refusals` speak of, in the same order."""

    def refuse(self, file: SourceFile, refusal: Refusal) -> None:
        """Note that a file or folder cannot be part of the catalog."""
        self.refusals.append((file.shown, refusal))
        self.refused.append(file)

    def asked(self) -> frozenset[str]:
        """Names shown of everything the user asked for, what was refused included."""
        everything = (self.manifest, *self.files, *self.refused)
        return frozenset(file.shown for file in everything if not self.only or not self.only.isdisjoint(_above(file)))


def _above(file: SourceFile) -> Iterator[str]:
    yield file.path
    yield from map(str, Path(file.path).parents)


def shown_name(path: str | os.PathLike[str]) -> str:
    """Give a path as people are shown it: relative to the working directory, with forward slashes."""
    try:
        text = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        text = os.path.abspath(path)
    text = os.fsencode(text).decode("utf-8", "replace")
    return text.replace(os.sep, "/")


def find_catalogs(paths: Iterable[str]) -> list[CatalogFolder]:
    """List the catalogs that paths (catalogs, folders of catalogs, files) belong to, each once.

    Raises CannotRun for a path that is missing or belongs to no catalog, and where nothing is left to read.
    """
    found: dict[Path, CatalogFolder] = {}
    whole: set[Path] = set()
    named: dict[Path, list[str]] = {}
    for text in paths:
        path = Path(os.path.abspath(text))
        for root in _roots(text, path):
            if root not in found:
                found[root] = list_catalog(root)
            if path == root or path in root.parents:
                whole.add(root)
            else:
                named.setdefault(root, []).append(text)
    for root, texts in named.items():
        if root not in whole:
            found[root].only = frozenset(os.path.abspath(text) for text in texts)
    if not any(catalog.asked() for catalog in found.values()):
        # A shell's * may name attachments too; but nothing at all must not pass for a clean result.
        shown = "、".join(text for texts in named.values() for text in texts)
        raise CannotRun(
            f"{shown} 里没有可读的事项：只读 .yaml 文件；名称以 . 或 _ 开头的、"
            f"{'、'.join(sorted(OWN_FILES))} 不作为事项读。请检查路径。"
        )
    return list(found.values())


def _roots(text: str, path: Path) -> list[Path]:
    if not text:
        raise CannotRun("路径是空的。请写出目录、文件夹或文件。")
    if not os.path.lexists(path):
        raise CannotRun(f"没有这个文件或文件夹：{text}。请检查路径。")
    root = _catalog_above(path)
    roots = [root] if root else sorted(_catalogs_below(path))
    if roots:
        return roots
    better = f"请指到放 {MANIFEST_NAME} 的文件夹。"
    for name in ("catalog.yml", "catalog.YAML", "Catalog.yaml"):
        if os.path.lexists(path / name):
            better = f"请把 {name} 改名为 {MANIFEST_NAME}。"
    raise CannotRun(f"{text} 里没有目录：它、它的上级和下级文件夹里都没有 {MANIFEST_NAME}。{better}")


def _catalog_above(path: Path) -> Path | None:
    for folder in (path, *path.parents):
        if os.path.isfile(folder / MANIFEST_NAME) or os.path.islink(folder / MANIFEST_NAME):
            return folder
    return None


def _catalogs_below(folder: Path) -> Iterator[Path]:
    """Topmost folders with a manifest."""
    waiting = [folder] if os.path.isdir(folder) else []
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            raise CannotRun(f"读不了文件夹 {shown_name(here)}：{said(error)}。请检查权限。") from error
        if any(entry.name == MANIFEST_NAME for entry in entries):
            yield here
            continue
        waiting += [Path(entry.path) for entry in entries if _is_folder(entry) and not _is_passed_over(entry.name)]


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "_"))


def _is_link(entry: os.DirEntry[str]) -> bool:
    is_junction = getattr(entry, "is_junction", None)  # Python 3.12 and later
    return entry.is_symlink() or bool(is_junction and is_junction())


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not _is_link(entry)


def list_catalog(root: Path) -> CatalogFolder:
    """List the files of the catalog at `root`, sorted by name, and what cannot be one of them."""
    real_root = os.path.realpath(root)
    path = str(root / MANIFEST_NAME)
    refusal = _link_refusal(path, real_root) if os.path.islink(path) else None
    catalog = CatalogFolder(root, SourceFile(path, shown_name(path), refusal))
    waiting = [str(root)]
    while waiting:
        waiting += _list_folder(catalog, waiting.pop(), real_root)
    catalog.files.sort(key=lambda file: file.shown)
    return catalog


def _list_folder(catalog: CatalogFolder, folder: str, real_root: str) -> list[str]:
    """Sort a folder's entries into the catalog's files and refusals; the folders in it."""
    top = folder == str(catalog.root)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        catalog.refuse(SourceFile(folder, shown_name(folder)), unreadable(error))
        return []
    if not top and any(entry.name == MANIFEST_NAME for entry in entries):
        inner = SourceFile(os.path.join(folder, MANIFEST_NAME), shown_name(os.path.join(folder, MANIFEST_NAME)))
        args = {"inner": inner.shown, "outer": catalog.manifest.shown}
        catalog.refuse(inner, Refusal(NESTED_CATALOG, _TOP, (), 0, args))
        return []
    folders = []
    for entry in entries:
        if _is_passed_over(entry.name) or (top and (entry.name == MANIFEST_NAME or entry.name in OWN_FILES)):
            continue
        if _is_folder(entry):
            folders.append(entry.path)
        elif _is_link(entry) and os.path.isdir(entry.path):
            file = SourceFile(entry.path, shown_name(entry.path))
            catalog.refuse(file, _outside(entry.path, "指向文件夹的链接不跟随"))
        elif entry.name.lower().endswith((".yaml", ".yml")):
            file = SourceFile(entry.path, shown_name(entry.path))
            _take_file(catalog, file, real_root if _is_link(entry) else None)
    return folders


def _take_file(catalog: CatalogFolder, file: SourceFile, real_root: str | None) -> None:
    """Take a file by its extension; a link (with `real_root`) counts as the file while it stays inside."""
    refusal = _link_refusal(file.path, real_root) if real_root is not None else None
    if refusal is None and not file.path.endswith(".yaml"):
        stem, extension = os.path.splitext(os.path.basename(file.shown))
        refusal = Refusal(UNREAD_EXTENSION, _TOP, (), 0, {"extension": extension, "better": f"{stem}.yaml"})
    if refusal is None:
        catalog.files.append(file)
    else:
        catalog.refuse(file, refusal)


def _link_refusal(path: str, real_root: str) -> Refusal | None:
    """Refuse a link to a file outside the catalog."""
    if Path(os.path.realpath(path)).is_relative_to(real_root):
        return None
    return _outside(path, "它指到目录之外")


def _outside(path: str, why: str) -> Refusal:
    try:
        target = os.fsencode(os.readlink(path)).decode("utf-8", "replace")
    except OSError:
        target = "别处"
    return Refusal(LINK_OUTSIDE, _TOP, (), 0, {"target": target, "thing": "链接", "why": why})


def unreadable(error: OSError) -> Refusal:
    """Make the refusal of a file or folder that the system would not read."""
    return _unreadable(said(error))


def _unreadable(problem: str) -> Refusal:
    return Refusal(UNREADABLE_FILE, _TOP, (), 0, {"problem": problem})


# Without waiting for a pipe's other end; descriptors, since a file object costs four
# times as much as the reading of a guide.
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _read_handle(handle: int) -> bytes | Refusal:
    status = os.fstat(handle)
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
    if file.refusal is not None:
        return file.refusal
    try:
        handle = os.open(file.path, _READ_FLAGS)
        try:
            return _read_handle(handle)
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        return _unreadable("链接指到的文件不存在") if os.path.islink(file.path) else unreadable(error)
    except OSError as error:
        return unreadable(error)
    except ValueError:  # a NUL in the name
        return _unreadable("文件名里有不允许的字符")


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
