"""The use case behind `validate`: files become findings.

A file's Extract is a function of its bytes and the Context alone, so that it can be
made anywhere and kept; rules across matters judge the gathered facts afterwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalog_tool import store
from catalog_tool.domain.names import fold
from catalog_tool.findings import (
    MOST_PER_FILE,
    Anchor,
    Finding,
    Hit,
    Settled,
    Severity,
    internal_error,
    placed,
    settle,
)
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import (
    IMPLEMENTATION,
    Context,
    Document,
    Kind,
    Lexicon,
    Matter,
    Path,
    Place,
    Profile,
    text_of,
)
from catalog_tool.rules import PlacedFact, Rule, all_rules, subject_of
from catalog_tool.runner import run_partition
from catalog_tool.schema.engines import Engine, Fault, make_engine
from catalog_tool.schema.faults import SCHEMA_RULES, FaultWriter
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.store import CatalogFolder, SourceFile


@dataclass(slots=True)
class Extract:
    """What a file gives: placed findings, facts for rules across matters, and how many matters it holds.

    Of one rule only as many findings are made as a file may show; the rest are
    counted in `omitted`, so that a file of faults costs no more than it says.
    """

    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, list[PlacedFact]] = field(default_factory=dict)
    matters: int = 0
    omitted: Counter[str] = field(default_factory=Counter)
    _made: Counter[tuple[str, Severity | None]] = field(default_factory=Counter)

    def takes(self, rule: str, severity: Severity | None = None) -> bool:
        """Whether one more finding of a rule, at a severity of its own, is to be made; counted either way."""
        if self._made[rule, severity] < MOST_PER_FILE:
            self._made[rule, severity] += 1
            return True
        self.omitted[rule] += 1
        return False


@dataclass(frozen=True)
class Selection:
    """Which rules are reported: `only` (all if empty) without `never`."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether findings of a rule are wanted; a crash of our own always is."""
        return name == "internal-error" or ((not self.only or name in self.only) and name not in self.never)


@dataclass(frozen=True)
class Standards:
    """What checking goes by, as frozen values from resources: schemas, profiles, lexicon."""

    schemas: SchemaSet
    profile: Callable[[str], Profile]
    profile_names: tuple[str, ...]
    lexicon: Lexicon


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

    def open(self) -> Callable[[SourceFile], Extract]:
        """Compile the schemas and collect the rules once."""
        checker = DocumentChecker(self.schemas, self.context, debug=self.debug)

        def work(file: SourceFile) -> Extract:
            data = store.read_source(file)
            if isinstance(data, Refusal):
                return Extract([place_refusal(data, file.shown, self.context)])
            return checker.check_bytes(data, file.shown)

        return work


class DocumentChecker:
    """Schema and rules over documents of one context."""

    def __init__(self, schemas: SchemaSet, context: Context, *, debug: bool = False) -> None:
        self.context = context
        self.debug = debug
        self._schemas = schemas
        self._writer = FaultWriter(schemas)
        self._engines: dict[Kind, Engine] = {}
        rules = all_rules()
        self._rules = {kind: tuple(rule for rule in rules if kind in rule.kinds) for kind in Kind}

    def check_bytes(self, data: bytes, shown: str, *, manifest: bool = False) -> Extract:
        """Read and check one file's bytes."""
        read = read_yaml(data, shown, manifest=manifest)
        extract = Extract()
        faulty: dict[int, set[Path]] = defaultdict(set)
        documents = {document.index: document for document in read.documents}
        for refusal in read.refusals:
            faulty[refusal.document].add(refusal.path)
            if extract.takes(refusal.rule.name):
                extract.findings.append(place_refusal(refusal, shown, self.context, documents.get(refusal.document)))
        for document in read.documents:
            self.check_document(document, extract, faulty[document.index])
        return extract

    def check_document(self, document: Document, extract: Extract, faulty: set[Path]) -> None:
        """Add a document's findings and facts to an extract; nothing at or below a faulty path."""
        if document.kind is Kind.MATTER:
            extract.matters += 1
        faults: list[Path] = []
        for fault in self._faults(document, extract):
            # A missing key of an alias or duplicate is no fault of its own.
            if is_below(fault.path, faulty):
                continue
            faults.append(fault.path)
            if extract.takes(fault.kind):
                hit = self._writer.hit(document.kind, document.value, fault)
                anchor = anchor_at(document, fault.path, self.context, at_key=hit.at_key)
                extract.findings.append(placed(SCHEMA_RULES[fault.kind], hit, anchor))
        faulty.update(faults)
        matter = Matter(document.value)
        for rule in self._rules[document.kind]:
            try:
                self._apply(rule, document, matter, extract, faulty)
            except Exception as error:
                self._crashed(rule.name, error, document, extract)

    def _faults(self, document: Document, extract: Extract) -> Sequence[Fault]:
        try:
            return self._engine(document.kind)(document.value)
        except Exception as error:
            self._crashed("schema", error, document, extract)
            return ()

    def _crashed(self, rule: str, error: Exception, document: Document, extract: Extract) -> None:
        if self.debug:
            raise error
        if extract.takes("internal-error"):
            extract.findings.append(internal_error(rule, anchor_at(document, (), self.context), error))

    def _engine(self, kind: Kind) -> Engine:
        if kind not in self._engines:
            implementation = self.context.manifest.get("类别") == IMPLEMENTATION
            entry = self._schemas.entry(kind, implementation=implementation)
            self._engines[kind] = make_engine(self._schemas.by_uri(), entry)
        return self._engines[kind]

    def _apply(self, rule: Rule, document: Document, matter: Matter, extract: Extract, faulty: set[Path]) -> None:
        if rule.check is not None:
            for hit in rule.check(subject_of(rule, document, matter), self.context):
                if not (faulty and is_below(hit.path, faulty)) and extract.takes(rule.name, hit.severity):
                    anchor = anchor_at(document, hit.path, self.context, at_key=hit.at_key)
                    extract.findings.append(placed(rule.info, hit, anchor))
        elif rule.facts is not None:
            gathered = extract.facts.setdefault(rule.name, [])
            for fact in rule.facts(matter, self.context):
                if not (faulty and is_below(fact.path, faulty)):
                    gathered.append(PlacedFact(anchor_at(document, fact.path, self.context), fact.data))


def is_below(path: Path, faulty: Collection[Path]) -> bool:
    """Whether a path is one of the faulty ones or inside it."""
    return any(path[:length] in faulty for length in range(len(path) + 1))


def anchor_at(document: Document, path: Path, context: Context, *, at_key: bool = False) -> Anchor:
    """A path of a document with everything a finding needs to know of its surroundings."""
    place = document.place(path, at_key=at_key)
    who: tuple[str, str] | None = None
    subject: tuple[str, ...]
    if document.kind is Kind.MATTER:
        matter = Matter(document.value)
        who = (matter.code, matter.title)
        if matter.code:
            subject = (context.region, matter.code, matter.detail_name, matter.handling_code, matter.body_name)
        else:
            subject = (context.region, fold(matter.title) or document.file)
    elif document.kind is Kind.ONE_THING:
        code = text_of(document.value.get("编码"))
        subject = (context.region, code or fold(text_of(document.value.get("名称"))) or document.file)
    else:
        subject = (context.region,)
    return Anchor(document.file, place, path, document.index, who, subject)


def place_refusal(refusal: Refusal, shown: str, context: Context, document: Document | None = None) -> Finding:
    """Make a finding of a reader's refusal; with its matter where the document could still be read."""
    anchor = Anchor(shown, refusal.place, refusal.path, refusal.document, None, (context.region, shown))
    if document is not None:
        known = anchor_at(document, (), context)
        anchor = replace(anchor, matter=known.matter, subject=known.subject)
    related = tuple(replace(anchor, place=place) for place in refusal.related)
    return placed(refusal.rule, Hit(refusal.path, refusal.args, related=related), anchor)


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
        schemas = self._take_manifest()
        for shown, refusal in self._catalog.refusals:
            self.findings.append(place_refusal(refusal, shown, self.context))
        counts: dict[str, int] = {}
        facts: dict[str, list[PlacedFact]] = {}
        job = CheckJob(schemas, self.context, self._debug)
        for file, extract in zip(self._catalog.files, run_partition(job, self._catalog.files), strict=True):
            counts[file.shown] = extract.matters
            self._take(file.shown, extract, facts)
        for shown, data in extra:
            checker = DocumentChecker(schemas, self.context, debug=self._debug)
            extract = checker.check_bytes(data, shown)
            counts[shown] = extract.matters
            self._take(shown, extract, facts)
        self._judge(facts)
        return counts

    def _take_manifest(self) -> SchemaSet:
        manifest = self._catalog.manifest
        data = store.read_source(manifest)
        value: dict[str, Any] = {}
        if not isinstance(data, Refusal):
            read = read_yaml(data, manifest.shown, manifest=True)
            value = read.documents[0].value if read.documents else {}
        profile = self._standards.profile(text_of(value.get("编码规则")))
        schemas = self._standards.schemas.composed(profile, self._standards.profile_names)
        self.context = Context(value, profile, self._standards.lexicon)
        if isinstance(data, Refusal):
            self.findings.append(place_refusal(data, manifest.shown, self.context))
        else:
            checker = DocumentChecker(schemas, self.context, debug=self._debug)
            self._take(manifest.shown, checker.check_bytes(data, manifest.shown, manifest=True), {})
        return schemas

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
                for hit in rule.judge(gathered, self.context):
                    if hit.anchor is None:
                        raise TypeError("a judge must use Hit.on")
                    self.findings.append(placed(rule.info, hit, hit.anchor))
            except Exception as error:
                if self._debug:
                    raise
                anchor = Anchor(self._catalog.manifest.shown, Place(1, 1), (), 0, None, (self.context.region,))
                self.findings.append(internal_error(rule.name, anchor, error))


def known_rules(names: Collection[str], infos: Collection[str]) -> list[str]:
    """Those of the names that are no rule."""
    return [name for name in names if name not in infos]
