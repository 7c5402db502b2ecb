"""Which document goes into which file, and what of it is new; what must stay out and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalog_tool import store
from catalog_tool.domain.changed_fields import changed_words, only_in_order
from catalog_tool.domain.department_folders import DepartmentFolders
from catalog_tool.domain.file_names import safe_part
from catalog_tool.domain.references import reference_fault
from catalog_tool.formats.edits import Rewrite
from catalog_tool.formats.entries import UnusualLayout
from catalog_tool.formats.nodes import content_of
from catalog_tool.formats.refusals import DAMAGED_CELL, UNREAD_ROW, Refusal
from catalog_tool.formats.revising import revised
from catalog_tool.formats.yaml_reader import ReadFile, kind_of, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.importing.losses import has_less, rows_under, unreadable_as
from catalog_tool.importing.manifest import ManifestPlanner
from catalog_tool.importing.plan import Held, Imported, PlannedFile, words_of
from catalog_tool.model import Document, Kind, Matter, text_of
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.standards import Standards
from catalog_tool.store import SourceFile
from catalog_tool.store.new_files import NewFiles
from catalog_tool.store.targets import catalog_in
from catalog_tool.workbook_folders import WorkbookFolder
from catalog_tool.workbooks.homes import Standing, homes
from catalog_tool.workbooks.stating import Stated, completed
from catalog_tool.workbooks.tables import MAIN_NAMES


class Planner:
    """Plans one import."""

    def __init__(self, workbook: WorkbookFolder, target: str, standards: Standards) -> None:
        self._workbook = workbook
        self._read = workbook.read
        self._orders = KeyOrders(standards.schemas)
        self._schemas = standards.schemas
        self._root = Path(os.path.abspath(target))
        self._files: dict[str, PlannedFile] = {}
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
        manifest = ManifestPlanner(self._read, self._root, self._orders, self._completed).plan(catalog)
        self._result.stray += manifest.stray
        self._result.manifest_changed, self._result.founded = bool(manifest.files), manifest.is_new
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
        self._result.files = [*manifest.files, *self._rewrites()]
        if self._reordered:
            self._result.notes.append(f"有 {self._reordered} 件里只是先后次序变了；没有动过次序的，看看表是不是排过序")
        self._result.held = [self._held(document) for document in documents if document.index in self._refused]
        return self._result

    # What stands in the folder

    def _standing_file(self, source: SourceFile) -> PlannedFile:
        data = store.read_source(source)
        if isinstance(data, Refusal):
            return PlannedFile(source, None, ReadFile(refusals=[data]))
        return PlannedFile(source, data, read_yaml(data, source.shown))

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
        if self._workbook.book.unread and has_less(old, new):
            problem = "这一件比目录里少了内容，工作簿里又有没算出值的公式，分不清是空着还是没有算；整件没有导入"
            self._refuse(document.index, f"{problem}，请用 Excel 或 WPS 打开、保存后再来")
            return True
        lists = sorted(path for kind, path in self._read.astray if kind is document.kind)
        less = [path for path in lists if rows_under(new, path) < rows_under(old, path)]
        if less:
            names = "、".join(f"“{path[-1]}”" for path in less)
            problem = f"{names}比目录里的少，又有不知归谁的行，分不清是删了还是没读出；整件没有导入，请先改好那几行"
            self._refuse(document.index, problem)
        return bool(less)

    def _unreadable(self, file: PlannedFile, document: Document) -> bool:
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
        file = self._files.setdefault(name, PlannedFile(SourceFile(path, store.shown_name(path))))
        self._made.add(name)
        file.added.append((number, document.value))
        file.numbers.append(document.index)

    def _named(self, document: Document) -> bool:
        """Whether another import would know the document again."""
        value = document.value
        return any(text_of(value.get(key)) for key in ("基本编码", "编码", "名称")) or bool(Matter(value).title)

    def _where_it_may_stand(self, name: str, document: Document) -> Iterable[PlannedFile]:
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
            if file.data is None and (problem := unreadable_as(after)):
                for number in file.numbers:
                    self._refuse(number, f"写成文件就读不了：{problem}；整件没有导入")
                continue
            self._result.changed += len(file.changed)
            self._result.changes += [self._told[name, index] for index in sorted(file.changed)]
            self._result.added += len(file.added)
            yield Rewrite(file.source.path, file.source.shown, file.data or b"", after)

    def _text(self, file: PlannedFile) -> str:
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
