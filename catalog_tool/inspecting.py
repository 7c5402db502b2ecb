"""One file's bytes become an Extract: schema and rules over its documents.

An Extract is a function of the bytes and the Context alone, so that it can be made
anywhere and kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from catalog_tool.context import Context
from catalog_tool.extracts import Extract
from catalog_tool.findings import Anchor, Owner, internal_error, placed
from catalog_tool.formats.yaml_reader import ReadFile, read_yaml
from catalog_tool.model import IMPLEMENTATION, Document, Kind, Matter, Path
from catalog_tool.placing import anchor_at, file_owner, owner_of, place_refusal
from catalog_tool.rules import PlacedFact, Rule, all_rules
from catalog_tool.schema.engines import Engine, Fault, make_engine
from catalog_tool.schema.faults import SCHEMA_RULES, FaultWriter
from catalog_tool.schema.shapes import SchemaSet


class DocumentChecker:
    """Schema and rules over documents of one context; `rules` are all but those for --since, if not given."""

    def __init__(
        self, schemas: SchemaSet, context: Context, *, debug: bool = False, rules: Iterable[Rule] | None = None
    ) -> None:
        self.context = context
        self.debug = debug
        self._schemas = schemas
        self._writer = FaultWriter(schemas)
        self._engines: dict[Kind, Engine] = {}
        chosen = tuple(rule for rule in all_rules() if not rule.only_since) if rules is None else tuple(rules)
        # By kind of document, and by what they take: the loop over them runs once a matter.
        self._checks = {kind: [rule for rule in chosen if rule.check and kind in rule.kinds] for kind in Kind}
        self._gathers = {kind: [rule for rule in chosen if rule.facts and kind in rule.kinds] for kind in Kind}

    def check_bytes(self, data: bytes, shown: str, inside: str = "") -> Extract:
        """Read and check the bytes of one file of matters; `inside` is its name within the catalog."""
        return self.check_read(read_yaml(data, shown), shown, inside)

    def check_read(self, read: ReadFile, shown: str, inside: str = "") -> Extract:
        """Check what a file holds, once it is read."""
        extract = Extract(directives=read.directives)
        faulty: dict[int, set[Path]] = defaultdict(set)
        region = self.context.region
        owners = {document.index: owner_of(document, region, inside or shown) for document in read.documents}
        for refusal in read.refusals:
            faulty[refusal.document].add(refusal.path)
            if extract.takes(refusal.rule.name):
                owner = owners.get(refusal.document) or file_owner(shown, region, inside or shown, refusal.document)
                extract.findings.append(place_refusal(refusal, owner))
        for document in read.documents:
            self.check_document(document, owners[document.index], extract, faulty[document.index])
        return extract

    def check_document(self, document: Document, owner: Owner, extract: Extract, faulty: set[Path]) -> None:
        """Add a document's findings and facts to an extract; nothing at or below a faulty path."""
        if document.kind is Kind.MATTER:
            extract.matters.append(owner)
        faults: list[Path] = []
        for fault in self._faults(document, owner, extract):
            # A missing key of an alias or duplicate is no fault of its own.
            if is_below(fault.path, faulty):
                continue
            faults.append(fault.path)
            if extract.takes(fault.kind):
                hit = self._writer.hit(document.kind, document.value, fault)
                anchor = anchor_at(document, owner, fault.path, at_key=hit.at_key)
                extract.findings.append(placed(SCHEMA_RULES[fault.kind], hit, anchor))
        faulty.update(faults)
        matter = Matter(document.value)
        anchors: dict[Path, Anchor] = {}
        context = self.context
        for rule in self._checks[document.kind]:
            assert rule.check is not None
            try:
                for hit in rule.check(document if rule.whole_document else matter, context):
                    if not (faulty and is_below(hit.path, faulty)) and extract.takes(rule.name, hit.severity):
                        anchor = anchor_at(document, owner, hit.path, at_key=hit.at_key)
                        extract.findings.append(placed(rule.info, hit, anchor))
            except Exception as error:
                self._crashed(rule.name, error, document, owner, extract)
        for rule in self._gathers[document.kind]:
            try:
                self._gather(rule, document, owner, matter, extract, faulty, anchors)
            except Exception as error:
                self._crashed(rule.name, error, document, owner, extract)

    def _faults(self, document: Document, owner: Owner, extract: Extract) -> Sequence[Fault]:
        try:
            return self._engine(document.kind)(document.value)
        except Exception as error:
            self._crashed("schema", error, document, owner, extract)
            return ()

    def _crashed(self, rule: str, error: Exception, document: Document, owner: Owner, extract: Extract) -> None:
        if self.debug:
            raise error
        if extract.takes("internal-error"):
            extract.findings.append(internal_error(rule, anchor_at(document, owner, ()), error))

    def _engine(self, kind: Kind) -> Engine:
        if kind not in self._engines:
            implementation = self.context.manifest.get("类别") == IMPLEMENTATION
            entry = self._schemas.entry(kind, implementation=implementation)
            self._engines[kind] = make_engine(self._schemas.by_uri(), entry)
        return self._engines[kind]

    def _gather(
        self,
        rule: Rule,
        document: Document,
        owner: Owner,
        matter: Matter,
        extract: Extract,
        faulty: set[Path],
        anchors: dict[Path, Anchor],
    ) -> None:
        assert rule.facts is not None
        gathered: list[PlacedFact] = []
        for fact in rule.facts(document if rule.whole_document else matter, self.context):
            if faulty and is_below(fact.path, faulty):
                continue
            # Most facts stand at the same place, the matter's code.
            anchor = anchors.get(fact.path)
            if anchor is None:
                anchor = anchors[fact.path] = anchor_at(document, owner, fact.path)
            gathered.append(PlacedFact(anchor, fact.data))
        if gathered:
            extract.facts.setdefault(rule.name, []).extend(gathered)


def is_below(path: Path, faulty: Collection[Path]) -> bool:
    """Whether a path is one of the faulty ones or inside it."""
    return any(path[:length] in faulty for length in range(len(path) + 1))
