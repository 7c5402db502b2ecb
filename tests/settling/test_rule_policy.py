"""Levels by policy: what a region may change, and what its directory has fixed."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import CannotRun, Finding, Severity
from catalog_tool.settling.policy import RulePolicy, laid_over, parse_rule_policy

KNOWN = {"bare-step", "overlong-name", "yaml-syntax"}


def parsed(*entries: Any) -> RulePolicy:
    return parse_rule_policy({"规则": list(entries)}, "policy.yaml", KNOWN)


def finding(severity: Severity) -> Finding:
    return Finding("bare-step", severity, "错了", "甲.yaml", 1, 1, ())


@pytest.mark.parametrize(
    ("level", "found", "shown"),
    [
        ("警告", Severity.ERROR, Severity.WARNING),
        ("不查", Severity.ERROR, None),
        ("错误", Severity.ERROR, Severity.ERROR),
        ("警告", Severity.INFO, Severity.INFO),  # what its rule itself made milder stays so
        ("提示", Severity.WARNING, Severity.INFO),
    ],
)
def test_a_level_holds_for_the_rule(level: str, found: Severity, shown: Severity | None) -> None:
    applied = parsed({"规则": "bare-step", "级别": level}).applied(finding(found), Severity.ERROR)

    assert (applied and applied.severity) == shown


def test_other_rules_keep_theirs() -> None:
    policy = parsed({"规则": "overlong-name", "级别": "不查"})

    assert policy.applied(finding(Severity.ERROR), Severity.ERROR) == finding(Severity.ERROR)


def test_a_region_may_make_stricter_what_its_directory_has_locked_but_not_milder() -> None:
    upper = parsed({"规则": "bare-step", "级别": "警告", "不得关闭": "是"})

    assert laid_over(upper, parsed({"规则": "bare-step", "级别": "错误"}), "县").levels["bare-step"] is Severity.ERROR
    for weaker, said in (("提示", "提示"), ("不查", "不查")):
        with pytest.raises(CannotRun, match=f"县 把 bare-step 改为“{said}”，上级目录规定不得低于“警告”"):
            laid_over(upper, parsed({"规则": "bare-step", "级别": weaker}), "县")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("bare-step", "第 1 项应写成"),
        ({"规则": "bear-step", "级别": "警告"}, "是不是 bare-step？"),
        ({"规则": "bare-step", "级别": "高"}, "只能写 错误、警告、提示、不查"),
        ({"规则": "bare-step"}, "没有写 级别"),
        ({"规则": "bare-step", "级别": "警告", "备考": "x"}, "不认识的“备考”"),
        ({"规则": "yaml-syntax", "级别": "不查"}, "yaml-syntax 不能改级别"),
        ({"规则": "bare-step", "级别": "不查", "不得关闭": "是"}, "互相矛盾"),
        ({"规则": "bare-step", "级别": "警告", "不得关闭": "对"}, "只能写 是 或 否"),
    ],
)
def test_a_broken_policy_says_which_entry_and_what_is_due(entry: Any, said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        parsed(entry)


def test_an_entry_twice_is_refused() -> None:
    with pytest.raises(CannotRun, match="第 2 项：bare-step 前面已经写过"):
        parsed({"规则": "bare-step", "级别": "警告"}, {"规则": "bare-step", "级别": "错误"})


def test_what_stands_at_the_wrong_place_is_not_passed_over() -> None:
    with pytest.raises(CannotRun, match="不认识的“不得关闭”"):
        parse_rule_policy({"不得关闭": ["bare-step"]}, "policy.yaml", KNOWN)


def test_a_policy_for_comparing_alone_says_nothing_of_rules() -> None:
    assert parse_rule_policy({"条款": []}, "policy.yaml", KNOWN) == RulePolicy()
