"""Paths written in a catalog: attachments and the directory it belongs to (format.md §2)."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from catalog_tool.model import mapping_of, text_of

_DRIVE = re.compile("[A-Za-z]:")


def reference_fault(text: str, *, may_climb: bool = False) -> str:
    """What is wrong with a path, as a Chinese clause; "" if nothing.

    Absolute, drive and UNC paths, `:` and backslashes never pass; `..` only where a
    catalog names its directory (`may_climb`). A path with a fault is never opened.
    """
    if not text.strip():
        return "是空的"
    if _DRIVE.match(text):
        return "带有盘符"
    if text.startswith(("/", "\\")):
        return "是绝对路径或网络路径"
    if "\\" in text:
        return "用了反斜杠 \\"
    if ":" in text:
        return "含有冒号（网址请写在 网办地址）"
    if not may_climb and ".." in text.split("/"):
        return "用“..”指到了目录之外"
    return ""


def attachment_name(text: str) -> str:
    """A path without a fault as `Context.attachments` would list it, whichever way its letters are composed."""
    return posixpath.normpath(unicodedata.normalize("NFC", text))


def upper_paths(manifest: Mapping[str, Any]) -> list[str]:
    """The paths a manifest names as 上级目录, in order."""
    value = manifest.get("上级目录")
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text_of(mapping_of(value).get("路径"))]
    if not isinstance(value, list):
        return []
    return [item if isinstance(item, str) else text_of(mapping_of(item).get("路径")) for item in value]
