"""A catalog's catalog.yaml, read once the same way for every use."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog_tool import store
from catalog_tool.domain.references import reference_fault, upper_paths
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile, read_yaml
from catalog_tool.store import CatalogFolder


def read_manifest(catalog: CatalogFolder) -> ReadFile:
    """The manifest as one document, or none and the refusals."""
    data = store.read_source(catalog.manifest)
    if isinstance(data, Refusal):
        return ReadFile(refusals=[data])
    return read_yaml(data, catalog.manifest.shown, manifest=True)


def manifest_of(read: ReadFile) -> dict[str, Any]:
    """The manifest's plain value; an empty one where it could not be read."""
    return read.documents[0].value if read.documents else {}


def upper_catalogs(catalog: CatalogFolder, manifest: Mapping[str, Any]) -> Iterator[CatalogFolder]:
    """Yield the catalogs that a manifest names as 上级目录, in order, as far as they are there."""
    return (upper for _, upper in named_uppers(catalog, manifest) if upper is not None)


def named_uppers(catalog: CatalogFolder, manifest: Mapping[str, Any]) -> Iterator[tuple[str, CatalogFolder | None]]:
    """Yield each path that a manifest names as 上级目录, in order, with the catalog there; None where there is none."""
    for path in upper_paths(manifest):
        # Made normal first: a workbook that stands for a catalog is no folder to step out of.
        folder = os.path.normpath(os.path.join(catalog.root, path))
        if not reference_fault(path, may_climb=True) and os.path.isfile(os.path.join(folder, MANIFEST_NAME)):
            yield path, store.list_catalog(Path(os.path.abspath(folder)))
        else:
            yield path, None
