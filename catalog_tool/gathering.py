"""One catalog's files become findings, facts and ignore comments: here, in processes, or from the cache."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from catalog_tool import store
from catalog_tool.context import Context
from catalog_tool.extracts import Extract, decode, encode
from catalog_tool.findings import Finding, Owner
from catalog_tool.formats.directives import Directive
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import MANIFEST_NAME, ReadFile
from catalog_tool.inspecting import DocumentChecker
from catalog_tool.manifests import manifest_of, read_manifest
from catalog_tool.placing import file_owner, place_refusal
from catalog_tool.rules import PlacedFact
from catalog_tool.runner import WORTH, run_partition
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile, Stamp
from catalog_tool.workbook_folders import WorkbookFolder

if TYPE_CHECKING:
    from catalog_tool.store.cache import ExtractCache

Progress = Callable[[int, int], None]
"""Files done and files in all, of one catalog."""


@dataclass(frozen=True)
class CacheSettings:
    """Where caches lie, and what besides bytes and context they depend on: the program and its schemas."""

    folder: str
    version: str


@dataclass(frozen=True)
class Engine:
    """How the files of a catalog are gone through: by how many processes, and with which cache."""

    workers: int = 1
    cache: CacheSettings | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class CheckJob:
    """Checks the files of one catalog; carries all it needs."""

    schemas: SchemaSet
    context: Context
    debug: bool = False

    def checker(self) -> DocumentChecker:
        """What checks the bytes of a file."""
        return DocumentChecker(self.schemas, self.context, debug=self.debug)

    def open(self) -> Callable[[SourceFile], Extract]:
        """Compile the schemas and collect the rules once."""
        work = self.stamped()
        return lambda file: work(file)[0]

    def stamped(self) -> Callable[[SourceFile], tuple[Extract, Stamp | None]]:
        """As `open`, with what each file was when it was read."""
        checker = self.checker()

        def work(file: SourceFile) -> tuple[Extract, Stamp | None]:
            data, stamp = store.read_stamped(file)
            if isinstance(data, Refusal):
                owner = file_owner(file.shown, self.context.region, file.inside)
                return Extract([place_refusal(data, owner)]), None
            return checker.check_bytes(data, file.shown, file.inside), stamp

        return work


class Sealed(NamedTuple):
    """An extract in the form that leaves a process, and the stamp of its file."""

    form: bytes
    stamp: Stamp | None


@dataclass(frozen=True)
class SealingJob:
    """The same work, with results that can be sent and kept."""

    inner: CheckJob

    def open(self) -> Callable[[SourceFile], Sealed]:
        """Make the inner job ready."""
        work = self.inner.stamped()

        def sealed(file: SourceFile) -> Sealed:
            extract, stamp = work(file)
            return Sealed(encode(extract), stamp)

        return sealed


@dataclass
class Gathered:
    """A whole catalog's extracts, added up."""

    catalog: CatalogFolder
    context: Context
    job: CheckJob
    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, list[PlacedFact]] = field(default_factory=dict)
    directives: dict[str, tuple[list[Directive], Owner]] = field(default_factory=dict)
    omitted: dict[tuple[str, str], int] = field(default_factory=dict)
    matters: Counter[str] = field(default_factory=Counter)
    """How many matters each file holds, by the name shown; files without any too."""
    departments: dict[str, list[str]] = field(default_factory=dict)
    """For each file, the department of each matter in it."""

    def take(self, file: SourceFile, extract: Extract, *, counted: bool = True) -> None:
        """Add one file's extract."""
        self.findings += extract.findings
        for rule, count in extract.omitted.items():
            self.omitted[file.shown, rule] = self.omitted.get((file.shown, rule), 0) + count
        for name, gathered in extract.facts.items():
            self.facts.setdefault(name, []).extend(gathered)
        if extract.directives:
            owners = extract.matters
            owner = owners[0] if len(owners) == 1 else file_owner(file.shown, self.context.region, file.inside)
            self.directives[file.shown] = (extract.directives, owner)
        if counted:
            self.count(file, extract)

    def count(self, file: SourceFile, extract: Extract) -> None:
        """Count a file's matters, or those of a part of it."""
        self.matters[file.shown] += len(extract.matters)
        self.departments.setdefault(file.shown, []).extend(owner.department for owner in extract.matters)


def gather(
    catalog: CatalogFolder,
    standards: Standards,
    engine: Engine,
    *,
    extra: Iterable[tuple[str, bytes]] = (),
    debug: bool = False,
) -> Gathered:
    """Go through a catalog: manifest first, then every file, then `extra` (name shown, bytes)."""
    if isinstance(catalog, WorkbookFolder):
        return _gather_workbook(catalog, standards, engine, debug=debug)
    read = read_manifest(catalog)
    context = standards.context(manifest_of(read), catalog.attachments)
    result = Gathered(catalog, context, CheckJob(standards.composed(context), context, debug))
    for file, refusal in catalog.refused:
        result.findings.append(place_refusal(refusal, file_owner(file.shown, context.region, file.inside)))
    checker = result.job.checker()
    manifest = catalog.manifest
    result.take(manifest, checker.check_read(read, manifest.shown, manifest.inside), counted=False)
    progress = engine.progress or (lambda _done, _all: None)
    for done, (file, extract) in enumerate(_extracts(result.job, catalog, engine), 1):
        result.take(file, extract)
        progress(done, len(catalog.files))
    for shown, bytes_ in extra:
        result.take(SourceFile(shown, shown, None, shown), checker.check_bytes(bytes_, shown, shown))
    return result


def _gather_workbook(catalog: WorkbookFolder, standards: Standards, engine: Engine, *, debug: bool = False) -> Gathered:
    """Go through a workbook: each of its documents takes the place of a file."""
    read, file = catalog.read, catalog.manifest
    context = standards.context(read.manifest.value if read.manifest else {})
    result = Gathered(catalog, context, CheckJob(standards.composed(context), context, debug))
    checker = result.job.checker()
    if read.manifest is not None:
        manifest = ReadFile([read.manifest], read.manifest_refusals)
        result.take(file, checker.check_read(manifest, file.shown, MANIFEST_NAME), counted=False)
    refusals: dict[int, list[Refusal]] = {}
    for refusal in read.refusals:
        refusals.setdefault(refusal.document, []).append(refusal)
    progress = engine.progress or (lambda _done, _all: None)
    result.matters[file.shown] = 0
    result.departments[file.shown] = []
    for document in read.documents:
        part = ReadFile([document], refusals.get(document.index, []))
        result.take(file, checker.check_read(part, file.shown, file.inside))
        progress(document.index + 1, len(read.documents))
    for number, refusal in enumerate(read.stray, len(read.documents)):
        owner = file_owner(file.shown, context.region, file.inside, number)
        result.findings.append(place_refusal(refusal, owner))
    return result


def _extracts(job: CheckJob, catalog: CatalogFolder, engine: Engine) -> Iterator[tuple[SourceFile, Extract]]:
    """Yield every file with its extract, in order; those that the cache knows are not read again."""
    files = catalog.files
    if len(files) < WORTH or (engine.cache is None and engine.workers < 2):
        yield from zip(files, run_partition(job, files), strict=True)
        return
    cache = None if engine.cache is None else _opened(engine.cache, job, catalog)
    forms = [cache.lookup(file) if cache else None for file in files]
    fresh = run_partition(SealingJob(job), _unknown(files, forms), engine.workers)
    for index, file in enumerate(files):
        form, forms[index] = forms[index], None  # a form is of no use once it is read
        if form is None:
            sealed = next(fresh)
            form = sealed.form
            if cache is not None:
                cache.keep(file, form, sealed.stamp)
        yield file, decode(form, file.shown, file.inside)
    if cache is not None:
        cache.save()


def _unknown(files: Sequence[SourceFile], forms: Sequence[bytes | None]) -> list[SourceFile]:
    return [file for file, form in zip(files, forms, strict=True) if form is None]


def _opened(settings: CacheSettings, job: CheckJob, catalog: CatalogFolder) -> ExtractCache:
    """The catalog's cache for what this run goes by: program, schemas, manifest, attachments."""
    context = job.context
    from catalog_tool.store.cache import ExtractCache

    known = [settings.version, context.profile.name, context.manifest, sorted(context.attachments or ())]
    key = hashlib.sha256(json.dumps(known, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    return ExtractCache(settings.folder, catalog.root, key.hexdigest())
