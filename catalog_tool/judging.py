"""Rules across matters, over the facts of whole catalogs.

Most judge one catalog. The wide ones look at what lies around it too: the other
catalogs of the run, the 上级目录 (read only when one of them asks), and the state
before a change.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from catalog_tool import store
from catalog_tool.findings import Anchor, internal_error, placed
from catalog_tool.formats.refusals import READER_RULES, Refusal
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.gathering import Engine, Gathered, gather
from catalog_tool.inspecting import DocumentChecker
from catalog_tool.manifests import named_uppers
from catalog_tool.model import Place
from catalog_tool.placing import file_owner
from catalog_tool.rules import PlacedFact, Rule, Surroundings, all_rules
from catalog_tool.standards import Standards
from catalog_tool.store.history import Changes

_UNREAD = frozenset(rule.name for rule in READER_RULES)
"""Each of these means that a file, or part of it, was not read."""


class Judging:
    """The judges of one run."""

    def __init__(self, standards: Standards, engine: Engine, *, debug: bool = False) -> None:
        self._standards = standards
        self._engine = engine
        self._debug = debug
        self._uppers: dict[str, Gathered] = {}

    def inside(self, one: Gathered) -> None:
        """Add what the rules that need one catalog only find in it; their facts are needed no more."""
        for rule in all_rules():
            if rule.judge is not None and not rule.wide:
                self._judge(rule, one, one.facts.pop(rule.name, []), None)

    def around(self, one: Gathered, run: Sequence[Gathered], changes: Changes | None) -> None:
        """Add what the wide rules find in a catalog of a run whose catalogs are all gathered."""
        for rule in all_rules():
            if rule.judge is None or not rule.wide:
                continue
            if rule.only_since:
                if changes is not None:
                    now, earlier = self._before_and_after(rule, one, changes)
                    self._judge(rule, one, now, Surroundings(tuple, earlier))
            else:
                others = _Others(rule, one, run, self)
                self._judge(rule, one, one.facts.get(rule.name, []), Surroundings(others.facts, unread=others.unread))

    def _judge(self, rule: Rule, one: Gathered, facts: list[PlacedFact], around: Surroundings | None) -> None:
        if not facts:
            return
        assert rule.judge is not None
        facts.sort(key=lambda fact: (fact.anchor.owner.file, fact.anchor.owner.document, fact.anchor.place))
        try:
            for hit in rule.judge(facts, one.context, *(() if around is None else (around,))):
                assert hit.anchor is not None, "a judge must use Hit.on"
                one.findings.append(placed(rule.info, hit, hit.anchor))
        except Exception as error:
            if self._debug:
                raise
            manifest = one.catalog.manifest
            anchor = Anchor(file_owner(manifest.shown, one.context.region, manifest.inside), Place(1, 1), ())
            one.findings.append(internal_error(rule.name, anchor, error))

    def uppers(self, one: Gathered) -> list[tuple[str, Gathered | None]]:
        """Each path that a manifest names as 上级目录, with the catalog there; None where there is none."""
        found: list[tuple[str, Gathered | None]] = []
        for path, catalog in named_uppers(one.catalog, one.context.manifest):
            if catalog is None:
                found.append((path, None))
                continue
            key = os.path.realpath(catalog.root)
            if key not in self._uppers:
                self._uppers[key] = gather(catalog, self._standards, self._engine)
            found.append((path, self._uppers[key]))
        return found

    def _before_and_after(
        self, rule: Rule, one: Gathered, changes: Changes
    ) -> tuple[list[PlacedFact], list[PlacedFact]]:
        """A rule's facts of the changed files, as they are and as they were."""
        checker = DocumentChecker(one.job.schemas, one.context, debug=self._debug, rules=(rule,))
        root = os.path.realpath(one.catalog.root)
        now: list[PlacedFact] = []
        earlier: list[PlacedFact] = []
        for file in one.catalog.files:
            if os.path.realpath(file.path) in changes.files:
                data = store.read_source(file)
                if not isinstance(data, Refusal):
                    now += checker.check_bytes(data, file.shown, file.inside).facts.get(rule.name, [])
        for path in sorted(changes.files):
            if path.startswith(root + os.sep) and path.endswith(".yaml") and os.path.basename(path) != MANIFEST_NAME:
                was = changes.earlier(path)
                if was is not None:
                    earlier += checker.check_bytes(was, store.shown_name(path)).facts.get(rule.name, [])
        return now, earlier


class _Others:
    """A rule's facts around one catalog, gathered when first asked for."""

    def __init__(self, rule: Rule, one: Gathered, run: Sequence[Gathered], judging: Judging) -> None:
        self._rule = rule
        self._one = one
        self._run = run
        self._judging = judging

    def facts(self) -> Sequence[PlacedFact]:
        """The facts of the run's other catalogs and of the 上级目录, each catalog once."""
        roots = {os.path.realpath(self._one.catalog.root)}
        facts: list[PlacedFact] = []
        uppers = (upper for _, upper in self._judging.uppers(self._one) if upper is not None)
        for other in (*self._run, *uppers):
            root = os.path.realpath(other.catalog.root)
            if root not in roots:
                roots.add(root)
                facts += other.facts.get(self._rule.name, [])
        return facts

    def unread(self) -> Sequence[str]:
        """The 上级目录, as the manifest names them, that are not there or have files that could not be read."""
        return [
            path
            for path, upper in self._judging.uppers(self._one)
            if upper is None or any(finding.rule in _UNREAD for finding in upper.findings)
        ]
