"""Catalogs read as comparing sees them: values and places of their matters, never documents.

Files become comparables as they are read, here or in workers, so that a document
lives no longer than its file takes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool import store
from catalog_tool.compare.comparable import VERSION_PATHS, Row, Side, grouped, packed, row_of, unpacked
from catalog_tool.context import Context, Lexicon, Profile
from catalog_tool.findings import Finding, Spot
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.model import Kind, text_of
from catalog_tool.placing import file_owner, place_refusal
from catalog_tool.runner import run_partition
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True)
class Source:
    """A catalog on disk with its manifest read: all that a worker needs to read the rest.

    `refused` are the refusals of the manifest; where it could not be read it is empty.
    """

    folder: CatalogFolder
    manifest: Mapping[str, Any]
    profile: Profile
    refused: tuple[Refusal, ...]
    versions: tuple[Spot, ...] = ()
    """Where VERSION_PATHS of the manifest stand."""

    @property
    def key(self) -> str:
        """Tells catalogs apart, however they are named."""
        return os.path.realpath(self.folder.root)

    @property
    def shown(self) -> str:
        """The folder as people are shown it."""
        return store.shown_name(self.folder.root)

    @property
    def region(self) -> str:
        """区划代码."""
        return text_of(self.manifest.get("区划代码"))

    @property
    def level(self) -> str:
        """层级."""
        return text_of(self.manifest.get("层级"))

    def context(self, lexicon: Lexicon) -> Context:
        """The context of its matters."""
        return Context(self.manifest, self.profile, lexicon)


def source_of(folder: CatalogFolder, standards: Standards) -> Source:
    """A catalog with its manifest; an unknown 编码规则 gives the neutral profile."""
    read = read_manifest(folder)
    manifest = manifest_of(read)
    profile = standards.profile(text_of(manifest.get("编码规则")))
    shown = folder.manifest.shown
    spots = [Spot(shown, *read.documents[0].place(path)) for path in VERSION_PATHS] if read.documents else []
    return Source(folder, manifest, profile, tuple(read.refusals), tuple(spots))


@dataclass(slots=True)
class Rows:
    """What a file gives to comparing."""

    rows: list[Row] = field(default_factory=list)
    one_things: list[Row] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    def __reduce__(self) -> tuple[Any, ...]:
        # How they come home from a worker: marshal takes a third of pickle's time.
        return _rows_from, (packed(self.rows), packed(self.one_things), self.problems)


def _rows_from(rows: bytes, one_things: bytes, problems: list[Finding]) -> Rows:
    return Rows(unpacked(rows), unpacked(one_things), problems)


FileItem = tuple[int, SourceFile]
"""A file, and which of the job's catalogs it belongs to."""


@dataclass(frozen=True)
class RowsJob:
    """Reads files into rows; carries the contexts of their catalogs."""

    contexts: tuple[Context, ...]

    def open(self) -> Callable[[FileItem], Rows]:
        """Nothing to make ready."""

        def work(item: FileItem) -> Rows:
            context, file = self.contexts[item[0]], item[1]
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return Rows(problems=[place_refusal(data, file_owner(file.shown, context.region, file.inside))])
            read = read_yaml(data, file.shown)
            problems = [
                place_refusal(refusal, file_owner(file.shown, context.region, file.inside, refusal.document))
                for refusal in read.refusals
            ]
            return Rows(
                [row_of(document, context) for document in read.documents if document.kind is Kind.MATTER],
                [row_of(document, context) for document in read.documents if document.kind is Kind.ONE_THING],
                problems,
            )

        return work


def read_sides(sources: Sequence[Source], lexicon: Lexicon, workers: int = 1) -> list[Side]:
    """Catalogs as comparing sees them; one whose manifest cannot be read has only problems."""
    contexts = tuple(source.context(lexicon) for source in sources)
    gathered = [Rows(problems=_refused(source, context)) for source, context in zip(sources, contexts, strict=True)]
    items = [(number, file) for number, source in enumerate(sources) if source.manifest for file in source.folder.files]
    for (number, _), result in zip(items, run_partition(RowsJob(contexts), items, workers), strict=True):
        gathered[number].rows += result.rows
        gathered[number].one_things += result.one_things
        gathered[number].problems += result.problems
    return [
        Side(
            source.shown,
            context,
            tuple(grouped(found.rows)),
            tuple(found.problems),
            tuple(found.one_things),
            source.versions,
        )
        for source, context, found in zip(sources, contexts, gathered, strict=True)
    ]


def read_side(source: Source, lexicon: Lexicon) -> Side:
    """One catalog."""
    return read_sides([source], lexicon)[0]


def _refused(source: Source, context: Context) -> list[Finding]:
    refusals = [*((source.folder.manifest, refusal) for refusal in source.refused), *source.folder.refused]
    return [place_refusal(refusal, file_owner(file.shown, context.region, file.inside)) for file, refusal in refusals]
