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
from catalog_tool.findings import CannotRun, Finding
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import build
from catalog_tool.handbook.choosing import cancelled, check_choice, chosen, nothing_chosen
from catalog_tool.handbook.editions import editions
from catalog_tool.handbook.subject import Choice, Contents, keys_of
from catalog_tool.handbook.verifying import verify
from catalog_tool.handbook.writing import Printed, Writer
from catalog_tool.model import Document, Kind, Matter, text_of
from catalog_tool.placing import file_owner, owner_of, place_refusal
from catalog_tool.runner import run_partition, without_collecting
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True, slots=True)
class Published:
    """What a run gives: file names with bytes, what could not be read, what to know of the print, what was printed."""

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Finding, ...]
    matters: int
    one_things: int
    cancelled: int
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Read:
    matters: list[Mapping[str, Any]] = field(default_factory=list)
    one_things: list[Mapping[str, Any]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def publish(
    catalog: CatalogFolder, writers: Sequence[Writer], choice: Choice, workers: int = 1, *, verified: bool = False
) -> Published:
    """The handbook of a catalog in each writer's format; without files where nothing could be read.

    `verified` has every format read back, and what is missing told among the faults.
    Raises CannotRun where the choice fits none of the matters.
    """
    with without_collecting():
        contents, problems = read_contents(catalog)
        check_choice(contents, choice)
        book = build(contents, choice)
    left_out = len(cancelled(contents, choice))
    if not book.parts:
        if not choice.is_everything and (contents.matters or contents.one_things):
            raise CannotRun(nothing_chosen(choice))
        return Published((), problems, 0, 0, left_out)
    stem = stem_of(contents, choice)
    matters, one_things = chosen(contents, choice)
    printed = [_print(writer, book, stem, workers) for writer in writers]
    faults = [fault for pieces in printed for piece in pieces for fault in piece.faults]
    if verified:
        values = [*matters, *one_things]
        keys = keys_of(values)
        documents = {keys[id(value)]: value for value in values}
        faults += [fault for pieces in printed for fault in verify(book, documents, pieces)]
    return Published(
        tuple(file for pieces in printed for piece in pieces for file in piece.files),
        problems,
        len(matters),
        len(one_things),
        left_out,
        tuple(dict.fromkeys(note for pieces in printed for piece in pieces for note in piece.notes)),
        tuple(dict.fromkeys(faults)),
    )


def _print(writer: Writer, book: Book, stem: str, workers: int) -> list[Printed]:
    # A task is a volume of many matters: from two of them on a second process pays.
    printed = list(run_partition(writer, writer.tasks(book, stem), workers, chunk=1, worth=2))
    return [*printed, writer.closing(book, stem, printed)]


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


def stem_of(contents: Contents, choice: Choice) -> str:
    """What the files are named after: region code, what was chosen, the kind of paper; safe on every system."""
    parts = [text_of(contents.manifest.get("区划代码")), choice.department, *choice.lists, choice.place]
    if choice.matter:
        parts.append(choice.matter)
        names = [Matter(value).title for value in contents.matters if choice.matter == value.get("基本编码")]
        parts += names[:1]
    parts += [option for _, option in choice.answers]
    kept = [part for part in map(safe_part, parts) if part]
    return "-".join([*kept, editions()[choice.edition].document])
