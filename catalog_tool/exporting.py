"""The use cases behind `export` and `init --xlsx`: a catalog as a workbook, and the empty one."""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool import store
from catalog_tool.findings import Finding
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.model import IMPLEMENTATION, Kind, text_of
from catalog_tool.placing import file_owner, place_refusal
from catalog_tool.runner import without_collecting
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile
from catalog_tool.workbooks.laying_out import Entry
from catalog_tool.workbooks.tables import tables_of
from catalog_tool.workbooks.writing import workbook_of


@dataclass(frozen=True)
class Exported:
    """A workbook's bytes, how many matters and one-things it holds, and what could not be read."""

    data: bytes
    matters: int
    one_things: int
    problems: tuple[Finding, ...]


def export(catalog: CatalogFolder, standards: Standards) -> Exported:
    """A whole catalog as a workbook; what the reader refuses stands in the problems, the rest goes on."""
    with without_collecting():
        return _export(catalog, standards)


def _export(catalog: CatalogFolder, standards: Standards) -> Exported:
    manifest = read_manifest(catalog)
    value = manifest_of(manifest)
    context = standards.context(value)
    entries = [Entry(Kind.MANIFEST, value)] if manifest.documents else []
    refused: list[tuple[SourceFile, Refusal]] = [(catalog.manifest, refusal) for refusal in manifest.refusals]
    refused += catalog.refused
    for file in catalog.files:
        data = store.read_source(file)
        if isinstance(data, Refusal):
            refused.append((file, data))
            continue
        read = read_yaml(data, file.shown)
        refused += [(file, refusal) for refusal in read.refusals]
        several = len(read.documents) > 1
        entries += [
            Entry(document.kind, document.value, file.inside, str(document.index + 1) if several else "")
            for document in read.documents
        ]
    tables = tables_of(standards.composed(context), implementation=value.get("类别") == IMPLEMENTATION)
    title = text_of(value.get("名称")) or "政务服务事项目录"
    data = workbook_of(tables, entries, title, always=(Kind.MANIFEST, Kind.MATTER))
    problems = tuple(
        place_refusal(refusal, file_owner(file.shown, context.region, file.inside, refusal.document))
        for file, refusal in refused
    )
    counts = [sum(1 for entry in entries if entry.kind is kind) for kind in (Kind.MATTER, Kind.ONE_THING)]
    return Exported(data, counts[0], counts[1], problems)


def empty_workbook(standards: Standards, manifest: dict[str, object], *, one_things: bool) -> bytes:
    """A workbook with every sheet and nothing in it but what is known of the catalog already."""
    context = standards.context(manifest)
    tables = tables_of(standards.composed(context), implementation=manifest.get("类别") == IMPLEMENTATION)
    always = (Kind.MANIFEST, Kind.MATTER, *((Kind.ONE_THING,) if one_things else ()))
    entries = [Entry(Kind.MANIFEST, manifest)] if manifest else []
    return workbook_of(tables, entries, "政务服务事项目录", always=always)
