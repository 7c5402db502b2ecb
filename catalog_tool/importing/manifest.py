"""What an import makes of catalog.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.edits import Rewrite
from catalog_tool.formats.entries import UnusualLayout
from catalog_tool.formats.nodes import content_of
from catalog_tool.formats.refusals import UNREAD_ROW, Refusal
from catalog_tool.formats.revising import revised
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.model import Document, Kind, text_of
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import CatalogFolder
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.stating import Stated

Completed = Callable[[Mapping[str, Any], Document], dict[str, Any]]
"""What becomes of a standing value by an incoming document."""


@dataclass
class ManifestChange:
    """The file to write, if any, and what was refused; whether there was a catalog before."""

    files: list[Rewrite] = field(default_factory=list)
    stray: list[Refusal] = field(default_factory=list)
    is_new: bool = False


class ManifestPlanner:
    """Plans what becomes of the catalog.yaml in a folder."""

    def __init__(self, read: PickedUp, root: Path, orders: KeyOrders, completed: Completed) -> None:
        self._read = read
        self._root = root
        self._orders = orders
        self._completed = completed
        self._result = ManifestChange()

    def plan(self, catalog: CatalogFolder | None) -> ManifestChange:
        """The change; CannotRun where there is no catalog and none can be founded, or it is another one."""
        self._result.is_new = catalog is None
        self._result.files = self._manifest(catalog)
        return self._result

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
