"""The schemas without anything required: what a part of a catalog, such as a hard case, must still satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool.schema.shapes import SchemaSet


def fragments_of(schemas: SchemaSet) -> SchemaSet:
    return SchemaSet({name: _without_required(schema) for name, schema in schemas.files.items()})


def _without_required(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _without_properties(value) if key in ("properties", "$defs") else _without_required(value)
            for key, value in node.items()
            if key not in ("required", "minProperties", "if", "then", "else")
        }
    if isinstance(node, list):
        return [_without_required(item) for item in node]
    return node


def _without_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    # A field may itself be called 必填 or "required": names are not keywords here.
    return {name: _without_required(schema) for name, schema in properties.items()}
