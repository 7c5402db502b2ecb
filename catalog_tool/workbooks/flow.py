"""An object on one line, as format.md writes it: {原因: 婚迁, 地域: 省内}."""

from __future__ import annotations

from typing import Any

from catalog_tool.formats.yaml_writing import quoted_if_needed, scalar
from catalog_tool.model import Path


def flow(value: Any, path: Path = ()) -> str:
    """The value on one line, however long; reading it gives the value back."""
    if isinstance(value, dict):
        keys = ((quoted_if_needed(key, in_brackets=True), key, item) for key, item in value.items())
        return "{" + ", ".join(f"{written}: {flow(item, (*path, key))}" for written, key, item in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, (*path, number)) for number, item in enumerate(value)) + "]"
    return scalar(value, path, in_brackets=True)
