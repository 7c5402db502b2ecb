"""What a catalog on disk consists of.

Links, extensions and nesting are judged here because only the file system knows
them; what is wrong becomes a refusal beside the files, never an exception.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import LINK_OUTSIDE, NESTED_CATALOG, UNREAD_EXTENSION, Refusal
from catalog_tool.formats.system_errors import said
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.store.reading import TOP, SourceFile, shown_name, unreadable

OWN_FILES = frozenset({"alignments.yaml", "approved.yaml", "policy.yaml"})
"""Files beside catalog.yaml that are the tool's own (format.md §1)."""


@dataclass
class CatalogFolder:
    """A catalog on disk: its folder, manifest and files in order, and what was refused."""

    root: Path
    manifest: SourceFile
    files: list[SourceFile] = field(default_factory=list)
    refused: list[tuple[SourceFile, Refusal]] = field(default_factory=list)
    attachments: set[str] = field(default_factory=set)
    """Files that are no matters, by their name within the catalog; only what may lie in it."""
    only: frozenset[str] = frozenset()
    """Files or folders the user named, absolute; empty means the whole catalog."""
    _shown: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._shown = shown_name(self.root)

    def file(self, path: str) -> SourceFile:
        """A path below the root as a file of this catalog."""
        inside = os.fsencode(path[len(str(self.root)) :]).decode("utf-8", "replace")
        inside = inside.replace(os.sep, "/").lstrip("/")
        # The way to the root is the same for all its files: found once, in a fifth of the time.
        shown = f"{self._shown}/{inside}" if inside else self._shown
        return SourceFile(path, shown.removeprefix("./"), None, inside)

    def refuse(self, path: str, refusal: Refusal) -> None:
        """Note that a file or folder cannot be part of the catalog."""
        self.refused.append((self.file(path), refusal))

    def asked(self) -> frozenset[str]:
        """Names shown of everything the user asked for, what was refused included."""
        everything = (self.manifest, *self.files, *(file for file, _ in self.refused))
        return frozenset(file.shown for file in everything if not self.only or not self.only.isdisjoint(_above(file)))


def _above(file: SourceFile) -> Iterator[str]:
    yield file.path
    yield from map(str, Path(file.path).parents)


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


def is_in_catalog(path: str) -> bool:
    """Whether a file lies in the folder of a catalog: whatever it is, it belongs to that one."""
    return _catalog_above(Path(os.path.abspath(path)).parent) is not None


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


def first_yaml(folder: Path) -> str | None:
    """A .yaml file somewhere in a folder that is no catalog, rather a catalog.yaml; None if there is none."""
    other = None
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        if MANIFEST_NAME in names:
            return os.path.join(here, MANIFEST_NAME)
        found = sorted(name for name in names if name.endswith(".yaml"))
        if found and other is None:
            other = os.path.join(here, found[0])
    return other


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
    catalog = CatalogFolder(root, SourceFile(path, shown_name(path), refusal, MANIFEST_NAME))
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
        catalog.refuse(folder, unreadable(error))
        return []
    if not top and any(entry.name == MANIFEST_NAME for entry in entries):
        inner = os.path.join(folder, MANIFEST_NAME)
        args = {"inner": shown_name(inner), "outer": catalog.manifest.shown}
        catalog.refuse(inner, Refusal(NESTED_CATALOG, TOP, (), 0, args))
        return []
    folders = []
    for entry in entries:
        if entry.name.startswith("_"):
            catalog.attachments.update(_names_below(catalog, entry))
        if _is_passed_over(entry.name) or (top and (entry.name == MANIFEST_NAME or entry.name in OWN_FILES)):
            continue
        if _is_folder(entry):
            folders.append(entry.path)
        elif _is_link(entry) and os.path.isdir(entry.path):
            catalog.refuse(entry.path, _outside(entry.path, "指向文件夹的链接不跟随"))
        elif entry.name.lower().endswith((".yaml", ".yml")):
            _take_file(catalog, entry.path, real_root if _is_link(entry) else None)
        elif not _is_link(entry) or _link_refusal(entry.path, real_root) is None:
            catalog.attachments.add(catalog.file(entry.path).inside)
    return folders


def _names_below(catalog: CatalogFolder, entry: os.DirEntry[str]) -> Iterator[str]:
    """Yield the files in a folder that is passed over: they may still be attachments."""
    if not _is_folder(entry):
        if not _is_link(entry):
            yield catalog.file(entry.path).inside
        return
    for folder, _, names in os.walk(entry.path):
        for name in names:
            if not os.path.islink(os.path.join(folder, name)):
                yield catalog.file(os.path.join(folder, name)).inside


def _take_file(catalog: CatalogFolder, path: str, real_root: str | None) -> None:
    """Take a file by its extension; a link (with `real_root`) counts as the file while it stays inside."""
    refusal = _link_refusal(path, real_root) if real_root is not None else None
    if refusal is None and not path.endswith(".yaml"):
        stem, extension = os.path.splitext(os.path.basename(shown_name(path)))
        refusal = Refusal(UNREAD_EXTENSION, TOP, (), 0, {"extension": extension, "better": f"{stem}.yaml"})
    if refusal is None:
        catalog.files.append(catalog.file(path))
    else:
        catalog.refuse(path, refusal)


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
    return Refusal(LINK_OUTSIDE, TOP, (), 0, {"target": target, "thing": "链接", "why": why})
