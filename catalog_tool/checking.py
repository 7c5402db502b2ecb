"""The use case behind `validate`: files become findings.

Each file is inspected apart, wherever the runner likes; rules across matters judge
the gathered facts afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from catalog_tool import store
from catalog_tool.findings import Anchor, Finding, Settled, internal_error, placed, settle
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.inspecting import DocumentChecker, Extract
from catalog_tool.model import Context, Place
from catalog_tool.placing import file_owner, place_refusal
from catalog_tool.rules import PlacedFact, Surroundings, all_rules
from catalog_tool.runner import run_partition
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(frozen=True)
class Selection:
    """Which rules are reported: `only` (all if empty) without `never`."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether findings of a rule are wanted; a crash of our own always is."""
        return name == "internal-error" or ((not self.only or name in self.only) and name not in self.never)


@dataclass(frozen=True)
class Checked:
    """A whole run's result: findings in order, and what was looked at."""

    settled: Settled
    matters: int
    files: int


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
        checker = self.checker()

        def work(file: SourceFile) -> Extract:
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return Extract([place_refusal(data, file_owner(file.shown, self.context.region, file.inside))])
            return checker.check_bytes(data, file.shown, file.inside)

        return work


def check_catalogs(
    catalogs: Iterable[CatalogFolder],
    standards: Standards,
    selection: Selection,
    *,
    extra: Iterable[tuple[str, bytes]] = (),
    debug: bool = False,
) -> Checked:
    """Check whole catalogs; show the findings in what was asked for.

    `extra` are further files (name shown, bytes) that belong to the one catalog
    given: standard input.
    """
    findings: list[Finding] = []
    omitted: Counter[str] = Counter()
    matters = files = 0
    for catalog in catalogs:
        run = CatalogRun(catalog, standards, debug=debug)
        asked = frozenset(name for name, _ in extra) if extra else catalog.asked()
        for name, count in run.run(extra).items():
            if name in asked:
                matters += count
                files += name != catalog.manifest.shown
        everything = not catalog.only and not extra
        for finding in run.findings:
            related = any(file in asked for file, _, _ in finding.related)
            if selection.has(finding.rule) and (everything or finding.file in asked or related):
                findings.append(finding)
        for (file, rule), count in run.omitted.items():
            if selection.has(rule) and (everything or file in asked):
                omitted[file] += count
    return Checked(settle(findings, omitted=omitted), matters, files)


class CatalogRun:
    """One catalog's check: manifest first, then every file, then the rules across matters."""

    def __init__(self, catalog: CatalogFolder, standards: Standards, *, debug: bool = False) -> None:
        self._catalog = catalog
        self._standards = standards
        self._debug = debug
        self.findings: list[Finding] = []
        self.omitted: dict[tuple[str, str], int] = {}
        self.context: Context

    def run(self, extra: Iterable[tuple[str, bytes]] = ()) -> dict[str, int]:
        """Fill `findings`; how many matters each file holds."""
        job = self.job()
        for refused, refusal in self._catalog.refused:
            owner = file_owner(refused.shown, self.context.region, refused.inside)
            self.findings.append(place_refusal(refusal, owner))
        counts: dict[str, int] = {}
        facts: dict[str, list[PlacedFact]] = {}
        for file, extract in zip(self._catalog.files, run_partition(job, self._catalog.files), strict=True):
            counts[file.shown] = len(extract.matters)
            self._take(file.shown, extract, facts)
        for shown, data in extra:
            extract = job.checker().check_bytes(data, shown)
            counts[shown] = len(extract.matters)
            self._take(shown, extract, facts)
        self._judge(facts)
        return counts

    def job(self) -> CheckJob:
        """What checks this catalog's files; the manifest is checked on the way, and its findings taken."""
        manifest = self._catalog.manifest
        data = store.read_source(manifest)
        value: dict[str, Any] = {}
        if not isinstance(data, Refusal):
            read = read_yaml(data, manifest.shown, manifest=True)
            value = read.documents[0].value if read.documents else {}
        self.context = self._standards.context(value, self._catalog.attachments)
        job = CheckJob(self._standards.composed(self.context), self.context, self._debug)
        if isinstance(data, Refusal):
            owner = file_owner(manifest.shown, self.context.region, manifest.inside)
            self.findings.append(place_refusal(data, owner))
        else:
            self._take(
                manifest.shown, job.checker().check_bytes(data, manifest.shown, manifest.inside, manifest=True), {}
            )
        return job

    def _take(self, shown: str, extract: Extract, facts: dict[str, list[PlacedFact]]) -> None:
        self.findings += extract.findings
        self.omitted.update({(shown, rule): count for rule, count in extract.omitted.items()})
        for name, gathered in extract.facts.items():
            facts.setdefault(name, []).extend(gathered)

    def _judge(self, facts: dict[str, list[PlacedFact]]) -> None:
        for rule in all_rules():
            gathered = facts.get(rule.name)
            if rule.judge is None or not gathered:
                continue
            gathered.sort(key=lambda fact: (fact.anchor.file, fact.anchor.place))
            try:
                wide = (Surroundings(lambda: ()),) if rule.wide else ()
                for hit in rule.judge(gathered, self.context, *wide):
                    assert hit.anchor is not None, "a judge must use Hit.on"
                    self.findings.append(placed(rule.info, hit, hit.anchor))
            except Exception as error:
                if self._debug:
                    raise
                manifest = self._catalog.manifest
                anchor = Anchor(file_owner(manifest.shown, self.context.region, manifest.inside), Place(1, 1), ())
                self.findings.append(internal_error(rule.name, anchor, error))
