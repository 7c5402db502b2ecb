"""The use case behind `fmt`: files in their one form, and not a value or comment of them changed.

What comes out is read again and must hold the same; otherwise the file is left as it
was, and that is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from catalog_tool import store
from catalog_tool.formats.edits import Edit, Fixed, Left, Rewrite, applied
from catalog_tool.formats.entries import UnusualLayout
from catalog_tool.formats.layout import closed, laid_out
from catalog_tool.formats.nodes import Node, content_of, roots_of
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.rereading import reads_as, same_comments
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile, read_yaml
from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIKE, CODE_LIST_KEYS, NULLS
from catalog_tool.model import DIRECTORY, IMPLEMENTATION
from catalog_tool.runner import run_partition
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.store import CatalogFolder, SourceFile

FORMAT = "format"
"""Under this name a file that is brought to its form is counted."""


@dataclass(frozen=True)
class FormatJob:
    """Brings files to their one form; carries all it needs."""

    schemas: SchemaSet

    def open(self) -> Callable[[SourceFile], Rewrite | None]:
        """Look the order of keys up once."""
        formatter = Formatter(self.schemas)

        def work(file: SourceFile) -> Rewrite | None:
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return _refused(file, data)
            return formatter.rewrite(data, file, manifest=file.inside == MANIFEST_NAME)

        return work


def format_catalogs(catalogs: Iterable[CatalogFolder], schemas: SchemaSet, *, workers: int = 1) -> Fixed:
    """What becomes of every file that was asked for; nothing is written."""
    files: list[Rewrite] = []
    sources: list[SourceFile] = []
    for catalog in catalogs:
        asked = catalog.asked()
        sources += [file for file in (catalog.manifest, *catalog.files) if file.shown in asked]
        files += [_refused(file, refusal) for file, refusal in catalog.refused if file.shown in asked]
    files += [file for file in run_partition(FormatJob(schemas), sources, workers) if file is not None]
    return Fixed(tuple(sorted(files, key=lambda file: file.file)), len(sources))


def format_bytes(data: bytes, shown: str, schemas: SchemaSet) -> Rewrite:
    """What becomes of a text that comes without a file; whether it is a catalog.yaml is seen by what it says."""
    as_manifest = read_yaml(data, shown, manifest=True)
    values = [document.value for document in as_manifest.documents[:1]]
    manifest = any(value.get("类别") in (DIRECTORY, IMPLEMENTATION) and "基本编码" not in value for value in values)
    done = Formatter(schemas).rewrite(data, SourceFile(shown, shown), manifest=manifest)
    return done or Rewrite(shown, shown, data, data)


def _refused(file: SourceFile, refusal: Refusal) -> Rewrite:
    sentence = refusal.rule.message.format_map(refusal.args)
    return Rewrite(file.path, file.shown, b"", b"", left=(Left(refusal.rule.name, refusal.place.line, sentence),))


class Formatter:
    """Brings files to their one form."""

    def __init__(self, schemas: SchemaSet) -> None:
        self._orders = KeyOrders(schemas)

    def rewrite(self, data: bytes, file: SourceFile, *, manifest: bool) -> Rewrite | None:
        """What becomes of a file; None where it has the form already."""
        read = read_yaml(data, file.shown, manifest=manifest)
        if read.refusals:
            first = min(read.refusals, key=lambda refusal: refusal.place)
            return _left(data, file, Left(first.rule.name, first.place.line, first.rule.message.format_map(first.args)))
        try:
            after = self._formatted(data, read)
        except UnusualLayout as unusual:
            return _left(data, file, Left("", unusual.line, f"{unusual.what}，请手工改成一行一个键"))
        before = content_of(data).replace("\r\n", "\n")
        values = [document.value for document in read.documents]
        if not (reads_as(after, values, manifest=manifest) and same_comments(before, after)):
            return _left(data, file, Left("", 1, "这里的写法不常见，整理以后内容会变；请手工整理"))
        if after.encode("utf-8") == data:
            return None
        return Rewrite(file.path, file.shown, data, after.encode("utf-8"), {FORMAT: 1})

    def _formatted(self, data: bytes, read: ReadFile) -> str:
        text = content_of(data).replace("\r\n", "\n")
        roots = roots_of(text)
        codes = [code for root in roots for code in _codes(root)]
        edits = [Edit(code.start, code.end, json.dumps(code.text, ensure_ascii=False)) for code in codes]
        text = applied(text, [*edits, *closed(text, roots)])
        orders = [self._orders.of(document.kind) for document in read.documents]
        return laid_out(text, roots_of(text), orders)


def _left(data: bytes, file: SourceFile, left: Left) -> Rewrite:
    return Rewrite(file.path, file.shown, data, data, left=(left,))


def _codes(node: Node, *, members: bool = False) -> Iterator[Node]:
    """Yield the codes that are not in double quotes; what is under a region's own keys is its own."""
    for key, value in node.pairs:
        if key.text.startswith("x-"):
            continue
        if key.text in CODE_KEYS and value.style in ("", "'") and not (value.style == "" and value.text in NULLS):
            yield value
        yield from _codes(value, members=key.text in CODE_LIST_KEYS)
    for item in node.items:
        if members and item.style in ("", "'") and CODE_LIKE.fullmatch(item.text):
            yield item
        yield from _codes(item)
