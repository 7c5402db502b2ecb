"""The use case behind `render`: a catalog's files become handbooks.

Never requires validity (contract.md): what cannot be read stands in the problems,
the rest is printed. Nothing here knows the time or the place it runs in: same files,
same choice, same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool import store
from catalog_tool.domain.file_names import safe_part
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun, Finding
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.handbook import html
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import Choice, Contents, build, cancelled
from catalog_tool.model import Document, Kind, Matter, text_of
from catalog_tool.placing import file_owner, owner_of, place_refusal
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True, slots=True)
class Published:
    """What a run gives: file names with bytes, what could not be read, and what was printed."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Finding, ...]
    matters: int
    one_things: int
    cancelled: int


@dataclass(slots=True)
class _Read:
    matters: list[Mapping[str, Any]] = field(default_factory=list)
    one_things: list[Mapping[str, Any]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def publish(catalog: CatalogFolder, templates: Mapping[str, str], choice: Choice) -> Published:
    """The handbook of a catalog as one HTML file; without files where nothing could be read.

    Raises CannotRun where the choice fits none of the matters.
    """
    contents, problems = read_contents(catalog)
    left_out = len(cancelled(contents, choice))
    book = build(contents, choice)
    if not book.parts:
        if not choice.is_everything and (contents.matters or contents.one_things):
            raise CannotRun(_nothing_chosen(choice))
        return Published((), problems, 0, 0, left_out)
    name = file_name(contents, choice, "html")
    data = html.write(book, templates).encode("utf-8")
    matters, one_things = _count(book)
    return Published(((name, data),), problems, matters, one_things, left_out)


def read_contents(catalog: CatalogFolder) -> tuple[Contents, tuple[Finding, ...]]:
    """Everything readable of a catalog, and the rest as findings in order."""
    total = hashlib.sha256()
    manifest: dict[str, Any] = {}
    read = _Read()
    documents = _read(catalog.manifest, catalog, total, read, region="", manifest=True)
    if documents:
        manifest = documents[0].value
    region = text_of(manifest.get("区划代码"))
    for file, refusal in catalog.refused:
        read.problems.append(place_refusal(refusal, file_owner(file.shown, region, file.inside)))
    for file in catalog.files:
        for document in _read(file, catalog, total, read, region):
            found = read.one_things if document.kind is Kind.ONE_THING else read.matters
            found.append(document.value)
    problems = tuple(sorted(read.problems, key=lambda finding: finding.order))
    return Contents(manifest, read.matters, read.one_things, total.hexdigest()[:12]), problems


def _read(
    file: SourceFile, catalog: CatalogFolder, total: Any, read: _Read, region: str, *, manifest: bool = False
) -> Sequence[Document]:
    data = store.read_source(file)
    if isinstance(data, Refusal):
        read.problems.append(place_refusal(data, file_owner(file.shown, region, file.inside)))
        return ()
    # The name within the catalog: where it stands on disk must not change the hash.
    total.update(f"{file.inside}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
    total.update(data)
    found = read_yaml(data, file.shown, manifest=manifest)
    owners = {document.index: owner_of(document, region, file.inside) for document in found.documents}
    for refusal in found.refusals:
        owner = owners.get(refusal.document) or file_owner(file.shown, region, file.inside, refusal.document)
        read.problems.append(place_refusal(refusal, owner))
    return found.documents


def _nothing_chosen(choice: Choice) -> str:
    if choice.matter:
        return f"目录里没有编码为 {one_line(choice.matter)} 的事项或一件事。请核对 --matter。"
    return (
        f"目录里没有“{one_line(choice.department)}”的事项。"
        "请核对 --department：写主管部门或实施主体的全称，和目录里的一样。"
    )


def _count(book: Book) -> tuple[int, int]:
    matters = sum(len(part.chapters) for part in book.parts if part.key[5:].isdigit())
    one_things = sum(len(part.chapters) for part in book.parts if part.key == "part-onethings")
    return matters, one_things


def file_name(contents: Contents, choice: Choice, extension: str) -> str:
    """The handbook's file name: region code, what was chosen, 办事指南; safe on every system."""
    parts = [text_of(contents.manifest.get("区划代码")), choice.department]
    if choice.matter:
        parts.append(choice.matter)
        names = [Matter(value).title for value in contents.matters if choice.matter == value.get("基本编码")]
        parts += names[:1]
    kept = [part for part in map(safe_part, parts) if part]
    return f"{'-'.join([*kept, '办事指南'])}.{extension}"
