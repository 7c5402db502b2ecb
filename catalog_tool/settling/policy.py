"""The level of each rule in a region, and what a region must not switch off.

A policy file (policy.yaml beside catalog.yaml, or --policy) has a list 规则:

    规则:
      - {规则: overlong-name, 级别: 不查}
      - {规则: missing-basis, 级别: 错误, 不得关闭: 是, 理由: 省里统一要求}

What the 上级目录 fixes with 不得关闭 a region may only make stricter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from catalog_tool.findings import CannotRun, Finding, Severity
from catalog_tool.model import text_of
from catalog_tool.settling.rules import UNIGNORABLE

LEVELS: Mapping[str, Severity | None] = {
    "错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.INFO, "不查": None,
}  # fmt: skip
_SECTIONS = frozenset({"规则", "条款", "名称", "来源", "说明"})
"""One file may hold both what `validate` and what `diff` goes by."""
_KEYS = frozenset({"规则", "级别", "不得关闭", "理由", "来源"})


@dataclass(frozen=True)
class RulePolicy:
    """Levels by rule name (None: not reported), and the rules that are locked."""

    levels: Mapping[str, Severity | None] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()

    def applied(self, finding: Finding, default: Severity) -> Finding | None:
        """The finding at its level here, None if it is not wanted.

        A finding that its rule itself made milder than usual is made no worse by a level for the rule.
        """
        if finding.rule not in self.levels:
            return finding
        level = self.levels[finding.rule]
        if level is None:
            return None
        if finding.severity is not default and finding.severity.rank > level.rank:
            return finding
        return finding if finding.severity is level else replace(finding, severity=level)


def parse_rule_policy(value: Mapping[str, Any], shown: str, known: Collection[str]) -> RulePolicy:
    """The policy a file's plain value gives; CannotRun with the faulty entry where it cannot be understood."""
    levels: dict[str, Severity | None] = {}
    locked: set[str] = set()
    for key in sorted(set(value) - _SECTIONS):
        raise CannotRun(
            f"{shown} 里有不认识的“{key}”。规则的级别写在 规则 下面，如 规则: [{{规则: 名称, 级别: 警告}}]。"
        )
    entries = value.get("规则")
    if entries is None:
        return RulePolicy()
    if not isinstance(entries, list):
        raise CannotRun(f"{shown} 的 规则 应是列表，每项写 规则 和 级别。")
    for number, entry in enumerate(entries, 1):
        where = f"{shown} 的 规则第 {number} 项"
        if not isinstance(entry, dict):
            raise CannotRun(f"{where}应写成 {{规则: 名称, 级别: 警告}}。")
        name, level = text_of(entry.get("规则")), text_of(entry.get("级别"))
        for key in sorted(set(entry) - _KEYS):
            raise CannotRun(f"{where}里有不认识的“{key}”。可写的是 {'、'.join(sorted(_KEYS))}。")
        if name not in known:
            near = get_close_matches(name, list(known), n=1)
            hint = f"是不是 {near[0]}？" if near else "全部规则见 catalog-tool rules。"
            raise CannotRun(f"{where}写的“{name}”不是规则的名称，{hint}")
        if name in UNIGNORABLE:
            raise CannotRun(f"{where}：{name} 不能改级别，也不能关闭：读不了的内容等于没有检查。")
        if name in levels:
            raise CannotRun(f"{where}：{name} 前面已经写过。请合成一项。")
        if level not in LEVELS:
            said = f"的 级别 是“{level}”" if level else "没有写 级别"
            raise CannotRun(f"{where}{said}。只能写 {'、'.join(LEVELS)}。")
        levels[name] = LEVELS[level]
        if entry.get("不得关闭") not in (None, "是", "否"):
            raise CannotRun(f"{where}的 不得关闭 只能写 是 或 否。")
        if entry.get("不得关闭") == "是":
            if LEVELS[level] is None:
                raise CannotRun(f"{where}：级别 是 不查，又写 不得关闭，互相矛盾。")
            locked.add(name)
    return RulePolicy(levels, frozenset(locked))


def laid_over(upper: RulePolicy, local: RulePolicy, shown: str) -> RulePolicy:
    """A region's policy over its directory's; CannotRun where it weakens what is locked there."""
    for name in sorted(upper.locked & set(local.levels)):
        wanted, due = local.levels[name], upper.levels[name]
        assert due is not None
        if wanted is None or wanted.rank > due.rank:
            said = "不查" if wanted is None else wanted.label
            raise CannotRun(f"{shown} 把 {name} 改为“{said}”，上级目录规定不得低于“{due.label}”。请删去这一项。")
    return RulePolicy({**upper.levels, **local.levels}, upper.locked | local.locked)
