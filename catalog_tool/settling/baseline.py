"""The baseline: faults a region had when it began, which it may clear one by one.

Entries are counted fingerprints, so that moved lines and renamed files change
nothing; a fault that occurs oftener than recorded is shown, one that occurs less
often makes its entry stale.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from catalog_tool.findings import Anchor, CannotRun, Finding, Hit, Owner, placed
from catalog_tool.model import Place
from catalog_tool.settling.rules import STALE_BASELINE, UNIGNORABLE

SCHEMA = "catalog-tool/baseline/1"


@dataclass(frozen=True)
class Entry:
    """One recorded fault: how often it occurred, and words for the people who read the file."""

    fingerprint: str
    count: int
    rule: str
    matter: str
    line: int


@dataclass(frozen=True)
class Baseline:
    """The recorded faults of a file."""

    shown: str
    entries: tuple[Entry, ...] = ()


def parse_baseline(text: str, shown: str) -> Baseline:
    """A baseline as it was written; CannotRun where the file is none."""
    wrong = CannotRun(f"{shown} 不是基线文件。请用 --write-baseline 重新写一份。")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    rows = value.get("entries") if isinstance(value, dict) and value.get("schema") == SCHEMA else None
    if not isinstance(rows, list):
        raise wrong
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        lines.setdefault(line.partition('"fingerprint": "')[2].partition('"')[0], number)
    entries = []
    for row in rows:
        if not isinstance(row, dict):
            raise wrong
        mark, count = row.get("fingerprint"), row.get("count")
        if not isinstance(mark, str) or type(count) is not int or count < 1:
            raise wrong
        entries.append(Entry(mark, count, str(row.get("rule", "")), str(row.get("matter", "")), lines.get(mark, 1)))
    return Baseline(shown, tuple(entries))


def written(findings: Iterable[Finding], locked: Collection[str] = ()) -> tuple[str, int]:
    """A baseline of findings as text, one entry a line, sorted; and how many findings it holds."""
    counts: Counter[str] = Counter()
    about: dict[str, tuple[str, str]] = {}
    for finding in findings:
        if finding.rule not in UNIGNORABLE and finding.rule not in locked:
            counts[finding.fingerprint] += 1
            about[finding.fingerprint] = (finding.rule, _said(finding))
    rows = sorted((*about[mark], mark, count) for mark, count in counts.items())
    lines = [
        json.dumps({"rule": rule, "matter": matter, "fingerprint": mark, "count": count}, ensure_ascii=False)
        for rule, matter, mark, count in rows
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "schema": "{SCHEMA}",\n  "entries": [\n{body}\n  ]\n}}\n', counts.total()


def _said(finding: Finding) -> str:
    return " ".join(part for part in finding.matter or () if part) or finding.file


class Remaining:
    """A baseline being used up: each finding takes one from its entry's count, in the order given."""

    def __init__(self, baseline: Baseline, locked: Collection[str] = ()) -> None:
        self._baseline = baseline
        self._locked = locked
        self._left: Counter[str] = Counter()
        for entry in baseline.entries:
            self._left[entry.fingerprint] += entry.count

    def hides(self, finding: Finding) -> bool:
        """Whether the finding is an old one."""
        if finding.rule in UNIGNORABLE or finding.rule in self._locked or not self._left[finding.fingerprint]:
            return False
        self._left[finding.fingerprint] -= 1
        return True

    def stale(self) -> Iterator[Finding]:
        """Yield a finding for each entry that occurs less often than recorded."""
        owner = Owner(self._baseline.shown, self._baseline.shown, 0, None, "", ("baseline",))
        told: set[str] = set()
        recorded: defaultdict[str, int] = defaultdict(int)
        for entry in self._baseline.entries:
            recorded[entry.fingerprint] += entry.count
        for entry in self._baseline.entries:
            left = self._left[entry.fingerprint]
            if left and entry.fingerprint not in told:
                told.add(entry.fingerprint)
                args: dict[str, Any] = {
                    "rule": entry.rule,
                    "recorded": recorded[entry.fingerprint],
                    "found": recorded[entry.fingerprint] - left,
                    "about": f"（{entry.matter}）" if entry.matter else "",
                }
                yield placed(STALE_BASELINE, Hit((), args), Anchor(owner, Place(entry.line, 1), ()))
