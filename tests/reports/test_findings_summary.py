"""Repeats are told once, with their share; the end says who has what to do, and who is nearly done."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import Finding, Report, RuleInfo, Severity, settle
from catalog_tool.reports.findings_repeats import parted
from catalog_tool.reports.findings_summary import lacking_one, share
from catalog_tool.reports.findings_text import write
from catalog_tool.reports.styled import render, width

RULES = {"bare-step": RuleInfo("bare-step", Severity.ERROR, "环节只有名称", "", "")}


def finding(number: int, *path: str | int, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "bare-step", "severity": Severity.ERROR, "message": f"第 {number} 个错了",
        "file": f"{number:02d}.yaml", "line": 3, "column": 1, "path": path, "matter": (f"33{number:02d}", "事项"),
        "department": "县住建局", **changes,
    }  # fmt: skip
    return Finding(**values)


def shown(*findings: Finding, matters: int = 20, columns: int = 80, fold: bool = False) -> str:
    report = Report(settle(findings), matters, matters, "t", "s", {"县住建局": 12, "县公安局": 8})
    lines = write(report, RULES, source=lambda *_: "甲: 乙", columns=columns, fold=fold)
    return render(lines, color=False)


def test_a_fault_of_many_matters_is_told_once() -> None:
    text = shown(*(finding(number, "办事流程", 0) for number in range(8)))

    assert "同一个问题 8 处，涉及 8 个事项（占 40%）：错误 环节只有名称 bare-step" in text
    assert "第 0 个错了" in text
    assert "第 1 个错了" not in text
    assert "还有 01.yaml:3、02.yaml:3、03.yaml:3、04.yaml:3、05.yaml:3 等 7 处" in text


@pytest.mark.parametrize("matters", [range(5), [1] * 8])
def test_few_or_those_of_one_matter_are_told_one_by_one(matters: Any) -> None:
    findings = [finding(number, "办事流程", index, line=index + 1) for index, number in enumerate(matters)]

    assert "同一个问题" not in shown(*findings)
    assert parted(findings)[0] == sorted(findings, key=lambda each: each.order)


def test_another_field_is_another_fault() -> None:
    findings = [finding(number, "办事流程" if number % 2 else "业务流程", 0) for number in range(10)]

    assert "同一个问题" not in shown(*findings)


def test_missing_keys_are_one_repeat_whatever_is_missing() -> None:
    findings = [finding(number, key, rule="missing-key") for number in range(6) for key in ("咨询", "收费")]
    findings.append(finding(7, "收费", rule="missing-key"))
    manifest = finding(8, "发布日期", rule="missing-key", matter=None, file="catalog.yaml")
    alone, repeats = parted([*findings, manifest])

    assert alone == [manifest]
    assert [repeat.keys for repeat in repeats] == [[("收费", 7), ("咨询", 6)]]
    assert "各键：收费 7、咨询 6" in shown(*findings)


def test_worse_and_more_frequent_repeats_come_first() -> None:
    findings = [
        *(finding(number, "甲", severity=Severity.WARNING) for number in range(9)),
        *(finding(number, "乙") for number in range(7)),
        *(finding(number, "丙") for number in range(8)),
    ]

    assert [repeat.findings[0].path for repeat in parted(findings)[1]] == [("丙",), ("乙",), ("甲",)]


def test_the_tables_say_what_falls_on_whom() -> None:
    text = shown(
        *(finding(number, "办事流程", 0) for number in range(8)), *(finding(9, "甲", index) for index in range(3))
    )

    assert "按部门       错误   警告   提示  涉及事项\n  县住建局     11      –      –  9 / 12（75%）" in text
    assert "\n  bare-step 环节只有名称     11      –      –  9（45%）\n" in text
    assert "县公安局" not in text


def test_few_findings_need_no_tables() -> None:
    assert "按部门" not in shown(finding(1, "办事流程"))


def test_who_lacks_just_one_element() -> None:
    findings = [
        finding(1, "办理时限", "承诺"), finding(1, "办理时限", "法定"),
        finding(2, "申请材料", 0), finding(2, "办理时限"),
        finding(3, "申请材料", 0), finding(3, "办理窗口", severity=Severity.WARNING),
        finding(4, "咨询"), finding(5, "申请材料", 1), finding(6), finding(7, "申请材料", matter=None),
    ]  # fmt: skip

    assert lacking_one(findings) == {"办理时限": 1, "申请材料": 2}
    more = [finding(number, "申请材料") for number in range(10, 16)]
    assert "只差一个要素就没有错误的事项 9 个：申请材料 8、办理时限 1。" in shown(*findings, *more)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 10, "0%"), (1, 3, "33.3%"), (10, 10, "100%"), (1, 24_000, "0.1%"), (23_999, 24_000, "99.9%"), (0, 0, "–")],
)
def test_a_share_is_never_all_or_nothing_where_it_is_not_quite(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    long = {"message": "很长的说明" * 40, "department": "某某市综合行政执法局" * 5}
    text = shown(*(finding(number, "办事流程", **long) for number in range(20)), columns=columns, fold=True)

    assert max(width(line) for line in text.split("\n")) <= columns


def test_examples_in_a_workbook_are_cells() -> None:
    here = {"file": "甲.xlsx", "sheet": "材料", "column": 2}
    text = shown(*(finding(number, "办事流程", 0, **here, line=number, document=number) for number in range(1, 9)))

    assert "还有 甲.xlsx〔材料!B2〕、甲.xlsx〔材料!B3〕、" in text
