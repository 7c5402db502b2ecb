"""The documents of the example province, as plain values."""

from __future__ import annotations

from typing import Any

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Kind
from catalog_tool.resources import resource_folder


def province_documents() -> list[tuple[str, Kind, dict[str, Any]]]:
    """Every document of the example province: an id, its kind, its value."""
    folder = resource_folder("guides")
    found = []
    for file in sorted(folder.rglob("*.yaml")):
        if any(part.startswith("_") for part in file.relative_to(folder).parts):
            continue
        read = read_yaml(file.read_bytes(), file.name, manifest=file.name == "catalog.yaml")
        found += [
            (f"{file.relative_to(folder).as_posix()}#{document.index}", document.kind, document.value)
            for document in read.documents
        ]
    return found
