"""Hits become findings, and findings get their one order.

A reader, the schema or a rule says a path and arguments (`Hit`). Placing it in a
file, writing the sentence, the level, the fingerprint and the order all happen
here, the same way for every kind of check and every report.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from catalog_tool.model import Path, Place, cell_name

MOST_PER_FILE = 200
"""Findings shown per file, or matter of a workbook (contract.md): beyond that a person is not helped by more."""
MOST_RELATED = 50
"""Other places named with one fault: a code that stands ten thousand times needs no hundred million."""


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(Severity).index(self)

    @property
    def label(self) -> str:
        """The Chinese word a person reads."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class CannotRun(Exception):
    """The operator's mistake: one Chinese sentence that says what to do (exit 3)."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What is known of a rule without running it; `explain` prints it.

    `message` is a format string over the hit's arguments. `bad` and `good` are
    YAML examples; a line of `bad` that must be reported ends in `# <- rule-name`.
    """

    name: str
    severity: Severity
    title: str
    message: str
    source: str
    what: str = ""
    why: str = ""
    fix: str = ""
    since: str = "0.1"
    fixable: bool = False
    bad: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """The document that findings and facts are about.

    `file` is the name people are shown, `inside` the same within its catalog;
    `matter` is 基本编码 and name, None outside matters; `department` is who has to put
    it right; `subject` tells the document apart in fingerprints, without its place.
    """

    file: str
    inside: str
    document: int
    matter: tuple[str, str] | None
    department: str
    subject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fact or a hit stands, once its document is known; the owner is shared by all of a document."""

    owner: Owner
    place: Place
    path: Path

    @property
    def file(self) -> str:
        """The name people are shown."""
        return self.owner.file

    @property
    def document(self) -> int:
        """The document's index in its file."""
        return self.owner.document


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check says: where (a path, or an anchor already placed) and the arguments.

    `at_key` places it at the key instead of the value; `severity` overrides the
    rule's own where one rule speaks at two levels; `related` are the other places
    of one fault.
    """

    path: Path
    args: Mapping[str, Any]
    at_key: bool = False
    severity: Severity | None = None
    anchor: Anchor | None = None
    related: tuple[Anchor, ...] = ()

    @classmethod
    def at(
        cls,
        path: Sequence[str | int],
        /,
        *,
        at_key: bool = False,
        severity: Severity | None = None,
        **args: Any,
    ) -> Hit:
        """A hit at a path of the document being checked."""
        return cls(tuple(path), args, at_key, severity)

    @classmethod
    def on(
        cls,
        anchor: Anchor,
        /,
        related: Iterable[Anchor] = (),
        severity: Severity | None = None,
        **args: Any,
    ) -> Hit:
        """A hit on a fact of any document; for rules that judge across matters.

        Of `related` no more are asked for than are shown, so that it may be a generator.
        """
        return cls(anchor.path, args, False, severity, anchor, tuple(islice(related, MOST_RELATED)))


class Spot(NamedTuple):
    """Another place of a fault: the file as people are shown it, and the place in it."""

    file: str
    line: int
    column: int
    sheet: str = ""

    @property
    def cell(self) -> str:
        """The cell's name, such as C5; "" outside workbooks."""
        return cell_name(self.line, self.column) if self.sheet else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, ready for every report; see contract.md for the JSON names.

    In a workbook `sheet` is the sheet's name, line and column are those of the cell.
    """

    rule: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    path: Path
    document: int = 0
    related: tuple[Spot, ...] = ()
    matter: tuple[str, str] | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    fixable: bool = False
    fingerprint: str = ""
    department: str = ""
    sheet: str = ""

    @property
    def cell(self) -> str:
        """The cell's name, such as C5; "" outside workbooks."""
        return cell_name(self.line, self.column) if self.sheet else ""

    @property
    def unit(self) -> tuple[str, int]:
        """What a person goes through at a time: a file, in a workbook a matter of it."""
        return (self.file, self.document if self.sheet else -1)

    @property
    def order(self) -> tuple[Any, ...]:
        """The one order of findings: by place, then rule, path and arguments.

        In a workbook matter by matter, as its rows are; within one by the sheet's name.
        """
        place = (*self.unit, self.sheet, self.line, self.column)
        return (*place, self.rule, _sortable(self.path), _canonical(self.args))


def _sortable(path: Path) -> tuple[str, ...]:
    return tuple(f"{step:09d}" if isinstance(step, int) else step for step in path)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def fingerprint(rule: str, subject: Sequence[str], path: Path, args: Mapping[str, Any]) -> str:
    """A hash that survives moved lines: rule, subject, path keys without indices, arguments."""
    keys = [step for step in path if isinstance(step, str)]
    text = _canonical([rule, list(subject), keys, dict(args)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def placed(rule: RuleInfo, hit: Hit, anchor: Anchor) -> Finding:
    """The finding a hit becomes at an anchor."""
    return Finding(
        rule=rule.name,
        severity=hit.severity or rule.severity,
        message=rule.message.format_map(hit.args),
        file=anchor.owner.file,
        line=anchor.place.line,
        column=anchor.place.column,
        path=anchor.path,
        document=anchor.owner.document,
        related=tuple(Spot(other.file, *other.place, other.place.sheet) for other in hit.related),
        matter=anchor.owner.matter,
        args=hit.args,
        fixable=rule.fixable,
        fingerprint=fingerprint(rule.name, anchor.owner.subject, anchor.path, hit.args),
        department=anchor.owner.department,
        sheet=anchor.place.sheet,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """All findings of a run in their order, and how many were left out per file."""

    findings: tuple[Finding, ...]
    omitted: Mapping[str, int]

    def count(self, severity: Severity) -> int:
        """How many findings of one severity are shown."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def worst_reaches(self, threshold: Severity) -> bool:
        """Whether anything is at or above a threshold."""
        return any(finding.severity.rank <= threshold.rank for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run as reports see it.

    `tool` is name and version, `schemas` the digest of what is law; `departments` counts
    the matters looked at by who holds them, for shares.
    """

    settled: Settled
    matters: int
    files: int
    tool: str
    schemas: str
    departments: Mapping[str, int] = field(default_factory=dict)


def settle(
    findings: Iterable[Finding], *, most: int = MOST_PER_FILE, omitted: Mapping[str, int] | None = None
) -> Settled:
    """Give each finding once, sorted, at most `most` a file: the worst are kept when some must go.

    In a workbook each matter may have as many as a file. `omitted` counts, by file, findings that were never made.
    """
    unique = {(finding.order, finding.document): finding for finding in findings}
    units: dict[tuple[str, int], list[Finding]] = {}
    for finding in unique.values():
        units.setdefault(finding.unit, []).append(finding)
    kept: list[Finding] = []
    left_out = Counter(omitted or {})
    # The order begins with the unit, so that one after the other is the order of all.
    for unit in sorted(units):
        here = units[unit]
        if len(here) > most:
            here.sort(key=lambda finding: (finding.severity.rank, finding.order))
            left_out[unit[0]] += len(here) - most
            here = here[:most]
        kept += sorted(here, key=lambda finding: finding.order)
    return Settled(tuple(kept), {file: left_out[file] for file in sorted(left_out)})


def internal_error(rule: str, anchor: Anchor, error: Exception) -> Finding:
    """A rule that crashed, as a finding: the rest of the run goes on (contract.md, exit codes)."""
    hit = Hit.at(anchor.path, name=rule, error=f"{type(error).__name__}: {error}")
    return placed(INTERNAL_ERROR, hit, anchor)


INTERNAL_ERROR = RuleInfo(
    name="internal-error",
    severity=Severity.ERROR,
    title="程序自身出错",
    message="检查“{name}”时程序自身出错（{error}）；这不是数据的错，请加 --debug 重跑一次并把输出报给维护者",
    source="本项目约定：一条规则出错，其余照查，也不当作没有发生",
    what="某条规则在运行中崩溃。其余检查照常进行，但这条规则对该事项没有结论。",
    why="不能让一条规则的错误中断整次检查，也不能当作没有发生。",
    fix="不必改数据。请把 --debug 的输出连同该文件一起报给维护者。",
)
