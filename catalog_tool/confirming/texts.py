"""The two files beside a list as they shall be: comments and order stay, only what was decided is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from catalog_tool import store
from catalog_tool.compare.decided.confirmations import Confirmations
from catalog_tool.decided import Learned
from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.revising import UnusualLayout, revised
from catalog_tool.formats.yaml_reader import ReadFile, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.model import Document, Kind, Path
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import CatalogFolder
from catalog_tool.store.changing import Change

_HEADER = "# 由 catalog-tool diff --confirm 写入：人判断过的对应，比对时照此办。可以手工改。\n"


def _as_written(path: Path) -> Sequence[str]:
    """Keys stand as they were given."""
    return ()


def _any_order(kind: Kind) -> Callable[[Path], Sequence[str]]:
    return _as_written


def learned_text(learned: Learned, after: Confirmations) -> bytes:
    """The bytes of an alignments.yaml with more decisions; CannotRun where its layout does not allow it."""
    shown = store.shown_name(learned.path)
    document = learned.document
    if document is None:
        before = (learned.data or b"").decode("utf-8") or _HEADER
        text = f"{before}{'' if before.endswith(chr(10)) else chr(10)}{written([after.value({})], [_as_written])}"
    else:
        text = _revised(shown, learned.data or b"", document, after.value(document.value), _any_order)
    data = text.encode("utf-8")
    if refusals := read_yaml(data, shown, manifest=True).refusals:
        raise CannotRun(f"{shown} 写不了：{refusals[0].rule.message.format_map(refusals[0].args)}。没有写任何文件。")
    return data


def manifest_text(
    folder: CatalogFolder,
    read: ReadFile,
    value: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    orders: KeyOrders,
) -> Change:
    """The change of a catalog.yaml; CannotRun where it cannot be read or its layout does not allow it."""
    shown = folder.manifest.shown
    data = store.read_source(folder.manifest)
    if isinstance(data, Refusal) or read.refusals or not read.documents:
        raise CannotRun(f"{shown} 有读不了的地方，不能往里写。没有写任何文件，请先改好它。")
    document = read.documents[0]
    text = _revised(shown, data, document, value(document.value), orders.of)
    return Change(folder.manifest.path, data, text.encode("utf-8"))


def _revised(
    shown: str,
    data: bytes,
    document: Document,
    value: Mapping[str, Any],
    order_of: Callable[[Kind], Callable[[Path], Sequence[str]]],
) -> str:
    try:
        return revised(data.decode("utf-8"), [document], order_of, changed={0: value})
    except UnusualLayout as unusual:
        raise CannotRun(
            f"{shown} 第 {unusual.line} 行：{unusual.what}，不能往里写。没有写任何文件，请先改成一行一项的写法。"
        ) from unusual
