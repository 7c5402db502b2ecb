"""The use case behind `validate`: catalogs become findings.

Each file is inspected apart, wherever the engine likes; rules across matters judge
the gathered facts; then a region's own decisions (levels, ignore comments, baseline)
are applied, and what was asked for is shown in its one order.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from catalog_tool.findings import CannotRun, Finding, Settled, settle
from catalog_tool.gathering import Engine, Gathered, gather
from catalog_tool.judging import Judging
from catalog_tool.rules import all_infos
from catalog_tool.runner import without_collecting
from catalog_tool.settling.baseline import Baseline, Remaining
from catalog_tool.settling.ignores import Ignores, without_ignored
from catalog_tool.settling.policy import RulePolicy
from catalog_tool.settling.rules import UNREAD
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder

if TYPE_CHECKING:
    from catalog_tool.store.history import Changes


@dataclass(frozen=True)
class Selection:
    """Which rules are reported: `only` (all if empty) without `never`."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether findings of a rule are wanted; a crash of our own and what was not read always are."""
        return (
            name == "internal-error"
            or name in UNREAD
            or ((not self.only or name in self.only) and name not in self.never)
        )

    @property
    def judged(self) -> frozenset[str] | None:
        """The rules whose ignore comments can be found useless; None for all."""
        if not self.only and not self.never:
            return None
        return frozenset(name for name in all_infos() if self.has(name))


@dataclass(frozen=True)
class Decisions:
    """What a run is told besides the catalogs: levels, old faults, how much to show."""

    policy_of: Callable[[CatalogFolder], RulePolicy] = lambda _catalog: RulePolicy()
    baseline: Baseline | None = None
    since: str | None = None


@dataclass(frozen=True)
class Checked:
    """A whole run's result: findings in order, what was looked at, and what a new baseline would record.

    `departments` counts the matters of each department among those looked at;
    `complete` says that every file of every catalog was asked for; `notes` are
    sentences about what a narrowed run cannot see.
    """

    settled: Settled
    matters: int
    files: int
    departments: Mapping[str, int]
    recordable: tuple[Finding, ...] = ()
    locked: frozenset[str] = frozenset()
    complete: bool = True
    notes: tuple[str, ...] = ()


@dataclass
class _Run:
    """What adds up over the catalogs of a run."""

    findings: list[Finding] = field(default_factory=list)
    omitted: Counter[str] = field(default_factory=Counter)
    departments: Counter[str] = field(default_factory=Counter)
    matters: int = 0
    files: int = 0
    locked: set[str] = field(default_factory=set)
    complete: bool = True


def check_catalogs(
    catalogs: Iterable[CatalogFolder],
    standards: Standards,
    selection: Selection,
    decisions: Decisions | None = None,
    engine: Engine | None = None,
    *,
    extra: Sequence[tuple[str, bytes]] = (),
    debug: bool = False,
) -> Checked:
    """Check whole catalogs; show the findings in what was asked for.

    `extra` are further files (name shown, bytes) that belong to the one catalog
    given: standard input.
    """
    decisions, engine = decisions or Decisions(), engine or Engine()
    # Policies and revisions first: what is wrong with them is known before the long work.
    chosen = [(catalog, decisions.policy_of(catalog), _changes(catalog, decisions.since)) for catalog in catalogs]
    for catalog, policy, _ in chosen:
        for name in sorted(policy.locked & selection.never):
            raise CannotRun(f"{catalog.manifest.shown} 所依的口径规定 {name} 不得关闭。请去掉 --ignore {name}。")
    judging = Judging(standards, engine, debug=debug)
    run = _Run()
    with without_collecting():
        gathered = []
        for catalog, _, _ in chosen:
            gathered.append(gather(catalog, standards, engine, extra=extra, debug=debug))
            judging.inside(gathered[-1])
        for one, (_, policy, changes) in zip(gathered, chosen, strict=True):
            judging.around(one, gathered, changes)
            _settle_catalog(run, one, policy, selection, _asked(one, extra, changes))
    recordable = tuple(run.findings)
    if decisions.baseline is not None:
        run.findings = _new_only(run, decisions.baseline, selection)
    settled = settle(run.findings, omitted=run.omitted)
    departments = dict(sorted(run.departments.items()))
    notes = tuple(note for catalog, _, changes in chosen if changes for note in _unseen(catalog, changes))
    return Checked(settled, run.matters, run.files, departments, recordable, frozenset(run.locked), run.complete, notes)


def _changes(catalog: CatalogFolder, since: str | None) -> Changes | None:
    if since is None:
        return None
    from catalog_tool.store.history import changes_since

    return changes_since(catalog.root, since)


def changed_catalogs(catalogs: Iterable[CatalogFolder], since: str) -> list[CatalogFolder]:
    """The catalogs narrowed to the files that --since shows; those without any are left out."""
    narrowed = []
    for catalog in catalogs:
        changes = _changes(catalog, since)
        assert changes is not None
        files = (catalog.manifest, *catalog.files)
        asked = catalog.asked()
        only = frozenset(
            file.path for file in files if file.shown in asked and os.path.realpath(file.path) in changes.files
        )
        if only:
            narrowed.append(replace(catalog, only=only))
    return narrowed


def _unseen(catalog: CatalogFolder, changes: Changes) -> Iterator[str]:
    """Yield what --since leaves out: what the manifest or a missing file does to files that did not change."""
    shown = catalog.manifest.shown
    root = os.path.realpath(catalog.root) + os.sep
    gone = [path for path in changes.files if path.startswith(root) and not os.path.lexists(path)]
    if os.path.realpath(catalog.manifest.path) in changes.files:
        yield f"{shown} 改动过，没有改动的文件也可能因此有问题；请去掉 --since 再全部查一次。"
    elif any(path.endswith(".yaml") for path in gone):
        where = os.path.dirname(shown) or "."
        yield f"{where} 里删除过文件，别处引用它们的地方这次不一定看得到；请去掉 --since 再全部查一次。"


def _asked(one: Gathered, extra: Sequence[tuple[str, bytes]], changes: Changes | None) -> frozenset[str] | None:
    """Names shown of the files whose findings are wanted; None for all."""
    if extra:
        return frozenset(name for name, _ in extra)
    catalog = one.catalog
    if changes is not None:
        files = (catalog.manifest, *catalog.files, *(file for file, _ in catalog.refused))
        changed = frozenset(file.shown for file in files if os.path.realpath(file.path) in changes.files)
        return changed & catalog.asked()
    return catalog.asked() if catalog.only else None


def _settle_catalog(
    run: _Run, one: Gathered, policy: RulePolicy, selection: Selection, asked: frozenset[str] | None
) -> None:
    """Add what a catalog shows, after its region's decisions."""
    infos = all_infos()
    ignores = {
        file: Ignores(directives, owner, infos, policy.locked) for file, (directives, owner) in one.directives.items()
    }
    for finding in without_ignored(one.findings, ignores, selection.judged):
        levelled = policy.applied(finding, infos[finding.rule].severity)
        if levelled is None or not selection.has(finding.rule):
            continue
        if asked is None or finding.file in asked or any(other.file in asked for other in finding.related):
            run.findings.append(levelled)
    for (file, rule), count in one.omitted.items():
        if selection.has(rule) and policy.levels.get(rule, infos[rule].severity) and (asked is None or file in asked):
            run.omitted[file] += count
    for file, matters in one.matters.items():
        if asked is None or file in asked:
            run.matters += matters
            run.files += 1
            run.departments.update(one.departments[file])
    run.locked |= policy.locked
    run.complete = run.complete and asked is None


def _new_only(run: _Run, baseline: Baseline, selection: Selection) -> list[Finding]:
    """What the baseline does not know; entries without faults are stale only if everything was looked at."""
    remaining = Remaining(baseline, run.locked)
    left = [finding for finding in sorted(run.findings, key=lambda each: each.order) if not remaining.hides(finding)]
    if run.complete and selection.judged is None and not run.omitted:
        left += remaining.stale()
    return left
