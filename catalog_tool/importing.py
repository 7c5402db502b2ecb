"""The use case behind `import`: a workbook's documents go into the files of a catalog.

What stands there already is changed where it differs and nowhere else, its comments
kept; what is new gets a file. A document with anything that could not be read stays out
whole: half a matter in the catalog would be worse than none. Nothing is written before
everything is known.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from catalog_tool import store
from catalog_tool.domain.changed_fields import changed_words, only_in_order
from catalog_tool.domain.department_folders import DepartmentFolders
from catalog_tool.domain.file_names import safe_part
from catalog_tool.domain.references import reference_fault
from catalog_tool.findings import CannotRun
from catalog_tool.formats.edits import Rewrite
from catalog_tool.formats.entries import UnusualLayout
from catalog_tool.formats.nodes import content_of
from catalog_tool.formats.refusals import DAMAGED_CELL, UNREAD_ROW, Refusal
from catalog_tool.formats.revising import revised
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile, kind_of, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.model import Document, Kind, Matter, Place, text_of
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile
from catalog_tool.store.changing import Change, change_files
from catalog_tool.store.new_files import NewFiles
from catalog_tool.store.targets import catalog_in
from catalog_tool.workbook_folders import WorkbookFolder
from catalog_tool.workbooks.homes import Standing, homes
from catalog_tool.workbooks.stating import Stated, completed
from catalog_tool.workbooks.tables import MAIN_NAMES, Keys

_MAY_BE_LARGE = 200_000
"""Bytes from which on a file may hold more than the reader takes."""
_MAY_BE_DEEP = 40
"""Blanks in a row, or brackets, from which on it may be nested deeper than the reader follows."""


class Held(NamedTuple):
    """A document that stays out: its code, its name, where its row stands, and what was refused in it."""

    code: str
    name: str
    place: Place
    why: tuple[Refusal, ...]


@dataclass
class Imported:
    """What an import does, before it is done.

    `files` are the files to write (an empty `after`: to delete). `held` are documents
    left out, `stray` rows and columns that belong to none. `absent` counts documents of
    the catalog that the workbook does not have.
    """

    files: list[Rewrite] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    stray: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    absent: int = 0
    manifest_changed: bool = False
    founded: bool = False
    """Whether there was no catalog before."""
    changes: list[tuple[str, str]] = field(default_factory=list)
    """Of each document that is changed its name and code, and which fields."""
    removals: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Names and codes of what is deleted, and of what the workbook does not have."""

    @property
    def is_complete(self) -> bool:
        """Whether everything in the workbook was taken."""
        return not self.held and not self.stray


@dataclass
class _File:
    """A file of the catalog while the import is planned."""

    source: SourceFile
    data: bytes | None = None
    read: ReadFile = field(default_factory=ReadFile)
    changed: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Documents of the workbook that this file takes part in."""


def plan_import(workbook: WorkbookFolder, target: str, standards: Standards, *, prune: bool = False) -> Imported:
    """What an import into a folder would do; `prune` deletes what the workbook no longer has.

    Raises CannotRun where the folder cannot be a catalog.
    """
    return _Planner(workbook, target, standards).plan(prune=prune)


def write_import(imported: Imported) -> None:
    """Do it: all files or none."""
    change_files(
        [
            Change(file.path, file.before if file.before or os.path.lexists(file.path) else None, file.after or None)
            for file in imported.files
        ]
    )


class _Planner:
    """Plans one import."""

    def __init__(self, workbook: WorkbookFolder, target: str, standards: Standards) -> None:
        self._workbook = workbook
        self._read = workbook.read
        self._orders = KeyOrders(standards.schemas)
        self._schemas = standards.schemas
        self._root = Path(os.path.abspath(target))
        self._files: dict[str, _File] = {}
        self._new = NewFiles(self._root)
        self._made: set[str] = set()
        self._folders = DepartmentFolders()
        self._result = Imported(notes=list(workbook.read.notes), stray=list(workbook.read.stray))
        self._told: dict[tuple[str, int], tuple[str, str]] = {}
        self._reordered = 0
        self._refused: dict[int, list[Refusal]] = {}
        for refusal in self._read.refusals:
            self._refused.setdefault(refusal.document, []).append(refusal)
        for number in self._read.held:
            self._refuse(number, "这一件有一行没有读出（编码变成了数字，或“区分”对不上）；整件没有导入")

    def plan(self, *, prune: bool) -> Imported:
        """Everything that is to be done, and what is left out."""
        catalog = catalog_in(str(self._root))
        manifest = self._manifest(catalog)
        if catalog is not None:
            for file in catalog.files:
                self._files[file.inside] = self._standing_file(file)
        standing = [
            Standing(name, document.index, document.value)
            for name, file in self._files.items()
            for document in file.read.documents
        ]
        documents = self._read.documents
        self._new = NewFiles(self._root, self._files)
        self._folders = DepartmentFolders(
            (home.file, home.value) for home in standing if kind_of(dict(home.value)) is Kind.MATTER
        )
        found = homes(standing, [document.value for document in documents], [*map(self._said, documents)])
        taken = {(home.file, home.index) for home in found if home is not None}
        self._result.notes += self._read.not_there if taken else []
        for document, home in zip(documents, found, strict=True):
            if document.index not in self._refused:
                self._place(document, home)
        absent = [home for home in standing if (home.file, home.index) not in taken]
        self._absent(absent, prune=prune)
        self._result.files = [*manifest, *self._rewrites()]
        if self._reordered:
            self._result.notes.append(f"有 {self._reordered} 件里只是先后次序变了；没有动过次序的，看看表是不是排过序")
        self._result.held = [self._held(document) for document in documents if document.index in self._refused]
        return self._result

    # What stands in the folder

    def _standing_file(self, source: SourceFile) -> _File:
        data = store.read_source(source)
        if isinstance(data, Refusal):
            return _File(source, None, ReadFile(refusals=[data]))
        return _File(source, data, read_yaml(data, source.shown))

    def _manifest(self, catalog: CatalogFolder | None) -> list[Rewrite]:
        """What becomes of catalog.yaml."""
        document, refusals = self._read.manifest, self._read.manifest_refusals
        if refusals:
            self._result.stray += refusals
        if catalog is None:
            # Places and the like have sheets of their own; alone they make no catalog.
            stays = not self._read.only_founds and not self._read.stated.get(Kind.MANIFEST, Stated()).main
        else:
            stays = self._read.only_founds
        if document is None or not document.value or refusals or stays:
            if catalog is None:
                why = "工作簿的“目录信息”有读不出的内容" if refusals else "工作簿里没有“目录信息”"
                raise CannotRun(
                    f"{store.shown_name(self._root)} 里还没有 {MANIFEST_NAME}，{why}。"
                    "请先填好“目录信息”，或用 catalog-tool init 建好目录，再导入。"
                )
            return []
        path = str(self._root / MANIFEST_NAME)
        order = self._orders.of(Kind.MANIFEST)
        if catalog is None:
            self._result.manifest_changed = self._result.founded = True
            after = written([document.value], [order]).encode("utf-8")
            return [Rewrite(path, store.shown_name(path), b"", after)]
        data = store.read_source(catalog.manifest)
        read = ReadFile() if isinstance(data, Refusal) else read_yaml(data, catalog.manifest.shown, manifest=True)
        if isinstance(data, Refusal) or read.refusals or not read.documents:
            return self._manifest_stays(document, f"{catalog.manifest.shown} 有读不了的地方", "先改好这个文件")
        self._same_catalog(read.documents[0].value, document.value)
        value = self._completed(read.documents[0].value, document)
        if value == read.documents[0].value:
            return []
        try:
            after = revised(content_of(data), read.documents, self._orders.of, changed={0: value}).encode("utf-8")
        except UnusualLayout as unusual:
            return self._manifest_stays(document, f"{catalog.manifest.shown} {unusual.what}", "手工改")
        self._result.manifest_changed = True
        return [Rewrite(path, catalog.manifest.shown, data, after)]

    def _same_catalog(self, standing: Mapping[str, Any], incoming: Mapping[str, Any]) -> None:
        """Raise CannotRun where the workbook is another region's: the two would be mixed up."""
        for key in ("区划代码", "类别"):
            old, new = text_of(standing.get(key)), text_of(incoming.get(key))
            if old and new and old != new:
                names = [text_of(value.get("名称")) or text_of(value.get(key)) for value in (incoming, standing)]
                shown = store.shown_name(self._root)
                raise CannotRun(
                    f"工作簿是“{names[0]}”（{key} {new}），{shown} 是“{names[1]}”（{key} {old}）。"
                    f"请核对 -o 后面的文件夹；{key}真要改的，先在 {MANIFEST_NAME} 里改。"
                )

    def _manifest_stays(self, document: Document, why: str, remedy: str) -> list[Rewrite]:
        problem = f"{why}，“目录信息”没有导入；请{remedy}"
        self._result.stray.append(Refusal(UNREAD_ROW, document.place(), (), 0, {"problem": problem}))
        return []

    # Where each document goes

    def _said(self, document: Document) -> tuple[str, int] | None:
        """File and number that the row names."""
        told = self._read.files.get(document.index)
        if told is None:
            return None
        name, mark, number = told[0].rpartition("#")
        # A name may have such a mark itself.
        if mark and number.isascii() and number.isdecimal() and len(number) < 6:
            return (name, int(number) - 1)
        return (told[0], 0)

    def _refuse(self, number: int, problem: str) -> None:
        place = self._read.documents[number].place()
        refusal = Refusal(UNREAD_ROW, place, (), number, {"problem": problem})
        self._refused.setdefault(number, []).append(refusal)

    def _place(self, document: Document, home: Standing | None) -> None:
        """Put a document where it belongs: in place of what it continues, or in a file of its own."""
        if home is None:
            self._put_new(document)
            return
        file = self._files[home.file]
        value = self._completed(home.value, document)
        if value == home.value:
            self._result.same += 1
        elif not (self._unreadable(file, document) or self._lacks_rows(home.value, value, document)):
            file.changed[home.index] = value
            file.numbers.append(document.index)
            self._told[home.file, home.index] = (words_of(value), changed_words(home.value, value))
            if only_in_order(home.value, value):
                self._reordered += 1

    def _lacks_rows(self, old: Mapping[str, Any], new: Mapping[str, Any], document: Document) -> bool:
        """Whether what is gone from a document may stand where nothing could be read; then it stays as it is."""
        if self._workbook.book.unread and _has_less(old, new):
            problem = "这一件比目录里少了内容，工作簿里又有没算出值的公式，分不清是空着还是没有算；整件没有导入"
            self._refuse(document.index, f"{problem}，请用 Excel 或 WPS 打开、保存后再来")
            return True
        lists = sorted(path for kind, path in self._read.astray if kind is document.kind)
        less = [path for path in lists if _rows_under(new, path) < _rows_under(old, path)]
        if less:
            names = "、".join(f"“{path[-1]}”" for path in less)
            problem = f"{names}比目录里的少，又有不知归谁的行，分不清是删了还是没读出；整件没有导入，请先改好那几行"
            self._refuse(document.index, problem)
        return bool(less)

    def _unreadable(self, file: _File, document: Document) -> bool:
        """Whether a file holds what cannot be read, which keeps a document out of it."""
        if not file.read.refusals:
            return False
        line = file.read.refusals[0].place.line
        self._refuse(document.index, f"原文件 {file.source.shown} 第 {line} 行起读不了，没有改；请先改好这个文件")
        return True

    def _completed(self, old: Mapping[str, Any], document: Document) -> dict[str, Any]:
        stated = self._read.stated.get(document.kind, Stated())
        return completed(old, document.value, stated, set(self._schemas.node(document.kind, ()).get("properties", ())))

    def _put_new(self, document: Document) -> None:
        told = self._read.files.get(document.index)
        name, number = self._said(document) or ("", 0)
        if told is not None and name:
            fault = reference_fault(name)
            if fault or not name.endswith(".yaml"):
                problem = f"“文件”写的 {name} {fault or '不是 .yaml 文件'}；请清空这一格，由程序定文件名"
                refusal = Refusal(DAMAGED_CELL, told[1], (), document.index, {"problem": problem})
                self._refused.setdefault(document.index, []).append(refusal)
                return
        if any(self._unreadable(file, document) for file in self._where_it_may_stand(name, document)):
            return
        # Rows of one new file say so by their numbers.
        shared = name in self._made and told is not None and told[0] != name
        if not name or not (shared or self._new.is_free(name)):
            if not self._named(document):
                self._refuse(document.index, "这一行没有编码，也没有名称，不知是哪一件；请补上，不要的行请删去")
                return
            name = self._invented(document)
        self._new.take(name)
        path = str(self._root / name)
        file = self._files.setdefault(name, _File(SourceFile(path, store.shown_name(path))))
        self._made.add(name)
        file.added.append((number, document.value))
        file.numbers.append(document.index)

    def _named(self, document: Document) -> bool:
        """Whether another import would know the document again."""
        value = document.value
        return any(text_of(value.get(key)) for key in ("基本编码", "编码", "名称")) or bool(Matter(value).title)

    def _where_it_may_stand(self, name: str, document: Document) -> Iterable[_File]:
        """The file that a row names, and those that cannot be read and hold the same code."""
        if name in self._files:
            yield self._files[name]
        code = text_of(document.value.get("基本编码") or document.value.get("编码")).encode()
        for file in self._files.values():
            if code and file.read.refusals and code in (file.data or b""):
                yield file

    def _invented(self, document: Document) -> str:
        """A file name for what is new: the department's folder, code and name."""
        value = document.value
        matter = Matter(value)
        if document.kind is Kind.ONE_THING:
            parts = [text_of(value.get("编码")), text_of(value.get("名称"))]
            folder = "一件事"
        else:
            parts = [matter.code, matter.detail_name or matter.title]
            folder = self._folders.of(matter)
        return self._new.invented(folder, "-".join(part for part in map(safe_part, parts) if part) or "未命名")

    def _absent(self, absent: Sequence[Standing], *, prune: bool) -> None:
        """What stands in the catalog and not in the workbook."""
        result = self._result
        if prune and absent and (result.stray or self._refused or self._read.is_partial):
            what = "没读出的行" if result.stray or self._refused else "没有读的表或行"
            result.notes.append(f"工作簿里有{what}，分不清是删了还是没读出，目录里多出来的事项这次都没有删")
            prune = False
        kept: dict[str, None] = {}
        for home in absent if prune else ():
            file, kind = self._files[home.file], kind_of(dict(home.value))
            if not self._read.stated.get(kind, Stated()).main:
                kept[f"工作簿里没有“{MAIN_NAMES[kind]}”表，目录里的{MAIN_NAMES[kind]}没有删"] = None
            elif file.read.refusals:
                kept[f"{file.source.shown} 有读不了的地方，里面的事项没有删"] = None
            else:
                file.removed.add(home.index)
                result.removed += 1
                result.removals.append(words_of(home.value))
        result.notes += kept
        result.absent = len(absent) - result.removed
        gone = set(result.removals)
        result.left = [words for words in (words_of(home.value) for home in absent) if words not in gone]

    # What is written

    def _rewrites(self) -> Iterable[Rewrite]:
        for name, file in self._files.items():
            if not (file.changed or file.removed or file.added):
                continue
            try:
                after = self._text(file).encode("utf-8")
            except UnusualLayout as unusual:
                for number in file.numbers:
                    why = f"原文件 {file.source.shown} 第 {unusual.line} 行：{unusual.what}，没有改；请手工改"
                    self._refuse(number, why)
                if file.removed:
                    where = f"{file.source.shown} 第 {unusual.line} 行"
                    self._result.notes.append(f"{where}：{unusual.what}，里面的事项没有删")
                    self._result.removed -= len(file.removed)
                    self._result.absent += len(file.removed)
                continue
            if file.data is None and (problem := _unreadable_as(after)):
                for number in file.numbers:
                    self._refuse(number, f"写成文件就读不了：{problem}；整件没有导入")
                continue
            self._result.changed += len(file.changed)
            self._result.changes += [self._told[name, index] for index in sorted(file.changed)]
            self._result.added += len(file.added)
            yield Rewrite(file.source.path, file.source.shown, file.data or b"", after)

    def _text(self, file: _File) -> str:
        added = [value for _, value in sorted(file.added, key=lambda each: each[0])]
        if file.data is None:
            return written(added, [self._orders.of(kind_of(dict(value))) for value in added])
        return revised(
            content_of(file.data), file.read.documents, self._orders.of,
            changed=file.changed, removed=file.removed, added=added,
        )  # fmt: skip

    def _held(self, document: Document) -> Held:
        value = document.value
        code = text_of(value.get("基本编码") or value.get("编码"))
        matter = Matter(value)
        name = matter.title or text_of(value.get("名称"))
        return Held(code, name, document.place(), tuple(self._refused[document.index]))


def _unreadable_as(data: bytes) -> str:
    """What the reader would say of a new file; "" if nothing. The usual text needs no reading to know it."""
    is_usual = len(data) < _MAY_BE_LARGE and b" " * _MAY_BE_DEEP not in data and data.count(b"[") < _MAY_BE_DEEP
    if is_usual and data.count(b"{") < _MAY_BE_DEEP and b"\\" not in data:
        return ""
    refusals = read_yaml(data, "").refusals
    return refusals[0].rule.message.format_map(refusals[0].args) if refusals else ""


def _has_less(old: Any, new: Any) -> bool:
    """Whether anything is gone from a value, however deep."""
    if isinstance(old, dict) and isinstance(new, dict):
        return any(key not in new or _has_less(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(new) < len(old) or any(map(_has_less, old, new))
    return False


def _rows_under(value: Any, keys: Keys) -> int:
    """How many rows a list has in a workbook; the lists within its items count too."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    items = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    inner = ([part for part in item.values() if isinstance(part, list)] for item in items if isinstance(item, dict))
    return sum(max([1, *map(len, lists)]) for lists in inner)


def words_of(value: Mapping[str, Any]) -> str:
    """A document by its name and code."""
    matter = Matter(value)
    code = text_of(value.get("基本编码") or value.get("编码"))
    name = matter.detail_name or matter.title or text_of(value.get("名称")) or "没有名称的一件"
    return f"{name}（{code}）" if code else name
