"""The use case behind `render`: a catalog's files become handbooks.

Never requires validity (contract.md): what cannot be read stands in the problems,
the rest is printed. Nothing here knows the time or the place it runs in: same files,
same choice, same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
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
from catalog_tool.handbook.verifying import Verification
from catalog_tool.handbook.writing import Printed, Task, Writer
from catalog_tool.model import Document, Kind, Matter, text_of
from catalog_tool.placing import file_owner, owner_of, place_refusal
from catalog_tool.runner import run_partition, without_collecting
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True, slots=True)
class Published:
    """What a run gives: files, what could not be read, what to know of the print, what was printed.

    `files` are names with bytes; where they were handed out as they came, names alone.
    `matters` counts those of one 基本编码 once.
    """

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Finding, ...]
    matters: int
    one_things: int
    cancelled: int
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


Out = Callable[[str, bytes], None]
"""Takes a file's name and its bytes as soon as they are there."""


@dataclass(slots=True)
class _Read:
    matters: list[Mapping[str, Any]] = field(default_factory=list)
    one_things: list[Mapping[str, Any]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def publish(
    catalog: CatalogFolder,
    writers: Sequence[Writer],
    choice: Choice,
    workers: int = 1,
    *,
    verified: bool = False,
    out: Out | None = None,
) -> Published:
    """The handbook of a catalog in each writer's format; without files where nothing could be read.

    `verified` has every format read back, and what is missing told among the faults. With
    `out` the files are handed over one by one: those of a whole province would fill the
    memory. Raises CannotRun where the choice fits none of the matters.
    """
    with without_collecting():
        contents, problems = read_contents(catalog)
        check_choice(contents, choice)
        book = build(contents, choice)
    left_out = len(cancelled(contents, choice))
    if not book.parts:
        if not choice.is_everything and (contents.matters or contents.one_things):
            raise CannotRun(nothing_chosen(contents, choice))
        return Published((), problems, 0, 0, left_out)
    stem = stem_of(contents, choice)
    matters, one_things = chosen(contents, choice)
    values = [*matters, *one_things]
    keys = keys_of(values)
    documents = {keys[id(value)]: value for value in values} if verified else {}
    checks = [Verification(book, documents) if verified else None for _ in writers]
    pieces = []
    for number, piece in _printed(writers, book, stem, workers):
        check = checks[number]
        if check is not None:
            check.take(piece)
        if out is not None:
            for name, data in piece.files:
                out(name, data)
            piece = replace(piece, files=tuple((name, b"") for name, _ in piece.files))  # noqa: PLW2901
        pieces.append(piece)
    faults = [fault for piece in pieces for fault in piece.faults]
    faults += [fault for check in checks if check is not None for fault in check.faults()]
    return Published(
        tuple(file for piece in pieces for file in piece.files),
        problems,
        # Handling items of one code are one matter, here as on the dividers and in `diff`.
        len({text_of(value.get("基本编码")) or keys[id(value)] for value in matters}),
        len(one_things),
        left_out,
        tuple(dict.fromkeys(note for piece in pieces for note in piece.notes)),
        tuple(dict.fromkeys(faults)),
    )


Work = tuple[tuple[int, Task], ...]
"""Tasks of several writers, by the writers' numbers, that are done one after the other."""


@dataclass(frozen=True)
class _Press:
    """All writers as one job: workers begin once, and a volume travels to one of them once for all formats."""

    writers: tuple[Writer, ...]

    def open(self) -> Callable[[Work], list[Printed]]:
        """Ready to print; a writer is made ready when its first task comes."""
        ready: dict[int, Callable[[Task], Printed]] = {}

        def print_one(number: int, task: Task) -> Printed:
            if number not in ready:
                ready[number] = self.writers[number].open()
            with without_collecting():
                return ready[number](task)

        return lambda work: [print_one(number, task) for number, task in work]


def _printed(writers: Sequence[Writer], book: Book, stem: str, workers: int) -> Iterator[tuple[int, Printed]]:
    """What the writers make of the Book, each piece with its writer's number."""
    tasks = [[(number, task) for task in writer.tasks(book, stem)] for number, writer in enumerate(writers)]
    items = [tuple(filter(None, row)) for row in zip_longest(*tasks)]
    # Kept without their bytes: a closing asks on which pages chapters begin.
    kept: list[list[Printed]] = [[] for _ in writers]
    # A task is a volume of many matters: from two of them on a second process pays.
    results = run_partition(_Press(tuple(writers)), items, workers, chunk=1, worth=2)
    for item, pieces in zip(items, results, strict=True):
        for (number, _), piece in zip(item, pieces, strict=True):
            kept[number].append(replace(piece, files=()))
            yield number, piece
    for number, writer in enumerate(writers):
        yield number, writer.closing(book, stem, kept[number])


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
