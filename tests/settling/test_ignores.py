"""What ignore comments hide, and what is said of those that are faulty or of no use."""

from __future__ import annotations

from typing import Any

from catalog_tool.findings import Finding, Owner, Severity
from catalog_tool.formats.directives import Directive
from catalog_tool.settling.ignores import Ignores, without_ignored

OWNER = Owner("甲.yaml", "甲.yaml", 0, ("330100201000", "施工许可"), "县住建局", ("330225",))
KNOWN = {"bare-step", "missing-basis", "yaml-syntax", "internal-error"}


def finding(rule: str = "bare-step", line: int = 5, **changes: Any) -> Finding:
    return Finding(rule, Severity.ERROR, "错了", "甲.yaml", line, 1, (), **changes)


def directive(*rules: str, reason: str = "等省里统一", first: int = 5, last: int = 5) -> Directive:
    return Directive(4, 1, rules, reason, first, last)


def left(*findings: Finding, comment: Directive, locked: set[str] | None = None, judged: Any = None) -> list[str]:
    ignores = {"甲.yaml": Ignores([comment], OWNER, KNOWN, locked or set())}
    found = without_ignored(findings, ignores, judged)
    return [f"{each.rule} {each.args.get('problem', '')}".strip() for each in found]


def test_a_comment_with_a_reason_hides_its_rule_on_its_lines() -> None:
    comment = directive("bare-step", first=5, last=7)

    assert left(finding(line=5), finding(line=7), comment=comment) == []
    assert left(finding(line=6), finding(line=8), comment=comment) == ["bare-step"]
    assert left(finding(line=6), finding("missing-basis", 6), comment=comment) == ["missing-basis"]


def test_without_a_reason_nothing_is_hidden() -> None:
    assert left(finding(), comment=directive("bare-step", reason="")) == ["bare-step", "invalid-ignore 没有写理由"]


def test_a_comment_of_no_use_is_a_finding() -> None:
    assert left(comment=directive("bare-step")) == ["unused-ignore"]
    assert left(finding(), comment=directive("bare-step", "missing-basis")) == ["unused-ignore"]


def test_of_no_use_is_said_only_of_rules_that_were_judged() -> None:
    assert left(comment=directive("bare-step"), judged={"missing-basis"}) == []
    assert left(comment=directive("bare-step"), judged={"bare-step"}) == ["unused-ignore"]


def test_unknown_locked_and_unignorable_rules_are_refused() -> None:
    assert left(comment=directive("bear-step")) == ["invalid-ignore 没有 bear-step 这条规则"]
    assert left(finding("yaml-syntax"), comment=directive("yaml-syntax")) == [
        "yaml-syntax", "invalid-ignore yaml-syntax 不能忽略，要改好才能接着检查",
    ]  # fmt: skip
    assert left(finding(), comment=directive("bare-step"), locked={"bare-step"}) == [
        "bare-step", "invalid-ignore bare-step 按口径文件不得关闭",
    ]  # fmt: skip


def test_a_comment_that_is_not_written_as_it_must_be_is_a_finding() -> None:
    assert left(finding(), comment=directive()) == ["bare-step", "invalid-ignore 没有按写法写出规则"]
