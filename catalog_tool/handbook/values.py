"""Every field of a document as printed text under its Chinese path.

Items of lists count from 1 (`申请材料.1.名称`). What has one wording as a whole has it
at its own path too: `办理时限.承诺` is 5 工作日, `行使层级` is 县级、市级.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook import wording
from catalog_tool.handbook.reading import Node, scalar_text


def values_of(value: Any) -> dict[str, str]:
    """Printed text by dotted path, in the order of the data."""
    return dict(_walk(value, "", ""))


def _walk(value: Any, path: str, key: str) -> Iterator[tuple[str, str]]:
    whole = _whole(value, key)
    if whole and path:
        yield path, whole
    if isinstance(value, dict):
        for name, item in value.items():
            shown = visible(str(name))
            yield from _walk(item, f"{path}.{shown}" if path else shown, str(name))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _walk(item, f"{path}.{number}", "依据" if "依据" in key else "")


def _whole(value: Any, key: str) -> str:
    if isinstance(value, list):
        if not value:
            return wording.NONE
        if key in ("适用情形", "免提交范围"):
            return wording.situations(Node(value))
        if "依据" in key:
            return wording.one_line(wording.citations(Node(value)))
        return Node(value).joined
    if isinstance(value, dict):
        if not value:
            return wording.NONE
        if "数值" in value or "单位" in value or key in ("法定", "承诺"):
            return wording.limit(Node(value))
        if key == "份数":
            return wording.copies(Node(value))
        return wording.one_line(wording.citation(Node(value))) if key == "依据" else ""
    return wording.day(scalar_text(value))
